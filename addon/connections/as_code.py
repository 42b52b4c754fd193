"""Connections as files that people keep beside their other code: read out, compared, put back.

One folder for each connection: `connection.json` (names, description, project, triggers, and what each version of the
rules holds beside its texts), `outgoing.groovy` and `incoming.groovy`. Putting back changes connections that exist,
found by their name; making one takes two administrators and an invitation, so it is not done from a file. What a file
leaves out stays as it is.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from addon.connections import connection, rule_settings, rules, triggers
from addon.connections.rule_settings import RuleSettings
from addon.connections.rules import Draft
from addon.connections.triggers import TriggerDraft
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import connections
from addon.storage import rules as rule_rows
from addon.storage import triggers as trigger_rows
from addon.storage.connections import Connection
from addon.storage.database import Ledger
from addon.storage.transaction import Tx

FORMAT = 1
SCRIPTS = {"outgoing": "outgoing.groovy", "incoming": "incoming.groovy"}
FACTS = "connection.json"
LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class TriggerCode:
    """One trigger of a file."""

    query: str
    project_id: str
    project_name: str
    notes: str
    active: bool


@dataclass(frozen=True, slots=True)
class ConnectionCode:
    """One connection as its files say it; a None was left out."""

    name: str
    mode: str
    description: str | None
    project_id: str | None
    project_name: str
    outgoing: str | None
    incoming: str | None
    triggers: tuple[TriggerCode, ...] | None
    settings: Mapping[str, Any] | None = None


class BadFile(ValueError):
    """A file that cannot be put back; the message names it and says what is wrong."""


def read_out(ledger: Ledger, node_id: int) -> tuple[ConnectionCode, ...]:
    """The connections of a node, by id."""

    def work(tx: Tx) -> tuple[ConnectionCode, ...]:
        found = list(_all(tx, node_id))
        return tuple(_code(tx, one) for one in found if one.status in ("pending", "active", "deactivated"))

    return ledger.read(work)


def write_files(codes: Iterable[ConnectionCode], folder: Path) -> list[Path]:
    """A folder for each connection; the folders. Files that are there already are overwritten."""
    made: list[Path] = []
    for code in codes:
        place = folder / _folder_name(code.name, made)
        place.mkdir(parents=True, exist_ok=True)
        (place / FACTS).write_text(_facts(code), encoding="utf-8")
        for side, name in SCRIPTS.items():
            text = getattr(code, side)
            if text is not None:
                (place / name).write_text(text, encoding="utf-8")
        made.append(place)
    return made


def read_files(folder: Path) -> tuple[ConnectionCode, ...]:
    """The connections in a folder of `write_files`, or in one of its folders; raises `BadFile`."""
    places = [folder] if (folder / FACTS).is_file() else sorted(one.parent for one in folder.glob(f"*/{FACTS}"))
    if not places:
        raise BadFile(f"{folder} holds no {FACTS}, nor does a folder in it.")
    codes = tuple(_from_files(place) for place in places)
    names = [connections.name_key(code.name) for code in codes]
    twice = next((code.name for code in codes if names.count(connections.name_key(code.name)) > 1), None)
    if twice is not None:
        raise BadFile(f"Two folders in {folder} name the connection “{twice}”.")
    return codes


Failing = Callable[[int, Mapping[str, str | None]], Sequence[str]]
"""The names of a connection's saved tests that do not pass with these texts."""


def put_back(
    services: Services,
    caller: Caller,
    code: ConnectionCode,
    *,
    only_say: bool = False,
    prune: bool = False,
    share_internal: bool = False,
    failing: Failing | None = None,
) -> list[str]:
    """Make a connection what its files say; what was (or, with `only_say`, would be) changed, in sentences.

    Everything is checked as if it were typed in the console: the project, each query, each rule, each setting. `prune`
    deletes triggers that the files do not have. `share_internal` confirms that internal comments may begin to be
    shared, where the files say so. `failing` names the saved tests that do not pass with texts. Raises `Refusal`.
    """
    one = services.ledger.read(lambda tx: connections.by_name(tx, caller.node_id, code.name))
    if one is None or one.status not in ("pending", "active", "deactivated"):
        raise Refusal("no_connection", f"There is no connection “{code.name}” here. Initiate or accept it first.")
    if code.mode and code.mode != one.mode:
        raise Refusal("mode_fixed", f"“{one.name}” is a {one.mode} connection; its mode cannot be changed.")
    said = _edit(services, caller, code, one, only_say)
    said += _save_rules(services, caller, code, one, only_say, share_internal, failing)
    if code.triggers is not None:
        said += _save_triggers(services, caller, code.triggers, one, only_say, prune)
    return said


