"""What takes long costs steps or seconds of its own: the clock of a run is the last resort, not the first."""

import time
from collections.abc import Iterator

import pytest

from addon.scripting import limits
from addon.scripting.limits import Limits, Meter
from addon.scripting.program import Outcome, compile_script


def run(source: str, most: Limits) -> Outcome:
    return compile_script(source).run({}, Meter(most))


@pytest.fixture
def stopwatch() -> Iterator[None]:
    limits.set_stopwatch(time.process_time)
    yield
    limits.set_stopwatch(lambda: 0.0)


TEXTS = "def s = 'a' * 1_000_000, t = 'a' * 999_999 + 'a'"
LONG = "def a = 7G ** 60_000"
BITS = "def b = new BitSet(); b.set(3_000_000)"
DEAR = [
    (TEXTS, "s == t"),
    (TEXTS, "s <=> t"),
    (TEXTS, "[s] == [t]"),
    (LONG, "a == 1.5"),
    (LONG, "a <=> 1e999999999"),
    ("def l = (1..5_000).toList()", "[].addAll(l.iterator())"),
    ("def l = (1..5_000).toList()", "l.iterator().toList()"),
    ("def l = [[a: 1]]; 12.times { l = [l, l] }", "l.a"),
    ("def l = []; l[100_000] = 1", "l.withDefault { 1 }"),
    ("def l = []; l[100_000] = 1", "try { [1].groupBy(l) } catch (Exception e) { }"),
    ("def l = []; l[100_000] = 1", "try { 'a'.foo(l) } catch (Exception e) { }"),
    ("def s = 'ab' * 100_000", "Boolean.parseBoolean(s)"),
    ("def s = '1' * 100_000", "Double.parseDouble(s)"),
    ("def s = 'ab' * 100_000", "java.util.regex.Pattern.quote(s)"),
    ("def s = 'ab' * 100_000", "new StringTokenizer(s)"),
    ("def a = new Object[100_000]", "String.valueOf(a)"),
    ("def a = new Object[100_000]", "String.format('x', a)"),
    (LONG, "new BigDecimal(a, -1)"),
    ("def d = 1e2000000000, p = 1.5 ** 5000", "try { d.divide(p) } catch (Exception e) { }"),
    ("def f = new java.text.DecimalFormat('0'), s = '#' * 100_000", "f.applyPattern(s)"),
    ("def d = new Date(0), s = 'ab' * 100_000", "try { d.setProperty(s, 1) } catch (Exception e) { }"),
    ("def u = new URI('http://a/' + 'b/' * 20_000)", "u.normalize()"),
    ("def l = (1..5_000).toList()", "Collections.list(Collections.enumeration(l))"),
    (BITS, "b.cardinality()"),
    (BITS, "b.hashCode()"),
    (BITS, "b.toString()"),
    (BITS, "b.stream()"),
    (BITS, "b.toLongArray()"),
]
"""What is made once, and what takes long each time: more than a tenth of a millisecond."""


@pytest.mark.parametrize(("made", "dear"), DEAR)
def test_a_loop_over_what_takes_long_meets_the_limit_of_steps_soon(made: str, dear: str) -> None:
    outcome = run(f"{made}\nrounds = 0\nwhile (true) {{\n  rounds++\n  {dear}\n}}", Limits(steps=20_000))
    assert ended(outcome)[0] == "steps"
    assert outcome.variables["rounds"] < 1000


@pytest.mark.parametrize(
    "doubled",
    [
        "def c = Comparator.naturalOrder(); 64.times { c = c.thenComparing(c) }; c.compare(1, 1)",
        "java.util.function.Predicate p = { true }; 64.times { p = p.and(p) }; p.test(1)",
        "def c = java.util.stream.Collectors.counting(); 64.times { "
        "def d = c; c = java.util.stream.Collectors.partitioningBy({ true }, d) }; [1].stream().collect(c)",
        "def l = [a: 1]; 64.times { l = [l, l] }; l.a",
    ],
)
def test_what_is_made_of_itself_twice_costs_a_step_each_time_it_is_reached(doubled: str) -> None:
    assert ended(run(doubled, Limits(steps=20_000))) == ("steps", 1)


@pytest.mark.parametrize(
    "far",
    [
        "1e2000000000.movePointLeft(-1)",
        "1e2000000000.divideToIntegralValue(2.5)",
        "1e2000000000.divideAndRemainder(2.5)",
        "1e2000000000.setScale(1)",
        "Math.addExact(1, 1e99999999)",
        "Math.multiplyExact(1e99999999, 3)",
        "('ab' =~ /a/)[1e99999999]",
    ],
)
def test_digits_that_a_scale_asks_for_are_charged_before_they_are_made(far: str) -> None:
    assert ended(run(far, Limits())) == ("string", 1)


@pytest.mark.parametrize(
    ("moved", "shown"),
    [
        ("12.5.movePointLeft(3)", "0.0125"),
        ("12.5.movePointRight(3)", "12500"),
        ("12.5.scaleByPowerOfTen(3)", "1.25E+4"),
        ("(-1.50).movePointRight(1)", "-15.0"),
        ("0.0.movePointRight(5)", "0"),
    ],
)
def test_a_moved_point_keeps_the_digits(moved: str, shown: str) -> None:
    assert run(f"{moved}.toString()", Limits()).value == shown


def test_an_iterator_of_billions_is_charged_while_it_is_read() -> None:
    outcome = run("[].addAll((1..2_000_000_000).iterator())", Limits(memory=8 << 20))
    assert ended(outcome) == ("memory", 1)


def test_the_bits_of_a_set_are_its_indexes_words_and_hash() -> None:
    source = "def b = new BitSet(); [0, 63, 64, 700].each { b.set(it) }; [b.toString(), b.hashCode(), b.toLongArray()]"
    bits = [0, 63, 64, 700]
    words = [sum(1 << bit % 64 for bit in bits if bit // 64 == place) for place in range(11)]
    code = 1234
    for place, word in enumerate(words, 1):
        code ^= word * place
    code &= (1 << 64) - 1
    folded = (code >> 32 ^ code) & 0xFFFFFFFF
    shown, hashed, longs = run(source, Limits()).value
    assert shown == "{0, 63, 64, 700}"
    assert hashed & 0xFFFFFFFF == folded
    assert [word % (1 << 64) for word in longs] == words


def ended(outcome: Outcome) -> tuple[str | None, int | None]:
    """The limit that a run met, and where."""
    failure = outcome.failure
    assert outcome.status == "limit"
    assert failure is not None
    return outcome.reason, failure.line


@pytest.mark.parametrize("made", ["'\\\\'", '"\\"\\n"', "['\\n']"])
def test_a_text_written_with_escapes_is_charged_before_it_is_made(made: str) -> None:
    outcome = run(f"def s = {made}\nwhile (true) {{ s = s.inspect() }}", Limits(memory=64 << 20, string=1 << 20))
    assert ended(outcome) == ("string", 2)


@pytest.mark.usefixtures("stopwatch")
def test_all_regular_expressions_of_a_run_share_their_seconds() -> None:
    source = "def s = 'ab' * 200\nwhile (true) {\n  s ==~ /(a|b|ab)*c{1,3}/\n}"
    outcome = run(source, Limits(steps=100_000_000, regex_seconds=0.3))
    assert ended(outcome) == ("regex", 3)
