//// shapes
abstract class Shape implements Comparable<Shape> {
    static int made = 0
    protected final String label
    Shape(String label) { this.label = label; made++ }
    abstract BigDecimal area()
    int compareTo(Shape other) { area() <=> other.area() }
    String toString() { "${getClass().simpleName}($label, ${area()})" }
    boolean equals(Object o) { o instanceof Shape && o.label == label }
    int hashCode() { label.hashCode() }
}
class Square extends Shape {
    BigDecimal side
    Square(String l, BigDecimal side) { super(l); this.side = side }
    BigDecimal area() { side * side }
}
class Rect extends Square {
    BigDecimal other
    Rect(String l, a, b) { super(l, a as BigDecimal); other = b as BigDecimal }
    @Override BigDecimal area() { side * other }
}
def all = [new Square('a', 2.0), new Rect('b', 1, 3), new Square('c', 1.5), new Rect('d', '2', '5')]
println all.sort().join('; ')
println all.max()
println all.min { it.label }
println new Square('z', 1) == new Rect('z', 4, 4)
println(all[0] < all[1])
println(all[0] <=> all[1])
println all.groupBy { it.class.simpleName }.collectEntries { k, v -> [k, v*.area()] }
[Shape.made, all*.label, all*.side, all.sum { it.area() }, all.collect { it in Rect }]

//// anonymous
interface Visitor { def visit(x) }
int total = 0
def v = new Visitor() {
  int seen = 0
  def visit(x) { seen++; total += x; this } }
v.visit(3).visit(4)
println total
println v.seen
abstract class T {
 def run() { before(); body(); 'done' }
; def before() { println 'before' }; abstract void body() }
println new T() { void body() { println 'body' } }.run()
def r = new Runnable() { void run() { println 'ran' } }
r.run()
def c = new Comparator<String>() { int compare(String a, String b) { b <=> a } }
println(['a', 'c', 'b'].sort(false, c))
def o = new Object() { String toString() { 'me' }; int hashCode() { 7 }; boolean equals(x) { x == 1 } }
println o
println o == 1
"$o"

//// inner classes
class Outer {
  private int n = 5
  static class Nested { int v = 1; int twice() { v * 2 } }
  class Inner { int get() { n * 10 }; void bump() { n++ } }
  Inner make() { new Inner() }
  def direct() { new Nested(v: 4).twice() }
}
def o = new Outer()
def i = o.make()
i.bump()
println i.get()
println new Outer.Nested(v: 3).twice()
println o.direct()
println Outer.Nested.name
new Outer.Inner(o).get()

//// static members
class Cfg {
  static final Map DEFAULTS = [a: 1, b: 2].asImmutable()
  static List log = []
  static { log << 'init' }
  static int count
  { count++; log << "made $count".toString() }
  static String get(k) { DEFAULTS[k] ?: 'none' }
  static void reset() { count = 0; log.clear() }
  int id = count
}
new Cfg(); def c = new Cfg()
println Cfg.log
println Cfg.get('a')
println Cfg.get('q')
println c.id
println c.count
Cfg.count = 10
println new Cfg().id
try { Cfg.DEFAULTS.x = 1 } catch (e) { println e.class.name }
Cfg.reset()
[Cfg.count, Cfg.log]

//// operators
class V {
  final int x, y
  V(int x, int y) { this.x = x; this.y = y }
  V plus(V o) { new V(x + o.x, y + o.y) }
  V minus(V o) { new V(x - o.x, y - o.y) }
  V multiply(Number n) { new V((int)(x * n), (int)(y * n)) }
  V negative() { new V(-x, -y) }
  V positive() { this }
  V bitwiseNegate() { new V(~x, ~y) }
  V next() { new V(x + 1, y + 1) }
  V previous() { new V(x - 1, y - 1) }
  int getAt(int i) { i == 0 ? x : y }
  def getAt(String s) { s == 'x' ? x : y }
  V div(n) { new V(x.intdiv(n), y.intdiv(n)) }
  V mod(n) { new V(x % n, y % n) }
  V power(n) { new V(x ** n as int, y ** n as int) }
  V leftShift(int n) { new V(x << n, y << n) }
  V rightShift(int n) { new V(x >> n, y >> n) }
  V rightShiftUnsigned(int n) { new V(x >>> n, y >>> n) }
  V or(V o) { new V(x | o.x, y | o.y) }
  V and(V o) { new V(x & o.x, y & o.y) }
  V xor(V o) { new V(x ^ o.x, y ^ o.y) }
  boolean asBoolean() { x || y }
  boolean isCase(o) { o == x || o == y }
  def call(a) { "called $a" }
  def call() { 'called' }
  def asType(Class c) { c == List ? [x, y] : c == String ? toString() : super.asType(c) }
  String toString() { "($x, $y)" }
  boolean equals(o) { o instanceof V && x == o.x && y == o.y }
  int hashCode() { x * 31 + y }
}
def a = new V(1, 2), b = new V(3, 5)
println([a + b, a - b, a * 3, a * 1.5, -a, +a, ~a, a[0], a['y'], b / 2, b % 2, b ** 2, a << 2, b >> 1, -b >>> 28, a | b, a & b, a ^ b])
def c = a
println c++
println c
println(++c)
println(c--)
println c
println(a ? 1 : 0)
println(new V(0, 0) ? 1 : 0)
println(3 in b)
switch (5) { case b: println 'in b'; break; default: println 'no' }
println a()
println a(4)
println(a as List)
println(a as String)
c += a; c *= 2; c -= b
println c
println a == new V(1, 2)
println a != b
println([(a): 1][new V(1, 2)])
def (p, q) = a as List
println "$p $q"
a / 'x'

//// putAt and missing
class Bag {
  Map data = [:]
  def getAt(k) { data[k] }
  void putAt(k, v) { data[k] = v }
  def propertyMissing(String n) { "no $n" }
  def propertyMissing(String n, v) { data[n] = "set $v" }
  def methodMissing(String n, args) { "$n(${args.join(',')})" }
  def leftShift(x) { data[x] = x; this }
}
def b = new Bag()
b['a'] = 1
b.foo = 5
println b.bar
println b.data
println b.doIt(1, 2)
println b.none()
b << 'q' << 'r'
println b['q']
b['n'] = 1
b['n'] += 5
b['n']++
println b['n']
println b.data
b.hello 'x', y: 1

//// delegates
class Spec { def items = []; void item(String n, int q = 1) { items << [n, q] }; def note = 'spec' }
def build(@DelegatesTo(Spec) Closure c) { def s = new Spec(); c.delegate = s; c.resolveStrategy = Closure.DELEGATE_FIRST; c(); s }
def note = 'outer'
def s = build { item 'apple'; item 'pear', 3; item note }
println s.items
def c = { note2 }
c.delegate = [note2: 'map']
println c()
c.resolveStrategy = Closure.OWNER_ONLY
try { c() } catch (e) { println e.class.simpleName + e.message }
c.resolveStrategy = Closure.DELEGATE_ONLY
println c()
def d = { size() }
d.delegate = 'hello'
d.resolveStrategy = Closure.DELEGATE_ONLY
println d()
def e = { it.foo = 3; foo }
e.delegate = [foo: 1]; e.resolveStrategy = Closure.TO_SELF
try { println e([:]) } catch (x) { println x.class.simpleName }
println({ delegate.is(owner) }())
println({ owner.class.simpleName }())
println({ -> { -> owner.is(this) }() }())
println c.rehydrate([note2: 9], this, this).call()
c.dehydrate().delegate

//// trampoline memoize
def fact
fact = { int n, BigInteger acc = 1G -> n < 2 ? acc : fact.trampoline(n - 1, n * acc) }.trampoline()
println fact(30)
int calls = 0
def fib
fib = { n -> calls++; n < 2 ? n : fib(n - 1) + fib(n - 2) }.memoize()
println fib(40)
println calls
def add = { a, b, c = 10 -> a + b + c }
println add.curry(1)(2)
println add.rcurry(1)(2, 3)
println add.ncurry(1, 5)(1)
println((add.curry(1) >> { it * 2 })(2))
println(({ it + 1 } << { it * 2 })(5))
println add.maximumNumberOfParameters
println add.parameterTypes
def m = { calls++; it }.memoizeAtMost(2)
m(1); m(2); m(1); m(3); m(2)
calls

//// switch forms
def f(x) {
  switch (x) {
    case null: return 'null'
    case 1: return 'one'
    case 2..5: return 'range'
    case [7, 8, 'x']: return 'list'
    case String: 
    case GString: return "text $x"
    case ~/\d+/: return 'never'
    case { it instanceof Map && it.a }: return 'map a'
    case Map: return 'map'
    case Number: return 'num'
    default: return 'def'
  }
}
println([null, 1, 3, 7, 'x', 'q', "g${1}", [a: 1], [:], 99, 4.0, 4.5, new Date(0)].collect { f(it) })
def g(x) { switch (x) { case ~/\d+/ -> 'digits'; case ~/[a-z]+/ -> 'letters'; case '' -> 'empty'; default -> { def q = x.size(); yield "other $q" } } }
println(['12', 'ab', '', 'A B'].collect { g(it) })
def h(x) { def out = []; switch (x) { case 1: out << 1; case 2: out << 2; break; case 3: out << 3; case 4: out << 4; default: out << 'd' }; out }
println((0..5).collect { h(it) })
def k(x) { switch (x) { case 1, 2 -> 'low'; case 3 -> 'mid' } }
println([1, 2, 3, 4].collect { k(it) })
int y = switch ('b') { case 'a' -> 1; case 'b' -> { int t = 4; yield t * 2 }; default -> throw new IllegalStateException('x') }
println y
def z = switch (5) { case { it > 3 }: yield 'big'; default: yield 'small' }
println z
switch ('q') { case 'a' -> 1; default -> throw new IllegalStateException('bad q') }

//// labels
def out = []
a: for (int i = 0; i < 5; i++) { for (j in 0..5) { if (j == 2) continue a; if (i == 3) break a; out << "$i$j" } }
int n = 0
b: while (true) { n++; while (true) { n++; if (n > 10) break b; if (n % 3 == 0) continue b } }
out << n
int k = 0
c: do { k++; for (x in [1, 2, 3]) { if (x == 2) continue c; if (k > 4) break c; out << "k$k$x" } } while (k < 10)
out << k
d: for (x in 'abc') { switch (x) { case 'b': continue d; case 'c': break d }; out << x }
for (int i = 0, j = 10; i < j; i += 3, j--) { out << i * j }
for (;;) { if (n++ > 15) break }
out << n
int w = 0
do { w++; if (w == 2) continue; out << "w$w" } while (w < 4)
e: for (q in 1..2) { out << 'in'; if (w) break e; out << 'never' }
out.join(' ')

//// try nests
def f(int n) {
  try { 
    try { if (n == 1) throw new IllegalArgumentException('one'); if (n == 2) return 'two'; if (n == 3) throw new IOException('three'); if (n == 4) [1].get(5); 'end' }
    catch (IllegalArgumentException | IOException e) { if (e instanceof IOException) throw new RuntimeException('wrapped', e); return "caught ${e.message}" }
    finally { println "inner $n" }
  } catch (RuntimeException e) { "outer ${e.class.simpleName} ${e.cause?.message}" }
  finally { println "outer $n" }
}
(0..4).each { println f(it) }
def g() { try { return 1 } finally { println 'fin' } }
println g()
def h() { for (i in 1..3) { try { if (i == 2) continue; if (i == 3) break; println i } finally { println "f$i" } }; 'h' }
println h()
def k() { try { throw new Exception('a') } catch (e) { throw new IllegalStateException('b', e) } finally { println 'k' } }
try { k() } catch (IllegalStateException e) { println "${e.message} ${e.cause.message} ${e.cause.cause}" }
def m() { try { throw new Error('x') } catch (Exception e) { 'no' } }
try { m() } catch (Throwable t) { println t }
def q() { try { return 'try' } finally { return 'finally' } }
println q()
def x = new Exception('p'); x.addSuppressed(new Exception('s'))
println x.suppressed*.message
println x.suppressed.length
throw new IllegalStateException("deep ${1 + 1}", x)

