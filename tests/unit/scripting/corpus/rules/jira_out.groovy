//// default outgoing fields
// fixture: jira_out
replica.key = issue.key
replica.type = issue.type
replica.assignee = issue.assignee
replica.reporter = issue.reporter
replica.summary = issue.summary
replica.description = issue.description
replica.labels = issue.labels
replica.comments = issue.comments
replica.resolution = issue.resolution
replica.status = issue.status
replica.parentId = issue.parentId
replica.priority = issue.priority
replica.attachments = issue.attachments
replica.project = issue.project
//// only issues with a label leave
// fixture: jira_out
def wanted = issue.labels.any { it.label == 'cart' }
if (!wanted) return
replica.key = issue.key
replica.summary = issue.summary
//// an early return sends nothing
// fixture: jira_out
if (issue.type.name != 'Epic') {
    return
}
replica.summary = issue.summary
//// internal comments stay at home
// fixture: jira_out
replica.comments = issue.comments.findAll { !it.internal }
replica.customKeys.hidden = issue.comments.count { it.internal }
//// comments of the last author with a prefix
// fixture: jira_out
replica.comments = issue.comments.collect { c ->
    c.body = "[${c.author?.displayName}] ${c.body}".toString()
    c
}
//// custom fields by name with safe access
// fixture: jira_out
replica.customKeys."Risk" = issue.customFields."Risk"?.value?.value
replica.customKeys.points = issue.customFields."Story Points"?.value
replica.customKeys.squad = issue.customFields."10088".value
replica.customKeys.none = issue.customFields."Nope"?.value?.value
replica.customKeys.empty = issue.customFields."Empty".value ?: 'n/a'
//// multi select joins its values
// fixture: jira_out
replica.customKeys.channels = issue.customFields."Channels".value*.value.join(', ')
replica.customKeys.first = issue.customFields."Channels".value[0]?.value
//// active sprint name
// fixture: jira_out
def sprints = issue.customFields."Sprint"?.value
def active = sprints?.find { it.state == 'active' }
replica.customKeys.sprint = active?.name
replica.customKeys.last = sprints.max { it.id }.name
//// labels to a tag string
// fixture: jira_out
replica.customKeys.tags = issue.labels.collect { it.label.toUpperCase().replace('_', ' ') }.join('; ')
replica.labels = issue.labels.findAll { !it.label.startsWith('team_') }
//// wiki markup is cleaned with regular expressions
// fixture: jira_out
def text = issue.description
text = text.replaceAll(/\{color:[^}]*\}(.*?)\{color\}/, '$1')
text = text.replaceAll(/(?m)^h[1-6]\.\s*/, '')
text = text.replaceAll(/\[([^|\]]+)\|([^\]]+)\]/, '$1 ($2)')
text = text.replaceAll(/\*(\w[^*]*)\*/, '<b>$1</b>')
replica.description = text
//// mentions become names
// fixture: jira_out
replica.comments = issue.comments.collect { c ->
    def m = c.body =~ /\[~(\w+)\]/
    if (m.find()) {
        c.body = c.body.replace(m.group(0), '@' + nodeHelper.getUserByUsername(m.group(1))?.displayName)
    }
    return c
}
//// price text becomes a number
// fixture: jira_out
def raw = issue.customFields."Price, EUR".value
def price = raw?.replace('.', '')?.replace(',', '.')?.toBigDecimal()
replica.customKeys.price = price
replica.customKeys.tax = price * 0.2
replica.customKeys.rounded = (price * 0.2).setScale(1, BigDecimal.ROUND_HALF_UP)
//// go-live date text in another format
// fixture: jira_out
import java.text.SimpleDateFormat
def d = new SimpleDateFormat('yyyy-MM-dd').parse(issue.customFields."Go live".value)
replica.customKeys.golive = new SimpleDateFormat("dd/MM/yyyy").format(d)
replica.customKeys.iso = d.format("yyyy-MM-dd'T'HH:mm:ss'Z'")
replica.due = issue.due
//// dates as epoch and difference in days
// fixture: jira_out
replica.customKeys.created = issue.created.time
replica.customKeys.open = (issue.updated.time - issue.created.time).intdiv(86400000)
replica.customKeys.due = issue.due?.format('yyyy-MM-dd')
replica.customKeys.approved = issue.customFields."Approved on".value.format('dd.MM.yyyy HH:mm')
//// status map with a default
// fixture: jira_out
def statusMap = [
    'Open'     : 'New',
    'In Review': 'Active',
    'Closed'   : 'Done'
]
replica.status = statusMap[issue.status.name] ?: 'New'
replica.customKeys.state = statusMap.get(issue.status?.name, 'Unknown')
//// priority by switch
// fixture: jira_out
switch (issue.priority?.name) {
    case ['Blocker', 'Major']:
        replica.priority = 1
        break
    case 'Normal':
        replica.priority = 2
        break
    default:
        replica.priority = 3
}
//// estimates in hours
// fixture: jira_out
def hours = { seconds -> seconds == null ? null : seconds / 3600 }
replica.customKeys.estimate = hours(issue.originalEstimate)
replica.customKeys.spent = hours(issue.spent)
replica.customKeys.left = hours(issue.missing)
replica.customKeys.percent = Math.round(issue.spent * 100 / issue.originalEstimate)
//// work logs per author
// fixture: jira_out
def perAuthor = issue.workLogs.groupBy { it.author.displayName }.collectEntries { n, l -> [n, l.sum { it.timeSpent }] }
replica.customKeys.work = perAuthor
replica.customKeys.total = perAuthor.values().sum()
replica.customKeys.lines = issue.workLogs.collect { "${it.author.key}: ${it.timeSpent.intdiv(60)} min ${it.comment ?: ''}".trim() }
//// linked issues of one kind
// fixture: jira_out
replica.customKeys.blocked = issue.issueLinks.findAll { it.linkTypeName == 'Blocks' && it.isOutward }*.otherIssueId
replica.customKeys.kinds = issue.issueLinks.collect { it.linkName }.sort().join('|')
//// components with their leads
// fixture: jira_out
replica.components = issue.components.collect { [name: it.name, lead: it.lead?.email ?: 'nobody'] }
//// versions split by released
// fixture: jira_out
def (released, open) = issue.fixVersions.split { it.released }
replica.customKeys.released = released*.name
replica.customKeys.open = open*.name
//// history of one field
// fixture: jira_out
def changes = issue.changeHistory.collectMany { h -> h.changeItems.findAll { it.field == 'status' }.collect { "${it.from}->${it.to} by ${h.author.displayName}" } }
replica.customKeys.history = changes*.toString()
//// field votes and subtasks by REST
// fixture: jira_out
def res = httpClient.get("/rest/api/3/issue/${issue.id}")
replica.customKeys.votes = res?.fields?.votes?.votes
replica.customKeys.subtasks = res.fields.subtasks*.key
replica.customKeys.spent = res.fields.timespent / 60
//// active sprint from REST by custom field id
// fixture: jira_out
def fields = httpClient.get('/rest/api/3/field')
def id = fields.find { it.name == 'Sprint' && it.custom }?.id
def res = httpClient.get('/rest/api/3/issue/' + issue.id)
replica.customKeys.sprint = res.fields[id]?.find { it.state == 'active' }?.name
//// missing REST answer is null
// fixture: jira_out
def res = httpClient.get('/rest/api/3/nothing')
replica.customKeys.res = res?.fields?.x ?: 'none'
log.info("answer: ${res}")
//// an error message stops the run
// fixture: jira_out
if (!issue.customFields."Empty".value) {
    debug.error("Field Empty of ${issue.key} must be filled")
}
replica.key = issue.key
//// an own exception stops the run
// fixture: jira_out
import com.exalate.api.exception.IssueTrackerException
if (issue.status.name == 'In Review') {
    throw new IssueTrackerException("Not from status ${issue.status.name}".toString())
}
//// script methods build the replica
// fixture: jira_out
def clean(String s) { s?.trim()?.replaceAll(/\s+/, ' ') }
def person(u) { u == null ? null : [mail: u.email, name: u.displayName.split(' ')[0]] }
replica.summary = clean("  ${issue.key}:   ${issue.summary} ")
replica.customKeys.people = [person(issue.assignee), person(issue.resolution)]
//// issue as JSON text
// fixture: jira_out
import groovy.json.JsonOutput
replica.customKeys.json = JsonOutput.toJson([key: issue.key, labels: issue.labels*.label, due: issue.due, points: issue.customFields."Story Points".value])
//// boolean custom field as words
// fixture: jira_out
replica.customKeys.approved = issue.customFields."Approved".value ? 'Yes' : 'No'
replica.customKeys.flagged = issue.customKeys.flags.contains('f1') && !('f9' in issue.customKeys.flags)
//// a whole table of fields in a loop
// fixture: jira_out
['Risk', 'Story Points', 'Go live', 'Nope', '10088'].each { name ->
    def f = issue.customFields[name]
    if (f == null) {
        log.warn "no field $name"
        return
    }
    replica.customKeys[f.name] = f.value instanceof List ? f.value.size() : f.value
}
//// large attachments are left out
// fixture: jira_out
final int LIMIT = 500 * 1024
replica.attachments = issue.attachments.findAll { a ->
    if (a.filesize > LIMIT) { log.debug("skip ${a.filename} (${String.format('%.1f', a.filesize / 1024)} KB)") }
    a.filesize <= LIMIT
}
//// description cut to a size
// fixture: jira_out
def max = 20
def text = issue.description ?: ''
replica.description = text.size() > max ? text.substring(0, max) + '…' : text
replica.customKeys.lines = text.readLines().findAll { it.startsWith('#') }.withIndex().collect { l, i -> "${i + 1}. ${l.drop(2)}".toString() }
//// replica with a class
// fixture: jira_out
class Totals {
    int count = 0
    BigDecimal hours = 0
    void add(seconds) { count++; hours += seconds / 3600 }
    String toString() { "$count entries, $hours h" }
}
def t = new Totals()
issue.workLogs.each { t.add(it.timeSpent) }
replica.customKeys.totals = t.toString()
//// null safe deep chains
// fixture: jira_out
replica.customKeys.a = issue.resolution?.name
replica.customKeys.b = issue.nothing?.at?.all
replica.customKeys.c = issue.customFields."Nope"?.value?.value?.toString()
replica.customKeys.d = issue.assignee?.email?.split('@')?.last()
//// a null without safe access fails with its line
// fixture: jira_out
replica.key = issue.key
replica.customKeys.mail =
    issue.resolution.name
//// a misspelled helper fails
// fixture: jira_out
replica.type = nodeHelper.getIssueTypes('Bug')
//// a misspelled variable fails
// fixture: jira_out
replica.summary = isue.summary
//// a missing method on a bag fails
// fixture: jira_out
issue.doSomething(1)
