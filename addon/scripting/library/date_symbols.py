"""java.text.DateFormatSymbols: the names that dates are written with."""

from typing import Any

from addon.scripting.library.civil import MONTHS, WEEKDAYS
from addon.scripting.library.languages import day_names, month_names, words_in
from addon.scripting.library.locale_words import Words
from addon.scripting.library.registry import Table
from addon.scripting.values.classes import BY_NAME, define
from addon.scripting.values.lists import Array


class DateSymbols:
    """The names of one language; English ones without `words`."""

    __slots__ = ("words",)

    def __init__(self, words: Words | None) -> None:
        self.words = words


symbols = Table(define("java.text.DateFormatSymbols", "Cloneable", "Serializable", python=[DateSymbols]))


@symbols.constructor("()", "(Locale)")
@symbols.static("getInstance()", "getInstance(Locale)")
def make(run: Any, locale: Any = None) -> DateSymbols:
    """The names of a locale's language."""
    return DateSymbols(words_in(locale))


def _texts(run: Any, names: list[str]) -> Array:
    run.meter.elements(len(names))
    return Array(BY_NAME["java.lang.String"], names)


def _months(run: Any, self: DateSymbols, short: bool) -> Array:
    words = self.words
    names = [name[:3] if short else name for name in MONTHS] if words is None else month_names(words, short, False)
    return _texts(run, [*names, ""])


def _days(run: Any, self: DateSymbols, short: bool) -> Array:
    words = self.words
    names = [name[:3] if short else name for name in WEEKDAYS] if words is None else day_names(words, short, False)
    return _texts(run, ["", names[-1], *names[:-1]])


@symbols.method("getMonths()")
def months(run: Any, self: DateSymbols) -> Array:
    """January to December, and an empty text."""
    return _months(run, self, False)


@symbols.method("getShortMonths()")
def short_months(run: Any, self: DateSymbols) -> Array:
    """Jan to Dec, and an empty text."""
    return _months(run, self, True)


@symbols.method("getWeekdays()")
def weekdays(run: Any, self: DateSymbols) -> Array:
    """An empty text, and Sunday to Saturday."""
    return _days(run, self, False)


@symbols.method("getShortWeekdays()")
def short_weekdays(run: Any, self: DateSymbols) -> Array:
    """An empty text, and Sun to Sat."""
    return _days(run, self, True)


@symbols.method("getAmPmStrings()")
def halves(run: Any, self: DateSymbols) -> Array:
    """The names of the halves of a day."""
    return _texts(run, ("AM|PM" if self.words is None else self.words.halves).split("|"))


@symbols.method("getEras()")
def eras(run: Any, self: DateSymbols) -> Array:
    """The names of the eras."""
    return _texts(run, ("BC|AD" if self.words is None else self.words.eras).split("|"))
