"""Files of a partner whose node cannot be called: asked for by a message that it fetches, sent by it in pieces.

The question waits in the outbox. The private side puts the sealed file (`files.sealed`, with the question's id as
nonce) to `/files/{id}`, piece by piece; each answer says where to go on, so that what was cut is gone on with and what
comes twice changes nothing. The pieces lie in the store until the file was attached. Only what was asked for is taken
in, no more of it than was announced, and all of them together have a bounded room.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

from addon.connections import files
from addon.connections.files import FileGone, FileUnavailable
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.errors import PlatformError, Reason
from addon.storage import incoming_files, messages, queue
from addon.storage.connections import Connection
from addon.storage.incoming_files import IncomingFile
from addon.storage.transaction import Tx
from addon.transport.exchange import MIB

TAIL = "/files/"
KIND = "file"
VERSION = 1
PIECE = 512 * 1024
"""Bytes of each piece but the last; what a slow line carries within the time of one call."""
LARGEST = 64 * MIB
"""Of one file: more than what Azure DevOps keeps (60 MB), and nothing else is ever private."""
ROOM, ROOM_OF_CONNECTION = 512 * MIB, 128 * MIB
"""What files that are on their way take of the store at most."""
KEEP_MS = 6 * 3_600_000
"""What began to come and was not gone on with, or not attached, is forgotten after so long, and asked for anew."""


class FileAwaited(FileUnavailable):
    """A private partner was asked for the file; `asked_ms` ago, `moved_ms` ago something of it came.

    `silent_ms`: for how long the partner has known the question without sending anything; None until it fetched it.
    """

    def __init__(self, *, asked_ms: int, moved_ms: int, silent_ms: int | None) -> None:
        super().__init__("The partner's node is private and sends its files by itself; this one is not here yet.")
        self.asked_ms = asked_ms
        self.moved_ms = moved_ms
        self.silent_ms = silent_ms


def ask(tx: Tx, services: Services, connection: Connection, entity: str, file_id: str, size: int | None) -> None:
    """Ask the private partner for a file, unless it was asked already or the file is larger than what is taken."""
    if (size or 0) > LARGEST:
        return
    new_id = services.random_token()
    most = (LARGEST if size is None else size) + files.SEAL_SIZE
    node_id, row_id = connection.node_id, connection.id
    if not incoming_files.ask(tx, node_id, row_id, message_id=new_id, entity_key=entity, file_id=file_id, most=most):
        return
    body = {"version": VERSION, "attachment": file_id}
    whole = {"id": new_id, "kind": KIND, "entity": entity, "epoch": 0, "seq": 0, "at": tx.now, "body": body}
    messages.offer(tx, node_id, row_id, message_id=new_id, kind=KIND, body=whole, entity_key=entity)


def opened_file(
    services: Services, connection: Connection, entity: str, file_id: str, size: int | None
) -> Iterator[bytes]:
    """The bytes of a file that came; raises `FileAwaited` until it is here as a whole, `FileGone` when the partner
    no longer has it, `FileUnavailable` when what came is not what was sent, and too_large."""
    require_here(services, connection, entity, file_id, size)
    found = services.ledger.read(lambda tx: _find(tx, connection, entity, file_id))
    if found is None:
        raise FileUnavailable("The partner's file was forgotten meanwhile.")
    try:
        pieces = files.opened(_pieces(services, found), connection.partner_key, found.message_id)
        yield from files.whole(pieces, size)
    except PlatformError as problem:  # kept, it would be the same at each attempt
        services.ledger.write(lambda tx: incoming_files.forget(tx, found.node_id, found))
        if isinstance(problem, FileUnavailable):
            raise
        raise FileUnavailable(f"The partner's file is not as it was announced. {problem.message}") from problem


def require_here(services: Services, connection: Connection, entity: str, file_id: str, size: int | None) -> None:
    """See to it that the partner was asked for the file and sent it; raises as `opened_file`."""
    if (size or 0) > LARGEST:
        words = (
            f"From a partner whose node is private files of at most {LARGEST // MIB} MB are taken. Attach a smaller "
            "one there, or let its node be reached."
        )
        raise PlatformError(Reason.TOO_LARGE, words, permanent=True)

    def write(tx: Tx) -> tuple[IncomingFile | None, int | None]:
        ask(tx, services, connection, entity, file_id, size)
        found = _find(tx, connection, entity, file_id)
        sent = messages.offered(tx, connection.node_id, connection.id, [found.message_id]) if found else []
        return found, sent[0].acked_at if sent else None

    found, fetched_at = services.ledger.write(write)
    assert found is not None
    if found.state == "whole":
        return
    if found.state == "refused":
        services.ledger.write(lambda tx: incoming_files.forget(tx, found.node_id, found))
        if found.reason == Reason.NOT_FOUND:
            raise FileGone("The partner's file is no longer there.")
        raise FileUnavailable("The partner's file is larger than it was announced.")
    now = services.now()
    silent = None if fetched_at is None else now - max(fetched_at, found.heard_at)
    raise FileAwaited(asked_ms=now - found.asked_at, moved_ms=now - found.heard_at, silent_ms=silent)


def forget(tx: Tx, connection: Connection, entity: str, file_id: str) -> None:
    """The file is attached, or no longer wanted: its bytes go, and nobody is asked for it any more."""
    found = _find(tx, connection, entity, file_id)
    if found is not None:
        incoming_files.forget(tx, connection.node_id, found)
        messages.withdraw(tx, connection.node_id, connection.id, [found.message_id])


def standing(services: Services, connection: Connection, of: str) -> dict[str, Any]:
    """Where the partner is to go on with the file of a question; raises `Refusal` file_not_wanted."""
    found = services.ledger.read(lambda tx: _wanted(tx, connection, of))
    return _next(found)


def take(services: Services, connection: Connection, of: str, query: str, content: bytes) -> dict[str, Any]:
    """A piece of the file of a question; where to go on. One that is here already changes nothing.

    Raises `Refusal`: file_not_wanted, bad_piece, too_large (the file is refused), no_room (try again later).
    """
    start, last = _place(query)
    if len(content) > PIECE or not content or (len(content) < PIECE and not last):
        raise Refusal("bad_piece", f"A piece has {PIECE} bytes; only the last is shorter.", status=400)

    def write(tx: Tx) -> tuple[IncomingFile, str]:
        found = _wanted(tx, connection, of)
        if found.state == "whole" or start != found.received:
            return found, ""
        if start + len(content) > found.most:
            incoming_files.refuse(tx, connection.node_id, found, str(Reason.TOO_LARGE))
            _wake(tx, found)
            return found, "too_large"
        if found.state == "asked" and not incoming_files.begin(
            tx, connection.node_id, found, room=ROOM, room_of_connection=ROOM_OF_CONNECTION
        ):
            return found, "no_room"
        if incoming_files.add(tx, connection.node_id, found, start, content, last=last) and last:
            _wake(tx, found)
        return _wanted(tx, connection, of), ""

    found, refused = services.ledger.write(write)
    if refused == "too_large":
        raise Refusal("too_large", "This is more than was announced.", status=413)
    if refused:
        raise Refusal("no_room", "Other files are on their way. Send it later.", status=503)
    return _next(found)


def refuse(services: Services, connection: Connection, of: str) -> dict[str, Any]:
    """The partner says that the file is no longer to be had."""

    def write(tx: Tx) -> None:
        found = _wanted(tx, connection, of)
        if incoming_files.refuse(tx, connection.node_id, found, str(Reason.NOT_FOUND)):
            _wake(tx, found)

    services.ledger.write(write)
    return {"state": "refused"}


def _find(tx: Tx, connection: Connection, entity: str, file_id: str) -> IncomingFile | None:
    return incoming_files.find(tx, connection.node_id, connection.id, entity, file_id)


def _wanted(tx: Tx, connection: Connection, of: str) -> IncomingFile:
    found = incoming_files.of_message(tx, connection.node_id, connection.id, of)
    if found is None or found.state == "refused":
        raise Refusal("file_not_wanted", "Nobody waits for this file.", status=404)
    return found


def _next(found: IncomingFile) -> dict[str, Any]:
    return {"next": found.received, "whole": found.state == "whole"}


def _place(query: str) -> tuple[int, bool]:
    named = parse_qs(query)
    start = named.get("from", [""])[0]
    if not start.isascii() or not start.isdigit() or len(start) > 12:
        raise Refusal("bad_piece", "The query says nowhere from which byte on this is.", status=400)
    return int(start), named.get("last") == ["1"]


def _pieces(services: Services, found: IncomingFile) -> Iterator[bytes]:
    at = 0
    while at < found.received:
        piece = services.ledger.read(lambda tx, at=at: incoming_files.piece(tx, found.node_id, found.id, at))  # type: ignore[misc]
        if piece is None:
            raise FileUnavailable("The partner's file was forgotten meanwhile.")
        yield piece
        at += len(piece)


def _wake(tx: Tx, found: IncomingFile) -> None:
    """Whatever waits for this file is due."""
    directions: tuple[queue.Direction, ...] = ("in", "file_in")
    for direction in directions:
        queue.hasten(tx, found.node_id, found.connection_id, direction, found.entity_key, "partner_file")
