//// place 1
def x = null
foo(1,
  'a'.trim())

//// place 2
def f(int x) { x }
f(
  'a'.trim(),
  2)

//// place 3
class A {
  String name
  def go() {
    name
      .toUpperCase()
      .foo()
  }
}
new A(name: 'x')
  .go()

//// place 4
def m = [
  a: 1,
  b: null.foo,
  c: 3
]

//// place 5
def l = [
  1,
  [1, 2].foo(),
]

//// place 6
def s = """a
b ${
 1 / 0
}
"""

//// place 7
def f = {
  it.collect {
    it.bar
  }
}
f([1])

//// place 8
def x = 5
if (x > 3
   && x.foo) {
  println 1
}

//// place 9
while (
 1.foo()) { }

//// place 10
for (int i = 0;
  i < 'a'.foo;
  i++) { }

//// place 11
for (x in
  null.foo) { }

//// place 12
switch (1) {
  case 2: println 'a'
  case null.foo(): println 'b'
}

//// place 13
throw
  new RuntimeException('x')

//// place 14
def x = true ?
  1.foo() :
  2

//// place 15
return [1, 2]
  .collect { it.foo() }

//// place 16
def a = 1
def b = a
  + 5
b.foo

//// place 17
def x = [1, 2, 3]
  .findAll { it > 1 }
  .collect {
    it * 2
  }
  .sum {
    it.foo
  }

//// place 18
class A {
  int x = 'a'.length() / 0
  A() {
    println 'never'
  }
}
def a =
  new A()

//// place 19
class B {
  static x = [1].foo()
}
println 'start'
new B()

//// place 20
enum C {
  A(1), B('x')
  C(int n) { }
}
println 'before'
C.A

//// place 21
def f(x = 1 / 0) {
  x
}
println 'a'
f()

//// place 22
def x = 1
x
 .
 foo

//// place 23
int i = 
  'abc'

//// place 24
def (a, b) = [1,
  2].foo

//// place 25
String s() {
  return null
}
s().
  length()

//// place 26
int f() {
  'x'
}
def y = f()

//// place 27
void g(int a,
  String b) {
  b.foo(a)
}
g 1,
  'b'

//// place 28
try {
  [1].foo()
} catch (IllegalStateException e) {
  println 1
} finally {
  println 'fin'
}

//// place 29
try {
  1
} finally {
  [].first()
}

//// place 31
assert 1 == 1,
  2.foo()

//// place 32
assert 1 == 2 :
  "msg"

//// place 33
def c = { a, b ->
  a + b
}
c(1,
  2,
  3)

//// place 34
[3, 1].sort { a, b ->
  a.foo <=> b.foo
}

//// place 35
def m = [:]
m.x.y = 5

//// place 36
def m = [:]
m
 .x
 .y = 5

//// place 37
def l = null
l[0] = 1

//// place 38
def l = null
l +=
  1.foo

//// place 39
def x = 1
x.y++

//// place 40
int x = 1
x = x +
 'a'

//// place 41
'abc'.each {
  if (it == 'b')
    throw new IllegalStateException(
      "bad $it"
    )
}

//// place 42
def r = { ->
  throw new Exception('in')
} as Runnable
r.run()

//// place 43
class P { def propertyMissing(String n) {
  throw new IllegalArgumentException(n)
} }
def p = new P()
p
 .abc

//// place 44
class P { String toString() {
  throw new IllegalStateException('ts')
} }
println 'x'
println "a ${
  new P()
}"

//// place 46
class P implements Comparable { int compareTo(o) {
  1 / 0
} }
def a = new P()
a <
  new P()

//// place 47
class P { boolean equals(o) {
  null.x
} }
new P() ==
  new P()

//// place 48
trait T { def m() {
  foo()
} }
class U implements T { }
new U().m()

//// place 49
def f() {
  g()
}
def g() {
  h
}
f()

//// place 50
@groovy.transform.Field def x = 1
def f() {
  x.foo
}
f()

//// place 51
def x = (String) 
 5.foo

//// place 52
def x = [1] as
  Date

//// place 53
new Date(
  'x',
  1).foo

//// place 54
Integer
  .parseInt('x')

//// place 55
Integer.parseInt(
  'x'.trim())

//// place 56
Math.nope(1,
  2)

//// place 57
println(
  [1]
    .foo)

