"""Ports for servers whose address has to be known before they run, and ports where nobody listens.

A port that a socket was given for `bind(0)` is anybody's as soon as that socket is closed: another server's, or the
near end of any connection that leaves this machine. So what is handed out here lies below the range that the system
gives away by itself, and no test process hands a port out twice.
"""

import itertools
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
EACH = 1_000
"""Ports of one test process; the workers of a run have ranges of their own, and runs beside each other others."""


def _own() -> Iterator[int]:
    lowest = int(RANGE.read_text().split()[0]) if RANGE.exists() else 32_768
    places = max((lowest - 10_000) // EACH, 1)
    worker = int("".join(filter(str.isdigit, os.environ.get("PYTEST_XDIST_WORKER", ""))) or 0)
    first = lowest - EACH * (1 + (os.getppid() + worker) % places)
    return itertools.cycle(range(first, first + EACH))


_ports = _own()


def free_port() -> int:
    """A port that stays free until whoever asked for it listens there, also between a kill and the next start."""
    for port in itertools.islice(_ports, EACH):
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")


@contextmanager
def closed_port(port: int = 0) -> Iterator[int]:
    """A port where every connection is refused for as long as the block lasts: it is taken, but nobody listens."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind(("127.0.0.1", port))
        yield int(one.getsockname()[1])
