"""The server half of the protocol: one function that answers a partner's request, however it came.

HTTP requests come through `web/peer_api`, requests between two nodes of this deployment come here directly. Only our
own rows say who a partner is, which key it has and where it lives.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

import structlog

from addon.connections import arriving, checking, declining, files, granting, inbound, previewing, signing
from addon.connections.invitations import SIDE_KEY
from addon.connections.models import (
    AcceptanceRequest,
    Acknowledgement,
    CheckRequest,
    Decline,
    Envelope,
    PreviewRequest,
    read,
)
from addon.connections.peers import ANSWER_HEADER, PeerAnswer, PeerRequest
from addon.connections.signing import Signed
from addon.connections.wizard import discovery_document
from addon.metrics import REFUSALS
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.storage import acceptances, connections, messages, nodes, secrets
from addon.storage.connections import Connection
from addon.storage.failures import StoreUnavailable
from addon.storage.nodes import Node

log = structlog.get_logger()
MAX_BODY = 8 * 1024 * 1024
FETCH = 50


def answer(services: Services, request: PeerRequest) -> PeerAnswer:
    """Answer one request to a node; refusals become signed words where the caller is known, plain words else."""
    try:
        node = _node(services, request)
        if len(request.body) > MAX_BODY:
            raise Refusal("too_large", "The body is larger than 8 MiB.", status=413)
        if request.tail.startswith("/acceptances/") and request.method == "GET":
            return _callback(services, node, request.tail.removeprefix("/acceptances/"))
        if request.tail.startswith(f"{declining.TAIL}/") and request.method == "GET":
            return _ok(declining.vouch(services, node, request.tail.removeprefix(f"{declining.TAIL}/")))
        if request.tail.startswith(files.TAIL) and request.method == "GET":
            return _file(services, node, request)
        if request.tail.startswith(arriving.TAIL) and request.method in _ARRIVING:
            return _arriving(services, node, request)
        handler = _ROUTES.get((request.method, request.tail))
        if handler is None:
            raise Refusal("not_found", "There is nothing at this address.", status=404)
        return handler(services, node, request)
    except Refusal as no:
        return _plain(no)
    except StoreUnavailable:
        return _plain(Refusal("store_unavailable", "This node cannot store anything right now.", status=503))


def _node(services: Services, request: PeerRequest) -> Node:
    node = services.ledger.read(lambda tx: nodes.by_slug(tx, request.slug))
    if node is None:
        raise Refusal("unknown_node", "There is no node at this address.", status=404)
    if node.status == "uninstalled":
        raise Refusal("node_gone", "Liaise was uninstalled from this instance.", status=410)
    return node


def _discovery(services: Services, node: Node, _: PeerRequest) -> PeerAnswer:
    return _ok(discovery_document(services, node))


def _callback(services: Services, node: Node, nonce: str) -> PeerAnswer:
    found = services.ledger.read(lambda tx: acceptances.by_nonce(tx, node.id, nonce))
    if found is None or found.state not in ("accepting", "accepted"):
        raise Refusal("unknown_nonce", "No acceptance is under way for this.", status=404)
    row, private = services.ledger.read(
        lambda tx: (
            connections.get(tx, node.id, found.connection_id),
            secrets.get(tx, node.id, SIDE_KEY, subject=secrets.of_connection(found.connection_id)),
        )
    )
    assert private is not None
    body = _dump({"nonce": nonce, "side": row.side_id, "initiator": found.initiator_side, "key": row.public_key})
    return _signed(services, body, 200, private, row.side_id, found.initiator_side, nonce)


def _accept(services: Services, node: Node, request: PeerRequest) -> PeerAnswer:
    asked = read(AcceptanceRequest, request.body)
    claims = signing.verify_request(
        request.headers.get("Authorization", ""),
        _signed_words(request),
        public_key=asked.acceptor.key,
        sender=asked.acceptor.side,
        receiver=asked.side,
        now_ms=services.now(),
    )
    row = services.ledger.read(lambda tx: connections.by_side(tx, node.id, asked.side))
    if row is None or not row.initiator:
        raise Refusal(
            "unknown_invitation", "This invitation no longer exists. Ask for a new invitation code.", status=404
        )
    private = _private_key(services, row)
    nonce = str(claims["jti"])
    try:
        content: dict[str, Any] = granting.decide(services, node, row, asked)
        status = 200
    except Refusal as no:
        REFUSALS.labels(no.reason).inc()
        log.info("acceptance_refused", node=node.id, connection=row.id, reason=no.reason)
        content, status = {"reason": no.reason, "message": no.message}, max(no.status, 400)
    return _signed(services, _dump(content), status, private, row.side_id, asked.acceptor.side, nonce)


def _decline(services: Services, node: Node, request: PeerRequest) -> PeerAnswer:
    asked = read(Decline, request.body)
    row = services.ledger.read(lambda tx: connections.by_side(tx, node.id, asked.side))
    if row is None or not row.initiator:
        raise Refusal("unknown_invitation", "This invitation no longer exists.", status=404)
    return _ok(declining.declined(services, node, row, asked))


def _messages(services: Services, node: Node, request: PeerRequest) -> PeerAnswer:
    def work(row: Connection) -> dict[str, Any]:
        arrived = read(Envelope, request.body).messages
        return {"accepted": inbound.take_in(services, row, arrived), "now": services.now()}

    return _from_partner(services, node, request, work)


def _outbox(services: Services, node: Node, request: PeerRequest) -> PeerAnswer:
    def work(row: Connection) -> dict[str, Any]:
        wanted = parse_qs(request.query).get("limit", [str(FETCH)])[0]
        limit = min(FETCH, int(wanted)) if wanted.isdecimal() and len(wanted) < 10 else FETCH
        inbound.take_in(services, row, [])
        found = services.ledger.read(lambda tx: messages.fetch(tx, node.id, row.id, limit=limit))
        services.ledger.write(lambda tx: messages.note_offered(tx, node.id, row.id, [one.id for one in found]))
        return {"messages": [one.body for one in found]}

    return _from_partner(services, node, request, work)


def _acknowledge(services: Services, node: Node, request: PeerRequest) -> PeerAnswer:
    def work(row: Connection) -> dict[str, Any]:
        ids = read(Acknowledgement, request.body).ids
        services.ledger.write(lambda tx: messages.acknowledge(tx, node.id, row.id, ids))
        return {"acknowledged": len(ids)}

    return _from_partner(services, node, request, work)


def _preview(services: Services, node: Node, request: PeerRequest) -> PeerAnswer:
    def work(row: Connection) -> dict[str, Any]:
        return previewing.answer(services, node, row, read(PreviewRequest, request.body))

    return _from_partner(services, node, request, work)


def _check(services: Services, node: Node, request: PeerRequest) -> PeerAnswer:
    def work(row: Connection) -> dict[str, Any]:
        return checking.answer(services, node, row, read(CheckRequest, request.body))

    return _from_partner(services, node, request, work)


def _file(services: Services, node: Node, request: PeerRequest) -> PeerAnswer:
    row, nonce = _partner(services, node, request)
    headers = {"Content-Type": "application/octet-stream"}
    pieces = files.serve(services, row, request.tail)
    if request.query == files.SEAL:
        headers[files.SEAL_HEADER] = files.SEALED
        pieces = files.sealed(pieces, _private_key(services, row), nonce)
    return PeerAnswer(200, headers, b"", pieces)


def _arriving(services: Services, node: Node, request: PeerRequest) -> PeerAnswer:
    of = request.tail.removeprefix(arriving.TAIL)

    def work(row: Connection) -> dict[str, Any]:
        match request.method:
            case "PUT":
                return arriving.take(services, row, of, request.query, request.body)
            case "POST":
                return arriving.refuse(services, row, of)
        return arriving.standing(services, row, of)

    return _from_partner(services, node, request, work)


def _from_partner(
    services: Services, node: Node, request: PeerRequest, work: Callable[[Connection], dict[str, Any]]
) -> PeerAnswer:
    """Run `work` for the partner who signed this very request; its answer is signed in turn."""
    row, nonce = _partner(services, node, request)
    private = _private_key(services, row)
    try:
        content, status = work(row), 200
    except Refusal as no:
        content, status = {"reason": no.reason, "message": no.message}, no.status
    return _signed(services, _dump(content), status, private, row.side_id, row.partner_side_id, nonce)


def _partner(services: Services, node: Node, request: PeerRequest) -> tuple[Connection, str]:
    """The connection whose partner signed this very request, and the signature's nonce."""
    header = request.headers.get("Authorization", "")
    sender, receiver = signing.parties(header)
    row = services.ledger.read(lambda tx: connections.by_side(tx, node.id, receiver))
    if row is None or not row.partner_key or row.partner_side_id != sender:
        raise Refusal("unknown_side", "This node has no such connection.", status=404)
    claims = signing.verify_request(
        header,
        _signed_words(request),
        public_key=row.partner_key,
        sender=sender,
        receiver=receiver,
        now_ms=services.now(),
    )
    return row, str(claims["jti"])


