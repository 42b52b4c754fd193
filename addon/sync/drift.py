"""Drift check: do both entities of each pair still say the same, as far as the rules of both sides carry it?

Nothing is compared with what once crossed: entities are read now, on both sides, a hundred in one call. Our outgoing
rules say what would leave; the partner answers what its incoming rules would change by it, and what would leave there,
which our own incoming rules are then asked about. Nothing is written by a check.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from addon.connections import checking
from addon.connections.bulk_runs import Stopped, Waits, mind_limits
from addon.nodes import auditing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.replica.entity import Entity
from addon.richtext import plain_text
from addon.rules.ruleset import Edits, OutgoingFacts, Replica
from addon.rules.script import ScriptFailed
from addon.storage import connections, jobs, nodes, queue, twins
from addon.storage.connections import Connection
from addon.storage.failures import NoSuchRow
from addon.storage.jobs import Job
from addon.storage.nodes import Node
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync import ruling, settle
from addon.sync.conflicts import comparable, document
from addon.sync.gather import Pair, pair_of, with_parts
from addon.sync.incoming import Request
from addon.sync.preview import shown
from addon.sync.tracing import of_the_partner
from addon.sync.work import Work, work_of_no_line

KIND = "drift"
PAIRS_AT_ONCE = 100
MOST_KEPT = 500
LONGEST_TEXT = 300
WAIT_MS = 10_000
_PARTNER_PASSING = frozenset(
    {"busy", "tracker_limited", "tracker_unavailable", "partner_unreachable", "partner_timeout", "partner_unavailable"}
)
Side = Literal["here", "there"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one pair that differs: what it says here and there. `field` is empty where `problem` says why
    the two could not be compared."""

    local_id: str
    local_key: str
    remote_key: str
    field: str
    here: str = ""
    there: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Drift:
    """A check as it stands; of many differences the first are listed, `differing` counts all pairs that have any."""

    id: int
    connection_id: int
    state: str
    done: int
    total: int | None
    differing: int
    differences: tuple[Difference, ...]
    message: str
    stopping: bool


def start(services: Services, caller: Caller, connection_id: int) -> int:
    """Ask for a check of all pairs of a connection; the job's id. Raises `Refusal`."""
    by = caller.display_name or caller.user_id

    def work(tx: Tx) -> int:
        if no := _refusal(connections.get(tx, caller.node_id, connection_id)):
            raise no
        if any(row.connection_id == connection_id for row in jobs.unfinished(tx, caller.node_id, [KIND])):
            raise Refusal("checking_already", "This connection is being checked already.", status=409)
        jobs.forget(tx, caller.node_id, connection_id, KIND, tx.now)
        return jobs.start(tx, caller.node_id, KIND, connection_id=connection_id, created_by=by).id

    return services.ledger.write(work)


def why_not(services: Services, node_id: int, connection_id: int) -> str:
    """Why this connection cannot be checked from here now, in words; empty where it can."""
    no = services.ledger.read(lambda tx: _refusal(connections.get(tx, node_id, connection_id)))
    return no.message if no is not None else ""


def _refusal(one: Connection) -> Refusal | None:
    if one.status != "active":
        return Refusal("not_active", "Only an active connection can be checked.", status=409)
    if one.transport != "polled":
        return None
    words = (
        f"The node of {one.remote_name} is private and cannot be asked from here. Its administrator can run the check "
        "there and sees the same differences."
    )
    return Refusal("partner_private", words, status=409)


def stop(services: Services, caller: Caller, connection_id: int, job_id: int) -> None:
    """Let it end after the pairs it is at."""
    services.ledger.write(
        lambda tx: jobs.cancel(tx, caller.node_id, _job(tx, caller.node_id, connection_id, job_id).id)
    )


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
    while kept["after"] is not None:
        after = str(kept["after"])
        page = services.ledger.read(
            lambda tx, after=after: twins.list_page(tx, node.id, connection.id, after=after, limit=PAIRS_AT_ONCE)  # type: ignore[misc]
        )
        mind_limits(services, node.id)
        paired = [one for one in page.items if one.remote_id]
        try:
            found = _differences(services, node, connection, paired) if paired else []
        except Refusal as no:
            if no.reason not in _PARTNER_PASSING:
                raise
            raise Waits(services.now() + WAIT_MS) from no
        kept["differing"] += len({one.local_id for one in found})
        kept["differences"] += [asdict(one) for one in found][: max(0, MOST_KEPT - len(kept["differences"]))]
        kept["after"] = page.after
        done = len(page.items)
        if not services.ledger.write(
            lambda tx, done=done: jobs.advance(tx, row, succeeded=done, total=total, cursor=kept)  # type: ignore[misc]
        ):
            raise Stopped
    return {"differing": kept["differing"]}


