"""Calls to a tracker: where credentials go, what is counted, how failures are named."""

import socket
import threading
from typing import Any

import pytest
import requests

from addon.transport.errors import TransportError
from addon.transport.exchange import Limits
from addon.transport.ratelimits import RateNote, read_jira
from addon.transport.sessions import ORIGINS_KEPT, plain_session, session_for
from addon.transport.tracker import CallNote, Origin, TrackerSession
from addon.transport.uploads import PieceReader, UploadCut
from tests.ports import closed_port
from tests.unit.transport.servers import raw_server, reply


class Listener:
    def __init__(self) -> None:
        self.calls: list[CallNote] = []
        self.rates: list[RateNote] = []

    def on_call(self, note: CallNote) -> None:
        self.calls.append(note)

    def on_rate(self, note: RateNote) -> None:
        self.rates.append(note)


PATIENT = Limits(connect=30, read=30, total=60)
"""No machine is so slow; what is refused in time names limits of its own."""


def session(base: str, listener: Any = None, limits: Limits | None = None) -> TrackerSession:
    def sign(prepared: requests.PreparedRequest) -> None:
        prepared.headers["Authorization"] = "Bearer secret"

    return TrackerSession(
        "jira",
        base,
        sign,
        rate_reader=read_jira,
        now=lambda: 0,
        observer=listener,
        limits=limits or PATIENT,
        allow_http=True,
    )


class TestOrigin:
    @pytest.mark.parametrize(
        "url",
        [
            "https://example.atlassian.net",
            "https://example.atlassian.net/",
            "https://example.atlassian.net:443/base/",
        ],
    )
    def test_takes_plain_addresses(self, url: str) -> None:
        assert str(Origin.of(url)) == "https://example.atlassian.net"

    @pytest.mark.parametrize(
        "url", ["http://example.com", "https://u@example.com", "https://example.com?x=1", "example.com", "https://"]
    )
    def test_refuses_everything_else(self, url: str) -> None:
        with pytest.raises(ValueError):
            Origin.of(url)

    @pytest.mark.parametrize(
        "url",
        [
            "https://evil.example/org/x",
            "http://dev.azure.com/org/x",
            "https://dev.azure.com:444/org/x",
            "https://dev.azure.com/other/x",
            "https://dev.azure.com/organization/x",
            "https://dev.azure.com/org/../other/x",
            "https://dev.azure.com/org/%2e%2e/other/x",
            "https://dev.azure.com/org/%252e%252e/other/x",
            "https://dev.azure.com/org/..%2fother/x",
            "https://dev.azure.com/org/..%5cother/x",
            "https://user@dev.azure.com/org/x",
            "https://dev.azure.com.evil.example/org/x",
        ],
    )
    def test_lets_nothing_out_of_its_own_path(self, url: str) -> None:
        with pytest.raises(TransportError) as caught:
            Origin.of("https://dev.azure.com/org").check(url)
        assert caught.value.trouble == "refused_address"

    def test_upper_and_lower_case_are_one_organization(self) -> None:
        Origin.of("https://dev.azure.com/Org").check("https://dev.azure.com/org/_apis")


