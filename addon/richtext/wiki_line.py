"""Reads a run of wiki markup without blocks: words, marks, links, mentions, line breaks."""

import re
from html import unescape

from addon.richtext.inlines import tidy, tidy_marks
from addon.richtext.references import References
from addon.richtext.styles import front
from addon.richtext.tree import HARD_BREAK, NOTHING, Mark, Node
from addon.richtext.urls import safe_image, safe_url, without_closing
from addon.richtext.wiki_form import as_target, in_order
from addon.richtext.wiki_pictures import as_alternative

_TOKEN = re.compile(
    r"(?P<break>\\\\[ ]?)"
    r"|\\(?P<escape>[{}\[\]|*_+^~\-!#:.h])"
    r"|\{\{(?P<code>(?:\\[^\n]|[^\\{}\n]|\{(?!\{)|\}(?!\}))+?)\}\}"
    r"|(?P<color>\{color(?::(?P<shade>[^{}\n]{1,40}))?\})"
    r"|\{(?P<brace>[*_+\-^~])\}"
    r"|\[(?P<link>(?:\\[^\n]|[^\\\[\]\n])+)\]"
    r"|!(?P<image>https?://[^\s!|]{1,2000}|/[^\s!|]{1,2000})(?:\|(?P<options>[^!\n]{0,500}))?!"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)"
    r"|(?P<address>(?<![\w/])https?://[A-Za-z0-9\-._~/?#@!$&'()*+,;=%:]+)"
    r"|(?P<dashes>-{2,})"
    r"|(?P<sign>[*_+^~\-])"
    r"|(?P<newline>\n)"
)
_SIGN = re.compile(r"[\\{\[!&:*_+^~\-\x00-\x1f\x7f-\xa0]")
"""What any token holds, or tidying changes: a line without is one piece of text."""
_ACCOUNT = re.compile(r"~(?:accountid:)?([\w:\-.]{1,128})\Z")
_KINDS = {
    "*": Mark("strong"),
    "_": Mark("em"),
    "+": Mark("underline"),
    "-": Mark("strike"),
    "^": Mark("subsup", (("type", "sup"),)),
    "~": Mark("subsup", (("type", "sub"),)),
}


class _Open:
    """A sign that may begin a mark, until its partner comes."""

    __slots__ = ("literal", "mark", "position", "sign")

    def __init__(self, sign: str, mark: Mark, literal: str, position: int) -> None:
        self.sign = sign
        self.mark = mark
        self.literal = literal
        self.position = position


def read_line(source: str, references: References, depth: int = 0) -> tuple[Node, ...]:
    """The inlines of this markup. Linear: each kind of mark is open at most once."""
    if _SIGN.search(source) is None:
        return (Node("text", NOTHING, NOTHING, source),) if source else ()
    found = _Line(references, depth).read(source)
    return tidy([node._replace(marks=in_order(node.marks)) if len(node.marks) > 1 else node for node in found])


