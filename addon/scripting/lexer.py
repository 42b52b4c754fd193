"""Source text to tokens. Newlines are tokens except inside `(` and `[`; GStrings hold nested token lists."""

import re
from typing import Any, NoReturn

from addon.scripting.errors import CompileError, Problem
from addon.scripting.numerals import BadNumeral, number_of
from addon.scripting.tokens import KEYWORDS, PRIMITIVES, Token
from addon.scripting.values.characters import inward, outward

LONGEST_SOURCE = 256 * 1024
DEEPEST_BRACKETS = 200
"""How deep brackets may be nested; refused here, before any look-ahead walks over them."""
DEEPEST = 40
"""How deep strings may be nested in expressions embedded in strings."""

_TOKEN = re.compile(
    r"""(?P<space>(?:[ \t\f]|\\\r?\n)+)
    |(?P<line>\r\n|\n|\r)
    |(?P<comment>//[^\r\n]*|/\*(?s:.*?)\*/)
    |(?P<id>(?:[^\W\d]|\$(?!/))(?:\w|\$)*)
    |(?P<num>0[xX][0-9a-fA-F_]+[lLiIgG]?|0[bB][01_]+[lLiIgG]?
        |\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?[lLiIgGdDfF]?(?![\w])
        |\.\d[\d_]*(?:[eE][+-]?\d[\d_]*)?[dDfFgG]?(?![\w]))
    |(?P<str>'(?!'')[^'\\\n\r]*'|"(?!"")[^"\\$\n\r]*")
    |(?P<op>>>>=|\*\*=|<<=|>>=|<=>|===|!==|==~|\.\.<|<\.\.<|<\.\.|\?\?\.|\?\?=|\?=|\?\.|\?\[|\?:|\*\.|\.&|::|\.@|\.\.\.|\.\.
        |\+\+|--|->|\+=|-=|\*=|/=|%=|&=|\|=|\^=|==|!=|<=|>=|&&|\|\||<<|\*\*|=~|[-+*/%&|^~!<>=?:;,.@(){}\[\]])
    """,
    re.VERBOSE,
)
_SLASHY = re.compile(r"/((?:\\/|[^/\0])+)/")
_INTERPOLATED = re.compile(r"\$(?:\{|[^\W\d])")
_NAME_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_HEX = re.compile(r"(\\*)\\u+([0-9a-fA-F]{4})")
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_VALUE_WORDS = frozenset(("this", "super", "null", "true", "false"))
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "s": " ", "\\": "\\", "'": "'", '"': '"', "$": "$"}


def tokenize(source: str) -> list[Token]:
    """All tokens of a script, an eof token last; raises `CompileError` at the first bad character."""
    if len(source) > LONGEST_SOURCE:
        raise CompileError([Problem(1, 1, "error", "The script is longer than 256 KB.")])
    if source.startswith("\ufeff"):
        source = source[1:]
    return Lexer(inward(source)).script()


