"""The normal form of a line of inlines: one way to write what a reader sees as the same.

Adjacent text with equal marks is one node, nothing is empty, line feeds are hard breaks, control characters
are gone. Spaces: a run that mixes ordinary and no-break spaces is all ordinary, and so are no-break spaces
at the edges of a line, because HTML can only show several spaces by such a mixture. A no-break space between
two words, and a run of only no-break spaces between words, are the writer's own and stay.
"""

import re
from collections.abc import Iterable, Sequence

from addon.richtext.tree import HARD_BREAK, NOTHING, Mark, Node

_UNCLEAN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_RUN = re.compile("[ \u00a0]{2,}")
_EDGE = re.compile("^[ \u00a0]+|(?<![ \u00a0])[ \u00a0]+$", re.MULTILINE)
_BESIDE_CODE = frozenset({"code", "link", "annotation"})


def clean(value: str) -> str:
    """The text without control characters; line ends are line feeds, tabs are left."""
    if _UNCLEAN.search(value) is None:
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _DROPPED.sub("", value))


def tidy_marks(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Each kind of mark once, first come; beside code only a link, as Jira demands."""
    kept: dict[str, Mark] = {}
    for mark in marks:
        kept.setdefault(mark.kind, mark)
    if "code" in kept:
        return tuple(mark for mark in kept.values() if mark.kind in _BESIDE_CODE)
    return tuple(kept.values())


def tidy(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The normal form of these inlines."""
    result: list[Node] = []
    run: list[str] = []  # text with equal marks, not yet in the result
    marks: tuple[Mark, ...] = NOTHING
    spaced = False
    for node in nodes:
        if node.kind != "text":
            if run:
                result.append(Node("text", NOTHING, NOTHING, "".join(run), marks))
                run = []
            result.append(node)
            continue
        value = node.text
        unclean = _UNCLEAN.search(value) is not None
        if unclean:
            value = clean(value).replace("\t", "    ")
        if not value:
            continue
        if run and node.marks != marks:
            result.append(Node("text", NOTHING, NOTHING, "".join(run), marks))
            run = []
        marks = node.marks
        if unclean:
            *lines, value = value.split("\n")
            for line in lines:
                if run or line:
                    result.append(Node("text", NOTHING, NOTHING, "".join(run) + line, marks))
                    run = []
                result.append(HARD_BREAK)
                spaced = spaced or "\u00a0" in line
        spaced = spaced or "\u00a0" in value
        if value:
            run.append(value)
    if run:
        result.append(Node("text", NOTHING, NOTHING, "".join(run), marks))
    return _spaces(result) if spaced else tuple(result)


def _spaces(nodes: list[Node]) -> tuple[Node, ...]:
    whole = "".join(
        node.text if node.kind == "text" else "\n" if node.kind == "hardBreak" else "\ufffc" for node in nodes
    )
    plain = _RUN.sub(lambda run: " " * len(run[0]) if " " in run[0] else run[0], whole)
    plain = _EDGE.sub(lambda run: " " * len(run[0]), plain)
    if plain == whole:
        return tuple(nodes)
    result: list[Node] = []
    position = 0
    for node in nodes:
        if node.kind != "text":
            position += 1
            result.append(node)
            continue
        end = position + len(node.text)
        result.append(node._replace(text=plain[position:end]))
        position = end
    return tuple(result)
