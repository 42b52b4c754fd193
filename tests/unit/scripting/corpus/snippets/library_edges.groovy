//// max by a comparator asks it about no null
def asked = []
def order = { a, b -> asked << [a, b]; a <=> b } as Comparator
[['b', null].max(order), [null, 'b', 'c'].max(order), [1, null, 3].max(Comparator.naturalOrder()), [null].max(order), [3, null, 5].max { a, b -> a <=> b }, asked.toString()]
//// min by a comparator asks it about a null
['b', null].min(Comparator.naturalOrder())
//// a range of letters is an index by their numbers
'abc'['a'..'b']
//// a range of letters is no index of a list
[1, 2, 3]['a'..'b']
//// indexes within lists of indexes
[1, 2, 3, 4][[0, [1, 2..3]]]
//// what is flattened stays of its kind
[new LinkedList([1, [2]]).flatten().class, new TreeSet([2, 1]).flatten().class, new ArrayDeque([1, [2]]).flatten().class, new Vector([1, [2]]).flatten().class, ([1, [2]] as Set).flatten().class, [[1, 2] as int[], 3].flatten(), (1..3).flatten().class]*.toString()
//// what is made of a queue with priorities is one with its order
def queue = new PriorityQueue({ a, b -> b <=> a } as Comparator)
queue.addAll([1, 5, 3])
def more = queue + [9, 2]
[more.class.name, more.poll(), more.poll(), queue.findAll { it > 1 }.peek(), (queue - 5).peek(), queue.flatten().class.name, queue.grep { it < 5 }.toList()]
//// a TreeMap is sorted by toSorted into a LinkedHashMap of its own order
def sorted = new TreeMap([b: 1, a: 2]).toSorted()
[sorted, sorted.getClass().name]
//// JSON of a pattern has no properties
groovy.json.JsonOutput.toJson([p: ~/a.b/, q: [~/x/]])
//// a JSON zero has no sign
new groovy.json.JsonSlurper().parseText('[-0.0, -0.00, 0.0, -0, -0e1, -1.50]')
//// a GString has the properties of its text
def n = 2
def text = "a${n}b"
[text.chars, text.empty, text.blank, text.bytes, "${n}".integer]
//// texts that are no decimals
['1.5.2', '', '1e', 'abc', '1,5', '1e99999999999', '+-1', '1.2e3.4', '.', '-', '--1', '1e2147483648', '1e-2147483648', '1234567890123456789012x', '12345678901234567890.1.2', '€5', '.e1', '1e+'].collect { x -> try { x.toBigDecimal() } catch (NumberFormatException e) { e.message } }
//// texts that are no doubles
['1.2.3', '1.2x.3', '1..', '-1.2.3', '1e5.2', '12h', '1.2.3d'].collect { x -> try { x.toDouble() } catch (NumberFormatException e) { e.message } }
//// results of a matcher go on behind the last match and use it up
def m = 'k1=v1;k2=v2;k3=v3' =~ /(\w+)=(\w+)/
m.find()
[m.results().map { it.group(1) }.toList(), m.find(), m.reset().results().count()]
//// the place of a named group before any match
def m = 'ab' =~ /(?<x>a)/
m.start('x')
//// where a list iterator cannot begin
[1, 2].listIterator(-1)
//// a duration times too much
java.time.Duration.ofSeconds(Long.MAX_VALUE).multipliedBy(2)
//// the most negative duration has no opposite
java.time.Duration.ofSeconds(Long.MIN_VALUE).negated()
//// a duration by no duration
java.time.Duration.ofSeconds(7).dividedBy(java.time.Duration.ZERO)
//// milliseconds of the last instant
java.time.Instant.MAX.toEpochMilli()
