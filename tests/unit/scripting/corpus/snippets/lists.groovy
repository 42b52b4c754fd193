//// list literals and classes
[[1, 2].class.name, [].size(), [1, [2, [3]]], [1, 'a', null, 2.5]]
//// index read
def l = [1, 2, 3]; [l[0], l[-1], l[9], l[0..1], l[-2..-1], l[0, 2], l[1..<3]]
//// negative index too far throws
[1, 2][-9]
//// get beyond the end throws
[1, 2].get(9)
//// index of a slice beyond the end throws
[1, 2, 3][1..5]
//// index write
def l = [1, 2]; l[0] = 9; l[4] = 5; l[-1] = 7; l
//// negative index write too far throws
def l = [1]; l[-5] = 1
//// slice assignment
def l = [1, 2, 3, 4]; l[1..2] = ['a', 'b', 'c']; l
//// add addAll and insert
def l = [1]; l.add(2); l.add(0, 9); l.addAll([3, 4]); l.addAll(0, [7]); [l, l.add(5)]
//// remove by index and by value
def l = ['a', 'b', 'c', 'd']; def r = l.remove(0); def s = l.remove('c'); [r, s, l]
//// remove of an integer takes the index
def l = [5, 6, 7]; l.remove(1); l
//// removeAt and removeElement
def l = [5, 6, 7]; [l.removeAt(0), l.removeElement(7), l]
//// remove beyond the end throws
[1].remove(5)
//// removeAll retainAll removeIf
def l = [1, 2, 3, 4, 5]; l.removeAll([1, 2]); l.removeAll { it == 5 }; l.retainAll { it > 3 }; l.removeIf { it > 100 }; l
//// pop push and queue methods
def l = [1, 2]; l.push(0); [l.pop(), l, l.removeLast(), l]
//// clear isEmpty contains size
def l = [1, 2]; def r = [l.isEmpty(), l.contains(2), l.containsAll([1, 2]), l.size(), l.empty]; l.clear(); r << l.isEmpty()
//// indexOf lastIndexOf findIndexOf
[[1, 2, 1].indexOf(1), [1, 2, 1].lastIndexOf(1), [1, 2].indexOf(9), [1, 2, 3].findIndexOf { it > 1 }, [1, 2, 3].findLastIndexOf { it > 1 }, [3, 1, 3].findIndexValues { it == 3 }]
//// first last head tail init
def l = [1, 2, 3]; [l.first(), l.last(), l.head(), l.tail(), l.init()]
//// first of an empty list throws
[].first()
//// last of an empty list throws
[].last()
//// each returns the list
def n = 0; def r = [1, 2].each { n += it }; [n, r]
//// eachWithIndex and indexed
def out = []; ['a', 'b'].eachWithIndex { v, i -> out << "$i$v".toString() }
[out, ['a', 'b'].withIndex(), ['a', 'b'].indexed(), ['a'].withIndex(5)]
//// reverseEach
def out = []; [1, 2, 3].reverseEach { out << it }; out
//// collect and collectMany
[[1, 2].collect { it * 2 }, [1, 2].collectMany { [it, it] }, [[1], [2]].collectMany { it }, [1, 2].collect([9]) { it }]
//// collect without a closure copies
[1, 2].collect()
//// collectEntries from pairs and maps
[[1, 2].collectEntries { [it, it * 2] }, ['a', 'b'].collectEntries { [(it): it.toUpperCase()] }, [['x', 1], ['y', 2]].collectEntries()]
//// collectEntries with two-parameter closure on maps
[a: 1, b: 2].collectEntries { k, v -> [v, k] }
//// collectNested
[1, [2, [3]]].collectNested { it * 2 }
//// find findAll and findResult
[[1, 2, 3].find { it > 1 }, [1, 2].find { it > 9 }, [1, 2, 3].findAll { it % 2 }, [1, 2].findResult { it > 1 ? "r$it".toString() : null }, [1, 2, 3].findResults { it > 1 ? it * 10 : null }]
//// find and findAll without a closure use truth
[[0, null, 5].find(), [0, 1, '', 'a', null].findAll()]
//// grep with class pattern list and closure
[[1, 'a', 2.5].grep(Number), ['ab', 'cd'].grep(~/a./), [1, 2, 3].grep([2, 3]), [1, 2].grep { it > 1 }, [0, 1, null].grep()]
//// any and every
[[1, 2].any { it > 1 }, [1, 2].every { it > 1 }, [].any { true }, [].every { false }, [1, 0].any(), [1, 0].every()]
//// inject with and without a start
[[1, 2, 3].inject(10) { a, b -> a + b }, [1, 2, 3].inject { a, b -> a * b }, [[1, 2], [3]].inject([]) { a, b -> a + b }]
//// inject without a start on an empty list throws
[].inject { a, b -> a + b }
//// sum
[[1, 2].sum(), [].sum(), ['a', 'b'].sum(), [[1], [2]].sum(), [1, 2].sum { it * 10 }, [1, 2].sum(100), [].sum(0)]
//// sum of a number and text
[1, 'a'].sum()
//// sum of a list with null throws
[1, null].sum()
//// min and max
[[3, 1, 2].min(), [3, 1, 2].max(), ['aa', 'b'].max { it.size() }, ['aa', 'b'].min { it.size() }, [].max(), [1, 5, 3].max { a, b -> b <=> a }]
//// max of mixed numbers
[[1, 2.5, 3L].max(), [1, 1.0].max()]
//// count countBy groupBy
[[1, 2, 1].count(1), [1, 2, 3].count { it > 1 }, [1, 2, 3].countBy { it % 2 }, [1, 2, 3].groupBy { it % 2 }]
//// groupBy with several closures
[[a: 1, b: 2], [a: 1, b: 3]].groupBy({ it.a }, { it.b })
//// sort changes the receiver
def l = [3, 1, 2]; def r = l.sort(); [l, r.is(l)]
//// sort false toSorted and sorted copy
def l = [3, 1]; def a = l.sort(false); def b = l.toSorted(); [l, a, b]
//// sort with closures of one and two parameters
[['bb', 'a'].sort { it.size() }, [1, 2, 3].sort { a, b -> b <=> a }, ['b', 'a'].sort { a, b -> a <=> b }]
//// sort by property reversed
[[n: 2], [n: 3], [n: 1]].sort { -it.n }*.n
//// sort is stable
[[k: 1, v: 'a'], [k: 0, v: 'b'], [k: 1, v: 'c']].sort { it.k }*.v
//// sort puts null first
[3, null, 1].sort()
//// sort of mixed types
[2, 'a', 1, 'b'].sort()
//// sort with a comparator object gives null
[3, 1, 2].sort(Collections.reverseOrder())
//// sort with chained comparison
[[a: 1, b: 2], [a: 1, b: 1], [a: 0, b: 9]].sort { x, y -> x.a <=> y.a ?: x.b <=> y.b }
//// unique changes the receiver
def l = [1, 2, 1]; def r = l.unique(); [l, r.is(l)]
//// unique false toUnique and closures
def l = [1, 2, 3, 4]; [l.unique(false) { it % 2 }, l.toUnique { it % 2 }, l, ['a', 'A'].unique { x, y -> x.toLowerCase() <=> y.toLowerCase() }]
//// reverse copies
def l = [1, 2]; [l.reverse(), l, l.reverse(true), l]
//// flatten
[[1, [2, [3, []]]].flatten(), [[a: 1], [2]].flatten(), [[1, 2] as Set, [3]].flatten(), [1, null, [null]].flatten()]
//// join
[[1, 2].join('-'), ['a', null].join(), [[1], [2]].join(';')]
//// take drop takeWhile dropWhile
def l = [1, 2, 3, 4]; [l.take(2), l.drop(2), l.takeRight(1), l.dropRight(1), l.takeWhile { it < 3 }, l.dropWhile { it < 3 }, l.take(99), l.drop(99)]
//// collate and chop
[(1..5).collate(2), (1..5).collate(2, false), (1..5).collate(3, 1), [1, 2, 3, 4].chop(1, 2), [1, 2, 3].chop(2, -1)]
//// partition by split
[1, 2, 3].split { it > 1 }
//// combinations permutations subsequences
[[[1, 2], [3, 4]].combinations(), [1, 2, 3].permutations().size(), [1, 2].subsequences().size()]
//// transpose
[[[1, 2], ['a', 'b']].transpose(), [[1, 2], ['a']].transpose()]
//// intersect disjoint and minus
[[1, 2, 3].intersect([2, 3, 4]), [1].disjoint([2]), [1].disjoint([1]), [1, 2, 2] - 2, [1, 2].minus([1])]
//// plus in all forms
[[1].plus(2), [1] + [2], [1] + null, [1].plus(0, [9]), [1] + [a: 1]]
//// multiply a list
[1, 2] * 2
//// equals and containment of nested lists
[[1, [2]] == [1, [2]], [[1], [2]].contains([1]), [1, 2].equals([1, 2])]
//// asImmutable refuses changes
[1].asImmutable() << 2
//// Collections unmodifiableList refuses changes
Collections.unmodifiableList([1]).add(2)
//// List of refuses changes
List.of(1, 2).add(3)
//// asList and Arrays
[Arrays.asList(1, 2), Arrays.asList(3, 4).size()]
//// Collections statics
def l = [3, 1, 2]; Collections.sort(l); def m = [1, 2, 3]; Collections.reverse(m); Collections.swap(m, 0, 2)
[l, m, Collections.max(l), Collections.min(l), Collections.emptyList(), Collections.frequency([1, 1], 1), Collections.nCopies(2, 'x'), Collections.singletonList(1)]
//// toSet toList and as
[[1, 1].toSet(), [1, 2].toList(), [1, 1] as Set, [2, 1] as TreeSet, [1, 2] as Object[]]
//// subList
[1, 2, 3, 4].subList(1, 3)
//// swap and shuffle keeps elements
def l = [1, 2, 3]; l.swap(0, 2); [l, [1, 2, 3].shuffled().sort()]
//// getAt putAt methods
def l = [1, 2]; l.putAt(0, 5); [l.getAt(0), l.getAt(-1), l.get(1), l.set(1, 8), l]
//// iterator and while
def it2 = [1, 2].iterator(); def out = []; while (it2.hasNext()) { out << it2.next() }; out
//// listIterator removes
def l = [1, 2, 3]; def i = l.iterator(); while (i.hasNext()) { if (i.next() == 2) i.remove() }; l
//// changing a list while iterating throws
def l = [1, 2, 3]; for (x in l) { l << x }
//// changing a list in each throws
def l = [1, 2, 3]; l.each { l.remove(0) }
//// stream filter map collect
[1, 2, 3].stream().filter { it > 1 }.map { it * 2 }.collect(java.util.stream.Collectors.toList())
//// stream toList sum and count
[[1, 2].stream().map { it + 1 }.toList(), [1, 2].stream().mapToInt { it }.sum(), [1, 2].stream().count(), ['a', 'b'].stream().anyMatch { it == 'a' }]
//// forEach with a lambda
def out = []; [1, 2].forEach(x -> out << x); [3].forEach { out << it }; out
//// list property spreads
[[a: 1], [a: 2]].a
//// property of list elements that is missing throws
['abc'].foo
//// nested property spread
[[u: [n: 'x']], [u: [n: 'y']]].u.n
//// method on a list that is missing
[1, 2].foo(3)
//// list size reads as a property
[1, 2].size
//// list empty property
[[].empty, [1].empty]
//// withDefault lists grow
def l = [].withDefault { it * 2 }; l[2]; l
//// list with eager default
[].withEagerDefault { 0 }.with { it[1] = 5; it }
//// addAll with a spread
def a = [1]; a.addAll(*[[2, 3]]); a
//// leftShift returns the list
([] << 1 << [2] << null)
//// compare lists for order with size
[[1, 2], [1]].sort { it.size() }
//// max by date like text
['2024-03-01', '2024-12-01', '2023-01-01'].max()
//// nested list mutation is shared
def a = [[1]]; def b = a.collect(); b[0] << 2; a
//// clone makes a shallow copy
def a = [1, [2]]; def b = a.clone(); b << 3; b[1] << 9; [a, b]
//// list of maps lookup
def users = [[id: 1, n: 'a'], [id: 2, n: 'b']]
[users.find { it.id == 2 }?.n, users.find { it.id == 3 }?.n, users*.id.max(), users.collectEntries { [it.id, it.n] }]
//// dropping nulls and duplicates
[1, null, 1, 2, null].findAll { it != null }.unique()
//// minus null elements
[1, null, 2] - null
//// list contains with mixed numbers
[[1, 2].contains(1L), 1L in [1, 2], [1.0].contains(1)]
//// asReversed and toArray
[[1, 2].toArray().length, [1, 2] as int[]]
//// average and sum with closure
[[[n: 1], [n: 2]].sum { it.n }, [[n: 1], [n: 2]].average { it.n }]
//// inits and tails
[[1, 2].inits(), [1, 2].tails()]
//// zip by transpose and collectEntries
[['a', 'b'], [1, 2]].transpose().collectEntries { it }
//// eachCombination eachPermutation
def n = 0; [[1, 2], [3]].eachCombination { n++ }; [1, 2, 3].eachPermutation { n++ }; n
//// indices of a list
[5, 6].indices
//// LinkedList is a queue
def q = new LinkedList([1, 2]); q.addFirst(0); q.addLast(3); [q.poll(), q.peek(), q.removeLast(), q, q.getFirst()]
//// ArrayDeque and Stack
def s = new Stack(); s.push(1); s.push(2); def d = new ArrayDeque([1, 2]); [s.pop(), s.peek(), d.pollFirst(), d.peekLast()]
//// PriorityQueue orders
def q = new PriorityQueue([3, 1, 2]); [q.poll(), q.poll(), q.poll(), q.poll()]
//// ArrayList constructor copies and sizes
[new ArrayList([1, 2]), new ArrayList(10).size(), new ArrayList<String>()]
//// repeat until empty with a pop loop
def l = [1, 2, 3]; def s = 0; while (l) { s += l.remove(0) }; s
//// list truthiness guards
def l = []; l ? l[0] : 'none'
//// list of closures
[{ it + 1 }, { it * 2 }]*.call(5)
//// sum of nested maps counts
[[items: [1, 2]], [items: [3]]].sum { it.items.size() }
//// sort map list by two keys with spaceship and elvis
[[p: 'b', n: 1], [p: 'a', n: 2], [p: 'a', n: 1]].sort { a, b -> a.p <=> b.p ?: a.n <=> b.n }.collect { it.p + it.n }
//// list as method arguments with spread
def f(a, b = 2, c = 3) { [a, b, c] }
[f(*[9]), f(*[9, 8]), f(1, *[5])]
//// recursion over nested lists
def depth(x) { x instanceof List ? 1 + (x.collect { depth(it) }.max() ?: 0) : 0 }
depth([1, [2, [3]]])
//// toListString and toMapString
[[1, 'a'].toListString(), [a: 1].toMapString()]
//// first with default by elvis
def l = [null]; l.first() ?: 'd'
//// an array sorted by a closure is a copy
def a = ['b', 'a', 'c'] as String[]; def r = a.sort { x, y -> y <=> x }; def e = 'b,a'.split(','); def f = e.sort { it }; def g = ['bb', 'a'] as String[]; def h = g.sort({ x, y -> x.size() <=> y.size() } as Comparator); [a, r, e, f, g, h, r.is(a), f.is(e), h.is(g)]
//// minus with a closure asks it only of comparable elements of one class
[[1, 'a'].minus(['a'], { a, b -> 0 }), [[a: 1, b: 2]].minus([[a: 1, b: 3]]) { it.a }, ['A', 'b'].minus(['a']) { it.toLowerCase() }, ['x', 1].minus(['X'], { a, b -> 0 }), [3, 1].minus([1]) { it }]
//// findResult with a value alone
[[null, 2].findResult(5), [null].findResult(5), [null, 1].iterator().findResult(5), ([null, 2] as Object[]).findResult(5), [null].findResult()]
//// reverseEach notices a list that changes
def t = { c -> try { c() } catch (e) { e.class.simpleName } }; [t { def l = [1, 2, 3]; l.reverseEach { l.remove(0) } }, t { def l = [1, 2, 3]; l.reverseEach { if (it == 1) l.remove((Object) it) }; l }]
//// indexes of a Stack and a Vector
def t = { c -> try { c() } catch (e) { "${e.class.simpleName}: $e.message".toString() } }; def s = new Stack(); s.push(1); s.push(2); def v = new Vector([1]); [t { s.get(5) }, t { s.get(-1) }, t { s[5] }, t { s.set(9, 1) }, t { s.remove(7) }, t { s.remove(-1) }, t { s.add(9, 1) }, t { v.get(4) }, s]
//// an unmodifiable list refuses what would change nothing
def t = { c -> try { c() } catch (e) { e.class.simpleName } }; def l = [1].asImmutable(); [t { l.removeIf { false } }, t { l.removeAll([]) }, t { l.retainAll([1]) }, t { l.removeAll { false } }, t { l.retainAll { true } }]
//// iterators give a stream and an element further on
def i = ['apple', 'Bob', 'cat'].iterator(); def x = i.getAt(1); [x, i.hasNext(), [3, 1, 2].iterator().stream().toList(), [3, 4].iterator().toSet(), [3, 4].toSet()]
//// toListString without a limit
[[1, 2, 3].toListString(-1), [a: 1].toMapString(-1), [1, 2, 3].toListString(4)]
