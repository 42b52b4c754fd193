//// map literal keys are text unless in parentheses
def k = 'x'; [a: 1, 'b c': 2, (k): 3, 5: 4, "g${1}": 5, (1 + 1): 6].collect { e -> [e.key.class.simpleName, e.value] }
//// a duplicate key keeps the last value and the first place
[a: 1, b: 2, a: 3]
//// map class and order
[[:].getClass().name, [c: 1, a: 2, b: 3].keySet().toList()]
//// reading a missing key gives null
def m = [a: 1]; [m.b, m['b'], m.get('b'), m.get('b', 7), m]
//// get with a default stores it
def m = [:]; m.get('x', []) << 1; m
//// getOrDefault does not store
def m = [:]; [m.getOrDefault('x', 5), m]
//// writing keys in all forms
def m = [:]; m.a = 1; m['b'] = 2; m.put('c', 3); m."d e" = 4; m.putAt('f', 5); m
//// put returns the old value
def m = [a: 1]; [m.put('a', 2), m.put('z', 1), m]
//// reading keys that look like members
def m = [size: 5, class: 'c', keySet: 'k', empty: 'e']
[m.size, m.class, m.keySet, m.empty, m.size()]
//// containsKey containsValue and in
def m = [a: 1, b: null]; [m.containsKey('b'), m.containsValue(1), 'a' in m, 'b' in m, 'z' in m]
//// size isEmpty and truth
[[:].isEmpty(), [a: 1].size(), [:] ? 1 : 0]
//// remove
def m = [a: 1, b: 2]; [m.remove('a'), m.remove('zz'), m]
//// putAll plus and left shift
def m = [a: 1]; m.putAll([b: 2]); [m + [c: 3], m << [d: 4], m]
//// putIfAbsent computeIfAbsent merge
def m = [a: 1]; m.putIfAbsent('a', 5); m.putIfAbsent('b', 6); m.computeIfAbsent('c') { it + '!' }; m.merge('a', 10) { x, y -> x + y }; m.compute('b') { k, v -> v * 2 }; m.computeIfPresent('zz') { k, v -> 1 }; m
//// each with one and two parameters
def out = []; [a: 1].each { out << it.key + it.value }; [b: 2].each { k, v -> out << k + v }; [c: 3].each { e -> out << e.toString() }; out
//// eachWithIndex on a map
def out = []; [a: 1, b: 2].eachWithIndex { e, i -> out << "$i${e.key}".toString() }; [a: 1].eachWithIndex { k, v, i -> out << "$i$k$v".toString() }; out
//// for in over a map gives entries
def out = []; for (e in [a: 1, b: 2]) { out << e.key + e.value }; out
//// for in over entrySet keySet and values
def m = [a: 1, b: 2]; def out = []; for (k in m.keySet()) out << k; for (v in m.values()) out << v; for (e in m.entrySet()) out << e.value; out
//// collect with one and two parameters
[[a: 1].collect { it.key + it.value }, [a: 1, b: 2].collect { k, v -> "$k=$v".toString() }]
//// collectEntries with pairs and maps
[[a: 1].collectEntries { k, v -> [k * 2, v + 1] }, [a: 1].collectEntries { k, v -> [(k): v * 5] }, [a: 1].collectEntries { [it.key, it.value] }]
//// find findAll on maps
[[a: 1, b: 2].find { it.value > 1 }, [a: 1, b: 2].find { k, v -> v > 1 }.key, [a: 1, b: 2].findAll { k, v -> v > 1 }, [a: 1].findAll { it.value > 5 }, [a: 1].find { false }]
//// any every count on maps
[[a: 1].any { k, v -> v == 1 }, [a: 1].every { it.value > 0 }, [a: 1, b: 2].count { k, v -> v > 1 }]
//// groupBy on maps
[a: 1, b: 2, c: 1].groupBy { it.value }
//// inject on maps
[a: 1, b: 2].inject(0) { acc, e -> acc + e.value } + [a: 1, b: 2].inject(0) { acc, k, v -> acc + v }
//// max and min on maps
[[a: 1, b: 5].max { it.value }.key, [a: 1, b: 5].min { it.value }.key]
//// sort on maps
[[b: 1, a: 2].sort(), [b: 1, a: 2].sort { it.value }, [b: 1, a: 2].sort { x, y -> y.value <=> x.value }, [b: 1, a: 2].sort { -it.value }]
//// sort on maps leaves the receiver
def m = [b: 1, a: 2]; m.sort(); m
//// subMap take drop
[[a: 1, b: 2, c: 3].subMap(['a', 'c']), [a: 1, b: 2].subMap(['a', 'zz']), [a: 1, b: 2].take(1), [a: 1, b: 2].drop(1)]
//// minus on maps compares entries
[[a: 1, b: 2] - [a: 1], [a: 1] - [a: 2]]
//// keySet values entrySet
def m = [a: 1, b: 2]; [m.keySet(), m.values(), m.entrySet().collect { it.key }, m*.key, m*.value, m.keySet().class.simpleName]
//// values is a live view
def m = [a: 1]; def v = m.values(); m.b = 2; v.size()
//// removing through keySet changes the map
def m = [a: 1, b: 2]; m.keySet().remove('a'); m.values().removeAll([9]); m
//// entry methods
def e = [a: 1].entrySet().first(); e.value = 5; [e.key, e.getKey(), e.getValue(), e.toString()]
//// setting through an entry changes the map
def m = [a: 1]; m.entrySet().each { it.value = 9 }; m.each { it.setValue(it.value + 1) }; m
//// withDefault
def m = [:].withDefault { k -> k * 2 }; [m.ab, m['x'], m.size(), m]
//// withDefault counts words
def m = [:].withDefault { 0 }; 'a b a'.split(' ').each { m[it] += 1 }; m
//// nested maps with safe access
def m = [a: [b: [c: 1]]]; [m.a.b.c, m?.x?.y, m['a']['b'], m.a['b'].c, m.x?.b?.c]
//// property of a missing nested map throws
def m = [a: [:]]; m.a.b.c
//// autocreate by elvis assignment
def m = [:]; m.list ?= []; m.list << 1; m
//// reverse keys and values
[a: 1, b: 2].collectEntries { k, v -> [(v): k] }
//// inverse lookup by find
[a: 1, b: 2].find { it.value == 2 }?.key
//// map equality ignores order and respects values
[[a: 1, b: 2] == [b: 2, a: 1], [a: 1] == [a: 1L], [a: 1].equals([a: 1])]
//// TreeMap sorts keys
def m = new TreeMap([b: 1, a: 2]); m.c = 0; [m, m.firstKey(), m.lastEntry().value, m.headMap('b'), m.floorKey('bb')]
//// HashMap LinkedHashMap constructors
[new HashMap([a: 1]), new LinkedHashMap(), new HashMap<String, Integer>(), new LinkedHashMap([b: 1]).b]
//// map of lists built by a loop
def m = [:]; [['a', 1], ['b', 2], ['a', 3]].each { k, v -> m.get(k, []) << v }; m
//// mutable numbers in a map
def m = [n: 1]; m.n++; m.n += 5; m['n'] *= 2; ++m.n; m
//// map as a closure call
def m = [f: { it * 2 }]; [m.f(4), m['f'].call(3), m['f'](2)]
//// a qualified name in parentheses before an argument list is a cast
def m = [f: { it * 2 }]; (m.f)(2)
//// map method missing
[a: 1].foo()
//// map null key and null value
def m = [:]; m[null] = 1; m.a = null; [m[null], m, m.containsKey('a')]
//// integer and long keys differ
def m = [1: 'a', (1L): 'b']; [m[1], m[1L], m.size()]
//// integer key is not text
def m = [1: 'a']; [m[1], m['1'], m.'1']
//// numbers with different scale are different keys
def m = [(1.0): 'a']; [m[1.0], m[1.00]]
//// a list is a key by value
def m = [([1, 2]): 'x']; m[[1, 2]]
//// a boolean key
def m = [(true): 'y', (false): 'n']; [m[true], m[1 > 2]]
//// toString of nested maps and self
def m = [a: [b: 1]]; m.toString()
//// changing a map while iterating throws
def m = [a: 1, b: 2]; m.each { m.remove('b'); m.c = 1 }
//// findResult on maps
[a: 1, b: 2].findResult { k, v -> v > 1 ? k : null }
//// collectMany on maps
[a: [1], b: [2, 3]].collectMany { k, v -> v }
//// join on map entries
[a: 1, b: 2].collect { k, v -> "$k=$v" }.join('&')
//// asImmutable map refuses changes
[a: 1].asImmutable().b = 2
//// Map of
Map.of('a', 1)
//// Collections emptyMap and singletonMap
[Collections.emptyMap(), Collections.singletonMap('a', 1)]
//// null-safe map chain with elvis default
def map = ['High': '1', 'Low': '3']; [map['High'] ?: '2', map['Other'] ?: '2', map[null] ?: 'n']
//// map spread into a list of maps
[[a: 1, *: [b: 2]], [*: [a: 1], a: 2]]
//// map keys with special characters
def m = ['a-b': 1, 'ünï': 2, '': 3]; [m.'a-b', m.ünï, m['']]
//// keyword map keys
[if: 1, class: 2, in: 3, def: 4].keySet().toList()
//// map as object with closures and delegate
def counter = [n: 0]; counter.inc = { -> counter.n++ }; counter.inc(); counter.inc(); counter.n
//// map with getter-like keys
def m = [getFoo: 1, foo: 2]; [m.foo, m.getFoo]
//// forEach on maps
def out = []; [a: 1].forEach { k, v -> out << k + v }; [b: 2].forEach((k, v) -> out << k); out
//// replaceAll on map values
def m = [a: 1]; m.replaceAll { k, v -> v + 1 }; m.replace('a', 7); m
//// groupEntriesBy and countBy
[[a: 1, b: 1].countBy { it.value }, [a: 1].groupEntriesBy { it.value }.keySet()]
//// partition of a map by findAll and minus
def m = [a: 1, b: 2]; def x = m.findAll { it.value > 1 }; [x, m - x]
//// removeAll and retainAll on maps
def m = [a: 1, b: 2, c: 3]; m.removeAll { k, v -> v == 1 }; m.retainAll { k, v -> v == 3 }; m
//// max of map values
[a: 3, b: 9].values().max()
//// sorted keys
[b: 1, a: 2].keySet().sort()
//// each returns the map
[a: 1].each { }
//// collectEntries drops duplicates
['a', 'b', 'A'].collectEntries { [it.toLowerCase(), it] }
//// reverseEach on maps
def out = []; [a: 1, b: 2].reverseEach { out << it.key }; out
//// map in boolean context of a property
def m = [flag: 'false']; m.flag ? 'on' : 'off'
//// map coercion to a closure call by as
def c = [compare: { a, b -> b <=> a }] as Comparator; [1, 3, 2].toSorted(c)
//// an entry writes the maps in it as Java does
def e = [a: [x: 1]].entrySet().first(); [e.toString(), "$e".toString(), '' + e, [e].toString(), [a: [x: 1]].entrySet().toString(), [a: [x: [1]]].collect { it.toString() }]
//// Java's methods on a map with default values make the missing ones
def m = [:].withDefault { 0 }; [m.compute('a') { k, v -> v + 1 }, m.computeIfPresent('b') { k, v -> v + 2 }, m.putIfAbsent('c', 4), m.replace('d', 3), m.computeIfAbsent('e') { 9 }, m.merge('f', 1) { x, y -> x + y }, m.remove('g', 0), m]
//// an unmodifiable map refuses what would change nothing
def t = { c -> try { c() } catch (e) { e.class.simpleName } }; def m = [a: 1].asImmutable(); [t { m.replace('q', 1) }, t { m.computeIfPresent('z') { a, b -> 1 } }, t { m.computeIfAbsent('a') { 1 } }, t { m.remove('z', 'q') }, t { m.putIfAbsent('a', 1) }, t { m.removeAll { false } }, t { m.retainAll { true } }, t { [a: 1].merge('b', null) { a, b -> 1 } }, t { m.merge('b', null) { a, b -> 1 } }]
//// removing a key that is not there is no change
def m = [a: 1, b: 2, c: 3]; def s = [1, 2, 3] as Set; [m.any { m.remove('zz') }, s.any { s.remove(0) }, m.collectEntries { k, v -> m.remove('q'); [k, v] }, m.each { k, v -> m.remove('x') }, s.each { s.remove(9) }]
//// an empty TreeMap wants keys that can be compared
def t = { c -> try { c() } catch (e) { "${e.class.simpleName}: $e.message".toString() } }; [t { new TreeMap().get([1]) }, t { new TreeSet().contains([a: 1]) }, t { new TreeMap().remove([1]) }, t { new TreeMap().containsKey(null) }, t { new TreeMap().get('x') }]
//// comparators of entries and keys with an order
[[a: 2, b: 1].entrySet().toSorted(Map.Entry.comparingByKey(Comparator.reverseOrder())).toString(), [[b: 1, a: 2], [b: 1, a: 3]].toSorted(Comparator.comparing { it.b }.thenComparing({ it.a }, Comparator.reverseOrder()))]

