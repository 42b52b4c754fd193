//// find operator gives a Matcher
def m = 'a1b22' =~ /\d+/; [m.find(), m.group(), m.start(), m.end(), m.find(), m.group(0)]
//// matcher index
def m = 'a1b22' =~ /([a-z])(\d+)/; [m[0], m[1], m[0][1], m[1][2], m.size(), m.count]
//// matcher index without groups gives text
def m = 'a1b2' =~ /\d/; [m[0], m[1], m[-1]]
//// matcher index out of range throws
('abc' =~ /\d/)[0]
//// group before a match throws
('abc' =~ /b/).group()
//// group that does not exist throws
def m = 'abc' =~ /b/; m.find(); m.group(3)
//// matches and groupCount
def m = 'k=v' =~ /(\w)=(\w)/; [m.matches(), m.groupCount(), m.group(1), m.group(2), m.hitEnd()]
//// named groups
def m = '2024-03' =~ /(?<y>\d+)-(?<m>\d+)/; m.find(); [m.group('y'), m.group('m')]
//// a missing named group throws
def m = 'a' =~ /a/; m.find(); m.group('zz')
//// lookingAt reset and region
def m = 'abc' =~ /ab/; [m.lookingAt(), m.matches(), m.reset().find(), m.replaceAll('X'), m.replaceFirst('Y')]
//// match operator is whole match
['abc' ==~ /abc/, 'abcd' ==~ /abc/, 'ABC' ==~ /(?i)abc/]
//// matcher in a condition
def r = ('key-12' =~ /key-(\d+)/); r ? r[0][1] : 'none'
//// matcher each and collect
def out = []; ('a1b2' =~ /[a-z]\d/).each { out << it }; ('k=v,x=y' =~ /(\w)=(\w)/).each { all, k, v -> out << k + v }; [out, ('a1' =~ /\w/).collect { it }]
//// optional groups are null
def m = 'a' =~ /(a)(b)?/; [m[0], m[0][2]]
//// flags in the pattern
['A\nB' ==~ /(?is)a.b/, 'a\nb'.findAll(/(?m)^./), 'a b' ==~ /(?x) a \s b /]
//// Pattern compile with flags
import java.util.regex.Pattern
[Pattern.compile('ab', Pattern.CASE_INSENSITIVE).matcher('AB').matches(), Pattern.compile('a.b', Pattern.DOTALL).matcher('a\nb').find(), Pattern.compile('^b', Pattern.MULTILINE | Pattern.CASE_INSENSITIVE).matcher('a\nB').find()]
//// Pattern quote and matches
import java.util.regex.Pattern
[Pattern.quote('a.b'), 'a.b'.replaceAll(Pattern.quote('.'), '-'), Pattern.matches('a+', 'aaa')]
//// Pattern split pattern flags
import java.util.regex.Pattern
def p = Pattern.compile(','); [p.split('a,b,,'), p.pattern(), p.toString(), p.flags()]
//// Matcher quoteReplacement
import java.util.regex.Matcher
'a'.replaceAll('a', Matcher.quoteReplacement('$1\\'))
//// appendReplacement and appendTail
def m = 'a1b2' =~ /\d/; def sb = new StringBuffer(); while (m.find()) { m.appendReplacement(sb, '<' + m.group() + '>') }; m.appendTail(sb); sb.toString()
//// look-behind and look-ahead
['price 42'.find(/(?<=price )\d+/), 'foobar'.find(/foo(?=bar)/), 'a1'.find(/(?<!b)\d/), 'foobaz' ==~ /foo(?!bar).*/]
//// back references
['abab' ==~ /(ab)\1/, 'aa bb'.findAll(/(\w)\1/)]
//// possessive and lazy quantifiers
['<a><b>'.find(/<.+?>/), '<a><b>'.find(/<.+>/), 'aaa' ==~ /a++a/]
//// character classes with union and intersection
['b5'.findAll(/[a-c&&[^a]]/), 'x-1'.findAll(/[\w&&[^\d]]/), 'a]b'.findAll(/[\]]/)]
//// POSIX and unicode classes
['aB1 é'.findAll(/\p{Upper}/), 'aB1é'.findAll(/\p{L}/), 'a1!'.findAll(/\p{Punct}/), 'ä' ==~ /\w/, 'ä' ==~ /(?U)\w/, 'A'.findAll(/\p{Lu}/)]
//// word boundaries and anchors
['cat concat'.findAll(/\bcat\b/).size(), 'a\n'.find(/a$/), 'ab' ==~ /\Aab\z/]
//// digits are ASCII
['٣' ==~ /\d/, '3' ==~ /\d/]
//// quoting with Q and E
['a.b' ==~ /\Qa.b\E/, 'axb' ==~ /\Qa.b\E/]
//// escapes in patterns
['\t' ==~ /\t/, 'A' ==~ /\x41/, 'é' ==~ /\u00e9/, '\u00a0' ==~ /\h/, 'a/b' ==~ /a\/b/]
//// a bad pattern throws
'a' =~ '('
//// a bad pattern in replaceAll throws
'a'.replaceAll('[', 'x')
//// an unclosed quantifier throws
'a' ==~ /a{2/
//// find operator on null searches the text null
def s = null; s =~ /a/
//// match operator on null
def s = null; s ==~ /a/
//// a dollar in a slashy pattern
'cost: $5' =~ /\$\d/ ? 'yes' : 'no'
//// a GString pattern
def w = 'b+'; ['abbb'.find(/$w/), 'abb' ==~ /a${w}/]
//// splitting with a captured separator
'a1b2c'.split(/\d/).toList()
//// replace html tags and entities
'<p>Hello <b>x</b></p>&amp;'.replaceAll(/<[^>]+>/, '').replace('&amp;', '&')
//// extract mentions and links
def t = 'see [~ada] and [docs|https://x.example]'; [t.findAll(/\[~(\w+)\]/) { all, n -> n }, (t =~ /\[(.+?)\|(.+?)\]/).collect { it[2] }]
//// find with groups returns the whole match
['abc'.find(/a(b)c/), ('abc' =~ /a(b)c/)[0]]
//// greedy alternatives take the first branch
'foobar'.find(/foo|foobar/)
//// replaceAll with backslashes in the replacement
'a/b'.replaceAll('/', '\\\\')
//// replace is literal
'a.b$c'.replace('.', '$').replace('$', '#')
//// matcher with closures and spread
def (whole, a, b) = ('x:y' =~ /(\w):(\w)/)[0]; a + b
//// matcher results and stream
('a1b2' =~ /\d/).results().map { it.group() }.toList()
//// a Pattern is no Closure
~/a/ as Closure
//// pattern in a grep and switch
['a1', 'b'].grep(~/.\d/)
//// pattern equality and text
def p = ~/a/; [p.toString(), "${p}".toString(), p == p, p in [p]]
//// regex time is bounded on normal input
('a' * 50 + 'b') ==~ /(a*)*b/
//// split on whitespace runs
' a  b '.trim().split(/\s+/)
//// case conversion through replaceAll closures
'hello_world_x'.replaceAll(/_(\w)/) { it[1].toUpperCase() }
//// snake case from camel case
'helloWorldX'.replaceAll(/([A-Z])/, '_$1').toLowerCase()
//// multiline wiki cleanup
'h1. Title\n* a\n* b'.replaceAll(/(?m)^\* /, '- ').readLines()
//// octal and control escapes
'a' ==~ /\0141/
//// matcher start of groups and end
def m = 'xaby' =~ /(a)(b)/; m.find(); [m.start(1), m.end(2), m.start()]
//// find from an index
def m = 'a1b2' =~ /\d/; [m.find(2), m.group()]
//// group names that look like numbers
'ab'.replaceAll('(a)(b)', '$2$1$0')
//// a two-digit group reference falls back
'ab'.replaceAll('(a)', '$11')
//// places of groups that are not there
def t = { c -> try { c() } catch (e) { "${e.class.simpleName}: $e.message".toString() } }; def m = 'k=v' =~ /(\w)=(\w)/; m.find(); [t { m.start(-1) }, t { m.end(3) }, t { m.start('x') }, t { m.end(1) }]
