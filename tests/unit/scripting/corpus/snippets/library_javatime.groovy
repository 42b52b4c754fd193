//// an instant read in a zone is a day and a time
import java.time.*
import java.time.format.*
LocalDateTime.from(DateTimeFormatter.ISO_INSTANT.withZone(ZoneId.of('Europe/Vienna')).parse('2024-03-05T10:00:00.25Z'))
//// what was read by a formatter becomes the type that is asked for
import java.time.*
import java.time.format.*
[Instant.from(DateTimeFormatter.ISO_INSTANT.parse('2024-03-05T10:00:00.123Z')), DateTimeFormatter.ISO_INSTANT.parse('2024-03-05T10:00:00.123Z', Instant::from), ZonedDateTime.from(DateTimeFormatter.ISO_DATE_TIME.parse('2024-03-05T10:00:00+01:00[Europe/Vienna]')), OffsetDateTime.from(DateTimeFormatter.ISO_DATE_TIME.parse('2024-03-05T10:00:00+01:00'))]
//// the fields and queries of what was read
import java.time.*
import java.time.format.*
import java.time.temporal.*
def p = DateTimeFormatter.ofPattern('yyyy-MM-dd HH:mm').withZone(ZoneId.of('UTC')).parse('2024-03-05 10:20')
[Instant.from(p), p.getLong(ChronoField.INSTANT_SECONDS), DayOfWeek.from(p), Month.from(p), ZoneId.from(p), p.query(TemporalQueries.localTime()), p.query(TemporalQueries.precision()), p.query(TemporalQueries.offset())]
//// what was read is a TemporalAccessor of its own class
import java.time.*
import java.time.format.*
import java.time.temporal.*
def p = DateTimeFormatter.ofPattern('yyyy-MM-dd').parse('2024-03-05')
[p instanceof TemporalAccessor, p.class.simpleName, p.isSupported(ChronoField.EPOCH_DAY), p.range(ChronoField.DAY_OF_MONTH).toString(), p.getLong(ChronoField.EPOCH_DAY), "${p}"]
//// a field that does not fit get of what was read
import java.time.*
import java.time.format.*
import java.time.temporal.*
DateTimeFormatter.ofPattern('yyyy-MM-dd').parse('2024-03-05').get(ChronoField.EPOCH_DAY)
//// a field that the text did not tell
import java.time.*
import java.time.format.*
import java.time.temporal.*
DateTimeFormatter.ofPattern('yyyy-MM-dd').parse('2024-03-05').getLong(ChronoField.HOUR_OF_DAY)
//// a text is rewritten from one pattern to another
import java.time.*
import java.time.format.*
def inFmt = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm")
def outFmt = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss")
['05/03/2024 10:20', '31/12/2023 23:59'].collect { outFmt.format(inFmt.parse(it)) }
//// a day that was read has no hour to write
import java.time.*
import java.time.format.*
DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(DateTimeFormatter.ofPattern('dd.MM.yyyy').parse('05.03.2024'))
//// the first of several formatters that can read a text
import java.time.*
import java.time.format.*
def fs = ['yyyy-MM-dd', 'dd.MM.yyyy', 'MM/dd/yyyy'].collect { DateTimeFormatter.ofPattern(it) }
['2024-03-05', '05.03.2024', '03/05/2024', 'x'].collect { s -> fs.findResult { f -> try { LocalDate.from(f.parse(s)) } catch (DateTimeParseException e) { null } } }
//// a day that was read is no instant
import java.time.*
import java.time.format.*
Instant.from(DateTimeFormatter.ofPattern('yyyy-MM-dd').parse('2024-03-05'))
//// a date and time that was read has no zone
import java.time.*
import java.time.format.*
ZonedDateTime.from(DateTimeFormatter.ofPattern('yyyy-MM-dd HH:mm').parse('2024-03-05 10:00'))
//// a time that was read has no month
import java.time.*
import java.time.format.*
YearMonth.from(DateTimeFormatter.ofPattern('HH:mm').parse('10:00'))
//// a closure that cannot take what was read
import java.time.*
import java.time.format.*
DateTimeFormatter.ISO_LOCAL_DATE.parse('2024-03-05', { LocalDateTime.from(it) })
//// what was read of a weekday alone prints the field
import java.time.*
import java.time.format.*
DateTimeFormatter.ofPattern('EEE').parse('Tue').toString()
//// a weekday from what was read
import java.time.*
import java.time.format.*
DayOfWeek.from(DateTimeFormatter.ofPattern('EEEE').parse('Tuesday'))
//// a month from what was read
import java.time.*
import java.time.format.*
Month.from(DateTimeFormatter.ofPattern('MMM').parse('Mar'))
//// what was read prints what it came to
import java.time.format.*
DateTimeFormatter.ofPattern('yyyy-MM-dd').parse('2024-03-05').toString()
//// a day that was read is no date and time
import java.time.*
import java.time.format.*
def p = DateTimeFormatter.ofPattern('dd.MM.yyyy').parse('05.03.2024')
LocalDateTime.from(p)
//// a day beyond the month is the last of the month
import java.time.*
import java.time.format.*
DateTimeFormatter.ofPattern('yyyy-MM-dd').parse('2024-02-31').toString()
//// what was read of a year alone
import java.time.*
import java.time.format.*
import java.time.temporal.*
def p = DateTimeFormatter.ofPattern('yyyy').parse('2024')
[p.toString(), p.get(ChronoField.YEAR), Year.from(p)]
//// the class of what was read
import java.time.format.*
DateTimeFormatter.ofPattern('yyyy-MM-dd').parse('2024-03-05').class.name
//// what was read has no property year
import java.time.format.*
def p = DateTimeFormatter.ofPattern('yyyy-MM-dd').parse('2024-03-05')
p.year
//// what was read has no method getYear
import java.time.format.*
def p = DateTimeFormatter.ofPattern('yyyy-MM-dd').parse('2024-03-05')
p.getYear()
//// localised dates of many countries in every style
import java.time.*
import java.time.format.*
def d = LocalDate.of(2024, 3, 5)
[Locale.US, Locale.UK, Locale.GERMANY, Locale.FRANCE, Locale.ITALY, new Locale('es', 'ES'), new Locale('nl', 'NL'), new Locale('pl', 'PL'), Locale.JAPAN, new Locale('sv', 'SE')].collectEntries { l -> [l.toString(), FormatStyle.values().collect { DateTimeFormatter.ofLocalizedDate(it).withLocale(l).format(d) }] }
//// localised dates and times of some countries
import java.time.*
import java.time.format.*
def d = LocalDateTime.of(2024, 3, 5, 13, 5, 9)
[Locale.US, Locale.UK, Locale.GERMANY, Locale.FRANCE, Locale.ITALY].collect { l -> [FormatStyle.MEDIUM, FormatStyle.SHORT].collect { DateTimeFormatter.ofLocalizedDateTime(it).withLocale(l).format(d) } + DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(l).format(d) + DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT).withLocale(l).format(d) }
//// dates are read in a localised style
import java.time.*
import java.time.format.*
[LocalDate.parse('05.03.24', DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT).withLocale(Locale.GERMANY)), LocalDate.parse('5. März 2024', DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.GERMANY)), LocalDate.parse('3/5/24', DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT)), LocalDate.parse('Mar 5, 2024', DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM))]
//// a date has no time for a localised style of both
import java.time.*
import java.time.format.*
DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT).withLocale(Locale.GERMANY).format(LocalDate.of(2024, 3, 5))
//// a date and time has no zone for the full style
import java.time.*
import java.time.format.*
DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL).format(LocalDateTime.of(2024, 3, 5, 1, 1))
//// names of zones are read as the zone they stand for
import java.time.*
import java.time.format.*
['2024-03-05 10:00 EST', '2024-03-05 10:00 PST', '2024-07-05 10:00 EDT', '2024-03-05 10:00 UTC', '2024-03-05 10:00 GMT', '2024-07-05 10:00 CEST', '2024-03-05 10:00 CET', '2024-03-05 10:00 JST', '2024-03-05 10:00 IST', '2024-03-05 10:00 MST', '2024-03-05 10:00 CST', '2024-03-05 10:00 BST', '2024-03-05 10:00 Europe/Vienna', '2024-03-05 10:00 Z', '2024-03-05 10:00 XXT'].collect { s -> try { ZonedDateTime.parse(s, DateTimeFormatter.ofPattern('yyyy-MM-dd HH:mm z', Locale.US)).toString() } catch (e) { e.message } }
//// amounts that do not fit are refused
import java.time.*
def f = { c -> try { c() } catch (e) { e.class.name + ': ' + e.message } }
[f { Period.ofYears(2147483647).multipliedBy(2) }, f { Period.ofDays(2147483647).plusDays(1) }, f { Period.ofDays(1).plusDays(Long.MAX_VALUE) }, f { Period.ofDays(-2147483648).negated() }, f { Period.of(2147483647, 12, 0).normalized() }, f { Period.parse('P2147483648Y') }, f { Duration.ofSeconds(Long.MAX_VALUE).toMillis() }, f { Duration.ofSeconds(Long.MAX_VALUE).toNanos() }]

