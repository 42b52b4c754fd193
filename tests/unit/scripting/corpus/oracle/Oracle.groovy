// Differential-test oracle: runs every scripts/*.groovy in ONE JVM under real Apache Groovy
// and writes one JSON file per script. Usage (see ../run-oracle.sh):
//   java ... groovy.ui.GroovyMain Oracle.groovy BASEDIR OUTDIR [nameRegex]
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import groovy.json.JsonGenerator
import org.codehaus.groovy.control.CompilerConfiguration
import org.codehaus.groovy.control.MultipleCompilationErrorsException
import org.codehaus.groovy.control.messages.SyntaxErrorMessage
import org.codehaus.groovy.runtime.InvokerHelper
import java.util.concurrent.*

/** Property bag standing in for the host's issue / comment / user ... objects. */
class Hub {
    private final Map<String, Object> bag
    Hub(Map m = [:]) { this.bag = new LinkedHashMap<String, Object>(m) }
    Map<String, Object> rawBag() { bag }
    Object getProperty(String n) { bag.get(n) }                 // unknown property reads as null
    void setProperty(String n, Object v) { bag.put(n, v) }      // any property may be set
    Object invokeMethod(String n, Object args) {
        def a = args as List
        if (n == 'rawBag') return bag
        if (n.length() > 3 && n.startsWith('set') && a.size() == 1) {
            bag.put(n[3].toLowerCase() + n.substring(4), a[0]); return null
        }
        if (n.length() > 3 && n.startsWith('get') && a.size() == 0) return bag.get(n[3].toLowerCase() + n.substring(4))
        if (n == 'toString' && !a) return this.toString()
        if (n == 'equals' && a.size() == 1) return this.is(a[0])
        if (n == 'hashCode' && !a) return System.identityHashCode(this)
        throw new MissingMethodException(n, Hub, a as Object[])
    }
    String toString() { 'Hub' + bag }
}

class Codec {
    static Object toHost(Object v, String key = null) {
        if (v instanceof Map) {
            if (v.size() == 1 && v.containsKey('$date')) return new Date(v['$date'] as long)
            def m = new LinkedHashMap()
            v.each { k, x -> m[k] = toHost(x, k as String) }
            return (key in ['customFields', 'customKeys', 'map']) ? m : new Hub(m)
        }
        if (v instanceof List) return new ArrayList(v.collect { toHost(it) })
        v
    }
    static String num(Number n) { n instanceof BigDecimal ? n.toString() : String.valueOf(n) }
    static Object plain(Object v, int d = 0) {
        if (d > 12) return '<deep>'
        if (v == null || v instanceof Boolean) return v
        if (v instanceof CharSequence || v instanceof Character) return v.toString()
        if (v instanceof Integer || v instanceof Long || v instanceof BigInteger || v instanceof BigDecimal || v instanceof Short || v instanceof Byte) return v
        if (v instanceof Double || v instanceof Float) {
            double x = v.doubleValue()
            return (Double.isNaN(x) || Double.isInfinite(x)) ? String.valueOf(x) : v
        }
        if (v instanceof Hub) return plain(v.rawBag(), d)
        if (v instanceof Map) { def m = [:]; v.each { k, x -> m[String.valueOf(k)] = plain(x, d + 1) }; return m }
        if (v instanceof Collection) return v.collect { plain(it, d + 1) }
        if (v.getClass().isArray()) return (v as List).collect { plain(it, d + 1) }
        if (v instanceof Date) return ['$date': v.time]
        if (v instanceof java.time.temporal.TemporalAccessor || v instanceof java.time.temporal.TemporalAmount) return ['$time': v.toString()]
        if (v instanceof java.util.regex.Pattern) return ['$pattern': v.pattern()]
        if (v instanceof java.util.regex.Matcher) return ['$matcher': v.pattern().pattern()]
        if (v instanceof Closure) return '<closure>'
        if (v instanceof Class) return ['$class': v.name]
        if (v instanceof Throwable) return ['$throwable': v.class.simpleName, message: v.message]
        ['$object': v.getClass().simpleName, string: String.valueOf(v)]
    }
    static Object typed(Object v, int d = 0) {
        if (d > 12) return '<deep>'
        if (v == null) return null
        if (v instanceof Boolean) return v
        if (v instanceof String) return v
        if (v instanceof GString) return [GString: v.toString()]
        if (v instanceof Character) return [Character: v.toString()]
        if (v instanceof Number) return [(v.getClass().simpleName): num(v)]
        if (v instanceof Hub) return [Hub: v.rawBag().collect { k, x -> [k, typed(x, d + 1)] }]
        if (v instanceof Map) return [Map: v.collect { k, x -> [typed(k, d + 1), typed(x, d + 1)] }]
        if (v instanceof Range) return [Range: String.valueOf(v)]
        if (v instanceof Set) return [Set: v.collect { typed(it, d + 1) }]
        if (v instanceof Collection) return v.collect { typed(it, d + 1) }
        if (v.getClass().isArray()) return [Array: (v as List).collect { typed(it, d + 1) }]
        plain(v)
    }
}

