"""Uploads that stream: a file in pieces, never as a whole in memory."""

from collections.abc import Iterator, Mapping

from requests_toolbelt.multipart.encoder import MultipartEncoder


class UploadCut(Exception):
    """The source gave fewer or more bytes than it announced."""


class PieceReader:
    """A reader over pieces with a known length, as an HTTP client wants it.

    Raises UploadCut when the pieces do not add up to the length: a shorter file would otherwise hang the
    connection, a longer one would be cut silently.
    """

    def __init__(self, pieces: Iterator[bytes], length: int) -> None:
        self._pieces = pieces
        self._left = length
        self._buffer = b""

    @property
    def len(self) -> int:
        """Bytes still to be read."""
        return self._left

    def __len__(self) -> int:
        return self._left

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size` (all that is left without one)."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        found = bytearray()
        while len(found) < wanted:
            if not self._buffer:
                piece = next(self._pieces, None)
                if piece is None:
                    raise UploadCut(f"The file ended {self._left - len(found)} bytes early")
                self._buffer = piece
                continue
            take = wanted - len(found)
            found += self._buffer[:take]
            self._buffer = self._buffer[take:]
        self._left -= len(found)
        if self._left == 0 and wanted and self._more():
            raise UploadCut("The file is longer than announced")
        return bytes(found)

    def _more(self) -> bool:
        while not self._buffer:
            piece = next(self._pieces, None)
            if piece is None:
                return False
            self._buffer = piece
        return True


def multipart_file(
    field: str, filename: str, pieces: Iterator[bytes], length: int, content_type: str
) -> tuple[MultipartEncoder, Mapping[str, str]]:
    """A multipart body of one file and its headers; the bytes are taken from the pieces while it is sent."""
    encoder = MultipartEncoder({field: (filename, PieceReader(pieces, length), content_type)})
    return encoder, {"Content-Type": encoder.content_type, "Content-Length": str(encoder.len)}


def blocks(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in blocks of exactly `size`, the last one shorter; nothing for an empty file."""
    buffer = bytearray()
    for piece in pieces:
        buffer += piece
        while len(buffer) >= size:
            yield bytes(buffer[:size])
            del buffer[:size]
    if buffer:
        yield bytes(buffer)
