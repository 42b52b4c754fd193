"""Where a writer gets the bytes of a partner's files: from the same deployment, by a signed request, or from what a
private partner sent."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

from pydantic_core import from_json

from addon.connections import arriving, signing
from addon.connections.calls import side_of
from addon.connections.files import SEAL, SEAL_HEADER, SEALED, TAIL, FileGone, FileUnavailable, begun, offered, opened
from addon.connections.signing import Signed
from addon.nodes.services import Services
from addon.platforms.errors import Reason
from addon.storage import connections
from addon.storage.connections import Connection
from addon.transport.errors import TransportError
from addon.transport.exchange import MIB, Limits

FILE_LIMITS = Limits(connect=5.0, read=30.0, total=900.0, answer=2048 * MIB)
LONGEST_REFUSAL = 64 * 1024
"""Bytes of an answer that is no file; whatever is larger is not kept to be understood."""


class PartnerFiles:
    """The files of one entity of the partner; `sizes` says how many bytes each is said to have."""

    def __init__(
        self, services: Services, connection: Connection, remote_entity: str, sizes: Mapping[str, int | None]
    ) -> None:
        self._services = services
        self._connection = connection
        self._entity = remote_entity
        self._sizes = sizes

    def open(self, remote_id: str) -> Iterator[bytes]:
        """The file's bytes; raises `FileGone` when there is nothing to wait for, `FileUnavailable` else."""
        row = self._connection
        peer = self._services.ledger.read(lambda tx: connections.local_peer(tx, row.node_id, row.id))
        if peer is not None:
            return offered(self._services, peer, self._entity, remote_id)
        if row.transport == "polled":
            arrived = arriving.opened_file(self._services, row, self._entity, remote_id, self._sizes.get(remote_id))
            return begun(arrived)
        return begun(self._over_https(remote_id))

    def _over_https(self, remote_id: str) -> Iterator[bytes]:
        row = self._connection
        side = side_of(self._services, row)
        tail = f"{TAIL}{quote(self._entity, safe='')}/{quote(remote_id, safe='')}"
        path = urlsplit(row.partner_node_url).path + tail
        nonce = self._services.random_token()
        authorization = signing.sign_request(
            Signed("GET", path[path.index("/n/") :], SEAL, b""),
            private_key=side.private_key,
            sender=side.side_id,
            receiver=side.partner_side_id,
            now_ms=self._services.now(),
            nonce=nonce,
        )
        try:
            status, headers, pieces = self._services.outside.stream(
                f"{row.partner_node_url}{tail}?{SEAL}", headers={"Authorization": authorization}, limits=FILE_LIMITS
            )
        except TransportError as problem:
            raise FileUnavailable(f"The partner's file cannot be fetched: {problem.message}") from problem
        if status == 200:
            sealed_ones = headers.get(SEAL_HEADER, "") == SEALED
            return opened(_as_platform(pieces), side.partner_key, nonce) if sealed_ones else _as_platform(pieces)
        try:
            gone = status == 404 and _reason(_as_platform(pieces)) == Reason.NOT_FOUND
        finally:
            pieces.close()
        if gone:
            raise FileGone("The partner no longer offers this file.", status)
        raise FileUnavailable(f"The partner answered {status} for a file.", status)


def _reason(pieces: Iterator[bytes]) -> str:
    """Why the partner's node refused, in its own word; empty when the answer is somebody else's, such as a proxy's."""
    read = bytearray()
    for piece in pieces:
        read += piece
        if len(read) > LONGEST_REFUSAL:
            return ""
    try:
        found = from_json(bytes(read))
    except ValueError:
        return ""
    return str(found.get("reason")) if isinstance(found, dict) else ""


def _as_platform(pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from pieces
    except TransportError as problem:
        raise FileUnavailable(f"The partner's file broke off: {problem.message}") from problem
