//// the line of an error in a path over lines s x s toInteger
def s = 'x'
s
 .toInteger()
//// the line of an error in a path over lines f x f toInteger
def f() { 'x' }
f()
 .toInteger()
//// the line of an error in a path over lines x trim toInteger
'x'.trim()
 .toInteger()
//// the line of an error in a path over lines 1 foo
[1]
 .foo()
//// the line of an error in a path over lines y x toInteger
def y = 'x'
 .toInteger()
//// the line of an error in a path over lines return x toInteger
return 'x'
 .toInteger()
//// the line of an error in a path over lines 1 x toInteger
"${1}x"
 .toInteger()
//// the line of an error in a path over lines x trim toInteger 2
'x'
 .trim()
 .toInteger()
//// the line of an error in a path over lines x trim foo
'x'
 .trim()
 .foo
//// the line of an error in a path over lines x toInteger
'x'
 ?.toInteger()
//// the line of an error in a path over lines foo bar
foo
 .bar
//// the line of an error in a path over lines foo bar baz
foo
 .bar
 .baz()
//// the line of an error in a path over lines foo bar baz 2
foo
 .bar()
 .baz()
//// the line of an error in a path over lines f x x f x toInteger
def f(x) { x }
f('x'
 .toInteger())
//// the line of an error in a path over lines f x x f x toInteger 2
def f(x) { x }
f(
 'x'
 .toInteger())
//// the line of an error in a path over lines x x toInteger
def x = ['x'
 .toInteger()]
//// the line of an error in a path over lines this foo
this
 .foo()
//// the line of an error in a path over lines 1 foo 2
(1)
 .foo()
//// the line of an error in a path over lines 1 foo 3
1
 .foo()
//// the line of an error in a path over lines null foo
null
 .foo()
//// the line of an error in a path over lines x null x foo
def x = null
x
 .foo()
//// the line of an error in a path over lines x null 1 x foo
def x = null
1 + x
 .foo()
//// the line of an error in a path over lines x null println x foo
def x = null
println x
 .foo()
//// the line of an error in a path over lines x q z x trim toInteger 1
def x = 'q'
def z = x
 .trim()
 .toInteger() + 1
//// the line of an error in a path over lines foo bar 1
foo
 .bar { 1 }
//// the line of an error in a path over lines foo bar baz 1
foo.bar
 .baz(1)
//// the line of an error in a path over lines x a null x a baz 1
def x = [a: null]
x.a
 .baz(1)
//// the line of an error in a path over lines x a null x a baz 1 2
def x = [a: null]
x
 .a
 .baz(1)
//// the line of an error in a path over lines x a null x a b each 1
def x = [a: null]
x
 .a
 .b
 .each {
   1
 }
//// the line of an error in a path over lines c x toInteger c
def c = { 'x'
 .toInteger() }
c()
//// the line of an error in a path over lines f x toInteger f
def f() { 'x'
 .toInteger() }
f()
//// the line of an error in a path over lines if x toInteger 1
if ('x'
 .toInteger()) 1
//// the line of an error in a path over lines m a x toInteger
def m = [a: 'x'
 .toInteger()]
//// the line of an error in a path over lines x toInteger 2
"${'x'
 .toInteger()}"
//// the line of an error in a path over lines new Date foo
new Date()
 .foo()
//// the line of an error in a path over lines new Integer x foo
new Integer('x')
 .foo()
//// the line of an error in a path over lines Math foo
Math
 .foo()
//// the line of an error in a path over lines Integer parseInt x
Integer
 .parseInt('x')
//// the line of an error in a path over lines java lang Integer parseInt x
java.lang.Integer
 .parseInt('x')
//// the line of an error in a path over lines x as Integer
'x' as Integer
//// the line of an error in a path over lines x 1 x foo 2
def x = 1
x
 .foo = 2
//// the line of an error in a path over lines x 1 x first foo 2
def x = [1]
x
 .first()
 .foo = 2
//// the line of an error in a path over lines x 1 x 0 foo
def x = [1]
x[
 0]
 .foo()
//// the line of an error in a path over lines x null x 0 foo
def x = [null]
x[0]
 .foo()
//// the line of an error in a path over lines x toInteger 3
-'x'
 .toInteger()
//// the line of an error in a path over lines x toInteger 4
!'x'
 .toInteger()
