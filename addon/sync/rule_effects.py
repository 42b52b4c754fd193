"""What the rules of a connection make of an entity as it was once read, in a form that two runs can be compared in.

Nothing is written, and no call is made but what a rule itself looks up.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from addon.nodes.services import Services
from addon.replica.codec import CodecError, decode_entity, encode_entity
from addon.replica.entity import Entity
from addon.richtext import plain_text
from addon.rules.ruleset import OutgoingFacts, Replica
from addon.rules.script import ScriptFailed
from addon.storage import twins
from addon.storage.connections import Connection
from addon.storage.nodes import Node
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync import ruling
from addon.sync.gather import Pair
from addon.sync.incoming import Request
from addon.sync.preview import shown
from addon.sync.work import work_of_no_line

SHOWN_MAX = 300


def given_of(tx: Tx, connection: Connection, entity: Entity) -> dict[str, Any]:
    """What rules are told of an entity: itself, whether it is paired, and what arrived for it last."""
    twin = twins.by_local(tx, connection.node_id, connection.id, entity.id)
    received = twins.replica(tx, connection.node_id, twin.id, "received") if twin is not None else None
    return {
        "entity": encode_entity(entity),
        "first": twin is None or not twin.acknowledged,
        "remote_id": twin.remote_id if twin is not None else "",
        "received": received if isinstance(received, dict) else None,
    }


def effects_of(
    services: Services, node: Node, connection: Connection, given: Mapping[str, Any], texts: Mapping[str, str | None]
) -> dict[str, Any]:
    """What both rules make of a case, in a form that two runs can be compared in."""
    try:
        entity = decode_entity(given.get("entity"))
    except CodecError:
        return {"problem": "This test was made by a newer version of Liaise."}
    return {
        "leaves": _leaving(services, node, connection, given, entity, texts),
        "changes": _changes(services, node, connection, given, entity, texts),
    }


def _leaving(
    services: Services, node: Node, connection: Connection, given: Mapping[str, Any], entity: Entity,
    texts: Mapping[str, str | None],
) -> dict[str, Any]:  # fmt: skip
    work = work_of_no_line(services, node, connection, "preview", **texts)
    if work.runner is not None:
        work.runner.entity, work.runner.remote_id = entity, str(given.get("remote_id") or "")
    facts = OutgoingFacts(first_sync=bool(given.get("first")), previous=given.get("received"), rehearsal=True)
    try:
        replica: Replica | None = work.rules.outgoing(entity, facts)
    except ScriptFailed as failed:
        return {"fails": failed.words}
    return {"nothing leaves": "yes"} if replica is None else {name: _plain(value) for name, value in replica.items()}


def _changes(
    services: Services, node: Node, connection: Connection, given: Mapping[str, Any], entity: Entity,
    texts: Mapping[str, str | None],
) -> dict[str, Any]:  # fmt: skip
    """Fields, comments and files that the incoming rules want for what arrived last; nothing where nothing has."""
    received = given.get("received")
    if not isinstance(received, dict):
        return {}
    work = work_of_no_line(services, node, connection, "preview", **texts)
    remote_id = str(given.get("remote_id") or "")
    twin = _twin(connection, entity, remote_id) if remote_id else None
    request = Request(received, {}, remote_id, 0, 0, entity, Pair(twin, {}, ()))
    try:
        _, edits = ruling.decide(work, request)
    except ScriptFailed as failed:
        return {"fails": failed.words}
    made = {name: shown(value) for name, value in edits.fields.items()}
    made |= {f"comment {number}": plain_text(one.body) for number, one in enumerate(edits.comments, 1)}
    return made | {f"attachment {number}": one.filename for number, one in enumerate(edits.attachments, 1)}


def _twin(connection: Connection, entity: Entity, remote_id: str) -> Twin:
    """The pair of a case, which no table knows: rules are to see that it is no first sync."""
    numbers = dict.fromkeys(("sent_epoch", "sent_seq", "received_epoch", "received_seq", "rule_number", "version"), 0)
    texts = dict.fromkeys(("local_url", "local_project", "remote_key", "remote_url", "sent_hash", "received_hash"), "")
    times = {"sent_at": None, "received_at": None, "ended_at": None, "created_at": 0, "updated_at": 0}
    values: dict[str, Any] = {**numbers, **texts, **times}
    return Twin(
        id=0,
        node_id=connection.node_id,
        connection_id=connection.id,
        local_id=entity.id,
        local_key=entity.key,
        remote_id=remote_id,
        acknowledged=True,
        state="linked",
        revision="",
        **values,
    )


def differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[list[str]]:
    """What, expected, found: one for each value of either side that is not the same in both."""
    made = []
    for side, words in (("leaves", "leaves"), ("changes", "is written here"), ("problem", "problem")):
        old, new = expected.get(side) or {}, found.get(side) or {}
        old, new = (one if isinstance(one, Mapping) else {"problem": one} for one in (old, new))
        for name in dict.fromkeys((*old, *new)):
            if old.get(name) != new.get(name):
                made.append([f"{name} ({words})", _cut(old.get(name)), _cut(new.get(name))])
    return made


def mark(effects: Any) -> str:
    """A short form of effects that is the same for equal ones."""
    return hashlib.sha256(json.dumps(effects, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """A replica's value as it comes back out of the store."""
    return json.loads(json.dumps(value, default=str))


def _cut(value: Any) -> str:
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN_MAX else text[: SHOWN_MAX - 1] + "…"
