"""How a token is refused: one exception with a stable reason word, for every verifier of both platforms."""

import base64
import hmac
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeGuard

import jwt
from jwt.algorithms import HMACAlgorithm


@dataclass(eq=False)
class TokenRefused(Exception):
    """A caller's token is not accepted.

    `reason` is for logs and metrics, `message` for people. `retry` is True when it is our trouble (the key server
    did not answer) and the caller may try again: answer 503 instead of 401.
    """

    reason: str
    message: str
    retry: bool = False

    def __str__(self) -> str:
        return f"{self.reason}: {self.message}"


LEEWAY = 30  # seconds of clock difference
LONGEST_LIFE = 24 * 3600  # a token that claims to live longer is not one of theirs
LAST_SECOND = 1 << 53  # beyond it no clock goes, and arithmetic ends
_HS256 = HMACAlgorithm(HMACAlgorithm.SHA256)


def check_times(claims: dict[str, Any], now: int, *, longest: int = LONGEST_LIFE) -> None:
    """Refuse what is over, not yet valid, or has no end; `now` in ms."""
    seconds = now / 1000
    expires, issued, begins = claims.get("exp"), claims.get("iat"), claims.get("nbf")
    if not _number(expires):
        raise TokenRefused("no_expiry", "The token has no end")
    if expires + LEEWAY < seconds:
        raise TokenRefused("expired", "The token has expired")
    if _number(issued) and issued - LEEWAY > seconds:
        raise TokenRefused("from_the_future", "The token was issued in the future: check the clocks")
    if _number(begins) and begins - LEEWAY > seconds:
        raise TokenRefused("from_the_future", "The token is not valid yet")
    start = issued if _number(issued) else begins if _number(begins) else seconds
    if expires - start > longest:
        raise TokenRefused("lives_too_long", "The token claims to live longer than any real one")


def header_of(token: str, algorithm: str) -> dict[str, Any]:
    """The token's header, once it names exactly this algorithm."""
    if not isinstance(token, str) or len(token) > 8192 or token.count(".") != 2:
        raise TokenRefused("malformed", "This is no token")
    header = _unverified(token, 0)
    if header.get("alg") != algorithm:
        raise TokenRefused("wrong_algorithm", f"The token is not signed with {algorithm}")
    if "crit" in header or header.get("b64", True) is not True:  # extensions of JWS change what the signature covers
        raise TokenRefused("malformed", "This is no token")
    return header


def claims_of(token: str) -> dict[str, Any]:
    """The claims before the signature was checked, to find out whose key to use."""
    return _unverified(token, 1)


def _unverified(token: str, part: int) -> dict[str, Any]:
    """The header (0) or claims (1) as they stand there; whoever relies on them calls `verified` before.

    Not by the library: it looks at every character of all three parts each time, and webhooks come in thousands.
    """
    try:
        text = token.split(".")[part]
        found = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True))
    except (ValueError, IndexError, RecursionError):
        raise TokenRefused("malformed", "This is no token") from None
    if not isinstance(found, dict):
        raise TokenRefused("malformed", "This is no token")
    return found


def signed_with(token: str, secret: str) -> bool:
    """Whether an HS256 token was signed with this secret; `header_of` has to have named the algorithm.

    As `verified` decides it, without the library's walk over every character. Signatures are compared as they are
    spelled, so there is exactly one for each token.
    """
    signed, _, signature = token.rpartition(".")
    key = _key(secret)
    if key is None:
        return False
    made = base64.urlsafe_b64encode(_HS256.sign(signed.encode(), key)).rstrip(b"=")
    return hmac.compare_digest(made, signature.encode("utf-8", "replace"))


def is_secret(text: str) -> bool:
    """Whether tokens may be signed with this text: not a key of another kind, nor a line of one, which all know."""
    return _key(text) is not None


@lru_cache(maxsize=1_000)
def _key(secret: str) -> bytes | None:
    """The library's key of a secret, None for what is none; it looks for keys of other algorithms each time."""
    if secret.lstrip().startswith("-----"):  # of PEM text the library knows whole blocks only
        return None
    try:
        return _HS256.prepare_key(secret)
    except (jwt.InvalidKeyError, UnicodeError):
        return None


def present(claims: dict[str, Any], required: tuple[str, ...]) -> None:
    """Refuse claims of which one is missing."""
    for name in required:
        if claims.get(name) is None:
            raise TokenRefused("missing_claim", f"The token has no {name}")


def verified(token: str, key: Any, algorithm: str, required: tuple[str, ...]) -> dict[str, Any]:
    """The claims, once signature and presence are checked; times and audience are the caller's."""
    try:
        found = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            options={
                "require": list(required),
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
                "verify_aud": False,
            },
        )
    except jwt.MissingRequiredClaimError as error:
        raise TokenRefused("missing_claim", f"The token has no {error.claim}") from None
    except (jwt.InvalidSignatureError, jwt.InvalidKeyError):
        raise TokenRefused("bad_signature", "The token's signature is wrong") from None
    except (jwt.InvalidTokenError, ValueError, TypeError, UnicodeError):
        raise TokenRefused("malformed", "This is no token") from None
    assert isinstance(found, dict)
    return found


def _number(value: Any) -> TypeGuard[int | float]:
    """A moment. JSON of Python has NaN and infinities too, and nothing is later than NaN."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LAST_SECOND
