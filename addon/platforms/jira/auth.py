"""Tokens between Jira and us: what we sign, and one verifier for each kind of token that Jira sends.

Kinds are never mixed (that was CVE-2021-26073, -26074 and -26077): a lifecycle call needs RS256 and the key of
Atlassian's key server, a page or web hook HS256 with the hash of its very request, a call of our own page HS256
with the fixed word `context-qsh`. Sources: developer.atlassian.com, "Understanding JWT for Connect apps" and
"Connect installation lifecycle security improvements".
"""

import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlsplit

import jwt
import requests
from atlassian_jwt.url_utils import hash_url

from addon.platforms.jira.install_keys import InstallKeys
from addon.platforms.tokens import (
    TokenRefused,
    check_times,
    claims_of,
    header_of,
    is_secret,
    present,
    signed_with,
    verified,
)

CONTEXT_QSH = "context-qsh"
OUTGOING_LIFE = 180  # seconds, Atlassian's longest
Secrets = Callable[[str], Sequence[str]]  # client key → its shared secrets, newest first; empty when unknown
SITE_SUFFIXES = (".atlassian.net", ".jira.com")
_HOST = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE
)
_PLAIN_PATH = re.compile(r"/[\w.~/-]+", re.ASCII)
_PLAIN_QUERY = re.compile(r"[\w.~-]+=[\w.~-]*(?:&[\w.~-]+=[\w.~-]*)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Installation:
    """A verified `installed` or `uninstalled` call."""

    client_key: str
    base_url: str
    shared_secret: str = field(repr=False)
    display_url: str
    event: str
    installation_id: str
    account_id: str | None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who called: the tenant, the person where the token names one, and the page's context where it has one."""

    client_key: str
    account_id: str | None
    context: Mapping[str, Any]


class ConnectSigner:
    """Signs requests to one Jira site: HS256, `iss` is the app's key, the hash covers method, path and query."""

    def __init__(self, app_key: str, client_key: str, shared_secret: str, base_path: str, now: Callable[[], int]):
        self._app_key = app_key
        self._client_key = client_key
        self._secret = shared_secret
        self._base_path = base_path
        self._now = now

    def __call__(self, prepared: requests.PreparedRequest) -> None:
        assert prepared.method is not None
        path = prepared.path_url.removeprefix(self._base_path)
        seconds = self._now() // 1000
        claims = {
            "iss": self._app_key,
            "aud": [self._client_key],
            "iat": seconds,
            "exp": seconds + OUTGOING_LIFE,
            "qsh": hash_url(prepared.method, path),
        }
        prepared.headers["Authorization"] = "JWT " + jwt.encode(claims, self._secret, algorithm="HS256")


def query_hash(method: str, path: str, raw_query: str) -> str:
    """Atlassian's hash of a request; `path` is relative to the descriptor's base URL, the query as it arrived.

    The library takes everything apart and quotes it again; where no character needs quotes, sorting is all there is.
    """
    if _PLAIN_PATH.fullmatch(path) and _PLAIN_QUERY.fullmatch(raw_query):
        pairs = sorted(one.split("=") for one in raw_query.split("&"))
        names = {name for name, _ in pairs}
        if len(names) == len(pairs) and "jwt" not in names:
            query = "&".join(map("=".join, pairs))
            return sha256(f"{method.upper()}&/{path.strip('/')}&{query}".encode()).hexdigest()
    return str(hash_url(method, f"{path}?{raw_query}" if raw_query else path))


def sent_path(decoded: str) -> str:
    """A path as it stood in the request line: a server hands it over decoded, the hash is of its quoted form.

    Source: `canonicalizeUri` of Atlassian's own packages, which takes the path of the address as it was sent.
    """
    return quote(decoded, safe="/:@!$&'()*+,;=-._~")  # all that RFC 3986 lets stand in a path


def verify_lifecycle(
    token: str,
    *,
    method: str,
    path: str,
    raw_query: str,
    body: Mapping[str, Any],
    app_key: str,
    base_urls: Sequence[str],
    keys: InstallKeys,
    now: int,
    allowed_hosts: Sequence[str] = (),
    sites: Sequence[str] = SITE_SUFFIXES,
) -> Installation:
    """Check an `installed` or `uninstalled` call: RS256 by Atlassian's key, made for us, about the tenant it names.

    `base_urls` are ours that a token may be for; `allowed_hosts` are exact site hosts (with port) accepted beside
    Atlassian's, over http too: simulators only. `sites` are the endings (with a leading dot) and hosts that a site's
    address may have. `now` in ms. Raises TokenRefused.
    """
    header = header_of(token, "RS256")
    key = keys.get(header.get("kid"))
    claims = verified(token, key, "RS256", ("iss", "aud", "iat", "exp", "qsh"))
    check_times(claims, now)
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    ours = {url.rstrip("/") for url in base_urls}
    if not any(isinstance(a, str) and a.rstrip("/") in ours for a in audience):
        raise TokenRefused("wrong_audience", "The token was made for another app")
    _check_hash(claims, query_hash(method, path, raw_query))
    client_key = body.get("clientKey")
    if not isinstance(client_key, str) or not client_key or claims["iss"] != client_key:
        raise TokenRefused("wrong_tenant", "The token's issuer is not the site in the body")
    if body.get("key") != app_key:
        raise TokenRefused("wrong_app", "The call is about another app")
    base_url = _text(body.get("baseUrl")).rstrip("/")
    if not _is_site(base_url, allowed_hosts, sites):
        raise TokenRefused("wrong_site", "The base URL is not a Jira Cloud site that this deployment takes")
    secret, event = _text(body.get("sharedSecret")), _text(body.get("eventType"))
    if event == "installed" and (len(secret) < 16 or not is_secret(secret)):
        raise TokenRefused("no_secret", "The installation carries no shared secret that tokens can be signed with")
    account = claims.get("sub")
    return Installation(
        client_key,
        base_url,
        secret,
        _opened_by_people(_text(body.get("displayUrl")).rstrip("/"), allowed_hosts),
        event,
        _text(body.get("installationId")),
        account if isinstance(account, str) else None,
    )


def verify_page(token: str, *, method: str, path: str, raw_query: str, secrets: Secrets, now: int) -> Caller:
    """Check a page that Jira loads, a web hook, or `enabled`/`disabled`: the hash covers this very request."""
    claims = _shared_secret_claims(token, secrets, now)
    if _same(claims["qsh"], CONTEXT_QSH):
        raise TokenRefused("wrong_kind", "A context token is not accepted here")
    _check_hash(claims, query_hash(method, path, raw_query))
    return _caller(claims)


def verify_context(token: str, *, secrets: Secrets, now: int) -> Caller:
    """Check a call of our own page inside Jira: only the fixed hash that `AP.context.getToken` gives."""
    claims = _shared_secret_claims(token, secrets, now)
    if not _same(claims["qsh"], CONTEXT_QSH):
        raise TokenRefused("wrong_kind", "Only a context token is accepted here")
    return _caller(claims)


def _shared_secret_claims(token: str, secrets: Secrets, now: int) -> dict[str, Any]:
    header_of(token, "HS256")
    claims = claims_of(token)
    issuer = claims.get("iss")
    # Nothing is proven yet: what no database takes as text (character 0, half of a pair) is not asked for.
    found = secrets(issuer) if isinstance(issuer, str) and issuer and issuer.isprintable() else ()
    if not found:
        raise TokenRefused("unknown_tenant", "This Jira site has not installed the app")
    if not any(signed_with(token, secret) for secret in found):
        raise TokenRefused("bad_signature", "The token's signature is wrong")
    present(claims, ("iss", "iat", "exp", "qsh"))
    check_times(claims, now)
    return claims


def _check_hash(claims: Mapping[str, Any], wanted: str) -> None:
    if not _same(claims["qsh"], wanted):
        raise TokenRefused("wrong_request", "The token was made for another request")


def _same(claim: Any, wanted: str) -> bool:
    return hmac.compare_digest(_text(claim).encode("utf-8", "replace"), wanted.encode("utf-8", "replace"))


def _caller(claims: Mapping[str, Any]) -> Caller:
    account, context = claims.get("sub"), claims.get("context")
    return Caller(
        claims["iss"],
        account if isinstance(account, str) and account else None,
        context if isinstance(context, dict) else {},
    )


def _is_site(url: str, allowed_hosts: Sequence[str], sites: Sequence[str]) -> bool:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username or parts.query or parts.fragment or parts.path:
        return False
    if parts.netloc in allowed_hosts:
        return parts.scheme in ("http", "https")
    taken = any(host.endswith(one) if one.startswith(".") else host == one for one in sites)
    return parts.scheme == "https" and port is None and taken and _is_host(host)


def _opened_by_people(url: str, allowed_hosts: Sequence[str]) -> str:
    """A site's custom domain; empty for what is no plain address: it frames our pages and stands in links.

    The token of the call does not cover its body.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.query or parts.fragment or (parts.path and not _PLAIN_PATH.fullmatch(parts.path)):
        return ""
    if parts.netloc in allowed_hosts:
        return url if parts.scheme in ("http", "https") else ""
    return url if parts.scheme == "https" and _is_host(parts.netloc) else ""


def _is_host(text: str) -> bool:
    return _HOST.fullmatch(text) is not None and not text.rpartition(".")[2].isdecimal()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
