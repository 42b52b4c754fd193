//// trait state two traits
trait A { int x = 1; int ax() { x } }
trait B { int x = 2; int bx() { x } }
class C implements A, B { }
def c = new C()
def r = [c.x, c.ax(), c.bx()]
c.x = 9
r << c.x << c.ax() << c.bx() << new C(x: 7).x << c.A__x << c.B__x
r

//// trait state two traits reversed
trait A { int x = 1; int ax() { x }
 void sa(v) { x = v } }
trait B { int x = 2; int bx() { x } }
class C implements B, A { }
def c = new C()
c.sa(30)
[c.x, c.ax(), c.bx(), c.getX()]

//// trait state private in trait and class
trait A { private int n = 1; int an() { n } 
 void up() { n = n + 1 } }
class C implements A { int n = 50; int cn() { n } }
def c = new C()
c.up()
[c.an(), c.cn(), c.n]

//// trait state class field and trait
trait W { def v = 3; def show() { "v=$v" }
  def viaThis() { "v=${this.v}" }
  def viaGet() { "v=${getV()}" }
  void put(x) { v = x } }
class Y implements W { def v = 9
 def mine() { v } }
def y = new Y()
def r = [y.show(), y.viaThis(), y.viaGet(), y.mine(), y.v]
y.put(4); y.v = 8
r << y.show() << y.viaThis() << y.mine() << y.v
r*.toString()

//// trait state sub trait
trait P1 { int x = 1; int getY() { x * 10 }
 def p1() { this.x } }
trait P2 extends P1 { int x = 2; def p2() { x } }
class Q implements P2 { int z() { x + y } }
def q = new Q(x: 5)
[new Q().x, new Q().z(), q.y, q.p1(), q.p2(), q.P1__x, q.P2__x]

//// trait state superclass field and trait of subclass
class Base { int x = 100; int bx() { x } }
trait T { int x = 1; int tx() { x } }
class S extends Base implements T { }
def s = new S()
[s.x, s.bx(), s.tx()]

//// trait state trait over base class with trait
trait T { int x = 1; int tx() { x }
 void st(v) { x = v } }
class Base implements T { }
class S extends Base { int x = 7 }
def s = new S()
s.st(3)
[s.x, s.tx()]

//// trait state closures in traits
trait T { List items = []; void add(x) { [x].each { items << it } }
 int total() { items.sum { it * k } }
 int k = 2 }
class C implements T { int k = 5 }
def c = new C()
c.add(1); c.add(2)
[c.items, c.total()]

//// trait state compound in traits
trait T { int n = 1; String s = 'a'; List l = []
  void go() { n += 5; s += 'b'; l << n; l += [0] } }
class C implements T { }
def c = new C(); c.go(); c.go()
[c.n, c.s, c.l]

//// trait state static in traits
trait T { static String tag = 't'; static String tagged(x) { "$tag:$x" }
 def inst() { tagged(1) } }
class C implements T { }
[C.tagged(2), new C().inst(), C.T__tag]

//// more t1 conflict
trait A { String exec() { 'A' } }
trait B { String exec() { 'B' } }
class C implements A, B { }
class D implements A, B { String exec() { A.super.exec() + B.super.exec() } }
[new C().exec(), new D().exec()]

//// more t2 fields
trait Cnt { public int pub = 1; private int priv = 2
  int both() { pub + priv }
  void setPriv2(int x) { priv = x } }
class X implements Cnt { }
def x = new X()
x.setPriv2(7)
[x.both(), x.Cnt__pub]

//// more t3 property and abstract
trait Named { String name; abstract int age()
  String intro() { "$name is ${age()}" } }
class P implements Named { int age() { 5 } }
def p = new P(name: 'x')
p.name = 'y'
[p.intro(), p.getName(), p.properties.name]

//// more t4 chained
interface Msg { void on(String m, List out) }
trait Dflt implements Msg { void on(String m, List out) { out << "d$m" } }
trait Say implements Msg { void on(String m, List out) { if (m == 'hi') out << 'said'; else super.on(m, out) } }
trait Log implements Msg { void on(String m, List out) { out << 'log'; super.on(m, out) } }
class H implements Dflt, Say, Log { }
def a = [], b = []
new H().on('hi', a); new H().on('no', b)
[a, b]

//// more t5 static
trait T { static int n = 0; static void z() { n = 3 }
  
  static String hi() { 'hi' } }
class U implements T { }
U.hi()

//// more t6 this
trait Intro { def whoAmI() { this }
 def cls() { getClass().simpleName } }
class F implements Intro { }
def f = new F()
[f.whoAmI().is(f), f.cls(), f instanceof Intro]

//// more t7 runtime
trait Extra { String extra() { "extra ${doSomething()}" } }
class Thing { String doSomething() { 'did' } }
def s = new Thing() as Extra
[s.extra(), s.doSomething(), s instanceof Thing, s instanceof Extra]

//// more t8 sam
trait Greeter { String greet() { "Hello $name" }
 abstract String getName() }
Greeter g = { 'Alice' }
def go(Greeter x) { x.greet() }
[g.greet(), go { 'Bob' }]

