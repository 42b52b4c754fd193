"""The code in front of a cursor as tokens, while it is being typed: never an error, nothing of texts and comments."""

import re
from dataclasses import dataclass
from typing import NamedTuple

_CODE = re.compile(
    r"""(?P<space>[^\S\r\n]+)
    |(?P<line>\r\n|\r|\n)
    |(?P<comment>//[^\r\n]*|/\*(?s:.*?)(?:\*/|\Z))
    |(?P<open>'''|\"\"\"|'|"|\$/)
    |(?P<id>[^\W\d][\w$]*|\$[\w$]+)
    |(?P<number>\d[\w]*(?:\.\d\w*)?)
    |(?P<op>\?\.|\*\.|\.&|::|\.@|\?\[|\?:|->|\.\.<|\.\.|[=!]==|==~|[=!<>]=|=~|&&|\|\||.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ENDS = {
    "'''": re.compile(r"\\.|'''", re.DOTALL),
    '"""': re.compile(r'\\.|\$\{|"""', re.DOTALL),
    "'": re.compile(r"\\.|'|[\r\n]", re.DOTALL),
    '"': re.compile(r'\\.|\$\{|"|[\r\n]', re.DOTALL),
    "/": re.compile(r"\\/|\$\{|/"),
    "$/": re.compile(r"\$\$|\$/(?!\$)|\$\{|/\$"),
}
"""What matters within a text of each kind: what is skipped, what opens an expression, what ends it."""
DOTS = frozenset((".", "?.", "*."))
POINTERS = frozenset((".&", "::"))
"""What stands before a method that is not called but taken."""
_VALUES = frozenset((")", "]", "}"))
_BEFORE_TEXT = frozenset(("return", "in", "case", "assert", "throw", "else", "println"))


class Piece(NamedTuple):
    """One token: `kind` is id, number, text, op or line."""

    kind: str
    text: str


@dataclass(frozen=True)
class Before:
    """The tokens in front of the cursor; `within`: the cursor stands in a comment or a text."""

    pieces: tuple[Piece, ...]
    within: bool


def before(source: str) -> Before:
    """Read what stands in front of the cursor."""
    return _Reading(source).all()


class _Reading:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[Piece] = []
        self.texts: list[tuple[str, int, int]] = []
        """The texts around, from the outermost: how each ends, where it began, and the token it will become."""
        self.braces: list[int] = []
        """Of each text around whose embedded expression is open: the braces that are open within that."""

    def all(self) -> Before:
        within = False
        while self.at < len(self.source):
            within = self.text() if len(self.texts) > len(self.braces) else self.code()
        if not within and len(self.texts) > len(self.braces):
            within = True
        return Before(tuple(self.pieces), within)

    def text(self) -> bool:
        """Go on to the end of a text, or to an expression in it; whether the source ends before."""
        quote, began, mark = self.texts[-1]
        found = _ENDS[quote].search(self.source, self.at)
        if found is None:
            self.at = len(self.source)
            return True
        self.at = found.end()
        if found.group() == "${":
            self.pieces.append(Piece("op", "${"))
            self.braces.append(0)
        elif found.group()[0] != "\\" and found.group() not in ("$$", "$/"):
            if found.group() in ("\r", "\n"):
                self.at = found.start()
            self.texts.pop()
            del self.pieces[mark:]
            self.pieces.append(Piece("text", self.source[began : found.start()]))
        return False

    def code(self) -> bool:
        """Take one token; whether it is a comment that the source ends in."""
        found = _CODE.match(self.source, self.at)
        assert found is not None
        kind, taken = str(found.lastgroup), found.group()
        self.at = found.end()
        if kind == "comment":
            closed = taken.startswith("/*") and taken.endswith("*/") and len(taken) > 3
            return self.at == len(self.source) and not closed
        if kind == "open" or (taken == "/" and self._opens_pattern()):
            self.texts.append((taken, self.at, len(self.pieces)))
        elif kind == "line":
            self.pieces.append(Piece("line", "\n"))
        elif kind != "space":
            self._take(kind, taken)
        return False

    def _take(self, kind: str, taken: str) -> None:
        if self.braces and taken == "{":
            self.braces[-1] += 1
        elif self.braces and taken == "}":
            if not self.braces[-1]:
                self.braces.pop()
                return
            self.braces[-1] -= 1
        self.pieces.append(Piece(kind, taken))

    def _opens_pattern(self) -> bool:
        """Whether a `/` begins a text rather than dividing something."""
        last = self.pieces[-1] if self.pieces else Piece("line", "\n")
        if last.kind in ("number", "text") or last.text in _VALUES:
            return False
        return last.kind != "id" or last.text in _BEFORE_TEXT
