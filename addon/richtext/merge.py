"""Takes an edit made on the other side back home without harming what was not edited.

Three documents: the *original* here, what the other side showed of it *before*, and what it shows *after*
somebody edited it there. Blocks that did not change keep their original, with ids, panels, pictures and
opaque content; a changed block is merged part by part, an inserted one is taken as it is.
"""

from typing import NamedTuple

from addon.richtext.alignment import matched, moved
from addon.richtext.fingerprint import block_fingerprint
from addon.richtext.kinds import HOLDS_BLOCKS, HOLDS_INLINES, HOLDS_OWN
from addon.richtext.labels import label
from addon.richtext.merge_lines import merged_line
from addon.richtext.text import line_text
from addon.richtext.tree import EMPTY_PARAGRAPH, Attributes, Document, Node, attributes

Blocks = tuple[Node, ...]
# Blocks that another notation may show as a mere sequence of what is inside.
_TRANSPARENT = frozenset({"layoutSection", "panel", "expand", "blockquote"})


class _Home(NamedTuple):
    """Where in a dissolved container a block belongs."""

    container: int
    column: int
    title: bool = False


class _Slot(NamedTuple):
    """Originals and the blocks before, by index, that stand for them."""

    originals: Blocks
    start: int
    end: int
    home: _Home | None = None


def merge(original: Document, before: Document, after: Document) -> Document:
    """The original with the edits that lead from `before` to `after`.

    `before` is what the other side stored after our write, read with the same notation as `after`.
    """
    return Document(_merged(original.blocks, before.blocks, after.blocks))


def _merged(originals: Blocks, before: Blocks, after: Blocks) -> Blocks:
    keys_before = [block_fingerprint(block) for block in before]
    keys_after = [block_fingerprint(block) for block in after]
    if keys_before == keys_after:
        return originals
    containers: list[Node] = []
    slots = _slots(originals, before, containers)
    kept = matched(keys_before, keys_after)
    kept += moved(keys_before, keys_after, kept)
    now = dict(kept)
    edited = _edited(before, after, kept)
    output: list[tuple[int, int, _Home | None, Blocks]] = []
    covered: set[int] = set()
    for number, slot in enumerate(slots):
        places = [now.get(index) for index in range(slot.start, slot.end)]
        first = places[0] if places else None
        if first is not None and places == list(range(first, first + len(places))):
            output.append((first, number, slot.home, slot.originals))
            covered.update(range(first, first + len(places)))
        elif len(places) == 1 and slot.start in edited:
            place = edited[slot.start]
            merged = _merged_block(slot.originals[0], before[slot.start], after[place])
            output.append((place, number, slot.home, (merged, *slot.originals[1:])))
            covered.add(place)
    output.extend((place, -1, None, (after[place],)) for place in range(len(after)) if place not in covered)
    output.sort(key=lambda entry: entry[:2])
    return _assembled([(home, blocks) for _, _, home, blocks in output], containers)


def _edited(before: Blocks, after: Blocks, kept: list[tuple[int, int]]) -> dict[int, int]:
    """Blocks before and after that are the same block with changes: unmatched neighbors of the same kind."""
    rising: list[tuple[int, int]] = []
    for one, other in sorted(kept):
        if not rising or other > rising[-1][1]:
            rising.append((one, other))
    gone = {one for one, _ in kept}
    come = {other for _, other in kept}
    found: dict[int, int] = {}
    for (low, from_), (high, to) in zip([(-1, -1), *rising], [*rising, (len(before), len(after))], strict=True):
        old = [index for index in range(low + 1, high) if index not in gone]
        new = [index for index in range(from_ + 1, to) if index not in come]
        if len(old) == len(new):
            found.update(zip(old, new, strict=True))
            continue
        position = 0
        for index in old:
            for number in range(position, len(new)):
                if after[new[number]].kind == before[index].kind and _alike(before[index], after[new[number]]):
                    found[index] = new[number]
                    position = number + 1
                    break
    return found


def _alike(one: Node, other: Node) -> bool:
    """Whether two blocks share a good part of their words."""
    mine, theirs = set(_words(one).split()), set(_words(other).split())
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs)) > 0


# Which original stands behind which block


def _slots(originals: Blocks, before: Blocks, containers: list[Node]) -> list[_Slot]:
    """Every block before belongs to at most one slot; slots are in order."""
    return _aligned(originals, before, 0, containers, None)


def _aligned(originals: Blocks, before: Blocks, offset: int, containers: list[Node], home: _Home | None) -> list[_Slot]:
    here = [_key(block) for block in originals]
    there = [_key(block) for block in before]
    pairs = matched(here, there)
    slots: list[_Slot] = []
    ends = [*pairs, (len(originals), len(before))]
    last, place = -1, -1
    for one, other in ends:
        slots.extend(_gap(originals, before, (last + 1, one), (place + 1, other), offset, containers, home))
        if one < len(originals):
            slots.append(_Slot((originals[one],), offset + other, offset + other + 1, home))
        last, place = one, other
    return _joined(slots)


