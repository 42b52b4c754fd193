"""Takes an edit made on the other side back home without harming what was not edited.

Three documents: the *original* here, what the other side showed of it *before*, and what it shows *after*
somebody edited it there. Blocks that did not change keep their original, with ids, panels, pictures and
opaque content; a changed block is merged part by part, an inserted one is taken as it is.
"""

from addon.richtext.alignment import matched, moved
from addon.richtext.fingerprint import block_fingerprint
from addon.richtext.kinds import HOLDS_BLOCKS, HOLDS_INLINES, HOLDS_OWN
from addon.richtext.merge_lines import merged_line
from addon.richtext.merge_slots import Home, slots_of, words_of
from addon.richtext.text import line_text
from addon.richtext.tree import EMPTY_PARAGRAPH, Attributes, Document, Node, attributes

Blocks = tuple[Node, ...]


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
    slots = slots_of(originals, before, containers)
    kept = matched(keys_before, keys_after)
    kept += moved(keys_before, keys_after, kept)
    now = dict(kept)
    edited = _edited(before, after, kept)
    output: list[tuple[int, int, Home | None, Blocks]] = []
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
    mine, theirs = set(words_of(one).split()), set(words_of(other).split())
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs)) > 0


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


def _assembled(output: list[tuple[Home | None, Blocks]], containers: list[Node]) -> Blocks:
    """The blocks in order; those of a dissolved container gathered into it again."""
    homes = [home for home, _ in output]
    for number in range(1, len(homes) - 1):
        left, right = homes[number - 1], next((home for home in homes[number + 1 :] if home is not None), None)
        if homes[number] is None and left is not None and right is not None and left.container == right.container:
            homes[number] = Home(left.container, left.column)
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
