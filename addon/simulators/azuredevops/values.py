"""Turns what a caller wrote into what a field keeps, or says why it cannot."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from ..text_lengths import characters
from .errors import RuleError
from .fields import Field
from .html_text import rewrite
from .identifiers import is_guid, read_date, to_milliseconds
from .people import Person
from .work_items import Who

LONG_TEXT_LIMIT = 1_000_000
STRING_LIMIT = 255
TAG_LIMIT = 100
TAG_LENGTH = 400


class BadValue(Exception):
    """A value that breaks a rule of its field."""

    def __init__(self, error: RuleError) -> None:
        super().__init__(error.message)
        self.error = error


def invalid(field: Field, code: str, flags: str) -> BadValue:
    return BadValue(
        RuleError(
            field.reference_name, flags, f"TF401326: Invalid field status '{code}' for field '{field.reference_name}'."
        )
    )


def stored(
    field: Field, value: Any, *, markdown: bool, find_person: Callable[[str], Person | None], bypass: bool = False
) -> Any:
    """The value as the field keeps it; None empties the field. Raises BadValue."""
    if value is None or value == "":
        return None
    if field.is_identity:
        return _person(field, value, find_person, bypass)
    if field.reference_name == "System.Tags":
        return joined_tags(split_tags(_text(field, value)))
    if field.is_long_text:
        text = _text(field, value)
        if len(text) > LONG_TEXT_LIMIT:
            raise invalid(field, "InvalidTooLong", "invalidTooLong")
        return (text if markdown or field.type == "plainText" else rewrite(text)) or None
    if field.type in ("integer", "double", "boolean", "dateTime"):
        return _typed(field, value)
    text = _text(field, value).strip()
    if characters(text) > STRING_LIMIT and field.type == "string":
        raise invalid(field, "InvalidTooLong", "invalidTooLong")
    return text or None


def split_tags(text: str) -> list[str]:
    """Tags of `a; b, c`, each once, case ignored, in the order given."""
    tags: dict[str, str] = {}
    for part in re.split(r"[;,]", text):
        if part.strip():
            tags.setdefault(part.strip().lower(), part.strip()[:TAG_LENGTH])
    return list(tags.values())


def joined_tags(tags: list[str]) -> str | None:
    """Tags as the service writes them: sorted, `; ` between."""
    return "; ".join(sorted(tags, key=str.lower)) or None


def _text(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, str | int | float):
        return str(value)
    raise invalid(field, "InvalidType", "invalidType")


def _typed(field: Field, value: Any) -> int | float | bool | datetime:
    try:
        if field.type == "dateTime":
            return to_milliseconds(read_date(str(value)))
        if field.type == "boolean":
            return {"true": True, "1": True, "false": False, "0": False}[str(value).lower()]
        if isinstance(value, bool):
            raise ValueError
        number = float(value)
        if field.type == "integer":
            if number != int(number):
                raise ValueError
            return int(number)
        return int(number) if number == int(number) else number
    except (ValueError, TypeError, KeyError, OverflowError):
        raise invalid(field, "InvalidType", "invalidType") from None


def _person(field: Field, value: Any, find_person: Callable[[str], Person | None], bypass: bool) -> Who | str:
    names: list[str] = []
    if isinstance(value, dict):
        names = [str(value[key]) for key in ("descriptor", "id", "uniqueName", "displayName") if value.get(key)]
        shown = str(value.get("displayName") or value.get("uniqueName") or "")
    else:
        names, shown = [str(value)], str(value)
    for name in names:
        # Seen on a live organization: a bare identity id is "an unknown identity".
        person = None if isinstance(value, str) and is_guid(name) else find_person(name)
        if person is not None:
            return Who(person.id)
    if bypass:
        return shown
    raise BadValue(
        RuleError(
            field.reference_name,
            "hasValues, limitedToValues, invalidListValue",
            f"The identity value '{shown}' for field '{field.name}' is an unknown identity.",
        )
    )
