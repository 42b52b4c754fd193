"""Scripts that cost too much end with a limit of their own, at their line, and no catch sees it."""

import pytest

from addon.scripting.limits import Limits, Meter, set_baseline
from addon.scripting.program import Outcome, compile_script

SMALL = Limits(steps=50_000, memory=8 << 20, string=1 << 20, regex_seconds=0.3)


def run(source: str, limits: Limits = SMALL) -> Outcome:
    return compile_script(source).run({}, Meter(limits))


@pytest.mark.parametrize(
    ("reason", "source"),
    [
        ("steps", "while (true) { }"),
        ("steps", "for (;;) { }"),
        ("steps", "do { } while (true)"),
        ("steps", "1.upto(1e12) { }"),
        ("steps", "(1..2147483647).each { }"),
        ("steps", "(1..2147483647).sum()"),
        ("steps", "(1..2147483647) - 5"),
        ("steps", "while (true) { try { throw new Exception() } finally { continue } }"),
        ("steps", "def a = 7G ** 20000; def b = 3G ** 12000; while (true) a % b"),
        ("steps", "def m = [:]; 5000.times { m[it] = it }; while (true) m = [*:m, a: 1]"),
        ("steps", "def l = (1..9).collect { 'x' * 100000 + it }; while (true) l.sort()"),
        ("steps", "while (true) { 'x'.padLeft(100000) }"),
        ("steps", "def s = '[' + '1,' * 400000 + '1]'; new groovy.json.JsonSlurper().parseText(s)"),
        ("steps", "def l = [1]; 30.times { l = [l, l] }; groovy.json.JsonOutput.toJson(l)"),
        ("string", "groovy.json.JsonOutput.toJson('\u00e9' * 1000000)"),
        ("string", "String.format('%f', 1e2000000000)"),
        ("steps", "def m = (1..9000).collectEntries { [it, it] }; while (true) m.toString()"),
        ("steps", "def m = new TreeMap(); 900.times { m[it] = it }; while (true) m.headMap(5)"),
        ("steps", "def l = (1..9000).toList(); while (true) l.max()"),
        ("steps", "2.0.sqrt(new java.math.MathContext(400000))"),
        (
            "memory",
            "new int[2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2][2]",
        ),
        ("memory", "new int[300000][0]"),
        (
            "steps",
            "class I implements Iterator { boolean hasNext() { true }; def next() { 1 } }; "
            "groovy.json.JsonOutput.toJson(new I())",
        ),
        ("steps", "def l = (1..9000).toList(); while (true) l as int[]"),
        ("steps", "def l = (1..9000).toList(); while (true) Collections.frequency(l, 1)"),
        ("steps", "def s = 'a' * 900000; while (true) s.contains('b')"),
        ("steps", "def s = 'a' * 900000; while (true) s.tr('a', 'b')"),
        ("steps", "def s = 'a' * 900000; while (true) s.hashCode()"),
        ("steps", "def s = '1' * 900000; while (true) s.isNumber()"),
        ("steps", "def b = new StringBuilder('a' * 900000); while (true) { b << 'x'; b[0] }"),
        ("steps", "def a = 1G << 400000; while (true) a + 1"),
        ("steps", "def a = new BigDecimal('9' * 100000); while (true) a.toString()"),
        ("steps", "while (true) java.util.regex.Pattern.compile('a')"),
        ("memory", "java.util.regex.Pattern.compile('((a{1000}){1000}){1000}')"),
        ("steps", "def m = [a: 1]; while (true) m = [a: m, b: m]"),
        ("steps", 'def s = "x"; 40.times { s = "$s$s" }; s.size()'),
        ("memory", "def e = new Exception(); 100000.times { e = new Exception(e) }"),
        ("memory", "def e = new Exception('a'); 45000.times { e = new Exception('b', e) }"),
        ("memory", "def m = [:]; 40000.times { m['k' + it] = 'v' * 1000 }"),
        ("steps", "'abc'.tr('\\u0000-\\uffff' * 100, 'x')"),
        ("depth", "def s = new HashSet(); s << s; s << 1; s.hashCode()"),
        ("steps", "def c = { Object... a -> 1 }; while (true) c = c.curry(1)"),
        ("steps", "try { while (true) { } } catch (Throwable t) { 'caught' } finally { while (true) { } }"),
        ("steps", "def l = (1..9999).toList(); l.each { l.each { } }"),
        ("steps", "[3, 1, 2].sort { a, b -> while (true) { } }"),
        ("steps", "def a = [1]; def b = [1]; 60.times { a = [a, a]; b = [b, b] }; a == b"),
        ("steps", "def a = [1]; 60.times { a = [a, a] }; a.hashCode()"),
        ("depth", "def f() { f() }; f()"),
        ("depth", "def c; c = { c() }; c()"),
        ("depth", "def c = Comparator.naturalOrder(); 300.times { c = c.reversed() }; [1, 2].sort(c)"),
        ("depth", "java.util.function.Function f = { it }; 300.times { f = f.andThen { it } }; f.apply(1)"),
        ("depth", 'class A { String toString() { "$this" } }; new A().toString()'),
        ("depth", "class A { def getX() { x } }; new A().getX()"),
        ("depth", "def l = []; l << l; l.hashCode()"),
        ("depth", "def l = []; def m = l; 2000.times { def n = []; m << n; m = n }; l.toString()"),
        ("string", "'a' * 1000000000"),
        ("string", "'a'.padLeft(1000000000)"),
        ("string", "'a'.center(1000000000)"),
        ("string", "'x'.repeat(2147483647)"),
        ("string", "def s = 'a'; while (true) s += s"),
        ("string", "def b = new StringBuilder('aaaaaaaaaa' * 1000); while (true) b << b.toString()"),
        ("string", "'a'.replaceAll('', 'b' * 100000).replaceAll('', 'b' * 100000)"),
        ("memory", "new int[2000000000]"),
        ("memory", "[1].multiply(100000000)"),
        ("memory", "def l = []; (1..40000).each { l << ('x' * 1000 + it) }"),
        ("regex", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac' ==~ /(a|aa)+b/"),
        ("log", "100000.times { println it }"),
    ],
)
def test_a_costly_script_is_stopped(reason: str, source: str) -> None:
    outcome = run(source)
    assert (outcome.status, outcome.reason) == ("limit", reason)
    assert outcome.failure is not None
    assert outcome.failure.line == 1


def test_a_lazy_sequence_of_a_billion_costs_nothing_until_it_is_copied() -> None:
    assert run("(1..1000000000).contains(5)").value is True
    assert run("(1..1000000000).toList()").status == "limit"


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("String.format('%e', 1e2000000000)", "1.000000e+2000000000"),
        ("new BigDecimal('9' * 9000).hashCode() == new BigDecimal('9' * 9000).hashCode()", True),
        ("new BigInteger('z' * 9000, 36).toString(36) == 'z' * 9000", True),
        ("new BigInteger('-' + '12' * 4500, 7).toString(7) == '-' + '12' * 4500", True),
        ("'a b' ==~ /(\\w{1,60}\\s?){1,10}/", True),
    ],
)
def test_long_numbers_and_counted_patterns_still_work(source: str, answer: object) -> None:
    assert run(source, Limits()).value == answer


