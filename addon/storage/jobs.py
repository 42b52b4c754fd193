# ruff: noqa: S608 (the only text put in is our own; every value is bound)
"""Jobs: long work that a person asked for, with progress, resumable and cancelable."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addon.storage import rows, tables
from addon.storage.failures import Fenced, NoSuchRow
from addon.storage.queue import announce
from addon.storage.tables import Job as T
from addon.storage.transaction import Tx

LEASE_MS = 120_000
_WAITS = "-"  # the owner of a job that nobody runs before its lease ends


@rows.of(tables.Job)
@dataclass(frozen=True, slots=True)
class Job:
    """One job; `cursor` is where a restart goes on, `total` None until it is known."""

    id: int
    node_id: int
    connection_id: int
    kind: str
    state: str
    parameters: dict[str, Any]
    total: int | None
    succeeded: int
    failed: int
    progress: str
    cursor: Any
    result: Any
    message: str
    cancel_requested: bool
    lease_no: int
    created_by: str
    created_at: int
    started_at: int | None
    finished_at: int | None


def start(
    tx: Tx,
    node_id: int,
    kind: str,
    *,
    connection_id: int = 0,
    parameters: dict[str, Any] | None = None,
    created_by: str = "",
    total: int | None = None,
) -> Job:
    """Ask for a job; a worker takes it. `total`: of how many, where that is known already."""
    job_id = tx.insert(
        tables.Job,
        node_id=node_id,
        connection_id=connection_id,
        kind=kind,
        parameters=parameters or {},
        created_by=created_by,
        created_at=tx.now,
        total=total,
    )
    announce(tx)
    return get(tx, node_id, job_id)


def get(tx: Tx, node_id: int, job_id: int) -> Job:
    """One job. Raises `NoSuchRow`."""
    found = tx.first(Job, T.id == job_id, T.node_id == node_id)
    if found is None:
        raise NoSuchRow(f"There is no job {job_id}.")
    return found


def list_for(
    tx: Tx, node_id: int, connection_id: int | None = None, *, kind: str | None = None, limit: int = 20
) -> list[Job]:
    """Jobs, newest first."""
    where = [T.node_id == node_id]
    if connection_id is not None:
        where.append(T.connection_id == connection_id)
    if kind is not None:
        where.append(T.kind == kind)
    return tx.select(Job, *where, order=[T.id.desc()], limit=limit)


def unfinished(tx: Tx, node_id: int, kinds: Sequence[str], *, before: int | None = None, limit: int = 20) -> list[Job]:
    """Jobs of these kinds that wait or run, newest first; `before`: only those older than this one."""
    where = [T.node_id == node_id, T.kind.in_(list(kinds)), T.state.in_(("queued", "running"))]
    if before is not None:
        where.append(T.id < before)
    return tx.select(Job, *where, order=[T.id.desc()], limit=limit)


def one_at_a_time(tx: Tx, node_id: int, what: str) -> None:
    """Let only one transaction of a tenant at a time decide about `what`; for decisions by what is not there yet.

    Nothing to do where there is one writer.
    """
    tx.one_at_a_time(f"job:{node_id}:{what}")


def note(tx: Tx, node_id: int, job: Job, **parameters: Any) -> None:
    """Add to the parameters of a job that has ended."""
    tx.update(tables.Job, T.id == job.id, T.node_id == node_id, parameters={**job.parameters, **parameters})


def claim(tx: Tx, *, kinds: Sequence[str] = (), lease_ms: int = LEASE_MS) -> Job | None:
    """Take the next job that nobody runs, of any tenant (one whose runner died included); `kinds`: only of these."""
    lock = " FOR UPDATE SKIP LOCKED" if tx.dialect == "postgresql" else ""
    wanted = f"AND kind IN ({', '.join('?' * len(kinds))}) " if kinds else ""
    found = tx.sql(
        "SELECT id FROM job WHERE state IN ('queued', 'running') AND (owner IS NULL OR lease_until < ?) "
        f"{wanted}ORDER BY id LIMIT 1{lock}",
        tx.now,
        *kinds,
    )
    if not found:
        return None
    tx.change(
        "UPDATE job SET state = 'running', owner = ?, lease_no = lease_no + 1, lease_until = ?, message = '', "
        "started_at = COALESCE(started_at, ?) WHERE id = ?",
        tx.owner,
        tx.now + lease_ms,
        tx.now,
        found[0][0],
    )
    return tx.first(Job, T.id == found[0][0])


def advance(
    tx: Tx,
    job: Job,
    *,
    succeeded: int = 0,
    failed: int = 0,
    total: int | None = None,
    progress: str | None = None,
    cursor: Any = None,
    lease_ms: int = LEASE_MS,
) -> bool:
    """Note progress (numbers are added) and renew the lease; False when the job is to stop. Raises `Fenced`."""
    values: dict[str, Any] = {"succeeded": T.succeeded + succeeded, "failed": T.failed + failed}
    values |= {
        name: value
        for name, value in (("total", total), ("progress", progress), ("cursor", cursor))
        if value is not None
    }
    values["lease_until"] = tx.now + lease_ms
    if not tx.update(tables.Job, *_ours(job), **values):
        raise Fenced(f"The job {job.id} was taken by somebody else.")
    return not get(tx, job.node_id, job.id).cancel_requested


def finish(tx: Tx, job: Job, state: str = "done", *, result: Any = None, message: str = "") -> None:
    """The job is over: done, failed or canceled. Raises `Fenced`."""
    if not tx.update(
        tables.Job,
        *_ours(job),
        state=state,
        result=result,
        message=message,
        owner=None,
        lease_until=None,
        finished_at=tx.now,
    ):
        raise Fenced(f"The job {job.id} was taken by somebody else.")


def postpone(tx: Tx, job: Job, until: int, message: str, *, cursor: Any = None) -> None:
    """Let nobody run it before then (ms), then go on at its cursor; `message` says why. Raises `Fenced`."""
    values: dict[str, Any] = {} if cursor is None else {"cursor": cursor}
    if job.cancel_requested or get(tx, job.node_id, job.id).cancel_requested:
        finish(tx, job, "canceled")
    elif not tx.update(
        tables.Job, *_ours(job), state="queued", owner=_WAITS, lease_until=until, message=message, **values
    ):
        raise Fenced(f"The job {job.id} was taken by somebody else.")


def wake(tx: Tx, node_id: int, connection_id: int, kind: str) -> None:
    """What a connection's postponed jobs of one kind wait for has come: they may go on at once."""
    where = [T.node_id == node_id, T.connection_id == connection_id, T.kind == kind, T.owner == _WAITS]
    if tx.update(tables.Job, *where, lease_until=0):
        announce(tx)


