"""Reads Jira's wiki markup, as people and rules write it, into the tree.

Lines are taken one by one; `{code}`, `{noformat}`, `{quote}` and `{panel}` open and close blocks wherever
they stand. What has no partner or no meaning stays text. Linear in the length.
"""

import re

from addon.richtext.colors import CUSTOM_PANEL, PANELS, as_hex
from addon.richtext.inlines import clean, tidy
from addon.richtext.lift import standing_alone
from addon.richtext.references import NO_REFERENCES, References
from addon.richtext.tables import rectangular
from addon.richtext.tree import EMPTY_PARAGRAPH, NOTHING, Attributes, Document, Mark, Node, attributes, text
from addon.richtext.wiki_form import MOST_LEVELS, language_of
from addon.richtext.wiki_line import read_line
from addon.richtext.wiki_pictures import around_pictures

_MACRO = re.compile(
    r"(?<![\\{])\{(code|noformat|quote|panel|info|note|tip|warning)(?::([^{}\n]{0,500}))?\}(?!\})", re.IGNORECASE
)
_HEADING = re.compile(r"h([1-6])\.(?: |\Z)(.*)", re.DOTALL)
_QUOTE = re.compile(r"bq\. (.*)", re.DOTALL)
_ITEM = re.compile(rf"([*#]{{1,{MOST_LEVELS}}}|-)(?: (.*)|\Z)", re.DOTALL)
_RULE = re.compile(r"-{4,}[ ]*\Z")
_CELL = re.compile(
    r"\|\|?|(?:\\[^\n]|\[(?:\\[^\n]|[^\\\[\]\n])*\]|\{\{(?:\\[^\n]|[^\\{}\n])*\}\}"
    r"|!(?:https?://|/)[^\s!|]+(?:\|[^!\n|]*)?!|![^\s!|\\][^!\n|]*\|[^!\n|]*!|[^|])",
)
_DEEPEST_FRAME = 8
_NAMED = {"info": "info", "note": "note", "tip": "success", "warning": "warning"}


def read_wiki(source: str, references: References = NO_REFERENCES) -> Document:
    """The document of this markup; never raises for text."""
    reader = _Reader(clean(source), references)
    return Document(tuple(reader.run()))


class _Frame:
    """A quote or panel that is open."""

    __slots__ = ("blocks", "kind", "name", "values")

    def __init__(self, name: str, kind: str, values: Attributes) -> None:
        self.name = name
        self.kind = kind
        self.values = values
        self.blocks: list[Node] = []


class _Reader:
    def __init__(self, source: str, references: References) -> None:
        self.source = source
        self.references = references
        self.frames = [_Frame("", "doc", NOTHING)]
        self.lines: list[str] = []  # of the paragraph being read
        self.items: list[tuple[str, list[str]]] = []  # signs and words of the list being read
        self.rows: list[str] = []
        self.unclosed: set[str] = set()

    def run(self) -> list[Node]:
        """All blocks."""
        position = 0
        source = self.source
        while position <= len(source):
            end = source.find("\n", position)
            end = len(source) if end < 0 else end
            macro = _MACRO.search(source, position, end)
            after = self.macro(macro, position) if macro is not None else None
            if after is None:
                self.line(source[position:end])
                position = end + 1
            else:
                position = after
        while len(self.frames) > 1:
            self.leave()
        self.flush()
        return self.frames[0].blocks

    def macro(self, macro: re.Match[str], position: int) -> int | None:
        """Takes a macro and what stands before it on its line; None when it is only text."""
        name = macro[1].lower()
        before = self.source[position : macro.start()]
        if name in ("code", "noformat"):
            stop = -1 if name in self.unclosed else self.source.find("{" + name + "}", macro.end())
            if stop < 0:
                self.unclosed.add(name)
                return None
            self.before(before)
            self.code(name, self.source[macro.end() : stop], _options(macro[2] or ""))
            return self.past(stop + len(name) + 2)
        opened = any(frame.name == name for frame in self.frames)
        if opened and macro[2] is None:
            self.before(before)
            while self.frames[-1].name != name:
                self.leave()
            self.leave()
            return self.past(macro.end())
        if opened or len(self.frames) > _DEEPEST_FRAME:
            return None
        if name in self.unclosed or self.source.find("{" + name + "}", macro.end()) < 0:
            self.unclosed.add(name)
            return None
        self.before(before)
        self.enter(name, _options(macro[2] or ""))
        return self.past(macro.end())

    def past(self, position: int) -> int:
        """Behind a macro, and behind the line end right after it."""
        return position + 1 if self.source.startswith("\n", position) else position

    def before(self, words: str) -> None:
        if words.strip(" "):
            self.line(words)
        self.flush()

    def enter(self, name: str, options: dict[str, str]) -> None:
        """Opens a quote or a panel; its title becomes its first line."""
        if name == "quote":
            self.frames.append(_Frame(name, "blockquote", NOTHING))
            return
        color = as_hex(options.get("bgcolor", ""))
        kind = next((kind for kind, shade in PANELS.items() if color and shade == color.lower()), "custom")
        values: dict[str, str | int | float | bool | tuple[int | float, ...]] = {"panelType": _NAMED.get(name, kind)}
        if values["panelType"] == "custom" and color and color != CUSTOM_PANEL:
            values["panelColor"] = color
        frame = _Frame(name, "panel", attributes(values))
        frame.blocks.extend(_title(options))
        self.frames.append(frame)

    def leave(self) -> None:
        """Closes the innermost frame."""
        self.flush()
        frame = self.frames.pop()
        content = tuple(frame.blocks) or (EMPTY_PARAGRAPH,)
        if any(each.kind == frame.kind for each in self.frames):  # no product has a panel in a panel
            self.frames[-1].blocks.extend(content)
        else:
            self.frames[-1].blocks.append(Node(frame.kind, content, frame.values))

    def code(self, name: str, words: str, options: dict[str, str]) -> None:
        """A code block after its title; the line ends right inside its macros are not part of it."""
        words = words.removeprefix("\n").removesuffix("\n")
        language = (options.get("language") or options.get("", "")) if name == "code" else ""
        content = (Node("text", NOTHING, NOTHING, words),) if words else NOTHING
        self.frames[-1].blocks.extend((*_title(options), Node("codeBlock", content, language_of(language))))

    def line(self, line: str) -> None:
        """One line outside of code."""
        line = line.lstrip(" ")
        if not line:
            self.flush()
            return
        sign = line[0]
        if sign in "hb-" and self.block_line(line):
            return
        if sign in "*#-" and not self.rows and (item := _ITEM.match(line)) is not None:
            if self.lines:
                self.flush()
            self.items.append((item[1].replace("-", "*"), [(item[2] or "").strip(" ")]))
            return
        if sign == "|":
            if self.lines or self.items:
                self.flush()
            self.rows.append(line.rstrip(" "))
            return
        if self.rows:
            self.flush()
        if self.items:
            self.items[-1][1].append(line.rstrip(" "))
        else:
            self.lines.append(line.rstrip(" "))

    def block_line(self, line: str) -> bool:
        """A rule, a heading or a quote, which are blocks of one line; False when this is none of them."""
        if _RULE.match(line):
            self.flush()
            self.add(Node("rule"))
        elif (heading := _HEADING.match(line)) is not None:
            self.flush()
            words = read_line(heading[2].strip(" "), self.references)
            self.add(Node("heading", words, (("level", int(heading[1])),)))
        elif (quote := _QUOTE.match(line)) is not None:
            self.flush()
            inner = _paragraphs(read_line(quote[1].strip(" "), self.references))
            quoted = any(frame.kind == "blockquote" for frame in self.frames)
            self.frames[-1].blocks.extend(inner if quoted else (Node("blockquote", inner),))
        else:
            return False
        return True

    def add(self, block: Node) -> None:
        self.frames[-1].blocks.append(block)

    def flush(self) -> None:
        """Ends the paragraph, list or table being read."""
        if self.lines:
            words = "\n".join("" if line == "\\\\" else line for line in self.lines)
            self.frames[-1].blocks.extend(_paragraphs(read_line(words, self.references)))
            self.lines = []
        if self.items:
            items, self.items = self.items, []
            self.frames[-1].blocks.extend(_nested(items, self.references))
        if self.rows:
            rows = [row for line in self.rows if (row := _row(line, self.references)) is not None]
            self.rows = []
            if rows:
                self.add(rectangular(Node("table", tuple(rows))))


