"""Bulk work over one connection: counted first, begun by a second click, with progress, stopped at any time.

A count is a job of its own and writes nothing; what it found is shown, and the run takes it over. *Bulk sync* and
*Bulk unlink* take all that a trigger's query matches, *Bulk connect* takes the lines of a CSV file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from addon.connections import pair_lists
from addon.connections.bulk_runs import STARTING, expected
from addon.nodes import auditing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import connections, jobs, triggers
from addon.storage.failures import NoSuchRow
from addon.storage.jobs import Job
from addon.storage.queue import started
from addon.storage.transaction import Tx

Kind = Literal["bulk_sync", "bulk_unlink", "bulk_connect", "bulk_retry", "bulk_skip", "bulk_keep", "bulk_take"]
KINDS: tuple[Kind, ...] = get_args(Kind)
GOOD_FOR_MS = 3600 * 1000  # a count may be acted upon for so long
_RUNNING = ("active", "deactivated")


@dataclass(frozen=True, slots=True)
class Bulk:
    """A piece of bulk work as it stands.

    `connection_id` is 0 for work on errors or conflicts of several. `phase` is count or run; `state` running, done,
    failed or canceled. `counts` are the count's result; `todo` is how many it would take. `problems` are lines of a CSV
    file that are left out: place, keys, and why. `waiting` are those started that nobody has begun (no more than 1,000
    are counted), `left_out` those that were started and left out again since a person stopped it.
    """

    id: int
    kind: Kind
    phase: str
    state: str
    connection_id: int
    connection_name: str
    subject: str
    done: int
    total: int | None
    counts: Mapping[str, int]
    todo: int
    problems: tuple[tuple[int, str, str, str], ...]
    message: str
    started_at: int | None
    stopping: bool
    waiting: int = 0
    left_out: int = 0


def count_matches(services: Services, caller: Caller, trigger_id: int, kind: Kind) -> int:
    """Ask for the counts of a *Bulk sync* or *Bulk unlink* of what a trigger matches; the job's id."""

    def work(tx: Tx) -> int:
        found = triggers.get(tx, caller.node_id, trigger_id)
        _require_running(tx, caller.node_id, found.connection_id)
        wanted = {"query": found.query, "project": found.project_id, "subject": _subject(found)}
        return _start(tx, caller, kind, found.connection_id, {"phase": "count", **wanted})

    return services.ledger.write(work)


def count_lines(services: Services, caller: Caller, connection_id: int, content: bytes) -> int:
    """Ask for what a CSV file would connect; raises `Refusal` with field `file`; the job's id."""
    lines = [[one.number, one.local_key, one.remote_key] for one in pair_lists.read(content)]

    def work(tx: Tx) -> int:
        _require_running(tx, caller.node_id, connection_id)
        return _start(tx, caller, "bulk_connect", connection_id, {"phase": "count", "lines": lines})

    return services.ledger.write(work)


def begin(services: Services, caller: Caller, job_id: int) -> int:
    """Carry out what was counted; the id of the job that does it. Raises `Refusal` when it has to be counted again."""

    def work(tx: Tx) -> int:
        jobs.one_at_a_time(tx, caller.node_id, f"begin {job_id}")  # two who press at the same moment see each other
        counted = _of_bulk(tx, caller.node_id, job_id)
        old = counted.finished_at is None or counted.finished_at < tx.now - GOOD_FOR_MS
        if counted.parameters.get("phase") != "count" or counted.state != "done" or old:
            raise Refusal("count_again", "These counts are no longer good. Count again.", status=409)
        if counted.parameters.get("begun"):
            raise Refusal("begun_already", "This was begun already.", status=409)
        one = _require_running(tx, caller.node_id, counted.connection_id)
        wanted = {name: value for name, value in counted.parameters.items() if name != "lines"}
        wanted |= {"phase": "run", "counted": counted.id}
        jobs.note(tx, caller.node_id, counted, begun=True)
        result = counted.result or {}
        todo = int(result.get("todo", 0))
        auditing.record(tx, caller, counted.kind, connection_id=one.id, subject=one.name, detail={"count": todo})
        return _start(tx, caller, counted.kind, counted.connection_id, wanted, expected(counted.kind, result))

    return services.ledger.write(work)


