"""Cuts a query into words."""

import re
from dataclasses import dataclass

from ..errors import VendorError

_PATTERN = re.compile(
    r"""\s*(?:
      (?P<string>'(?:[^']|'')*'|"(?:[^"]|"")*")
    | \[(?P<field>[^\]]+)\]
    | (?P<macro>@\w+)
    | (?P<number>-?\d+(?:\.\d+)?(?![\w.]))
    | (?P<operator><>|<=|>=|=|<|>|\(|\)|,|\+|-)
    | (?P<word>[A-Za-z_][\w.]*)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """A word of a query. `kind` is string, field, macro, number, operator, word or end."""

    kind: str
    text: str
    source: str


END = Token("end", "", "")


def syntax_error(message: str, cause: str = "") -> VendorError:
    return VendorError(400, "SyntaxException", f"{message} The error is caused by «{cause}».")


def tokens(text: str) -> list[Token]:
    """All words, an END last; 400 at what is none."""
    found: list[Token] = []
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = _PATTERN.match(text, position)
        if match is None or match.end() == position:
            raise syntax_error("The query contains an unexpected character.", text[position : position + 20])
        kind = str(match.lastgroup)
        value = match.group(kind)
        source = match.group(0).strip()
        if kind == "string":
            quote = value[0]
            value = value[1:-1].replace(quote * 2, quote)
        found.append(Token(kind, value, source))
        position = match.end()
    return [*found, END]
