"""The identity that works for a node: the app's own user in Jira, a stored credential in Azure DevOps.

A credential is proven before it is stored: it signs in, to this very organization, and sees projects. Its expiry is
what the administrator typed, because the tracker does not tell.
"""

from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import structlog

from addon.nodes import auditing, extension_check, rejection
from addon.nodes.refusals import Refusal
from addon.nodes.rejection import FACTS
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.nodes.trackers import ADO_CREDENTIAL, consent_text, credential_text
from addon.platforms.access import OwnApplication, PersonalAccessToken, ServicePrincipal
from addon.platforms.azuredevops.extensions import Installed
from addon.platforms.base import Platform, Probe
from addon.platforms.errors import PlatformError, Reason
from addon.storage import nodes, schedules, secrets, settings_store
from addon.storage.nodes import DAY_MS, Node
from addon.storage.transaction import Tx

log = structlog.get_logger()
CONSENTED_PATH = "/entra/consented"
WARN_DAYS = 30
State = Literal["none", "working", "rejected", "expiring", "expired"]


@dataclass(frozen=True, slots=True)
class SyncIdentity:
    """What is known of a node's sync identity; `expires_at` in ms, `days_left` counts begun days."""

    state: State
    kind: Literal["app", "pat", "entra", "consent", ""]
    display_name: str = ""
    expires_at: int | None = None
    days_left: int | None = None
    probes: tuple[Probe, ...] = ()
    checked_at: int | None = None
    organization: str = ""
    note: str = ""
    stored: dict[str, str] = field(default_factory=dict)
    consent_offered: bool = False


