//// a script of classes m1
class Util { static f() { 4 } }
class Main { static void main(String... args) { println Util.f() } }

//// a script of classes m2
class Util { static f() { 4 } }

//// a script of classes m3
class Main { static void main(String[] args) { println new Main().go() }
  def go() { 'went' } }
class Other { static main(a) { println 'other' } }

//// a script of classes m4
interface I { }
class Main { static main(args) { println 1 } }

//// a script of classes m5
class R implements Runnable { void run() { println 'run' } }

//// a script of classes m6
class A { A() { println 'made' }
 def run() { println 'r' } }

//// a script of classes m7
import java.util.*
class A { static main(args) { throw new RuntimeException('x') } }

//// a script of classes m8
enum E { A; static main(args) { println 'e' } }

//// a script of classes m9
def f() { 5 }
class A { static main(args) { println 'a' } }

//// a script of classes m10
def f() { 5 }

//// a script of classes m11
class A { static int main(args) { 7 } }

//// a script of classes m12
class A { static void main() { println 'noargs' } }

//// a script of classes m13
class A { }
trait T { }

//// a constructor that returns cr1
class A { int x; A() { x = 1; if (x) return 5 } }
new A().x

//// a constructor that returns cr2
class A { int x; A() { x = 1; if (x) return; x = 3 } }
new A().x

//// a constructor that returns cr3
class A { int x; A() { [1].each { return it }; x = 2 } }
new A().x

//// a constructor that returns cr4
class A { int x; A() { return null } }
new A().x

//// a constructor that returns cr5
class A { int x
  { x = 5 }
  static { println 'st' }
  A() { println x } }
new A().x

//// null returned v1
void f() { return null }
f()

//// null returned v2
class A { void f() { if (1) return null; println 2 } }
new A().f()

//// null returned v3
void f() { return }
f()

//// null returned v4
class A { void f() { return 5 } }
