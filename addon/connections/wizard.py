"""The steps of *Initiate connection*, each checked on the server: where, which mode, what names, which project."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import structlog
from pydantic_core import from_json

from addon.connections import addresses
from addon.connections.naming import tidy
from addon.connections.peers import Peers
from addon.nodes import licensing, sync_identity
from addon.nodes.node import console_url, label_of
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.nodes.trackers import NoSyncIdentity
from addon.platforms.base import Project
from addon.platforms.errors import PlatformError, Reason
from addon.storage import budgets, connections, nodes
from addon.storage.nodes import Node
from addon.storage.transaction import Tx

log = structlog.get_logger()
PROTOCOL = 1
OFFERED = ("basic", "script")
DISCOVERY_S = 5
LOOKUPS_PER_MINUTE = 30
_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_WORD = re.compile(r"[a-z0-9-]*[a-z][a-z0-9-]*")
NAME_MAX, SHORT_MAX, DESCRIPTION_MAX = 100, 50, 2000
Mode = Literal["basic", "visual", "script"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that has to be mended before a connection can be initiated or accepted."""

    reason: str
    message: str
    link_tab: str = ""


@dataclass(frozen=True, slots=True)
class Preconditions:
    """Whether this node may initiate and accept now, and what stands in the way."""

    can_initiate: bool
    can_accept: bool
    needs_identity: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Destination:
    """A partner's node that answered: its product, version and modes."""

    node_url: str
    kind: str
    label: str
    version: str
    modes: tuple[str, ...]
    answered_ms: int
    console_url: str | None = None


@dataclass(frozen=True, slots=True)
class ModeOffer:
    """One card of the wizard; `why` says why it cannot be chosen."""

    mode: str
    offered: bool
    why: str = ""
    link_tab: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The three names of a connection."""

    local: str
    remote: str
    connection: str


@dataclass(frozen=True, slots=True)
class Projects:
    """One page of projects for the incoming sync, with why it is empty or what is hidden."""

    items: tuple[Project, ...]
    total: int | None
    more: bool
    hidden_note: str = ""
    empty_reason: str = ""
    fix_tab: str = ""


def preconditions(
    services: Services, caller: Caller, identity: sync_identity.SyncIdentity | None = None
) -> Preconditions:
    """Check what section 4 of the product asks before Initiate and Accept; `identity` where it is known already."""
    found: list[Problem] = []
    needs_identity = False
    if caller.kind == "azuredevops":
        state = (identity or sync_identity.describe(services, caller.node_id)).state
        needs_identity = state in ("none", "rejected", "expired")
        if needs_identity:
            found.append(Problem("no_sync_identity", "Enter a sync identity first.", "settings"))
    private = not services.deployment.reachable
    if private:
        found.append(Problem("private_node", "Ask the other side to initiate, then accept here."))
    return Preconditions(not private and not needs_identity, not needs_identity, needs_identity, tuple(found))


def discover(services: Services, caller: Caller, text: str) -> Destination:
    """Find the partner's node behind what was typed; raises `Refusal` with field `url`."""
    _limit_lookups(services, caller)
    started = services.now()
    app = services.deployment.azuredevops
    address = addresses.normalize(text, ado_hosts=frozenset({urlsplit(app.base_url).netloc}))
    own = services.ledger.read(lambda tx: nodes.get(tx, caller.node_id))
    if address.form == "node":
        if address.node_url == services.deployment.node_url(own.slug):
            raise _own(own)
        return _ask(services, address.node_url, started)
    if address.tracker in _addresses_of(own):
        raise _own(own)
    found = services.ledger.read(lambda tx: nodes.by_origin(tx, address.tracker))
    allowed = [node for node in found if node.settings.get("allow_discovery", True)]
    log.info("destination_looked_up", by=caller.user_id, tracker=address.tracker, found=len(allowed))
    if not allowed and _WORD.fullmatch(address.tracker):
        raise Refusal(
            "not_an_address",
            f"Enter the whole address, such as {address.tracker}.atlassian.net or dev.azure.com/{address.tracker}.",
            field="url",
        )
    if not allowed:
        raise Refusal(
            "not_a_node",
            f"Liaise cannot be found at {address.tracker}. Ask for the node URL in their General settings, "
            "or turn on “I don't have a URL”.",
            field="url",
        )
    node = allowed[0]
    return Destination(
        node_url=services.deployment.node_url(node.slug),
        kind=node.kind,
        label=label_of(node),
        version=services.deployment.version,
        modes=OFFERED,
        answered_ms=max(1, services.now() - started),
        console_url=console_url(services, node),
    )