def describe(services: Services, node_id: int, known: Node | None = None) -> SyncIdentity:
    """The stored identity as it was last checked; makes no call. `known` is the node's row where it was read."""

    def work(tx: Tx) -> tuple[Any, Any, Any, int]:
        node = known or nodes.get(tx, node_id)
        info = secrets.info(tx, node_id, ADO_CREDENTIAL)
        return node, info, settings_store.get(tx, node_id, FACTS, {}), tx.now

    node, info, facts, now = services.ledger.read(work)
    probes = tuple(Probe(**one) for one in facts.get("probes", ()))
    name = str(facts.get("display_name", ""))
    if node.kind == "jira":
        return SyncIdentity("working", "app", name or "Liaise", probes=probes, checked_at=facts.get("checked_at"))
    offered = services.deployment.azuredevops.own_application is not None
    if info is None:
        return SyncIdentity("none", "", organization=node.display_name, consent_offered=offered)
    left = None if info.expires_at is None else -((now - info.expires_at) // DAY_MS)
    state: State = "working"
    withdrawn = facts.get("kind") == "consent" and not offered  # the deployment's settings name no application any more
    if facts.get("rejected") or withdrawn:
        state = "rejected"
    elif left is not None and left <= 0:
        state = "expired"
    elif left is not None and left <= WARN_DAYS:
        state = "expiring"
    return SyncIdentity(
        state,
        facts.get("kind", "pat"),
        name,
        info.expires_at,
        left,
        probes,
        facts.get("checked_at"),
        node.display_name,
        str(facts.get("rejected") or ""),
        dict(facts.get("shown", {})),
        offered,
    )


def check_and_save_pat(services: Services, caller: Caller, *, token: str, expires_on: str) -> SyncIdentity:
    """Prove an organization-scoped personal access token, then store it; raises `Refusal` with a field."""
    token = token.strip()
    if not token:
        raise Refusal("token_missing", "Paste a personal access token.", field="token")
    if not token.isascii() or any(character.isspace() for character in token):
        raise Refusal("token_malformed", "This is not a token: it has spaces or odd characters.", field="token")
    expires_at = _expiry(services, expires_on, required=True)
    access_token = PersonalAccessToken(token)
    text = credential_text(access_token)
    return _prove_and_store(services, caller, access_token, text, "pat", expires_at, "token", {})


def check_and_save_entra(
    services: Services,
    caller: Caller,
    *,
    tenant: str,
    client_id: str,
    secret: str = "",
    private_key: str = "",
    certificate: str = "",
    expires_on: str = "",
) -> SyncIdentity:
    """Prove an Entra service principal, then store it; raises `Refusal` with a field."""
    for name, value in (("tenant", tenant), ("client_id", client_id)):
        if not value.strip():
            raise Refusal("missing", "Enter the id from the app registration's overview page.", field=name)
    if not secret and not (private_key and certificate):
        raise Refusal("missing", "Enter the client secret, or a certificate with its private key.", field="secret")
    principal = ServicePrincipal(
        tenant.strip(),
        client_id.strip(),
        secret.strip(),
        private_key,
        certificate,
        login_url=services.deployment.azuredevops.login_url,
    )
    expires_at = _expiry(services, expires_on, required=False)
    shown = {"tenant": tenant.strip(), "client_id": client_id.strip()}
    text = credential_text(principal)
    return _prove_and_store(services, caller, principal, text, "entra", expires_at, "secret", shown)


@dataclass(frozen=True, slots=True)
class Consent:
    """Where consent is given. `url` is empty, and `why` says why, where it cannot be."""

    url: str = ""
    why: str = ""


def consent(services: Services, caller: Caller) -> Consent:
    """Where an Entra administrator lets the deployment's own application in; asks the organization for its tenant."""
    try:
        application, tenant = _application_and_tenant(services, caller)
    except Refusal as refusal:
        return Consent(why=refusal.message)
    return Consent(application.consent_url(tenant, f"{services.deployment.base_url}{CONSENTED_PATH}"))


def check_and_save_consent(services: Services, caller: Caller) -> SyncIdentity:
    """Prove that the deployment's own application was let in, then store in which tenant; raises `Refusal`."""
    application, tenant = _application_and_tenant(services, caller)
    principal, text = application.in_tenant(tenant), consent_text(tenant)
    return _prove_and_store(services, caller, principal, text, "consent", None, "consent", {"tenant": tenant})


def _application_and_tenant(services: Services, caller: Caller) -> tuple[OwnApplication, str]:
    application = services.deployment.azuredevops.own_application
    if application is None:
        raise Refusal("consent_not_offered", "This deployment has no Entra application of its own.", field="consent")
    node = services.ledger.read(lambda tx: nodes.get(tx, caller.node_id))
    if node.kind != "azuredevops":
        raise _not_here()
    tenant = services.trackers.tenant_of(node.display_name)
    if tenant is None:
        words = "Azure DevOps did not say which Microsoft Entra tenant the organization belongs to. Try again."
        raise Refusal("tenant_unknown", words, field="consent", status=502)
    if not tenant:
        words = "This organization is backed by Microsoft accounts, not by an Entra tenant. Use an access token."
        raise Refusal("no_tenant", words, field="consent")
    return application, tenant


def recheck(services: Services, caller: Caller) -> SyncIdentity:
    """Ask the tracker again with the stored credential."""
    check_stored(services, caller.node_id)
    return describe(services, caller.node_id)


def forget(services: Services, caller: Caller) -> None:
    """Delete the stored credential; syncing waits until there is one again."""

    def work(tx: Tx) -> None:
        secrets.delete(tx, caller.node_id, ADO_CREDENTIAL)
        settings_store.delete(tx, caller.node_id, FACTS)
        auditing.record(tx, caller, "sync_identity_removed")

    services.ledger.write(work)


def check_stored(services: Services, node_id: int) -> bool:
    """The daily check: does the stored credential still work, and is the extension still there?

    A rejection is noted, a recovery clears it; a tenant that was uninstalled stops.
    """
    try:
        platform = services.trackers.open(node_id)
        me, probes = platform.identity(), platform.probes()
    except PlatformError as problem:
        if problem.reason is Reason.CREDENTIAL_REJECTED:
            rejection.note(services, node_id, problem.message)
            return False
        raise
    node, kept = services.ledger.read(lambda tx: (nodes.get(tx, node_id), settings_store.get(tx, node_id, FACTS, {})))
    extension: Installed | None = None
    if node.kind == "azuredevops" and me.instance_id == node.instance_id:
        extension, probe = extension_check.look(services, node, platform)
        probes = (*probes, probe)
    facts = _facts(services, kept.get("kind", "app"), me.display_name, probes, kept.get("shown", {}))

    def work(tx: Tx) -> None:
        if extension is not None:
            extension_check.act(tx, services, node_id, extension)
        _store_working(tx, node_id, me.id, facts)

    services.ledger.write(work)
    return True


def _prove_and_store(
    services: Services,
    caller: Caller,
    credential: PersonalAccessToken | ServicePrincipal,
    text: str,
    kind: Literal["pat", "entra", "consent"],
    expires_at: int | None,
    secret_field: str,
    shown: dict[str, str],
) -> SyncIdentity:
    node = services.ledger.read(lambda tx: nodes.get(tx, caller.node_id))
    if node.kind != "azuredevops":
        raise _not_here()
    access = services.trackers.organization_access(node.display_name, credential)
    platform = services.trackers.open_with(access)
    try:
        me = platform.identity()
    except PlatformError as problem:
        raise _why(problem, secret_field) from problem
    if me.instance_id != node.instance_id:
        raise Refusal(
            "other_organization",
            f"This credential answers for another organization than {node.display_name}.",
            field=secret_field,
        )
    probes = _probes(platform)
    if any(one.name == "Sign in" and one.state == "failed" for one in probes):
        raise Refusal("credential_rejected", "Azure DevOps rejected this credential.", field=secret_field)
    extension, probe = extension_check.look(services, node, platform)
    facts = _facts(services, kind, me.display_name, (*probes, probe), shown)

    def work(tx: Tx) -> None:
        secrets.put(tx, node.id, ADO_CREDENTIAL, text, expires_at=expires_at)
        schedules.ensure(tx, node.id, "credential", DAY_MS, first_in_ms=DAY_MS)
        extension_check.note(tx, services, node.id, extension)
        _store_working(tx, node.id, me.id, facts)
        auditing.record(
            tx,
            caller,
            "sync_identity_saved",
            subject=me.display_name,
            detail={"kind": kind},
        )

    services.ledger.write(work)
    log.info("sync_identity_saved", node=node.id, kind=kind, identity=me.id)
    return describe(services, node.id)


def _store_working(tx: Tx, node_id: int, identity_id: str, facts: dict[str, Any]) -> None:
    settings_store.put(tx, node_id, FACTS, facts)
    if nodes.get(tx, node_id).app_user_id != identity_id:
        nodes.update(tx, node_id, app_user_id=identity_id)
    rejection.over(tx, node_id)


def _facts(
    services: Services, kind: str, display_name: str, probes: tuple[Probe, ...], shown: dict[str, str]
) -> dict[str, Any]:
    return {
        "kind": kind,
        "display_name": display_name,
        "probes": [asdict(one) for one in probes],
        "checked_at": services.now(),
        "shown": shown,
    }


def _probes(platform: Platform) -> tuple[Probe, ...]:
    try:
        return platform.probes()
    except PlatformError as problem:
        return (Probe("Permissions", "warning", f"Could not be checked: {problem.message}"),)


def _expiry(services: Services, text: str, *, required: bool) -> int | None:
    if not text.strip():
        if required:
            raise Refusal("expiry_missing", "Enter the date on which the token expires.", field="expires_on")
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as problem:
        raise Refusal("expiry_malformed", "Enter a date, for example 2027-03-31.", field="expires_on") from problem
    end = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    at = int(end.timestamp() * 1000) - 1
    if at <= services.now():
        raise Refusal("expiry_past", "This date is over. Make a new token and enter its date.", field="expires_on")
    if at > services.now() + 800 * DAY_MS:
        raise Refusal("expiry_far", "No token lives that long. Check the year.", field="expires_on")
    return at


def _not_here() -> Refusal:
    return Refusal("not_here", "Jira works with the app's own user; there is nothing to enter.", status=409)


def _why(problem: PlatformError, secret_field: str) -> Refusal:
    said = problem.message.rstrip(".")
    if problem.reason is Reason.CREDENTIAL_REJECTED and secret_field == "consent":  # noqa: S105 - a field's name
        words = "Liaise was not let in yet. Give consent, add Liaise as a user, wait a minute, then check again"
        return Refusal("consent_missing", f"{words} ({said}).", field="consent")
    if problem.reason is Reason.CREDENTIAL_REJECTED:
        return Refusal(
            "credential_rejected",
            (
                "Azure DevOps rejected this credential. "
                if " rejected " in said
                else f"Azure DevOps rejected it: {said}. "
            )
            + "Check that it is for this organization and has not expired.",
            field=secret_field,
        )
    if problem.reason is Reason.FORBIDDEN:
        return Refusal(
            "forbidden",
            "This identity may not enter the organization. Add it as a user with access level Basic.",
            field=secret_field,
        )
    return Refusal(
        str(problem.reason),
        f"Azure DevOps did not answer as expected: {said}. Nothing was stored; try again.",
        status=502,
    )
