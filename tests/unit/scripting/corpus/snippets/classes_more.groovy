//// n1 static nested access
class Outer { private static String s = 'sec'; private String i = 'inst'
  static class N { String get() { s } }
  class In { String get() { i + s }
    class Deep { String all() { i + s + get() } }
    Deep deep() { new Deep() } }
  In mk() { new In() }
  static N mkN() { new N() } }
def o = new Outer()
[Outer.mkN().get(), o.mk().get(), o.mk().deep().all()]

//// n2 inner with closure
class O { List l = []
  class I { def add(x) { [x].each { l << it } } }
  def run() { def i = new I(); i.add(3); i.add(4); l } }
new O().run()

//// n3 anonymous in method sees locals and fields
class Q { int f = 5
  def mk(int p) { int loc = 2; def o = new Object() { int sum() { f + p + loc }
     String toString() { "anon ${sum()}" } }; o } }
def q = new Q().mk(10)
[q.sum(), "$q"]

//// n4 anonymous interface with generics
def c = new Comparator<Integer>() { @Override int compare(Integer a, Integer b) { b <=> a } }
def r = new Runnable() { def log = []; void run() { log << 'ran' } }
r.run()
[[1, 3, 2].sort(c), r.log, c.compare(1, 2), c instanceof Comparator]

//// n5 local class like recursion
class Node { def v; Node next; Node(v, Node next = null) { this.v = v; this.next = next } }
class LL { Node head; int size = 0
  LL push(v) { head = new Node(v, head); size++; this }
  LL reverse() { def p = null, c = head; while (c) { def n = c.next; c.next = p; p = c; c = n }; head = p; this }
  List list() { def r = []; for (def n = head; n != null; n = n.next) r << n.v; r }
  def leftShift(x) { push(x) }
  def getAt(int i) { list()[i] } }
def l = new LL()
l << 1 << 2 << 3
[l.list(), l.reverse().list(), l[0], l.size, l[-1]]

//// i1 abstract template
abstract class Job { List log = []
  final void run() { before(); doIt(); after() }
  protected void before() { log << 'b' }
  protected abstract void doIt()
  void after() { log << 'a' } }
class J1 extends Job { protected void doIt() { log << 'j1' }
  void after() { super.after(); log << 'a2' } }
def j = new J1(); j.run()
j.log

//// i2 static hiding and super chains
class A { static String n() { 'A' }
  def x = 'ax'; String hi() { "A$x" } }
class B extends A { static String n() { 'B' + A.n() }
  String hi() { 'B' + super.hi() } }
class C extends B { def x = 'cx'; String hi() { 'C' + super.hi() } }
[B.n(), C.n(), new C().hi(), new B().hi(), new C().x, ((A) new C()).hi()]

//// i3 constructors order
class A { def log = []; A() { log << 'A'; init() }
 def init() { log << 'Ainit' } }
class B extends A { def f = 5; { log << "blk$f" }
 B() { log << "B$f" }
 def init() { log << "Binit$f" } }
new B().log

//// i4 equals hash in collections
class K { String a; int b
  boolean equals(Object o) { if (this.is(o)) return true; if (!(o instanceof K)) return false; a == o.a && b == o.b }
  int hashCode() { Objects.hash(a, b) } }
def s = [new K(a: 'x', b: 1), new K(a: 'x', b: 1), new K(a: 'y', b: 1)] as Set
def m = [(new K(a: 'q', b: 2)): 'v']
[s.size(), m[new K(a: 'q', b: 2)], [new K(a: 'z', b: 1)].contains(new K(a: 'z', b: 1)), new K(a: '1', b: 1) == null, [new K(a: 'x', b: 1)] - [new K(a: 'x', b: 1)], [new K(a: 'x', b: 1), new K(a: 'x', b: 1)].unique().size()]

//// i5 toString in text
class T { def v; String toString() { "T<$v>" } }
def t = new T(v: [1, 'a'])
["$t", "" + t, [t].toString(), [k: t].toString(), t.toString(), [t].join('-'), String.valueOf(t), "${[t]}", t as String, [a: [t]].inspect()]

