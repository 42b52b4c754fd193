"""What can be said about a rule while it is typed: problems, completions, meanings. Nothing here runs it.

A source is read in the locked child only; the names of the site's own fields come from the tracker's metadata.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from addon.connections.rule_names import find, known, nearest, site_fields
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.names import OwnField
from addon.sandbox.launcher import SandboxUnavailable
from addon.scripting.errors import with_replacement
from addon.scripting.host.entities import READ_ONLY
from addon.storage import connections

Side = Literal["outgoing", "incoming"]
MOST_PROBLEMS = 100
INSTANCES = {"jira": "site", "azuredevops": "organization"}
_VARIABLES = ("issue", "workItem", "entity")
_ENTITY = r"\b(?:issue|workItem|entity)\s*[?*]?\.\s*"
_TYPED = re.compile(_ENTITY + r"(?P<custom>customFields\s*\??\.\s*)?(?:(?P<quote>[\"'])[^\"']*|[\w$]*)\Z")
_ID = "customfield_"
_BARE = re.compile(r"[\w$]*\Z")
_ASSIGNS = re.compile(r"\s*(?:[-+*/%&|^]|\*\*|<<|>>|\?)?=(?![=~>])")
_ASIDE = re.compile(
    r'"""(?:\\.|.)*?"""|\'\'\'(?:\\.|.)*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|(//[^\n]*|/\*.*?\*/)', re.S
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. Lines and columns count from 1; `length` 0: only the place is known. `fix` replaces the text."""

    line: int
    column: int
    severity: str
    message: str
    length: int = 0
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand at the cursor: `insert` replaces everything from `column` of its line to the cursor."""

    label: str
    kind: str
    signature: str
    doc: str
    insert: str
    column: int


def problems(services: Services, caller: Caller, connection_id: int, text: str) -> tuple[Problem, ...]:
    """Everything that is wrong with a rule of this connection, errors first."""
    project = services.ledger.read(lambda tx: connections.get(tx, caller.node_id, connection_id)).project_id
    found = _checked(services, text)
    if all(problem.severity != "error" for problem in found):
        fields = site_fields(services, caller.node_id, project)
        found += _about_names(services, caller.kind, text, fields)
    found.sort(key=lambda problem: (problem.severity != "error", problem.line, problem.column))
    return tuple(found[:MOST_PROBLEMS])


def first_error(services: Services, kind: str, text: str) -> Problem | None:
    """The first thing that keeps a text from being a rule of this kind of tracker; asks no tracker."""
    found = [problem for problem in _checked(services, text) if problem.severity == "error"]
    if not found:
        found = [one for one in _about_names(services, kind, text, None) if one.severity == "error"]
    return found[0] if found else None


def complete(
    services: Services, caller: Caller, connection_id: int, text: str, line: int, column: int
) -> tuple[Completion, ...]:
    """What may stand at a place: the language's names and helpers, and this instance's own fields."""
    project = services.ledger.read(lambda tx: connections.get(tx, caller.node_id, connection_id)).project_id
    before = _line(text, line)[: max(0, column - 1)]
    typed = _TYPED.search(before)
    made: list[Completion] = []
    if typed is None or not (typed["quote"] or typed["custom"]):
        start = len(_BARE.sub("", before)) + 1
        items = _asked(services, {"kind": "complete", "source": text, "line": line, "column": column}).get("items", [])
        made = [
            Completion(one["label"], one["kind"], one["signature"], one["doc"], one["label"], start) for one in items
        ]
    if typed is not None:
        made += _own_fields(site_fields(services, caller.node_id, project) or (), typed, column)
    return tuple(made)


def hover(services: Services, caller: Caller, connection_id: int, text: str, line: int, column: int) -> tuple[str, str]:
    """Signature and meaning of what stands at a place; both empty when nothing is known."""
    here = _line(text, line)
    for quoted in re.finditer(_ENTITY + r"(?:customFields\s*\??\.\s*)?([\"'])(?P<name>[^\"']+)\1", here):
        if quoted.start("name") <= column - 1 <= quoted.end("name"):
            project = services.ledger.read(lambda tx: connections.get(tx, caller.node_id, connection_id)).project_id
            field = find(site_fields(services, caller.node_id, project) or (), quoted["name"])
            return (field.name, _meaning(field)) if field else ("", "")
    items = _asked(services, {"kind": "hover", "source": text, "line": line, "column": column}).get("items", [])
    return (items[0]["signature"], items[0]["doc"]) if items else ("", "")


def _asked(services: Services, job: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return services.scripts.execute(job)
    except SandboxUnavailable as refused:
        raise Refusal("scripts_unavailable", str(refused), status=503) from refused


def _checked(services: Services, text: str) -> list[Problem]:
    answer = _asked(services, {"kind": "check", "source": text})
    if "problems" in answer:
        return [
            Problem(
                one["line"], one["column"], one["severity"], with_replacement(one["message"], one.get("replacement"))
            )
            for one in answer["problems"]
        ]
    wrong = answer.get("error") or {}
    message = wrong.get("message") or "This rule could not be checked."
    return [Problem(wrong.get("line") or 1, wrong.get("column") or 1, "error", message)]


def _about_names(services: Services, kind: str, text: str, fields: Sequence[OwnField] | None) -> list[Problem]:
    """Names of fields that nobody knows, each where it stands. `fields` None: only the common names are judged."""
    touched = _asked(services, {"kind": "fields", "source": text})
    found: dict[tuple[int, int, str], Problem] = {}
    aside = _without_comments(text)
    for way in ("writes", "reads"):
        for path in touched.get(way, ()):
            variable, _, name = path.partition(".")
            if variable not in _VARIABLES or not name:
                continue
            words = _judged(kind, name, fields, writes=way == "writes")
            if words is None:
                continue
            severity, message, fix = words
            shown = name.removeprefix("customFields.")
            for line, column in _places(aside, variable, name, writes=way == "writes"):
                found.setdefault((line, column, shown), Problem(line, column, severity, message, len(shown), fix))
    return list(found.values())


def _judged(kind: str, name: str, fields: Sequence[OwnField] | None, *, writes: bool) -> tuple[str, str, str] | None:
    """Severity, sentence and the name to put instead; None where nothing is wrong with this name."""
    first, _, rest = name.partition(".")
    if first == "customFields" and rest:
        if fields is None or find(fields, rest):
            return None
        near = nearest(rest, [one.name for one in fields])
        what = "nothing is written" if writes else "it is always null"
        return "warning", f"This {INSTANCES[kind]} has no custom field called {rest}, so {what}.{_hint(near)}", near
    if first == "customKeys" or (first in known(kind) and not rest):
        if writes and name in READ_ONLY:
            return "error", f"{name} cannot be written: {_product(kind)} sets it itself.", ""
        return None
    if fields is None:
        return None
    own = find(fields, name)
    if own is not None:
        if writes and own.read_only:
            return "warning", f"{own.name} cannot be written: {_product(kind)} sets it itself.", ""
        return None
    near = nearest(name, [*known(kind), *(one.name for one in fields)])
    what = "nothing is written" if writes else "this is always null"
    return "warning", f"No field is called {name}, so {what}.{_hint(near)}", near


def _places(text: str, variable: str, name: str, *, writes: bool) -> Iterator[tuple[int, int]]:
    """Line and column of the name wherever a rule reads, or writes, it."""
    shown = name.removeprefix("customFields.")
    custom = r"customFields\s*\??\.\s*" if shown != name else ""
    pattern = rf"\b{variable}\s*[?*]?\.\s*{custom}(?P<q>[\"']?)(?P<name>{re.escape(shown)})(?![\w$])(?P=q)"
    for place in re.finditer(pattern, text):
        if custom or bool(_ASSIGNS.match(text, place.end())) is writes:
            start = place.start("name")
            yield text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _without_comments(text: str) -> str:
    """The text with comments as blanks, so that every place stays where it is."""
    return _ASIDE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]) if found[1] else found[0], text)


def _own_fields(fields: Sequence[OwnField], typed: re.Match[str], column: int) -> Iterator[Completion]:
    """The instance's own fields as completions after an entity's dot, quoted where they need it."""
    quote = typed["quote"]
    word = typed.group().rpartition(quote or ".")[2].lstrip()
    start, lowered = column - len(word), word.lower()
    for one in fields:
        if one.label.startswith(_ID) and lowered.startswith(_ID) and one.label.startswith(lowered):
            yield Completion(one.label, "field", one.name, _meaning(one), one.label, start)
        elif one.name.lower().startswith(lowered) or (
            one.label.lower().startswith(lowered) and not one.label.startswith(_ID)
        ):
            insert = one.written.removeprefix('"').removesuffix('"') if quote else one.written
            yield Completion(one.name, "field", one.label, _meaning(one), insert, start)


def _meaning(field: OwnField) -> str:
    only = ", cannot be written" if field.read_only else ""
    return f"{field.label} ({field.kind}{only})"


def _line(text: str, line: int) -> str:
    lines = text.split("\n")
    return lines[line - 1] if 1 <= line <= len(lines) else ""


def _hint(near: str) -> str:
    return f" Did you mean {near}?" if near else ""


def _product(kind: str) -> str:
    return "Azure DevOps" if kind == "azuredevops" else "Jira"
