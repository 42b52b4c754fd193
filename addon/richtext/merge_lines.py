"""Merges one edited line: words that were not edited keep their original inlines."""

import re

from addon.richtext.alignment import matched
from addon.richtext.inlines import tidy
from addon.richtext.labels import label
from addon.richtext.text import line_text
from addon.richtext.tree import HARD_BREAK, NOTHING, Mark, Node

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
Letter = tuple[str, Node, int]  # the letter, the inline it is of, its place in that inline's words


def merged_line(original: tuple[Node, ...], before: tuple[Node, ...], after: tuple[Node, ...]) -> tuple[Node, ...]:
    """The line after the edit, with the original's mentions, cards, marks and the like where words are unchanged."""
    mine, old, new = _letters(original), _letters(before), _letters(after)
    if "".join(letter for letter, _, _ in mine) != "".join(letter for letter, _, _ in old):
        return _restored(original, after)
    old_tokens, new_tokens = _tokens(old), _tokens(new)
    pairs = {other: one for one, other in matched([key for key, _, _ in old_tokens], [key for key, _, _ in new_tokens])}
    letters: list[Letter] = []
    for number, (_, start, end) in enumerate(new_tokens):
        if number in pairs:
            _, from_, to = old_tokens[pairs[number]]
            letters.extend(mine[from_:to])
        else:
            letters.extend(new[start:end])
    return tidy(_inlines(letters))


def _shown(node: Node) -> str:
    if node.kind == "text":
        return node.text
    if node.kind == "hardBreak":
        return "\n"
    return line_text(node.content) if node.kind == "opaqueInline" else label(node)


def _letters(nodes: tuple[Node, ...]) -> list[Letter]:
    return [
        (" " if letter == "\u00a0" else letter, node, place)
        for node in nodes
        for place, letter in enumerate(_shown(node))
    ]


def _tokens(letters: list[Letter]) -> list[tuple[tuple[str, object], int, int]]:
    """Words, spaces and signs with how they look, and where they are."""
    words = "".join(letter for letter, _, _ in letters)
    found: list[tuple[tuple[str, object], int, int]] = []
    for token in _TOKEN.finditer(words):
        start = token.start()
        for end in range(start + 1, token.end() + 1):
            if end < token.end() and not _is_border(letters[end - 1], letters[end]):
                continue
            looks = tuple(_look(node) for _, node, _ in letters[start:end])
            same: object = looks[0] if len(set(looks)) == 1 else looks
            found.append(((words[start:end], same), start, end))
            start = end
    return found


def _is_border(one: Letter, other: Letter) -> bool:
    """Whether an inline that is no text begins or ends between two letters: what is typed beside it is not in it."""
    return one[1] is not other[1] and (one[1].kind != "text" or other[1].kind != "text")


def _look(node: Node) -> tuple[object, ...]:
    """How an inline looks: its marks in any order, or its kind."""
    if node.kind != "text":
        return (node.kind,)
    return tuple(sorted(mark for mark in node.marks if mark.kind not in ("annotation", "border")))


def _inlines(letters: list[Letter]) -> list[Node]:
    """Inlines from letters; an inline that is no text is itself only when all its letters are there in order."""
    found: list[Node] = []
    position = 0
    while position < len(letters):
        letter, node, place = letters[position]
        if node.kind == "text":
            found.append(Node("text", NOTHING, NOTHING, node.text[place], node.marks))
            position += 1
            continue
        shown = _shown(node)
        run = letters[position : position + len(shown)]
        if (
            place == 0
            and len(run) == len(shown)
            and all(each is node and at == number for number, (_, each, at) in enumerate(run))
        ):
            found.append(node)
            position += len(shown)
            continue
        marks: tuple[Mark, ...] = tuple(mark for mark in node.marks if mark.kind != "border")
        found.append(HARD_BREAK if letter == "\n" else Node("text", NOTHING, NOTHING, letter, marks))
        position += 1
    return found


def _restored(original: tuple[Node, ...], after: tuple[Node, ...]) -> tuple[Node, ...]:
    """Where the words do not compare: at least each inline that still shows the same is the original one."""
    known = {(node.kind, label(node)): node for node in original if node.kind not in ("text", "hardBreak")}
    return tuple(
        known.get((node.kind, label(node)), node) if node.kind not in ("text", "hardBreak") else node for node in after
    )
