"""Whether both sides are equal under the default rules; each way in which they are not, in words."""

from collections import Counter

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
    return found + _links(people, here, there)


def _links(people: People, here: dict[str, list[str]], there: dict[str, list[str]]) -> list[str]:
    """Where rules carry links, each is on both sides, once; where they do not, it is where people made it."""
    found: list[str] = []
    alone = {tag for tag in people.made if len(here.get(tag, ())) == len(there.get(tag, ())) == 1}
    for side, known in zip(people.sides, (here, there), strict=True):
        names = {known[tag][0]: tag for tag in alone}
        for tag in sorted(alone):
            seen = side.look(known[tag][0]).links
            counts = {names[entity]: count for entity, count in seen.items() if entity in names}
            for other in sorted(alone - {tag}):
                made_at = people.links.get(frozenset((tag, other)))
                wanted = made_at is not None and (people.links_travel or made_at == side.name)
                if counts.get(other, 0) != wanted:
                    found.append(f"{tag} is linked with {other} at {side.name} {counts.get(other, 0)} times")
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
    elif one.title not in people.titles[tag].values():
        found.append(f"{tag} is titled {one.title!r}, and people's last titles were {people.titles[tag]}")
    if one.description.split() != two.description.split():
        found.append(f"{tag} has two descriptions: {one.description!r} and {two.description!r}")
    wanted = {remark.mark for remark in people.remarks if remark.tag == tag and not remark.removed}
    for side, seen in zip(people.sides, (one, two), strict=True):
        for mark in sorted(wanted | set(seen.comments)):
            count = seen.comments[mark]
            if count != (mark in wanted):
                found.append(f"{tag}: comment {mark} is at {side.name} {count} times")
        files = sorted(people.files.get(tag, {}).items())
        if seen.files != files:
            odd = {name for name, _ in Counter(seen.files) - Counter(files) + (Counter(files) - Counter(seen.files))}
            found.append(f"{tag}: files {', '.join(sorted(odd))} are not right at {side.name}")
    return found
