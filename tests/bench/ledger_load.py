"""Load on an HTTP endpoint over several keep-alive connections from one thread; latencies of each answer."""

import itertools
import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Load:
    """What came back: answers a second, their latencies in ms, how many were not 2xx; when it began (monotonic)."""

    per_second: float
    p50: float
    p99: float
    refused: int
    answers: int
    began_at: float


def run_load(port: int, path: str, *, connections: int = 16, seconds: float = 3.0, rate: float = 0.0) -> Load:
    """The same kibibyte posted as fast as answers come, or `rate` times a second over all connections."""
    body = b'{"webhookEvent":"jira:issue_updated","padding":"' + b"x" * 950 + b'"}'
    request = (
        f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body
    return run_requests(port, itertools.repeat(request), connections=connections, seconds=seconds, rate=rate)


def run_requests(
    port: int, requests: Iterator[bytes], *, connections: int = 16, seconds: float = 3.0, rate: float = 0.0
) -> Load:
    """Send whole requests, each once, as fast as answers come or `rate` times a second; ends early when they are used up."""
    chooser = selectors.DefaultSelector()
    idle: list[socket.socket] = []
    sent_at: dict[socket.socket, float] = {}
    received: dict[socket.socket, bytes] = {}
    for _ in range(connections):
        one = socket.create_connection(("127.0.0.1", port))
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        chooser.register(one, selectors.EVENT_READ)
        idle.append(one)
    latencies: list[float] = []
    refused = 0
    begun, began_at = time.perf_counter(), time.monotonic()
    sent = 0
    over = False
    while True:
        now = time.perf_counter()
        over = over or now - begun >= seconds
        if over and not sent_at:
            break
        while idle and not over and (not rate or sent < (now - begun) * rate):
            request = next(requests, None)
            if request is None:
                over = True
                break
            one = idle.pop()
            one.sendall(request)
            sent_at[one] = time.perf_counter()
            received[one] = b""
            sent += 1
        for key, _ in chooser.select(0.002 if rate else 0.1):
            one = key.fileobj
            assert isinstance(one, socket.socket)
            data = one.recv(65536)
            if not data:
                raise ConnectionError("the server closed the connection")
            received[one] += data
            head, _, rest = received[one].partition(b"\r\n\r\n")
            if rest and len(rest) >= int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0]):
                latencies.append(time.perf_counter() - sent_at.pop(one))
                refused += not head.startswith(b"HTTP/1.1 2")
                idle.append(one)
    took = time.perf_counter() - begun
    for key in list(chooser.get_map().values()):
        assert isinstance(key.fileobj, socket.socket)
        key.fileobj.close()
    latencies.sort()
    return Load(
        len(latencies) / took,
        latencies[len(latencies) // 2] * 1000,
        latencies[int(len(latencies) * 0.99)] * 1000,
        refused,
        len(latencies),
        began_at,
    )


if __name__ == "__main__":
    found = run_load(int(sys.argv[1]), sys.argv[2], seconds=float(sys.argv[3]), rate=float(sys.argv[4]))
    print(json.dumps(astuple(found)))