//// i6 named args and maps
class N { String a; int b; Map rest
  N() { }
  N(Map m) { a = m.a; b = (m.b ?: 0) as int; rest = m.findAll { it.key.size() > 1 } } }
def f(Map o, x, y = 2) { "$o $x $y" }
def g(x, Map o) { "$x $o" }
def h(Map o = [:]) { o.size() }
def k(Map o = [:], String s) { "$o$s" }
[new N(a: 'q', b: 3, zz: 4).rest, f(a: 1, 5), f(5, a: 1), f(5, a: 1, 6), f([z: 1], 3), g(1, [a: 2]), h(), h(a: 1, b: 2), k('s'), k('s', q: 1), k(q: 2, 's')]

//// defaults of interfaces i5
interface T1 { static String st() { 's' } }
T1.st()

//// defaults of interfaces i6
interface T1 { default String go() { "g${this.class.simpleName}$K" }
 int K = 5 }
class T2 implements T1 { String go() { 'T2' + T1.super.go() } }
new T2().go()

//// defaults of interfaces i7
interface A { default int f() { 1 } }
interface B { default int f() { 2 } }
class C implements A, B { }
class D implements A, B { int f() { A.super.f() + B.super.f() } }
[new C().f(), new D().f()]

//// defaults of interfaces l1
class Base { def f() { 1 }
 def g() { 'bg' } }
interface I { default def f() { 2 }
 def g() }
class C extends Base implements I { }
[new C().f(), new C().g()]

//// defaults of interfaces l2
interface I { default f() { 2 } }
interface J extends I { default f() { 3 } }
class C implements J, I { }
class D implements I, J { }
[new C().f(), new D().f()]

//// defaults of interfaces l3
trait T { def f() { 't' } }
interface I { default f() { 'i' } }
class C implements T, I { }
class D implements I, T { }
[new C().f(), new D().f()]

//// defaults of interfaces l4
abstract class Base { abstract f(); def g() { f() } }
interface I { default f() { 'i' } }
class C extends Base implements I { }
new C().g()

//// defaults of interfaces l5
class Base { def f() { 'b' } }
trait T { def f() { 't' + super.f() } }
class C extends Base implements T { }
class D extends Base implements T { def f() { 'd' + super.f() + T.super.f() } }
[new C().f(), new D().f()]

//// defaults of interfaces l6
interface I { default f() { 'i' } }
class Base implements I { def f() { 'b' } }
class C extends Base { }
class D extends Base implements I { }
[new C().f(), new D().f()]

//// e13
interface Op { int ap(int a, int b) }
enum Ops implements Op { ADD('+') { int ap(int a, int b) { a + b } }, MUL('*') { int ap(int a, int b) { a * b }
   String extra() { 'x' + sym } }
  final String sym; private static final Map BY = values().collectEntries { [it.sym, it] }
  Ops(String s) { sym = s }
  static Ops of(String s) { BY[s] }
  abstract int ap(int a, int b)
  String extra() { 'none' } }
[Ops.of('+').ap(2, 3), Ops.of('*').ap(2, 3), Ops.MUL.extra(), Ops.ADD.extra(), Ops.of('?'), Ops.MUL.declaringClass.simpleName, Ops.ADD instanceof Op, Ops.values()*.sym]

//// o5
class K { def 'in'() { 'in' }
 def "my method"(x) { "mm$x" }
 def print(x) { "p$x" }
 def as() { 'as' }
 def def_() { 1 } }
def k = new K()
[k.in(), k.'in'(), k.'my method'(2), k.print(1), k.as(), k."${'in'}"()]

//// sw1
def f(x) { switch (x) { case 'a'..'f': 'letter'; break; case { it instanceof Number && it > 5 }: 'big'; break; case Number: 'num'; break; case ['x', 'y'] as Set: 'set'; break; case ~/\d+/: 'digits'; break; case Boolean.TRUE: 'true'; break; case [a: 1]: 'map'; break; case 1.0: 'one'; break; default: 'none' } }
['c', 9, 3, 'x', '42', true, false, 'a', 1, null].collect { f(it) }

