"""What a message says of the partner's fields, by the names that they have here.

Fields of the same name are the same. Others are where both sides' rules have the same parts of the replica between
them: the message says by which parts the partner's fields go, our own rules say it of ours.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from addon.replica.entity import Entity
from addon.sync.work import Work

_LISTS = ("people", "decided")
_MAPS = ("edited", "policies")
_TOLD_OF = "told_of"


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


def told_of(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Our names of what the message tells of under other names, whether the partner edited it or not."""
    found = body.get(_TOLD_OF)
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def with_names_from_here(work: Work, body: dict[str, Any], local: Entity | None) -> dict[str, Any]:
    """The body with what it says of a field said of our fields too that are made of the same parts.

    Of several the latest edit counts, and of policies the first by name: both sides have to come to the same. Fields of
    which nobody can say what they are over there count as edited by a person where a person edited anything.
    """
    if work.scripts is None or local is None:
        return body
    here = {
        name: sorted(one for one in own if one != name)
        for name, own in names_here(body, work.scripts.arrive_by(local.fields)).items()
    }
    made = dict(body)
    for part in _LISTS:
        if isinstance(listed := body.get(part), list):
            made[part] = [*listed, *(own for name in listed if isinstance(name, str) for own in here.get(name, ()))]
    for part in _MAPS:
        if isinstance(said := body.get(part), dict):
            made[part] = _also(part, said, here)
    marks = body.get("marks")
    if isinstance(marks, dict):
        known = {own for name in marks for own in here.get(name, ())}
        made[_TOLD_OF] = sorted(known)
        if isinstance(people := made.get("people"), list) and people:
            made["people"] = [*people, *(name for name in local.fields if name not in marks and name not in known)]
    return made


def _also(part: str, said: Mapping[str, Any], here: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    made = dict(said)
    for name in sorted(said):
        for own in here.get(name, ()):
            later = part == "edited" and isinstance(said[name], int) and isinstance(made.get(own), int)
            if own not in made or (later and said[name] > made[own]):
                made[own] = said[name]
    return made
