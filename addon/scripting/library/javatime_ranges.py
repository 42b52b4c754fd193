"""The fields of java.time and the values that each may have."""

from addon.scripting.errors import throw
from addon.scripting.library.javatime_types import ChronoField

_FIELDS = [
    "NANO_OF_SECOND",
    "NANO_OF_DAY",
    "MICRO_OF_SECOND",
    "MICRO_OF_DAY",
    "MILLI_OF_SECOND",
    "MILLI_OF_DAY",
    "SECOND_OF_MINUTE",
    "SECOND_OF_DAY",
    "MINUTE_OF_HOUR",
    "MINUTE_OF_DAY",
    "HOUR_OF_AMPM",
    "CLOCK_HOUR_OF_AMPM",
    "HOUR_OF_DAY",
    "CLOCK_HOUR_OF_DAY",
    "AMPM_OF_DAY",
    "DAY_OF_WEEK",
    "ALIGNED_DAY_OF_WEEK_IN_MONTH",
    "ALIGNED_DAY_OF_WEEK_IN_YEAR",
    "DAY_OF_MONTH",
    "DAY_OF_YEAR",
    "EPOCH_DAY",
    "ALIGNED_WEEK_OF_MONTH",
    "ALIGNED_WEEK_OF_YEAR",
    "MONTH_OF_YEAR",
    "PROLEPTIC_MONTH",
    "YEAR_OF_ERA",
    "YEAR",
    "ERA",
    "INSTANT_SECONDS",
    "OFFSET_SECONDS",
]
TIME_FIELDS = frozenset(_FIELDS[:15])
DATE_FIELDS = frozenset(_FIELDS[15:28])
OFFSET_FIELDS = frozenset(_FIELDS[28:])


class ValueRange:
    """java.time.temporal.ValueRange: the least and the greatest value, which may differ by date."""

    __slots__ = ("high", "highest", "low", "lowest")

    def __init__(self, lowest: int, low: int, high: int, highest: int) -> None:
        self.lowest, self.low, self.high, self.highest = lowest, low, high, highest

    @property
    def key(self) -> tuple[int, int, int, int]:
        return self.lowest, self.low, self.high, self.highest

    @property
    def fits_int(self) -> bool:
        return self.lowest >= -(2**31) and self.highest < 2**31

    def has(self, value: int) -> bool:
        return self.lowest <= value <= self.highest

    def __str__(self) -> str:
        low = str(self.lowest) if self.lowest == self.low else f"{self.lowest}/{self.low}"
        return f"{low} - {self.high}" + (f"/{self.highest}" if self.high != self.highest else "")


def ranged(low: int, high: int, highest: int | None = None) -> ValueRange:
    """A range whose least value is always the same."""
    return ValueRange(low, low, high, high if highest is None else highest)


YEAR_MAX = 999_999_999
RANGES = {
    "NANO_OF_SECOND": ranged(0, 999_999_999),
    "NANO_OF_DAY": ranged(0, 86_400 * 1_000_000_000 - 1),
    "MICRO_OF_SECOND": ranged(0, 999_999),
    "MICRO_OF_DAY": ranged(0, 86_400 * 1_000_000 - 1),
    "MILLI_OF_SECOND": ranged(0, 999),
    "MILLI_OF_DAY": ranged(0, 86_400 * 1000 - 1),
    "SECOND_OF_MINUTE": ranged(0, 59),
    "SECOND_OF_DAY": ranged(0, 86_400 - 1),
    "MINUTE_OF_HOUR": ranged(0, 59),
    "MINUTE_OF_DAY": ranged(0, 24 * 60 - 1),
    "HOUR_OF_AMPM": ranged(0, 11),
    "CLOCK_HOUR_OF_AMPM": ranged(1, 12),
    "HOUR_OF_DAY": ranged(0, 23),
    "CLOCK_HOUR_OF_DAY": ranged(1, 24),
    "AMPM_OF_DAY": ranged(0, 1),
    "DAY_OF_WEEK": ranged(1, 7),
    "ALIGNED_DAY_OF_WEEK_IN_MONTH": ranged(1, 7),
    "ALIGNED_DAY_OF_WEEK_IN_YEAR": ranged(1, 7),
    "DAY_OF_MONTH": ranged(1, 28, 31),
    "DAY_OF_YEAR": ranged(1, 365, 366),
    "EPOCH_DAY": ranged(-365_243_219_162, 365_241_780_471),
    "ALIGNED_WEEK_OF_MONTH": ranged(1, 4, 5),
    "ALIGNED_WEEK_OF_YEAR": ranged(1, 53),
    "MONTH_OF_YEAR": ranged(1, 12),
    "PROLEPTIC_MONTH": ranged(-YEAR_MAX * 12, YEAR_MAX * 12 + 11),
    "YEAR_OF_ERA": ranged(1, YEAR_MAX, YEAR_MAX + 1),
    "YEAR": ranged(-YEAR_MAX, YEAR_MAX),
    "ERA": ranged(0, 1),
    "INSTANT_SECONDS": ranged(-(2**63), 2**63 - 1),
    "OFFSET_SECONDS": ranged(-18 * 3600, 18 * 3600),
}


def _label(name: str) -> str:
    words = name.split("_")
    return "".join("AmPm" if word == "AMPM" else word.capitalize() for word in words).replace("AmPmOf", "AmPmOf")


FIELDS = {name: ChronoField(name, index, _label(name)) for index, name in enumerate(_FIELDS)}


def check(name: str, value: int) -> int:
    """The value, if it is within the field's range; else DateTimeException as Java words it."""
    allowed = RANGES[name]
    if not allowed.has(value):
        throw(
            "java.time.DateTimeException", f"Invalid value for {FIELDS[name].label} (valid values {allowed}): {value}"
        )
    return value
