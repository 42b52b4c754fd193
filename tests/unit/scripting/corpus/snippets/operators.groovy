//// truth of null empty and zero
[null, '', 0, [], [:], 0.0, false, "${''}"].collect { it ? 'T' : 'F' }
//// truth of non-empty values
['a', 1, [0], [a: 1], true, new Object(), ' ', 'false', -1].collect { it ? 'T' : 'F' }
//// truth of matchers and ranges
[('abc' =~ /b/) ? 1 : 0, ('abc' =~ /x/) ? 1 : 0, (1..3) ? 1 : 0, (0..<0) ? 1 : 0]
//// logical operators give booleans
['a' && 'b', 'a' || '', !'a', !null, null && 'x', 0 || null]
//// logical and stops early
def n = 0; def f = { n++; true }
false && f(); true || f(); n
//// logical or of assignment results
def x = null; def y = x || (x = 'set'); [x, y]
//// ternary and elvis
[1 ? 'a' : 'b', null ?: 'd', '' ?: 'e', 0 ?: 5, 'v' ?: 'w', false ?: true]
//// nested ternaries associate to the right
def f = { it < 0 ? 'neg' : it == 0 ? 'zero' : 'pos' }
[f(-1), f(0), f(1)]
//// elvis assignment sets only when false
def a = null; a ?= 5; def b = 3; b ?= 9; def c = ''; c ?= 'x'
[a, b, c]
//// elvis assignment on a property
def m = [a: null, b: 2]; m.a ?= 1; m.b ?= 7; m.c ?= 3; m
//// safe navigation on null gives null
def x = null
[x?.foo, x?.foo(), x?.foo?.bar]
//// safe navigation still evaluates the arguments
def n = null; def calls = []; n?.foo(calls << 1); calls
//// safe navigation protects only its own step
def m = [a: null]; m.a?.b.c
//// safe assignment on null does nothing
def x = null; x?.y = 5; x
//// safe assignment on a map sets
def x = [:]; x?.y = 5; x
//// safe index on null and list
def l = null; def k = [1, 2]
[l?[0], k?[1]]
//// safe index assignment on null does nothing
def l = null; l?[0] = 1; l
//// property on null throws with the name
def x = null; x.foo
//// method on null throws with the name
def x = null; x.foo()
//// setting a property on null throws
def x = null; x.foo = 1
//// index on null throws
def x = null; x[0]
//// index assignment on null throws
def x = null; x[0] = 1
//// nested property on a null value of a map throws
def m = [a: [b: null]]; m.a.b.c
//// equality of lists and maps is by value
[[1, 2] == [1, 2], [a: 1] == [a: 1], [1, [2]] == [1, [2]], [1] == [1L], [a: 1, b: 2] == [b: 2, a: 1]]
//// equality with null
[null == null, null == 0, '' == null, null != 1]
//// identity operators
def a = [1]; def b = [1]; def c = a
[a === c, a === b, a !== b, a.is(c)]
//// equality of GString and String
def n = 1
["a${n}" == 'a1', 'a1' == "a${n}", "a${n}".equals('a1'), 'a1'.equals("a${n}")]
//// equality of a list and a set is false
[[1, 2] == [1, 2] as Set, ([1, 2] as Set) == ([2, 1] as Set)]
//// equality of a range and a list
[(1..3) == [1, 2, 3], [1, 2, 3] == (1..3)]
//// in operator on list map string range set class
[1 in [1, 2], 'a' in [a: 1], 3 in 1..5, 'x' in (['x'] as Set), 'abc' in String, 5 in Integer, 9 in [1]]
//// in operator on null
def l = null; (1 in l)
//// not in operator
[1 !in [1, 2], 3 !in [1, 2]]
//// not instanceof operator
[1 !instanceof String, 'a' !instanceof String]
//// in operator with a string container
'a' in 'abc'
//// in operator with a pattern and a closure
['abc' in ~/a.*/, 'x' in { it == 'x' }]
//// instanceof with collections
[[] instanceof List, [] instanceof Collection, [:] instanceof Map, [1] as Set instanceof Set, 'a' instanceof CharSequence, "${1}" instanceof String, null instanceof Object]
//// spread operator on properties and methods
def l = [[n: 'a'], [n: 'b']]
[l*.n, l.n, ['x', 'yy']*.size(), l*.n*.toUpperCase()]
//// spread over null elements keeps null
def l = [[n: 1], null, [n: 3]]
[l*.n, l.n]
//// spread of a null list gives null
def l = null; l*.n
//// spread in list literals and calls
def a = [1, 2]; def f = { x, y, z -> x + y + z }
[[0, *a, 3], f(*a, 10), [*1..3, *[]]]
//// spread of null in a list literal
[1, *null, 2]
//// spread map entries
def m = [a: 1, b: 2]
[c: 3, *: m, b: 9]
//// spread map entries into named arguments
def f(Map args) { args }
def m = [x: 1]
f(*: m, y: 2)
//// method reference to an instance method
def f = 'hello'.&length; def g = [1, 2, 3].&contains
[f(), g(2), g(5)]
//// method reference to own method
def twice(x) { x * 2 }
[1, 2].collect(this.&twice)
//// method reference with double colon
[['a', 'b'].collect(String::toUpperCase), ['1', '2'].collect(Integer::parseInt)]
//// constructor reference
['1.5', '2'].collect(BigDecimal::new)
//// range operators
[1..3, 1..<3, 3..1, 'a'..'e', (1..10).step(3), 0..<0]
//// left exclusive and fully exclusive ranges
[(1<..3).toList(), (1<..<4).toList()]
//// operators on strings
['a' + 'b', 'abc' - 'b', 'aXbX' - 'X', 'ab' * 2, 'abc'[1], 'abcdef'[1..3], 'abcdef'[-2..-1], 'abc' << 'd']
//// left shift on a string makes a StringBuffer
('a' << 'b').class.simpleName
//// list operators plus minus multiply and left shift
def l = [1]; l << 2 << 3
[l, l + 4, l + [5, 6], [1, 2, 1] - 1, [1, 2, 3] - [1, 3], [1, 2] * 2]
//// plus assignment rebinds a list
def a = [1]; def b = a; a += 2
[a, b]
//// left shift changes the same list
def a = [1]; def b = a; a << 2
[a, b]
//// plus assignment on a string and with null
def s = 'a'; s += 1; s += null; s
//// map plus and minus
[[a: 1] + [b: 2], [a: 1, b: 2] - [a: 1], [a: 1] + [a: 5]]
//// map left shift adds entries
def m = [a: 1]; m << [b: 2]; m << [a: 9]; m
//// null plus string concatenates
[null + 'a', 'a' + null]
//// string plus list map and boolean
['a' + [1, 'b'], 'a' + [k: 'v'], 'a' + true, 'a' + 1.0]
//// precedence of arithmetic
[1 + 2 * 3, (1 + 2) * 3, 10 - 2 - 3, 2 * 3 % 4, 1 + 2 + '3', '1' + 2 + 3, 1 << 2 + 1]
//// precedence of logic
[true || false && false, !true || true, 1 < 2 == true]
//// bit and binds looser than equality
5 & 3 == 3
//// comparison chain with spaceship
[[3, 1, 2].sort { a, b -> b <=> a }, ('a' <=> 'b') < 0]
//// regex operators find and match
[('abc' ==~ /a.c/), ('abcd' ==~ /a.c/), ('xabcx' =~ /a.c/).find()]
//// pattern operator makes a Pattern
def p = ~/a+b/; [p.class.simpleName, p.matcher('aab').matches(), p.pattern()]
//// cast and as between collections
[[1, 1, 2] as Set, (1..3) as List, [1, 2] as int[], [3, 1] as LinkedList, [b: 1] as TreeMap]
//// as String and as Boolean
[1 as String, null as String, 'x' as Boolean, '' as boolean, 0 as Boolean, [1] as String]
//// cast of null
[(String) null, (Integer) null, null as List]
//// cast of an incompatible value throws
(Integer) 'abc'
//// cast of a list to a map throws
(Map) [1]
//// cast to a primitive of null throws
(int) null
//// assigning text to a typed int throws
int x = 'abc'
//// assigning null to a primitive throws
int x = null
//// a typed String variable takes a GString and a number
String s = "a${1}"; String t = 5
[s, t, s.class.simpleName, t.class.simpleName]
//// a typed List variable refuses a map
List l = [a: 1]
//// a typed boolean variable takes any truth
boolean a = 'x'; boolean b = 0; Boolean c = null
[a, b, c]
//// a typed Set variable converts a list
Set s = [1, 1, 2]; s
//// an array variable converts a list
int[] a = [1, 2, 3]; String[] b = ['x']
[a, b, a.length, a.sum(), b.class.simpleName]
//// arrays can be made and indexed
def a = new int[3]; a[1] = 5; def b = new String[2]
[a, b, a[-2], a.size(), a.length]
//// array index out of range throws
def a = new int[2]; a[5]
//// array initializer
def a = new int[]{1, 2}; def b = new String[]{'x', 'y'}
[a, b]
//// two-dimensional arrays
def a = new int[2][3]; a[1][2] = 7; a
//// assignment is an expression
def a; def b; a = b = 5; [a, b, (a = 7), a]
//// multiple assignment
def (a, b, c) = [1, 2]
[a, b, c]
//// multiple assignment with types
def (int a, String b) = [1, 'x', 9]
[a, b]
//// multiple assignment to existing variables swaps
def a = 1; def b = 2; (a, b) = [b, a]
[a, b]
//// multiple assignment from a string split
def (k, v) = 'key=value'.split('=')
[k, v]
//// multiple assignment from a matcher group
def (all, y, m) = ('2024-03' =~ /(\d+)-(\d+)/)[0]
[all, y, m]
//// string compare operators
['a' < 'b', 'abc' > 'abd', 'a' <= 'a', 'B' < 'a']
//// not operator on values
[!'', !'a', ![], !0, !!1]
//// unary minus on a list negates its elements
-[1]
//// bitwise operators on booleans
[true & false, true | false, true ^ true]
//// bit operators on sets throw
([1, 2] as Set) & [2, 3]
//// dot before a newline continues
[3, 1, 2]
  .sort()
  .reverse()
