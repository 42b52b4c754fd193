//// a call inside a closure k1
def f(Closure c, s) { c.resolveStrategy = s; c.delegate = [go: { -> 'dgo' }]; c() }
f({ go() }, Closure.DELEGATE_ONLY)

//// a call inside a closure k2
def f(Closure c, s) { c.resolveStrategy = s; c.delegate = [go: { -> 'dgo' }]; c() }
f({ go() }, Closure.DELEGATE_FIRST)

//// a call inside a closure k3
def f(Closure c, s) { c.resolveStrategy = s; c.delegate = [go: { -> 'dgo' }]; c() }
f({ go() }, Closure.OWNER_FIRST)

//// a call inside a closure k4
def go() { 'script' }
def f(Closure c, s) { c.resolveStrategy = s; c.delegate = [go: { -> 'dgo' }]; c() }
[f({ go() }, Closure.DELEGATE_FIRST), f({ go() }, Closure.OWNER_FIRST)]

//// a call inside a closure k5
def go() { 'script' }
def f(Closure c, s) { c.resolveStrategy = s; c.delegate = [go: { -> 'dgo' }]; c() }
f({ go() }, Closure.DELEGATE_ONLY)

//// a call inside a closure k6
go = { 'binding' }
def f(Closure c, s) { c.resolveStrategy = s; c.delegate = [go: { -> 'dgo' }]; c() }
f({ go() }, Closure.DELEGATE_FIRST)

//// a call inside a closure k7
[go: { 'mgo' }].with { go() }

//// a call inside a closure k8
[go: { x -> "mgo$x" }].with { go(1) }

//// a call inside a closure k9
class D { def go = { 'prop' } }
def f(Closure c, s) { c.resolveStrategy = s; c.delegate = new D(); c() }
[f({ go() }, Closure.DELEGATE_FIRST), f({ go() }, Closure.DELEGATE_ONLY), f({ go() }, Closure.OWNER_FIRST)]

//// a call inside a closure k10
class D { def go = { 'prop' } }
def go() { 'script' }
def f(Closure c, s) { c.resolveStrategy = s; c.delegate = new D(); c() }
f({ go() }, Closure.DELEGATE_FIRST)

//// a call inside a closure k11
class D { def go = { 'prop' } }
def go() { 'script' }
def f(Closure c, s) { c.resolveStrategy = s; c.delegate = new D(); c() }
f({ go() }, Closure.DELEGATE_ONLY)

//// a call inside a closure k12
def e = new Expando(go: { 'exp' })
def f(Closure c, s) { c.resolveStrategy = s; c.delegate = e; c() }
e.with { go() }

//// a call inside a closure k13
def f(Closure c) { c.resolveStrategy = Closure.DELEGATE_ONLY; c.delegate = [x: 1]; c() }
f({ y })

//// a call inside a closure k14
def f(Closure c) { c.resolveStrategy = Closure.DELEGATE_ONLY; c.delegate = [x: 1]; c() }
f({ println 'x' })

//// a call inside a closure k15
def f(Closure c) { c.resolveStrategy = Closure.DELEGATE_ONLY; c.delegate = 'abc'; c() }
[f({ size() }), f({ toUpperCase() + length() })]

//// a call inside a closure k16
def f(Closure c) { c.resolveStrategy = Closure.TO_SELF; c.delegate = 'abc'; c() }
f({ size() })

//// a call inside a closure k17
def f(Closure c) { c.resolveStrategy = Closure.OWNER_ONLY; c.delegate = 'abc'; c() }
f({ size() })

//// small k1
def c = 0
def counter = { -> ++c }
3.times { counter() }
def gen = { def n = 0; [next: { n++ }, reset: { n = 0 }] }
def a = gen(), b = gen()
a.next(); a.next(); b.next()
def r = [c, a.next(), b.next()]
a.reset()
r << a.next()
r

//// small k2
def acc = []
def walk
walk = { node, depth = 0 -> acc << ('  ' * depth + node.n); node.k?.each { walk(it, depth + 1) } }
walk([n: 'root', k: [[n: 'a', k: [[n: 'b']]], [n: 'c']]])
acc.join('\n')

