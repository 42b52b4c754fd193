//// a finally that may return takes the implicit return off its try
def f(n) { try { 'end' } finally { if (n == 2) return 'finally' } }
def g(n) { try { 'end' } finally { if (n == 2) { n++ } } }
def h(n) { try { 'end' } finally { if (n == 2) return 'a' else n++ } }
def i(n) { try { 'end' } finally { if (n == 1) throw new RuntimeException('q') } }
def j(n) { try { 'end' } finally { try { n++ } finally { if (n == 3) return 5 } } }
def k(n) { try { 'end' } finally { switch (n) { case 1: return 5 } } }
def c = { n -> try { 'end' } finally { if (n == 2) return 'finally' } }
[f(1), f(2), g(1), g(2), h(1), h(2), i(3), j(1), j(2), k(1), k(2), c(1), c(2)]
//// a checked exception in a closure for a Java interface is undeclared
def bad(x) { throw new Exception('bad') }
def m(java.util.function.Supplier s) { s.get() }
def told = { c -> try { c() } catch (Throwable e) { "$e, ${e.cause?.message}".toString() } }
[told { [1].forEach { throw new Exception('a') } },
 told { [1].stream().map { throw new IOException('b') }.toList() },
 told { [1, 2].stream().filter(this.&bad).count() },
 told { m { throw new Exception('c') } },
 told { m { throw new IllegalStateException('d') } },
 told { [1].removeIf { throw new Exception('e') } },
 told { [a: 1].computeIfAbsent('b') { throw new Exception('f') } },
 told { Optional.of(1).map { throw new Exception('g') } },
 told { ({ throw new Exception('h') } as Runnable).run() },
 told { ({ a, b -> throw new Exception('i') } as Comparator).compare(1, 2) },
 told { [2, 1].sort { a, b -> throw new Exception('j') } }]
//// an undeclared exception is told at the call that takes the closure
def lists = [[1], [2]]
lists.each {
  it.stream()
    .map { n ->
      throw new IOException('q')
    }
    .toList()
}
//// an interface of the script lets through what its method declares
interface Q { def go() }
interface R { def go() throws IOException }
abstract class AB { abstract go() }
trait TR { abstract go() }
def told = { c -> try { c() } catch (Throwable e) { "$e".toString() } }
[told { ({ throw new Exception('x') } as Q).go() },
 told { ({ throw new Exception('x') } as R).go() },
 told { ({ throw new FileNotFoundException('x') } as R).go() },
 told { ({ throw new Exception('y') } as AB).go() },
 told { ({ throw new Exception('z') } as TR).go() },
 told { ([go: { throw new Exception('m') }] as Q).go() },
 told { Q q = { throw new Exception('n') }; q.go() }]
//// what an undeclared exception tells
try { [1].forEach { throw new Exception('chk') } } catch (e) { [e.undeclaredThrowable.message, e.message, e instanceof RuntimeException] }
//// return takes no command expression
def g(x) { x * 2 }
def f() { return g 4 }
f()
//// only exceptions can be caught
try {
  1
} catch (String s) { 2 }
//// a class of the script that is an exception can be caught before it is declared
try { throw new Broken() } catch (Broken | IllegalStateException e) { 'caught' }
class Broken extends Exception { }
