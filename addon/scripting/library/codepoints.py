"""java.lang.Character: code points, surrogates, digits in other bases, kinds of characters."""

import unicodedata
from typing import Any

from addon.scripting.library.characters import known_character
from addon.scripting.library.registry import Table
from addon.scripting.values import hierarchy
from addon.scripting.values.characters import Character

characters = Table(hierarchy.CHARACTER)
HIGH, LOW, END, WIDE = 0xD800, 0xDC00, 0xE000, 0x10000
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
for _name, _value in {"MIN_RADIX": 2, "MAX_RADIX": 36, "SIZE": 16, "BYTES": 2}.items():
    characters.constant(_name, _value)
characters.constant("MIN_CODE_POINT", 0)
characters.constant("MAX_CODE_POINT", 0x10FFFF)
characters.constant("MIN_SUPPLEMENTARY_CODE_POINT", WIDE)
TYPES = {
    "Cn": 0,
    "Lu": 1,
    "Ll": 2,
    "Lt": 3,
    "Lm": 4,
    "Lo": 5,
    "Mn": 6,
    "Me": 7,
    "Mc": 8,
    "Nd": 9,
    "Nl": 10,
    "No": 11,
    "Zs": 12,
    "Zl": 13,
    "Zp": 14,
    "Cc": 15,
    "Cf": 16,
    "Co": 18,
    "Cs": 19,
    "Pd": 20,
    "Ps": 21,
    "Pe": 22,
    "Pc": 23,
    "Po": 24,
    "Sm": 25,
    "Sc": 26,
    "Sk": 27,
    "So": 28,
    "Pi": 29,
    "Pf": 30,
}
"""Java's numbers for the categories of Unicode."""


def code_of(value: Any) -> int:
    """The code point of a character or number."""
    return ord(value) if isinstance(value, str) else int(value)


def _test(name: str, test: Any) -> None:
    @characters.static(f"{name}(char)", f"{name}(int)")
    def tested(run: Any, value: Any) -> bool:
        return bool(test(code_of(value)))


def _category(code: int) -> str:
    return unicodedata.category(chr(code)) if 0 <= code <= 0x10FFFF else "Cn"


_test("isHighSurrogate", lambda code: HIGH <= code < LOW)
_test("isLowSurrogate", lambda code: LOW <= code < END)
_test("isSurrogate", lambda code: HIGH <= code < END)
_test("isDefined", lambda code: _category(code) != "Cn")
_test("isISOControl", lambda code: 0 <= code <= 0x1F or 0x7F <= code <= 0x9F)
_test("isTitleCase", lambda code: _category(code) == "Lt")
_test("isMirrored", lambda code: 0 <= code <= 0x10FFFF and bool(unicodedata.mirrored(chr(code))))
_test("isJavaIdentifierStart", lambda code: _category(code)[0] == "L" or _category(code) in ("Nl", "Sc", "Pc"))
_test(
    "isJavaIdentifierPart",
    lambda code: (
        _category(code)[0] == "L"
        or _category(code) in ("Nl", "Sc", "Pc", "Nd", "Mn", "Mc", "Cf")
        or code <= 8
        or 0x0E <= code <= 0x1B
        or 0x7F <= code <= 0x9F
    ),
)
_test("isIdeographic", lambda code: 0 <= code <= 0x10FFFF and "CJK" in unicodedata.name(chr(code), ""))
characters.static("isValidCodePoint(int)")(lambda run, code: 0 <= code <= 0x10FFFF)
characters.static("isBmpCodePoint(int)")(lambda run, code: 0 <= code < WIDE)
characters.static("isSupplementaryCodePoint(int)")(lambda run, code: WIDE <= code <= 0x10FFFF)
characters.static("charCount(int)")(lambda run, code: 2 if code >= WIDE else 1)


@characters.static("isSurrogatePair(char, char)")
def is_pair(run: Any, high: str, low: str) -> bool:
    """Whether two characters are one code point."""
    return HIGH <= ord(high) < LOW <= ord(low) < END


@characters.static("toCodePoint(char, char)")
def to_code_point(run: Any, high: str, low: str) -> int:
    """The code point of a surrogate pair."""
    return ((ord(high) - HIGH) << 10) + (ord(low) - LOW) + WIDE


@characters.static("highSurrogate(int)")
def high_surrogate(run: Any, code: int) -> Character:
    """The first half of a code point."""
    return Character(chr(((code - WIDE >> 10) + HIGH) & 0xFFFF))


@characters.static("lowSurrogate(int)")
def low_surrogate(run: Any, code: int) -> Character:
    """The second half of a code point."""
    return Character(chr((code & 0x3FF) + LOW))


@characters.static("getType(char)", "getType(int)")
def get_type(run: Any, value: Any) -> int:
    """Java's number for the character's category."""
    return TYPES.get(_category(code_of(value)), 0)


@characters.static("getName(int)")
def get_name(run: Any, code: int) -> Any:
    """The character's name in Unicode, or null."""
    return unicodedata.name(known_character(code), None)


@characters.static("toTitleCase(char)")
def title_case(run: Any, unit: str) -> Character:
    """The character as a word begins with it."""
    return Character(unit.title()[:1])


GREATEST = 0x10FFFF


@characters.static("digit(char, int)", "digit(int, int)")
def digit(run: Any, value: Any, radix: int) -> int:
    """The digit's value in a base, or -1."""
    code = code_of(value)
    if not 0 <= code <= GREATEST:
        return -1
    character = chr(code).lower()
    found = unicodedata.digit(character, -1) if not character.isascii() else DIGITS.find(character)
    return found if 2 <= radix <= 36 and found < radix else -1


@characters.static("forDigit(int, int)")
def for_digit(run: Any, value: int, radix: int) -> Character:
    """The digit of a value in a base, or the character zero."""
    return Character(DIGITS[value] if 2 <= radix <= 36 and 0 <= value < radix else "\0")


@characters.static("codePointAt(CharSequence, int)")
def code_point_at(run: Any, words: str, index: int) -> int:
    """The code point at an index."""
    from addon.scripting.semantics.calling import invoke

    return int(invoke(run, words, "codePointAt", (index,)))
