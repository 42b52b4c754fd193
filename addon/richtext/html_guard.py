"""Makes HTML from anywhere cheap and safe to parse: known tags, known attributes, proper nesting, bounded depth.

HTML parsing by the standard is quadratic for some inputs: deep nesting, and formatting elements that every
paragraph opens again. This pass reads the text once and writes tags that are properly nested, at most
`MAX_OPEN` deep, with only the attributes we read; the parser then sees exactly what was counted here.
Scripts, style sheets, comments and everything unknown are gone after it; their neighbours' text stays.
"""

import re

MAX_OPEN = 160
MAX_FORMATTING = 16

_TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>]*)"
    r"((?:[\s/]++|=?[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+|(?=>)))?+|=)*+)>"
)
_ATTRIBUTE = re.compile(r"[\s/]*+(=?[^\s/>=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+)))?+")
_ATTRIBUTES = frozenset(
    {
        "align", "alt", "bgcolor", "checked", "class", "color", "colspan", "data-liaise", "data-vss-mention",
        "datetime", "height", "href", "rowspan", "src", "start", "style", "title", "type", "valign", "width",
    }
)  # fmt: skip
_CLOSINGS = re.compile(r"</(?:script|style|iframe|noembed|noframes|title|textarea|xmp)(?=[\s/>])[^>]*>", re.IGNORECASE)
_COMMENT_END = re.compile(r"--!?>")
_RAW = frozenset({"script", "style", "iframe", "noembed", "noframes", "title"})
_VERBATIM = frozenset({"plaintext", "textarea", "xmp"})  # inside these, a tag is text
_VOID = frozenset({"br", "img", "hr", "input"})
FORMATTING = frozenset(
    {
        "a", "b", "big", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "s", "samp", "small", "span",
        "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "cite", "dfn",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th", "caption"})
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
        "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul",
    }
)  # fmt: skip
_ROWS = frozenset({"tr", "tbody", "thead", "tfoot", "colgroup", "col"})
_KNOWN = FORMATTING | _CELLS | _BLOCKS | _ROWS | _VOID
# An opening tag closes these when they are open, unless one of the stops comes first.
_CLOSES = {
    "li": (frozenset({"li"}), _BLOCKS - {"address", "div", "p", "li"} | _CELLS),
    "dt": (frozenset({"dt", "dd"}), _BLOCKS - {"address", "div", "p", "dt", "dd"} | _CELLS),
    "dd": (frozenset({"dt", "dd"}), _BLOCKS - {"address", "div", "p", "dt", "dd"} | _CELLS),
    "tr": (frozenset({"tr"}), frozenset({"table", "tbody", "thead", "tfoot"})),
    "td": (_CELLS, frozenset({"table", "tr"})),
    "th": (_CELLS, frozenset({"table", "tr"})),
    "tbody": (frozenset({"tbody", "thead", "tfoot", "caption", "colgroup"}), frozenset({"table"})),
    "thead": (frozenset({"tbody", "thead", "tfoot", "caption", "colgroup"}), frozenset({"table"})),
    "tfoot": (frozenset({"tbody", "thead", "tfoot", "caption", "colgroup"}), frozenset({"table"})),
}
_PARAGRAPH_STOPS = _CELLS | {"table", "summary"}
_TABLE_PARTS = _CELLS | _ROWS | {"table"}


def guarded(html: str) -> str:
    """The same document in tame HTML. Linear in the length, whatever the input."""
    return _Guard(html).run()