//// withDefault keeps nothing unless it is to grow
def m = [:].withDefault(false, false) { 7 }
[m.a, m, m.size(), m.getClass().simpleName]

//// withDefault that is to shrink keeps nothing that it would make
def m = [:].withDefault(true, true) { 0 }
m.a = 0; m.b = 1; m.b = 0; m.c
[m, m.size()]

//// withDefault that is to shrink takes no null
def m = [:].withDefault(true, true) { 0 }
m.a = 5; m.b = 0L; m.c = 0.0; m.d = null; m.e = '0'
[m, m.put('a', 0), m.put('q', 0), m.put('b', 1L), m.putAll([z: 0, y: 1]), m]

//// a map with default values is none that can be cloned
def m = [:].withDefault { 0 }
try { m.clone() } catch (e) { println e }
[(m + [a: 1]).getClass().simpleName, ([a: 1] + m).getClass().simpleName, m.findAll { true }.getClass().simpleName, m.asImmutable().getClass().simpleName, m.sort().getClass().simpleName, m.toString(), m == [:], [:] == m, m.hashCode(), new HashMap(m).size(), m.subMap(['a']).getClass().simpleName, m.groupBy { k, v -> v }.getClass().simpleName, m.drop(1).getClass().simpleName, m.reverseEach {}.getClass().simpleName, m.asUnmodifiable().getClass().name]