//// the line of an error in a path over lines int f return f
int f() {
  return
}
f()
//// the line of an error in a path over lines int f x if x return 2 f 1
int f(x) {
  if (x)
    return
  2
}
f(1)
//// the line of an error in a path over lines boolean f return long g return f g
boolean f() {
  return
}
long g() { return; }
[f(), g()]
//// the line of an error in a path over lines f x toInteger f 2
def f() {
  'x'
  .toInteger()
}
f()
//// the line of an error in a chain over lines x q x toInteger
def x = 'q'
x.
  toInteger()
//// the line of an error in a chain over lines x q x trim toInteger
def x = 'q'
x.trim().
  toInteger()
//// the line of an error in a chain over lines x q x trim toInteger foo
def x = 'q'
x.trim()
  .toInteger().
  foo()
//// the line of an error in a chain over lines x 1 x collect it foo
def x = [1]
x.collect {
    it
  }
  .foo()
//// the line of an error in a chain over lines x 1 x collect it foo 2
def x = [1]
x.collect {
    it
  }.foo()
//// the line of an error in a chain over lines x 1 x collect it findAll it foo bar
def x = [1]
x.collect {
    it
  }.findAll {
    it
  }.foo()
   .bar()
//// the line of an error in a chain over lines x 1 x collect it findAll it foo bar 2
def x = [1]
x
  .collect {
    it
  }
  .findAll {
    it
  }
  .foo()
  .bar()
//// the line of an error in a chain over lines x 1 x inject 0 a b a foo bar
def x = [1]
x.inject(0) { a, b ->
  a
}
.foo()
.bar()
//// the line of an error in a chain over lines x a null y x a collect 1 join foo
def x = [a: null]
def y = x.a.collect {
  1
}.join(',').foo()
//// the line of an error in a chain over lines x a null y x get a trim size
def x = [a: null]
def y = x
  .get('a')
  .trim()
  .size()
//// the line of an error in a chain over lines x a b null y x a b trim size
def x = [a: [b: null]]
def y = x?.a
  ?.b
  .trim()
  .size()
//// the line of an error in a chain over lines x a b null foo x a b trim
def x = [a: [b: null]]
foo(x.a
  .b
  .trim())
//// the line of an error in a chain over lines x 1 y x collect it sort foo 1
def x = [1]
def y = x.collect { it }
  .sort()
  .foo(1)
//// the line of an error in a chain over lines x 1 x collect it foo 1 2 bar
def x = [1]
x.
  collect { it }.
  foo(1,
    2).
  bar()
//// the line of an error in a chain over lines m a x trim toInteger b 2
def m = [
  a: 'x'
    .trim()
    .toInteger(),
  b: 2
]
//// the line of an error in a chain over lines f a b a f x trim y toInteger
def f(a, b) { a }
f('x'
  .trim(),
  'y'
  .toInteger())
//// the line of an error in a chain over lines r 1 2 collect it 2 findAll it 2 first foo
def r = [1, 2]
  .collect { it * 2 }
  .findAll { it > 2 }
  .first()
  .foo()
//// the line of an error in a chain over lines r 1 2 collect it 2 first foo
def r = [1, 2]
  .collect { it * 2 }
  .first()
  .foo
//// the line of an error in a chain over lines r 1 2 collect it 2 first foo bar
def r = [1, 2]
  .collect { it * 2 }
  .first()
  .foo
  .bar()
//// the line of an error in a chain over lines a 1 a foo
[[a: 1]]
  *.a
  *.foo()
//// the line of an error in a chain over lines a 1 collect it a foo
[[a: 1]]
  .collect { it.a }
  *.foo()
//// the line of an error in a chain over lines x x a b 5
def x = [:]
x.a
 .b = 5
//// the line of an error in a chain over lines x x get a b 5
def x = [:]
x
 .get('a')
 .b = 5
//// the line of an error in a chain over lines x x get a 0 5
def x = [:]
x
 .get('a')[0] = 5
//// the line of an error in a chain over lines x x get a b 5 2
def x = [:]
x
 .get('a')
 .b += 5
//// the line of an error in a chain over lines x null s a x foo b
def x = null
def s = "a" +
  x.foo() +
  "b"
//// the line of an error in a chain over lines x null s a b x foo
def x = null
def s = "a" +
  "b" + x
   .foo()
//// the line of an error in a chain over lines x null if 1 1 x foo
def x = null
if (1 == 1
   && x.foo()) { }
