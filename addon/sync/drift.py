"""Drift check: do both entities of each pair still say the same, as far as the rules of both sides carry it?

Pairs are compared (`comparing`) a hundred at a time, read in one call on each side, and nothing is written by a check.
A partner that cannot be called is asked by messages (`private_checks`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from addon.connections import checking, decided, questions, tracker_words
from addon.connections.bulk_runs import Stopped, Waits, limited_until, mind_limits
from addon.nodes import auditing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.errors import PlatformError
from addon.rules.ruleset import Replica
from addon.storage import connections, jobs, nodes, twins
from addon.storage.connections import Connection
from addon.storage.failures import NoSuchRow
from addon.storage.jobs import Job
from addon.storage.nodes import Node
from addon.storage.paging import Part
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync import comparing, private_checks
from addon.sync.comparing import Difference as Difference
from addon.sync.comparing import Mine

KIND = questions.ASKING
REPAIRING = questions.REPAIRING
PAIRS_AT_ONCE = 100
MOST_KEPT = 500
WAIT_MS = 10_000
PARTNER_PASSING = frozenset(
    {"busy", "tracker_limited", "tracker_unavailable", "partner_unreachable", "partner_timeout", "partner_unavailable"}
)
Side = Literal["here", "there"]


@dataclass(frozen=True, slots=True)
class Drift:
    """A check as it stands; of many differences the first are listed, `differing` counts all pairs that have any.

    `repaired` says for which entities a side was chosen since; `ended_at` is None until it has ended.
    """

    id: int
    connection_id: int
    state: str
    done: int
    total: int | None
    differing: int
    differences: tuple[Difference, ...]
    message: str
    stopping: bool
    repaired: Mapping[str, Side] = field(default_factory=dict)
    ended_at: int | None = None

    @property
    def open(self) -> tuple[str, ...]:
        """The entities that differ and can be repaired, of which no side was chosen yet."""
        found = dict.fromkeys(one.local_id for one in self.differences if one.field)
        return tuple(entity for entity in found if entity not in self.repaired)


def start(services: Services, caller: Caller, connection_id: int) -> int:
    """Ask for a check of all pairs of a connection; the job's id. Raises `Refusal`."""
    by = caller.display_name or caller.user_id

    def work(tx: Tx) -> int:
        if no := _refusal(connections.get(tx, caller.node_id, connection_id)):
            raise no
        for row in jobs.unfinished(tx, caller.node_id, [KIND, REPAIRING]):
            if row.connection_id == connection_id:
                what = "checked" if row.kind == KIND else "repaired"
                raise Refusal("checking_already", f"This connection is being {what} already.", status=409)
        jobs.forget(tx, caller.node_id, connection_id, KIND, tx.now)
        return jobs.start(tx, caller.node_id, KIND, connection_id=connection_id, created_by=by).id

    return services.ledger.write(work)


def why_not(services: Services, node_id: int, connection_id: int) -> str:
    """Why this connection cannot be checked now, in words; empty where it can."""
    no = services.ledger.read(lambda tx: _refusal(connections.get(tx, node_id, connection_id)))
    return no.message if no is not None else ""


def _refusal(one: Connection) -> Refusal | None:
    if one.status != "active":
        return Refusal("not_active", "Only an active connection can be checked.", status=409)
    return None


def stop(services: Services, caller: Caller, connection_id: int, job_id: int) -> None:
    """Let it end after the pairs it is at."""

    def work(tx: Tx) -> None:
        row = jobs.cancel(tx, caller.node_id, _job(tx, caller.node_id, connection_id, job_id).id)
        if row.finished_at is not None:
            private_checks.withdraw(tx, connections.get(tx, row.node_id, row.connection_id), row.cursor)

    services.ledger.write(work)


