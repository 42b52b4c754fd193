"""Pictures inside a line of text, which Jira can only show between paragraphs."""

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


def _external(node: Node, references: References) -> bool:
    known = references.media(node, "jira") or node
    return not (known.string("id") and known.get("collection") is not None) and bool(known.string("url"))


def _close(pieces: list[Node], line: list[Node], paragraph: Node) -> None:
    while line and line[0].kind == "hardBreak":
        line.pop(0)
    while line and line[-1].kind == "hardBreak":
        line.pop()
    if any(node.kind != "text" or node.text.strip() for node in line):
        from_line = _trimmed(line)
        pieces.append(paragraph._replace(content=from_line))
    line.clear()


def _trimmed(line: list[Node]) -> tuple[Node, ...]:
    if line[0].kind == "text":
        line[0] = line[0]._replace(text=line[0].text.lstrip(" "))
    if line[-1].kind == "text":
        line[-1] = line[-1]._replace(text=line[-1].text.rstrip(" "))
    return tuple(node for node in line if node.kind != "text" or node.text)
