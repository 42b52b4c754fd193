"""Writes the tree as Jira's wiki markup, for rules that handle text as such.

Scripts see it, people and products do not: what wiki markup cannot say is simplified (`wiki_form`), and the
original document travels beside the text as long as a rule does not change it.
"""

import re

from addon.richtext.colors import CUSTOM_PANEL, PANELS
from addon.richtext.labels import label
from addon.richtext.nested_marks import Piece, wrapped
from addon.richtext.references import NO_REFERENCES, Flavour, References
from addon.richtext.tree import HARD_BREAK, Document, Mark, Node
from addon.richtext.wiki_form import as_target, wiki_form

DELIMITERS = {"strong": "*", "em": "_", "underline": "+", "strike": "-"}
_SPECIAL = re.compile(r"[{}\[\]|]|[*_+^~\-](?![ \n])|(?<![ ])[*_+^~\-]|!(?=\S|\Z)|:(?=//)")
_HARMLESS = re.compile(r"[A-Za-z0-9 .,;?()/'\"=]*")
_BACKSLASH = re.compile(r"\\")
_ENTITY = re.compile(r"&(?=#?\w{1,10};)")
_LINE_START = re.compile(r"h[1-6](?=\.)|bq(?=\.)|[#*\-]+(?= |$)|-{4,}")
_BARE = re.compile(r"https?://[A-Za-z0-9\-._~/?#@!$&'()*+,;=%:]*[A-Za-z0-9/]\Z")


def render_wiki(document: Document, flavour: Flavour = "jira", references: References = NO_REFERENCES) -> str:
    """The document as wiki markup; ends with a line end unless it is empty."""
    writer = _Writer(flavour, references)
    written = "\n\n".join(writer.block(block) for block in wiki_form(document).blocks)
    return written + "\n" if written else ""


class _Writer:
    def __init__(self, flavour: Flavour, references: References) -> None:
        self.flavour = flavour
        self.references = references

    def block(self, node: Node) -> str:
        """One block in wiki form."""
        kind = node.kind
        if kind == "paragraph":
            return "\n".join(self.first(line) or "\\\\" for line in self.lines(node.content))
        if kind == "heading":
            level = int(node.number("level", 1))
            return f"h{level}. " + self.one_line(node.content)
        if kind in ("bulletList", "orderedList"):
            return "\n".join(self.items(node, ""))
        if kind == "codeBlock":
            return self.code_block(node)
        if kind == "rule":
            return "----"
        if kind == "table":
            return "\n".join(self.row(row) for row in node.content)
        inner = "\n\n".join(self.block(block) for block in node.content)
        if kind == "blockquote":
            return f"{{quote}}\n{inner}\n{{quote}}"
        color = PANELS.get(node.string("panelType"), node.string("panelColor") or CUSTOM_PANEL)
        if not re.match(r"#[0-9a-fA-F]{6}\Z", color):
            color = CUSTOM_PANEL
        return f"{{panel:bgColor={color}}}\n{inner}\n{{panel}}"

    def code_block(self, node: Node) -> str:
        code = "".join(piece.text for piece in node.content)
        if "{code}" in code:
            return f"{{noformat}}\n{code}\n{{noformat}}"
        language = node.string("language")
        return f"{{code{':' + language if language else ''}}}\n{code}\n{{code}}"

    def items(self, node: Node, prefix: str) -> list[str]:
        """The items of a list, each with the signs of all lists around it."""
        prefix += "*" if node.kind == "bulletList" else "#"
        written: list[str] = []
        for item in node.content:
            written.append(f"{prefix} {self.one_line(item.content[0].content)}")
            for nested in item.content[1:]:
                written.extend(self.items(nested, prefix))
        return written

    def row(self, row: Node) -> str:
        parts: list[str] = []
        for cell in row.content:
            parts.append("|| " if cell.kind == "tableHeader" else "| ")
            parts.append(self.one_line(cell.content[0].content) + " ")
        last = row.content[-1].kind == "tableHeader"
        return "".join(parts) + ("||" if last else "|")

    def one_line(self, nodes: tuple[Node, ...]) -> str:
        """All lines on one line of markup."""
        return " \\\\ ".join(self.lines(nodes))

    def first(self, line: str) -> str:
        """A line of a paragraph, kept from looking like the beginning of something else."""
        found = _LINE_START.match(line)
        if found is None:
            return line
        end = found.end()
        return line[:end] + "\\" + line[end:] if line[0] in "hb" else "\\" + line

    def lines(self, nodes: tuple[Node, ...]) -> list[str]:
        """The lines between hard breaks."""
        lines: list[list[Node]] = [[]]
        for node in nodes:
            if node == HARD_BREAK:
                lines.append([])
            else:
                lines[-1].append(node)
        return [self.line(line) for line in lines]

    def line(self, nodes: list[Node]) -> str:
        """One line; marks as braces where the signs alone would not be seen."""
        pieces = [(node.marks, self.words(node, number, len(nodes))) for number, node in enumerate(nodes)]
        return wrapped(pieces, 0, "", "", _marked)

    def words(self, node: Node, number: int, count: int) -> str:
        if node.kind == "mention":
            known = node if node.get("home") == "jira" else self.references.mention(node, "jira")
            account = known.string("id") if known is not None else ""
            if self.flavour != "jira" and node.string("text"):
                account = ""  # outside of Jira the name says more than the account
            if re.match(r"[\w:\-.]+\Z", account):
                return f"[~accountid:{account}]"
            return escaped(label(node))
        if node.kind == "mediaInline":
            alt = node.string("alt")
            return f"!{node.string('url')}{'|alt=' + alt if alt else ''}!"
        words = escaped(node.text)
        if number == 0:
            words = _edge(words, words.lstrip(" "), True)
        if number == count - 1:
            words = _edge(words, words.rstrip(" "), False)
        return words