def state(services: Services, node_id: int, connection_id: int, job_id: int) -> Drift:
    """A check as it stands; raises `NoSuchRow`."""
    row = services.ledger.read(lambda tx: _job(tx, node_id, connection_id, job_id))
    so_far: Mapping[str, Any] = row.cursor or {}
    return Drift(
        row.id,
        row.connection_id,
        "running" if row.state in ("queued", "running") else row.state,
        row.succeeded,
        row.total,
        int(so_far.get("differing", 0)),
        tuple(Difference(**one) for one in so_far.get("differences", ())),
        row.message,
        row.cancel_requested,
        row.parameters.get("repaired", {}),
        row.finished_at,
    )


def last(services: Services, node_id: int, connection_id: int) -> Drift | None:
    """The last check of a connection, if it is still known."""
    rows = services.ledger.read(lambda tx: jobs.list_for(tx, node_id, connection_id, kind=KIND, limit=1))
    return state(services, node_id, connection_id, rows[0].id) if rows else None


def run(services: Services, row: Job) -> dict[str, Any]:
    """Carry out a check, a hundred pairs after the other; goes on at its cursor."""
    node, connection = services.ledger.read(
        lambda tx: (nodes.get(tx, row.node_id), connections.get(tx, row.node_id, row.connection_id))
    )
    kept: dict[str, Any] = {"after": "", "differing": 0, "differences": [], **(row.cursor or {})}
    total = services.ledger.read(lambda tx: twins.exact_count(tx, node.id, connection.id))
    if not services.ledger.write(lambda tx: jobs.advance(tx, row, total=total)):  # who waits sees of how many at once
        raise Stopped
    while kept["after"] is not None:
        mind_limits(services, node.id)
        if connection.transport == "polled":
            found, done = _by_messages(services, node, connection, row, kept, total)
        else:
            found, done = _by_call(services, node, connection, kept)
        kept["differing"] += len({one.local_id for one in found})
        kept["differences"] += [asdict(one) for one in found][: max(0, MOST_KEPT - len(kept["differences"]))]
        asked, kept["asked"] = kept.get("asked"), None

        def write(tx: Tx, done: int = done, asked: Any = asked) -> bool:
            private_checks.withdraw(tx, connection, {"asked": asked})
            return jobs.advance(tx, row, succeeded=done, total=total, cursor=kept)

        if not services.ledger.write(write):
            raise Stopped
    return {"differing": kept["differing"]}


def _by_call(
    services: Services, node: Node, connection: Connection, kept: dict[str, Any]
) -> tuple[list[Difference], int]:
    """Compare the next pairs with a partner that answers at once; how many there were. Raises `Waits`."""
    page = _page(services, connection, kept)
    paired = [one for one in page.items if one.remote_id]
    found: list[Difference] = []
    if paired:
        mine = comparing.look(services, node, connection, paired)
        try:
            told = checking.ask(services, connection, mine.question(paired))
        except Refusal as no:
            if no.reason not in PARTNER_PASSING:
                raise
            raise Waits(services.now() + WAIT_MS) from no
        found = comparing.differences(mine, paired, told)
    kept["after"] = page.after
    return found, len(page.items)


def _by_messages(
    services: Services, node: Node, connection: Connection, row: Job, kept: dict[str, Any], total: int
) -> tuple[list[Difference], int]:
    """The same with a private partner: ask about the next pairs, go on once the answers are there. Raises `Waits`."""
    if not kept.get("asked"):
        page = _page(services, connection, kept)
        paired = [one for one in page.items if one.remote_id]
        if not paired:
            kept["after"] = page.after
            return [], len(page.items)
        question = _look_patiently(services, node, connection, paired).question(paired)
        place = {"after": page.after, "count": len(page.items)}
        private_checks.ask(services, connection, row, kept, question, place, total=total)
    told = private_checks.told(services, connection, row, kept, total=total)
    asked = kept["asked"]
    known = services.ledger.read(lambda tx: twins.of_entities(tx, node.id, asked["entities"]))
    still = [one for one in known if one.connection_id == connection.id and one.remote_id]
    kept["after"] = asked["after"]
    if not still:
        return [], asked["count"]
    mine = _look_patiently(services, node, connection, still)
    return comparing.differences(mine, still, told), asked["count"]


