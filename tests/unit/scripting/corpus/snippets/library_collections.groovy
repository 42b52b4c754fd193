//// a range of texts or decimals has no property inclusive
def f = { c -> try { c() } catch (e) { e.class.simpleName + ': ' + e.message } }
[f { (1L..3L).inclusive }, f { ('a'..'c').inclusive }, f { ('a'..<'a').inclusive }, f { (1.5..3).inclusiveRight }, f { (1.5..3).inclusiveLeft }, f { (1.5..3.5).by(0.5).toList() }, f { new NumberRange(1, 3, false).toList() }, f { new NumberRange(1, 3, false, true).toList() }, f { new NumberRange(1.0, 2.5, true, false).toString() }, f { new IntRange(false, 1, 3).toString() }, f { new IntRange(true, 3, 1).toList() }]
//// each class of the steps of a stream
import java.util.stream.*
def n = { it.class.name }
def l = [1, 2]
[head: n(l.stream()), of: n(Stream.of(1, 2)), of1: n(Stream.of(1)), empty: n(Stream.empty()), iterate: n(Stream.iterate(1) { it }), generate: n(Stream.generate { 1 }), concat: n(Stream.concat(l.stream(), l.stream())), filter: n(l.stream().filter { true }), map: n(l.stream().map { it }), flatMap: n(l.stream().flatMap { Stream.of(1) }), mapMulti: 0, mapToInt: n(l.stream().mapToInt { it }), mapToLong: n(l.stream().mapToLong { it }), mapToDouble: n(l.stream().mapToDouble { it }), flatMapToInt: n(l.stream().flatMapToInt { IntStream.of(1) }), sorted: n(l.stream().sorted()), sortedc: n(l.stream().sorted { a, b -> 0 }), distinct: n(l.stream().distinct()), limit: n(l.stream().limit(1)), skip: n(l.stream().skip(1)), peek: n(l.stream().peek { }), takeWhile: n(l.stream().takeWhile { true }), dropWhile: n(l.stream().dropWhile { true }), unordered: n(l.stream().unordered()), parallel: n(l.stream().parallel()), sequential: n(l.stream().sequential()), onClose: n(l.stream().onClose { })]
//// each class of the steps of an IntStream
import java.util.stream.*
def n = { it.class.name }
def i = { IntStream.of(1, 2) }
[range: n(IntStream.range(0, 2)), rangeClosed: n(IntStream.rangeClosed(0, 2)), of: n(i()), of1: n(IntStream.of(1)), empty: n(IntStream.empty()), iterate: n(IntStream.iterate(1) { it }), generate: n(IntStream.generate { 1 }), concat: n(IntStream.concat(i(), i())), filter: n(i().filter { true }), map: n(i().map { it }), mapToObj: n(i().mapToObj { it }), boxed: n(i().boxed()), asLong: n(i().asLongStream()), asDouble: n(i().asDoubleStream()), mapToLong: n(i().mapToLong { it }), mapToDouble: n(i().mapToDouble { it }), flatMap: n(i().flatMap { i() }), sorted: n(i().sorted()), distinct: n(i().distinct()), limit: n(i().limit(1)), skip: n(i().skip(1)), peek: n(i().peek { }), takeWhile: n(i().takeWhile { true }), dropWhile: n(i().dropWhile { true }), chars: n('abc'.chars()), codePoints: n('abc'.codePoints()), stream: n(Arrays.stream([1, 2] as int[])), ints: n(new Random(1).ints(1))]
//// each class of the steps of a LongStream
import java.util.stream.*
def n = { it.class.name }
def i = { LongStream.of(1, 2) }
[range: n(LongStream.range(0, 2)), rangeClosed: n(LongStream.rangeClosed(0, 2)), of: n(i()), of1: n(LongStream.of(1)), empty: n(LongStream.empty()), iterate: n(LongStream.iterate(1) { it }), generate: n(LongStream.generate { 1 }), concat: n(LongStream.concat(i(), i())), filter: n(i().filter { true }), map: n(i().map { it }), mapToObj: n(i().mapToObj { it }), boxed: n(i().boxed()), asDouble: n(i().asDoubleStream()), mapToInt: n(i().mapToInt { 1 }), mapToDouble: n(i().mapToDouble { it }), flatMap: n(i().flatMap { i() }), sorted: n(i().sorted()), distinct: n(i().distinct()), limit: n(i().limit(1)), skip: n(i().skip(1)), peek: n(i().peek { }), takeWhile: n(i().takeWhile { true }), dropWhile: n(i().dropWhile { true })]
//// each class of the steps of a DoubleStream
import java.util.stream.*
def n = { it.class.name }
def i = { DoubleStream.of(1, 2) }
[of: n(i()), of1: n(DoubleStream.of(1)), empty: n(DoubleStream.empty()), iterate: n(DoubleStream.iterate(1) { it }), generate: n(DoubleStream.generate { 1 }), concat: n(DoubleStream.concat(i(), i())), filter: n(i().filter { true }), map: n(i().map { it }), mapToObj: n(i().mapToObj { it }), boxed: n(i().boxed()), mapToInt: n(i().mapToInt { 1 }), mapToLong: n(i().mapToLong { 1L }), flatMap: n(i().flatMap { i() }), sorted: n(i().sorted()), distinct: n(i().distinct()), limit: n(i().limit(1)), skip: n(i().skip(1)), peek: n(i().peek { }), takeWhile: n(i().takeWhile { true }), dropWhile: n(i().dropWhile { true })]
//// the simple class name of a step of a stream
[1, 2].stream().map { it }.class.simpleName
//// the class of a collector
java.util.stream.Collectors.toList().class.name
//// a stream has no join
[1].stream().join(',')
//// a stream has no size
[1].stream().size()
//// a stream as a list
[1].stream() as List
//// a stream as a set
[1, 2].stream().map { it * 2 } as Set
//// sorting a stream with null after a text
['b', null].stream().sorted().toList()
//// sorting a stream with null before a text
[null, 'b'].stream().sorted().toList()
//// Collections.sort does not compare a text with a number
Collections.sort(['x', 2, 1])
//// Collections.sort does not compare unlike numbers
Collections.sort([1, 2.5])
//// Collections.sort wants what is Comparable
Collections.sort([[1], [2]])
//// Arrays.sort meets a null
Arrays.sort(['b', null] as String[])
//// a TreeSet takes no null
new TreeSet([1, null])
//// a TreeMap takes no null key
new TreeMap([a: 1, (null): 2])
//// orders of Comparator and Collections
['b', 'a', 'c'].toSorted(Comparator.naturalOrder()) + ['b', 'a', 'c'].toSorted(Comparator.reverseOrder()) + ['b', 'a', 'c'].toSorted(Collections.reverseOrder())
//// what compareTo says of null by type
[String: 'a', Integer: 1, Long: 1L, BigDecimal: 1.5, BigInteger: 1G, Double: 1.5d, Float: 1.5f, Short: (short) 1, Byte: (byte) 1, Character: 'c' as char, Boolean: true, Date: new Date(0), LocalDate: java.time.LocalDate.of(2024, 1, 1), LocalDateTime: java.time.LocalDateTime.of(2024, 1, 1, 1, 1), LocalTime: java.time.LocalTime.NOON, Instant: java.time.Instant.EPOCH, Duration: java.time.Duration.ZERO, ZonedDateTime: java.time.ZonedDateTime.of(2024, 1, 1, 1, 1, 1, 1, java.time.ZoneOffset.UTC), OffsetDateTime: java.time.OffsetDateTime.of(2024, 1, 1, 1, 1, 1, 1, java.time.ZoneOffset.UTC), Year: java.time.Year.of(2024), YearMonth: java.time.YearMonth.of(2024, 1), UUID: UUID.fromString('00000000-0000-0000-0000-000000000001'), URI: new URI('a'), Optional: Optional.of(1), List: [1], Map: [a: 1]].collectEntries { k, v -> try { Collections.sort([null, v]); [k, 'ok'] } catch (e) { [k, e.class.simpleName + ': ' + e.message] } }
//// nulls and unlike types in what Java itself orders
def f = { c -> try { c(); 'ok' } catch (e) { e.class.simpleName + ': ' + e.message } }
[f { Collections.max([null, 'a']) }, f { Collections.max(['a', null]) }, f { Collections.min(['a', null]) }, f { Collections.min([1, 'a']) }, f { Collections.min([null, null]) }, f { Collections.max([null]) }, f { Collections.sort([null]) }, f { Arrays.sort([null, 1] as Object[]) }, f { Arrays.sort([1, null] as Integer[]) }, f { ['a', null].toSorted(Comparator.reverseOrder()) }, f { [null, 'a'].toSorted(Comparator.reverseOrder()) }, f { [null, 'a'].toSorted(Comparator.naturalOrder()) }, f { new TreeSet([null]) }, f { new TreeSet(['a']).add(null) }, f { new TreeSet(['a']).contains(null) }, f { new TreeMap().put(null, 1) }, f { new TreeMap([a: 1]).get(null) }, f { new TreeMap().get(null) }, f { new TreeMap([a: 1]).containsKey(2) }, f { new TreeSet(['a']).contains(1) }, f { [3, 1, null, 2].stream().sorted().toList() }, f { [1, 2, 3, null].stream().sorted().toList() }, f { Collections.sort([1, 2, 3, null]) }, f { [2, 'a'].sort(Comparator.reverseOrder()) }, f { Collections.sort(['a', null], Comparator.reverseOrder()) }, f { Collections.sort(['a', null], Collections.reverseOrder()) }, f { Collections.binarySearch(['a'], null) }, f { Collections.binarySearch([1, 2], 'a') }]
//// comparing by what a function gives
def f = { c -> try { c() } catch (e) { e.class.simpleName + ': ' + e.message } }
[f { [[a: null], [a: 1]].toSorted(Comparator.comparing { it.a }) }, f { [[a: 1], [a: null]].toSorted(Comparator.comparing { it.a }) }, f { [[a: 1], [a: 'x']].toSorted(Comparator.comparing { it.a }) }, f { [[a: 2], [a: 1]].toSorted(Comparator.comparing { it.a }) }, f { [[a: 2, b: 2], [a: 2, b: 1]].toSorted(Comparator.comparing { it.a }.thenComparing(Comparator.comparing { it.b })) }]
//// streams of numbers that are made or joined
import java.util.stream.*
[IntStream.generate { 1 }.limit(2).toArray(), IntStream.concat(IntStream.of(1), IntStream.of(2)).sum(), LongStream.concat(LongStream.of(1), LongStream.of(2)).sum(), DoubleStream.generate { 1.5d }.limit(2).sum()]
//// an atomic counter is not compared with a text
import java.util.concurrent.atomic.*
new AtomicLong(2) > 'ab'
//// flatMap of what is no stream
def t = { c -> try { c() } catch (e) { "${e.class.simpleName}: ${e.message?.split(' \\(')?.getAt(0)}".toString() } }; [t { ['a'].stream().flatMap { [it] }.toList() }, t { ['a'].stream().flatMapToInt { it }.sum() }, t { ['a'].stream().flatMap { null }.toList() }, t { Optional.empty().orElseThrow { null } }]
//// a stream as an array of a class
def t = { c -> try { c() } catch (e) { "${e.class.simpleName}: $e.message".toString() } }; [['b', 'a'].stream().toArray(String), t { [1].stream().toArray(String) }]

