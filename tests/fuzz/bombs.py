"""Every method, static and constructor that the library offers, called with what is far too much.

What is large is named by kind; what a signature asks for comes from the library's own tables, so that a method that is
new is called, too. Three calls for each signature, with other arguments in each place, and one in an endless loop.
"""

import time
from collections.abc import Iterable, Iterator

from addon.sandbox.launcher import Sandbox
from addon.sandbox.runlimits import RunLimits
from addon.scripting import library
from addon.scripting.values.classes import BY_NAME, BY_SIMPLE_NAME

MOST_OVERLOADS = 4
LARGE = frozenset(("message", "memory", "output", "steps"))
"""Reasons to which no line may belong."""
SLOW_S = 20.0
"""A second, what is granted after it, and what a busy machine makes of them."""
INNOCENT = {"kind": "run", "source": "[1, 2, 3].collect { it * 2 }.sum() + 'x'.size()", "name": "I", "seconds": 20.0}
LOOP = "while (true) {{\n  try {{ r.{name}(*p) }} catch (Exception x) {{ p = p }}\n}}"

RECEIVERS: dict[str, tuple[str, ...]] = {
    "String": ("('ab1 ' * 250_000)",),
    "StringBuilder": ("new StringBuilder('ab1 ' * 250_000)",),
    "GString": ("\"${'ab1 ' * 250_000}\"",),
    "ArrayList": ("(1..200_000).toList()", "[[1] * 1000] * 200", "['a' * 1000] * 300"),
    "LinkedHashMap": ("(1..60_000).collectEntries { [it, 'v' + it] }",),
    "TreeMap": ("new TreeMap((1..60_000).collectEntries { [it, 'v' + it] })",),
    "LinkedHashSet": ("(1..60_000) as LinkedHashSet",),
    "TreeSet": ("new TreeSet((1..60_000).toList())",),
    "HashSet": ("new HashSet((1..60_000).toList())",),
    "IntRange": ("(1..2_000_000_000)",),
    "ObjectRange": ("('a'..'zzzz')",),
    "Integer": ("2_000_000_000",),
    "Long": ("9_000_000_000_000_000_000L",),
    "BigInteger": ("(7G ** 60_000)",),
    "BigDecimal": ("(1.23456789 ** 6000)", "1e2000000000g", "1e-2000000000g"),
    "Double": ("1e308d",),
    "LinkedList": ("new LinkedList((1..100_000).toList())",),
    "ArrayDeque": ("new ArrayDeque((1..100_000).toList())",),
    "PriorityQueue": ("new PriorityQueue((1..60_000).toList())",),
    "Stream": ("(1..200_000).toList().stream()", "java.util.stream.Stream.iterate(1) { it + 1 }"),
    "IntStream": ("java.util.stream.IntStream.range(0, 2_000_000_000)",),
    "Matcher": ("('ab1 ' * 100_000 =~ /a(b)\\d/)",),
    "Pattern": ("~/(a|b)+\\d/",),
    "BitSet": ("new BitSet().tap { set(3_000_000) }",),
    "Date": ("new Date(0L)",),
    "GregorianCalendar": ("new GregorianCalendar(2020, 1, 1)",),
    "LocalDate": ("java.time.LocalDate.of(2020, 1, 1)",),
    "ZonedDateTime": ("java.time.ZonedDateTime.of(2020, 1, 1, 0, 0, 0, 0, java.time.ZoneId.of('Europe/Berlin'))",),
    "Duration": ("java.time.Duration.ofSeconds(9_000_000_000_000_000L)",),
    "Period": ("java.time.Period.ofDays(2_000_000_000)",),
    "Scanner": ("new Scanner('12 ab ' * 100_000)",),
    "StringTokenizer": ("new StringTokenizer('12 ab ' * 100_000)",),
    "SimpleDateFormat": ("new java.text.SimpleDateFormat('yyyy' * 200)",),
    "DecimalFormat": ("new java.text.DecimalFormat('#,##0.' + '0' * 300)",),
    "MessageFormat": ("new java.text.MessageFormat('{0} ' * 3000)",),
    "JsonBuilder": ("new groovy.json.JsonBuilder((1..60_000).toList())",),
    "StringWriter": ("new StringWriter().tap { write('ab1 ' * 200_000) }",),
    "StringReader": ("new StringReader('ab1 ' * 200_000)",),
    "Iterator": ("(1..2_000_000_000).iterator()",),
    "Closure": ("{ a -> a }",),
    "URI": ("new URI('http://a/' + 'b/' * 100_000)",),
    "Optional": ("Optional.of('a' * 1_000_000)",),
    "Expando": ("new Expando(a: 'x' * 1_000_000)",),
    "DateTimeFormatter": ("java.time.format.DateTimeFormatter.ofPattern('yyyy' + \"' '\" * 2000)",),
}
ARGUMENTS: dict[str, tuple[str, str, str]] = {
    "int": ("2_000_000_000", "-1", "1000"),
    "long": ("9_000_000_000_000_000_000L", "-9_000_000_000_000L", "1000L"),
    "Number": ("2_000_000_000", "1e999999999g", "3"),
    "double": ("1e308d", "-1e-308d", "2d"),
    "boolean": ("true", "false", "true"),
    "char": ("'a' as char", "'a' as char", "'b' as char"),
    "Closure": ("{ Object[] a -> true }", "{ Object[] a -> 'x' * 1000 }", "{ Object[] a -> a ? a[0] : 1 }"),
    "Comparator": ("{ a, b -> 1 } as Comparator", "{ a, b -> a <=> b } as Comparator", "Comparator.naturalOrder()"),
    "Collection": ("(1..100_000).toList()", "[[1, 2]] * 5000", "[]"),
    "Iterable": ("(1..2_000_000_000)", "(1..100_000).toList()", "[1]"),
    "List": ("(1..100_000).toList()", "[0] * 1000", "[]"),
    "Map": ("(1..60_000).collectEntries { [it, it] }", "[a: 1]", "[:]"),
    "Pattern": ("~/(a+)+c/", "~/(?=(.*))./", "~/x*/"),
    "BigInteger": ("(3G ** 60_000)", "-5G", "2G"),
    "BigDecimal": ("1e-99999g", "(1.5 ** 5000)", "2.5"),
    "String": ("('ab' * 400_000)", "'.*a(b*)*'", "'%2000000000d'"),
    "CharSequence": ("('ab' * 400_000)", "'.*a(b*)*'", "'%2000000000d'"),
    "Object": ("('ab' * 400_000)", "(1..100_000).toList()", "2_000_000_000"),
}
ANYTHING = ("{ Object[] a -> true }", "'ab'", "1")


