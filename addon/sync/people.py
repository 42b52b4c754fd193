"""The partner's people as people here: by the connection's own table, by mail address, else as the admin chose.

Between two Jira sites also by account: Atlassian's accounts are the same at each site, and seldom show their mail.

`settings["people"]` of the rule version maps a mail address or full name over there (`*`: everybody else) to an id or
mail address here. Somebody who is nobody here is left out, and the timeline says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from addon.connections.people_here import SETTING, named
from addon.platforms.base import Platform
from addon.platforms.errors import PlatformError
from addon.replica.values import Person
from addon.rules.ruleset import Edits, Replica
from addon.sync.work import Work


def with_people_from_here(work: Work, edits: Edits, replica: Replica) -> Edits:
    """The edits with every person of the partner's, as the replica has them, replaced by one of this tracker."""
    theirs = {name: value for name, value in edits.fields.items() if _is_theirs(value)}
    if not theirs:
        return edits
    table, names = table_of(work), work.scripts.site.names if work.scripts is not None else {}
    accounts = dict(_accounts(replica)) if share_accounts(work) else {}

    def met(one: Any) -> Any:
        if not _is_theirs(one):
            return one
        return here(work.tracker, one, table, accounts.get((one.display_name, one.email), ""))

    fields: dict[str, Any] = dict(edits.fields)
    notes: list[str] = []
    for name, value in theirs.items():
        listed = value if isinstance(value, tuple) else (value,)
        found = [met(one) for one in listed]
        missing = [one for one, local in zip(listed, found, strict=True) if local is None]
        known = tuple(dict.fromkeys(one for one in found if one is not None))
        if missing:
            who = ", ".join(_said_to_be(one, work.agreed.remote_name) for one in missing)
            what = "stays without them" if isinstance(value, tuple) else "stays as it is"
            unknown = "is nobody here" if len(missing) == 1 else "are not here"
            notes.append(f"{names.get(name, name)} {what}: {who} {unknown}.")
        if isinstance(value, tuple) and (known or not missing):
            fields[name] = known
        elif known:
            fields[name] = known[0]
        else:
            del fields[name]
    return replace(edits, fields=fields, notes=(*edits.notes, *notes))


def _said_to_be(one: Person, remote_name: str) -> str:
    """A bare mail address may as well be the rule's own."""
    return f"{one.display_name or 'somebody'} of {remote_name}" if one.display_name or not one.email else one.email


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


def share_accounts(work: Work) -> bool:
    """Whether somebody's id over there is the same person's id here."""
    return work.node.kind == work.agreed.partner_kind == "jira"


def here(tracker: Platform, person: Person, table: Mapping[str, str], account: str = "") -> Person | None:
    """Who somebody of the partner's is here: by the table, by mail, by an account that both trackers share, else as
    the table says of everybody else."""
    for known in (person.email, person.display_name):
        if known and known.casefold() in table:
            return named(tracker, table[known.casefold()])
    found = tracker.directory.by_mail(person.email) if person.email else None
    if found is None and account:
        found = _by_account(tracker, account)
    if found is None and "*" in table:
        found = named(tracker, table["*"])
    return found


def _by_account(tracker: Platform, account: str) -> Person | None:
    try:
        return tracker.directory.person(account)
    except PlatformError as problem:
        if problem.permanent and not problem.whole_credential:
            return None  # whoever cannot be seen is nobody here
        raise


def _accounts(value: Any) -> Iterator[tuple[tuple[str, str | None], str]]:
    """Name and mail of each person in a replica, with their account."""
    if isinstance(value, dict):
        if value.get("accountId") and value.get("displayName"):
            yield (str(value["displayName"]), value.get("email") or None), str(value["accountId"])
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _accounts(one)
