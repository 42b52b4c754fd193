"""Tokens: what the lexer hands the parser."""

import re
from typing import Any

LINE_END = re.compile(r"\r\n|\r|\n")
"""What ends a line of a script; Python's own `splitlines` takes more for one, such as a form feed within a text."""

KEYWORDS = frozenset(
    [
        "abstract",
        "as",
        "assert",
        "break",
        "case",
        "catch",
        "class",
        "continue",
        "def",
        "default",
        "do",
        "else",
        "enum",
        "extends",
        "final",
        "finally",
        "for",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "native",
        "new",
        "null",
        "package",
        "private",
        "protected",
        "public",
        "return",
        "static",
        "strictfp",
        "super",
        "switch",
        "synchronized",
        "this",
        "throw",
        "throws",
        "trait",
        "transient",
        "true",
        "false",
        "try",
        "volatile",
        "while",
        "const",
        "goto",
        "boolean",
        "byte",
        "char",
        "double",
        "float",
        "int",
        "long",
        "short",
        "void",
    ]
)
PRIMITIVES = frozenset(("boolean", "byte", "char", "double", "float", "int", "long", "short", "void"))


class Token:
    """One token. `kind` is id, kw, num, str, gstr, op, nl or eof; `value` its text, number or parts.

    The parts of a gstr alternate between text and the token list of one embedded expression.
    `quote` tells the delimiter of a string; `spaced` whether white space stands before the token.
    """

    __slots__ = ("column", "end", "kind", "line", "spaced", "start", "value")

    def __init__(self, kind: str, value: Any, line: int, column: int, start: int, end: int, spaced: bool) -> None:
        self.kind = kind
        self.value = value
        self.line = line
        self.column = column
        self.start = start
        self.end = end
        self.spaced = spaced

    def __repr__(self) -> str:
        return f"{self.kind}:{self.value!r}@{self.line}:{self.column}"


def shown(token: Token) -> str:
    """A token as an error message names it."""
    if token.kind == "eof":
        return "the end of the script"
    if token.kind == "nl":
        return "the end of the line"
    if token.kind in ("str", "gstr"):
        return "a string"
    return f"'{token.value}'"


def source_lines(source: str) -> list[str]:
    """The lines of a script, as its errors count them."""
    return LINE_END.split(source)
