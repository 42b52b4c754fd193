"""The one language that names of months, weekdays and eras are written in."""

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
