//// biginteger pow
2G.pow(2147483647)
//// biginteger pow chain
def n = 3G; 60.times { n = n.pow(2) }; n
//// biginteger shiftLeft method
1G.shiftLeft(2147483647)
//// biginteger shiftLeft negative
(1G << 60000000) >> -60000000
//// biginteger modPow
(3G ** 100000).modPow(7G ** 100000, 11G ** 100000)
//// biginteger modInverse
(3G ** 200000).modInverse(7G ** 200000)
//// biginteger gcd
def a = 3G ** 200000, b = 7G ** 200000; while (true) a.gcd(b)
//// biginteger isProbablePrime
((2G ** 44497) - 1).isProbablePrime(100)
//// biginteger nextProbablePrime
(2G ** 20000).nextProbablePrime()
//// biginteger probablePrime
BigInteger.probablePrime(20000, new Random())
//// biginteger random bits
new BigInteger(2000000000, new Random())
//// biginteger sqrt
(10G ** 2000000).sqrt()
//// biginteger toString radix
(1G << 30000000).toString(36)
//// biginteger toString decimal
(1G << 30000000).toString()
//// biginteger parse radix
new BigInteger('z' * 4000000, 36)
//// biginteger setBit
0G.setBit(2147483647)
//// biginteger flipBit
0G.flipBit(2147483647)
//// biginteger not and or
def a = 1G << 60000000; while (true) { a = (a | 1G) & ~(a ^ 3G) }
//// biginteger bitCount loop
def a = (1G << 60000000) - 1; while (true) { a.bitCount() }
//// biginteger toByteArray
def a = (1G << 60000000) - 1; while (true) { a.toByteArray() }
//// biginteger divide
def a = 3G ** 3000000, b = 7G ** 1000000; a.divide(b)
//// biginteger divideAndRemainder
(3G ** 3000000).divideAndRemainder(7G ** 1000000)
//// biginteger mod
(3G ** 3000000) % (7G ** 1000000)
//// biginteger multiply large
def a = 3G ** 3000000; a * (a + 1)
//// biginteger to double
(3G ** 3000000).doubleValue()
//// biginteger to decimal
(3G ** 3000000).toBigDecimal().stripTrailingZeros()
//// biginteger hash
def a = 3G ** 3000000; while (true) [(a): 1]
//// biginteger as a result
3G ** 2000000
//// biginteger in GString
"${3G ** 5000000}"
//// biginteger intdiv loop
def a = 3G ** 1000000; while (a > 0) { a = a.intdiv(7) }
//// decimal scale bomb
new BigDecimal(1G, 2147483647) + new BigDecimal(1G, -2147483647)
//// decimal setScale huge loop
1.5.setScale(10000000)
//// decimal multiply scales
def d = 1.1; while (true) d = d * d
//// decimal divide precision
1.0.divide(3.0, new java.math.MathContext(20000000))
//// decimal divide scale
1.0.divide(3.0, 20000000, java.math.RoundingMode.HALF_UP)
//// decimal pow context
1.0000001.pow(999999999, new java.math.MathContext(100000))
//// decimal sqrt
2.0.sqrt(new java.math.MathContext(10000000))
//// decimal round
(1e999999999 + 1e-10).round(new java.math.MathContext(5))
//// decimal remainder
1e999999999 % 7
//// decimal remainder tiny
7 % 1e-999999999
//// decimal intdiv
1e999999999.divideToIntegralValue(7.0)
//// decimal movePoint
1.0.movePointRight(2000000000).toBigInteger()
//// decimal movePointLeft
1.0.movePointLeft(2000000000) + 1
//// decimal toEngineering
1e999999999.toEngineeringString().size() + 1e-999999999.toPlainString()
//// decimal compare far
1e2000000000 <=> 1e-2000000000
//// decimal equals far
1e999999999 == 10G ** 100000
//// decimal to long
1e999999999 as long
//// decimal to double
1e999999999 as double
//// decimal hash far
[(1e999999999): 1, (10e999999998): 2]
//// decimal in a set with integers
[1e999999999, 1G] as Set
//// decimal strip
1e999999999.stripTrailingZeros() == 1e999999998 * 10
//// decimal precision
(1e999999999 - 1).precision()
//// decimal ulp
1e-999999999.ulp() + 1
//// decimal unscaled
(new BigDecimal('1' * 4000000)).unscaledValue().toString()
//// decimal sum
[1e999999999, 1e-999999999].sum()
//// decimal average
[1e999999999, 1e-999999999].average()
//// decimal range far
(1e-999999999..1e999999999).size()
//// decimal json
groovy.json.JsonOutput.toJson([1e999999999, 1e-999999999])
//// decimal as result
[1e999999999, 1e-999999999]
//// decimal json builder plain
new groovy.json.JsonSlurper().parseText('[' + '1e999999999,' * 1000 + '1]').sum()
//// decimal parse exponent
new BigDecimal('1e' + '9' * 1000000)
//// decimal double conversions
Double.parseDouble('1' * 8000000)
//// double format
String.format('%s', Double.MAX_VALUE) * 10000000
//// integer parse long
Integer.parseInt('0' * 8000000 + '1')
//// long parse
('0' * 8000000 + '1').toLong() + ('0' * 8000000).toInteger()
//// isNumber
def s = '1' * 8000000; while (true) s.isNumber()
//// toBigDecimal
('1' * 8000000).toBigDecimal() / 3
//// round places
1.5.round(2000000000)
//// double round
1.5d.round(2000000000)
//// truncate
1.5.trunc(2000000000)
//// power negative
2 ** -2147483647
//// power big negative decimal
1.5 ** -1000000
//// power of decimal
1.123456789 ** 10000000
//// double power
2.0d ** 1e300
//// integer power long
7L ** 1000000000L
//// Math pow loops
while (true) Math.pow(3.3, 1e300)
//// regex lookahead nested
('a' * 30) ==~ /(?=(a+)+$)(?!(a+)+b)(a|aa)+c/
//// regex look-behind nested
('a' * 50000 + 'b').find(/(?<=(a|aa){1,50})c/)
//// regex back references
('a' * 5000).find(/(a*)(a*)(a*)\1\2\3b/)
//// regex back references named
('ab' * 3000).find(/(?<x>.*)(?<y>.*)\k<x>\k<y>z/)
//// regex atomics
('a' * 100000) ==~ /(?>a+)*+b/
//// regex possessive nested
('a' * 3000 + '!') ==~ /((a*)*)*+b/
//// regex in switch
switch ('a' * 30 + '!') { case ~/(a+)+/: 1; break; default: 2 }
//// regex grep
(['a' * 40 + '!'] * 100).grep(~/(a+)+/)
//// regex splitEachLine
('a' * 40 + '!\n').splitEachLine(/(a+)+$/) { }
//// regex findAll many groups
('a' * 100000).findAll(/(a)(a)?(a)?(a)?/).size()
//// regex matcher in loop
def p = ~/(x+x+)+y/; 1000.times { ('x' * 25) =~ p ? 1 : 2 }
//// regex many compiles
def i = 0; while (true) { ~/a${i++}(b|c)*d{1,50}/ }
//// regex compile big class
~('[' + (0..60000).collect { '\\u' + String.format('%04x', it) }.join('') + ']')
//// regex compile big alternation case-insensitive
~('(?i)' + (0..200000).collect { "w$it" }.join('|'))
//// regex compile nested repeat
~/(((((((a{1,100}){1,100}){1,100}){1,100}){1,100}){1,100}){1,100})/
//// regex compile optional bomb
~('(a?){1,1000}' * 1000)
//// regex compile look-behind bomb
~('(?<=' * 100 + 'a{1,1000}' + ')' * 100)
//// regex unicode classes
('\u0130' * 100000) ==~ /(?iu)(\p{L}|\p{Lu})*x/
//// regex named groups flood
~((1..20000).collect { "(?<g$it>a)?" }.join(''))
//// regex quantifier numbers
~'a{2147483647}'
//// regex quantifier overflow
~'a{99999999999999999999}'
//// regex quantifier of quantifier
('a' * 100) ==~ '((a{0,50}){0,50}){0,50}b'
//// regex flags comments
~('(?x)' + '# comment\n' * 500000)
//// regex intersections
~('[a&&' * 5000 + 'a' + ']' * 5000)
//// regex character class nesting
~('[' * 5000 + 'a' + ']' * 5000)
//// regex quote
java.util.regex.Pattern.quote('\\E' * 2000000)
//// regex region loop
def m = 'a' * 1000000 =~ /a/; def i = 0; while (true) { m.region(i++ % 1000, 1000000); m.find() }
//// regex lookingAt
def m = ('a' * 1000000 =~ /a*b/); while (true) { m.reset(); m.lookingAt() }
//// regex hitEnd
(('a' * 60 + '!') =~ /^(([a-z])+.)+[A-Z]([a-z])+$/).hitEnd()
//// regex split limits
('a' * 8000000).split('').size()
//// regex splitAsStream
(~/a/).splitAsStream('a' * 4000000).count()
//// regex replace with cycles
def s = 'a'; 100.times { s = s.replaceAll('a', 'ab').replaceAll('b', 'ba') }
//// regex tokenize chars
('ab' * 4000000).tokenize('a' * 4000000).size()
//// regex asPredicate
(['a' * 30 + '!'] * 100).stream().filter((~/(a+)+b/).asPredicate()).count()
//// text contains slow
('a' * 4000000 + 'b').contains('a' * 2000000 + 'c')
//// text indexOf slow
def s = 'ab' * 2000000; s.indexOf('ab' * 1000000 + 'b')
//// text count overlapping
('a' * 4000000).count('a' * 2000000 + 'b')
//// text replace slow
('a' * 4000000).replace('a' * 2000000 + 'b', 'x')
//// text lastIndexOf slow
('a' * 4000000).lastIndexOf('b' + 'a' * 2000000)
//// text split slow
('a' * 4000000).split('a' * 200000 + 'b')
//// text minus
('a' * 8000000) - ('a' * 4000000)
//// text compare
def a = 'a' * 8000000, b = 'a' * 8000000 + 'b'; while (true) { a.compareToIgnoreCase(b) }
//// text equalsIgnoreCase
def a = 'a' * 8000000, b = 'A' * 8000000; while (true) { a.equalsIgnoreCase(b) }
//// text hash
def i = 0; while (true) { ('a' * 8000000).hashCode() }
//// text getBytes
def s = 'é' * 8000000; s.getBytes('UTF-8').length
//// text getChars
('a' * 8000000).getChars().length
//// text bytes to list
('a' * 8000000).bytes.toList().size()
//// text codepoints
('a' * 8000000).codePoints().toArray().length
//// text chars stream
('a' * 8000000).chars().sum()
//// text each line
def n = 0; ('\n' * 8000000).eachLine { n++ }
//// text lines
('\n' * 8000000).lines().count()
//// text readLines
('\n' * 8000000).readLines().size()
//// text unexpand
(' ' * 8000000).unexpand()
//// text collect
('a' * 8000000).collect { it }.size()
//// text toSet
('a' * 8000000).toSet()
//// text as list
('a' * 8000000) as List
//// text as set
('a' * 8000000) as char[]
//// text permutations
('abcdefghijkl' as List).permutations()
//// text reverse unicode
('\uD83D\uDE00' * 4000000).reverse().size()
//// text upper growth
def s = 'ß' * 4000000; 10.times { s = s.toUpperCase() }; s.size()
//// text upper ligature growth
def s = '\uFB03' * 4000000; s.toUpperCase().size()
//// text normalizer bomb
java.text.Normalizer.normalize('\uFDFA' * 400000, java.text.Normalizer.Form.NFKD).size()
//// text normalizer combining
java.text.Normalizer.normalize('a' + '\u0301' * 200000 + '\u0323' * 200000, java.text.Normalizer.Form.NFC).size()
//// text normalizer mixed combining
java.text.Normalizer.normalize('a' + '\u0301\u0323' * 400000, java.text.Normalizer.Form.NFD).size()
//// text normalizer loop
def s = '\uFDFA' * 100000; while (true) java.text.Normalizer.normalize(s, java.text.Normalizer.Form.NFKC)
//// text soundex like loops
def s = 'a b ' * 1000000; while (true) { s.capitalize().uncapitalize().swapCase() }
//// text similarity
def s = 'a' * 8000000; s.getChars().sort().join('').size()
//// text tr ranges
('a' * 1000000).tr('a-z' * 100000, 'A-Z' * 100000)
//// text tr huge range
'abc'.tr('\u0000-\uffff' * 100, 'x')
//// text charAt loop
def s = '\uD83D\uDE00' * 1000000; def n = 0; s.size().times { n += s.charAt(it) as int }
//// text subSequence loop
def s = 'a' * 8000000; def i = 0; while (true) { s.substring(i++ % 100) }
//// text getAt range loop
def s = 'a' * 8000000; while (true) { s[-1..0] }
//// text getAt list
('a' * 1000)[[0] * 5000000]
//// text increment
def s = 'z'; while (true) { s++ }
//// text increment long
def s = 'z' * 8000000; s++; s.next()
//// text eachMatch groups
('ab' * 1000000).eachMatch(/(a)(b)/) { a, b, c -> }
//// text isBlank etc
def s = ' ' * 8000000; while (true) { s.isBlank() || s.allWhitespace }
//// text dropWhile
('a' * 8000000).dropWhile { it == 'a' }
//// text takeBetween
def s = '(' * 8000000 + ')'; while (true) { s.takeBetween('(', ')') + s.takeAfter('((') + s.takeBefore(')') }
//// text intern concat valueOf
def s = 'a' * 8000000; while (true) { String.valueOf(s.toCharArray()) }
//// text join of chars
String.join('x' * 1000000, ['a'] * 1000)
//// text joiner of joiner
def l = ['a']; 30.times { l = [l.join('x'), l.join('y')]; l = l + l }; l.join(',').size()
//// base64 decode
def s = 'QUFB' * 2000000; def n = 0; while (true) { n += s.decodeBase64().length }
//// base64 encode chain
def s = 'x'; while (true) { s = s.bytes.encodeBase64().toString() }
//// base64 mime
Base64.mimeEncoder.encodeToString(('x' * 8000000).bytes).size()
//// base64 mime decode of noise
Base64.mimeDecoder.decode('!' * 8000000).length
//// base64 wrong
'%%%'.decodeBase64() + Base64.decoder.decode('=' * 8000000)
//// hex
('x' * 8000000).bytes.encodeHex().toString().decodeHex().length
//// url decode
def s = '%41' * 2600000; while (true) { URLDecoder.decode(s, 'UTF-8') }
//// url decode utf8 bomb
URLDecoder.decode('%F0%9F%98%80' * 600000, 'UTF-8').size()
//// url encode chain
def s = '%'; while (true) { s = URLEncoder.encode(s, 'UTF-8') }
//// url broken
URLDecoder.decode('%' * 8000000, 'UTF-8')
//// uri of megabytes
new URI('http://h/' + 'a/' * 4000000).path.size()
//// uri normalize
new URI('http://h/' + 'a/../' * 1000000).normalize().toString()
//// uri resolve
def u = new URI('http://h/a/'); 100000.times { u = u.resolve('x/' + it + '/') }; u.toString().size()
//// uri odd characters
new URI('http://[' + ':' * 1000000)
//// digests
def s = 'x' * 8000000; while (true) s.sha256()
//// crc loops
def c = new java.util.zip.CRC32(); def b = ('x' * 8000000).bytes; while (true) c.update(b)
//// message digest
def d = java.security.MessageDigest.getInstance('SHA-512'); def b = ('x' * 4000000).bytes; while (true) d.update(b)
//// uuid from bytes
while (true) UUID.nameUUIDFromBytes(('x' * 8000000).bytes)
//// json deep arrays objects
new groovy.json.JsonSlurper().parseText('[{"a":' * 200000 + '1' + '}]' * 200000)
//// json many keys
new groovy.json.JsonSlurper().parseText('{' + (1..300000).collect { "\"k$it\":$it" }.join(',') + '}').size()
//// json repeated keys
new groovy.json.JsonSlurper().parseText('{' + '"k":[],' * 1000000 + '"k":1}').size()
//// json string escapes
new groovy.json.JsonSlurper().parseText('"' + '\\u0041' * 1300000 + '"').size()
//// json unterminated escapes
new groovy.json.JsonSlurper().parseText('"' + '\\' * 7999999)
//// json whitespace
new groovy.json.JsonSlurper().parseText(' ' * 8000000)
//// json numbers
new groovy.json.JsonSlurper().parseText('[' + '1,' * 3900000 + '1]').size()
//// json minus flood
new groovy.json.JsonSlurper().parseText('-' * 8000000)
//// json lax
new groovy.json.JsonSlurper(type: groovy.json.JsonParserType.LAX).parseText("{" + "a:b," * 1000000 + "}")
//// json output keys
groovy.json.JsonOutput.toJson((1..500000).collectEntries { [it, it] }).size()
//// json pretty
def s = '[' + '1,' * 1000000 + '1]'; groovy.json.JsonOutput.prettyPrint(s).size()
//// json pretty growth
def s = '[' * 10000 + ']' * 10000; groovy.json.JsonOutput.prettyPrint(s).size()
//// json unicode escape growth
def s = 'é' * 1000000; 10.times { s = groovy.json.JsonOutput.toJson(s) }; s.size()
//// json quotes growth
def s = '"'; while (true) { s = groovy.json.JsonOutput.toJson(s) }
//// json builder closure nesting
def b = new groovy.json.JsonBuilder(); def f; f = { a f }; b f
//// json generator options
def g = new groovy.json.JsonGenerator.Options().addConverter(Integer) { [it, it] }.build(); g.toJson([1])
//// json streaming builder
def w = new StringWriter(); def b = new groovy.json.StreamingJsonBuilder(w); while (true) { b([a: 'x' * 1000000]) }
//// json object getters
class A { def getA() { new A() } }
groovy.json.JsonOutput.toJson(new A())
//// json toString key
class A { String toString() { while (true) { } } }
groovy.json.JsonOutput.toJson([(new A()): 1])
//// json iterator
groovy.json.JsonOutput.toJson([hasNext: { true }, next: { 1 }] as Iterator)
//// json closure
groovy.json.JsonOutput.toJson({ while (true) { } })