class _Guard:
    def __init__(self, html: str) -> None:
        self.html = html
        self.out: list[str] = []
        self.open: list[tuple[str, str]] = []  # name and opening tag
        self.ignored: dict[str, int] = {}
        self.counts: dict[str, int] = {}
        self.formatting = 0
        self.comments_end = True  # until one was looked for to the end of the text and found none
        self.reopening = len(html) + 10_000  # letters that may be spent on opening formatting again

    def run(self) -> str:
        """One pass from `<` to `<`."""
        html, out = self.html, self.out
        position = 0
        end = html.rfind(">")
        while True:
            start = html.find("<", position)
            if start < 0 or start > end:
                out.append(html[position:].replace("<", "&lt;"))
                return "".join(out)
            if start > position:
                out.append(html[position:start])
            following = html[start + 1]
            found = _TAG.match(html, start) if following.isalpha() or following == "/" else None
            if found is not None:
                position = found.end()
                name = found[2].lower()
                if found[1]:
                    self.close(name)
                elif name in _RAW:
                    position = self.closing_of(name, position)[1]
                elif name in _VERBATIM:
                    content = position
                    closing, position = self.closing_of(name, position)
                    words = html[content:closing]
                    out.append((words if name == "textarea" else words.replace("&", "&amp;")).replace("<", "&lt;"))
                elif name in _KNOWN:
                    self.start(name, found[3])
                continue
            if following.isalpha() and following.isascii():
                out.append(html[start:].replace("<", "&lt;"))
                return "".join(out)
            position = self.declaration(start, following)

    def declaration(self, start: int, following: str) -> int:
        """Past a comment, a declaration or a lone `<`; the position where reading goes on."""
        html = self.html
        if html.startswith("<!--", start):
            if html.startswith((">", "->"), start + 4):
                return html.index(">", start) + 1
            stop = _COMMENT_END.search(html, start + 4) if self.comments_end else None
            if stop is not None:
                return stop.end()
            self.comments_end = False
        elif following in "!?/":
            mark = html.find(">", start)
            if mark >= 0:
                return mark + 1
        self.out.append("&lt;")
        return start + 1

    def closing_of(self, name: str, position: int) -> tuple[int, int]:
        """Where the closing tag of a script, a style sheet or the like begins and ends."""
        for found in _CLOSINGS.finditer(self.html, position):
            if found[0][2 : 2 + len(name)].lower() == name:
                return found.span()
        return len(self.html), len(self.html)

    def start(self, name: str, written: str) -> None:
        """An opening tag."""
        tag = f"<{name}{_attributes(written)}>" if written else f"<{name}>"
        if name in _VOID:
            if name == "hr" and self.counts.get("p"):
                self.close_paragraph()
            self.out.append(tag)
            return
        if name == "col":
            return
        again: list[tuple[str, str]] = []
        if name in _CLOSES:
            names, stops = _CLOSES[name]
            if any(self.counts.get(each) for each in names):
                again = self.close_open(names, stops)
        if name in _BLOCKS:
            if self.counts.get("p"):
                again = self.close_paragraph() + again
        elif name == "a" and self.counts.get("a"):
            self.close_open(frozenset({"a"}), _TABLE_PARTS)
        is_formatting = name in FORMATTING
        if len(self.open) >= MAX_OPEN or (is_formatting and self.formatting >= MAX_FORMATTING):
            self.ignored[name] = self.ignored.get(name, 0) + 1
            return
        self.push(name, tag)
        if name not in _ROWS and name != "table":
            self.reopen(again)

    def push(self, name: str, tag: str) -> None:
        self.out.append(tag)
        self.open.append((name, tag))
        self.counts[name] = self.counts.get(name, 0) + 1
        if name in FORMATTING:
            self.formatting += 1

    def close(self, name: str) -> None:
        """A closing tag: closes what is inside too, and opens its formatting again."""
        if self.ignored.get(name):
            self.ignored[name] -= 1
            return
        if name == "br":
            self.out.append("<br>")
            return
        if not self.counts.get(name):
            return
        opened = self.open.pop()
        if opened[0] == name:  # by far the most frequent case: the innermost element ends
            self.out.append(f"</{name}>")
            self.counts[name] -= 1
            self.formatting -= name in FORMATTING
            return
        self.open.append(opened)
        stops = frozenset({"table"}) if name in _TABLE_PARTS else _TABLE_PARTS
        if name == "table":
            stops = frozenset()
        elif name in FORMATTING:
            stops = _TABLE_PARTS
        again = self.close_open(frozenset({name}), stops)
        if name not in _TABLE_PARTS:
            self.reopen(again)

    def close_paragraph(self) -> list[tuple[str, str]]:
        return self.close_open(frozenset({"p"}), _PARAGRAPH_STOPS)

    def close_open(self, names: frozenset[str], stops: frozenset[str]) -> list[tuple[str, str]]:
        """Closes down to the nearest open element of these names; the formatting closed on the way."""
        depth = len(self.open) - 1
        while depth >= 0:
            name = self.open[depth][0]
            if name in names:
                break
            if name in stops:
                return []
            depth -= 1
        if depth < 0:
            return []
        again = [each for each in self.open[depth + 1 :] if each[0] in FORMATTING]
        for name, _ in reversed(self.open[depth:]):
            self.out.append(f"</{name}>")
            self.counts[name] -= 1
            if name in FORMATTING:
                self.formatting -= 1
        del self.open[depth:]
        return again

    def reopen(self, elements: list[tuple[str, str]]) -> None:
        for name, tag in elements:
            self.reopening -= len(tag)
            if self.reopening < 0:
                return
            self.push(name, tag)


def _attributes(written: str) -> str:
    kept: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        lowered = name.lower()
        if lowered in _ATTRIBUTES and lowered not in kept:
            kept[lowered] = double or single.replace('"', "&quot;") or bare.replace('"', "&quot;")
    return "".join(f' {name}="{value}"' for name, value in kept.items())
