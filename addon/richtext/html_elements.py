"""Small questions to an HTML element: its words, its style, what our own writer left on it."""

import json
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from addon.richtext.html_flow import PICTURE, Placement
from addon.richtext.html_text import INDENT
from addon.richtext.inlines import tidy, tidy_marks
from addon.richtext.styles import alignment, marks_of, pixels
from addon.richtext.tree import (
    HARD_BREAK,
    Mark,
    Node,
)

Marks = tuple[Mark, ...]
_LINE = frozenset({"paragraph", "heading"})
_OF_BLOCKS = frozenset({"strong", "em", "underline", "strike", "textColor"})
_BLACK = (Mark("textColor", (("color", "#000000"),)),)


def carried_by(given: Mapping[str, str | None]) -> Mapping[str, object]:
    """What our own writer left on the element; anything malformed is nothing."""
    written = given.get("data-liaise")
    if not written:
        return {}
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def elements_of(element: LexborNode) -> list[LexborNode]:
    return list(element.iter(include_text=False))


def has_own_text(element: LexborNode) -> bool:
    child = element.first_child
    while child is not None:
        if child.is_text_node and (child.text_content or "").strip():
            return True
        child = child.next
    return False


def words_of(element: LexborNode) -> str:
    """The element's words, one space between them."""
    return " ".join((element.text() or "").split())


def is_picture(element: LexborNode) -> bool:
    """Whether the element is an image, or a leaf that stands for one, perhaps inside a link."""
    if element.tag == "a":
        inner = elements_of(element)
        return len(inner) == 1 and inner[0].tag != "a" and is_picture(inner[0]) and not has_own_text(element)
    if element.tag == "span":
        return carried_by(element.attributes).get("kind") == PICTURE and not elements_of(element)
    return element.tag == "img"


def without(marks: Marks, kinds: frozenset[str] | set[str]) -> Marks:
    return tuple(mark for mark in marks if mark.kind not in kinds)


def painted(marks: Marks, found: Marks) -> Marks:
    """The marks with new ones inside; a new color replaces the outer one."""
    kept = without(marks, {mark.kind for mark in found if mark.attributes})
    return tidy_marks((*kept, *found))


def block_marks(marks: Marks, style: str, bold: bool = False) -> Marks:
    """What a block's style says about its text; backgrounds are the block's own. `bold`: the element is it anyway."""
    found, gone = marks_of(style)
    ignored = {"strong"} if bold else set()
    kept = tuple(mark for mark in found if mark.kind in _OF_BLOCKS - ignored and mark not in _BLACK)
    marks = without(marks, gone - ignored) if gone else marks
    return painted(marks, kept) if kept else marks


def placed_by(before: Placement, tag: str, styles: dict[str, str], align: str) -> Placement:
    """What the lines inside inherit."""
    found = "center" if tag == "center" else alignment(styles, align) if styles or align else None
    shift = pixels(styles, "margin-left") if styles else None
    steps = shift // INDENT if shift and shift % INDENT == 0 and tag != "td" else 0
    small = styles.get("font-size") == "small"
    if found is None and not steps and not small:
        return before
    kept = before.align if found is None else found
    return Placement(None if kept == "start" else kept, min(before.indent + steps, 6), before.small or small)


def one_line_of(blocks: tuple[Node, ...]) -> tuple[Node, ...] | None:
    """Some lines of words as one, None where they are more than that."""
    found: list[Node] = []
    for block in blocks:
        if block.kind not in _LINE or any(node.kind == "mediaInline" for node in block.content):
            return None
        if block.content and found:
            found.append(HARD_BREAK)
        found.extend(block.content)
    return tidy(found)


def preformatted(element: LexborNode, words: list[str]) -> None:
    child = element.first_child
    while child is not None:
        if child.is_text_node:
            words.append(child.text_content or "")
        elif child.tag == "br":
            words.append("\n")
        elif child.is_element_node:
            block = child.tag in ("div", "p", "li", "tr")
            if block and words and not words[-1].endswith("\n"):
                words.append("\n")
            preformatted(child, words)
            if block and child.next is not None and words and not words[-1].endswith("\n"):
                words.append("\n")
        child = child.next