def _gap(
    originals: Blocks,
    before: Blocks,
    mine: tuple[int, int],
    theirs: tuple[int, int],
    offset: int,
    containers: list[Node],
    home: _Home | None,
) -> list[_Slot]:
    """Blocks whose words did not match one to one: one container for many, or a service's own rewriting."""
    found: list[_Slot] = []
    one, end = mine
    other, stop = theirs
    while one < end:
        block = originals[one]
        words, size = _words(block), 0
        said = ""
        while other + size < stop and len(said) < len(words):
            said += _words(before[other + size])
            size += 1
        if words and said == words and (size > 1 or end - one != stop - other):
            while other + size < stop and not _words(before[other + size]) and end - one - 1 < stop - other - size:
                size += 1
            found.extend(_dissolved(block, before[other : other + size], offset + other, containers, home))
            one, other = one + 1, other + size
            continue
        if end - one == stop - other:
            found.append(_Slot((block,), offset + other, offset + other + 1, home))
            one, other = one + 1, other + 1
            continue
        break
    if one < end:
        rest = originals[one:end]
        found.append(_Slot(rest, offset + other, offset + stop, home))
    return found


def _dissolved(block: Node, before: Blocks, offset: int, containers: list[Node], home: _Home | None) -> list[_Slot]:
    """Slots for what is inside a container that the other side shows as a sequence."""
    if block.kind not in _TRANSPARENT or home is not None or len(before) < 2:
        return [_Slot((block,), offset, offset + len(before), home)]
    containers.append(block)
    number = len(containers) - 1
    columns = block.content if block.kind == "layoutSection" else (block,)
    inside: list[tuple[Node, _Home]] = []
    if block.kind == "expand" and block.string("title"):
        inside.append((Node("paragraph", (Node("text", (), (), block.string("title")),)), _Home(number, 0, True)))
    for column, each in enumerate(columns):
        inside.extend((child, _Home(number, column)) for child in each.content)
    nodes = tuple(child for child, _ in inside)
    slots = _aligned(nodes, before, offset, [], _Home(number, 0))
    placed: list[_Slot] = []
    position = 0
    for slot in slots:
        placed.append(slot._replace(home=inside[min(position, len(inside) - 1)][1]))
        position += len(slot.originals)
    return placed


def _joined(slots: list[_Slot]) -> list[_Slot]:
    """Originals that the other side does not show at all stay with the block before them."""
    joined: list[_Slot] = []
    for slot in slots:
        if slot.start == slot.end and joined:
            joined[-1] = joined[-1]._replace(originals=joined[-1].originals + slot.originals)
        elif slot.start != slot.end and joined and joined[-1].start == joined[-1].end:
            joined[-1] = slot._replace(originals=joined[-1].originals + slot.originals)
        else:
            joined.append(slot)
    return joined


def _key(block: Node) -> str:
    return _words(block) or "\0" + block.kind


def _words(block: Node) -> str:
    """The letters and digits of a block, with a space between its lines; the same however it is formatted."""
    found: list[str] = []
    _gather(block, found)
    return "".join("".join(letter for letter in words if letter.isalnum()) for words in found)


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


# Changed blocks


def _merged_block(original: Node, before: Node, after: Node) -> Node:
    """The block after the edit with everything of the original that the edit did not touch."""
    if original.kind != after.kind or before.kind != after.kind:
        return after
    content = after.content
    if original.kind in HOLDS_INLINES:
        content = merged_line(original.content, before.content, after.content)
    elif original.kind in HOLDS_BLOCKS or original.kind in HOLDS_OWN:
        content = _merged(original.content, before.content, after.content)
    return after._replace(
        attributes=_merged_attributes(original.attributes, before.attributes, after.attributes),
        content=content,
    )


def _merged_attributes(original: Attributes, before: Attributes, after: Attributes) -> Attributes:
    mine, old, new = dict(original), dict(before), dict(after)
    result = dict(mine)
    for name in {*old, *new}:
        if old.get(name) != new.get(name):
            if name in new:
                result[name] = new[name]
            else:
                result.pop(name, None)
    return attributes(result)


def _assembled(output: list[tuple[_Home | None, Blocks]], containers: list[Node]) -> Blocks:
    """The blocks in order; those of a dissolved container gathered into it again."""
    homes = [home for home, _ in output]
    for number in range(1, len(homes) - 1):
        left, right = homes[number - 1], next((home for home in homes[number + 1 :] if home is not None), None)
        if homes[number] is None and left is not None and right is not None and left.container == right.container:
            homes[number] = _Home(left.container, left.column)
    result: list[Node] = []
    gathered: dict[int, list[list[Node]]] = {}
    titles: dict[int, str] = {}
    places: dict[int, int] = {}
    for home, (_, blocks) in zip(homes, output, strict=True):
        if home is None:
            result.extend(blocks)
            continue
        if home.container not in places:
            places[home.container] = len(result)
            result.append(EMPTY_PARAGRAPH)
            size = len(containers[home.container].content)
            gathered[home.container] = [[] for _ in range(size)]
        if home.title:
            titles[home.container] = line_text(blocks[0].content)
        else:
            gathered[home.container][home.column].extend(blocks)
    for number, place in places.items():
        container = containers[number]
        if container.kind == "layoutSection":
            columns = (
                column._replace(content=tuple(inner) or (EMPTY_PARAGRAPH,))
                for column, inner in zip(container.content, gathered[number], strict=True)
            )
            result[place] = container._replace(content=tuple(columns))
            continue
        content = tuple(gathered[number][0]) or (EMPTY_PARAGRAPH,)
        if container.kind == "expand":
            container = container.with_attributes(title=titles.get(number))
        result[place] = container._replace(content=content)
    return tuple(result)
