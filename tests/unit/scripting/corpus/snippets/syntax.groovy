//// quoted property read write and safe
def x = ['Any Name': 1, n: [:]]; x."Other Name" = 2; x?."Third" = 3; x.n."a b" = 4; [x."Any Name", x?."Other Name", x.Third, x.n?."a b", x."nope"?.foo]
//// property names may be keywords
def m = [:]; m.class2 = 1; m.in = 2; m.default = 3; m.new = 4; [m.in, m.default, m.new]
//// method names may be keywords
class A { def in() { 1 }; def as() { 2 } }
[new A().in(), new A().as()]
//// property with GString name in several places
def k = 'x'; def m = [:]; m."$k" = 1; m."${k}2" = 2; m
//// nested closures with index and property chains
def r = [a: [[b: { -> [c: 5] }]]]; r.a[0].b().c
//// map literal in a call without brackets
def f(m) { m }
f(a: 1, 'b c': 2, (1 + 2): 3)
//// trailing comma in arguments lists and maps
[[1, 2,], [a: 1,]]
//// newline inside parentheses and brackets
def f(a, b) { a + b }
f(
  1,
  2
) + [
  3,
  4
].sum()
//// closure on the next line is a separate statement
def f = { 1 }
def r = f()
{ -> 5 }
r
//// method call with a closure after the parentheses
def f(a, Closure c) { c(a) }
f(3) {
  it * 2
}
//// closure parameters over several lines
def f = {
  a,
  b ->
    a + b
}
f(1, 2)
//// chained calls with trailing closures
[1, 2, 3]
  .findAll { it > 1 }
  .collect {
    it * 2
  }
  .sum()
//// if with a method call and negation
if (!'abc'.startsWith('x') && !('a' in ['b'])) 'ok' else 'no'
//// ternary with closures and lists
def c = true ? { 1 } : { 2 }
def l = false ? [1] : [2]
[c(), l]
//// ternary and map literal in arguments
def f(x) { x }
f(true ? [a: 1] : [:])
//// safe navigation mixed with index and calls
def m = [l: [[n: 'x']]]; [m?.l?[0]?.n?.toUpperCase(), m.z?.getAt(0)?.n]
//// cast before a call and a property
((String) 5).length() + ((List) [1, 2]).size()
//// as binds tighter than comparison
[1 as String == '1', '5' as int > 3]
//// instanceof with logical operators
def x = 'a'; x instanceof String && x.size() == 1 || false
//// unary not before in and instanceof
def x = 5; [!(x in [1]), !(x instanceof String)]
//// spread with safe and method
def l = null; [l*.size(), l?.size()]
//// spread of method arguments in the middle
def f = { a, b, c, d -> [a, b, c, d] }; f(0, *[1, 2], 3)
//// elvis chain over lines
def a = null
def b = ''
a ?: b ?:
  'last'
//// string concatenation of ternary in parentheses
'a' + (true ? 'b' : 'c') + 'd'
//// decimals ranges and dots
[1.5.class.simpleName, 1..2, (1.0).intValue(), 1.toString()]
//// negative numbers in lists and calls
def f(a, b = 0) { a - b }
[-1, [-1, - 2], f(-1), f(1, -1)]
//// minus without spaces
def a = 5; def b = 3
[a-b, a -b, a- b]
//// a command expression with a negative number is subtraction
def a = 5
a -1
//// comparison without spaces and shifts with generics like signs
def a = 1; def b = 2
[a<b, a>b, a<<b, (a<b)&&(b>a)]
//// generic method call types are ignored
List<Integer> l = new ArrayList<Integer>(); l.add(1); Collections.<Integer>emptyList() + l
//// array types in declarations and casts
String[] a = ['x', 'y'] as String[]; int[][] g = [[1], [2]]; [a.length, g[1][0]]
//// lambda with block and expression in calls
[3, 1].toSorted((a, b) -> a <=> b).collect(x -> x * 2)
//// lambda with types
def f = (int a, int b) -> { return a * b }; f(3, 4)
//// static import style constant
Integer.MAX_VALUE
//// char literal through cast and as
char c = 'a'; def d = 'b' as char; [c, d, c + d, c.class.simpleName]
//// unicode identifiers and strings
def größe = 5; def naïve = 'ü'; "${größe}$naïve".toString()
//// dollar and underscore in identifiers
def $a = 1; def _b = 2; def a$b = 3; [$a, _b, a$b]
//// tabs as indentation
	def a = 1
	if (a) {
		a = 2
	}
	a
