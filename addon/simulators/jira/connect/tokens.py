"""Tokens that the site signs, and the one it checks.

Tokens live in real time, not in the site's settable time: the other side has no settable clock.
"""

import time
import uuid
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from ..errors import JiraError
from ..site import JiraSite
from .addons import AddOn
from .qsh import hash_request, hash_url

LIFETIME_S = 900
CONTEXT_QSH = "context-qsh"


def install_key(site: JiraSite) -> tuple[str, rsa.RSAPrivateKey]:
    """The key that signs installs, by kid; made on first use."""
    if not site.install_keys:
        site.install_keys[str(uuid.uuid4())] = _first_key()
    kid = next(reversed(site.install_keys))
    return kid, site.install_keys[kid]


@cache
def _first_key() -> rsa.RSAPrivateKey:
    """One key for all sites of a process, each under its own kid: making keys is what takes long."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def new_install_key(site: JiraSite) -> str:
    """Start a new signing key; older ones stay published."""
    kid = str(uuid.uuid4())
    site.install_keys[kid] = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return kid


def public_key(site: JiraSite, kid: str) -> bytes | None:
    """The PEM text that the key server answers for a kid."""
    key = site.install_keys.get(kid)
    if key is None:
        return None
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def sign_lifecycle(site: JiraSite, addon: AddOn, url: str, account_id: str | None) -> str:
    """The RS256 token of `installed` and `uninstalled`."""
    kid, key = install_key(site)
    now = int(time.time())
    claims: dict[str, Any] = {
        "iss": site.client_key,
        "aud": [addon.base_url],
        "iat": now,
        "exp": now + LIFETIME_S,
        "qsh": hash_url("POST", url, addon.base_url),
    }
    if account_id is not None:
        claims["sub"] = account_id
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": kid})


def sign_request(
    site: JiraSite,
    addon: AddOn,
    method: str,
    url: str,
    account_id: str | None = None,
    context: dict[str, Any] | None = None,
) -> str:
    """The HS256 token of page frames, web hooks, `enabled` and `disabled`: bound to one request."""
    return _sign(site, addon, hash_url(method, url, addon.base_url), account_id, context)


def sign_context(site: JiraSite, addon: AddOn, account_id: str | None, context: dict[str, Any] | None) -> str:
    """The token that `AP.context.getToken` hands to a page."""
    return _sign(site, addon, CONTEXT_QSH, account_id, context)


def _sign(site: JiraSite, addon: AddOn, qsh: str, account_id: str | None, context: dict[str, Any] | None) -> str:
    now = int(time.time())
    claims: dict[str, Any] = {"iss": site.client_key, "iat": now, "exp": now + LIFETIME_S, "qsh": qsh}
    if account_id is not None:
        claims["sub"] = account_id
    if context:
        claims["context"] = context
    return jwt.encode(claims, addon.shared_secret, algorithm="HS256")


def check_app_token(site: JiraSite, token: str, method: str, path: str, query: str) -> AddOn:
    """The app that signed a REST call; 401 with the reason otherwise."""
    try:
        key = jwt.decode(token, options={"verify_signature": False}).get("iss")
    except jwt.InvalidTokenError as wrong:
        raise JiraError(401, f"JWT could not be parsed: {wrong}") from None
    addon = site.addons.get(key or "")
    if addon is None or addon.state != "enabled":
        raise JiraError(401, f"Could not find an enabled app with key '{key}' for the JWT's issuer claim.")
    try:
        claims = jwt.decode(
            token,
            addon.shared_secret,
            algorithms=["HS256"],
            leeway=30,
            options={"require": ["iss", "iat", "exp", "qsh"], "verify_aud": False},
        )
    except jwt.InvalidTokenError as wrong:
        raise JiraError(401, f"JWT is invalid: {wrong}") from None
    if claims["qsh"] != hash_request(method, path, query):
        raise JiraError(401, "Query hash mismatch: the JWT's qsh claim does not fit this request.")
    found: AddOn = addon
    return found
