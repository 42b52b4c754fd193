"""Signed calls of a connection to its partner: hand over messages, ask for the time, fetch what waits."""

from typing import Any

from addon.connections.invitations import SIDE_KEY
from addon.connections.models import MAX_MESSAGES
from addon.connections.peers import Peers, Side
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.storage import secrets
from addon.storage.connections import Connection


def post(services: Services, connection: Connection, batch: list[dict[str, Any]]) -> dict[str, Any]:
    """One signed call with messages."""
    side = side_of(services, connection)
    found = Peers(services).call(connection.partner_node_url, "POST", "/messages", side, body={"messages": batch})
    if not isinstance(found, dict):
        raise Refusal("partner_bad_answer", "The partner's answer has another shape.", status=502)
    return found


def side_of(services: Services, connection: Connection) -> Side:
    """Who signs for this connection; raises `Refusal` when its key is gone."""
    subject = secrets.of_connection(connection.id)
    private = services.ledger.read(lambda tx: secrets.get(tx, connection.node_id, SIDE_KEY, subject=subject))
    if private is None:
        raise Refusal(
            "key_missing", "This connection's key is gone. Remove the connection and create a new one.", status=409
        )
    return Side(connection.side_id, private, connection.partner_side_id, connection.partner_key)


def ping(services: Services, connection: Connection) -> int:
    """The partner's clock (ms); raises `Refusal` when it does not answer in its own name."""
    message = {"id": services.random_token(), "kind": "ping", "at": services.now(), "body": {}}
    now = post(services, connection, [message]).get("now")
    if not isinstance(now, int):
        raise Refusal("partner_bad_answer", "The partner's answer has another shape.", status=502)
    return now


def fetch(services: Services, connection: Connection) -> list[dict[str, Any]]:
    """Messages that wait at the partner for this private side."""
    side = side_of(services, connection)
    found = Peers(services).call(connection.partner_node_url, "GET", "/outbox", side, query=f"limit={MAX_MESSAGES}")
    waiting = found.get("messages") if isinstance(found, dict) else None
    if not isinstance(waiting, list):
        raise Refusal("partner_bad_answer", "The partner's answer has another shape.", status=502)
    return waiting


def acknowledge(services: Services, connection: Connection, ids: list[str]) -> None:
    """Say that these messages are stored here."""
    side = side_of(services, connection)
    Peers(services).call(connection.partner_node_url, "POST", "/outbox/ack", side, body={"ids": ids})
