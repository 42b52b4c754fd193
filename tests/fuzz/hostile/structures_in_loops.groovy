//// BitSet of everything in a loop
def b = new BitSet(), c = new BitSet()
b.set(0, 30_000_000); c.set(0, 30_000_000)
while (true) { b.and(c); b.or(c); b.xor(c); b.cardinality(); b == c; b.hashCode() }
//// BitSet as bytes and longs
def b = new BitSet()
b.set(30_000_000)
while (true) { b.toByteArray(); b.toLongArray(); BitSet.valueOf(b.toByteArray()) }
//// arrays of five dimensions
new int[100][100][100][100][100]
//// arrays of sizes that overflow
new Object[1 << 30][4]
//// arrays as text in a loop
def a = new int[500_000]
while (true) { Arrays.toString(a); Arrays.hashCode(a); Arrays.equals(a, a.clone()) }
//// array of arrays of itself
def a = new Object[2]
a[0] = a; a[1] = a
Arrays.deepToString(a) + Arrays.deepHashCode(a) + a.flatten()
//// array copied with more room in a loop
def a = new int[1_000_000]
while (true) { Arrays.copyOf(a, 5_000_000); a.clone(); Arrays.copyOfRange(a, 0, 1_000_000); a + a }
//// Scanner of numbers in a loop
def s = new Scanner('12345678901234567890 ' * 300_000)
while (s.hasNext()) { s.hasNextInt(); s.hasNextBigDecimal(); s.nextBigInteger() }
//// Scanner with an empty delimiter
def s = new Scanner('a' * 4_000_000).useDelimiter('')
while (s.hasNext()) { s.next() }
//// iterator of a map that changes
def m = [a: 1]
m.each { k, v -> m[k + 'x'] = v; m.each { x, y -> m.remove(x) } }
while (true) { try { m.keySet().each { m[it + 'a'] = 1 } } catch (ConcurrentModificationException e) { } }
//// sort with a comparator that sorts the list
def l = (1..1000).toList()
l.sort { a, b -> l.sort(); 1 }
//// sort with a random comparator again and again
def l = (1..50_000).toList(), r = new Random(1)
while (true) { l.sort { a, b -> r.nextInt(3) - 1 } }
//// sort by a key that is a large list
def k = (1..100_000).toList()
(1..1000).toList().sort { k + it }
//// sort of long equal texts
def s = 'a' * 1_000_000
(1..20).collect { s + it }.sort().sort { it }.unique().toSorted { a, b -> a <=> b }.size()
//// sort of lists of lists
([(1..1000).toList()] * 3000).sort { a, b -> a.sum() <=> b.sum() }.size()
//// max by dear closures
(1..2000).max { (1..2000).sum() }
//// list removed at its front
def l = (1..500_000).toList()
while (l) { l.remove(0); l.add(0, 1) }
//// list inserted at its front
def l = (1..300_000).toList()
while (true) { l.add(0, 1); l.removeLast() }
//// list plusAssign within each
def l = [1]
for (x in l) { l += l }
for (int i = 0; i < l.size(); i++) { l << i; l.add(0, i) }
//// list iterator back and forth
def i = (1..500_000).toList().listIterator()
while (true) { while (i.hasNext()) i.next(); while (i.hasPrevious()) i.previous() }
//// linked list asked at its middle
def l = new LinkedList((1..300_000).toList())
while (true) { l.add(150_000, 1); l.remove(150_000) }
//// priority queue with its middle removed
def q = new PriorityQueue((1..300_000).toList())
while (true) { q.remove(150_000); q.add(150_000); q.contains(299_999) }
//// deque searched
def q = new ArrayDeque((1..300_000).toList())
while (true) { q.contains(-1); q.removeFirstOccurrence(-1); q.removeLastOccurrence(-1) }
//// map asked for values
def m = (1..200_000).collectEntries { [it, it] }
while (true) { m.containsValue(-1); m.values().contains(-1); m.find { k, v -> false } }
//// map keys as set less itself
def m = (1..100_000).collectEntries { [it, it] }
while (true) { m.keySet() - m.keySet(); m.keySet().intersect(m.values()) }
//// tree map views in a loop
def m = new TreeMap((1..100_000).collectEntries { [it, it] })
while (true) { m.headMap(90_000).size(); m.tailMap(5).lastKey(); m.descendingMap().firstKey(); m.subMap(5, 9000).sum { k, v -> v } }
//// tree set pollFirst and add
def s = new TreeSet((1..100_000).toList())
while (true) { s.pollFirst(); s.add(100_001); s.higher(5); s.descendingSet().first(); s.headSet(50_000).size() }
//// counts of equal elements
def l = (1..300_000).toList()
while (true) { l.count(-1); l.countBy { 1 }; l.indexOf(-1); l.contains(-1); Collections.frequency(l, -1) }
//// min, max and sum of a long list in a loop
def l = (1..500_000).toList()
while (true) { l.min(); l.max(); l.sum(); l.average() }
//// first and last of what is reversed
def l = (1..500_000).toList()
while (true) { l.reverse().first(); l.toSorted().last(); l.shuffled().head(); l.tail().size(); l.init().size() }
//// swaps and rotations
def l = (1..500_000).toList()
while (true) { Collections.rotate(l, 1); Collections.swap(l, 0, 1); Collections.reverse(l); Collections.shuffle(l) }
//// flatten in a loop
def l = [[(1..1000).toList()] * 100] * 3
while (true) { l.flatten().size() }
//// sets joined and cut
def s = (1..100_000) as Set
while (true) { s + s; s - s; s.intersect(s); s.disjoint(s); s.union(s) }
//// JSON of a wide map in a loop
def m = (1..20_000).collectEntries { ["k$it".toString(), [it, "$it"]] }
while (true) { groovy.json.JsonOutput.toJson(m).size() }
//// JSON read of a wide map in a loop
def t = groovy.json.JsonOutput.toJson((1..20_000).collectEntries { ["k$it".toString(), [it, "$it"]] })
while (true) { new groovy.json.JsonSlurper().parseText(t).size() }
//// JSON printed prettily in a loop
def t = groovy.json.JsonOutput.toJson((1..20_000).collectEntries { ["k$it".toString(), [it, "$it"]] })
while (true) { groovy.json.JsonOutput.prettyPrint(t).size() }
//// JSON read of quotes and backslashes
new groovy.json.JsonSlurper().parseText('"' + '\\"' * 3_000_000 + '"').size() + new groovy.json.JsonSlurper().parseText('[' + '"\\u0041",' * 500_000 + '1]').size()
//// JSON read of arrays side by side
new groovy.json.JsonSlurper().parseText('[' + '[],' * 2_000_000 + '1]').size()
//// JSON read of equal keys
new groovy.json.JsonSlurper().parseText('{' + '"a":{},' * 1_000_000 + '"a":1}').size()
//// JSON builder that calls itself
def b = new groovy.json.JsonBuilder()
def f
f = { a { f.delegate = delegate; f() } }
b f
//// JSON builder holding itself
def b = new groovy.json.JsonBuilder([])
b.content << b
b.toString() + b.toPrettyString()
//// JSON of an object whose getters make objects
class A { def getA() { new A() }; def getB() { new A() } }
groovy.json.JsonOutput.toJson(new A())
//// JSON of lazy texts that grow
def n = 0
groovy.json.JsonOutput.toJson([(1..100_000).collect { "${-> 'x' * (n++)}" }])
//// result of a hundred megabytes of lazy texts
(1..1000).collect { "${-> 'x' * 100_000}" }
//// result whose texts make results
class A { def l = (1..1000).toList(); String toString() { (1..100_000).toString() } }
(1..10_000).collect { new A() }
//// result of sets of sets
def s = [] as Set
64.times { s = [s, [s]] as Set }
s
//// variables of a hundred megabytes
100.times { binding."v$it" = 'x' * 1_000_000 }
big = (1..100).collect { 'y' * 1_000_000 + it }
//// log of lazily grown texts
def s = 'x'
while (true) { s += s; log.info("${-> s + s}") }
//// log through every level by names
while (true) { ['info', 'warn', 'error', 'debug'].each { log."$it"('x' * 500) } }
//// printing by every way
while (true) { print 'x' * 500; println 'y' * 500; printf('%s', 'z' * 500); System.out.print('a'); System.err.println('b') }
