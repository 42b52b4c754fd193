"""Attaches files to work items: upload, at once or in pieces, then the relation."""

from collections.abc import Iterator
from typing import Any

from addon.platforms.answers import bad_answer
from addon.platforms.azuredevops.client import FILE_LIMITS, PRODUCT, AzureDevOpsClient, expect_dict, part
from addon.platforms.azuredevops.reader import ATTACHED, MARKER_PREFIX, attachment_id
from addon.platforms.azuredevops.relations import relation
from addon.platforms.base import Call, Source, WriteReceipt
from addon.platforms.errors import PlatformError, Reason
from addon.replica.fingerprint import text_hash
from addon.transport.exchange import MIB
from addon.transport.uploads import PieceReader, blocks

CHUNKED_ABOVE = 16 * MIB
CHUNK = 8 * MIB


class Files:
    """Uploads; never holds more of a file than one piece."""

    def __init__(self, client: AzureDevOpsClient) -> None:
        self._client = client

    def attach(self, call: Call, entity_id: str, target: str, source: Source | None) -> WriteReceipt:
        """Upload and link; the relation carries a mark of the call, so that it can be found again."""
        if source is None:
            raise PlatformError(Reason.REFUSED, "There is nothing to read the file from", permanent=True)
        body = call.body
        pieces = source.open(call.remote_id)
        upload = self._upload(target, body["filename"], pieces, int(body["filesize"]))
        url = str(upload.get("url") or "")
        identifier = attachment_id(url) or str(upload.get("id") or "")
        if not identifier:
            raise bad_answer(PRODUCT, "the uploaded file's id is missing", writes=True)
        words = MARKER_PREFIX + mark(call.key)
        item = self._client.patch("PATCH", f"/_apis/wit/workitems/{entity_id}", [relation(ATTACHED, url, words)])
        return WriteReceipt(entity_id, entity_id, str(item.get("rev") or ""), sub_id=identifier)

    def _upload(self, target: str, name: str, pieces: Iterator[bytes], size: int) -> dict[str, Any]:
        params = {"fileName": name, "uploadType": "simple" if size <= CHUNKED_ABOVE else "chunked"}
        octets = {"Content-Type": "application/octet-stream"}
        if size <= CHUNKED_ABOVE:
            data: Any = PieceReader(pieces, size) if size else b""
            return self._send("POST", target, params, data, octets)
        begun = self._send("POST", target, params, b"", octets)
        identifier, sent = str(begun.get("id") or ""), 0
        for block in blocks(_exactly(pieces, size), CHUNK):
            headers = {**octets, "Content-Range": f"bytes {sent}-{sent + len(block) - 1}/{size}"}
            self._send("PUT", f"{target}/{part(identifier)}", {"fileName": name}, block, headers)
            sent += len(block)
        return begun

    def _send(
        self, method: str, target: str, params: dict[str, str], data: Any, headers: dict[str, str]
    ) -> dict[str, Any]:
        found = self._client.call(method, target, params=dict(params), data=data, headers=headers, limits=FILE_LIMITS)
        return expect_dict(found, "the upload", writes=True)


def mark(key: str) -> str:
    """A short mark of an effect's key, for the comment of a relation."""
    return text_hash(key)[:16]


def _exactly(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    reader = PieceReader(pieces, size)
    while reader.len:
        yield reader.read(MIB)