//// more t9 withTraits
trait A1 { def a() { 'a' } }
trait B1 { def b() { 'b' } }
class K { def k() { 'k' } }
def k = new K().withTraits(A1, B1)
[k.a(), k.b(), k.k()]

//// more t10 self type
@groovy.transform.SelfType(K2) trait S { def twice() { base() * 2 } }
class K2 { def base() { 4 } }
class L2 extends K2 implements S { }
new L2().twice()

//// more t11 inheritance of state
trait P1 { int x = 1; int getY() { x * 10 } }
trait P2 extends P1 { int x = 2 }
class Q implements P2 { int z() { x + y } }
[new Q().x, new Q().z(), new Q(x: 5).y]

//// more t12 override in class of property
trait W { def v = 3; def show() { "v=$v" } }
class Y implements W { def v = 9 }
new Y().show().toString()

//// more a2
trait N { String name = 'none'; def hi() { "hi $name" } }
class A { def q = 5 }
def a = new A(q: 7).withTraits(N)
a.name = 'z'
[a.name, a.hi().toString(), a.q, a instanceof N, a instanceof A]

//// more a4
trait P { private String sec() { 's' }
  private static String ss() { 'ss' }
  static String pub() { ss() + 'p' }
  String all() { sec() + pub() + this.class.pub() } }
class C implements P { }
[C.pub(), new C().all()]

//// more a5
trait Obs { private List<Closure> ls = []
  void on(Closure c) { ls << c }
  void fire(e) { ls.each { it(e) } }
  int count() { ls.size() } }
class Model implements Obs { String v
  void setV(String x) { def old = v; v = x; fire([old: old, now: x]) } }
def log = []
def m = new Model()
m.on { log << "$it.old->$it.now" }
m.v = 'a'; m.v = 'b'
[log*.toString(), m.count()]

//// more a6
trait Cmp<T> implements Comparable<T> { abstract int rank()
  int compareTo(T o) { rank() <=> o.rank() } }
class R implements Cmp<R> { int r; int rank() { r }
 String toString() { "r$r" } }
def l = [new R(r: 3), new R(r: 1)]
[l.sort()*.r, l.max().r, new R(r: 1) < new R(r: 2), new R(r: 1) == new R(r: 1)]

//// more a7
trait Log { List<String> lines = []
  def log(String s) { lines << "${getClass().simpleName}: $s".toString(); this }
  def propertyMissing(String n) { "pm $n" }
  def methodMissing(String n, a) { "mm $n" } }
class S implements Log { def run() { log('start'); log('end'); lines } }
def s = new S()
[s.run(), s.zip, s.zap(1), s.lines.size()]*.toString()

//// more a8
trait A { int v = 1; A self() { this }
  def twice() { v * 2 }
  void bump(int by = 1) { v += by } }
class X implements A { X() { v = 5 }
  def both() { twice() + v } }
def x = new X()
x.bump(); x.bump(10)
[x.v, x.both(), x.self().is(x), x.getV()]

//// more a9
trait T1 { def who() { 'T1' } }
trait T2 { def who() { 'T2' + super.who() } }
class Base { def who() { 'Base' } }
class A extends Base implements T2 { }
class B extends Base implements T1, T2 { }
class C extends Base implements T2, T1 { }
class D implements T1, T2 { def who() { 'D' + super.who() } }
[new A().who(), new B().who(), new C().who()]

//// more a10
trait T1 { def who() { 'T1' } }
class D implements T1 { def who() { 'D' + T1.super.who() } }
class E extends D { def who() { 'E' + super.who() } }
class F extends D implements T1 { }
[new D().who(), new E().who(), new F().who()]

//// more a11
trait Cfg { Map opts = [a: 1]; def opt(String k, d = null) { opts.containsKey(k) ? opts[k] : d }
  def with2(Closure c) { c.delegate = this; c.resolveStrategy = Closure.DELEGATE_FIRST; c(); this } }
class K implements Cfg { def b = 2 }
def k = new K(opts: [z: 9])
def k2 = new K().with2 { opts.q = 3; b = 8 }
[k.opt('z'), k.opt('a', 'dd'), k2.opts, k2.b, new K().opts]

//// more a12
trait Id { String id = UUID.nameUUIDFromBytes('x'.bytes).toString()[0..3]; final int fin = 7 }
class Z implements Id { }
def z = new Z()
def r = [z.id.size(), z.fin]
try { z.fin = 8 } catch (e) { r << e.class.simpleName }
r

//// more a13
trait Walk { def go() { "walk ${speed()}" }
  def speed() { 1 } }
enum Pet implements Walk { CAT, DOG { def speed() { 5 } } }
[Pet.CAT.go(), Pet.DOG.go(), Pet.CAT instanceof Walk]*.toString()

//// more a14
trait Shape { abstract double area()
  String describe() { sprintf('%s of %.1f', name(), area()) }
  String name() { this.class.simpleName } }
class Sq implements Shape { double s; double area() { s * s } }
def anon = new Shape() { double area() { 2.5 }
 String name() { 'anon' } }
[new Sq(s: 2).describe(), anon.describe(), ({ 4.0d } as Shape).area()]

//// more a16
trait A { def x() { 'Ax' } }
class B { def x() { 'Bx' } }
def b = new B() as A
[b.x(), b instanceof A]
