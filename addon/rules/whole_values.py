"""Values that rules hand on whole: a custom field for what it holds, a choice or people for a field of plain text."""

import re
from collections.abc import Mapping
from typing import Any

FIELD_ID = re.compile(r"customfield_\d+|[A-Za-z_]\w*(\.\w+)+")
BETWEEN_LEVELS = " - "
"""How Jira writes a choice within a choice."""


def held(value: Any) -> Any:
    """What a custom field holds, where a rule handed on the field itself; anything else as it is."""
    while isinstance(value, dict) and "value" in value and "name" in value and FIELD_ID.fullmatch(str(value.get("id"))):
        value = value["value"]
    return value


def words_of(value: Any) -> str | None:
    """A choice, a person or a list of such things as one text; None for what has no such form."""
    if isinstance(value, list):
        parts = [words_of(one) for one in value if one is not None]
        return None if None in parts else ", ".join(filter(None, parts))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    return _named(value) if isinstance(value, dict) and not {"$rich", "$date"} & set(value) else None


def above(value: Mapping[str, Any]) -> str:
    """The text of the first level of a value with two: what a rule put into `parent` counts most."""
    parent = value.get("parent")
    return name_in(parent if parent is not None else {"value": value.get("value")})


def name_in(value: Any) -> str:
    """The name of something, or the text that stands for it."""
    if isinstance(value, dict):
        return str(value.get("name") or value.get("value") or "")
    return "" if value is None else str(value)


def _named(value: Mapping[str, Any]) -> str | None:
    if {"child", "parent"} & set(value):
        return BETWEEN_LEVELS.join(filter(None, (above(value), name_in(value.get("child")))))
    if {"accountId", "displayName", "email"} & set(value):
        return str(value.get("displayName") or value.get("email") or value.get("accountId") or "")
    named = [str(value[key]) for key in ("value", "name", "label") if isinstance(value.get(key), str | int | float)]
    return named[0] if named else None
