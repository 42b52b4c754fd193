"""The guard for foreign addresses, against hostile names, addresses and servers."""

import datetime
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from addon.transport.errors import TransportError
from addon.transport.exchange import Limits
from addon.transport.guarded import Guard, GuardedSession
from tests.unit.transport.servers import raw_server, reply


def refused(guard: Guard, url: str) -> str:
    with pytest.raises(TransportError) as caught:
        GuardedSession(guard, Limits(connect=1, read=1, total=2)).request("GET", url)
    assert caught.value.trouble == "refused_address"
    assert not caught.value.maybe_sent
    return caught.value.message


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "https://example.com:8443/",
        "https://user:secret@example.com/",
        "https://user@example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "//example.com/",
        "https:///path",
        "https://exa mple.com/",
        "https://example.com\\@127.0.0.1/",
        "https://example.com/\r\nX: y",
        "javascript:alert(1)",
        "",
        "https://[::1",
        "https://example.com:99999/",
        "https://example.com:0/",
    ],
)
def test_addresses_that_are_not_plain_https_are_refused(url: str) -> None:
    refused(Guard(resolve=lambda host, port: ["1.1.1.1"]), url)


@pytest.mark.parametrize("host", ["a..b", "a" * 64 + ".com"])
def test_a_name_that_no_resolver_takes_is_an_unknown_one(host: str) -> None:
    with pytest.raises(TransportError) as caught:
        GuardedSession(Guard(), Limits(connect=1, read=1, total=2)).request("GET", f"https://{host}/")
    assert caught.value.trouble == "connect"


@pytest.mark.parametrize(
    "answer",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["169.254.169.254"],
        ["::1"],
        ["::ffff:10.0.0.1"],
        ["64:ff9b::a00:1"],
        ["2002:7f00:1::"],
        ["1.1.1.1", "10.0.0.1"],
        ["fe80::1%eth0"],
        ["not an address"],
    ],
)
def test_a_name_that_leads_inside_is_refused_even_with_public_addresses_beside(answer: list[str]) -> None:
    assert "private network" in refused(Guard(resolve=lambda host, port: answer), "https://partner.example/")


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/", "https://[::ffff:7f00:1]/"],
)
def test_numbers_that_mean_this_machine_are_refused(url: str) -> None:
    guard = Guard()
    with pytest.raises(TransportError) as caught:
        GuardedSession(guard, Limits(connect=1, read=1, total=2)).request("GET", url)
    assert caught.value.trouble in ("refused_address", "connect")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https:///path", "not a web address"),
        ("https://exa mple.com/", "not a web address"),
        ("https://example.com/a\u00a0b", "not a web address"),
        ("https://example.com/\x01", "not a web address"),
        ("https://example.com/\x1f", "not a web address"),
        ("https://example.com\\@127.0.0.1/", "not a web address"),
        ("https://example.com/\r\nX: y", "not a web address"),
        ("https://example.com:99999/", "not a web address"),
        ("https://user@example.com/", "user name"),
        ("https://:secret@example.com/", "user name"),
        ("http://example.com/", "Only https"),
        ("ftp://example.com/", "Only https"),
        ("https://example.com:8443/", "port 443"),
    ],
)
def test_a_bad_address_is_refused_by_its_looks_before_its_name_is_asked_for(url: str, words: str) -> None:
    with pytest.raises(TransportError, match=words) as no:
        Guard().check_url(url)
    assert no.value.trouble == "refused_address"


def test_only_on_a_developers_machine_http_and_other_ports_look_right() -> None:
    for url in ("http://127.0.0.1/", "http://127.0.0.1:8080/", "https://127.0.0.1:8443/"):
        Guard(dev_loopback=True).check_url(url)
        with pytest.raises(TransportError, match="Only"):
            Guard().check_url(url)
    with pytest.raises(TransportError, match="Only https"):
        Guard(dev_loopback=True).check_url("ftp://127.0.0.1/")
    for url in ("https://example.com/", "https://example.com:443/~!", "https://example.com"):
        Guard().check_url(url)


def test_an_unknown_name_is_a_connection_problem() -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        raise OSError("no such host")

    with pytest.raises(TransportError) as caught:
        GuardedSession(Guard(resolve=resolve)).request("GET", "https://nowhere.example/")
    assert caught.value.trouble == "connect" and not caught.value.maybe_sent


