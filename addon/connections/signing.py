"""Signatures between nodes: each request and each answer, bound to exactly what was sent.

A request carries `Authorization: Liaise <JWT>` (EdDSA). Its claims: `iss` the sender's side id, `aud` the receiver's
side id, `iat`, `exp` (at most 60 s later), `jti`, and what is signed: `m` method, `p` path, `q` query, `b` SHA-256 of
the body. An answer carries `Liaise-Signature: <JWT>` with `req` (the request's `jti`), `s` status and `b`.
Described for implementers in `docs/protocol.md`.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

import jwt

from addon.connections import keys
from addon.nodes.refusals import Refusal

LIFETIME_S = 60
SKEW_S = 120
LAST_SECOND = 1 << 53
NONCE_MAX = 200
SCHEME = "Liaise "


@dataclass(frozen=True, slots=True)
class Signed:
    """The words a signature covers."""

    method: str
    path: str
    query: str
    body: bytes


def sign_request(signed: Signed, *, private_key: str, sender: str, receiver: str, now_ms: int, nonce: str) -> str:
    """The Authorization header's value for a request."""
    claims = {
        "iss": sender,
        "aud": receiver,
        "iat": now_ms // 1000,
        "exp": now_ms // 1000 + LIFETIME_S,
        "jti": nonce,
        "m": signed.method,
        "p": signed.path,
        "q": signed.query,
        "b": digest(signed.body),
    }
    return SCHEME + jwt.encode(claims, keys.load_private(private_key), algorithm="EdDSA")


def parties(header: str) -> tuple[str, str]:
    """Sender and receiver as the token claims them, unproven: only to find the key to check with.

    Raises `Refusal` bad_signature when there is no such token.
    """
    try:
        claims = jwt.decode(_bare(header), options={"verify_signature": False})
        sender, receiver = claims["iss"], claims["aud"]
    except (jwt.InvalidTokenError, KeyError) as problem:
        raise _refused("The request carries no readable Liaise signature.") from problem
    if not isinstance(sender, str) or not isinstance(receiver, str):
        raise _refused("The request names no sender and receiver.")
    return sender, receiver


def verify_request(
    header: str, signed: Signed, *, public_key: str, sender: str, receiver: str, now_ms: int
) -> dict[str, Any]:
    """Check that this very request was signed by this key for this receiver, and is fresh; gives the claims.

    Raises `Refusal`: clock_skew when only the time is off, else bad_signature. Repeats inside the lifetime are
    absorbed by message ids, not refused here.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            _bare(header),
            keys.load_public(public_key),
            algorithms=["EdDSA"],
            audience=receiver,
            issuer=sender,
            options={
                "require": ["iss", "aud", "iat", "exp", "jti"],
                "verify_exp": False,
                "verify_iat": False,
                "strict_aud": True,
            },
        )
    except (jwt.InvalidTokenError, ValueError) as problem:
        raise _refused("The signature does not belong to the partner of this connection.") from problem
    now = now_ms // 1000
    issued, expires, nonce = claims["iat"], claims["exp"], claims["jti"]
    if not isinstance(issued, int) or not isinstance(expires, int) or not 0 < expires - issued <= LIFETIME_S:
        raise _refused("The signature is valid for longer than a minute.")
    if abs(issued) >= LAST_SECOND:  # beyond it a difference may have more digits than Python writes
        raise _refused("The signature was made at no moment that a clock shows.")
    if not 0 < len(nonce) <= NONCE_MAX or not nonce.isascii():
        raise _refused(f"The signature's jti is not 1 to {NONCE_MAX} characters of ASCII.")
    if now > expires + SKEW_S or now < issued - SKEW_S:
        raise Refusal(
            "clock_skew",
            f"The clocks of the two sides differ by {abs(now - issued)} seconds. Set both by a time server.",
            status=401,
        )
    said = (claims.get("m"), claims.get("p"), claims.get("q"))
    if said != (signed.method, signed.path, signed.query) or not _same(claims.get("b"), digest(signed.body)):
        raise _refused("The request is not the one that was signed.")
    return claims


def sign_answer(
    body: bytes, *, status: int, private_key: str, sender: str, receiver: str, request_nonce: str, now_ms: int
) -> str:
    """The Liaise-Signature header's value of an answer."""
    claims = {
        "iss": sender,
        "aud": receiver,
        "iat": now_ms // 1000,
        "req": request_nonce,
        "s": status,
        "b": digest(body),
    }
    return jwt.encode(claims, keys.load_private(private_key), algorithm="EdDSA")


def verify_answer(
    token: str, body: bytes, *, status: int, public_key: str, sender: str, receiver: str, request_nonce: str
) -> None:
    """Check that the partner itself gave this answer to this request; raises `Refusal` bad_answer_signature."""
    try:
        claims = jwt.decode(
            token,
            keys.load_public(public_key),
            algorithms=["EdDSA"],
            audience=receiver,
            issuer=sender,
            options={"require": ["iss", "aud", "req"], "verify_iat": False, "strict_aud": True},
        )
    except (jwt.InvalidTokenError, ValueError) as problem:
        raise _unproven() from problem
    if (
        not _same(claims.get("req"), request_nonce)
        or claims.get("s") != status
        or not _same(claims.get("b"), digest(body))
    ):
        raise _unproven()


def digest(body: bytes) -> str:
    """SHA-256 of a body, base64url."""
    return keys.encode(hashlib.sha256(body).digest())


def _bare(header: str) -> str:
    if not header.startswith(SCHEME):
        raise _refused("The request is not signed.")
    return header[len(SCHEME) :]


def _same(claimed: object, wanted: str) -> bool:
    return isinstance(claimed, str) and hmac.compare_digest(claimed.encode(), wanted.encode())


def _refused(message: str) -> Refusal:
    return Refusal("bad_signature", message, status=401)


def _unproven() -> Refusal:
    return Refusal(
        "bad_answer_signature",
        "The answer did not come from the partner's node. Something between the two sides changed it.",
        status=502,
    )
