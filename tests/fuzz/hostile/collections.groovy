//// multiply list of lists then flatten
(([[1,2,3]] * 100000) * 100).flatten().size()
//// replaceAll with closure growing
def s = 'ab'; 60.times { s = s.replaceAll(/./) { it[0] * 3 } }; s.size()
//// replaceAll empty match
def s = 'x' * 2000000; s.replaceAll('', 'yyyyyy')
//// replaceAll back reference growth
def s = 'x' * 1000; 20.times { s = s.replaceAll(/(.*)/, '$1$1$1') }; s.size()
//// replaceFirst growth loop
def s = 'x'; while (true) { s = s.replaceFirst(/(.*)/, '$1$1') }
//// appendReplacement growth
def m = (~/x/).matcher('x' * 100000); def b = new StringBuffer(); while (m.find()) { m.appendReplacement(b, '$0' * 1000) }; b.length()
//// eachMatch endless
def n = 0; ('a' * 5000000).eachMatch(/a?/) { n++ }; n
//// collectReplacements
def s = 'a' * 100000; 30.times { s = s.collectReplacements { it == 'a' ? 'aaaa' : null } }; s.size()
//// translate tr growth
def s = 'x' * 8000000; 100000.times { s.tr('x', 'y') }
//// expand tabs
'\t\t\t'.expand(2000000000)
//// expand many tabs
('\t' * 1000000).expand(1000)
//// center loop
def s = 'x'; 1.upto(100000) { s = s.center(s.size() * 2, 'ab') }
//// padRight huge pad text
'x'.padRight(2000000000, 'abc' * 1000000)
//// multiply by negative overflow
'x' * -2147483648
//// multiply by huge Long
'x' * 9223372036854775807L
//// multiply by decimal
'x' * 1e30
//// stripIndent of large
(('  ' * 100 + 'a\n') * 40000).stripIndent().stripMargin('a').size()
//// stripIndent loop
def s = ('  ' * 100 + 'a\n') * 10000; while (true) { s.stripIndent(3) }
//// denormalize
def s = '\n' * 8000000; while (true) { s.denormalize() }
//// normalize
def s = '\r\n' * 4000000; while (true) { s.normalize() }
//// translateEscapes
def s = '\\n' * 4000000; while (true) { s.translateEscapes() }
//// formatted widths in a loop
while (true) { '%8000000s'.formatted('x') }
//// format many args
def s = ('%s' * 100000); def a = (1..100000).collect { 'x' * 100 }; String.format(s, a as Object[])
//// format precision of decimals
String.format('%.8000000f', 1/3)
//// format huge exponent decimal
String.format('%f', 1e100000000)
//// format e of huge
String.format('%.1000000e', 1e-100000000)
//// format hex of huge biginteger
String.format('%x', 1G << 20000000)
//// format grouped
String.format('%,d', 10G ** 2000000)
//// format g
String.format('%.1000000g', 10.0 ** 99999)
//// format argument index huge
String.format('%99999999999$s', 1)
//// format dates in width
String.format('%2000000000tY', new Date())
//// sprintf
sprintf('%2000000000s', 'x')
//// printf loop
while (true) printf('%1000s', 'x')
//// MessageFormat
java.text.MessageFormat.format('{0}' * 1000000, 'x' * 1000)
//// MessageFormat nested braces
java.text.MessageFormat.format('{' * 100000, 'x')
//// ChoiceFormat
new java.text.ChoiceFormat('1#' + 'x|2#' * 1000000).format(1)
//// DecimalFormat huge pattern
new java.text.DecimalFormat('0' * 8000000).format(1)
//// DecimalFormat huge digits
def f = new java.text.DecimalFormat('0'); f.setMinimumFractionDigits(2000000000); f.format(1.5)
//// DecimalFormat of 1e999999999
new java.text.DecimalFormat('#,##0').format(1e999999999)
//// StringBuilder reverse replace
def b = new StringBuilder('x' * 8000000); while (true) { b.reverse(); b.replace(0, 1, 'y') }
//// StringBuilder deleteCharAt loop
def b = new StringBuilder('x' * 8000000); while (b.length()) { b.deleteCharAt(0) }
//// StringBuilder setCharAt loop
def b = new StringBuilder('x' * 8000000); while (true) { b.setCharAt(5, 'y' as char) }
//// StringBuilder charAt loop
def b = new StringBuilder('x' * 8000000); def n = 0; while (true) { b.append('y'); b.charAt(n++) ; b.setLength(8000000) }
//// StringBuilder toString loop
def b = new StringBuilder('x' * 8000000); while (true) { b.toString() }
//// StringBuilder ensureCapacity
new StringBuilder(2000000000).ensureCapacity(2147483647)
//// StringBuilder leftShift self
def b = new StringBuilder('x'); 40.times { b << b }
//// StringWriter
def w = new StringWriter(); while (true) { w << 'x' * 1000000 }
//// StringJoiner
def j = new StringJoiner(',' * 1000000); 1000.times { j.add('x' * 1000000) }; j.toString()
//// nested map text
def m = [:]; 30.times { m = [a: m, b: m] }; m.toString()
//// nested map inspect
def m = [:]; 30.times { m = [a: m, b: m] }; m.inspect()
//// nested map dump
def m = [:]; 30.times { m = [a: m, b: m] }; m.dump()
//// nested toMapString
def m = [a: 1]; 30.times { m = [a: m, b: m] }; m.toMapString(2000000000)
//// nested toListString
def l = [1]; 40.times { l = [l, l] }; l.toListString(1000)
//// Arrays deepToString
def l = [1] as Object[]; 40.times { l = [l, l] as Object[] }; Arrays.deepToString(l)
//// Arrays deepHashCode
def l = [1] as Object[]; 40.times { l = [l, l] as Object[] }; Arrays.deepHashCode(l)
//// Arrays deepEquals
def l = [1] as Object[]; def k = [1] as Object[]; 40.times { l = [l, l] as Object[]; k = [k, k] as Object[] }; Arrays.deepEquals(l, k)
//// compare shared lists
def l = [1]; def k = [1]; 40.times { l = [l, l]; k = [k, k] }; l <=> k
//// sort of shared lists
def l = [1]; 30.times { l = [l, l] }; [l, l.collect { it }, l.clone()].sort()
//// unique of shared lists
def l = [1]; def k = [1]; 40.times { l = [l, l]; k = [k, k] }; [l, k].unique()
//// minus of shared lists
def l = [1]; def k = [1]; 40.times { l = [l, l]; k = [k, k] }; [l] - [k]
//// contains of shared lists
def l = [1]; def k = [1]; 40.times { l = [l, l]; k = [k, k] }; [l].contains(k)
//// switch on shared
def l = [1]; def k = [1]; 40.times { l = [l, l]; k = [k, k] }; switch (l) { case [k]: 1 }
//// Objects hash of shared
def l = [1]; 40.times { l = [l, l] }; Objects.hash(l)
//// map key shared
def l = [1]; 40.times { l = [l, l] }; ([:].withDefault { 1 })[l]
//// cyclic set hash
def s = new HashSet(); s << s; s.hashCode()
//// cyclic map equals
def a = [:]; a.x = [a]; def b = [:]; b.x = [b]; a.equals(b)
//// cyclic list compare
def a = []; a << a; def b = []; b << b; a <=> b
//// cyclic sort
def a = []; a << a; [a, [a]].sort()
//// cyclic inspect
def a = [:]; a[a] = a; a.inspect()
//// cyclic JSON builder
def a = []; a << a; new groovy.json.JsonBuilder(a).toPrettyString()
//// cyclic through object
class N { def next; String toString() { "N($next)" } }
def n = new N(); n.next = n; n.toString()
//// cyclic JSON of an object
class N { def next }
def n = new N(); n.next = n; groovy.json.JsonOutput.toJson(n)
//// cyclic arrays
def a = new Object[1]; a[0] = a; Arrays.deepToString(a) + a.toString()
//// cyclic collectNested
def a = [1]; a << a; a.collectNested { it }
//// cyclic sum
def a = []; a << a; a.sum()
//// cyclic join
def a = []; a << a; a.join(',')
//// cyclic as String
def a = []; a << a; "${a}" as String
//// cyclic return value
def a = [1]; a << a; a
//// cyclic map return value
def a = [k: 1]; a.me = a; a.list = [a, a]; return a
//// returned exception with cycle
def e = new Exception('x'); def f = new Exception('y', e); e.initCause(f); e
//// cyclic thrown
def e = new Exception('x'); def f = new Exception('y', e); e.initCause(f); throw f
//// exceptions stack trace of cycles
def e = new Exception('x'); def f = new Exception('y', e); e.initCause(f); e.addSuppressed(f); def w = new StringWriter(); e.printStackTrace(new PrintWriter(w)); w.toString()
//// exception huge message
throw new Exception('x' * 8000000)
//// exception message growing in catch
def s = 'x'; while (true) { try { throw new Exception(s) } catch (e) { s = e.message + e.toString() } }
//// exception with getMessage overriding
class E extends Exception { String getMessage() { while (true) { } } }
throw new E()
//// exception with toString overriding
class E extends Exception { String toString() { throw new E() } }
throw new E()
//// exception getMessage recursion
class E extends RuntimeException { String getMessage() { throw new E() } }
throw new E()
//// exception getLocalizedMessage
class E extends RuntimeException { String getLocalizedMessage() { getLocalizedMessage() } }
new E().toString()
//// exception getCause endless
class E extends RuntimeException { Throwable getCause() { new E() } }
throw new E()
//// assert with hostile toString
class A { String toString() { while (true) { } } }
def a = new A(); assert a == null
//// assert with huge values
def s = 'x' * 4000000; assert s == s + 'y'
//// assert with throwing toString
class A { String toString() { throw new Exception('hi' * 1000000) } }
def a = new A(); assert a.is(null)
//// assert message closure
assert false : (1..1000000).collect { 'x' * 1000 }
//// result with hostile toString
class A { String toString() { while (true) { } } }
new A()
//// result map keys hostile toString
class A { String toString() { while (true) { } } }
[(new A()): 1]
//// result with getters
class A { def getX() { while (true) { } } }
new A()
//// result with endless iterator
class A implements Iterable { Iterator iterator() { [hasNext: { true }, next: { 1 }] as Iterator } }
new A()
//// result map lazily default
[:].withDefault { throw new Exception('x') }
//// result with GString that loops
"${-> while (true) { } }"
//// result GString with lazy growing
def n = 'x'; def g = "${-> n = n * 2; n }"; [g] * 100
//// GString cycle
def g; g = "${-> g }"; g.toString()
//// GString cycle with writer
def g; g = "a${ w -> w << g }"; g.toString()
//// GString plus cycle
def g = 'x'; 100000.times { g = g + "${g.size()}" + g }
//// GString values array
def g = "${1}"; g.values[0] = g; g.toString()
//// GString of list holding it
def l = []; def g = "${l}"; l << g; g.toString()
//// GString hash
def l = []; def g = "${l}"; l << g; g.hashCode()
//// sort comparator that mutates
def l = (1..10000).toList(); l.sort { a, b -> l << 1; a <=> b }
//// sort comparator removing
def l = (1..10000).toList(); l.sort { a, b -> l.clear(); a <=> b }; l.size()
//// sort comparator random
def r = new Random(1); (1..100000).toList().sort { a, b -> r.nextInt(3) - 1 }
//// sort key closure throwing
(1..100000).toList().sort { throw new Exception('x') }
//// TreeMap with lying comparator
def m = new TreeMap({ a, b -> 1 } as Comparator); 1000000.times { m[it] = it }
//// TreeSet with lying comparator growth
def s = new TreeSet({ a, b -> -1 } as Comparator); while (true) s << 1
//// PriorityQueue lying
def q = new PriorityQueue({ a, b -> 1 } as Comparator); while (true) q.add(1)
//// min with comparator forever
(1..10).min { a, b -> while (true) { } }
//// comparator thenComparing chain
def c = Comparator.naturalOrder(); 100000.times { c = c.thenComparing(Comparator.naturalOrder()) }; [1, 2].sort(c)
//// comparator reversed chain
def c = { a, b -> a <=> b } as Comparator; 100000.times { c = c.reversed() }; [1, 2].sort(c)
//// OrderBy chain
def c = new OrderBy([{ it }] * 1000000); [3, 1].sort(c)
//// concurrent change
def l = [1]; for (x in l) { l << x }
//// concurrent map change
def m = [a: 1]; m.each { k, v -> m[k + 'x'] = v }
//// iterate list iterator add
def l = [1]; def it2 = l.listIterator(); while (true) { it2.add(2) }
//// removeAll with closure adding
def l = (1..1000).toList(); l.removeAll { l << 1; false }
//// each on growing with index
def l = [1]; l.eachWithIndex { x, i -> l << i }
//// withDefault mutual
def a; def b; a = [:].withDefault { b[it] }; b = [:].withDefault { a[it] }; a.q
//// withDefault list eager
def l = [].withEagerDefault { it }; l[20000000]
//// withDefault list lazy
def l = [].withLazyDefault { it }; l[2000000000]
//// withDefault list self
def l; l = [].withDefault { l[it + 1] }; l[0]
//// withDefault endless keys
def m = [:].withDefault { it }; def i = 0; while (true) m[i++]
//// memoize recursion
def f; f = { n -> f(n + 1) }.memoize(); f(1)
//// memoizeAtMost
def f = { it }.memoizeAtMost(2000000000); def i = 0; while (true) f('x' * (i++))
//// memoizeBetween
def f = { 'x' * 1000000 }.memoizeBetween(1000, 2000000); def i = 0; while (true) f(i++)
//// trampoline growth
def f; f = { n, l -> f.trampoline(n + 1, l + l) }.trampoline(); f(1, [1])
//// curry growth deep
def f = { a -> a }; 100000.times { def g = f; f = { g(it) } }; f(1)
//// composition deep call
def f = { it }; 100000.times { f = f << { it } }; f(1)
//// rcurry loops
def f = { Object... a -> a.length }; 100000.times { f = f.rcurry(it) }; f()
//// ncurry huge index
def f = { Object... a -> a.length }; f.ncurry(2000000000, 1)()
//// method reference recursion
def f(x) { this.&f(x) }
f(1)
//// deep recursion by each
def f; f = { [1].each { f() } }; f()
//// deep recursion by with
def f; f = { 1.with(f) }; f(1)
//// deep recursion by inject
def f; f = { a, b -> [1, 2].inject(f) }; f(1, 2)
//// deep recursion by sort
def f; f = { a, b -> [1, 2].sort(f); 0 }; f(1, 2)
//// deep recursion by replaceAll
def f; f = { 'x'.replaceAll(/x/, f) }; f('x')
//// deep recursion by GString
def f; f = { "${f()}" }; f()
//// deep recursion by toString of map in GString
class A { String toString() { "${[a: this]}" } }
new A().toString()
//// deep recursion by constructor
class A { def a = new A() }
new A()
//// deep recursion by static init
class A { static x = B.y }
class B { static y = A.x }
A.x
//// deep recursion by default argument
def f(a = f()) { a }
f()
//// deep recursion by getter
class A { def getX() { x } }
new A().x
//// deep recursion by operators
class A { def plus(o) { this + o } }
new A() + 1
//// deep recursion by asType
class A { def asType(Class c) { this as String } }
new A() as Integer
//// deep recursion by call
class A { def call() { this() } }
new A()()
//// deep recursion by methodMissing
class A { def methodMissing(String n, a) { "$n"(1) } }
new A().z()
//// deep recursion by iterator
class A implements Iterable { Iterator iterator() { this.toList().iterator() } }
for (a in new A()) { }
//// deep recursion by asBoolean
class A { boolean asBoolean() { this ? true : false } }
new A() ? 1 : 2
//// deep recursion by isCase
class A { boolean isCase(o) { o in this } }
1 in new A()
//// deep recursion by getAt
class A { def getAt(i) { this[i] } }
new A()[1]
//// deep recursion by next
class A implements Comparable { A next() { this }; A previous() { this }; int compareTo(o) { 1 } }
for (x in (new A()..new A())) { }
//// range of own class endless
class A implements Comparable { int v; A next() { new A(v: v + 1) }; A previous() { this }; int compareTo(o) { -1 } }
(new A()..new A()).toList()
//// range of own class size
class A implements Comparable { int v; A next() { this }; A previous() { this }; int compareTo(o) { -1 } }
(new A()..new A()).size()
//// range step
(1..2000000000).step(1).size()
//// range step zero
(1..10).step(0)
//// range step by tiny decimal
0.step(1, 0.0000001) { }
//// range of chars
('a'..'\uffff').toList().permutations()
//// range of strings
('a'..'zzzzzzzz').toList()
//// range of strings long
('aaaaaaaa'..'zzzzzzzz').size()
//// range of big integers
(1G..10G ** 100).toList()
//// range of decimals
(0.1..1e100).toList()
//// range of decimals contains
(0.1..1e15).contains('x')
//// range of dates
(java.time.LocalDate.of(1, 1, 1)..java.time.LocalDate.of(999999999, 1, 1)).size()
//// range of dates old
(new Date(0)..new Date(9000000000000000L)).size()
//// range reverse and sum
(1..2147483647).reverse().toList().sum()
//// range contains loop
while (true) (1..2147483647).contains(2147483646.5)
//// range sublist
(1..2147483647).subList(0, 2147483646).toList()
//// range hash
(1..2147483647).hashCode()
//// range equals list
(1..2147483647) == (1..2147483646)
//// range text
(1..2147483647).toListString()
//// range join
(1..2147483647).join('')
//// range permutations
(1..12).permutations { it }
//// combinations lazily
[(1..100), (1..100), (1..100), (1..100)].combinations { it }
//// eachCombination
[(1..1000), (1..1000), (1..1000)].eachCombination { }
//// eachPermutation
(1..20).eachPermutation { }
//// subsequences of big
(1..40).subsequences().size()
//// GroovyCollections
GroovyCollections.combinations([[1, 2]] * 40)
//// transpose
GroovyCollections.transpose([[1] * 1000000] * 100)
//// collate steps
(1..100000).toList().collate(100000, 1)
//// chop
(1..1000000).toList().chop(*([1] * 1000000))
//// inits tails
(1..100000).toList().inits()
//// tails
('a' * 10000).toList().tails()*.join('').size()
//// take dropWhile loops
def l = (1..1000000).toList(); while (true) { l.takeWhile { it > 0 } }
//// zipWithIndex
(1..2000000).toList().withIndex().collectEntries { a, i -> [a, i] }
//// countBy
(1..1000000).countBy { it }
//// groupBy nested
(1..1000).groupBy(*([{ it }] * 100))
//// Collections nCopies text
Collections.nCopies(2147483647, 'x').toString()
//// Collections nCopies join
Collections.nCopies(2147483647, 'x').join('')
//// Collections nCopies sort
Collections.nCopies(2147483647, 'x').sort()
//// Collections nCopies hash
Collections.nCopies(2147483647, 'x').hashCode()
//// Collections nCopies equal
Collections.nCopies(2147483647, 'x') == Collections.nCopies(2147483647, 'x')
//// Collections nCopies multiply
(Collections.nCopies(1000000, 'x') * 100000).size()
//// Collections fill
def l = (1..1000000).toList(); while (true) Collections.fill(l, 'x')
//// Collections shuffle loop
def l = (1..1000000).toList(); while (true) Collections.shuffle(l)
//// Collections rotate loop
def l = (1..1000000).toList(); while (true) Collections.rotate(l, 1)
//// Collections frequency
def l = (1..1000000).toList(); while (true) Collections.frequency(l, 1)
//// Collections disjoint
Collections.disjoint((1..200000).collect { [it] }, (200001..400000).collect { [it] })
//// Collections indexOfSubList
Collections.indexOfSubList([1] * 1000000, [1] * 500000 + [2])
