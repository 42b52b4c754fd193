"""Whether both sides are equal under the default rules; each way in which they are not, in words."""

from tests.chaos.people import TAG, People, Side


def differences(people: People) -> list[str]:
    """Everything that is not as it has to be in the end; empty when all is well."""
    first, second = people.sides
    here, there = _by_tag(first), _by_tag(second)
    found: list[str] = []
    for tag, made_at in people.made.items():
        gone = people.removed.get(tag)
        for side, known in ((first, here), (second, there)):
            count = len(known.get(tag, ()))
            if gone == side.name:
                if count:
                    found.append(f"{tag} was deleted at {side.name} and is there again")
            elif count > 1:
                found.append(f"{tag} is at {side.name} {count} times")
            elif not count and not gone:
                found.append(f"{tag}, made at {made_at}, is not at {side.name}")
        if gone is None and len(here.get(tag, ())) == len(there.get(tag, ())) == 1:
            found += _unlike(people, tag, here[tag][0], there[tag][0])
    return found


def _by_tag(side: Side) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entity, title in side.entities().items():
        if match := TAG.search(title):
            found.setdefault(match.group(), []).append(entity)
    return found


def _unlike(people: People, tag: str, first: str, second: str) -> list[str]:
    one, two = people.sides[0].look(first), people.sides[1].look(second)
    found: list[str] = []
    if one.title != two.title:
        found.append(f"{tag} has two titles: {one.title!r} and {two.title!r}")
    if one.description.split() != two.description.split():
        found.append(f"{tag} has two descriptions: {one.description!r} and {two.description!r}")
    wanted = {remark.mark for remark in people.remarks if remark.tag == tag and not remark.removed}
    for side, seen in zip(people.sides, (one, two), strict=True):
        for mark in sorted(wanted | set(seen.comments)):
            count = seen.comments[mark]
            if count != (mark in wanted):
                found.append(f"{tag}: comment {mark} is at {side.name} {count} times")
        files = people.files.get(tag, {})
        if seen.files != files:
            odd = sorted(name for name in {*files, *seen.files} if files.get(name) != seen.files.get(name))
            found.append(f"{tag}: files {', '.join(odd)} are not right at {side.name}")
    return found
