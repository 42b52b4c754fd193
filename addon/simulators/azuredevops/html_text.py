"""What the service makes of HTML that is stored in a large text field or a comment.

It keeps what people see and rewrites the rest: scripts, event handlers, classes, ids and `data-` attributes
go, styles are reduced to a known set and written anew, void tags lose their slash. Mentions keep
`data-vss-mention`, or nobody would be told. So what is read back is rarely the text that was written.
"""

import html
import re
from html.parser import HTMLParser

DROPPED_WITH_CONTENT = {"script", "style", "iframe", "object", "embed", "noscript", "template", "svg", "math"}
VOID = {"br", "hr", "img", "col", "wbr"}
_TAGS = (
    "a abbr b blockquote caption center cite code colgroup dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 i ins "
    "kbd li ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var"
)
KEPT_TAGS = VOID | set(_TAGS.split())
_ATTRIBUTES = (
    "align alt bgcolor border cellpadding cellspacing color colspan face height href lang rel rowspan size src "
    "start style target title valign width"
)
KEPT_ATTRIBUTES = set(_ATTRIBUTES.split())
_STYLES = (
    "background background-color border border-collapse border-color border-style border-width color display "
    "font-family font-size font-style font-weight height line-height list-style-type margin margin-bottom "
    "margin-left margin-right margin-top padding padding-bottom padding-left padding-right padding-top text-align "
    "text-decoration text-indent vertical-align white-space width"
)
KEPT_STYLES = set(_STYLES.split())
MENTION = re.compile(r"version:\d+\.\d+,(?P<id>[0-9a-fA-F-]{36})")
SCHEMES = ("http:", "https:", "mailto:", "ftp:", "file:", "tel:", "#", "/")


class _Rewriter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._open: list[str] = []
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped or tag in DROPPED_WITH_CONTENT:
            self._skipped.append(tag)
            return
        if tag not in KEPT_TAGS:
            return
        if tag in ("li", "tr", "td", "th") and self._open and self._open[-1] == tag and tag != "li":
            self._close(tag)
        if tag == "p" and self._open and self._open[-1] == "p":
            self._close("p")
        self.out.append(f"<{tag}{_attributes(tag, attrs)}>")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag in self._skipped:
                while self._skipped and self._skipped.pop() != tag:
                    pass
            return
        if tag in self._open:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.out.append(html.escape(data, quote=False).replace("\xa0", "&nbsp;"))

    def finish(self) -> str:
        while self._open:
            self._close(self._open[-1])
        return "".join(self.out)

    def _close(self, tag: str) -> None:
        while self._open:
            last = self._open.pop()
            self.out.append(f"</{last}>")
            if last == tag:
                return


def rewrite(text: str) -> str:
    """The HTML that the service stores for `text`; rewriting its own output changes nothing."""
    if "<" not in text and "&" not in text:
        return text
    parser = _Rewriter()
    parser.feed(text)
    parser.close()
    return parser.finish()


def editor_html(text: str) -> str:
    """What the form's editor makes of typed lines: one `div` per line, `<br>` for the empty ones."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "".join(f"<div>{html.escape(line, quote=False) or '<br>'}</div>" for line in lines)


def mentioned(text: str) -> list[str]:
    """Identity ids of the mentions in HTML or Markdown text, each once."""
    found = [match["id"].lower() for match in MENTION.finditer(text)]
    found += [name.lower() for name in re.findall(r"@<([0-9a-fA-F-]{36})>", text)]
    return list(dict.fromkeys(found))


def plain(text: str) -> str:
    """The words of HTML text, for searching."""
    return html.unescape(re.sub(r"<[^>]*>", " ", text))


def _attributes(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    written = []
    for name, value in attrs:
        value = value or ""
        if name == "data-vss-mention" and tag == "a" and MENTION.search(value):
            written.append((name, value))
        elif name == "style":
            style = _style(value)
            if style:
                written.append((name, style))
        elif name in ("href", "src"):
            if _allowed_url(value, tag):
                written.append((name, value))
        elif name in KEPT_ATTRIBUTES:
            written.append((name, value))
    return "".join(f' {name}="{html.escape(value)}"' for name, value in written)


def _style(value: str) -> str:
    kept = []
    for declaration in value.split(";"):
        name, colon, setting = declaration.partition(":")
        name, setting = name.strip().lower(), re.sub(r"\s+", " ", setting.strip())
        if colon and setting and name in KEPT_STYLES and "expression" not in setting and "url(" not in setting:
            kept.append(f"{name}:{setting};")
    return "".join(kept)


def _allowed_url(value: str, tag: str) -> bool:
    bare = re.sub(r"[\x00-\x20]", "", value).lower()
    if tag == "img" and bare.startswith("data:image/"):
        return True
    return bare.startswith(SCHEMES) or ":" not in bare.split("/", 1)[0]
