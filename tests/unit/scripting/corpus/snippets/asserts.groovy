//// a failed assert pa1
def a = [x: 1]
def f(v) { v }
assert f(
  a.x
) == 2

//// a failed assert pa2
def s = 'abc'
assert s
  .toUpperCase()
  .reverse() == 'CBAX'

//// a failed assert pa3
def a = 5
    assert a > 9 &&
           a < 4

//// a failed assert pa4
def list = [1, 2, 3]
assert list.every {
  it < 3
}

//// a failed assert pa5
def list = [1, 2, 3]
assert list
   .collect { it * 2 }
   .any { it > 10 }

//// a failed assert pa6
def m = [a: 1, b: 2]
assert m == [
  a: 1,
  b: 3
]

//// a failed assert pa7
assert !
  true

//// a failed assert pa8
def x = null
assert x

//// a failed assert pa9
def x = ''
assert x ||
  null

//// a failed assert pa10
def x = 3
assert (x == 4 
  || x in [1, 2]
  || x.toString() == "${x + 1}")

//// a failed assert pa11
def x = 3, y = 4
assert x == y ? false : x > y

//// a failed assert pa12
class P { def n; String toString() { "P$n" } }
def p = new P(n: 1)
assert p.n == 1 && p.toString() == 'Q' &&
   new P(n: 2).n == 2

//// a failed assert pa13
def l = [1, [2, 3]]
assert l[1][0] + l[0] == l[1]
  .size()

//// a failed assert pa14
def a = 1
assert a instanceof String

//// a failed assert pa15
def a = 'long\ntext'
assert a == 'x'

//// a failed assert pa16
def a = [1,2]
assert a*.plus(1) == [2, 4]

//// a failed assert pa17
assert 1 + 1 == 3

//// a failed assert pa18
def a = 5
assert a++ == 6 && -a == 1

//// a failed assert pa19
def c = { it }
assert c(1) == 2

//// a failed assert pa21
assert Math.max(1, 2) == 3

//// a failed assert pa22
def a = 2 as Long
assert a as int == 3

//// a failed assert pa23
def t = null
assert t?.foo == 1

//// a failed assert pa24
def a = 5
assert (a == 4)

//// a failed assert pa25
def a = 'hello'
assert a =~ /x/

//// a failed assert pa26
def a = 'hello'
assert a ==~ /x/ , "bad"

//// a failed assert pa27
def a = 5
assert a == 4 : "n " +
   a

//// a failed assert pa28
def a = ['k': 'v']
assert a.k.size() > 1 : 'short'

//// a failed assert pa29
int i = 3
assert i < 3
assert true

//// a failed assert pa30
def s = [3,1,2] as Set
assert s == [1] as Set

//// the line of a failed assert q1
def a = [x: 1]
assert 2 ==
  a.x

//// the line of a failed assert q2
def a = [x: 1]
assert 2 ==
  [a,
   a]

//// the line of a failed assert q3
def a = 1
assert 2 == 
  -a

//// the line of a failed assert q4
def a = 1
assert a == 2 &&
  !a

//// the line of a failed assert q5
def a = 1
assert 2 ==
  new Date(
    a)

//// the line of a failed assert q6
def a = 1
assert 2 ==
  new ArrayList(
    a + 1)

//// the line of a failed assert q7
def a = 1
assert 2 ==
  (a as
   Long)

//// the line of a failed assert q8
def a = 1
assert 2 ==
  (a ?
   3 :
   a)

//// the line of a failed assert q9
def a = 1
assert 2 ==
  (a ?:
   3)

//// the line of a failed assert q10
def a = 1
assert 2 ==
  a++

//// the line of a failed assert q11
def a = [1]
assert 2 ==
  a[
  0]

//// the line of a failed assert q12
def a = 1
assert 2 ==
  "x${
   a}"

//// the line of a failed assert q13
def a = 1
assert 2 ==
  "x${
   a + 1}"

//// the line of a failed assert q14
def a = 1
assert 2 ==
  (a..
   3)

//// the line of a failed assert q15
def a = 1
assert a
  instanceof
  String

//// the line of a failed assert q17
def f(v) { v }
assert 2 == f(
  f(
    3))

//// the line of a failed assert q18
def f(v) { v }
assert 2 == f(
  3 +
    3)

//// the line of a failed assert q19
def a = [b: [c: 1]]
assert 2 == a
  .b
  .c

//// the line of a failed assert q20
class S { static f() { 1 } }
assert 2 == S
  .f()

//// the line of a failed assert q21
def c = { 1 }
assert 2 ==
   c()

//// the line of a failed assert q23
def c = [a: 1]
assert [a:
   c.a,
   b: c.size()] == 1

//// the line of a failed assert q24
assert Math.max(1,
  2) == 
  3

//// the line of a failed assert q25
assert 'a'
  .foo == 1

//// the line of a failed assert q26
assert !(1 ==
  1)

//// the line of a failed assert q29
def x = 1
assert x == 2
def y = 3

//// what a failed assert draws r1
def a = 5
assert a++ == 6

//// what a failed assert draws r2
def a = 5
assert ++a == 7

//// what a failed assert draws r3
def a = 5
assert -a == 7

//// what a failed assert draws r4
def a = 5
assert +a == 7

//// what a failed assert draws r5
def a = 5
assert ~a == 7

//// what a failed assert draws r6
def a = 5
assert (a..6) == 7

//// what a failed assert draws r7
def a = 5
assert (a ?: 3) == 7

//// what a failed assert draws r8
def a = 5
assert (a ? 3 : 4) == 7

//// what a failed assert draws r9
def a = 5
assert ((long) a) == 7

//// what a failed assert draws r10
def a = 5
assert [a, a + 1] == [1]

//// what a failed assert draws r11
def a = 5
assert [k: a] == 1

//// what a failed assert draws r13
def a = [5]
assert a[0]++ == 1

//// what a failed assert draws r14
def a = 5
assert !(a in [5])

//// what a failed assert draws r15
def a = 5
assert a !in [5]

//// what a failed assert draws r16
def a = 5
assert a !instanceof Integer

//// what a failed assert draws r17
class A { static X = [1] }
assert A.X[0] == 2

//// what a failed assert draws r19
def x = [a: [1, 2]]
assert x.a?[0] == x?.a?.size()

//// what a failed assert draws r21
def x = 3
assert (x = 0)

//// what a failed assert draws r22
int[] x = [1, 2]
assert x.length == 3 && x

//// what a failed assert draws r23
def s = 'x'
assert s.&size == 3

//// what a failed assert draws r24
assert "a${1}b" == 'b'

//// what a failed assert draws r25
assert [1, 2].collect { it + 1 } == [2]

//// what a failed assert draws r26
def i = 3
	assert	i == 
		4

//// what a failed assert draws r27
assert null

//// what a failed assert draws r28
assert 1 > 2 || 3 < 1

//// what a failed assert draws r29
def l = [1,2,3]
assert l.find { it > 1 }?.toString()?.size() == l[0..1].sum { it * 2 }

//// what a failed assert draws r30
def m = [a: 1]
assert m['a'] == 2 & m."a" == 3
