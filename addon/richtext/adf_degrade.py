"""What takes the place of a block that may not stand where it is; no words are lost by it."""

from collections.abc import Callable, Iterable

from addon.richtext.inlines import tidy, tidy_marks
from addon.richtext.labels import label
from addon.richtext.tree import EMPTY_PARAGRAPH, NOTHING, Mark, Node, text

Split = Callable[[Node], tuple[tuple[Node, ...], tuple[Node, ...]]]

_STRONG = Mark("strong")
_AROUND_BOLD = frozenset({"textColor", "backgroundColor", "link"})


def degraded(node: Node) -> tuple[Node, ...]:
    """The nearest blocks to this one that more parents may hold."""
    kind = node.kind
    if kind == "heading":
        bold = (piece._replace(marks=_bold(piece.marks)) if piece.kind == "text" else piece for piece in node.content)
        return (Node("paragraph", tidy(list(bold))),)
    if kind == "expand":
        title = node.string("title")
        head = (Node("paragraph", tidy([text(title, _STRONG)])),) if title else ()
        return head + node.content
    if kind in ("taskList", "decisionList"):
        return (Node("bulletList", tuple(signed_items(node, _split))),)
    if kind in ("blockCard", "embedCard"):
        values = tuple(pair for pair in node.attributes if pair[0] in ("url", "dataJson"))
        if not values:
            return (Node("paragraph", (text(label(node)),)),)
        return (Node("paragraph", (Node("inlineCard", NOTHING, values),)),)
    if kind == "rule":
        return ()
    if kind in ("mediaSingle", "mediaGroup"):
        media = [part._replace(kind="mediaInline") for part in node.content if part.kind == "media"]
        captions = [Node("paragraph", part.content) for part in node.content if part.kind == "caption"]
        return (Node("paragraph", tuple(media)), *captions)
    if kind == "codeBlock":
        code = "".join(piece.text for piece in node.content)
        return (Node("paragraph", tidy([text(code)])),)
    if kind in ("bulletList", "orderedList", "table", "tableRow", "layoutSection"):
        return tuple(inner for part in node.content for inner in _inside(part))
    return node.content


def _bold(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks with bold where all notations have it: inside of colors and links, around the rest."""
    place = next((number for number, mark in enumerate(marks) if mark.kind not in _AROUND_BOLD), len(marks))
    return tidy_marks((*marks[:place], _STRONG, *marks[place:]))


def _inside(part: Node) -> tuple[Node, ...]:
    return degraded(part) if part.kind == "tableRow" else part.content


def signed_items(node: Node, split: Split) -> Iterable[Node]:
    """Items of a task or decision list as plain list items that show their state.

    `split` makes one line and the blocks behind it of an item that holds blocks.
    """
    for item in node.content:
        if item.kind == "taskList":
            nested = tuple(signed_items(item, split))
            yield Node("listItem", (EMPTY_PARAGRAPH, Node("bulletList", nested)))
            continue
        sign = "⇒ " if item.kind == "decisionItem" else "☑ " if item.get("state") == "DONE" else "☐ "
        first, rest = (item.content, ()) if item.kind != "blockTaskItem" else split(item)
        yield Node("listItem", (Node("paragraph", tidy([text(sign), *first])), *rest))


def _split(item: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    head = item.content[0] if item.content else EMPTY_PARAGRAPH
    return (head.content, item.content[1:]) if head.kind == "paragraph" else ((), item.content)
