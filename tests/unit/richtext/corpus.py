"""One small document for every node and mark of Atlassian's document format, named after it."""

from typing import Any

Adf = dict[str, Any]


def n(kind: str, *content: Adf, marks: list[Adf] | None = None, **attrs: Any) -> Adf:
    made: Adf = {"type": kind}
    if attrs:
        made["attrs"] = attrs
    if content:
        made["content"] = list(content)
    if marks:
        made["marks"] = marks
    return made


def t(words: str, *marks: str | Adf) -> Adf:
    made: Adf = {"type": "text", "text": words}
    if marks:
        made["marks"] = [{"type": mark} if isinstance(mark, str) else mark for mark in marks]
    return made


def p(*content: Adf, **more: Any) -> Adf:
    return {"type": "paragraph", "content": list(content), **more}


def mark(kind: str, **attrs: Any) -> Adf:
    return {"type": kind, "attrs": attrs}


def item(*content: Adf) -> Adf:
    return n("listItem", *content)


def cell(words: str, kind: str = "tableCell", **attrs: Any) -> Adf:
    return n(kind, p(t(words)), **attrs)


LINK = mark("link", href="https://example.com/a?b=1&c=2")
FILE = n("media", type="file", id="6e7c7f2c-dd7a-499c-bceb-6f32bfbf30b5", collection="", alt="plan.png")
EXTERNAL = n("media", type="external", url="https://example.com/a.png", alt="A plan")