class _Line:
    def __init__(self, references: References, depth: int) -> None:
        self.references = references
        self.depth = depth
        self.found: list[Node] = []
        self.open: list[_Open] = []

    def read(self, source: str) -> list[Node]:
        """Everything, sign by sign."""
        position = 0
        for token in _TOKEN.finditer(source):
            if token.start() > position:
                self.words(source[position : token.start()])
            position = token.end()
            self.token(token, source)
        self.words(source[position:])
        self.forget(0)
        return self.found

    def words(self, value: str, *marks: Mark) -> None:
        if value:
            self.found.append(Node("text", NOTHING, NOTHING, value, marks))

    def token(self, token: re.Match[str], source: str) -> None:
        """One sign."""
        if token["break"] is not None:
            self.line_break()
        elif token["newline"] is not None:
            self.forget_signs()
            self.line_break()
        elif token["escape"] is not None:
            self.words(token["escape"])
        elif token["entity"] is not None:
            self.words(unescape(token["entity"]))
        elif token["code"] is not None:
            inner = read_plain(token["code"])
            self.words(inner, Mark("code"))
        elif token["color"] is not None:
            self.color(token)
        elif token["brace"] is not None:
            self.toggle("{" + token["brace"], _KINDS[token["brace"]], token[0], True, True)
        elif token["link"] is not None:
            self.link(token["link"], token[0])
        elif token["image"] is not None:
            self.image(token)
        elif token["address"] is not None:
            self.address(token["address"])
        elif token["sign"] is not None:
            start, end = token.span()
            before, after = source[max(start - 1, 0) : start], source[end : end + 1]
            opens = not before.isalnum() and after not in ("", " ", "\n", "\u00a0", token["sign"])
            closes = before not in ("", " ", "\n", "\u00a0") and not after.isalnum()
            self.toggle(token["sign"], _KINDS[token["sign"]], token[0], opens, closes)
        else:
            self.words(token[0])

    def line_break(self) -> None:
        if self.found and self.found[-1].kind == "text":
            trimmed = self.found[-1].text.rstrip(" ")
            self.found[-1] = self.found[-1]._replace(text=trimmed)
        self.found.append(HARD_BREAK)

    def toggle(self, sign: str, mark: Mark, literal: str, opens: bool, closes: bool) -> None:
        """Closes the mark if it is open and may close here, else opens it if it may, else stays words."""
        for number, opened in enumerate(self.open):
            if opened.sign == sign:
                if closes and len(self.found) > opened.position + 1:
                    self.forget(number + 1)
                    self.open.pop()
                    del self.found[opened.position]
                    self.mark(opened.position, opened.mark)
                    return
                self.words(literal)
                return
        if opens:
            self.open.append(_Open(sign, mark, literal, len(self.found)))
            self.found.append(Node("text", NOTHING, NOTHING, literal))
        else:
            self.words(literal)

    def forget(self, number: int) -> None:
        """What was opened from here on and never closed stays the words it was."""
        del self.open[number:]

    def forget_signs(self) -> None:
        """At a line end only colors and braces stay open."""
        self.open = [opened for opened in self.open if opened.sign.startswith("{")]

    def mark(self, position: int, mark: Mark) -> None:
        for number in range(position, len(self.found)):
            node = self.found[number]
            if node.kind == "text":
                self.found[number] = node._replace(marks=tidy_marks((mark, *node.marks)))

    def color(self, token: re.Match[str]) -> None:
        shade = token["shade"]
        if shade is None:
            opened = any(each.sign == "{color" for each in self.open)
            if opened:
                self.toggle("{color", Mark("textColor"), token[0], False, True)
            else:
                self.words(token[0])
            return
        color = front({"color": shade.strip()})
        if color is None or any(each.sign == "{color" for each in self.open):
            self.words(token[0])
            return
        self.toggle("{color", Mark("textColor", (("color", color),)), token[0], True, False)

    def link(self, inner: str, literal: str) -> None:
        """`[words|address]`, `[address]`, `[~account]`; anything else stays as it is."""
        account = _ACCOUNT.match(inner)
        if account is not None:
            self.found.append(Node("mention", NOTHING, (("home", "jira"), ("id", account[1]))))
            return
        words, bar, target = inner.rpartition("|")
        if bar and safe_url(words.rpartition("|")[2]) and not safe_url(target):
            words, _, target = words.rpartition("|")  # [words|address|tip]
        address = safe_url(target.strip())
        if address is None or words.endswith("\\"):
            if bar and not words.endswith("\\") and self.depth < 2:
                self.nested(words, None)
            else:
                self.words("[")
                if self.depth < 2:
                    self.nested(inner, None)
                else:
                    self.words(inner)
                self.words("]")
            return
        link = Mark("link", (("href", as_target(address)),))
        if bar and words and self.depth < 2:
            self.nested(words, link)
        else:
            self.words(words or target.strip(), link)

    def nested(self, words: str, link: Mark | None) -> None:
        inner = _Line(self.references, self.depth + 1).read(words)
        position = len(self.found)
        self.found.extend(inner)
        if link is not None:
            self.mark(position, link)
            for number in range(position, len(self.found)):
                if self.found[number].kind == "mediaInline":
                    self.found[number] = self.found[number]._replace(marks=(link,))

    def image(self, token: re.Match[str]) -> None:
        address = safe_image(token["image"])
        alt = re.search(r"(?:^|,)\s*alt=(.*?)(?=,\s*\w+=|\Z)", token["options"] or "")
        if address is None:
            self.words(token[0])
            return
        values = [("type", "external"), ("url", address)]
        if alt is not None and (words := as_alternative(alt[1])):
            values.insert(0, ("alt", words))
        node = Node("mediaInline", NOTHING, tuple(values))
        self.found.append(self.references.media_at(node) or node)

    def address(self, written: str) -> None:
        """An address in the text; the punctuation after it is not part of it."""
        bare = without_closing(written.rstrip("!?.,:;*_+-'"))
        address = safe_url(bare)
        if address is None:
            self.words(written)
            return
        self.words(bare, Mark("link", (("href", address),)))
        self.words(written[len(bare) :])


_PLAIN = re.compile(r"\\([{}\[\]|*_+^~\-!#:.h])|(&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)")


def read_plain(source: str) -> str:
    """The words of markup in which only escapes count."""
    return _PLAIN.sub(lambda found: found[1] if found[1] is not None else unescape(found[2]), source)
