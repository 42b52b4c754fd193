"""A node written from docs/protocol.md alone, with nothing of ours: whoever implements a peer begins like this."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ANSWER_S = 60.0
PIECE = 524_288


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def compact(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def digest(raw: bytes) -> str:
    return encoded(hashlib.sha256(raw).digest())


class NotSigned(Exception):
    """A request or an answer that its sender did not sign as the protocol says."""


@dataclass
class Side:
    """One side of a connection: its own id and key, and what it knows of the other side."""

    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    partner: str = ""
    partner_key: str = ""
    partner_url: str = ""
    token: str = ""
    code_payload: bytes = b""
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    answer: dict[str, Any] = field(default_factory=dict)
    items: dict[str, dict[str, Any]] = field(default_factory=dict)  # as they stand here, by the partner's entities
    received: list[dict[str, Any]] = field(default_factory=list)

    @property
    def public(self) -> str:
        return encoded(self.key.public_key().public_bytes_raw())

    def sign(self, claims: dict[str, Any]) -> str:
        text = f"{encoded(compact({'alg': 'EdDSA', 'typ': 'JWT'}))}.{encoded(compact(claims))}"
        return f"{text}.{encoded(self.key.sign(text.encode()))}"

    def sealed(self, content: bytes, nonce: str) -> bytes:
        digested = hashlib.sha256(content).digest()
        return content + digested + self.key.sign(digested + nonce.encode())

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.received if one["kind"] == kind]


def claims_of(token: str, key: str) -> dict[str, Any]:
    """The claims of a JWT that this key signed."""
    try:
        header, payload, signature = token.split(".")
        if json.loads(decoded(header))["alg"] != "EdDSA":
            raise NotSigned("alg")
        Ed25519PublicKey.from_public_bytes(decoded(key)).verify(decoded(signature), f"{header}.{payload}".encode())
        claims: dict[str, Any] = json.loads(decoded(payload))
    except (ValueError, KeyError, InvalidSignature) as wrong:
        raise NotSigned(str(wrong)) from wrong
    return claims


def expect(claims: dict[str, Any], **wanted: object) -> None:
    for name, value in wanted.items():
        if claims.get(name) != value:
            raise NotSigned(f"{name}: {claims.get(name)!r} instead of {value!r}")


@dataclass(frozen=True)
class Answer:
    status: int
    body: dict[str, Any]


class Stranger:
    """A node of somebody else. `reachable` is false where only it opens connections."""

    def __init__(self, reachable: bool = True) -> None:
        self.reachable = reachable
        self.slug = secrets.token_hex(16)
        self.sides: dict[str, Side] = {}
        self.refused: list[str] = []
        self.offered: dict[str, bytes] = {}  # files by "entity/attachment"
        self.busy_for = 0  # so many acceptances are refused for now
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/n/{self.slug}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    # What the document says in sections 1 and 2.

    def discovery(self) -> dict[str, Any]:
        return {
            "product": "liaise",
            "version": "9.9.9",
            "protocols": [1],
            "kind": "azuredevops",
            "modes": ["basic"],
            "console_url": "https://example.com/",
        }

    def invite(self) -> str:
        """The code of a new side that waits for whoever accepts."""
        side = Side(token=secrets.token_urlsafe(32))
        side.code_payload = compact(
            {
                "protocol": 1,
                "node_url": self.url,
                "side": side.id,
                "kind": "azuredevops",
                "label": "dev.azure.com/stranger",
                "mode": "basic",
                "local_name": "Stranger",
                "remote_name": "You",
                "name": "From a stranger",
                "description": "",
                "expires_at": int(time.time() + 86400) * 1000,
                "token": side.token,
                "key": side.public,
            }
        )
        self.sides[side.id] = side
        text = encoded(side.code_payload)
        return f"liaise1.{text}.{digest(text.encode())[:8]}"

    # Section 3.

    def call(
        self, side: Side, method: str, path: str, body: dict[str, Any] | None = None, piece: bytes | None = None
    ) -> Answer:
        """One signed request, and its answer once its signature was checked."""
        raw = piece or (b"" if body is None else json.dumps(body).encode())
        answer, nonce = self.asked(side, method, path, raw, "octet-stream" if piece is not None else "json")
        if answer.ok:
            claims = claims_of(answer.headers.get("Liaise-Signature", ""), side.partner_key)
            expect(claims, iss=side.partner, aud=side.id, req=nonce, s=answer.status_code, b=digest(answer.content))
        return Answer(answer.status_code, answer.json())

    def asked(self, side: Side, method: str, path: str, raw: bytes, kind: str) -> tuple[requests.Response, str]:
        """One signed request: its answer as it came, and the request's nonce."""
        address = urlsplit(side.partner_url + path)
        now = int(time.time())
        request = {
            "iss": side.id,
            "aud": side.partner,
            "iat": now,
            "exp": now + 60,
            "jti": secrets.token_urlsafe(16),
            "m": method,
            "p": address.path,
            "q": address.query,
            "b": digest(raw),
        }
        headers = {"Authorization": f"Liaise {side.sign(request)}"}
        if raw:
            headers["Content-Type"] = f"application/{kind}"
        answer = requests.request(
            method,
            side.partner_url + path,
            data=raw,
            headers=headers,
            timeout=ANSWER_S,
            allow_redirects=False,
        )
        return answer, str(request["jti"])

    def who_asks(self, method: str, target: str, authorization: str, raw: bytes) -> tuple[Side, dict[str, Any]]:
        """The side that a signed request is for, and its claims."""
        scheme, _, token = authorization.partition(" ")
        if scheme != "Liaise":
            raise NotSigned("no signature")
        side = self.sides.get(str(_unchecked(token).get("aud")))
        if side is None:
            raise NotSigned("no such side")
        address = urlsplit(target)
        key = side.partner_key
        if address.path.endswith("/acceptances"):
            key = json.loads(raw)["acceptor"]["key"]
        claims = claims_of(token, key)
        expect(claims, aud=side.id, m=method, p=address.path, q=address.query, b=digest(raw))
        if not address.path.endswith("/acceptances"):
            expect(claims, iss=side.partner)
        if abs(claims["iat"] - time.time()) > 180 or claims["exp"] - claims["iat"] > 60:
            raise NotSigned("not now")
        return side, claims

    # Section 4.

    def accept(self, code: str) -> Side:
        """A side that has accepted this code."""
        _, text, checksum = code.split(".")
        assert digest(text.encode())[:8] == checksum
        payload = json.loads(decoded(text))
        assert compact(payload) == decoded(text)
        side = Side(partner=payload["side"], partner_key=payload["key"], partner_url=payload["node_url"])
        self.sides[side.id] = side
        answer = self.call(
            side,
            "POST",
            "/acceptances",
            {
                "protocol": 1,
                "side": payload["side"],
                "token": payload["token"],
                "payload_hash": digest(decoded(text)),
                "acceptor": {
                    "side": side.id,
                    "node_url": self.url,
                    "key": side.public,
                    "nonce": side.nonce,
                    "kind": "azuredevops",
                    "label": "dev.azure.com/stranger",
                    "url": "https://dev.azure.com/stranger",
                    "admin": "Ann Stranger",
                    "reachable": self.reachable,
                    "version": "9.9.9",
                },
            },
        )
        assert answer.status == 200, answer.body
        side.answer = answer.body
        return side

    def accepted(self, side: Side, body: dict[str, Any]) -> Answer:
        """The initiator's half: whoever holds the code and can be called back is the partner."""
        acceptor = body["acceptor"]
        if self.busy_for:
            self.busy_for -= 1
            side.partner = acceptor["side"]
            return Answer(503, {"reason": "out_to_lunch", "message": "Come again later."})
        if side.partner_key and side.partner_key != acceptor["key"]:
            return Answer(409, {"reason": "used", "message": "This code was used."})
        if body["token"] != side.token:
            return Answer(404, {"reason": "unknown_invitation", "message": "No such invitation."})
        if body["payload_hash"] != digest(side.code_payload):
            return Answer(422, {"reason": "altered", "message": "The code was altered."})
        back = requests.get(f"{acceptor['node_url']}/acceptances/{acceptor['nonce']}", timeout=ANSWER_S)
        claims = claims_of(back.headers["Liaise-Signature"], acceptor["key"])
        expect(claims, iss=acceptor["side"], aud=side.id, req=acceptor["nonce"], s=200, b=digest(back.content))
        wanted = {"nonce": acceptor["nonce"], "side": acceptor["side"], "initiator": side.id, "key": acceptor["key"]}
        if back.json() != wanted:
            return Answer(422, {"reason": "altered", "message": f"The way back says something else: {back.text}"})
        side.partner, side.partner_key, side.partner_url = acceptor["side"], acceptor["key"], acceptor["node_url"]
        initiator = {"url": "https://dev.azure.com/stranger", "label": "dev.azure.com/stranger", "admin": "Ann"}
        return Answer(200, {"state": "active", "transport": "push", "initiator": initiator})

    def way_back(self, nonce: str) -> tuple[Side, dict[str, Any]] | None:
        for side in self.sides.values():
            if side.nonce == nonce and side.partner:
                return side, {"nonce": nonce, "side": side.id, "initiator": side.partner, "key": side.public}
        return None

    # Section 5.

    def send(self, side: Side, kind: str, entity: str, body: dict[str, Any], seq: int = 1) -> str:
        """One message; its id once the partner has stored it."""
        made = {
            "id": secrets.token_urlsafe(16),
            "kind": kind,
            "entity": entity,
            "epoch": 0,
            "seq": seq,
            "at": int(time.time() * 1000),
            "body": body,
        }
        answer = self.call(side, "POST", "/messages", {"messages": [made]})
        assert answer.status == 200 and answer.body["accepted"] == [made["id"]], answer
        return str(made["id"])

    def receive(self, side: Side, messages: list[dict[str, Any]]) -> list[str]:
        known = {one["id"] for one in side.received}
        side.received += [one for one in messages if one["id"] not in known]
        return [one["id"] for one in messages]

    # Section 6.

    def file(self, side: Side, entity: str, attachment: str) -> bytes:
        """A file of the partner's, once what its side sealed was compared."""
        answer, nonce = self.asked(side, "GET", f"/attachments/{entity}/{attachment}?seal=sha256", b"", "json")
        assert (answer.status_code, answer.headers.get("Liaise-Seal")) == (200, "sha256"), answer.text
        content, told, signature = answer.content[:-96], answer.content[-96:-64], answer.content[-64:]
        assert told == hashlib.sha256(content).digest()
        Ed25519PublicKey.from_public_bytes(decoded(side.partner_key)).verify(signature, told + nonce.encode())
        return content

    # Section 7.

    def compared(self, side: Side, pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What differs between what would leave the partner and what stands here."""
        found = []
        for one in pairs:
            here = side.items.get(one["entity"])
            if here is None:
                found.append({"entity": one["entity"], "problem": "It is not known here."})
                continue
            there = one["replica"] or here
            differing = [name for name in ("summary",) if there[name] != here[name]]
            differences = [{"field": name, "ours": here[name], "theirs": there[name]} for name in differing]
            found.append({"entity": one["entity"], "replica": here, "differences": differences})
        return found

    # Section 8.

    def hand_over(self, side: Side, asked: dict[str, Any], content: bytes) -> None:
        """A file that the partner asked for, in pieces, from where the partner wants it."""
        path = f"/files/{asked['id']}"
        sealed = side.sealed(content, asked["id"])
        place = self.call(side, "GET", path).body
        while not place["whole"]:
            start = place["next"]
            piece = sealed[start : start + PIECE]
            last = "&last=1" if start + PIECE >= len(sealed) else ""
            answer = self.call(side, "PUT", f"{path}?from={start}{last}", piece=piece)
            assert answer.status == 200 and answer.body["next"] == start + len(piece), answer
            place = answer.body

    def fetch(self, side: Side) -> list[dict[str, Any]]:
        """What waits for a private side, stored and acknowledged."""
        answer = self.call(side, "GET", "/outbox?limit=50")
        assert answer.status == 200, answer
        messages: list[dict[str, Any]] = answer.body["messages"]
        ids = self.receive(side, messages)
        if ids:
            assert self.call(side, "POST", "/outbox/ack", {"ids": ids}).status == 200
        return messages


def _unchecked(token: str) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = json.loads(decoded(token.split(".")[1]))
    except (ValueError, IndexError) as wrong:
        raise NotSigned("no token") from wrong
    return claims


def _handler(node: Stranger) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            path = self.path.removeprefix(f"/n/{node.slug}")
            if path == "/.well-known/liaise":
                self.tell(Answer(200, node.discovery()))
                return
            if path.startswith("/attachments/"):
                self.hand_out(path.removeprefix("/attachments/"))
                return
            found = node.way_back(path.removeprefix("/acceptances/"))
            if found is None or not node.reachable:
                self.tell(Answer(404, {"reason": "not_found", "message": "There is nothing here."}))
                return
            self.tell(Answer(200, found[1]), found[0], found[1]["nonce"])

        def hand_out(self, target: str) -> None:
            try:
                side, claims = node.who_asks("GET", self.path, self.headers.get("Authorization", ""), b"")
            except NotSigned as wrong:
                node.refused.append(f"{self.path}: {wrong}")
                self.tell(Answer(401, {"reason": "bad_signature", "message": str(wrong)}))
                return
            name, _, query = target.partition("?")
            content = node.offered.get(name)
            if content is None:
                self.tell(Answer(404, {"reason": "not_found", "message": "There is no such file."}))
                return
            if query == "seal=sha256":
                content = side.sealed(content, claims["jti"])
            self.send_response(200)
            self.send_header("Content-Type", "application/octet-stream")
            self.send_header("Content-Length", str(len(content)))
            if query == "seal=sha256":
                self.send_header("Liaise-Seal", "sha256")
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            try:
                side, claims = node.who_asks("POST", self.path, self.headers.get("Authorization", ""), raw)
            except NotSigned as wrong:
                node.refused.append(f"{self.path}: {wrong}")
                self.tell(Answer(401, {"reason": "not_signed", "message": str(wrong)}))
                return
            body = json.loads(raw)
            ways: dict[str, Callable[[], Answer]] = {
                "/acceptances": lambda: node.accepted(side, body),
                "/checks": lambda: Answer(200, {"pairs": node.compared(side, body["pairs"])}),
                "/messages": lambda: Answer(
                    200, {"accepted": node.receive(side, body["messages"]), "now": int(time.time() * 1000)}
                ),
            }
            way = ways.get(self.path.removeprefix(f"/n/{node.slug}"))
            nothing = Answer(404, {"reason": "not_found", "message": "There is nothing here."})
            self.tell(way() if way else nothing, side, claims["jti"])

        def tell(self, answer: Answer, side: Side | None = None, request: str = "") -> None:
            raw = json.dumps(answer.body).encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            if side is not None:
                signed = {
                    "iss": side.id,
                    "aud": side.partner,
                    "iat": int(time.time()),
                    "req": request,
                    "s": answer.status,
                    "b": digest(raw),
                }
                self.send_header("Liaise-Signature", side.sign(signed))
            self.end_headers()
            self.wfile.write(raw)

    return Handler