//// small k3
int i = 0
def r = []
r << i++ + ++i << i-- - --i << (i += 2) << (i *= 3) << (i <<= 1) << (i %= 5) << (i **= 2) << (i |= 8) << (i ^= 3) << (i >>= 1) << (i -= 1)
def l = [1, 2, 3]
int k = 0
l[k++] = k
l[k++] += k
r << l << k
def s = 'a'
s += s + s++
r << s
r

//// small k4
def order = []
def t = { x -> order << x; x }
def m = [(t('k')): t('v')]
def v = t(1) + t(2) * t(3)
def w = t(false) && t(true) || t('or')
def z = t([1, 2, 3])[t(1)]
def q = t('abc').substring(t(1), t(2))
def arr = [0, 0]
arr[t(0)] = t(9)
m[t('x')] = t('y')
def tern = t(0) ? t('no') : t('yes')
def el = t(null) ?: t('e')
def n = null
n?.foo(t('arg'))
"${t('g1')}${t('g2')}".toString()
order

//// small k5
class Ord { static log = []
  def a = t('fa'); def b = t('fb')
  Ord(x = t('dx'), y = t('dy')) { t('ctor') }
  static t(x) { log << x; x }
  def m(p = t('mp'), q = t('mq')) { this } }
new Ord(Ord.t('arg')).m().m(1)
Ord.log

//// small k6
def x = [a: 1]
x.with { a = 2; b = 3 }
def y = [1, 2].with { add(3); size() }
def z = 'abc'.with { length() }
def w = new Expando()
w.with { p = 1; q = { p + 1 } }
[x, y, z, w.p, w.q()]

//// small k7
def f(Closure c) { c.resolveStrategy = Closure.DELEGATE_ONLY; c.delegate = [x: 'dx', go: { -> 'dgo' }]; c() }
x = 'bind'
def go() { 'script' }
def loc = 'l'
[f { x }, f { loc }, f { go() }, f { this.x }, f { owner.x }, f { { -> x }() }]*.toString()

//// small k8
def m = [f: { it * 2 }, g: { a, b -> a + b }, h: 5, 'my key': { 'mk' }]
[m.f(3), m.g(1, 2), m['f'](4), m.f.call(5), m.'my key'(), m.find { it.key == 'h' }.value, m.get('g').call(2, 3), m.with { f(6) }]

//// small k9
def r = []
try { [1, 2, 3].each { if (it == 2) throw new RuntimeException("at $it"); r << it } } catch (e) { r << e.message }
def found = [1, 2, 3].find { it > 1 }
def every = [1, 2].every { it < 3 } && ![].any()
(1..3).each { n -> (1..n).each { r << n * it } }
'ab'.each { ch -> r << ch }
[a: 1].each { e -> r << e.key }
[a: 1].each { k, v -> r << v }
5.downto(4) { r << it }
1.upto(2) { r << it }
r << found << every
r

//// program g1
trait Auditable { List audit = []; def record(String m) { audit << m; this } }
abstract class Entity implements Auditable { final String id; protected Map<String, Object> data = [:]
  Entity(String id) { this.id = id; record("new $id") }
  abstract String kind()
  def get(String k) { data[k] }
  void set(String k, v) { record("set $k"); data[k] = v }
  String toString() { "${kind()}#$id$data" } }
class User extends Entity { User(String id, Map init = [:]) { super(id); data.putAll(init) }
  String kind() { 'user' } }
def u = new User('u1', [a: 1])
u.name = 'Bo'
u.set('x', 5)
[u.toString(), u.a, u.name, u.audit*.toString(), u.id, u.zzz]

//// program g2
class Lazy2<T> { private Closure<T> mk; private T v; private boolean done
  Lazy2(Closure<T> c) { mk = c }
  T get() { if (!done) { v = mk(); done = true }; v }
  static <R> Lazy2<R> of(Closure<R> c) { new Lazy2<R>(c) } }
int n = 0
def l = Lazy2.of { ++n; 'val' }
[n, l.get(), l.get(), n]

