"""What clauses compare: lists, words, moments, order."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


def listed(value: Any) -> list[Any]:
    """A value as a list: none, itself, or its members."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def has_word(word: str, have: set[str]) -> bool:
    """Whether a text of these words has the word; `*` and `?` stand for what they stand for in JQL."""
    if "*" in word or "?" in word:
        pattern = re.compile(re.escape(word).replace(r"\*", ".*").replace(r"\?", "."))
        return any(pattern.fullmatch(item) for item in have)
    return word in have


def instant(value: Any) -> datetime | None:
    """A stored moment; UTC where it names no zone."""
    try:
        when = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=ZoneInfo("Etc/UTC"))


def compare(left: Any, operator: str, right: Any) -> bool:
    return bool(
        {
            "<": left < right,
            "<=": left <= right,
            ">": left > right,
            ">=": left >= right,
            "=": left == right,
            "!=": left != right,
        }[operator]
    )
