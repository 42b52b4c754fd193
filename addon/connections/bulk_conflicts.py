"""*Keep ours* and *Take theirs* for many conflicts: counted first, then decided piece by piece, stopped at any time.

What is decided are the conflicts that were open when they were counted: those of the list's filter, or the ones that
were selected in it. One that a person decides meanwhile is left as that person wanted it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from addon.connections import decided
from addon.connections.bulk_runs import Stopped
from addon.nodes import auditing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import conflicts, jobs, queue
from addon.storage.failures import NoSuchRow
from addon.storage.jobs import Job
from addon.storage.transaction import Tx

Kind = Literal["bulk_keep", "bulk_take"]
KINDS: tuple[Kind, ...] = ("bulk_keep", "bulk_take")
CHOICES: Mapping[str, decided.Choice] = {"bulk_keep": "here", "bulk_take": "there"}
PIECE = 100  # conflicts of one transaction
MOST_SELECTED = 200
FIELDS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Filter:
    """Which conflicts: as the list shows them, or of those only the `selected` ones."""

    search: str = ""
    connection_id: int = 0
    selected: tuple[int, ...] = ()

    @property
    def asked(self) -> Mapping[str, Any]:
        """This as the store takes it."""
        only = self.selected[:MOST_SELECTED] or None
        return {"search": self.search, "connection_id": self.connection_id or None, "only": only}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many match, by field, most first, the first few; `newest` is the last one counted."""

    total: int
    newest: int
    by_field: tuple[tuple[str, int], ...]
    more_fields: int


def count(services: Services, node_id: int, wanted: Filter) -> Counted:
    """Count what is open now; nothing is written."""
    found = services.ledger.read(lambda tx: conflicts.counts(tx, node_id, **wanted.asked))
    return Counted(
        sum(one.total for one in found),
        max((one.newest for one in found), default=0),
        tuple((one.field, one.total) for one in found[:FIELDS_SHOWN]),
        max(0, len(found) - FIELDS_SHOWN),
    )


def begin(services: Services, caller: Caller, kind: Kind, wanted: Filter, newest: int) -> int:
    """Carry it out for what was counted up to `newest`; the job's id. Raises `Refusal` when nothing is left."""
    by = caller.display_name or caller.user_id

    def work(tx: Tx) -> int:
        jobs.one_at_a_time(tx, caller.node_id, "conflicts")  # two who press at the same moment see each other
        if jobs.unfinished(tx, caller.node_id, KINDS, limit=1):
            raise Refusal("running_already", "Conflicts are being decided already. Let that end.", status=409)
        open_now = sum(one.total for one in conflicts.counts(tx, caller.node_id, **wanted.asked))
        if not open_now:
            raise Refusal("nothing_open", "None of them is open now. Reload the list.", status=409)
        parameters = {"phase": "run", "filter": asdict(wanted), "newest": newest, "user_id": caller.user_id}
        detail = {"count": open_now, "choice": CHOICES[kind], **asdict(wanted)}
        auditing.record(tx, caller, "conflicts_decided", detail=detail)
        return jobs.start(tx, caller.node_id, kind, parameters=parameters, created_by=by).id

    return services.ledger.write(work)


def run(services: Services, row: Job) -> dict[str, Any]:
    """Carry out one job, oldest conflicts first; goes on at its cursor."""
    kept = row.parameters["filter"]
    wanted = Filter(**{**kept, "selected": tuple(kept["selected"])})
    newest, after, done = int(row.parameters["newest"]), str((row.cursor or {}).get("after") or ""), row.succeeded
    found = services.ledger.read(lambda tx: conflicts.counts(tx, row.node_id, **wanted.asked))
    total, more = row.total or sum(one.total for one in found), not (row.cursor or {}).get("end")
    while more:

        def work(tx: Tx, after: str = after) -> tuple[int, str, bool]:
            page = conflicts.list_page(tx, row.node_id, **wanted.asked, after=after, limit=PIECE)
            made = sum(_decide(tx, row, one.id) for one in page.items if one.id <= newest)
            place = page.after or ""
            return (
                made,
                place,
                jobs.advance(tx, row, succeeded=made, total=total, cursor={"after": place, "end": not place}),
            )

        made, after, go_on = services.ledger.write(work)
        done, more = done + made, bool(after)
        if more and not go_on:
            raise Stopped
    return {"done": done}


def _decide(tx: Tx, row: Job, conflict_id: int) -> int:
    try:
        decided.choose(tx, row.node_id, conflict_id, CHOICES[row.kind], row.created_by, priority=queue.BULK)
    except NoSuchRow:  # a person was faster, or the pair is gone
        return 0
    return 1