def _edit(services: Services, caller: Caller, code: ConnectionCode, one: Connection, only_say: bool) -> list[str]:
    description = one.description if code.description is None else code.description.strip()
    project = one.project_id if code.project_id is None else code.project_id
    said = []
    if description != one.description:
        said.append("description changed")
    if project != one.project_id:
        said.append(f"incoming project is now {code.project_name or project}")
    if code.name != one.name:
        said.append(f"renamed from {one.name}")
    if said and not only_say:
        connection.edit(services, caller, one.id, name=code.name, description=description, project_id=project)
    return said


def _save_rules(
    services: Services,
    caller: Caller,
    code: ConnectionCode,
    one: Connection,
    only_say: bool,
    share_internal: bool,
    failing: Failing | None,
) -> list[str]:
    """Texts and settings together are one new version."""
    now = rules.current(services, caller.node_id, one.id)
    outgoing = now.outgoing if code.outgoing is None else rules.plain(code.outgoing, "outgoing")
    incoming = now.incoming if code.incoming is None else rules.plain(code.incoming, "incoming")
    settings = dict(now.settings)
    if code.settings is not None:
        typed = _typed({**now.settings, **code.settings}, confirmed=share_internal)
        try:
            settings = rules.settings_from(services, caller, one.id, typed)
        except Refusal as no:
            if no.field == "share":
                raise Refusal(no.reason, "The files share internal comments: confirm with --share-internal.") from no
            raise
    texts_differ = (outgoing, incoming) != (now.outgoing, now.incoming)
    changed = [change.name for change in rule_settings.changes(now.settings, settings)]
    if not texts_differ and not changed:
        return []
    if only_say and now.locked:
        raise Refusal("rules_fixed", now.locked, status=409)
    if texts_differ and failing is not None:
        bad = failing(one.id, {"outgoing": outgoing, "incoming": incoming})
        if bad:
            words = f"These tests of its rules do not pass with the texts of the files: {', '.join(bad)}."
            raise Refusal("tests_fail", words, status=409)
    said = [f"rules differ from version {now.version.number}"] if texts_differ else []
    said += [f"settings changed: {', '.join(changed)}"] if changed else []
    if only_say:
        return said
    draft = Draft(outgoing, incoming, now.version.number, "Put back from files")
    saved = rules.save(services, caller, one.id, draft, settings)
    return [*said[texts_differ:], f"rules saved as version {saved.version.number}"]


def _typed(settings: Mapping[str, Any], *, confirmed: bool) -> RuleSettings:
    """Settings of a file as if somebody had typed them."""
    words = rule_settings.CONFIRM_WORDS if confirmed else ""
    return replace(rule_settings.shown(settings), share_words=words)


def _save_triggers(
    services: Services,
    caller: Caller,
    wanted: tuple[TriggerCode, ...],
    one: Connection,
    only_say: bool,
    prune: bool,
) -> list[str]:
    found = services.ledger.read(lambda tx: trigger_rows.list_for(tx, caller.node_id, one.id))
    known = {(row.project_id, row.query): row for row in found}
    said = []
    for code in wanted:
        row = known.pop((code.project_id, code.query), None)
        if row is not None and (row.notes, row.active) == (code.notes, code.active):
            continue
        said.append(f"trigger {'changed' if row else 'added'}: {code.query}")
        draft = TriggerDraft(
            one.id, code.query, code.project_id, code.notes, code.active, row.id if row else None,
            row.version if row else None,
        )  # fmt: skip
        if not only_say:
            triggers.save(services, caller, draft)
    for row in known.values() if prune else ():
        said.append(f"trigger deleted: {row.query}")
        if not only_say:
            triggers.delete(services, caller, row.id)
    return said


def _all(tx: Tx, node_id: int) -> Iterator[Connection]:
    after = 0
    while found := connections.list_all(tx, node_id, after=after):
        yield from found
        after = found[-1].id


def _code(tx: Tx, one: Connection) -> ConnectionCode:
    saved = rule_rows.current(tx, one.node_id, one.id)
    script = one.mode == "script" and saved is not None
    return ConnectionCode(
        one.name,
        one.mode,
        one.description,
        one.project_id,
        one.project_name,
        saved.outgoing if script and saved else None,
        saved.incoming if script and saved else None,
        tuple(
            TriggerCode(row.query, row.project_id, row.project_name, row.notes, row.active)
            for row in trigger_rows.list_for(tx, one.node_id, one.id)
        ),
        rule_settings.portable(saved.settings) if script and saved else None,
    )


