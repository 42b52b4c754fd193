"""What Azure DevOps' page and hooks show us: the app token, organization names, a hook's password."""

import base64
import binascii
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from addon.platforms.tokens import TokenRefused, check_times, header_of, verified

APP_TOKEN_ISSUER = "app.vstoken.visualstudio.com"  # noqa: S105
_ORGANIZATION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class AppToken:
    """A verified app token: this person, through our extension; it does not say in which organization."""

    user_id: str
    tenant_id: str
    audience: str
    issuer: str


def is_organization_name(name: str) -> bool:
    """Whether this can be an organization's name and nothing else (no path, no host)."""
    return _ORGANIZATION.fullmatch(name) is not None


def verify_app_token(
    token: str,
    *,
    certificates: Sequence[str],
    now: int,
    audience: str = "",
    issuer: str = APP_TOKEN_ISSUER,
) -> AppToken:
    """Check the extension's app token: HS256 with one of the extension's certificates (two while it changes).

    `audience` is the GUID fixed for each extension; empty accepts any and the caller logs what came. `now` in ms.
    Raises TokenRefused. Source: learn.microsoft.com/azure/devops/extend/develop/auth.
    """
    header_of(token, "HS256")
    keys = [c for c in certificates if c]
    if not keys:
        raise TokenRefused("no_certificate", "The extension's certificate is not configured here")
    claims: dict[str, Any] | None = None
    refusal: TokenRefused | None = None
    for key in keys:
        try:
            claims = verified(token, key.encode(), "HS256", ("exp", "iss", "aud", "nameid"))
            break
        except TokenRefused as error:
            if error.reason != "bad_signature":
                raise
            refusal = error
    if claims is None:
        assert refusal is not None
        raise refusal
    check_times(claims, now)
    if issuer and claims["iss"] != issuer:
        raise TokenRefused("wrong_issuer", "The token was not made by Azure DevOps")
    found = claims["aud"]
    if audience and not (isinstance(found, str) and hmac.compare_digest(found.encode(), audience.encode())):
        raise TokenRefused("wrong_audience", "The token was made for another extension")
    user = claims["nameid"]
    if not isinstance(user, str) or not user:
        raise TokenRefused("no_user", "The token names no user")
    tenant = claims.get("tid")
    return AppToken(user, tenant if isinstance(tenant, str) else "", str(found), str(claims["iss"]))


def verify_hook(authorization: str, *, passwords: Sequence[str], user: str = "hook") -> None:
    """Check a service hook's Basic header against the passwords that count now (two while one changes).

    Azure DevOps does not sign deliveries; this password is all there is. Raises TokenRefused.
    """
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() != "basic":
        raise TokenRefused("no_credentials", "The delivery carries no password")
    try:
        given = base64.b64decode(value.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise TokenRefused("malformed", "The delivery's password cannot be read") from None
    matches = [hmac.compare_digest(given, f"{user}:{password}".encode()) for password in passwords if password]
    if not any(matches):
        raise TokenRefused("wrong_password", "The delivery's password is wrong")
