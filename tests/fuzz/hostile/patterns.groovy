//// regex nested star in find
('a' * 30 + 'b').find(/(a*)*c/)
//// regex nested plus in findAll
('a' * 30 + 'b').findAll(/((a+)+)+c/)
//// regex nested optional
('a' * 30) ==~ ('(a?)' * 30 + 'a' * 31)
//// regex of two dots
('a' * 4000).find(/.*.*.*.*b/)
//// regex of words
('a ' * 30 + '!') ==~ /(\w+\s?)*/
//// regex of a mail address
('a' * 50 + '@') ==~ /([a-zA-Z0-9_\.-]+)*@([a-z\.-]+)+\.com/
//// regex of numbers
('1' * 40 + 'x') ==~ /(\d+)*\d+$/
//// regex look-ahead of nesting
('a' * 35) =~ /(?=(a+)+b)a/ ? 1 : 2
//// regex look-behind of alternatives
('ab' * 5000).find(/(?<=(a|ab|aba){1,40})c/)
//// regex back reference squared
('a' * 6000 + 'b').find(/(a+)\1+c/)
//// regex two back references
('a' * 400).find(/(a+)(a+)(a+)\1\2\3b/)
//// regex named groups in replaceFirst
('ab' * 3000).replaceFirst(/(?<x>(a|b|ab)+)+\k<x>c/, '$1')
//// regex atomic in split
('a' * 60_000).split(/(?>a+b|a)c/)
//// regex possessive in tokenless split
('a' * 60_000).split(/(a++|b)*+c/)
//// regex case-insensitive alternation in grep
(['a' * 30 + '!'] * 1000).grep(~/(?i)(A|a|aa)+$/)
//// regex in switch cases over a long text
def s = 'a' * 28 + '!'
switch (s) { case ~/(a+)+/: 1; break; case ~/(a|aa)+/: 2; break; case ~/(.*a){20}/: 3; break; default: 4 }
//// regex of counted dots
('a' * 100) ==~ /(.*a){25}b/
//// regex of alternation with empty
('a' * 40 + 'b') ==~ /(|a)+/
//// regex of empty repeated
('a' * 1000) ==~ /(()*)*b/
//// regex comment flags with nesting
('a' * 40 + '!') ==~ /(?x) ( a + ) + # all
$/
//// regex over lines
('a\n' * 20_000).findAll(/(?m)^(a|\n)*$x/)
//// regex dot all lazily
('<a>' * 5000).replaceAll(/(?s)<a>(.*?)<b>/, '')
//// regex lazy squared
('a' * 20_000).findAll(/a*?a*?a*?b/)
//// regex lazy tags cubed
('<<' * 1000).find(/(<.*?)*?(<.*?)*?>/)
//// regex boundaries
('a' * 30_000).find(/(\b\w*\B)*x/)
//// regex of unicode classes
('é' * 35 + '!') ==~ /(\p{L}+)+/
//// regex with intersections
('a' * 40 + '!') ==~ /([a-z&&[^b]]+)*/
//// regex alternatives in eachMatch
('a' * 28 + 'b').eachMatch(/(a|a)*c/) { }
//// regex in Scanner findInLine
new Scanner('a' * 30 + '!').findInLine(/(a+)+b/)
//// regex in String matches in a predicate
(['a' * 30 + '!'] * 100).stream().filter(java.util.regex.Pattern.compile('(a*)*b').asPredicate()).count()
//// regex matched from a StringBuilder
java.util.regex.Pattern.matches('(x+x+)+y', new StringBuilder('x' * 35))
//// regex appendReplacement of backtracking
def m = java.util.regex.Pattern.compile('(a|b|ab)*c').matcher('ab' * 30)
def b = new StringBuffer()
while (m.find()) { m.appendReplacement(b, '$1') }
//// regex many short ones in a loop
def n = 0
while (true) { if ('abc' ==~ /a(b|c)*/) n++ }
//// regex compiled of a changing source
def i = 0
while (true) { ~"(a|b){${i++ % 1000}}(c?){${i % 900}}" }
//// regex compiled of nested counts
while (true) { try { ~/((((a{1,30}){1,30}){1,30}){1,30}){1,30}/ } catch (Exception e) { } }
//// regex of a class of all letters in a loop
def p = '[' + (0x100..0x2000).collect { (char) it }.join('') + ']'
def i = 0
while (true) { ~(p + i++) }
//// regex look-behind in look-behind
('a' * 3000) =~ /(?<=(?<=(?<=a{0,50})a{0,50})a{0,50})b/ ? 1 : 0
//// regex conditional look-aheads
('ab' * 3000).find(/((?=.*c)a|(?=.*d)b|(?!.*e).)*x/)
//// regex of a fuzzy kind and recursion
('a' * 100) ==~ /(?:a{e<5})+(?&x)?(?R)?/
//// regex replaced with a closure that recurses
def f
f = { String s -> s.replaceAll(/./) { f(it + it) } }
f('a')