//// resources
class R implements AutoCloseable { String n; R(String n) { this.n = n; println "open $n" }; void close() { println "close $n"; if (n == 'bad') throw new IllegalStateException('close') } }
try (R a = new R('a'); def b = new R('b')) { println "use ${a.n}${b.n}" } finally { println 'fin' }
try (def a = new R('bad')) { throw new IOException('body') } catch (IOException e) { println "$e ${e.suppressed*.message}" }
try (def a = new R('bad')) { 1 } catch (e) { println e }
def f() { try (R a = new R('ret')) { return 5 } }
println f()
def r = new R('with'); def v = r.withCloseable { it.n + 1 }
v

//// with tap
def m = [:].tap { a = 1; it.b = 2; put 'c', 3 }
println m
class Q { String n; int k; List l = [] }
def q = new Q().tap { n = 'x'; k = 5; l << 1 << 2 }
println q.with { "$n $k $l" }
println q.with(true) { k = 9 }.k
def sb = new StringBuilder().with { append 'a'; append 1; it }
println sb
print 'abc'.with { length() + it.size() }
print ''; println '' + [1, 2].with { add 3; size() }
def z = 'outer'
println q.with { z + n }
null.with { 'nul' + it }

//// constants with bodies
enum Op {
  PLUS('+') { int apply(int a) { a } }, B('b') { int apply(int a) { 2 * a } }
  final String sign
  Op(String s) { sign = s }
  abstract int apply(int a)
}
println Op.values()*.apply(3)
println Op.PLUS.class
println Op.PLUS.declaringClass
println Op.PLUS < Op.B
println Op.PLUS.next()
println Op.PLUS.previous()
println((Op.PLUS..Op.B)*.name())
Op.B.sign

//// constants with two arguments
enum Op {
  A('+'), B('x', 4)
  final String sign
  final int level
  Op(String s, int l = 1) { sign = s; level = l }
  String toString() { "op$sign" }
}
println Op.values()*.level
println Op.values()
println Op.A
println "${Op.B}"
println Op.B as String
println 'A' as Op
Op x = 'B'
println x.level
println Op.MIN_VALUE
Op.valueOf('q')

//// a static parser of an enum
enum Op { A, B; static Op parse(String s) { values().find { it.name().equalsIgnoreCase(s) } ?: A } }
println Op.parse('b')
println Op.parse('q')
println Op.A.ordinal() + Op.B.ordinal()
println Op.A.compareTo(Op.B)
println Op.A == Op.valueOf('A')
println Op.B.toString().toLowerCase()
println Op.B?.name()
println Op.A.equals('A')
println Op.A == 'A'
println 'A' == Op.A
println Op.values().length
println Op.A.getClass() == Op
println Op.A instanceof Enum
println Op.A instanceof Comparable
def m = [(Op.A): 1]
println m[Op.A]
println m.A
println Op.valueOf(Op.class, 'B')
println Op.values().toList().indexOf(Op.B)
new Op()

//// an interface with a default method
interface G { 
  String name()
  default String greet() { "Hello ${name()}" }
}
class A implements G { String name() { 'A' } }
class B implements G {
 String name() { 'B' }
 String greet() { G.super.greet() + '?' }
}
println new A() instanceof G
def c = { 'closure' } as G
println c.greet()
println c.name()
def m = [name: { 'map' }] as G
println m.greet()
[new A().greet(), new B().greet()]

//// a constant of an interface
interface K {
  int N = 5
  List L = [1, 2]
}
class A implements K {
  int two() { N * 2 }
}
println K.N
println A.N
println new A().two()
println new A().N
K.L << 3
println K.L
K.N = 6

//// invokeMethod answers what is missing
class I {
  def real() { 'r' }
  def invokeMethod(String n, args) { "i:$n:${args?.toList()}" }
}
def i = new I()
println i.real()
println i.x()
println i.x(1, 2)
println i.x([1])
i.y

//// a generic box
class Box<T extends Comparable<T>> {
  private final List<T> items = []
  Box<T> add(T t) { items.add(t); this }
  T max() { items.max() }
  def <R> List<R> map(Closure<R> c) { items.collect(c) }
  static <E extends Comparable<E>> Box<E> of(E... es) { def b = new Box<E>(); es.each { b.add(it) }; b }
  Iterator<T> iterator() { items.iterator() }
}
Box<Integer> b = Box.of(3, 1, 2)
println b.max()
println b.map { it * 2 }
for (x in b) print x
println()
println b.collect { it + 1 }
println b.sort()
println b.find { it > 1 }
println b.toList()
println b*.toString()
def <T> T same(T t) { t }
println same('a')
Map<String, List<Map<String, ? extends Number>>> m = [:]
m.computeIfAbsent('a') { [] } << [x: 1]
println m
b.max().foo

//// a record with a compact constructor
record Point(int x, int y = 5) {
  Point {
    if (x < 0) throw new IllegalArgumentException("x $x")
  }
  double dist() { Math.sqrt(x * x + y * y) }
  static Point origin() { new Point(0, 0) }
}
def p = new Point(3, 4)
println p
println p.x() + p.y
println p == new Point(3, 4)
println p.hashCode() == new Point(3, 4).hashCode()
println p.dist()
println Point.origin()
println new Point(1)
println p.toList()
println p.toMap()
println p[0]
def (a, b) = p
println a + b
println p.size()
try { p.x = 5 } catch (e) { println e.class.name + ' ' + e.message }
println new Point(x: 1, y: 2)
new Point(-1, 0)

//// a sealed interface and a switch on classes
sealed interface Sh permits Ci, Sq { }
final class Ci implements Sh { double r = 2 }
final class Sq implements Sh { double s = 3 }
def area(Sh s) { switch (s) { case Ci -> s.r * s.r * 3; case Sq -> s.s ** 2 } }
println area(new Ci())
println area(new Sq(s: 4))
println new Sq() instanceof Sh
area('x')

//// when text is evaluated
int n = 0
def eager = "${n}", lazy = "${-> n}", w = "${ it -> it << 'w' << n }"
n = 5
println "$eager $lazy $w"
println lazy.class.simpleName
println "$n".strings
def m = ["$n": 1]
println m['5']
println m["$n".toString()]
println m.get("$n" as String)
println "$n" == '5'
println '5' == "$n"
println "$n".equals('5')
println '5'.equals("$n")
println "$n".hashCode() == '5'.hashCode()
println(["$n"] == ['5'])
println(['5'].contains("$n"))
println("$n" in ['5'])
println "a${1}b" + 'c'
println(("a${1}b" + 'c').class)
println(('c' + "a${1}b").class)
println(("a${1}b" + "c${2}").class)
def l = [1]
def g = "list $l map ${[a: 1]} null ${null} nested ${"in ${l[0]}"}"
l << 2
println g
String s = g
println s.class
println "${}"
println "$l.size"
println "${l.size()} ${l[0]}$l"
"abc${1}".length() + "x".foo

//// matches and groups
def m = 'a1b22' =~ /([a-z])(\d+)/
println m.size()
println m[0]
println m[1][2]
println m.collect { a, b, c -> "$a-$b-$c" }
println m*.getAt(0)
for (x in m) println x
if (!('abc' =~ /\d/)) println 'no digit'
println('abc' ==~ /[a-c]+/)
println(('abc' =~ 'b').find())
def p = ~/(?i)HEL+o/
println p.class.simpleName
println p.matcher('say hello').find()
println('hello' ==~ p)
println(['hello', 'x'].grep(p))
println 'hello' in p
def (all, first) = ('k=v' =~ /(\w)=\w/)[0]
println all + first
println 'x-y_z'.replaceAll(/[-_](\w)/) { it[1].toUpperCase() }
println 'x-y'.replaceAll(/(\w)-(\w)/, '$2-$1')
('zzz' =~ /a/)[0]

//// named
def f(Map o, x, y = 'd') { "$o $x $y" }
println f(1, a: 2)
println f(a: 2, 1, b: 3, 4)
println f([:], 5)
println f(7, 8, k: 'v')
def g(Map o = [:], Closure c) { "$o ${c()}" }
println g { 1 }
println g(a: 1) { 2 }
println g([b: 1]) { 3 }
def h(o) { o }
println h(a: 1, 'b c': 2, (1 + 1): 3)
def k = 'key'
println h((k): 1, "$k": 2)
println h(*: [z: 1], y: 2)
f()

//// overload
class O {
  def m(Object o) { 'Object' }
  def m(String s) { 'String' }
  def m(Integer i) { 'Integer' }
  def m(Number n) { 'Number' }
  def m(List l) { 'List' }
  def m(Collection l) { 'Collection' }
  def m(a, b) { '2' }
  def m(int[] l) { 'int[]' }
  def m(Closure l) { 'Closure' }
  def m(Map l) { 'Map' }
}
def o = new O()
println([o.m('a'), o.m(1), o.m(1L), o.m(1.0), o.m([]), o.m([] as Set), o.m("g${1}"), o.m(1, 2), o.m([1] as int[]), o.m({ }), o.m(a: 1), o.m(true), o.m('c' as char)])
Object x = 'dyn'
println o.m(x)
println o.m(null)

//// a sign begins the argument of a later name
def turn(x) { [by: { y -> [then: { z -> "$x$y$z" }] }] }
def r = turn 'left' by 90 then { 5 }.call()
println r
def q = turn 'a' by 1 then -1
println q
println turn([1]).by(x: 1).then('e')
def size(x) { x.size() }
println size('abc')
def len = size 'abcd'
len

//// Enum valueOf with a class
enum Op { A, B; static Op parse(String s) { values().find { it.name().equalsIgnoreCase(s) } ?: A } }
println Op.parse('b')
println Op.parse('q')
println Op.A.ordinal() + Op.B.ordinal()
println Op.A.compareTo(Op.B)
println Op.A == Op.valueOf('A')
println Op.B.toString().toLowerCase()
println Op.B?.name()
println Op.A.equals('A')
println Op.A == 'A'
println 'A' == Op.A
println Op.values().length
println Op.A.getClass() == Op
println Op.A instanceof Enum
println Op.A instanceof Comparable
def m = [(Op.A): 1]
println m[Op.A]
println m.A
println Op.valueOf(Op.class, 'B')
println Op.values().toList().indexOf(Op.B)
Op.A

//// commands in with
class Cart {
  def log = []
  def add(int n) { [of: { String what -> [at: { p -> log << "$n $what $p".toString(); this }] }] }
  def getStats() { log.size() }
  def applyy(Map m, x = 0) { log << "$m $x".toString(); this }
}
def c = new Cart()
def total(x) { "t$x" }
c.with {
  add 3 of 'x' at 5
  add 2 of 'y' at 1.5
  applyy k: 1
  applyy a: 1, 'pos'
}
println c.log
println c.stats
def please(Closure f) { [the: { w -> [of: { n -> f(n) }] }] }
def sqrt = { Math.sqrt(it) }
def show(x) { println "show $x"; x }
println total(5)
please show the sqrt of 100
def t = total 6
println t

