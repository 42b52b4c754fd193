//// LocalDate of and fields
import java.time.*
def d = LocalDate.of(2024, 3, 15); [d, d.year, d.monthValue, d.dayOfMonth, d.month, d.dayOfWeek, d.dayOfYear, d.isLeapYear(), d.lengthOfMonth(), d.toString()].collect { it.toString() }
//// LocalDate parse and formats
import java.time.*
import java.time.format.DateTimeFormatter
def d = LocalDate.parse('2024-03-15'); [d, LocalDate.parse('15.03.2024', DateTimeFormatter.ofPattern('dd.MM.yyyy')), d.format(DateTimeFormatter.ISO_DATE), d.format(DateTimeFormatter.ofPattern('d MMM yyyy'))]
//// a LocalDate has no format by text here
java.time.LocalDate.of(2024, 1, 1).format('yyyy/MM/dd')
//// LocalDate parse of bad text throws
java.time.LocalDate.parse('2024-13-01')
//// LocalDate parse of other text throws
java.time.LocalDate.parse('x')
//// LocalDate of an impossible day throws
java.time.LocalDate.of(2024, 2, 30)
//// LocalDate arithmetic
import java.time.*
def d = LocalDate.of(2024, 1, 31); [d.plusDays(1), d.plusMonths(1), d.minusYears(1), d.plusWeeks(2), d.withDayOfMonth(1), d.withMonth(2)]
//// LocalDate comparison and until
import java.time.*
def a = LocalDate.of(2024, 1, 1); def b = LocalDate.of(2024, 3, 15); [a < b, a.isBefore(b), a.isAfter(b), a.isEqual(a), a == LocalDate.of(2024, 1, 1), a <=> b, a.until(b), a.compareTo(b)]
//// LocalDate plus a number is missing
import java.time.*
LocalDate.of(2024, 1, 1) + 1
//// LocalDate minus a Period
import java.time.*
[LocalDate.of(2024, 1, 31) - Period.ofMonths(2), LocalDate.of(2024, 1, 31) + Period.ofDays(1)]
//// LocalDate to other types
import java.time.*
def d = LocalDate.of(2024, 3, 15); [d.atStartOfDay(), d.atTime(10, 20), d.atStartOfDay(ZoneId.of('UTC')), d.toEpochDay(), LocalDate.ofEpochDay(0)]
//// LocalDateTime fields parse and format
import java.time.*
import java.time.format.*
def t = LocalDateTime.of(2024, 3, 15, 10, 20, 30); [t, t.hour, t.minute, t.second, t.nano, t.toLocalDate(), t.toLocalTime(), LocalDateTime.parse('2024-03-15T10:20'), t.format(DateTimeFormatter.ofPattern('yyyy-MM-dd HH:mm'))]
//// LocalDateTime text drops zero seconds
import java.time.*
[LocalDateTime.of(2024, 3, 15, 10, 20), LocalDateTime.of(2024, 3, 15, 0, 0), LocalDateTime.of(2024, 3, 15, 1, 2, 3, 5000000), LocalDateTime.of(2024, 3, 15, 1, 2, 3, 5)]*.toString()
//// LocalDateTime arithmetic and truncation
import java.time.*
import java.time.temporal.ChronoUnit
def t = LocalDateTime.of(2024, 3, 15, 10, 20, 30); [t.plusHours(20), t.minusMinutes(30), t.plusSeconds(45), t.withHour(0), t.truncatedTo(ChronoUnit.HOURS), t.plus(2, ChronoUnit.DAYS)]
//// LocalTime
import java.time.*
def t = LocalTime.of(10, 20); [t, t.plusHours(15), t.isBefore(LocalTime.NOON), LocalTime.parse('01:02:03'), t.toSecondOfDay(), LocalTime.MIDNIGHT, t.minusMinutes(21)]
//// ZonedDateTime conversions
import java.time.*
def z = ZonedDateTime.of(2024, 3, 15, 10, 20, 30, 0, ZoneId.of('Europe/Vienna')); [z, z.toInstant(), z.withZoneSameInstant(ZoneId.of('UTC')), z.withZoneSameLocal(ZoneId.of('America/New_York')), z.offset.toString(), z.zone.toString(), z.toLocalDateTime(), z.toOffsetDateTime(), z.toEpochSecond()]
//// ZonedDateTime parse and text
import java.time.*
[ZonedDateTime.parse('2024-03-15T10:20:30Z'), ZonedDateTime.parse('2024-03-15T10:20:30+01:00[Europe/Vienna]'), ZonedDateTime.parse('2024-03-15T10:20:30.123+02:00').toInstant().toEpochMilli()]
//// ZonedDateTime crosses a clock change
import java.time.*
def z = ZonedDateTime.of(2024, 3, 30, 12, 0, 0, 0, ZoneId.of('Europe/Vienna')); [z.plusDays(1), z.plusHours(24)]
//// OffsetDateTime parse and conversions
import java.time.*
def o = OffsetDateTime.parse('2024-03-15T10:20:30+05:30'); [o, o.toInstant(), o.offset.toString(), o.toLocalDate(), o.withOffsetSameInstant(ZoneOffset.UTC), o.toZonedDateTime(), OffsetDateTime.parse('2024-03-04T05:06:07.89Z')]
//// OffsetDateTime with DateTimeFormatter
import java.time.*
import java.time.format.DateTimeFormatter
OffsetDateTime.parse('2024-03-15T10:20:30.123+0100', DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ")).toString()
//// Instant parse text and arithmetic
import java.time.*
def i = Instant.parse('2024-03-15T10:20:30Z'); [i, i.toEpochMilli(), i.epochSecond, i.plusSeconds(60), i.minusMillis(1), Instant.ofEpochMilli(1709514123456L), Instant.ofEpochSecond(0), i.isAfter(Instant.EPOCH), i.atZone(ZoneId.of('UTC')), Instant.EPOCH]
//// Instant parse of bad text throws
java.time.Instant.parse('2024-03-15')
//// Duration creation and text
import java.time.*
[Duration.ofHours(25), Duration.ofMinutes(90), Duration.ofSeconds(3661), Duration.ofMillis(1500), Duration.ofDays(2), Duration.ZERO, Duration.ofSeconds(-5)]*.toString()
//// Duration between and parts
import java.time.*
def d = Duration.between(Instant.ofEpochSecond(0), Instant.ofEpochSecond(90061)); [d.toDays(), d.toHours(), d.toMinutes(), d.seconds, d.toMillis(), d.toHoursPart(), d.toMinutesPart(), d.toSecondsPart()]
//// Duration arithmetic and comparison
import java.time.*
def d = Duration.ofMinutes(30); [d.plus(Duration.ofHours(1)), d + Duration.ofMinutes(5), d.multipliedBy(3), d.dividedBy(3), d.negated(), d.isNegative(), d < Duration.ofHours(1), Duration.parse('PT1H30M').toMinutes(), d.isZero()]
//// Period
import java.time.*
def p = Period.of(1, 2, 3); [p, p.years, p.months, p.days, Period.between(LocalDate.of(2024, 1, 31), LocalDate.of(2024, 3, 1)), Period.ofDays(10), Period.ofWeeks(2), p.toTotalMonths(), LocalDate.of(2024, 1, 1).plus(p), Period.parse('P1Y2M'), p.plusDays(5), Period.ZERO]
//// ChronoUnit between
import java.time.*
import java.time.temporal.ChronoUnit
def a = LocalDate.of(2024, 1, 1); def b = LocalDate.of(2024, 3, 15); [ChronoUnit.DAYS.between(a, b), ChronoUnit.MONTHS.between(a, b), ChronoUnit.WEEKS.between(a, b), ChronoUnit.HOURS.between(a.atStartOfDay(), b.atStartOfDay()), ChronoUnit.YEARS.between(a, b)]
//// ZoneId and ZoneOffset
import java.time.*
[ZoneId.of('UTC').toString(), ZoneId.of('Europe/Vienna').id, ZoneOffset.UTC.toString(), ZoneOffset.ofHours(2).toString(), ZoneOffset.of('+05:30').totalSeconds, ZoneId.systemDefault().toString()]
//// an unknown ZoneId throws
java.time.ZoneId.of('Mars/Base')
//// DateTimeFormatter patterns
import java.time.*
import java.time.format.DateTimeFormatter
def t = ZonedDateTime.of(2024, 3, 5, 9, 8, 7, 123456789, ZoneId.of('Europe/Vienna')); ['yyyy', 'yy', 'uuuu', 'M', 'MM', 'MMM', 'MMMM', 'd', 'dd', 'E', 'EEEE', 'e', 'a', 'h', 'H', 'HH', 'mm', 'ss', 'S', 'SSS', 'n', 'z', 'zzzz', 'Z', 'X', 'XXX', 'xxx', 'VV', 'O', 'D', 'Q', 'QQQ', "'at' HH"].collect { t.format(DateTimeFormatter.ofPattern(it)) }
//// DateTimeFormatter constants
import java.time.*
import java.time.format.DateTimeFormatter
def t = ZonedDateTime.of(2024, 3, 5, 9, 8, 7, 0, ZoneOffset.ofHours(1)); [DateTimeFormatter.ISO_LOCAL_DATE, DateTimeFormatter.ISO_LOCAL_DATE_TIME, DateTimeFormatter.ISO_OFFSET_DATE_TIME, DateTimeFormatter.ISO_DATE_TIME, DateTimeFormatter.ISO_INSTANT, DateTimeFormatter.RFC_1123_DATE_TIME, DateTimeFormatter.BASIC_ISO_DATE, DateTimeFormatter.ISO_LOCAL_TIME].collect { it.format(t) }
//// DateTimeFormatter with zone and locale
import java.time.*
import java.time.format.DateTimeFormatter
def f = DateTimeFormatter.ofPattern('dd MMM uuuu HH:mm', Locale.US).withZone(ZoneId.of('UTC')); f.format(Instant.ofEpochSecond(0))
//// DateTimeFormatter with a missing field throws
import java.time.*
import java.time.format.DateTimeFormatter
LocalDate.of(2024, 1, 1).format(DateTimeFormatter.ofPattern('HH:mm'))
//// parse with a formatter of a missing part throws
import java.time.*
import java.time.format.DateTimeFormatter
LocalDateTime.parse('2024-03-15', DateTimeFormatter.ofPattern('yyyy-MM-dd'))
//// Date to LocalDate through the instant
import java.time.*
new Date(1709514123456L).toInstant().atZone(ZoneId.of('America/New_York')).toLocalDate()
//// LocalDateTime to Date through the zone
import java.time.*
Date.from(LocalDateTime.of(2024, 3, 15, 10, 0).atZone(ZoneId.of('Europe/Vienna')).toInstant())
//// DayOfWeek and Month enums
import java.time.*
[DayOfWeek.MONDAY.value, DayOfWeek.MONDAY.plus(8).toString(), Month.MARCH.value, Month.of(12).toString(), LocalDate.of(2024, 3, 15).dayOfWeek == DayOfWeek.FRIDAY, DayOfWeek.valueOf('SUNDAY').ordinal(), LocalDate.of(2024, 3, 15).dayOfWeek in [DayOfWeek.SATURDAY, DayOfWeek.SUNDAY]]
//// working days loop
import java.time.*
def d = LocalDate.of(2024, 3, 15); def n = 0; while (n < 3) { d = d.plusDays(1); if (!(d.dayOfWeek in [DayOfWeek.SATURDAY, DayOfWeek.SUNDAY])) n++ }; d
//// temporal adjusters
import java.time.*
import java.time.temporal.TemporalAdjusters
def d = LocalDate.of(2024, 3, 15); [d.with(TemporalAdjusters.firstDayOfMonth()), d.with(TemporalAdjusters.lastDayOfMonth()), d.with(TemporalAdjusters.next(DayOfWeek.MONDAY))]
//// year and YearMonth
import java.time.*
[Year.of(2024).isLeap(), YearMonth.of(2024, 2).lengthOfMonth(), YearMonth.of(2024, 2).toString()]
//// equality and map keys of dates
import java.time.*
def m = [(LocalDate.of(2024, 1, 1)): 'x']; [m[LocalDate.parse('2024-01-01')], [LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 1)].unique().size(), [LocalDate.of(2024, 2, 1), LocalDate.of(2024, 1, 1)].sort()]
//// java time values in a GString
import java.time.*
"${LocalDate.of(2024, 1, 2)} ${Duration.ofMinutes(5)}".toString()
//// atTime joins date and time
import java.time.*
LocalDate.of(2024, 1, 2).atTime(LocalTime.of(3, 4))
//// missing method on LocalDate
java.time.LocalDate.of(2024, 1, 1).foo()
//// get with ChronoField
import java.time.*
import java.time.temporal.ChronoField
LocalDate.of(2024, 3, 15).get(ChronoField.ALIGNED_WEEK_OF_YEAR)
//// LocalDate max and min
import java.time.*
[LocalDate.of(2024, 1, 1), LocalDate.of(2023, 1, 1)].max()
