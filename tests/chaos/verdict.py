"""Whether both sides are equal under the rules, as a reader sees them; each way in which they are not, in words."""

from collections import Counter
from collections.abc import Collection, Mapping

from tests.chaos.people import FIELDS, TAG, People, Seen, Side

Value = str | tuple[str, ...]


def differences(people: People) -> list[str]:
    """Everything that is not as it has to be in the end; empty when all is well."""
    first, second = people.sides
    here, there = by_tag(first), by_tag(second)
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
            elif not count and gone != made_at:
                found.append(f"{tag}, made at {made_at}, was deleted at {gone} and is gone at {side.name} as well")
        if gone is None and len(here.get(tag, ())) == len(there.get(tag, ())) == 1:
            found += _unlike(people, tag, here[tag][0], there[tag][0])
    return found + _links(people, here, there) + _whispers(people, here, there) + _strangers(people)


def by_tag(side: Side) -> dict[str, list[str]]:
    """The entities of a side that carry each tag."""
    found: dict[str, list[str]] = {}
    for entity, title in side.entities().items():
        if match := TAG.search(title):
            found.setdefault(match.group(), []).append(entity)
    return found


def pairs(people: People) -> dict[str, tuple[str, str]]:
    """Of each tag that is once on both sides, the entities there."""
    here, there = (by_tag(side) for side in people.sides)
    return {tag: (here[tag][0], there[tag][0]) for tag in here if len(here[tag]) == len(there.get(tag, ())) == 1}


def overruled(people: People, noted: Mapping[str, Collection[str]]) -> list[str]:
    """Fields whose newest edit does not stand although nobody noted a conflict: edits that vanished in silence.

    `noted` has the fields of each entity of which a conflict was told. Asked where both sides are equal.
    """
    found: list[str] = []
    for tag, (first, second) in pairs(people).items():
        seen = people.sides[0].look(first)
        for name, given in people.given[tag].items():
            newest = max(given.values(), key=lambda one: one.number)
            told = name in noted.get(first, ()) or name in noted.get(second, ())
            if _carried(people, name) and not told and _read(name, newest.value) != _value(seen, name):
                found.append(f"{tag}: the newest {name}, {newest.value!r}, gave way to {_value(seen, name)!r} unsaid")
    return found


def _carried(people: People, name: str) -> bool:
    return name != "labels" or people.scripted


def _value(seen: Seen, name: str) -> Value:
    found: dict[str, Value] = {"summary": seen.title, "description": seen.description, "labels": seen.labels}
    return _read(name, found[name])


def _read(name: str, value: Value) -> Value:
    """A value as a reader takes it: how lines of a description are broken says nothing."""
    return " ".join(value.split()) if name == "description" and isinstance(value, str) else value


def _unlike(people: People, tag: str, first: str, second: str) -> list[str]:
    seen = people.sides[0].look(first), people.sides[1].look(second)
    found = [] if seen[0].kind == seen[1].kind else [f"{tag} is a {seen[0].kind} here and a {seen[1].kind} there"]
    for name in FIELDS:
        given = people.given[tag][name]
        values: list[Value] = [_value(one, name) for one in seen]
        if not _carried(people, name):
            for side, value in zip(people.sides, values, strict=True):
                own: Value = given[side.name].value if side.name in given else ()
                if value != own:
                    found.append(f"{tag}: {name} {value!r} at {side.name}, where people left {own!r}")
        elif values[0] != values[1]:
            found.append(f"{tag} has two of {name}: {values[0]!r} and {values[1]!r}")
        elif not _by_people(name, values[0], [_read(name, one.value) for one in given.values()]):
            found.append(f"{tag}: {name} is {values[0]!r}, and people last gave {given}")
    return found + _remarks(people, tag, seen) + _files(people, tag, seen)


def _by_people(name: str, value: Value, last: list[Value]) -> bool:
    """Whether a value is what people of one side gave last; a text may be made of lines of both."""
    if value in last:
        return True
    return name == "description" and bool(value) and _lines(value) <= {line for one in last for line in _lines(one)}


def _lines(text: Value) -> set[str]:
    return {f"line {one.strip()}" for one in str(text).split("line ")} - {"line "}


def _remarks(people: People, tag: str, seen: tuple[Seen, Seen]) -> list[str]:
    wanted = {remark.text for remark in people.remarks if remark.tag == tag and not remark.removed}
    return [
        f"{tag}: comment {text!r} is at {side.name} {one.comments[text]} times"
        for side, one in zip(people.sides, seen, strict=True)
        for text in sorted(wanted | set(one.comments))
        if one.comments[text] != (text in wanted)
    ]


def _files(people: People, tag: str, seen: tuple[Seen, Seen]) -> list[str]:
    wanted = Counter(people.files.get(tag, {}).items())
    found: list[str] = []
    for side, one in zip(people.sides, seen, strict=True):
        there = Counter(one.files)
        if odd := {name for name, _ in (there - wanted) + (wanted - there)}:
            found.append(f"{tag}: files {', '.join(sorted(odd))} are not right at {side.name}")
    return found


def _links(people: People, here: dict[str, list[str]], there: dict[str, list[str]]) -> list[str]:
    """Where rules carry links, each is on both sides, once; where they do not, it is where people made it."""
    found: list[str] = []
    alone = {tag for tag in people.made if len(here.get(tag, ())) == len(there.get(tag, ())) == 1}
    wanted: dict[str, dict[str, str]] = {tag: {} for tag in alone}
    for ends, made_at in people.links.items():
        one, other = ends
        if ends <= alone:
            wanted[one][other] = wanted[other][one] = made_at
    for side, known in zip(people.sides, (here, there), strict=True):
        names = {known[tag][0]: tag for tag in alone}
        for tag in sorted(alone):
            seen = side.look(known[tag][0]).links
            counts = {names[entity]: count for entity, count in seen.items() if entity in names}
            for other in sorted({*counts, *wanted[tag]}):
                made_at = wanted[tag].get(other, "")
                right = bool(made_at) and (people.scripted or made_at == side.name)
                if counts.get(other, 0) != right:
                    found.append(f"{tag} is linked with {other} at {side.name} {counts.get(other, 0)} times")
    return found


def _whispers(people: People, here: dict[str, list[str]], there: dict[str, list[str]]) -> list[str]:
    """A comment for one side alone is there, once, and nowhere else: not even at what was deleted over there."""
    found: list[str] = []
    for side, known in zip(people.sides, (here, there), strict=True):
        for tag, entities in known.items():
            for entity in entities:
                seen = side.look(entity).whispers
                own = {
                    text for text, of in people.whispers.items() if of == tag and people.whispered_at[text] == side.name
                }
                for text in sorted({*own, *seen}):
                    if seen[text] != (text in own):
                        found.append(f"{tag}: internal comment {text} is at {side.name} {seen[text]} times")
    return found


def _strangers(people: People) -> list[str]:
    """What nobody made: entities without a tag, and with one that no person gave."""
    found: list[str] = []
    for side in people.sides:
        for entity, title in side.entities().items():
            match = TAG.search(title)
            if f"{side.name} {entity}" not in people.strangers and (match is None or match.group() not in people.made):
                found.append(f"{entity} at {side.name}, {title!r}, was made by nobody")
    return found