def bombs() -> Iterator[tuple[str, str]]:
    """Names and sources."""
    library.load()
    for simple, made in RECEIVERS.items():
        for receiver in made:
            for name, wanted in _signatures(BY_SIMPLE_NAME[simple].methods):
                for turn in range(3 if wanted else 1):
                    given = _given(wanted, turn)
                    yield f"{simple} {name} {turn}", f"def r = {receiver}\nr.{name}({given})"
                loop = LOOP.format(name=name)
                yield f"{simple} {name} loop", f"def r = {receiver}\ndef p = [{_given(wanted, 1)}]\n{loop}"
    for info in list(BY_NAME.values()):
        full = info.name.replace("$", ".")
        for called, offered in ((f"{full}.", info.statics), (f"new {full}", info.constructors)):
            for name, wanted in _signatures(offered):
                for turn in range(3 if wanted else 1):
                    yield f"{called}{name} {turn}", f"def r = 0\n{called}{name}({_given(wanted, turn)})"


def complaints(thrown: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What harm came of bombs thrown at the locked child, which has a second for each; an error at its line is none."""
    sandbox = Sandbox(require_wall=True, limits=RunLimits(seconds=1.0, grace=2.0))
    try:
        for name, source in thrown:
            began = time.monotonic()
            answer = sandbox.execute({"kind": "run", "source": source, "name": "Bomb"})
            error = answer.get("error") or {}
            reason, took = error.get("reason"), time.monotonic() - began
            nameless = error and not error.get("line") and reason not in LARGE
            if reason in ("internal", "process") or nameless or took > SLOW_S:
                yield f"{name}: {took:.1f} s, {error or answer['status']}\n{source}"
        if sandbox.execute(INNOCENT).get("result") != 13:
            yield "An innocent script answers otherwise than before."
    finally:
        sandbox.close()


def _signatures(table: dict[str, object]) -> Iterator[tuple[str, list[str]]]:
    for _, chain in sorted(table.items()):
        overload = chain[0] if isinstance(chain, list) else chain
        for _ in range(MOST_OVERLOADS):
            if overload is None:
                break
            yield overload.name, overload.wanted
            overload = overload.next


def _given(wanted: list[str], turn: int) -> str:
    return ", ".join(_argument(word.rstrip("?"), (turn + place) % 3) for place, word in enumerate(wanted))


def _argument(word: str, turn: int) -> str:
    if word in ARGUMENTS:
        return ARGUMENTS[word][turn]
    if word in RECEIVERS:
        return RECEIVERS[word][0]
    return "([1] * 50_000) as Object[]" if word.endswith("[]") else ANYTHING[turn]