//// the line of an error in a chain over lines x null z x 1 x foo
def x = null
def z = x
   ? 1
   : x.foo()
//// the line of an error in a chain over lines x null z x x foo
def x = null
def z = x ?:
   x.
   foo()
//// the line of an error in a chain over lines throw new RuntimeException a initCause null foo
throw new RuntimeException('a')
  .initCause(null)
  .foo()
//// the line of an error in a chain over lines new StringBuilder append a append 1 foo 2
new StringBuilder()
  .append('a')
  .append(1)
  .foo(
    2
  )
//// the line of an error in a chain over lines String format d x
String.format('%d',
   'x')
//// the line of an error in a chain over lines String format d x trim
String
  .format('%d',
   'x')
   .trim()
//// the line of an error in a chain over lines Math max 1 a
Math.max(
  1,
  'a')
//// the line of an error in a chain over lines c x x trim toInteger c q
def c = { x ->
  x
   .trim()
   .toInteger()
}
c('q')
//// the line of an error in a chain over lines log info x
log
 .info('x')
//// the line of an error in a chain over lines foo bar info x
foo.bar
 .info 'x'
//// the line of an error in a chain over lines x null x info x
def x = null
x
 .info 'x'
//// the line of an error in a chain over lines x 1 x collect it foo x 2
def x = [1]
x
 .collect { it }
 .foo 'x', 2
//// the line of an error in a chain over lines x null x y 5
def x = null
x.y = 5
//// the line of an error in a chain over lines x 1 x first y z 5
def x = [1]
x.first().y.z =
  5
//// the line of an error in a chain over lines 1 as Integer foo
(1 as Integer)
  .foo()
//// the line of an error in a chain over lines 1 2 3 foo
([1, 2]
  + [3])
  .foo()
//// the line of an error in a chain over lines 1 2 with it first foo
[1, 2].with {
  it
    .first()
    .foo()
}
//// the line of an error in a construct over lines m a null m a b 1 2
def m = [a: null]
m.a
 .b(1) {
   2
 }
//// the line of an error in a construct over lines x 1 x collect 3 foo 1 2 bar
def x = [1]
x.collect(
) {
  3
}
.foo(
  1,
  2
)
.bar()
//// the line of an error in a construct over lines x null x 0 trim
def x = null
x[0]
 .trim()
//// the line of an error in a construct over lines x null x 0
def x = [null]
x
 [0]
//// the line of an error in a construct over lines x null y x first 0
def x = [[null]]
def y = x.first()
 [0]
//// the line of an error in a construct over lines x null y x first 0 foo
def x = [null]
def y = x.first()[
  0].foo()
//// the line of an error in a construct over lines x null y 1 x foo 2
def x = null
def y = [
  1,
  x.foo(),
  2
]
//// the line of an error in a construct over lines x null y a 1 b x foo
def x = null
def y = [
  a: 1,
  b: x.foo
]
//// the line of an error in a construct over lines x null y foo 1 x foo
def x = null
def y = foo(
  1,
  x.foo
)
//// the line of an error in a construct over lines x null println a x foo
def x = null
println(
  "a" +
  x.foo
)
//// the line of an error in a construct over lines x null y true x foo 2
def x = null
def y = true ?
  x.foo :
  2
//// the line of an error in a construct over lines x null y x x foo
def x = null
def y = x ?:
  x.foo
//// the line of an error in a construct over lines x null y true x foo
def x = null
def y = true &&
  x.foo
//// the line of an error in a construct over lines x null y x foo
def x = null
def y = (x
  .foo)
//// the line of an error in a construct over lines x null if true x foo
def x = null
if (true
   && x.foo) {
}
//// the line of an error in a construct over lines x null while x foo
def x = null
while (x
  .foo) { }
//// the line of an error in a construct over lines x null for i in x foo
def x = null
for (i in x
  .foo) { }
//// the line of an error in a construct over lines x null for int i 0 i x foo i
def x = null
for (int i = 0;
  i < x.foo;
  i++) { }
//// the line of an error in a construct over lines x null switch x foo case 1 2
def x = null
switch (x
  .foo) { case 1: 2 }
//// the line of an error in a construct over lines x null switch 1 case 2 3 case x foo 4
def x = null
switch (1) {
  case 2: 3
  case x.foo: 4
}
//// the line of an error in a construct over lines x null c it foo c x
def x = null
def c = {
  it.foo
}
c(
 x)
