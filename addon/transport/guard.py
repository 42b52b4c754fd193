"""Decides which foreign addresses may be called, by their looks and by where their names lead."""

import itertools
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from addon.transport import addresses
from addon.transport.addresses import Resolve
from addon.transport.errors import TransportError

Connect = Callable[[tuple[str, int], float | None], socket.socket]
_numbers = itertools.count()


class Guard:
    """Decides which addresses may be called.

    `dev_loopback` (demo and tests only) also allows http and any port on this machine itself, nothing else.
    """

    def __init__(
        self,
        *,
        dev_loopback: bool = False,
        resolve: Resolve = addresses.resolve,
        connect: Connect = socket.create_connection,
    ) -> None:
        self.dev_loopback = dev_loopback
        self.connect = connect
        self.number = next(_numbers)
        self._resolve = resolve

    def check_url(self, url: str) -> None:
        """Refuse an address by its looks; raises TransportError `refused_address` with a reason for people."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise refused("This is not a web address") from None
        if not parts.hostname or any(c.isspace() or ord(c) < 32 for c in url) or "\\" in url:
            raise refused("This is not a web address")
        if parts.username is not None or parts.password is not None:
            raise refused("An address with a user name or password in it is not called")
        if self.dev_loopback and parts.scheme == "http":
            return
        if parts.scheme != "https":
            raise refused("Only https addresses are called")
        if port not in (None, 443) and not self.dev_loopback:
            raise refused("Only port 443 is called")

    def addresses_of(self, host: str, port: int, *, tls: bool) -> list[str]:
        """Resolve once and return the addresses to connect to, all of them checked."""
        try:
            found = list(self._resolve(host, port))
        except (OSError, UnicodeError) as error:  # a label that is empty or too long is an error of encoding
            raise TransportError("connect", "The host name is not known") from error
        if not found:
            raise TransportError("connect", "The host name has no address")
        loopback = self.dev_loopback and all(addresses.is_loopback(a) for a in found)
        if loopback:
            return found
        if not tls or port != 443:
            raise refused("Only https on port 443 is called")
        if not all(addresses.is_public(a) for a in found):
            raise refused("The host name leads into a private network")
        return found


def refused(words: str) -> TransportError:
    """The guard's refusal."""
    return TransportError("refused_address", words)