def test_garbage_is_not_counted_as_live_memory() -> None:
    compile_script("1")
    set_baseline()
    source = "def s = ''; 3000.times { s = 'x' * 20000 + it }; s.size()"
    assert run(source, Limits(steps=200_000, memory=16 << 20)).status == "ok"


def test_a_limit_is_named_at_the_line_that_met_it() -> None:
    outcome = run("def x = 1\n\nwhile (true) {\n  x = 2\n}\n")
    assert outcome.failure is not None
    assert outcome.failure.line == 3
    assert "while" in outcome.failure.snippet


@pytest.mark.parametrize("steps", range(4_000, 4_012))
def test_a_limit_that_is_met_while_catching_is_named_there_too(steps: int) -> None:
    source = "def n = 0\nwhile (true) {\n  try { nothing } catch (e) { } finally { n }\n}"
    failure = run(source, Limits(steps=steps)).failure
    assert failure is not None
    assert failure.line in (2, 3)


@pytest.mark.parametrize(
    "condition", ["if (x) { }", "x ? 1 : 2", "x ?: 1", "x && 1", "!x", "while (x) { }", "for (; x; ) { }", "assert x"]
)
def test_a_limit_in_what_a_condition_asks_is_named_within_the_script(condition: str) -> None:
    """Nothing but the method that is asked has a place there."""
    source = f"def n = 0\nclass A {{\n  boolean asBoolean() {{ def x = this; {condition} }}\n}}\nnew A() ? 1 : 2"
    failure = run(source).failure
    assert failure is not None
    assert (failure.message, failure.line) == ("Calls are nested deeper than 200.", 3)


@pytest.mark.parametrize(
    "made",
    [
        "[m]",
        "[a: m]",
        "[*(1..9999999)]",
        "new Object[] { m, m }",
        "f(*(1..9999999))",
        "[*:e, a: m]",
        "[m, { -> 1 }]",
    ],
)
def test_memory_that_a_literal_uses_up_is_named_at_its_line(made: str) -> None:
    entries = "def e = (1..2000).collectEntries { [it, it] }"
    source = f"def f(Object... a) {{ }}\ndef m = 1\n{entries}\nwhile (true)\n  m = {made}"
    outcome = run(source, Limits(steps=3_000_000, memory=8 << 20))
    assert outcome.reason in ("memory", "depth") and outcome.failure is not None
    assert outcome.failure.line == 5


@pytest.mark.parametrize("kind", ["interface", "trait"])
def test_an_object_is_made_at_once_however_many_ways_lead_to_its_interfaces(kind: str) -> None:
    """Two of them at each level, each inheriting both of the level above: the ways double with each."""
    word = "extends" if kind == "interface" else "implements"
    lines = [f"{kind} A0 {{ }}", f"{kind} B0 {{ }}"]
    for level in range(1, 40):
        lines += [f"{kind} {one}{level} {word} A{level - 1}, B{level - 1} {{ }}" for one in "AB"]
    found = run("\n".join([*lines, "class C implements A39, B39 { def x = 5 }", "[new C().x, new C() instanceof A0]"]))
    assert found.value == [5, True]


def test_an_innocent_script_answers_as_before_after_a_costly_one() -> None:
    innocent = compile_script("[1, 2, 3].collect { it * 2 }")
    before = innocent.run({}).value
    run("while (true) { }")
    run("def f() { f() }; f()")
    assert innocent.run({}).value == before == [2, 4, 6]


def test_runs_of_one_program_share_nothing() -> None:
    program = compile_script("class C { static n = 0 }; C.n++; x = (binding.hasVariable('x') ? x : 0) + 1; [C.n, x]")
    assert program.run({}).value == program.run({}).value == [1, 1]


def test_the_bounds_of_a_long_range_are_known_without_going_through_it() -> None:
    source = "def r = (1..2147483647), d = (2147483647..1); [r.from, r.to, d.from, d.to, r.fromInt, d.toInt]"
    assert run(source).value == [1, 2147483647, 1, 2147483647, 1, 2147483647]
