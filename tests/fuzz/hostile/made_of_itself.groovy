//// closure composed with itself 64 times
def f = { it + 1 }
64.times { f = f >> f }
f(0)
//// closure composed backwards with itself
def f = { it }
40.times { f = f << f }
f([])
//// function and then itself
java.util.function.Function f = { it }
64.times { f = f.andThen(f) }
f.apply(1)
//// predicate and itself
java.util.function.Predicate p = { true }
64.times { p = p.and(p) }
p.test(1)
//// predicate or itself negated
java.util.function.Predicate p = { false }
64.times { p = p.or(p).negate().negate() }
p.test(1)
//// comparator then comparing itself
Comparator c = { a, b -> 0 } as Comparator
64.times { c = c.thenComparing(c) }
[1, 2].sort(c)
//// natural order then natural order
def c = Comparator.naturalOrder()
64.times { c = c.thenComparing(c) }
c.compare(1, 1)
//// natural order nulls first without end
def c = Comparator.naturalOrder()
100_000.times { c = Comparator.nullsFirst(c) }
c.compare(1, 1)
//// natural order reversed without end
def c = Comparator.comparing { it }
100_000.times { c = Collections.reverseOrder(c).reversed() }
c.compare(1, 2)
//// consumers and then themselves
java.util.function.Consumer f = { }
64.times { f = f.andThen(f) }
f.accept(1)
//// suppressed exceptions of a shared graph
def e = new Exception('x')
64.times { def n = new Exception('y', e); n.addSuppressed(e); e = n }
def w = new StringWriter()
e.printStackTrace(new PrintWriter(w))
w.toString().size()
//// suppressed exceptions of a shared graph thrown
def e = new Exception('x')
64.times { def n = new RuntimeException('y', e); n.addSuppressed(e); n.addSuppressed(e); e = n }
throw e
//// an exception suppressed by its cause
def a = new Exception('a'), b = new Exception('b', a)
a.addSuppressed(b)
b.printStackTrace()
throw a
//// collectors teed into one another
def c = java.util.stream.Collectors.counting()
40.times { def d = c; c = java.util.stream.Collectors.teeing(d, d) { x, y -> x } }
[1].stream().collect(c)
//// collectors partitioned without end
def c = java.util.stream.Collectors.counting()
40.times { def d = c; c = java.util.stream.Collectors.partitioningBy({ true }, d) }
[1].stream().collect(c).toString().size()
//// collectors mapped without end
def c = java.util.stream.Collectors.toList()
100_000.times { c = java.util.stream.Collectors.mapping({ it }, c) }
[1].stream().collect(c)
//// collectors finished without end
def c = java.util.stream.Collectors.toList()
100_000.times { c = java.util.stream.Collectors.collectingAndThen(c) { it } }
[1].stream().collect(c)
//// properties with defaults without end
def p = new Properties()
100_000.times { p = new Properties(p) }
p.getProperty('x')
//// joiners merged with themselves
def j = new StringJoiner(',').add('x')
while (true) { j.merge(j) }
//// references to references without end
def r = new java.util.concurrent.atomic.AtomicReference(1)
100_000.times { r = new java.util.concurrent.atomic.AtomicReference(r) }
"$r"
//// optionals mapped without end
def o = Optional.of(1)
while (true) { o = o.map { it }.filter { true }.flatMap { Optional.of(it) } }
//// objects equal to one another round a circle
class A { def o; boolean equals(Object x) { o == x.o } }
def a = new A(), b = new A()
a.o = b; b.o = a
a == b
//// lists that hold each other compared and hashed
def a = [], b = []
a << b; b << a
[a == b, a.hashCode(), [a] as Set, a.flatten()]
//// objects that hold each other in texts
class A { def o; String toString() { "A(${o})" } }
def a = new A(), b = new A(o: [k: a])
a.o = [b, b]
log.info "$a"
//// canonical records in a circle
record R(Object o) { }
def l = []
def r = new R(l)
l << r << r
r.hashCode() + r.toString().size() + (r == new R(l) ? 1 : 0)
//// AutoCloseable that closes itself
class A implements AutoCloseable { void close() { try (def a = new A()) { } } }
try (def a = new A()) { }
//// AutoCloseable that throws while thrown, for ever
class A implements AutoCloseable { void close() { throw new Exception('c') } }
while (true) { try (def a = new A(); def b = new A()) { throw new Exception('x') } catch (Exception e) { } }
//// compareTo that calls sort
class A implements Comparable { int compareTo(Object o) { [new A(), new A()].sort(); 0 } }
[new A(), new A()].sort()
//// TreeMap with a comparator that fills it
def m
m = new TreeMap({ a, b -> m[a + 1] = 1; 1 } as Comparator)
m[1] = 1; m[2] = 2
//// HashMap of equal hashes and dear equals
class K { int n; int hashCode() { 7 }; boolean equals(Object o) { (1..50).sum(); n == o.n } }
def m = [:]
30_000.times { m[new K(n: it)] = it }
m.size()
//// HashMap whose key changes its hash
class K { static int n = 0; int hashCode() { n++ }; boolean equals(Object o) { false } }
def m = [:], k = new K()
while (true) { m[k] = 1; m.remove(k) }
//// key whose equals throws for ever
class K { int hashCode() { 1 }; boolean equals(Object o) { throw new Exception('x' * 100_000) } }
def m = [:]
while (true) { try { m[new K()] = 1 } catch (Exception e) { } }
//// getter that asks for itself
class A { def getX() { x + this.x } }
new A().x
//// setter that sets itself
class A { def x; void setX(v) { this.setX(v) } }
new A().x = 1
//// operators that call one another
class A { def plus(o) { this - o }; def minus(o) { this * o }; def multiply(o) { this + o } }
new A() + 1
//// index operators without end
class A { def getAt(i) { this[i] }; void putAt(i, v) { this[i] = v } }
new A()[1] = new A()[1]
//// unary operators without end
class A { def negative() { -this }; def bitwiseNegate() { ~this }; def next() { def a = this; a++ ; a } }
-new A()
//// propertyMissing of a static kind
class A { static def $static_propertyMissing(String n) { A."${n}x" } }
A.foo
//// methodMissing of a static kind
class A { static def $static_methodMissing(String n, a) { A."${n}x"(*a, *a) } }
A.foo(1)
//// invokeMethod of all calls
class A implements GroovyInterceptable { def invokeMethod(String n, a) { this."$n"(a) } }
new A().foo(1)
//// Iterator whose hasNext never ends
class I implements Iterator { boolean hasNext() { while (true) { } }; Object next() { 1 } }
[*new I()]
//// Iterable whose iterator is itself
class I implements Iterable { Iterator iterator() { new I().iterator() } }
for (x in new I()) { }
//// default arguments that call the method
def f(a = f()) { a }
f()
//// field that makes its own class
class A { def a = new A() }
new A()
//// static fields of two classes that wait for one another
class A { static x = B.y + 1 }
class B { static y = A.x + 1 }
while (true) { A.x }
//// enum whose values ask for their values
enum E { A, B; static final all = (1..1_000_000).collect { E.values().size() } }
E.A
//// enum valueOf in a catch-all
enum E { A }
while (true) { try { E.valueOf('x' * 100_000) } catch (Throwable t) { } }
//// enum next round and round
enum E { A, B, C }
def e = E.A
while (true) { e++; (E.A..E.C).each { } }
//// trait that calls itself through super
trait T { def f() { super.f() } }
class A implements T { def f() { T.super.f(); f() } }
new A().f()
//// catching what runs out, in a closure, in a finally
def f
f = { try { f() } catch (StackOverflowError | OutOfMemoryError e) { f() } finally { f() } }
f()
//// catching what runs out of steps
def n = 0
while (true) { try { while (true) { n++ } } catch (Exception | Error e) { n = 0 } finally { n = 0 } }
//// catching what runs out of memory by types
def l = []
while (true) { try { while (true) l << ('x' * 100_000 + l.size()) } catch (Object e) { l.clear() } }
//// message of a hundred megabytes by causes
def e = new Exception('x' * 1_000_000)
100.times { e = new Exception(e) }
throw e
//// message growing by causes
def e = new Exception('xxxxxxxx')
while (true) { e = new Exception("$e $e.message $e.cause", e) }
//// cause that is oneself by a getter
class E extends Exception { Throwable getCause() { this } }
throw new E()
//// stack trace asked of a deep recursion
def f(n) { n ? f(n - 1) : new Exception('x').stackTrace.toString() * 1000 }
def t = ''
while (true) { t = f(60) }
//// memoize whose key is the whole list
def l = []
def f = { it.size() }.memoize()
while (true) { l << 1; f(l) }
//// trampoline that makes lists
def f
f = { n, l -> f.trampoline(n + 1, [l, l]) }.trampoline()
f(1, [])
//// withDefault of withDefault of itself
def m
m = [:].withDefault { k -> [:].withDefault { m[it] } }
def x = m
while (true) { x = x[1] }
//// withDefault listing for ever
def l = [].withLazyDefault { it }
l[2_000_000_000]
//// inject that doubles lists of lists
(1..100).inject([[]]) { a, b -> a + a.collect { it + b } }.size()
//// subsequences of subsequences
[1, 2, 3, 4, 5, 6, 7, 8].subsequences().toList().subsequences()
//// permutations one at a time without end
def n = 0
(1..13).toList().eachPermutation { n++ }
n
//// permutations of a list of equals
([1] * 12).permutations().size()
//// combinations one at a time without end
def n = 0
([(1..1000)] * 4).eachCombination { n++ }
n
//// combinations of many pairs
([[1, 2]] * 40).combinations()
//// collate by one of a million
(1..300_000).toList().collate(150_000, 1, false).size()
//// transpose of a wide list
([(1..1000).toList()] * 2000).transpose().transpose().transpose().size()
//// collectMany squared
def l = (1..2000).toList()
l.collectMany { a -> l.collectMany { b -> [a, b] } }.size()
//// groupBy by many closures
(1..100_000).groupBy({ it }, { it }, { it }, { it }, { it }).size()
//// tails of tails
(1..3000).toList().tails().collect { it.tails() }.size()
//// nCopies in nCopies handed over
def l = Collections.nCopies(2_000_000_000, 1)
Collections.nCopies(2_000_000_000, l)
//// nCopies searched
Collections.nCopies(2_000_000_000, 1).indexOf(2) + Collections.nCopies(2_000_000_000, 1).sum()
//// nCopies less its element
Collections.nCopies(2_000_000_000, 1) - [1]
//// nCopies in a text and equal
def a = Collections.nCopies(2_000_000_000, 'x'), b = Collections.nCopies(2_000_000_000, 'x')
a == b ? "$a" : a.hashCode()
//// stream of letters without end sorted
java.util.stream.Stream.iterate('a') { it + 'a' }.sorted().toList()
//// stream whose peek asks for itself
def s
s = { java.util.stream.Stream.of(1).peek { s().count() } }
s().toList()
//// stream flatMap of flatMap
def s = java.util.stream.Stream.of(1)
60.times { s = s.flatMap { java.util.stream.Stream.of(it, it) } }
s.count()
//// stream mapMulti doubling
def s = java.util.stream.Stream.of(1)
60.times { s = s.mapMulti { x, c -> c.accept(x); c.accept(x) } }
s.findFirst()
//// stream iterate of big numbers
java.util.stream.Stream.iterate(3G) { it * it }.skip(100).findFirst()
//// IntStream all to list
java.util.stream.IntStream.rangeClosed(Integer.MIN_VALUE, Integer.MAX_VALUE).boxed().sorted().toList()
//// LongStream summary
java.util.stream.LongStream.range(Long.MIN_VALUE, Long.MAX_VALUE).summaryStatistics()
//// IntStream without match
java.util.stream.IntStream.range(0, 2_000_000_000).anyMatch { false }
//// IntStream map to text joined
java.util.stream.IntStream.range(0, 2_000_000_000).mapToObj { 'x' * 1000 }.collect(java.util.stream.Collectors.joining())
//// letters of a stream in a loop
def s = 'ab' * 1_000_000
while (true) { s.chars().sum(); s.codePoints().count() }
//// dates until the year of a billion
def d = java.time.LocalDate.of(1, 1, 1)
d.datesUntil(java.time.LocalDate.of(999_999_999, 12, 31)).filter { false }.count()
//// date of a year of nine digits in every format
def d = java.time.LocalDateTime.of(999_999_999, 12, 31, 0, 0)
while (true) { d.format(java.time.format.DateTimeFormatter.ofPattern('uuuuuuuuu-MM-dd GGGG EEEE LLLL')); d.toString() }
//// date plus days far out in a loop
def d = new Date(0)
while (true) { d = d + 1_000_000_000; d.format('yyyyyyyyyyyyyyyyyyyy') }
//// days between by a loop
def d = java.time.LocalDate.MIN, n = 0L
while (d.isBefore(java.time.LocalDate.MAX)) { d = d.plusDays(1); n++ }
n
//// zone transitions far out
def z = java.time.ZoneId.of('Europe/Berlin')
def d = java.time.ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, z)
while (true) { d = d.plusYears(100_000_000).minusYears(99_999_999) }
//// formatter with a hundred thousand literals
def b = new java.time.format.DateTimeFormatterBuilder()
100_000.times { b.appendLiteral("'x'" * 100).optionalStart() }
b.toFormatter().format(java.time.LocalDate.now())
//// date format read of nested quotes
new java.text.SimpleDateFormat("''" * 100_000 + 'yyyy').parse("'" * 100_000 + '2020')
//// date parsed by many optional parts
java.time.LocalDate.parse('2' * 50, java.time.format.DateTimeFormatter.ofPattern('[[u][uu]]' * 40 + '[u]'))
//// calendar by actual maximum in a loop
def c = new GregorianCalendar(2020, 1, 1)
while (true) { c.add(Calendar.YEAR, 100_000_000); c.getActualMaximum(Calendar.WEEK_OF_YEAR) }
