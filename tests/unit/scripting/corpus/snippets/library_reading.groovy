//// a scanner finds groups in a line and tells them by match
def s = new Scanner("key=val; x=1")
def first = s.findInLine(/(\w+)=(\w+)/)
[first, s.match().group(1), s.match().group(2), s.match().start(), s.match().end()]

//// a scanner that found nothing has no match to tell
def s = new Scanner("abc")
s.findInLine(/\d/)
s.match()

//// a scanner tells where a plain part stood
def s = new Scanner("ab cde f")
s.next()
s.next()
[s.match().group(), s.match().start(), s.match().end()]

//// a scanner reads whole numbers in a base
def s = new Scanner("ff 777 -10 zz")
[s.nextInt(16), s.nextLong(8), s.nextInt(2), s.hasNextInt(16), s.nextInt(36)]

//// a scanner keeps the base it was given
def s = new Scanner("ff 10").useRadix(16)
[s.nextInt(), s.radix(), s.reset().radix(), s.nextInt()]

//// a number too long for the base is named with the base
new Scanner("fffffffff").nextInt(16)

//// a scanner reads real numbers with powers
def s = new Scanner("1.5e3 2E-2 .5 4. 7e1")
[s.nextDouble(), s.nextBigDecimal(), s.nextFloat(), s.nextDouble(), s.nextBigDecimal()]

//// a scanner reads the short kinds of whole numbers
def s = new Scanner("7 300 8")
def found = [s.nextByte(), s.hasNextByte(), s.nextShort()]
found + s.nextBigInteger()

//// a scanner finds all matches in what is left
new Scanner("abc def 1").findAll(/\w+/).map { it.group() }.toList()

//// a scanner looks no further than its horizon
def s = new Scanner("abc def")
[s.findWithinHorizon(/d/, 3), s.findWithinHorizon(/c/, 3), s.findWithinHorizon(/e/, 0), s.next()]

//// a scanner tells what stands between parts
[new Scanner("a b").delimiter().toString(), new Scanner("a,b").useDelimiter(",").delimiter().toString()]

//// a message's texts are read back
import java.text.MessageFormat
new MessageFormat("{0}-{1}").parse("a-b").toList()

//// a message's places are read back by their numbers
import java.text.MessageFormat
new MessageFormat("It''s {2} of {0} '{'x'}'!").parse("It's 5 of many {x}!").toList()

//// a message's numbers are read back as numbers
import java.text.MessageFormat
new MessageFormat("{0,number}-{1}: {2,number,#.#}%").parse("1,200-b: 4.5%").toList()

//// a message's dates are read back as dates
import java.text.MessageFormat
new MessageFormat("on {0,date,yyyy-MM-dd}.").parse("on 2026-11-24.")[0].time

//// a message that is not as the pattern says cannot be read
import java.text.MessageFormat
new MessageFormat("{0,number}-{1}").parse("x-b")

//// a message whose literal differs cannot be read
import java.text.MessageFormat
new MessageFormat("Dear {0}, hello").parse("Dear Ann, bye")

//// a decimal zero is written with its scale as power
[String.format('%e', 0.0), String.format('%e', 0.000), String.format('%e', 0.0d), String.format('%.1e', 0g.toBigDecimal()), String.format('%e', -0.0d)]

//// a buffered iterator of a list tells what comes next
def i = [1, 2, 3].bufferedIterator()
[i.head(), i.next(), i.head(), i.hasNext(), i.toList(), i.class.name]

//// a buffered iterator of what is left tells what comes next
def i = ([1, 2] as Set).iterator().buffered()
[i.head(), i.next(), i.head(), i.class.name, i instanceof BufferedIterator]

//// a buffered iterator without elements has no head
[].bufferedIterator().head()

//// a closure as Iterable stands for its iterator
def r = { [1, 2, 3].iterator() } as Iterable
[r.collect { it + 1 }, r.toList(), r.max(), r.iterator().next()]

//// an Iterator made of a map lacks what the map lacks
def r = [next: { 1 }] as Iterator
r.hasNext()

//// a list has no asChecked
[1].asChecked(Integer)

//// zones of an offset that java.time does not take are named whole
['UTC+25', 'GMT+1:99', 'UTC+x', 'UT-18:30', 'UTC+5:30', '+25'].collect {
    try { java.time.ZoneId.of(it) } catch (java.time.DateTimeException refused) { refused.message }
}

//// zones of an offset behind a prefix keep it
['UTC+5', 'GMT-03:30', 'UT+01:00'].collect { java.time.ZoneId.of(it).toString() }