//// the line of an error in a construct over lines x null return x foo
def x = null
return x
  .foo
//// the line of an error in a construct over lines x null throw x foo
def x = null
throw x
  .foo
//// the line of an error in a construct over lines x null assert x foo
def x = null
assert x
  .foo
//// the line of an error in a construct over lines x null x foo 5
def x = null
x.foo = 
  5
//// the line of an error in a construct over lines x null x foo 5 2
def x = null
x
 .foo = 5
//// the line of an error in a construct over lines x x a b c x trim
def x = [:]
x.a
 .b
 .c = 'x'
   .trim()
//// the line of an error in a construct over lines x x a b 5
def x = [:]
x.a.b +=
  5
//// the line of an error in a construct over lines x a x null foo
def x = 'a'
x -
 null.foo
//// the line of an error in a construct over lines x a y x as Integer
def x = 'a'
def y = x as
 Integer
//// the line of an error in a construct over lines x a y Integer x
def x = 'a'
def y = (Integer)
 x
//// the line of an error in a construct over lines int x a
int x =
  'a'
//// the line of an error in a construct over lines int x x abc
int x
x =
  'abc'
//// the line of an error in a construct over lines int a b x 2
def (int a, b) =
  ['x', 2]
//// the line of an error in a construct over lines x new Date x
def x = new
  Date(
  'x')
//// the line of an error in a construct over lines x new Date x foo
def x = new Date(
  'x'
).foo()
//// the line of an error in a construct over lines x x a x foo b
def x = 'x'
"a ${x
  .foo()} b"
//// the line of an error in a construct over lines x x a b x foo
def x = 'x'
"""a
 b ${x.foo()}
"""
//// the line of an error in a construct over lines x x x with foo
def x = 'x'
x.with {
  foo()
}
//// the line of an error in a construct over lines x x x with it trim foo 1
def x = 'x'
x.with {
  it
    .trim()
    .foo(
      1)
}
//// the line of an error in a construct over lines f a b a foo f x y
def f(a, b) { a.foo() }
f('x',
  'y')
//// the line of an error in a construct over lines class A b null foo new A
class A {
  def b =
    null.foo()
}
new A()
//// the line of an error in a construct over lines class A A x x foo new A 1
class A {
  A(x) {
    x.foo()
  }
}
new A(
  1)
//// the line of an error in a construct over lines class A static b null static foo b bar A foo
class A {
  static b = null
  static foo() { b
    .bar() }
}
A
 .foo()
//// the line of an error in a construct over lines 1 2 each it foo
[1, 2]
  .each {
    it.foo()
  }
//// the line of an error in a construct over lines 1 2 each a 3 each b a foo b
[1, 2].each { a ->
    [3].each { b ->
      a
       .foo(b)
    } }
//// the line of an error in a construct over lines try null foo catch IllegalStateException e
try {
  null
   .foo()
} catch (IllegalStateException e) {
}
//// the line of an error in a construct over lines try finally null foo
try {
} finally {
  null
   .foo()
}
//// the line of an error in a construct over lines x 5 println x null foo
def x = 5
println x,
  null.foo()
//// the line of an error in a construct over lines x a b null s x a b trim size
def x = [a: [b: null]]
def s = x.a.b
   ?.trim()
   .size()
//// the line of an error in a construct over lines x 5 x plus 1 times a
def x = 5
x
 .plus(1)
 .times(
   'a')
//// the line of an error in a construct over lines x 1 2 x foo 1
def x = [1,2]
x*.foo(
 1)
//// the line of an error in a construct over lines x 1 2 x trim
def x = [1,2]
x
 *.trim()
//// the line of an error in a construct over lines x 1 3 x step 0
def x = 1..3
x.step(
 0) {
}
//// the line of an error in a construct over lines x 1 2 a b x foo
def x = [1, 2]
def (a, b) = x
  .foo()
//// the line of an error in a construct over lines x abc x null foo
def x = "abc"
x =~
 null.foo
//// the line of an error in a construct over lines x abc y x z 2
def x = "abc"
def y = -x
def z = 2
//// the line of an error in a construct over lines x x foo a 1 b null bar
def x = [:]
x.foo(
   a: 1,
   b: null.bar()
)
//// the line of an error in a construct over lines x a b a foo x 1 2
def x = { a,
  b -> a.foo() }
x(1,
  2)
