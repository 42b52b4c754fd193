// Writes addon/scripting/library/nullcalls.txt: what methods, static methods and constructors of Groovy 4 and Java
// throw when null is their only argument. Usage: groovy.ui.GroovyMain NullCalls.groovy OUTFILE
import org.codehaus.groovy.runtime.InvokerHelper

def receivers = ['abc', 5, 5L, 5.0d, 1.5, 5G, [1, 2], [a: 1], [1, 2] as Set, new Date(0), new StringBuilder('ab'), true,
    new HashMap(a: 1), new HashSet([1]), new LinkedList([1]), new TreeMap(a: 1), 'a' as char, Calendar.instance,
    java.time.LocalDate.of(2024, 1, 2), java.time.LocalDateTime.of(2024, 1, 2, 3, 4), java.time.Instant.EPOCH]
def classes = [Math, Integer, Long, Double, Boolean, String, Character, BigDecimal, BigInteger, Date, UUID, TimeZone,
    Arrays, Collections, Objects, Optional, ArrayList, LinkedList, HashMap, LinkedHashMap, HashSet, LinkedHashSet,
    TreeMap, TreeSet, StringBuilder, StringBuffer, Exception, RuntimeException, IllegalArgumentException, URI,
    IllegalStateException, java.text.SimpleDateFormat, java.util.regex.Pattern, java.sql.Timestamp,
    java.time.LocalDate, java.time.LocalDateTime, java.time.Instant, java.time.Duration, java.time.ZoneId]
def left = '''wait notify notifyAll sleep use metaClass setMetaClass addShutdownHook execute invokeMethod withTraits print
println printf sprintf toURL mixin'''.split() as Set
def lines = [:].withDefault { [] as LinkedHashSet }
def told = { String kind, String owner, String name, Closure call ->
    try {
        call()
    } catch (MissingMethodException ignored) {
        if (kind == 'static') lines[[kind, name, 'MissingMethodException', ''].join('|')] << owner
    } catch (NullPointerException | IllegalArgumentException | GroovyRuntimeException e) {
        def other = e instanceof GroovyRuntimeException && !e.message.startsWith('Ambiguous')
        if (e.message && !other) {
            def message = e.message.replace("method $owner#", 'method {}#').replace('\n', '\\n').replace('\t', '\\t')
            lines[[kind, name, e.class.simpleName, message].join('|')] << owner
        }
    } catch (Throwable ignored) {
    }
}
def single = { Collection methods -> methods.findAll { it.parameterTypes.size() == 1 }*.name.toSet().toSorted() - left }
Object[] nothing = [null]
receivers.each { one ->
    def meta = InvokerHelper.getMetaClass(one)
    single(meta.methods.findAll { !it.static } + meta.metaMethods).each { name ->
        told('method', one.getClass().name, name) { InvokerHelper.invokeMethod(one, name, nothing) }
    }
}
classes.each { type ->
    single(InvokerHelper.getMetaClass(type).methods.findAll { it.static }).each { name ->
        told('static', type.name, name) { InvokerHelper.invokeStaticMethod(type, name, nothing) }
    }
    told('new', type.name, '') { InvokerHelper.invokeConstructorOf(type, nothing) }
}
new File(args[0]).setText(lines.collect { line, owners -> "$line|${owners.join(' ')}" }.join('\n') + '\n', 'UTF-8')