//// sw2
def r = []
for (v in [1, 'two', 3.0, null, [4]]) {
  switch (v) {
    case Integer: r << 'i'; continue
    case String:
      if (v.size() > 2) { r << 'long'; break }
      r << 'short'
    case BigDecimal: r << 'bd'; break
    case null: r << 'null'
    default: r << 'dflt'
  }
  r << '.'
}
r

//// sw3
class Money { int v; boolean isCase(o) { o == v } }
class Even { static boolean isCase(o) { o % 2 == 0 } }
def f(x) { switch (x) { case new Money(v: 5): return 'm'; case Even: return 'cls'; default: return 'd' } }
[f(5), f(4), f(7)]

//// sw4
def x = 3
def r = switch (x) {
  case 1, 2 -> 'low'
  case { it > 2 && it < 5 } -> {
    def t = x * 2
    "mid$t"
  }
  default -> throw new IllegalStateException('no')
}
def s = switch ('k') { case 'k': if (x) yield 1; yield 2
  default: yield 3 }
[r, s]*.toString()

//// sw5
int n = 0
switch (n) { }
switch (n) { default: n = 9 }
switch (n) { case 9: case 10: n++; case 11: n++; break; case 12: n = 100 }
n

//// loop1
def r = []
for (int i = 0, j = 10; i < j; i += 3, j--) r << "$i-$j"
for (;;) { r << 'once'; break }
int k = 3
while (k-- > 0) r << k
do r << k while (k++ < 0)
for (def e : [a: 1, b: 2]) r << e.key
for (Map.Entry e in [c: 3]) r << e.value
for (String s in ['x', 5]) r << s.class.simpleName
for (char c in 'hi'.toCharArray()) r << c
for (x in (1..3).iterator()) r << x
for (x in [1, 2] as int[]) r << x
for (x in 'ab') r << x
for (final x in [7]) { r << x }

r*.toString()

//// loop2
def r = []
for (int i = 0; i < 3; i++) { def c = { i }; r << c }
def q = []
for (i in 0..2) { def z = i; q << { z } }
[r*.call(), q*.call(), (0..2).collect { i -> { -> i } }*.call()]

//// it1
def r = []
[1, 2].each { r << it; [3].each { r << it } ; r << it }
r << [1, 2].collect { [3, 4].collect { x -> it * x } }
r << [[1, 2], [3, 4]].collect { a, b -> a + b } << [[1, 2], [3, 4]].collect { it[0] } << [a: 1].collect { it.key } << [a: 1].collect { k, v -> k + v } << [a: 1].each { k -> k }.size() << [[1, [2, 3]]].collect { a, b -> b } << [a: 1].find { it.value == 1 }.key << [a: 1].inject(0) { s, e -> s + e.value } << [a: 1].inject(0) { s, k, v -> s + v } << [1, 2].withIndex().collect { x, i -> x * i } << [[a: 1], [a: 2]].collect { it.a } << [1, 2, 3].inject { a, b -> a * b }
r

//// var1
def a = 1, b = 2, c
int d = 3, e
def (f, g) = [d, a]
String s
a = b = c = 5
(a, b) = [b + 1, a + 2]
def h = (c = 8) + c
def i = c++ + ++c
def j = [c, c--, c]
c <<= 2
def k = ~c & 0xff | 1 ^ 3
def l = 7 >> 1 << 2 >>> 1
def m = !a ?: 'neg'
def n = a == 6 && b != 3 || !true
def o = 1 <=> 2 == -1
def p = 2 + 3 * 4 ** 2 % 7 - -1
def q = 5 in [1, 5] && 'a' instanceof String
def t = true & false | true ^ true
def u = 1..3 == [1, 2, 3]
[a, b, c, d, e, f, g, s, h, i, j, k, l, m, n, p, q, t, u]

//// l7
class Even { static boolean isCase(o) { o % 2 == 0 } }
[4 in Even, 5 in Even, [1, 2, 3, 4].grep(Even), Even.isCase(2), new Even() in Even]

