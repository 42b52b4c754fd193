"""Tokens that callers show: personal access tokens, Entra tokens of applications, extension tokens."""

import base64
import binascii
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from ..clock import SettableClock
from .identifiers import stable_id

GLOBAL_TOKENS_END = datetime(2026, 12, 1, tzinfo=UTC)
"""From this day personal access tokens for all organizations are refused."""
FULL = "app_token"


@dataclass(frozen=True)
class Token:
    """A secret and what it grants."""

    id: str
    secret: str
    kind: str
    """pat, entra or extension."""
    person_id: str
    name: str
    scopes: frozenset[str]
    expires: datetime
    every_organization: bool = False
    revoked: bool = False
    extension: str | None = None

    def covers(self, needed: frozenset[str]) -> bool:
        """Whether any of the needed scopes is granted; `vso.work_write` includes `vso.work`."""
        if not needed or FULL in self.scopes:
            return True
        return any(scope == granted or granted.startswith(f"{scope}_") for scope in needed for granted in self.scopes)


class Credentials:
    """The tokens of one organization."""

    def __init__(self, clock: SettableClock) -> None:
        self._clock = clock
        self._by_secret: dict[str, Token] = {}
        self._made = 0

    def issue(
        self,
        kind: str,
        person_id: str,
        *,
        scopes: frozenset[str] = frozenset({FULL}),
        lifetime: timedelta = timedelta(days=30),
        name: str = "",
        every_organization: bool = False,
        secret: str | None = None,
        extension: str | None = None,
    ) -> Token:
        """Make a token; the secret is unlike in each call unless given."""
        self._made += 1
        identifier = stable_id("token", kind, person_id, name, str(self._made))
        token = Token(
            identifier,
            secret or _secret(kind, identifier, person_id),
            kind,
            person_id,
            name,
            scopes,
            self._clock.now() + lifetime,
            every_organization,
            extension=extension,
        )
        self._by_secret[token.secret] = token
        return token

    def revoke(self, identifier: str) -> None:
        for secret, token in self._by_secret.items():
            if identifier in (token.id, secret):
                self._by_secret[secret] = replace(token, revoked=True)

    def of(self, person_id: str, kind: str = "pat") -> list[Token]:
        return [item for item in self._by_secret.values() if item.person_id == person_id and item.kind == kind]

    def find(self, secret: str) -> Token | None:
        """The token of a secret, whether it is still good or not."""
        return self._by_secret.get(secret)

    def is_good(self, token: Token) -> bool:
        now = self._clock.now()
        if token.revoked or token.expires <= now:
            return False
        return not (token.every_organization and now >= GLOBAL_TOKENS_END)


def basic_secret(header: str) -> str | None:
    """The password of a Basic header (the user name does not matter), None when it is garbage."""
    try:
        text = base64.b64decode(header.split(" ", 1)[1], validate=True).decode()
    except (IndexError, binascii.Error, UnicodeDecodeError):
        return None
    return text.partition(":")[2] or None


def _secret(kind: str, identifier: str, person_id: str) -> str:
    """Looks like the real ones: PATs are 84 characters, the others three dotted parts (opaque all the same)."""
    seed = base64.b64encode(f"{identifier}{person_id}{stable_id(identifier)}".encode()).decode().rstrip("=")
    if kind == "pat":
        return (seed * 2).replace("+", "x").replace("/", "y")[:76] + "AZDO" + seed[:4]
    return f"eyJ0eXAiOiJKV1QifQ.{seed}.{identifier.replace('-', '')}"