//// the line of an error in a construct over lines f 1 f foo
def f() {
  1
}
f().
  foo()
//// the line of an error in a construct over lines Integer parseInt x
Integer
  .parseInt(
    'x')
//// the line of an error in a construct over lines x 3 x 0 null foo
def x = [3]
x[0] =
  null.foo()
//// the line of an error in a construct over lines x null x 0 5
def x = null
x[
 0
] = 5
//// the line of an error in a construct over lines x null x 0 5 2
def x = null
x[0] += 
  5
//// the line of an error in a construct over lines x null x
def x = null
x++
//// the line of an error in a construct over lines x a null x a
def x = [a: null]
x
 .a++
//// the line of an error in a construct over lines x null x foo bar baz
def x = null
x?.foo
 .bar()
 .baz()
//// the line of an error in arguments over lines x null foo 1 a trim
def x = null
foo(1,
  'a'.trim())
//// the line of an error in arguments over lines f int x x f a trim 2
def f(int x) { x }
f(
  'a'.trim(),
  2)
//// the line of an error in arguments over lines x 1 x foo a trim 1 2 size
def x = [1]
x.foo(
  'a'.trim(),
  [1,
   2].size())
//// the line of an error in arguments over lines x 1 x foo a 1 2
def x = [1]
x.foo(
  'a',
  [1,
   2])
//// the line of an error in arguments over lines x 1 x foo a a 1 b 2
def x = [1]
x.foo(
  'a',
  [a: 1,
   b: 2])
//// the line of an error in arguments over lines x 1 x foo a new Date 0
def x = [1]
x.foo(
  'a',
  new Date(0))
//// the line of an error in arguments over lines x 1 x foo a 1 b x trim
def x = [1]
x.foo(
  a: 1,
  b: 'x'.trim())
//// the line of an error in arguments over lines x 1 x collect it trim
def x = [1]
x.collect {
  it
    .trim()
}
//// the line of an error in arguments over lines x 1 x collect it toString toInteger foo
def x = [1]
x.collect {
  it
    .toString()
    .toInteger()
    .foo()
}
//// the line of an error in arguments over lines x a 1 x a 0 foo
def x = [a: [1]]
x.a[0]
  .foo()
//// the line of an error in arguments over lines x a 1 x a 0 toString foo bar
def x = [a: [1]]
x
  .a[0]
  .toString()
  .foo()
  .bar
//// the line of an error in arguments over lines x 1 y x collect it find it 3 foo bar
def x = [1]
def y = x
  .collect { it }
  .find { it > 3 }
  ?.foo()
  .bar()
//// the line of an error in arguments over lines x 1 y a x foo b
def x = [1]
def y = "a ${x
  .foo()} b"
//// the line of an error in arguments over lines x 1 y x size 0 x foo 1
def x = [1]
def y = x.size() > 0
  ? x
    .foo()
  : 1
//// the line of an error in arguments over lines x 1 y x size x trim foo 1
def x = [1]
def y = x.size() +
  x
    .trim()
    .foo() +
  1
//// the line of an error in arguments over lines class A A x x trim foo new A x bar
class A {
  A(x) {
    x
      .trim()
      .foo()
  }
}
new A('x')
  .bar()
//// the line of an error in arguments over lines class A new A bar baz
class A { }
new A()
  .bar()
  .baz()
//// the line of an error in arguments over lines class A m this new A m m baz
class A { def m() { this } }
new A()
  .m()
  .m()
  .baz()
//// the line of an error in arguments over lines class A m x x foo new A m 2
class A { def m(x) {
    x
      .foo()
} }
new A()
  .m(
    2)
//// the line of an error in arguments over lines 1 first foo
(
  [1]
    .first()
    .foo()
)
//// the line of an error in arguments over lines Integer 5 foo
((Integer) 5)
  .foo()
//// the line of an error in arguments over lines x String a toInteger
def x = ((String) 'a')
  .toInteger()
//// the line of an error in arguments over lines assert a foo
assert 'a'
  .foo()
//// the line of an error in arguments over lines for i in 1 foo
for (i in [1]
  .foo()) { }
//// the line of an error in arguments over lines while 1 foo
while ([1]
  .foo()) { }
//// the line of an error in arguments over lines switch 1 foo case 1 2
switch ([1]
  .foo()) { case 1: 2 }
//// the line of an error in arguments over lines throw 1 foo
throw [1]
  .foo()