class Recorder {
    final List calls = []
    final List logs = []
    void call(String name, Object... a) { calls << [name, a == null ? [null] : a.collect { Codec.plain(it) }] }
}


/** Host helpers: fixed, simple, documented in README.md. Every call is recorded. */
class Base {
    Recorder rec; Map look; Map vars
    protected hub(String kind, String field, Object v) {
        if (v == null) return null
        def hit = (look[kind] ?: []).find { it[field] == v.toString() }
        hit ? Codec.toHost(hit) : null
    }
    protected copy(Object h) { new Hub(new LinkedHashMap(((Hub) h).rawBag())) }
}
class NodeHelper extends Base {
    def getIssueType(name, projectKey = null) { rec.call('nodeHelper.getIssueType', name, projectKey); hub('issueTypes', 'name', name) }
    def getProject(key) { rec.call('nodeHelper.getProject', key); hub('projects', 'key', key) }
    def getPriority(name, issue = null) { rec.call('nodeHelper.getPriority', name); hub('priorities', 'name', name) }
    def getStatus(name) { rec.call('nodeHelper.getStatus', name); hub('statuses', 'name', name) }
    def getUser(id, project = null) { rec.call('nodeHelper.getUser', id); hub('users', 'key', id) }
    def getUserByEmail(email, project = null) { rec.call('nodeHelper.getUserByEmail', email); hub('users', 'email', email) }
    def getUserByUsername(name) { rec.call('nodeHelper.getUserByUsername', name); hub('users', 'username', name) }
    def getUserByFullName(name, project = null) { rec.call('nodeHelper.getUserByFullName', name); hub('users', 'displayName', name) }
    def getLabel(String label) { rec.call('nodeHelper.getLabel', label); new Hub([label: label]) }
    def getVersion(name, project = null) { rec.call('nodeHelper.getVersion', name); hub('versions', 'name', name) }
    def getComponent(name, project = null) { rec.call('nodeHelper.getComponent', name); hub('components', 'name', name) }
    def createVersion(issue, name, desc = null) { rec.call('nodeHelper.createVersion', name, desc); new Hub([name: name, description: desc]) }
    def createComponent(issue, name, desc = null, lead = null, type = null) { rec.call('nodeHelper.createComponent', name, desc, lead, type); new Hub([name: name, description: desc]) }
    def getOption(issue, String field, value) { rec.call('nodeHelper.getOption', field, value); (look.options ?: [:])[field]?.contains(value) ? new Hub([value: value]) : null }
    def getLocalIssueFromRemoteId(id) { rec.call('nodeHelper.getLocalIssueFromRemoteId', id); hub('localIssues', 'remoteId', id) }
    def getHtmlField(issue, field) { rec.call('nodeHelper.getHtmlField', field); (look.html ?: [:])[field] }
    def stripHtml(String s) { rec.call('nodeHelper.stripHtml', s); s == null ? null : s.replaceAll('<[^>]+>', '') }
}
class CommentHelper extends Base {
    def mergeComments(issue, replica, Closure fn = null) {
        rec.call('commentHelper.mergeComments', fn != null)
        def out = new ArrayList(issue.comments ?: [])
        def known = out.collect { it.remoteId }.findAll { it != null }
        (replica.comments ?: []).each { c ->
            if (c.id in known) return
            def k = copy(c); k.remoteId = c.id; k.id = null
            if (fn != null) {
                def r = fn.call(k)
                if (r == null) return
                if (r instanceof Hub) k = r
            }
            out << k
        }
        out
    }
    def addComment(text, issue) { rec.call('commentHelper.addComment', text); def l = new ArrayList(issue.comments ?: []); l << new Hub([body: text]); issue.comments = l; l }
}
class AttachmentHelper extends Base {
    def mergeAttachments(issue, replica, Closure fn = null) {
        rec.call('attachmentHelper.mergeAttachments', fn != null)
        def out = new ArrayList(issue.attachments ?: [])
        def names = out.collect { it.filename }
        (replica.attachments ?: []).each { a ->
            if (a.filename in names) return
            def k = copy(a); k.remoteId = a.id; k.id = null
            if (fn != null) { def r = fn.call(k); if (r == null) return; if (r instanceof Hub) k = r }
            out << k
        }
        out
    }
}
class WorkLogHelper extends Base {
    def mergeWorkLogs(issue, replica, Closure fn = null) { rec.call('workLogHelper.mergeWorkLogs', fn != null); def l = (replica.workLogs ?: []).collect { copy(it) }; if (fn) l.each { fn.call(it) }; l }
}
class WorkflowHelper extends Base {
    def transition(issue, String name) { rec.call('workflowHelper.transition', name); issue.status = new Hub([name: name]); null }
}
class SyncHelper extends Base {
    def syncBackAfterProcessing() { rec.call('syncHelper.syncBackAfterProcessing'); null }
    def unExalateAfterProcessing() { rec.call('syncHelper.unExalateAfterProcessing'); null }
    def exalate(key) { rec.call('syncHelper.exalate', key?.toString()); null }
    def getLocalIssueKeyFromRemoteId(id, type = 'issue') { rec.call('syncHelper.getLocalIssueKeyFromRemoteId', id, type); hub('localIssues', 'remoteId', id) }
    def getRemoteIssueUrl() { rec.call('syncHelper.getRemoteIssueUrl'); 'https://remote.example/browse/R-1' }
}
class HttpClient extends Base {
    private answer(String verb, path) { def t = (look.http ?: [:])[verb + ' ' + path]; t == null ? null : new JsonSlurper().parseText(JsonOutput.toJson(t)) }
    def get(path, Boolean org = false) { rec.call('httpClient.get', path); answer('GET', path) }
    def post(path, String body) { rec.call('httpClient.post', path, body); answer('POST', path) }
    def put(path, String body) { rec.call('httpClient.put', path, body); answer('PUT', path) }
}
class DebugHelper extends Base {
    ClassLoader loader
    def error(String m) { throw (Throwable) loader.loadClass('com.exalate.api.exception.IssueTrackerException').getConstructor(String).newInstance(m) }
}
class LogHelper extends Base {
    def info(Object m) { rec.logs << ['info', m?.toString()]; null }
    def warn(Object m) { rec.logs << ['warn', m?.toString()]; null }
    def error(Object m) { rec.logs << ['error', m?.toString()]; null }
    def debug(Object m) { rec.logs << ['debug', m?.toString()]; null }
}