//// safe dot before a newline continues
def x = null
x
  ?.foo()
  ?.bar
//// logical operators at a line start continue
def a = true
def b = a
  && false
b
//// ternary across lines
def a = 1
a > 0
  ? 'yes'
  : 'no'
//// a plus at the line end continues
def a = 1 +
  2
a
//// a plus at the line start is a new statement
def a = 1
+ 2
a
//// a minus at the line start is a new statement
def a = 5
- 2
a
//// a parenthesis on the next line is a new statement
def f = { 'called' }
def x = f
(1 + 2)
//// a list on the next line is a new statement
def x = 5
[1, 2]
//// semicolons separate statements
def a = 1; def b = 2; ; a + b
//// subscript property with quotes
def m = ['a b': 1, c: [d: 2]]
[m.'a b', m."a b", m['a b'], m.c.'d', m."${'c'}".d]
//// spaceship on lists throws
[1] <=> [2]
//// text and a number compare by text
'a' > 1
//// boolean comparisons
[true == true, true > false, true <=> false, true != false]
//// division of text throws
'a' / 2
//// calling a number throws
def x = 5; x()
//// plus on maps and lists mix throws
[a: 1] + 5
//// implicit call operator on objects
class A { def call(x) { x + 1 } }
new A()(4)
//// operator overloading by method names
class V { int x; V plus(V o) { new V(x: x + o.x) }; V minus(V o) { new V(x: x - o.x) }; V multiply(int k) { new V(x: x * k) }; boolean equals(Object o) { o instanceof V && o.x == x }; int hashCode() { x }; V negative() { new V(x: -x) }; def getAt(i) { x + i }; V next() { new V(x: x + 1) } }
def a = new V(x: 1); def b = new V(x: 2); def c = a; c++
[(a + b).x, (a - b).x, (a * 5).x, a == new V(x: 1), (-a).x, a[10], c.x]
//// compareTo drives comparison operators
class P implements Comparable { int n; int compareTo(o) { n <=> o.n } }
[new P(n: 1) < new P(n: 2), new P(n: 2) >= new P(n: 2), new P(n: 1) == new P(n: 1), [new P(n: 3), new P(n: 1)].max().n]
//// membership by isCase
class R { def isCase(x) { x == 42 } }
[42 in new R(), 1 in new R()]
//// asBoolean decides truth
class T { boolean v; boolean asBoolean() { v } }
[new T(v: true) ? 1 : 0, new T(v: false) ? 1 : 0]
//// shifting with compound operators
def a = 1; a <<= 4; def b = -8; b >>= 1; def c = [1]; c <<= 2
[a, b, c]
//// chained comparison of equality and relation
[1 == 1 && 2 > 1, (1 != 2) == true]
//// conditional assignment from a switch of elvis and safe
def m = [user: [name: null]]
m.user?.name ?: m.user?.login ?: 'unknown'