def cancel(tx: Tx, node_id: int, job_id: int) -> Job:
    """Ask a job to stop; one that nobody runs yet, or now, is canceled at once. Raises `NoSuchRow`."""
    tx.update(tables.Job, T.id == job_id, T.node_id == node_id, T.finished_at.is_null(), cancel_requested=True)
    tx.update(
        tables.Job,
        T.id == job_id,
        T.node_id == node_id,
        T.state == "queued",
        T.owner.is_null() | (T.owner == _WAITS),
        state="canceled",
        owner=None,
        lease_until=None,
        finished_at=tx.now,
    )
    return get(tx, node_id, job_id)


def call_back(tx: Tx, node_id: int, job_id: int) -> None:
    """Ask a job to stop, and to undo what it can: one that has ended, or that nobody runs, runs again for that.

    Raises `NoSuchRow`.
    """
    get(tx, node_id, job_id)
    where = [T.id == job_id, T.node_id == node_id, T.state != "canceled"]
    tx.update(tables.Job, *where, cancel_requested=True)
    idle = T.owner.is_null() | (T.owner == _WAITS)
    if tx.update(tables.Job, *where, idle, state="queued", owner=None, lease_until=None, finished_at=None):
        announce(tx)


def purge(tx: Tx, before: int, *, at_most: int = 1_000) -> int:
    """Forget jobs that ended before then (ms), some at a time."""
    return tx.change(
        "DELETE FROM job WHERE id IN (SELECT id FROM job WHERE finished_at IS NOT NULL AND finished_at < ? "
        "ORDER BY finished_at LIMIT ?)",
        before,
        at_most,
    )


def forget(tx: Tx, node_id: int, connection_id: int, kind: str, before: int) -> int:
    """Remove a connection's jobs of one kind that ended before then (ms): results that nobody looks at any more."""
    return tx.change(
        "DELETE FROM job WHERE node_id = ? AND connection_id = ? AND kind = ? AND finished_at IS NOT NULL "
        "AND finished_at < ?",
        node_id,
        connection_id,
        kind,
        before,
    )


def _ours(job: Job) -> tuple[Any, ...]:
    return (T.id == job.id, T.node_id == job.node_id, T.lease_no == job.lease_no, T.owner.is_null(False))
