"""JSON by tokens, as Groovy's JsonLexer takes it: for prettyPrint and for JsonSlurperClassic."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any, NoReturn

import regex

from addon.scripting.errors import LimitExceeded, throw
from addon.scripting.library.json_read import DEEPEST, ESCAPES, LIST, MAP, NUMBER_SIZE, REFERENCE
from addon.scripting.values.maps import HashMap
from addon.scripting.values.numbers import smallest

SPACE = regex.compile(r"[\t-\r\x1c-\x20]*")
STRING_ENDS = regex.compile(r'["\\]')
ESCAPED = regex.compile(r'\\(?:["\\bfnrt/]|u[0-9a-fA-F]{4})')
NUMBER_LIKE = regex.compile(r"[0-9+.eE-]*")
NUMBER = regex.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
ESCAPE = regex.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", regex.DOTALL)
CONSTANTS = {"t": "true", "f": "false", "n": "null"}
PIECE = 16_384
"""Characters escaped at a time, each charged before the next."""
MEANINGS = {"true": True, "false": False, "null": None}
LABELS = {
    "{": "an opening curly brace '{'",
    "}": "a closing curly brace '}'",
    "[": "an opening square bracket '['",
    "]": "a closing square bracket ']'",
    ":": "a colon ':'",
    ",": "a comma ','",
}


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is a bracket, colon or comma, "string", "number" or "constant"; `at` is where it starts."""

    kind: str
    text: str
    at: int


class Lexer:
    """A place in a text; gives tokens until the text ends or a text in it does not."""

    __slots__ = ("at", "run", "source")

    def __init__(self, run: Any, source: str) -> None:
        self.run = run
        self.source = source
        self.at = 0

    def position(self, at: int) -> tuple[int, int]:
        """Line and column as Java's reader counts them: a line begins when the first character of it is read."""
        self.run.meter.step(at >> 6)
        before = self.source[:at].replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
        return before.count("\n") + 1, len(before) - before.rfind("\n")

    def where(self, at: int) -> str:
        return "line: {}, column: {}".format(*self.position(at))

    def next(self) -> Token | None:
        """The next token, or None at the end."""
        self.run.meter.step(4)
        source = self.source
        start = SPACE.match(source, self.at).end()
        self.run.meter.step(start - self.at >> 4)
        self.at = start
        letter = source[start : start + 1]
        if not letter:
            return None
        if letter in LABELS:
            self.at = start + 1
            return Token(letter, letter, start)
        if letter == '"':
            return self.string(start)
        if letter in CONSTANTS:
            return self.constant(CONSTANTS[letter], start)
        if letter == "-" or letter in "0123456789":
            self.at = NUMBER_LIKE.match(source, start).end()
            word = source[start : self.at]
            if NUMBER.fullmatch(word) is None:
                self.mismatched(word, "a number")
            return Token("number", word, start)
        return self.lost(
            start, f"while reading '{letter}', no possible valid JSON value or punctuation could be recognized."
        )

    def string(self, start: int) -> Token | None:
        """The text that begins here; None, and nothing more to come, where it does not end or has a wrong escape."""
        source, meter = self.source, self.run.meter
        at = start + 1
        while True:
            found = STRING_ENDS.search(source, at)
            end = len(source) if found is None else found.start()
            meter.step(1 + (end - at >> 4))
            if found is None:
                break
            if found.group() == '"':
                self.at = end + 1
                meter.text(self.at - start)
                return Token("string", source[start + 1 : end], start)
            escaped = ESCAPED.match(source, end)
            if escaped is None:
                break
            at = escaped.end()
        self.at = len(source)
        return None

    def constant(self, word: str, start: int) -> Token:
        read = self.source[start : start + len(word)]
        self.at = start + len(read)
        if read != word:
            self.mismatched(read.ljust(len(word), "\0"), f"the constant '{word}'")
        return Token("constant", word, start)

    def mismatched(self, word: str, wanted: str) -> NoReturn:
        self.lost(self.at, f"while reading '{word}', was trying to match {wanted}")

    def lost(self, at: int, reason: str) -> NoReturn:
        throw("groovy.json.JsonException", f"Lexing failed on {self.where(at)}, {reason}")

    def tokens(self) -> Iterator[Token]:
        while (token := self.next()) is not None:
            yield token


def unescaped(plain: str) -> str:
    """The characters that a text in JSON means."""
    if "\\" not in plain:
        return plain
    return str(ESCAPE.sub(lambda one: chr(int(one[1], 16)) if one[1] else ESCAPES.get(one[2], one[2]), plain))


