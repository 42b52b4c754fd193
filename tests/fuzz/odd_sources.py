"""Sources that are too deep, too wide or too odd for a parser: each ends with an answer, soon.

Longer than anybody types and up to what a rule may be long, so they are made here and not kept.
"""

from collections.abc import Iterator

LONGEST = 250_000
DEPTHS = (150, 1000, 10_000)
NESTED = (
    *(("(", ")"), ("[", "]"), ("{", "}"), ("{ -> ", "}"), ('"${', '}"'), ("/${", "}/"), ('"""${', '}"""')),
    *(("if (1) {", "}"), ("if (0) 1 else ", ""), ("for (;;) { ", "}"), ("while (1) ", ""), ("do { ", "} while (0)")),
    *(("try { ", "} finally { }"), ("switch (1) { case 1: ", "}"), ("switch (1) { default -> ", "}")),
    *(("synchronized (1) {", "}"), ("a.b(", ")"), ("a?.b(", ")"), ("f([", "])"), ("a[", "]"), ("[a:", "]")),
    *(("!", ""), ("- ", ""), ("*", ""), ("(int) ", ""), ("1 as ", ""), ("2 ** ", ""), ("a = ", ""), ("a: ", "")),
    *(("x ? y : ", ""), ("x ? ", " : y"), ("x ?: ", ""), ("assert ", ""), ("throw ", ""), ("x -> ", "")),
    *(("new A(", ")"), ("new A() { def x = ", "}"), ("class A { ", "}"), ("class A { def m() { ", "} }")),
    *(("return { ", "}"), ("/* ", "*/"), ("List<", ">"), ("@A(", ")")),
)
"""What opens and closes again and again around a 1."""
OPERATORS = (
    *("+", "*", "&&", "||", "<<", "..", "==", "<", "**", "?:", "-", "in", "=~", "<=>", "&", "|", "^", "/", "%"),
    *(">>>", "as Object", "instanceof A", ".&x", ".x", "?.x", "*.x", "[0]", ".b()", "++"),
)
WORDS = (
    *("(", "[", "{", "([{<", ")]}>", ">", "<b", "?", "?.", ".", ":", ",", "@", "+", "=", "!", "*", "#", "$", "`"),
    *("'", '"', "'''", "\\", "/*", "//\n", "/**/", ";", "\n", "\r", "\f", " ", "\0", "\ufeff", "\u200b", "$/", "$$"),
    *("#!/bin/sh\n", "1 \\\n", "def ", "new ", "return ", "final static ", "yield ", "super.this.", "a in ", "a b "),
    *("println ", "@A ", "(a)", "(a, b) -> ", "a.<", "a !in ", "import java.util.Date\n", "x = 1\n", "\U0001f600"),
)
LISTED = (
    ("a list", "[", "1,", "1].size() / 0"),
    ("lists", "[", "[],", "1].size() / 0"),
    ("closures", "[", "{ it },", "1].size() / 0"),
    ("equal keys", "[", "k: 1,", "k: 1].size() / 0"),
    ("arguments", "f(", "1,", "1)"),
    ("parts of a text", 'x = 1\n"', "${x}", '"'),
    ("dollars in a text", 'x = 1\n"', "$x ", '"'),
    ("types", "Map<", "Object,", "Object> x = null"),
    ("catches", "try { 1 / 0 } ", "catch (A e) { }\n", ""),
    ("several caught", "try { 1 / 0 } catch (", "A | ", "A e) { }"),
    ("else after else", "x = 1\nif (x == 0) { }\n", "else if (x == 2) { }\n", "1 / 0"),
    ("sizes of an array", "new int", "[1]", ""),
    ("a package", "package ", "a.", "b\n1 / 0"),
    ("a class afar", "new ", "a.", "B()"),
    ("a name", "", "a", ""),
    ("a name of umlauts", "", "\u00e4", " / 0"),
    ("digits", "", "9", ""),
    ("digits behind the point", "1.", "9", " / 0"),
    ("digits of an exponent", "1e", "9", ""),
    ("digits of base 16", "0x", "f", ""),
    ("digits of base 2", "0b", "1", ""),
    ("digits of base 8", "0", "7", ""),
    ("low lines", "1", "_", "1"),
    ("escapes", "'", "\\u0041", "'.size() / 0"),
    ("one escape", "'\\", "u", "0041' / 0"),
    ("octal escapes", "'", "\\777", "'.size() / 0"),
    ("slashes", "/", "\\/", "/ / 0"),
)
NUMBERED = (
    ("variables", "def a{0} = {0}\n", "1 / 0"),
    ("methods that call the next", "def m{0}() {{ m{1}() }}\n", "m0()"),
    ("overloads", "def m(A{0} a) {{ }}\n", "m(1)"),
    ("classes that ask the next", "class A{0} {{ static x = A{1}.x }}\n", "A0.x"),
    ("classes that extend the next", "class A{0} extends A{1} {{ }}\n", "new A0()"),
    ("closures that hold the next", "def a{1} = {{ -> a{0} }}\n", "a1()"),
    ("interfaces", "interface I{1} extends I{0}, J{0} {{ }}\ninterface J{1} extends I{0}, J{0} {{ }}\n", "1 / 0"),
    ("traits", "trait T{1} extends T{0} {{ def f() {{ super.f() }} }}\n", "1 / 0"),
    ("patterns", "'a' ==~ /(a|b){{{0}}}c{0}/\n", "1 / 0"),
    ("imports", "import a.b.C{0}\n", "new C5()"),
)
MOST_NUMBERED = 3000


def odd_sources() -> Iterator[tuple[str, str]]:
    """Names and sources."""
    for opening, closing in NESTED:
        for depth in DEPTHS:
            times = min(depth, LONGEST // len(opening + closing))
            yield f"{times} times {opening!r}", opening * times + "1" + closing * times
    for operator in OPERATORS:
        operand = "" if operator[0] in ".?*[" and len(operator) > 2 else " 1"
        piece = f" {operator}{operand}"
        yield f"operands of {operator}", "1" + piece * (LONGEST // len(piece))
    for word in WORDS:
        times = LONGEST // len(word.encode())
        yield f"nothing but {word!r}", word * times
        yield f"far too much of {word!r}", word * times * 6
    for name, start, piece, end in LISTED:
        yield name, start + piece * (LONGEST // len(piece.encode())) + end
    for name, piece, end in NUMBERED:
        made = [piece.format(number, number + 1) for number in range(MOST_NUMBERED)]
        yield name, "".join(made)[: LONGEST - len(end)].rpartition("\n")[0] + "\n" + end
    numbered = ", ".join(f"a{number}" for number in range(30_000))
    yield "parameters", f"def f({numbered}) {{ }}\nf(1)"
    yield "parameters of a closure", f"def f = {{ {numbered} -> 1 / 0 }}\nf()"
    yield "variables at once", f"def ({numbered}) = [1]\n1 / 0"
    yield "constants", f"enum E {{ {numbered} }}\nE.values().size() / 0"
    yield "cases", "switch (1) {\n" + "".join(f"case {number}: 2\n" for number in range(18_000)) + "}\n1 / 0"
    yield (
        "fields",
        "class A {\n" + "".join(f"def f{one} = {one}\n" for one in range(13_000)) + "}\n[new A()] * 9\n1 / 0",
    )
    yield "a class of a circle", "class A extends B { }\nclass B extends C { }\nclass C extends A { }\nnew A()"