//// arguments of any number
def f(String s, Object... r) { "$s${r.length}${r.class.simpleName}" }
println f('a')
println f('a', 1, 2)
println f('a', [1, 2])
println f('a', *[1, 2])
println f('a', [1, 2] as Object[])
def g(int... n) { n.sum() }
println g(1, 2, 3)
println g()
def h(List l, String... s) { s.join('|') + l }
println h([1], 'x', "g${1}")
def c = { a, Object[] b -> "$a$b" }
println c(1, 2, 3)
println c(1)
int last(int first, int... rest) { rest ? rest[-1] : first }
println last(5)
println last(5, 6, 7)
g('x')

//// map fields closures
class M { Closure onDone = { 'dflt' }
 Map handlers = [a: { x -> "A$x" }] 
 def fire(n, x) { handlers[n]?.call(x) ?: onDone() } 
 def direct() { handlers.a(5) } }
def m = new M()
println m.fire('a', 1)
println m.fire('b', 1)
m.onDone = { 'new' }
println m.fire('c', 2)
println m.direct()
println m.onDone()
m.onDone.call()
m.handlers.b('x')

//// methods named as those of functional interfaces
class C { def apply(x) { "ap$x" }
 def test(x) { "te$x" }
 def accept(x) { "ac$x" }
 def get(x) { "g$x" }
 def compare(x, y) { "c$x$y" }
 def run(x) { "r$x" } }
def c = new C()
c.with { println apply(1); println test(2); println accept(3); println get(4); println compare(5, 6); println run(7) }
def f = { it }
try { f.apply(1) } catch (e) { println e.message.readLines()[0] }
try { f.test(1) } catch (e) { println e.message.readLines()[0] }
f.accept(1)

//// commands chained
def turn(x) { [by: { y -> [then: { z -> "$x$y$z" }] }] }
println((turn 'left' by 90 then { 5 }))
def a = turn 'left' by 90 then 'x'.toUpperCase()
println a
def b = turn 'left' by([1]).then { 1 }
println b
b

//// a path after a later name
def turn(x) { [by: { y -> y }] }
def q = turn 'a' by { 3 }.call()
println q
def r = turn 'a' by 'x'.toUpperCase()
println r
def s = turn 'a' by [1, 2].size()
println s
def t = turn 'a' by(3).abs()
t

//// arithmetic of each kind
println Integer.MAX_VALUE + 1
println Long.MAX_VALUE + 1
println 1 << 33
println 1L << 33
println(-8 >>> 1)
println(-8L >>> 1)
println(-7 % 3)
println((-7).intdiv(2))
println(7 / 2)
println(6 / 3)
println((6 / 3).class)
println(2 ** 31)
println((2 ** 31).class)
println((2 ** 63).class)
println((2 ** -1).class)
println((2L ** 3).class)
println((2.0 ** 2).class)
println(1 / 3)
println(10.0 / 4.00)
println(1.10 + 2.2)
println(1.10 * 2.20)
println(5.0f / 2)
println((5.0f / 2).class)
println(1 == 1.0)
println(1.0 == 1.00)
println(1.0.equals(1.00))
println(1 <=> 1.5)
println(100 as byte)
println(200 as byte)
println((char) 65)
println('a' as char)
println((int) 'a')

//// assigning operators change the kind
int x = 5
x /= 2
println x
x **= 2
println x
def y = 5
y /= 2
println y
y <<= 2

//// elvis
def a = null
a ?= 5
a ?= 6
println a
def m = [x: null, y: 0]
m.x ?= 'dx'
m.y ?= 'dy'
m.z ?= 'dz'
m['w'] ?= 'dw'
println m
println(null ?: 'e')
println('' ?: 0 ?: [] ?: 'last')
println m?.q?.r?.s
println m.q?.r.s
println m?['x']
println null?['x']
def l = null
println l?[0]
l?.add(1)
l?.foo = 3
println l*.x
println l?.collect { it }?.size()
println([null, 'a']*.size())
println([null, [b: 1]].b)
println([[b: 1], [b: 2]]*.b)
println m.q.r

//// in ops
println(1 in [1, 2])
println(4 !in [1, 2])
println('a' !instanceof Integer)
println('a' instanceof CharSequence)
println(null in [null])
println(null instanceof Object)
println('k' in [k: 0])
println('k' in [k: 1])
println(3 in 1..5)
println(String in [String])
println('x' in String)
println('b' in 'abc')
def a = [1], b = [1]
println(a === b)
println(a == b)
println(a !== b)
println(a === a)
println(a.is(b))
println(1 === 1)
println([1, 2] <=> [1, 3])

//// ranges
println((1..<5).toList())
println((1<..5).toList())
println((1<..<5).toList())
println((5..1).toList())
println((1..10).step(3))
println((1..10) % 3)
println((1..5).reverse())
println(('a'..'e').toList())
println(('a'..<'e').by(2))
println((1..5)[1..3])
println((1..5).sum())
println((0..<0).toList())
println((1..3).contains(2))
println((1.0..3.0).toList())
println((1..3).class)
println('abcdef'[1..3] + 'abcdef'[-2..-1] + 'abcdef'[3..1])
def l = (1..10).toList()
println l[2..4, 7]
println l[-3..-1]
println l[0..<-2]
l[1..3] = ['x']
println l
println((3..1).from + (3..1).to)
println((1..3) == [1, 2, 3])
for (i in 3..1) print i
println()
(1..3).each { print it }
println()
println((1L..3L).class)
println((1..3).isReverse())
(1..3) << 4

//// fields converted
class A { int n; String s; List<Integer> l; long g = 5; BigDecimal b = 1; final int k = 3; boolean f; Set<String> st; double[] ds }
def a = new A(n: 3.7, s: 55, l: [1], b: 5, f: 'x', st: ['a', 'a'], ds: [1, 2])
println "$a.n $a.s $a.l $a.g $a.b $a.f $a.st $a.ds"
a.n = 4L
println a.n
a.n = 'c' as char
println a.n
try { a.n = 'xy' } catch (e) { println e.class.simpleName + e.message }
try { a.n = null } catch (e) { println e.class.simpleName + e.message }
try { a.k = 5 } catch (e) { println e.class.simpleName + e.message }
try { new A(zz: 1) } catch (e) { println e.class.simpleName + e.message }
try { new A(5) } catch (e) { println e.class.simpleName + e.message }
try { a.zz } catch (e) { println e.class.simpleName + e.message }
try { a.zz = 1 } catch (e) { println e.class.simpleName + e.message }
println a.properties.keySet().sort()
a.l = 'abc'

//// a final field set by two constructors
class A { final int x
 A() { x = 1 }
 A(int y) { this.x = y } }
println new A().x + new A(5).x
new A().x = 3

//// order app
class Order {
  enum Status { NEW, PAID, SHIPPED
    Status next() { this == SHIPPED ? this : values()[ordinal() + 1] } }
  static class Line { String sku; int qty; BigDecimal price
    BigDecimal getTotal() { qty * price } 
    String toString() { "$qty x $sku = $total" } }
  List<Line> lines = []
  Status status = Status.NEW
  private final Map<String, List<Closure>> hooks = [:].withDefault { [] }
  Order leftShift(Line l) { lines << l; this }
  Order leftShift(Map m) { this << new Line(m) }
  Order on(String ev, Closure c) { hooks[ev] << c; this }
  void advance() { def old = status; status = status.next(); hooks["$old".toString()].each { it.call(this, status) } }
  BigDecimal getTotal() { lines*.total.sum() ?: 0 }
  def propertyMissing(String n) { lines.find { it.sku == n } }
}
def o = new Order() << new Order.Line(sku: 'a', qty: 2, price: 1.25) << [sku: 'b', qty: 1, price: 10]
def seen = []
o.on('NEW') { ord, s -> seen << "was new now $s ${ord.total}" }.on('PAID') { ord, s -> seen << s.name() }
o.advance(); o.advance(); o.advance()
println seen
println o.lines
println o.a
println o.nope
println o.status in [Order.Status.SHIPPED]
println o.lines.sum { it.qty }
o.lines*.qty = [1]

//// state machine
class Machine {
  String state
  Map<String, Map<String, String>> table = [:]
  List<String> trace = []
  static Machine build(@DelegatesTo(Machine) Closure c) { new Machine().tap { it.with c } }
  def methodMissing(String name, args) {
    if (args && args[0] instanceof Map) { table[name] = args[0].collectEntries { k, v -> [k as String, v as String] }; state = state ?: name; return this }
    throw new MissingMethodException(name, Machine, args)
  }
  Machine fire(String ev) {
    def to = table[state]?.get(ev)
    if (!to) throw new IllegalStateException("No '$ev' from $state")
    trace << "$state -> $to"
    state = to
    this
  }
}
def m = Machine.build { open close: 'closed', lock: 'locked'; closed open: 'open' }
println m.table
m.fire('close').fire('open').fire('lock')
println m.trace.join(', ')
try { m.bogus(1) } catch (MissingMethodException e) { println e.message.readLines()[0]; println e.method; println e.arguments.toList() }
m.fire('open')

//// parser
class Calc {
  private String src; private int pos = 0
  Calc(String s) { src = s.replaceAll(/\s/, '') }
  private Character peek() { pos < src.size() ? src.charAt(pos) : null }
  private boolean eat(String c) { if (peek() == c) { pos++; true } else false }
  def parse() { def v = expr(); if (pos != src.size()) throw new IllegalArgumentException("Unexpected '${peek()}' at $pos"); v }
  private expr() { def v = term(); while (true) { if (eat('+')) v += term(); else if (eat('-')) v -= term(); else return v } }
  private term() { def v = factor(); for (;;) { if (eat('*')) v *= factor() else if (eat('/')) v /= factor() else break }; v }
  private factor() {
    if (eat('-')) return -factor()
    if (eat('(')) { def v = expr(); if (!eat(')')) throw new IllegalArgumentException('No )'); return v }
    int start = pos
    while (peek()?.isDigit() || peek() == '.') pos++
    if (start == pos) throw new IllegalArgumentException("Number wanted at $pos")
    def s = src[start..<pos]; s.contains('.') ? s as BigDecimal : s.toInteger()
  }
}
def tryIt = { try { println "$it = ${new Calc(it).parse()}" } catch (IllegalArgumentException e) { println "$it: ${e.message}" } }
['1 + 2 * 3', '(1+2)*3', '10/4', '-(2 - 5) * 1.5', '2 * (3', '1 + ', '4 4', '7/0'].each tryIt

//// csv
def text = '''\
id,name,tags,score
1,Ann,"a;b",3.5
2,Bob,,10
3,"Cy, Jr",c,

4,Dan,x;y;z,7
'''
List<String> split(String line) {
  def out = [], cur = new StringBuilder(), q = false
  for (c in line) { switch (c) { case '"': q = !q; break; case ',': if (!q) { out << cur.toString(); cur.setLength(0); break }; default: cur << c } }
  out << cur.toString()
}
def (head, rows) = text.readLines().findAll().with { [split(it.head()), it.tail().collect { l -> split(l) }] }
def recs = rows.collect { r -> [head, r].transpose().collectEntries() }
recs.each { it.score = it.score ? new BigDecimal(it.score) : null; it.tags = it.tags.tokenize(';') }
println recs
def by = recs.groupBy({ it.score != null }, { it.tags.size() })
println by
println recs.findAll { it.score }.sort { -it.score }*.name
println recs.sum { it.score ?: 0 }
println recs.countBy { it.tags.size() > 0 }
def w = head.collectEntries { h -> [h, recs.collect { "${it[h]}".size() }.max()] }
recs.each { r -> println head.collect { "${r[it]}".padRight(w[it]) }.join('|') }
recs.collectEntries { [it.id as int, it.name.toUpperCase()] }