class Connections:
    """Stands in for the network: records where sockets are opened and sends them to a test server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.opened: list[tuple[str, int]] = []

    def connect(self, address: tuple[str, int], timeout: float | None) -> socket.socket:
        self.opened.append(address)
        made = socket.create_connection(("127.0.0.1", self.port), timeout=timeout)
        return Elsewhere(made, address)


class Elsewhere(socket.socket):
    """A socket whose peer is, as far as it says, the address that was asked for."""

    def __init__(self, real: socket.socket, address: tuple[str, int]) -> None:
        timeout = real.gettimeout()
        super().__init__(real.family, real.type, real.proto, fileno=real.detach())
        self.settimeout(timeout)
        self._address = address

    def dup(self) -> socket.socket:
        return socket.socket(self.family, self.type, self.proto, fileno=socket.dup(self.fileno()))

    def getpeername(self) -> tuple[str, int]:
        return self._address


@pytest.fixture
def partner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connections]:
    """An https server for `partner.example` that seems to live at a public address, with a trusted certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "partner.example")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("partner.example")]), False)
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "partner.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                raw, _ = listener.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(raw, server_side=True) as secure:
                    while secure.recv(65536):
                        secure.sendall(reply(body=b'{"hello": "you"}'))
            except OSError:
                continue

    threading.Thread(target=serve, daemon=True).start()
    connections = Connections(listener.getsockname()[1])
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(pem))
    yield connections
    listener.close()