def pretty(run: Any, source: str, plain_unicode: bool) -> str:
    """JSON text indented by four spaces; with `plain_unicode`, letters beyond ASCII stay as they are."""
    quoted = encode_basestring if plain_unicode else encode_basestring_ascii
    parts: list[str] = []
    depth = 0
    for token in Lexer(run, source).tokens():
        if token.kind in "{[":
            depth += 1
            part = token.kind + "\n" + "    " * depth
        elif token.kind in "}]":
            depth -= 1
            part = "\n" + "    " * depth + token.kind
        elif token.kind == ",":
            part = ",\n" + "    " * depth
        elif token.kind == ":":
            part = ": "
        else:
            part = _escaped(run, token.text, quoted) if token.kind == "string" else token.text
        run.meter.step(len(part) >> 4)
        run.meter.allocate(len(part) + REFERENCE)
        parts.append(part)
    run.meter.text(sum(map(len, parts)))
    return "".join(parts)


def _escaped(run: Any, plain: str, quoted: Callable[[str], str]) -> str:
    """A text in quotes, written piece by piece: escaping makes it up to six times as long."""
    words = unescaped(plain)
    if len(words) <= PIECE:
        return quoted(words)
    made = []
    for start in range(0, len(words), PIECE):
        made.append(quoted(words[start : start + PIECE])[1:-1])
        run.meter.allocate(len(made[-1]))
    return '"' + "".join(made) + '"'


# JsonSlurperClassic


def read_classic(run: Any, source: str | None) -> Any:
    """The list or map of a JSON text; throws what JsonSlurperClassic throws."""
    if not source:
        throw("IllegalArgumentException", "The JSON input text should neither be null nor empty.")
    lexer = Lexer(run, source)
    token = lexer.next()
    if token is None:
        throw("NullPointerException", 'Cannot invoke "groovy.json.JsonToken.getType()" because "token" is null')
    if token.kind not in "{[":
        _bad(
            f"A JSON payload should start with {LABELS['{']} or {LABELS['[']}.\n"
            f"Instead, '{_shown(token)}' was found on {lexer.where(token.at)}"
        )
    return _object(lexer, 0) if token.kind == "{" else _array(lexer, 0)


def _bad(message: str) -> NoReturn:
    throw("groovy.json.JsonException", message)


def _shown(token: Token) -> str:
    return f'"{token.text}"' if token.kind == "string" else token.text


def _ended(lexer: Lexer, wanted: str, kind: str) -> NoReturn:
    _bad(f"Expected {wanted} on {lexer.where(lexer.at)}.\nBut got an unterminated {kind}.")


def _unexpected(lexer: Lexer, token: Token, wanted: str, comma: str = ",") -> NoReturn:
    where = lexer.where(token.at) if comma else lexer.where(token.at).replace(",", "")
    _bad(f"Expected {wanted} on {where}.\nBut got '{_shown(token)}' instead.")


def _value(lexer: Lexer, token: Token, depth: int) -> Any:
    if depth > DEEPEST:
        raise LimitExceeded("depth", f"JSON is nested deeper than {DEEPEST}.")
    if token.kind == "{":
        return _object(lexer, depth + 1)
    if token.kind == "[":
        return _array(lexer, depth + 1)
    if token.kind == "string":
        return unescaped(token.text)
    if token.kind == "constant":
        return MEANINGS[token.text]
    if token.kind != "number":
        _unexpected(lexer, token, "a value, an array, or an object")
    lexer.run.meter.allocate(NUMBER_SIZE + len(token.text))
    lexer.run.meter.step(len(token.text) >> 2)
    return Decimal(token.text) if set(token.text) & set(".eE") else smallest(int(token.text[:4000]))


def _array(lexer: Lexer, depth: int) -> list[Any]:
    lexer.run.meter.allocate(LIST)
    made: list[Any] = []
    while True:
        token = lexer.next()
        if token is None:
            _ended(lexer, "a value", "array")
        if token.kind == "]":
            return made
        lexer.run.meter.allocate(REFERENCE)
        made.append(_value(lexer, token, depth))
        token = lexer.next()
        if token is None:
            _ended(lexer, f"{LABELS[']']} or {LABELS[',']}", "array")
        if token.kind == "]":
            return made
        if token.kind != ",":
            _unexpected(lexer, token, f"a value or {LABELS[']']}", comma="")


def _object(lexer: Lexer, depth: int) -> HashMap:
    lexer.run.meter.allocate(MAP)
    made = HashMap()
    while True:
        key = lexer.next()
        if key is None:
            _ended(lexer, "a String key", "object")
        if key.kind == "}":
            return made
        if key.kind != "string":
            _unexpected(lexer, key, "a string key")
        colon = lexer.next()
        if colon is None:
            _ended(lexer, f"a {LABELS[':']}", "object")
        if colon.kind != ":":
            _unexpected(lexer, colon, LABELS[":"])
        token = lexer.next()
        if token is None:
            _ended(lexer, "a value", "object")
        lexer.run.meter.entries(1)
        made.put(unescaped(key.text), _value(lexer, token, depth))
        token = lexer.next()
        if token is None:
            _ended(lexer, f"{LABELS['}']} or {LABELS[',']}", "object")
        if token.kind == "}":
            return made
        if token.kind != ",":
            _unexpected(lexer, token, f"a value or {LABELS['}']}")
