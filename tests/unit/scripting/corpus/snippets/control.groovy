//// if else chains
def f = { if (it > 10) { 'big' } else if (it > 5) 'mid' else { 'small' } }; [f(11), f(6), f(1)]
//// if without braces and with comments
def x = 3
if (x > 1) // big
  x = 10
else
  x = 0
x
//// while and do while
def n = 0; while (n < 5) n++; do { n += 10 } while (n < 30); n
//// C-style for with several variables
def s = 0; for (int i = 0, j = 10; i < j; i++, j--) { s += j - i }; s
//// for without parts and break
def i = 0; for (;;) { if (i++ > 3) break }; i
//// for in over list string map and null
def out = []; for (x in [1, 2]) out << x; for (c in 'ab') out << c; for (e in null) out << 'never'; out
//// for with colon
def s = 0; for (int x : [1, 2, 3]) { s += x }; s
//// for with a type and final
def s = ''; for (String x in ['a', 'b']) { s += x }; for (final def y in [1]) { s += y }; s
//// for in over a number
def out = []; for (x in 5) out << x; out
//// for over an iterator and an array
def out = []; for (x in [1, 2].iterator()) out << x; for (x in [3, 4] as int[]) out << x; out
//// break and continue
def out = []; for (x in 1..10) { if (x == 3) continue; if (x == 6) break; out << x }; out
//// labeled break and continue
def out = []
outer:
for (i in 1..3) { for (j in 1..3) { if (j == 2) continue outer; if (i == 3) break outer; out << [i, j] } }
out
//// labels on plain statements
a: 1
b: { 2 }
c: 3
//// a loop variable survives a while
def i = 0
while (true) { i++; if (i > 5) { break } }
i
//// switch on values with break and default
def f = { switch (it) { case 1: return 'one'; case 'a': return 'text'; case null: return 'null'; default: return 'other' } }
[f(1), f('a'), f(null), f(2), f(1L)]
//// switch falls through
def out = []; switch (1) { case 1: out << 1; case 2: out << 2; break; case 3: out << 3 }; out
//// switch on list map range and class cases
def f = { switch (it) { case [1, 2]: return 'list'; case 5..9: return 'range'; case Integer: return 'int'; case Number: return 'num'; case List: return 'coll'; case [a: 1]: return 'map'; default: return '?' } }
[f(1), f(7), f(42), f(2.5), f([9]), f('a'), f('z')]
//// switch on regex and closure cases
def f = { switch (it) { case ~/\d+/: return 'digits'; case { it?.size() > 3 }: return 'long'; default: return 'short' } }
[f('12'), f('abcd'), f('ab')]
//// a default in the middle of a switch is a compile error
def f = { def o = []; switch (it) { case 1: o << 1; break; default: o << 'd'; case 2: o << 2 }; o }
[f(1), f(2), f(9)]
//// switch as arrow expression
def f = { switch (it) { case 1 -> 'one'; case 2, 3 -> 'few'; default -> 'many' } }
[f(1), f(3), f(9)]
//// switch expression with blocks and yield
def f = { def r = switch (it) { case 1 -> { def x = 5; yield x * 2 }; case 'a' -> throw new IllegalStateException('a'); default -> 0 }; r }
[f(1), f(2)]
//// switch expression with colon and yield
def f = { def r = switch (it) { case 1: yield 'one'; default: yield 'other' }; r }
[f(1), f(2)]
//// switch without a match gives null
def r = switch (5) { case 1 -> 'a' }; r
//// switch scope of locals
switch (1) { case 1: def x = 5; return x }
//// try catch finally order
def out = []; try { out << 't'; throw new Exception('x') } catch (Exception e) { out << e.message } finally { out << 'f' }; out
//// finally runs on return
def out = []; def f = { try { return 1 } finally { out << 'fin' } }; [f(), out]
//// return in finally wins
def f = { try { return 1 } finally { return 2 } }; f()
//// finally runs when nothing catches
out = []; try { try { throw new RuntimeException('a') } finally { out << 'f' } } catch (e) { out << e.message }; out
//// catch without a type catches exceptions but no errors
try { throw new Error('e') } catch (e) { 'caught' }
//// catch by class hierarchy
try { Integer.parseInt('x') } catch (IllegalArgumentException e) { e.class.simpleName }
//// several types in one catch
try { null.foo() } catch (IllegalStateException | NullPointerException e) { e.class.name }
//// the first matching catch wins
try { throw new IllegalStateException('s') } catch (IllegalStateException e) { 1 } catch (Exception e) { 2 }
//// an unmatched catch lets through
try { throw new Error('boom') } catch (Exception e) { 1 }
//// rethrow keeps the class and message
try { throw new IOException('io') } catch (IOException e) { throw e }
//// exception with a cause
try { throw new RuntimeException('outer', new IllegalStateException('inner')) } catch (e) { [e.message, e.cause.message, e.cause.class.simpleName] }
//// exception message and toString
def e = new IllegalArgumentException('bad'); [e.message, e.getMessage(), e.toString(), new RuntimeException(new IOException('c')).message, e.localizedMessage]
//// exception classes have a hierarchy
[new NumberFormatException('') instanceof IllegalArgumentException, new FileNotFoundException('') instanceof IOException, new ArithmeticException('') instanceof RuntimeException, new Exception('') instanceof Throwable]
//// uncaught exception with message
throw new IllegalArgumentException('bad input')
//// uncaught exception of a known class with line
def x = 1

