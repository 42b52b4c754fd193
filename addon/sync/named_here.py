"""What a message says of the partner's fields, by the names that they have here.

Fields of the same name are the same, but for the numbers that each Jira site gives its own fields. Others are the same
where both sides' rules have a part of the replica between them: the message says by which parts the partner's fields
go, our own rules say it of ours.
"""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from addon.replica.entity import Entity
from addon.sync.work import Work

_LISTS = ("people", "decided")
_MAPS = ("edited", "policies")
_TOLD_OF = "told_of"
_NUMBERED = "customfield_"


def names_here(body: Mapping[str, Any], ours: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """The partner's fields by their names, each with those of ours that share a part; `ours` has our fields' parts."""
    told = body.get("parts")
    by_part: dict[str, set[str]] = {}
    for name, parts in ours.items():
        for part in parts:
            by_part.setdefault(part, set()).add(name)
    found = {}
    for name, parts in told.items() if isinstance(told, dict) else ():
        listed = parts if isinstance(parts, list | tuple) else ()
        here = {own for part in listed if isinstance(part, str) for own in by_part.get(part, ())}
        if here:
            found[str(name)] = frozenset(here)
    return found


def others_of_that_name(body: Mapping[str, Any], ours: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Numbers of fields that mean one field over there and another one here: both say their parts, and share none."""
    told = body.get("parts")
    return frozenset(
        name
        for name, parts in (told.items() if isinstance(told, dict) else ())
        if isinstance(name, str) and name.startswith(_NUMBERED) and name in ours
        if isinstance(parts, list | tuple)
        and parts
        and not {*ours[name]} & {one for one in parts if isinstance(one, str)}
    )


def told_of(body: Mapping[str, Any]) -> frozenset[str] | None:
    """Our names of what a message tells of, whether the partner edited it or not; None where it does not say."""
    found = body.get(_TOLD_OF, body.get("marks"))
    return frozenset(one for one in found if isinstance(one, str)) if isinstance(found, list | dict) else None


def with_names_from_here(work: Work, body: dict[str, Any], local: Entity | None) -> dict[str, Any]:
    """The body with what it says of a field said of our fields too that are made of the same parts.

    Of several the latest edit counts, and of policies the first by name: both sides have to come to the same. Fields of
    which nobody can say what they are over there count as edited by a person where a person edited anything.
    """
    if work.scripts is None or local is None:
        return body
    ours = work.scripts.arrive_by(local.fields)
    here = {name: sorted(own - {name}) for name, own in names_here(body, ours).items()}
    others = others_of_that_name(body, ours)
    made = dict(body)
    for part in _LISTS:
        if isinstance(listed := body.get(part), list):
            names = [name for name in listed if isinstance(name, str)]
            made[part] = [one for one in names if one not in others] + [
                own for one in names for own in here.get(one, ())
            ]
    for part in _MAPS:
        if isinstance(said := body.get(part), dict):
            made[part] = _also(part, said, here, others)
    marks = body.get("marks")
    if isinstance(marks, dict):
        known = ({*marks} - others) | {own for name in marks for own in here.get(name, ())}
        made[_TOLD_OF] = sorted(known)
        if isinstance(people := made.get("people"), list) and people:
            made["people"] = [*people, *(name for name in local.fields if name not in known)]
    return made


def _also(
    part: str, said: Mapping[str, Any], here: Mapping[str, Iterable[str]], others: Container[str]
) -> dict[str, Any]:
    made = {name: one for name, one in said.items() if name not in others}
    for name in sorted(said):
        for own in here.get(name, ()):
            later = part == "edited" and isinstance(said[name], int) and isinstance(made.get(own), int)
            if own not in made or (later and said[name] > made[own]):
                made[own] = said[name]
    return made