//// program g3
class Money implements Comparable<Money> { final BigDecimal amt; final String cur
  static final Money ZERO = new Money(0, 'EUR')
  Money(amt, String cur = 'EUR') { this.amt = (amt as BigDecimal).setScale(2, java.math.RoundingMode.HALF_UP); this.cur = cur }
  Money plus(Money o) { check(o); new Money(amt + o.amt, cur) }
  Money multiply(Number n) { new Money(amt * n, cur) }
  Money negative() { new Money(-amt, cur) }
  private void check(Money o) { if (o.cur != cur) throw new IllegalArgumentException("$cur/$o.cur") }
  int compareTo(Money o) { check(o); amt <=> o.amt }
  boolean equals(Object o) { o instanceof Money && amt == o.amt && cur == o.cur }
  int hashCode() { Objects.hash(amt, cur) }
  String toString() { "$amt $cur" } }
def a = new Money(10.005), b = new Money('3.1')
def r = [a, b, a + b, a * 2, -b, a > b, [a, b].min(), [a, b].sum(Money.ZERO), a == new Money(10.01), [a, b, Money.ZERO].sort()*.amt, [(a): 1][new Money(10.01)]]
try { a + new Money(1, 'USD') } catch (IllegalArgumentException e) { r << e.message }
r*.toString()

//// program g4
def words = 'the cat the dog a cat the end'.split()
def freq = words.countBy { it }.sort { x, y -> y.value <=> x.value ?: x.key <=> y.key }
def idx = words.toList().withIndex().groupBy({ it[0] }, { it[1] % 2 })
def top = freq.take(2).collect { k, v -> "$k($v)" }.join(', ')
[freq, top, idx.the, words.toList().collate(3)*.join(' '), words.max { it.size() }, words.toUnique().size(), freq.keySet().first()]

//// program g5
class Graph { Map<String, Set<String>> e = [:].withDefault { [] as TreeSet }
  def leftShift(List p) { e[p[0]] << p[1]; e[p[1]]; this }
  List bfs(String s) { def seen = [s] as LinkedHashSet; def q = [s] as LinkedList
    while (q) { def c = q.poll(); e[c].findAll { !(it in seen) }.each { seen << it; q.add it } }
    seen as List }
  List topo() { def out = [], mark = [:]
    def visit
    visit = { n -> if (mark[n] == 2) return; if (mark[n] == 1) throw new IllegalStateException("cycle at $n"); mark[n] = 1; e[n].each { visit(it) }; mark[n] = 2; out.add(0, n) }
    e.keySet().toSorted().each { visit it }
    out } }
def g = new Graph()
g << ['a', 'b'] << ['a', 'c'] << ['b', 'd'] << ['c', 'd']
def r = [g.bfs('a'), g.topo()]
g << ['d', 'a']
try { g.topo() } catch (IllegalStateException x) { r << x.message }
r

//// program g6
def tokens = '3 + 4 * ( 2 - 1 )'.split(' ') as List
def prec = ['+': 1, '-': 1, '*': 2, '/': 2]
def out = [], ops = []
tokens.each { t ->
  switch (t) {
    case ~/\d+/: out << t; break
    case '(': ops << t; break
    case ')': while (ops[-1] != '(') out << ops.pop(); ops.pop(); break
    default:
      while (ops && ops.last() != '(' && prec[ops.last()] >= prec[t]) out << ops.removeLast()
      ops << t
  }
}
while (ops) out << ops.removeLast()
def st = []
out.each { it.isInteger() ? st.push(it as int) : { def (y, x) = [st.pop(), st.pop()]; st.push(['+': { x + y }, '-': { x - y }, '*': { x * y }][it]()) }() }
[out, st]

//// program g7
def json = new groovy.json.JsonSlurper().parseText('{"fields":{"labels":["x","y"],"assignee":null,"custom":[{"id":1,"v":"a"},{"id":2}]}}')
def f = json.fields
[f.labels*.toUpperCase(), f.assignee?.name ?: 'nobody', f.custom.find { it.id == 2 }?.v ?: 'none', f.custom*.v, f.custom.collectEntries { [(it.id): it.v] }, f?.missing?.deep, f.custom.sum { it.id }, f.custom.id.max(), json.fields.custom[0].v, f['labels'][-1], f.labels.join('|'), f.custom.findAll { it.v }.size(), f.custom.groupBy { it.v != null }.keySet()]
