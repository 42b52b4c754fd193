"""java.lang.String: what Java itself offers."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.semantics.ordering import compare_texts
from addon.scripting.semantics.texts import java_text, text
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import NativeFunction
from addon.scripting.values.characters import Character, GString
from addon.scripting.values.classes import BY_NAME, class_named, class_of
from addon.scripting.values.lists import Array
from addon.scripting.values.numbers import Byte

strings = Table(hierarchy.STRING)
strings.constant(
    "CASE_INSENSITIVE_ORDER",
    NativeFunction(
        lambda one, two: compare_texts(folded(text(one)), folded(text(two))),
        2,
        "java.lang.String$CaseInsensitiveComparator",
    ),
)
SPACE = "".join(map(chr, range(33)))
"""What String.trim removes: everything up to U+0020."""


@strings.method("length()", cost=0)
def length(run: Any, self: str) -> int:
    """The number of characters."""
    return len(self)


@strings.method("isEmpty()", cost=0)
def is_empty(run: Any, self: str) -> bool:
    """Whether there is no character."""
    return not self


@strings.method("isBlank()", cost=4)
def is_blank(run: Any, self: str) -> bool:
    """Whether there is nothing but white space."""
    return not self or self.isspace()


@strings.method("charAt(int)", cost=0)
def char_at(run: Any, self: str, index: int) -> Character:
    """The character at an index."""
    if not 0 <= index < len(self):
        throw(
            "StringIndexOutOfBoundsException",
            f"String index out of range: {index}",
        )
    return Character(self[index])


@strings.method("codePointAt(int)", cost=0)
def code_point_at(run: Any, self: str, index: int) -> int:
    """The code point at an index."""
    if not 0 <= index < len(self):
        throw("StringIndexOutOfBoundsException", f"index {index}, length {len(self)}")
    unit = ord(self[index])
    if 0xD800 <= unit < 0xDC00 and index + 1 < len(self) and 0xDC00 <= ord(self[index + 1]) < 0xE000:
        return 0x10000 + ((unit - 0xD800) << 10) + ord(self[index + 1]) - 0xDC00
    return unit


@strings.method("codePointCount(int, int)")
def code_point_count(run: Any, self: str, start: int, end: int) -> int:
    """The number of code points in a part."""
    if not 0 <= start <= end <= len(self):
        throw("IndexOutOfBoundsException")
    part = self[start:end]
    return len(part) - sum([1 for unit in part if "\udc00" <= unit <= "\udfff"])


@strings.method("substring(int)", "substring(int, int)", cost=0)
def substring(run: Any, self: str, start: int, end: int | None = None) -> str:
    """The part from start up to, not including, end."""
    stop = len(self) if end is None else end
    if start < 0 or stop > len(self) or start > stop:
        throw("StringIndexOutOfBoundsException", f"begin {start}, end {stop}, length {len(self)}")
    run.meter.text(stop - start)
    return self[start:stop]


@strings.method("subSequence(int, int)", cost=0)
def sub_sequence(run: Any, self: str, start: int, end: int) -> str:
    """As substring."""
    return str(substring(run, self, start, end))


@strings.method("indexOf(String)", "indexOf(String, int)", "indexOf(int)", "indexOf(int, int)")
def index_of(run: Any, self: str, sought: Any, start: int = 0) -> int:
    """The first index of a text at or after start, or -1."""
    run.meter.step(len(self) >> 8)
    return self.find(_sought(sought), min(max(0, start), len(self)))


@strings.method("lastIndexOf(String)", "lastIndexOf(String, int)", "lastIndexOf(int)", "lastIndexOf(int, int)")
def last_index_of(run: Any, self: str, sought: Any, start: int | None = None) -> int:
    """The last index of a text at or before start, or -1."""
    wanted = _sought(sought)
    if start is None:
        return self.rfind(wanted)
    return -1 if start < 0 else self.rfind(wanted, 0, start + len(wanted))


def _sought(sought: Any) -> str:
    if type(sought) is int:
        return chr(sought) if 0 <= sought <= 0xFFFF else "\0\0unfindable"
    return str(sought)


@strings.method("contains(CharSequence)")
def contains(run: Any, self: str, part: str) -> bool:
    """Whether the part occurs."""
    return part in self


@strings.method("startsWith(String)", "startsWith(String, int)", cost=0)
def starts_with(run: Any, self: str, part: str, offset: int = 0) -> bool:
    """Whether the text starts with a part."""
    return 0 <= offset <= len(self) and self.startswith(part, offset)


@strings.method("endsWith(String)", cost=0)
def ends_with(run: Any, self: str, part: str) -> bool:
    """Whether the text ends with a part."""
    return self.endswith(part)


def _dotted(words: str, locale: Any, letter: str, other: str) -> str:
    """A text whose letter i keeps its dot or goes without, where Turkish and Azeri say so."""
    return words.replace(letter, other) if locale is not None and locale.tag[:2] in ("tr", "az") else words


@strings.method("toLowerCase()", "toLowerCase(Locale)")
def to_lower_case(run: Any, self: str, locale: Any = None) -> str:
    """All letters small."""
    run.meter.text(len(self))
    return _dotted(_dotted(self, locale, "İ", "i"), locale, "I", "ı").lower()


@strings.method("toUpperCase()", "toUpperCase(Locale)")
def to_upper_case(run: Any, self: str, locale: Any = None) -> str:
    """All letters capital."""
    run.meter.text(len(self))
    return _dotted(self, locale, "i", "İ").upper()


@strings.method("trim()", cost=4)
def trim(run: Any, self: str) -> str:
    """Without white space at both ends."""
    return self.strip(SPACE)


@strings.method("strip()")
def strip(run: Any, self: str) -> str:
    """Without Unicode white space at both ends."""
    return self.strip()


@strings.method("stripLeading()")
def strip_leading(run: Any, self: str) -> str:
    """Without white space at the start."""
    return self.lstrip()


@strings.method("stripTrailing()")
def strip_trailing(run: Any, self: str) -> str:
    """Without white space at the end."""
    return self.rstrip()


@strings.method("concat(String)")
def concat(run: Any, self: str, other: str) -> str:
    """Both texts joined."""
    run.meter.text(len(self) + len(other))
    return self + other


@strings.method("repeat(int)")
def repeat(run: Any, self: str, count: int) -> str:
    """The text so many times."""
    if count < 0:
        throw("IllegalArgumentException", f"count is negative: {count}")
    run.meter.text(len(self) * count)
    return self * count


@strings.method("replace(CharSequence, CharSequence)", "replace(char, char)")
def replace(run: Any, self: str, old: str, new: str) -> str:
    """Every occurrence of a plain text replaced."""
    occurrences = self.count(old)
    run.meter.text(len(self) + occurrences * (len(new) - len(old)))
    return self.replace(old, new)


@strings.method("equalsIgnoreCase(String?)", cost=2)
def equals_ignore_case(run: Any, self: str, other: str | None) -> bool:
    """Whether both are equal but for the case of letters."""
    return other is not None and len(self) == len(other) and folded(self) == folded(other)


def folded(plain: str) -> str:
    """Java's case folding: upper, then lower, unit by unit."""
    return "".join([_fold(unit) for unit in plain]) if not plain.isascii() else plain.lower()