def _facts(code: ConnectionCode) -> str:
    content = {
        "format": FORMAT,
        "name": code.name,
        "mode": code.mode,
        "description": code.description,
        "project": {"id": code.project_id, "name": code.project_name},
        "triggers": [
            {
                "query": one.query,
                **({"project": {"id": one.project_id, "name": one.project_name}} if one.project_id else {}),
                "notes": one.notes,
                "active": one.active,
            }
            for one in code.triggers or ()
        ],
        **({"settings": code.settings} if code.settings is not None else {}),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _from_files(place: Path) -> ConnectionCode:
    file = place / FACTS
    try:
        content = json.loads(_text(file), object_pairs_hook=lambda pairs: _each_once(pairs, file))
    except BadFile:
        raise
    except (ValueError, RecursionError) as problem:
        raise BadFile(f"{file} is not JSON: {problem}") from problem
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BadFile(f"{file} has to be an object with format {FORMAT}.")
    if not isinstance(content.get("name"), str) or not content["name"].strip():
        raise BadFile(f"{file} names no connection.")
    project = _object(content.get("project") or {}, file, "project")
    rows = content.get("triggers")
    if rows is not None and not isinstance(rows, list):
        raise BadFile(f"{file}: triggers has to be a list.")
    texts = {side: _text(place / name) if (place / name).is_file() else None for side, name in SCRIPTS.items()}
    return ConnectionCode(
        content["name"].strip(),
        _string(content.get("mode") or "", file, "mode"),
        None if content.get("description") is None else _string(content["description"], file, "description"),
        _string(project["id"], file, "project") if project.get("id") else None,
        _string(project.get("name") or "", file, "project"),
        texts["outgoing"],
        texts["incoming"],
        None if rows is None else tuple(_trigger(row, file) for row in rows),
        None if content.get("settings") is None else _settings(content["settings"], file),
    )


def _trigger(row: object, file: Path) -> TriggerCode:
    content = _object(row, file, "a trigger")
    project = _object(content.get("project") or {}, file, "a trigger's project")
    active = content.get("active", True)
    if not isinstance(active, bool):
        raise BadFile(f"{file}: active of a trigger is true or false.")
    return TriggerCode(
        _string(content.get("query"), file, "query").strip(),
        _string(project.get("id") or "", file, "a trigger's project"),
        _string(project.get("name") or "", file, "a trigger's project"),
        _string(content.get("notes") or "", file, "notes").strip(),
        active,
    )


def _settings(found: object, file: Path) -> Mapping[str, Any]:
    """Settings of a file, of the right kinds; what they say is checked when they are put back."""
    content = _object(found, file, "settings")
    for name in (rule_settings.CONFLICTS, rule_settings.PEOPLE):
        for key, value in _object(content.get(name) or {}, file, name).items():
            _string(value, file, f"{name}, {key}")
    hosts = content.get(rule_settings.HOSTS) or []
    if not isinstance(hosts, list):
        raise BadFile(f"{file}: {rule_settings.HOSTS} has to be a list.")
    for host in hosts:
        _string(host, file, rule_settings.HOSTS)
    if not isinstance(content.get(rule_settings.SHARE, False), bool):
        raise BadFile(f"{file}: {rule_settings.SHARE} is true or false.")
    if unknown := sorted(set(content) - set(rule_settings.PORTABLE)):
        raise BadFile(f"{file}: settings has no {', '.join(unknown)}.")
    return content


def _text(file: Path) -> str:
    if file.stat().st_size > LARGEST:
        raise BadFile(f"{file} is larger than 1 MB.")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise BadFile(f"{file} is not UTF-8.") from problem


def _each_once(pairs: list[tuple[str, Any]], file: Path) -> dict[str, Any]:
    """An object of a file; of two values under one key nobody could tell which was meant."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadFile(f"{file} has the key “{key}” twice in one object.")
        found[key] = value
    return found


def _object(value: object, file: Path, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BadFile(f"{file}: {what} has to be an object.")
    return value


def _string(value: object, file: Path, what: str) -> str:
    if not isinstance(value, str):
        raise BadFile(f"{file}: {what} has to be text.")
    return value


def _folder_name(name: str, made: list[Path]) -> str:
    """A name for people and every file system; the same again gets a number."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "connection"
    taken = {one.name for one in made}
    return next(text for text in (plain, *(f"{plain}-{number}" for number in range(2, 10_000))) if text not in taken)