throw new UnsupportedOperationException("no ${x}")
//// throw of something that is no throwable
throw 'text'
//// stack trace methods do nothing harmful
try { throw new Exception('x') } catch (Exception e) { e.stackTrace != null }
//// addSuppressed and getSuppressed
def e = new Exception('a'); e.addSuppressed(new Exception('b')); e.suppressed*.message
//// try with resources closes
class R implements Closeable { static log = []; void close() { log << 'closed' } }
try (R r = new R()) { R.log << 'used' }
R.log
//// a bare return ends the script
def x = 5
if (x > 3) return
x = 10
//// return with a value ends the script
return [1, 2]
5
//// the last expression is the result of the script
def a = 1
a + 1
//// an if as last statement gives its value
def x = 5
if (x > 3) { 'big' } else { 'small' }
//// an if without else as last statement gives null when false
if (false) { 1 }
//// a loop as last statement gives null
for (i in 1..3) { i }
//// an assignment as last statement gives its value
def x = 5
x = x + 1
//// a declaration as last statement gives its value
def x = 5
//// a method declaration as last statement
def f() { 1 }
//// assert passes quietly
assert 1 == 1
assert [1, 2].size() == 2 : 'size'
'ok'
//// assert fails with its message
def x = 5
assert x == 6 : "x was $x"
//// assert fails without a message
try { assert 1 == 2 } catch (AssertionError e) { e.message.readLines()[0] }
//// undeclared variables are binding variables
x = 5; def f() { x + 1 }
[x, f()]
//// reading an undeclared variable throws
foo + 1
//// a script method does not see def locals
def x = 5
def f() { x }
f()
//// a missing script method
foo(1, 'a')
//// methods with defaults and overloads by count
def f(a, b = 2, c = 3) { [a, b, c] }
def g() { 0 }
def g(x) { 1 }
[f(1), f(1, 5), f(1, 5, 6), g(), g(1)]
//// methods overload by type
def f(String s) { 'string' }
def f(Integer i) { 'int' }
def f(List l) { 'list' }
def f(Object o) { 'object' }
[f('a'), f(1), f([]), f(1.5), f(null as String), f("g${1}")]
//// methods with typed results convert
int f() { 3.7 }
String g() { "a${1}" }
[f(), g(), g().class.simpleName]
//// void methods give null
void f() { 5 }
f()
//// recursion in script methods
def fact(n) { n <= 1 ? 1 : n * fact(n - 1) }
fact(20L)
//// methods may be used before they are declared
def r = later(4)
def later(x) { x * 3 }
r
//// varargs methods
def f(Object... xs) { xs.length }
def g(String a, int... r) { [a, r.toList()] }
[f(), f(1, 2, 3), g('a'), g('a', 1, 2)]
//// named arguments to a method with a map parameter
def f(Map m, String s = 'd') { [m, s] }
[f(a: 1), f(a: 1, 'x'), f('y', b: 2)]
//// command expressions
def out = []
def add(x) { "added $x".toString() }
out << add('a')
println 'plain'
out.add 5
out
//// command expression chains
class Chain { def take(x) { this }; def of(y) { y * 2 } }
def c = new Chain()
c.take 5 of 7
//// command expression with a closure and a map
def f(Map m, Closure c) { c(m) }
f a: 5, { it.a }
//// public private static and final modifiers
public static int f() { 4 }
private g() { 5 }
final int x = 6
[f(), g(), x]
//// a final variable cannot be assigned
final x = 1
x = 2
//// comments everywhere
/* block */ def /* in */ x = /* here */ 5 // end
/** doc */
def y = x // + 1
y
//// a shebang line is ignored
#!/usr/bin/env groovy
5
//// semicolons and blank statements
;; def x = 1;;; x;
//// statements in blocks have own locals
if (true) { def inner = 5 }
def inner = 6
inner
//// a bare block runs in place
{ 5 }
//// nested ternary and elvis with assignments
def a = null; def b = (a = a ?: 5) > 3 ? a : 0; b
//// increments in index positions
def l = [0, 0, 0]; def i = 0; l[i++] = 5; l[i++] += 7; [l, i]
//// compound assignment evaluates the target once
def n = 0; def idx = { n++ }; def l = [1, 2]; l[idx()] += 10; [l, n]
//// in with a condition and negation
def status = 'Done'; if (!(status in ['Open', 'New'])) { return 'closed' }; 'open'
//// early return from nested conditions
def f(x) { if (x) { if (x > 5) return 'gt'; return 'le' }; 'none' }
[f(9), f(3), f(0)]
//// synchronized block is accepted
def x = 0; synchronized (this) { x = 5 }; x
//// instanceof pattern of if with assignment
def x = 'abc'; def n; if (x instanceof String && (n = x.size()) > 2) { return n }; 0
//// unreachable code after throw in a branch
def f = { if (it) { throw new RuntimeException('r') }; 'fine' }; f(false)
//// while with complex condition and assignment
def l = [3, 2, 1]; def x; def out = []; while ((x = l ? l.remove(0) : null) != null) { out << x }; out
//// with nested try in loops
def out = []; for (s in ['1', 'x', '3']) { try { out << s.toInteger() } catch (NumberFormatException e) { out << -1; continue } finally { out << 'f' } }; out
//// var declares a local
var x = 5; var y = 'a'; [x, y]
//// def with several names
def a = 1, b = 2, c
[a, b, c]
//// typed declaration with several names
int a = 1, b = 2
[a, b]
//// generic types are accepted
List<Map<String, Integer>> l = [[a: 1]]; Map<String, List<String>> m = [:]; [l, m]
//// an import is accepted and usable
import java.text.SimpleDateFormat
import java.util.regex.Pattern
import static java.lang.Math.max
[Pattern.quote('a.b'), max(1, 2)]
//// an import with an alias
import java.util.regex.Pattern as P
P.compile('a').pattern()
//// a star import is accepted
import java.util.regex.*
Pattern.quote('x')
//// an unknown import is a compile error
import com.example.Foo
1
//// a package line is accepted
package a.b
5
//// fully qualified class names
new java.text.SimpleDateFormat('yyyy').format(new java.util.Date(0))
