//// default incoming first sync
// fixture: jira_in_first
if (firstSync) {
    issue.projectKey = "SHOP"
    issue.typeName = nodeHelper.getIssueType(replica.type?.name, issue.projectKey)?.name ?: "Task"
}
issue.summary = replica.summary
issue.description = replica.description
issue.comments = commentHelper.mergeComments(issue, replica)
issue.attachments = attachmentHelper.mergeAttachments(issue, replica)
// issue.labels = replica.labels
//// default incoming update
// fixture: jira_in_update
if (firstSync) {
    issue.projectKey = "SHOP"
}
issue.summary = replica.summary
issue.comments = commentHelper.mergeComments(issue, replica)
issue.attachments = attachmentHelper.mergeAttachments(issue, replica)
//// type map with default
// fixture: jira_in_first
def typeMap = ['Product Backlog Item': 'Story', 'Feature': 'Epic', 'Bug': 'Bug']
issue.projectKey = 'SHOP'
issue.typeName = typeMap[replica.type.name] ?: 'Task'
issue.type = nodeHelper.getIssueType(issue.typeName, issue.projectKey)
//// comments with the author in front
// fixture: jira_in_first
issue.comments = commentHelper.mergeComments(issue, replica) { comment ->
    comment.body = "*${comment.author.displayName}* wrote:\n" + nodeHelper.stripHtml(comment.body)
    comment
}
//// a comment executor by mail
// fixture: jira_in_first
issue.comments = commentHelper.mergeComments(issue, replica, { c ->
    c.executor = nodeHelper.getUserByEmail(c.author?.email)
    c.internal = true
    c
})
//// merge keeps the changed comment when the closure gives text
// fixture: jira_in_first
issue.comments = commentHelper.mergeComments(issue, replica) { it.body = 'x' + it.body }
//// internal comments are dropped before merging
// fixture: jira_in_update
replica.comments = replica.comments.findAll { !it.internal }
issue.comments = commentHelper.mergeComments(issue, replica)
//// user by mail with fallback
// fixture: jira_in_first
issue.assignee = nodeHelper.getUserByEmail(replica.assignee?.email) ?: nodeHelper.getUser('bot')
issue.reporter = nodeHelper.getUserByEmail('nobody@x.example') ?: nodeHelper.getUserByFullName('Sync Bot')
issue.customFields."Squad".value = nodeHelper.getUserByUsername(null)
//// priority by map or number
// fixture: jira_in_first
def pMap = ['1': 'Blocker', '2': 'Major', '3': 'Normal']
issue.priority = nodeHelper.getPriority(pMap[replica.priority?.name] ?: 'Minor')
//// severity from the number in front
// fixture: jira_in_first
def sev = replica."Microsoft.VSTS.Common.Severity"
def n = sev ? (sev =~ /^(\d)\s*-/)[0][1] as int : 4
issue.customFields."Risk".value = n <= 2 ? 'high' : 'low'
issue.customFields."Story Points".value = replica."Microsoft.VSTS.Scheduling.StoryPoints" as Integer
//// area path parts become labels and component
// fixture: jira_in_first
def parts = replica.areaPath?.split('\\\\') ?: []
issue.labels = parts.drop(1).collect { nodeHelper.getLabel(it.toLowerCase()) }
issue.components = [nodeHelper.getComponent(parts[-1].toLowerCase(), null)].findAll { it }
issue.customKeys.sprint = replica.iterationPath?.tokenize('\\')?.last()
//// labels carry values
// fixture: jira_in_first
replica.labels.each { l ->
    switch (l.label) {
        case ~/size-\d+/:
            issue.customFields."Story Points".value = l.label.split('-')[1].toInteger()
            break
        case { it.startsWith('prio:') }:
            issue.priority = nodeHelper.getPriority(l.label.substring(5).capitalize()) ?: nodeHelper.getPriority('Major')
            break
        default:
            issue.labels << nodeHelper.getLabel(l.label)
    }
}
//// labels merge with the local ones
// fixture: jira_in_update
def local = issue.labels.findAll { it.label.startsWith('team_') }
issue.labels = (local + replica.labels).unique { it.label }
//// removed remote labels are removed here
// fixture: jira_in_update
def before = previous?.labels*.label ?: []
def now = replica.labels*.label
def removed = before - now
issue.labels.removeAll { it.label in removed }
now.each { n -> if (!issue.labels.any { it.label == n }) issue.labels << nodeHelper.getLabel(n) }
//// status changes move the workflow
// fixture: jira_in_update
def map = [New: 'Open', Committed: 'In Review', Done: 'Closed']
def wanted = map[replica.status.name]
if (wanted && wanted != issue.status.name) {
    workflowHelper.transition(issue, wanted)
} else {
    log.info "status stays ${issue.status.name}"
}
//// a changed status moves the workflow
// fixture: jira_in_update
if (previous?.status?.name != replica.status?.name) {
    workflowHelper.transition(issue, 'Closed')
    issue.customKeys.moved = true
}
//// description with a header
// fixture: jira_in_first
issue.description = """h3. From ${replica.project?.name} (${replica.key})
Reporter: ${replica.reporter?.displayName ?: 'unknown'}
----
${nodeHelper.stripHtml(replica.description)}"""
//// repro steps or description
// fixture: jira_in_first
def html = replica."Microsoft.VSTS.TCM.ReproSteps" ?: replica.description
def items = (html =~ /<li>(.*?)<\/li>/).collect { it[1] }
issue.description = items ? items.collect { "# $it" }.join('\n') : nodeHelper.stripHtml(html)
//// html to wiki by replacements
// fixture: jira_in_first
def rules = ['<b>': '*', '</b>': '*', '<i>': '_', '</i>': '_', '<br/>': '\n', '&amp;': '&']
def text = replica.description
rules.each { from, to -> text = text.replace(from, to) }
issue.description = text.replaceAll(/<a href="([^"]+)">([^<]+)<\/a>/) { all, href, label -> "[$label|$href]" }.replaceAll(/<\/?div>/, '')
//// custom price with a comma
// fixture: jira_in_first
def v = replica.customFields."Custom.Price"?.value
issue.customFields."Story Points".value = v?.contains(',') ? v.replace(',', '.') as BigDecimal : v as Double
issue.customFields."Go live".value = replica.customFields."Custom.GoLive"?.value?.take(10)
//// ISO date with a zone to a local day
// fixture: jira_in_first
import java.time.*
import java.time.format.DateTimeFormatter
def t = OffsetDateTime.parse(replica.customFields."Custom.GoLive".value)
def vienna = t.atZoneSameInstant(ZoneId.of('Europe/Vienna'))
issue.customFields."Go live".value = vienna.format(DateTimeFormatter.ofPattern('dd.MM.yyyy HH:mm'))
issue.due = Date.from(t.toInstant())
//// parent resolves through the pair
// fixture: jira_in_first
def parent = nodeHelper.getLocalIssueFromRemoteId(replica.parentId)
if (parent) {
    issue.parentId = parent.id
    issue.typeName = 'Sub-task'
}
issue.customKeys.urn = syncHelper.getLocalIssueKeyFromRemoteId(replica.parentId as Long)?.urn
//// parent that is unknown is left out
// fixture: jira_in_first
def key = syncHelper.getLocalIssueKeyFromRemoteId('999', 'issue')
issue.parentId = key?.id
if (!key) log.warn("parent 999 is not here yet")
//// store then link through REST
// fixture: jira_in_first
import groovy.json.JsonOutput
issue.projectKey = 'SHOP'
issue.summary = replica.summary
store(issue)
def parent = syncHelper.getLocalIssueKeyFromRemoteId(replica.parentId)
def body = [type: [name: 'Relates'], inwardIssue: [key: issue.key], outwardIssue: [key: parent.urn]]
def res = httpClient.post('/rest/api/3/issueLink', JsonOutput.toJson(body))
log.info 'linked: ' + res?.ok
//// relations give related ids
// fixture: jira_in_first
def ids = replica.relations.findAll { it.rel.contains('Hierarchy') }.collect { it.url.tokenize('/').last().toLong() }
issue.customKeys.parents = ids
//// sync back on first sync only
// fixture: jira_in_first
issue.summary = "[${connection.name}] ${replica.summary}"
if (firstSync) {
    syncHelper.syncBackAfterProcessing()
}
//// unlink when closed remotely
// fixture: jira_in_update
if (replica.status?.name == 'Committed' && !firstSync) {
    syncHelper.unExalateAfterProcessing()
    return
}
issue.summary = 'not reached'
//// option only when it exists
// fixture: jira_in_update
def option = nodeHelper.getOption(issue, 'Risk', 'low')
if (option) issue.customFields.Risk.value = option
def none = nodeHelper.getOption(issue, 'Risk', 'extreme')
issue.customFields."Remote Key".value = none?.value ?: replica.key
//// set option values as maps and lists
// fixture: jira_in_update
issue.customFields."Channels".value = ['web', 'app'].collect { [value: it] }
issue.customFields."Risk".value = [value: 'low']
issue.customFields.'Story Points'.value += 2
//// version created when missing
// fixture: jira_in_first
def name = '3.0'
def v = nodeHelper.getVersion(name, null) ?: nodeHelper.createVersion(issue, name, 'made by sync')
issue.fixVersions = [v, nodeHelper.getVersion('2.1')]
//// work logs are merged with a note
// fixture: jira_in_update
replica.workLogs = [[timeSpent: 60, comment: 'a'], [timeSpent: 120, comment: null]]
def total = replica.workLogs.sum { it.timeSpent }
issue.customKeys.total = "${total.intdiv(60)}m".toString()
//// only some attachments come in
// fixture: jira_in_update
issue.attachments = attachmentHelper.mergeAttachments(issue, replica) { a ->
    a.filename.toLowerCase().endsWith('.pdf') ? a : null
}
//// attachment names are normalized
// fixture: jira_in_first
replica.attachments.each { it.filename = it.filename.replaceAll(/[^\w.]/, '_').toLowerCase() }
issue.attachments = attachmentHelper.mergeAttachments(issue, replica)
//// changes counted against previous
// fixture: jira_in_update
def changed = ['summary', 'status', 'labels'].findAll { previous?."$it" != replica."$it" }
issue.customKeys.changed = changed
issue.customKeys.sameSummary = previous.summary == replica.summary
//// remote values on unknown names
// fixture: jira_in_update
issue."Brand New" = 5
issue.someThing = replica."System.Reason"
issue.customKeys."Board" = replica.customKeys."Board"
//// setter methods on bags
// fixture: jira_in_first
issue.setSummary('by setter')
issue.setStatus('Open')
issue.setDue(new Date(0))
issue.customKeys.read = issue.getSummary() + '/' + issue.getNothing()
//// counters in the log
// fixture: jira_in_first
def counts = replica.comments.countBy { it.internal ? 'internal' : 'public' }
log.info("comments: $counts")
log.warn(counts.internal)
log.error(null)
log.debug([1, 'a'])
//// a run with printed lines
// fixture: jira_in_first
println "type ${replica.type.name}"
println replica.labels*.label
printf('%s has %d comments%n', replica.key, replica.comments.size())
//// try and catch around a helper
// fixture: jira_in_first
try {
    issue.priority = nodeHelper.getPriority(replica.missing.name)
} catch (NullPointerException e) {
    log.error "caught: ${e.message}"
    issue.priority = nodeHelper.getPriority('Normal')
} finally {
    issue.customKeys.done = true
}
//// an error in a closure names its line
// fixture: jira_in_first
issue.comments = commentHelper.mergeComments(issue, replica) { c ->
    c.body = c.author.manager.displayName
    c
}
//// a wrong conversion names its line
// fixture: jira_in_first
def points = replica.customFields."Custom.Price".value.toInteger()
issue.customFields."Story Points".value = points
//// a missing custom field fails on write
// fixture: jira_in_first
issue.customFields."Nope".value = 5