//// moments beyond what Java holds
import java.time.*
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
[t { Instant.ofEpochSecond(Long.MAX_VALUE) }, t { Instant.MAX.plusSeconds(1) }, t { Instant.MIN.minusNanos(1) },
 t { Instant.MAX.toString() }, t { Instant.MIN.toString() }, t { LocalDateTime.ofEpochSecond(0, -1, ZoneOffset.UTC) },
 t { LocalDateTime.ofEpochSecond(0, 5, ZoneOffset.UTC).toString() }, t { LocalDateTime.MAX.toString() },
 t { LocalDateTime.MIN.toString() }]

//// a duration sees its end as the kind of its start
import java.time.*
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
def zoned = ZonedDateTime.of(2024, 1, 1, 5, 0, 0, 0, ZoneOffset.ofHours(2))
[t { Duration.between(LocalTime.of(1, 0), LocalDateTime.of(2024, 1, 1, 2, 0)) },
 t { Duration.between(LocalDateTime.of(2024, 1, 1, 2, 0), LocalTime.of(1, 0)) },
 t { Duration.between(Instant.EPOCH, LocalDateTime.of(2024, 1, 1, 2, 0)) },
 t { Duration.between(LocalDateTime.of(2024, 1, 1, 2, 0), zoned) },
 t { Duration.between(zoned, Instant.EPOCH) }, t { Duration.between(Instant.EPOCH, zoned) },
 t { Duration.between(LocalDate.of(2024, 1, 1), LocalDateTime.of(2024, 1, 1, 2, 0)) }]

