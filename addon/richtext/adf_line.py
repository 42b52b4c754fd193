"""Writes inlines, pictures and cards as Atlassian's document format."""

import json

from addon.richtext.adf_fit import is_placeable, original_of
from addon.richtext.adf_model import NOT_IN_ADF
from addon.richtext.inlines import tidy
from addon.richtext.labels import words_for
from addon.richtext.references import References
from addon.richtext.tree import Mark, Node

Adf = dict[str, object]


class LineWriter:
    """What stands in a line; the block writer is built on it."""

    def __init__(self, references: References) -> None:
        self.references = references

    def inlines(self, nodes: tuple[Node, ...], allowed: frozenset[str] | None = None) -> list[Adf]:
        """A line of inlines; what may not stand in it or cannot be placed becomes its label."""
        written: list[Adf] = []
        line: list[Node] = []  # the same line, with labels in place of what cannot be written
        atoms: list[Adf] = []
        for node in nodes:
            kind = node.kind
            if kind == "text":
                element: Adf = {"type": "text", "text": node.text}
                if node.marks:
                    element["marks"] = [_mark(mark) for mark in node.marks if mark.kind != "border"]
                written.append(element)
                line.append(node)
            elif kind == "hardBreak":
                written.append({"type": "hardBreak"})
                line.append(node)
            elif (atom := self.atom(node, allowed)) is not None:
                written.append(atom)
                atoms.append(atom)
                line.append(node)
            else:
                line.extend(words_for(node))
        return written if len(written) == len(nodes) else self._tidied(line, atoms)

    def _tidied(self, line: list[Node], atoms: list[Adf]) -> list[Adf]:
        """The line again, with labels joined to the words beside them."""
        waiting = iter(atoms)
        written: list[Adf] = []
        for node in tidy(line):
            if node.kind in ("text", "hardBreak"):
                written.extend(self.inlines((node,)))
            else:
                written.append(next(waiting))
        return written

    def atom(self, node: Node, allowed: frozenset[str] | None) -> Adf | None:
        """One inline that is no text, None where it cannot be written."""
        kind = node.kind
        if kind == "opaqueInline":
            return original_of(node, "paragraph") if allowed is None else None
        if allowed is not None and kind not in allowed:
            return None
        if kind == "mention":
            return self.mention(node)
        if kind == "mediaInline":
            return self.media(node)
        if kind == "inlineCard":
            return self.card(node)
        return attributed(node.kind, node)

    def mention(self, node: Node) -> Adf | None:
        """A mention of a Jira account, None when nobody knows whose account it is."""
        if node.get("home") != "jira":
            known = self.references.mention(node, "jira")
            if known is None or known.get("home") != "jira":
                return None
            node = known
        return attributed("mention", node)

    def media(self, node: Node) -> Adf | None:
        """A media object that Jira can show, None when nobody knows where the file lies there."""
        node = self.references.media(node, "jira") or node
        if not is_placeable(node):
            return None
        kind = node.get("type")
        if node.string("id") and node.get("collection") is not None:
            names = ["id", "collection", "alt", "height", "width", "occurrenceKey", "localId"]
            known = ("file", "link") if node.kind == "media" else ("file", "link", "image", None)
            kind = kind if kind in known else "file"
        else:
            names = ["url", "alt", "height", "width", "localId"]
            kind = "external"
        values: Adf = {"type": kind} if kind is not None else {}
        values.update((name, value) for name in names if (value := node.get(name)) is not None)
        if (data := node.get("dataJson")) is not None:
            values["data"] = json.loads(str(data))
        element: Adf = {"type": node.kind, "attrs": values}
        if node.marks:
            element["marks"] = [_mark(mark) for mark in node.marks]
        return element

    def card(self, node: Node) -> Adf:
        """A card with its address, its data or its data source, whichever it had."""
        url = node.get("url")
        if isinstance(url, str):
            node = node.with_attributes(url=self.references.card(url, "jira") or url)
        element = attributed(node.kind, node)
        if node.kind == "embedCard":
            return element
        values = element.setdefault("attrs", {})
        assert isinstance(values, dict)
        source, data = node.get("datasourceJson"), node.get("dataJson")
        if source is not None:
            values["datasource"] = json.loads(str(source))
        elif "url" not in values and data is not None:
            values["data"] = json.loads(str(data))
        return element


def attributed(kind: str, node: Node) -> Adf:
    """The object with the attributes that ADF knows."""
    if not node.attributes:
        return {"type": kind}
    values = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in node.attributes
        if name not in NOT_IN_ADF
    }
    return {"type": kind, "attrs": values} if values else {"type": kind}


def _mark(mark: Mark) -> Adf:
    return {"type": mark.kind, "attrs": dict(mark.attributes)} if mark.attributes else {"type": mark.kind}
