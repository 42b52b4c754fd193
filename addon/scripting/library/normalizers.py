"""java.text.Normalizer: composed and decomposed forms of letters with accents."""

import unicodedata
from typing import Any

import regex

from addon.scripting.library.javatime_enums import offer_enum
from addon.scripting.library.javatime_types import Constant
from addon.scripting.library.registry import Table, null_messages
from addon.scripting.semantics.extend import extend
from addon.scripting.values.classes import define


class Form(Constant):
    """java.text.Normalizer.Form"""

    __slots__ = ()


FORMS = [Form(name, place) for place, name in enumerate(("NFD", "NFC", "NFKD", "NFKC"))]
define("java.text.Normalizer$Form", "java.lang.Enum", python=[Form])
extend(Form, text=lambda value: value.name)
normalizers = Table(define("java.text.Normalizer"))
offer_enum(Table("java.text.Normalizer$Form"), list(FORMS))
normalizers.constant("Form", Table("java.text.Normalizer$Form").info)
LONGEST = 18
"""How many characters one may become, at most: U+FDFA in the forms of compatibility."""


MARKS = regex.compile(r"\p{M}{64,}")


def charge_marks(run: Any, words: str) -> None:
    """Marks upon one letter are put in order one by one: a long row of them costs its square."""
    for row in MARKS.finditer(words):
        run.meter.step((row.end() - row.start()) ** 2 >> 10)


def whole(words: str) -> str:
    """Surrogate pairs joined, as the tables of Unicode know them."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def units(words: str) -> str:
    """One character for each UTF-16 unit, as texts of scripts are."""
    if all(character < "\U00010000" for character in words):
        return words
    wide = words.encode("utf-16-le", "surrogatepass")
    return "".join(chr(int.from_bytes(wide[at : at + 2], "little")) for at in range(0, len(wide), 2))


@normalizers.static("normalize(CharSequence, Form)")
def normalize(run: Any, words: str, form: Form) -> str:
    """The text in a normal form; NFD takes accents off letters."""
    run.meter.step(len(words) >> 5)
    run.meter.allocate(len(words) * 4 * (LONGEST if "K" in form.name else 3))
    charge_marks(run, words)
    made = units(unicodedata.normalize(form.name, whole(words)))  # type: ignore[arg-type]
    run.meter.text(len(made))
    return made


@normalizers.static("isNormalized(CharSequence, Form)")
def is_normalized(run: Any, words: str, form: Form) -> bool:
    """Whether the text is in a normal form already."""
    run.meter.step(len(words) >> 5)
    charge_marks(run, words)
    return unicodedata.is_normalized(form.name, whole(words))  # type: ignore[arg-type]


NO_SOURCE = 'Cannot invoke "java.lang.CharSequence.toString()" because "src" is null'
null_messages(normalizers, {"normalize(CharSequence, Form)": (NO_SOURCE,)})
