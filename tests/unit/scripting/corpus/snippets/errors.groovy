//// property of null with its line
def issue = [assignee: null]

def mail = issue.assignee.email
//// method on null with its line
def x = null
def y = 1
x.trim()
//// missing variable in an expression
def a = 1
def b = a + undefinedName
//// missing method on a map value
def m = [a: 'x']
m.a.nonExisting()
//// missing property of an Integer
5.foo
//// missing method of an Integer with arguments
5.foo('a', 2)
//// missing static property
Math.FOO
//// missing static method
Math.foo(1)
//// missing method with a null and a map argument
'a'.foo(null, [a: 1], 1..2, 2.5)
//// missing method values are shortened
'a'.foo('x' * 300)
//// an unknown class at run time
def x = new Foo()
//// an unknown class name as a value
Foo.bar()
//// an unknown type in a declaration
Foo x = null
//// cast between unrelated types
def x = (List) 'abc'
//// cast of text to a Date
def d = (Date) '2024'
//// coercion of text to a List
'abc' as List
//// coercion of a map to a number
[a: 1] as Integer
//// typed method argument refuses
def f(Integer x) { x }
f('a')
//// typed result refuses
Integer f() { 'abc' }
f()
//// list get out of range
[1, 2].get(2)
//// NoSuchElement on an iterator
[].iterator().next()
//// array out of range
'a,b'.split(',')[2]
//// array negative out of range
'a,b'.split(',')[-3]
//// setting a property on text
'a'.foo = 1
//// setting a property on a number
def x = 5; x.foo = 1
//// index on a number throws
5[0]
//// index on a boolean throws
true[0]
//// index on an object throws
new Object()[0]
//// assert with several parts
def l = [1, 2]
assert l.size() == 3
//// stack overflow in recursion is an error
def f(n) { f(n + 1) }
try { f(0) } catch (StackOverflowError e) { 'overflow' }
//// error in a default parameter
def f(x = null.foo) { x }
f()
//// error in a GString
def x = null
"value ${x.y}"
//// error in a list literal over lines
def x = null
[1,
 2,
 x.y]
//// error in a map literal over lines
def x = null
def m = [
  a: 1,
  b: x.y,
]
//// error in a chained call over lines
def l = [1, 2]
l.collect { it }
 .findAll { it }
 .foo()
