//// bomb: assync chain
def l = [1]
for (i in 1..100000) l = l.asSynchronized().asImmutable().asUnmodifiable()
l.size()
//// bomb: atomic chain
def e = new java.util.concurrent.atomic.AtomicReference(1)
for (n in 1..100000) e = new java.util.concurrent.atomic.AtomicReference(e)
e.toString()
//// bomb: bigint and loop
def n = 7G.pow(3000000)
while (true) { n = n.xor(n.not()) }
//// bomb: closure chain
def f = { it }
for (n in 1..100000) { def g = f; f = { g(it) } }
f(1)
//// bomb: comparator chain
def c = Comparator.naturalOrder()
for (i in 1..100000) c = c.reversed().thenComparing(c)
[2, 1].sort(c)
//// bomb: dag assert
def l = ["x"]
for (i in 1..60) l = [l, l]
assert l == 1
//// bomb: dag binding
def l = ["x"]
for (i in 1..60) l = [l, l]
z = l
1
//// bomb: dag cast error
def l = ["x"]
for (i in 1..60) l = [l, l]
int x = l
//// bomb: dag collectnested
def l = ["x"]
for (i in 1..60) l = [l, l]
l.collectNested { it }
//// bomb: dag deepclone
def l = ["x"]
for (i in 1..60) l = [l, l]
l.asImmutable().toString()
//// bomb: dag equals
def l = ["x"], m = ["x"]
for (i in 1..60) { l = [l, l]; m = [m, m] }
l == m
//// bomb: dag exception
def l = ["x"]
for (i in 1..60) l = [l, l]
throw new Exception("${l}")
//// bomb: dag flatten
def l = ["x"]
for (i in 1..60) l = [l, l]
l.flatten()
//// bomb: dag gstring
def g = "x"
for (i in 1..60) { def h = g; g = "${-> h}${-> h}" }
g.toString()
//// bomb: dag hash
def l = ["x"]
for (i in 1..60) l = [l, l]
l.hashCode()
//// bomb: dag http
// fixture: jira_in_update
def l = ["x"]
for (i in 1..60) l = [l, l]
httpClient.post("/x", l)
//// bomb: dag issue
// fixture: jira_in_update
def l = ["x"]
for (i in 1..60) l = [l, l]
issue.customKeys.x = l
issue.summary = l
replica.x = l
//// bomb: dag log
// fixture: jira_in_update
def l = ["x"]
for (i in 1..60) l = [l, l]
log.info(l)
//// bomb: dag map key
def l = ["x"]
for (i in 1..60) l = [l, l]
[(l): 1]
//// bomb: dag missing method
def l = ["x"]
for (i in 1..60) l = [l, l]
"a".foo(l)
//// bomb: dag missing prop
def l = ["x"]
for (i in 1..60) l = [l, l]
[a: l].with { bcd.efg }
//// bomb: dag return
def l = ["x"]
for (i in 1..60) l = [l, l]
l
//// bomb: dag set
def l = ["x"]
for (i in 1..60) l = [l, l]
[l, l.clone()] as Set
//// bomb: dag sum
def l = ["x"]
for (i in 1..60) l = [l, l]
l.sum()
l.unique()
l.sort { it.toString() }
//// bomb: dag tostring
def l = ["x"]
for (i in 1..60) l = [l, l]
l.toString()
//// bomb: date format wide
new java.text.SimpleDateFormat("yyyy" * 2000000).format(new Date())
//// bomb: date format y
new java.text.SimpleDateFormat("y" * 8000000).format(new Date())
//// bomb: date format
new Date().format("y" * 1000000)
//// bomb: dec scale loop
def x = 1.5
while (true) { x = x * x }
//// bomb: entry chain
def e = new AbstractMap.SimpleEntry("a", "b")
for (n in 1..100000) e = new AbstractMap.SimpleEntry("a", e)
e.toString()
//// bomb: exception chain
def e = new Exception("x")
for (n in 1..100000) e = new Exception("$n", e)
throw e
//// bomb: expando chain
def e = new Expando()
for (n in 1..100000) { def f = new Expando(); f.x = e; e = f }
e.toString() + (e == e.x)
//// bomb: finally loop
try { while (true) {} } finally { while (true) {} }
//// bomb: format loop
while (true) { String.format("%1000000s", "x") }
//// bomb: function chain
java.util.function.Function f = { it }
for (i in 1..100000) f = f.andThen { it }
f.apply(1)
//// bomb: gstring chain
def g = "x"
for (n in 1..100000) g = "${g}"
g.toString()
//// bomb: gstring lazy chain
def g = "x"
for (n in 1..100000) { def h = g; g = "${-> h}" }
g.toString()
//// bomb: gstring loop
def s = "a"
while (true) s = "$s$s"
//// bomb: iterator chain
def i = [1].iterator()
for (n in 1..100000) i = i.collect { it }.iterator()
i.next()
//// bomb: iterator count
def i = [hasNext: { true }, next: { 1 }] as Iterator
i.size()
//// bomb: iterator each
def i = [hasNext: { true }, next: { 1 }] as Iterator
i.each { }
//// bomb: iterator gen
def i = [hasNext: { true }, next: { 1 }] as Iterator
i.toList()
//// bomb: iterator repeat
[1].iterator().cycle()
(1..3).cycle { }
//// bomb: json dag
def l = ["x"]
for (i in 1..60) l = [l, l]
groovy.json.JsonOutput.toJson(l)
//// bomb: list iterator add
def l = [1]
def i = l.listIterator()
while (true) { i.add(1) }
//// bomb: long exception loop
def e = new Exception("x")
while (true) e = new Exception("y", e)
//// bomb: lsh loop
def s = new StringBuilder("a")
while (true) s << s
//// bomb: mapentry dag
def e = [a: 1].entrySet().first()
for (n in 1..60) e = [(e): e].entrySet().first()
e.toString()
//// bomb: multiply loop
def s = "ab"
while (true) s = s * 2
//// bomb: object dag canonical
@groovy.transform.Canonical class N { def a, b }
def e = new N(1, 1)
for (n in 1..60) e = new N(e, e)
e.toString()
//// bomb: object dag
class N { def a, b; String toString() { "$a$b" } }
def e = new N(a: 1, b: 1)
for (n in 1..60) e = new N(a: e, b: e)
e
//// bomb: optional chain
def o = Optional.of(1)
for (n in 1..100000) o = Optional.of(o)
o.toString()
//// bomb: optional dag
def e = 1
for (n in 1..60) e = [Optional.of(e), e] as Tuple
e.hashCode()
//// bomb: plus loop
def s = "a"
while (true) s += s
//// bomb: power loop
def x = 3G
while (true) { x = x * x }
//// bomb: powerassert loop
while (true) { try { assert [1,2,3].collect { it * 2 } == "x" * 1000 } catch (Throwable t) { } }
//// bomb: props dag
class N { def a, b }
def e = new N(a: 1, b: 1)
for (n in 1..60) e = new N(a: e, b: e)
groovy.json.JsonOutput.toJson(e)
//// bomb: record dag eq
record N(a, b) {}
def e = new N(1, 1), f = new N(1, 1)
for (n in 1..60) { e = new N(e, e); f = new N(f, f) }
e == f
//// bomb: record dag
record N(a, b) {}
def e = new N(1, 1)
for (n in 1..60) e = new N(e, e)
e.hashCode()
//// bomb: recursion as
def r = [compareTo: { it.compareTo(it) }] as Comparable
r.compareTo(r)
//// bomb: recursion call
def f = { call(it) }
f(1)
//// bomb: recursion catch
def f(n) { try { f(n + 1) } catch (Throwable t) { f(n + 1) } finally { f(n + 1) } }
f(0)
//// bomb: recursion closure
def f
f = { f(it) }
f(1)
//// bomb: recursion collect
def f
f = { [it].collect(f) }
f(1)
//// bomb: recursion compareto
def r
r = [compareTo: { r <=> r }, equals: { r == r }, hashCode: { r.hashCode() }, toString: { "$r" }] as Comparable
"${r}"
//// bomb: recursion delegate
def a = { x }
a.delegate = a
a.resolveStrategy = 1
a()
//// bomb: recursion delegate2
def a = { foo() }
def b = { bar() }
a.delegate = b; b.delegate = a
a()
//// bomb: recursion equals
class A { boolean equals(o) { o == this } }
new A() == new A()
//// bomb: recursion expando tostring
def e = new Expando()
e.toString = { -> e.toString() }
"$e"
//// bomb: recursion expando
def e = new Expando()
e.x = { -> x() }
e.x()
//// bomb: recursion getter
class A { def getB() { this.b } }
new A().b
//// bomb: recursion hash
class A { int hashCode() { [this].hashCode() } }
new A().hashCode()
//// bomb: recursion inject
def f
f = { a, b -> [1, 2].inject(0, f) }
f(1, 2)
//// bomb: recursion lazy size
def g
g = "${-> g}"
g + ""
//// bomb: recursion lazy
def g
g = "${-> g.toString()}"
g.toString()
//// bomb: recursion list proxy
def r
r = [iterator: { r.iterator() }, size: { r.size() }] as List
r.size()
//// bomb: recursion map proxy
def r
r = [get: { r.get(it) }] as Map
r.x
//// bomb: recursion merge
// fixture: jira_in_update
def f
f = { c -> commentHelper.mergeComments(issue, replica, f) }
replica.comments = [[id: 1, body: "x"]]
f(1)
//// bomb: recursion mutual
def a() { b() }
def b() { a() }
a()
//// bomb: recursion replaceall
def f
f = { "a".replaceAll("a", f) }
"a".replaceAll("a", f)
//// bomb: recursion soe
def f() { try { f() } catch (StackOverflowError e) { "caught" } }
f()
while (true) f()
//// bomb: recursion sort
def f
f = { a, b -> [1, 2].sort(f); 0 }
[1, 2].sort(f)
//// bomb: recursion tap
def m = [:]
def f
f = { m.tap(f) }
f()
//// bomb: recursion tostring
class A { String toString() { "$this" } }
"${new A()}"
//// bomb: recursion with
def f
f = { with(f) }
f()
//// bomb: recursion
def f(x) { f(x + 1) }
f(1)
//// bomb: stream chain
def s = [1].stream()
for (n in 1..100000) s = s.map { it }
s.toList()
//// bomb: sublist chain
def l = (1..1000).toList()
def s = l
for (i in 1..100000) s = s.subList(0, 1000)
s[0]
//// bomb: switch loop
while (true) { switch (1) { case 1: continue } }
//// bomb: ternary loop
def f
f = { it ? f(it) : f(!it) }
f(true)
//// bomb: time formatter opt
java.time.format.DateTimeFormatter.ofPattern("[" * 100000 + "y" + "]" * 100000).format(java.time.LocalDate.now())
//// bomb: time formatter
java.time.format.DateTimeFormatter.ofPattern("y" * 1000000).format(java.time.LocalDate.now())
//// bomb: time formatter2
java.time.format.DateTimeFormatter.ofPattern("[" * 100000).format(java.time.LocalDate.now())
//// bomb: time plus loop
def d = java.time.LocalDate.now()
while (true) d = d.plusDays(1)
//// bomb: tuple chain
def e = new Tuple2("a", "b")
for (n in 1..100000) e = new Tuple2("a", e)
e.toString() + e.hashCode()
//// bomb: tuple dag
def e = 1
for (n in 1..60) e = new Tuple2(e, e)
e.toString()
//// bomb: unmodifiable chain
def l = [1]
for (i in 1..100000) l = Collections.unmodifiableList(l)
l[0]
l.toString()
//// escape: amp at
// fixture: jira_in_update
issue.@__dict__
//// escape: annotation closure
@groovy.transform.Memoized(maxCacheSize = 9)
def f(x) { x }
f(1)
//// escape: annotation collector
@groovy.transform.AnnotationCollector([groovy.lang.Grab])
@interface Bad {}
@Bad def x
//// escape: as class
def c = "java.lang.Runtime" as Class
c.runtime
//// escape: as coerce list
def f = ["/etc/passwd"] as File
f.text
//// escape: as file
("/etc/passwd" as File).text
//// escape: as interface odd
def r = { "x" } as Comparable
r.compareTo("a").class.classLoader.x
//// escape: as map abstract
def o = [read: { 1 }] as InputStream
o.read()
//// escape: as map class
def o = [run: { evaluate("1") }] as Runnable
o.run()
//// escape: as thread
Thread t = { println "x" } as Runnable as Thread
t.start()
//// escape: as typed decl
File f = "/etc/passwd"
f.text
//// escape: as typed list
File f = ["/etc/passwd"]
f.text
//// escape: as url
("file:///etc/passwd" as URL).text
//// escape: asType hostile
class P { def asType(Class c) { this as String } }
new P() as String
//// escape: asboolean hostile
class P { boolean asBoolean() { this ? true : false } }
if (new P()) { 1 }
//// escape: at field write
"a".@hash = 3
//// escape: at field
"a".@value
//// escape: at method
def l = [1]
l.@elementData
//// escape: bag class
// fixture: jira_in_update
issue.class.classLoader
issue.getClass().forName("x")
//// escape: bag methods
// fixture: jira_in_update
issue.wait(10)
//// escape: bag set dunder
// fixture: jira_in_update
issue.__class__ = String
issue.__dict__ = [:]
issue.setFoo("x")
issue.get("__class__").x.y
//// escape: bag update
// fixture: jira_in_update
issue.update([__class__: String])
//// escape: binding hostile tostring
class T { String toString() { while (true) {} } }
x = new T()
y = [new T()]
z = "${new T()}"
//// escape: call hostile
class P { def call(x) { this(x) } }
new P()(1)
//// escape: catch object
try { evaluate("1") } catch (Object o) { o.class.classLoader.loadClass("x") }
//// escape: charsequence hostile
class C implements CharSequence { int length() { Integer.MAX_VALUE } char charAt(int i) { 'a' } CharSequence subSequence(int a, int b) { this } String toString() { "a" * 10**9 } }
"x" + new C()
//// escape: class prop chain
def x = "a".class
x.classLoader.loadClass("java.lang.Runtime")
//// escape: class shadow
class Runtime { static getRuntime() { java.lang.Runtime.getRuntime() } }
Runtime.runtime.exec("id")
//// escape: comparable hostile
class K implements Comparable { int compareTo(o) { [new K(), new K()].sort(); 0 } }
[new K(), new K()].sort()
//// escape: ctor hostile
class P { P() { new P() } }
new P()
//// escape: enum loop
enum E { A; E() { while (true) {} } }
E.A
//// escape: exception cause loop
def e = new Exception("a")
def f = new Exception("b", e)
e.initCause(f)
throw f
//// escape: exception message loop
class E extends Exception { String getMessage() { while (true) {} } }
throw new E()
//// escape: exception tostring loop
class E extends Exception { String toString() { toString() } String getMessage() { toString() } }
throw new E()
//// escape: format percent 2
sprintf("%s %r %a %(x)s", 1, 2, 3)
//// escape: format percent
// fixture: jira_in_update
String.format("%(__class__)s", issue)
//// escape: format str
// fixture: jira_in_update
def o = issue
"{0.__class__}".format(o)
//// escape: format weird
// fixture: jira_in_update
String.format('%1$tY %2$tY', new Date(), issue)
//// escape: getAt hostile
class P { def getAt(i) { this[i] } }
new P()[1]
//// escape: getter hostile
class P { def getX() { x } }
new P().x
//// escape: gstring strings
def g = "${1}a"
g.strings[0] = "x"
g.getClass().superclass.classLoader.x
//// escape: gstring template
def t = new groovy.text.SimpleTemplateEngine().createTemplate('<% "id".execute() %>')
t.make([:]).toString()
//// escape: gstring values
// fixture: jira_in_update
def g = "${issue}a"
g.values[0].class.classLoader.x
//// escape: helper internals
// fixture: jira_in_update
nodeHelper.services.fixture
nodeHelper.__self__.y
nodeHelper.class.classLoader.z
//// escape: helper invoke
// fixture: jira_in_update
nodeHelper.invokeMethod("__init__", [])
//// escape: helper metaclass
// fixture: jira_in_update
commentHelper.metaClass.mergeComments = { 1 }
//// escape: helper replace
// fixture: jira_in_update
nodeHelper = [getUser: { "x" }]
log = null
log.info "x"
//// escape: http crlf
// fixture: jira_in_update
httpClient.get("/rest/api/3/issue\r\nHost: evil\r\n\r\n").x
//// escape: http file
// fixture: jira_in_update
httpClient.get("file:///etc/passwd").x
//// escape: http path
// fixture: jira_in_update
httpClient.get("../../../../etc/passwd").x
//// escape: http ssrf
// fixture: jira_in_update
httpClient.get("http://169.254.169.254/latest/meta-data/").x
//// escape: import alias shadow
import java.io.File as Date
new Date("/etc/passwd").text
//// escape: import alias
import java.lang.Runtime as String2
String2.getRuntime().exec("id")
//// escape: init loop
class P { { while (true) {} } }
new P()
//// escape: iscase hostile
class P { boolean isCase(o) { switch (o) { case this: return true } } }
switch (1) { case new P(): return 1 }
//// escape: issue hostile value
// fixture: jira_in_update
class T { String toString() { throw new Error("boo") } String getName() { while (true) {} } }
issue.summary = new T()
issue.summary.toString()
//// escape: iterator as set
class I implements Iterable { Iterator iterator() { [hasNext: { true }, next: { 1 }] as Iterator } }
(new I() as Set) + new ArrayList(new I().toSet())
//// escape: iterator hostile sum
class I implements Iterable { Iterator iterator() { [hasNext: { true }, next: { 1 }] as Iterator } }
new I().sum()
//// escape: iterator hostile
class I implements Iterable { Iterator iterator() { new Iterator() { boolean hasNext() { true } Object next() { 1 } } } }
new I().collect { it }
//// escape: iterator in for
class I implements Iterator { boolean hasNext() { true } Object next() { 1 } }
for (x in new I()) { }
//// escape: iterator join
class I implements Iterable { Iterator iterator() { [hasNext: { true }, next: { 1 }] as Iterator } }
new I().join(",")
//// escape: iterator spread
class I implements Iterable { Iterator iterator() { [hasNext: { true }, next: { 1 }] as Iterator } }
[*new I()]
//// escape: iterator tolist
class I implements Iterator { boolean hasNext() { true } Object next() { 1 } }
new I().toList()
//// escape: log hostile tostring
// fixture: jira_in_update
class T { String toString() { while (true) {} } }
log.info(new T())
//// escape: map key hostile
class K { int hashCode() { while (true) {} } boolean equals(o) { true } }
def m = [:]
m[new K()] = 1
m[new K()]
//// escape: metaclass instance
def s = "a"
s.metaClass.foo = { 1 }
s.foo()
//// escape: metaclass registry
GroovySystem.metaClassRegistry
//// escape: metaclass set
String.metaClass.size = { -> 99 }
//// escape: metaclass static
Integer.metaClass.'static'.parseInt = { 1 }
//// escape: method pointer class
def m = String.&forName
m("java.lang.Runtime")
//// escape: method pointer dunder
// fixture: jira_in_update
def m = issue.&__getattribute__
m("x")
//// escape: method pointer this
def m = this.&evaluate
m("1")
//// escape: method ref new
def n = File::new
n("/etc/passwd")
//// escape: method ref static
def e = System::exit
e(0)
//// escape: mixin
String.mixin(File)
//// escape: mixin2
class A { def x() { 1 } }
A.mixin(Runtime)
new A().exec("id")
//// escape: mm recursive
class A { def methodMissing(String n, args) { this."${n}x"(*args) } }
new A().y()
//// escape: operator hostile
class P { def plus(o) { this + o } }
new P() + 1
//// escape: pm recursive
class A { def propertyMissing(String n) { this."${n}x" } }
new A().y
//// escape: record loop
record R(int x) { R { while (true) {} } }
new R(1)
//// escape: regex embedded code
"abc" ==~ /(?{ system("id") })/
//// escape: regex fuzzy
"abc" =~ /(?:abc){e<=3}/ ? 1 : "x".nope()
//// escape: regex py flags
"abc" =~ /(?V1)(?r)(?<=a+)b/
"abc" =~ /(?&x)(?P=x)/
//// escape: regex py named
"abc".replaceAll(/(?P<x>a)/, '\\g<x>')
//// escape: regex recursive
("(" * 50 + ")" * 50) ==~ /\((?R)*\)/
//// escape: return hostile json
class T { def getX() { while(true) {} } }
new T()
//// escape: return hostile tostring
class T { String toString() { while (true) {} } }
new T()
//// escape: runtime static
Runtime.runtime.exec("id").waitFor()
//// escape: set equals hostile
class K { int hashCode() { 1 } boolean equals(o) { equals(o) } }
[new K(), new K()] as Set
//// escape: setter hostile
class P { void setX(v) { this.x = v; setX(v) } def x }
new P().x = 1
//// escape: static by string
Math."class"."classLoader"."x"
//// escape: static import alias
import static java.lang.System.exit as quit
quit(0)
//// escape: static import star
import static java.lang.System.*
exit(0)
//// escape: static import
import static java.lang.Runtime.getRuntime
getRuntime().exec("id")
//// escape: static init hostile
class P { static x = new P(); def y = new P() }
P.x
//// escape: static init loop
class P { static { while (true) {} } }
P
new P()
//// escape: subclass closure
class C extends Closure { C() { super(null) } def doCall() { 1 } }
new C()()
//// escape: subclass gcl
class L extends ClassLoader {}
new L()
//// escape: subclass script
class L extends Script { def run() { evaluate("1") } }
new L().run()
//// escape: subclass string
class S extends String {}
new S()
//// escape: throw class
throw Exception
//// escape: throw nonthrowable
throw "x"
//// escape: throw null
throw null
//// escape: trait loop
trait T { def go() { go() } }
class P implements T {}
new P().go()
//// escape: use 2
use(groovy.time.TimeCategory) { 1.day.class.classLoader.loadClass("java.io.File") }
//// escape: use any
use(Runtime) { "id".exec() }
//// escape: use category
class C { static String shell(String s) { s.execute().text } }
use(C) { "id".shell() }
//// handing over: a result of many numbers
(1..400000).toList()
//// handing over: a result of many maps
[[:]] * 600000
//// handing over: a result of many small maps
(1..60000).collect { [a: it, b: [it]] }
//// handing over: a result of many decimals
[1.5] * 500000
//// handing over: variables of many numbers
x = [1]*300000; y = [2]*300000; [3]*200000
//// handing over: a result of many nulls
[null]*1500000
//// handing over: a result of many empty texts
[""]*800000
//// handing over: a result of a large map
(1..300000).collectEntries { [it, it] }
//// handing over: many empty log lines
// fixture: jira_in_update
200000.times { log.info("") }
//// handing over: many calls that hand over lists
// fixture: jira_in_update
def a=[1]*1000; 700.times { httpClient.post("/x", a) }
//// handing over: an error of eight million letters
throw new Exception("\u4e2d" * 8000000)
//// handing over: letters outside ASCII
["\u4e2d" * 4000000, "\ud83d\ude00"*1000000]
//// handing over: control characters
"\u0001" * 2500000