//// beyond the last day that there is
import java.time.*
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
[t { LocalDate.MAX.plusDays(1) }, t { LocalDate.MAX.plusDays(28) }, t { LocalDate.MAX.plusDays(29) }, t { LocalDate.MAX.plusWeeks(3) }, t { LocalDate.MIN.minusDays(1) }, t { LocalDate.MIN.plusWeeks(Long.MAX_VALUE) }, t { LocalDate.of(2024, 1, 1).plusDays(Long.MAX_VALUE) }, t { LocalDateTime.MAX.plusSeconds(1) }, t { LocalDateTime.MAX.plusHours(30) }, t { LocalDateTime.MIN.minusNanos(1) }, t { LocalDate.of(2024, 1, 31).plusDays(60) }]

//// the order of times with an offset
import java.time.*
def at = { y, h, o -> OffsetDateTime.of(y, 2, 28, h, 0, 0, 0, ZoneOffset.ofHours(o)) }
[at(2024, 12, 2) <=> at(2020, 12, 2), at(2024, 12, 2).compareTo(at(2020, 12, 2)), at(2024, 12, 2).compareTo(at(2020, 12, 1)), at(2024, 12, 2).compareTo(at(2024, 11, 1)), at(2024, 12, 2).compareTo(at(2024, 12, 2)), [at(2024, 12, 2), at(2020, 12, 1), at(2024, 11, 2)].sort()*.toString()]

//// several fields of a date at once, and a format asked for an object
import java.text.SimpleDateFormat
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
def d = new Date(1709210096123L)
[d[[Calendar.YEAR, Calendar.MONTH]], d[Calendar.DAY_OF_MONTH], d[[]], t { new SimpleDateFormat('yyyy').parseObject('x') }, t { new SimpleDateFormat('yyyy').parse('x') }, new SimpleDateFormat('yyyy').parseObject('2024 and more')]
