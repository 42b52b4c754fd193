"""Documents as plain text and plain text as documents."""

from addon.richtext.inlines import clean, tidy
from addon.richtext.kinds import HOLDS_INLINES
from addon.richtext.labels import label
from addon.richtext.tree import Document, Node, text


def plain_text(document: Document) -> str:
    """All words in reading order: a line for each line, an empty line between blocks, cells parted by tabs."""
    return "\n\n".join("\n".join(_lines(block)) for block in document.blocks)


def from_plain_text(words: str) -> Document:
    """A document of paragraphs: a blank line begins a new one, a line end is a hard break."""
    paragraphs: list[list[str]] = [[]]
    for line in clean(words).replace("\t", "    ").split("\n"):
        if line.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return Document(tuple(Node("paragraph", tidy([text("\n".join(lines))])) for lines in paragraphs if lines))


def is_plain(document: Document) -> bool:
    """Whether there is nothing but unformatted paragraphs and hard breaks, so that plain text loses nothing."""
    return all(
        block.kind == "paragraph"
        and all(name == "localId" for name, _ in block.attributes)
        and all((node.kind == "text" and not node.marks) or node.kind == "hardBreak" for node in block.content)
        for block in document.blocks
    )


def line_text(nodes: tuple[Node, ...]) -> str:
    """The words of a line of inlines."""
    words = []
    for node in nodes:
        if node.kind == "text":
            words.append(node.text)
        elif node.kind == "hardBreak":
            words.append("\n")
        else:
            words.append(line_text(node.content) if node.kind == "opaqueInline" else label(node))
    return "".join(words)


def _lines(node: Node) -> list[str]:
    kind = node.kind
    if kind in HOLDS_INLINES:
        return [line_text(node.content)]
    if kind == "codeBlock":
        return ["".join(piece.text for piece in node.content)]
    if kind == "tableRow":
        return ["\t".join(" ".join(line for block in cell.content for line in _lines(block)) for cell in node.content)]
    if kind in ("media", "blockCard", "embedCard"):
        return [label(node)]
    if kind == "rule":
        return ["---"]
    lines = [node.string("title")] if kind == "expand" and node.string("title") else []
    for child in node.content:
        lines.extend(_lines(child))
    return lines
