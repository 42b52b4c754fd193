//// text doubled in astral
def s = '\uD83D\uDE00'
while (true) { s += s; s.reverse() }
//// text doubled kept
def l = []
def s = 'é'
while (true) { try { s += s; l << s } catch (Throwable t) { s = 'é' } }
//// text of 8 MiB kept in a map
def m = [:]
def s = 'é' * 8000000
100.times { m[it] = s.toUpperCase() }
//// text replaced kept
def l = []
def s = 'ab' * 3000000
while (true) { l << s.replace('a', 'é') }
//// text split kept
def l = []
def s = 'a,' * 1000000
while (true) { l << s.split(',') }
//// text tokenized kept
def l = []
def s = 'a,' * 1000000
while (true) { l << s.tokenize(',') }
//// text chars kept
def l = []
def s = 'a' * 1000000
while (true) { l << s.toCharArray() << s.toList() << s.getChars() }
//// text lines, again
def l = []
def s = 'a\n' * 1000000
while (true) { l << s.readLines() }
//// text padded, again
def l = []
while (true) { l << 'a'.padLeft(8000000, 'é') }
//// text formatted
def l = []
while (true) { l << String.format('%7000000s', 'é') }
//// text of a shared graph
def m = [:]
30.times { m = [a: m, b: m, c: m] }
m.toString()
//// text of a shared graph in exception
def m = [:]
30.times { m = [a: m, b: m, c: m] }
throw new Exception("$m")
//// JSON of shared graph caught
def m = [:]
40.times { m = [a: m, b: m] }
while (true) try { groovy.json.JsonOutput.toJson(m) } catch (Throwable t) { }
//// hash of shared graph
def m = [1]
60.times { m = [m, m] }
[(m): 1]
//// equals of shared graphs
def m = [1], n = [1]
60.times { m = [m, m]; n = [n, n] }
m == n
//// flatten of shared graph
def m = [1]
60.times { m = [m, m] }
m.flatten()
//// deep list printed
def m = []
100000.times { m = [m] }
println m
//// deep list hashed
def m = []
100000.times { m = [m] }
[m] as Set
//// deep map result
def m = [:]
100000.times { m = [a: m] }
m
//// deep closure composition
def c = { it }
100000.times { c = c >> { it } }
c(1)
//// deep curry
def c = { Object... x -> x.length }
100000.times { c = c.curry(1) }
c()
//// deep exception causes
def e = new Exception('0')
200000.times { e = new Exception('x', e) }
throw e
//// suppressed for ever
def e = new Exception('0')
while (true) e.addSuppressed(new Exception('x' * 1000))
//// deep wrapped iterators
def i = [1].iterator()
100000.times { i = i.buffered() }
i.next()
//// deep unmodifiable views
def l = [1]
100000.times { l = Collections.unmodifiableList(l) }
l.size()
//// deep reversed views
def l = [1]
100000.times { l = l.asImmutable() }
l.hashCode()
//// deep subLists
def l = (1..10).toList()
100000.times { l = l.subList(0, 10) }
l[0]
//// deep streams
def s = [1].stream()
100000.times { s = s.map { it } }
s.toList()
//// deep comparators
def c = Comparator.naturalOrder()
100000.times { c = c.reversed() }
[2, 1].sort(c)
//// deep predicates
java.util.function.Predicate p = { true }
100000.times { p = p.negate() }
p.test(1)
//// deep GStrings
def g = "x${1}"
100000.times { g = "${g}" }
g.toString()
//// lazy GString of itself
def g
g = "a${-> g}"
println g
//// lazy GString in lists
def l = []
l << "${-> l}"
println l
//// GString that grows while read
def l = []
def g = "${-> l << 1; l.each { g2 -> l << g2 } }"
g.toString()
//// sort comparator that grows
def l = (1..1000).toList()
l.sort { a, b -> l << 1; b <=> a }
while (true) l.sort { -it }
//// sort of a million by closure
(1..1000000).toList().sort { a, b -> b <=> a }
//// sort comparator that throws for ever
while (true) try { (1..1000).toList().sort { a, b -> throw new Error('x') } } catch (Throwable t) { }
//// compareTo that recurses
class A implements Comparable { int compareTo(o) { this <=> o } }
[new A(), new A()].sort()
//// equals that recurses
class A { boolean equals(o) { this == o } }
new A() == new A()
//// hashCode that grows
class A { static l = []; int hashCode() { l.addAll(1..10000); l.size() } }
[(new A()): 1].with { m -> while (true) m[new A()] = 1 }
//// toString that recurses
class A { String toString() { "$this" } }
println new A()
//// toString that grows
class A { def l = []; String toString() { l << 'x' * 100000; l.join() } }
def a = new A()
while (true) "$a"
//// asBoolean that loops
class A { boolean asBoolean() { while (true) { } } }
if (new A()) 1
//// iterator that loops
class A implements Iterable { Iterator iterator() { [hasNext: { true }, next: { 'x' * 10000 }] as Iterator } }
new A().toList()
//// iterator without end joined
def i = [hasNext: { true }, next: { 'x' }] as Iterator
i.join('')
//// propertyMissing recursion
class A { def propertyMissing(String n) { this."$n$n" } }
new A().a
//// methodMissing recursion
class A { def methodMissing(String n, a) { "$n"(a) } }
new A().a()
//// getProperty recursion
class A { def getProperty(String n) { this.x } }
new A().y
//// static init loop
class A { static x = { while (true) { } }() }
A.x
//// static init recursion
class A { static x = B.y }
class B { static y = A.z() ; static z() { A.x } }
A.x
//// constructor recursion
class A { A b = new A() }
new A()
//// default argument recursion
def f(a = f()) { a }
f()
//// finally that recurses, again
def f() { try { f() } finally { f() } }
f()
//// catch of StackOverflowError
def f() { try { f() } catch (StackOverflowError e) { f() } }
while (true) try { f() } catch (Throwable t) { }
//// catch of OutOfMemoryError
def l = []
while (true) try { l << 'é' * 1000000 } catch (OutOfMemoryError e) { }
//// close that loops
class R implements AutoCloseable { void close() { while (true) { } } }
try (def r = new R()) { throw new Exception() }
//// trampoline growing
def f
f = { n, l -> f.trampoline(n + 1, l + [n] * 1000) }.trampoline()
f(0, [])
//// memoize with huge keys
def f = { it.size() }.memoize()
int i = 0
while (true) f('x' * 500000 + i++)
//// regex catastrophic nested
('a' * 40 + 'b') ==~ /(a+)+/
//// regex catastrophic caught
while (true) try { ('a' * 60 + 'b') ==~ /(a|aa|a?)+c/ } catch (Throwable t) { }
//// regex back references, again
('ab' * 5000) =~ /(.*)(.*)(.*)\1\2\3x/ ? 1 : 0
//// regex lookahead
('a' * 100000 + 'b') =~ /(?=(a+))\1*c/ ? 1 : 0
//// regex possessive quadratic
('a' * 3000000).replaceAll(/a++b/, '')
//// regex lazy quadratic
('<' * 500000).replaceAll(/<.*?>/, '')
//// regex split quadratic
('<' * 500000).split(/<[^>]*>/).size()
//// regex findAll kept
def l = []
while (true) l << ('ab' * 500000).findAll(/./)
//// regex groups kept
def l = []
while (true) l << (('ab' * 100000) =~ /(.)(.)/).collect { it }
//// regex replace growth
def s = 'a'
while (true) s = s.replaceAll(/a/, 'aaaaaaaa')
//// regex counted
'a' * 100 ==~ /((a{1,1000}){1,1000}){1,1000}b/
//// regex alternation of thousands
def p = (1..100000).join('|')
while (true) ('x' * 10000) =~ p ? 1 : 0
//// BigInteger power tower
def b = 7G
while (true) b = b ** 7
//// BigInteger text
def b = 3G ** 1500000
b.toString().size()
//// BigInteger modPow
def b = 3G ** 100000
b.modPow(b, b - 2)
//// BigInteger gcd
def b = 3G ** 300000, c = 5G ** 200000
while (true) b.gcd(c)
//// BigInteger prime
(2G ** 4423 - 1).isProbablePrime(1000)
//// BigInteger nextProbablePrime
(2G ** 3000).nextProbablePrime()
//// BigInteger sqrt
def b = 10G ** 400000
while (true) b.sqrt()
//// BigInteger shift
1G << 2147483647
//// BigInteger parse
new BigInteger('9' * 2000000)
//// BigInteger factorial product
(1..100000).inject(1G) { a, b -> a * b }
//// BigDecimal huge scale
(1.0).setScale(2147483647)
//// BigDecimal add far
1e1000000000 + 1e-1000000000
//// BigDecimal divide precision
new BigDecimal(1).divide(new BigDecimal(3), 5000000, BigDecimal.ROUND_UP)
//// BigDecimal pow
1.23456789 ** 999999
//// BigDecimal pow loop
def b = 1.1
while (true) b = b * b
//// BigDecimal plain
1e1000000000.toPlainString()
//// BigDecimal toBigInteger, again
1e1000000000.toBigInteger()
//// BigDecimal hash
def b = new BigDecimal('9' * 1000000 + '.' + '9' * 1000000)
while (true) b.hashCode() + b.stripTrailingZeros().precision()
//// BigDecimal compare
def b = 1e999999999
while (true) b <=> 1e-999999999
//// decimal long times int
def b = 1.5
while (true) b *= 2.5
//// round far
1.5.round(2147483647)
//// format width
String.format('%2147483647d', 1)
//// format precision
String.format('%.2147483647f', 1.5d)
//// format many
String.format('%1$s' * 1000000, 'x' * 100)
//// decimal format
new java.text.DecimalFormat('0.' + '0' * 1000000).format(1)
//// date format long
new java.text.SimpleDateFormat('y' * 1000000).format(new Date())
//// date format quoted, again
new java.text.SimpleDateFormat("'" + 'x' * 4000000 + "'").with { f -> def l = []; while (true) l << f.format(new Date()) }
//// date far
new Date(Long.MAX_VALUE).format('yyyy-MM-dd')
//// date upto, again
new Date(0).upto(new Date(Long.MAX_VALUE)) { }
//// date range list
(java.time.LocalDate.MIN..java.time.LocalDate.MAX).toList()
//// date step
java.time.LocalDate.of(1, 1, 1).upto(java.time.LocalDate.of(999999999, 1, 1)) { }
//// datesUntil
java.time.LocalDate.MIN.datesUntil(java.time.LocalDate.MAX).count()
//// combinations
([(1..50).toList()] * 10).combinations()
//// permutations
(1..12).toList().permutations()
//// eachPermutation, again
(1..15).toList().eachPermutation { }
//// subsequences
(1..30).toList().subsequences()
//// powerset by inject
(1..40).inject([[]]) { a, x -> a + a.collect { it + x } }
//// collate
(1..1000000).toList().collate(1000, 1)
//// transpose, again
([(1..1000).toList()] * 100000).transpose()
//// groupBy nested, again
(1..1000000).groupBy({ it % 2 }, { it % 3 }, { it % 5 }, { it })
//// inits and tails
(1..100000).toList().inits().size()
//// chop, again
(1..100000).toList().chop(*([1] * 100000))
//// withIndex of huge range
(0..2147483646).withIndex()
//// range reversed
(0..2147483646).reverse().toList()
//// range step, again
(0..2147483646).step(1)
//// range of longs, again
(0L..9223372036854775806L).toList()
//// range of chars, again
(('a' as char)..(65535 as char)).collect { it as String }.permutations()
//// range sum, again
(0..2147483646).sum()
//// range each nested
(0..2147483646).each { (0..2147483646).each { } }
//// contains in range
(0..2147483646).toList().contains(5)
//// list multiplied, again
[0] * 2147483647
//// list at huge index
def l = []
l[2000000000] = 1
//// list ensureCapacity
new ArrayList(2147483647)
//// array huge
new Object[2147483647]
//// array of arrays huge
new int[100000][100000]
//// nCopies
Collections.nCopies(2147483647, 'x').join()
//// StringBuilder setLength
new StringBuilder().setLength(2147483647)
//// StringBuilder insert
def b = new StringBuilder()
while (true) b.insert(0, 'é' * 1000)
//// StringBuilder replace
def b = new StringBuilder('x' * 1000000)
while (true) b.replace(0, 1, 'yy' * 1000)
//// StringBuilder reverse loop
def b = new StringBuilder('é' * 4000000)
while (true) b.reverse()
//// StringWriter, again
def w = new StringWriter()
while (true) w << 'x' * 100000
//// print flood, again
while (true) print 'x' * 100000
//// log flood, again
while (true) println 'x'
//// JSON deep
new groovy.json.JsonSlurper().parseText('[' * 1000000)
//// JSON deep maps
new groovy.json.JsonSlurper().parseText('{"a":' * 100000 + '1' + '}' * 100000)
//// JSON huge number
new groovy.json.JsonSlurper().parseText('[' + '9' * 3000000 + ']')
//// JSON huge exponent
new groovy.json.JsonSlurper().parseText('[1e999999999]')[0].toBigInteger()
//// JSON wide
def l = []
def t = '[' + '[],' * 500000 + '1]'
while (true) l << new groovy.json.JsonSlurper().parseText(t)
//// JSON pretty
def m = [1]
190.times { m = [m] }
def l = []
while (true) l << groovy.json.JsonOutput.prettyPrint(groovy.json.JsonOutput.toJson(m))
//// JSON unicode
def s = groovy.json.JsonOutput.toJson('é' * 1500000)
while (true) s = groovy.json.JsonOutput.toJson(s)
//// base64 growth
def s = 'x' * 1000
while (true) s = s.bytes.encodeBase64().toString()
//// url encoding growth
def s = '%'
while (true) s = URLEncoder.encode(s, 'UTF-8')
//// hex growth
def s = 'x' * 100
while (true) s = s.bytes.encodeHex().toString()
//// generate stream
java.util.stream.Stream.generate { 'x' * 10000 }.toList()
//// iterate stream
java.util.stream.Stream.iterate('x') { it + it }.limit(1000).toList()
//// flatMap stream
java.util.stream.Stream.iterate(1) { it + 1 }.flatMap { n -> java.util.stream.Stream.iterate(1) { it + 1 } }.count()
//// collectors joining
java.util.stream.Stream.generate { 'x' * 1000 }.collect(java.util.stream.Collectors.joining())
//// IntStream sum
java.util.stream.IntStream.range(0, 2147483647).sum()
//// sorted endless stream
java.util.stream.Stream.iterate(1) { it + 1 }.sorted().findFirst()
//// parallel prefix
(1..2000000).toList().stream().parallel().map { it * 2 }.collect { it }
//// map of maps withDefault
def m
m = [:].withDefault { k -> m[k + 1] }
m[0]
//// map withDefault flood
def m = [:].withDefault { 'x' * 100000 }
int i = 0
while (true) m[i++]
//// map collisions
def m = [:]
200000.times { m[it * 4294967296L * 2] = it }
200000.times { m[(it * 2147483647L)] = it }
m.size()
//// map of texts colliding
def l = ['Aa', 'BB']
15.times { l = l.collectMany { [it + 'Aa', it + 'BB'] } }
def m = [:]
l.each { m[it] = 1 }
m.size()
//// tree map of closures
def m = new TreeMap({ a, b -> -1 } as Comparator)
while (true) m.put('x' * 1000, 1)
//// priority queue
def q = new PriorityQueue({ a, b -> b <=> a } as Comparator)
while (true) q.add(q.size())
//// spread of huge
def f(Object... x) { x.length }
f(*(1..5000000))
//// spread map
def m = (1..10).collectEntries { ['k' + it, it] }
while (true) m = [*: m, (m.size() as String): m]
//// multiple nested templates
def s = 'x'
40.times { s = "$s$s$s" }
//// translate
def s = 'a' * 4000000
def l = []
while (true) l << s.tr('a', 'é')
//// Expando grows
def e = new Expando()
int i = 0
while (true) e."p${i++}" = 'x' * 10000
//// bindings grow
int i = 0
while (true) { this.binding.setVariable('v' + i++, 'x' * 10000) }
//// eval through binding
this.binding.variables.metaClass.classLoader
//// dunder getattr
''.__class__.__mro__[1].__subclasses__()
//// dunder by GString
def n = '__class__'
[]."$n"."__base__"
//// dunder in method pointer
''.&__getattribute__('x')('y')
//// func_globals of closure
{ -> 1 }.__globals__['os'].system('id')
//// format string attack
String.format('{0.__class__}', 1) + '%(x)s'.formatted(1) + '{0.__init__.__globals__}' as Class
//// metaClass of null
null.metaClass.foo = { 1 }
//// metaClass of String
String.metaClass.x = { 'y' }
'a'.x()
//// class loader by GString
def p = 'classLoader'
String."$p".loadClass('java.lang.Runtime')
//// forName by spread
[String]*.forName('java.lang.Runtime')
//// getClass chain by pointer
def f = ''.&getClass
f().&getMethods
//// Closure delegate to class
def c = { exit(0) }
c.delegate = System
c.resolveStrategy = Closure.DELEGATE_FIRST
c()
//// asType to Runtime
[exec: { 1 }] as Runtime
//// with on System
System.with { exit(0) }
//// with on Class
Class.with { forName('java.lang.Runtime') }
//// throw out of our hands
throw new ThreadDeath()
//// annotation with code
@groovy.transform.ASTTest(value = { println 1 })
def x = 1
//// Grab
@Grab('a:b:1')
import a.b.C
1
//// import static System
import static java.lang.System.exit
exit(1)
//// import alias Runtime
import java.lang.Runtime as R
R.runtime.exec('id')
