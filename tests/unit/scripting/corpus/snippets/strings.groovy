//// single-quoted text does not interpolate
'a ${x} $y'
//// escapes in single and double quotes
['a\tb\nc\\d\'e', "x\"y\$z", '\u0041\u00e9', 'a\
b']
//// a GString interpolates names properties and expressions
def x = 5; def m = [k: [n: 'v']]
"a $x b ${x + 1} c $m.k.n d ${m.k.n}"
//// a GString of null text
def x = null; "v=${x} $x"
//// a GString with an empty expression
"a${}b"
//// a GString with nested quotes and braces
def m = [a: 1]
"x ${m['a']} ${"in ${m.a}"} ${[1, 2].collect { it * 2 }}"
//// a GString with a closure is lazy
def n = 1; def s = "${-> n}"; n = 2; s.toString()
//// a GString with a plain expression is eager
def n = 1; def s = "${n}"; n = 2; s.toString()
//// a lazy closure with a parameter gets a writer
def s = "${w -> w << 'written'}"; s.toString()
//// a GString key in a map literal is not found by text
def k = 'a'; def m = ["${k}": 1]; [m['a'], m["${k}"], m.a]
//// a GString key assigned by index becomes a String
def k = 'a'; def m = [:]; m["$k"] = 1; [m['a'], m.a, m.keySet()*.class*.simpleName]
//// a GString key assigned by put
def k = 'a'; def m = [:]; m.put("x$k", 1); [m['xa'], m.containsKey('xa')]
//// a dollar before a space in double quotes is an error
"5 $ 6"
//// a dollar before a non-letter in a slashy string is plain
/5 $ 6 1$/
//// triple quotes keep newlines
'''line 1
line 2 'quoted' "both"
end'''
//// triple double quotes interpolate
def n = 3
"""a
  n=$n
b"""
//// a backslash newline in a triple-quoted text joins lines
'''\
first \
second'''
//// stripIndent and stripMargin
['''  a
    b
  c'''.stripIndent(), '''x
  |a
  | b'''.stripMargin()]
