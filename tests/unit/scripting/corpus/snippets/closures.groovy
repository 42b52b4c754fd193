//// implicit parameter it
def f = { it * 2 }; [f(3), f.call(4)]
//// a closure without arguments gets null as it
def f = { it }; f()
//// an arrow without parameters refuses arguments
def f = { -> 1 }; f(5)
//// parameters with types and defaults
def f = { int a, b = a + 1, String c = 'z' -> [a, b, c] }; [f(1), f(1, 5), f(1, 5, 'q')]
//// wrong argument count throws
def f = { a, b -> a }; try { f(1) } catch (MissingMethodException e) { e.message.replaceAll(/closure\d+@\w+/, 'C').take(60) }
//// a wrongly typed argument throws
def f = { int a -> a }; try { f('x') } catch (MissingMethodException e) { e.class.name }
//// variable arguments
def f = { Object... xs -> xs.size() }; def g = { a, Object[] r -> [a, r.toList()] }; [f(), f(1, 2), g(1, 2, 3), g(1)]
//// a list is spread over several parameters
def f = { a, b -> "$a-$b".toString() }; [f([1, 2]), [[1, 2], [3, 4]].collect { x, y -> x + y }]
//// a one-parameter closure gets the whole list
def f = { a -> a }; f([1, 2])
//// closures see and change outer variables
def n = 1; def f = { n += it }; f(5); f(10); n
//// each call has its own variables
def mk = { x -> { y -> x + y } }; def a = mk(1); def b = mk(10); [a(1), b(1)]
//// closures made in a for-in loop share the variable
def l = []; for (i in 0..2) { l << { i } }; l*.call()
//// closures made in a C-style loop share the variable
def l = []; for (int i = 0; i < 3; i++) { l << { i } }; l*.call()
//// closures made in each have their own
def l = []; (0..2).each { i -> l << { i } }; l*.call()
//// a local inside the loop body is fresh
def l = []; for (i in 0..2) { def j = i; l << { j } }; l*.call()
//// return inside a closure leaves only the closure
def out = []; [1, 2, 3].each { if (it == 2) return; out << it }; out
//// the last expression is the result
def f = { def x = 5; x + 1 }; def g = { if (it) 'yes' else 'no' }; def h = { }; [f(), g(1), g(0), h()]
//// the last statement for or while gives null
def f = { for (i in 1..2) { i } }; f()
//// the last statement try gives its value
def f = { try { 1 / it } catch (ArithmeticException e) { 'div' } }; [f(2), f(0)]
//// the last statement switch gives its value
def f = { switch (it) { case 1: 'one'; break; case 2: 'two'; break; default: 'other' } }; [f(1), f(2), f(3)]
//// trailing closure call forms
def f(a = 1, c) { c(a) }
[f(5) { it + 1 }, f { it + 1 }, f(7, { it * 2 })]
//// nested closures and explicit parameter names
[1, 2].collect { a -> [10, 20].collect { b -> a * b } }
//// inner it hides outer it
[1, 2].collect { [5].collect { it } + it }
//// with calls on a delegate
def m = [a: 1]; m.with { a = 5; b = 6; it.c = 7 }; m
//// with returns the last value and tap the object
[[1, 2].with { size() }, [1].tap { add(2) }]
//// with on text
'hello'.with { [toUpperCase(), length(), it] }
//// delegate and resolveStrategy
def f = { name }; f.delegate = [name: 'd']; f.resolveStrategy = Closure.DELEGATE_FIRST; f()
//// owner comes before delegate
name = 'binding'; def f = { name }; f.delegate = [name: 'd']; f()
//// delegate is used when the owner lacks the name
def f = { zork }; f.delegate = [zork: 'd']; f()
//// methods resolve on the delegate
def f = { toUpperCase() }; f.delegate = 'abc'; f()
//// curry rcurry ncurry
def f = { a, b, c -> "$a$b$c".toString() }; [f.curry(1)(2, 3), f.rcurry(3)(1, 2), f.ncurry(1, 9)(1, 3), f.curry(1, 2)(3)]
//// composition operators
def inc = { it + 1 }; def dbl = { it * 2 }; [(inc >> dbl)(3), (inc << dbl)(3), (inc >> dbl >> inc)(1)]
//// memoize calls once
def n = 0; def f = { n++; it * 2 }.memoize(); f(2); f(2); f(3); n
//// recursion through a variable declared first
def fact; fact = { n -> n <= 1 ? 1 : n * fact(n - 1) }; fact(10)
//// recursion through call
def fib = { n -> n < 2 ? n : owner.fib(n - 1) }; try { fib(3) } catch (e) { e.class.simpleName }
//// trampoline
def f; f = { n, acc = 0 -> n == 0 ? acc : f.trampoline(n - 1, acc + n) }; f = f.trampoline(); f(1000)
//// maximumNumberOfParameters and parameterTypes
[{ }.maximumNumberOfParameters, { a, b -> }.maximumNumberOfParameters, { -> }.maximumNumberOfParameters]
//// closure class and instanceof
def f = { 1 }; [f instanceof Closure, f instanceof Runnable, f instanceof java.util.concurrent.Callable]
//// lambda forms
def f = (a, b) -> a + b; def g = x -> x * 2; def h = () -> 7; def k = (int a) -> { a + 1 }; [f(1, 2), g(4), h(), k(1)]
//// closure in a map and in a list
def ops = [add: { a, b -> a + b }, neg: { -it }]; [ops.add(1, 2), ops.neg(5), ops['add'](3, 4), [{ 1 }, { 2 }][1]()]
//// closure stored as property of an object called as method
class A { def f = { it + 1 } }
def a = new A(); [a.f(1), a.f.call(3)]
//// closure passed as method reference and stored
def up = String.&toUpperCase; ['a', 'b'].collect(up)
//// immediately called closure
({ a -> a + 1 })(5)
//// closure locals live beside outer ones
def x = 1; def f = { def y = 2; y + x }; f()
//// redeclaring an outer variable in a closure is a compile error
def x = 1
def f = { def x = 2; x }
f()
//// a parameter that hides a local is a compile error
def x = 1
[1].each { x -> x }
//// asType closure to an interface
def c = { a, b -> b <=> a } as Comparator; def r = { 5 } as java.util.concurrent.Callable; [[1, 2].toSorted(c), r.call()]
//// each on null does nothing
null.each { throw new Exception('x') }
//// collect on null gives an empty list
[null.collect { it }, null.findAll { it }, null.any { it }, null.every { it }, null.find { it }]
//// join on null throws
null.join(',')
//// size of null
null.size()
//// null toString and text
[null.toString(), "${null}".toString(), null.is(null), null.iterator().toList(), null.inspect()]
//// closure arity decides map iteration
def out = []; def f1 = { out << it.class.simpleName.contains('Entry') }; def f2 = { a, b -> out << a }; [a: 1].each(f1); [a: 1].each(f2); out
//// default values that use outer variables
def base = 10; def f = { x = base -> x }; base = 20; f()
//// varargs spread call
def f = { a, b, c -> a + b + c }; f(*[1, 2], 3)
//// named arguments become a leading map
def f = { Map m, x -> [m, x] }; f(5, a: 1, b: 2)
//// only named arguments
def f = { it }; f(a: 1, b: 2)
//// closure throws through each
try { [1].each { throw new IllegalStateException('inside') } } catch (IllegalStateException e) { e.message }
//// error line inside a closure
[1, 2].each {
  def x = null
  x.foo()
}
//// identity of this owner and delegate in a script
def f = { [this.is(owner), delegate.is(owner)] }; f()
//// nested owner
def outer = { def inner = { owner instanceof Closure }; inner() }; outer()
//// this in a closure of a class is the object
class A { def n = 5; def f() { def c = { this.n }; c() } }
new A().f()
//// closure assigned to a script binding variable is callable
greet = { "hi $it".toString() }; greet('x')
//// closures as switch cases
def f = { switch (it) { case { it > 10 }: 'big'; break; default: 'small' } }; [f(11), f(1)]
//// find with index by withIndex
['a', 'b'].withIndex().collect { v, i -> v * (i + 1) }
//// any with early stop
def n = 0; [1, 2, 3].any { n++; it == 2 }; n
//// inject with a map accumulator
['a', 'b', 'a'].inject([:]) { m, x -> m[x] = (m[x] ?: 0) + 1; m }
//// a two-parameter sort closure that returns a boolean throws
[3, 1, 2].sort { a, b -> a > b }
//// closure equality is identity
def f = { 1 }; [f == f, { 1 } == { 1 }]
//// closure text does not matter but the class name does
def f = { 1 }; f.class.simpleName.contains('closure')
//// function composition with method references
def trimmed = { it.trim() } >> { it.toUpperCase() }; trimmed(' a ')
//// a closure as the last statement is the result
{ -> 5 }
//// doCall on a list argument with defaults
def f = { a, b = 9 -> [a, b] }; [f([1, 2]), f([1]), f(5)]
//// closure with it and nested method calls
['b', 'a'].sort().collect { it.toUpperCase() }.each { }.join('')
//// with null delegate property
[a: null].with { a ?: 'none' }