//// the line of an error in arguments over lines a b 1 foo
def (a, b) = [1]
  .foo()
//// the line of an error in arguments over lines a a 1 foo
def a
a = [1]
  .foo()
//// the line of an error in arguments over lines a a b 1 foo
def a = [:]
a.b = [1]
  .foo()
//// the line of an error in arguments over lines a a b 1 foo 2
def a = [:]
a.b =
  [1]
  .foo()
//// the line of an error in arguments over lines a 1 foo
def a =
  [1]
  .foo()
//// the line of an error in arguments over lines println 1 foo
println(
  [1]
  .foo())
//// the line of an error in arguments over lines println a 1 foo
println 'a',
  [1]
  .foo()
//// the line of an error in arguments over lines println 1 2
println 1,
  2
//// the line of an error in arguments over lines 1 each foo bar
[1].each {
  foo
    .bar
}
//// the line of an error in arguments over lines 1 each println it bar
[1].each {
  println(it
    .bar)
}
//// the line of an error in arguments over lines m x x trim m 1
def m(x) { x
  .trim() }
m(
 1
)
//// the line of an error in arguments over lines m return null foo m
def m() {
  return null
    .foo()
}
m()
//// the line of an error in arguments over lines c 1 foo c
def c = [1]
  .&foo
c()
//// the line of an error in arguments over lines c it foo c 1
def c = { it.foo() }
c(
 1)
//// the line of an error in arguments over lines c it c 1 foo
def c = { it }
c(
 1)
 .foo()
//// the line of an error in arguments over lines c a b a c 1 a trim 3
def c = { a, b -> a }
c(
 1,
 'a'.trim(),
 3)
//// the line of an error in arguments over lines 1 2 foo 1
[1, 2]*.foo(
  1)
//// the line of an error in arguments over lines 1 2 toString foo 1
[1, 2]
  *.toString()
  *.foo(
  1)
//// the line of an error in arguments over lines x null x foo a trim
def x = null
x.foo(
  'a'.trim()
)
//// the line of an error in arguments over lines x null x a x a b
def x = null
[
 x.a,
 x
  .a.b
]
//// the line of an error in arguments over lines x null a 1 b x a
def x = null
[
 a: 1,
 b: x
  .a
]
//// the line of an error in arguments over lines x with trim foo
'x'.with {
  trim()
    .foo()
}
//// the line of an error in arguments over lines r 1 r 2
def r = [1]
r
  << 2
//// the line of an error in arguments over lines r 1 r add 2 foo
def r = [1]
r.add(
  2)
  .foo()
//// the line of an error in arguments over lines r null r a b c 1
def r = null
r
  .a
  .b()
  .c = 1
//// the line of an error in arguments over lines x null if x foo 1
def x = null
if (
  x
   .foo()
) { 1 }
//// the line of an error in arguments over lines m 1 m collectEntries it it foo
def m = [1]
m.collectEntries {
  [it,
   it.foo]
}
//// the line of an error in arguments over lines m 1 m collectEntries it it foo 2
def m = [1]
m.collectEntries {
  [
   it,
   it
    .foo()
  ]
}
//// the line of an error in arguments over lines try 1 foo finally 1
try {
  [1]
    .foo()
} finally {
  1
}
//// the line of an error in arguments over lines x 1 foo
def x = !([1]
  .foo())
//// the line of an error in arguments over lines x 1 foo 2
def x = -([1]
  .foo())
//// the line of an error in arguments over lines x 1 foo as String
def x = [1]
  .foo() as String
//// the line of an error in arguments over lines x 1 a toInteger
def x = (1..'a'
  .toInteger())
//// the line of an error in arguments over lines foo 1 bar
foo(1)
  .bar()
//// the line of an error in arguments over lines s a s foo
def s = 'a'
s
  ."foo"()
//// the line of an error in arguments over lines s a s foo 1
def s = 'a'
s
  ."${'foo'}"(
   1)
//// the line of an error in arguments over lines s a s foo 1 2
def s = 'a'
(s
  .&foo)(
   1)
//// the line of an error in arguments over lines i 1 i foo
def i = 1
i
  .foo()++
//// the line of an error in arguments over lines foo 1 2
foo 1,
  2
//// the line of an error in arguments over lines java time LocalDate parse x
java.time.LocalDate
  .parse(
   'x')
//// the line of an error in arguments over lines x null 1 foo
def x = null ?: [1]
   .foo()
