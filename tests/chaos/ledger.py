"""What the databases of a seed hold: work that is left, what must not be left, and what was told.

Asked in SQL and not through our own functions, so that a mistake of theirs hides nothing. `ask` puts one statement to
every database; entities of the two sides never have the same number (`stage.APART`).
"""

import json
import time
from collections.abc import Callable
from typing import Any

from tests.chaos.people import People
from tests.chaos.verdict import pairs

Ask = Callable[[str], list[tuple[Any, ...]]]
STALE_MS = 90_000
"""A lease that ended so long ago belongs to nobody: sweeps come every 30 s."""
EXPLAINED = frozenset({"not_found", "entity_gone", "remote_deleted"})
"""Reasons that a person gave: they deleted what a change was on its way to."""


def busy(ask: Ask) -> list[str]:
    """Lines that are not empty and not parked, and what they wait for; events and calls that nobody would see to."""
    lines = ask(
        "SELECT node.kind, stream.direction, stream.entity_key, stream.attempts, stream.waiting_for FROM stream "
        "JOIN node ON node.id = stream.node_id WHERE stream.due_at IS NOT NULL OR stream.owner IS NOT NULL"
    )
    asleep = ask(
        "SELECT node.kind, event.direction, stream.entity_key, event.kind FROM event "
        "JOIN stream ON stream.id = event.stream_id JOIN node ON node.id = event.node_id "
        "WHERE event.state = 'pending' AND stream.due_at IS NULL AND stream.owner IS NULL AND stream.blocked_by IS NULL"
    )
    return [
        *(f"{kind} {way} {entity}: attempt {tries}, {why or 'due'}" for kind, way, entity, tries, why in lines),
        *(f"{kind} {way} {entity}: {what} sleeps" for kind, way, entity, what in asleep),
    ]


def parked(ask: Ask) -> list[str]:
    """Lines that wait for a person."""
    rows = ask(
        "SELECT node.kind, stream.direction, stream.entity_key, error.reason FROM stream "
        "JOIN node ON node.id = stream.node_id JOIN error ON error.id = stream.blocked_by"
    )
    return [f"{kind} {way} {entity}: parked, {reason}" for kind, way, entity, reason in rows]


def noted(ask: Ask) -> dict[str, set[str]]:
    """The fields of each entity of which the timeline tells a conflict and what became of it."""
    found: dict[str, set[str]] = {}
    for entity, data in ask("SELECT entity_id, data FROM timeline WHERE step IN ('conflict', 'merged')"):
        found.setdefault(str(entity), set()).add(str(_json(data).get("field")))
    return found


def left_over(ask: Ask, people: People) -> list[str]:
    """What must not be there once no line has anything to do."""
    return [*_leases(ask), *_effects(ask), *_events(ask), *_twins(ask, people), *_links(ask, people), *_frozen(ask)]


def unexplained(ask: Ask, people: People) -> list[str]:
    """Errors, open or resolved, that no deletion by a person explains, and those that explain nothing themselves."""
    gone = set(people.gone)
    for local, remote in ask("SELECT local_id, remote_id FROM twin"):
        if {str(local), str(remote)} & people.gone:
            gone |= {str(local), str(remote)}
    rows = ask("SELECT entity_id, entity_key, direction, reason, message, resolution FROM error")
    return [
        f"error of {entity or key} {way}, {reason}: {message} ({resolution or 'open'})"
        for entity, key, way, reason, message, resolution in rows
        if reason not in EXPLAINED or not {str(entity), str(key)} & gone or not message
    ]


def leaked(ask: Ask, people: People) -> list[str]:
    """Internal comments that are in anything made to leave: replicas, messages."""
    found: list[str] = []
    for table, column in (("replica", "body"), ("event", "body"), ("outbox", "body"), ("received", "message_id")):
        for (text,) in ask(f"SELECT {column} FROM {table} WHERE {column} LIKE '%whisper%'"):
            found += [f"internal comment {one} is in {table}" for one in people.whispers if one in str(text)]
    return sorted(set(found))


