"""What a script changed on `issue` or `workItem`, as edits: only the fields it touched, in the tracker's own values."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from addon.replica.codec import to_text
from addon.replica.entity import RICH_FIELDS
from addon.replica.values import EntityRef, Named, Person, Value
from addon.richtext import plain_text
from addon.rules.links import link_edits
from addon.rules.merged import attachment_edits, comment_edits
from addon.rules.ruleset import Edits, IncomingFacts, LinkEdit, Replica
from addon.rules.site import Site
from addon.rules.texts import day_text, moment_of, moment_text, written
from addon.rules.travel import plain
from addon.rules.variables import ESTIMATES
from addon.rules.worklogs import worklog_edits

LOCAL = "$local"
"""Marks what a look-up in this tracker gave: its id means something here. Ids of a replica mean nothing here."""
NAMED = frozenset({"status", "priority", "resolution"})
PEOPLE = frozenset({"assignee", "reporter"})
LISTS = frozenset({"components", "fixVersions", "affectedVersions"})
PLAIN = frozenset({"string", "plainText", "picklistString"})
"""Kinds of fields that hold text without marks."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*", re.DOTALL)
NUMBERED = re.compile(r"\s*(\d{1,4})\b")
"""A priority of Azure DevOps, whatever a rule or a partner says behind the number."""
IGNORED = frozenset({"url", "customKeys", "updated", "created", "creator", "project", "relations"})
_INSTEAD = {"relations": " Links are written by issueLinks, a parent by parentId."}


@dataclass
class Reading:
    """One run's changes being read: what stood here before, what arrived, what is found so far."""

    site: Site
    before: Mapping[str, Any]
    replica: Replica
    facts: IncomingFacts
    creating: bool
    fields: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _people: frozenset[str] | None = None

    @property
    def people(self) -> frozenset[str]:
        """The ids of everybody whom the entity names: a rule that moves one of them on means that very person."""
        if self._people is None:
            self._people = frozenset(_ids_of_people(dict(self.before)))
        return self._people

    def note(self, text: str) -> None:
        """Something for the timeline."""
        if text not in self.notes:
            self.notes.append(text)


def edits_of(changes: Mapping[str, Any], reading: Reading) -> Edits:
    """The edits behind the changed properties."""
    found = dict(plain(dict(changes)))
    identity = _identity(found, reading)
    for name, value in found.items():
        if name in PARTS:
            PARTS[name](value, reading)
        elif name in IGNORED:
            if name != "project":
                reading.note(f"{name} cannot be written; nothing was done with it.{_INSTEAD.get(name, '')}")
        else:
            _field(name, value, reading)
    return Edits(fields=reading.fields, notes=tuple(reading.notes), **identity, **reading.more)


