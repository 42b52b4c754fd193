"""Puts marks around pieces of a line from the outside in, for notations that write formatting by signs."""

from collections.abc import Callable

from addon.richtext.tree import Mark

Piece = tuple[tuple[Mark, ...], str]
Marked = Callable[[Mark, list[Piece], int, str, str], str]


def wrapped(pieces: list[Piece], level: int, before: str, after: str, marked: Marked) -> str:
    """The pieces with their marks from this level on around them; neighbors share a mark.

    `before` and `after` are the letters around all of it; `marked` is given a mark, the pieces it is on, the
    level, and the letters right before and after them.
    """
    out = ""
    position = 0
    while position < len(pieces):
        marks, words = pieces[position]
        if len(marks) <= level:
            out += words
            position += 1
            continue
        mark = marks[level]
        end = position + 1
        while end < len(pieces) and len(pieces[end][0]) > level and pieces[end][0][level] == mark:
            end += 1
        right = after
        if end < len(pieces):
            right = pieces[end][1][:1] if len(pieces[end][0]) <= level else "*"
        out += marked(mark, pieces[position:end], level, out[-1:] or before, right)
        position = end
    return out