def test_the_connection_goes_to_the_checked_address_when_the_name_is_rebound(partner: Connections) -> None:
    """A name that is public when checked and private when connected: it is looked up once only."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["10.0.0.1"]])
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    answer = GuardedSession(Guard(resolve=rebinding, connect=partner.connect)).request(
        "GET", "https://partner.example/"
    )
    assert answer.json() == {"hello": "you"}
    assert asked == ["partner.example"]
    assert partner.opened == [("93.184.216.34", 443)]


def test_the_certificate_is_checked_against_the_name_and_not_the_address(partner: Connections) -> None:
    guard = Guard(resolve=lambda host, port: ["93.184.216.34"], connect=partner.connect)
    with pytest.raises(TransportError) as caught:
        GuardedSession(guard).request("GET", "https://other.example/")
    assert caught.value.trouble == "tls" and not caught.value.maybe_sent


def test_a_socket_that_ended_up_elsewhere_is_not_used(partner: Connections, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Elsewhere, "getpeername", lambda self: ("10.0.0.1", 443))
    guard = Guard(resolve=lambda host, port: ["93.184.216.34"], connect=partner.connect)
    assert "elsewhere" in refused(guard, "https://partner.example/")


def test_environment_proxies_are_ignored(partner: Connections, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    guard = Guard(resolve=lambda host, port: ["93.184.216.34"], connect=partner.connect)
    assert GuardedSession(guard).request("GET", "https://partner.example/").status == 200


class TestLoopbackForDemoAndTests:
    def session(self, total: float = 60.0, answer: int = 10_000, read: float = 30.0) -> GuardedSession:
        return GuardedSession(Guard(dev_loopback=True), Limits(connect=30, read=read, total=total, answer=answer))

    def test_http_on_this_machine_is_allowed_and_nothing_else(self) -> None:
        with raw_server(lambda s, request: s.sendall(reply())) as port:
            assert self.session().request("GET", f"http://127.0.0.1:{port}/x").status == 200
        guard = Guard(dev_loopback=True, resolve=lambda host, port: ["10.0.0.1"])
        refused(guard, "http://inside.example/")
        refused(guard, "https://inside.example:8443/")
        refused(Guard(dev_loopback=True, resolve=lambda host, port: ["127.0.0.1", "10.0.0.1"]), "http://mixed.example/")

    def test_redirects_are_answers(self) -> None:
        with raw_server(lambda s, r: s.sendall(reply("302 Found", b"", "Location: http://127.0.0.1:1/"))) as port:
            answer = self.session().request("GET", f"http://127.0.0.1:{port}/x")
        assert answer.status == 302

    def test_an_answer_that_is_too_large_is_given_up(self) -> None:
        serving = raw_server(lambda s, r: s.sendall(reply(body=b"x" * 20_000)))
        with serving as port, pytest.raises(TransportError) as caught:
            self.session().request("GET", f"http://127.0.0.1:{port}/x")
        assert caught.value.trouble == "too_large" and caught.value.maybe_sent

    def test_a_compressed_answer_counts_unpacked(self) -> None:
        import gzip

        bomb = gzip.compress(b"x" * 1_000_000)

        def answer(connection: socket.socket, request: bytes) -> None:
            connection.sendall(reply("200 OK", bomb, "Content-Encoding: gzip"))

        with raw_server(answer) as port, pytest.raises(TransportError) as caught:
            self.session().request("GET", f"http://127.0.0.1:{port}/x")
        assert caught.value.trouble == "too_large"

    @pytest.mark.parametrize(
        "head",
        [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"],
        ids=["head", "body", "body without a length"],
    )
    def test_an_answer_that_trickles_is_cut_off_at_the_total_limit(self, head: bytes) -> None:
        ended = threading.Event()

        def trickle(connection: socket.socket, request: bytes) -> None:
            connection.sendall(head)
            while not ended.wait(0.05):
                connection.sendall(b"H")

        with raw_server(trickle) as port, pytest.raises(TransportError) as caught:
            self.session(total=3.0).request("GET", f"http://127.0.0.1:{port}/x")
        ended.set()
        assert caught.value.trouble == "timeout" and caught.value.maybe_sent

    def test_a_file_comes_in_pieces_and_within_its_size(self) -> None:
        content = bytes(range(256)) * 2000
        with raw_server(lambda s, r: s.sendall(reply(body=content))) as port:
            url, limits = f"http://127.0.0.1:{port}/x", Limits(connect=30, read=30, total=60, answer=10**6)
            status, headers, parts = self.session().stream(url, limits=limits)
            assert (status, headers["content-length"]) == (200, str(len(content)))
            assert b"".join(parts) == content
            with pytest.raises(TransportError) as caught:
                list(self.session().stream(url, limits=Limits(connect=30, read=30, total=60, answer=1000))[2])
        assert caught.value.trouble == "too_large"

    @pytest.mark.parametrize(
        "head",
        [b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"],
        ids=["with a length", "without a length"],
    )
    def test_a_file_that_trickles_is_cut_off_at_the_total_limit_in_the_middle_of_a_piece(self, head: bytes) -> None:
        ended = threading.Event()

        def trickle(connection: socket.socket, request: bytes) -> None:
            connection.sendall(head)
            while not ended.wait(0.05):
                connection.sendall(b"x")

        with raw_server(trickle) as port:
            limits = Limits(connect=30, read=30, total=3.0, answer=10**6)
            _, _, parts = self.session().stream(f"http://127.0.0.1:{port}/x", limits=limits)
            threading.Timer(20, ended.set).start()  # who is not cut off would wait for ever
            with pytest.raises(TransportError) as caught:
                list(parts)
            assert not ended.is_set()
            ended.set()
        assert (caught.value.trouble, caught.value.message) == ("timeout", "No full answer within 3 seconds")

    def test_a_file_that_nobody_wants_any_more_gives_its_connection_back(self) -> None:
        gone = threading.Event()

        def endless(connection: socket.socket, request: bytes) -> None:
            connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
            try:
                while True:
                    connection.sendall(b"x" * 65_536)
            except OSError:
                gone.set()

        with raw_server(endless) as port:
            limits = Limits(connect=30, read=30, total=60, answer=10**9)
            _, _, parts = self.session().stream(f"http://127.0.0.1:{port}/x", limits=limits)
            assert next(parts)
            parts.close()
            assert gone.wait(20)
            assert next(parts, None) is None

    def test_a_kept_connection_is_used_again(self) -> None:
        session, seen = self.session(), []

        def answer(connection: socket.socket, request: bytes) -> None:
            seen.append(connection.fileno())
            connection.sendall(reply())

        with raw_server(answer) as port:
            for _ in range(3):
                session.request("POST", f"http://127.0.0.1:{port}/x", data=b"{}")
        assert len(set(seen)) == 1