def _fold(unit: str) -> str:
    upper = unit.upper()
    lower = (upper if len(upper) == 1 else unit).lower()
    return lower if len(lower) == 1 else unit


@strings.method("compareTo(Object)")
def compare_to(run: Any, self: str, other: Any) -> int:
    """Lexicographic order."""
    from addon.scripting.semantics.naturalorder import natural

    if other is None:
        throw("NullPointerException", 'Cannot read field "value" because "anotherString" is null')
    return compare_texts(self, text(other)) if type(other) in (str, GString) else natural(self, other)


@strings.method("compareToIgnoreCase(String)")
def compare_to_ignore_case(run: Any, self: str, other: str) -> int:
    """Lexicographic order ignoring case."""
    return compare_texts(folded(self), folded(other))


@strings.method("toCharArray()", "getChars()")
def to_char_array(run: Any, self: str) -> Array:
    """The characters as char[]."""
    run.meter.elements(len(self) * 4)
    return Array(BY_NAME["char"], [Character(unit) for unit in self])


@strings.method("getBytes()", "getBytes(String)", "getBytes(Charset)")
def get_bytes(run: Any, self: str, charset: Any = None) -> Array:
    """The encoded text as byte[], UTF-8 unless named otherwise."""
    from addon.scripting.library.encodings import encode

    data = encode(self, charset)
    run.meter.elements(len(data) * 4)
    return Array(BY_NAME["byte"], [Byte(one - 256 if one > 127 else one) for one in data])


