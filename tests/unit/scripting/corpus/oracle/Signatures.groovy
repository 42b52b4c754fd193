// Writes addon/scripting/library/signatures.txt: what the classes of Groovy 4 offer, in the order in which the
// messages of missing methods and properties propose it. Usage: groovy.ui.GroovyMain Signatures.groovy OUTFILE
import org.codehaus.groovy.runtime.InvokerHelper

class Plain {}
def names = '''
java.lang.Object java.lang.Boolean java.lang.Byte java.lang.Character java.lang.Class java.lang.Double java.lang.Enum
java.lang.Exception java.lang.Float java.lang.Integer java.lang.Long java.lang.Math java.lang.RuntimeException
java.lang.Short java.lang.String java.lang.StringBuffer java.lang.StringBuilder java.lang.System
java.math.BigDecimal java.math.BigInteger
java.text.DecimalFormat java.text.SimpleDateFormat
java.time.Duration java.time.Instant java.time.LocalDate java.time.LocalDateTime java.time.LocalTime
java.time.OffsetDateTime java.time.ZonedDateTime java.time.format.DateTimeFormatter
java.util.ArrayDeque java.util.ArrayList java.util.Arrays java.util.Collections java.util.Date
java.util.GregorianCalendar java.util.HashMap java.util.HashSet java.util.LinkedHashMap java.util.LinkedHashMap$Entry
java.util.LinkedHashSet java.util.LinkedList java.util.Objects java.util.Optional java.util.Random
java.util.TreeMap java.util.TreeSet java.util.UUID java.util.regex.Matcher java.util.regex.Pattern
groovy.json.JsonOutput groovy.json.JsonSlurper groovy.lang.IntRange groovy.lang.ObjectRange groovy.lang.Script
groovy.lang.Tuple2 [I [Ljava.lang.Object; [Ljava.lang.String;
'''.split()
def numbers = [:]
def lines = []
def ranges = { List found ->
    def parts = []
    found.each { one ->
        int number = numbers.computeIfAbsent(one) { numbers.size() }
        if (parts && parts[-1][1] + 1 == number) parts[-1][1] = number else parts << [number, number]
    }
    parts.collect { first, last -> first == last ? "$first" : "$first-$last" }.join(' ')
}
def add = { String label, Class type ->
    def meta = InvokerHelper.getMetaClass(type)
    def written = { method -> method.name + '(' + method.parameterTypes*.name.join(', ') + ')' }
    lines << [label, meta.properties*.name.join(' '), ranges(meta.methods.collect(written)), ranges(meta.metaMethods.collect(written))].join('|')
}
names.each { add(it, Class.forName(it)) }
add('', Plain)
add('groovy.lang.Closure', ({ -> }).getClass())
new File(args[0]).setText(numbers.keySet().join('\n') + '\n\n' + lines.join('\n') + '\n', 'UTF-8')