//// visitor dispatch
interface Expr { }
class Num implements Expr { final n; Num(n) { this.n = n } }
class Add implements Expr { final Expr l, r; Add(Expr l, Expr r) { this.l = l; this.r = r } }
class Neg implements Expr { final Expr e; Neg(Expr e) { this.e = e } }
class Printer { 
  def visit(Num n) { "$n.n" } 
  def visit(Add a) { "(${visit(a.l)} + ${visit(a.r)})" }
  def visit(Neg a) { "-${visit a.e}" } }
class Eval extends Printer { 
  def visit(Num n) { n.n }
  def visit(Add a) { visit(a.l) + visit(a.r) } }
def e = new Add(new Num(1), new Neg(new Add(new Num(2), new Num(3.5))))
println new Printer().visit(e)
println new Eval().visit(new Add(new Num(1), new Num(2)))
try { new Eval().visit(e) } catch (ex) { println ex.message.readLines()[0] }
new Printer().visit('x')

//// event bus
class Bus { private static Bus one
  static synchronized Bus getInstance() { one ?: (one = new Bus()) }
  private Map<Class, List> subs = [:].withDefault { [] }
  private Bus() { }
  def <T> void on(Class<T> t, Closure c) { subs[t] << c }
  void post(e) { subs.findAll { k, v -> k.isAssignableFrom(e.getClass()) }.values().flatten()*.call(e) }
}
def log = []
Bus.instance.on(String) { log << "s:$it" }
Bus.instance.on(CharSequence, { log << "cs:${it.length()}" })
Bus.instance.on(Number, log.&add)
Bus.instance.with { post 'hey'; post 42; post "g${1}"; post([]) }
println log
println Bus.instance.is(Bus.getInstance())
Bus.instance.subs.size()

//// money
class Money implements Comparable<Money> {
  static final Map RATES = [EUR: 1.0, USD: 1.1, GBP: 0.85]
  final BigDecimal amount; final String cur
  Money(Number n, String c = 'EUR') { if (!(c in RATES)) throw new IllegalArgumentException("Unknown currency: $c"); amount = n as BigDecimal; cur = c }
  static Money parse(String s) { def m = s =~ /^([\d.]+)\s*([A-Z]{3})$/; if (!m) throw new NumberFormatException("Not money: '$s'"); new Money(m.group(1).toBigDecimal(), m[0][2]) }
  Money to(String c) { new Money((amount / RATES[cur] * RATES[c]).setScale(2, java.math.RoundingMode.HALF_UP), c) }
  Money plus(Money o) { new Money(amount + o.to(cur).amount, cur) }
  Money plus(Number n) { new Money(amount + n, cur) }
  Money multiply(Number n) { new Money(amount * n, cur) }
  int compareTo(Money o) { amount <=> o.to(cur).amount }
  boolean equals(Object o) { o instanceof Money && compareTo(o) == 0 }
  int hashCode() { to('EUR').amount.hashCode() }
  String toString() { "$amount $cur" }
}
def m = new Money(10) + Money.parse('11.00 USD')
println m
println m * 1.5
println m + 5
println new Money(1) == new Money(1.1, 'USD')
println new Money(1) < new Money(2)
println([new Money(3), new Money(1, 'GBP'), new Money(2, 'USD')].sort().join(' < '))
println([new Money(1), new Money(2)].sum())
println new Money(1.00) != new Money(1)
println([new Money(1), new Money(1)].unique().size())
try { new Money(1, 'XXX') } catch (e) { println e }
try { m * 'x' } catch (MissingMethodException e) { println e.message.readLines()[0] }
Money.parse('ten')

//// template
def render(String t, Map m) { t.replaceAll(/\{\{\s*(\w+(?:\.\w+)*)(?:\|(\w+))?\s*\}\}/) { all, path, f -> def v = path.tokenize('.').inject(m) { o, k -> o?."$k" }; f ? v?."$f"() : v } }
println render('Hi {{ user.name|toUpperCase }}, {{user.age}} {{none}} {{list.size}}', [user: [name: 'bo', age: 3], list: [1]])
def conds = [(~/^a.*/): { "A($it)" }, (~/.*z$/): { "Z($it)" }]
println(['abc', 'xyz', 'q'].collect { s -> conds.findResult { p, f -> s ==~ p ? f(s) : null } ?: 'none' })
render('{{a|nope}}', [a: 1])

//// graph
class Graph { private final Map<String, Set<String>> e = new TreeMap<>()
  Graph edge(String a, String... bs) { (e[a] = e[a] ?: new TreeSet()).addAll(bs); bs.each { e.putIfAbsent(it, new TreeSet()) }; this }
  List<String> topo() { def out = [], mark = [:]; def visit
    visit = { n -> switch (mark[n]) { case 'done': return; case 'open': throw new IllegalStateException("cycle at $n") }
      mark[n] = 'open'; e[n].each { visit it }; mark[n] = 'done'; out.add(0, n) }
    e.keySet().each visit; out }
  def bfs(String s) { def seen = [s] as LinkedHashSet, q = new ArrayDeque([s]); while (q) { def n = q.poll(); for (k in e[n]) if (seen.add(k)) q << k }; seen }
  int getSize() { e.size() } }
def g = new Graph().edge('a', 'b', 'c').edge('b', 'd').edge('c', 'd')
println g.topo()
println g.bfs('b')
println g.size
g.edge('d', 'a')
g.topo()

//// matrix
class Matrix { final List<List> rows
  Matrix(List rows) { this.rows = rows }
  static Matrix id(int n) { new Matrix((0..<n).collect { i -> (0..<n).collect { it == i ? 1 : 0 } }) }
  Matrix multiply(Matrix o) { new Matrix(rows.collect { r -> o.rows.transpose().collect { c -> [r, c].transpose().sum { a, b -> a * b } } }) }
  Matrix power(int n) { (0..<n).inject(id(rows.size())) { acc, i -> acc * this } }
  def getAt(int i, int j) { rows[i][j] }
  List getAt(int i) { rows[i] }
  void putAt(List ij, v) { def (i, j) = ij; rows[i][j] = v }
  String toString() { rows*.join(' ').join('\n') } }
def m = new Matrix([[1, 1], [1, 0]])
println m ** 10
println m[1, 0]
println m[0]
m[[0, 1]] = 9
println m
println m[0][1]
m[5][0]

//// a list changed in its loop
def l = [1, 2, 3]
for (x in l) { if (x == 2) { l.remove((Object) x); break } }
println l
for (x in l) {
  l << x
  println x
}

//// a set changed in its loop
def s = [1, 2] as Set
for (x in s) { s.remove(x); break }
println s
for (x in s) {
  s << 9
  println x
}
println s
for (x in s) {
  s << 10
}

//// loops that change a list and get away with it
def l = [1, 2, 3, 4]
for (int i = 0; i < l.size(); i++) if (l[i] % 2) l.remove(i--)
println l
def it2 = l.iterator()
while (it2.hasNext()) if (it2.next() == 2) it2.remove()
println l
l.removeAll { it == 4 }
println l
def q = [1, 2, 3]
for (x in q) { if (x == 2) q.remove((Object) 2) }
println q
for (x in q.collect()) { q << x }
println q
def f(l) { for (x in l) { if (x == 1) { l << 7; return x } } }
println f([1, 2])
q.eachWithIndex { x, i -> q << x }

//// exceptions about missing members tell their parts
class A { def methodMissing(String n, a) { throw new MissingMethodException(n, A, a) } 
 def propertyMissing(String n) { throw new MissingPropertyException(n, A) } }
try { new A().foo(1, 'x') } catch (MissingMethodException e) { println "$e.method $e.type ${e.arguments.toList()} $e.static $e.message" }
try { new A().bar } catch (MissingPropertyException e) { println "$e.property $e.type $e.message" }
try { throw new MissingMethodException('m', String, [1] as Object[], true) } catch (MissingMethodException e) { println e.message + e.static }
try { throw new MissingPropertyException('just text') } catch (e) { println e.message; println e.property }
try { 'x'.nope(2) } catch (MissingMethodException e) { println "$e.method $e.type ${e.arguments.toList()}" }
new A().zz

//// end of commands
def turn(x) { [by: { y -> y }] }
def q = turn 'a' by { 3 }.call()
println q
def r = turn 'a' by 'x'.toUpperCase()
println r
def t = turn 'a' by(3).abs()
println t
def u = turn 'a' by([1, 2])[0]
println u
println((turn 'b' by 4))
turn 'a' by [1, 2].size()

//// a list changed in a loop over typed elements
def l = [1, 2]
for (def x : l) {
  def z = x
  l.add(z)
  z = 3
}

//// a list changed before a condition
def l = [1, 2]
int n = 0
for (x in l) { l << 3
  if (x == 1) {
     n++
  } else {
     n--
  }
}

//// a loop written over lines
def l = [1, 2]
for (
 x
 in
 l) {
  l << x
}

//// a list as an object of a class
class A1 { def v; A1(x) { v = x }
 A1(x, y) { v = "$x-$y" } }
class A2 { def v; A2(List x) { v = x } }
class A3 { def v; A3(int x) { v = x } }
class A4 { def v; A4(x) { throw new IllegalStateException('no') }
 A4(x, y) { v = "$x-$y" } }
class A5 { def v = 1 }
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message?.readLines()?.getAt(0) } }
[t { ([1, 2] as A1).v }, t { ([1] as A1).v }, t { ([1, 2] as A2).v }, t { ([3] as A3).v }, t { ([3, 4] as A4).v }, t { ([] as A5).v }, t { A1 a = [1, 2]; a.v }, t { ((A1) [1, 2]).v }, t { ([1, 2] as Set as A1).v }, t { ((1..2) as A1).v }, t { ([1, 2, 3] as A3).v }]*.toString()

//// a cause is set once
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message?.readLines()?.getAt(0) } }
def e = new Exception('a')
[t { e.initCause(new Error('b')).cause }, t { e.initCause(new Error('c')) }, t { e.initCause(e) }, t { def z = new RuntimeException('q'); z.initCause(z) }, t { new Exception(e).initCause(null) }]*.toString()

//// continue in do while does not ask the condition
int n = 0
do { n++; if (n == 5) continue } while (n < 5)
n

//// a number called by its name
w = 5
w(3)

//// a text called in a script method
w = 'x'
def f() { w(3) }
f()

//// a list called in a closure
w = [1]
def c = { w(0) }
c()

//// a variable of the script called with this
w = 5
this.w(3)

//// a closure variable with wrong arguments
w = { "c$it" }
println w(1)
println this.w(2)
def f() { w(3) }
println f()
w(1, 2)

//// a class called by its name
w = Integer
w('5')

//// a final local given in each branch
final x
if (true) { x = 1 } else { x = 2 }
println x

//// a final local added to
final int x
x = 1
x += 1

//// a final local given in a loop
final x
for (i in 1..2) { x = i }

//// a final local given in a closure
final x
def c = { x = 1 }

//// a final local stepped
final x
x = 1
x++

//// a final local given twice
final x
x = 1
println x
x = 2

//// own exceptions
class MyEx extends RuntimeException { int code; MyEx(String m, int code) { super(m); this.code = code } }
try { throw new MyEx('bad', 5) } catch (MyEx e) { println "$e.message $e.code $e" }
class E2 extends MyEx { E2() { super('two', 2) }
 String getMessage() { "E2:" + super.getMessage() } }
throw new E2()

//// interfaces of interfaces
interface A1 { int a() }
interface B1 extends A1 { int b() }
class C1 implements B1, Cloneable { int a() { 1 }
 int b() { 2 } 
 protected Object clone() { 'cl' } }