def messages(ask: Ask) -> dict[str, int]:
    """How many replicas came in for each local entity and each entity that never got one, by its id."""
    rows = ask(
        "SELECT stream.local_entity, stream.entity_key, count(*) FROM event JOIN stream ON stream.id = event.stream_id "
        "WHERE event.direction = 'in' AND event.kind = 'replica' AND event.origin <> 'rules' "
        "GROUP BY stream.local_entity, stream.entity_key"
    )
    found: dict[str, int] = {}
    for local, remote, count in rows:
        found[str(local or remote)] = found.get(str(local or remote), 0) + int(count)
    return found


def _leases(ask: Ask) -> list[str]:
    old = int(time.time() * 1000) - STALE_MS
    return [
        f"the lease of {table} {number}, {what}, ended long ago"
        for table, column in (("stream", "direction"), ("schedule", "kind"), ("job", "kind"))
        for number, what in ask(f"SELECT id, {column} FROM {table} WHERE owner IS NOT NULL AND lease_until < {old}")
    ]


def _effects(ask: Ask) -> list[str]:
    """Calls that were to be made and never were, but for those of a line that waits for a person."""
    rows = ask(
        "SELECT node.kind, effect.kind, effect.entity_id, effect.state, event.state FROM effect "
        "JOIN node ON node.id = effect.node_id LEFT JOIN event ON event.id = effect.event_id "
        "LEFT JOIN stream ON stream.id = event.stream_id "
        "WHERE effect.state IN ('planned', 'started') AND stream.blocked_by IS NULL"
    )
    return [f"{kind} {entity}: {what} is {state}, its event {event}" for kind, what, entity, state, event in rows]


def _events(ask: Ask) -> list[str]:
    rows = ask(
        "SELECT event.id, event.direction, event.kind FROM event WHERE event.state = 'error' AND NOT EXISTS "
        "(SELECT 1 FROM error WHERE error.event_id = event.id AND error.resolved_at IS NULL)"
    )
    return [f"event {number}, {way} {kind}, failed and nobody is told" for number, way, kind in rows]


def _twins(ask: Ask, people: People) -> list[str]:
    """Each pair is written down once on both sides; of a deleted entity both sides know that it is gone."""
    rows = [
        (kind, str(local), str(remote), state)
        for kind, local, remote, state in ask(
            "SELECT node.kind, twin.local_id, twin.remote_id, twin.state FROM twin "
            "JOIN node ON node.id = twin.node_id WHERE twin.ended_at IS NULL"
        )
    ]
    found: list[str] = []
    for tag, (issue, item) in sorted(pairs(people).items()):
        for local, remote in ((issue, item), (item, issue)):
            known = [(end, state) for _, here, end, state in rows if here == local]
            if known != [(remote, "linked")]:
                found.append(f"{tag}: {local} is paired with {known}, and not with {remote}")
    for kind, local, remote, state in rows:
        if (local in people.gone and state != "local_deleted") or (remote in people.gone and state != "remote_deleted"):
            found.append(f"{kind} {local} - {remote}: one of them was deleted, and the pair is {state}")
    return found


def _links(ask: Ask, people: People) -> list[str]:
    """Links that still wait although both ends are paired."""
    paired = {entity for ends in pairs(people).values() for entity in ends}
    rows = ask("SELECT local_id, remote_id, kind FROM deferred_link")
    return [
        f"{local}: the {kind} {remote} is still waited for"
        for local, remote, kind in rows
        if {str(local), str(remote)} <= paired
    ]


def _frozen(ask: Ask) -> list[str]:
    """People edited all the time: a field that went to and fro by itself was echoed."""
    rows = ask(
        "SELECT twin.local_id, baseline.field FROM baseline JOIN twin ON twin.id = baseline.twin_id "
        "WHERE baseline.frozen_until IS NOT NULL"
    )
    return [f"{local}: {field} went to and fro and is frozen" for local, field in rows]


def _json(data: Any) -> dict[str, Any]:
    found = json.loads(data) if isinstance(data, str) else data
    return found if isinstance(found, dict) else {}
