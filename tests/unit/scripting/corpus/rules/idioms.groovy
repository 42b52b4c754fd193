//// a rule walks comments into a digest with an accumulator
// fixture: jira_in_first
def digest = replica.comments.inject([authors: [:].withDefault { 0 }, words: 0, longest: '']) { acc, c ->
  def plain = c.body.replaceAll(/<[^>]*>/, '').replace('&lt;', '<').replace('&gt;', '>')
  acc.authors[c.author.displayName.split(/\s+/).first()] += 1
  acc.words += plain.tokenize().size()
  if (plain.length() > acc.longest.length()) acc.longest = plain
  acc
}
issue.summary = "${replica.summary} (${digest.authors.collect { k, v -> "$k:$v" }.sort().join(', ')})"
issue.description = """|From ${replica.project?.name ?: 'nowhere'}
                       |${digest.longest.center(30, '.')}
                       |${'-' * 10}""".stripMargin()
issue.labels = replica.labels*.label.findAll { !(it ==~ /(?:size|prio)[-:].*/) }
def size = replica.labels.find { it.label.startsWith('size-') }?.label?.minus('size-') as Integer
issue.customFields.'Story Points'.value = size ?: 1
[digest.words, size, issue.summary, issue.description.readLines()*.size(), issue.labels]

//// a rule parses money and dates of the other side
// fixture: jira_in_first
import java.text.NumberFormat
import java.text.SimpleDateFormat
BigDecimal money(String s) { s ? new BigDecimal(s.replace('.', '').replace(',', '.')) : null }
def price = money(replica.customFields.'Custom.Price'?.value)
def total = [price, 0.01, price * 2].sum().setScale(1, java.math.RoundingMode.HALF_UP)
def made = replica.created
def iso = new SimpleDateFormat("yyyy-MM-dd'T'HH:mmX").tap { timeZone = TimeZone.getTimeZone('Asia/Tokyo') }
def due = made.toInstant().atZone(java.time.ZoneId.of('UTC')).toLocalDate().with { d -> (1..5).inject(d) { x, _ -> def n = x.plusDays(1); while (n.dayOfWeek.value > 5) n = n.plusDays(1); n } }
issue.customFields.'Go live'.value = due.toString()
[price, total, total.class.simpleName, iso.format(made), due.dayOfWeek.name(), NumberFormat.getCurrencyInstance(Locale.US).format(price), price <=> 19.98, price.precision(), (price * 100) as int]

//// a rule guards with early returns in a closure table
// fixture: jira_in_first
def checks = [
  'has text'  : { it.description?.trim() },
  'not spam'  : { !(it.summary =~ /(?i)buy now/) },
  'known kind': { it.type?.name in ['Bug', 'Task', 'Product Backlog Item'] },
  'fresh'     : { it.created > new Date(0L) },
  'owned'     : { it.assignee?.email?.endsWith('@south.example') && it.assignee.displayName[0] == 'Z' }
]
def failed = checks.findAll { name, test -> !test(replica) }.keySet()
def passed = checks.keySet() - failed
if (failed) { issue.summary = "blocked: $failed"; return [failed] }
issue.summary = replica.summary.with { size() > 8 ? "${take(8)}…" : it }
[passed as List, issue.summary, checks.size()]

//// a rule merges people with fallbacks and sorting
// fixture: jira_in_first
class Person implements Comparable<Person> {
  String name, mail
  static Person of(u) { u ? new Person(name: u.displayName ?: u.username, mail: u.email?.toLowerCase()) : null }
  int compareTo(Person o) { name <=> o.name ?: mail <=> o.mail }
  boolean equals(o) { o instanceof Person && mail == o.mail }
  int hashCode() { mail?.hashCode() ?: 0 }
  String toString() { mail ? "$name <$mail>" : name }
}
def everyone = ([replica.assignee, replica.reporter] + replica.comments*.author).collect(Person.&of).findAll().unique()
def byHost = everyone.groupBy { it.mail?.split('@')?.last() }.sort { a, b -> b.key <=> a.key }
issue.customKeys.people = everyone.sort()*.toString()
[issue.customKeys.people, byHost.collectEntries { h, ps -> [h, ps*.name] }, everyone.max()?.name, everyone.first() == Person.of(replica.reporter), new Person(name: 'x').toString()]

//// a rule with nested methods recursion and default arguments
// fixture: jira_in_first
def outline(node, int level = 0, List out = []) {
  node.each { k, v ->
    if (v instanceof Map) { out << ('  ' * level + k); outline(v, level + 1, out) }
    else if (v instanceof Collection) out << "${'  ' * level}$k[${v.size()}]".toString()
    else out << "${'  ' * level}$k=${v ?: '-'}".toString()
  }
  out
}
def tree = [a: 1, b: [c: [d: null, e: [1, 2]], f: ''], g: []]
issue.description = outline(tree).join('\n')
def flat
flat = { Map m, String p = '' -> m.collectMany { k, v -> v instanceof Map ? flat(v, "$p$k.") : [["$p$k".toString(), v]] } }
[outline(tree).size(), flat(tree).collectEntries(), issue.description.readLines()[3]]

