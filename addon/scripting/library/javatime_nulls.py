"""What Java says where a method of java.time meets null."""

from addon.scripting.library.javatime_common import MOVABLE, month_days
from addon.scripting.library.registry import Table, null_messages

CHRONO = "java.time.chrono.Chrono"
OTHER = {
    "LocalDate": f'Cannot invoke "{CHRONO}LocalDate.toEpochDay()" because "other" is null',
    "LocalTime": 'Cannot read field "hour" because "other" is null',
    "LocalDateTime": f'Cannot invoke "{CHRONO}LocalDateTime.toLocalDate()" because "other" is null',
    "ZonedDateTime": f'Cannot invoke "{CHRONO}ZonedDateTime.toEpochSecond()" because "other" is null',
    "OffsetDateTime": 'Cannot invoke "java.time.OffsetDateTime.toEpochSecond()" because "other" is null',
    "OffsetTime": 'Cannot invoke "java.time.OffsetTime.toEpochNano()" because "other" is null',
    "Instant": 'Cannot read field "seconds" because "otherInstant" is null',
    "Year": 'Cannot read field "year" because "other" is null',
    "YearMonth": 'Cannot read field "year" because "other" is null',
    "MonthDay": 'Cannot read field "month" because "other" is null',
}
"""What isBefore, isAfter and isEqual ask of their argument first."""
COMPARED = OTHER | {
    "OffsetDateTime": 'Cannot invoke "java.time.OffsetDateTime.getOffset()" because "datetime2" is null',
    "OffsetTime": 'Cannot read field "offset" because "other" is null',
    "Duration": 'Cannot read field "seconds" because "otherDuration" is null',
}
NAMING = ("LocalDate", "LocalDateTime", "ZonedDateTime")
"""Types that check the amount by name before they use it."""
_AMOUNT = 'Cannot invoke "java.time.temporal.TemporalAmount.{}(java.time.temporal.Temporal)" because "{}" is null'
_FIELD = (
    'Cannot invoke "java.time.temporal.TemporalField.{}(java.time.temporal.TemporalAccessor)" because "field" is null'
)
_ADJUSTER = (
    'Cannot invoke "java.time.temporal.TemporalAdjuster.adjustInto(java.time.temporal.Temporal)" '
    'because "adjuster" is null'
)
RANGED = ("LocalDate", "LocalDateTime", "ZonedDateTime", "OffsetDateTime", "OffsetTime")
"""Types that ask a field for its range before they look at it."""
_UNIT = 'Cannot invoke "java.time.temporal.TemporalUnit.{}" because "unit" is null'

for _table in (*MOVABLE, month_days):
    _name = _table.info.simple
    _checks = _name in NAMING
    _ranged = (_FIELD.format("rangeRefinedBy") if _name in RANGED else "field",)
    null_messages(
        _table,
        {
            **{f"{method}({_name})": (OTHER[_name],) for method in ("isBefore", "isAfter", "isEqual")},
            f"compareTo({_name})": (COMPARED[_name],),
            "get(ChronoField)": _ranged,
            "range(ChronoField)": _ranged,
            "getLong(ChronoField)": (_FIELD.format("getFrom"),),
            "with(TemporalAdjuster)": (_ADJUSTER,),
            "parse(CharSequence)": ("text",),
            "parse(CharSequence, DateTimeFormatter)": ("text", "formatter"),
            "from(TemporalAccessor)": ("temporal",),
            "format(DateTimeFormatter)": ("formatter",),
            "until(Temporal, ChronoUnit)": (
                "temporal",
                _UNIT.format("between(java.time.temporal.Temporal, java.time.temporal.Temporal)"),
            ),
            "until(LocalDate)": ("temporal",),
            "plus(long, ChronoUnit)": (None, _UNIT.format("addTo(java.time.temporal.Temporal, long)")),
            "minus(long, ChronoUnit)": (None, _UNIT.format("addTo(java.time.temporal.Temporal, long)")),
            "truncatedTo(ChronoUnit)": (_UNIT.format("getDuration()"),),
            "plus(TemporalAmount)": ("amountToAdd" if _checks else _AMOUNT.format("addTo", "amountToAdd"),),
            "minus(TemporalAmount)": (
                "amountToSubtract" if _checks else _AMOUNT.format("subtractFrom", "amountToSubtract"),
            ),
            "atZone(ZoneId)": ("zone",),
            "atOffset(ZoneOffset)": ("offset",),
            "atDate(LocalDate)": ("date",),
            "toInstant(ZoneOffset)": ("offset",),
            "withZoneSameInstant(ZoneId)": ("zone",),
            "withZoneSameLocal(ZoneId)": ("zone",),
            "ofInstant(Instant, ZoneId)": ("instant", "zone"),
        },
    )
_UNTIL = (
    'Cannot invoke "java.time.temporal.Temporal.until(java.time.temporal.Temporal, '
    'java.time.temporal.TemporalUnit)" because "{}" is null'
)
_SECONDS = 'Cannot invoke "java.time.Duration.getSeconds()" because "duration" is null'
null_messages(
    Table("java.time.Duration"),
    {
        "between(Temporal, Temporal)": (_UNTIL.format("startInclusive"), "temporal"),
        "compareTo(Duration)": (COMPARED["Duration"],),
        "parse(CharSequence)": ("text",),
        "plus(Duration)": (_SECONDS,),
        "minus(Duration)": (_SECONDS,),
        "truncatedTo(ChronoUnit)": ("unit",),
        "plus(long, ChronoUnit)": (None, "unit"),
    },
)
null_messages(
    Table("java.time.Period"),
    {
        "between(LocalDate, LocalDate)": (
            'Cannot invoke "java.time.LocalDate.until(java.time.chrono.ChronoLocalDate)" '
            'because "startDateInclusive" is null',
            "temporal",
        ),
        "parse(CharSequence)": ("text",),
        "plus(Period)": ("amount",),
        "minus(Period)": ("amount",),
    },
)
null_messages(
    Table("java.time.temporal.ChronoUnit"),
    {"between(Temporal, Temporal)": (_UNTIL.format("temporal1Inclusive"), "temporal")},
)
null_messages(
    Table("java.time.format.DateTimeFormatter"),
    {"ofPattern(String)": ("pattern",), "format(TemporalAccessor)": ("temporal",), "parse(CharSequence)": ("text",)},
)
null_messages(Table("java.time.ZoneId"), {"of(String)": ("zoneId",)})
null_messages(Table("java.time.ZoneOffset"), {"of(String)": ("offsetId",)})