# Native and styled native: each comes back equal through HTML with attributes and through Markdown.
KEPT: dict[str, list[Adf]] = {
    "paragraph": [p(t("one")), p(t("two"))],
    "paragraph, empty": [p(t("one")), p(), p(t("two"))],
    "paragraph, aligned": [p(t("x"), marks=[mark("alignment", align="center")]), p(t("y"), marks=[mark("alignment", align="end")])],
    "paragraph, indented": [p(t("x"), marks=[mark("indentation", level=2)])],
    "paragraph, small": [p(t("x"), marks=[mark("fontSize", fontSize="small")])],
    "heading": [n("heading", t(f"level {level}"), level=level) for level in range(1, 7)],
    "heading, aligned": [n("heading", t("x"), level=2, marks=[mark("alignment", align="center")])],
    "hardBreak": [p(t("one"), n("hardBreak"), t("two"))],
    "hardBreak, last": [p(t("one"), n("hardBreak"))],
    "strong em underline strike": [p(t("a", "strong"), t(" "), t("b", "em"), t(" "), t("c", "underline"), t(" "), t("d", "strike"))],
    "marks, nested": [p(t("a", "strong"), t("b", "strong", "em"), t("c", "em"))],
    "marks, inside words": [p(t("un"), t("believ", "strong"), t("able"))],
    "marks, spaces at the edge": [p(t("a"), t(" b ", "strong"), t("c"))],
    "code": [p(t("call "), t("f(*x)", "code"), t(" now"))],
    "code, linked": [p(t("f()", LINK, "code"))],
    "subsup": [p(t("H"), t("2", mark("subsup", type="sub")), t("O x"), t("2", mark("subsup", type="sup")))],
    "textColor": [p(t("red", mark("textColor", color="#ff5630")))],
    "backgroundColor": [p(t("marked", mark("backgroundColor", color="#fedec8")))],
    "link": [p(t("see "), t("this", LINK), t(" page"))],
    "link, bare": [p(t("https://example.com/a?b=1&c=2", LINK))],
    "link, with formatting": [p(t("very ", LINK), t("good", "strong", LINK))],
    "escapes": [p(t("*a* _b_ [c](d) # e `f` <g> {h} ~i~ 1. j | k \\ & &amp; @l"))],
    "escapes, at the line's start": [p(t("# a")), p(t("- b")), p(t("1. c")), p(t("> d")), p(t("```")), p(t("| e |"))],
    "spaces": [p(t("a  b")), p(t(" c "))],
    "unicode": [p(t("漢字 é 😀 עברית"))],
    "bulletList": [n("bulletList", item(p(t("a"))), item(p(t("b"))))],
    "bulletList, nested": [n("bulletList", item(p(t("a")), n("bulletList", item(p(t("b"))))), item(p(t("c"))))],
    "bulletList, long items": [n("bulletList", item(p(t("a")), p(t("b"))), item(p(t("c")), n("codeBlock", t("x"))))],
    "bulletList, two in a row": [n("bulletList", item(p(t("a")))), n("bulletList", item(p(t("b"))))],
    "orderedList": [n("orderedList", item(p(t("a"))), item(p(t("b"))))],
    "orderedList, from 3": [n("orderedList", item(p(t("a"))), order=3)],
    "taskList": [n("taskList", n("taskItem", t("a"), localId="1", state="TODO"), n("taskItem", t("b"), localId="2", state="DONE"), localId="3")],
    "taskList, nested": [n("taskList", n("taskItem", t("a"), localId="1", state="TODO"), n("taskList", n("taskItem", t("b"), localId="2", state="TODO"), localId="4"), localId="3")],
    "blockTaskItem": [n("taskList", n("blockTaskItem", p(t("a")), p(t("b")), localId="1", state="TODO"), localId="3")],
    "decisionList": [n("decisionList", n("decisionItem", t("we do"), localId="1", state="DECIDED"), localId="2")],
    "codeBlock": [n("codeBlock", t("a = 1\n\n  b = `x` < 2\n"))],
    "codeBlock, language": [n("codeBlock", t("a = 1"), language="python")],
    "blockquote": [n("blockquote", p(t("a")), n("bulletList", item(p(t("b")))))],
    "rule": [p(t("a")), n("rule"), p(t("b"))],
    "panel": [n("panel", p(t(kind)), n("bulletList", item(p(t("x")))), panelType=kind) for kind in ("info", "note", "tip", "warning", "error", "success")],
    "panel, custom": [n("panel", p(t("x")), panelType="custom", panelColor="#ABF5D1", panelIcon=":rainbow:")],
    "expand": [n("expand", p(t("inside")), n("table", n("tableRow", cell("c"))), title="More")],
    "nestedExpand": [n("table", n("tableRow", n("tableCell", n("nestedExpand", p(t("inside")), title="More"))))],
    "table": [n("table", n("tableRow", cell("h", "tableHeader"), cell("i", "tableHeader")), n("tableRow", cell("a"), cell("b")))],
    "table, no header row": [n("table", n("tableRow", cell("a"), cell("b")), n("tableRow", cell("c"), cell("d")))],
    "table, spans and colors": [n("table", n("tableRow", cell("a", colspan=2, background="#deebff")), n("tableRow", cell("b", rowspan=1), cell("c", "tableHeader")))],
    "table, widths": [n("table", n("tableRow", cell("a", "tableHeader", colwidth=[100]), cell("b", "tableHeader", colwidth=[200])), n("tableRow", cell("c", colwidth=[100]), cell("d", colwidth=[200])), width=760)],
    "table, layout": [n("table", n("tableRow", cell("a", "tableHeader")), n("tableRow", cell("b")), layout="wide", isNumberColumnEnabled=True)],
    "table, blocks in cells": [n("table", n("tableRow", n("tableCell", p(t("a")), n("bulletList", item(p(t("b")))), n("codeBlock", t("c\n\nd")))))],
    "layoutSection": [n("layoutSection", n("layoutColumn", p(t("l")), width=66.66), n("layoutColumn", p(t("r")), width=33.33))],
    "breakout": [n("codeBlock", t("x"), marks=[mark("breakout", mode="wide")])],
    "status": [p(t("is "), n("status", text="IN PROGRESS", color="blue"), n("status", text="x", color="green"))],
    "date": [p(t("on "), n("date", timestamp="1763683200000"))],
    "emoji": [p(t("hi "), n("emoji", shortName=":smile:", id="1f604", text="😄"))],
    "placeholder": [p(n("placeholder", text="type here"))],
    "inlineCard": [p(t("see "), n("inlineCard", url="https://example.com/browse/A-1"))],
    "blockCard": [n("blockCard", url="https://example.com/browse/A-1")],
    "embedCard": [n("embedCard", url="https://example.com/v", layout="center", width=50)],
    "mention": [p(t("ask "), n("mention", id="557058:mia", text="@Mia", accessLevel=""))],
    "mediaSingle, external": [n("mediaSingle", EXTERNAL, layout="center")],
    "mediaSingle, file": [n("mediaSingle", FILE, layout="align-start", width=50)],
    "mediaSingle, linked": [n("mediaSingle", {**FILE, "marks": [LINK]}, layout="center")],
    "border": [n("mediaSingle", {**FILE, "marks": [mark("border", size=2, color="#091e4224")]}, layout="center")],
    "caption": [n("mediaSingle", EXTERNAL, n("caption", t("A "), t("fine", "strong"), t(" plan")), layout="center")],
    "mediaGroup": [n("mediaGroup", FILE, {**FILE, "attrs": {**FILE["attrs"], "alt": "b.pdf"}})],
    "mediaInline": [p(t("see "), n("mediaInline", id="uuid", collection="", type="file", alt="a.pdf"))],
}  # fmt: skip

# Opaque: kept at home, shown as a label with the words inside.
OPAQUE: dict[str, list[Adf]] = {
    "extension": [n("extension", extensionKey="toc", extensionType="com.atlassian.macro")],
    "bodiedExtension": [n("bodiedExtension", p(t("body")), extensionKey="box", extensionType="com.x")],
    "inlineExtension": [p(t("a "), n("inlineExtension", extensionKey="jql", extensionType="com.x", text="12 issues"))],
    "syncBlock": [n("syncBlock", resourceId="r", localId="l")],
    "bodiedSyncBlock": [n("bodiedSyncBlock", p(t("body")), resourceId="r", localId="l")],
    "a block of the future": [n("hologram", p(t("body")), size=3)],
    "an inline of the future": [p(t("a "), n("scent", text="rose"))],
}
# Seen by nobody, left to the product that made them.
UNSEEN: dict[str, list[Adf]] = {
    "annotation": [p(t("a", mark("annotation", id="1", annotationType="inlineComment")))],
    "dataConsumer": [
        {**n("extension", extensionKey="t", extensionType="x"), "marks": [mark("dataConsumer", sources=["1"])]}
    ],
    "fragment": [{**n("table", n("tableRow", cell("a"))), "marks": [mark("fragment", localId="f", name="F")]}],
}
EVERYTHING = KEPT | OPAQUE | UNSEEN