class TestCredentials:
    @pytest.mark.parametrize(
        "path", ["https://evil.example/", "//evil.example/", "x", "/\\evil.example", "@evil.example/", ""]
    )
    def test_a_path_that_could_lead_elsewhere_is_never_signed(self, path: str) -> None:
        listener = Listener()
        with pytest.raises(TransportError) as caught:
            session("https://example.com", listener).request("GET", path)
        assert caught.value.trouble == "refused_address"
        assert listener.calls == []

    def test_redirects_are_not_followed(self) -> None:
        """CVE-2023-28155; the hash in a call's token would not fit the other address either."""
        requests_seen: list[bytes] = []

        def answer(connection: socket.socket, request: bytes) -> None:
            requests_seen.append(request)
            connection.sendall(reply("302 Found", b"", "Location: /elsewhere"))

        with raw_server(answer) as port:
            found = session(f"http://127.0.0.1:{port}").request("GET", "/x")
        assert found.status == 302 and len(requests_seen) == 1

    def test_cookies_are_not_kept_and_netrc_is_not_read(self, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login wrong password wrong\n")
        monkeypatch.setenv("NETRC", str(netrc))
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        seen: list[bytes] = []

        def answer(connection: socket.socket, request: bytes) -> None:
            seen.append(request)
            connection.sendall(reply("200 OK", b"{}", "Set-Cookie: a=b; Path=/"))

        with raw_server(answer) as port:
            one = session(f"http://127.0.0.1:{port}")
            one.request("GET", "/x")
            one.request("GET", "/y")
        assert all(b"Authorization: Bearer secret" in r for r in seen)
        assert not any(b"Cookie:" in r for r in seen)
        assert b"User-Agent: Liaise/" in seen[0]


class TestFailures:
    def trouble(self, answer: Any, method: str = "POST", limits: Limits | None = None) -> TransportError:
        with raw_server(answer) as port, pytest.raises(TransportError) as caught:
            session(f"http://127.0.0.1:{port}", limits=limits).request(method, "/x")
        return caught.value

    def test_no_answer_in_time_may_have_been_sent(self) -> None:
        told = threading.Event()
        try:
            found = self.trouble(lambda s, r: told.wait(60), limits=Limits(connect=30, read=0.3, total=30))
        finally:
            told.set()
        assert found.trouble == "timeout" and found.maybe_sent

    def test_a_closed_connection_is_cut_and_may_have_been_sent(self) -> None:
        found = self.trouble(lambda s, r: s.close())
        assert found.trouble == "cut" and found.maybe_sent

    @pytest.mark.parametrize(
        "sent",
        [
            b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nabc",
            b"garbage\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Type: appl",
            b"HTTP/1.1 204 No Content\r\n",
        ],
        ids=["short", "chunk", "garbage", "header", "no end of the head"],
    )
    def test_half_an_answer_is_cut(self, sent: bytes) -> None:
        def answer(connection: socket.socket, request: bytes) -> None:
            connection.sendall(sent)
            connection.close()

        found = self.trouble(answer)
        assert found.trouble == "cut" and found.maybe_sent

    @pytest.mark.parametrize(
        "head",
        [b"Content-Length: 9000", b"Transfer-Encoding: chunked", b"Connection: close"],
        ids=["with a length", "in one chunk", "without a length"],
    )
    def test_an_answer_that_trickles_ends_at_the_total_limit(self, head: bytes) -> None:
        ended = threading.Event()

        def trickle(connection: socket.socket, request: bytes) -> None:
            connection.sendall(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n")
            connection.sendall(b"2328\r\n" if b"chunked" in head else b"")
            while not ended.wait(0.05):
                connection.sendall(b" ")

        threading.Timer(20, ended.set).start()  # who is not cut off would wait for ever
        found = self.trouble(trickle, limits=Limits(connect=30, read=30, total=1.0))
        assert not ended.is_set()
        ended.set()
        assert (found.trouble, found.maybe_sent) == ("timeout", True)

    @pytest.mark.parametrize("method", ["GET", "POST"])
    @pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX-Long: "], ids=["status line", "header"])
    def test_a_head_that_trickles_ends_too(self, method: str, head: bytes) -> None:
        ended = threading.Event()

        def trickle(connection: socket.socket, request: bytes) -> None:
            connection.sendall(head)
            while not ended.wait(0.05):
                connection.sendall(b"H")

        threading.Timer(20, ended.set).start()  # who is not cut off would wait for ever
        found = self.trouble(trickle, method, limits=Limits(connect=30, read=30, total=1.0))
        assert not ended.is_set()
        ended.set()
        assert (found.trouble, found.maybe_sent) == ("timeout", True)

    def test_the_head_of_a_file_has_one_wait_and_not_the_time_of_the_file(self) -> None:
        ended = threading.Event()

        def trickle(connection: socket.socket, request: bytes) -> None:
            while not ended.wait(0.05):
                connection.sendall(b"H")

        threading.Timer(20, ended.set).start()
        limits = Limits(connect=0.5, read=0.5, total=3600)
        with raw_server(trickle) as port, pytest.raises(TransportError) as caught:
            session(f"http://127.0.0.1:{port}").stream("/x", limits=limits)
        assert not ended.is_set()
        ended.set()
        assert (caught.value.trouble, caught.value.maybe_sent) == ("timeout", True)

    def test_nobody_listening_never_left_this_machine(self) -> None:
        with closed_port() as port, pytest.raises(TransportError) as caught:
            session(f"http://127.0.0.1:{port}").request("POST", "/x")
        assert caught.value.trouble == "connect" and not caught.value.maybe_sent

    def test_a_failing_source_of_an_upload_is_the_error_that_is_seen(self) -> None:
        def pieces() -> Any:
            yield b"x" * 10
            raise KeyError("the other side has gone")

        with raw_server(lambda s, r: s.sendall(reply())) as port, pytest.raises(KeyError):
            session(f"http://127.0.0.1:{port}").request("POST", "/x", data=PieceReader(pieces(), 100))

    def test_an_upload_that_ends_early_is_cut(self) -> None:
        with raw_server(lambda s, r: s.sendall(reply())) as port, pytest.raises(UploadCut):
            session(f"http://127.0.0.1:{port}").request("POST", "/x", data=PieceReader(iter([b"x"]), 100))


class TestNotes:
    def test_every_call_is_noted_also_those_that_fail(self) -> None:
        listener = Listener()
        answers = iter([reply(), reply("429 Too Many", b"{}", "Retry-After: 3", "RateLimit-Reason: jira-burst-based")])

        def answer(connection: socket.socket, request: bytes) -> None:
            found = next(answers, None)
            connection.sendall(found) if found else connection.close()

        with raw_server(answer) as port:
            one = session(f"http://127.0.0.1:{port}", listener)
            one.request("GET", "/a", params={"x": True, "y": None})
            one.request("PUT", "/b")
            with pytest.raises(TransportError):
                one.request("GET", "/c")
        assert [(c.method, c.path, c.status) for c in listener.calls] == [
            ("GET", "/a", 200),
            ("PUT", "/b", 429),
            ("GET", "/c", None),
        ]
        assert [(r.scope, r.pause, r.refused) for r in listener.rates] == [("burst", 3.0, True)]


class TestSessions:
    def test_threads_and_origins_do_not_share_sessions(self) -> None:
        mine = session_for(("t", "a"), plain_session)
        assert session_for(("t", "a"), plain_session) is mine
        assert session_for(("t", "b"), plain_session) is not mine
        others: list[requests.Session] = []
        thread = threading.Thread(target=lambda: others.append(session_for(("t", "a"), plain_session)))
        thread.start()
        thread.join()
        assert others[0] is not mine

    def test_the_number_of_kept_sessions_is_bounded(self) -> None:
        first = session_for(("t", "0"), plain_session)
        for number in range(1, ORIGINS_KEPT + 1):
            session_for(("t", str(number)), plain_session)
        assert session_for(("t", "0"), plain_session) is not first
