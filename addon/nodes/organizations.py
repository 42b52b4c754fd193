"""The session of a person in Azure DevOps: two tokens of the host in, one bearer of ours out.

The app token proves "this person, through our extension" but no organization; the access token proves the person and
the organization by being used there. Both have to name the same person. Whether they administer the organization is
asked of Azure DevOps with their own token, which is never kept.
"""

import functools
import threading
from dataclasses import dataclass, field

import structlog

from addon.nodes import extension_check, installation, sessions
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.nodes.trackers import NoSyncIdentity
from addon.platforms.access import PersonalAccessToken
from addon.platforms.azuredevops.people import Signed, Visitor
from addon.platforms.azuredevops.platform import AzureDevOpsPlatform
from addon.platforms.azuredevops.tokens import is_organization_name, verify_app_token
from addon.platforms.errors import PlatformError, Reason
from addon.storage import nodes

log = structlog.get_logger()
SEEN_MS = 5 * 60 * 1000


@functools.lru_cache(maxsize=16)
def _learned(audience: str) -> None:
    """Tell whoever runs Liaise what `ADO_APP_AUDIENCE` may be: once for each process, not with each page."""
    log.info("app_token_audience_learned", audience=audience)


@dataclass(frozen=True, slots=True)
class Session:
    """A bearer for the page, for how long (s), and whether its owner administers the organization."""

    token: str = field(repr=False)
    expires_in: int
    is_admin: bool


def open_session(
    services: Services, *, app_token: str, access_token: str, organization: str, work_item: str | None, key: bytes
) -> Session:
    """Check both tokens and issue a bearer; raises `Refusal`, `TokenRefused`, `PlatformError`.

    A person who opens an organization where Liaise has no tenant yet makes it, if they administer it.
    """
    app = services.deployment.azuredevops
    if not app.certificates:
        raise Refusal(
            "certificate_missing",
            "This deployment does not know the extension's certificate. Whoever runs it has to set ADO_CERTIFICATES to "
            "the certificate from the publisher portal.",
            status=503,
        )
    verified = verify_app_token(
        app_token, certificates=app.certificates, now=services.now(), audience=app.audience, issuer=app.issuer
    )
    if not app.audience:
        _learned(str(verified.audience))
    if not is_organization_name(organization):
        raise Refusal("bad_organization", "The page named no Azure DevOps organization.", status=401)
    visitor = _visitor(services, organization, access_token)
    signed = _signed_in(visitor)
    if signed.user_id != verified.user_id.lower() or not signed.person:
        log.warning("session_ids_differ", app_token=verified.user_id, access_token_user=signed.user_id)
        raise Refusal("ids_differ", "The two tokens of this page belong to different people. Reload it.", status=401)
    admin = visitor.is_administrator(signed.subject)
    log.info(
        "azuredevops_session",
        organization=organization,
        administrator=admin.administrator,
        permission=admin.permission,
        group=admin.group,
        detail=admin.detail,
    )
    node_id = _node(services, signed, organization, administrator=admin.administrator)
    entity_id = work_item if work_item and visitor.can_view(work_item) else None
    if work_item and entity_id is None:
        raise Refusal("not_visible", "You cannot see this work item.", status=403)
    caller = Caller(
        node_id,
        "azuredevops",
        signed.user_id,
        signed.display_name,
        services.now() if admin.administrator else None,
        entity_id,
    )
    return Session(sessions.issue(caller, key=key, now_ms=services.now()), sessions.LIFETIME_S, admin.administrator)


class EditRights:
    """Whether a person may edit a work item, asked with their own token and remembered for five minutes."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str, str], tuple[int, bool]] = {}
        self._lock = threading.Lock()

    def may_edit(self, services: Services, caller: Caller, item_id: str, access_token: str) -> bool:
        """Ask Azure DevOps, or remember; False without the person's token."""
        key, now = (caller.node_id, caller.user_id, item_id), services.now()
        with self._lock:
            known = self._known.get(key)
        if known is not None and now - known[0] < SEEN_MS:
            return known[1]
        if not access_token:
            return False
        answer = self._ask(services, caller, item_id, access_token)
        with self._lock:
            if len(self._known) > 10_000:
                self._known.clear()
            self._known[key] = (now, answer)
        return answer

    def _ask(self, services: Services, caller: Caller, item_id: str, access_token: str) -> bool:
        node = services.ledger.read(lambda tx: nodes.get(tx, caller.node_id))
        visitor = _visitor(services, node.display_name, access_token)
        if _signed_in(visitor).user_id != caller.user_id:
            raise Refusal("ids_differ", "This page's tokens belong to different people. Reload it.", status=401)
        try:
            platform = services.trackers.open(caller.node_id)
            assert isinstance(platform, AzureDevOpsPlatform)
            return visitor.can_edit(item_id, platform.metadata)
        except (NoSyncIdentity, PlatformError) as problem:
            log.info("edit_right_unknown", node=caller.node_id, problem=str(problem))
            return False


def _visitor(services: Services, organization: str, access_token: str) -> Visitor:
    if not access_token.isascii() or not access_token.isprintable() or " " in access_token:
        raise Refusal("bad_access_token", "The page sent something that is no access token. Reload it.", status=401)
    access = services.trackers.organization_access(organization, PersonalAccessToken("unused"))
    platform = services.trackers.open_with(access)
    assert isinstance(platform, AzureDevOpsPlatform)
    return platform.visitor(access_token)


def _signed_in(visitor: Visitor) -> Signed:
    """Whose access token it is; a rejected one is the page's trouble, not the sync identity's."""
    try:
        return visitor.signed_in()
    except PlatformError as problem:
        if problem.reason is not Reason.CREDENTIAL_REJECTED:
            raise
        raise Refusal(
            "access_token_rejected", "Azure DevOps did not accept this page's access token. Reload it.", status=401
        ) from problem


def _node(services: Services, signed: Signed, organization: str, *, administrator: bool) -> int:
    found = services.ledger.read(lambda tx: nodes.by_instance(tx, "azuredevops", signed.instance_id))
    if found is None and not administrator:
        raise Refusal(
            "not_set_up",
            "Liaise is not set up here yet. An administrator opens it once under Organization settings.",
            status=403,
        )
    if found is not None and found.status != "active":
        extension_check.require_there(services, found)  # this page may be older than that
    elif found is not None and not administrator:
        return found.id
    return installation.enrol_organization(services, instance_id=signed.instance_id, organization=organization).id