def discovery_document(services: Services, node: Node) -> dict[str, object]:
    """What this node tells whoever has its node URL."""
    return {
        "product": "liaise",
        "version": services.deployment.version,
        "protocols": [PROTOCOL],
        "kind": node.kind,
        "modes": list(OFFERED),
        "console_url": console_url(services, node),
    }


def offers(services: Services, caller: Caller, destination: Destination | None) -> tuple[ModeOffer, ...]:
    """The three cards: which can be chosen, and why the others cannot."""
    allowed = licensing.allows_script(services, caller.node_id)
    theirs = OFFERED if destination is None else destination.modes
    script = ModeOffer("script", True)
    if not allowed:
        script = ModeOffer("script", False, "Script and Visual mode need an evaluation or a paid license.", "license")
    elif "script" not in theirs:
        script = ModeOffer("script", False, "Their Liaise is too old for this mode.")
    basic = ModeOffer("basic", "basic" in theirs, "" if "basic" in theirs else "Their Liaise does not offer it.")
    return basic, ModeOffer("visual", False, "Not available in this version."), script


def check_mode(services: Services, caller: Caller, mode: str, destination: Destination | None) -> None:
    """Refuse a mode that is not offered; raises `Refusal` with field `mode`."""
    for offer in offers(services, caller, destination):
        if offer.mode == mode:
            if not offer.offered:
                raise Refusal("mode_not_offered", offer.why, field="mode", status=402 if offer.link_tab else 400)
            return
    raise Refusal("mode_not_offered", "Choose one of the configuration types.", field="mode")


def propose(services: Services, caller: Caller, destination: Destination | None) -> Names:
    """Names to start from, out of both addresses; the connection's name is not taken yet."""
    own = services.ledger.read(lambda tx: nodes.get(tx, caller.node_id))
    local = short_name(label_of(own))
    remote = short_name(destination.label) if destination else ""
    if remote.casefold() == local.casefold():
        remote = f"{remote} 2"[:SHORT_MAX]
    return Names(local, remote, unused_name(services, caller.node_id, f"{local} to {remote or 'partner'}"))


def unused_name(services: Services, node_id: int, wanted: str) -> str:
    """The wanted connection name, with a number where it is taken."""
    base = wanted[: NAME_MAX - 4]
    for number in range(1, 100):
        name = base if number == 1 else f"{base} {number}"
        if services.ledger.read(lambda tx, name=name: connections.by_name(tx, node_id, name)) is None:  # type: ignore[misc]
            return name
    return base


def short_name(label: str) -> str:
    """A short name out of an address: the site or organization in words."""
    host, _, path = label.partition("/")
    word = path or (host if host.replace(".", "").replace(":", "").isdigit() else host.split(".")[0])
    return word.replace("-", " ").strip()[:SHORT_MAX].capitalize() or label[:SHORT_MAX]


def check_names(
    services: Services, caller: Caller, names: Names, description: str, except_id: int | None = None
) -> dict[str, str]:
    """What is wrong with the names, by field (`local_name remote_name name description`); empty when nothing is."""
    wrong: dict[str, str] = {}
    local, remote, name = tidy(names.local), tidy(names.remote), tidy(names.connection)
    for field, value in (("local_name", local), ("remote_name", remote)):
        if not value:
            wrong[field] = "Enter a short name."
        elif len(value) > SHORT_MAX:
            wrong[field] = f"Use at most {SHORT_MAX} characters."
    if "remote_name" not in wrong and local.casefold() == remote.casefold():
        wrong["remote_name"] = "Use a name that differs from your own short name."
    if not name:
        wrong["name"] = "Enter a name for the connection."
    elif len(name) > NAME_MAX:
        wrong["name"] = f"Use at most {NAME_MAX} characters."
    else:
        taken = services.ledger.read(lambda tx: connections.by_name(tx, caller.node_id, name))
        if taken is not None and taken.id != except_id:
            wrong["name"] = f"A connection named “{taken.name}” exists already. Names ignore upper and lower case."
    if len(description) > DESCRIPTION_MAX:
        wrong["description"] = f"Use at most {DESCRIPTION_MAX:,} characters."
    for field, value in (("local_name", names.local), ("remote_name", names.remote), ("name", names.connection)):
        if field not in wrong and any(ord(character) < 32 for character in value.strip()):
            wrong[field] = "Use one line of plain text."
    return wrong


