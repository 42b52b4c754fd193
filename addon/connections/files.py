"""The bytes of a partner's files: offered by what was sent, fetched by whoever received it, always in pieces.

A file may be fetched by the partner of a connection for as long as the last replica sent over it lists the file. Within
one deployment the bytes come straight from the other tracker; between deployments through a signed request, whose
streamed answer is not signed itself (TLS protects it, the size is compared).
"""

import json
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from addon.connections import signing
from addon.connections.calls import side_of
from addon.connections.signing import Signed
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.trackers import NoSyncIdentity
from addon.platforms.errors import PlatformError, Reason
from addon.storage import connections, twins
from addon.storage.connections import Connection
from addon.storage.transaction import Tx
from addon.transport.errors import TransportError
from addon.transport.exchange import MIB, Limits

TAIL = "/attachments/"
FILE_LIMITS = Limits(connect=5.0, read=30.0, total=900.0, answer=2048 * MIB)


_GONE = frozenset({Reason.NOT_FOUND, Reason.FORBIDDEN})


class FileGone(PlatformError):
    """A file that was offered and is not to be had any more: deleted since, or hidden. Nothing is to be waited for."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(Reason.NOT_FOUND, message, status, permanent=True)


class PartnerFiles:
    """Where a writer gets the bytes of the partner's files of one entity."""

    def __init__(self, services: Services, connection: Connection, remote_entity: str) -> None:
        self._services = services
        self._connection = connection
        self._entity = remote_entity

    def open(self, remote_id: str) -> Iterator[bytes]:
        """The file's bytes; raises `FileGone` when there is nothing to wait for, `PlatformError` else."""
        peer = self._services.ledger.read(
            lambda tx: connections.local_peer(tx, self._connection.node_id, self._connection.id)
        )
        if peer is not None:
            return offered(self._services, peer, self._entity, remote_id)
        return _begun(self._over_https(remote_id))

    def _over_https(self, remote_id: str) -> Iterator[bytes]:
        row = self._connection
        side = side_of(self._services, row)
        tail = f"{TAIL}{quote(self._entity, safe='')}/{quote(remote_id, safe='')}"
        path = urlsplit(row.partner_node_url).path + tail
        authorization = signing.sign_request(
            Signed("GET", path[path.index("/n/") :], "", b""),
            private_key=side.private_key,
            sender=side.side_id,
            receiver=side.partner_side_id,
            now_ms=self._services.now(),
            nonce=self._services.random_token(),
        )
        try:
            status, _, pieces = self._services.outside.stream(
                row.partner_node_url + tail, headers={"Authorization": authorization}, limits=FILE_LIMITS
            )
        except TransportError as problem:
            raise PlatformError(
                Reason.UNAVAILABLE, f"The partner's file cannot be fetched: {problem.message}"
            ) from problem
        if status == 200:
            return _as_platform(pieces)
        if status == 404 and _reason(_as_platform(pieces)) == Reason.NOT_FOUND:
            raise FileGone("The partner no longer offers this file.", status)
        raise PlatformError(Reason.UNAVAILABLE, f"The partner answered {status} for a file.", status)


def offered(services: Services, connection: Connection, entity_id: str, attachment_id: str) -> Iterator[bytes]:
    """A file of ours for the partner of this connection; raises `FileGone` unless it was offered and is still there.

    Whatever else our tracker says is no matter of the partner's own tracker or credential: it is UNAVAILABLE.
    """

    def listed(tx: Tx) -> bool:
        twin = twins.by_local(tx, connection.node_id, connection.id, entity_id)
        sent = twins.replica(tx, connection.node_id, twin.id, "sent") if twin else None
        files = ((sent or {}).get("replica") or {}).get("attachments") or ()
        return any(str(one.get("id")) == attachment_id for one in files)

    if not services.ledger.read(listed):
        raise FileGone("The partner no longer offers this file.")
    return _begun(_downloaded(services, connection, attachment_id))


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


def _downloaded(services: Services, connection: Connection, attachment_id: str) -> Iterator[bytes]:
    try:
        yield from services.trackers.open(connection.node_id).download(attachment_id)
    except PlatformError as problem:
        if problem.reason in _GONE:
            raise FileGone(f"The partner's file is no longer there: {problem.message}") from problem
        words = f"The partner's file cannot be read: {problem.message}"
        raise PlatformError(Reason.UNAVAILABLE, words, retry_after=problem.retry_after) from problem
    except NoSyncIdentity as problem:
        raise PlatformError(Reason.UNAVAILABLE, f"The partner's file cannot be read: {problem.message}") from problem


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, of which the first was read: what is not there fails before anything is answered or uploaded."""
    first = next(pieces, b"")
    return _going_on(first, pieces)


def _going_on(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from pieces


def _reason(pieces: Iterator[bytes]) -> str:
    """Why the partner's node refused, in its own word; empty when the answer is somebody else's, such as a proxy's."""
    try:
        found = json.loads(b"".join(pieces)[:65_536])
    except ValueError:
        return ""
    return str(found.get("reason")) if isinstance(found, dict) else ""


def _as_platform(pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from pieces
    except TransportError as problem:
        raise PlatformError(Reason.UNAVAILABLE, f"The partner's file broke off: {problem.message}") from problem
