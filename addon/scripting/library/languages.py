"""The one language that names of months, weekdays and eras are written in."""

from collections.abc import Iterable
from typing import Any

from addon.scripting.errors import throw

ENGLISH = ("en", "")


def names_in(locale: Any) -> None:
    """Refuse to write or read names for a locale of another language: English ones would be wrong quietly."""
    tag = getattr(locale, "tag", "en_US")
    if tag.partition("_")[0] not in ENGLISH:
        throw(
            "UnsupportedOperationException",
            f"Names of months and days are in English only here, not in {tag}. "
            "Use numbers in the pattern, or a map of your own names.",
        )


def has_names(elements: Iterable[Any]) -> bool:
    """Whether some element of a java.time format writes a word."""
    return any((one.kind in ("text", "zone-name") and not one.names) or has_names(one.inner) for one in elements)
