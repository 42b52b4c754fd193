"""Finds what belongs together in two sequences, in time close to linear."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

Pairs = list[tuple[int, int]]


def matched(left: Sequence[Hashable], right: Sequence[Hashable]) -> Pairs:
    """Index pairs of equal items, rising on both sides.

    Items that occur once on both sides are the anchors (patience diff); between anchors the beginning and the
    end are compared, then what repeats is paired in order.
    """
    pairs: Pairs = []
    waiting = [(0, len(left), 0, len(right))]
    while waiting:
        low, high, from_, to = waiting.pop()
        while low < high and from_ < to and left[low] == right[from_]:
            pairs.append((low, from_))
            low, from_ = low + 1, from_ + 1
        while low < high and from_ < to and left[high - 1] == right[to - 1]:
            high, to = high - 1, to - 1
            pairs.append((high, to))
        if low == high or from_ == to:
            continue
        anchors = _anchors(left, right, low, high, from_, to)
        if not anchors:
            pairs.extend(_in_order(left, right, low, high, from_, to))
            continue
        pairs.extend(anchors)
        for (one, other), (next_one, next_other) in zip(
            [(low - 1, from_ - 1), *anchors], [*anchors, (high, to)], strict=True
        ):
            waiting.append((one + 1, next_one, other + 1, next_other))
    pairs.sort()
    return pairs


def _anchors(left: Sequence[Hashable], right: Sequence[Hashable], low: int, high: int, from_: int, to: int) -> Pairs:
    """Pairs of items unique on both sides, the longest rising chain of them."""
    here = Counter(left[low:high])
    there = Counter(right[from_:to])
    places = {right[index]: index for index in range(from_, to) if there[right[index]] == 1}
    found = [(i, places[left[i]]) for i in range(low, high) if here[left[i]] == 1 and left[i] in places]
    ends: list[int] = []  # right index at the end of the best chain of each length
    chain: list[int] = []  # its position in `found`
    before = [-1] * len(found)
    for number, (_, place) in enumerate(found):
        length = bisect_left(ends, place)
        before[number] = chain[length - 1] if length else -1
        if length == len(ends):
            ends.append(place)
            chain.append(number)
        else:
            ends[length], chain[length] = place, number
    result: Pairs = []
    number = chain[-1] if chain else -1
    while number >= 0:
        result.append(found[number])
        number = before[number]
    return result[::-1]


def _in_order(left: Sequence[Hashable], right: Sequence[Hashable], low: int, high: int, from_: int, to: int) -> Pairs:
    """Repeating items, each paired with the next equal one."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index in range(from_, to):
        places[right[index]].append(index)
    pairs: Pairs = []
    last = from_ - 1
    for index in range(low, high):
        options = places.get(left[index])
        if options:
            place = bisect_right(options, last)
            if place < len(options):
                last = options[place]
                pairs.append((index, last))
    return pairs


def moved(left: Sequence[Hashable], right: Sequence[Hashable], pairs: Pairs) -> Pairs:
    """Equal items that `pairs` left over, paired wherever they went; only where what is meant is certain."""
    taken_left = {one for one, _ in pairs}
    taken_right = {other for _, other in pairs}
    rest_left = [index for index in range(len(left)) if index not in taken_left]
    rest_right = [index for index in range(len(right)) if index not in taken_right]
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index in reversed(rest_right):
        places[right[index]].append(index)
    return [(index, places[left[index]].pop()) for index in rest_left if places.get(left[index])]
