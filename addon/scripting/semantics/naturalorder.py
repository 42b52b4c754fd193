"""The order of TreeMap, TreeSet and Comparator.naturalOrder(): Java's compareTo, which takes only its own class."""

from typing import Any, NoReturn

from addon.scripting.errors import throw
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.ordering import compare
from addon.scripting.semantics.texts import ScriptObject
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import class_named, class_of
from addon.scripting.values.numbers import NUMBERS

_FIELDS = {
    "java.lang.String": ("value", "anotherString"),
    **{f"java.lang.{kind}": ("value", f"another{kind}") for kind in ("Integer", "Long", "Double", "Float", "Short")},
    "java.lang.Byte": ("value", "anotherByte"),
    "java.lang.Character": ("value", "anotherCharacter"),
    "java.lang.Boolean": ("value", "b"),
    "java.math.BigDecimal": ("scale", "val"),
    "java.math.BigInteger": ("signum", "val"),
    "java.time.LocalTime": ("hour", "other"),
    "java.time.Instant": ("seconds", "otherInstant"),
    "java.time.Duration": ("seconds", "otherDuration"),
    "java.time.Year": ("year", "other"),
    "java.time.YearMonth": ("year", "other"),
    "java.util.UUID": ("mostSigBits", "val"),
    "java.net.URI": ("scheme", "that"),
}
"""The field of its argument that a class's compareTo reads first, and what it calls that argument."""
_METHODS = {
    "java.util.Date": ("Object.getClass()", "date"),
    "java.time.LocalDate": ("java.time.chrono.ChronoLocalDate.toEpochDay()", "other"),
    "java.time.LocalDateTime": ("java.time.chrono.ChronoLocalDateTime.toLocalDate()", "other"),
    "java.time.ZonedDateTime": ("java.time.chrono.ChronoZonedDateTime.toEpochSecond()", "other"),
    "java.time.OffsetDateTime": ("java.time.OffsetDateTime.getOffset()", "datetime2"),
}
"""The method of its argument that it calls first."""


def compared_with_null(left: Any) -> NoReturn:
    """What compareTo(null) says."""
    name = class_of(left).name
    if name in _FIELDS:
        field, called = _FIELDS[name]
        throw("NullPointerException", f'Cannot read field "{field}" because "{called}" is null')
    if name in _METHODS:
        method, called = _METHODS[name]
        throw("NullPointerException", f'Cannot invoke "{method}" because "{called}" is null')
    throw("NullPointerException")


def natural(left: Any, right: Any, called: str = "k1") -> int:
    """`left.compareTo(right)`; throws where the classes differ and where there is no order.

    `called`: what Java's own code calls the left one, which an error says where that is null.
    """
    if left is None:
        message = f'Cannot invoke "java.lang.Comparable.compareTo(Object)" because "{called}" is null'
        throw("NullPointerException", message)
    if right is None:
        if not isinstance(left, ScriptObject) and not class_of(left).is_a(class_named("Comparable")):
            cast_failure(left, "Comparable")
        compared_with_null(left)
    kind = type(left)
    if (kind is type(right) and kind is not GString) or isinstance(left, ScriptObject):
        if not isinstance(left, ScriptObject) and not class_of(left).is_a(class_named("Comparable")):
            cast_failure(left, "Comparable")
        return compare(left, right)
    related = isinstance(right, kind) or isinstance(left, type(right))
    if kind is GString or (related and kind not in NUMBERS):
        return compare(left, right)
    if not class_of(left).is_a(class_named("Comparable")):
        cast_failure(left, "Comparable")
    return cast_failure(right, class_of(left))


def by_natural_order(left: Any, right: Any) -> int:
    """Comparator.naturalOrder()."""
    return natural(left, right, "c1")


def compared_keys(left: Any, right: Any) -> int:
    """Comparator.comparing(): the order of what a function gives for two elements."""
    if left is None:
        throw(
            "NullPointerException",
            'Cannot invoke "java.lang.Comparable.compareTo(Object)" because the return value of '
            '"java.util.function.Function.apply(Object)" is null',
        )
    return natural(left, right)


def by_reverse_order(left: Any, right: Any) -> int:
    """Comparator.reverseOrder()."""
    return natural(right, left, "c2")


class SortOrder:
    """The natural order as Java's sort of arrays asks for it: by its place, a null has another name in the error."""

    __slots__ = ("falling", "running")

    def __init__(self) -> None:
        self.falling: bool | None = None
        self.running = True

    def __call__(self, left: Any, right: Any) -> int:
        answer = natural(left, right, "a[runHi]" if self.running else "pivot")
        if self.falling is None:
            self.falling = answer < 0
        elif (answer < 0) is not self.falling:
            self.running = False
        return answer
