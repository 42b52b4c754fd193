//// format five times itself in an inject
(1..40).inject('x') { a, b -> String.format('%1$s%1$s%1$s%1$s%1$s', a) }
//// format two widths left aligned
def w = '-2147483647'
String.format("%${w}s|%${w}s", 'a', 'b')
//// collectReplacements tripling
def s = 'a' * 2_000_000
while (true) { s = s.collectReplacements { it + it + it } }
//// join of letters by a megabyte
def d = ',' * 1_000_000
def n = 0
while (true) { n += ('a'..'z').join(d).size() }
//// pad each of many letters
'x'.padRight(2_000_000).toList()*.padLeft(1000).size()
//// split into letters again and again
def s = 'ab' * 2_000_000
while (true) { s.split('').size() }
//// split by commas keeping empties
def s = 'a,' * 2_000_000
while (true) { try { s.split(',', -1).size() } catch (Throwable t) { s = s } }
//// text compared with its equal
def s = 'a' * 8_000_000, t = 'a' * 7_999_999 + 'a'
def n = 0
while (true) { if (s == t) n++ }
//// text ordered against its equal
def s = 'a' * 8_000_000, t = 'a' * 7_999_999 + 'a'
def n = 0
while (true) { n += s <=> t }
//// switch among long equal texts
def s = 'a' * 8_000_000, t = 'a' * 7_999_999 + 'b'
while (true) { switch (s) { case t: break; case t + 'x': break; default: s = s } }
//// long texts as map keys made anew
def s = 'a' * 1_000_000, m = [:]
def i = 0
while (true) { m[s + (i++ % 10)] = 1 }
//// part of a text by a range in a loop
def s = 'a' * 8_000_000
while (true) { s[1..-2] }
//// part of a text by an exclusive range in a loop
def s = 'é' * 7_000_000
while (true) { s[0..<-1] }
//// text incremented for ever
def s = 'z' * 4_000_000
while (true) { s++ }
//// text minus a regular expression
def s = 'ab' * 1_000_000
while (true) { s - ~/ba$/ }
//// text as letters by a cast in a loop
def s = 'ab' * 2_000_000
while (true) { def c = s as char[]; def l = s as List }
//// letters against letters
def s = 'ab' * 1_000_000
for (c in s) { for (d in s) { } }
//// String made of characters in a loop
def c = ('ab' * 1_000_000).toCharArray()
while (true) { new String(c, 1, 1_999_998) + String.valueOf(c) }
//// contentEquals and regionMatches
def s = 'ab' * 2_000_000, b = new StringBuilder(s)
while (true) { s.contentEquals(b); s.regionMatches(true, 0, s.toUpperCase(), 0, s.size()) }
//// StringBuilder compared in a loop
def a = new StringBuilder('ab' * 2_000_000), b = new StringBuilder('ab' * 2_000_000)
def n = 0
while (true) { n += a <=> b; n += a.compareTo(b); if (a.toString() == b.toString()) n++ }
//// StringBuilder indexOf of what is not there
def a = new StringBuilder('a' * 4_000_000)
while (true) { a.indexOf('a' * 2000 + 'b'); a.lastIndexOf('b' + 'a' * 2000) }
//// StringBuilder deleted at its front
def a = new StringBuilder('a' * 4_000_000)
while (a.length()) { a.delete(0, 1); a.append('b') }
//// quote and unquote doubling
def s = "\\E"
while (true) { s = java.util.regex.Pattern.quote(s) + java.util.regex.Matcher.quoteReplacement(s) }
//// text inspected doubling
def s = '\\'
while (true) { s = s.inspect() }
//// JSON text of itself doubling
def s = '"'
while (true) { s = groovy.json.JsonOutput.toJson(s) }
//// JSON unescaped wide letters
def s = '\u2028' * 1_000_000
while (true) { s = groovy.json.JsonOutput.toJson([s, s]) }
//// lists equal in a loop
def a = (1..500_000).toList(), b = (1..500_000).toList()
while (true) { a == b }
//// lists ordered in a loop
def a = (1..500_000).toList(), b = (1..500_000).toList()
while (true) { a.equals(b); b.hashCode() }
//// maps equal in a loop
def a = (1..100_000).collectEntries { [it, it] }, b = (1..100_000).collectEntries { [it, it] }
while (true) { a == b }
//// sets equal in a loop
def a = (1..200_000) as Set, b = (1..200_000) as Set
while (true) { a == b; a.containsAll(b) }
//// map plus map in a loop
def a = (1..100_000).collectEntries { [it, it] }
while (true) { a + a }
//// map minus map in a loop
def a = (1..100_000).collectEntries { [it, it] }
while (true) { a - a; a.intersect(a) }
//// list minus itself by classes of its own
class A { int n; boolean equals(Object o) { true }; int hashCode() { 1 } }
def l = (1..20_000).collect { new A(n: it) }
l - l.drop(1) - [1]
//// slices of a list in a loop
def l = (1..1_000_000).toList()
while (true) { l[0..-1]; l[-1..0] }
//// slices replaced in a loop
def l = (1..100_000).toList()
while (true) { l[0..-2] = l; l = l.take(100_000) }
//// property of every element in a loop
def l = [[a: [b: 1]]] * 500_000
while (true) { l.a.b; l*.a*.b }
//// property of lists in lists
def l = [a: 1]
30.times { l = [l, l] }
l.a.size()
//// spread into a set, an array and a call in a loop
def l = (1..500_000).toList()
def f(Object... x) { x.length }
while (true) { f(*l); l as Set; l as Object[] }
//// a map spread into itself
def m = (1..50_000).collectEntries { ["k$it".toString(), it] }
while (true) { [*: m, *: m] }
//// range of billions equal to its like
(1..2_000_000_000) == (1..2_000_000_000L)
//// range of billions equal to a list
(1..2_000_000_000) == [1, 2]
//// range of billions less one
(1..2_000_000_000) - [1]
//// range of billions more one
[0] + (1..2_000_000_000) + 1
//// range of billions as array
int[] a = 1..2_000_000_000
a.length
//// range of billions spread in a list
[*1..2_000_000_000].size()
//// range of billions spread in a call
def f(Object... a) { a.length }
f(*1..2_000_000_000)
//// range of billions in a text
"${1..2_000_000_000} ${(1..2_000_000_000).inspect().size()}"
//// range of billions by property
(1..2_000_000_000).x
//// range of billions by spread dot
(1..2_000_000_000)*.toString()
//// fraction in a range of billions
def n = 0
while (true) { n += (1.5 in (1..2_000_000_000)) ? 1 : 0; (1..2_000_000_000).contains('x'); (1..2_000_000_000).indexOf(1.5) }
//// range index of a list
(1..10).toList()[0..2_000_000_000]
//// negative range index of a list
(1..10).toList()[-1..-2_000_000_000]
//// range index of a map
def m = [:]
m.subMap(1..2_000_000_000)
//// range index of a bit set
def b = new BitSet()
b[0..2_000_000_000] = true
//// range index of a matcher
def m = ('ab' * 1000) =~ /a/
m[0..2_000_000_000]
//// destructuring a range of billions
def (a, b, c) = 1..2_000_000_000
[a, b, c, (1..2_000_000_000).toSet()]
//// range of billions shuffled
(1..2_000_000_000).shuffled().first()
//// range of billions reversed twice
(1..2_000_000_000).reverse().reverse().toSorted().max()
//// range of billions in groups
(1..2_000_000_000).collate(3).first()
//// range of billions with index
(1..2_000_000_000).withIndex().first()
//// range of billions zipped
[(1..2_000_000_000), (1..2_000_000_000)].transpose().first()
//// range of billions as JSON
groovy.json.JsonOutput.toJson(1..2_000_000_000)
//// range of billions handed over
def r = 1..2_000_000_000
[r, [r, r]]
//// range of billions hashed as a key
[(1..2_000_000_000): 1]
//// range of billions sorted by closure
(1..2_000_000_000).sort { -it }
//// range of letters of every code point
(Character.MIN_VALUE..Character.MAX_VALUE).collect { it }.permutations().size()
//// range of longs up to the last
def n = 0
for (i in (Long.MAX_VALUE - 2)..Long.MAX_VALUE) { n++ }
n
//// range of integers up to the last in a C loop
for (int i = Integer.MAX_VALUE - 2; i <= Integer.MAX_VALUE; i++) { }
//// decimals by a tiny step
0.step(1, 1e-30) { }
//// decimals by a step of zero
0.step(1, 0) { }
//// double that does not grow
for (double d = 1e16d; d < 1e17d; d += 1) { }
//// long numbers divided in a loop
def a = 7G ** 60_000, b = 3G ** 30_000
while (true) { a % b; a / b; a.intdiv(b) }
//// long numbers ordered in a loop
def a = 7G ** 60_000, b = a + 1G
while (true) { a <=> b; a == b; a < 1.5; a == 1.5d }
//// long numbers in texts in a loop
def a = 7G ** 60_000
while (true) { "$a" }
//// long numbers as other numbers
def a = 7G ** 60_000
while (true) { a as BigDecimal; a.doubleValue(); a as long; -a; ~a; a++ }
//// long numbers as map keys
def a = 7G ** 60_000
def m = [:]
while (true) { m[a++] = 1; m.remove(a - 1) }
//// long numbers by words of bits
def a = 7G ** 60_000
while (true) { a & (a >> 1); a | a; a ^ a; a << 1 }
//// decimals far apart compared in a set
def s = [] as Set
def i = 0
while (true) { s << (1e999999999 * (i++)); s << 1e-999999999 * i }
//// decimal remainder of far apart
1e999999999 % 7
//// decimal against a long number
def a = 7G ** 60_000
def n = 0
while (true) { n += 1e999999999 <=> a; n += 1e-999999999 <=> a }
//// decimals far apart subtracted
(1e999999999 - 1e-999999999).toString()
//// decimal far out divided by three
def n = 0
while (true) { n += (1e999999999 / 3).scale() }
//// decimal far out to an int
(int) 1e999999999
//// decimal far out to a long by as
1e999999999 as long
//// decimal far out to double and float in a loop
while (true) { 1e999999999 as double; 1e999999999.floatValue() }
//// decimal far out rounded
1e999999999.round(2).toString() + Math.floor(1e99999999)
//// decimal far out as range
(1e999999990..1e999999999).size()
//// upto a number far out
1.upto(1e999999999) { }
//// decimal far out formatted with digits
String.format('%,.3f', 1e999999999)
//// decimal far out formatted as a whole number
new java.text.DecimalFormat('#,##0').format(1e999999999)
//// decimal far out for a number format
java.text.NumberFormat.getInstance().format(1e999999999)
//// decimal exponent beyond all scales
def a = 9e2147483600
while (true) { a *= a }
//// decimal read with an exponent of a million digits
new BigDecimal('1e' + '9' * 1_000_000)
//// double read from eight million digits
while (true) { Double.parseDouble('1' * 7_000_000); ('9' * 7_000_000).toFloat() }
//// numbers asked of long texts
def s = '9' * 7_000_000
while (true) { s.isInteger(); s.isLong(); s.isBigDecimal(); s.isNumber(); s.isDouble() }
//// a whole number of base 36
new BigInteger('z' * 7_000_000, 36)
//// a long number in base two and back
def a = 7G ** 60_000
while (true) { a = new BigInteger(a.toString(2), 2) }
