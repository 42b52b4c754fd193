//// catch all around memory in nested closures
def eat = { -> try { def l = []; while (true) l << ('q' * 5000).toString() } catch (Throwable t) { 'ok' } }
while (true) { try { eat() } catch (all) { } finally { eat() } }
//// finally that recurses
def f(n) { try { f(n + 1) } finally { f(n + 1) } }
f(0)
//// toString bomb in a map key
class K { String toString() { 'k' * 3000000 } }
def m = [:]
20.times { m["${new K()}$it"] = it }
m.toString()
//// hashCode and equals of a key in sort and unique
class H { int n; int hashCode() { 1 }; boolean equals(o) { (1..2000).each { n += it }; false } }
def l = (1..3000).collect { new H(n: it) }
l.toSet().size()
//// compareTo bomb in TreeMap
class C implements Comparable { def v; int compareTo(o) { (0..5000).sum() as int } }
def t = new TreeMap()
100000.times { t[new C(v: it)] = it }
//// lazy GString rebuilt
def s = 'x'
def g = "${-> s = s + s; s.size()}"
while (true) { g.toString() }
//// GString of GStrings in a map
def g = "${-> 'y' * 100000}"
def all = (1..200).collect { "$g$g$g$g" }
all.join(',').size()
//// padLeft grown in inject
(1..100).inject('a') { acc, n -> acc.padLeft(acc.size() * 3, acc) }
//// replace with itself
def s = 'ab'
while (true) s = s.replace('a', s).replace('b', s)
//// replaceAll back references grow
def s = 'aaaa'
while (true) s = s.replaceAll(/(a+)/, '$1$1$1')
//// regex in grep
['a' * 40 + '!'].grep(~/(a|a?)+$/)
//// regex in switch
switch ('x' * 35 + 'y') { case ~/(x+x+)+z/: return 1; default: return 2 }
//// regex in splitEachLine
def n = 0
('a' * 40 + '!\n').splitEachLine(/(a+)+$/) { n++ }
//// regex in tokenize by closure findResult
(['b' * 40 + 'c'] * 50).findResult { it =~ /(b*)*d/ ? it : null }
//// regex in eachMatch
('a' * 40).eachMatch(/(a|aa)+c/) { }
//// regex in minus
('a' * 40 + 'b') - ~/(a+)+c/
//// regex in replaceFirst with closure
('a' * 40).replaceFirst(/(a|a|a)+d/) { it[0] }
//// regex in takeWhile matches
(1..1000).takeWhile { ('z' * 38 + '1').matches('(z|zz)+2') || true }.size()
//// regex split with limit
('a' * 36 + '!').split(/(a{1,9}){1,9}b/, -1)
//// regex case insensitive alternatives
('Ab' * 30) ==~ /(?i)((ab|AB|aB)+)+c/
//// regex compiled in loop with growing source
def p = 'a'
while (true) { p = "($p|$p)"; java.util.regex.Pattern.compile(p) }
//// BigInteger to the power of itself
def a = 99999G
a ** 99999999
//// BigInteger pow through inject
(1..40).inject(3G) { x, y -> x * x }
//// BigDecimal scale bomb by division
new BigDecimal('1').divide(new BigDecimal('3'), 2000000000, java.math.RoundingMode.UP)
//// BigDecimal exponents multiplied
def d = 1e2000000000
d * d
//// BigDecimal pow of scale
(1.000000001 ** 9999999)
//// BigDecimal setScale in sort
[1e1000000000, 1, 2].sort { it.setScale(5) }
//// BigDecimal toBigInteger
1e999999999.toBigInteger().toString().size()
//// BigDecimal to plain string in a GString
"${1e900000000.toPlainString()}"
//// BigDecimal subtract far apart
1e100000000 - 1e-100000000
//// date format flood
def f = new java.text.SimpleDateFormat('yyyy ' * 100000)
1000.times { f.format(new Date(0)) }
//// date parse of megabytes
Date.parse("yyyy-MM-dd'" + 'x' * 500000 + "'", '2024-01-01' + 'x' * 500000)
//// java time formatter flood
def f = java.time.format.DateTimeFormatter.ofPattern('yyyy-MM-dd ' * 50000)
while (true) f.format(java.time.LocalDateTime.of(2024, 1, 1, 1, 1))
//// date ranges
def a = new Date(0), b = new Date(8640000000000000)
(a..b).size()
//// date upTo with closure
new Date(0).upto(new Date(Long.MAX_VALUE)) { }
//// local date ranges
(java.time.LocalDate.MIN..java.time.LocalDate.MAX).collect { it }
//// json deep through slurper and back
def s = '{"a":' * 5000 + '1' + '}' * 5000
groovy.json.JsonOutput.toJson(new groovy.json.JsonSlurper().parseText(s))
//// json deep list built
def l = []
100000.times { l = [l] }
groovy.json.JsonOutput.prettyPrint(groovy.json.JsonOutput.toJson(l))
//// json of lazy GStrings
groovy.json.JsonOutput.toJson((1..100000).collect { "${'z' * 500}$it" })
//// json slurper of many small documents
def j = new groovy.json.JsonSlurper()
while (true) j.parseText('{"a":[1,2,3,{"b":null}]}')
//// curry recursion
def f
f = { n, g -> g(n + 1, g) }
f.curry(1)(f)
//// memoize and curry
def f
f = { n -> n < 2 ? 1 : f(n - 1) + f(n - 2) }.memoize()
f(100000)
//// memoize with growing keys
def f = { k -> k }.memoize()
def k = 'x' * 10000
while (true) f(k + System.nanoTime() + k)
//// trampoline of trampolines
def t
t = { n -> n > 0 ? t.trampoline(n - 1) : t.trampoline(1000) }.trampoline()
t(10)
//// spread of a huge range into varargs
def v(Object... a) { a.length }
v(*(1..50000000))
//// spread of a range in a list literal
def l = [*0..30000000, *0..30000000]
//// spread map in a loop
def m = [a: 1]
while (true) m = [*: m, ("k${m.size()}".toString()): m]
//// log flood in closures caught
// fixture: jira_in_update
while (true) { try { (1..100).each { log.info('x' * 1000) } } catch (Throwable t) { } }
//// log of 100 MB in one
// fixture: jira_in_update
log.info(('x' * 1000000) * 8); log.warn(('x' * 1000000) * 8)
//// output of 100 MB in custom keys
// fixture: jira_out
1000.times { replica.customKeys["k$it"] = 'v' * 100000 + it }
//// output of 100 MB shared
// fixture: jira_out
def v = 'v' * 1000000
replica.customKeys.all = [v] * 100
//// println of 100 MB
def s = 'p' * 1000000
100.times { println s }
//// helper flood nested
// fixture: jira_in_update
def f = { u -> nodeHelper.getUserByEmail(u); nodeHelper.getLabel(u) }
while (true) { try { ['a', 'b'].each(f) } catch (Throwable t) { } finally { nodeHelper.stripHtml('<b>' * 1000) } }
//// merges of comments with growing closure
// fixture: jira_in_update
while (true) { issue.comments = commentHelper.mergeComments(issue, replica) { it.body = it.body * 2; it }; replica.comments = issue.comments.collect { [id: it.remoteId.toString() + 'x', body: it.body] } }
//// comments added for ever
// fixture: jira_in_update
while (true) commentHelper.addComment('c' * 10000, issue)
//// stripHtml of nested tags
// fixture: jira_in_update
while (true) nodeHelper.stripHtml('<' * 2000000)
//// http body that holds itself
// fixture: jira_in_update
def m = [:]
m.me = m
httpClient.post('/x', m)
//// bag that holds itself in a text
// fixture: jira_in_update
issue.me = issue
"$issue"
//// bag in itself as json
// fixture: jira_in_update
issue.me = issue
groovy.json.JsonOutput.toJson(issue)
//// iterator endless in sort
class I implements Iterator { boolean hasNext() { true }; def next() { 3 }; void remove() { } }
new I().toSorted()
//// stream generate joined
java.util.stream.Stream.generate { 'x' }.map { it * 100 }.collect(java.util.stream.Collectors.joining())
//// stream endless distinct count
java.util.stream.Stream.iterate(1) { it + 1 }.distinct().count()
//// iterator with text of its own in a for
class J implements Iterable { Iterator iterator() { def n = 0; [hasNext: { true }, next: { n++ }] as Iterator } }
def l = []
for (x in new J()) { l << x.toString() * 100 }
//// each with index on growing map
def m = [a: 1]
m.each { k, v -> m[k + 'x'] = v }
while (true) { m = m.collectEntries { k, v -> [(k + k): v] } }
//// with default closures kept
def m = [:].withDefault { k -> [:].withDefault { j -> k + j } }
while (true) { m[m.size()][m.size()] }
//// property missing that grows a map
class P { def kept = [:]; def propertyMissing(String n) { kept[n] = 'z' * 10000; kept } }
def p = new P()
500000.times { p."k$it" }
//// method missing recursing by name
class Q { def methodMissing(String n, a) { "$n"(n, a) } }
new Q().go()
//// static initializers of many classes
class R1 { static x = R2.x }
class R2 { static x = R1.x; static y = { while (true) { } }() }
R1.x
//// asType chain
class S { def asType(Class c) { this as String } }
new S() as String
//// getProperty growing
class G { def getProperty(String n) { "$n$n".toString().with { it.size() > 5000000 ? it : this."$it" } } }
new G().abc
//// exceptions with messages doubled
def m = 'm'
while (true) { try { throw new RuntimeException(m) } catch (e) { m = e.message + e.message } }
//// suppressed exceptions piled
def e = new Exception('a')
while (true) e.addSuppressed(new Exception('b' * 1000))
//// stack traces asked for
while (true) { try { [].first() } catch (e) { e.stackTrace.toString() } }
//// labels and continues
a: while (true) { b: while (true) { continue a } }
//// string increments
def s = 'a' * 1000000
while (true) s++
//// list subtraction squared
def l = (1..20000).collect { [it, "$it"] }
while (true) l - l.reverse()
//// combinations of combinations
[[1, 2, 3] * 3, [1, 2] * 4].combinations().permutations()
//// nCopies of nCopies
def l = Collections.nCopies(1000000, 'x')
Collections.nCopies(1000000, l).flatten()
//// array of arrays of maps
def a = new Object[1000][1000][100]
//// base64 doubled
def s = 'abc'
while (true) s = s.bytes.encodeBase64().toString()
//// url encode doubled
def s = '%'
while (true) s = URLEncoder.encode(s, 'UTF-8')
//// string format widths
while (true) String.format('%-900000s|%900000s', 'a', 'b')
//// printf of vectors
printf('%s ' * 100000, (1..100000) as Object[])
//// matcher kept and appended
def m = ('a' * 1000000 =~ /a/)
def b = new StringBuffer()
while (m.find()) { m.appendReplacement(b, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb') }
//// text to set of characters in loop
def s = 'é' * 1000000
while (true) s.toSet() + s.toList()
//// class with huge field defaults
class F { def a = 'x' * 8000000; def b = [a] * 1000 }
(1..100).collect { new F() }
//// enum with heavy constructor
enum E { A, B; def l = []; E() { while (true) l << 'x' * 1000 } }
E.A