//// l8
trait A { def m() { 'A' } }
trait B extends A { def m() { 'B' + super.m() } }
trait C extends A { def m() { 'C' + super.m() } }
class D implements B, C { }
class E implements C, B { def m() { 'E' + super.m() } }
[new D().m(), new E().m()]

//// o1 property names
class P { def getURL() { 'url' }
 def getaName() { 'an' }
 boolean isOk() { true }
 Boolean isMaybe() { true }
 def getOk2() { 'x' }
 def getClassy() { 'c' }
 def get() { 'bare' }
 def getX1() { 1 }
 static getSt() { 'static' } }
def p = new P()
def t = { c -> try { c() } catch (MissingPropertyException e) { 'missing ' + e.property } }
[t { p.URL }, t { p.url }, t { p.aName }, t { p.ok }, t { p.maybe }, t { p.ok2 }, t { p.x1 }, t { p.st }, t { P.st }, t { p.classy }, t { p.uRL }]

//// o3 super property
class A { def x = 1; def getY() { 'Ay' }
 protected z = 'z' }
class B extends A { def x = 2; def getY() { 'B' + super.getY() + super.y + super.x }
 def zz() { z + super.z } }
[new B().y, new B().zz(), new B().x]

//// o4 closure fields
class C { def f = { "f$it" }; static g = { "g$it" }; Closure h = { a, b = 2 -> a + b }; def n = 5
  def callIt() { f(1) + g(2) + h(3) }
  def f2() { { -> n }() } }
def c = new C()
[c.f(1), c.f.call(2), C.g(3), c.g(4), c.h(1), c.h(1, 5), c.callIt(), c.f2(), (c.&h)(9)]*.toString()

//// o6 ctor defaults and varargs
class D { def a, b, c
  D(a, b = 'B', Object... c) { this.a = a; this.b = b; this.c = c.toList() }
  String toString() { "$a$b$c" } }
[new D(1), new D(1, 2), new D(1, 2, 3, 4), new D(null), [1, 2, 3] as D, new D([x: 1])]*.toString()

//// o7 map ctor on typed
class M { int a; String b; List<Integer> c; Date d; M inner; boolean e; BigDecimal f }
def m = new M(a: 5L, b: "g${1}", c: [1], inner: new M(a: 2), e: 'yes', f: 3)
[m.a, m.b.class.simpleName, m.c, m.inner.a, m.e, m.f.class.simpleName, m.f]

//// o8 coercion to own class
class N { int a; String b }
N n = [a: 1, b: 'x']
def o = [a: 2] as N
def f(N z) { z.a }
N q = new N()
List<N> l = [[a: 1] as N]
[n.a, o.a, n.b, q.b, l[0].a]

//// o9 equality
class E implements Comparable { int v; int compareTo(o) { v <=> o.v } }
class F { int v; boolean equals(o) { o instanceof F && v == o.v } }
def a = new E(v: 1), b = new E(v: 1)
def c = new F(v: 1), d = new F(v: 1)
[a == b, a.equals(b), a.is(b), a != b, a === b, c == d, c !== d, [a] == [b], [c] == [d], c in [d], a in [b], [c: c] == [c: d], a <= b, a > b]

//// o10 static init order
class I { static log = []
  static a = init('a'); def x = init('x')
  static { init('sblock') }
  { init('iblock') }
  static b = init('b')
  I() { init('ctor') }
  static init(s) { log << s; s } }
new I(); new I()
I.log

//// o12 enum in switch
enum Lv { LOW, MID, HIGH
  static Lv parse(s) { values().find { it.name().equalsIgnoreCase(s) } ?: LOW }
  boolean atLeast(Lv o) { this >= o }
  Lv up() { this == HIGH ? HIGH : next() } }
