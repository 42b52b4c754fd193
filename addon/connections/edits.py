"""Edits of a connection's name, description and incoming project: who made which, when, and what stood before."""

from collections.abc import Mapping
from dataclasses import dataclass

from addon.nodes.refusals import not_found
from addon.nodes.services import Services
from addon.storage import audit, connections
from addon.storage.connections import Connection
from addon.storage.transaction import Tx

ACTION = "edited"
FIELDS = ("name", "description", "project_id", "project_key", "project_name")
SHOWN = {"name": "Name", "description": "Description", "project_name": "Project"}
NEWEST, LOOKED_AT = 20, 200


@dataclass(frozen=True, slots=True)
class Change:
    """One field that an edit changed, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit. `earlier` holds all values as they stood before it, named as the form names them."""

    number: int
    at: int
    by: str
    changes: tuple[Change, ...]
    earlier: Mapping[str, str]


def told(one: Connection, changes: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What the audit log keeps of an edit; empty where nothing changed."""
    before = {name: str(getattr(one, name)) for name in FIELDS}
    after = before | {name: value for name, value in changes.items() if name in FIELDS}
    return {} if before == after else {"before": before, "after": after}


def history(services: Services, node_id: int, connection_id: int) -> tuple[Edit, ...]:
    """The last edits, newest first."""

    def work(tx: Tx) -> list[audit.Entry]:
        connections.get(tx, node_id, connection_id)
        return list(audit.list_page(tx, node_id, connection_id=connection_id, limit=LOOKED_AT).items)

    found = (_edit(entry) for entry in services.ledger.read(work) if entry.action == ACTION)
    return tuple(edit for edit in found if edit is not None)[:NEWEST]


def earlier(services: Services, node_id: int, connection_id: int, number: int) -> Edit:
    """One edit, to restore what stood before it; raises `Refusal` when there is none of this number."""
    found = next((edit for edit in history(services, node_id, connection_id) if edit.number == number), None)
    if found is None:
        raise not_found("edit")
    return found


def _edit(entry: audit.Entry) -> Edit | None:
    before, after = entry.detail.get("before"), entry.detail.get("after")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return None  # written by a version that kept no values
    changes = tuple(
        Change(words, str(before.get(name, "")), str(after.get(name, "")))
        for name, words in SHOWN.items()
        if before.get(name) != after.get(name)
    )
    values = {name: str(before.get(name, "")) for name in FIELDS}
    return Edit(entry.id, entry.at, entry.actor_name or entry.actor_id, changes, values)
