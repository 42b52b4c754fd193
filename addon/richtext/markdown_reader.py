"""Reads Markdown (GFM) into the tree.

Markdown is HTML with a shorthand: markdown-it expands the shorthand, and the HTML reader turns the whole,
HTML that people wrote inside it included, into the tree. Every rule about what is allowed is there.
Beyond CommonMark: tables, strikethrough, task lists, bare addresses, and Azure DevOps' `@<account id>`.
"""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from addon.richtext.errors import Refused
from addon.richtext.html_reader import read_html, read_tame_html
from addon.richtext.inlines import clean
from addon.richtext.markdown_budget import SIGN, TooMuch, bound, count_addresses, count_line
from addon.richtext.references import NO_REFERENCES, References
from addon.richtext.tree import NOTHING, Document, Node
from addon.richtext.urls import without_closing

DEEPEST = 100
LONG_LINE = 150
"""Pieces of a line from which on emphasis might nest more deeply than the guard allows."""
_BOX = re.compile(r"\[([ xX])\](?: +|\Z)")
_ACCOUNT = re.compile(r"<([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})>")
_SIZED = re.compile(
    r"!\[(?P<words>(?:\\.|[^\\\[\]\n]){0,1000})\]"
    r"\((?P<address>(?:\\[()]|[^\s()<>\\]){1,2000}) +=(?P<width>\d{0,5})x(?P<height>\d{0,5}) *\)"
)
_NOTE = re.compile(r"\s*<!-- liaise (\{[^<>]*\}) -->\s*\Z")
_BARE = re.compile(r"(?:(?<=[\s(*_~])|\A)https?://[^\s<]*[^\s<?!.,:*_~'\"]")


def read_markdown(source: str, references: References = NO_REFERENCES) -> Document:
    """The document of this Markdown. Raises Refused (`too_deep`) past 100 levels of quotes and lists.

    With more pieces than `markdown_budget` allows it is one code block with all of the Markdown.
    """
    try:
        html, tame = as_html(source)
    except TooMuch:
        words = clean(source).strip("\n")
        return Document((Node("codeBlock", (Node("text", NOTHING, NOTHING, words),)),) if words.strip() else NOTHING)
    return read_tame_html(html, references) if tame else read_html(html, references)


def as_html(source: str) -> tuple[str, bool]:
    """The Markdown expanded to HTML, raw HTML inside it untouched: not safe to show to anyone.

    With it, whether the HTML is tame: nobody wrote HTML of their own, and no line nests deeply.
    Raises Refused (`too_deep`) and TooMuch.
    """
    environment: dict[str, Any] = {}
    source = clean(source)
    try:
        tokens = _PARSER.parse(source, environment)
    except RecursionError:
        raise Refused("too_deep", "The Markdown is nested too deeply to be read.") from None
    if any(token.level >= DEEPEST - 1 for token in tokens):
        raise Refused("too_deep", f"The Markdown is nested more than {DEEPEST} levels deep.")
    short = all(len(token.children) < LONG_LINE for token in tokens if token.children)
    tame = short and "<" not in source and "&" not in source
    return str(_PARSER.renderer.render(tokens, _PARSER.options, environment)), tame


def _mention(state: StateInline, silent: bool) -> bool:
    """`@<account id>`: the `@` has been read as text and is taken back."""
    if state.src[state.pos] != "<" or not state.pending.endswith("@"):
        return False
    found = _ACCOUNT.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.pending = state.pending[:-1]
        token = state.push("html_inline", "", 0)
        account = found[1]
        token.content = f'<a href="#" data-vss-mention="version:2.0,{account}">@{account}</a>'
    state.pos = found.end()
    return True


def _sized_image(state: StateInline, silent: bool) -> bool:
    """`![words](address =400x300)`, Azure DevOps' picture with a width, a height or both."""
    found = _SIZED.match(state.src, state.pos) if state.src[state.pos] == "!" else None
    if found is None:
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        sizes = "".join(f' {name}="{found[name]}"' for name in ("width", "height") if found[name])
        words = escapeHtml(unescapeAll(found["words"]))
        token.content = f'<img src="{escapeHtml(unescapeAll(found["address"]))}" alt="{words}"{sizes}>'
    state.pos = found.end()
    return True


