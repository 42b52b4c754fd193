"""Scripts that nobody would write: random tokens, and real rules with something changed."""

import random
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
CORPUS = TESTS / "unit" / "scripting" / "corpus"
HEADER = re.compile(r"^//// .+$", re.MULTILINE)
WORD = re.compile(r"\w+|\s+|.")

TOKENS = [
    "\ndef",
    "x",
    "y",
    "it",
    "issue",
    "replica",
    "nodeHelper",
    "a",
    "b",
    "null",
    "true",
    "false",
    "1",
    "2.5",
    "0",
    "-1",
    "5L",
    "1G",
    "1.5d",
    "0xFF",
    "'text'",
    '"g${x}s"',
    '"${->',
    'x}"',
    "/re.x/\n$/d/$",
    "'''",
    '"""',
    "'",
    '"',
    "`",
    "\\",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "=",
    "==",
    "!=",
    "===",
    "<=",
    ">=",
    "<=>",
    "+",
    "-",
    "*",
    "/",
    "%",
    "**",
    "++",
    "--",
    "+=",
    "-=",
    "*=",
    "?=",
    "?:",
    "?",
    ":",
    "::",
    ".",
    "?.",
    "*.",
    ".&",
    ".@\n..",
    "..<",
    "<..",
    "->",
    "=>",
    "&&",
    "||",
    "!",
    "&",
    "|",
    "^",
    "~",
    "<<",
    ">>",
    ">>>",
    "=~",
    "==~",
    "~",
    "@",
    "#",
    "$",
    ";",
    ",",
    "//",
    "/*",
    "*/",
    "if",
    "else",
    "for",
    "while",
    "do",
    "switch",
    "case",
    "default",
    "break\ncontinue",
    "return",
    "try",
    "catch",
    "finally",
    "throw",
    "new",
    "class",
    "interface",
    "enum",
    "extends",
    "implements",
    "static",
    "final",
    "private",
    "in",
    "instanceof\nas",
    "import",
    "package",
    "assert",
    "this",
    "super",
    "void",
    "int",
    "String",
    "List",
    "Map",
    "Object",
    "Date",
    "yield",
    "var",
    "label:",
    "each",
    "collect",
    "find",
    "findAll\ntoString",
    "size",
    "get",
    "put",
    "sort",
    "join",
    "split",
    "replaceAll",
    "trim",
    "length",
    "@Field",
    "\n",
    "\r\n",
    "\t",
    "😀",
    "ß",
    "\x00",
    "\ufeff\n",
]


def sources() -> list[str]:
    """Every recorded snippet and rule, as material."""
    files = [*sorted((CORPUS / "snippets").glob("*.groovy")), *sorted((CORPUS / "rules").glob("*.groovy"))]
    return [part.strip("\n") for path in files for part in HEADER.split(path.read_text("utf-8")) if part.strip()]


def token_stream(rng: random.Random) -> str:
    """Some tokens in a row, now and then repeated often."""
    words = rng.choices(TOKENS, k=rng.randint(1, 60))
    if rng.random() < 0.1:
        words *= rng.randint(2, 50)
    return rng.choice((" ", "", " ")).join(words)


def nesting(rng: random.Random) -> str:
    """The same opening again and again, closed or not."""
    opening, closing = rng.choice(
        (("(", ")"), ("[", "]"), ("{", "}"), ("{ -> ", "}"), ('"${', '}"'), ("if (1) {", "}"), ("!", ""), ("-", ""),
         ("a.", "b"), ("a?.b(", ")"), ("[a:", "]"), ("x ? ", " : y"), ("new A(", ")"), ("switch (1) { case 1: ", "}"),
         ("try { ", "} finally { }"), ("class A { ", "}"), ("(int) ", ""), ("~", ""), ("/* ", "*/"))
    )  # fmt: skip
    depth = rng.choice((3, 30, 150, 300, 5000, 50_000))
    return opening * depth + rng.choice(("1", "", "x", "\n")) + closing * rng.choice((depth, 0, depth - 1))


def garbage(rng: random.Random) -> str:
    """Characters of any kind."""
    kinds = (
        lambda: chr(rng.randrange(32, 127)),
        lambda: chr(rng.randrange(0, 32)),
        lambda: chr(rng.randrange(128, 0xD7FF)),
    )
    return "".join(rng.choice(kinds)() for _ in range(rng.randint(0, 200)))


def mutated(rng: random.Random, material: list[str]) -> str:
    """A real script with pieces dropped, doubled, swapped or taken from another one."""
    pieces = WORD.findall(rng.choice(material))
    for _ in range(rng.randint(1, 6)):
        if not pieces:
            break
        at = rng.randrange(len(pieces))
        how = rng.randrange(6)
        if how == 0:
            del pieces[at : at + rng.randint(1, 4)]
        elif how == 1:
            pieces[at:at] = pieces[at : at + rng.randint(1, 6)]
        elif how == 2:
            pieces[at] = rng.choice(TOKENS)
        elif how == 3:
            pieces.insert(at, rng.choice(TOKENS))
        elif how == 4:
            other = WORD.findall(rng.choice(material))
            start = rng.randrange(len(other)) if other else 0
            pieces[at:at] = other[start : start + rng.randint(1, 20)]
        else:
            pieces = pieces[:at]
    return "".join(pieces)


def one(rng: random.Random, material: list[str]) -> str:
    """The next input."""
    chance = rng.random()
    if chance < 0.25:
        return token_stream(rng)
    if chance < 0.30:
        return nesting(rng)
    if chance < 0.35:
        return garbage(rng)
    return mutated(rng, material)
