"""Plain words as Markdown that shows exactly these words, and the tests for where emphasis marks may stand."""

import re
import string

_SPECIAL = re.compile(
    r"[\\`*\[\]]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|~(?=~|\Z)|(?<!\s)~"
    r"|#(?=\d)"
    r"|:(?=//)"
    r"|!\Z"
)
_HARMLESS = re.compile(r"[A-Za-z0-9 .,;()'\"%/?=+-]*\Z")
_ENTITY = re.compile(r"&(?=[A-Za-z#])")
_UNUSUAL_SPACE = re.compile(r"[^\S \n]|\ufeff")
_LINE_START = re.compile(r"(?:[#>+\-=:|~!]|\d{1,9}(?=[.)](?:\s|\Z)))")


def escaped(words: str) -> str:
    """The words with everything escaped that Markdown could take for formatting inside a line."""
    if _HARMLESS.match(words):
        return words
    words = _SPECIAL.sub(lambda found: "\\" + found[0], words)
    if "&" in words:
        words = _ENTITY.sub("&amp;", words)
    if "<" in words:
        words = words.replace("<", "&lt;")
    if not words.isascii() or "\t" in words:
        words = _UNUSUAL_SPACE.sub(_entity, words)
    return words


def _entity(found: re.Match[str]) -> str:
    return "&nbsp;" if found[0] == "\u00a0" else f"&#{ord(found[0])};"


def line_start(line: str) -> str:
    """The line with its beginning escaped where it would begin a list, a heading, a quote, a rule or a table."""
    found = _LINE_START.match(line)
    if found is None:
        return line
    end = found.end()
    return line[:end] + "\\" + line[end:] if found[0][0].isdigit() else "\\" + line


def _space(letter: str) -> bool:
    return letter == "" or letter.isspace()


def _punctuation(letter: str) -> bool:
    """Whether every Markdown parser takes this for punctuation."""
    return letter in string.punctuation


def may_emphasize(before: str, inner: str, after: str, delimiter: str) -> bool:
    """Whether `delimiter` around `inner` opens and closes for certain between these neighbors.

    `before` and `after` are the neighboring letters, empty at the edges of a line.
    """
    first, last = inner[0], inner[-1]
    own = delimiter[0]
    if own in (before, after, first, last) or _space(first) or _space(last):
        return False
    if not first.isalnum() and not (_space(before) or _punctuation(before)):
        return False
    if not last.isalnum() and not (_space(after) or _punctuation(after)):
        return False
    if own == "_":
        return not _word(before) and not _word(after)
    return True


def _word(letter: str) -> bool:
    return not (_space(letter) or _punctuation(letter))


def fenced(code: str, least: int) -> str:
    """A run of backticks that does not occur in the code."""
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    return "`" * max(least, longest + 1)
