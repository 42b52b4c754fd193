"""Messages between a run and its parent: a length and JSON text, over two file descriptors.

Only `read` and `write` are needed, so that the locked child can go on talking.
"""

import os
from collections.abc import Callable
from typing import Any

from addon.sandbox import exact_json

HEADER = 4
FORK = b"F"
"""What the parent sends a zygote, with the two descriptors of the new run."""
MIB = 1024 * 1024


class ChannelClosed(Exception):
    """The other side is gone."""


class MessageTooLarge(Exception):
    """A message is longer than this side takes."""


class Channel:
    """One end. `wait(writing)` is asked before every read and write of a non-blocking end; it blocks until
    the end is ready, or raises when a deadline has passed."""

    def __init__(
        self, read_from: int, write_to: int, largest: int = 16 * MIB, wait: Callable[[bool], None] | None = None
    ) -> None:
        self._in = read_from
        self._out = write_to
        self._largest = largest
        self._wait = wait

    def send(self, message: Any) -> None:
        """Send one JSON-like value."""
        self.send_written(self.written(message))

    def written(self, message: Any) -> bytes:
        """A JSON-like value as it is sent."""
        body = exact_json.dumps(message).encode("ascii")
        if len(body) > self._largest:
            raise MessageTooLarge(len(body))
        return len(body).to_bytes(HEADER, "big") + body

    def send_written(self, message: bytes) -> None:
        """Send what `written` made."""
        view = memoryview(message)
        while view:
            if self._wait is not None:
                self._wait(True)
            try:
                view = view[os.write(self._out, view) :]
            except (BrokenPipeError, ConnectionResetError) as error:
                raise ChannelClosed from error

    def receive(self) -> Any:
        """The next message; raises `ChannelClosed` at the end, `MessageTooLarge` before reading such a body."""
        size = int.from_bytes(self._exactly(HEADER), "big")
        if size > self._largest:
            raise MessageTooLarge(size)
        return exact_json.loads(self._exactly(size))

    def _exactly(self, count: int) -> bytes:
        parts = bytearray()
        while len(parts) < count:
            if self._wait is not None:
                self._wait(False)
            try:
                part = os.read(self._in, min(count - len(parts), MIB))
            except ConnectionResetError as error:
                raise ChannelClosed from error
            if not part:
                raise ChannelClosed
            parts += part
        return bytes(parts)
