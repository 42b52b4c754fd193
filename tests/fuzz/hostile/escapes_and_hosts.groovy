//// asked for the metaClass by spread
['a', 1, [:]]*.metaClass
//// getClass by a text, a pointer and a key
def n = 'getCl' + 'ass'
''."$n"().forName('java.lang.Runtime')
//// class of a class of a class
String.class.class.class.classLoader
//// class loader through the thread
Thread.currentThread().contextClassLoader.loadClass('java.lang.Runtime')
//// class loader through this
this.getClass().getClassLoader().getURLs()
//// Eval by fully quoted name
groovy.util.Eval.x(1, 'x.class.forName("java.lang.System").exit(1)')
//// shell with a binding of its own
new groovy.lang.GroovyShell(binding).parse('1').run()
//// evaluate of a GString
evaluate("${'System'}.exit(0)")
//// run of another script
run(new File('/etc/passwd'), [] as String[])
//// the attribute operator on everything
[1, 'a', [], [:], 1..2, { }, ~/a/, new Date(), this].collect { it.@value }
//// the attribute operator with a dunder
''.@__class__
//// the pointer operator to a dunder
def f = ''.&__class__
f()
//// the pointer operator to getClass
def f = [].&getClass
f().forName('x')
//// the reference operator to a constructor of a file
def f = File::new
f('/etc/passwd').text
//// owner of owner of owner
def f = { -> { -> { -> owner.owner.owner.owner.owner } } }
f()()().class.classLoader
//// delegate made a class and back
def f = { -> forName('java.lang.Runtime') }
f.delegate = Class; f.resolveStrategy = Closure.DELEGATE_ONLY
f()
//// delegate made a helper and asked inside
// fixture: jira_out
def f = { -> services.ask('x', []) }
f.delegate = nodeHelper; f.resolveStrategy = 3
f()
//// binding asked for its variables and its class
binding.variables.each { k, v -> v.class.classLoader }
binding.getClass().getMethods()
//// binding made anew
new Binding([a: 1]).with { setVariable('out', System.out); variables.out.close() }
//// dunders by property on every value
['', 1, 1.5, [], [:], 1..2, ~/a/, new Date(), { }, this, String].collect { v -> ['__class__', '__dict__', '__globals__', '__init__', '__mro__', '__subclasses__', '__reduce__', 'gi_frame', 'f_globals', 'func_code', '__code__', '__builtins__'].collect { n -> try { v."$n" } catch (e) { 'no' } } }.flatten().findAll { it != 'no' && it != null && it != [] && !(it instanceof List) }
//// dunders by method on every value
['', 1, 1.5, [1], [a: 1], 1..2, ~/a/, new Date(), { }, this, String].collect { v -> ['__class__', '__getattribute__', '__repr__', '__init__', '__reduce_ex__', '__subclasses__', '__import__', '__len__', '__hash__', '__sizeof__', '__dir__', '__format__'].collect { n -> try { v."$n"() } catch (e) { 'no' } } }.flatten().findAll { it != 'no' }
//// dunders by getAt
[''['__class__'], []['__class__'], [:]['__class__']]
//// dunders by asType
'' as __class__
//// dunders by invokeMethod
''.invokeMethod('__class__', null)
//// dunders as map keys that come back as names
def m = [__class__: 1, 'class': 2, metaClass: 3]
[m.__class__, m.class, m.metaClass, m.@__class__]
//// dunders as fields of a class
class A { def __class__ = 1; def __init__() { 2 }; def __del__() { 3 }; static __new__(x) { 4 } }
[new A().__class__, new A().__init__(), A.__new__(1), new A().__dict__]
//// dunders as names of variables and methods
def __import__(x) { x }
__builtins__ = 1; def __name__ = 2
[__import__('os'), __builtins__, __name__, __file__]
//// dunders as arguments by name
// fixture: jira_out
nodeHelper.getIssueType(__class__: 1, self: 2, services: 3)
//// format fields of Python
[String.format('{0.__class__.__mro__}', 1), sprintf('%(a)s', [a: 1]), "%s{0}".formatted({ })]
//// message format of attributes
new java.text.MessageFormat('{0,__class__} {0.__class__}').format([1] as Object[])
//// a map coerced to what it is not
([exec: { 1 }] as Runtime).exec('id')
//// a closure coerced to a class
({ 1 } as ClassLoader).loadClass('x')
//// a list coerced to a process
(['id'] as ProcessBuilder).start()
//// a list coerced to a URL
(['http', '127.0.0.1', 'x'] as URL).text
//// a text coerced to a file and written
('/tmp/liaise-hostile' as File) << 'x'
//// a text coerced to a URI and opened
('file:///etc/passwd' as URI).toURL().openStream()
//// a metaClass for a closure
def f = { 1 }
f.metaClass.call = { -> System.exit(1) }
f()
//// an annotation that grabs from here
@GrabResolver(name = 'x', root = 'http://127.0.0.1:9/')
@Grab('a:b:1')
import a.B
new B()
//// an annotation that runs while compiling
@groovy.transform.ASTTest(phase = 'CONVERSION', value = { System.exit(1) })
class A { }
new A()
//// an annotation of a compiler's own
@groovy.transform.CompileStatic(extensions = '/etc/passwd')
def f() { 1 }
f()
//// an annotation with a closure
@interface C { Class value() }
@C({ System.exit(1) })
class A { }
new A()
//// an annotation that makes things
@groovy.transform.AutoExternalize @groovy.transform.AutoClone(style = groovy.transform.AutoCloneStyle.SERIALIZATION)
class A { int x }
new A().clone()
//// an annotation that times
@groovy.transform.TimedInterrupt(1)
import groovy.transform.TimedInterrupt
while (true) { }
//// static import of exec
import static java.lang.Runtime.getRuntime as r
r().exec('id')
//// static import of everything of Files
import static java.nio.file.Files.*
readAllLines(java.nio.file.Paths.get('/etc/passwd'))
//// import under the name of something harmless
import java.lang.ProcessBuilder as String
new String(['id']).start()
//// import of Python modules
import os
import subprocess.Popen
os.system('id'); Popen('id')
//// import of star and a name of Python
import builtins.*
open('/etc/passwd').read()
//// cmd execute on a list of GStrings
def c = 'id'
["sh", "-c", "${c}"]*.toString().execute()
//// cmd execute through with
'id'.with { execute() }
//// cmd execute through a method named by a key
[x: 'execute'].each { k, v -> 'id'."$v"() }
//// cmd execute through collect
['id'].collect { it.&execute }.each { it() }
//// process handles
ProcessHandle.current().info()
//// reading the environment by every name
try { System.getenv('PATH') } catch (e) { log.info "$e" }
System.env.PATH
//// reading memory and processors
Runtime.runtime.with { [availableProcessors(), totalMemory()] }
//// reading a file by every class
['java.io.File', 'java.io.FileReader', 'java.io.FileInputStream', 'java.util.Scanner', 'java.nio.file.Path'].collect { n -> try { Class.forName(n).newInstance('/etc/passwd').text } catch (e) { e.message } }.join()
throw new Exception('none')
//// reading a file by a Scanner
new Scanner(new File('/etc/passwd')).nextLine()
//// reading a resource
this.class.getResourceAsStream('/etc/passwd').text
//// reading a file URL's text
'file:///etc/passwd'.toURL().text
//// reading the metadata service
new URL('http://169.254.169.254/latest/meta-data/').getText(connectTimeout: 100)
//// writing by a PrintWriter
new PrintWriter('/tmp/liaise-hostile').withWriter { it << 'x' }
//// writing by a FileOutputStream
new FileOutputStream('/tmp/liaise-hostile').write(65)
//// writing by System out made a file
System.setOut(new PrintStream('/tmp/liaise-hostile')); println 'x'
//// a temporary file
File.createTempFile('liaise', 'hostile')
//// sockets
new ServerSocket(0).accept()
//// datagrams
new DatagramSocket().send(new DatagramPacket([1] as byte[], 1, InetAddress.getByName('127.0.0.1'), 9))
//// names resolved
InetAddress.getByName('localhost').hostAddress + InetAddress.localHost
//// threads by every way
[{ Thread.start { } }, { new Thread({ }).start() }, { Thread.startDaemon { } }, { new Timer().schedule({ }, 1) }, { java.util.concurrent.Executors.newFixedThreadPool(1) }, { [1].parallelStream().forEach { } ; throw new Exception('p') }].collect { try { it(); 'ran' } catch (e) { 'no' } }.contains('ran') ? 'escaped' : 1 / 0
//// sleeping by every way
[{ sleep(5000) }, { Thread.sleep(5000) }, { this.sleep(5000) }, { Object.sleep(5000) }, { java.util.concurrent.TimeUnit.SECONDS.sleep(5) }, { new Object().wait(5000) }].each { try { it() } catch (e) { } }
1 / 0
//// a class that reads itself back
class A implements Serializable { private void readObject(java.io.ObjectInputStream i) { System.exit(1) } }
new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(new A())
//// objects read of bytes
new ObjectInputStream(new ByteArrayInputStream([0xac, 0xed, 0, 5] as byte[])).readObject()
//// a class named like the engine's
class HostObject { def get() { 1 } }
class Meter { def fuel = 10**9 }
class Run { def meter = new Meter() }
[new HostObject(), new Meter().fuel, new Run().meter.fuel]
while (true) { }
//// a variable named like the engine's frame
def run = 1, meter = 2, self = 3, frame = 4, fuel = 5, limits = 6
meter.fuel = 10**9
//// this given another class
this.class = String; this.metaClass = null
//// this asked for its fields
[this.meter, this.variables, this.services, this.run]
//// http to the loopback
// fixture: jira_out
httpClient.get('http://127.0.0.1:8099/secret')
//// http to every scheme and trick
// fixture: jira_out
['file:///etc/passwd', 'gopher://127.0.0.1:25/x', 'http://169.254.169.254/', 'http://[::1]/', 'http://0x7f000001/', 'http://2130706433/', 'http://localtest.me/', '//127.0.0.1/x', '\\\\127.0.0.1\\x', 'http://a@127.0.0.1/', '/../../x', '/x\r\nHost: y', 'jar:file:/x!/', 'data:text/plain,x', 'http:/\\127.0.0.1', '/x?y=http://127.0.0.1', '\u0000', ''].collect { try { httpClient.get(it) } catch (Exception e) { "$e.message".take(60) } }.findAll { it }
//// http of all verbs with large bodies
// fixture: jira_out
while (true) { httpClient.post('/x', 'x' * 1_000_000); httpClient.put('/x', [a: ['x' * 1000] * 1000]) }
//// http with a closure that asks for more
// fixture: jira_out
def f
f = { req, res -> httpClient.http('GET', '/x', null, [:], [:], f) }
httpClient.http('GET', '/x', null, [:], [:], f)
//// helper names that are Python's
// fixture: jira_out
nodeHelper.__init__(1)
//// helper asked for its inside by property
// fixture: jira_out
[nodeHelper.services, nodeHelper._services, nodeHelper.__dict__, nodeHelper.call_method, httpClient.session, log.logger]
//// helper overwritten and asked
// fixture: jira_out
nodeHelper.getUser = { 1 }
nodeHelper.getUser('x')
//// helper called with more than it takes
// fixture: jira_out
nodeHelper.getUser(*(1..100_000))
//// helper called with itself
// fixture: jira_out
nodeHelper.getUser(nodeHelper); commentHelper.addComment(commentHelper, issue); log.info(log)
//// helper flood by every name
// fixture: jira_out
while (true) { nodeHelper.getUser('x'); nodeHelper.getProject('x'); nodeHelper.getLabel('x'); syncHelper.getLocalIssueKeyFromRemoteId('1') }
//// replica of a hundred megabytes by keys
// fixture: jira_out
100.times { replica.customKeys."k$it" = 'x' * 1_000_000 }
//// replica of shared megabytes
// fixture: jira_out
def s = 'x' * 7_000_000
1000.times { replica.customKeys."k$it" = s }
//// replica of names of a megabyte
// fixture: jira_out
60.times { replica."${'n' * 1_000_000}$it" = 1 }
//// replica of a million fields
// fixture: jira_out
def i = 0
while (true) { replica."f${i++}" = i }
//// replica of comments of comments
// fixture: jira_out
def c = [body: 'x']
60.times { c = [body: c, more: c] }
replica.comments = [c]
//// replica whose property is itself by a map
// fixture: jira_out
replica.customKeys.m = replica.customKeys; replica.customKeys.l = [replica, [replica]]; replica.self = replica.customKeys
"$replica ${replica.customKeys}".size()
//// description of nested tags
// fixture: jira_out
replica.description = '<div>' * 1_000_000; nodeHelper.stripHtml(nodeHelper.getHtmlField(issue, 'description')); nodeHelper.toMarkDownFromHtml(replica.description)
//// markdown of nested lists, quotes and tables
// fixture: jira_out
nodeHelper.toMarkDownFromHtml('<table><tr><td><ul><li><blockquote>' * 20_000).size()
//// markdown of broken entities
// fixture: jira_out
nodeHelper.toMarkDownFromHtml('&#' + '9' * 1_000_000 + ';' + '&lt' * 1_000_000).size()
//// markdown of attributes without end
// fixture: jira_out
nodeHelper.toMarkDownFromHtml('<a ' + 'href="' * 1_000_000).size()
//// store of what cannot be stored
// fixture: jira_out
class A { def a = this; String toString() { while (true) { } } }
store(new A()); store({ }); store(this)
//// error thrown of a class with a hostile message
class E extends RuntimeException { String getMessage() { while (true) { } }; String toString() { 'x' * 10_000_000 } }
throw new E()
//// error thrown whose message grows
class E extends RuntimeException { def n = 0; String getMessage() { 'x' * (n += 1_000_000) } }
def e = new E()
while (true) { try { throw e } catch (E x) { "$x.message" } }
//// source units that are half letters
def s = '\ud83d' * 1_000_000 + '\ude00' * 1_000_000
[s.reverse().size(), s.toUpperCase().size(), s.codePointCount(0, s.size()), s.bytes.length, s.normalize().size()]
'\ud83d' + 1 / 0
//// half letters handed over everywhere
// fixture: jira_out
log.info('\ud83d'); replica.customKeys.'\udc00' = '\udfff'; println '\ud800'; nodeHelper.getUser('\ude00')
throw new Exception('\ud83d')
//// a zero byte in every name
// fixture: jira_out
replica.customKeys.'a\u0000b' = '\u0000' * 1000; log.info('\u0000'); this."x\u0000y"
//// letters that look like others
def сlass = 1, ехес = 2
сlass + ехес + clаss
//// names of right-to-left marks
def a‮b = 1
a‮b
