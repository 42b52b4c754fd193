//// list of long texts in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << 'é' * 100000 }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of long texts by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << 'é' * 100000 }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of astral texts in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << ('\uD83D\uDE00' * 40000) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of astral texts by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << ('\uD83D\uDE00' * 40000) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of builders in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << new StringBuilder('x' * 60000) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of builders by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << new StringBuilder('x' * 60000) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of arrays in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << new int[50000] }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of arrays by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << new int[50000] }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of byte arrays in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << ('x' * 100000).bytes }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of byte arrays by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << ('x' * 100000).bytes }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of lists in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << (1..5000).toList() }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of lists by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << (1..5000).toList() }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of maps in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << (1..300).collectEntries { [it, it] } }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of maps by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << (1..300).collectEntries { [it, it] } }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of sets in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << (1..1000).toSet() }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of sets by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << (1..1000).toSet() }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of big integers in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << (2G ** 200000) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of big integers by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << (2G ** 200000) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of decimals in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << (1.0 / 3).setScale(50000, BigDecimal.ROUND_DOWN) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of decimals by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << (1.0 / 3).setScale(50000, BigDecimal.ROUND_DOWN) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of closures in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << { -> l }.curry(); l << { it }.memoize() }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of closures by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << { -> l }.curry(); l << { it }.memoize() }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of patterns in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << java.util.regex.Pattern.compile('a' + l.size()) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of patterns by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << java.util.regex.Pattern.compile('a' + l.size()) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of matchers in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << ('a' * 10000 =~ /a/) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of matchers by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << ('a' * 10000 =~ /a/) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of dates in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << new Date(l.size()); l << java.time.LocalDate.of(2024, 1, 1).plusDays(l.size()) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of dates by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << new Date(l.size()); l << java.time.LocalDate.of(2024, 1, 1).plusDays(l.size()) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of exceptions in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << new Exception('x' * 10000, l ? l[-1] instanceof Throwable ? l[-1] : null : null) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of exceptions by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << new Exception('x' * 10000, l ? l[-1] instanceof Throwable ? l[-1] : null : null) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of GStrings in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << "${l.size()} ${'y' * 10000}" }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of GStrings by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << "${l.size()} ${'y' * 10000}" }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of JSON in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << groovy.json.JsonOutput.toJson((1..2000).toList()) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of JSON by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << groovy.json.JsonOutput.toJson((1..2000).toList()) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of parsed JSON in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << new groovy.json.JsonSlurper().parseText('[' + '{"a":1},' * 2000 + '1]') }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of parsed JSON by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << new groovy.json.JsonSlurper().parseText('[' + '{"a":1},' * 2000 + '1]') }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of ranges made lists in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << ('a'..'z').toList() * 500 }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of ranges made lists by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << ('a'..'z').toList() * 500 }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of iterators in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << (1..1000).toList().iterator() }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of iterators by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << (1..1000).toList().iterator() }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of streams in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << (1..1000).toList().stream().map { it } }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of streams by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << (1..1000).toList().stream().map { it } }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of optionals in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << Optional.of('z' * 10000) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of optionals by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << Optional.of('z' * 10000) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of objects of a class in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << new Expando(a: 'q' * 5000) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of objects of a class by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << new Expando(a: 'q' * 5000) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of calendars in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << Calendar.instance }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of calendars by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << Calendar.instance }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of formatters in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << new java.text.SimpleDateFormat('yyyy' + l.size() % 7) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of formatters by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << new java.text.SimpleDateFormat('yyyy' + l.size() % 7) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of UUIDs in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << UUID.randomUUID() }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of UUIDs by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << UUID.randomUUID() }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of bit sets in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { def b = new BitSet(); b.set(400000); l << b }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of bit sets by nested closures
def l = []
def go
go = { n ->
  1000000.times { def b = new BitSet(); b.set(400000); l << b }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of queues in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { def q = new ArrayDeque(); q.addAll(1..1000); l << q }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of queues by nested closures
def l = []
def go
go = { n ->
  1000000.times { def q = new ArrayDeque(); q.addAll(1..1000); l << q }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of tuples in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << new Tuple2('a' * 1000, l.size()) }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of tuples by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << new Tuple2('a' * 1000, l.size()) }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
//// list of permutations in a catch-all loop
def l = []
while (true) {
  try {
    while (true) { l << [1, 2, 3, 4, 5].permutations() }
  } catch (Throwable t) { l << t } finally { l << 1 }
}
//// list of permutations by nested closures
def l = []
def go
go = { n ->
  1000000.times { l << [1, 2, 3, 4, 5].permutations() }
  try { go(n + 1) } catch (e) { go(n) }
}
go(0)
