"""Pictures inside a line of text, which Jira can only show between paragraphs."""

from addon.richtext.inlines import tidy
from addon.richtext.references import References
from addon.richtext.tree import Node


def lifted(paragraph: Node, references: References, allowed: bool) -> tuple[Node, ...] | None:
    """The paragraph split around its external pictures, None when there is nothing to lift.

    A picture that Jira holds as a media file stays in the line; one that lies at an address cannot.
    """
    if not any(node.kind == "mediaInline" for node in paragraph.content) or not allowed:
        return None
    pieces: list[Node] = []
    line: list[Node] = []
    for node in paragraph.content:
        if node.kind == "mediaInline" and _external(node, references):
            _close(pieces, line, paragraph)
            picture = node._replace(kind="media")
            pieces.append(Node("mediaSingle", (picture,), (("layout", "center"),)))
        else:
            line.append(node)
    if not pieces:
        return None
    _close(pieces, line, paragraph)
    return tuple(pieces)


def standing_alone(content: tuple[Node, ...], kind: str) -> tuple[Node, ...] | None:
    """The pictures of this kind as blocks when the line holds nothing else that a reader sees, else None."""
    pictures: list[Node] = []
    for node in content:
        if node.kind == kind:
            pictures.append(Node("mediaSingle", (node._replace(kind="media"),), (("layout", "center"),)))
        elif node.kind != "hardBreak" and (node.kind != "text" or node.text.strip(" \u00a0")):
            return None
    return tuple(pictures) if pictures else None


def _external(node: Node, references: References) -> bool:
    known = references.media(node, "jira") or node
    return not (known.string("id") and known.get("collection") is not None) and bool(known.string("url"))


def _close(pieces: list[Node], line: list[Node], paragraph: Node) -> None:
    """Ends the words between two pictures, without the spaces and breaks around them."""
    words = list(tidy(line))
    line.clear()
    while words and (words[0].kind == "hardBreak" or words[0].text.startswith(" ")):
        _shorten(words, 0, words[0].text.lstrip(" "))
    while words and (words[-1].kind == "hardBreak" or words[-1].text.endswith(" ")):
        _shorten(words, -1, words[-1].text.rstrip(" "))
    if words:
        pieces.append(paragraph._replace(content=tidy(words)))


def _shorten(words: list[Node], place: int, left: str) -> None:
    if left:
        words[place] = words[place]._replace(text=left)
    else:
        del words[place]
