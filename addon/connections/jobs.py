"""Long work that a person asked for, with progress: who carries out which kind, and *Test connection*."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from addon.connections import bulk, bulk_conflicts, bulk_errors, bulk_runs, hook_checks, questions, tracker_words
from addon.connections.bulk_runs import Stopped, Waits, limited_until
from addon.connections.calls import ping
from addon.connections.peers import Peers
from addon.nodes import sync_identity
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.base import Probe
from addon.platforms.errors import PlatformError, Reason
from addon.storage import connections, jobs, nodes
from addon.storage.connections import Connection
from addon.storage.jobs import Job as Row
from addon.storage.nodes import Node
from addon.storage.transaction import Tx

_BULK: Mapping[str, "Runner"] = {
    **dict.fromkeys(bulk.KINDS, bulk_runs.run),
    **dict.fromkeys(bulk_errors.KINDS, bulk_errors.run),
    **dict.fromkeys(bulk_conflicts.KINDS, bulk_conflicts.run),
}
PATIENT = frozenset({*bulk.KINDS, questions.ASKING, questions.ANSWERING, questions.REPAIRING})
"""Kinds that go on when a tracker's limit is over; for others a person looks at the page and is told at once."""
MOST_TRIES = 20
AGAIN_MS = 10_000
_PASSING = (Reason.UNAVAILABLE, Reason.TIMED_OUT, Reason.BAD_ANSWER)
SKEW_WARNING_MS = 30_000

Runner = Callable[[Services, Row], Any]
"""Carries out a job of one kind; what it gives is kept as the job's result (JSON)."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job's progress: checks made so far, of how many."""

    id: int
    kind: str
    state: str
    done: int
    total: int
    items: tuple[Probe, ...]
    message: str


def start_test(services: Services, caller: Caller, connection_id: int) -> int:
    """Ask for a test of a connection; its id."""
    by = caller.display_name or caller.user_id

    def work(tx: Tx) -> int:
        connections.get(tx, caller.node_id, connection_id)
        return jobs.start(tx, caller.node_id, "test", connection_id=connection_id, created_by=by).id

    return services.ledger.write(work)


def job(services: Services, node_id: int, job_id: int) -> Job:
    """A job as it stands."""
    row = services.ledger.read(lambda tx: jobs.get(tx, node_id, job_id))
    state = "running" if row.state in ("queued", "running") else row.state
    items = tuple(Probe(**one) for one in (row.cursor or {}).get("probes", ()))
    return Job(row.id, row.kind, state, row.succeeded + row.failed, row.total or 5, items, row.message)


def run_next(services: Services, runners: Mapping[str, Runner] | None = None, *, kinds: Sequence[str] = ()) -> bool:
    """Run one waiting job of any tenant; False when there is none.

    `runners`: kinds that layers above carry out. `kinds`: take only these.
    """
    row = services.ledger.write(lambda tx: jobs.claim(tx, kinds=kinds))
    if row is None:
        return False
    try:
        result = {"test": _run_test, **_BULK, **(runners or {})}[row.kind](services, row)
        services.ledger.write(lambda tx: jobs.finish(tx, row, result=result))
    except Stopped:
        services.ledger.write(lambda tx: jobs.finish(tx, row, "canceled"))
    except Waits as no:
        _postpone(services, row, no.until, str(no), no.cursor)
    except PlatformError as problem:
        if problem.reason is Reason.RATE_LIMITED and row.kind in PATIENT:
            _postpone(services, row, limited_until(services, problem), str(Waits(0)))
        elif problem.reason in _PASSING and row.kind in PATIENT and row.lease_no < MOST_TRIES:
            _postpone(services, row, services.now() + AGAIN_MS, tracker_words.of(problem))
        else:
            words = tracker_words.of(problem)
            services.ledger.write(lambda tx: jobs.finish(tx, row, "failed", message=words))
    except Exception as problem:
        words = problem.message if isinstance(problem, Refusal) else str(problem)
        services.ledger.write(lambda tx: jobs.finish(tx, row, "failed", message=words))
        if not isinstance(problem, Refusal):
            raise
    return True


def _postpone(services: Services, row: Row, until: int, words: str, cursor: Any = None) -> None:
    services.ledger.write(lambda tx: jobs.postpone(tx, row, until, words, cursor=cursor))


def _run_test(services: Services, row: Row) -> None:
    node, connection = services.ledger.read(
        lambda tx: (nodes.get(tx, row.node_id), connections.get(tx, row.node_id, row.connection_id))
    )
    steps = (_own_tracker, _own_address, _hooks, _partner_reachable, _partner_answers)
    probes: list[Probe] = []
    for step in steps:
        made = step(services, node, connection)
        probes.extend(made)
        passed = all(one.state != "failed" for one in made)
        cursor = {"probes": [asdict(one) for one in probes]}
        services.ledger.write(
            lambda tx, passed=passed, cursor=cursor: jobs.advance(  # type: ignore[misc]
                tx, row, succeeded=int(passed), failed=int(not passed), total=len(steps), cursor=cursor
            )
        )


def _own_tracker(services: Services, node: Node, connection: Connection) -> list[Probe]:
    try:
        found = list(services.trackers.open(node.id).probes(connection.project_id or None))
    except (PlatformError, Refusal) as problem:
        return [Probe("Your tracker", "failed", problem.message)]
    identity = sync_identity.describe(services, node.id)
    if identity.state in ("expiring", "expired") and identity.expires_at:
        state = "warning" if identity.state == "expiring" else "failed"
        found.append(Probe("Credential", state, f"Expires <t:{identity.expires_at}:deadline>."))  # type: ignore[arg-type]
    return found


def _own_address(services: Services, node: Node, connection: Connection) -> list[Probe]:
    if not services.deployment.reachable:
        return [Probe("Your node's address", "passed", "Private: this side opens all connections.")]
    return [Probe("Your node's address", "passed", services.deployment.node_url(node.slug))]


def _hooks(services: Services, node: Node, connection: Connection) -> list[Probe]:
    return [hook_checks.probe(services, node)]


def _partner_reachable(services: Services, node: Node, connection: Connection) -> list[Probe]:
    if connection.transport == "polled":
        return [Probe("Partner's address", "passed", "Private: the partner opens all connections.")]
    try:
        answer = Peers(services).ask(connection.partner_node_url, "/.well-known/liaise", seconds=5)
    except Refusal as no:
        return [Probe("Partner's address", "failed", no.message)]
    if answer.status != 200:
        return [Probe("Partner's address", "failed", f"It answers with status {answer.status}.")]
    return [Probe("Partner's address", "passed", connection.partner_node_url)]


def _partner_answers(services: Services, node: Node, connection: Connection) -> list[Probe]:
    if connection.transport == "polled":
        seen = connection.last_received_at
        words = f"Last heard of <t:{seen}:relative>." if seen else "Not heard of yet."
        return [Probe("Partner", "passed" if seen else "warning", words)]
    started = services.now()
    try:
        theirs = ping(services, connection)
    except Refusal as no:
        return [Probe("Partner", "failed", no.message)]
    skew = abs(theirs - (started + services.now()) // 2)
    if skew > SKEW_WARNING_MS:
        return [Probe("Partner", "warning", f"Answers, but its clock differs by {skew // 1000} seconds.")]
    return [Probe("Partner", "passed", "Signatures hold both ways, clocks agree.")]