//// slashy strings keep backslashes
[/a\d+\/b/, /\w/, /a"b'c/]
//// slashy strings interpolate
def x = 'v'; /a${x}b$x/
//// slashy strings may have several lines
/a
b/
//// a slash after a name divides
def a = 10; def b = 5; a / b / 2
//// dollar slashy strings
def n = 'x'; $/a/b\c $n ${n} $$ $/ end/$
//// length and size
['abc'.length(), 'abc'.size(), ''.size(), 'é€'.length(), '😀'.length()]
//// index and slices
['hello'[0], 'hello'[-1], 'hello'[1..3], 'hello'[1..-1], 'hello'[3..1], 'hello'[0, 2, 4], 'hello'[1..<3]]
//// index out of range of text throws
'abc'[5]
//// slice out of range of text throws
'abc'[1..5]
//// charAt and getAt
['abc'.charAt(1), 'abc'.getAt(1), 'abc'.charAt(0).class.simpleName]
//// charAt out of range throws
'abc'.charAt(9)
//// substring
['hello'.substring(2), 'hello'.substring(1, 3), 'hello'.substring(5)]
//// substring out of range throws
'abc'.substring(2, 9)
//// substring from beyond the end throws
'abc'.substring(4)
//// substring with a negative begin throws
'abc'.substring(-1)
//// substring with begin beyond end throws
'abc'.substring(2, 1)
//// subSequence
'hello'.subSequence(1, 3)
//// case changes
['aBc'.toUpperCase(), 'aBc'.toLowerCase(), 'abc def'.capitalize(), 'ABC'.uncapitalize(), 'straße'.toUpperCase()]
//// swapCase is no method of text
'aBc'.swapCase()
//// trim strip and friends
['  a b '.trim(), '  a '.strip(), '  a '.stripLeading(), '  a '.stripTrailing(), '\t\na\r\n'.trim()]
//// blank and empty
[''.isEmpty(), ' '.isBlank(), ' '.isEmpty(), 'a'.isBlank(), ' '.isAllWhitespace(), ''.empty]
//// contains startsWith endsWith
['hello'.contains('ell'), 'hello'.startsWith('he'), 'hello'.endsWith('lo'), 'hello'.startsWith('l', 2), 'hello'.contains('')]
//// contains ignoring case
['Hello'.containsIgnoreCase('ELL'), 'Hello'.startsWithIgnoreCase('he'), 'Hello'.endsWithIgnoreCase('LO'), 'a'.equalsIgnoreCase('A'), 'a'.equalsIgnoreCase(null)]
//// indexOf and lastIndexOf
['hello'.indexOf('l'), 'hello'.lastIndexOf('l'), 'hello'.indexOf('x'), 'hello'.indexOf('l', 3), 'hello'.indexOf('')]
//// replace replaceAll replaceFirst
['a.b.c'.replace('.', '-'), 'a1b2'.replaceAll(/\d/, '#'), 'a1b2'.replaceFirst(/\d/, '#'), 'aXb'.replace('X' as char, 'y' as char)]
//// replaceAll with group references
['John Smith'.replaceAll(/(\w+) (\w+)/, '$2, $1'), 'abc'.replaceAll(/(?<x>b)/, '[${x}]'), 'a$b'.replaceAll('\\$', 'D')]
//// replaceAll with an escaped dollar
'price'.replaceAll('price', '\\$5')
//// replaceAll with a missing group throws
'abc'.replaceAll('b', '$1')
//// replaceAll with a closure gets the groups
['a1b22'.replaceAll(/\d+/) { "<$it>" }, 'k=v'.replaceAll(/(\w)=(\w)/) { all, k, v -> "$v=$k" }, 'x1'.replaceAll(/(x)(\d)/) { it[2] }]
//// replaceFirst with a closure
'a1b2'.replaceFirst(/\d/) { (it as int) + 1 }
//// replaceAll with a Pattern
'a1b2'.replaceAll(~/\d/, '')
//// replace with a map
'abc'.replace(a: '1', c: '3')
//// split by text drops trailing empties
['a,b,,c,,'.split(','), ''.split(','), ',a'.split(','), 'a b  c'.split(' ')]
//// split with a limit
['a,b,c'.split(',', 2), 'a,b,,'.split(',', -1)]
//// split takes a regular expression
['a1b22c'.split(/\d+/), 'a|b'.split('\\|'), 'abc'.split(''), 'a.b'.split('.')]
//// split without arguments splits at white space
' a  b\tc\n'.split()
//// split returns an array
'a,b'.split(',').class.simpleName
//// split with a closure makes two lists
[1, 2, 3, 4].split { it > 2 }
//// tokenize takes a set of characters
['a,b;c'.tokenize(',;'), ' a  b '.tokenize(), ',a,,b,'.tokenize(','), 'a b'.tokenize('x')]
//// tokenize returns a list
'a,b'.tokenize(',').class.simpleName
//// lines and readLines
['a\nb\r\nc'.readLines(), 'a\n\nb'.readLines().size(), 'x\ny'.lines().toList()]
//// eachLine and splitEachLine
def out = []; 'a\nb'.eachLine { out << it }; 'c\nd'.eachLine { l, i -> out << "$i$l".toString() }
'1,2\n3,4'.splitEachLine(',') { out << it }
out
//// padLeft padRight and center
['5'.padLeft(3), '5'.padLeft(3, '0'), 'a'.padRight(3, '.'), 'a'.center(5, '*'), 'abc'.padLeft(2), 'ab'.padLeft(5, 'xy')]
//// repeat multiply and reverse
['ab'.repeat(2), 'ab'.multiply(2), 'abc'.reverse()]
//// minus removes the first occurrence
['abcabc' - 'b', 'abc'.minus('x'), 'a1b2' - ~/\d/]
//// plus and concat
['a'.plus('b'), 'a'.concat('b'), 'a'.plus(1)]
//// toList chars and bytes
['abc'.toList(), 'ab'.chars.toString().size(), 'ab'.bytes, 'é'.getBytes('UTF-8').length, 'ab'.toCharArray(), 'ab' as List]
//// each over characters
def out = []; 'abc'.each { out << it }; out
//// collect find and findAll over characters
['abc'.collect { it.toUpperCase() }, 'abc'.any { it == 'b' }, 'abc'.every { it }, 'banana'.findAll { it == 'a' }]
//// eachWithIndex over text
def out = []; 'ab'.eachWithIndex { c, i -> out << c + i }; out
//// count occurrences
['banana'.count('a'), 'banana'.count('an'), 'banana'.count('x')]
//// take drop and friends
['hello'.take(2), 'hello'.drop(2), 'hello'.takeRight(2), 'hello'.dropRight(2), 'hi'.take(9), 'hi'.drop(9)]
//// takeWhile dropWhile takeBetween
['aab'.takeWhile { it == 'a' }, 'aab'.dropWhile { it == 'a' }, 'a[b]c'.takeBetween('[', ']'), 'a-b-c'.takeBefore('-'), 'a-b-c'.takeAfter('-')]
//// find with a pattern
['a12b3'.find(/\d+/), 'abc'.find(/\d/), 'k=v'.find(/(\w)=(\w)/) { all, k, v -> v }]
//// findAll with a pattern
['a12b3'.findAll(/\d+/), 'a=1,b=2'.findAll(/(\w)=(\d)/) { all, k, v -> k + v }, 'abc'.findAll(/\d/)]
//// eachMatch
def out = []; 'a1b2'.eachMatch(/\d/) { out << it }; out
//// matches means the whole text
['abc'.matches(/a.c/), 'abcd'.matches(/a.c/), 'a\nb'.matches(/a.b/), 'a\nb'.matches(/(?s)a.b/)]
//// compareTo and compareToIgnoreCase
['a'.compareTo('c'), 'b'.compareTo('a'), 'abc'.compareTo('ab'), 'A'.compareToIgnoreCase('a')]
//// equals and hashCode
['a'.equals('a'), 'a'.equals(1), 'abc'.hashCode(), ''.hashCode(), 'é€'.hashCode()]
//// isNumber isInteger on odd texts
[' 5 '.isNumber(), '-5'.isInteger(), '5.0'.isInteger(), '5L'.isNumber(), '+5'.isInteger(), '1_000'.isNumber()]
//// toBoolean
['true'.toBoolean(), 'TRUE'.toBoolean(), 'y'.toBoolean(), '1'.toBoolean(), 'no'.toBoolean(), ' true '.toBoolean()]
//// String valueOf and format
[String.valueOf(5), String.valueOf(null as Object), String.format('%s-%d', 'a', 5), String.join(',', ['a', 'b']), String.join('-', 'x', 'y')]
//// join on lists
[['a', 'b'].join(', '), [1, null, 2].join('-'), [].join(','), [1].join()]
//// tr translates characters
['hello'.tr('el', 'ip'), 'abc'.tr('a-c', 'A-C')]
//// expand and denormalize
['a\tb'.expand(4), 'a\r\nb'.normalize(), 'a\nb'.denormalize()]
//// string is a CharSequence and iterable
['abc' instanceof CharSequence, 'abc' instanceof Comparable, 'abc'.iterator().toList()]
//// inject over text
'abc'.inject('') { a, c -> c + a }
//// toURI parses an address
'http://a.example/x?y=1#z'.toURI().host
//// StringBuilder append insert reverse delete
def b = new StringBuilder('ab'); b.append('c').append(1).append(null); b.insert(0, '>'); b << '!'
[b.toString(), b.length(), new StringBuilder('abc').reverse().toString(), b.indexOf('c'), b.charAt(1)]
//// StringBuilder replace deleteCharAt setLength
def b = new StringBuilder('hello'); b.replace(0, 1, 'J'); b.deleteCharAt(4); b.setLength(3); b.setCharAt(0, 'x' as char)
b.toString()
//// StringBuffer and StringBuilder equality
[new StringBuilder('a').toString() == 'a', new StringBuilder('a') == 'a', "${new StringBuilder('z')}".toString()]
//// StringBuilder plus gives text
new StringBuilder('a') + 'b'
//// StringBuilder truth and size
[new StringBuilder() ? 1 : 0, new StringBuilder('a') ? 1 : 0, new StringBuilder('abc').size()]
//// String constructor
[new String('abc'), new String('abc'.bytes), new String([97, 98] as char[])]
//// text to characters and code points
['a'.codePointAt(0), 'abc'.toCharArray()[1], ('a' as char).isLetter(), Character.isDigit('5' as char), Character.toUpperCase('a' as char)]
//// Character statics
[Character.isLetter('a' as char), Character.isUpperCase('A' as char), Character.isWhitespace(' ' as char), Character.getNumericValue('7' as char), Character.isLetterOrDigit('_' as char)]
//// missing method on text
'abc'.foo()
//// missing method on text with arguments
'abc'.foo(1, 'x', null, [2])
//// missing property on text
'abc'.foo
//// the length of text is no property
'abc'.length
//// bytes and class are properties of text
['abc'.bytes.length, 'abc'.class.simpleName, 'abc'.empty, 'abc'.blank]
//// wrong argument types
'abc'.substring('x')
//// wrong argument count
'abc'.substring(1, 2, 3)
//// string format directives
String.format('%5d|%-5d|%05d|%+d|%,d', 42, 42, 42, 42, 1234567)
//// string format decimals
String.format('%.2f|%8.3f|%e|%.0f', 3.14159, 2.5, 12345.678, 2.5)
//// string format text
String.format('%s|%10s|%-10s|%.2s|%S|%c|%b|%%|%n', 'abc', 'abc', 'abc', 'abc', 'abc', 'x' as char, true)
//// string format hexadecimal and octal
String.format('%x|%X|%o|%08x', 255, 255, 8, 48879)
//// string format by position
String.format('%2$s %1$s %1$s', 'a', 'b')
//// string format of null and lists
String.format('%s %s', null, [1, 2])
//// string format with a wrong type throws
String.format('%d', 'x')
//// string format with too few arguments throws
String.format('%s %s', 'a')
//// string format with an unknown directive throws
String.format('%q', 1)
//// sprintf and printf
printf('%s=%d%n', 'a', 1)
sprintf('%03d', 7)
//// formatted method
'%s-%s'.formatted('a', 'b')
//// println of values
println 'text'; println 5; println([1, 'a', null]); println([a: 1]); println null; print 'x'; println()
//// println of GString and decimals
def x = 1.50; println "v $x"; println 1.0d; println 10/3
//// string concatenation in a loop
def s = ''; for (i in 1..5) { s += i }; s
//// text of lists and maps
[[1, 'a', null, 1.5].toString(), [a: 1, 'b c': [2]].toString(), [:].toString(), [[]].toString(), [a: null].toString()]
//// inspect and dump forms
[[1, 'a'].inspect(), 'a\nb'.inspect(), [a: 'x'].inspect(), null.inspect(), 1.5.inspect()]
//// text of a nested GString list
["a${1}", ["b${2}"]].toString()
//// unicode text survives
'Ünïcödé – “quotes” 日本語 😀'.reverse()
//// surrogate pairs count twice and slice
def s = 'a😀b'; [s.size(), s[0], s.substring(3), s.codePointCount(0, s.length())]
//// text comparison in sort
['b', 'a', 'C', 'ä', '10', '9'].sort()
//// case-insensitive sort
['b', 'A', 'c'].sort { it.toLowerCase() }
//// text is immutable under methods
def s = 'abc'; s.toUpperCase(); s.replace('a', 'x'); s
//// encoding as URL
[URLEncoder.encode('a b&c=ä/€', 'UTF-8'), URLDecoder.decode('a+b%26c', 'UTF-8'), URLEncoder.encode('x y', java.nio.charset.StandardCharsets.UTF_8)]
//// encoding as Base64
['abc'.bytes.encodeBase64().toString(), new String('YWJj'.decodeBase64()), Base64.encoder.encodeToString('abc'.bytes), new String(Base64.decoder.decode('YWJj')), Base64.getEncoder().encodeToString('ü'.getBytes('UTF-8'))]
//// Base64 url and bad input
[Base64.urlEncoder.encodeToString([251, 255] as byte[]), Base64.urlEncoder.withoutPadding().encodeToString('a'.bytes)]
//// decoding bad Base64 throws
Base64.decoder.decode('a*b')
//// encoding as hex and digests
['abc'.bytes.encodeHex().toString(), 'abc'.md5(), 'abc'.sha256()]
//// UUID from text and from bytes
[UUID.fromString('123e4567-e89b-12d3-a456-426614174000').toString(), UUID.nameUUIDFromBytes('a'.bytes).toString(), UUID.randomUUID().toString().size()]
//// line separator
System.lineSeparator()
//// string switch with fallthrough text
def f = { switch (it) { case 'a': return 1; case ~/b.*/: return 2; default: return 3 } }
[f('a'), f('bcd'), f('x')]
//// string as enum of cases
'abc'.with { toUpperCase() }
//// minus and replace of null argument
'abc' + null
//// replace with null throws
'abc'.replace('a', null)
//// contains null throws
'abc'.contains(null)
//// string equality with different types
['1' == 1, 'a' == "a", 'a' == ('a' as char), "${1}" == '1']
//// asBoolean and asType methods
['a'.asBoolean(), ''.asBoolean(), '5'.asType(Integer)]
//// isInteger before conversion
['5', 'x', '7'].findAll { it.isInteger() }.collect { it as int }
//// last and first of text
['abc'[-1], 'abc'.toList().last(), 'abc'.toList().first()]
//// mult-line concatenation with plus at line ends
def s = 'a' +
    'b' +
    "c${1}"
s
//// string in a ternary and elvis with trim
def s = '   '; s?.trim() ?: 'blank'
//// GString methods act on the text
def n = 5; def g = "value ${n}"
[g.toUpperCase(), g.size(), g.contains('5'), g.replace('5', '6'), g + '!', g.class.simpleName, (g + '!').class.simpleName]
//// GString values and strings
def n = 5; def g = "a${n}b"; [g.values, g.strings, g.valueCount]
//// GString in a typed variable or parameter becomes a String
def f(String s) { s.class.simpleName }
f("a${1}")
//// a GString in a list contains only by equals
["a${1}"].contains('a1')
//// GString plus GString is a GString
def a = "x${1}"; def b = "y${2}"; [(a + b).class.simpleName, (a + b)]
//// GString in a set with a string
(["a${1}", 'a1'] as Set).size()
//// a GString as a switch value matches a string case
switch ("a${1}") { case 'a1': return 'hit'; default: return 'miss' }
//// a GString property name
def p = 'foo'; def m = [foo: 7]; m."$p"
//// a GString method name
def m = 'toUpperCase'; 'abc'."$m"()
//// string increment in a range
('aa'..'ad').toList()
//// collectReplacements
'abc'.collectReplacements { it == 'b' ? 'XX' : null }
//// text isCase with in
['a' in ['a', 'b'], 'x'.isCase('x')]
//// string getChars and intern
['abc'.intern(), 'abc'.chars().count()]
//// unexpand shorten through take with ellipsis
def s = 'a long description'; s.size() > 6 ? s.take(6) + '…' : s
//// stripIndent of a mixed text
'    a\n  b\n'.stripIndent()
//// bytes sum with each
def n = 0; 'ab'.bytes.each { n += it }; n
