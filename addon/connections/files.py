"""The bytes of our files for a partner: offered by what was sent, always in pieces, sealed on their way.

A file may be had by the partner of a connection for as long as the last replica sent over it lists the file. Between
deployments its bytes are followed by their SHA-256, signed for the very request or question they answer (`sealed`).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature

from addon.connections import keys
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.trackers import NoSyncIdentity
from addon.platforms.errors import PlatformError, Reason
from addon.storage import twins
from addon.storage.connections import Connection
from addon.storage.transaction import Tx

TAIL = "/attachments/"
SEAL = "seal=sha256"
"""The query that asks for a sealed stream; who does not know it sends the plain one, without the header."""
SEAL_HEADER, SEALED = "Liaise-Seal", "sha256"
SEAL_SIZE = 96
_HELD = SEAL_SIZE + 64 * 1024
"""Bytes held back until the end: some of the file itself, so that an altered one is never finished."""

GONE = frozenset({Reason.NOT_FOUND, Reason.FORBIDDEN})


class FileGone(PlatformError):
    """A file that was offered and is not to be had any more: deleted since, or hidden. Nothing is to be waited for."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(Reason.NOT_FOUND, message, status, permanent=True)


class FileUnavailable(PlatformError):
    """A partner's file that is offered and cannot be had now; neither this side's tracker nor its credential is to
    blame."""

    def __init__(self, message: str, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(Reason.UNAVAILABLE, message, status, retry_after=retry_after)


@dataclass(frozen=True, slots=True)
class Offer:
    """A file of ours that the partner may have; `size` in bytes as the partner was told, None where it was not."""

    id: str
    size: int | None


def offer(tx: Tx, connection: Connection, entity_id: str, attachment_id: str) -> Offer | None:
    """The file, if the last replica that was sent over this connection lists it."""
    twin = twins.by_local(tx, connection.node_id, connection.id, entity_id)
    sent = twins.replica(tx, connection.node_id, twin.id, "sent") if twin else None
    for one in ((sent or {}).get("replica") or {}).get("attachments") or ():
        if str(one.get("id")) == attachment_id:
            size = one.get("filesize")
            return Offer(attachment_id, size if type(size) is int and size >= 0 else None)
    return None


def whole(pieces: Iterator[bytes], size: int | None) -> Iterator[bytes]:
    """The same pieces; raises `PlatformError` bad_answer where they are not as many bytes as the tracker listed.

    What ended early, or is a page instead of a file, is otherwise sealed and handed over for the file itself.
    """
    seen = 0
    for piece in pieces:
        seen += len(piece)
        if size is not None and seen > size:
            break
        yield piece
    if size is not None and seen != size:
        words = f"A file of {size} bytes came with {'more' if seen > size else seen}."
        raise PlatformError(Reason.BAD_ANSWER, words)


def offered(services: Services, connection: Connection, entity_id: str, attachment_id: str) -> Iterator[bytes]:
    """A file of ours for the partner of this connection; raises `FileGone` unless it was offered and is still there.

    Whatever else our tracker says is no matter of the partner's own tracker or credential: it is UNAVAILABLE.
    """
    found = services.ledger.read(lambda tx: offer(tx, connection, entity_id, attachment_id))
    if found is None:
        raise FileGone("The partner no longer offers this file.")
    return begun(_downloaded(services, connection, found))


def serve(services: Services, connection: Connection, tail: str) -> Iterator[bytes]:
    """The file that a partner's request names (`/attachments/{entity}/{attachment}`)."""
    parts = tail.removeprefix(TAIL).split("/")
    if len(parts) != 2:
        raise Refusal("not_found", "There is no such file.", status=404)
    try:
        return offered(services, connection, *parts)
    except PlatformError as problem:
        status = 404 if isinstance(problem, FileGone) else 503
        raise Refusal(str(problem.reason), problem.message, status=status) from problem


def sealed(pieces: Iterator[bytes], private_key: str, nonce: str) -> Iterator[bytes]:
    """The pieces, followed by 96 bytes: their SHA-256, and the sender's signature of it and the request's nonce."""
    seen = hashlib.sha256()
    for piece in pieces:
        seen.update(piece)
        yield piece
    yield seen.digest() + keys.load_private(private_key).sign(seen.digest() + nonce.encode())


def opened(pieces: Iterator[bytes], public_key: str, nonce: str) -> Iterator[bytes]:
    """The file in what `sealed` made; raises `FileUnavailable` before the last of it where it is not what was sent."""
    seen, held = hashlib.sha256(), b""
    for piece in pieces:
        held += piece
        if len(held) > _HELD:
            ready, held = held[:-_HELD], held[-_HELD:]
            seen.update(ready)
            yield ready
    last, digest, signature = held[:-SEAL_SIZE], held[-SEAL_SIZE:-64], held[-64:]
    seen.update(last)
    try:
        keys.load_public(public_key).verify(signature, seen.digest() + nonce.encode())
    except InvalidSignature as problem:
        raise FileUnavailable("The partner's file was changed or cut on its way.") from problem
    if digest != seen.digest():
        raise FileUnavailable("The partner's file was changed or cut on its way.")
    if last:
        yield last


def _downloaded(services: Services, connection: Connection, file: Offer) -> Iterator[bytes]:
    try:
        yield from whole(services.trackers.open(connection.node_id).download(file.id), file.size)
    except PlatformError as problem:
        if problem.reason in GONE:
            raise FileGone(f"The partner's file is no longer there: {problem.message}") from problem
        words = f"The partner's file cannot be read: {problem.message}"
        raise FileUnavailable(words, retry_after=problem.retry_after) from problem
    except NoSyncIdentity as problem:
        raise FileUnavailable(f"The partner's file cannot be read: {problem.message}") from problem


def begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, of which the first was read: what is not there fails before anything is answered or uploaded."""
    first = next(pieces, b"")
    return _going_on(first, pieces)


def _going_on(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from pieces