//// a list that the closure changes which sorts or sifts it
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
def called = 0
[t { def l = [3, 1, 2]; l.sort { l << 1; it } },
 t { def l = [1, 2, 3]; l.removeIf { called++; l << 9; false } }, called,
 t { def l = [1, 2, 3]; l.removeAll { called++; l << 9; false } }, called,
 t { def l = [1, 2, 3]; l.retainAll { called++; l << 9; true } }, called,
 t { def l = [1, 2, 3]; l.replaceAll { called++; l << 1; it } }, called]

//// the parts of a scanner taken as any iterator
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
[t { def out = []; new Scanner("a b c").forEachRemaining { out << it }; out }, t { new Scanner("a b c").toList() },
 t { new Scanner("a b c").collect { it * 2 } }, t { def s = new Scanner("a b c"); s.next(); s.size() },
 t { new Scanner("a b").remove() }, t { new Scanner("b a").sort().toList() }]

//// indexes that a LinkedList does not have
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
def l = new LinkedList([3, 1, 2])
[t { l.get(3) }, t { l.remove(5) }, t { l.removeAt(-1) }, t { l.set(9, 1) }, t { l.swap(0, 7) }, t { new LinkedList().get(0) }, t { [1].get(2) }]

//// parts of arrays
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
def a = 'a,b,c'.split(',')
[a.collate(2), a.collate(0), a.collate(-1)*.class*.simpleName, t { ([] as String[]).init() }, t { ([] as int[]).init() }, t { ([] as String[]).tail() }, t { ([] as int[]).tail() }, Arrays.equals(null, [1.5d] as double[]), Arrays.equals([1] as int[], null)]