def _boxes(state: StateCore) -> None:
    """`[ ]` and `[x]` at the beginning of a list item become check boxes, unless they are escaped."""
    tokens = state.tokens
    for number in range(2, len(tokens)):
        token = tokens[number]
        if token.type != "inline" or tokens[number - 2].type != "list_item_open" or not token.children:
            continue
        first = token.children[0]
        found = _BOX.match(first.content) if first.type == "text" else None
        if found is not None:
            first.content = first.content[found.end() :]
            box = Token("html_inline", "", 0)
            box.content = f'<input type="checkbox"{"" if found[1] == " " else " checked"}>'
            token.children.insert(0, box)


def _bare_links(state: StateCore) -> None:
    """Addresses that stand in the text, outside of links."""
    for token in state.tokens:
        if token.type != "inline" or not token.children or "://" not in token.content:
            continue
        children: list[Token] = []
        inside = 0
        for child in token.children:
            if child.type == "link_open":
                inside += 1
            elif child.type == "link_close":
                inside -= 1
            if child.type == "text" and not inside and "://" in child.content:
                children.extend(_linked(child))
            else:
                children.append(child)
        token.children = children


def _linked(child: Token) -> list[Token]:
    pieces: list[Token] = []
    position = 0
    for found in _BARE.finditer(child.content):
        address = without_closing(found[0])
        end = found.start() + len(address)
        pieces.append(_text(child.content[position : found.start()]))
        opening = Token("link_open", "a", 1, attrs={"href": address})
        pieces.extend((opening, _text(address), Token("link_close", "a", -1)))
        position = end
    pieces.append(_text(child.content[position:]))
    return [piece for piece in pieces if piece.type != "text" or piece.content]


def _text(words: str) -> Token:
    token = Token("text", "", 0)
    token.content = words
    return token


def _html_block(self: object, tokens: Sequence[Token], index: int, options: object, environment: object) -> str:
    """Raw HTML as it is; our own note about the next block as an element that the HTML reader knows."""
    content = tokens[index].content
    found = _NOTE.match(content)
    if found is None:
        return content
    values = found[1].replace("&", "&amp;").replace('"', "&quot;")
    return f'<hr data-liaise="{{&quot;next&quot;:{values}}}">'


def _inline(state: StateCore) -> None:
    """Lines are read by a parser of their own, with a low limit: brackets in brackets cost their square."""
    for token in state.tokens:
        if token.type == "inline":
            if SIGN.search(token.content) is None:
                token.children = [_text(token.content)] if token.content else []
                continue
            token.children = token.children or []
            count_line(token, state.env)
            _LINES.inline.parse(token.content, _LINES, state.env, token.children)
            count_addresses(token, state.env)


class _Renderer(RendererHTML):
    """markdown-it's own, quicker for what lines are mostly made of."""

    def renderInline(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        written: list[str] = []
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "text":
                written.append(escapeHtml(token.content))
            elif (tag := _TAGS.get(kind)) is not None:
                written.append(tag)
            else:
                rule = self.rules.get(kind, self.renderToken)
                written.append(rule(tokens, index, options, env))
        return "".join(written)


_TAGS = {
    "em_open": "<em>", "em_close": "</em>", "strong_open": "<strong>", "strong_close": "</strong>",
    "s_open": "<s>", "s_close": "</s>", "link_close": "</a>",
}  # fmt: skip


def _parser(deepest: int) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": deepest}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    # Addresses stay letter by letter; the HTML reader decides which are allowed.
    for name in ("normalizeLink", "normalizeLinkText"):
        setattr(parser, name, str)
    setattr(parser, "validateLink", bool)  # noqa: B010
    parser.inline.ruler.before("autolink", "mention", _mention)
    parser.inline.ruler.before("image", "sized_image", _sized_image)
    parser.core.ruler.at("inline", _inline)
    parser.core.ruler.before("text_join", "boxes", _boxes)
    parser.core.ruler.before("text_join", "bare_links", _bare_links)
    bound(parser)
    parser.add_render_rule("html_block", _html_block)
    return parser


_PARSER = _parser(DEEPEST)
_LINES = _parser(20)
