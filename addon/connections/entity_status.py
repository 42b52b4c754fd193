"""One entity looked up by key or id: its pairs, what was last sent and received, and why something was not."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from addon.connections import history, tracker_words, waiting, waiting_words, why_unpaired
from addon.connections.history import Entry
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.errors import PlatformError, Reason
from addon.replica.entity import Entity
from addon.storage import (
    conflicts,
    connection_lists,
    connections,
    errors,
    nodes,
    overview,
    queue,
    timeline,
    traces,
    twins,
)
from addon.storage.connections import FLOWING, Connection
from addon.storage.errors import Error
from addon.storage.queue import Line
from addon.storage.timeline import Step
from addon.storage.transaction import Tx
from addon.storage.twins import Twin

KEY_MAX = 300
STEPS = 120  # of a page of the timeline
OTHERS = 10  # connections that it is not paired over, those that run first
ANSWERED = frozenset({Reason.NOT_FOUND, Reason.REFUSED, Reason.REFUSED_FIELDS, Reason.BAD_QUERY, Reason.TOO_LARGE})
"""Of a look-up: the tracker itself said that it has nothing of that name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several local entities that the text may mean."""

    entity_id: str
    key: str
    remote_key: str
    connection_name: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The entity's twin over one connection. `state` is a word of `STATES`, `message` says what it waits for."""

    connection_id: int
    connection_name: str
    partner: str
    state: str
    message: str
    remote_key: str
    remote_url: str
    last_sync: int | None
    error_id: int


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A connection over which the entity has no twin, and why it did not start; `paused` where it is deactivated.

    `error_id`: what stopped it, and has to be resolved before it can start.
    """

    connection_id: int
    connection_name: str
    moving: bool
    why: str
    paused: bool = False
    error_id: int = 0


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One comment, file or other part that is known on both sides."""

    kind: str
    local_id: str
    remote_id: str
    origin: str
    removed: bool