//// a Hashtable
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
def h = new Hashtable([a: 1, b: 2, summary: 3])
def many = new Hashtable()
(1..20).each { many.put('field' + it, it) }
def filled = new Hashtable(many)
filled.remove('field7')
filled['late'] = 0
[h, h.toString(), "$h".toString(), many.keySet() as List, filled.collect { it.key }, new Hashtable(3).with { putAll(a: 1, b: 2, c: 3, d: 4); it }.keySet() as List, h.contains(2), h.contains('a'), h.keys().toList(), h.elements().toList(), h.a, h['b'], h.missing, h == [a: 1, b: 2, summary: 3], h.findAll { it.value > 1 }.getClass().simpleName, h instanceof Map, t { h.put(null, 1) }, t { h.put('x', null) }, t { h.get(null) }, t { h.containsKey(null) }, t { h.remove(null) }, t { h[null] = 1 }, t { new Hashtable(-1) }, t { new Hashtable([a: null]) }, (h + [z: 1]).getClass().simpleName, h.clone().getClass().simpleName, h.getClass().name]

//// what an empty array has not
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
[t { ([] as String[]).first() }, t { ([] as String[]).last() }, t { ([] as String[]).head() }, t { ([] as int[]).first() }, t { ([] as int[]).last() }, t { ([] as String[]).inject { a, b -> a } }, t { [].inject { a, b -> a } }, t { ([] as Set).inject { a, b -> a } }, t { [].first() }, t { new ArrayDeque().inject { a, b -> a } }, t { new ArrayDeque().first() }, t { new ArrayDeque().head() }]