def d(Lv l) { switch (l) { case Lv.LOW: return 1; case Lv.MID: case Lv.HIGH: return 2 } }
def e(l) { switch (l) { case LOW -> 1; case MID -> 2; default -> 3 } }
def r = [Lv.parse('mid'), Lv.HIGH.atLeast(Lv.MID), Lv.LOW.up(), d(Lv.MID), Lv.values().size(), Lv.LOW..Lv.HIGH, Lv.HIGH.previous(), Lv.HIGH.next(), Lv.LOW.compareTo(Lv.HIGH), Lv.values()*.name().join(','), [(Lv.LOW): 1][Lv.LOW], Lv.MID.toString().toLowerCase(), Lv.MID == Lv.valueOf('MID'), Lv.MID.equals('MID'), Lv.MID as String, Lv.MID.hashCode() == Lv.MID.hashCode(), "${Lv.MID}" == 'MID', Lv.MID in [Lv.LOW, Lv.MID]]
try { r << e(Lv.MID) } catch (MissingPropertyException x) { r << x.message }
r*.toString()

//// o14 closures in enum ctor
enum Calc { ADD({ a, b -> a + b }), SUB({ a, b -> a - b })
  Closure c; Calc(Closure c) { this.c = c }
  def call(a, b) { c(a, b) } }
[Calc.ADD(5, 3), Calc.SUB.call(5, 3), Calc.values().collect { it.c(1, 1) }]

//// o15 class as value
def c = String
def m = [(Integer): 'int', (String): 'str']
[c.name, new ArrayList().class == ArrayList, m[5.class], c == 'x'.class, String.isInstance('x'), 'x' in String, Integer.isCase(5), c.simpleName, List.isAssignableFrom(ArrayList), int.class, int[].class.simpleName, [].getClass().name, Integer.TYPE, String[].name]*.toString()

//// o16 getAt class
class G { def data = [a: 1, b: 2]
  def getAt(String k) { data[k] }
  def getAt(int i) { data.values()[i] }
  def getAt(Range r) { "range $r" }
  def getAt(List l) { "list $l" }
  void putAt(String k, v) { data[k] = v }
  def size() { data.size() }
  def iterator() { data.iterator() } }
def g = new G()
g['c'] = 3; g['a'] += 10
[g['a'], g[0], g[1..2], g[1, 2], g['c']++, g['c'], g.collect { k -> k.key }, g.size(), g?['zz']]*.toString()

//// a static inner class x1
class O { static class I { def propertyMissing(String n) { n } } }
1

//// a static inner class x2
class O { static class I { def propertyMissing(String n, v) { n } } }
1

//// a static inner class x3
class O { static class I { def methodMissing(String n, a) { n } } }
1

//// a static inner class x4
class O { class I { def methodMissing(String n, a) { n } } }
1

//// a static inner class x5
class O { class I { def propertyMissing(String n) { n } } }
1

//// a static inner class x6
class O { static class I { static $static_propertyMissing(String n) { n } } }
1

//// a static inner class x7
class O { static class I { static $static_methodMissing(String n, a) { n } } }
1

//// a static inner class x8
interface O { class I { def propertyMissing(String n) { n } } }
1

//// a static inner class x9
class O { static class I { def propertyMissing(n) { n } } }
1

//// a static inner class x10
class O { enum I { A; def propertyMissing(String n) { n } } }
1

//// a static inner class x11
class O { interface I { def propertyMissing(String n) } }
1

//// a static inner class x12
class O { static class I { static propertyMissing(String n) { n } } }
1

//// a static inner class x13
class O { static class I { def invokeMethod(String n, a) { n }
  def getProperty(String n) { n } } }
1

//// a static inner class x14
class O { static class I { def methodMissing(String n, Object[] a) { n } } }
1

//// a static inner class x15
class O { def f() { new Object() { def propertyMissing(String n) { n } } } }
new O().f().q

//// a static inner class x17
class O { static class I { def x } 
 static y = 5
 static z() { 6 } }
[new O.I(x: 1).y, new O.I().z()]

//// a static inner class x18
class O { static class I { def x = { y }; def go() { y + z() } } 
 static y = 5
 static z() { 6 } }
[new O.I().x(), new O.I().go()]

//// a static inner class x19
class O { static class I { def go() { q } } 
 def q = 5 }
new O.I().go()

