"""java.lang.Character."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.values import hierarchy
from addon.scripting.values.characters import Character
from addon.scripting.values.classes import BY_NAME

characters = Table(hierarchy.CHARACTER)


def _character_test(name: str, test: Any) -> None:
    @characters.static(f"{name}(char)", f"{name}(int)")
    def static(run: Any, value: Any) -> bool:
        unit = value if isinstance(value, str) else chr(value & 0xFFFF)
        return bool(test(unit))

    @characters.method(f"{name}()")
    def method(run: Any, self: Character) -> bool:
        return bool(test(self.unit))


for _name, _test in (
    ("isDigit", str.isdecimal),
    ("isLetter", str.isalpha),
    ("isLetterOrDigit", lambda unit: unit.isalpha() or unit.isdecimal()),
    ("isUpperCase", str.isupper),
    ("isLowerCase", str.islower),
    ("isWhitespace", lambda unit: unit.isspace() and unit not in "\xa0\u2007\u202f\x85"),
    ("isSpaceChar", lambda unit: unit in " \xa0\u2007\u202f"),
    ("isAlphabetic", str.isalpha),
):
    _character_test(_name, _test)


def _upper(unit: str) -> str:
    """The capital letter; the letter itself where its capital is more than one."""
    made = unit.upper()
    return made if len(made) == 1 else unit


def _of_code(change: Any) -> Any:
    """The change of one code point; any other number stays as it is."""

    def changed(run: Any, code: int) -> int:
        made = change(chr(code)) if 0 <= code <= 0x10FFFF else ""
        return ord(made) if len(made) == 1 else code

    return changed


@characters.static("toUpperCase(char)")
def upper_static(run: Any, unit: str) -> Character:
    return Character(_upper(unit))


@characters.static("toLowerCase(char)")
def lower_static(run: Any, unit: str) -> Character:
    return Character(unit.lower()[:1])


characters.static("toUpperCase(int)")(_of_code(str.upper))
characters.static("toLowerCase(int)")(_of_code(str.lower))


@characters.method("toUpperCase()")
def upper(run: Any, self: Character) -> Character:
    return Character(_upper(self.unit))


@characters.method("toLowerCase()")
def lower(run: Any, self: Character) -> Character:
    return Character(self.unit.lower()[:1])


@characters.static("getNumericValue(char)", "getNumericValue(int)")
def numeric_value(run: Any, value: Any) -> int:
    """The value of a digit, or of a letter from 10 for a; -1 for anything else."""
    if not isinstance(value, str) and not 0 <= value <= 0x10FFFF:
        return -1
    unit = value if isinstance(value, str) else chr(value)
    if unit.isdecimal():
        return int(unit)
    return ord(unit.lower()) - 87 if unit.isascii() and unit.isalpha() else -1


@characters.static("valueOf(char)")
def character_value(run: Any, unit: str) -> Character:
    return Character(unit)


@characters.static("toString(char)", "toString(int)")
def character_text(run: Any, value: Any) -> str:
    from addon.scripting.values.characters import inward

    return value if isinstance(value, str) else inward(known_character(value))


@characters.static("toChars(int)")
def to_chars(run: Any, code: int) -> Any:
    from addon.scripting.values.characters import inward
    from addon.scripting.values.lists import Array

    return Array(BY_NAME["char"], [Character(unit) for unit in inward(known_character(code))])


def known_character(code: int) -> str:
    """The character of a code point; throws where Unicode has no such place."""
    if not 0 <= code <= 0x10FFFF:
        throw("IllegalArgumentException", f"Not a valid Unicode code point: 0x{code & 0xFFFFFFFF:X}")
    return chr(code)


@characters.static("compare(char, char)")
def character_compare_static(run: Any, one: str, two: str) -> int:
    return ord(one) - ord(two)


@characters.method("charValue()")
def char_value(run: Any, self: Character) -> Character:
    return self


@characters.method("compareTo(Object)")
def character_compare(run: Any, self: Character, other: Any) -> int:
    from addon.scripting.semantics.castfailures import cast_failure
    from addon.scripting.semantics.ordering import compare

    if type(other) is str:
        cast_failure(other, "java.lang.Character")
    if type(other) is Character:
        return (self.unit > other.unit) - (self.unit < other.unit)
    return compare(self, other)


@characters.method("next()")
def character_next(run: Any, self: Character) -> Character:
    return Character(chr((ord(self.unit) + 1) & 0xFFFF))


@characters.method("previous()")
def character_previous(run: Any, self: Character) -> Character:
    return Character(chr((ord(self.unit) - 1) & 0xFFFF))


@characters.method("toString()")
def character_string(run: Any, self: Character) -> str:
    return self.unit


characters.constant("MIN_VALUE", Character("\0"))


characters.constant("MAX_VALUE", Character("\uffff"))


@characters.constructor("(char)")
def make(run: Any, unit: str) -> Character:
    """A Character of itself."""
    return Character(unit)
