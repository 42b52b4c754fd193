"""Rich text in a script: text to every string operation, a whole document when it is handed on untouched.

It is a GString with one part. Whatever is done to a GString gives an ordinary String, and so does an
interpolation around it; assigned, put in a map or list, or merged, it stays the object it is.
"""

from typing import Any

from addon.scripting.semantics.extend import extend
from addon.scripting.values.characters import GString
from addon.scripting.values.classes import define


class RichPart:
    """The one part of a rich text: what it reads like here, and the document it stands for."""

    __slots__ = ("document", "text")

    def __init__(self, text: str, document: Any) -> None:
        self.text = text
        self.document = document


define("RichText", python=[RichPart])
extend(RichPart, text=lambda part: part.text, truth=lambda part: bool(part.text))


def rich_text(text: str, document: Any) -> GString:
    """A rich value: `text` in the markup of its side, `document` any JSON-like value."""
    return GString(("", ""), [RichPart(text, document)])


def document_of(value: Any) -> Any:
    """The document of a rich value that is still untouched; None for anything else."""
    if isinstance(value, GString) and value.strings == ("", "") and isinstance(value.values[0], RichPart):
        return value.values[0].document
    return None