@strings.method("intern()")
def intern(run: Any, self: str) -> str:
    """The text itself."""
    return self


@strings.static("valueOf(char...)", "copyValueOf(char...)")
def value_of_characters(run: Any, *characters: Any) -> str:
    """The text of the characters; Groovy takes them one by one, too."""
    return "".join([text(one) for one in characters])


@strings.static("valueOf(char[])", "valueOf(Object)", "copyValueOf(char[])")
def value_of(run: Any, value: Any) -> str:
    """The text of a value as Java prints it."""
    if type(value) is Array:
        return "".join([text(one) for one in value])
    return java_text(value)


def char_sequences(parts: Any) -> list[str]:
    """Their texts; Java joins nothing but texts and null, and throws at the first of anything else."""
    for part in parts:
        if (
            type(part) is not str
            and part is not None
            and not class_of(part).is_a(class_named("java.lang.CharSequence"))
        ):
            cast_failure(part, "java.lang.CharSequence")
    return [text(part) for part in parts]


@strings.static("join(CharSequence, Iterable)", "join(CharSequence, Object[])", "join(CharSequence?, CharSequence?...)")
def join(run: Any, separator: str | None, *parts: Any) -> str:
    """The parts with a separator between."""
    if separator is None:
        throw("NullPointerException", 'Cannot invoke "java.lang.CharSequence.toString()" because "delimiter" is null')
    from addon.scripting.semantics.equality import SEQUENCES
    from addon.scripting.values.sets import SET_TYPES

    if parts == (None,):
        throw("NullPointerException")
    if len(parts) == 1 and (type(parts[0]) in SEQUENCES or type(parts[0]) in SET_TYPES):
        parts = tuple(parts[0])
    words = char_sequences(parts)
    run.meter.text(sum(map(len, words)) + len(separator) * len(words))
    return separator.join(words)


@strings.constructor(
    "()",
    "(String)",
    "(char[])",
    "(StringBuilder)",
    "(StringBuffer)",
    "(byte[])",
    "(byte[], String)",
    "(byte[], Charset)",
)
def construct(run: Any, value: Any = "", charset: Any = None) -> str:
    """A text from text, characters or encoded bytes."""
    if type(value) is Array:
        if value.component.name == "byte":
            from addon.scripting.library.encodings import bytes_of, decode

            return decode(bytes_of(value), charset)
        run.meter.elements(len(value))
        run.meter.walk(len(value))
        return "".join([text(one) for one in value])
    return text(value)


@strings.constructor("(byte[], int, int)", "(byte[], int, int, String)", "(byte[], int, int, Charset)")
def part_of_bytes(run: Any, encoded: Array, start: int, count: int, charset: Any = None) -> str:
    """A text from some of the encoded bytes."""
    if start < 0 or count < 0 or start + count > len(encoded):
        throw("StringIndexOutOfBoundsException", f"offset {start}, count {count}, length {len(encoded)}")
    run.meter.elements(count)
    return str(construct(run, Array(encoded.component, encoded[start : start + count]), charset))


@strings.constructor("(char[], int, int)")
@strings.static("valueOf(char[], int, int)", "copyValueOf(char[], int, int)")
def part_of_characters(run: Any, characters: Array, start: int, count: int) -> str:
    """A text from some of the characters."""
    if start < 0 or count < 0 or start + count > len(characters):
        throw(
            "StringIndexOutOfBoundsException",
            f"offset {start}, count {count}, length {len(characters)}",
        )
    run.meter.elements(count)
    return "".join([text(one) for one in characters[start : start + count]])
