//// illegal characters of addresses are named by the part they stand in
def f = { c -> try { c() } catch (e) { e.class.simpleName + ': ' + e.message } }
[f { new URI('http://exa mple.com') }, f { new URI('http://a b.com/x') }, f { new URI('http://a.com/x y') }, f { new URI('http://a.com/?q=a b') }, f { new URI('http://a.com/#a b') }, f { new URI('http://a|b.com/') }, f { new URI('http://a.com:80x/') }, f { new URI('a b') }, f { new URI('/a b') }, f { new URI('mailto:a b') }, f { new URI('http://ü.com/') }, f { new URI('http://a_b.com/').host }, f { new URI('http://[::1]/').host }, f { new URI('http://user name@host/') }, f { new URI('ht tp://x') }, f { new URI('http://a.com/%zz') }, f { new URI('') }, f { new URI('http:') }, f { new URI('http://a.com/{x}') }]
//// an array given to format stands for its elements
def f = { c -> try { c() } catch (e) { e.class.simpleName + ': ' + e.message } }
[f { String.format('%s %s', [1, 2] as int[]) }, f { String.format('%s %s', ['a', 'b'] as String[]) }, f { String.format('%s', null) }, f { String.format('%s %s', null) }, f { String.format('%s', [null] as Object[]) }, f { String.format('%s %s', [null] as Object[]) }, f { String.format(Locale.US, '%s %s', [null] as Object[]) }, f { String.format(Locale.US, '%s %s', ['a', 1] as Object[]) }, f { '%s %s'.formatted([null] as Object[]) }, f { '%s %s'.formatted(['a', 'b'] as Object[]) }, f { String.format('x') }, f { String.format('%s %s', [] as Object[]) }]
//// valueOf takes characters one by one
def f = { c -> try { c() } catch (e) { e.class.simpleName + ': ' + e.message } }
[f { String.valueOf() }, f { String.valueOf('a' as char, 'b' as char) }, f { String.valueOf([] as char[]) }, f { String.valueOf(['a', 'b'] as char[], 0, 1) }, f { String.valueOf(null) }, f { String.copyValueOf() }]
//// toPattern of a DecimalFormat has the negative half
import java.text.*
[new DecimalFormat('#,##0.00;(#,##0.00)').toPattern(), new DecimalFormat('0.0;0.0-').toPattern(), new DecimalFormat('0.0;-0.0').toPattern(), new DecimalFormat('#%').toPattern(), new DecimalFormat("0.00 'EUR'").toPattern(), NumberFormat.getPercentInstance().toPattern(), NumberFormat.getInstance(Locale.GERMANY).toPattern(), new DecimalFormat('##0.##E0').toPattern()]
//// a MessageFormat with a locale
import java.text.*
def f = { c -> try { c() } catch (e) { e.class.simpleName + ': ' + e.message } }
[f { new MessageFormat('{0,number}', Locale.GERMANY).format([1234.5] as Object[]) }, f { new MessageFormat('{0}', Locale.GERMANY).format([1234.5] as Object[]) }, f { new MessageFormat('{0,date,short}', Locale.GERMANY).format([new Date(0)] as Object[]) }, f { new MessageFormat('{0,number,percent} {0,number,currency}', Locale.US).format([0.5] as Object[]) }, f { MessageFormat.format('{0,time,HH:mm} {0,time,short} {0,date,long} {0,date,full}', new Date(0)) }, f { MessageFormat.format('{-1}', 1) }]
//// a closure within a JsonBuilder is called when it is written
import groovy.json.*
def n = 1
def b = new JsonBuilder()
b.root { a { v n }; c ([{ x 1 }, 2]); list([1, 2]) { i -> q i } }
n = 2
[b.toString(), b.content.root.a instanceof Closure, b.content.root.keySet()]
//// a name that is missing in a JsonBuilder is missing in its delegate
import groovy.json.*
def b = new JsonBuilder()
b { name 'x'; inner { missing.foo } }
b.toString()
//// null where a text begins
def f = { c -> try { c() } catch (e) { e.class.name + ': ' + e.message } }
[f { 'abc'.join(null) }, f { String.join(null, 'a', 'b') }, f { String.format(null) }, f { String.format(null, 1) }, f { String.format(null, 'a %s', 1) }, f { new StringBuilder(null) }, f { new StringBuilder(1.5) }, f { new Date(null) }, f { java.text.MessageFormat.format(null, 1) }]
//// a field of a calendar that is none, and a message without values
def f = { c -> try { c() } catch (e) { e.class.name + ': ' + e.message } }
[f { new GregorianCalendar(2024, 1, 29).clear(99) }, f { new GregorianCalendar(2024, 1, 29).clear(-1) }, new java.text.MessageFormat('{0} x').format(null)]

