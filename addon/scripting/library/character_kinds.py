"""java.lang.Character: the categories of Unicode by name, and the older tests of identifiers."""

import unicodedata
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.codepoints import GREATEST, TYPES
from addon.scripting.library.registry import Table
from addon.scripting.values import hierarchy
from addon.scripting.values.characters import Character
from addon.scripting.values.numbers import Byte

characters = Table(hierarchy.CHARACTER)
CATEGORIES = {
    "UNASSIGNED": "Cn",
    "UPPERCASE_LETTER": "Lu",
    "LOWERCASE_LETTER": "Ll",
    "TITLECASE_LETTER": "Lt",
    "MODIFIER_LETTER": "Lm",
    "OTHER_LETTER": "Lo",
    "NON_SPACING_MARK": "Mn",
    "ENCLOSING_MARK": "Me",
    "COMBINING_SPACING_MARK": "Mc",
    "DECIMAL_DIGIT_NUMBER": "Nd",
    "LETTER_NUMBER": "Nl",
    "OTHER_NUMBER": "No",
    "SPACE_SEPARATOR": "Zs",
    "LINE_SEPARATOR": "Zl",
    "PARAGRAPH_SEPARATOR": "Zp",
    "CONTROL": "Cc",
    "FORMAT": "Cf",
    "PRIVATE_USE": "Co",
    "SURROGATE": "Cs",
    "DASH_PUNCTUATION": "Pd",
    "START_PUNCTUATION": "Ps",
    "END_PUNCTUATION": "Pe",
    "CONNECTOR_PUNCTUATION": "Pc",
    "OTHER_PUNCTUATION": "Po",
    "MATH_SYMBOL": "Sm",
    "CURRENCY_SYMBOL": "Sc",
    "MODIFIER_SYMBOL": "Sk",
    "OTHER_SYMBOL": "So",
    "INITIAL_QUOTE_PUNCTUATION": "Pi",
    "FINAL_QUOTE_PUNCTUATION": "Pf",
}
for _name, _category in CATEGORIES.items():
    characters.constant(_name, Byte(TYPES[_category]))
for _new, _old in (
    ("isJavaLetter", "isJavaIdentifierStart"),
    ("isJavaLetterOrDigit", "isJavaIdentifierPart"),
):
    for _overload in characters.info.statics[f"{_old}/1"]:
        characters.static(f"{_new}(char)")(_overload.function)


def _category_of(value: Any) -> str:
    if isinstance(value, str):
        return unicodedata.category(value)
    return unicodedata.category(chr(value)) if 0 <= value <= GREATEST else "Cn"


@characters.static("isSpace(char)")
def is_space(run: Any, unit: str) -> bool:
    """Whether it is one of the white spaces of ASCII."""
    return unit in "\t\n\f\r "


@characters.static("isIdentifierIgnorable(char)", "isIdentifierIgnorable(int)")
def is_ignorable(run: Any, value: Any) -> bool:
    """Whether it means nothing in an identifier."""
    code = ord(value) if isinstance(value, str) else value
    return 0 <= code <= 8 or 0x0E <= code <= 0x1B or 0x7F <= code <= 0x9F or _category_of(value) == "Cf"


@characters.static("isUnicodeIdentifierStart(char)", "isUnicodeIdentifierStart(int)")
def starts_identifier(run: Any, value: Any) -> bool:
    """Whether an identifier may begin with it."""
    return _category_of(value)[0] == "L" or _category_of(value) == "Nl"


@characters.static("isUnicodeIdentifierPart(char)", "isUnicodeIdentifierPart(int)")
def in_identifier(run: Any, value: Any) -> bool:
    """Whether it may stand in an identifier."""
    return starts_identifier(run, value) or _category_of(value) in ("Nd", "Mn", "Mc", "Pc") or is_ignorable(run, value)


@characters.static("hashCode(char)")
def hash_code(run: Any, unit: str) -> int:
    """The character's number."""
    return ord(unit)


@characters.static("reverseBytes(char)")
def reverse_bytes(run: Any, unit: str) -> Character:
    """The two bytes in the other order."""
    code = ord(unit)
    return Character(chr((code & 0xFF) << 8 | code >> 8))


@characters.static("codePointOf(String)")
def code_point_of(run: Any, name: str) -> int:
    """The character of a name in Unicode."""
    try:
        return ord(unicodedata.lookup(name.strip()))
    except KeyError:
        return throw("IllegalArgumentException", f"Unrecognized character name :{name}")


def _by_text(name: str) -> None:
    @characters.static(f"{name}(CharSequence, int)" if name == "codePointBefore" else f"{name}(CharSequence, int, int)")
    def asked(run: Any, words: str, *places: int) -> int:
        """As the text itself tells."""
        from addon.scripting.semantics.calling import invoke

        return int(invoke(run, words, name, places))


for _name in ("codePointBefore", "codePointCount", "offsetByCodePoints"):
    _by_text(_name)
