//// getClass by string
'x'."getClass"().forName('java.io.File')
//// class by index
'x'['class'].classLoader
//// class by spread
['x']*.class*.classLoader
//// class by method pointer
def f = 'x'.&getClass; f().getMethods()
//// class by safe chain
'x'?.getClass()?.getProtectionDomain()?.codeSource
//// constructors
String.getConstructors()*.newInstance()
//// constructor pointer
(Runtime.&new)()
//// newInstance
'x'.class.newInstance('y').class.getDeclaredField('value')
//// newInstance of File
Class c = File; c.newInstance('/etc/passwd').text
//// as File
('/etc/passwd' as File).text
//// cast File
((File) '/etc/passwd').text
//// asType Class
('java.lang.Runtime' as Class).getRuntime()
//// URI toURL
new URI('http://127.0.0.1:1/').toURL().getText()
//// URI stream
'http://127.0.0.1'.toURI().toURL().openConnection()
//// nio Files
java.nio.file.Files.readAllLines(java.nio.file.Paths.get('/etc/passwd'))
//// Path of
java.nio.file.Path.of('/etc/passwd').toFile().text
//// FileInputStream
new FileInputStream('/etc/passwd').text
//// FileWriter
new FileWriter('/tmp/liaise-x').write('x')
//// PrintWriter file
new PrintWriter('/tmp/liaise-x').println('x')
//// Scanner file
new Scanner(new File('/etc/passwd')).next()
//// Scanner stdin
new Scanner(System.in).nextLine()
//// System in
System.in.read()
//// System console
System.console().readLine()
//// System setOut
System.setOut(null)
//// System out reflection
System.out.class.classLoader
//// System load
System.load('/tmp/x.so')
//// System loadLibrary
System.loadLibrary('x')
//// System setProperty
System.setProperty('a', 'b')
//// System gc
System.gc()
//// System env map
System.env.each { println it }
//// Runtime halt
Runtime.runtime.halt(1)
//// Runtime hook
Runtime.runtime.addShutdownHook { }
//// Timer
new Timer().schedule({ } as TimerTask, 1)
//// executors
java.util.concurrent.Executors.newFixedThreadPool(1000)
//// completable
java.util.concurrent.CompletableFuture.supplyAsync { 1 }.get()
//// fork join
new java.util.concurrent.ForkJoinPool(100)
//// Thread subclass
class T extends Thread { void run() { while (true) { } } }
new T().start()
//// Thread currentThread
Thread.currentThread().contextClassLoader
//// ThreadLocal
new ThreadLocal().get()
//// countdown
new java.util.concurrent.CountDownLatch(1).await()
//// locks
new java.util.concurrent.locks.ReentrantLock().lock()
//// nanoTime spin
def t = System.nanoTime(); while (System.nanoTime() - t < 3600000000000L) { }
//// TimeUnit sleep
java.util.concurrent.TimeUnit.DAYS.sleep(1)
//// wait
new Object().wait(100000)
//// BlockingQueue
new java.util.concurrent.LinkedBlockingQueue().take()
//// Exchanger
new java.util.concurrent.Exchanger().exchange(1)
//// Process list
['id'] .execute() .waitFor()
//// execute on GString
"${'id'}".execute()
//// execute on array
(['id'] as String[]).execute()
//// execute by name
def m = 'exec' + 'ute'; 'id'."$m"()
//// execute by pointer
def m = 'id'.&execute; m()
//// execute by invokeMethod
'id'.invokeMethod('execute', null)
//// invokeMethod of script
this.invokeMethod('evaluate', ['1'] as Object[])
//// getProperty metaClass
'x'.getProperty('metaClass')
//// setMetaClass
'x'.setMetaClass(null)
//// metaClass of closure
def c = { }; c.metaClass.x = 1; c.x
//// metaClass static
Integer.metaClass.static.foo = { 1 }
//// metaPropertyValues
'x'.metaPropertyValues
//// properties
'x'.properties.each { k, v -> v.getClass().forName('x') }
//// respondsTo
'x'.respondsTo('execute')*.invoke('id')
//// hasProperty
'x'.hasProperty('class').getProperty('x').classLoader
//// InvokerHelper
org.codehaus.groovy.runtime.InvokerHelper.invokeMethod('id', 'execute', null)
//// GroovySystem
GroovySystem.metaClassRegistry
//// ScriptEngine
new javax.script.ScriptEngineManager().getEngineByName('js')
//// Nashorn
jdk.nashorn.api.scripting.NashornScriptEngineFactory
//// ConfigSlurper
new ConfigSlurper().parse('System.exit(0)')
//// SimpleTemplate
new groovy.text.SimpleTemplateEngine().createTemplate('<% System.exit(0) %>').make()
//// GStringTemplate
new groovy.text.GStringTemplateEngine().createTemplate('${1}')
//// XmlSlurper
new XmlSlurper().parseText('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')
//// XmlParser
new XmlParser().parse('http://127.0.0.1:1')
//// Sql
groovy.sql.Sql.newInstance('jdbc:sqlite::memory:')
//// JNDI
new javax.naming.InitialContext().lookup('ldap://127.0.0.1')
//// ObjectInputStream
new ObjectInputStream(new ByteArrayInputStream(new byte[1])).readObject()
//// ObjectOutputStream
new ObjectOutputStream(new ByteArrayOutputStream()).writeObject('x')
//// Serializable
'x'.writeReplace()
//// XMLDecoder
new java.beans.XMLDecoder(null)
//// Proxy
java.lang.reflect.Proxy.newProxyInstance(null, null, null)
//// MethodHandles
java.lang.invoke.MethodHandles.lookup()
//// Unsafe
sun.misc.Unsafe.theUnsafe
//// Field set
String.getDeclaredField('value').setAccessible(true)
//// attribute access of closure
def c = { }; c.@owner.@binding
//// attribute of script
this.@binding
//// attribute of text
'x'.@value
//// binding variables
this.binding.variables.clear(); this.binding.getVariable('out')
//// setBinding
this.setBinding(new Binding([a: 1]))
//// owner delegate
def c = { owner.class.classLoader }; c()
//// delegate of Class
def c = { forName('java.lang.Runtime') }; c.delegate = Class; c.resolveStrategy = 1; c()
//// delegate of helper
// fixture: jira_out
def c = { __dict__ }; c.delegate = nodeHelper; c()
//// this class getResource
this.class.getResource('/')
//// package access
java.lang.Runtime
//// fully quoted
'java.lang.Runtime'.class
//// import alias
import java.lang.Runtime as R
R.getRuntime()
//// static import
import static java.lang.Runtime.getRuntime
getRuntime()
//// star import
import java.io.*
new File('x').exists()
//// star static import
import static java.lang.System.*
exit(0)
//// annotation with closure
@groovy.transform.ConditionalInterrupt({ System.exit(0) })
class A { }
//// annotation on field
@groovy.lang.Newify(File) def x = File('/etc/passwd')
//// annotation compile static
@groovy.transform.CompileStatic def f() { 1 }
//// annotation Grab config
@GrabConfig(systemClassLoader = true) @GrabResolver('http://127.0.0.1') import x.Y
//// annotation TypeChecked extension
@groovy.transform.TypeChecked(extensions = ['/tmp/x.groovy']) def f() { 1 }
//// trait
trait T { def x() { System.exit(0) } }
class A implements T { }
new A().x()
//// anonymous class
new Object() { def x() { this.class.classLoader } }.x()
//// subclass of File
class F extends File { F() { super('/etc/passwd') } }
new F().text
//// subclass of ClassLoader
class L extends ClassLoader { }
new L().defineClass(null)
//// subclass of Script
class S extends Script { def run() { evaluate('1') } }
new S().run()
//// implements GroovyInterceptable
class A implements GroovyInterceptable { def invokeMethod(String n, a) { System.exit(0) } }
new A().x()
//// native method
class A { native void x() }
new A().x()
//// static nested names
class A { static class B { def c = A.class.classLoader } }
new A.B().c
//// dunder names flood
['__class__', '__mro__', '__subclasses__', '__globals__', '__dict__', '__init__', '__reduce_ex__', '__getattribute__', '__code__', '__closure__', '__func__', '__self__', '__module__', '__builtins__', '__import__', '__loader__', '__spec__', 'f_globals', 'gi_frame', 'cr_frame', 'tb_frame', 'func_globals', 'mro'].collect { n -> [1, 'x', [], [:], { 1 }, new Date(), 1.5, ~/x/, this, new Exception('x'), null, String, (1..2), [] as Set, true].collect { o -> try { o."$n" == null ? null : 'GOT ' + n } catch (Throwable t) { null } } }.flatten().findAll { it }
//// dunder methods flood
['__class__', '__mro__', '__subclasses__', '__repr__', '__str__', '__hash__', '__reduce__', '__init__', '__new__', '__getattribute__', '__setattr__', '__call__', '__iter__', '__len__', '__getitem__', '__format__', '__sizeof__', '__dir__', '__eq__', 'keys', 'format', 'encode', 'decode', 'append', 'extend', 'popitem', 'update', 'items', 'setdefault', 'fromkeys', 'copy', 'title', 'zfill', 'ljust', 'partition', 'bit_length', 'to_bytes', 'as_integer_ratio', 'from_bytes', 'with_traceback', 'function', 'kinds', 'doc', 'signature', 'meter', 'limits', 'fuel', 'services', 'ask', 'call_method', 'fields', 'slots', 'info', 'own', 'statics', 'methods'].collect { n -> [1, 'x', [], [a: 1], 1.5, ~/x/, new Exception('x'), (1..2), [] as Set].collect { o -> try { def r = o."$n"(); o instanceof Map ? null : 'GOT ' + n + ' on ' + o.class.simpleName + ' ' + r } catch (MissingMethodException t) { null } catch (Throwable t) { t.class.simpleName + ' ' + n } } }.flatten().findAll { it }
//// dunder on helpers
// fixture: jira_out
['__class__', '__dict__', '__init__', '_ask', '_services', 'services', 'call', 'ask', 'get', 'set', 'name', 'type', '_values', '_fields', 'lookups', '_run', 'run'].collect { n -> [nodeHelper, issue, httpClient, log, debug, commentHelper, syncHelper].collect { o -> try { def r = o."$n"; r == null ? null : n + ' ' + r.class.simpleName } catch (Throwable t) { null } } }.flatten().findAll { it }
//// python format
'{0.__class__.__init__.__globals__}'.format('x')
//// percent format
'%(__class__)s'.formatted([__class__: 1])
//// percent operator
'%s' % 'x'
//// fstring
"{issue.__class__}" + "${'{__import__("os")}'}"
//// exec
exec('import os')
//// compile
compile('1', 'x', 'exec')
//// globals
globals()
//// locals vars
vars() + locals()
//// getattr
getattr('x', '__class__')
//// lambda
lambda: 1
//// import os
import os
os.system('id')
//// from import
from os import system
//// print
print(open)
//// type
type('X', [], [:])
//// pickle
new groovy.json.JsonSlurper().parseText('{"py/object": "os.system"}').getClass().forName('x')
//// json object keys
new groovy.json.JsonSlurper().parseText('{"__class__": 1, "$date": 5, "$bag": 1, "$ref": 2}')
//// wire marks in results
[['$date': 'x'], ['$time': [1]], ['$pattern': null], ['$closure': 1], ['$class': 'os']]
//// wire marks in a helper call
// fixture: jira_out
httpClient.post('/x', ['$date': 'x', '$rich': [1], '$bag': 5, '$decimal': 'y', result: [:], call: 'os.system', at: [1, 1]])
//// wire marks in the replica
// fixture: jira_out
replica.x = ['$date': 'x', '$rich': [1], '$bag': 5]; replica.'$date' = 5
//// lone surrogates
def s = '\uD800'; [s, s * 3, s + '\uDC00', [(s): s]]
//// lone surrogates to a helper
// fixture: jira_out
log.info('\uD800'); httpClient.post('/\uDC00', ['\uD800': '\uDFFF']); throw new Exception('\uD83D')
//// NUL
// fixture: jira_out
log.info('a\u0000b'); httpClient.get('/a\u0000\r\nX: y'); throw new Exception('\u0000')
//// class named like ours
class LimitExceeded extends Exception { }
class Meter { }
class Run { }
throw new LimitExceeded('x')
//// method named like a helper's
def store(x) { 5 }
def each(x) { 6 }
def println(x) { println(x) }
println(1)
//// variable named like engine
def run = 1, meter = 2, self = 3, it = 4, line = -5, column = -6
line = 999999999; throw new Exception('where')
//// properties named line
class A { def line = -1; def column = 'x'; def position = null; def go() { line = 7; throw new Exception('y') } }
new A().go()
//// exceptions with own fields
class E extends Exception { def line = 'evil'; def reason = 'internal'; def status = 'ok' }
throw new E()
//// own exception extends Error
class E extends Error { E() { super('x') } }
try { throw new E() } catch (Exception e) { 'no' }
//// throw a non-throwable
throw 'x'
//// throw null
throw null
//// throw a class
throw Exception
//// RecursionError by name
throw new RecursionError('x')
//// MemoryError by name
try { 'x' * 9000000 } catch (MemoryError e) { 1 }
//// KeyboardInterrupt
throw new KeyboardInterrupt()
//// interrupts
throw new InterruptedException('x')
//// ThreadDeath
throw new ThreadDeath()
//// result type confusion
[true, 1, 1L, 1.0, 1.0f, 1.0d, 1G, Double.NaN, Float.NEGATIVE_INFINITY, -0.0d, 'c' as char, (byte) 1, (short) 1, null, [:], [] as Set, String, { 1 }, ~/x/, new Date(0), UUID.randomUUID(), Optional.empty(), new StringBuilder('x'), new Object[0], 1..2, Locale.US, TimeZone.default, Currency.getInstance('EUR')].collect { "$it" }.size()
