"""Baselines: each field of a pair as both sides last agreed on it; the measure of echoes and conflicts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.tables import Baseline as T
from addon.storage.transaction import Tx


@rows.of(tables.Baseline)
@dataclass(frozen=True, slots=True)
class Baseline:
    """One field: the stored form and fingerprint at our tracker and at the partner's."""

    id: int
    node_id: int
    twin_id: int
    field: str
    local_form: Any
    local_fingerprint: str
    remote_form: Any
    remote_fingerprint: str
    turns: list[int]
    frozen_until: int | None
    updated_at: int


@dataclass(frozen=True, slots=True)
class Form:
    """A field's stored form and its fingerprint."""

    form: Any
    fingerprint: str


def of_twin(tx: Tx, node_id: int, twin_id: int) -> dict[str, Baseline]:
    """The baseline of a pair by field."""
    found = tx.select(Baseline, T.node_id == node_id, T.twin_id == twin_id)
    return {baseline.field: baseline for baseline in found}


def frozen(tx: Tx, node_id: int, twin_ids: Collection[int]) -> dict[int, set[str]]:
    """The fields of these pairs that are frozen now, by pair."""
    found: dict[int, set[str]] = {}
    if twin_ids:
        where = (T.node_id == node_id, T.twin_id.in_(list(twin_ids)), T.frozen_until > tx.now)
        for one in tx.select(Baseline, *where):
            found.setdefault(one.twin_id, set()).add(one.field)
    return found


def renew(tx: Tx, node_id: int, twin_id: int, fields: Mapping[str, Form], *, side: str = "local") -> None:
    """Renew these fields of one side ("local" or "remote"); all others stay as they are."""
    for name, form in fields.items():
        tx.upsert(
            tables.Baseline,
            ("twin_id", "field"),
            node_id=node_id,
            twin_id=twin_id,
            field=name,
            updated_at=tx.now,
            **{f"{side}_form": form.form, f"{side}_fingerprint": form.fingerprint},
        )


def replace(tx: Tx, node_id: int, twin_id: int, fields: Mapping[str, Form], *, revision: str) -> None:
    """The whole local side was read or written with nobody in between: it becomes the baseline."""
    renew(tx, node_id, twin_id, fields)
    tx.change(
        "UPDATE twin SET revision = ?, updated_at = ? WHERE id = ? AND node_id = ?", revision, tx.now, twin_id, node_id
    )


def note_turns(tx: Tx, node_id: int, twin_id: int, field: str, turns: list[int], frozen_until: int | None) -> None:
    """Remember a field's recent round trips and until when it is frozen."""
    tx.update(
        tables.Baseline,
        T.node_id == node_id,
        T.twin_id == twin_id,
        T.field == field,
        turns=turns,
        frozen_until=frozen_until,
    )


def forget(tx: Tx, node_id: int, twin_id: int, *fields: str) -> int:
    """Forget fields (none named: all), so that the next comparison starts anew."""
    where = [T.node_id == node_id, T.twin_id == twin_id] + ([T.field.in_(list(fields))] if fields else [])
    return tx.delete(tables.Baseline, *where)