def repair(services: Services, caller: Caller, connection_id: int, job_id: int, local_id: str, keep: Side) -> None:
    """Let one side's values stand on both, for the fields of a pair that a check found to differ.

    `here` sends ours once more, `there` asks the partner for its entity as it is now; both as a person's decision.
    Raises `Refusal`, `NoSuchRow`.
    """
    found = state(services, caller.node_id, connection_id, job_id)
    fields = [one.field for one in found.differences if one.local_id == local_id and one.field]
    if not fields:
        raise Refusal("no_difference", "The check found no difference that can be repaired here.", status=409)
    connection, twin = services.ledger.read(
        lambda tx: (
            connections.get(tx, caller.node_id, connection_id),
            twins.by_local(tx, caller.node_id, connection_id, local_id),
        )
    )
    if twin is None:
        raise Refusal("not_paired", "This pair was unlinked meanwhile.", status=409)
    replica = None if keep == "here" else _partners_replica(services, connection, twin)

    def work(tx: Tx) -> None:
        if replica is None:
            _line(tx, twin, "out", "resync", {"decided": fields, "why": "Repaired after a check"})
        else:
            body = {"replica": replica, "twin": twin.local_id, "edited": {}, "decided": fields}
            _line(tx, twin, "in", "replica", {**body, "epoch": twin.received_epoch, "seq": twin.received_seq})
        detail = {"fields": fields, "kept": keep}
        auditing.record(
            tx, caller, "drift_repaired", connection_id=connection.id, subject=twin.local_key, detail=detail
        )

    services.ledger.write(work)


