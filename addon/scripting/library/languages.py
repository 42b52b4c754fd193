"""Which names of months, weekdays, halves of a day and eras a locale asks for: English ones, or those of a table."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.javatime_patterns import Element
from addon.scripting.library.locale_words import WORDS, Words

ENGLISH = ("en", "")
SAME = {"no": "nb"}


def names_in(locale: Any) -> None:
    """Refuse to write or read names for a locale of another language: English ones would be wrong quietly."""
    tag = getattr(locale, "tag", "en_US")
    if tag.partition("_")[0] not in ENGLISH:
        refuse(tag)


def refuse(tag: str) -> None:
    """Say that the names of a language are not there."""
    throw(
        "UnsupportedOperationException",
        f"Names of months, days and zones are not available here in {tag or 'this form'}. "
        "Use numbers in the pattern, or a map of your own names.",
    )


def words_in(locale: Any) -> Words | None:
    """The names that a locale asks for, None for those of the US; refuses a language that has no table."""
    tag = getattr(locale, "tag", "en_US")
    language = tag.partition("_")[0]
    found = WORDS.get(tag) or WORDS.get(SAME.get(language, language))
    if found is None and language not in ENGLISH:
        refuse(tag)
    return found


def month_names(words: Words, short: bool, alone: bool) -> list[str]:
    """January to December; `alone`: as they stand without a day."""
    if short:
        return ((words.short_months_alone if alone else "") or words.short_months).split("|")
    return ((words.months_alone if alone else "") or words.months).split("|")


def day_names(words: Words, short: bool, alone: bool) -> list[str]:
    """Monday to Sunday; `alone`: as they stand without a date."""
    if short:
        return ((words.short_days_alone if alone else "") or words.short_days).split("|")
    return ((words.days_alone if alone else "") or words.days).split("|")


def has_names(elements: Iterable[Any]) -> bool:
    """Whether some element of a java.time format writes a word."""
    return any((one.kind in ("text", "zone-name") and not one.names) or has_names(one.inner) for one in elements)


def translated(elements: Iterable[Element], words: Words, tag: str) -> tuple[Element, ...]:
    """The elements of a java.time format with the names of a language."""
    return tuple([_translated(one, words, tag) for one in elements])


def _translated(element: Element, words: Words, tag: str) -> Element:
    if element.inner:
        return replace(element, inner=translated(element.inner, words, tag))
    if element.kind not in ("text", "zone-name") or element.names:
        return element
    if element.kind == "zone-name" and tag.partition("_")[0] in ENGLISH:
        return element
    if element.kind == "zone-name" or element.style == 5 or (element.field == "ERA" and element.style == 4):
        refuse(tag)
    return replace(element, names=_numbered(words, element.field, element.style == 3, element.standalone))


@lru_cache(200)
def _numbered(words: Words, field: str, short: bool, alone: bool) -> tuple[tuple[int, str], ...]:
    """The names of a field's values with their numbers, made once: a pattern may have very many elements."""
    if field == "AMPM_OF_DAY":
        return tuple(enumerate(words.halves.split("|")))
    if field == "ERA":
        return tuple(enumerate((words.time_eras or words.eras).split("|")))
    named = month_names if field == "MONTH_OF_YEAR" else day_names
    return tuple(enumerate(named(words, short, alone), 1))