class Lexer:
    """One pass over one source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.line = 1
        self.line_start = 0
        self.depth = 0

    def fail(
        self, message: str, start: int | None = None, line: int | None = None, column: int | None = None
    ) -> NoReturn:
        at = self.position if start is None else start
        raise CompileError([Problem(line or self.line, column or at - self.line_start + 1, "error", message)])

    def script(self) -> list[Token]:
        """Tokens up to the end of the source."""
        if self.source.startswith("#!"):
            end = self.source.find("\n")
            self.position = len(self.source) if end < 0 else end
        tokens: list[Token] = []
        self.run(tokens, None)
        column = self.position - self.line_start + 1
        tokens.append(Token("eof", None, self.line, column, self.position, self.position, True))
        return tokens

    def run(self, tokens: list[Token], closing: str | None) -> None:
        """Append tokens until the source or, with `closing`, the embedded expression ends."""
        source, match = self.source, _TOKEN.match
        brackets: list[str] = []
        spaced = False
        size = len(source)
        while self.position < size:
            start = self.position
            character = source[start]
            if character == "/" and self._slashy_here(tokens):
                self._slashy(tokens, spaced)
                spaced = False
                continue
            if character == "$" and source.startswith("$/", start):
                self._dollar_slashy(tokens, spaced)
                spaced = False
                continue
            found = match(source, start)
            if found is None:
                if character in "'\"":
                    self._quoted(tokens, spaced)
                    spaced = False
                    continue
                if source.startswith("/*", start):
                    self.fail("This comment is never closed; expected '*/'.")
                if character.isdigit():
                    self.fail("This is no valid number.")
                self.fail(f"Unexpected character: {_shown(source[start : start + 2])}")
            kind = found.lastgroup
            if character == "/" and kind == "op" and source.startswith("/*", start):
                self.fail("This comment is never closed; expected '*/'.")
            end = found.end()
            if kind == "space":
                spaced = True
                newlines = source.count("\n", start, end)
                self.position = end
                if newlines:
                    self.line += newlines
                    self.line_start = source.rfind("\n", start, end) + 1
                continue
            column = start - self.line_start + 1
            if kind == "id":
                word = found.group()
                tokens.append(Token("kw" if word in KEYWORDS else "id", word, self.line, column, start, end, spaced))
            elif kind == "op":
                word = found.group()
                if word in "([{":
                    brackets.append(word)
                    if len(brackets) > DEEPEST_BRACKETS:
                        self.fail(f"The script is nested deeper than {DEEPEST_BRACKETS} levels.")
                elif word == "?[":
                    brackets.append("[")
                elif word in ")]}":
                    if not brackets and closing == word:
                        return
                    if brackets:
                        if _CLOSERS[brackets[-1]] == word:
                            brackets.pop()
                        else:
                            self.fail(f"Unexpected '{word}'; expected '{_CLOSERS[brackets[-1]]}'.")
                tokens.append(Token("op", word, self.line, column, start, end, spaced))
            elif kind == "str":
                tokens.append(Token("str", source[start + 1 : end - 1], self.line, column, start, end, spaced))
            elif kind == "line":
                if not brackets or brackets[-1] == "{":
                    tokens.append(Token("nl", None, self.line, column, start, end, spaced))
                self.line += 1
                self.line_start = end
                self.position = end
                spaced = True
                continue
            elif kind == "num":
                value = self._number(found.group())
                tokens.append(Token("num", value, self.line, column, start, end, spaced))
            else:
                newlines = self._count_lines(start, end)
                if newlines and (not brackets or brackets[-1] == "{"):
                    tokens.append(Token("nl", None, self.line, column, start, end, True))
                self.position = end
                spaced = True
                continue
            self.position = end
            spaced = False
        if closing:
            self.fail(f"Unexpected end of the script in a string; expected '{closing}'.")

    def _count_lines(self, start: int, end: int) -> int:
        part = self.source[start:end]
        count = part.count("\n") + part.count("\r") - part.count("\r\n")
        if count:
            self.line += count
            self.line_start = start + max(part.rfind("\n"), part.rfind("\r")) + 1
        return count

    def _slashy_here(self, tokens: list[Token]) -> bool:
        following = self.source[self.position + 1 : self.position + 2]
        if following in ("*", "/", ""):
            return False
        if not tokens:
            return True
        last = tokens[-1]
        if last.kind in ("id", "num", "str", "gstr"):
            return False
        if last.kind == "kw":
            return last.value not in _VALUE_WORDS
        return not (last.kind == "op" and last.value in (")", "]", "}", "++", "--"))

    def _number(self, written: str) -> Any:
        try:
            return number_of(written)
        except BadNumeral as error:
            self.fail(str(error))

    # Strings

    def _quoted(self, tokens: list[Token], spaced: bool) -> None:
        source, start = self.source, self.position
        quote = source[start]
        triple = source.startswith(quote * 3, start)
        delimiter = quote * 3 if triple else quote
        self._parts(tokens, spaced, delimiter, interpolate=quote == '"', escapes="standard", multiline=triple)

    def _slashy(self, tokens: list[Token], spaced: bool) -> None:
        found = _SLASHY.match(self.source, self.position)
        if found is None and tokens and (tokens[-1].kind == "nl" or tokens[-1].value in PRIMITIVES):
            # `5 as double / 2` divides where no other slash follows.
            start = self.position
            tokens.append(Token("op", "/", self.line, start - self.line_start + 1, start, start + 1, spaced))
            self.position += 1
            return
        if found is None:
            self.fail("Unexpected '/'; this slashy string is never closed.")
        if _INTERPOLATED.search(found.group()):
            self._parts(tokens, spaced, "/", interpolate=True, escapes="slashy", multiline=True)
            return
        start, end = self.position, found.end()
        content = _unescape_slashy(found.group(1))
        tokens.append(Token("str", content, self.line, start - self.line_start + 1, start, end, spaced))
        self._count_lines(start, end)
        self.position = end

    def _dollar_slashy(self, tokens: list[Token], spaced: bool) -> None:
        self._parts(tokens, spaced, "/$", interpolate=True, escapes="dollar", multiline=True)

    def _parts(
        self, tokens: list[Token], spaced: bool, delimiter: str, *, interpolate: bool, escapes: str, multiline: bool
    ) -> None:
        """Scan a string that may hold escapes and embedded expressions."""
        source = self.source
        start, first_line, column = self.position, self.line, self.position - self.line_start + 1
        index = start + (2 if escapes == "dollar" else len(delimiter))
        parts: list[Any] = []
        buffer: list[str] = []
        size = len(source)
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail("Strings are nested too deep.")
        while True:
            if index >= size:
                self.fail(
                    f"Unexpected end of the script; this string is never closed with {delimiter}",
                    start,
                    first_line,
                    column,
                )
            unit = source[index]
            if source.startswith(delimiter, index):
                # Three quotes end at the last three of a run: """a"""" holds one quote.
                if len(delimiter) == 3 and source.startswith(delimiter, index + 1):
                    buffer.append(unit)
                    index += 1
                    continue
                break
            if unit == "\\" and escapes != "dollar":
                index = self._escape(buffer, index, escapes)
            elif unit == "$" and escapes == "dollar" and source[index + 1 : index + 2] in ("$", "/"):
                if source.startswith("$/$", index) and not source.startswith("$/$$", index):
                    buffer.append("/")
                    index += 2
                else:
                    buffer.append(source[index + 1])
                    index += 2
            elif unit == "\\" and escapes == "dollar":
                index = self._hex_only(buffer, index)
            elif unit == "$" and interpolate and _INTERPOLATED.match(source, index):
                parts.append("".join(buffer))
                buffer = []
                index = self._embedded(parts, index)
            elif unit in "\r\n":
                if not multiline:
                    self.fail("Unexpected end of the line in a string; expected " + delimiter, index)
                index += 2 if source.startswith("\r\n", index) else 1
                buffer.append("\n")
                self.line += 1
                self.line_start = index
            elif unit == "$" and interpolate and escapes == "standard":
                self.fail("Illegal string body character after dollar sign; write \\$ or ${...}", index)
            else:
                buffer.append(unit)
                index += 1
        self.depth -= 1
        end = index + len(delimiter)
        text = "".join(buffer)
        if parts:
            parts.append(text)
            tokens.append(Token("gstr", parts, first_line, column, start, end, spaced))
        else:
            if escapes == "slashy" and not text:
                self.fail("A slashy string cannot be empty.", start)
            tokens.append(Token("str", text, first_line, column, start, end, spaced))
        self.position = end

    def _hex_only(self, buffer: list[str], index: int) -> int:
        found = re.compile(r"\\u+([0-9a-fA-F]{4})").match(self.source, index)
        if found:
            buffer.append(chr(int(found.group(1), 16)))
            return found.end()
        buffer.append("\\")
        return index + 1

    def _escape(self, buffer: list[str], index: int, escapes: str) -> int:
        source = self.source
        following = source[index + 1 : index + 2]
        if escapes == "slashy":
            if following == "/":
                buffer.append("/")
                return index + 2
            return self._hex_only(buffer, index)
        if following in _ESCAPES and following:
            buffer.append(_ESCAPES[following])
            return index + 2
        if following == "u":
            return self._unicode(buffer, index)
        if following in ("\n", "\r"):
            end = index + (3 if source.startswith("\r\n", index + 1) else 2)
            self.line += 1
            self.line_start = end
            return end
        octal = re.compile(r"[0-3][0-7]{0,2}|[4-7][0-7]?").match(source, index + 1)
        if octal:
            buffer.append(chr(int(octal.group(), 8)))
            return octal.end()
        return self.fail(
            f"Unexpected character: '\\{following}' is no escape in a string; write \\\\ for a backslash.", index
        )

    def _unicode(self, buffer: list[str], index: int) -> int:
        found = re.compile(r"\\u+([0-9a-fA-F]{4})").match(self.source, index)
        if not found:
            self.fail("A unicode escape needs four hexadecimal digits.", index)
        buffer.append(chr(int(found.group(1), 16)))
        return found.end()

    def _embedded(self, parts: list[Any], index: int) -> int:
        """`$name.path` or `${...}` at `index`; returns the index after it."""
        source = self.source
        if source[index + 1] == "{":
            self.position = index + 2
            inner: list[Token] = []
            self.run(inner, "}")
            at = self.position
            inner.append(Token("eof", None, self.line, at - self.line_start + 1, at, at, False))
            parts.append(inner)
            return at + 1
        found = _NAME_PATH.match(source, index + 1)
        assert found is not None
        inner = []
        place = index + 1
        for count, word in enumerate(found.group().split(".")):
            column = place - self.line_start + 1
            if count:
                inner.append(Token("op", ".", self.line, column - 1, place - 1, place, False))
            kind = "kw" if word in KEYWORDS and not count else "id"
            inner.append(Token(kind, word, self.line, column, place, place + len(word), False))
            place += len(word) + 1
        end = found.end()
        inner.append(Token("eof", None, self.line, end - self.line_start + 1, end, end, False))
        parts.append(inner)
        return end


def _unescape_slashy(content: str) -> str:
    if "\\" not in content and "\r" not in content:
        return content
    content = _HEX.sub(_hex_value, content)
    return content.replace("\\/", "/").replace("\r\n", "\n").replace("\r", "\n")


def _hex_value(found: "re.Match[str]") -> str:
    before = found.group(1)
    if len(before) % 2:
        return found.group()
    return before + chr(int(found.group(2), 16))


def _shown(found: str) -> str:
    """A character that begins here, as an error names it."""
    character = outward(found) if found[0] > "\ud7ff" else found
    return repr(character[:1])