def _paragraphs(content: tuple[Node, ...]) -> tuple[Node, ...]:
    """The line as a paragraph, or as pictures when there is nothing else in it."""
    return standing_alone(content, "mediaInline") or (Node("paragraph", content),)


def _title(options: dict[str, str]) -> tuple[Node, ...]:
    """The title of a macro as a line in bold, which is what Jira shows above its content."""
    title = options.get("title")
    return (Node("paragraph", tidy([text(title, Mark("strong"))])),) if title else NOTHING


def _options(written: str) -> dict[str, str]:
    """`title=A|bgColor=#fff` by lower-case name; a lone word under the empty name."""
    found: dict[str, str] = {}
    for part in written.split("|"):
        name, equals, value = part.partition("=")
        if equals:
            found[name.strip().lower()] = value.strip()
        elif part.strip():
            found.setdefault("", part.strip())
    return found


def _nested(items: list[tuple[str, list[str]]], references: References) -> list[Node]:
    """Lists from lines with their signs: `*`, `**`, `*#`, …"""
    roots: list[_List] = []
    path: list[_List] = []
    for signs, lines in items:
        shared = 0
        while shared < min(len(path), len(signs)) and path[shared].sign == signs[shared]:
            shared += 1
        del path[shared:]
        for sign in signs[len(path) :]:
            opened = _List(sign)
            if path:
                if not path[-1].items:
                    path[-1].items.append(((), []))
                path[-1].items[-1][1].append(opened)
            else:
                roots.append(opened)
            path.append(opened)
        path[-1].items.append((around_pictures(read_line("\n".join(lines), references)), []))
    return [root.node() for root in roots]


class _List:
    """A list being built: its items with their lines and nested lists."""

    __slots__ = ("items", "sign")

    def __init__(self, sign: str) -> None:
        self.sign = sign
        self.items: list[tuple[tuple[Node, ...], list[_List]]] = []

    def node(self) -> Node:
        kind = "bulletList" if self.sign == "*" else "orderedList"
        return Node(
            kind,
            tuple(
                Node("listItem", (Node("paragraph", line), *(inner.node() for inner in nested)))
                for line, nested in self.items
            ),
        )


def _row(line: str, references: References) -> Node | None:
    """A table row: `||` before header cells, `|` before the others."""
    cells: list[tuple[str, list[str]]] = []
    for found in _CELL.finditer(line):
        piece = found[0]
        if piece in ("|", "||"):
            cells.append((piece, []))
        else:
            cells[-1][1].append(piece)
    if cells and not "".join(cells[-1][1]).strip(" "):
        cells.pop()
    if not cells:
        return None
    return Node("tableRow", tuple(_cell(bars, "".join(words), references) for bars, words in cells))


def _cell(bars: str, words: str, references: References) -> Node:
    content = around_pictures(read_line(words.strip(" "), references))
    return Node("tableHeader" if bars == "||" else "tableCell", (Node("paragraph", content),))