//// hexadecimal texts are doubles only with an exponent
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
[t { '0x1p3'.toDouble() }, t { Double.parseDouble('0x1.8p1f') }, t { '0x1'.toDouble() },
 t { Double.parseDouble('-0X.8P-1') }, t { '0x1p3'.toFloat() }, t { '0x1p3'.isDouble() },
 t { '0x1p99999'.toDouble() }, t { '0x.p1'.toDouble() }]

//// null is no index of a text
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
[t { 'abc'[null] }, t { "a${1}"[null] }]

//// stripIndent forced to be Groovy's
["  a\n    b\n  ".stripIndent(true), "  a\n    b\n  ".stripIndent(false), "\n  a\n    b ".stripIndent(true), "\n  a\n    b ".stripIndent(false), "  a \n\tb".stripIndent(true), "  a \n\tb".stripIndent(false)]

//// what stands between an address's scheme and fragment
[new URI('https://u@h.example:8080/a%20b?q=1+2&r=%20x#f').schemeSpecificPart, new URI('mailto:a%40b').schemeSpecificPart, new URI('a/../b').schemeSpecificPart, new URI('https://h.example/a%20b').rawSchemeSpecificPart]

//// a locale made of words in the wrong case
[new Locale('EN', 'us').toString(), new Locale('de', 'at').country, new Locale('DE').language]

//// parts that a StringBuilder does not have
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
def b = new StringBuilder('abc')
[t { b.substring(5) }, t { b.substring(2, 1) }, t { b.substring(-1, 2) }, t { b.subSequence(0, 9) }, b.substring(1), b.substring(1, 2), b.subSequence(0, 2), b.subSequence(0, 2).getClass().simpleName, t { new StringBuffer('abc').substring(4) }, t { 'abc'.substring(5) }]
//// a list for a closure of an array
def f = { c, Object... a -> try { c(*a) } catch (e) { e.class.simpleName + ':' + e.message.readLines()[0].take(60) } }
def arr = { Object[] g -> g.length }, var = { Object... g -> g.length }, strs = { String[] g -> g.length }, ints = { int[] g -> g.length }
def two = { a, Object[] g -> [a, g.length].toString() }
[arr([1, 2, 3]), arr.call([1, 2, 3]), var([1, 2, 3]), var.call([1, 2]), [[1, 2, 3]].collect(arr), [[1, 2, 3]].collect { Object... g -> g.length }, f(strs, ['a', 'b']), f(ints, [1, 2]), two([1, 2, 3]), arr([]), arr(1), arr(), arr(null), arr([1] as Set), arr([1, 2] as Object[]), arr([a: 1]), [[1, 2]].each(arr).size(), [[1, 2]].any { Object[] g -> g.length == 2 }, [a: 1].collect { Object[] g -> g.length }, [[1, 2], [3, 4]].inject(0) { Object[] g -> g.length }]
//// groups for a closure of an array
def s = 'a1 b2'
[s.replaceAll(/(\w)(\d)/) { Object[] g -> "${g.length}${g[0].class.simpleName}" }, s.replaceAll(/\w\d/) { Object[] g -> "${g.length}" }, s.replaceFirst(/(\w)(\d)/) { Object... g -> g.length.toString() }, s.findAll(/(\w)(\d)/) { Object[] g -> g.length }, s.find(/(\w)(\d)/) { Object[] g -> g.length }, s.eachMatch(/(\w)(\d)/) { Object[] g -> assert g.length in [1, 3] }, s.replaceAll(/(\w)(\d)/) { it.toString() }, s.replaceAll(/(\w)(\d)/) { List g -> g[1] }, s.findAll(/(\w)(\d)/) { List g -> g[2] }, s.findAll(/(\w)(\d)/) { it }]

//// parts outside a text, and a set over a map that holds something
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
def m = 'ab1' =~ /\d/
[t { m.region(0, 9) }, t { m.region(-1, 2) }, t { m.region(2, 1) }, m.region(1, 3).find(), t { 'abc'.codePointCount(2, 0) }, t { 'abc'.codePointCount(-1, 2) }, t { 'abc'.codePointCount(0, 9) }, 'abc'.codePointCount(1, 3), t { Collections.newSetFromMap([a: true]) }, t { Collections.newSetFromMap([:]) }]
//// base64 that is short, broken or padded in part
def f = { c -> try { new String(c()) } catch (Throwable e) { e.class.simpleName + ': ' + e.message?.readLines()?.getAt(0) } }
['$', 'a', '', '=', '==', 'a=', 'ab', 'abc', 'ab=', 'ab==', 'abcd=', '$$', 'a$', 'abcde', 'YQ==YQ==', ' YQ==', 'YQ==\n', 'YW\nJj', 'YQ=\n=', 'é', 'YWé=', 'YQ=x', '-_-_', '+/+/', 'Y Q = =', 'YWI', 'YWJjZGVmZ2hpag'].collect { s -> [f { Base64.decoder.decode(s) }, f { Base64.mimeDecoder.decode(s) }, f { Base64.urlDecoder.decode(s) }] }