A1 x = new C1()
println x.a() + ((B1) x).b()
println x instanceof A1
println C1.interfaces*.simpleName
x.clone()

//// constructors that call each other
class Ctor { def a, b
 Ctor() { this(1) }
 Ctor(a) { this(a, 2) }
 Ctor(a, b) { this.a = a; this.b = b } 
 String toString() { "$a/$b" } }
println new Ctor()
println new Ctor(5)
println new Ctor(5, 6)
println([1, 2] as Ctor)
Ctor c = [7, 8]
println c
println new Ctor(*[3, 4])
new Ctor(1, 2, 3)

//// an iterator of a class
class It implements Iterator<Integer> { int n = 3
 boolean hasNext() { n > 0 }
 Integer next() { n-- } }
println new It().toList()
println new It().collect { it * 2 }
for (x in new It()) print x
println new It().sum()
println new It().any { it == 2 }
new It().remove()

//// a builder by methodMissing
class Chain { def acc = []
 def methodMissing(String n, a) { acc << n; a.each { if (it instanceof Closure) { it.delegate = this; it.resolveStrategy = Closure.DELEGATE_FIRST; it() } else acc << it }; this } }
def c = new Chain()
c.html { head { title 'x' }; body(1) { p 'y'; br() } }
println c.acc
c.foo().bar(1).baz.acc

//// a builder of closures
def sb = new StringBuilder()
def ind = 0
def tag
tag = { String n, Map at = [:], body = null -> sb << '  ' * ind << "<$n" << at.collect { k, v -> " $k='$v'" }.join('') << '>\n'
  ind++
  if (body instanceof Closure) body() else if (body != null) sb << '  ' * ind << body << '\n'
  ind--
  sb << '  ' * ind << "</$n>\n" }
tag('a', [x: 1]) { tag('b', [:], 'text'); tag 'c' }
println sb
tag()

//// accessors of a class
class Temp { private double c
 double getF() { c * 9 / 5 + 32 }
 void setF(double f) { c = (f - 32) * 5 / 9 }
 boolean isHot() { c > 30 }
 def getAt(String k) { this."$k" } }
def t = new Temp(f: 212)
println t.f
println t.hot
println t['hot']
println t.isHot()
t.f -= 100
println t.@c.round(2)
println t.properties.keySet().sort()
t.hot = true

//// closures that call themselves
def x = 10
def f = { int n -> n <= 1 ? 1 : n * call(n - 1) }
println f(5)
def g = { n -> n <= 1 ? 1 : n * owner.g(n - 1) }
try { g(3) } catch (e) { println e.message.readLines()[0] }
def h
h = { n -> n <= 1 ? 1 : n * h(n - 1) }
println h(5)
println({ -> 5 }())
println({ it }())
println({ it }(3))
println({ a, b = a * 2 -> "$a $b" }(4))
println({ ... a -> a }(1, 2))

//// closures in maps
def m = [f: { "f$it" }, g: this.&println, n: [h: { a, b -> a + b }]]
println m.f(1)
m.g('via g')
println m.n.h(1, 2)
println m['f'](3)
println m.n['h'].call(3, 4)
def k = 'f'
println m."$k"(5)
println m.n?.h?.call(1, 1)
println m?.zz?.call()
m.zz()

//// pointers to methods
def s = 'hello'
def up = s.&toUpperCase
println up()
def add = Integer.&sum
try { println add(1, 2) } catch (e) { println e.message.readLines()[0] }
def mx = Math.&max
println mx(3, 7)
println([1, 2, 3].collect(Integer::toString))
println(['a', 'b'].collect(String::toUpperCase))
def ctor = Date::new
println ctor(0).time
def lst = ArrayList::new
println lst().class
println(['1', '2'].collect(Integer::valueOf).sum())
println([3, 1].sort(false, Integer::compare))
def mm = this.&foo
def foo(x, y = 1) { "foo$x$y" }
println mm(1)
println mm(1, 2)
mm.nope()

//// steps and assignments
int i = 0
def a = [0, 0, 0]
a[i++] = i
a[i++] += 5
a[i]++
println "$a $i"
def m = [:].withDefault { k -> k * 2 }
m.a += 'x'
m['b']
println m
def n = [c: [1]]
n.c << 2
n.c += 3
n.d = n.d ?: 0
n.d++
n['e-f'] = n.'c'.size()
println n
def (x, y) = [1, 2]
(x, y) = [y, x + y]
println "$x $y"
def z = x = y = 9
println "$x $y $z"
println((x = 5) + x)
if ((y = 3) > 2) println y
println(i++ + ++i)
i += i++ + ++i
println i
String str = null
str += 'a'
println str
def q = null
q += 1

//// exceptions of each kind
def e = new RuntimeException('r', new IllegalStateException('c'))
println e.cause
println e.cause.class.name
println e.stackTrace.length > 0
try { throw e } catch (RuntimeException | Error x) { println x.is(e) }
try { try { throw new IOException('1') } finally { throw new IllegalStateException('2') } } catch (x) { println x.message + x.suppressed.length }
def f() { try { throw new Exception('a') } catch (IOException x) { 'io' } catch (RuntimeException x) { 'rt' } catch (x) { "any ${x.message}" } finally { println 'f' } }
println f()
try { throw new AssertionError('ae') } catch (Error x) { println x.message }
try { Integer.parseInt('z') } catch (NumberFormatException x) { println x.message }
try { [].get(0) } catch (IndexOutOfBoundsException x) { println x.message }
try { ''[1] } catch (StringIndexOutOfBoundsException x) { println x.message }
try { (Integer) 'a' } catch (ClassCastException x) { println x.message }
try { new ArrayList(-1) } catch (IllegalArgumentException x) { println x.message }
try { [1].iterator().with { next(); next() } } catch (NoSuchElementException x) { println x.class.name }
try { null.x } catch (NullPointerException x) { println x.message }
try { Collections.emptyList() << 1 } catch (UnsupportedOperationException x) { println x.class.name + x.message }
try { zzz } catch (MissingPropertyException x) { println x.property + x.message }
e.initCause(new Exception('again'))

//// more varargs null
def f(Object... a) { a == null ? 'null' : "va${a.size()}" }
def g(String a, String... b) { b == null ? 'null' : "vb${b.size()}" }
def h(int... b) { b == null ? 'null' : "vb${b.size()}" }
[f(null), f(null, null), g('a', null), g(null), h(null), h([1, 2] as int[]), f([1, 2] as int[]), f([1,2]), f([] as String[]), g('a', [] as String[]), h(1L as int)]

//// more labels
def r = []
outer: for (i in 1..3) { for (j in 1..3) { if (j == 2) continue outer; if (i == 3) break outer; r << "$i$j" } }
def k = 0
loop: while (true) { k++; switch (k) { case 3: break; case 5: break loop; default: r << "d$k" } }
lbl: r << 'after'
int n = 0
again: do { n++; for (x in 1..5) { if (x == n) continue again; if (n > 3) break again } } while (n < 10)
r << n

//// more multicatch and resources
class R implements AutoCloseable { String n; R(n) { this.n = n; println "open $n" }
  void close() { println "close $n"; if (n == 'bad') throw new IllegalStateException('close') } }
def r = []
try (def x = new R('a'); R y = new R('b')) { println "use ${x.n}${y.n}"; throw new ArithmeticException('body') } catch (IllegalArgumentException | ArithmeticException e) { r << e.message << e.suppressed.length }
try (def x = new R('bad')) { throw new Exception('b2') } catch (e) { r << e.message << e.suppressed*.message }
try (def x = new R('bad')) { println 'fine' } catch (e) { r << e.class.name } finally { println 'end' }
try (R z = null) { r << z }
r

//// more lazy gstrings
def n = 1
def l = "${-> n} ${n} ${"in ${n + "${n}"}"}"
def before = l.toString()
n = 5
def s = "a${{ -> 'x' }}b${{ w -> w << 'q' }}c"
[before, l.toString(), s.toString(), l.values.size(), l.strings as List, "$n.class.name", l.hashCode() == l.hashCode(), "${-> n}" == '5']

//// more destructuring
def (int a, String b, c) = [1, 2, 3, 4]
def (x, y) = [1]
def (p, q) = 'ab'
(a, c) = [c, a]
def (_, u) = [1, 2]
def (List e, Map f) = [[1], [a: 2]]
def (Long g) = [5]
def (h, i) = [1, 2] as int[]
def (j, k) = (5..7)
[a, b, c, x, y, p, q, u, e, f, g, g.class.simpleName, b.class.simpleName, h, i, j, k]

//// more records
record Point(int x, int y = 5) { Point { if (x < 0) throw new IllegalArgumentException("neg $x") }
  int sum() { x + y }
  static Point origin() { new Point(0, 0) } }
def p = new Point(1, 2)
def r = [p, p.x(), p.y, p.sum(), Point.origin(), new Point(3), p == new Point(1, 2), p.hashCode() == new Point(1, 2).hashCode(), new Point(x: 4, y: 6)]
try { new Point(-1, 0) } catch (e) { r << e.message }
try { p.x = 3 } catch (e) { r << e.class.simpleName << e.message }
def (a, b) = p.toList()
r << a << b << p.toMap() << p[0] << p.size()
r*.toString()

//// more number literals
[1, 1L, 1G, 1.5, 1.5f, 1.5d, 1.5G, 1e3, 1E-2, 0x1F, 0xFFFFFFFF, 0b101, 017, 1_000_000, 0x7fff_ffff, 2147483648, 9223372036854775808, .5, 1f, 1d, 0xFFL, 0b11G, 1e3f, 1i, 0, -0, 0L, 00, 1.0e10, 100.00, 0x80000000, 0xFFFFFFFFFFFFFFFF, 1_0.0_1]

//// more overflow
int i = Integer.MAX_VALUE; long l = Long.MAX_VALUE; byte b = 127; short s = 32767; char c = 'z'
def r = [i + 1, i * 2, l + 1, -i - 2, Math.abs(Integer.MIN_VALUE), i << 1, 1 << 33, 1L << 33, -1 >>> 28, -1 >> 28, -1L >>> 60]
b++; s++; c++; i++
r << b << s << c << i << (b + 1) << (c + 1) << ('a' as char) + 1 << (byte) 128 << (int) 3e10 << (long) 1e20 << (int) Double.NaN
b += 200; r << b << b.class.simpleName
i += 1.5; r << i
r << 5 / 2 << 5.intdiv(2) << -5 % 3 << 5 % -3 << (-5).mod(3) << 2 ** 31 << 2 ** 63 << 2 ** -2 << 2.5 ** 2 << 10 ** 20 << 7.0 / 3 << 1 / 3 * 3 << 1.0f / 3 << 0.1 + 0.2 << 0.1d + 0.2d
r

//// more chars
char c = 'a'
def d = 'b' as char
[c + 1, (char) (c + 1), c < d, c == 'a', d - c, c.isLetter(), "$c$d", c as int, ('a'..'e'), ('a' as char)..('c' as char), c++ , c, ++c, [c, d].max(), c.toString() + d, c in ['c', 'b'], (c as String) in ['c'], 'abc'[1] == d, 'abc'.charAt(1) == d, d.compareTo(c), [(c): 1].c, c.hashCode(), Character.getNumericValue('7' as char), ('7' as char) - ('0' as char)]

//// more shadowing
def x = 1
def f = { def y = x; x = 5; { -> y + x }() }
class S { def x = 10
  def m(x) { this.x + x }
  def n() { def c = { x }; x = 11; c() }
  def o() { [1].collect { it + x } } }
