"""What the library does not do it says, and what is big costs steps or memory before it is made."""

import gc

import pytest

from addon.scripting.limits import Limits, Meter, set_baseline
from addon.scripting.program import Outcome, compile_script

SMALL = Limits(steps=50_000, memory=8 << 20, string=1 << 20, regex_seconds=0.3)


def run(source: str, limits: Limits = SMALL) -> Outcome:
    return compile_script(source).run({}, Meter(limits))


@pytest.mark.parametrize(
    "source",
    [
        "new java.text.SimpleDateFormat('d. MMMM yyyy', new Locale('th'))",
        "new java.text.SimpleDateFormat('EEE', new Locale('ar', 'EG'))",
        "java.time.format.DateTimeFormatter.ofPattern('EEEE', new Locale('he'))",
        "java.time.format.DateTimeFormatter.ofPattern('d MMMMM').withLocale(Locale.ITALY)",
        "java.time.format.DateTimeFormatter.ofPattern('zzzz', Locale.GERMAN)",
        "java.time.Month.MAY.getDisplayName(java.time.format.TextStyle.NARROW, Locale.GERMAN)",
        "String.format(Locale.GERMANY, '%tA', new Date(0))",
        "new GregorianCalendar(2024, 0, 1).getDisplayName(Calendar.MONTH, Calendar.LONG, Locale.FRENCH)",
    ],
)
def test_names_that_are_not_known_in_a_language_are_refused_rather_than_written_in_english(source: str) -> None:
    found = run(source).failure
    assert found is not None
    assert found.class_name == "java.lang.UnsupportedOperationException"
    assert (found.message or "").startswith("Names of months, days and zones are not available here in ")


@pytest.mark.parametrize(
    "source",
    [
        "new java.text.SimpleDateFormat('dd.MM.yyyy', Locale.GERMAN).format(new Date(0))",
        "java.time.format.DateTimeFormatter.ofPattern('dd.MM.yyyy', Locale.GERMAN).format(java.time.LocalDate.EPOCH)",
        "String.format(Locale.GERMANY, '%td.%<tm.%<tY', new Date(0))",
    ],
)
def test_numbers_of_a_date_are_written_in_any_language(source: str) -> None:
    assert run(source).value == "01.01.1970"


def test_properties_are_read_but_not_stored() -> None:
    found = run("def p = new Properties(); p.a = '1'; p.store(new StringWriter(), 'x')").failure
    assert found is not None
    assert found.class_name == "java.lang.SecurityException"


def test_an_address_opens_no_connection() -> None:
    found = run("new URI('http://a.b').toURL().text").failure
    assert found is not None


@pytest.mark.parametrize(
    ("reason", "source"),
    [
        ("steps", "def s = '😀x' * 5000; while (true) s.replaceAll(/./, 'y')"),
        ("steps", "def s = '😀' * 50000; s.findAll(/./).size(); while (true) s =~ /x/"),
        ("steps", "('😀' * 300000).replaceAll(/x/, '')"),
        ("string", "5G.setBit(2000000000)"),
        ("steps", "def p = new Properties(); while (true) p.load(new StringReader('a=b\\n' * 99))"),
        ("memory", "def p = new Properties(); int i = 0; while (true) p.setProperty('k' + i++, 'x' * 9000)"),
        ("steps", "def u = new URI('a'); while (true) u = u.resolve('a' * 9000 + '/' + u)"),
        ("steps", "def r = new StringReader('a\\n' * 90000); r.transformLine(new StringWriter()) { it }"),
        ("steps", "def l = (1..3000).toList(); l.intersect(l) { a, b -> a <=> b }"),
    ],
)
def test_what_grows_without_end_meets_a_limit(reason: str, source: str) -> None:
    gc.collect()
    set_baseline()  # counting what the tests before left behind would cost the steps that this one may take
    outcome = run(source)
    assert (outcome.status, outcome.reason) == ("limit", reason), outcome.failure
