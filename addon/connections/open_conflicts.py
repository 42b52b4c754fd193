"""The conflict inbox: fields that both sides edited and that a person is to decide about."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from addon.nodes.services import Services
from addon.richtext import Notation, Refused, from_json, parse, plain_text
from addon.storage import conflicts, overview, twins
from addon.storage.conflicts import Conflict
from addon.storage.transaction import Tx
from addon.storage.twins import Twin

SHOWN = 2_000  # characters of a value
CONTEXT = 200  # of them before the first difference of two long ones
SAME_WORDS = "The words are the same on both sides. Their formatting differs."


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One field with its value on each side, and what both last agreed on (empty where that is not known).

    `note` says what the two values do not show: that they were shortened, or differ in formatting alone.
    """

    id: int
    entity_id: str
    entity_key: str
    entity_url: str
    remote_key: str
    connection_name: str
    field: str
    here: str
    there: str
    agreed: str
    local_name: str
    remote_name: str
    at: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Some open conflicts, oldest first, and where the next page begins."""

    rows: tuple[ConflictRow, ...]
    total: int
    more_after: str | None


def page(
    services: Services, node_id: int, *, search: str = "", connection_id: int = 0, after: str = "", limit: int = 50
) -> ConflictPage:
    """Open conflicts of a node. `search` is a key of either side, or a part of a field's name."""

    def work(tx: Tx) -> ConflictPage:
        found = conflicts.list_page(
            tx, node_id, connection_id=connection_id or None, search=search, after=after, limit=limit
        )
        names = overview.names(tx, node_id, sorted({one.connection_id for one in found.items}))
        pairs = {one.id: one for one in twins.several(tx, node_id, sorted({one.twin_id for one in found.items}))}
        rows = tuple(_row(one, pairs.get(one.twin_id), names) for one in found.items)
        return ConflictPage(rows, found.total, found.after)

    return services.ledger.read(work)


def open_count(services: Services, node_id: int) -> int:
    """How many wait for a choice; counted no further than 1,000."""
    return services.ledger.read(lambda tx: conflicts.list_page(tx, node_id, limit=1).total)


def _row(one: Conflict, twin: Twin | None, names: Mapping[int, str]) -> ConflictRow:
    here, there, note = side_by_side(one.local_form, one.remote_form)
    return ConflictRow(
        one.id,
        twin.local_id if twin else "",
        (twin.local_key or twin.local_id) if twin else "",
        twin.local_url if twin else "",
        twin.remote_key if twin else "",
        names.get(one.connection_id, ""),
        one.field,
        here,
        there,
        as_text(one.baseline_form),
        one.local_by,
        one.remote_by,
        one.created_at,
        note,
    )


def side_by_side(here: Any, there: Any) -> tuple[str, str, str]:
    """Two stored values as people compare them, long ones from where they begin to differ, and what to know of them."""
    one, other = _whole(here), _whole(there)
    if one == other:
        return one[:SHOWN], other[:SHOWN], SAME_WORDS if one else ""
    if max(len(one), len(other)) <= SHOWN:
        return one, other, ""
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    begin = max(0, same - CONTEXT)
    sizes = f"{len(one):,} characters here, {len(other):,} at the partner"
    return _from(one, begin), _from(other, begin), f"Shown from just before they differ; {sizes}."


def _from(text: str, begin: int) -> str:
    """A piece of a text, with marks where more of it stands."""
    piece = text[begin : begin + SHOWN]
    return f"{'…' if begin else ''}{piece}{'…' if begin + SHOWN < len(text) else ''}"


def as_text(form: Any) -> str:
    """A stored value as people read it."""
    return _whole(form)[:SHOWN]


def _whole(form: Any) -> str:
    if form is None:
        return ""
    if isinstance(form, str | int | float):
        return str(form)
    if isinstance(form, list):
        return ", ".join(_whole(one) for one in form)
    if isinstance(form, dict):
        if form.get("$kind") == "rich_text":
            return _plain(str(form.get("notation")), str(form.get("source") or ""))
        for name in ("text", "displayName", "display_name", "name", "key", "value", "source"):
            if isinstance(form.get(name), str):
                return str(form[name])
        if isinstance(form.get("rich"), dict | list):
            return _travelled(form["rich"])
    return json.dumps(form, ensure_ascii=False)


def _plain(notation: str, source: str) -> str:
    """The words of a text in a tracker's notation; the source itself where it cannot be read."""
    try:
        return plain_text(parse(source, cast(Notation, notation)))
    except (Refused, KeyError):
        return source


def _travelled(document: Any) -> str:
    """The words of a text as it came from the partner; its form itself where it cannot be read, never nothing."""
    try:
        return plain_text(from_json(document))
    except Refused:
        return json.dumps(document, ensure_ascii=False)
