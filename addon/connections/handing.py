"""A private side hands over a file that its partner asked for: sealed, in pieces, from where the partner wants it."""

from collections.abc import Iterator, Mapping
from typing import Any

from addon.connections import arriving, files
from addon.connections.calls import side_of
from addon.connections.files import GONE
from addon.connections.models import Message
from addon.connections.peers import Peers, Side
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.errors import PlatformError
from addon.storage import queue
from addon.storage.connections import Connection
from addon.storage.transaction import Tx
from addon.transport.exchange import Limits
from addon.transport.uploads import blocks

LIMITS = Limits(connect=5.0, read=30.0, total=60.0, answer=64 * 1024)
NO_ROOM = "no_room"


def asked(tx: Tx, connection: Connection, message: Message) -> None:
    """A partner's question for a file: it is handed over in a line of its own, so that nothing waits for it."""
    attachment = message.body.get("attachment")
    if message.body.get("version") != arriving.VERSION or not isinstance(attachment, str) or not attachment:
        return
    queue.append(
        tx,
        connection.node_id,
        "file_out",
        message.entity,
        arriving.KIND,
        {"of": message.id, "file": {"id": attachment}},
        connection_id=connection.id,
        dedup=message.id,
        origin="partner",
    )


def hand_over(services: Services, connection: Connection, entity: str, file_id: str, of: str) -> str:
    """Send what the partner does not have yet; in words what became of it.

    Raises `PlatformError` of our tracker, and `Refusal` of the partner or of the way to it.
    """
    side, tail = side_of(services, connection), f"{arriving.TAIL}{of}"
    try:
        place = _call(services, connection, side, "GET", tail)
        if place["whole"]:
            return "The partner has this file already."
        file = services.ledger.read(lambda tx: files.offer(tx, connection, entity, file_id))
        if file is None:
            return _refuse(services, connection, side, tail, "It is no longer offered.")
        try:
            _send(services, connection, side, tail, of, _sealed(services, connection, side, file, of), place["next"])
        except PlatformError as problem:
            if problem.reason not in GONE:
                raise
            return _refuse(services, connection, side, tail, problem.message)
    except Refusal as no:
        if no.reason == "file_not_wanted":
            return "The partner no longer waits for this file."
        if no.reason == "too_large":
            return "The partner refused this file: it is larger than what was announced."
        raise
    return "The file was handed over."


def _send(
    services: Services, connection: Connection, side: Side, tail: str, of: str, sealed: Iterator[bytes], start: int
) -> None:
    at, held = 0, b""
    for piece in blocks(sealed, arriving.PIECE):
        if held:
            at = _put(services, connection, side, tail, held, at, start, last=False)
        held = piece
    _put(services, connection, side, tail, held, at, start, last=True)


def _put(
    services: Services, connection: Connection, side: Side, tail: str, piece: bytes, at: int, start: int, *, last: bool
) -> int:
    """Send one piece, unless the partner has it from an attempt before; where the next begins."""
    end = at + len(piece)
    if end <= start:
        return end
    query = f"from={at}&last=1" if last else f"from={at}"
    place = _call(services, connection, side, "PUT", tail, query, piece)
    if place["next"] != end:
        raise Refusal("partner_bad_answer", "The partner goes on with a file elsewhere than it ended.", status=502)
    return end


def _sealed(services: Services, connection: Connection, side: Side, file: files.Offer, of: str) -> Iterator[bytes]:
    pieces = services.trackers.open(connection.node_id).download(file.id)
    return files.sealed(files.whole(pieces, file.size), side.private_key, of)


def _refuse(services: Services, connection: Connection, side: Side, tail: str, why: str) -> str:
    Peers(services).call(connection.partner_node_url, "POST", tail, side, body={"reason": "not_found"})
    return f"The partner was told that there is no such file any more: {why}"


def _call(
    services: Services, connection: Connection, side: Side, method: str, tail: str, query: str = "", data: bytes = b""
) -> Mapping[str, Any]:
    found = Peers(services).call(connection.partner_node_url, method, tail, side, query=query, data=data, limits=LIMITS)
    if not isinstance(found, dict) or type(found.get("next")) is not int or type(found.get("whole")) is not bool:
        raise Refusal("partner_bad_answer", "The partner's answer has another shape.", status=502)
    return found
