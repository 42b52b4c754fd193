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
    theirs = {name: value for name, value in edits.fields.items() if isinstance(value, Person) and not value.id}
    if not theirs:
        return edits
    table = table_of(work)
    fields: dict[str, Any] = dict(edits.fields)
    notes: list[str] = []
    for name, person in theirs.items():
        found = here(work.tracker, person, table)
        if found is None:
            del fields[name]
            called = person.display_name or person.email or "somebody"
            notes.append(f"{name} stays as it is: {called} of {work.agreed.remote_name} is nobody here.")
        else:
            fields[name] = found
    return replace(edits, fields=fields, notes=(*edits.notes, *notes))


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