//// place 58
def a = [1, 2, 3]
a.with {
  add 4
  foo 5
}

//// place 59
def x = ['a': [b: [1,2]]]
x.a.b[5].c

//// place 60
def x = !
  null.foo

//// place 61
def x = - 'a'

//// place 62
def x = ~
 'a'.foo

//// place 63
def x = 'a'
x++
println x
x = null
x++

//// place 64
'a' -
 5 -
 null * 2

//// place 65
def l = [1, 2]
for (x in l) {
  l << x
}

//// place 66
def it2 = [1, 2].iterator()
it2.next(); it2.next()
it2
 .next()

//// place 67
def x = 'a' instanceof
  Nope

//// place 68
def c = String
c.nope

//// place 69
def c = String
c.nope()

//// place 70
println String.nope

//// more err in closures
def process(List items) {
  items.collect { item ->
    item.value.toUpperCase()
  }
}
process([[value: 'a'], [value: null]])

//// more err nested call
class Svc { Map db = [:]
  def find(id) { db[id] ?: fail(id) }
  def fail(id) {
    throw new NoSuchElementException("no $id")
  } }
def s = new Svc()
try { s.find(3) } catch (NoSuchElementException e) { println e.message }
s.find(4)

//// more err cast arg
def f(int x, String y) { x }
f('1', 2)

//// more err static
class U { static int half(int x) { if (x % 2) throw new IllegalArgumentException("odd: $x"); x / 2 } }
[2, 4, 5].collect(U.&half)

//// more err private
class A { private int x = 1
 private m() { 2 } }
def a = new A()
[a.x, a.m()]

//// more err no ctor
class A { A(String s) { } }
new A(5)

//// more err no ctor named
class A { def x }
new A(y: 5)

//// more err readonly
class A { final x = 1
 def getY() { 3 } }
def a = new A()
try { a.x = 2 } catch (e) { println e.message }
a.y = 5

//// more err prop on list
def l = [[a: 1], [a: 2]]
println l.a
[1, 2].foo

//// more err unknown static
Math.foo(1)

//// more err index
int[] a = [1, 2]
a[5]

//// more err neg index
[1, 2][-5]

//// more err null plus
def x = null
x + 1

//// more err string minus
'abc' - null

//// more err int times string
5 * 'a'

//// more err cmp
[1] < 2

//// more err compare types
'a' <=> 5

//// more err sort mixed
['a', 1, null].sort()

//// more err sort mixed2
[new Date(0), 1].sort()

//// more err spread null
def f(a) { a }
f(*null)

//// more err iter
for (x in 5) { println x }
for (x in null) { println 'never' }
for (c in 'ab') println c
for (e in [a: 1]) println e
5.foo

//// more err stack
def a(x) { b(x) }
def b(x) { c { x.bad } }
def c(f) { f() }
a(1)

//// more err custom
class AppEx extends Exception { int code; AppEx(String m, int c, Throwable t = null) { super(m, t); code = c } }
try { try { 1 / 0 } catch (ArithmeticException e) { throw new AppEx('wrapped', 7, e) } }
catch (AppEx e) { println "${e.code} ${e.cause.class.simpleName} ${e.message} ${e}" }
throw new AppEx('final', 1)

//// more err assertion msg
def x = [1, 2]
assert x.size() == 3 : "size was ${x.size()}"

//// more err switch no yield
def r = switch (5) { case 1 -> 'a' }
r.size()

//// more err closure args
def c = { int a, int b -> a + b }
c('x', 1)

//// more err method ptr
def m = 'abc'.&foo
m()

//// more err interface
interface I { int f(int x) }
def i = { it * 2 } as I
println i.f(2)
def j = [f: { throw new IllegalStateException('in map') }] as I
j.f(1)

//// more err enum
enum E { A, B }
println E.valueOf('A')
E.valueOf('C')

//// more err enum cast
enum E { A, B }
E e = 'Z'

//// more err enum prop
enum E { A, B }
E.D

//// more err gstring
def n = null
"value: ${n.foo}"

//// more err with
[a: 1].with { a.foo() }

//// more err tap
new Date(0).tap { foo = 5 }

//// more err each index
['a', 'b'].eachWithIndex { s, i -> s.charAt(i + 1) }

//// more err inject
[].inject { a, b -> a }
