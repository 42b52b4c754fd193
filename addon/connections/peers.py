"""The client half of the protocol: signed calls to a partner's node, and answers that are checked.

A node of this same deployment is called without HTTP, through the same door with the same signatures, so that there
is one protocol and no hairpin through the network.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pydantic_core import from_json

from addon.connections import signing
from addon.connections.naming import plain
from addon.connections.signing import Signed
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.transport.errors import TransportError
from addon.transport.exchange import Limits

ANSWER_HEADER = "Liaise-Signature"
LONGEST_WORDS = 1_000
_REASON = re.compile(r"[a-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class PeerRequest:
    """A request as it reaches a node: `tail` is the path after `/n/{slug}`."""

    slug: str
    method: str
    tail: str
    query: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def path(self) -> str:
        """The path that signatures cover."""
        return f"/n/{self.slug}{self.tail}"


@dataclass(frozen=True, slots=True)
class PeerAnswer:
    """What a node answered; `stream` holds the pieces of a file instead of a body."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    stream: Iterator[bytes] | None = None

    def json(self) -> Any:
        """The body as JSON, read as `models.read` reads requests; raises `Refusal` partner_bad_answer when it is none.

        That reader refuses what is nested by the hundred: other readers, and what works on it, would fail.
        """
        try:
            return from_json(self.body)
        except ValueError as problem:
            raise Refusal(
                "partner_bad_answer",
                "The address answers, but not in Liaise's words. Ask for the node URL in their General settings.",
                field="url",
                status=502,
            ) from problem


@dataclass(frozen=True, slots=True)
class Side:
    """Who signs, for whom, and with which key; `partner_key` checks the answer."""

    side_id: str
    private_key: str = field(repr=False)
    partner_side_id: str
    partner_key: str


@dataclass(frozen=True, slots=True)
class Peers:
    """Calls to partner nodes."""

    services: Services

    def ask(self, node_url: str, tail: str, *, seconds: float = 10) -> PeerAnswer:
        """An unsigned GET: discovery and callbacks. Raises `Refusal` partner_unreachable, partner_timeout."""
        limits = Limits(connect=min(3.0, seconds), read=seconds, total=seconds, answer=64 * 1024)
        return self._send(node_url, "GET", tail, "", {"Accept": "application/json"}, b"", limits)

    def post_open(self, node_url: str, tail: str, body: dict[str, Any]) -> PeerAnswer:
        """A POST whose proof is in its body."""
        return self._send(node_url, "POST", tail, "", _JSON, _dump(body))

    def call(
        self,
        node_url: str,
        method: str,
        tail: str,
        side: Side,
        *,
        query: str = "",
        body: dict[str, Any] | None = None,
        data: bytes = b"",
        limits: Limits | None = None,
    ) -> Any:
        """A signed call with a JSON `body` or with bytes; its answer's JSON, once the answer's signature is checked.

        Raises `Refusal`: the partner's own reason when it refused in signed words, else partner_unreachable,
        partner_unavailable (5xx, try again), bad_answer_signature or partner_bad_answer.
        """
        nonce = self.services.random_token()
        raw = data if body is None else _dump(body)
        path = urlsplit(node_url).path + tail
        signed = Signed(method, path[path.index("/n/") :], query, raw)
        authorization = signing.sign_request(
            signed,
            private_key=side.private_key,
            sender=side.side_id,
            receiver=side.partner_side_id,
            now_ms=self.services.now(),
            nonce=nonce,
        )
        headers = (_BYTES if data else _JSON) | {"Authorization": authorization}
        answer = self._send(node_url, method, tail, query, headers, raw, limits)
        signature = answer.headers.get(ANSWER_HEADER, "")
        if not signature and answer.status >= 500:
            raise Refusal(
                "partner_unavailable", f"The partner's node has trouble (status {answer.status}).", status=502
            )
        if not signature and answer.status >= 400:
            _raise_unsigned(answer)
        signing.verify_answer(
            signature,
            answer.body,
            status=answer.status,
            public_key=side.partner_key,
            sender=side.partner_side_id,
            receiver=side.side_id,
            request_nonce=nonce,
        )
        content = answer.json()
        if answer.status >= 400:
            raise refusal_of(content, answer.status)
        return content

    def _send(
        self,
        node_url: str,
        method: str,
        tail: str,
        query: str,
        headers: Mapping[str, str],
        body: bytes,
        limits: Limits | None = None,
    ) -> PeerAnswer:
        own = self.services.deployment.base_url + "/n/"
        if node_url.startswith(own):
            answer = self.services.door(
                self.services, PeerRequest(node_url[len(own) :], method, tail, query, headers, body)
            )
            assert isinstance(answer, PeerAnswer)
            return answer
        url = node_url + tail + (f"?{query}" if query else "")
        try:
            answer = self.services.outside.request(method, url, data=body or None, headers=headers, limits=limits)
        except TransportError as problem:
            raise _unreachable(problem) from problem
        return PeerAnswer(answer.status, answer.headers, answer.body)


_JSON = {"Content-Type": "application/json", "Accept": "application/json"}
_BYTES = _JSON | {"Content-Type": "application/octet-stream"}


def _dump(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _raise_unsigned(answer: PeerAnswer) -> None:
    """A refusal before the partner knew who we are cannot be signed by it; its word is kept apart from signed ones."""
    try:
        content = from_json(answer.body)
    except ValueError:
        content = None
    raise refusal_of(content, answer.status)


def refusal_of(content: Any, status: int) -> Refusal:
    """The partner's own no. Its word is stored and counted here, so it is one word, and its sentence has an end."""
    said = content if isinstance(content, dict) else {}
    reason, message = said.get("reason"), said.get("message")
    if not isinstance(reason, str) or not _REASON.fullmatch(reason) or not isinstance(message, str):
        words = f"The partner's node answered with status {status}."
        return Refusal("partner_bad_answer", words, status=status)
    return Refusal(reason, plain(message[:LONGEST_WORDS]), status=status)


def _unreachable(problem: TransportError) -> Refusal:
    words = {
        "refused_address": "This address is not called: {0}.",
        "timeout": "The partner's node did not answer in time. Try again, or check the address.",
        "connect": "The partner's node cannot be reached: {0}.",
        "tls": "The partner's node has no valid certificate: {0}.",
        "cut": "The partner's node broke off its answer. Try again.",
        "too_large": "The partner's node sent more than it may.",
    }
    reason = "partner_timeout" if problem.trouble == "timeout" else "partner_unreachable"
    return Refusal(reason, words[problem.trouble].format(problem.message.rstrip(".")), field="url", status=502)
