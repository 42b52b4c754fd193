"""Handing a message to the partner: in the same store, over HTTPS, or into the outbox of a private partner."""

from typing import Any

from addon.connections.calls import post
from addon.connections.notices import GIVE_UP_MS
from addon.metrics import MESSAGES
from addon.nodes.refusals import Refusal
from addon.storage import connections, messages, queue
from addon.storage.transaction import Tx
from addon.sync.work import Later, Work

UNORDERED = queue.Version(0, 0)


def dispatch(
    tx: Tx, work: Work, message: dict[str, Any], *, remote_entity: str = "", priority: int = queue.NORMAL
) -> None:
    """Give a message its way, in the transaction that decided it; nothing is sent before the commit."""
    connection = work.agreed
    MESSAGES.labels("out", str(message["kind"])).inc()
    replica = message["kind"] == "replica"
    connections.note_traffic(tx, connection.node_id, connection.id, sent=replica)
    peer = connections.local_peer(tx, connection.node_id, connection.id)
    if peer is not None:
        connections.note_traffic(tx, peer.node_id, peer.id, received=replica)
        messages.deliver_local(
            tx,
            connection.node_id,
            connection.id,
            local_entity=remote_entity or None,
            message_id=message["id"],
            entity_key=message["entity"],
            kind=message["kind"],
            body=message["body"],
            epoch=message["epoch"],
            seq=message["seq"],
            label=str((message["body"].get("replica") or {}).get("key") or ""),
            priority=priority,
        )
    elif connection.transport == "polled":
        messages.offer(
            tx,
            connection.node_id,
            connection.id,
            message_id=message["id"],
            kind=message["kind"],
            body=message,
            entity_key=message["entity"],
            epoch=message["epoch"],
            seq=message["seq"],
            event_id=work.claim.head.id,
        )
    else:
        queue.append(
            tx,
            connection.node_id,
            "send",
            message["entity"],
            "message",
            message,
            connection_id=connection.id,
            dedup=message["id"],
            label=work.claim.entity_label,
            priority=priority,
        )


def message_of(
    work: Work, kind: str, entity: str, body: dict[str, Any], version: queue.Version = UNORDERED
) -> dict[str, Any]:
    """A message as it travels; those of kind `replica` have a version."""
    return {
        "id": work.services.random_token(),
        "kind": kind,
        "entity": entity,
        "epoch": version.epoch,
        "seq": version.seq,
        "at": work.services.now(),
        "body": body,
    }


def over_https(work: Work) -> None:
    """Send the line's head; returns once the partner stored it. Raises `Refusal` of the partner or of the way."""
    event = work.claim.head
    if event.kind == "notice":
        return _notice(work, event.body)
    connection = work.agreed
    answer = post(work.services, connection, [event.body])
    if event.body["id"] not in answer.get("accepted", ()):
        raise Refusal("partner_bad_answer", "The partner did not say that it stored the message.", status=502)
    return None


def _notice(work: Work, body: dict[str, Any]) -> None:
    """A message about the connection itself; what cannot arrive for seven days is given up."""
    row = work.services.ledger.read(lambda tx: connections.find(tx, work.node.id, int(body["connection"])))
    if row is None or not row.partner_key:
        return
    message = {"entity": "", "epoch": 0, "seq": 0, "at": work.services.now(), **body["message"]}
    peer = work.services.ledger.read(lambda tx: connections.local_peer(tx, row.node_id, row.id))
    if row.transport == "polled" and peer is None:
        work.services.ledger.write(
            lambda tx: messages.offer(
                tx, row.node_id, row.id, message_id=message["id"], kind=message["kind"], body=message
            )
        )
        return
    try:
        post(work.services, row, [message])
    except Refusal as no:
        too_late = work.services.now() - work.claim.head.created_at > GIVE_UP_MS
        if too_late or no.reason in ("unknown_side", "unknown_node", "node_gone"):
            work.log.info("notice_given_up", kind=message["kind"], reason=no.reason)
            return
        wait = min(60_000 * 2 ** min(work.claim.head.attempts, 6), 3_600_000)
        raise Later(wait if message["kind"] != "ping" else 5_000, no.reason) from no