//// a static inner class x20
class O { static class I { def go() { q() } } 
 def q() { 5 } }
new O.I().go()

//// a cycle c1
class A extends B { int x }
class B extends A { int x }

//// a cycle c2
trait A extends B { int x }
trait B extends A { int x }

//// a cycle c3
interface A extends B { }
interface B extends A { }

//// a cycle c4
class A extends B { }
class B extends C { }
class C extends B { }

//// a cycle c5
class A extends B { }
class B extends C { }
class C extends A { }

//// a cycle c6
interface A extends A { }

//// a cycle c7
class A { static class B extends A { } }
new A.B() instanceof A

//// a cycle c8
class A extends A.B { static class B { } }
1

//// a cycle c9
class C extends A { }
class A extends B { }
class B extends A { }
//// a comparator of an own class has what Java's interface gives it
class ByLength implements Comparator<String> { int compare(String a, String b) { a.size() <=> b.size() } }
def c = new ByLength()
[['ccc', 'a', 'bb'].sort(c.reversed()), ['bb', 'b', 'a', 'aa'].sort(c.thenComparing(Comparator.naturalOrder())), ['b', 'a'].toSorted(c.thenComparing(Comparator.reverseOrder())), c.reversed().reversed().compare('a', 'bb'), c.thenComparingInt { it.size() }.compare('a', 'b'), c.reversed() instanceof Comparator]
//// functions and tests of own classes are combined as Java's are
import java.util.function.*
class Twice implements Function<Integer, Integer> { Integer apply(Integer x) { x * 2 } }
class Even implements Predicate<Integer> { boolean test(Integer x) { x % 2 == 0 } }
class Add implements BinaryOperator<Integer> { Integer apply(Integer a, Integer b) { a + b } }
class Less implements BiPredicate<Integer, Integer> { boolean test(Integer a, Integer b) { a < b } }
class Note implements Consumer<Object> { static seen = []; void accept(Object o) { seen << o } }
def t = new Twice(), e = new Even()
new Note().andThen { Note.seen << "and $it" }.accept(5)
[t.andThen { it + 1 }.apply(3), t.compose { it + 1 }.apply(3), e.negate().test(3), e.and { it > 2 }.test(2), e.or { it > 2 }.test(3), new Add().andThen { it * 10 }.apply(1, 2), [1, 2, 3].stream().map(t).filter(e).toList(), new Less().negate().test(1, 2), new Less().and { a, b -> b > 5 }.test(1, 2), e.negate() instanceof Predicate, t.andThen(t) instanceof Function, Note.seen*.toString()]
//// a method of its own goes before what the interface gives
class Odd implements java.util.function.Predicate<Integer> { boolean test(Integer x) { x % 2 == 1 }; java.util.function.Predicate<Integer> negate() { { x -> 'mine' == 'x' } as java.util.function.Predicate } }
def o = new Odd()
[o.negate().test(2), o.or { false }.test(1)]
//// an anonymous comparator is turned round
def base = 10
def c = new Comparator<Integer>() { int compare(Integer a, Integer b) { (a % base) <=> (b % base) } }
[[23, 11, 35].sort(false, c), [23, 11, 35].sort(false, c.reversed()), Collections.reverseOrder(c).compare(1, 2)]
//// what a closure is made into is of the interface it was made into
import java.util.function.*
class Even implements Predicate<Integer> { boolean test(Integer x) { x % 2 == 0 } }
def e = new Even(), p = { it > 1 } as Predicate, c = { a, b -> 0 } as Comparator
[e.negate() instanceof Predicate, p instanceof Predicate, p instanceof Closure, c instanceof Comparator, c instanceof Function, Predicate.isEqual(3) instanceof Predicate, Comparator.naturalOrder() instanceof Comparator, Predicate.not(e) instanceof Predicate, e.and(p) instanceof Predicate, p.negate() instanceof Predicate, UnaryOperator.identity() instanceof Function, ({ 1 } as Supplier) instanceof Supplier, ({ -> 1 } as Runnable) instanceof Runnable, p in Predicate]