def for_partner(
    services: Services, node: Node, connection: Connection, pairs: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """What a partner's check is told: of each pair what its replica would change here, and what would leave here."""
    try:
        mind_limits(services, node.id)
    except Waits as no:
        words = "The tracker on the partner's side asked to slow down."
        raise Refusal("tracker_limited", words, status=503) from no
    known = services.ledger.read(
        lambda tx: {
            str(one["entity"]): twins.by_remote(tx, node.id, connection.id, str(one["entity"])) for one in pairs
        }
    )
    paired = [one for one in known.values() if one is not None]
    here = _read(services, node.id, paired)
    work = work_of_no_line(services, node, connection, KIND)
    answers: list[dict[str, Any]] = []
    for one in pairs:
        twin = known[str(one["entity"])]
        if twin is None:
            answers.append({"entity": one["entity"], "problem": "It is not paired on the other side."})
            continue
        local = here.get(twin.local_id)
        replica = one.get("replica")
        answers.append({"entity": one["entity"], **_judged(work, twin, local, replica)})
    return answers


def _differences(services: Services, node: Node, connection: Connection, pairs: Sequence[Twin]) -> list[Difference]:
    here = _read(services, node.id, pairs)
    work = work_of_no_line(services, node, connection, KIND)
    leaving: dict[str, Replica | None] = {}
    problems: dict[str, str] = {}
    for twin in pairs:
        mine = _judged(work, twin, here.get(twin.local_id), None)
        leaving[twin.local_id], problems[twin.local_id] = mine.get("replica"), str(mine.get("problem") or "")
    asked = [{"entity": one.local_id, "replica": leaving[one.local_id]} for one in pairs]
    answers = {str(one.get("entity")): one for one in checking.ask(services, connection, asked)}
    found: list[Difference] = []
    for twin in pairs:
        theirs = answers.get(twin.local_id) or {"problem": "The partner's node did not answer for this pair."}
        problem = problems[twin.local_id] or str(theirs.get("problem") or "")
        named = (twin.local_id, twin.local_key, twin.remote_key)
        if problem:
            found.append(Difference(*named, "", problem=problem[:LONGEST_TEXT]))
            continue
        listed = {
            str(one["field"]): Difference(*named, str(one["field"]), str(one["theirs"]), str(one["ours"]))
            for one in theirs.get("differences") or ()
        }
        if isinstance(theirs.get("replica"), dict):
            back = _judged(work, twin, here.get(twin.local_id), theirs["replica"])
            for one in back.get("differences") or ():
                listed.setdefault(one["field"], Difference(*named, one["field"], one["ours"], one["theirs"]))
        found += listed.values()
    return found


def _judged(work: Work, twin: Twin, local: Entity | None, replica: Replica | None) -> dict[str, Any]:
    """What would leave for one entity here, and, given what would arrive, what that would change.

    `work` is shared by many pairs, so that rules and fields are looked up once.
    """
    if local is None:
        return {"problem": f"{twin.local_key} was deleted, or the sync identity cannot see it."}
    local = with_parts(work, local)
    try:
        pair = work.services.ledger.read(lambda tx: pair_of(tx, work, twin))
        leaving = _leaving(work, local, pair)
        changes = _changes(work, replica, local, pair) if replica else []
    except (ScriptFailed, Refusal) as no:
        words = no.words if isinstance(no, ScriptFailed) else no.message
        return {"problem": f"The rules fail for {twin.local_key}: {words}"}
    finally:
        work.steps.clear()
    return {"replica": leaving, "differences": changes}


def _leaving(work: Work, local: Entity, pair: Pair) -> Replica | None:
    if work.runner is not None:
        work.runner.entity, work.runner.remote_id = local, pair.twin.remote_id if pair.twin is not None else ""
    return work.rules.outgoing(local, OutgoingFacts(of_the_partner(pair.traces), rehearsal=True))


def _changes(work: Work, replica: Replica, local: Entity, pair: Pair) -> list[dict[str, str]]:
    """Fields that a replica would change here, as the three-way compare of a real run sees it."""
    assert pair.twin is not None
    request = Request(replica, {}, pair.twin.remote_id, 0, pair.twin.received_seq, local, pair)
    after, edits = ruling.decide(work, request)
    verdicts = settle.settle(work, after, edits)
    open_ones = {*verdicts.take, *verdicts.keep}
    made = [
        _change(name, shown(local.fields.get(name)), shown(wanted))
        for name, wanted in edits.fields.items()
        if name in open_ones and comparable(wanted) != comparable(local.fields.get(name))
    ]
    return made + _texts(edits, local)


def _texts(edits: Edits, local: Entity) -> list[dict[str, str]]:
    """Comments and files as one field each, with what one side has and the other has not."""
    made = []
    known = {one.id: plain_text(document(one.body)) for one in local.comments or ()}
    if edits.comments:
        ours = "; ".join(known.get(one.local_id or "", "") for one in edits.comments)
        theirs = "; ".join("" if one.removed else plain_text(one.body) for one in edits.comments)
        made.append(_change("comments", ours, theirs))
    if edits.attachments:
        ours = ", ".join(one.filename for one in edits.attachments if one.removed)
        theirs = ", ".join(one.filename for one in edits.attachments if not one.removed)
        made.append(_change("attachments", ours, theirs))
    return made


def _change(field: str, ours: str, theirs: str) -> dict[str, str]:
    return {"field": field, "ours": ours[:LONGEST_TEXT], "theirs": theirs[:LONGEST_TEXT]}


def _read(services: Services, node_id: int, pairs: Iterable[Twin]) -> dict[str, Entity]:
    ids = [one.local_id for one in pairs]
    found = services.trackers.open(node_id).read(ids) if ids else {}
    return {key: one for key, one in found.items() if not one.deleted}


def _partners_replica(services: Services, connection: Connection, twin: Twin) -> Replica:
    answers = checking.ask(services, connection, [{"entity": twin.local_id, "replica": None}])
    answer = answers[0] if answers else {}
    if not isinstance(answer.get("replica"), dict):
        words = str(answer.get("problem") or "The partner's rules let nothing leave for this entity.")
        raise Refusal("nothing_there", words, status=409)
    return dict(answer["replica"])


def _line(tx: Tx, twin: Twin, direction: Literal["out", "in"], kind: str, body: dict[str, Any]) -> None:
    queue.append(
        tx,
        twin.node_id,
        direction,
        twin.local_id if direction == "out" else twin.remote_id,
        kind,
        body,
        connection_id=twin.connection_id,
        local_entity=twin.local_id,
        label=twin.local_key,
        priority=queue.INTERACTIVE,
        origin="drift",
    )


def _job(tx: Tx, node_id: int, connection_id: int, job_id: int) -> Job:
    row = jobs.get(tx, node_id, job_id)
    if row.kind != KIND or row.connection_id != connection_id:
        raise NoSuchRow(f"There is no check {job_id}.")
    return row
