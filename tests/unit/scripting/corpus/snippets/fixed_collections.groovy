//// [3,1] as Vector
[3,1] as Vector
//// [3,1] as PriorityQueue
[3,1] as PriorityQueue
//// Vector v = [3,1]; v.getClass().name
Vector v = [3,1]; v.getClass().name
//// PriorityQueue v = [3,1]; v.getClass().name
PriorityQueue v = [3,1]; v.getClass().name
//// [3,1] as java.util.concurrent.CopyOnWriteArrayList
[3,1] as java.util.concurrent.CopyOnWriteArrayList
//// [3,1] as Stack
[3,1] as Stack
//// Stack s = [1]; s
Stack s = [1]; s
//// ArrayDeque s = [1, 2]; s
ArrayDeque s = [1, 2]; s
//// ([1] as Set) as Vector
([1] as Set) as Vector
//// [1,2,3] as Tuple
[1,2,3] as Tuple
//// def t = new Tuple(1, 'b'); [t, t.size(), t[0], t.subTuple(0,1).getClas
def t = new Tuple(1, 'b'); [t, t.size(), t[0], t.subTuple(0,1).getClass().name, t == [1,'b'], t.getClass().name, new Tuple2(1,2).getClass().name, new Tuple2(1,2) == [1,2], Tuple.tuple(1,2,3).getClass().name, new Tuple3(1,2,3).third]
//// new Tuple(1).foo()
new Tuple(1).foo()
//// new Tuple2(1,2).third
new Tuple2(1,2).third
//// List.of(1,2,3).foo()
List.of(1,2,3).foo()
//// Map.of('a', 1).foo()
Map.of('a', 1).foo()
//// Collections.emptyList().foo()
Collections.emptyList().foo()
//// List.of(1).contains(null)
List.of(1).contains(null)
//// List.of(1,2,3).contains(null)
List.of(1,2,3).contains(null)
//// Map.of('a',1).get(null)
Map.of('a',1).get(null)
//// Map.of('a',1,'b',2).containsKey(null)
Map.of('a',1,'b',2).containsKey(null)
//// Set.of(1).contains(null)
Set.of(1).contains(null)
//// Set.of(1,2,3).contains(null)
Set.of(1,2,3).contains(null)
//// [1,2].stream().toList().contains(null)
[1,2].stream().toList().contains(null)
//// List.of().indexOf(null)
List.of().indexOf(null)
//// new HashMap(a: 1).keySet().foo()
new HashMap(a: 1).keySet().foo()
//// new TreeMap(a: 1).entrySet().foo()
new TreeMap(a: 1).entrySet().foo()
//// new HashMap(a: 1).entrySet()[0].foo()
new HashMap(a: 1).entrySet()[0].foo()
//// [a: 1].asImmutable().entrySet()[0].value = 3
[a: 1].asImmutable().entrySet()[0].value = 3
//// Map.entry('a', 1).setValue(2)
Map.entry('a', 1).setValue(2)
//// Collections.emptyMap().clear()
Collections.emptyMap().clear()
//// Collections.emptyMap().put(1, 2)
Collections.emptyMap().put(1, 2)
//// Collections.emptyList().clear()
Collections.emptyList().clear()
//// List.of().clear()
List.of().clear()
//// Collections.singletonList(1).clear()
Collections.singletonList(1).clear()
//// Map.of('a', 1).a = 2
Map.of('a', 1).a = 2
//// List.of(1)[0] = 2
List.of(1)[0] = 2
//// [1].asImmutable() << 2
[1].asImmutable() << 2
//// null in List.of(1,2,3)
null in List.of(1,2,3)
//// Map.of('a', 1)[null]
Map.of('a', 1)[null]
//// List.of(1, null)
List.of(1, null)
//// Map.of('a', null)
Map.of('a', null)
//// Set.of(1, 1)
Set.of(1, 1)
//// Map.of('a', 1, 'a', 2) (2)
Map.of('a', 1, 'a', 2)
//// Map.copyOf(a: null)
Map.copyOf(a: null)
//// List.copyOf([1, null])
List.copyOf([1, null])
//// [List.of(2,1).sort(), List.of(2,1).sort(false), List.of(3,1).toSorted(
[List.of(2,1).sort(), List.of(2,1).sort(false), List.of(3,1).toSorted(), List.of(1) + 2, List.of(1)*.plus(1), List.of(1,2).reverse(), List.of(1) == [1], [1] == List.of(1)]
//// List.of(2,1).sort()
List.of(2,1).sort()
//// [2,1].asImmutable().sort()
[2,1].asImmutable().sort()
//// Collections.singletonMap('a', 1) << [b: 2]
Collections.singletonMap('a', 1) << [b: 2]
//// Collections.emptySet() << 2
Collections.emptySet() << 2
//// Collections.nCopies(2, 'a').foo()
Collections.nCopies(2, 'a').foo()
//// ['a'].withIndex() == [['a', 0]]
['a'].withIndex() == [['a', 0]]
//// [['a', 0]] == ['a'].withIndex()
[['a', 0]] == ['a'].withIndex()
//// [['a', 0] == ['a'].withIndex()[0], ['a'].withIndex()[0] == ['a', 0], [
[['a', 0] == ['a'].withIndex()[0], ['a'].withIndex()[0] == ['a', 0], ['a'].withIndex()[0].equals(['a', 0]), ['a', 0].equals(new Tuple2('a', 0)), new Tuple2('a', 0) == new Tuple2('a', 0), new Tuple('a', 0) == new Tuple2('a', 0), new Tuple2(1, 2) == new Tuple2(1L, 2)]
//// ['a'].withIndex().contains(['a', 0])
['a'].withIndex().contains(['a', 0])
//// ['a', 0] in ['a'].withIndex()
['a', 0] in ['a'].withIndex()
//// def m = [(new Tuple2(1, 2)): 'x']; [m[[1, 2]], m[new Tuple2(1, 2)], ne
def m = [(new Tuple2(1, 2)): 'x']; [m[[1, 2]], m[new Tuple2(1, 2)], new Tuple2(1,2).hashCode() == [1,2].hashCode()]
//// [1, 2].withIndex().collectEntries { it }
[1, 2].withIndex().collectEntries { it }
//// [1, 2].withIndex().collect { n, i -> n * i } + [1,2].withIndex().colle
[1, 2].withIndex().collect { n, i -> n * i } + [1,2].withIndex().collect { it.v1 + it.second }
//// assert [5, 6].withIndex() == [[5, 0], [6, 1]]
assert [5, 6].withIndex() == [[5, 0], [6, 1]]
//// [[1, 2], [3, 4]].collect { new Tuple2(*it) } == [[1, 2], [3, 4]]
[[1, 2], [3, 4]].collect { new Tuple2(*it) } == [[1, 2], [3, 4]]
//// switch (new Tuple2(1, 2)) { case [[1, 2]]: return 'in'; default: retur
switch (new Tuple2(1, 2)) { case [[1, 2]]: return 'in'; default: return 'no' }
//// [new Tuple2(2, 1), new Tuple2(1, 2)].sort()
[new Tuple2(2, 1), new Tuple2(1, 2)].sort()
//// def (a, b) = new Tuple2(1, 2); [a, b]
def (a, b) = new Tuple2(1, 2); [a, b]
//// new Tuple2(1,2) << 3
new Tuple2(1,2) << 3
//// new Tuple2(1,2)[0] = 4
new Tuple2(1,2)[0] = 4
//// [new Tuple2(1,2) + 3, (new Tuple2(1,2) + [3]).getClass().name, new Tup
[new Tuple2(1,2) + 3, (new Tuple2(1,2) + [3]).getClass().name, new Tuple2(1,2)*.plus(1), new Tuple2(1,2).collect { it }, new Tuple2(1,2).reverse().getClass().simpleName, new Tuple2(1,2).toList().getClass().simpleName]
//// [1,2].withIndex()[0].getClass().name + [1,2].indexed().getClass().name
[1,2].withIndex()[0].getClass().name + [1,2].indexed().getClass().name
//// new Tuple2(1, 2).foo
new Tuple2(1, 2).foo
//// new Tuple1(5)
new Tuple1(5)
//// new Tuple3(1,2,3).subTuple(0, 2).getClass().name
new Tuple3(1,2,3).subTuple(0, 2).getClass().name
//// Tuple2 t = [1, 2]; [t.first, t.getClass().simpleName]
Tuple2 t = [1, 2]; [t.first, t.getClass().simpleName]
//// [1, 2] as Tuple2
[1, 2] as Tuple2
//// [compare: new Tuple2(1,2) <=> new Tuple2(1,3), x: new Tuple2('a', 1) <
[compare: new Tuple2(1,2) <=> new Tuple2(1,3), x: new Tuple2('a', 1) <=> new Tuple2('b', 0)]
//// [a: new Tuple2(1,2)] == [a: [1,2]]
[a: new Tuple2(1,2)] == [a: [1,2]]
//// [new Tuple2(1,2)].unique().size() + [new Tuple2(1,2), [1,2]].unique().
[new Tuple2(1,2)].unique().size() + [new Tuple2(1,2), [1,2]].unique().size() + [[1,2], new Tuple2(1,2)].toSet().size() + [new Tuple2(1,2), [1,2]].toSet().size()
//// groovy.json.JsonOutput.toJson([new Tuple2(1,2)])
groovy.json.JsonOutput.toJson([new Tuple2(1,2)])
//// [new Tuple2(1,2) <=> new Tuple2(1,3), new Tuple2('a', 1) <=> new Tuple
[new Tuple2(1,2) <=> new Tuple2(1,3), new Tuple2('a', 1) <=> new Tuple2('b', 0)]
//// [new Tuple2(1.0,2) == new Tuple2(1.00,2), new Tuple2(1,[1]) == new Tup
[new Tuple2(1.0,2) == new Tuple2(1.00,2), new Tuple2(1,[1]) == new Tuple2(1,[1]), new Tuple2(1,[1]) == new Tuple2(1,[1L]), new Tuple2(1,"a${1}") == new Tuple2(1,'a1'), new Tuple2(1, null) == new Tuple2(1, null), new Tuple2(1,new Tuple2(1,2)) == new Tuple2(1,[1,2])]
//// new Tuple2(1,2) instanceof Comparable
new Tuple2(1,2) instanceof Comparable
//// new Tuple2(2,1) > new Tuple2(1,2)
new Tuple2(2,1) > new Tuple2(1,2)
//// [[1, 2] == new Tuple2(1L, 2), new Tuple2(1, 2) != [1, 2], new Tuple2(1
[[1, 2] == new Tuple2(1L, 2), new Tuple2(1, 2) != [1, 2], new Tuple2(1,2).equals(new Tuple2(1L,2)), new Tuple2(1,2).equals([1L,2]), new Tuple2(1,2).equals('x')]
//// [(1..2) == new Tuple2(1,2), new Tuple2(1,2) == (1..2), new Tuple2(1,2)
[(1..2) == new Tuple2(1,2), new Tuple2(1,2) == (1..2), new Tuple2(1,2) == null, new Tuple2(1,2) == ([1,2] as int[]), new Tuple2(1, 2) == new Tuple3(1,2,3), new Tuple2(1,2) == new Tuple(1,2), new Tuple(1,2)==[1,2]]
//// [[new Tuple2(1,2)].contains([1,2]), [[1,2]].contains(new Tuple2(1,2)),
[[new Tuple2(1,2)].contains([1,2]), [[1,2]].contains(new Tuple2(1,2)), [new Tuple2(1,2)].indexOf([1,2]), [new Tuple2(1,2)] - [[1,2]], [[1,2]] - [new Tuple2(1,2)], [new Tuple2(1,2)].count([1,2]), [new Tuple2(1,2)].intersect([[1,2]])]
//// [new Tuple2(2,1), new Tuple2(1,2)].max()
[new Tuple2(2,1), new Tuple2(1,2)].max()
//// new Tuple2(1,2) + 3 (2)
new Tuple2(1,2) + 3
//// new Tuple2(1,2) + [3] (3)
new Tuple2(1,2) + [3]
//// new Tuple2(1,2).reverse()
new Tuple2(1,2).reverse()
//// new Tuple2(1,2)*.plus(1)
new Tuple2(1,2)*.plus(1)
//// [new Tuple2(1,2).collect { it }, new Tuple2(1,2).findAll { it > 1 }, n
[new Tuple2(1,2).collect { it }, new Tuple2(1,2).findAll { it > 1 }, new Tuple2(1,2).toList(), new Tuple2(1,2).drop(1), new Tuple2(1,2).take(1), new Tuple2(1,2)[0..1], new Tuple2(1,2).sum(), new Tuple2(1,2).join('-')]*.getClass()*.simpleName
//// new Tuple2(1,2).sort()
new Tuple2(1,2).sort()
//// new Tuple2(2,1).sort()
new Tuple2(2,1).sort()
//// new Tuple2(1,2) - 1
new Tuple2(1,2) - 1
//// new Tuple2(1,2) * 2
new Tuple2(1,2) * 2
//// new Tuple2(1,2).tail()
new Tuple2(1,2).tail()
//// new Tuple2(1,2).swap().toString() + new Tuple3(1,2,3).v3 + new Tuple2(
new Tuple2(1,2).swap().toString() + new Tuple3(1,2,3).v3 + new Tuple2(1,2).clone().getClass().name
//// new Tuple2(1,2).unique()
new Tuple2(1,2).unique()
//// new Tuple2(1,2).flatten().getClass().name
new Tuple2(1,2).flatten().getClass().name
//// new Tuple2(1,2).subList(0,1).getClass().name
new Tuple2(1,2).subList(0,1).getClass().name
//// new Tuple2(1,2).withIndex()[0].toString() + new Tuple2(1,2).indexed() 
new Tuple2(1,2).withIndex()[0].toString() + new Tuple2(1,2).indexed() + new Tuple2(1,2).asImmutable().getClass().name
//// new Stack([1])
new Stack([1])
//// new LinkedList(5)
new LinkedList(5)
//// new ArrayDeque([1]).getClass().name + new Vector(5).size() + new Vecto
new ArrayDeque([1]).getClass().name + new Vector(5).size() + new Vector([1])
//// new java.util.concurrent.CopyOnWriteArrayList([1,2] as Integer[])
new java.util.concurrent.CopyOnWriteArrayList([1,2] as Integer[])
//// ArrayDeque d = [1,2]; d
ArrayDeque d = [1,2]; d
//// LinkedList l = [1,2]; TreeSet t = [2,1]; Queue q = [1]; [l, t, q.getCl
LinkedList l = [1,2]; TreeSet t = [2,1]; Queue q = [1]; [l, t, q.getClass().name]