[f(), x, new S().m(1), new S().n(), new S().o()]

//// more lambdas
import java.util.function.*
Function<Integer, Integer> f = x -> x * 2
BiFunction<Integer, Integer, Integer> g = (a, b) -> { a + b }
Supplier<String> s = () -> 'sup'
Predicate<String> p = (String z) -> z.isEmpty()
Runnable r = () -> println('ran')
Comparator<String> c = (a, b) -> b <=> a
r.run()
def h = (int x, y = 3) -> x + y
[f.apply(4), f.andThen(x -> x + 1).apply(4), g.apply(1, 2), s.get(), p.test(''), p.negate().test(''), ['a', 'b'].sort(c), h(1), f(3), [1, 2].collect(x -> x + 1), [1, 2, 3].stream().map(x -> x * x).filter(x -> x > 1).toList(), c.reversed().compare('a', 'b'), UnaryOperator.identity().apply(5)]

//// more memo
def fib
fib = { n -> n < 2 ? n : fib(n - 1) + fib(n - 2) }.memoize()
def tramp = { n, acc = 1G -> n < 2 ? acc : trampoline(n - 1, n * acc) }
tramp = tramp.trampoline()
def comp = { it + 1 } >> { it * 2 } << { it - 3 }
def cur = { a, b, c -> "$a$b$c" }
[fib(50), tramp(30), comp(10), cur.curry(1)(2, 3), cur.rcurry(3)(1, 2), cur.ncurry(1, 9)(1, 2), cur.curry(1, 2).call(3), { -> 5 }(), { it }(), { a, b = 4 -> a + b }(1), cur.maximumNumberOfParameters, cur.parameterTypes*.simpleName, { int x, String y -> }.parameterTypes*.name]

//// more delegates
class Cfg { def vals = [:]; def name
  def set(k, v) { vals[k] = v; this }
  def section(String n, @DelegatesTo(Cfg) Closure c) { def s = new Cfg(name: n); c.delegate = s; c.resolveStrategy = Closure.DELEGATE_ONLY; c(); vals[n] = s.vals; this }
  def propertyMissing(String n, v) { vals[n] = v }
  def propertyMissing(String n) { vals[n] } }
def c = new Cfg()
def outer = 'o'
c.with { set('a', 1); b = 2
  section('x') { set 'c', 3; d = 4; e = d + 1 } }
def r = c.tap { z = 9 }
def own = { -> [owner.class.simpleName.take(6), delegate.is(owner), thisObject.is(this)] }
[c.vals, r.is(c), own(), { -> { -> owner.class.name.contains('closure') }() }()]

//// more resolve strategies
class A { def x = 'A'; def who() { 'whoA' } }
class B { def y = 'B'; def x = 'Bx'
  def cl() { return { "$x" + (delegate instanceof A ? who() : '') } } }
def b = new B(); def k = b.cl()
def r = []
r << k.call().toString().take(2)
k.delegate = new A()
r << k()
k.resolveStrategy = Closure.DELEGATE_FIRST; r << k()
k.resolveStrategy = Closure.DELEGATE_ONLY; r << k()
def o = { y }
o.delegate = b
r << o()
o.resolveStrategy = Closure.OWNER_ONLY
try { o() } catch (MissingPropertyException e) { r << e.property }
def s = o.rehydrate(b, this, this); s.resolveStrategy = Closure.DELEGATE_FIRST
r << s()
r*.toString()

//// more singleton pattern and statics
class Reg { private static Reg inst; private static final Map cache = [:].asSynchronized()
  static int n
  private Reg() { n++ }
  static Reg getInstance() { inst ?: (inst = new Reg()) }
  static get(String k, Closure maker) { cache.computeIfAbsent(k) { maker(it) } } 
  static { n = 10 } }
[Reg.instance.is(Reg.instance), Reg.n, Reg.get('a') { it * 2 }, Reg.get('a') { 'no' }, Reg.cache]

//// more visitor
interface Visitor { def visit(Num n); def visit(Add a) }
abstract class Expr { abstract accept(Visitor v) }
class Num extends Expr { int v; def accept(Visitor x) { x.visit(this) } }
class Add extends Expr { Expr l, r; def accept(Visitor x) { x.visit(this) } }
class Eval implements Visitor { def visit(Num n) { n.v }
 def visit(Add a) { a.l.accept(this) + a.r.accept(this) } }
class Show implements Visitor { def visit(Num n) { "$n.v" }
 def visit(Add a) { "(${a.l.accept(this)}+${a.r.accept(this)})" } }
def e = new Add(l: new Num(v: 1), r: new Add(l: new Num(v: 2), r: new Num(v: 3)))
[e.accept(new Eval()), e.accept(new Show())]*.toString()

//// more multi dispatch
def f(Object o) { 'obj' }
def f(String s) { 'str' }
def f(Integer i) { 'int' }
def f(Number n) { 'num' }
def f(List l) { 'list' }
def f(Collection c) { 'coll' }
def f(Map m) { 'map' }
def f(Closure c) { 'closure' }
def f(int[] a) { 'ints' }
def f(GString g) { 'gstring' }
def f(char c) { 'char' }
def f(Comparable c) { 'comparable' }
Object o = 'declared object'
[f(1), f(1L), f(1.5), f('s'), f("g${1}"), f([]), f([] as Set), f([:]), f({ }), f([1] as int[]), f('c' as char), f(new Date(0)), f(o), f(true), f(1..2), f(new Object()), f(null as String)]

//// more multi dispatch numbers
def g(long l) { "long$l" }
def g(double d) { "double$d" }
def g(BigDecimal d) { "bd$d" }
def h(int i) { 'int' }
def h(Object o) { 'obj' }
def k(Long l) { 'Long' }
def k(Object o) { 'obj' }
def m(Number n) { 'N' }
def m(int n) { 'i' }
def p(float f) { 'f' }
def p(BigInteger b) { 'B' }
[g(1), g(1L), g(1.5f), g(1.5), g(1G), h(1), h(1L), h(1 as byte), k(1), k(1L), m(1), m(1L), m(1 as short), p(1), p(1G), p(1L)]

//// more u2 return from closure
def f(List l) { l.each { if (it > 1) return 'inner' }; 'outer' }
def g(l) { for (x in l) { if (x > 1) return x }; -1 }
def h() { [1, 2, 3].find { if (it == 2) return true; false } }
def i = { if (it) { return 'a' } else { 'b' } }
def j = { try { return 'try' } finally { println 'fin' } }
[f([1, 2]), g([1, 5]), h(), i(1), i(0), j(), { }(), { -> }(), ({ return }())]

//// more u3 implicit returns
def a() { if (true) 'yes' else 'no' }
def b(x) { if (x) { 'in' } }
def c() { try { 'tried' } catch (e) { 'caught' } finally { 'fin' } }
def d() { switch (2) { case 1: 'one'; break; case 2: 'two'; break } }
def e() { def x = 5 }
def f() { int x = 5; x += 2 }
def g() { for (i in 1..3) { i } }
def h() { while (false) { }; }
def i() { [1, 2].each { it } }
def j() { def m = [:]; m.k = 7 }
def k() { assert true }
def l() { throw new Exception('x') }
int m() { 'a'.size() }
void n() { 5 }
String o() { 5 }
boolean p() { 'x' }
long q() { 3 }
def r() { { -> 4 } }
def s() { synchronized (this) { 'sync' } }
def t() { lbl: { 6 } }
def u() { int x }
def v() { if (true) { if (false) 1 else { 'deep' } } }
[a(), b(1), b(0), c(), d(), e(), f(), g(), h(), i(), j(), k(), m(), n(), o(), o().class.simpleName, p(), q().class.simpleName, r()(), s(), u(), v()]

//// more u4 typed returns fail
int m() { 'abc' }
m()

//// more u5 typed returns null
int m() { if (false) 5 }
m()

//// more u6 boolean null
boolean m() { null }
[m()]

//// more u7 exceptions
class A1 extends Exception { A1(m) { super(m) } }
class A2 extends A1 { A2(m) { super("a2 $m".toString()) } }
def t(c) { try { c(); 'none' } catch (A2 e) { "A2:${e.message}" } catch (A1 e) { "A1:${e.message}" } catch (IOException | IllegalStateException e) { "multi:${e.class.simpleName}" } catch (RuntimeException e) { "rt:${e.class.simpleName}" } catch (Throwable e) { "th:${e.class.simpleName}" } finally { println 'f' } }
[t { throw new A2('x') }, t { throw new A1('y') }, t { throw new IOException('z') }, t { 1 / 0 }, t { throw new Error('e') }, t { assert false }, t { null.x }, t { [].first() }, t { 5 }, t { throw new Exception() }, t { throw null }, t { Integer.parseInt('q') }, t { (String) new Object[1][5] }, t { new int[-1] }, t { 'abc'[10] }, t { [1, 2].get(5) }, t { Object o = 'x'; (Integer) o }, t { throw new IllegalStateException(new IOException('c')) }]*.toString()

//// more u8 exception details
def e1 = new RuntimeException('top', new IllegalArgumentException('cause'))
def r = [e1.message, e1.cause.message, e1.toString(), e1.localizedMessage, new RuntimeException(e1).message, new Exception().message, e1.stackTrace.class.simpleName, e1.suppressed.size()]
e1.addSuppressed(new Exception('sup'))
r << e1.suppressed[0].message
try { try { throw e1 } finally { r << 'finally' } } catch (x) { r << x.is(e1) }
def root = { t -> t.cause ? call(t.cause) : t }
r << (e1 as String)
r

//// more u9 nested try
def log = []
def f(log, n) {
  try { log << "t$n"; if (n == 1) return 'r1'; if (n == 2) throw new IllegalStateException('x'); try { if (n == 3) throw new RuntimeException('in') } finally { log << 'innerf' }; log << 'after' }
  catch (IllegalStateException e) { log << 'c'; if (n == 2) return 'r2' }
  catch (e) { log << e.message; throw new Exception('re', e) }
  finally { log << "f$n" }
  'end' }
[f(log, 1), f(log, 2), f(log, 4), (1..1).collect { try { f(log, 3) } catch (e) { "${e.message}/${e.cause.message}" } }, log]*.toString()

//// more u10 loops with try
def r = []
for (i in 0..4) { try { if (i == 1) continue; if (i == 3) break; r << i } finally { r << "f$i" } }
int k = 0
while (true) { try { k++; if (k == 2) continue; if (k > 3) break } catch (e) { } finally { r << k } }
r

//// more u12 with propertyMissing on closure delegate
class B { def vals = [:]; def methodMissing(String n, a) { vals[n] = a.size() == 1 ? a[0] : a.toList(); this }
 def propertyMissing(String n) { "<$n>" } }
def b = new B()
b.with { title 'T'; size 3, 4; nested { } }
b.title('X').other(1)
[b.vals.title, b.vals.size, b.vals.other, b.vals.nested instanceof Closure, b.foo]*.toString()

//// more u14 string methods with closures
['abc'.collect { it.toUpperCase() }, 'a1b2'.replaceAll(/\d/) { "<$it>" }, 'a-b'.replaceAll(/(\w)-(\w)/) { all, x, y -> y + x }, 'hello'.findAll(/l/), 'x=1,y=2'.split(',')*.split('=').collectEntries { [it[0], it[1]] }, 'abc'.each { }, 'aXbX'.tokenize('X'), 'abc'.inject('') { s, c -> c + s }, 'line1\nline2'.readLines(), 'k: v'.find(/(\w): (\w)/) { a, b, c -> c }, 'Hello' =~ /l+/ ? 'm' : 'n', ('a,b' =~ /(\w),(\w)/)[0], ('ab' ==~ /a./), 'x'.with { it * 3 }, 'abc'.any { it == 'b' }]*.toString()