//// a semicolon after a brace
if (true) { 1 };
def f = { 2 };
f()
//// else on its own line
def r
if (false)
  r = 1
else
  r = 2
r
//// else if chain with comments between
def r = 5
if (r == 1) { 1 }
// comment
else if (r == 5) { 'five' }
/* other */
else { 0 }
//// closure returning map literal
def f = { [a: it] }; def g = { -> [:] }; [f(1), g()]
//// closure with a label-like map
def f = { it -> [x: it.a, y: 2] }; f([a: 1])
//// a closure that looks like a block with a label
def f = { a: 5 }; f()
//// map literal as statement at line start
def x = 1
[a: x]
//// list literal as statement then call
[1, 2].each { }
//// string as statement with method
'abc'.toUpperCase()
//// parenthesized expression with a method call
('a' + 'b').toUpperCase()
//// new with and without parentheses
class A { def v = 1 }
[new A().v, (new A()).v]
//// new with a closure argument and chained call
new ArrayList([3, 1]).sort().first()
//// anonymous map call arguments in parentheses
def f(Map m = [:], x) { "$m $x".toString() }
[f(1), f(a: 1, 2)]
//// assert with a message expression
assert [1].size() == 1 : 'no' + 'pe'; 1
//// println with parentheses list and GString
println([1, 2]); println "a${1}"; println('x' + 1); println 1 + 2
//// print with several styles
print 'a'; print(1); println(); println ''
//// return with a ternary over lines
def f(x) {
  return x ?
    'y' :
    'n'
}
f(1)
//// return followed by newline gives null
def f() {
  return
  5
}
f()
//// logical operators at line ends
def a = true &&
  false ||
  true
a
//// comparison at a line end
def a = 1 ==
  1
