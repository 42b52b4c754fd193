//// a class maps statuses with guards
// fixture: jira_in_update
class Mapping {
  final String from; final String to; Closure guard = { true }
  Mapping(Map args) { from = args.from; to = args.to; if (args.guard) guard = args.guard }
  boolean fits(s, issue) { s == from && guard(issue) }
}
class StatusMapper {
  private final List<Mapping> rows = []
  StatusMapper map(Map args) { rows << new Mapping(args); this }
  String find(s, issue, String other = null) { rows.find { it.fits(s, issue) }?.to ?: other }
}
def mapper = new StatusMapper().map(from: 'Open', to: 'New').map(from: 'Done', to: 'Closed', guard: { it.summary?.size() > 3 })
issue.customKeys.target = mapper.find(replica.status?.name, issue, 'Unknown')
issue.labels = replica.labels?.findAll { it.label ==~ /[a-z-]+/ }?.collect { nodeHelper.getLabel(it.label.toUpperCase()) }
issue.summary = "${replica.key ?: 'none'}: ${replica.summary?.take(20)}"
[issue.customKeys.target, issue.labels*.label, issue.summary]

//// an enum of kinds and attempts that collect problems
// fixture: jira_in_update
import groovy.transform.Field
@Field final Map PRIORITIES = [Highest: 'High', High: 'High', Medium: 'Medium'].withDefault { 'Low' }
@Field List problems = []
enum Kind { BUG, STORY, TASK
  static Kind of(String s) { values().find { it.name() == s?.toUpperCase() } ?: TASK } }
def attempt(String what, Closure body) {
  try { body() } catch (NullPointerException | MissingPropertyException e) { problems << "$what: ${e.message}".toString(); null }
}
switch (Kind.of(replica.type?.name)) {
  case Kind.BUG -> issue.summary = "[bug] ${replica.summary}"
  case [Kind.STORY, Kind.TASK] -> issue.summary = replica.summary
}
attempt('prio') { issue.priority = nodeHelper.getPriority(PRIORITIES[replica.priority.name]) }
attempt('none') { replica.nothing.name }
attempt('prop') { undefinedThing }
def (done, open) = (replica.comments ?: []).split { it.body?.contains('done') }
issue.customKeys.counts = [done: done.size(), open: open.size()]
log.info "problems: ${problems.join('; ')}"
[problems, issue.customKeys.counts, issue.priority?.name, PRIORITIES.keySet()]
