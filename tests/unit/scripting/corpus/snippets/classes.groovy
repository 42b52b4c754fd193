//// fields default values and named construction
class A { String name; int n = 5; def x }
def a = new A(name: 'q', x: 1); [a.name, a.n, a.x]
//// setting and reading properties
class A { def x }
def a = new A(); a.x = 5; a.setX(6); [a.x, a.getX(), a.'x', a['x']]
//// constructors by arity
class A { def v; A() { v = 0 }; A(x) { v = x }; A(x, y) { v = x + y } }
[new A().v, new A(1).v, new A(1, 2).v]
//// constructor calling this and super
class B { def v; B(v) { this.v = v } }
class C extends B { def w; C(a) { super(a * 2); w = a }; C() { this(5) } }
def c = new C(); [c.v, c.w]
//// a missing constructor throws
class A { A(int x) {} }
new A('x', 'y')
//// an unknown named argument throws
class A { def x }
new A(y: 1)
//// a missing property of an object throws
class A { def x }
new A().foo
//// setting a missing property of an object throws
class A { def x }
new A().foo = 1
//// a missing method of an object throws
class A { }
new A().foo(1)
//// methods with overloads defaults and this
class A { def n = 1; def f(x = 2) { n + x }; def f(String s) { s + n }; def g() { this.f(10) } }
def a = new A(); [a.f(), a.f(5), a.f('z'), a.g()]
//// static fields and methods
class A { static int count = 0; static String NAME = 'n'; static inc() { count++ }; A() { count++ } }
new A(); A.inc(); [A.count, A.NAME]
//// final static constants
class A { static final LIMIT = 10; static final Map M = [a: 1] }
[A.LIMIT, A.M.a]
//// inheritance and override with super
class A { def f() { 'a' }; def g() { f() } }
class B extends A { def f() { 'b' + super.f() } }
[new B().f(), new B().g(), new B() instanceof A]
//// abstract classes
abstract class S { abstract area(); def text() { "area ${area()}".toString() } }
class Q extends S { def s; def area() { s * s } }
new Q(s: 3).text()
//// instantiating an abstract class
abstract class S { }
try { new S() } catch (e) { e.class.simpleName }
//// interfaces and instanceof
interface Named { String name() }
class P implements Named { String name() { 'p' } }
def p = new P(); [p.name(), p instanceof Named]
//// interface default methods
interface G { String n(); default String hi() { 'hi ' + n() } }
class P implements G { String n() { 'p' } }
new P().hi()
//// toString equals and hashCode overrides
class P { int x; String toString() { "P($x)" }; boolean equals(Object o) { o instanceof P && o.x == x }; int hashCode() { x } }
["${new P(x: 1)}".toString(), new P(x: 1) == new P(x: 1), [new P(x: 1)].contains(new P(x: 1)), [new P(x: 1), new P(x: 1)].unique().size(), (new P(x: 2) as String)]
//// equality without equals is identity
class P { def x }
def p = new P(x: 1); [p == p, p == new P(x: 1)]
//// getters and setters replace field access
class A { private v = 1; def getV() { v * 10 }; void setV(x) { v = x + 1 } }
def a = new A(); a.v = 5; a.v
//// read-only getter property
class A { def getName() { 'computed' }; boolean isReady() { true } }
[new A().name, new A().ready]
//// field access with the at sign
class A { def v = 1; def getV() { 99 } }
def a = new A(); [a.v, a.@v]
//// private members are reachable in a script
class A { private x = 5; private f() { 6 } }
[new A().x, new A().f()]
//// enum values ordinal and name
enum Color { RED, GREEN }
[Color.RED.name(), Color.GREEN.ordinal(), Color.values()*.toString(), Color.valueOf('RED') == Color.RED, Color.RED.toString(), Color.RED < Color.GREEN]
//// enum with fields and methods
enum P { LOW(1), HIGH(9); final int v; P(int v) { this.v = v }; def twice() { v * 2 } }
[P.HIGH.v, P.LOW.twice(), P.values().max { it.v }.name()]
//// enum valueOf of an unknown name throws
enum Color { RED }
Color.valueOf('BLUE')
//// enum as switch case and map key
enum S { ON, OFF }
def f = { switch (it) { case S.ON: return 'on'; case S.OFF: return 'off' } }
[f(S.ON), f(S.OFF), [(S.ON): 1][S.ON], 'ON' as S]
//// enum next and in
enum D { MON, TUE }
[D.MON.next().name(), D.TUE.next().name(), D.MON in [D.MON], (D.MON..D.TUE)*.name()]
//// static nested and inner classes
class Outer { static class In { def v = 3 }; def make() { new In() } }
[new Outer().make().v, new Outer.In().v]
//// anonymous inner classes
abstract class Shape { abstract int n() }
def s = new Shape() { int n() { 7 } }
s.n()
//// anonymous comparator
def c = new Comparator() { int compare(a, b) { b <=> a } }
[1, 2].toSorted(c)
//// a trait gives its methods
trait Flies { def fly() { 'flies ' + name } }
class Bird implements Flies { def name = 'b' }
new Bird().fly()
//// class body with closures as fields
class A { def calc = { a, b -> a * b }; def run() { calc(2, 3) } }
[new A().run(), new A().calc(4, 5)]
//// this chaining builders
class B { def l = []; def add(x) { l << x; this } }
new B().add(1).add(2).l
//// class methods see binding variables not script locals
class A { def f() { try { zork } catch (MissingPropertyException e) { e.message } } }
def zork = 1
new A().f()
//// class used before it is declared
def r = new Later().v
class Later { def v = 8 }
r
//// several classes with references to each other
class A { def make() { new B(this) } }
class B { def owner; B(o) { owner = o } }
new A().make().owner.class.simpleName
//// class and getClass names
class A { }
[new A().class.name, A.simpleName, new A().getClass() == A, A.class.name]
//// object text of a plain class has an at sign
class A { }
new A().toString().startsWith('A@')
//// typed fields convert
class A { int n; BigDecimal d; String s; List l }
def a = new A(n: 3.7, d: 5, s: "g${1}", l: [1]); [a.n, a.d, a.s, a.s.class.simpleName]
//// a typed field refuses text
class A { int n }
new A(n: 'xy')
//// fields of default type values
class A { int i; boolean b; String s; double d; long l; char c; List x }
def a = new A(); [a.i, a.b, a.s, a.d, a.l, a.x]
//// property access through safe navigation and spread
class A { def b }
def l = [new A(b: 1), new A(b: 2)]; def n = null; [l*.b, l.b, n?.b, new A().b?.c]
//// with on objects sets properties
class A { def x; def y }
def a = new A().with { x = 1; y = 2; it }; [a.x, a.y]
//// properties map and as map
class A { def x = 1; def y = 'a' }
new A().properties.findAll { it.key != 'class' }.sort()
//// methodMissing and propertyMissing
class A { def methodMissing(String n, args) { "$n(${args.size()})".toString() }; def propertyMissing(String n) { "p:$n".toString() } }
[new A().foo(1, 2), new A().bar]
//// getProperty override
class A { def getProperty(String n) { 'got ' + n } }
new A().anything
//// invokeMethod via call operator
class A { def call(a, b = 1) { a + b } }
def a = new A(); [a(1), a(1, 5)]
//// iterator makes a class iterable
class R implements Iterable { def n; Iterator iterator() { (1..n).iterator() } }
def r = new R(n: 3); [r.collect { it * 2 }, r.toList(), r.sum(), r.findAll { it > 1 }, r.max()]
//// comparable classes sort
class V implements Comparable<V> { int v; int compareTo(V o) { v <=> o.v } }
[new V(v: 3), new V(v: 1)].sort()*.v
//// exceptions of own class
class MyError extends RuntimeException { def code; MyError(String m, code) { super(m); this.code = code } }
try { throw new MyError('bad', 42) } catch (MyError e) { [e.message, e.code, e instanceof RuntimeException] }
//// an uncaught own exception names its class
class MyError extends Exception { MyError(m) { super(m) } }
throw new MyError('custom')
//// static initializer and instance initializer
class A { static s; def i; static { s = 5 }; { i = 6 } }
[A.s, new A().i]
//// generics in classes
class Box<T> { T v; T get() { v } }
new Box<String>(v: 'x').get()
//// static methods called through instances and imports
class U { static up(s) { s.toUpperCase() } }
[U.up('a'), new U().up('b'), ['c'].collect(U.&up)]
//// overriding plus in sum
class M { def v; def plus(o) { new M(v: v + o.v) } }
[new M(v: 1), new M(v: 2)].sum().v
//// asType method
class A { def asType(Class c) { c == String ? 'as text' : null } }
new A() as String
//// a Canonical annotation generates constructor and text
@groovy.transform.Canonical
class P { def x; def y }
new P(1, 2).toString()
//// a class with a main property cycle of toString
class N { def next; String toString() { 'N' } }
def a = new N(); a.next = a; "${a.next}".toString()
//// constructor with default parameters
class A { def x; A(x = 7) { this.x = x } }
[new A().x, new A(1).x]
//// a map constructor with defaults of list type
class A { List items = []; def add(x) { items.add(x); this } }
def a = new A(); a.add(1); [a.items, new A().items]
//// coercion of a map to a class
class P { int x; int y }
def p = [x: 1, y: 2] as P; [p.x, p.y]
//// coercion of a list to a class
class P { int x; P(int a, int b) { x = a + b } }
P p = [1, 2]; p.x
//// nested property assignment through objects
class A { def b }
class B { def c = 1 }
def a = new A(b: new B()); a.b.c = 9; a.b.c += 1; a.b.c
//// protected and public methods and final classes
final class A { protected f() { 1 }; public int g() { f() + 1 } }
new A().g()
//// record classes
record P(int x, String y) { }
def p = new P(1, 'a'); [p.x(), p.y, p.toString()]
//// closures in class methods see fields and parameters
class A { def k = 10; def f(l, m) { l.collect { it * m + k } } }
new A().f([1, 2], 3)
//// error line inside a class method
class A {
  def f(x) {
    x.foo
  }
}
new A().f(null)
//// error line inside a script method
def f(x) {
  x.bar()
}

f(null)
//// stringifying uses toString in lists
class P { String toString() { 'P!' } }
[new P(), new P()].toString() + new P() + "${[new P()]}"
//// static nested enum and constants
class Cfg { enum Mode { FAST, SLOW }; static final DEFAULT = Mode.SLOW }
Cfg.DEFAULT.name()
//// super call with arguments through two levels
class A { def f(x) { [x] } }
class B extends A { }
class C extends B { def f(x) { super.f(x) + 'c' } }
new C().f(1)
