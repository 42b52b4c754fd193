"""Who is calling, and the bearer token that stands for it on Azure DevOps pages.

Jira pages bring a fresh context token with each request; Azure DevOps pages trade their host's two tokens for this
bearer once (at most 15 minutes), because asking Azure DevOps on each request would cost a call each.
"""

from dataclasses import dataclass
from typing import Literal

import jwt

from addon.nodes.refusals import Refusal

LIFETIME_S = 15 * 60
ADMIN_FRESH_S = 5 * 60
_TYPE = "liaise-session"


@dataclass(frozen=True, slots=True)
class Caller:
    """A person at one node. `entity_id` is the entity their panel was opened for, from a signed claim only.

    `admin_checked_at` (ms) is when the tracker last confirmed that they are an administrator; None: it said no.
    """

    node_id: int
    kind: Literal["jira", "azuredevops"]
    user_id: str
    display_name: str = ""
    admin_checked_at: int | None = None
    entity_id: str | None = None

    @property
    def is_admin(self) -> bool:
        """Whether the tracker confirmed an administrator."""
        return self.admin_checked_at is not None


def issue(caller: Caller, *, key: bytes, now_ms: int) -> str:
    """A bearer for this caller, valid for `LIFETIME_S`."""
    claims = {
        "typ": _TYPE,
        "iat": now_ms // 1000,
        "exp": now_ms // 1000 + LIFETIME_S,
        "node": caller.node_id,
        "kind": caller.kind,
        "sub": caller.user_id,
        "name": caller.display_name,
        "adm": caller.admin_checked_at,
        "ent": caller.entity_id,
    }
    return jwt.encode(claims, key, algorithm="HS256", headers={"typ": _TYPE})


def read(token: str, *, key: bytes, now_ms: int) -> Caller:
    """The caller behind a bearer of ours; raises `Refusal` session_expired or bad_session (401)."""
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=["HS256"],
            options={"require": ["exp", "iat", "sub"], "verify_exp": False, "verify_iat": False},
        )
        if claims["typ"] != _TYPE or jwt.get_unverified_header(token).get("typ") != _TYPE:
            raise jwt.InvalidTokenError("not a session token")
        caller = Caller(
            node_id=int(claims["node"]),
            kind=claims["kind"],
            user_id=str(claims["sub"]),
            display_name=str(claims["name"]),
            admin_checked_at=claims["adm"],
            entity_id=claims["ent"],
        )
        expires = int(claims["exp"])
    except (jwt.InvalidTokenError, KeyError, TypeError, ValueError) as problem:
        raise Refusal("bad_session", "This page's session is not known here. Reload the page.", status=401) from problem
    if expires * 1000 <= now_ms:
        raise Refusal("session_expired", "This page's session has ended. It is renewed on its own.", status=401)
    return caller
