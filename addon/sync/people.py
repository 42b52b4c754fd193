"""The partner's people as people here: by the connection's own table, by mail address, else as the admin chose.

`settings["people"]` of the rule version maps a mail address or full name over there (`*`: everybody else) to an id or
mail address here. Somebody who is nobody here is left out, and the timeline says so.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from addon.platforms.base import Platform
from addon.replica.values import Person
from addon.rules.ruleset import Edits
from addon.sync.work import Work

SETTING = "people"


def with_people_from_here(work: Work, edits: Edits) -> Edits:
    """The edits with every person of the partner's replaced by one of this tracker."""
    theirs = {name: value for name, value in edits.fields.items() if _is_theirs(value)}
    if not theirs:
        return edits
    table, names = table_of(work), work.scripts.site.names if work.scripts is not None else {}
    fields: dict[str, Any] = dict(edits.fields)
    notes: list[str] = []
    for name, value in theirs.items():
        listed = value if isinstance(value, tuple) else (value,)
        met = [here(work.tracker, one, table) if _is_theirs(one) else one for one in listed]
        missing = [one for one, found in zip(listed, met, strict=True) if found is None]
        known = tuple(dict.fromkeys(one for one in met if one is not None))
        if missing:
            who = ", ".join(one.display_name or one.email or "somebody" for one in missing)
            what = "stays without them" if isinstance(value, tuple) else "stays as it is"
            notes.append(f"{names.get(name, name)} {what}: {who} of {work.agreed.remote_name} is nobody here.")
        if isinstance(value, tuple) and (known or not missing):
            fields[name] = known
        elif known:
            fields[name] = known[0]
        else:
            del fields[name]
    return replace(edits, fields=fields, notes=(*edits.notes, *notes))


def _is_theirs(value: Any) -> bool:
    """Whether a value is, or holds, somebody who is only known over there."""
    if isinstance(value, tuple):
        return any(_is_theirs(one) for one in value)
    return isinstance(value, Person) and not value.id


def table_of(work: Work) -> dict[str, str]:
    """The connection's own table: who somebody over there, in lower case, is here."""
    saved = work.saved_rules
    table = saved.settings.get(SETTING) if saved is not None else None
    return {str(name).casefold(): str(one) for name, one in table.items()} if isinstance(table, Mapping) else {}


def here(tracker: Platform, person: Person, table: Mapping[str, str]) -> Person | None:
    """Who somebody of the partner's is here: by the table, by mail, else as the table says of everybody else."""
    for known in (person.email, person.display_name):
        if known and known.casefold() in table:
            return _named(tracker, table[known.casefold()])
    found = tracker.directory.by_mail(person.email) if person.email else None
    if found is None and "*" in table:
        found = _named(tracker, table["*"])
    return found


def _named(tracker: Platform, one: str) -> Person | None:
    return tracker.directory.by_mail(one) if "@" in one else tracker.directory.person(one)
