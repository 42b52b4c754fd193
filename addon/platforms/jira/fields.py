"""Jira's field names and values, and ours: decoding what was read, encoding what is to be written."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite, nan
from typing import Any

from addon.platforms.planning import one_line, shown
from addon.platforms.planning import refused as refused
from addon.replica.values import EntityRef, Named, Person, ProjectRef, RichText, Value

JIRA_NAMES: Mapping[str, str] = {
    "summary": "summary",
    "description": "description",
    "environment": "environment",
    "type": "issuetype",
    "status": "status",
    "priority": "priority",
    "assignee": "assignee",
    "reporter": "reporter",
    "creator": "creator",
    "labels": "labels",
    "parent": "parent",
    "resolution": "resolution",
    "components": "components",
    "fixVersions": "fixVersions",
    "affectedVersions": "versions",
    "due": "duedate",
    "created": "created",
}
HUB_NAMES: Mapping[str, str] = {jira: hub for hub, jira in JIRA_NAMES.items()}
READ_ONLY = frozenset(
    {
        "creator",
        "created",
        "updated",
        "comment_count",
        "votes",
        "watches",
        "workratio",
        "lastViewed",
        "statuscategorychangedate",
        "statusCategory",
        "resolutiondate",
        "aggregateprogress",
        "progress",
        "subtasks",
        "thumbnail",
        "project",
    }
)
ELSEWHERE = frozenset({"comment", "attachment", "issuelinks", "worklog", "project", "updated", "watches", "votes"})
SPRINT = "com.pyxis.greenhopper.jira:gh-sprint"
"""The kind of the field that holds sprints: read as a list, the last one being the current; set by one number."""
_TEXT_AREAS = ("com.atlassian.jira.plugin.system.customfieldtypes:textarea",)
_LINES = ("com.atlassian.jira.plugin.system.customfieldtypes:textfield",)
_LABELS = ("com.atlassian.jira.plugin.system.customfieldtypes:labels",)
LONGEST_LINE = 255
"""Characters of a summary, and of a text field with one line."""


@dataclass(frozen=True, slots=True)
class FieldSchema:
    """What `/field` says of one field."""

    id: str
    name: str
    type: str = "string"
    items: str = ""
    custom: str = ""

    @property
    def rich(self) -> bool:
        """Whether its value is a document (ADF in version 3)."""
        return self.id in ("description", "environment") or self.custom in _TEXT_AREAS


def decode(found: Any) -> Value:
    """One field's value as own types; what has no type of its own stays a map."""
    if found is None or isinstance(found, bool | int | float | str):
        return found
    if isinstance(found, list):
        return tuple(decode(item) for item in found)
    if not isinstance(found, dict):
        return str(found)
    if found.get("type") == "doc" and "content" in found:
        return adf(found)
    if "accountId" in found:
        return person(found)
    if "child" in found and "value" in found:
        return {"id": str(found.get("id", "")), "value": str(found["value"]), "child": decode(found["child"])}
    if "id" in found and isinstance(found.get("value"), str):
        return Named(str(found["id"]), found["value"])
    if "id" in found and isinstance(found.get("name"), str):
        return named(found)
    return {str(k): decode(v) for k, v in found.items() if k not in ("self", "avatarUrls", "iconUrl")}


