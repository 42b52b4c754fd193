"""The bytes of a partner's files: offered by what was sent, fetched by whoever received it, always in pieces.

A file may be fetched by the partner of a connection for as long as the last replica sent over it lists the file. Within
one deployment the bytes come straight from the other tracker; between deployments through a signed request, whose
streamed answer is not signed itself (TLS protects it, the size is compared).
"""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from addon.connections import signing
from addon.connections.calls import side_of
from addon.connections.signing import Signed
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.errors import PlatformError, Reason
from addon.storage import connections, twins
from addon.storage.connections import Connection
from addon.storage.transaction import Tx
from addon.transport.errors import TransportError
from addon.transport.exchange import MIB, Limits

TAIL = "/attachments/"
FILE_LIMITS = Limits(connect=5.0, read=30.0, total=900.0, answer=2048 * MIB)


class PartnerFiles:
    """Where a writer gets the bytes of the partner's files of one entity."""

    def __init__(self, services: Services, connection: Connection, remote_entity: str) -> None:
        self._services = services
        self._connection = connection
        self._entity = remote_entity

    def open(self, remote_id: str) -> Iterator[bytes]:
        """The file's bytes; raises `PlatformError` when it is no longer offered or cannot be read."""
        peer = self._services.ledger.read(
            lambda tx: connections.local_peer(tx, self._connection.node_id, self._connection.id)
        )
        if peer is not None:
            return offered(self._services, peer, self._entity, remote_id)
        return self._over_https(remote_id)

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
        if status == 404:
            raise PlatformError(Reason.NOT_FOUND, "The partner no longer offers this file.", status, permanent=True)
        if status != 200:
            raise PlatformError(Reason.UNAVAILABLE, f"The partner answered {status} for a file.", status)
        return _as_platform(pieces)


def offered(services: Services, connection: Connection, entity_id: str, attachment_id: str) -> Iterator[bytes]:
    """A file of ours for the partner of this connection; raises `PlatformError` NOT_FOUND unless it was offered."""

    def listed(tx: Tx) -> bool:
        twin = twins.by_local(tx, connection.node_id, connection.id, entity_id)
        sent = twins.replica(tx, connection.node_id, twin.id, "sent") if twin else None
        files = ((sent or {}).get("replica") or {}).get("attachments") or ()
        return any(str(one.get("id")) == attachment_id for one in files)

    if not services.ledger.read(listed):
        raise PlatformError(Reason.NOT_FOUND, "The partner no longer offers this file.", permanent=True)
    return services.trackers.open(connection.node_id).download(attachment_id)


def serve(services: Services, connection: Connection, tail: str) -> Iterator[bytes]:
    """The file that a partner's request names (`/attachments/{entity}/{attachment}`)."""
    parts = tail.removeprefix(TAIL).split("/")
    if len(parts) != 2:
        raise Refusal("not_found", "There is no such file.", status=404)
    try:
        return offered(services, connection, *parts)
    except PlatformError as problem:
        status = 404 if problem.reason is Reason.NOT_FOUND else 503
        raise Refusal(str(problem.reason), problem.message, status=status) from problem


def _as_platform(pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from pieces
    except TransportError as problem:
        raise PlatformError(Reason.UNAVAILABLE, f"The partner's file broke off: {problem.message}") from problem
