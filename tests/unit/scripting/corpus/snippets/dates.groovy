//// a Date from milliseconds
def d = new Date(1709251200000L); [d, d.time, d.getTime(), d.toString()]
//// date text is UTC
new Date(0).toString()
//// date comparison
def a = new Date(0); def b = new Date(1000); [a < b, a == new Date(0), a <=> b, a.before(b), a.after(b), a.equals(b), [b, a].min() == a, a.compareTo(b)]
//// date plus and minus days
def d = new Date(86400000L * 10); [d + 1, d - 3, d.plus(2), d.minus(1), d + 1 - d, new Date(0) - new Date(86400000L)]
//// date next and previous
def d = new Date(0); d++; [d, d.next(), new Date(0).previous()]
//// date format
def d = new Date(1709514123456L); [d.format('yyyy-MM-dd'), d.format("yyyy-MM-dd'T'HH:mm:ss.SSSZ"), d.format('dd/MMM/yy h:mm a'), d.format('EEE, d MMMM yyyy', TimeZone.getTimeZone('America/New_York'))]
//// date fields
def d = new Date(1709514123456L); [d[Calendar.YEAR], d[Calendar.MONTH], d[Calendar.DAY_OF_MONTH], d[Calendar.HOUR_OF_DAY], d[Calendar.DAY_OF_WEEK], d.year, d.month, d.date, d.hours, d.minutes, d.seconds, d.day]
//// Date parse
[Date.parse('yyyy-MM-dd', '2024-03-15'), Date.parse('dd.MM.yyyy HH:mm', '15.03.2024 10:20')]
//// Date parse of bad text throws
Date.parse('yyyy-MM-dd', 'x')
//// date clearTime and copyWith
def d = new Date(1709514123456L); def c = d.clone(); c.clearTime(); [c, d, d.copyWith(year: 2020, month: 0, date: 5)]
//// date set and updated
def d = new Date(0); d.set(year: 2024, month: 1, date: 29); d.setTime(5); d
//// date truth and null compare
[new Date(0) ? 1 : 0, new Date(0) == null]
//// date in a GString and list text
def d = new Date(0); "${d} ${[d]}".toString()
//// dates in a sort and max
[new Date(5), new Date(1)].sort()*.time + [[new Date(5), new Date(9)].max().time]
//// dates upto and downto
def out = []; new Date(0).upto(new Date(86400000L * 2)) { out << it.time }; out
//// Date toInstant and from
def d = new Date(1709514123456L); [d.toInstant(), Date.from(java.time.Instant.ofEpochMilli(5)), d.toInstant().toEpochMilli()]
//// a Timestamp is a Date
def t = new java.sql.Timestamp(1709514123456L); [t instanceof Date, t.class.name, t > new Date(0), t + 1 > t, t.toInstant()]
//// Timestamp from millis and text
import java.sql.Timestamp
[new Timestamp(1709514123456L).toString(), Timestamp.valueOf('2024-03-04 01:02:03.5').time, new Timestamp(0).toString(), new Timestamp(5).getNanos()]
//// Date to calendar and back
def c = new Date(1709514123456L).toCalendar(); [c.get(Calendar.YEAR), c.time, c.timeInMillis]
//// SimpleDateFormat format and parse
import java.text.SimpleDateFormat
def f = new SimpleDateFormat('yyyy-MM-dd HH:mm:ss'); f.setTimeZone(TimeZone.getTimeZone('UTC')); [f.format(new Date(1709514123456L)), f.parse('2024-03-15 10:20:30'), f.toPattern()]
//// SimpleDateFormat letters
import java.text.SimpleDateFormat
def d = new Date(1709514123456L); ['yy', 'y', 'M', 'MM', 'MMM', 'MMMM', 'd', 'dd', 'D', 'E', 'EEEE', 'u', 'a', 'h', 'hh', 'H', 'HH', 'k', 'K', 'm', 'mm', 's', 'S', 'SSS', 'z', 'zzzz', 'Z', 'X', 'XXX', 'w', 'W', 'F', 'G'].collect { new SimpleDateFormat(it).format(d) }
//// SimpleDateFormat with a zone offset
import java.text.SimpleDateFormat
def f = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ssXXX"); f.timeZone = TimeZone.getTimeZone('Europe/Vienna'); [f.format(new Date(1709514123456L)), f.format(new Date(1720000000000L)), f.parse('2024-03-15T10:20:30+02:00').time, f.parse('2024-03-15T10:20:30Z').time]
//// SimpleDateFormat parse with a Z offset
import java.text.SimpleDateFormat
[new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZ").parse('2024-03-15T10:20:30.123+0100').time, new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss'Z'").parse('2024-03-15T10:20:30Z').time]
//// SimpleDateFormat parse of bad text throws
new java.text.SimpleDateFormat('yyyy-MM-dd').parse('15/03/2024')
//// SimpleDateFormat lenient parse rolls over
import java.text.SimpleDateFormat
[new SimpleDateFormat('yyyy-MM-dd').parse('2024-02-31'), new SimpleDateFormat('yyyy-MM-dd').parse('2024-3-5 and more')]
//// SimpleDateFormat strict parse throws
def f = new java.text.SimpleDateFormat('yyyy-MM-dd'); f.lenient = false; f.parse('2024-02-31')
//// SimpleDateFormat month names and two-digit years
import java.text.SimpleDateFormat
[new SimpleDateFormat('dd MMM yyyy').parse('15 Mar 2024'), new SimpleDateFormat('dd/MM/yy').parse('15/03/24'), new SimpleDateFormat('MMMM d, yyyy').parse('March 5, 2024'), new SimpleDateFormat('h:mm a').parse('3:05 PM')]
//// SimpleDateFormat with a locale
import java.text.SimpleDateFormat
new SimpleDateFormat('d MMMM yyyy', Locale.ENGLISH).format(new Date(0))
//// SimpleDateFormat with a bad pattern throws
new java.text.SimpleDateFormat('yyyy-QQ')
//// Calendar fields and arithmetic
def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.setTimeInMillis(1709514123456L); c.add(Calendar.DAY_OF_MONTH, 30); c.add(Calendar.MONTH, -1); [c.get(Calendar.YEAR), c.get(Calendar.MONTH), c.get(Calendar.DATE), c.get(Calendar.HOUR), c.get(Calendar.AM_PM), c.getTime()]
//// Calendar set and clear
def c = Calendar.instance; c.setTimeZone(TimeZone.getTimeZone('UTC')); c.clear(); c.set(2024, Calendar.MARCH, 15, 10, 20, 30); [c.time, c[Calendar.MINUTE], c.timeInMillis]
//// Calendar set of single fields
def c = Calendar.getInstance(TimeZone.getTimeZone('UTC')); c.time = new Date(1709514123456L); c.set(Calendar.HOUR_OF_DAY, 0); c.set(Calendar.MINUTE, 0); c.set(Calendar.SECOND, 0); c.set(Calendar.MILLISECOND, 0); c.time
//// Calendar month end addition clips
def c = new GregorianCalendar(2024, 0, 31); c.add(Calendar.MONTH, 1); [c.get(Calendar.MONTH), c.get(Calendar.DAY_OF_MONTH), c.getActualMaximum(Calendar.DAY_OF_MONTH)]
//// Calendar week fields
def c = new GregorianCalendar(2024, Calendar.DECEMBER, 31); [c.get(Calendar.WEEK_OF_YEAR), c.get(Calendar.DAY_OF_YEAR), c.get(Calendar.DAY_OF_WEEK), c.firstDayOfWeek, c.isLeapYear(2024)]
//// Calendar comparison and format
def a = new GregorianCalendar(2024, 0, 1); def b = new GregorianCalendar(2024, 0, 2); [a < b, a.before(b), a.after(b), b.format('yyyy-MM-dd'), a.compareTo(b)]
//// Calendar constants
[Calendar.YEAR, Calendar.MONTH, Calendar.DATE, Calendar.DAY_OF_MONTH, Calendar.HOUR_OF_DAY, Calendar.MONDAY, Calendar.JANUARY, Calendar.MILLISECOND]
//// Calendar roll keeps the larger fields
def c = new GregorianCalendar(2024, 0, 31); c.roll(Calendar.DAY_OF_MONTH, 1); c.format('yyyy-MM-dd')
//// TimeZone offsets
def z = TimeZone.getTimeZone('Europe/Vienna'); [z.ID, z.rawOffset, z.getOffset(1720000000000L), TimeZone.getTimeZone('GMT+2').rawOffset, TimeZone.getTimeZone('Nowhere').ID, TimeZone.default.ID, z.inDaylightTime(new Date(1720000000000L)), TimeZone.getTimeZone('GMT+02:00').ID]
//// days between by milliseconds
def a = Date.parse('yyyy-MM-dd', '2024-03-01'); def b = Date.parse('yyyy-MM-dd', '2024-03-15'); [(b.time - a.time) / (1000 * 60 * 60 * 24), (b - a)]
//// ISO text from a date for Azure DevOps
def d = new Date(1709514123456L); d.format("yyyy-MM-dd'T'HH:mm:ss'Z'", TimeZone.getTimeZone('UTC'))
//// date from another date copy
def d = new Date(1709514123456L); def e = new Date(d.time); e.setHours(0); e.setMinutes(5); [d, e]
//// DateFormat styles
import java.text.DateFormat
def f = DateFormat.getDateInstance(DateFormat.SHORT, Locale.US); f.format(new Date(0))