def adf(document: Mapping[str, Any]) -> RichText:
    """A document, with its keys sorted so that equal documents are equal text."""
    return RichText("adf", json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def person(found: Mapping[str, Any] | None) -> Person | None:
    """A Jira user; e-mail only where the person shows it."""
    if not found or not found.get("accountId"):
        return None
    kind = found.get("accountType")
    return Person(
        str(found["accountId"]),
        str(found.get("displayName") or ""),
        found.get("emailAddress") or None,
        None,
        "app" if kind == "app" else "person" if kind in (None, "atlassian", "customer") else "unknown",
    )


def named(found: Mapping[str, Any]) -> Named:
    """A thing with id and name; a status also carries its category's key (`new`, `indeterminate`, `done`)."""
    category = found.get("statusCategory")
    key = category.get("key") if isinstance(category, dict) else None
    return Named(str(found.get("id", "")), str(found.get("name", "")), key)


def moment(text: Any) -> int | None:
    """Jira's time text as ms since 1970."""
    if not isinstance(text, str) or not text:
        return None
    try:
        return round(datetime.fromisoformat(text).timestamp() * 1000)
    except ValueError:
        return None


def encode(name: str, value: Value, schema: FieldSchema) -> Any:
    """A value as Jira takes it for this field; raises REFUSED_FIELDS when it cannot be one.

    Words about a custom field call it what people call it.
    """
    name = schema.name if schema.custom and schema.name else name
    if schema.custom == SPRINT:
        return _sprint(name, value)
    if value is None:
        return [] if schema.type == "array" else None
    if schema.rich:
        return _document(name, value)
    if schema.type == "array":
        items = value if isinstance(value, tuple) else (value,)
        labels = name == "labels" or schema.custom in _LABELS
        return [_spaceless(_plain(name, item)) if labels else _single(name, item, schema.items) for item in items]
    if name == "summary" or schema.custom in _LINES:
        return one_line(name, _plain(name, value), LONGEST_LINE, "Jira")
    return _single(name, value, schema.type)


def _spaceless(label: str) -> str:
    return "_".join(label.split())


def _single(name: str, value: Value, kind: str) -> Any:
    if kind == "user":
        if isinstance(value, Person):
            return {"accountId": value.id}
        if isinstance(value, str) and value:
            return {"accountId": value}
        raise refused(name, f"needs a person, and “{shown(value)}” is none")
    if kind in ("option", "option-with-child"):
        return _option(name, value)
    if kind in ("priority", "resolution", "issuetype", "component", "version", "securitylevel", "project", "issuelink"):
        return _by_id_or_name(name, value)
    if kind == "number":
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        return _number(name, value)
    if kind in ("string", "date", "datetime"):
        return _plain(name, value)
    return _json(value)


def _number(name: str, value: Value) -> float:
    try:
        found = float(value.name if isinstance(value, Named) else str(value))
    except ValueError:
        found = nan
    if not isfinite(found):
        raise refused(name, f"needs a number, and “{shown(value)}” is none")
    return found


def _sprint(name: str, value: Value) -> int | None:
    last = (value[-1] if value else None) if isinstance(value, tuple) else value
    number = (last.id or last.name) if isinstance(last, Named) else last
    if number is None:
        return None
    if isinstance(number, int) and not isinstance(number, bool):
        return number
    if isinstance(number, str) and number.isascii() and number.isdigit():
        return int(number)
    raise refused(name, "needs the number or the name of a sprint")


def _option(name: str, value: Value) -> Any:
    if isinstance(value, Named):
        return {"id": value.id} if value.id else {"value": value.name}
    if isinstance(value, tuple):
        raise refused(name, f"takes one choice, and the rules gave it {len(value)}: {shown(value)}")
    if isinstance(value, dict):
        child = value.get("child")
        found: dict[str, Any] = {"id": value["id"]} if value.get("id") else {"value": _json(value.get("value"))}
        if child is not None:
            found["child"] = _option(name, child)
        return found
    return {"value": _plain(name, value)}


def _by_id_or_name(name: str, value: Value) -> Any:
    if isinstance(value, EntityRef):
        return {"id": value.id} if value.id else {"key": value.key}
    if isinstance(value, Named | ProjectRef):
        return {"id": value.id} if value.id else {"name": value.name}
    if isinstance(value, dict):
        return _json(value)
    text = _plain(name, value)
    return {"key": text} if name == "parent" else {"name": text}


def _plain(name: str, value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Named):
        return value.name
    raise refused(name, f"needs text, and “{shown(value)}” is none")


def _document(name: str, value: Value) -> Any:
    if isinstance(value, RichText) and value.notation == "adf":
        try:
            return json.loads(value.source)
        except ValueError:
            raise refused(name, "is not a document that Jira can read") from None
    raise refused(name, "needs a document in Atlassian's format")


def _json(value: Value) -> Any:
    if isinstance(value, Person):
        return {"accountId": value.id}
    if isinstance(value, Named):
        return {"id": value.id} if value.id else {"name": value.name}
    if isinstance(value, EntityRef | ProjectRef):
        return {"id": value.id}
    if isinstance(value, RichText):
        return json.loads(value.source) if value.notation == "adf" else value.source
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    if isinstance(value, dict):
        return {k: _json(v) for k, v in value.items()}
    return value