@dataclass(frozen=True, slots=True)
class EntityStatus:
    """Everything about one entity. Replicas are JSON texts of the chosen connection, empty where there is none."""

    entity_id: str
    key: str
    url: str
    title: str
    pairs: tuple[Pair, ...]
    unpaired: tuple[Unpaired, ...]
    more_unpaired: int
    chosen: int
    sent: str
    received: str
    traces: tuple[TraceRow, ...]
    entries: tuple[Entry, ...]
    more_after: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show: the connection (0: the first pair's), the filter of the timeline, where its page begins and how
    many steps it has at most."""

    connection_id: int = 0
    events: str = ""
    not_sent: bool = True
    after: str = ""
    steps: int = STEPS


def look_up(services: Services, node_id: int, text: str, wanted: Wanted | None = None) -> EntityStatus | None:
    """The one entity that a person typed; None when nothing here or at the tracker is called so.

    Raises `Refusal` key_missing, too_long, not_looked_up while the tracker cannot say; `SeveralEntities` when partners
    use the same key for different ones.
    """
    text = text.strip()
    if not text:
        raise Refusal("key_missing", "Enter a key or ID.", field="key")
    if len(text) > KEY_MAX:
        raise Refusal("too_long", f"Use at most {KEY_MAX} characters.", field="key")
    found = services.ledger.read(lambda tx: twins.look_up(tx, node_id, text))
    own = [one for one in found if text in (one.local_id, one.local_key)]
    alike = _called_alike(services, node_id, text, found) if found and not own else None
    own = own or found
    ids = {one.local_id for one in own} if alike is None else {alike}
    if len(ids) > 1:
        raise SeveralEntities(_candidates(services, node_id, own))
    try:
        entity_id = ids.pop() if ids else _at_tracker(services, node_id, text)
    except Refusal:
        if arriving := services.ledger.read(lambda tx: _arriving(tx, node_id, text, wanted or Wanted())):
            return arriving
        raise
    if entity_id is None:
        return services.ledger.read(lambda tx: _arriving(tx, node_id, text, wanted or Wanted()))
    seen = None if own and alike is None else _as_it_stands(services, node_id, entity_id)
    return services.ledger.read(lambda tx: _status(tx, node_id, entity_id, text, seen, wanted or Wanted()))


def _called_alike(services: Services, node_id: int, text: str, found: Sequence[Twin]) -> str | None:
    """The entity here that has the key of a partner's: where both are of one product, numbers and keys meet."""

    def read(tx: Tx) -> bool:
        kind = nodes.get(tx, node_id).kind
        rows = connections.by_ids(tx, node_id, sorted({one.connection_id for one in found}))
        return any(one.partner_kind == kind for one in rows)

    try:
        return _at_tracker(services, node_id, text) if services.ledger.read(read) else None
    except Refusal:  # what is paired can be shown while the tracker is away
        return None


class SeveralEntities(Refusal):
    """The text means several local entities; a person chooses."""

    def __init__(self, candidates: tuple[Candidate, ...]) -> None:
        super().__init__("several", "Several are paired with one of this key. Choose one.", field="key", status=409)
        self.candidates = candidates


def _candidates(services: Services, node_id: int, found: Sequence[Twin]) -> tuple[Candidate, ...]:
    rows = services.ledger.read(
        lambda tx: connections.by_ids(tx, node_id, sorted({one.connection_id for one in found}))
    )
    names = {one.id: one.name for one in rows}
    return tuple(
        Candidate(one.local_id, one.local_key, one.remote_key, names.get(one.connection_id, "")) for one in found
    )


def _at_tracker(services: Services, node_id: int, text: str) -> str | None:
    """The id of an entity that is not paired, asked of the tracker; an id that the ledger has seen needs no answer.

    Raises `Refusal` where nobody can say whether there is one: no answer is not a no.
    """
    try:
        return services.trackers.open(node_id).resolve(text)
    except (PlatformError, Refusal) as no:
        if services.ledger.read(lambda tx: timeline.of_entity(tx, node_id, text, limit=1)).items:
            return text
        if isinstance(no, PlatformError) and no.reason in ANSWERED:
            return None
        words = tracker_words.of(no) if isinstance(no, PlatformError) else no.message
        raise Refusal("not_looked_up", f"It could not be looked up. {words}", field="key", status=409) from no


def _arriving(tx: Tx, node_id: int, text: str, wanted: Wanted) -> EntityStatus | None:
    """A partner's entity that an error keeps from being created here, by the key that Errors calls it by."""
    stopped = [one for one in errors.list_page(tx, node_id, entity=text, limit=1).items if one.connection_id]
    if not stopped:
        return None
    one = stopped[0]
    over = connections.get(tx, node_id, one.connection_id)
    shown, more_after = _steps(tx, node_id, one.entity_id, one.connection_id, wanted)
    return EntityStatus(
        one.entity_id,
        one.entity_key or text,
        "",
        _title(one.replica),
        (),
        (Unpaired(over.id, over.name, False, one.message, error_id=one.id),),
        0,
        over.id,
        "",
        _text(one.replica),
        (),
        _entries(tx, node_id, shown, {over.id: over.remote_name}),
        more_after,
    )


def _as_it_stands(services: Services, node_id: int, entity_id: str) -> Entity | None:
    """An entity that is not paired, read for its key, title and place; None where it cannot be seen now."""
    try:
        found = services.trackers.open(node_id).read([entity_id], with_comments=False).get(entity_id)
    except (PlatformError, Refusal):
        return None
    return None if found is None or found.deleted else found


def _status(tx: Tx, node_id: int, entity_id: str, text: str, seen: Entity | None, wanted: Wanted) -> EntityStatus:
    pairs = twins.of_entity(tx, node_id, entity_id)
    by_connection = {one.connection_id: one for one in pairs}
    rows = connections.by_ids(tx, node_id, sorted(by_connection)) if pairs else []
    # Connections over which it could still start, the first few by name.
    running = [
        one
        for status in FLOWING
        for one in connection_lists.list_page(tx, node_id, status=status, limit=OTHERS + len(pairs) + 1).items
    ]
    others = [one for one in running if one.id not in by_connection]
    chosen = wanted.connection_id or (pairs[0].connection_id if pairs else 0)
    twin = by_connection.get(chosen)
    sent = twins.replica(tx, node_id, twin.id, "sent") if twin else None
    sent = sent.get("replica") if isinstance(sent, dict) else None
    received = twins.replica(tx, node_id, twin.id, "received") if twin else None
    shown, more_after = _steps(tx, node_id, entity_id, chosen, wanted)
    partners = {one.id: one.remote_name for one in [*rows, *others]}
    lines = queue.lines_of_entity(tx, node_id, entity_id)
    parked = errors.for_entity(tx, node_id, entity_id)
    asked = conflicts.fields_of(tx, node_id, [one.id for one in pairs])
    first = pairs[0] if pairs else None
    return EntityStatus(
        entity_id,
        (first.local_key if first else seen.key if seen else "") or text,
        first.local_url if first else seen.url if seen else "",
        _title_here(twin, sent, received) or (seen.summary if seen else ""),
        tuple(_pair(tx, one, by_connection[one.id], lines, parked, asked) for one in rows),
        _unpaired(tx, node_id, entity_id, others[:OTHERS], lines, parked, seen.project.id if seen else ""),
        max(0, len(others) - OTHERS),
        chosen,
        _text(sent),
        _text(received),
        _traces(tx, node_id, twin),
        _entries(tx, node_id, shown, partners),
        more_after,
    )


def _steps(
    tx: Tx, node_id: int, entity_id: str, connection_id: int, wanted: Wanted
) -> tuple[Sequence[Step], str | None]:
    """What a page of the timeline shows, and where the next one begins."""
    steps = timeline.of_entity(
        tx,
        node_id,
        entity_id,
        connection_id=connection_id or None,
        only=history.ENTRIES.get(wanted.events, ()),
        without=() if wanted.not_sent or wanted.events == "not_sent" else ("why_not",),
        after=wanted.after,
        limit=wanted.steps,
    )
    shown = history.whole_events(steps.items, steps.after is not None)
    return shown, str(shown[-1].id) if steps.after is not None else None


def _entries(tx: Tx, node_id: int, shown: Sequence[Step], partners: Mapping[int, str]) -> tuple[Entry, ...]:
    events = sorted({one.event_id for one in shown if one.event_id})
    return history.entries(shown, partners, overview.incoming(tx, node_id, events))


def _pair(
    tx: Tx, one: Connection, twin: Twin, lines: Sequence[Line], parked: Sequence[Error], asked: Mapping[int, list[str]]
) -> Pair:
    mine = [error for error in parked if error.connection_id == one.id]
    stopped = [error for error in mine if error.stream_id]
    moving = [
        line for line in lines if line.connection_id == one.id and (line.due_at is not None or line.owner is not None)
    ]
    state, message = "synced", ""
    if stopped:
        state, message = "failed", stopped[0].message
    elif twin.state == "remote_deleted":
        message = f"{one.remote_name} deleted its side, or no longer sees it. Nothing was deleted here."
        state = "remote_deleted"
    elif twin.state == "local_deleted":
        state, message = "local_deleted", "Deleted here. The twin stays."
    elif twin.state == "remote_failed":
        state, message = "failed", f"{one.remote_name} could not apply the last change and has to act."
    elif one.status == "deactivated":
        state, message = "paused", "The connection is deactivated. Changes are queued."
    elif one.paused_until > tx.now:
        state, message = "waiting", f"{one.health_text or 'Waiting.'} Goes on after <t:{one.paused_until}:time>."
    elif moving:
        state, message = "waiting", _waits_for(tx, moving)
    elif not twin.acknowledged:
        state, message = (
            "waiting",
            f"Sent. {one.remote_name} has not confirmed it yet: it may wait or need a person there.",
        )
    elif fields := ", ".join(asked.get(twin.id, ())):
        state, message = "conflict", f"Both sides edited {fields}, and each keeps its own until you choose."
    elif mine:
        message = mine[0].message
    dates = [at for at in (twin.sent_at, twin.received_at) if at]
    return Pair(
        one.id,
        one.name,
        one.remote_name,
        state,
        message,
        twin.remote_key or twin.remote_id,
        twin.remote_url,
        max(dates, default=None),
        (stopped or mine)[0].id if mine else 0,
    )


def _unpaired(
    tx: Tx,
    node_id: int,
    entity_id: str,
    rows: Sequence[Connection],
    lines: Sequence[Line],
    parked: Sequence[Error],
    project_id: str,
) -> tuple[Unpaired, ...]:
    moving = [line for line in lines if line.due_at is not None or line.owner is not None]
    queued = [line.connection_id for line in moving]
    why = why_unpaired.reasons(tx, node_id, entity_id, rows, project_id=project_id, queued=queued)
    stopped = {error.connection_id: error for error in reversed(parked) if error.stream_id}
    found = []
    for one in rows:
        error, mine = stopped.get(one.id), [line for line in moving if line.connection_id == one.id]
        found.append(
            Unpaired(
                one.id,
                one.name,
                error is None and bool(mine),
                error.message if error else why.get(one.id) or _waits_for(tx, mine),
                one.status == "deactivated",
                error.id if error else 0,
            )
        )
    return tuple(found)


def _waits_for(tx: Tx, moving: Sequence[Line]) -> str:
    """What the lines of an entity wait for, and until when; empty for those that nothing holds up."""
    held = next((line for line in moving if line.owner is None and line.waiting_for and line.due_at), None)
    if held is not None and held.due_at is not None and held.due_at > tx.now:
        return f"{waiting_words.of(held.waiting_for, held.direction)} Next try at <t:{held.due_at}:time>."
    return waiting.paused(tx, moving[0].node_id) if moving and all(line.owner is None for line in moving) else ""


def _traces(tx: Tx, node_id: int, twin: Twin | None) -> tuple[TraceRow, ...]:
    found = traces.of_twin(tx, node_id, twin.id) if twin else []
    return tuple(
        TraceRow(one.kind, one.local_id, one.remote_id, one.origin, one.removed_at is not None) for one in found
    )


def _title_here(twin: Twin | None, sent: object, received: object) -> str:
    """The title as it was last heard of: what arrived after the last sending has changed it here."""
    arrived_later = twin is not None and (twin.received_at or 0) > (twin.sent_at or 0)
    return (_title(received) if arrived_later else "") or _title(sent) or _title(received)


def _title(replica: object) -> str:
    return str(replica.get("summary") or "") if isinstance(replica, Mapping) else ""


def _text(replica: object) -> str:
    return json.dumps(replica, indent=2, ensure_ascii=False) if replica is not None else ""