a
//// method chain after a closing brace
[1, 2].collect { it }.collect {
  it + 1
}.sum()
//// an index after a call
def f() { [5, 6] }
f()[1]
//// an index after a closure call result
{ -> [7] }()[0]
//// call on a call result
def f() { { x -> x + 1 } }
f()(2)
//// property after a parenthesized cast
def o = [a: [1, 2]]; ((List) o.a).size()
//// a dollar slashy string interpolates names
$/a "b" 'c' \d/e $x1/$.replace('$x1', 'z')
//// triple slashy like regex with quotes
('say "hi"' =~ /"(\w+)"/)[0][1]
//// escaped quotes inside GString expression
def m = ['a"b': 1]; "v=${m['a\"b']}".toString()
//// nested triple quotes with a lone quote
"""a "quoted" 'b' ""c"" """.trim()
//// comment markers inside strings
['a // b', "c /* d */", /e\/\/f/]
//// string with only an interpolation
def x = [1]; "$x" + "${x}"
//// interpolation stops at a dot without a name
def x = 'v'; "$x. ${x}.length ends".toString()
//// interpolation of a method call needs braces
def x = 'v'; "$x.toUpperCase()".toString()
//// in keyword in a for with parentheses and ranges
def s = 0; for (i in (1..3)) { s += i }; for (i in [1, 2] + [3]) s += i; s
//// for with a map and entry destructuring by hand
def out = []; for (e in [a: 1]) { def (k, v) = [e.key, e.value]; out << k << v }; out
//// def in a multiple assignment from a method
def f() { [1, 'b'] }
def (n, s) = f()
"$n$s".toString()
//// compound operators on properties and indexes
def m = [a: 1, l: [1, 2], s: 'x']; m.a += 2; m.l[0] -= 5; m.s += 'y'; m['a'] **= 2; m.l += 3; m
//// increment on a property in an expression
def m = [n: 1]; [m.n++, m.n, ++m.n, m.n--]
//// bit operators assign
def a = 6; a &= 3; a |= 8; a ^= 1; a >>= 1; a >>>= 1; a
//// elvis assignment chain
def a; a ?= null; a ?= 7; a
//// identity and not identity with null
def a = null; [a === null, 1 !== null]
//// safe spread dot on maps
[a: [b: 1], c: [b: 2]]*.value*.b
//// exponent binds tighter than unary minus
[-2 ** 2, 2 ** -1 * 4]
//// range binds looser than plus
(1..2 + 3).toList()
//// shift binds looser than plus and tighter than comparison
1 << 1 + 1 < 5
//// in and instanceof at comparison level
def a = 5; a + 1 in [6] && a instanceof Integer
//// match operator precedence
'a' + 'b' ==~ /ab/ && true
//// assignment in a condition with parentheses
def x; if ((x = 5) > 3) x
//// elvis in a GString
def x = null; "v=${x ?: 'none'}".toString()
//// a closure in a GString expression
"${[1, 2].collect { "<$it>" }.join('')}".toString()
//// annotations that generate nothing are accepted
@SuppressWarnings('unchecked')
def f() { 1 }
@Deprecated
def x = 2
f() + x
//// Override on methods
class A { @Override String toString() { 'A!' } }
new A().toString()
//// throws clause on a method
def f() throws IOException, Exception { 3 }
f()
//// a field annotation shares a script variable
import groovy.transform.Field
@Field def x = 5
def f() { x + 1 }
f()
//// this refers to the script
def f() { this.g() }
def g() { 9 }
f()
//// this property is a binding variable
a = 5
this.a + this.getProperty('a')
//// binding access
x = 1; binding.y = 2; [y, binding.hasVariable('x'), binding.hasVariable('zz'), binding.variables.containsKey('y')]
//// setting through setProperty of this
this.q = 4
q
//// getProperty and setProperty on maps and objects
class A { def v = 1 }
def a = new A(); a.setProperty('v', 5); [a.getProperty('v'), a.hasProperty('v') != null, a.hasProperty('zz')]
//// respondsTo and properties
'abc'.respondsTo('toUpperCase') ? 'yes' : 'no'
//// dump of invokeMethod by name
'abc'.invokeMethod('substring', [1] as Object[])
//// is and equals methods
def a = 'x'; [a.is(a), a.equals('x')]
//// identity closure and use of it outside
def f = { it -> it }; f(f)(5)
//// a list of statements ends with an expression on several lines
def total = 0
[1, 2, 3].each {
    total += it
}

total
//// doc comments and annotations before methods
/**
 * Adds.
 */
