"""Reading JSON as JsonSlurper does: number types, errors, text after the value ignored."""

from decimal import Decimal
from typing import Any, NoReturn

import regex

from addon.scripting.errors import LimitExceeded, throw
from addon.scripting.values.maps import GroovyMap, LazyMap
from addon.scripting.values.numbers import INT_MAX, INT_MIN, positive_zero, wrap_long

DEEPEST = 400
LIST, MAP, REFERENCE, NUMBER_SIZE = 64, 300, 16, 32
"""Bytes charged for an empty list or map, an element, a number."""
NUMBER = regex.compile(r"-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?")
WORDS = {"true": True, "false": False, "null": None}
BROKEN_WORDS = {
    "true": "true not parsed properly",
    "false": "false not parsed properly",
    "null": "null not parse properly",
}
BLANK_NAMES = {" ": "[SPACE]", "\n": "[NEWLINE]", "\t": "[TAB]", "\r": "[RETURN]"}
OPEN_ARRAY = "Did not find end of Json Array"
ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "'": "'"}
SPACE = " \t\n\r"
BLANKS = regex.compile(r"[ \t\n\r]*")
STRING_END = regex.compile(r'["\\]')
LAX_END = regex.compile(r"['\\]")
BARE = regex.compile(r"[A-Za-z_$][\w$-]*")
BARE_TEXT = regex.compile(r"[^,\]}\n{\[]+")
COMMENTS = regex.compile(r"(?:[ \t\n\r]+|//[^\n]*|#[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)*+")
OPENERS = "Unable to determine the current character, it is not a string, number, array, or object"


def read_json(run: Any, source: str | None, lax: bool = False) -> Any:
    """The value of a JSON text; throws what JsonSlurper throws."""
    if not source:
        throw("IllegalArgumentException", "Text must not be null or empty")
    run.meter.step(len(source) >> 4)
    reader = (LaxReader if lax else Reader)(run, source)
    return reader.value(0)


class Reader:
    """A place in a text."""

    __slots__ = ("at", "current", "run", "source")

    def __init__(self, run: Any, source: str) -> None:
        self.run = run
        self.source = source
        self.at = 0
        self.current = ""

    def skip(self) -> None:
        """Go on to the next character that is no white space, and keep it; at the end stay on what was last there."""
        source, at = self.source, self.at
        if at >= len(source):
            return
        if source[at] in SPACE:
            at = min(BLANKS.match(source, at).end(), len(source) - 1)
            self.at = at
        self.current = source[at]

    def value(self, depth: int) -> Any:
        if depth > DEEPEST:
            raise LimitExceeded("depth", f"JSON is nested deeper than {DEEPEST}.")
        self.run.meter.step(2)
        self.skip()
        letter = self.current
        if letter == "{":
            return self.entries(depth)
        if letter == "[":
            return self.elements(depth)
        if letter == '"':
            return self.string()
        if letter and letter in "-0123456789":
            return self.number()
        for word, meaning in WORDS.items():
            if letter == word[0]:
                if self.source.startswith(word, self.at):
                    self.at += len(word)
                    return meaning
                self.broken_word(word)
        return self.fail(OPENERS)

    def broken_word(self, word: str) -> NoReturn:
        """Text begins as a word does, and then goes on otherwise."""
        if self.at + len(word) <= len(self.source):
            for unit in word:
                if self.source[self.at] != unit:
                    break
                self.at += 1
        self.fail(BROKEN_WORDS[word])

    def entries(self, depth: int) -> GroovyMap:
        self.run.meter.allocate(MAP)
        made = LazyMap()
        self.at += 1
        while self.at < len(self.source):
            self.skip()
            if self.current == '"':
                self.entry(made, self.string(), depth)
            if self.current == "}":
                self.at += 1
                if self.at <= len(self.source):
                    return made
                break
            if self.current != ",":
                self.fail(f"expecting '}}' or ',' but got current char {shown(self.current)}")
            self.at += 1
        return self.fail("Curly braces do not match")

    def entry(self, made: GroovyMap, key: str, depth: int) -> None:
        """What follows a key, up to the sign behind its value."""
        self.skip()
        if self.current != ":":
            self.fail(f"expecting current character to be {shown(self.current)}\n")
        self.at += 1
        self.run.meter.entries(1)
        made.put(key, self.value(depth + 1))
        self.skip()

    def elements(self, depth: int) -> list[Any]:
        """Elements up to the bracket: Java's reader looks for more of them only before the last character."""
        self.run.meter.allocate(LIST)
        made: list[Any] = []
        source = self.source
        self.at += 1
        self.skip()
        if self.current == "]":
            self.at += 1
            return made
        while self.at + 1 < len(source):
            self.run.meter.allocate(REFERENCE)
            made.append(self.value(depth + 1))
            if self.at >= len(source):
                self.fail("issue parsing JSON array")
            before = self.at
            if source[before] not in "],":
                self.skip()
            letter = source[self.at]
            if letter == "]":
                self.at += 1
                return made
            if letter != ",":
                self.fail(
                    "expecting a ',' or a ']',  but got \nthe current character of "
                    f" {shown(letter)}  on array index of {len(made)} \n"
                )
            self.at += 1
        return self.fail(OPEN_ARRAY)

    def string(self) -> str:
        quote = self.source[self.at]
        lax = type(self) is LaxReader
        ends = STRING_END if quote == '"' else LAX_END
        parts: list[str] = []
        at = self.at + 1
        while True:
            found = ends.search(self.source, at)
            if found is None and lax:
                self.fail("Reached end of input and did not find closing quote")
            if found is None:
                parts.append(self.source[at:])
                at = len(self.source)
                break
            parts.append(self.source[at : found.start()])
            if len(parts) > 8:
                self.run.meter.step()
                self.run.meter.allocate(64)
            at = found.end()
            if found.group() == quote:
                break
            letter = self.source[at : at + 1]
            if letter == "u":
                digits = self.source[at + 1 : at + 5]
                if len(digits) < 4 or any(one not in "0123456789abcdefABCDEF" for one in digits):
                    self.fail("Bad unicode escape")
                parts.append(chr(int(digits, 16)))
                at += 5
                continue
            if letter not in ESCAPES or not letter:
                throw("groovy.json.JsonException", "Unable to decode string")
            parts.append(ESCAPES[letter])
            at += 1
        self.at = at
        made = "".join(parts)
        self.run.meter.text(len(made))
        return made

    def number(self) -> Any:
        found = NUMBER.match(self.source, self.at)
        if found is None:
            self.fail("unexpected character")
        self.at = found.end()
        digits = found.group()
        self.run.meter.allocate(NUMBER_SIZE + len(digits))
        if "." in digits or "e" in digits or "E" in digits:
            return positive_zero(Decimal(digits))
        if len(digits) > 1000:
            self.run.meter.step(len(digits))
        whole = int(digits[:4000])
        return whole if INT_MIN <= whole <= INT_MAX else wrap_long(whole)

    def fail(self, message: str) -> NoReturn:
        """JsonException as the slurper words it: the character, its place, the line and an arrow."""
        before = self.source[: self.at]
        line = before.count("\n")
        start = before.rfind("\n") + 1
        end = self.source.find("\n", self.at)
        shown_line = self.source[start:] if end < 0 else self.source[start:end]
        arrow = "." * (self.at - start) + "^"
        throw(
            "groovy.json.JsonException",
            f"{message}\n\nThe current character read is {shown(self.current)}\n{message}\n"
            f"line number {line + 1}\nindex number {self.at}\n{shown_line[:500]}\n{arrow[-500:]}",
        )


