"""Reading JSON as JsonSlurper does: number types, errors, text after the value ignored."""

from decimal import Decimal
from typing import Any, NoReturn

import regex

from addon.scripting.errors import LimitExceeded, throw
from addon.scripting.values.maps import GroovyMap, LazyMap
from addon.scripting.values.numbers import INT_MAX, INT_MIN, wrap_long

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
QUOTE = '"'
OPEN_ARRAY = "Did not find end of Json Array"
ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "'": "'"}
SPACE = " \t\n\r"
BLANKS = regex.compile(r"[ \t\n\r]*")
STRING_END = regex.compile(r'["\\]')
LAX_END = regex.compile(r"['\\]")
BARE = regex.compile(r"[A-Za-z_$][\w$-]*")
OPENERS = "Unable to determine the current character, it is not a string, number, array, or object"


def read_json(run: Any, source: str | None, lax: bool = False, kind: type[GroovyMap] = LazyMap) -> Any:
    """The value of a JSON text, its objects as maps of a kind; throws what JsonSlurper throws."""
    if not source:
        throw("IllegalArgumentException", "Text must not be null or empty")
    run.meter.step(len(source) >> 4)
    reader = Reader(run, source, lax, kind)
    return reader.value(0)


class Reader:
    """A place in a text."""

    __slots__ = ("at", "kind", "lax", "run", "source")

    def __init__(self, run: Any, source: str, lax: bool, kind: type[GroovyMap]) -> None:
        self.kind = kind
        self.run = run
        self.source = source
        self.lax = lax
        self.at = 0

    def peek(self) -> str:
        """The next character that is no white space; empty at the end."""
        source, at = self.source, self.at
        if at < len(source) and source[at] in SPACE:
            at = BLANKS.match(source, at).end()
            self.at = at
        return source[at : at + 1]

    def value(self, depth: int) -> Any:
        if depth > DEEPEST:
            raise LimitExceeded("depth", f"JSON is nested deeper than {DEEPEST}.")
        self.run.meter.step(2)
        letter = self.peek()
        if letter == "{":
            return self.entries(depth)
        if letter == "[":
            return self.elements(depth)
        if letter == '"' or (self.lax and letter == "'"):
            return self.string()
        if letter and letter in "-0123456789":
            return self.number()
        for word, meaning in WORDS.items():
            if self.source.startswith(word, self.at):
                self.at += len(word)
                return meaning
            if letter == word[0] and not self.lax:
                self.broken_word(word)
        if self.lax and letter and (found := BARE.match(self.source, self.at)):
            self.at = found.end()
            return found.group()
        if not letter and self.source:
            self.at = max(self.at - 1, 0) if not self.source.strip(SPACE) else self.at
            letter = self.source[-1]
        return self.fail(OPENERS, letter)

    def broken_word(self, word: str) -> NoReturn:
        """Text begins as a word does, and then goes on otherwise."""
        if self.at + len(word) <= len(self.source):
            for unit in word:
                if self.source[self.at] != unit:
                    break
                self.at += 1
        self.fail(BROKEN_WORDS[word], word[0])

    def entries(self, depth: int) -> GroovyMap:
        self.run.meter.allocate(MAP)
        made = self.kind()
        self.at += 1
        last = "{"
        while True:
            letter = self.peek()
            while letter == ",":
                self.at += 1
                letter = self.peek()
            if letter == "}":
                self.at += 1
                return made
            if not letter:
                self.fail("Curly braces do not match", last)
            if letter == '"' or (self.lax and letter == "'"):
                key = self.string()
            elif self.lax and (found := BARE.match(self.source, self.at)):
                self.at = found.end()
                key = found.group()
            else:
                self.fail(f"expecting '}}' or ',' but got current char {shown(letter)}", letter)
            letter = self.peek()
            if letter != ":":
                self.fail(f"expecting current character to be {shown(letter or QUOTE)}\n", letter or QUOTE)
            self.at += 1
            self.run.meter.entries(1)
            made.put(key, self.value(depth + 1))
            letter = self.peek()
            last = letter or self.source[-1]
            if letter not in ("}", ","):
                self.fail(f"expecting '}}' or ',' but got current char {shown(last)}", last)

    def elements(self, depth: int) -> list[Any]:
        self.run.meter.allocate(LIST)
        made: list[Any] = []
        last = self.source[self.at]
        self.at += 1
        letter = self.peek()
        if letter == "]":
            self.at += 1
            return made
        while True:
            if letter == "}" and not made:
                self.fail(OPEN_ARRAY, letter)
            if not letter or letter == "]":
                self.fail(OPEN_ARRAY, last)
            self.run.meter.allocate(REFERENCE)
            made.append(self.value(depth + 1))
            last = self.source[self.at - 1]
            kind = letter
            letter = self.peek()
            if not letter and kind == '"':
                self.fail("issue parsing JSON array", '"')
            if not letter:
                self.at -= 1
                self.fail(OPEN_ARRAY, self.source[self.at])
            self.at += 1
            if letter == "]":
                return made
            if letter != ",":
                self.at -= 1
                self.fail(
                    "expecting a ',' or a ']',  but got \nthe current character of "
                    f" {shown(letter)}  on array index of {len(made)} \n",
                    letter,
                )
            letter = self.peek()

    def string(self) -> str:
        quote = self.source[self.at]
        ends = STRING_END if quote == '"' else LAX_END
        parts = []
        at = self.at + 1
        while True:
            found = ends.search(self.source, at)
            if found is None and self.lax:
                self.fail("Reached end of input and did not find closing quote", "")
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
                    self.fail("Bad unicode escape", letter)
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
            self.fail("unexpected character", self.peek())
        self.at = found.end()
        digits = found.group()
        self.run.meter.allocate(NUMBER_SIZE + len(digits))
        if "." in digits or "e" in digits or "E" in digits:
            return Decimal(digits)
        if len(digits) > 1000:
            self.run.meter.step(len(digits))
        whole = int(digits[:4000])
        return whole if INT_MIN <= whole <= INT_MAX else wrap_long(whole)

    def fail(self, message: str, letter: str) -> NoReturn:
        """JsonException as the slurper words it: the character, its place, the line and an arrow."""
        before = self.source[: self.at]
        line = before.count("\n")
        start = before.rfind("\n") + 1
        end = self.source.find("\n", self.at)
        shown_line = self.source[start:] if end < 0 else self.source[start:end]
        arrow = "." * (self.at - start) + "^"
        throw(
            "groovy.json.JsonException",
            f"{message}\n\nThe current character read is {shown(letter)}\n{message}\n"
            f"line number {line + 1}\nindex number {self.at}\n{shown_line[:500]}\n{arrow[-500:]}",
        )


def code(letter: str) -> int:
    return ord(letter) if letter else 0


def shown(letter: str) -> str:
    """A character and its number, as the messages give them."""
    return f"{BLANK_NAMES.get(letter) or repr_of(letter)} with an int value of {code(letter)}"


def repr_of(letter: str) -> str:
    return f"'{letter}'"