// ------------------------------------------------------------------ driver
File base = new File(args[0]); File outDir = new File(args[1]); outDir.mkdirs()
def only = args.length > 2 ? ~args[2] : null
def api = new GroovyClassLoader(this.class.classLoader)
api.parseClass('package com.exalate.api.exception\nclass IssueTrackerException extends RuntimeException { IssueTrackerException(String m) { super(m) }; IssueTrackerException(String m, Throwable c) { super(m, c) } }', 'ite.groovy')
api.parseClass('package com.exalate.basic.domain\nclass BasicIssueKey { Object id; String urn; BasicIssueKey(id, String urn) { this.id = id; this.urn = urn }; String toString() { "BasicIssueKey($id, $urn)" } }', 'bik.groovy')
def slurper = new JsonSlurper()
def gen = new JsonGenerator.Options().disableUnicodeEscaping().build()
def pool = Executors.newCachedThreadPool({ r -> def t = new Thread(null, r, 'case', 64L << 20); t.daemon = true; t } as ThreadFactory)
int ok = 0, bad = 0
long t0 = System.nanoTime()
def files = new File(base, 'scripts').listFiles().findAll { it.name.endsWith('.groovy') && (!only || only.matcher(it.name).find()) }.sort { it.name }
files.each { File f ->
    String text = f.getText('UTF-8'); String name = f.name - '.groovy'
    def fx = (text =~ /(?m)^\/\/ fixture: (\S+)/)
    Map fixture = fx.find() ? slurper.parse(new File(base, 'fixtures/' + fx.group(1) + '.json'), 'UTF-8') : null
    def fresh = { rec, vars ->
        if (fixture == null) return
        fixture.bindings.each { k, v -> vars[k] = Codec.toHost(v, k) }
        if (vars.workItem != null && vars.issue == null) vars.issue = vars.workItem
        def mk = { Class c -> def o = c.getDeclaredConstructor().newInstance(); o.rec = rec; o.look = fixture.lookups ?: [:]; o.vars = vars; o }
        vars.nodeHelper = mk(NodeHelper); vars.commentHelper = mk(CommentHelper); vars.attachmentHelper = mk(AttachmentHelper)
        vars.workLogHelper = mk(WorkLogHelper); vars.workflowHelper = mk(WorkflowHelper); vars.syncHelper = mk(SyncHelper)
        vars.httpClient = mk(HttpClient); vars.log = mk(LogHelper)
        def d = mk(DebugHelper); d.loader = api; vars.debug = d
        vars.store = { x -> rec.call('store'); x }
    }
    def rec = new Recorder(); def vars = [:]
    fresh(rec, vars)
    def hostNames = vars.keySet() as Set
    def sw = new StringWriter(); def pw = new PrintWriter(sw)
    vars.out = pw
    def binding = new Binding(vars)
    def res = new LinkedHashMap()
    res.case = name
    Class cls = null
    try {
        cls = new GroovyClassLoader(api).parseClass(text, 'Script_' + name + '.groovy')
    } catch (MultipleCompilationErrorsException e) {
        def m = e.errorCollector.errors.find { it instanceof SyntaxErrorMessage }?.cause
        res.status = 'compile-error'
        res.error = [line: m?.startLine, column: m?.startColumn, message: (m?.originalMessage ?: e.message).readLines()[0]]
    }
    if (cls) {
        def fut = pool.submit({
            def s = InvokerHelper.createScript(cls, binding); s.run()
        } as Callable)
        try {
            def v = fut.get(10, TimeUnit.SECONDS)
            res.status = 'ok'; res.result = Codec.plain(v); res.typed = Codec.typed(v)
        } catch (java.util.concurrent.TimeoutException e) {
            res.status = 'timeout'; fut.cancel(true)
        } catch (ExecutionException e) {
            def c = e.cause
            def el = c.stackTrace.find { it.fileName == 'Script_' + name + '.groovy' }
            res.status = 'error'
            res.error = [class: c.class.name, message: c.message?.split('\nPossible solutions')?.getAt(0), line: el?.lineNumber]
        }
    }
    int rounds = Integer.getInteger('bench', 0)
    if (rounds && cls) {
        def median = { times -> times.sort()[times.size().intdiv(2)] / 1e6d }
        res.compileMs = median((1..40).collect { long t = System.nanoTime(); new GroovyClassLoader(api).parseClass(text, "Bench${it}.groovy"); System.nanoTime() - t })
        def times = []
        rounds.times {
            def r = new Recorder(); def v = [out: pw]
            fresh(r, v)
            def s = InvokerHelper.createScript(cls, new Binding(v))
            long t = System.nanoTime(); s.run(); times << (System.nanoTime() - t)
        }
        res.runMs = median(times.drop(rounds.intdiv(2)))
    }
    pw.flush()
    if (sw.toString()) res.stdout = sw.toString()
    if (rec.logs) res.log = rec.logs
    if (rec.calls) res.calls = rec.calls
    def after = [:]
    binding.variables.each { k, v ->
        if (k in ['out', 'nodeHelper', 'commentHelper', 'attachmentHelper', 'workLogHelper', 'workflowHelper', 'syncHelper', 'httpClient', 'log', 'debug', 'store']) return
        if (k == 'issue' && binding.variables.workItem.is(v)) return
        after[k] = Codec.plain(v)
    }
    if (after) res.bindings = after
    new File(outDir, name + '.json').setText(JsonOutput.prettyPrint(gen.toJson(res), true) + '\n', 'UTF-8')
    if (res.status == 'ok') ok++ else bad++
}
printf('%d cases: %d ok, %d error/compile-error/timeout, %.0f ms, Groovy %s, Java %s%n', files.size(), ok, bad, (System.nanoTime() - t0) / 1e6d, GroovySystem.version, System.getProperty('java.version'))
System.exit(0)
