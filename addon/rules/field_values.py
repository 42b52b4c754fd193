"""A property of `issue` or `workItem` as a rule left it, in the tracker's own value."""

import re
from typing import Any

from addon.replica.entity import RICH_FIELDS
from addon.replica.values import TRANSITION, Named, Person, Value
from addon.richtext import plain_text
from addon.rules.reading import Reading
from addon.rules.texts import day_text, day_variable, moment_of, moment_text, universal_text, written
from addon.rules.whole_values import above, held, name_in, words_of

LOCAL = "$local"
"""Marks what a look-up in this tracker gave: its id means something here. Ids of a replica mean nothing here."""
BY_TRANSITION = "$transition"
"""Marks a status that workflowHelper.transition asked for: its name may be the transition's."""
NAMED = frozenset({"status", "priority", "resolution"})
PEOPLE = frozenset({"assignee", "reporter"})
ONE_PERSON = frozenset({"user", "identity"})
SEVERAL_PEOPLE = "users"
"""Kinds of fields that hold people."""
LISTS = frozenset({"components", "fixVersions", "affectedVersions"})
PLAIN = frozenset({"string", "plainText", "picklistString"})
"""Kinds of fields that hold text without marks."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ZONED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})")
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*", re.DOTALL)


def field_value(name: str, value: Any, reading: Reading) -> Any:
    """One field's value; a `Document` is rich text."""
    kind, value = reading.site.kinds.get(name, ""), held(value)
    if name in RICH_FIELDS or kind == "rich":
        return written(value, reading.site.kind)
    if value is None or value == "":
        return None
    if name in NAMED:
        return _named(value, reading.before.get(name))
    if name in PEOPLE or kind in ONE_PERSON:
        return _one_person(name, value, reading)
    if name == "watchers" or kind == SEVERAL_PEOPLE:
        return _people(value, reading)
    if name in LISTS:
        return _parts(name, _listed(value), reading)
    if name == "labels":
        if isinstance(value, str) and reading.site.kind == "azuredevops":
            value = re.split("[,;]", value)  # the field of tags, written as it is stored
        return tuple(sorted({_label(one) for one in _listed(value)} - {""}))
    if name in ("due",) or kind in ("date", "datetime"):
        return _date(value, "date" if name == "due" else kind, reading.site.kind)
    if name == "summary":
        return _text(value, reading.site.kind)
    if kind in PLAIN and isinstance(value, dict) and "$rich" in value:
        return _text(value, reading.site.kind)
    if kind in PLAIN and isinstance(value, dict | list) and (said := words_of(value)) is not None:
        return said or None
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
        parent: dict[str, Any] = {"value": above(value)}
        child = value["child"]
        parent["child"] = {"value": str(child.get("value") if isinstance(child, dict) else child)}
        return parent
    if value.get("parent") is not None and "child" in value:
        return Named("", above(value))
    if {"accountId", "displayName", "email"} & set(value):
        return _person(value, None, reading)
    if value.get("label") is not None and not {"value", "name"} & set(value):
        return _label(value)
    if "value" in value or "name" in value:
        return Named(local_id(value, None), str(value.get("value") or value.get("name") or ""))
    return {str(key): one for key, one in value.items() if not key.startswith("$")}


def _named(value: Any, before: Any) -> Named:
    by_transition = isinstance(value, dict) and value.get(BY_TRANSITION)
    return Named(local_id(value, before), name_in(value), TRANSITION if by_transition else None)


def local_id(value: Any, before: Any) -> str:
    """An id only where it is this tracker's own."""
    if not isinstance(value, dict) or not (value.get(LOCAL) or value == before):
        return ""
    return str(value.get("id") or "")


def _one_person(name: str, value: Any, reading: Reading) -> Any:
    """Somebody, or the first of several; a text that is no mail address is left to Azure DevOps, which knows names."""
    people = [one for one in _listed(value) if one is not None]
    if len(people) > 1:
        reading.note(
            f"{reading.site.names.get(name, name)} holds one person, and the rules gave it {len(people)}: the first "
            "was taken. To take another one, choose it in the rule, for example with .find { … }."
        )
    first = people[0] if people else None
    if isinstance(first, str) and "@" not in first and name not in PEOPLE and reading.site.kind == "azuredevops":
        return first
    return None if first is None else _person(first, reading.before.get(name), reading)


def _people(value: Any, reading: Reading) -> tuple[Person, ...]:
    listed = re.split("[,;]", value) if isinstance(value, str) else _listed(value)
    people = [_person(one.strip() if isinstance(one, str) else one, None, reading) for one in listed if one]
    return tuple(one for one in people if one is not None)


def _parts(name: str, listed: list[Any], reading: Reading) -> tuple[Named, ...]:
    """Components or versions; those that a look-up did not find here are told."""
    found = tuple(_named(one, None) for one in listed if one is not None)
    if missing := len(listed) - len(found):
        reading.note(
            f"{name} stays without {missing} that the rules looked for: a look-up gave null, for what is not here. "
            "Make it here, or map its name in the rule."
        )
    return found


def _person(value: Any, before: Any, reading: Reading) -> Person | None:
    if isinstance(value, str) and "@" in value:
        return Person("", "", value.strip())
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


def _label(value: Any) -> str:
    found = value.get("label") or value.get("name") if isinstance(value, dict) else value
    return "" if found is None else str(found).strip()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any, tracker: str) -> str:
    if isinstance(value, list):
        return words_of(value) or ""
    if isinstance(value, dict):
        if set(value) == {"$date"}:
            at = moment_of(value)
            return "" if at is None else moment_text(at)
        return plain_text(written(value, tracker)) if "$rich" in value else str(value.get("text") or name_in(value))
    return str(value)


def _date(value: Any, kind: str, tracker: str) -> Value:
    at = moment_of(value) if isinstance(value, dict) else None
    if tracker == "azuredevops" and isinstance(value, int) and not isinstance(value, bool):
        at = moment_of(value)
    if at is None:
        return value if isinstance(value, int) else _dated(_text(value, tracker).strip(), kind, tracker)
    if tracker == "azuredevops":
        return universal_text(at)
    return day_text(at) if kind == "date" else moment_text(at)


def _dated(text: str, kind: str, tracker: str) -> str:
    """A text with a date as this field takes it: one tracker's moment is Jira's day, or Azure DevOps' moment in UTC."""
    if tracker != "jira":
        at = moment_of(day_variable(text)) if ZONED.fullmatch(text) else None
        return text if at is None else universal_text(at)
    if kind == "date" and (found := MOMENT.fullmatch(text)):
        return found[1]
    return f"{text}T00:00:00.000+0000" if kind == "datetime" and DAY.fullmatch(text) else text
