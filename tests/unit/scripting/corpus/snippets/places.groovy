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
