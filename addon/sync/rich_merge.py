"""Rich text that both sides show in forms of their own: edits are taken over block by block.

`taken` brings the partner's edit home; blocks that were not edited there keep the form they have here. `both` puts
edits of two sides together; only where both edited the same blocks one of them has to stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from addon.richtext import Document, fingerprint, merge
from addon.richtext.alignment import matched
from addon.richtext.fingerprint import block_fingerprint
from addon.richtext.tree import Node


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of two edits, and whether they touched the same blocks."""

    document: Document
    clash: bool


def taken(here: Document, before: Document | None, wanted: Document) -> Document:
    """What stands here with the partner's edit, which led from `before` to `wanted` in the partner's form.

    Without a `before`, what stands here is the measure: blocks that read alike stay as they are.
    """
    if fingerprint(here) == fingerprint(wanted):
        return here
    return merge(here, here if before is None else before, wanted)


def both(base: Document, ours: Document, theirs: Document, *, theirs_stands: bool) -> Merged:
    """Both edits that began at `base`, all three in the form of this side.

    Edits of blocks beside each other are both taken; only of a block that both edited one has to stand.
    """
    keys = [[block_fingerprint(one) for one in side.blocks] for side in (base, ours, theirs)]
    queues = [_edits(len(keys[0]), dict(matched(keys[0], keys[side])), len(keys[side])) for side in (1, 2)]
    sides, shift = (ours.blocks, theirs.blocks), [0, 0]
    blocks: list[Node] = []
    clash, at = False, 0
    while queues[0] or queues[1]:
        begin, end, grown = _next_together(queues)
        blocks += sides[0][at + shift[0] : begin + shift[0]]
        here, there = (sides[side][begin + shift[side] : end + shift[side] + (grown[side] or 0)] for side in (0, 1))
        if grown[1] is None:
            blocks += here
        elif grown[0] is None:
            blocks += there
        else:
            stands, clashed = _decided(base.blocks[begin:end], here, there, theirs_stands)
            blocks += stands
            clash = clash or clashed
        shift = [shift[side] + (grown[side] or 0) for side in (0, 1)]
        at = end
    blocks += sides[0][at + shift[0] :]
    return Merged(Document(tuple(blocks)), clash)


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    """The blocks of the base from `begin` to `end` became `grown` more of other ones."""

    begin: int
    end: int
    grown: int


def _edits(length: int, kept: dict[int, int], length_now: int) -> list[_Edit]:
    """What was done to a base of `length` blocks, of which those in `kept` are still there, at these places."""
    found = []
    at, now = 0, 0
    for index in [*sorted(kept), length]:
        place = kept.get(index, length_now)
        if index > at or place > now:
            found.append(_Edit(at, index, (place - now) - (index - at)))
        at, now = index + 1, place + 1
    return found


def _next_together(queues: list[list[_Edit]]) -> tuple[int, int, list[int | None]]:
    """Takes the next edit off its queue, with all that touch the same blocks; by how much each side grew, if it did."""
    first = min(queue[0] for queue in queues if queue)
    begin, end = first.begin, first.end
    grown: list[int | None] = [None, None]
    again = True
    while again:
        again = False
        for side, queue in enumerate(queues):
            if queue and (queue[0] is first or _touches(queue[0], begin, end)):
                edit = queue.pop(0)
                grown[side] = (grown[side] or 0) + edit.grown
                begin, end = min(begin, edit.begin), max(end, edit.end)
                again = True
    return begin, end, grown


def _touches(edit: _Edit, begin: int, end: int) -> bool:
    """Whether an edit is about blocks from `begin` to `end`, or puts blocks where others were put."""
    if edit.begin == edit.end or begin == end:
        inside = begin < edit.begin < end or edit.begin < begin < edit.end
        return inside or (edit.begin == edit.end == begin == end)
    return max(edit.begin, begin) < min(edit.end, end)


def _decided(
    was: Sequence[Node], here: Sequence[Node], there: Sequence[Node], theirs_stands: bool
) -> tuple[Sequence[Node], bool]:
    """What becomes of blocks that both edited: one by one where there are as many as before."""
    if not len(was) == len(here) == len(there):
        same = [block_fingerprint(one) for one in here] == [block_fingerprint(one) for one in there]
        return (here if same or not theirs_stands else there), not same
    blocks: list[Node] = []
    clash = False
    for before, mine, other in zip(was, here, there, strict=True):
        old, own, new = (block_fingerprint(one) for one in (before, mine, other))
        if old == own != new:
            blocks.append(other)
        elif new in (old, own):
            blocks.append(mine)
        else:
            clash = True
            blocks.append(other if theirs_stands else mine)
    return blocks, clash