def _edge(words: str, stripped: str, leading: bool) -> str:
    spaces = "&nbsp;" * (len(words) - len(stripped))
    return spaces + stripped if leading else stripped + spaces


def escaped(words: str) -> str:
    """The words with everything escaped that wiki markup could take for formatting."""
    if _HARMLESS.fullmatch(words) is not None:
        return words
    words = _ENTITY.sub("&amp;", words)
    words = _BACKSLASH.sub("&#92;", words)
    words = _SPECIAL.sub(lambda found: "\\" + found[0], words)
    return words.replace("\u00a0", "&nbsp;") if not words.isascii() else words


def _marked(mark: Mark, pieces: list[Piece], level: int, left: str, right: str) -> str:
    """The pieces with the mark's own markup around them; in braces where a sign alone would not be seen."""
    if mark.kind == "link":
        href = str(mark.get("href"))
        words = pieces[0][1]
        alone = len(pieces) == 1 and len(pieces[0][0]) == level + 1 and words == escaped(href)
        if alone and _BARE.match(href) and left in ("", " ") and right in ("", " ", "\\"):
            return href
        return f"[{wrapped(pieces, level + 1, '*', '*', _marked)}|{as_target(href)}]"
    if mark.kind == "textColor":
        return f"{{color:{mark.get('color')}}}{wrapped(pieces, level + 1, '*', '*', _marked)}{{color}}"
    if mark.kind == "code":
        return "{{" + wrapped(pieces, level + 1, "*", "*", _marked) + "}}"
    sign = DELIMITERS.get(mark.kind) or ("~" if mark.get("type") == "sub" else "^")
    inner = wrapped(pieces, level + 1, "*", "*", _marked)
    if inner[0].isalnum() and inner[-1].isalnum() and left in ("", " ") and right in ("", " "):
        return sign + inner + sign
    return f"{{{sign}}}{inner}{{{sign}}}"
