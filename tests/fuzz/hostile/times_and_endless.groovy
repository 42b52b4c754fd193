//// date arithmetic huge
new Date(Long.MAX_VALUE) + 2147483647
//// date minus
new Date(Long.MIN_VALUE) - 2147483647
//// date upto
new Date(0).upto(new Date(Long.MAX_VALUE)) { }
//// date downto
new Date(0).downto(new Date(Long.MIN_VALUE)) { }
//// date range each
(new Date(0)..new Date(99999999999999L)).each { }
//// date format giant pattern
new Date().format('y' * 2000000)
//// date format quoted
new Date().format("'" + 'x' * 7000000 + "'")
//// simple date parse giant
new java.text.SimpleDateFormat('yyyy' * 100000).parse('1' * 400000)
//// simple date parse digits
new java.text.SimpleDateFormat('yyyy').parse('9' * 8000000)
//// calendar add huge
def c = Calendar.instance; c.add(Calendar.YEAR, 2147483647); c.add(Calendar.DAY_OF_MONTH, 2147483647); c.time.toString()
//// calendar set huge
def c = Calendar.instance; c.set(2147483647, 2147483647, 2147483647); c.time
//// calendar roll huge
def c = Calendar.instance; c.roll(Calendar.WEEK_OF_YEAR, 2147483647); c.time.time
//// gregorian far
new GregorianCalendar(2000000000, 1, 1).getActualMaximum(Calendar.DAY_OF_YEAR)
//// local date plus
java.time.LocalDate.MAX.plusDays(Long.MAX_VALUE)
//// local date datesUntil
java.time.LocalDate.MIN.datesUntil(java.time.LocalDate.MAX).count()
//// local date datesUntil step
java.time.LocalDate.of(0, 1, 1).datesUntil(java.time.LocalDate.MAX, java.time.Period.ofDays(1)).toList()
//// local date upto
java.time.LocalDate.MIN.upto(java.time.LocalDate.MAX) { }
//// period bomb
java.time.Period.of(2147483647, 2147483647, 2147483647).normalized().multipliedBy(2)
//// duration bomb
java.time.Duration.ofSeconds(Long.MAX_VALUE).multipliedBy(Long.MAX_VALUE)
//// duration text
(java.time.Duration.ofSeconds(Long.MAX_VALUE).toString() * 1000000).size()
//// duration parse
java.time.Duration.parse('PT' + '9' * 4000000 + 'S')
//// duration dividedBy
java.time.Duration.ofSeconds(Long.MAX_VALUE).dividedBy(1).toNanos()
//// period parse
java.time.Period.parse('P' + '9' * 4000000 + 'D')
//// instant parse giant
java.time.Instant.parse('9' * 4000000)
//// local date parse giant
java.time.LocalDate.parse('2024-01-' + '0' * 4000000)
//// formatter pattern giant
java.time.format.DateTimeFormatter.ofPattern('y' * 4000000)
//// formatter pattern optional nested
java.time.format.DateTimeFormatter.ofPattern('[' * 200000 + 'y' + ']' * 200000)
//// formatter optional backtracking
def f = java.time.format.DateTimeFormatter.ofPattern('[yyyy]' * 10000); java.time.LocalDate.parse('2024' * 1000, f)
//// formatter padding
java.time.format.DateTimeFormatter.ofPattern('p' * 1000000 + 'y').format(java.time.LocalDate.now())
//// formatter builder nesting
def b = new java.time.format.DateTimeFormatterBuilder(); 100000.times { b.optionalStart() }; b.appendPattern('y'); b.toFormatter().toString()
//// formatter builder appends itself
def f = java.time.format.DateTimeFormatter.ofPattern('y'); 60.times { f = new java.time.format.DateTimeFormatterBuilder().append(f).append(f).toFormatter() }; f.format(java.time.LocalDate.now())
//// formatter builder pad
new java.time.format.DateTimeFormatterBuilder().padNext(2000000000).appendPattern('y').toFormatter().format(java.time.LocalDate.now())
//// formatter literal
new java.time.format.DateTimeFormatterBuilder().appendLiteral('x' * 8000000).toFormatter().format(java.time.LocalDate.now()).size() * 1000
//// zone far future
java.time.ZonedDateTime.of(999999999, 1, 1, 0, 0, 0, 0, java.time.ZoneId.of('Europe/Berlin')).plusMonths(1)
//// zone huge
java.time.ZoneId.of('x' * 8000000)
//// zone dots
java.time.ZoneId.of('../../../../etc/passwd')
//// timezone dots
TimeZone.getTimeZone('../../etc/passwd').rawOffset
//// timezone null bytes
TimeZone.getTimeZone('Europe/Berlin\u0000/../x').ID
//// zone transitions
java.time.ZoneId.of('Europe/Berlin').rules.nextTransition(java.time.Instant.MAX)
//// chrono between
java.time.temporal.ChronoUnit.NANOS.between(java.time.LocalDateTime.MIN, java.time.LocalDateTime.MAX)
//// temporal adjusters loop
def d = java.time.LocalDate.now(); while (true) d = d.with(java.time.temporal.TemporalAdjusters.next(java.time.DayOfWeek.MONDAY))
//// temporal adjuster of a script
def d = java.time.LocalDate.now(); def a; a = { it.with(a) } as java.time.temporal.TemporalAdjuster; d.with(a)
//// week fields
java.time.temporal.WeekFields.of(java.time.DayOfWeek.MONDAY, 7).weekOfYear().range()
//// year length loops
(1..2000000000).each { java.time.Year.of(it).isLeap() }
//// time category
use(groovy.time.TimeCategory) { 1000000000.years + 2000000000.months }
//// time category growth
use(groovy.time.TimeCategory) { def d = 1.day; while (true) d = d + d }
//// catch Throwable around limits
def n = 0; try { while (true) { n++ } } catch (Throwable t) { n = -1 } finally { n = -2; while (true) { } }
//// catch memory
try { def l = []; while (true) l << 'x' * 1000000 } catch (Throwable t) { return 'caught' } finally { return 'finally' }
//// catch depth
def f() { f() }
try { f() } catch (Throwable t) { return 'caught' }
//// catch StackOverflowError
def f() { f() }
try { f() } catch (StackOverflowError t) { return 'caught' }
//// catch OutOfMemoryError
try { 'x' * 2000000000 } catch (OutOfMemoryError t) { 'caught' }
//// catch helper limits
// fixture: jira_out
def n = 0; while (true) { try { nodeHelper.getUser('x') } catch (Throwable t) { n++ } finally { continue } }
//// finally return loops
def f() { while (true) { try { return 1 } finally { continue } } }
f()
//// finally breaks
def f() { for (;;) { try { throw new Exception('a' * 1000) } finally { f() } } }
f()
//// try in a closure in a loop
def c; c = { try { c() } finally { c() } }; c()
//// exceptions in hashCode in finally
class A { int hashCode() { throw new Exception('x') } }
while (true) { try { [(new A()): 1] } catch (e) { } }
//// throw in catch in loops
while (true) { try { throw new Exception('x') } catch (Exception e) { try { throw new Exception('y', e) } catch (f) { f.stackTrace } } }
//// stack traces kept
def l = []; def f(n, l) { if (n == 0) { l << new Exception('x') } else { f(n - 1, l) } }
while (true) f(150, l)
//// assertion loops
while (true) { try { assert 1 == 2 } catch (AssertionError e) { } }
//// try with resources endless
class R implements Closeable { void close() { while (true) { } } }
try (r = new R()) { 1 }
//// with closeable
class R implements Closeable { void close() { close() } }
new R().withCloseable { 1 }
//// helper flood users
// fixture: jira_out
def i = 0; while (true) nodeHelper.getUserByEmail("a${i++}")
//// helper flood with large arguments
// fixture: jira_out
while (true) nodeHelper.getUser('x' * 8000000)
//// helper large body
// fixture: jira_out
httpClient.post('/x', 'x' * 8000000); httpClient.post('/x', 'x' * 8000000); httpClient.post('/x', 'x' * 8000000); httpClient.post('/x', 'x' * 8000000); httpClient.post('/x', 'x' * 8000000); httpClient.post('/x', 'x' * 8000000); httpClient.post('/x', 'x' * 8000000); httpClient.post('/x', 'x' * 8000000); httpClient.post('/x', 'x' * 8000000)
//// helper cyclic body
// fixture: jira_out
def m = [:]; m.m = m; httpClient.post('/x', m)
//// helper shared body
// fixture: jira_out
def l = [1]; 40.times { l = [l, l] }; httpClient.post('/x', l)
//// helper with hostile object
// fixture: jira_out
class A { String toString() { while (true) { } } }
nodeHelper.getUser(new A())
//// helper stripHtml of megabytes
// fixture: jira_out
nodeHelper.stripHtml('<' * 8000000).size()
//// helper stripHtml nested
// fixture: jira_out
nodeHelper.stripHtml(('<a ' * 2000000)).size()
//// helper markdown of megabytes
// fixture: jira_out
nodeHelper.toMarkDownFromHtml('<b>' * 1000000)
//// helper markdown of lists
// fixture: jira_out
nodeHelper.toMarkDownFromHtml('<ul><li>' * 300000)
//// helper merges huge comments
// fixture: jira_in_first
replica.comments = (1..200000).collect { [id: it, body: 'x'] }; issue.comments = commentHelper.mergeComments(issue, replica)
//// helper merges of itself
// fixture: jira_in_first
issue.comments = issue.comments; 100.times { issue.comments.addAll(issue.comments); commentHelper.mergeComments(issue, issue) }
//// log of cyclic
// fixture: jira_out
def m = [:]; m.m = m; while (true) log.info(m)
//// log huge one line
// fixture: jira_out
log.info('x' * 8000000)
//// log of hostile toString
// fixture: jira_out
class A { String toString() { log.info('again'); "${new A()}" } }
log.info(new A())
//// log flood of empties
// fixture: jira_out
while (true) log.debug('')
//// debug error huge
// fixture: jira_out
debug.error('x' * 8000000)
//// debug error of cycles
// fixture: jira_out
def l = []; l << l; debug.error(l)
//// store flood
// fixture: jira_out
while (true) store(issue)
//// bag cycles
// fixture: jira_out
issue.self = issue; replica.issue = issue; replica.list = [replica]
//// bag of everything
// fixture: jira_out
replica.customKeys.x = replica; replica.customKeys.y = [issue] * 1000
//// bag deep
// fixture: jira_out
def m = [:]; def r = m; 100000.times { def n = [:]; r.a = n; r = n }; replica.deep = m
//// bag closure values
// fixture: jira_out
replica.f = { while (true) { } }; replica.c = String; replica.e = new Exception('x'); replica.i = [1].iterator()
//// bag property names
// fixture: jira_out
100000.times { issue."p$it" = it }
//// bag name huge
// fixture: jira_out
issue."${'x' * 8000000}" = 1
//// labels flood
// fixture: jira_out
1000000.times { issue.labels << nodeHelper.getLabel("l$it") }
//// spread growth in literals
def l = [1]; while (true) { l = [*l, *l] }
//// spread map growth
def m = [a: 1]; def i = 0; while (true) { m = [*: m, ("k${i++}" as String): m.size()] }
//// spread dot nested
def l = [[1] * 1000] * 1000; 100.times { l = [l, l]; l*.size() }
//// destructuring
def (a, b) = (1..100000000); a
//// multiple assignment endless
class I implements Iterator { boolean hasNext() { true }; def next() { 1 } }
def (a, b) = new I()
//// elvis chain depth
def x = null; x ?= (1..10000000).collect { it }; x.size()
//// iterator endless collect
class I implements Iterator { boolean hasNext() { true }; def next() { 1 } }
new I().collect { it }
//// iterator endless toSet
class I implements Iterator { boolean hasNext() { true }; def next() { 1 } }
new I().toSet()
//// iterator endless count
class I implements Iterator { boolean hasNext() { true }; def next() { 1 } }
new I().count(2)
//// iterator endless join
class I implements Iterator { boolean hasNext() { true }; def next() { 'x' * 1000 } }
new I().join('')
//// iterator endless sort
class I implements Iterator { boolean hasNext() { true }; def next() { 1 } }
new I().sort()
//// iterator endless as List
class I implements Iterator { boolean hasNext() { true }; def next() { 1 } }
new ArrayList(new I().toList())
//// iterable in constructor
class R extends AbstractList { def get(int i) { 1 }; int size() { 2147483647 } }
new ArrayList(new R())
//// abstract list text
class R extends AbstractList { def get(int i) { 1 }; int size() { 2147483647 } }
new R().toString()
//// abstract list negative size
class R extends AbstractList { def get(int i) { 1 }; int size() { -1 } }
new R().toString() + new R().hashCode() + (new R() == [1])
//// list subclass lies
class R extends ArrayList { int size() { 2147483647 } }
def r = new R(); r << 1; r.collect { it }; r.sum(); [1] + r
//// map subclass lies
class M extends HashMap { def get(Object k) { while (true) { } } }
def m = new M(); m.a = 1; m.a
//// map subclass entrySet
class M extends HashMap { Set entrySet() { this.entrySet() } }
def m = new M(); m.a = 1; m.each { }
//// set subclass contains
class S extends HashSet { boolean contains(Object o) { this.contains(o) } }
def s = new S(); 1 in s
//// enumeration endless
[hasMoreElements: { true }, nextElement: { 1 }] as Enumeration as List
//// cycle of list
[1, 2].iterator().with { def l = []; while (true) l << 1 }
//// stream generate
java.util.stream.Stream.generate { 1 }.count()
//// stream generate sorted
java.util.stream.Stream.generate { 1 }.sorted().findFirst()
//// stream iterate distinct
java.util.stream.Stream.iterate(1) { 1 }.distinct().limit(2).toList()
//// stream iterate filter
java.util.stream.Stream.iterate(1) { it + 1 }.filter { false }.findFirst()
//// stream flatMap
java.util.stream.Stream.iterate(1) { it + 1 }.flatMap { (1..it).stream() }.skip(100000000).findFirst()
//// stream flatMap recursion
def f; f = { x -> [x].stream().flatMap(f) }; [1].stream().flatMap(f).count()
//// stream concat deep
def s = java.util.stream.Stream.of(1); 100000.times { s = java.util.stream.Stream.concat(s, java.util.stream.Stream.of(1)) }; s.count()
//// stream range
java.util.stream.IntStream.range(0, 2147483647).sum()
//// stream longs boxed
java.util.stream.LongStream.rangeClosed(0, Long.MAX_VALUE).boxed().toList()
//// stream collect joining
java.util.stream.Stream.generate { 'x' * 1000 }.collect(java.util.stream.Collectors.joining(','))
//// stream grouping
java.util.stream.IntStream.range(0, 10000000).boxed().collect(java.util.stream.Collectors.groupingBy { it })
//// stream peek parallel
(1..10000000).stream().parallel().peek { }.count()
//// stream iterator
def it2 = java.util.stream.Stream.iterate(1) { it + 1 }.iterator(); while (it2.hasNext()) it2.next()
//// stream skip
java.util.stream.IntStream.iterate(0) { it }.skip(9000000000000000000L).findFirst()
//// stream limit
java.util.stream.Stream.generate { [1] * 1000 }.limit(9000000000000000000L).toList()
//// stream takeWhile
java.util.stream.Stream.iterate(1) { it + 1 }.takeWhile { true }.forEach { }
//// stream reduce
java.util.stream.Stream.generate { 'xxxxxxxx' }.reduce('') { a, b -> a + b }
//// stream toArray
java.util.stream.IntStream.range(0, 2147483647).toArray()
//// stream average
java.util.stream.DoubleStream.iterate(1.0d) { it }.average()
//// random ints
new Random().ints().sum()
//// random ints list
new Random().ints(2000000000).toArray()
//// random bytes
def b = new byte[8000000]; while (true) new Random().nextBytes(b)
//// arrays multi
new int[1000][1000][1000]
//// arrays negative
new int[-1]
//// arrays of long overflow
new long[4294967296L as int]
//// arrays fill
def a = new int[5000000]; while (true) Arrays.fill(a, 1)
//// arrays copyOf
Arrays.copyOf([1] as int[], 2147483647)
//// arrays sort loop
def a = (1..1000000) as int[]; while (true) { Arrays.sort(a) }
//// arrays setAll
def a = new int[3000000]; Arrays.setAll(a) { it * 2 }; Arrays.parallelPrefix(a) { x, y -> x + y }
//// arrays plus
def a = [1] as int[]; while (true) a = a + a
//// arrays asList growth
def a = new Object[1000000]; while (true) { a = [a, a] as Object[] }
//// bitset
def b = new BitSet(); b.set(2147483646)
//// bitset range
def b = new BitSet(); b.set(0, 2147483647); b.cardinality()
//// bitset flip loops
def b = new BitSet(60000000); while (true) { b.flip(0, 60000000) }
//// bitset stream
def b = new BitSet(); b.set(0, 60000000); b.stream().sum()
//// bitset text
def b = new BitSet(); b.set(0, 6000000); b.toString().size()
//// deque growth
def d = new ArrayDeque(); while (true) { d.push(d.size()) }
//// linked list get
def l = new LinkedList((1..100000)); def n = 0; l.size().times { n += l.get(it) }; n
//// vector
def v = new Vector(); v.setSize(2147483647)
//// stack
def s = new Stack(); while (true) s.push('x' * 100)
//// properties load
def p = new Properties(); p.load(new StringReader('a\\\n' * 2000000)); p.size()
//// properties text
def p = new Properties(); p.load(new StringReader((1..200000).collect { "k$it=v" }.join('\n'))); p.toString().size()
//// scanner
def s = new Scanner('a ' * 4000000); def n = 0; while (s.hasNext()) { s.next(); n++ }; n
//// scanner delimiter
def s = new Scanner('a' * 30 + '!').useDelimiter(/(a+)+b/); s.next()
//// string tokenizer
def s = new StringTokenizer('a ' * 4000000, 'b' * 1000000); s.countTokens()
//// string reader
new StringReader('\n' * 8000000).eachLine { }
//// buffered reader
new BufferedReader(new StringReader('\n' * 8000000)).lines().count()
//// expando endless
def e = new Expando(); e.toString = { "$e" }; e.toString()
//// expando get
def e = new Expando(); e.getProperty = { e[it] }; e.x
//// proxy as
def p = [compare: { a, b -> while (true) { } }] as Comparator; [1, 2].sort(p)
//// proxy hash
def p = [hashCode: { while (true) { } }] as Runnable; [(p): 1]
//// proxy toString
def p = [toString: { throw new Exception('x') }] as Runnable; "$p"
//// optional deep
def o = Optional.of(1); 100000.times { o = Optional.of(o) }; o.toString()
//// optional hash deep
def o = Optional.of(1); 100000.times { o = Optional.of(o) }; o.hashCode()
//// entry deep
def o = 1; 100000.times { o = Map.entry(o, 1) }; o.toString()
//// tuple deep
def o = 1; 100000.times { o = new Tuple2(o, 1) }; o.hashCode()
//// tuple equals deep
def o = 1, p = 1; 100000.times { o = new Tuple2(o, 1); p = new Tuple2(p, 1) }; o == p
//// unmodifiable deep
def l = [1]; 100000.times { l = Collections.unmodifiableList(l) }; l.size() + l.get(0)
//// asImmutable deep
def l = [1]; 100000.times { l = l.asImmutable() }; l.toString()
//// synchronized deep
def l = [1]; 100000.times { l = Collections.synchronizedList(l) }; l.toString()
//// subList deep
def l = (1..10).toList(); 100000.times { l = l.subList(0, 10) }; l.toString()
//// subList loop
def l = (1..1000000).toList(); 100.times { l.subList(0, 999999).sum() }
//// reversed views deep
def m = new TreeMap([a: 1]); 100000.times { m = m.descendingMap() }; m.toString()
//// headMap deep
def m = new TreeMap([a: 1]); 100000.times { m = m.tailMap('a') }; m.toString()
//// map views deep
def m = [a: 1]; 100000.times { m = Collections.unmodifiableMap(m) }; m.a
//// iterators deep
def i = [1].iterator(); 100000.times { def j = i; i = [hasNext: { j.hasNext() }, next: { j.next() }] as Iterator }; i.next()
//// iterator views deep
def i = [1, 2].iterator(); 100000.times { i = i.withIndex() }; i.next()
//// iterator drops deep
def i = [1, 2].iterator(); 100000.times { i = i.drop(0) }; i.next()
//// iterator tails deep
def i = [1, 2].iterator(); 100000.times { i = i.takeWhile { true } }; i.next()
//// closures wrapped
def f = { 1 }; 100000.times { f = f.dehydrate().rehydrate(f, f, f) }; f()
//// closures cloned
def f = { 1 }; 100000.times { f = f.clone().memoize() }; f()
//// the bounds of a range of billions
(1..2147483647).with { [from, to, fromInt, toInt] }