def stop(services: Services, caller: Caller, job_id: int) -> None:
    """Let it end after the piece it is at; what was done stays done, what was only put into the queue leaves it."""

    def work(tx: Tx) -> None:
        row = _of_bulk(tx, caller.node_id, job_id)
        stop_it = jobs.call_back if _starts(row) else jobs.cancel
        stop_it(tx, caller.node_id, row.id)

    services.ledger.write(work)


def state(services: Services, node_id: int, job_id: int) -> Bulk:
    """One piece of bulk work; raises `NoSuchRow`."""

    def work(tx: Tx) -> Bulk:
        row = _of_bulk(tx, node_id, job_id)
        name = connections.get(tx, node_id, row.connection_id).name if row.connection_id else ""
        return _shown(row, name, started.not_begun(tx, node_id, row.connection_id, row.id) if _starts(row) else 0)

    return services.ledger.read(work)


def running(services: Services, node_id: int, limit: int = 5) -> tuple[Bulk, ...]:
    """What is being carried out now, newest first, and what has ended but waits in the queue; counting is not shown."""

    def work(tx: Tx) -> tuple[Bulk, ...]:
        rows = _carried_out(tx, node_id, limit)
        rows += _waiting(tx, node_id, limit)[: limit - len(rows)]
        found = connections.by_ids(tx, node_id, sorted({one.connection_id for one in rows})) if rows else []
        names = {one.id: one.name for one in found}
        return tuple(_shown(one, names.get(one.connection_id, "")) for one in rows)

    return services.ledger.read(work)


def _carried_out(tx: Tx, node_id: int, limit: int) -> list[Job]:
    """The newest that are being carried out, however many are being counted."""
    rows: list[Job] = []
    page = jobs.unfinished(tx, node_id, KINDS)
    while page and len(rows) < limit:
        rows += [one for one in page if one.parameters.get("phase") == "run"]
        page = jobs.unfinished(tx, node_id, KINDS, before=page[-1].id)
    return rows[:limit]


def _waiting(tx: Tx, node_id: int, limit: int) -> list[Job]:
    """The newest that have ended and of which most is to be done yet."""
    ended = [one for kind in sorted(STARTING) for one in jobs.list_for(tx, node_id, kind=kind)]
    ended = sorted((one for one in ended if _starts(one) and one.finished_at), key=lambda one: -one.id)[:limit]
    at_work = {one: started.at_work(tx, node_id, one) for one in {one.connection_id for one in ended}}
    return [one for one in ended if one.state != "canceled" and one.id in at_work[one.connection_id]]


def _starts(row: Job) -> bool:
    return row.kind in STARTING and row.parameters.get("phase") == "run"


def _start(
    tx: Tx, caller: Caller, kind: str, connection_id: int, wanted: dict[str, Any], total: int | None = None
) -> int:
    by = caller.display_name or caller.user_id
    wanted = {**wanted, "user_id": caller.user_id}
    return jobs.start(
        tx, caller.node_id, kind, connection_id=connection_id, parameters=wanted, created_by=by, total=total
    ).id


def _of_bulk(tx: Tx, node_id: int, job_id: int) -> Job:
    row = jobs.get(tx, node_id, job_id)
    if row.kind not in KINDS:
        raise NoSuchRow(f"There is no bulk work {job_id}.")
    return row


def _require_running(tx: Tx, node_id: int, connection_id: int) -> connections.Connection:
    one = connections.get(tx, node_id, connection_id)
    if one.status not in _RUNNING or not one.partner_confirmed:
        raise Refusal("not_running", "Only a connection that was accepted can send anything.", status=409)
    return one


def _subject(found: triggers.Trigger) -> str:
    query = found.query if len(found.query) <= 120 else found.query[:117] + "…"
    return f"{found.project_name}: {query}" if found.project_name else query


def _shown(row: Job, connection_name: str, waiting: int = 0) -> Bulk:
    result: dict[str, Any] = row.result if isinstance(row.result, dict) else {}
    state = "running" if row.state in ("queued", "running") else row.state
    return Bulk(
        row.id,
        row.kind,  # type: ignore[arg-type]
        str(row.parameters.get("phase", "count")),
        state,
        row.connection_id,
        connection_name,
        str(row.parameters.get("subject", "")),
        row.succeeded,
        row.total,
        result.get("counts") or {},
        int(result.get("todo", 0)),
        tuple((int(one[0]), str(one[1]), str(one[2]), str(one[3])) for one in result.get("problems") or ()),
        row.message,
        row.started_at,
        row.cancel_requested,
        waiting,
        row.failed if _starts(row) else 0,
    )