//// error in a condition
def x = null
if (x.y) {
  1
}
//// error in a while condition after a turn
def l = [[n: 1], null]
def i = 0
while (l[i].n) {
  i++
}
//// error in a nested closure
[[1, 2], [3, null]].each { row ->
  row.each { v ->
    v.intValue()
  }
}
//// error in a sort closure
[3, 'a'].sort { a, b ->
  a.foo <=> b
}
//// error in a script method called twice
def f(x) {
  x.size()
}
f([])
f(null)
//// error inside a catch block
try {
  throw new RuntimeException('first')
} catch (e) {
  throw new IllegalStateException("second: ${e.message}")
}
//// error inside finally
try {
  1
} finally {
  null.foo()
}
//// division by zero inside an expression
def a = 10
def b = 0
def c = (a + 5) / (b * 2)
//// number format in a conversion
def map = [n: '12a']
def n = map.n as Integer
//// number format with toInteger over null
def map = [:]
map.n.toInteger()
//// a closure with wrong arguments in collect
[1].collect { a, b, c -> a }
//// a negative list index
def l = [1]
l[-2]
//// substring out of range in a rule
def summary = 'short'
summary.substring(0, 255)
//// null concatenation is no error
def a = null
'x' + a + "y$a"
//// calling a property that is no closure
def m = [a: 5]
m.a()
//// calling a missing closure of a map
def m = [:]
m.a()
//// string as a method
'abc'()
//// null in a for loop is no error
for (x in null) { x.foo() }
'done'
//// null in a spread call is no error
null*.foo()
//// null arithmetic
def x = null
x * 2
//// null minus
def x = null
x - 1
//// text minus null
'abc' - null
//// number plus null
def x = null
5 + x
//// null comparison is no error
def x = null
[x > 5, x < 5, x == 0, x <= null]
//// null in unary minus
def x = null
-x
//// increment of null
def x = null
x++
//// plus assignment on null
def x = null
x += 1
//// plus assignment of text on null
def x = null
x += 'a'
//// null as a condition and index
def m = [a: 1]
m[null]
//// left shift on null
def x = null
x << 1
//// in on null right side
1 in null
//// regex on a number
(5 =~ /\d/) ? 'yes' : 'no'
//// comparing incompatible types
[1] > 2
//// comparing maps throws
[a: 1] < [b: 2]
//// range of mixed types throws
(1..'a').toList()
//// immutable map put
[a: 1].asImmutable().put('b', 2)
//// class cast in typed collection loop
for (Integer x in ['a']) { x }
//// final field reassignment
class A { final x = 1; def f() { x = 2 } }
new A().f()
//// private constructor still works in a script
class A { private A() {} }
new A() != null
//// wrong number of arguments to a script method
def f(a, b) { a }
f(1)
//// a method called on the wrong arity with a closure
def f(a) { a }
try { f(1) { 2 } } catch (MissingMethodException e) { e.message.take(60) }
//// missing setter on a read-only property
class A { def getX() { 1 } }
new A().x = 2
//// throwing with a GString message
def k = 'APP-1'
throw new Exception("Issue ${k} failed")
//// error message of nested exception
try { throw new Exception('a') } catch (e) { throw new RuntimeException(e) }
//// an exception without message
throw new IllegalStateException()
//// custom exception class line
class E1 extends RuntimeException { E1(String m) { super(m) } }
def f() {
  throw new E1('deep')
}
f()
//// a missing brace is a compile error
def f = { 1
//// a missing parenthesis is a compile error
def x = (1 + 2
//// an unclosed string is a compile error
def s = 'abc
//// an unclosed GString brace is a compile error
def s = "a ${1 + 2"
//// an unclosed comment is a compile error
def x = 1 /* comment
//// an unclosed triple quote is a compile error
def s = '''abc
//// an unexpected token is a compile error
def x = 1
def y = )
//// a stray closing brace is a compile error
def x = 1
}
//// a missing operand is a compile error
def x = 1 +
//// two expressions on one line are a call
def x = 1 2
//// a keyword as a variable is a compile error
def class = 1
//// an else without if is a compile error
else { 1 }
//// a catch without try is a compile error
catch (e) { 1 }
//// a try without catch is a compile error
try { 1 }
//// a case outside a switch is a compile error
case 1: 2
//// a break outside a loop is a compile error
break
//// a duplicate local is a compile error
def x = 1
def x = 2
//// a duplicate method is a compile error
def f() { 1 }
def f() { 2 }
//// a duplicate parameter is a compile error
def f(a, a) { 1 }
//// assignment to a literal is a compile error
5 = x
//// assignment to a call is a compile error
f() = 5
//// an invalid escape is a compile error
def s = 'a\qb'
//// a bad hexadecimal digit makes a command expression
def x = 0xZZ
//// an integer literal out of range is a compile error
def x = 99999999999I
//// a GString with a bad name is a compile error
def s = "a $"
//// import in the middle is accepted
def x = 1
import java.util.regex.Pattern
Pattern.quote('a')
//// goto is a compile error
goto x
//// missing arrow types are a compile error
def f = { a b -> 1 }
//// a return type without a name is a compile error
def (a, b = 1
//// a map entry without value is a compile error
def m = [a: ]
//// a double comma is a compile error
[1,, 2]
//// a trailing comma is fine
[1, 2,]
//// an empty index gives an empty list
def l = []; l[]
//// an operator at the start is a compile error
* 5
//// assert without condition is a compile error
assert
//// throw without expression is a compile error
throw
//// new without type is a compile error
new
//// instanceof without type is a compile error
1 instanceof
//// unbalanced brackets are a compile error
def l = [1, 2
println l