//// withDefault over a sorted map
def m = new TreeMap(String.CASE_INSENSITIVE_ORDER).withDefault { it.size() }
m.bb; m.Aa; m.AA; m.put('c', 1)
[m, m.BB, m['AA'], m.keySet() as List, m.sort { a, b -> b.key <=> a.key }]

//// withDefault shows what happens to its map
def src = [a: 1]
def m = src.withDefault { 9 }
m.q; src.w = 3; m.remove('a')
[src, m, m.w, m.keySet().getClass().simpleName, m.entrySet()*.key, m.values() as List]

//// withDefault of a list
def l = [1].withDefault { 0 }
[l[3], l, l.getClass().simpleName, (l + 1).getClass().simpleName, l instanceof ArrayList, l.collect { it }.getClass().simpleName]

//// withDefault of a TreeMap is no sorted map
def m = new TreeMap(b: 1).withDefault { 0 }
m.a
[m, m.getClass().simpleName, m instanceof SortedMap, m.firstKey()]

//// withDefault is no LinkedHashMap for a parameter
String f(Map m) { 'map' }
String f(LinkedHashMap m) { 'linked' }
def m = [:].withDefault { 0 }
[f(m), f([:])]

//// withDefault names its class where a method is missing
def m = [:].withDefault { 0 }
m.nosuch()

//// clone of what is immutable
[a: 1].asImmutable().clone()

//// clone of a part of a list
[1,2,3].subList(0,2).clone()

//// clone of a range
(1..3).clone()

//// clone of a list with default values
[1].withDefault { 2 }.clone()

//// clone of Arrays.asList
Arrays.asList(1, 2).clone()

//// clone of a key set
[a: 1].keySet().clone()

//// clone of a text
'abc'.clone()

//// clone of an own class
class P { int a }
new P(a: 1).clone()

//// super.clone of a Cloneable class
class Q implements Cloneable { int a; Object clone() { super.clone() } }
def q = new Q(a: 4); def r = q.clone(); r.a++; [q.a, r.a]

//// clone of a Cloneable class without one
class S implements Cloneable { int a; List l = [1] }
def q = new S(a: 4); def r = q.clone(); r.a++; r.l << 2; [q.a, r.a, q.l, r.class == S]

//// clone of what JsonSlurper made
new groovy.json.JsonSlurper().parseText('{"a":1}').clone()

//// clone of Properties
new Properties().clone().getClass().simpleName

//// clone of a TreeMap
new TreeMap(b: 1).clone().getClass().simpleName
