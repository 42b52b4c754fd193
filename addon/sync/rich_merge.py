"""Rich text that both sides show in forms of their own: edits are taken over block by block.

`taken` brings the partner's edit home; blocks that were not edited there keep the form they have here. `both` puts
edits of two sides together; only where both edited the same blocks one of them has to stand.
"""

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
    """Both edits that began at `base`, all three in the form of this side."""
    keys = [[block_fingerprint(one) for one in side.blocks] for side in (base, ours, theirs)]
    mine, other = dict(matched(keys[0], keys[1])), dict(matched(keys[0], keys[2]))
    fixed = [index for index in range(len(keys[0])) if index in mine and index in other]
    blocks: list[Node] = []
    clash = False
    at = (0, 0, 0)
    for index in [*fixed, len(keys[0])]:
        end = (index, mine.get(index, len(keys[1])), other.get(index, len(keys[2])))
        was, here, there = (keys[side][at[side] : end[side]] for side in range(3))
        if here == was and there != was:
            blocks += theirs.blocks[at[2] : end[2]]
        elif there in (was, here):
            blocks += ours.blocks[at[1] : end[1]]
        else:
            clash = True
            blocks += theirs.blocks[at[2] : end[2]] if theirs_stands else ours.blocks[at[1] : end[1]]
        if index < len(keys[0]):
            blocks.append(ours.blocks[end[1]])
        at = (end[0] + 1, end[1] + 1, end[2] + 1)
    return Merged(Document(tuple(blocks)), clash)
