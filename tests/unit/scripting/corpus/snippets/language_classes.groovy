//// an interface with a default method may have static ones for its classes
interface Greeter { String name(); default String greet() { "Hi ${name()}" } ; static String mark() { '!' } }
class G implements Greeter { String name() { 'G' + mark() } }
[new G().greet(), G.mark(), new G().mark()]
//// a static method of an interface is none of the interface itself
interface Greeter { String name(); default String greet() { "Hi ${name()}" } ; static String mark() { '!' } }
class G implements Greeter { String name() { 'G' } }
[new G().greet(), Greeter.mark()]
//// an interface without a default method has no static ones
interface Greeter { String name(); static String mark() { '!' } }
class G implements Greeter { String name() { 'G' } }
G.mark()
