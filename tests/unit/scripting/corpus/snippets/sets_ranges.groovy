//// as Set removes duplicates and keeps order
[3, 1, 3, 2] as Set
//// set class names
[([1] as Set).class.simpleName, new HashSet([1]).class.simpleName, [1].toSet().class.simpleName, new TreeSet([1]).class.simpleName]
//// set add remove contains
def s = [1] as Set; [s.add(2), s.add(2), s.remove(1), s.contains(2), s.size(), s]
//// set operators
def s = [1, 2] as Set; [s + 3, s + [2, 4], s - 1, s.intersect([2, 9]), s << 9, s]
//// set equality and subset
[([1, 2] as Set) == ([2, 1] as Set), ([1] as Set).containsAll([1]), ([1, 2] as Set).equals([1, 2])]
//// set iteration and collect
def out = []; ([2, 1] as Set).each { out << it }; [out, ([1, 2] as Set).collect { it * 2 }.class.simpleName, ([1, 2] as Set).findAll { it > 1 }]
//// set index and first
def s = ['a', 'b'] as Set; [s[0], s[1], s.first(), s.last()]
//// set property spreads
([[n: 1], [n: 2]] as Set).n
//// set toList join sort and groupBy
def s = [3, 1] as Set; [s.toList(), s.join(','), s.sort(), s.groupBy { it % 2 }, s.toSorted()]
//// set of lists
[[1], [1], [2]] as Set
//// set of GString and String
["a${1}" as String, 'a1'] as Set
//// a Set typed variable with methods
Set<String> s = new HashSet<>(); s.add('a'); s.addAll(['a', 'b']); s.size()
//// sorted set methods
def s = new TreeSet([3, 1, 2]); [s.first(), s.last(), s.headSet(3), s.tailSet(2), s.ceiling(2), s.descendingSet().toList(), s.pollFirst()]
//// LinkedHashSet keeps order
new LinkedHashSet([3, 1, 2]).toList()
//// set truth
[([] as Set) ? 1 : 0, ([1] as Set) ? 1 : 0]
//// set unique any sum max
def s = [1, 2] as Set; [s.sum(), s.max(), s.any { it > 1 }, s.every { it > 1 }, s.inject(0) { a, b -> a + b }]
//// a list of enum values as a set keeps order
enum E { A, B }
(E.values().toList() as LinkedHashSet)*.name()
//// sets as map keys
def m = [([1, 2] as Set): 'x']; m[[2, 1] as Set]
//// ranges of integers
[(1..4).toList(), (4..1).toList(), (1..<4).toList(), (0..-2).toList(), (1..1).toList(), (1..<1).toList()]
//// range bounds and size
def r = 2..5; [r.from, r.to, r.size(), r.contains(3), r.contains(9), r.isReverse(), r.get(1), r[0], r[-1]]
//// reversed range
def r = 5..2; [r.from, r.to, r.reverse, r.toList(), r.contains(3)]
//// range text and equality
[(1..3).toString(), (1..<3).toString(), ('a'..'c').toString(), (1..3) == (1..3), (1..3).equals([1, 2, 3])]
//// range class names
[(1..3).class.simpleName, ('a'..'c').class.simpleName, (1.0..3.0).class.simpleName, (1L..3L).class.simpleName]
//// range each collect step
def out = []; (1..3).each { out << it }; 1.step(7, 3) { out << it }; [out, (1..3).collect { it * 2 }, (1..10).step(3), (10..1).step(4)]
//// range by
(0..10).by(5).toList()
//// character ranges
[('a'..'e').toList(), ('a'..'e').contains('c'), 'c' in 'a'..'e', ('e'..'a').toList()]
//// decimal ranges step by one
[(1.0..3.0).toList(), (1.5..3.2).contains(2.0), (1.5..3).toList()]
//// range sum max and inject
[(1..10).sum(), (1..5).max(), (1..5).inject { a, b -> a * b }, (1..5).findAll { it % 2 }, (1..5).any { it > 4 }]
//// ranges in a for loop
def s = 0; for (i in 1..5) s += i; for (i in 5..1) s += i; for (i in 0..<3) s += 100; s
//// empty exclusive range in a loop
def n = 0; for (i in 0..<0) n++; n
//// range with variables and expressions
def a = 2; def b = [1, 2, 3]; [(a..a + 2).toList(), (0..<b.size()).toList(), (0..b.size() - 1).toList()]
//// range as list index with negative bounds
def l = [1, 2, 3, 4]; [l[1..-1], l[-3..-2], l[0..<-1], l[3..0]]
//// range index on empty list
[][0..<0]
//// ranges containing other types
[(1..3).contains(2L), 2.5 in 1..3, 2L in 1..3, (1..3).containsWithinBounds(2.5)]
//// date ranges count days
def a = new Date(0); def b = new Date(86400000L * 2); (a..b).size()
//// range reverse method
[(1..3).reverse(), (1..3).toList().reverse()]
//// subList of range and iterator
[(1..5).subList(1, 3), (1..2).iterator().toList()]
//// range as switch case
def f = { switch (it) { case 1..3: 'low'; break; case 4..6: 'mid'; break; default: 'high' } }
[f(2), f(5), f(9)]
//// modifying a range throws
(1..3) << 4
//// nested ranges with collectMany
(1..2).collectMany { i -> (1..2).collect { [i, it] } }
//// range step zero
try { (1..3).step(0) } catch (e) { e.class.simpleName }
//// upto with wrong order throws
5.upto(1) { }
//// downto and times with index
def out = []; 3.downto(1) { out << it }; 2.times { i -> out << i * 10 }; out
//// times over zero and negative
def n = 0; 0.times { n++ }; n
//// the order of a HashSet that was copied
def s = ['banana', 'apple', 'cherry', 'date', 'elder'].toSet(); [(s + 'x' + 'yy' + ['zz', 'q', 'w']).join(','), new HashSet([1, 2]).clone().with { addAll([16, 8, 24, 9]); it }, (['a', 'b', 'c'].toSet() - ['a']) + ['zebra', 'm'], new HashMap([1: 1, 2: 2]).clone().with { it[8] = 1; it[16] = 3; it }, ['x', 'y', 'z'].toSet().plus('w').plus('aa')]
//// an unmodifiable set refuses what would change nothing
def t = { c -> try { c() } catch (e) { e.class.simpleName } }; def s = ([1] as Set).asImmutable(); [t { s.removeIf { false } }, t { s.removeAll([]) }, t { s.retainAll([1]) }, t { s.addAll([]) }, t { [a: 1].asImmutable().keySet().removeAll([]) }, t { [a: 1].asImmutable().entrySet().removeIf { false } }]
//// a NumberRange by steps
[new NumberRange(1, 9, 3).toList(), new NumberRange(1, 9, 3)]
//// a range steps by whole numbers alone
def f = { c -> try { c() } catch (e) { e.class.simpleName } }
[f { (1.0..2.0).step(0.5) }, f { (1..5).step(0.5) }, f { (1..5).step(2L) }, f { (1..5).step(2.0d) }, f { (1.0..3.0).by(0.5) }, f { (1.0..3.0).step(1) }, f { ('a'..'e').step(2) }, f { ('a'..'e').step(2G) }, f { (1L..5L).step(2) }, f { (1.5..4).step(1) }, f { (5..1).step(2) }, f { (1..5).step(-2) }, f { (1..5).step(0) }, f { (1..5).step(2 as short) }]
