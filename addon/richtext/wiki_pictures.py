"""Pictures in a line of wiki markup: what may stand beside them, and what their alternative text may hold."""

import re

from addon.richtext.inlines import tidy
from addon.richtext.tree import HARD_BREAK, Node

_NO_ALTERNATIVE = re.compile(r"[!|\\{}]|,(?=\s*\w+=)")
_ALT_LENGTH = 490  # as much as the reader takes for options of a picture


def as_alternative(words: str) -> str:
    """The alternative text of a picture; signs that would end the markup are spaces."""
    return " ".join(_NO_ALTERNATIVE.sub(" ", words).split())[:_ALT_LENGTH].rstrip()


def around_pictures(line: tuple[Node, ...]) -> tuple[Node, ...]:
    """The lines of an item or a cell without what Jira leaves out beside pictures: blank lines, outer spaces."""
    if not any(node.kind == "mediaInline" for node in line):
        return line
    found: list[Node] = []
    words: list[Node] = []
    for node in line:
        if node.kind != "mediaInline":
            words.append(node)
            continue
        found.extend(_stripped(words, bool(found), True))
        found.append(node)
        words = []
    return tidy([*found, *_stripped(words, bool(found), False)])


def _stripped(words: list[Node], follows: bool, precedes: bool) -> list[Node]:
    """The words between two pictures; what is blank at either end is one break where there was one, else kept."""
    start, end = 0, len(words)
    while start < end and _is_blank(words[start]):
        start += 1
    while end > start and _is_blank(words[end - 1]):
        end -= 1
    if start == end:
        return [HARD_BREAK] if follows and precedes and HARD_BREAK in words else words if follows and precedes else []
    before, inner, after = words[:start], words[start:end], words[end:]
    if not follows or HARD_BREAK in before:
        before = [HARD_BREAK] if follows else []
        if inner[0].kind == "text":
            inner[0] = inner[0]._replace(text=inner[0].text.lstrip(" \u00a0"))
    if not precedes or HARD_BREAK in after:
        after = [HARD_BREAK] if precedes else []
        if inner[-1].kind == "text":
            inner[-1] = inner[-1]._replace(text=inner[-1].text.rstrip(" \u00a0"))
    return [*before, *inner, *after]


def _is_blank(node: Node) -> bool:
    return node == HARD_BREAK or (node.kind == "text" and not node.text.strip(" \u00a0"))