def _identity(found: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """Project, type and connecting: meant for an entity that is to be made."""
    project = found.pop("projectKey", None) or found.get("project")
    kind = found.pop("typeName", None) or found.pop("type", None)
    found.pop("type", None)
    key, number = found.pop("key", None), found.pop("id", None)
    type_name = _name(kind)
    if not reading.creating:
        current = str(reading.before.get("typeName") or "")
        if type_name and type_name.casefold() != current.casefold():
            reading.fields["type"] = Named("", type_name)
        here = reading.before.get("projectKey")
        if project and _project(project) not in (here, _project_id(reading), _project_name(reading)):
            reading.note(
                f"The rules name the project {_project(project)}, but this is in {here}, and what exists is not moved. "
                "Move it in the tracker itself; in the rule, set the project under if (firstSync)."
            )
        if key or number:
            reading.note(
                "The rules set key or id of what is paired already; nothing was done with it. "
                "To pair with another one, unlink first; in the rule, set them under if (firstSync)."
            )
        return {}
    wanted = key or number
    return {
        "project_id": _project(project),
        "type_name": type_name,
        "connect_to": str(wanted) if wanted else None,
    }


def _field(name: str, value: Any, reading: Reading) -> None:
    site = reading.site
    hub = next((one for one, reference in site.references.items() if reference == name), name)
    if hub != name and hub in reading.fields:
        return
    if hub == "status" and value in (None, ""):
        reading.note(
            "status stays as it is: the rules gave it nothing. Where a map chooses it, add a line for what arrived, or "
            "a default, such as map[replica.status?.name] ?: issue.status."
        )
        return
    if site.kind == "azuredevops" and _left_alone(hub, value, reading):
        return
    reading.fields[hub] = field_value(hub, value, reading)


def _left_alone(name: str, value: Any, reading: Reading) -> bool:
    """What rules hand on although Azure DevOps has no place for it: told, and no error of the whole work item."""
    if name == "reporter":
        reading.note("reporter cannot be written: Azure DevOps sets who created it itself. Nothing was done with it.")
        return True
    if name != "priority" or not isinstance(value, dict) or value.get(LOCAL) or NUMBERED.match(_name(value)):
        return False
    reading.note(
        f"priority stays as it is: Azure DevOps' priorities are numbers, and “{_name(value)}” is none. "
        "In the rule, map it, such as [High: 1, Medium: 2][replica.priority?.name]."
    )
    return True


def field_value(name: str, value: Any, reading: Reading) -> Any:
    """One field's value; a `Document` is rich text."""
    kind = reading.site.kinds.get(name, "")
    if name in RICH_FIELDS or kind == "rich":
        return written(value, reading.site.kind)
    if value is None or value == "":
        return None
    if name in NAMED:
        return _named(value, reading.before.get(name))
    if name in PEOPLE:
        return _person(value, reading.before.get(name), reading)
    if name == "watchers":
        people = [_person(one, None, reading) for one in _listed(value)]
        return tuple(one for one in people if one is not None)
    if name in LISTS:
        return tuple(_named(one, None) for one in _listed(value) if one is not None)
    if name == "labels":
        return tuple(sorted({_label(one) for one in _listed(value)} - {""}))
    if name in ("due",) or kind in ("date", "datetime"):
        return _date(value, "date" if name == "due" else kind, reading.site.kind)
    if name == "summary":
        return _text(value, reading.site.kind)
    if kind in PLAIN and isinstance(value, dict) and "$rich" in value:
        return _text(value, reading.site.kind)
    return custom_value(value, reading)


def custom_value(value: Any, reading: Reading) -> Any:
    """A value without a hub meaning: options by name, people, documents, lists of these, plain values."""
    if isinstance(value, list):
        return tuple(custom_value(one, reading) for one in value)
    if not isinstance(value, dict):
        return value
    if "$rich" in value:
        return written(value, reading.site.kind)
    if set(value) == {"$date"}:
        at = moment_of(value)
        return None if at is None else moment_text(at)
    if value.get("child") is not None:
        parent: dict[str, Any] = {"value": _above(value)}
        child = value["child"]
        parent["child"] = {"value": str(child.get("value") if isinstance(child, dict) else child)}
        return parent
    if value.get("parent") is not None and "child" in value:
        return Named("", _above(value))
    if {"accountId", "displayName", "email"} & set(value):
        return _person(value, None, reading)
    if "value" in value or "name" in value:
        return Named(_local_id(value, None), str(value.get("value") or value.get("name") or ""))
    return {str(key): one for key, one in value.items() if not key.startswith("$")}


def _above(value: Mapping[str, Any]) -> str:
    """The text of the first level of a value with two: what a rule put into `parent` counts most."""
    parent = value.get("parent")
    return _name(parent if parent is not None else {"value": value.get("value")})


def _custom_fields(value: Any, reading: Reading) -> None:
    before = reading.before.get("customFields") or {}
    if not isinstance(value, dict):
        reading.note("customFields has to be a map; nothing was done with it.")
        return
    for name, one in value.items():
        was = before.get(name)
        if one == was:
            continue
        identifier = str((was.get("id") if isinstance(was, dict) else None) or name)
        identifier = reading.site.field_id(identifier)
        found = one.get("value") if isinstance(one, dict) and ("value" in one or was is not None) else one
        if reading.site.names and identifier not in reading.site.names:
            reading.note(f"There is no field {name} here: nothing was written to it.")
        elif not isinstance(found, dict) or found != (was or {}).get("value"):
            reading.fields[identifier] = _same_kind(identifier, found, was, reading)


def _same_kind(name: str, value: Any, was: Any, reading: Reading) -> Any:
    """A text assigned to a field that holds an option names the option."""
    held = was.get("value") if isinstance(was, dict) else None
    if isinstance(value, str) and isinstance(held, dict) and "$rich" in held:
        return written(value, reading.site.kind)
    return field_value(name, value, reading)


def _comments(value: Any, reading: Reading) -> None:
    before = reading.before.get("comments") or []
    reading.more["comments"] = comment_edits(
        value, before, reading.replica, reading.facts, reading.site.kind, reading.notes
    )


def _attachments(value: Any, reading: Reading) -> None:
    before = reading.before.get("attachments") or []
    reading.more["attachments"] = attachment_edits(value, before, reading.replica, reading.facts, reading.notes)


def _parent(value: Any, reading: Reading) -> None:
    """A parent that was taken from the replica is its twin here, whatever else has that number."""
    target = value.get("id") or value.get("key") if isinstance(value, dict) else value
    if target and str(target) == str(reading.replica.get("parentId")):
        _add_links(reading, LinkEdit("parent", remote_id=str(target)))
    else:
        reading.fields["parent"] = EntityRef(str(target), "") if target else None


def _links(value: Any, reading: Reading) -> None:
    before = reading.before.get("issueLinks") or []
    _add_links(reading, *link_edits(value, before, reading.replica, reading.site.kind, reading.notes))


def _add_links(reading: Reading, *links: LinkEdit) -> None:
    reading.more["links"] = (*reading.more.get("links", ()), *links)


def _work_logs(value: Any, reading: Reading) -> None:
    before = reading.before.get("workLogs") or []
    reading.more["worklogs"] = worklog_edits(
        value, before, reading.replica, reading.facts, reading.site.kind, reading.notes
    )


def _sprint(value: Any, reading: Reading) -> None:
    if not reading.site.sprints:
        reading.note("There are no sprints here: nothing was written to sprint.")
        return
    name, number = _name(value), _local_id(value, reading.before.get("sprint"))
    if isinstance(value, int) and not isinstance(value, bool):
        name, number = "", str(value)
    reading.fields[reading.site.sprints] = (Named(number, name),) if name or number else None


def _properties(value: Any, reading: Reading) -> None:
    """Those that the rule changed, as JSON texts; null takes one off, and one that is left out stays."""
    if value is not None and not isinstance(value, dict):
        reading.note("entityProperties has to be a map; nothing was done with them.")
        return
    texts: dict[str, str | None] = {}
    for key, one in (value or {}).items():
        try:
            texts[str(key)] = None if one is None else to_text(one)
        except ValueError:
            reading.note(
                f"The entity property “{key}” was not written: it holds NaN or Infinity, which JSON has no number for. "
                "Set a number, a text or null instead."
            )
    if texts:
        reading.fields["entityProperties"] = texts


def _estimate(name: str) -> Callable[[Any, Reading], None]:
    def read(value: Any, reading: Reading) -> None:
        words = str(value)
        seconds = int(words) if words.isascii() and words.isdigit() and len(words) <= 12 else None
        if value is not None and seconds is None:
            reading.note(f"{name} needs seconds, not {value!r}; nothing was written to it.")
            return
        before = reading.fields.get("timetracking") or {}
        reading.fields["timetracking"] = {**before, name: "0m" if seconds is None else f"{seconds // 60}m"}

    return read


PARTS: Mapping[str, Callable[[Any, Reading], None]] = {
    "comments": _comments,
    "attachments": _attachments,
    "customFields": _custom_fields,
    "parentId": _parent,
    "issueLinks": _links,
    "workLogs": _work_logs,
    "sprint": _sprint,
    "entityProperties": _properties,
    **{name: _estimate(name) for name in ESTIMATES},
}


def _named(value: Any, before: Any) -> Named:
    return Named(_local_id(value, before), _name(value))


def _local_id(value: Any, before: Any) -> str:
    """An id only where it is this tracker's own."""
    if not isinstance(value, dict) or not (value.get(LOCAL) or value == before):
        return ""
    return str(value.get("id") or "")


def _ids_of_people(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("accountId"):
            yield str(value["accountId"])
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _ids_of_people(one)


def _person(value: Any, before: Any, reading: Reading) -> Person | None:
    if not isinstance(value, dict):
        return Person(str(value))
    if value.get(LOCAL) or value == before or str(value.get("accountId") or "") in reading.people:
        return Person(
            str(value.get("key") or value.get("accountId") or ""),
            str(value.get("displayName") or ""),
            value.get("email") or None,
            value.get("username") or None,
        )
    name, mail = str(value.get("displayName") or ""), value.get("email") or None
    if name or mail:
        return Person("", name, mail, value.get("username") or None)
    # Nobody's replica has an id and no name: a rule put this together itself.
    number = str(value.get("accountId") or value.get("key") or value.get("id") or value.get("username") or "")
    return Person(number) if number else None


def _name(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("value") or "")
    return "" if value is None else str(value)


def _project(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("key") or value.get("id") or value.get("name") or "")
    return "" if value is None else str(value)


def _project_id(reading: Reading) -> Any:
    return (reading.before.get("project") or {}).get("id")


def _project_name(reading: Reading) -> Any:
    return (reading.before.get("project") or {}).get("name")


def _label(value: Any) -> str:
    found = value.get("label") or value.get("name") if isinstance(value, dict) else value
    return "" if found is None else str(found).strip()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any, tracker: str) -> str:
    if isinstance(value, dict):
        if set(value) == {"$date"}:
            at = moment_of(value)
            return "" if at is None else moment_text(at)
        return plain_text(written(value, tracker)) if "$rich" in value else str(value.get("text") or _name(value))
    return str(value)


def _date(value: Any, kind: str, tracker: str) -> Value:
    at = moment_of(value) if isinstance(value, dict) else None
    if at is None:
        return value if isinstance(value, int) else _dated(_text(value, tracker).strip(), kind, tracker)
    if tracker == "azuredevops":
        return at
    return day_text(at) if kind == "date" else moment_text(at)


def _dated(text: str, kind: str, tracker: str) -> str:
    """A text with a date as this field of Jira takes it: one tracker's moment is the other's day."""
    if tracker != "jira":
        return text
    if kind == "date" and (found := MOMENT.fullmatch(text)):
        return found[1]
    return f"{text}T00:00:00.000+0000" if kind == "datetime" and DAY.fullmatch(text) else text
