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
