"""Which original stands behind which of the blocks that the other side shows.

Most stand behind one block. A container may be shown as the sequence of what is inside, an opaque original is
shown by its label and its content, a line by its words and the pictures between them, and a service may rewrite
what it stores.
"""

from typing import NamedTuple

from addon.richtext.alignment import matched
from addon.richtext.kinds import HOLDS_INLINES
from addon.richtext.labels import label
from addon.richtext.lift import lifted
from addon.richtext.references import NO_REFERENCES
from addon.richtext.text import line_text
from addon.richtext.text_form import shown_blocks
from addon.richtext.tree import Node

Blocks = tuple[Node, ...]
# Blocks that another notation may show as a mere sequence of what is inside.
_TRANSPARENT = frozenset({"layoutSection", "panel", "expand", "blockquote"})


class Home(NamedTuple):
    """Where in a dissolved container a block belongs."""

    container: int
    column: int
    title: bool = False


class Slot(NamedTuple):
    """Originals and the blocks before, by index, that stand for them."""

    originals: Blocks
    start: int
    end: int
    home: Home | None = None


def slots_of(originals: Blocks, before: Blocks, containers: list[Node]) -> list[Slot]:
    """Every block before belongs to at most one slot; slots are in order.

    Containers that the other side shows as a sequence are added to `containers`, where the homes of what is
    inside them point to.
    """
    parts: list[Node] = []
    owners: list[int] = []
    several: set[int] = set()  # originals that may be shown by more than one block
    unlifted = {_key(block) for block in before if _has_picture(block)}
    for number, block in enumerate(originals):
        shown = shown_blocks(block)
        if _has_picture(block) and _key(block) not in unlifted:
            shown = lifted(block, NO_REFERENCES, True) or shown
        if block.kind == "opaque" or len(shown) > 1:
            several.add(number)
        parts.extend(shown)
        owners.extend([number] * len(shown))
    slots = _aligned(tuple(parts), before, 0, containers, None)
    return _owned(slots, originals, owners, several) if several else slots


def _has_picture(block: Node) -> bool:
    """Whether the block is a line with a picture in it, which Jira shows as a block between two lines."""
    return block.kind == "paragraph" and any(node.kind == "mediaInline" for node in block.content)


def _owned(slots: list[Slot], originals: Blocks, owners: list[int], several: set[int]) -> list[Slot]:
    """The slots with the originals of several blocks whole again, each standing for all that it is shown by."""
    owned: list[Slot] = []
    last: int | None = None  # such an original that the slot before ends with
    position = 0
    container = -1
    for slot in slots:
        inside = slot.home is not None and slot.home.container == container
        container = -1 if slot.home is None else slot.home.container
        count = (not inside) if slot.home is not None else len(slot.originals)
        mine = owners[position - inside : position + count]
        position += count
        numbers = list(dict.fromkeys(mine))
        whole = [number for number in numbers if number in several]
        if not whole:
            owned.append(slot)
            last = None
            continue
        blocks = tuple(originals[number] for number in numbers)
        if last is not None and numbers[0] == last:
            owned[-1] = Slot(owned[-1].originals + blocks[1:], owned[-1].start, slot.end)
        else:
            owned.append(Slot(blocks, slot.start, slot.end))
        last = numbers[-1] if numbers[-1] in whole else None
    return owned


def _aligned(originals: Blocks, before: Blocks, offset: int, containers: list[Node], home: Home | None) -> list[Slot]:
    here = [_key(block) for block in originals]
    there = [_key(block) for block in before]
    pairs = matched(here, there)
    slots: list[Slot] = []
    ends = [*pairs, (len(originals), len(before))]
    last, place = -1, -1
    for one, other in ends:
        slots.extend(_gap(originals, before, (last + 1, one), (place + 1, other), offset, containers, home))
        if one < len(originals):
            slots.append(Slot((originals[one],), offset + other, offset + other + 1, home))
        last, place = one, other
    return _joined(slots)


def _gap(
    originals: Blocks,
    before: Blocks,
    mine: tuple[int, int],
    theirs: tuple[int, int],
    offset: int,
    containers: list[Node],
    home: Home | None,
) -> list[Slot]:
    """Blocks whose words did not match one to one: one container for many, or a service's own rewriting."""
    found: list[Slot] = []
    one, end = mine
    other, stop = theirs
    while one < end:
        block = originals[one]
        words, size = words_of(block), 0
        said = ""
        while other + size < stop and len(said) < len(words):
            said += words_of(before[other + size])
            size += 1
        if words and said == words and (size > 1 or end - one != stop - other):
            while other + size < stop and not words_of(before[other + size]) and end - one - 1 < stop - other - size:
                size += 1
            found.extend(_dissolved(block, before[other : other + size], offset + other, containers, home))
            one, other = one + 1, other + size
            continue
        if end - one == stop - other:
            found.append(Slot((block,), offset + other, offset + other + 1, home))
            one, other = one + 1, other + 1
            continue
        break
    if one < end:
        rest = originals[one:end]
        found.append(Slot(rest, offset + other, offset + stop, home))
    return found


def _dissolved(block: Node, before: Blocks, offset: int, containers: list[Node], home: Home | None) -> list[Slot]:
    """Slots for what is inside a container that the other side shows as a sequence."""
    if block.kind not in _TRANSPARENT or home is not None or len(before) < 2:
        return [Slot((block,), offset, offset + len(before), home)]
    containers.append(block)
    number = len(containers) - 1
    columns = block.content if block.kind == "layoutSection" else (block,)
    inside: list[tuple[Node, Home]] = []
    if block.kind == "expand" and block.string("title"):
        inside.append((Node("paragraph", (Node("text", (), (), block.string("title")),)), Home(number, 0, True)))
    for column, each in enumerate(columns):
        inside.extend((child, Home(number, column)) for child in each.content)
    nodes = tuple(child for child, _ in inside)
    slots = _aligned(nodes, before, offset, [], Home(number, 0))
    placed: list[Slot] = []
    position = 0
    for slot in slots:
        placed.append(slot._replace(home=inside[min(position, len(inside) - 1)][1]))
        position += len(slot.originals)
    return placed


def _joined(slots: list[Slot]) -> list[Slot]:
    """Originals that the other side does not show at all stay with the block before them."""
    joined: list[Slot] = []
    for slot in slots:
        if slot.start == slot.end and joined:
            joined[-1] = joined[-1]._replace(originals=joined[-1].originals + slot.originals)
        elif slot.start != slot.end and joined and joined[-1].start == joined[-1].end:
            joined[-1] = slot._replace(originals=joined[-1].originals + slot.originals)
        else:
            joined.append(slot)
    return joined


def _key(block: Node) -> str:
    return words_of(block) or "\0" + block.kind


def words_of(block: Node) -> str:
    """The letters and digits of a block, of a line without any its signs; the same however it is formatted."""
    found: list[str] = []
    _gather(block, found)
    return "".join("".join(filter(str.isalnum, line)) or "".join(line.split()) for line in found)


def _gather(block: Node, found: list[str]) -> None:
    if block.kind in HOLDS_INLINES:
        found.append(line_text(block.content))
    elif block.kind == "codeBlock":
        found.extend(piece.text for piece in block.content)
    elif block.kind in ("media", "blockCard", "embedCard"):
        found.append(label(block))
    else:
        if block.kind == "expand":
            found.append(block.string("title"))
        for child in block.content:
            _gather(child, found)