def _look_patiently(services: Services, node: Node, connection: Connection, pairs: Sequence[Twin]) -> Mine:
    """Read this side; an outage is waited out, since by now the partner may have answered. Raises `Waits`."""
    try:
        return comparing.look(services, node, connection, pairs)
    except PlatformError as problem:
        if problem.permanent:
            raise
        raise Waits(limited_until(services, problem), words=tracker_words.of(problem)) from problem


def _page(services: Services, connection: Connection, kept: Mapping[str, Any]) -> Part[Twin]:
    after, at_once = str(kept["after"]), PAIRS_AT_ONCE
    return services.ledger.read(
        lambda tx: twins.list_page(tx, connection.node_id, connection.id, after=after, limit=at_once)
    )


def repair(services: Services, caller: Caller, connection_id: int, job_id: int, local_id: str, keep: Side) -> None:
    """Let one side's values stand on both, for the fields of a pair that a check found to differ.

    Raises `Refusal`, `NoSuchRow`.
    """

    def told(tx: Tx, twin: Twin, fields: Sequence[str]) -> None:
        detail = {"fields": list(fields), "kept": keep}
        auditing.record(
            tx, caller, "drift_repaired", connection_id=connection_id, subject=twin.local_key, detail=detail
        )

    let_stand(services, caller.node_id, connection_id, job_id, local_id, keep, told)


def let_stand(
    services: Services,
    node_id: int,
    connection_id: int,
    job_id: int,
    local_id: str,
    keep: Side,
    told: Callable[[Tx, Twin, Sequence[str]], None] = lambda *_: None,
) -> None:
    """The repair of one pair: `here` sends ours once more, `there` asks the partner for its entity as it is now, a
    private one by a message; both as a person's decision. `told` is called in its transaction. Raises as `repair`.
    """
    found = state(services, node_id, connection_id, job_id)
    fields = [one.field for one in found.differences if one.local_id == local_id and one.field]
    if not fields:
        raise Refusal("no_difference", "The check found no difference that can be repaired here.", status=409)
    connection, twin = services.ledger.read(
        lambda tx: (
            connections.get(tx, node_id, connection_id),
            twins.by_local(tx, node_id, connection_id, local_id),
        )
    )
    if twin is None:
        raise Refusal("not_paired", "This pair was unlinked meanwhile.", status=409)
    private = connection.transport == "polled"
    replica = None if keep == "here" or private else _partners_replica(services, connection, twin)

    def work(tx: Tx) -> None:
        if keep == "there" and private:
            questions.ask_again(tx, services, connection, twin.local_id, fields)
        elif replica is None:
            decided.send_again(tx, twin, fields, origin="drift", why="Repaired after a check")
        else:
            decided.take_over(tx, twin, fields, replica, origin="drift")
        check = _job(tx, node_id, connection_id, job_id)
        jobs.note(tx, node_id, check, repaired={**check.parameters.get("repaired", {}), local_id: keep})
        told(tx, twin, fields)

    services.ledger.write(work)


def _partners_replica(services: Services, connection: Connection, twin: Twin) -> Replica:
    answers = checking.ask(services, connection, [{"entity": twin.local_id, "replica": None}])
    answer = answers[0] if answers else {}
    if not isinstance(answer.get("replica"), dict):
        words = str(answer.get("problem") or "The partner's rules let nothing leave for this entity.")
        raise Refusal("nothing_there", words, status=409)
    return dict(answer["replica"])


def _job(tx: Tx, node_id: int, connection_id: int, job_id: int) -> Job:
    row = jobs.get(tx, node_id, job_id)
    if row.kind != KIND or row.connection_id != connection_id:
        raise NoSuchRow(f"There is no check {job_id}.")
    return row
