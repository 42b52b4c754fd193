"""Routing: a paired entity goes to its twins' lines; an unpaired one goes where a trigger wants it."""

from dataclasses import dataclass, field
from typing import Any

from addon.platforms.base import TriggerQuery
from addon.platforms.errors import PlatformError
from addon.storage import connections, effects, errors, queue, timeline, triggers, twins
from addon.storage.connections import Connection
from addon.storage.transaction import Tx
from addon.storage.triggers import Trigger
from addon.storage.twins import Twin
from addon.sync.remembered import notices_of
from addon.sync.work import Later, Work

AGAIN = "#again"
WAIT_FOR_CREATE_MS = 5_000
LONGEST_CREATE_MS = 120_000
UNLINKED = "It was unlinked, and nothing has changed since. Its next change starts it again, and so does Sync now."
BAD_QUERY_TODO = (
    "Correct the query under Triggers: saving it checks it. Until then this trigger starts nothing; the others do."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a hint goes: pairs to look at, connections that want to start, and whether to ask once more."""

    entity_id: str
    deleted: bool
    twins: tuple[Twin, ...] = ()
    starting: tuple[tuple[int, str], ...] = ()
    ask_again: bool = False
    bad: dict[int, str] = field(default_factory=dict)
    asked: tuple[int, ...] = ()
    unlinked: tuple[int, ...] = ()
    """Connections over which it was unlinked after all that the hint tells of."""


def wanted(work: Work) -> Wanted:
    """Decide from the ledger alone for pairs; ask the tracker once, for all triggers together, for the rest."""
    entity_id = work.claim.entity_key.removesuffix(AGAIN)
    notices = [event.body for event in work.claim.events]
    deleted = any(event.kind == "deleted" for event in work.claim.events)
    project = next((str(body["project"]) for body in notices if body.get("project")), "")
    pairs, live, queries, ended = work.services.ledger.read(lambda tx: _known(tx, work.node.id, entity_id))
    paired = tuple(twin for twin in pairs if twin.connection_id in live)
    busy = {twin.connection_id for twin in paired}
    open_ones = [
        one
        for one in queries
        if one.connection_id in live
        and one.connection_id not in busy
        and (not one.project_id or not project or one.project_id == project)
    ]
    over = {one.connection_id for one in open_ones if _before(notices, ended.get(one.connection_id, 0))}
    open_ones = [one for one in open_ones if one.connection_id not in over]
    if deleted or not open_ones:
        return Wanted(entity_id, deleted, paired, unlinked=tuple(sorted(over)))
    _wait_for_own_create(work, project)
    matched, bad = _ask(work, open_ones, entity_id)
    starting = {one.connection_id: f"Trigger: {_words(one)}" for one in matched}
    created = any(body.get("notice") == "created" for body in notices)
    lags = work.node.kind == "jira"  # WIQL answers from the store itself, JQL from an index
    again = lags and created and not matched and not work.claim.entity_key.endswith(AGAIN)
    return Wanted(
        entity_id,
        False,
        paired,
        tuple(starting.items()),
        again,
        bad,
        tuple(one.id for one in open_ones),
        tuple(sorted(over)),
    )


def note_bad_query(tx: Tx, node_id: int, trigger_id: int, problem: str) -> None:
    """Say at a trigger and under Errors why its query cannot be asked."""
    triggers.note_problem(tx, node_id, trigger_id, problem)
    errors.report(
        tx,
        node_id,
        impact="trigger",
        reason="bad_query",
        message=problem,
        trigger_id=trigger_id,
        detail={"todo": BAD_QUERY_TODO},
    )


def route_to(tx: Tx, work: Work, found: Wanted) -> str:
    """Store where the hint goes, in the transaction that ends it; what was decided, in words."""
    node_id, entity_id = work.node.id, found.entity_id
    origin = work.claim.head.origin
    kind = "deleted" if found.deleted else queue.CHANGED
    for twin in found.twins:
        queue.append(
            tx,
            node_id,
            "out",
            entity_id,
            kind,
            {"inbox": work.claim.head.body.get("inbox"), "notices": notices_of(work.claim.events)},
            connection_id=twin.connection_id,
            local_entity=entity_id,
            label=twin.local_key,
            priority=work.claim.priority,
            origin=origin,
        )
    for connection_id, why in found.starting:
        queue.append(
            tx,
            node_id,
            "out",
            entity_id,
            "start",
            {"why": why},
            connection_id=connection_id,
            local_entity=entity_id,
            priority=work.claim.priority,
            origin=origin,
        )
        work.note("trigger", why, connection=connection_id)
    for trigger_id in found.asked:
        if problem := found.bad.get(trigger_id):
            note_bad_query(tx, node_id, trigger_id, problem)
        else:
            triggers.note_problem(tx, node_id, trigger_id, "")
    if found.ask_again:
        queue.append(
            tx,
            node_id,
            "ingress",
            entity_id + AGAIN,
            queue.CHANGED,
            {"notice": "again", "project": work.claim.head.body.get("project")},
            local_entity=entity_id,
            delay_ms=work.services.deployment.match_retry_s * 1000,
            origin=origin,
        )
    for connection_id in found.unlinked:
        work.note("why_not", UNLINKED, connection=connection_id)
    if found.twins or found.starting:
        return f"{len(found.twins)} paired, {len(found.starting)} starting"
    if found.asked:
        work.note("why_not", "No trigger matches this entity.", asked=list(found.asked))
        return "no trigger matches"
    return "not paired, no trigger asks for it"


def _before(notices: list[dict[str, Any]], unlinked_at: int) -> bool:
    """Whether a pair ended after all that these hints tell of: a poll names again what a web hook had told long since.

    What was paired had been created before, whenever that is told. Else one that does not say when it happened may be
    news.
    """
    return bool(unlinked_at) and all(
        one.get("notice") == "created" or (one.get("at") and one["at"] <= unlinked_at) for one in notices
    )


def _known(
    tx: Tx, node_id: int, entity_id: str
) -> tuple[list[Twin], dict[int, Connection], list[Trigger], dict[int, int]]:
    pairs = twins.of_entity(tx, node_id, entity_id)
    queries = triggers.list_for(tx, node_id, active=True)
    ids = sorted({twin.connection_id for twin in pairs} | {one.connection_id for one in queries})
    rows = connections.by_ids(tx, node_id, ids) if ids else []
    ended = timeline.last_at(tx, node_id, entity_id, "unlinked") if queries else {}
    return pairs, {one.id: one for one in rows if one.status in ("active", "deactivated")}, queries, ended


def _ask(work: Work, open_ones: list[Trigger], entity_id: str) -> tuple[list[Trigger], dict[int, str]]:
    asked = [TriggerQuery(one.query, one.project_id) for one in open_ones]
    answers = work.tracker.matching_many(asked, [entity_id])
    matched, bad = [], {}
    for one, query, answer in zip(open_ones, asked, answers, strict=True):
        if answer is None:
            bad[one.id] = _problem(work, query)
        elif entity_id in answer:
            matched.append(one)
    return matched, bad


def _problem(work: Work, query: TriggerQuery) -> str:
    """The tracker's words about a query that it did not answer."""
    try:
        work.tracker.check_query(query)
    except PlatformError as problem:
        return problem.message
    return "The tracker did not accept this query."


def _wait_for_own_create(work: Work, project: str) -> None:
    """An unpaired entity that appears while we create one in its project may be that one: wait for the answer."""
    now = work.services.now()

    def read(tx: Tx) -> bool:
        found = effects.open_creates(tx, work.node.id, project or None)
        return any(now - (one.started_at or one.planned_at) < LONGEST_CREATE_MS for one in found)

    if work.services.ledger.read(read):
        raise Later(WAIT_FOR_CREATE_MS, "own_create_open")


def _words(one: Trigger) -> str:
    query = one.query if len(one.query) <= 120 else one.query[:117] + "…"
    return f"{one.project_name}: {query}" if one.project_name else query
