# ruff: noqa: S608 (the only text put in is our own; every value is bound)
"""Schedules: polls, renewals, retention. Each has exactly one runner, and missed runs collapse into one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.failures import Fenced
from addon.storage.tables import Schedule as T
from addon.storage.transaction import Tx

LEASE_MS = 300_000
POLL_LEASE_MS = 90_000
"""What finds lost changes comes up again sooner after its runner died; it extends its lease as it goes on."""


@rows.of(tables.Schedule)
@dataclass(frozen=True, slots=True)
class Schedule:
    """Something done every `every_ms`; `watermark` is where the last run got to."""

    id: int
    node_id: int
    connection_id: int
    kind: str
    subject: str
    every_ms: int
    next_at: int | None
    watermark: Any
    lease_no: int
    attempts: int
    last_at: int | None
    last_result: str


def ensure(
    tx: Tx,
    node_id: int,
    kind: str,
    every_ms: int,
    *,
    connection_id: int = 0,
    subject: str = "",
    first_in_ms: int = 0,
) -> int:
    """Make sure that there is such a schedule with this interval; its id. Where it stands is kept."""
    tx.insert_unless_known(
        tables.Schedule,
        node_id=node_id,
        connection_id=connection_id,
        kind=kind,
        subject=subject,
        every_ms=every_ms,
        next_at=tx.now + first_in_ms,
    )
    found = find(tx, node_id, kind, connection_id=connection_id, subject=subject)
    assert found is not None
    if found.every_ms != every_ms:
        next_at = None if found.next_at is None else min(found.next_at, tx.now + every_ms)
        tx.update(tables.Schedule, T.id == found.id, T.node_id == node_id, every_ms=every_ms, next_at=next_at)
    return found.id


def find(tx: Tx, node_id: int, kind: str, *, connection_id: int = 0, subject: str = "") -> Schedule | None:
    """One schedule by what it is for."""
    return tx.first(
        Schedule, T.node_id == node_id, T.connection_id == connection_id, T.kind == kind, T.subject == subject
    )


def list_for(tx: Tx, node_id: int, connection_id: int | None = None) -> list[Schedule]:
    """Schedules of a tenant or of one connection."""
    where = [T.node_id == node_id] + ([] if connection_id is None else [T.connection_id == connection_id])
    return tx.select(Schedule, *where, order=[T.kind, T.subject, T.id])


def run_soon(tx: Tx, node_id: int, kind: str, *, connection_id: int = 0, subject: str = "") -> bool:
    """Let it run at the next opportunity instead of at its time."""
    where = [T.node_id == node_id, T.connection_id == connection_id, T.kind == kind, T.subject == subject]
    return bool(tx.update(tables.Schedule, *where, T.owner.is_null(), next_at=tx.now))


def claim(tx: Tx, limit: int = 10, *, without: Sequence[int] = (), lease_ms: int = LEASE_MS) -> list[Schedule]:
    """Take schedules that are due, of all active tenants but those of `without`, for this runner alone."""
    lock = " FOR UPDATE OF s SKIP LOCKED" if tx.dialect == "postgresql" else ""
    others = f"AND s.node_id NOT IN ({', '.join('?' * len(without))}) " if without else ""
    now = tx.now
    due = tx.sql(
        "SELECT s.id, s.kind FROM schedule AS s WHERE s.next_at IS NOT NULL AND s.next_at <= ? "
        "AND (s.node_id = 0 OR EXISTS (SELECT 1 FROM node WHERE node.id = s.node_id AND node.status = 'active')) "
        f"{others}ORDER BY s.next_at, s.id LIMIT ?{lock}",
        now,
        *without,
        limit,
    )
    taken = []
    for schedule_id, kind in due:
        until = now + (min(lease_ms, POLL_LEASE_MS) if kind == "poll" else lease_ms)
        tx.change(
            "UPDATE schedule SET owner = ?, lease_no = lease_no + 1, lease_until = ?, next_at = ? WHERE id = ?",
            tx.owner,
            until,
            until,  # it comes up again when the lease ends
            schedule_id,
        )
        found = tx.first(Schedule, T.id == schedule_id)
        assert found is not None
        taken.append(found)
    return taken


def extend(tx: Tx, schedule: Schedule, *, watermark: Any = None, lease_ms: int = LEASE_MS) -> None:
    """Still at it: renew the lease and keep how far it got. Raises `Fenced`."""
    values: dict[str, Any] = {} if watermark is None else {"watermark": watermark}
    values |= {"lease_until": tx.now + lease_ms, "next_at": tx.now + lease_ms}
    if not tx.update(tables.Schedule, *_ours(schedule), last_at=tx.now, **values):
        raise Fenced(f"The schedule {schedule.id} was taken by somebody else.")


def amend(tx: Tx, schedule: Schedule, watermark: Any) -> bool:
    """Change where a schedule stands and let it run now; False when somebody runs it or did since it was read."""
    idle = (T.lease_no == schedule.lease_no, T.owner.is_null())
    where = (T.id == schedule.id, T.node_id == schedule.node_id, *idle)
    return bool(tx.update(tables.Schedule, *where, watermark=watermark, next_at=tx.now))


def finish(
    tx: Tx, schedule: Schedule, *, watermark: Any = None, result: str = "done", again_in_ms: int | None = None
) -> None:
    """This run is over; the next is `every_ms` from now, or sooner. Raises `Fenced`."""
    values: dict[str, Any] = {} if watermark is None else {"watermark": watermark}
    wait = schedule.every_ms if again_in_ms is None else again_in_ms
    _give_back(tx, schedule, next_at=tx.now + wait, last_result=result, attempts=0, **values)


def fail(tx: Tx, schedule: Schedule, problem: str, *, again_in_ms: int) -> None:
    """This run failed; try again then. The watermark stays. Raises `Fenced`."""
    _give_back(tx, schedule, next_at=tx.now + again_in_ms, last_result=problem, attempts=schedule.attempts + 1)


def remove(tx: Tx, node_id: int, kind: str, *, connection_id: int = 0, subject: str | None = None) -> int:
    """Stop doing it."""
    where = [T.node_id == node_id, T.connection_id == connection_id, T.kind == kind]
    return tx.delete(tables.Schedule, *where, *([] if subject is None else [T.subject == subject]))


def _give_back(tx: Tx, schedule: Schedule, **values: Any) -> None:
    if not tx.update(tables.Schedule, *_ours(schedule), owner=None, lease_until=None, last_at=tx.now, **values):
        raise Fenced(f"The schedule {schedule.id} was taken by somebody else.")


def _ours(schedule: Schedule) -> tuple[Any, ...]:
    return (
        T.id == schedule.id,
        T.node_id == schedule.node_id,
        T.lease_no == schedule.lease_no,
        T.owner.is_null(False),
    )