def _private_key(services: Services, row: Connection) -> str:
    found = services.ledger.read(
        lambda tx: secrets.get(tx, row.node_id, SIDE_KEY, subject=secrets.of_connection(row.id))
    )
    if found is None:
        raise Refusal("unknown_side", "This node has no such connection.", status=404)
    return found


def _signed_words(request: PeerRequest) -> Signed:
    return Signed(request.method, request.path, request.query, request.body)


def _signed(
    services: Services, body: bytes, status: int, private: str, sender: str, receiver: str, nonce: str
) -> PeerAnswer:
    signature = signing.sign_answer(
        body,
        status=status,
        private_key=private,
        sender=sender,
        receiver=receiver,
        request_nonce=nonce,
        now_ms=services.now(),
    )
    return PeerAnswer(status, {ANSWER_HEADER: signature, **_JSON}, body)


def _ok(content: Mapping[str, Any]) -> PeerAnswer:
    return PeerAnswer(200, _JSON, _dump(content))


def _plain(no: Refusal) -> PeerAnswer:
    REFUSALS.labels(no.reason).inc()
    headers = _JSON | ({"Retry-After": "5"} if no.status == 503 else {})
    return PeerAnswer(no.status, headers, _dump({"reason": no.reason, "message": no.message}))


def _dump(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


_JSON = {"Content-Type": "application/json"}
_ARRIVING = frozenset({"GET", "PUT", "POST"})
Handler = Callable[[Services, Node, PeerRequest], PeerAnswer]
_ROUTES: dict[tuple[str, str], Handler] = {
    ("GET", "/.well-known/liaise"): _discovery,
    ("POST", "/acceptances"): _accept,
    ("POST", declining.TAIL): _decline,
    ("POST", "/messages"): _messages,
    ("GET", "/outbox"): _outbox,
    ("POST", "/outbox/ack"): _acknowledge,
    ("POST", previewing.TAIL): _preview,
    ("POST", checking.TAIL): _check,
}
