"""The rules of a connection as administrators read, change and restore them; nothing is ever overwritten."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from addon.connections import rule_checks, rule_settings
from addon.connections.rule_checks import Problem, Side
from addon.connections.rule_names import site_fields
from addon.connections.rule_settings import RuleSettings, SettingChange
from addon.nodes import auditing
from addon.nodes.refusals import Refusal, not_found
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.names import OwnField
from addon.storage import connections, rules
from addon.storage.connections import Connection
from addon.storage.failures import NoSuchRow, VersionConflict
from addon.storage.rules import RuleVersion
from addon.storage.transaction import Tx

LARGEST = 256 * 1024
MESSAGE_MAX = 200
PAGE = 20
SIDES: tuple[Side, ...] = ("outgoing", "incoming")
_RUNNING = ("pending", "active", "deactivated")


@dataclass(frozen=True, slots=True)
class Version:
    """One saved state without its texts. `restored_from` is 0 where somebody typed it."""

    number: int
    author: str
    message: str
    at: int
    restored_from: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that run, and what a page about them says. `locked` is why they cannot be edited, or empty."""

    connection_id: int
    connection_name: str
    partner: str
    partner_kind: str
    mode: str
    locked: str
    version: Version
    outgoing: str
    incoming: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """Texts to be saved, and the version that they were made from."""

    outgoing: str
    incoming: str
    expected: int
    message: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """Some versions, newest first, the number of the one that runs, and where older ones begin."""

    versions: tuple[Version, ...]
    current: int
    more_before: int | None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many lines one text has more than another, and how many fewer."""

    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two saved versions by side: their texts and what the second changed, in its settings too."""

    before: Version
    after: Version
    texts: Mapping[Side, tuple[str, str]]
    counts: Mapping[Side, Count]
    settings: tuple[SettingChange, ...] = ()


class Overtaken(Refusal):
    """Somebody else saved since this draft was begun; `theirs` is the version that runs now."""

    def __init__(self, theirs: Rules) -> None:
        by = theirs.version.author or "Somebody else"
        super().__init__("saved_meanwhile", f"{by} saved version {theirs.version.number} in the meantime.", status=409)
        self.theirs = theirs


class Broken(Refusal):
    """A text that is no script is not saved; `problem` is the first thing to mend, on `side`."""

    def __init__(self, side: Side, problem: Problem) -> None:
        super().__init__(
            "rule_error",
            f"{side.capitalize()}, line {problem.line}: {problem.message}",
            field=side,
            status=422,
        )
        self.side = side
        self.problem = problem


def current(services: Services, node_id: int, connection_id: int) -> Rules:
    """The rules that run now; raises `NoSuchRow`."""
    return services.ledger.read(lambda tx: _rules(tx, _connection(tx, node_id, connection_id)))


def save(
    services: Services, caller: Caller, connection_id: int, draft: Draft, settings: Mapping[str, Any] | None = None
) -> Rules:
    """Save both texts as a new version, with other `settings` (from `settings_from`) if they are given.

    Raises `Broken` for a text with errors, `Overtaken` when somebody saved before, `Refusal` for what is too long,
    unchanged or in a connection whose rules are fixed.
    """
    texts: dict[Side, str] = {
        "outgoing": plain(draft.outgoing, "outgoing"),
        "incoming": plain(draft.incoming, "incoming"),
    }
    message = " ".join(draft.message.split())
    if len(message) > MESSAGE_MAX:
        raise Refusal("too_long", f"Use at most {MESSAGE_MAX} characters.", field="message")
    return _save(services, caller, connection_id, texts, draft.expected, message or "No message", settings=settings)


def settings_from(services: Services, caller: Caller, connection_id: int, typed: RuleSettings) -> dict[str, Any]:
    """What somebody typed, checked, as the settings of a version; raises `Refusal` that names the row."""
    now = current(services, caller.node_id, connection_id)
    fields = settings_fields(services, caller.node_id, connection_id)
    return rule_settings.checked(typed, now.settings, fields, kind=caller.kind, script=now.mode == "script")


def save_settings(services: Services, caller: Caller, connection_id: int, typed: RuleSettings, expected: int) -> Rules:
    """Save settings as a new version with the texts that run; refused like `save`, and with the row that is wrong."""
    now = current(services, caller.node_id, connection_id)
    made = settings_from(services, caller, connection_id, typed)
    names = [one.name for one in rule_settings.changes(now.settings, made)]
    message = f"Settings: {', '.join(names)}"
    message = message if len(message) <= MESSAGE_MAX else f"Settings: {len(names)} changed"
    texts: dict[Side, str] = {"outgoing": now.outgoing, "incoming": now.incoming}
    return _save(services, caller, connection_id, texts, expected, message, settings=made)


def settings_fields(services: Services, node_id: int, connection_id: int) -> tuple[OwnField, ...] | None:
    """The site's own fields that a conflict policy may name; None when the tracker cannot be asked."""
    project = services.ledger.read(lambda tx: _connection(tx, node_id, connection_id)).project_id
    found = site_fields(services, node_id, project)
    return None if found is None else tuple(one for one in found if not one.read_only)


def restore(services: Services, caller: Caller, connection_id: int, number: int, expected: int) -> Rules:
    """Save the texts and settings of an old version again as the newest; refused like `save`."""
    old = _version(services, caller.node_id, connection_id, number)
    texts: dict[Side, str] = {"outgoing": old.outgoing, "incoming": old.incoming}
    message = f"Restored from version {number}"
    return _save(services, caller, connection_id, texts, expected, message, number, settings=old.settings)