//// a rule retries and collects what failed
// fixture: jira_in_first
int tries = 0
def retry = { int most, Closure work ->
  def last = null
  for (n in 1..most) { try { return work(n) } catch (IllegalStateException e) { last = e; tries++ } finally { log.debug "try $n" } }
  throw new RuntimeException("gave up after $most", last)
}
def ok = retry(3) { if (it < 3) throw new IllegalStateException("no $it"); "done at $it" }
def bad = null
try { retry(2) { throw new IllegalStateException('never') } } catch (RuntimeException e) { bad = "${e.message} <- ${e.cause.message}" }
issue.summary = ok
[ok, bad.toString(), tries]

//// a rule builds html and a table by hand
// fixture: jira_in_first
def esc = { String s -> s.collectReplacements { c -> ['<': '&lt;', '>': '&gt;', '&': '&amp;'][c as String] } }
def cells = replica.attachments.collect { f -> [f.filename.toLowerCase(), f.filesize ?: 0, f.mimetype.tokenize('/').last()] }
def table = cells.sort { -it[1] }.collect { row -> row.collect { "<td>${esc(it.toString())}</td>" }.join() }.collect { "<tr>$it</tr>" }.join('\n')
issue.description = "<table>\n$table\n</table>"
[esc('a<b & c>d'), table.count('<tr>'), cells*.get(0), cells.transpose()[1].sum(), issue.description.toString().hashCode() != 0]

//// a rule with a builder like class and fluent calls
// fixture: jira_in_first
class Query { private parts = []; private int most = 50
  Query where(Map m) { m.each { k, v -> parts << (v instanceof Collection ? "$k in (${v.collect { "\"$it\"" }.join(', ')})" : "$k = \"$v\"") }; this }
  Query and(String raw) { parts << raw; this }
  Query limit(int n) { most = n; this }
  String toString() { parts.join(' AND ') + " LIMIT $most" } }
def q = new Query().where(project: 'CARE', status: ['Open', 'In Progress']).and('updated > -1d').limit(10)
def q2 = new Query().with { where type: 'Bug' and 'x is EMPTY' limit 3; it }
issue.customKeys.q = q.toString()
[q.toString(), "$q2".toString()]

//// a rule diffs two lists by key
// fixture: jira_in_first
def before = [[id: 1, v: 'a'], [id: 2, v: 'b'], [id: 3, v: 'c']], after = [[id: 2, v: 'B'], [id: 3, v: 'c'], [id: 4, v: 'd']]
def by = { l -> l.collectEntries { [(it.id): it] } }
def (b, a) = [by(before), by(after)]
def added = (a.keySet() - b.keySet()).collect { a[it] }, removed = (b.keySet() - a.keySet()) as List
def changed = a.keySet().intersect(b.keySet()).findAll { a[it] != b[it] }.collect { [id: it, from: b[it].v, to: a[it].v] }
issue.customKeys.diff = [added: added*.id, removed: removed, changed: changed]
[added, removed, changed, before.size() <=> after.size(), (before + after).groupBy { it.id }.findAll { it.value.size() > 1 }.keySet() as List]

//// a rule fails in a nested closure and names its line
// fixture: jira_in_first
def convert = { c ->
  def who = c.author
  [
    who : who.displayName,
    team: who.team.name.toUpperCase()
  ]
}
issue.comments = replica.comments.collect(convert)

//// a rule fails in its own class
// fixture: jira_in_first
class Money {
  BigDecimal amount
  Money(String s) {
    amount = new BigDecimal(
      s.trim())
  }
}
issue.summary = new Money(replica.customFields.'Custom.Price'.value).amount

//// a rule casts a list wrongly
// fixture: jira_in_first
List<Integer> points = replica.labels*.label
int sum = 0
for (int p : points) {
  sum += p
}
issue.customFields.'Story Points'.value = sum

//// a rule calls a method that text lacks
// fixture: jira_in_first
def s = replica.summary
issue.summary = s
    .trim()
    .toTitle()

//// a rule divides by a count of nothing
// fixture: jira_in_first
def files = replica.attachments.findAll { it.filesize > 1_000_000 }
def mean = files*.filesize.sum(0) / files.size()
issue.customFields.Risk.value = mean

//// a rule with a path of areas into components
// fixture: jira_in_first
def (root, area, leaf) = replica.areaPath.tokenize('\\')
def depth = replica.areaPath.count('\\')
def sprint = (replica.iterationPath =~ /Sprint (\d+)$/).with { find() ? group(1).toInteger() : null }
def names = replica.areaPath.split('\\\\').drop(1)*.toLowerCase()
def paths = names.indices.collect { names[0..it].join('/') }
issue.customKeys.paths = paths
issue.customFields['Squad'].value = [Cart: 'Blue', Search: 'Red'].getOrDefault(area, 'Grey')
[root, area, leaf, depth, sprint, paths, issue.customFields.Squad.value, names.getClass().simpleName]