def add(int a, int b) { // inline
    a + b /* end */
}
add(1, 2)
//// deeply nested parentheses
((((((((1 + 2))))))))
//// long else if chain
def f = { x -> if (x == 1) 'a' else if (x == 2) 'b' else if (x == 3) 'c' else if (x == 4) 'd' else 'e' }
(1..5).collect(f).join()
//// nested list comprehension style
[[1, 2], [3]].collectMany { r -> r.findAll { it > 1 }.collect { "v$it".toString() } }
//// uppercase variables are not classes
def Foo = [bar: 5]; Foo.bar
//// a variable named like a method
def size = 5; [1].size() + size
//// a method and variable with the same name
def f = { 'closure' }
def f() { 'method' }
f()
//// list and out as variable names
def list = [1]; def map = [a: 1]; def string = 's'; [list, map, string]
//// it as explicit parameter and nested
[1].collect { it -> [2].collect { x -> it + x } }
//// octal like text and leading zeros
['007'.toInteger(), '08'.toInteger()]
//// exponent in text to decimal
['1e3'.toBigDecimal(), '1E-2' as BigDecimal]
//// script with only a comment
// nothing
//// script with only white space and newlines
//// a property owner of a step is evaluated twice
class C { int n = 0; int id = 1; List arr = [1, 2, 3]; Map m = [a: 1]; C getSelf() { n++; this } }
def o = new C(), r = []
def q = { String what, Closure c -> o.n = 0; c(); r << [what, o.n] }
q('id++') { o.self.id++ }
q('++id') { ++o.self.id }
q('id--v') { def z = o.self.id-- }
q('id+=') { o.self.id += 1 }
q('arr[0]++') { o.self.arr[0]++ }
q('++arr[0]') { ++o.self.arr[0] }
q('arr[0]+=') { o.self.arr[0] += 1 }
q('getSelf().arr[0]++') { o.getSelf().arr[0]++ }
q('getSelf().id++') { o.getSelf().id++ }
q('m.a++') { o.self.m.a++ }
q('m.a+=') { o.self.m.a += 1 }
q('m[a]+=') { o.self.m['a'] += 1 }
q('m?.a+=') { o.self?.m?.a += 1 }
q('id?=') { o.self.id ?= 1 }
q('m.z?=') { o.self.m.z ?= 1 }
q('"id"++') { o.self."id"++ }
q('"${}"++') { o.self."${'id'}"++ }
q('@id++') { o.self.@id++ }
q('(self).id++') { (o.self).id++ }
r
//// an index of a step is evaluated once
class C { int n = 0; List arr = [1, 2, 3]; int getIx() { n++; 0 } ; def next() { n++ } }
def o = new C(), r = []
def q = { String what, Closure c -> o.n = 0; c(); r << [what, o.n] }
q('a[ix]++') { o.arr[o.ix]++ }
q('++a[ix]') { ++o.arr[o.ix] }
q('a[ix]+=') { o.arr[o.ix] += 1 }
q('a[getIx()]++') { o.arr[o.getIx()]++ }
def i = 0
q('a[i++]++') { o.arr[i++]++ }
q('a[i++]+=') { o.arr[i++] += 5 }
def k = { o.n++; 'x' }
def m = [x: 1]
q('m[k()]++') { m[k()]++ }
q('m[k()]+=') { m[k()] += 1 }
q('m."${k()}"++') { m."${k()}"++ }
q('m."${k()}"+=') { m."${k()}" += 1 }
q('m[k()]?=') { m[k()] ?= 1 }
[r, i, o.arr, m]
//// owners of compound assignments are counted
class C { int n = 0; C me() { n++; this } ; int v = 1; static int s = 1; static C inst = new C(); static C the() { inst.n++; inst } }
def c = new C()
c.me().v++
c.me().v += 2
c.me().me().v--
C.the().v++
C.the().v *= 3
C.s++
[c.n, c.v, C.inst.n, C.inst.v, C.s]
//// a slash after a cast type divides
[(5 as double / 2), 7 as int / 2, (8 as long) / 3 , 10 as float/4]
//// a slash after a conversion divides
def x = 6
[x as Integer / 2, x as int / 2 as int]
//// a slash after a value divides whatever the spaces
def x = 10, y = 2
[x / y, x /y, x/ y, [4] [0] / 2, (x) / y, "a".size() / 1, x++ / 2, x-- /2]
//// a slash begins a text where a value is expected
def m = [(/a/): 1, b: /c/]
def g = { a -> a }
[m, g(/x/), [/q/, /r/], 1 ? /s/ : /t/, 'a' == /a/, /a/ + /b/, 'x' in [/x/], { -> /z/ }(), !/a/, 'abc' =~ /b/ ? 1 : 2]
//// a slash begins a text after return and case
def f() { return /abc/ }
switch ('a') { case /a/: return f() + /x/ }
//// two slashes in a row of divisions
def a = 4, b = 2, g = 1
a / b / g
//// a slash begins a text after assert and before else
assert /a/ == 'a'
if ('a' ==~ /a/) /yes/ else /no/
//// an escaped slash in a command
def s = 'a/b'
s.split /\//
//// a slash on a new line divides
def x = 4
def y = x
/ 2
y
//// a slash after calls and indexes divides
def x = [a: 4]
[x.a / 2, x['a'] / 2, x?.a / 2, x.get('a') / 2, x.size() / 1, this.hashCode() / this.hashCode()]
//// a slash begins a text in a ternary
def x = true
x ? /a\/b/ : /c/
//// a slash in quotes in a command
'a/b/c'.tokenize '/'
//// dollar slashy texts and their escapes
$/a ${1 + 1} $$ $/ /$ + $/x/y/$ + $/$$x/$ + /a$b/