def texts_of(services: Services, node_id: int, connection_id: int, number: int) -> dict[Side, str]:
    """The texts of one version; raises `Refusal` not_found."""
    found = _version(services, node_id, connection_id, number)
    return {"outgoing": found.outgoing, "incoming": found.incoming}


def history(
    services: Services, node_id: int, connection_id: int, *, before: int | None = None, limit: int = PAGE
) -> History:
    """Who saved what and why, newest first."""

    def work(tx: Tx) -> History:
        one = _connection(tx, node_id, connection_id)
        found = rules.history(tx, node_id, connection_id, before=before, limit=limit + 1)
        shown = tuple(_shown(row) for row in found[:limit])
        more = shown[-1].number if len(found) > limit else None
        return History(shown, one.rule_number, more, bool(_locked(one)))

    return services.ledger.read(work)


def compare(services: Services, node_id: int, connection_id: int, before: int, after: int) -> Comparison:
    """Two saved versions beside each other; raises `Refusal` not_found."""
    old = _version(services, node_id, connection_id, before)
    new = _version(services, node_id, connection_id, after)
    texts: dict[Side, tuple[str, str]] = {
        "outgoing": (old.outgoing, new.outgoing),
        "incoming": (old.incoming, new.incoming),
    }
    counts = {side: count(*pair) for side, pair in texts.items()}
    fields = settings_fields(services, node_id, connection_id) if old.settings != new.settings else None
    settings = rule_settings.changes(old.settings, new.settings, fields or ())
    return Comparison(_shown(old), _shown(new), texts, counts, settings)


def count(before: str, after: str) -> Count:
    """Lines that the second text has and the first has not, and the other way round."""
    old, new = Counter(before.splitlines()), Counter(after.splitlines())
    return Count((new - old).total(), (old - new).total())


def plain(text: str, side: Side) -> str:
    """A typed text with one kind of line end; raises `Refusal` for one that cannot be a rule."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise Refusal("bad_text", "A rule cannot hold the character 0.", field=side)
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise Refusal("too_long", f"The {side} rule is longer than {LARGEST // 1024} KB.", field=side)
    return text


def _save(
    services: Services,
    caller: Caller,
    connection_id: int,
    texts: Mapping[Side, str],
    expected: int,
    message: str,
    restored_from: int = 0,
    *,
    settings: Mapping[str, Any] | None = None,
) -> Rules:
    """Save a version; without `settings` those that run are carried over."""
    if not caller.is_admin:
        raise Refusal("not_admin", "Only administrators can use Liaise here.", status=403)
    now = current(services, caller.node_id, connection_id)
    if now.locked:
        raise Refusal("rules_fixed", now.locked, status=409)
    if now.version.number != expected:
        raise Overtaken(now)
    kept = dict(now.settings if settings is None else settings)
    if (now.outgoing, now.incoming, now.settings) == (texts["outgoing"], texts["incoming"], kept):
        raise Refusal("unchanged", f"Nothing differs from version {now.version.number}, which runs now.", status=409)
    same = (now.outgoing, now.incoming) == (texts["outgoing"], texts["incoming"])
    for side in () if same else SIDES:
        wrong = rule_checks.first_error(services, caller.kind, texts[side])
        if wrong is not None:
            raise Broken(side, wrong)

    def work(tx: Tx) -> Rules:
        one = _connection(tx, caller.node_id, connection_id)
        saved = rules.save(
            tx,
            caller.node_id,
            connection_id,
            outgoing=texts["outgoing"],
            incoming=texts["incoming"],
            settings=kept,
            author=caller.display_name or caller.user_id,
            message=message,
            expected_number=expected,
            restored_from=restored_from,
        )
        detail = {"number": saved.number, "message": message, "restored_from": restored_from}
        action = "rules_restored" if restored_from else "rules_saved"
        auditing.record(tx, caller, action, connection_id=one.id, subject=one.name, detail=detail)
        return _rules(tx, one)

    try:
        return services.ledger.write(work)
    except VersionConflict as lost:
        raise Overtaken(current(services, caller.node_id, connection_id)) from lost


def _connection(tx: Tx, node_id: int, connection_id: int) -> Connection:
    one = connections.get(tx, node_id, connection_id)
    if one.status == connections.REMOVED:
        raise NoSuchRow(f"There is no connection {connection_id}.")
    return one


def _version(services: Services, node_id: int, connection_id: int, number: int) -> RuleVersion:
    def work(tx: Tx) -> RuleVersion:
        _connection(tx, node_id, connection_id)
        return rules.get(tx, node_id, connection_id, number)

    try:
        return services.ledger.read(work)
    except NoSuchRow as missing:
        raise not_found("version") from missing


def _rules(tx: Tx, one: Connection) -> Rules:
    saved = rules.current(tx, one.node_id, one.id)
    version = _shown(saved) if saved else Version(0, "", "", one.created_at, 0)
    return Rules(
        one.id,
        one.name,
        one.remote_name,
        one.partner_kind,
        one.mode,
        _locked(one),
        version,
        saved.outgoing if saved else "",
        saved.incoming if saved else "",
        saved.settings if saved else {},
    )


def _locked(one: Connection) -> str:
    if one.mode == "basic":
        return (
            "Basic connections run fixed rules: summary, description, comments and attachments. "
            "For rules of your own, make a new connection in Script mode."
        )
    if one.mode != "script":
        return "This connection's rules are made on its own pages."
    if one.status not in _RUNNING:
        return "This connection is over. Its rules are kept for reading."
    return ""


def _shown(row: RuleVersion) -> Version:
    return Version(row.number, row.author, row.message, row.created_at, row.restored_from)
