"""What hangs up, trickles, lies about its length or comes twice, at a real server: others are served meanwhile."""

import gzip
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
import requests

from tests.ports import free_port
from tests.process.deployment import ANSWER_S, ROOT, Process, eventually
from tests.rings import has_bundle

pytestmark = [
    pytest.mark.process,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets"),
]
THREADS = 3
MIB = 1024 * 1024
ASSETS = ROOT / "addon" / "console" / "static"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """One web process with few threads, as a platform starts it."""
    folder, port = tmp_path_factory.mktemp("web"), free_port()
    settings = {"BASE_URL": f"http://127.0.0.1:{port}", "PORT": str(port), "DATA_DIR": str(folder / "data")}
    settings |= {"DEV_LOOPBACK": "1", "WEB_THREADS": str(THREADS)}
    process = Process(["-m", "gunicorn", "addon.app:create_app()"], settings, Path(folder) / "log").start()
    try:
        eventually(lambda: ready(process), lambda: process.said)
        yield process
    finally:
        process.kill()


def address(web: Process) -> str:
    return web.settings["BASE_URL"]


def ready(web: Process) -> bool:
    return requests.get(f"{address(web)}/readyz", timeout=ANSWER_S).status_code == 200


@contextmanager
def connected(web: Process) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", int(web.settings["PORT"])), timeout=ANSWER_S) as made:
        yield made


def answer_to(web: Process, *pieces: bytes) -> bytes:
    """What a connection is told that sends these bytes and then waits."""
    with connected(web) as made:
        with suppress(OSError):
            for piece in pieces:
                made.sendall(piece)
        found = b""
        with suppress(OSError):
            while piece := made.recv(65_536):
                found += piece
        return found


def request(line: str, *headers: str, body: bytes = b"") -> bytes:
    return "\r\n".join([f"{line} HTTP/1.1", "Host: x", "Connection: close", *headers, "", ""]).encode() + body


BEGINNINGS = {
    "a line": b"GET /healthz HT",
    "headers": b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: ",
    "a body with a length": request("POST /jira/installed", "Content-Length: 9000", "Authorization: JWT x", body=b"{"),
    "chunks": request("POST /azuredevops/session", "Transfer-Encoding: chunked", body=b"5\r\n{    \r\n"),
    "a message": request(f"POST /n/{'0' * 32}/messages", "Content-Length: 9000", body=b"{"),
}


@pytest.mark.parametrize("trickles", [False, True], ids=["stops", "trickles"])
def test_who_never_ends_a_request_keeps_no_thread(web: Process, trickles: bool) -> None:
    with ExitStack() as stack:
        slow = []
        for begun in BEGINNINGS.values():
            slow.append(stack.enter_context(connected(web)))
            slow[-1].sendall(begun)
        deadline = time.monotonic() + 120
        while not served(web):
            assert time.monotonic() < deadline, "nobody else is served"
            for one in slow:
                with suppress(OSError):
                    one.sendall(b"1" if trickles else b"")
    assert "Traceback" not in web.said


def served(web: Process) -> bool:
    with suppress(requests.RequestException):
        return requests.get(f"{address(web)}/healthz", timeout=1).status_code == 200
    return False


def test_who_does_not_read_the_answer_keeps_no_thread(web: Process) -> None:
    path = next(f"/assets/{one.name}" for one in ASSETS.glob("editor-*.js"))
    asked = f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 200
    with ExitStack() as stack:
        for _ in range(2 * THREADS):
            made = socket.socket()
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            made.settimeout(ANSWER_S)
            made.connect(("127.0.0.1", int(web.settings["PORT"])))
            stack.enter_context(made)
            made.sendall(asked)
        deadline = time.monotonic() + 120
        while not served(web):
            assert time.monotonic() < deadline, "nobody else is served"
    assert "Traceback" not in web.said


def test_a_body_beyond_its_limit_is_refused_however_it_is_announced(web: Process) -> None:
    chunk = b"100000\r\n" + b"[" * MIB + b"\r\n"
    for path in ("/azuredevops/session", f"/n/{'0' * 32}/messages"):
        told = answer_to(web, request(f"POST {path}", "Transfer-Encoding: chunked"), *[chunk] * 9, b"0\r\n\r\n")
        assert told.split(b" ")[1:2] == [b"413" if path.startswith("/azure") else b"404"], told[:300]
        packed = gzip.compress(b"[" * 20 * MIB)
        answer = requests.post(f"{address(web)}{path}", data=packed, headers={"Content-Encoding": "gzip"}, timeout=60)
        assert answer.status_code in (400, 401, 404), answer.text  # nothing is unpacked
    assert served(web)


@pytest.mark.parametrize(
    "headers",
    [
        ["Content-Length: 5", "Content-Length: 6"],
        ["Content-Length: 5", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked, identity"],
        ["Transfer-Encoding : chunked"],
        ["Content-Length: -1"],
        ["Content-Length: +5"],
        ["X: " + "x" * 20_000],
        [f"X{number}: y" for number in range(200)],
    ],
    ids=["two lengths", "length and chunks", "unknown coding", "a space", "negative", "signed", "long", "many"],
)
def test_a_request_that_two_servers_would_read_differently_is_refused(web: Process, headers: list[str]) -> None:
    told = answer_to(web, request("POST /jira/installed", *headers, body=b"0\r\n\r\n"))
    assert told.split(b" ")[1][:1] == b"4", told[:300]


def test_two_proofs_in_one_request_are_none(web: Process) -> None:
    for first, second in (("JWT a.b.c", "Bearer x"), ("Bearer x", "JWT a.b.c"), ("Liaise x", "Liaise x")):
        told = answer_to(
            web, request("GET /console/connections", f"Authorization: {first}", f"Authorization: {second}")
        )
        assert told.split(b" ")[1] == b"401", told[:300]
