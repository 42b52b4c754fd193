//// final f1
final x
println x
x = 1

//// final f2
final x
if (true) x = 1
println x

//// final f3
final x
if (true) x = 1 else x = 2
println x

//// final f4
final int x
x = 1
x = 2

//// final f5
final x
if (true) { x = 1 }
x = 2

//// final f6
final x
try { x = 1 } catch (e) { x = 2 }
println x

//// final f7
final x
try { x = 1 } finally { println 'f' }
println x

//// final f8
final x
switch (1) { case 1: x = 1; break; default: x = 2 }
println x

//// final f9
final x
while (true) { x = 1; break }
println x

//// final f10
final x
x = 1
def c = { x }
c()

//// final f11
final x
def c = { x }
x = 1
c()

//// final f12
def f() { final x; x = 2; x }
f()

//// final f13
def f() { final x; x = 2; x = 3; x }
f()

//// final f14
final x

//// final f15
final x = 1
def c = { x = 2 }

//// final f16
class A { def m() { final int y; y = 3; y++; y } }
new A().m()

//// final f17
final x
for (i in 1..3) { x = i }
x

//// final f18
def c = { final y; y = 1; y = 2; y }
c()

//// final f19
def c = { final y; println y; y = 1; y }
c()

//// final f20
final x = x

//// final f21
final (a, b) = [1, 2]
a = 3

//// final f22
final x
if (1) { x = 1 } else { throw new RuntimeException() }
x

//// final f23
final x
if (1) { x = 1 } else { return 5 }
x

//// final f24
final x
x = x ?: 2
x

//// final f25
for (final i in 1..2) { i = 3 }

//// final f26
def m(final a) { a = 3 }
m(1)

//// final f27
final List l = []
l << 1
l += 2

//// final f28
class A { final int x; A() { x = 1; x = 2 } }
new A().x

//// final f29
class A { final int x; def m() { x = 2 } }
new A().m()

//// final f30
class A { final int x }
new A(x: 3).x

//// final f31
class A { final x = 1; def m() { this.x = 2 } }
new A().m()

//// final f32
class A { static final X = 1 }
A.X = 2

//// final f33
class A { static final X = 1; static m() { X = 2 } }
A.m()

//// final f34
class A { final x; A(v) { x = v } }
def a = new A(3)
a.x = 4

//// final f35
final x
x++

//// final f36
final x
x += 2

//// final f37
try { 1/0 } catch (final Exception e) { e = null }

//// final f38
final x
do { x = 1 } while (false)
x

//// final f39
final x; final y
x = y = 1
[x, y]

//// final f40
def f(boolean b) { final String s; if (b) { s = 'a' } else if (!b) { s = 'b' } else { s = 'c' }; return s }
f(true) + f(false)

//// final later h1
final x
switch (2) { case 1: x = 1; break }
println x

//// final later h2
final x
switch (2) { case 1: x = 1; case 2: x = 2; break }

//// final later h3
final x
switch (2) { case 1: return 5; default: x = 2 }
println x

//// final later h4
final x
try { x = Integer.parseInt('a') } catch (e) { return 'bad' }
println x

//// final later h5
final x
if (true) { if (false) x = 1 else x = 2 } else { x = 3 }
println x

//// final later h6
final x
for (i in [1]) x = i
println x

//// final later h7
final x, y
x = 1; y = x + 1
println(x + y)

//// final later h8
final String a; final int b = 3
a = "n$b"
def f() { final z; if (1) z = 5; z }
f()

//// final later h9
[1, 2].collect { final z; z = it * 2; z }

//// final later h10
[1, 2].collect { v -> final z; if (v == 1) { z = 'one' } else { z = 'more' }; "$z" }

//// final later h11
class A { int m(int q) { final int r; if (q > 1) r = 1; else r = 2; return r } }
new A().m(2)

//// final later h12
class A { int m(int q) { final int r; while (q > 1) { r = 1; q-- }; return r } }
new A().m(2)

//// final later h13
final x = 5
if (x > 3) { x = 4 }

//// final later h14
final x
x = { -> 4 }()
x

//// final later h15
final x
def f = { -> 1 }
if (f()) x = f() else x = 3
"${x}"

//// final later h16
final x
try { x = 1 } catch (e) { }
x

//// final later h17
final x
try { x = 1 } catch (e) { }
println x

//// final later h18
final x
synchronized (this) { x = 3 }
println x

//// final later h19
final x
x = 1
assert x == 1

//// final later h20
final x
assert x == 1

//// final later h21
final x
def y = x

//// final later h22
final x
def y = [x, 1]

//// final later h23
final x
def y = x + 1

//// final later h24
final x
def y = 1 + x

//// final later h25
final x
def y = "$x"

//// final later h26
final x
x.foo()

//// final later h27
final x
if (x) println 1

//// safe chain s1
def m = [a: null]
[m.a??.x]

//// safe chain s2
def m = [a: null], n = null
[n??.a.b.c, 5]

//// safe chain s3
def m = [a: null], n = null
def r = n??.a.b.c
[r, m.a??.x.y()]

//// safe chain switch forms
def t(x) { switch (x) {
  case null: return 'null'
  case 0: return 'zero'
  case 1..9: return 'digit'
  case [10, 20, 30]: return 'tens'
  case Integer: return 'int'
  case ~/a.*/: return 'a-word'
  case 'b': case 'c': return 'bc'
  case { it instanceof List && it.size() > 2 }: return 'long list'
  case List: return 'list'
  case [k: 1]: return 'map?'
  case Map: return 'map'
  case String: return "str"
  default: return 'other' } }
[null, 0, 5, 20, 99, 'abc', 'b', 'c', [1, 2, 3], [1], 'k', [z: 1], 'zzz', 5.5, 10L, 5L, true, 'a' as char].collect { t(it) }

//// safe chain switch expr
def f(x) { switch (x) { case 1, 2 -> 'low'; case 3 -> { def y = x * 2; yield "y$y" }
  case Integer -> throw new IllegalStateException("i$x"); default -> 'd' } }
def r = [f(1), f(2), f(3), f('x')]
try { f(77) } catch (e) { r << e.message }
def v = switch (5) { case 5: yield 'old'; default: yield 'no' }
r << v
r << (switch ('q') { case 'z' -> 1 })
r << switch (r.size()) { case 7 -> 'seven'; case { it > 3 } -> 'more' }
r
