"""*Retry all* and *Skip all* of the Errors tab: counted first, then carried out piece by piece, stopped at any time.

What is taken are the errors that were open when they were counted and match the same filter, so that one that fails
again is not taken once more. Each stays an error of its entity alone.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from addon.connections.bulk_runs import Stopped
from addon.nodes import auditing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import errors, jobs, overview, queue
from addon.storage.errors import OpenCount
from addon.storage.failures import NoSuchRow
from addon.storage.jobs import Job
from addon.storage.transaction import Tx

Kind = Literal["bulk_retry", "bulk_skip"]
KINDS: tuple[Kind, ...] = ("bulk_retry", "bulk_skip")
PIECE = 100  # errors of one transaction
CONNECTIONS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Filter:
    """Which errors: as the list shows them."""

    search: str = ""
    impact: str = ""
    connection_id: int = 0

    @property
    def asked(self) -> Mapping[str, Any]:
        """This as the store takes it."""
        return {"search": self.search, "impact": self.impact or None, "connection_id": self.connection_id or None}


@dataclass(frozen=True, slots=True)
class Counted:
    """What matches: `parked` can be retried or skipped, `notes` hold nothing back. `newest` is the last one counted.

    `by_connection` are names and how many of each are parked, most first, the first few.
    """

    parked: int
    notes: int
    newest: int
    by_connection: tuple[tuple[str, int], ...]
    more_connections: int


def count(services: Services, node_id: int, wanted: Filter) -> Counted:
    """Count what is open now; nothing is written."""

    def work(tx: Tx) -> Counted:
        found = errors.counts(tx, node_id, **wanted.asked)
        parked = [one for one in found if one.parked]
        shown = parked[:CONNECTIONS_SHOWN]
        names = overview.names(tx, node_id, sorted(one.connection_id for one in shown))
        return Counted(
            sum(one.parked for one in found),
            sum(one.total - one.parked for one in found),
            max((one.newest for one in found), default=0),
            tuple((names.get(one.connection_id, "No connection"), one.parked) for one in shown),
            len(parked) - len(shown),
        )

    return services.ledger.read(work)


def begin(services: Services, caller: Caller, kind: Kind, wanted: Filter, newest: int) -> int:
    """Carry it out for what was counted up to `newest`; the job's id. Raises `Refusal` when nothing is left."""
    by = caller.display_name or caller.user_id

    def work(tx: Tx) -> int:
        jobs.one_at_a_time(tx, caller.node_id, "errors")  # two who press at the same moment see each other
        if jobs.unfinished(tx, caller.node_id, KINDS, limit=1):
            raise Refusal("running_already", "Errors are being retried or skipped already. Let that end.", status=409)
        parked = _parked(errors.counts(tx, caller.node_id, **wanted.asked))
        if not parked:
            raise Refusal("nothing_open", "None of them is open now. Reload the list.", status=409)
        parameters = {"phase": "run", "filter": asdict(wanted), "newest": newest, "user_id": caller.user_id}
        action = "errors_retried" if kind == "bulk_retry" else "errors_skipped"
        auditing.record(tx, caller, action, detail={"count": parked, **asdict(wanted)})
        return jobs.start(tx, caller.node_id, kind, parameters=parameters, created_by=by).id

    return services.ledger.write(work)


def run(services: Services, row: Job) -> dict[str, Any]:
    """Carry out one job, newest errors first; goes on at its cursor."""
    wanted = Filter(**row.parameters["filter"])
    found = services.ledger.read(lambda tx: errors.counts(tx, row.node_id, **wanted.asked))
    total = row.total or _parked(found)
    after = str((row.cursor or {}).get("after") or int(row.parameters["newest"]) + 1)
    done = row.succeeded
    while after:

        def work(tx: Tx, after: str = after) -> tuple[int, str, bool]:
            page = errors.list_page(tx, row.node_id, **wanted.asked, parked=True, after=after, limit=PIECE)
            made = sum(_resolve(tx, row, one.id) for one in page.items)
            place = page.after or ""
            return made, place, jobs.advance(tx, row, succeeded=made, total=total, cursor={"after": place or "1"})

        made, after, go_on = services.ledger.write(work)
        done += made
        if after and not go_on:
            raise Stopped
    return {"done": done}


def _resolve(tx: Tx, row: Job, error_id: int) -> int:
    act = queue.retry if row.kind == "bulk_retry" else queue.skip
    try:
        act(tx, row.node_id, error_id, row.created_by, priority=queue.BULK)
    except NoSuchRow:  # a person was faster
        return 0
    return 1


def _parked(found: list[OpenCount]) -> int:
    return sum(one.parked for one in found)