class LaxReader(Reader):
    """Keys and texts without quotes or in single ones, comments, commas too many: JsonParserType.LAX."""

    __slots__ = ()

    def skip(self) -> None:
        found = COMMENTS.match(self.source, self.at)
        self.run.meter.step((found.end() - self.at) >> 4)
        self.at = found.end()
        self.current = self.source[self.at : self.at + 1]

    def value(self, depth: int) -> Any:
        self.skip()
        if self.current == "'":
            return self.string()
        if self.current and self.current not in '{["-0123456789':
            found = BARE_TEXT.match(self.source, self.at)
            word = found.group().strip() if found else ""
            if word:
                self.at = found.end()
                self.run.meter.text(len(word))
                return WORDS.get(word, word)
        return super().value(depth)

    def entries(self, depth: int) -> GroovyMap:
        self.run.meter.allocate(MAP)
        made = LazyMap()
        self.at += 1
        while True:
            self.skip()
            if self.current == ",":
                self.at += 1
                continue
            if self.current == "}":
                self.at += 1
                return made
            if not self.current:
                self.fail("Curly braces do not match")
            found = BARE.match(self.source, self.at)
            if self.current not in "\"'" and found is None:
                self.fail(f"expecting '}}' or ',' but got current char {shown(self.current)}")
            if self.current in "\"'":
                key = self.string()
            else:
                self.at = found.end()
                key = found.group()
            self.entry(made, key, depth)
            if self.current not in ("}", ","):
                self.fail(f"expecting '}}' or ',' but got current char {shown(self.current)}")

    def elements(self, depth: int) -> list[Any]:
        self.run.meter.allocate(LIST)
        made: list[Any] = []
        self.at += 1
        while True:
            self.skip()
            if self.current == "]":
                self.at += 1
                return made
            if not self.current:
                self.fail(OPEN_ARRAY)
            self.run.meter.allocate(REFERENCE)
            made.append(self.value(depth + 1))
            self.skip()
            if self.current == ",":
                self.at += 1
            elif self.current != "]":
                self.fail(
                    "expecting a ',' or a ']',  but got \nthe current character of "
                    f" {shown(self.current)}  on array index of {len(made)} \n"
                )


def code(letter: str) -> int:
    return ord(letter) if letter else 0


def shown(letter: str) -> str:
    """A character and its number, as the messages give them."""
    return f"{BLANK_NAMES.get(letter) or repr_of(letter)} with an int value of {code(letter)}"


def repr_of(letter: str) -> str:
    return f"'{letter}'"