//// more u15 operators on null
def n = null
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ':' + e.message } }
[t { n + 'a' }, t { 'a' + n }, t { n == null }, t { n != 5 }, t { n < 5 }, t { 5 > n }, t { n <=> 1 }, t { n in [null] }, t { n as List }, t { n ?: 1 }, t { !n }, t { n as int }, t { n as Integer }, t { n * 2 }, t { 2 * n }, t { -n }, t { n[0] }, t { n.x }, t { n.x() }, t { n?.x }, t { "${n}" }, t { n instanceof Object }, t { n.toString() }, t { n.is(null) }, t { n.equals(null) }, t { [n].sum() }, t { n..5 }, t { n << 1 }, t { n() }, t { [a: n].a.b }, t { n =~ /x/ }, t { n ==~ /x/ }, t { [*n] }, t { n*.x }, t { n.collect { it } }, t { n.size() }, t { n.iterator().hasNext() }, t { n.asBoolean() }, t { n.with { 5 } }]

//// more w1 param closures arity
def a = { Integer x, String... r -> "$x${r.toList()}" }
def b = { x = 5, y = x + 1 -> "$x,$y" }
def c = { ... z -> z.size() }
def d = { List l -> l }
def e = { x, y -> "$x-$y" }
def f = { Map m, x -> "$m $x" }
def h = { x -> x }
[a(1), a(1, 'p', 'q'), b(), b(1), b(1, 9), c(), c(1, 2), d([1, 2]), e([1, 2]), e(1, 2), f(k: 1, 3), h([1, 2]), h(null), c([1, 2] as Object[]), { int... q -> q.sum() }(1, 2, 3)]*.toString()

//// more w2 static nested generic builder
class Query { private final List<String> parts = []; private int lim = -1
  static Query from(String t) { new Query().add("FROM $t") }
  private Query add(CharSequence s) { parts << s.toString(); this }
  Query where(Closure c) { def w = new Where(); w.with(c); add("WHERE ${w.conds.join(' AND ')}") }
  Query limit(int n) { lim = n; this }
  String toString() { parts.join(' ') + (lim >= 0 ? " LIMIT $lim" : '') }
  static class Where { List conds = []
    def propertyMissing(String n) { new Col(this, n) } }
  static class Col { Where w; String n
    Col(Where w, String n) { this.w = w; this.n = n }
    void eq(v) { w.conds << "$n = ${v instanceof Number ? v : "'$v'"}" }
    void gt(v) { w.conds << "$n > $v" } } }
Query.from('t').where { name.eq 'x'; age.gt 5 }.limit(3).toString()

//// more w3 state machine
enum St { NEW, OPEN, DONE
  private static final Map<St, Set<St>> NEXT = [(NEW): [OPEN] as Set, (OPEN): [DONE, NEW] as Set, (DONE): [] as Set]
  boolean can(St o) { o in NEXT[this] } }
class Machine { St s = St.NEW; List hist = []
  Machine to(St n) { if (!s.can(n)) throw new IllegalStateException("$s -> $n"); hist << [s, n]; s = n; this } }
def m = new Machine().to(St.OPEN).to(St.DONE)
def r = [m.s, m.hist*.join('>')]
try { m.to(St.NEW) } catch (IllegalStateException e) { r << e.message }
r*.toString()

//// more w4 event bus with generics
class Bus { private Map<Class, List<Closure>> hs = [:].withDefault { [] }
  def <T> void on(Class<T> c, Closure h) { hs[c] << h }
  void emit(Object e) { hs.findAll { k, v -> k.isInstance(e) }.each { k, v -> v*.call(e) } } }
def log = []
def b = new Bus()
b.on(String) { log << "s:$it" }
b.on(Number) { log << "n:${it + 1}" }
b.on(Object) { log << 'o' }
b.emit('x'); b.emit(5); b.emit(2.5)
log*.toString()

//// more w5 result type
abstract class Res<T> { abstract boolean isOk()
  static <T> Res<T> of(Closure<T> c) { try { new Ok(c()) } catch (Exception e) { new Err(e) } }
  Res map(Closure f) { ok ? Res.of { f(value) } : this }
  def orElse(d) { ok ? value : d } }
class Ok<T> extends Res<T> { final T value; Ok(T v) { value = v }
  boolean isOk() { true }
  String toString() { "Ok($value)" } }
class Err extends Res { final Exception error; Err(Exception e) { error = e }
  boolean isOk() { false }
  String toString() { "Err(${error.message})" } }
[Res.of { 5 }.map { it * 2 }, Res.of { 1 / 0 }.map { 3 }, Res.of { 'a' }.map { it.foo }.orElse('d'), Res.of { null }.orElse(1)]*.toString()

//// more w7 matrix
class Mat { double[][] d
  Mat(List rows) { d = rows as double[][] }
  Mat multiply(Mat o) { new Mat((0..<d.length).collect { i -> (0..<o.d[0].length).collect { j -> (0..<o.d.length).sum { k -> d[i][k] * o.d[k][j] } } }) }
  double[] getAt(int i) { d[i] }
  String toString() { d*.toList().toString() } }
def m = new Mat([[1, 2], [3, 4]]) * new Mat([[0, 1], [1, 0]])
[m.toString(), m[1][0], m.d[0].length]

//// more w8 text templating
def render(String t, Map m) { t.replaceAll(/\{\{(\w+)(?:\|(\w+))?\}\}/) { all, k, f -> def v = m[k]; f == 'upper' ? v.toString().toUpperCase() : v?.toString() ?: '' } }
[render('Hi {{name|upper}}, {{age}} {{none}}!', [name: 'bo', age: 5])]

//// more w9 parse csv
def csv = '''id,name,score
1,Ann,3.5
2,"Bob, Jr",4
3,Cy,'''
def rows = csv.readLines()
def head = rows[0].split(',')
def parse = { String l -> (l =~ /"([^"]*)"|([^,]+)|(?<=,)(?=,|$)/).collect { it[1] ?: it[2] ?: '' } }
def recs = rows.drop(1).collect { [head, parse(it)].transpose().collectEntries() }
def (ok, bad) = recs.split { it.score }
[recs, ok*.name, bad.size(), recs.findAll { it.score }.sum { it.score as BigDecimal }, recs.sort { -(it.id as int) }*.id, recs.collectEntries { [(it.id as int): it.name] }]

//// more w10 diff maps
def diff(Map a, Map b, String p = '') {
  (a.keySet() + b.keySet()).toSorted().collectMany { k ->
    def path = p ? "$p.$k" : k as String
    if (a[k] instanceof Map && b[k] instanceof Map) return diff(a[k], b[k], path)
    if (a[k] == b[k]) return []
    [[path, a[k], b[k]]] } }
diff([a: 1, b: [c: 1, d: 2], e: 5], [a: 1, b: [c: 3, d: 2], f: 6])*.toString()

//// more w11 deep copy and freeze
def copy(x) { switch (x) { case Map: return x.collectEntries { k, v -> [k, copy(v)] }; case List: return x.collect { copy(it) }; case Set: return x.collect { copy(it) } as Set; default: return x } }
def o = [a: [1, [b: 2]], s: [1] as Set]
def c = copy(o)
c.a[1].b = 9; c.a << 3
def im = o.asImmutable()
def r = [o, c]
try { im.z = 1 } catch (UnsupportedOperationException e) { r << 'frozen' }
r << [1, 2].asImmutable().class.simpleName.contains('Unmod')
r

//// small y1
def m = [1: 'a', 'b': 2, (1 + 1): 'c', "d${1}": 4]
def s = "${m[1]} ${m.b} ${m[2]} ${m['d1']} ${m.find { k, v -> k == 'd1' }?.value}"
s.toString()

//// small y2
def a = [1, 2, 3] as Integer[]
int[][] g = new int[2][3]
g[1][2] = 5
g[0] = [7, 8, 9] as int[]
String[] s = ['a', 'b']
def l = [1, 2] as long[]
int[] z = [3, 1, 2].sort()
def e = new String[2]
def c = 'abc' as char[]
def o = new Object[]{1, "a"}

[a.class.simpleName, g.toString(), s.length, l[0].class.simpleName, z, e, c.length, o, g*.sum(), a + 4, a.contains(2), s.join('-'), g[1].toList(), [g.length, g[0].length], a == [1, 2, 3] as Integer[], Arrays.asList(a), a[-1], a[0..1].class.simpleName]

//// small y3
int[][] g = [[1, 2], [3]]
def h = [[1, 2], [3]] as int[][]
def n = new int[2][]
n[0] = [1] as int[]
for (row in g) for (x in row) print x
[g[1][0], h[0][1], n[1], n[0], g.collect { it.sum() }, g.flatten()]

//// small y4
byte b = 10; short s = 5; long l = 3; float f = 1.5f; double d = 2.5; char c = 'x'
[(b + s).class, (b + l).class, (f + d).class, (s * f).class, (c + 1).class, (b / s).class, (l / s).class, (f / s).class, (b % 3).class, (b ** 2).class, (l ** 2).class, (-b).class, (b << 1).class, (l << 1).class, (b & 1).class, (~b).class, (1 / 2).class, (1.0 / 2).class, (1G / 2).class, (5.intdiv(2)).class, (1G + 1L).class, (1.5 + 1).class, (1.5 + 1f).class, (1.5 + 1d).class, (d as int).class, (true ? 1 : 2L).class, [1, 2L].sum().class, [1, 2.5].max().class]*.simpleName

//// small y5
def r = []
r << (10 > 5 ? 'a' : 'b') << (null ? 1 : 2) << ('' ?: 'e') << ([] ?: [1]) << (0 ?: 5) << (0.0 ?: 1) << (' ' ? 1 : 2) << ([:] ? 1 : 2) << ([null] ? 1 : 2) << ("${''}" ? 1 : 2) << ('a' =~ /b/ ? 1 : 2) << ({ } ? 1 : 2) << (new Object() ? 1 : 2) << ([] as int[] ? 1 : 2) << ([0].iterator() ? 1 : 2) << (Optional.empty() ? 1 : 2) << (('x' as char) ? 1 : 2) << ((0 as char) ? 1 : 2) << (Double.NaN ? 1 : 2) << (-0.0d ? 1 : 2) << (new StringBuilder() ? 1 : 2) << ((1..0) ? 1 : 2) << (new Date(0) ? 1 : 2)
r

//// small y6
def (a, b) = [10, 3]
[a <=> b, a ** b, a % b, a / b, a.intdiv(b), a & b, a | b, a ^ b, a << b, a >> 1, a >>> 1, ~a, -a, +a, !a, a == b, a != b, a > b, a >= b, a < b, a <= b, a..b, a..<b, a in [10], a !in [10], a instanceof Integer, a !instanceof String, a as String, a === a, a !== b, a ?: b, a ? 1 : 2, a =~ /1/ ? 1 : 0, a ==~ /\d+/]*.toString()

//// small y7
def sb = new StringBuilder()
sb << 'a' << 1 << [2] << null << "g${3}"
sb.append('x').insert(0, '>').reverse()
def s = 'abc'
s += 1; s += null; s -= 'b'; s *= 2
def t = 'a' * 3 + 'b' - 'ab'
def u = 'x'.next() + 'y'.previous() + ++'a' 
[sb.toString(), s, t, u]

