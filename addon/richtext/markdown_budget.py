"""What reading Markdown may cost: a number of pieces, counted while they are made.

Every block, cell and sign costs the parser some ten microseconds whatever it means, and some text makes it
look far ahead from every bracket, fill up tables, or repeat one long address a thousand times.
"""

import re
from collections.abc import MutableMapping
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, html_inline, image, link
from markdown_it.token import Token

MOST_PIECES = 200_000
"""Parts of blocks, lines, cells and signs of formatting in one document; the lines of code do not count."""
MOST_CELLS = 30_000
"""Bars of a table in one line."""
MOST_LONELY = 5_000
"""Brackets without a partner, from which on brackets without a partner are not looked at any more."""
MOST_REPEATED = 1_000_000
"""Letters that addresses used several times may add to the text."""
SIGN = re.compile(r"[\n!&*<\[\\_`~]")
"""What any rule within a line begins with: a line without is one piece of text."""
_PIECES = "pieces"
_LONELY = "lonely"
_REPEATED = "repeated"


class TooMuch(Exception):
    """The document has more pieces than are read."""


def count_line(token: Token, environment: MutableMapping[str, Any]) -> None:
    """Adds the signs of a line that is about to be read. Raises TooMuch."""
    found = int(environment.get(_PIECES, 0)) + sum(1 for _ in SIGN.finditer(token.content))
    found += token.content.count("[") + token.content.count("<")  # links cost about twice the others
    environment[_PIECES] = found
    if found > MOST_PIECES:
        raise TooMuch


def count_addresses(token: Token, environment: MutableMapping[str, Any]) -> None:
    """Adds what the addresses in a line that was read say more than the line does. Raises TooMuch."""
    letters = 0
    for child in token.children or ():
        if child.type in ("link_open", "image"):
            letters += sum(len(str(value)) for value in child.attrs.values())
    found = int(environment.get(_REPEATED, 0)) + max(0, letters - len(token.content))
    environment[_REPEATED] = found
    if found > MOST_REPEATED:
        raise TooMuch


def bound(parser: MarkdownIt) -> None:
    """Makes this parser count."""
    asked: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("table", "count", _count_blocks, asked)
    parser.inline.ruler.at("link", _link)
    parser.inline.ruler.at("image", _image)
    parser.inline.ruler.at("html_inline", _html)
    helpers = SimpleNamespace(
        parseLinkLabel=_label, parseLinkDestination=parseLinkDestination, parseLinkTitle=parseLinkTitle
    )
    setattr(parser, "helpers", helpers)  # noqa: B010


def _count_blocks(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """No block of its own: asked before all others at every block, line and row. Raises TooMuch."""
    if silent:
        state.env[_PIECES] = state.env.get(_PIECES, 0) + 1
    if len(state.tokens) + int(state.env.get(_PIECES, 0)) > MOST_PIECES:
        raise TooMuch
    first, last = state.bMarks[start], state.eMarks[start]
    if last - first > MOST_CELLS and state.src.count("|", first, last) > MOST_CELLS:
        raise TooMuch
    return False


def _link(state: StateInline, silent: bool) -> bool:
    return _looked_at(state, state.pos) and link(state, silent)


def _image(state: StateInline, silent: bool) -> bool:
    return _looked_at(state, state.pos + 1) and image(state, silent)


def _html(state: StateInline, silent: bool) -> bool:
    """A tag or a comment. markdown-it may look for the end of a comment to the end of the text, and find none."""
    start = state.pos
    if not state.src.startswith("<!--", start) or state.src.startswith((">", "->"), start + 4):
        return html_inline(state, silent)
    if state.html_terminator_last("-->") < start + 4:
        return False
    state.pos = state.src.index("-->", start + 4) + 3
    if not silent:
        state.push("html_inline", "", 0).content = state.src[start : state.pos]
    return True


def _looked_at(state: StateInline, position: int) -> bool:
    """Whether a bracket here may still be worth looking for its partner."""
    return state.src[position : position + 1] == "[" and state.env.get(_LONELY, 0) < MOST_LONELY


def _label(state: StateInline, start: int, without_links: bool = False) -> int:
    """Where the label ends that begins here; brackets that have no end are counted."""
    end = parseLinkLabel(state, start, without_links)
    if end < 0:
        state.env[_LONELY] = state.env.get(_LONELY, 0) + 1
    return end