def projects(services: Services, caller: Caller, query: str, start: int = 0) -> Projects:
    """Projects of this instance as the sync identity sees them; an empty list always says why."""
    try:
        platform = services.trackers.open(caller.node_id)
        page = platform.search_projects(query.strip(), start=start, limit=20)
    except NoSyncIdentity as problem:
        return Projects((), 0, False, empty_reason=problem.message, fix_tab="settings")
    except PlatformError as problem:
        return Projects((), None, False, empty_reason=_why_no_projects(problem), fix_tab="settings")
    cannot = sum(1 for one in page.projects if not one.can_create)
    note = ""
    if cannot:
        nouns = "work items" if caller.kind == "azuredevops" else "issues"
        note = (
            f"The sync identity cannot create {nouns} in the projects marked with a warning. "
            "Grant it access in the project's settings, then search again."
        )
    reason = ""
    if not page.projects and start == 0:
        reason = (
            f"No project matches “{query.strip()}”."
            if query.strip()
            else "The sync identity sees no project. Add it to the projects that are to be synced, then search again."
        )
    return Projects(page.projects, page.total, page.more, note, reason)


def require_project(services: Services, caller: Caller, project_id: str) -> Project:
    """The chosen project, asked of the tracker once more; raises `Refusal` with field `project`."""
    if not project_id:
        raise Refusal("project_missing", "Select a project.", field="project")
    try:
        platform = services.trackers.open(caller.node_id)
        found = platform.project(project_id)
        if (found is None or not found.can_create) and platform.renew():  # access may have been granted since
            found = platform.project(project_id)
    except PlatformError as problem:
        raise Refusal(str(problem.reason), _why_no_projects(problem), field="project", status=409) from problem
    if found is None:
        raise Refusal(
            "project_gone", "This project is gone, or the sync identity no longer sees it. Select another.", "project"
        )
    if not found.can_create:
        raise Refusal(
            "project_read_only",
            f"The sync identity may not create anything in {found.name}. Grant it access, or select another project.",
            field="project",
        )
    return found


def _ask(services: Services, node_url: str, started: int) -> Destination:
    answer = Peers(services).ask(node_url, "/.well-known/liaise", seconds=DISCOVERY_S)
    if answer.status != 200:
        raise _not_a_node()
    try:
        found = from_json(answer.body)
        if found["product"] != "liaise":
            raise ValueError("another product")
        kind, version, protocols = str(found["kind"]), str(found["version"]), list(found["protocols"])
        modes = tuple(str(mode) for mode in found["modes"] if mode in OFFERED)
        console = found.get("console_url")
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise _not_a_node() from problem
    if kind not in ("jira", "azuredevops"):
        raise _not_a_node()
    if PROTOCOL not in protocols:
        raise Refusal(
            "other_version",
            f"The other side runs Liaise {version}, which speaks another protocol. Update the older side first.",
            field="url",
        )
    label = _label(kind, console) if isinstance(console, str) else ""
    console = console if label else None
    return Destination(
        node_url, kind, label or urlsplit(node_url).netloc, version, modes, max(1, services.now() - started), console
    )


def _label(kind: str, console: str) -> str:
    """The instance as people know it; empty where what the other node gave is no address that a browser opens.

    A user name in front of the host would be read as the host.
    """
    try:
        parts = urlsplit(console)
    except ValueError:
        return ""
    here = parts.scheme == "http" and parts.hostname == "127.0.0.1"
    if not (parts.scheme == "https" or here) or not _HOST.fullmatch(parts.netloc):
        return ""
    return "/".join([parts.netloc, *(parts.path.split("/")[1:2] if kind == "azuredevops" else ())])


def _addresses_of(node: Node) -> set[str]:
    return {node.origin, label_of(node).lower(), node.base_url.split("://", 1)[-1].lower()}


def _own(node: Node) -> Refusal:
    noun = "site" if node.kind == "jira" else "organization"
    return Refusal("own_instance", f"This is your own {noun}. Enter your partner's address.", field="url")


def _not_a_node() -> Refusal:
    return Refusal(
        "not_a_node",
        "This address answers, but Liaise does not run there. Ask for the node URL in their General settings, "
        "or turn on “I don't have a URL”.",
        field="url",
    )


def _limit_lookups(services: Services, caller: Caller) -> None:
    def work(tx: Tx) -> float:
        per_second = LOOKUPS_PER_MINUTE / 60
        return budgets.take(
            tx, caller.node_id, "discovery", 1, capacity=LOOKUPS_PER_MINUTE, refill_per_s=per_second
        ).units

    if not services.ledger.write(work):
        raise Refusal("too_many_lookups", "Too many addresses were tried. Wait a minute, then go on.", "url", 429)


def _why_no_projects(problem: PlatformError) -> str:
    if problem.reason is Reason.CREDENTIAL_REJECTED:
        return "The sync identity was rejected. Renew it under General settings, then search again."
    if problem.reason in (Reason.UNAVAILABLE, Reason.TIMED_OUT):
        return "The tracker does not answer right now. Try again in a moment."
    if problem.reason is Reason.RATE_LIMITED:
        return "The tracker asked to wait. Try again in a minute."
    return f"The list could not be read: {problem.message}"