//// small y8
def u = 'x'.next() + 'y'.previous()
def c = 'a'
c++
def d = 'Zz9'
d++
[u, c, d, 'az'.next(), ''.next(), 'a' < 'b', 'a' <=> 'B', 'abc' == 'ab' + 'c', 'a'.equals("${'a'}"), "${'a'}" == 'a', 'abc' in ['abc'], 'a' as Character, 'abc'[0] as char]

//// small y9
def x = 10
def f = { int y -> x += y; x }
def g = { -> x = 0; x }
def h = { z -> z }
[f(5), g(), x, h(1)]

//// small y10
def list = [5, 3, 9]
def (min, max) = [list.min(), list.max()]
def total = 0
list.eachWithIndex { v, i -> total += v * i }
list.each { total += it }
def grouped = list.groupBy { it > 4 ? 'big' : 'small' }
[min, max, total, grouped]

//// small y11
import static java.util.stream.Collectors.*
[1, 2, 3, 4].stream().collect(groupingBy({ it % 2 == 0 ? 'even' : 'odd' }, counting())).toString()

//// small y12
@groovy.transform.Field List log = []
def step(String n, Closure c = null) { log << n; c?.call(); log << "/$n".toString(); this }
step('a') { step('b') { step 'c' } }.step('d')
log

//// small y13
def p = { String s, int n = 2, Closure c = { it } -> (1..n).collect { c("$s$it") } }
[p('a'), p('a', 1), p('b', 1) { it * 2 }, p('z', 2, { "${it}!" })]*.toString()

//// small y14
class T { static int c; final int id = ++c; static T last; { last = this }
  boolean equals(o) { o.is(this) }
  int hashCode() { id } }
def a = new T(), b = new T()
[a.id, b.id, T.c, T.last.is(b), [a, b, a] as Set == [b, a] as Set, [(a): 1, (b): 2][a]]

//// small y15
def text = 'a=1;b=2'
def m = [:]
text.split(';').each { def (k, v) = it.split('='); m[k] = v.toInteger() }
def n = text.tokenize(';')*.tokenize('=').collectEntries()
def o = text.split(/;/).inject([:]) { acc, p -> acc + [(p[0]): p[2] as int] }
[m, n, o, m == o, m.max { it.value }.key, m.sort { -it.value }*.key, m.collect { "$it.key:$it.value" }.join(','), m.every { k, v -> v > 0 }, m.findAll { it.value > 1 }, m.any { it.key == 'a' }, m.min { it.value }.value]

//// small z1
class Temp { private double c
  static Temp ofC(double c) { new Temp(c: c) }
  double getF() { c * 9 / 5 + 32 }
  void setF(double f) { c = (f - 32) * 5 / 9 }
  double getC() { c }
  void setC(double v) { if (v < -273.15) throw new IllegalArgumentException("too cold: $v"); c = v } }
def t = Temp.ofC(100)
def r = [t.f, t.c]
t.f = 32; r << t.c
t.f += 18; r << t.c
try { t.c = -300 } catch (e) { r << e.message }
try { new Temp(c: -500) } catch (e) { r << e.message }
r

//// small z2
class Stack2<T> { private final Deque<T> d = new ArrayDeque<>()
  void push(T... xs) { xs.each { d.push(it) } }
  T pop() { d.isEmpty() ? null : d.pop() }
  int size() { d.size() }
  boolean asBoolean() { !d.isEmpty() }
  def each(Closure c) { d.each(c); this } }
def s = new Stack2<String>()
s.push 'a', 'b'
def seen = []
s.each { seen << it }.each { seen << it * 2 }
while (s) seen << s.pop()
[seen, s.pop(), s.size()]

//// small z3
class Pt { final int x, y
  Pt(int x, int y) { this.x = x; this.y = y }
  Pt plus(Pt o) { new Pt(x + o.x, y + o.y) }
  Pt plus(int n) { new Pt(x + n, y + n) }
  Pt multiply(Number n) { new Pt((x * n) as int, (y * n) as int) }
  boolean equals(o) { o instanceof Pt && x == o.x && y == o.y }
  int hashCode() { x * 31 + y }
  String toString() { "<$x,$y>" } }
class IntCat { static Pt by(Integer a, Integer b) { new Pt(a, b) } }
def pts = [new Pt(1, 2), new Pt(3, 4)]
[pts.sum(), pts.inject { a, b -> a + b }, pts*.x, pts.sum { it.x }, pts[0] + 5, pts[1] * 1.5, pts.collect { it * 2 }, pts.max { it.y }, pts.toSet() == [new Pt(3, 4), new Pt(1, 2)] as Set, pts.indexOf(new Pt(3, 4)), (pts + [new Pt(1, 2)]).unique().size(), pts.sum(new Pt(10, 10))]*.toString()

//// small z4
def retry(int n, Closure body) {
  int i = 0
  while (true) {
    try { return body(++i) }
    catch (IllegalStateException e) { if (i >= n) throw e; println "retry $i: ${e.message}" }
  }
}
def r = [retry(3) { if (it < 3) throw new IllegalStateException("no $it"); "ok $it".toString() }]
try { retry(2) { throw new IllegalStateException("always $it") } } catch (e) { r << e.message }
r

//// small z5
def partial(Map defaults, Closure c) { { Map o -> c(defaults + (o ?: [:])) } }
def greet = partial(greeting: 'Hi', name: 'you') { Map m -> "$m.greeting $m.name" }
def compose = { Closure... fs -> { x -> fs.inject(x) { v, f -> f(v) } } }
def pipe = compose({ it + 1 }, { it * 2 }, String.&valueOf)
def flip = { f -> { a, b -> f(b, a) } }
def ycomb = { le -> ({ f -> f(f) })({ f -> le({ x -> f(f)(x) }) }) }
[greet(name: 'Bo'), greet(), greet(null), pipe(4), flip { a, b -> a - b }(1, 5), ycomb({ fac -> { n -> n <= 1 ? 1 : n * fac(n - 1) } })(5)]*.toString()

//// small z6
interface Shape { BigDecimal area(); default int cmp(Shape o) { area() <=> o.area() } }
class Sq implements Shape { BigDecimal s; BigDecimal area() { s ** 2 } }
def ci = [area: { -> 3.5 }] as Shape
def anon = new Shape() { BigDecimal area() { 2 } }
def lam = { -> 9G } as Shape
[new Sq(s: 2).area(), ci.area(), anon.area(), lam.area(), [new Sq(s: 3), ci, anon].sort { a, b -> a.cmp(b) }*.area()]

//// template or own d1
def x = 'X'
["""
  Dear $x,
    total
""".stripIndent(), """
  Dear X,
    total
""".stripIndent(), """\
  a $x
   b
  """.stripIndent(), '''\
  a
   b
  '''.stripIndent(), "${'  a'}\n   b\n".stripIndent(), "${''}".stripIndent(), "${'  a'}\n\n    b".stripIndent(), "${'  a  '}  \n\t b\n".stripIndent(), "${'  a'}\n \n  b".stripIndent(2), "${'  a'}\r\n   b".stripIndent()]

//// template or own d2
def g = "${' a '}"
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ':' + e.message } }
[t { g.strip() }, t { g.isBlank() }, t { g.lines().toList() }, t { g.repeat(2) }, t { g.stripLeading() }, t { g.indent(2) }, t { g.translateEscapes() }, t { g.formatted(1) }, t { g.chars().count() }, t { g.isEmpty() }, t { g.length() }, t { g.trim() }, t { g.toList() }, t { g.size() }, t { g.split(' ').toList() }, t { g.replace('a', 'b') }, t { g.contains('a') }, t { g.compareTo(' b ') }, t { g.intern() }, t { g.getBytes().length }, t { g.charAt(1) }, t { g.concat('x') }, t { g.matches(' a ') }]

//// template or own st3
static int twice(int x) { x * 2 }
[1].each { twice('a') }

//// template or own st4
static int twice(int x) { x * 2 }
this.twice('a')

//// template or own st5
static int twice(int x) { x * 2 }
twice(1, 2)

//// template or own st6
static int twice(int x) { x * 2 }
def twice(List x) { x }
twice('a')

//// template or own st7
static int twice(int x) { x * 2 }
static f() { twice('a') }
f()

//// template or own st8
static int twice(int x) { x * 2 }
[twice(1), [1].collect { twice(it) }, this.&twice(3)]

//// template or own st9
class A { static m(int x) { x }
 def go() { m('a') } }
new A().go()

//// template or own as1
class A { def asType(Class c) { if (c == String) return "A:${1}"; if (c == List) return [1] as Set; if (c == Integer) return 5L; if (c == Map) return null; if (c == int) return 7; if (c == Date) return 'x'; super.asType(c) } }
def a = new A()
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ':' + e.message } }
[t { a as String }, t { a as List }, t { a as Integer }, t { a as Map }, t { a as int }, t { a as Date }, t { a.asType(String) }]*.toString()

//// small b1
class A { String n; def asType(Class c) { if (c == String) return "A:$n"; super.asType(c) } }
try { (new A(n: 'x') as String).size() } catch (ClassCastException e) { 'cce' }

//// small b2
def s = 'abc'
def r = s.with { [size(), toUpperCase(), it[0], this.is(owner)] }
r

//// small b3
def c = { -> delegate.foo }
c.delegate = [foo: 5]
def d = { foo }
d.delegate = [foo: 6]; d.resolveStrategy = Closure.DELEGATE_FIRST
[c(), d()]

//// small b4
class Cfg { def props = [:]
  def methodMissing(String n, a) { if (a && a[0] instanceof Closure) { def k = new Cfg(); def c = a[0]; c.delegate = k; c.resolveStrategy = Closure.DELEGATE_FIRST; c(); props[n] = k.props } else props[n] = a[0] }
  def static make(@DelegatesTo(Cfg) Closure c) { def k = new Cfg(); k.with(c); k.props } }
Cfg.make { server { host 'h'; port 80 }; debug true }

//// small b5
int x = 5
String s = "a${x}b"
def list = [1, *[2, 3], *4..5]
def (first, *rest) = [1, 2, 3]
rest

//// small b6
def text = """
  Dear ${'X'},
    total: ${[1, 2].sum()}
""".stripIndent().trim()
text

//// small b8
def f = { a, b -> a <=> b } as Comparator
def t = [5, 1, 3] as TreeSet
def u = new TreeMap<String, Integer>([b: 1, a: 2])
def pq = new PriorityQueue([3, 1, 2])
[t, u, pq.poll(), [3, 1].sort(f), t.first(), u.firstKey(), t.headSet(3), u.collect { k, w -> k + w }]*.toString()

//// small b9
String s = null
s ?= 'd'
def m = [x: null]
m.x ?= { 5 }()
List l
l ?= []
l << s
[s, m, l]

//// small b10
def n = 5
def res = n.with { it > 3 ? 'big' : 'small' }
def sw = { x -> switch (x) { case Integer: return x * 2; case String: return x * 2; default: return null } }
[res, sw(2), sw('a'), sw(2.5)]

//// small b18
println "a" "b" "c"

//// small b19
def x = [1, 2, 3
println x

//// small b20
def m = [a: 1, b: ]

//// small b21
if (true) println 'a' else println 'b'

//// small b22
def f(String s = 'a', int n) { s * n }
f(2)

//// small b23
for (int i : 1..3) print i

//// small b24
def c = { int x -> x } as Function

//// small b26
def list = [3, 1, 2]
list.sort { a, b -> b <=> a }
list.sort()
assert list == [1, 2, 3]
list.removeAll { it > 2 }
list.retainAll { it > 1 }
list

//// small b27
def x = 'abc'
x[0] = 'z'

//// small b28
final l = [1]
l << 2
l = [3]

//// small b30
class A { static main(a) { } 
 def x = }
