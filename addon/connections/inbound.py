"""What becomes of a partner's messages: stored in the entity's line, or applied to the connection at once.

Everything of one call is one transaction; the partner is told only after its commit.
"""

from collections.abc import Sequence

import structlog

from addon.connections import keys, questions
from addon.connections.models import Message
from addon.metrics import MESSAGES
from addon.nodes.services import Services
from addon.storage import audit, connections, messages, twins
from addon.storage.connections import FLOWING, PARTNER_GONE, Connection
from addon.storage.queue.due_again import due_again
from addon.storage.transaction import Tx

log = structlog.get_logger()
ABOUT_ENTITIES = frozenset({"replica", "result", "deleted", "unlinked"})


def take_in(services: Services, connection: Connection, arrived: Sequence[Message]) -> list[str]:
    """Store or apply messages of the connection's partner; the ids to acknowledge."""

    def work(tx: Tx) -> list[str]:
        current = connections.get(tx, connection.node_id, connection.id)
        if current.held == "awaiting_first_call":
            connections.update(tx, current.node_id, current.id, held="")
        accepted = []
        for message in arrived:
            current = connections.get(tx, connection.node_id, connection.id)
            if message.kind != "presence" and current.health_reason == PARTNER_GONE:
                note_presence(tx, current, True)  # whoever sends is there
            if message.kind in ABOUT_ENTITIES:
                _store(tx, current, message)
            elif message.kind in questions.KINDS:
                questions.take(tx, current, message)
            else:
                _apply(tx, current, message)
            accepted.append(message.id)
        if any(message.kind == "replica" for message in arrived):
            connections.note_traffic(tx, connection.node_id, connection.id, received=True)
        return accepted

    accepted = services.ledger.write(work)
    for message in arrived:
        MESSAGES.labels("in", message.kind if message.kind in ABOUT_ENTITIES else "notice").inc()
    return accepted


def _store(tx: Tx, connection: Connection, message: Message) -> None:
    if connection.status not in ("active", "deactivated"):
        return  # over: absorbed, so that the partner's line can end
    twin = twins.by_remote(tx, connection.node_id, connection.id, message.entity)
    known = twin.local_id if twin else _claimed(tx, connection, message)
    body = message.body
    if message.kind == "replica":  # a result has the number of the message that it answers in its body
        body = {**body, "epoch": message.epoch, "seq": message.seq}
    messages.receive(
        tx,
        connection.node_id,
        connection.id,
        message_id=message.id,
        entity_key=message.entity,
        kind=message.kind,
        body=body,
        epoch=message.epoch,
        seq=message.seq,
        local_entity=known,
        label=str((message.body.get("replica") or {}).get("key") or "")[:200],
    )


def _claimed(tx: Tx, connection: Connection, message: Message) -> str | None:
    """The local entity that a message says it belongs to, where we know the pair by our own id."""
    claimed = message.body.get("twin")
    if not isinstance(claimed, str) or not claimed:
        return None
    return claimed if twins.by_local(tx, connection.node_id, connection.id, claimed) else None


def _apply(tx: Tx, connection: Connection, message: Message) -> None:
    node_id, body = connection.node_id, message.body
    done = f"partner_{message.kind}"
    match message.kind:
        case "switch":
            by = str(body.get("by") or "")[:200]
            connections.switch(tx, node_id, connection.id, bool(body.get("on")), by, side="partner")
        case "confirmed":
            settings = {**connection.settings, connections.AWAITING: False}
            connections.update(tx, node_id, connection.id, settings=settings)
        case "leave":
            reason = "partner_uninstalled" if body.get("reason") == "uninstalled" else "partner_removed"
            if body.get("reason") == "not_confirmed":
                reason = "not_confirmed"
            if connection.status in ("active", "deactivated", "pending"):
                connections.change_status(tx, node_id, connection.id, "ended", reason=reason)
        case "presence":
            note_presence(tx, connection, body.get("installed") is not False)
        case "rotate_key":
            if not _rotate(tx, connection, body.get("key"), body.get("proof")):
                done = "partner_key_refused"
        case "ping":
            pass
        case _:
            log.warning("message_kind_unknown", node=node_id, connection=connection.id, kind=message.kind)
            done = ""
    if done and message.kind != "ping":
        audit.record(tx, node_id, done, connection_id=connection.id)


def note_presence(tx: Tx, connection: Connection, here: bool) -> None:
    """The partner uninstalled Liaise, or is back: what waits for it is sent at once then."""
    node_id = connection.node_id
    if not here:
        if connection.status in FLOWING:
            words = "Liaise was uninstalled at the partner. Changes wait for it to come back."
            connections.set_health(tx, node_id, connection.id, "blocked", PARTNER_GONE, words)
    elif connections.get(tx, node_id, connection.id).health_reason == PARTNER_GONE:
        connections.set_health(tx, node_id, connection.id, "healthy")
        connections.pause(tx, node_id, connection.id, 0, "")
        due_again(tx, node_id, "node_gone", connection_id=connection.id)


def _rotate(tx: Tx, connection: Connection, key: object, proof: object) -> bool:
    """Take over the partner's new key, once it proved that it holds the private half; whether it did."""
    try:
        assert isinstance(key, str)
        assert isinstance(proof, str)
        signed = keys.decode(key) + connection.partner_side_id.encode() + connection.side_id.encode()
        keys.load_public(key).verify(keys.decode(proof), signed)
    except Exception as problem:  # any failure of the proof is the same refusal
        why = type(problem).__name__
        log.warning("key_rotation_refused", node=connection.node_id, connection=connection.id, problem=why)
        return False
    connections.update(tx, connection.node_id, connection.id, partner_key=key, partner_thumbprint=keys.thumbprint(key))
    return True
