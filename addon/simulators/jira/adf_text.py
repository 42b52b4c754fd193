"""A document as plain text (search, change history), as wiki text (REST v2, web hooks) and as HTML."""

from html import escape
from typing import Any

from .records import Adf


def from_text(text: str) -> Adf:
    """A document with one paragraph per block of lines; single line ends become hard breaks."""
    paragraphs = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        content: list[dict[str, Any]] = []
        for number, line in enumerate(block.split("\n")):
            if number:
                content.append({"type": "hardBreak"})
            if line:
                content.append({"type": "text", "text": line})
        if content:
            paragraphs.append({"type": "paragraph", "content": content})
    return {"type": "doc", "version": 1, "content": paragraphs}


def plain(node: Adf | None) -> str:
    """The words, one block per line."""
    return _text(node, _plain_inline).strip("\n") if node else ""


def _plain_inline(node: Adf) -> str:
    attributes = node.get("attrs", {})
    match node["type"]:
        case "text":
            return str(node["text"])
        case "hardBreak":
            return "\n"
        case "mention" | "status" | "emoji":
            return str(attributes.get("text") or attributes.get("shortName") or attributes.get("id") or "")
        case "date":
            return str(attributes.get("timestamp", ""))
        case "inlineCard":
            return str(attributes.get("url", ""))
    return ""


def _text(node: Adf, inline: Any) -> str:
    content = node.get("content")
    if content is None:
        return str(inline(node))
    inner = "".join(_text(child, inline) for child in content)
    block = node["type"] in ("paragraph", "heading", "codeBlock", "taskItem", "decisionItem", "caption")
    return inner + "\n" if block else inner


def wiki(node: Adf | None) -> str | None:
    """The document in wiki text, as REST v2 and web hook bodies show it; None stays None."""
    if node is None:
        return None
    return "\n\n".join(_wiki_block(child, "") for child in node.get("content", ())).strip("\n")


_WIKI_MARKS = {"strong": "*", "em": "_", "underline": "+", "strike": "-", "subsup": "~"}


def _wiki_inline(content: list[Adf]) -> str:
    parts = []
    for node in content:
        attributes = node.get("attrs", {})
        if node["type"] == "text":
            text = str(node["text"])
            for mark in node.get("marks", ()):
                if mark["type"] in _WIKI_MARKS:
                    text = f"{_WIKI_MARKS[mark['type']]}{text}{_WIKI_MARKS[mark['type']]}"
                elif mark["type"] == "code":
                    text = "{{" + text + "}}"
                elif mark["type"] == "link":
                    text = f"[{text}|{mark['attrs']['href']}]"
            parts.append(text)
        elif node["type"] == "mention":
            parts.append(f"[~accountid:{attributes['id']}]")
        else:
            parts.append(_plain_inline(node))
    return "".join(parts)


def _wiki_block(node: Adf, bullets: str) -> str:
    content = node.get("content", [])
    match node["type"]:
        case "paragraph":
            return _wiki_inline(content)
        case "heading":
            return f"h{node['attrs']['level']}. {_wiki_inline(content)}"
        case "codeBlock":
            language = node.get("attrs", {}).get("language")
            opening = "{code:" + language + "}" if language else "{code}"
            return f"{opening}{_wiki_inline(content)}" + "{code}"
        case "rule":
            return "----"
        case "blockquote":
            return "{quote}" + "\n".join(_wiki_block(child, "") for child in content) + "{quote}"
        case "bulletList" | "orderedList":
            mark = bullets + ("*" if node["type"] == "bulletList" else "#")
            return "\n".join(_wiki_item(item, mark) for item in content)
        case "panel" | "expand" | "nestedExpand":
            return "{panel}\n" + "\n".join(_wiki_block(child, "") for child in content) + "\n{panel}"
        case "table":
            return "\n".join(_wiki_row(row) for row in content)
        case "taskList" | "decisionList":
            return "\n".join(f"* {_wiki_inline(item.get('content', []))}" for item in content)
        case "mediaSingle" | "mediaGroup":
            names = [child.get("attrs", {}).get("alt") or child.get("attrs", {}).get("id", "") for child in content]
            return "\n".join(f"!{name}!" for name in names)
    return "\n".join(_wiki_block(child, "") for child in content)


def _wiki_item(item: Adf, mark: str) -> str:
    lines = []
    for child in item.get("content", ()):
        if child["type"] in ("bulletList", "orderedList"):
            lines.append(_wiki_block(child, mark))
        else:
            lines.append(f"{mark} {_wiki_block(child, '')}")
    return "\n".join(lines)


def _wiki_row(row: Adf) -> str:
    cells = []
    for cell in row.get("content", ()):
        bar = "||" if cell["type"] == "tableHeader" else "|"
        cells.append(bar + " ".join(_wiki_block(child, "") for child in cell.get("content", ())))
    end = "||" if row.get("content") and row["content"][-1]["type"] == "tableHeader" else "|"
    return "".join(cells) + end


_HTML_MARKS = {"strong": "b", "em": "em", "code": "tt", "underline": "ins", "strike": "del"}
_HTML_BLOCKS = {
    "paragraph": "p", "blockquote": "blockquote", "bulletList": "ul", "orderedList": "ol", "listItem": "li",
    "table": "table", "tableRow": "tr", "tableCell": "td", "tableHeader": "th", "taskItem": "p", "decisionItem": "p",
}  # fmt: skip


def html(node: Adf | None) -> str:
    """The document as the HTML of `renderedFields` and of the issue page."""
    if node is None:
        return ""
    inner = "".join(html(child) for child in node.get("content", ()))
    attributes = node.get("attrs", {})
    match node["type"]:
        case "text":
            return _html_text(node)
        case "hardBreak":
            return "<br/>"
        case "rule":
            return "<hr/>"
        case "heading":
            return f"<h{attributes['level']}>{inner}</h{attributes['level']}>"
        case "codeBlock":
            return f"<pre><code>{inner}</code></pre>"
        case "panel" | "expand" | "nestedExpand":
            return f'<div class="panel">{inner}</div>'
        case "mention":
            name = escape(str(attributes.get("text") or attributes["id"]))
            return f'<a class="user-hover" data-account-id="{escape(str(attributes["id"]))}">{name}</a>'
        case "inlineCard" | "blockCard" | "embedCard":
            address = escape(str(attributes.get("url", "")))
            return f'<a href="{address}" rel="noopener noreferrer nofollow">{address}</a>'
        case "media" | "mediaInline":
            return f'<span class="image-wrap">{escape(str(attributes.get("alt") or attributes.get("id", "")))}</span>'
    if node["type"] in _HTML_BLOCKS:
        tag = _HTML_BLOCKS[node["type"]]
        return f"<{tag}>{inner}</{tag}>"
    return inner if node.get("content") is not None else escape(_plain_inline(node))


def _html_text(node: Adf) -> str:
    text = escape(str(node["text"]))
    for mark in node.get("marks", ()):
        kind = mark["type"]
        if kind in _HTML_MARKS:
            text = f"<{_HTML_MARKS[kind]}>{text}</{_HTML_MARKS[kind]}>"
        elif kind == "link" and str(mark["attrs"]["href"]).split(":", 1)[0].lower() in ("http", "https", "mailto"):
            text = f'<a href="{escape(mark["attrs"]["href"])}" rel="noopener noreferrer nofollow">{text}</a>'
    return text
