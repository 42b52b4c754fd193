"""The query string hash that binds a token to one request.

Source: Atlassian's description of qsh: `METHOD&path&query`, SHA-256 in hex; the query without `jwt`, decoded
and encoded again by RFC 3986, sorted, values of repeated names joined with a comma.
"""

import hashlib
from urllib.parse import quote, unquote_plus, urlsplit


def canonical(method: str, path: str, query: str) -> str:
    """The text that is hashed; `path` and `query` are raw, as they stand in the request line."""
    path = path or "/"
    if not path.startswith("/"):
        path = "/" + path
    if len(path) > 1:
        path = path.rstrip("/") or "/"
    return "&".join((method.upper(), path.replace("&", "%26"), _query(query)))


def _query(query: str) -> str:
    values: dict[str, list[str]] = {}
    for part in query.split("&"):
        if not part:
            continue
        name, _, value = part.partition("=")
        name = unquote_plus(name)
        if name != "jwt":
            values.setdefault(quote(name, safe="-._~"), []).append(quote(unquote_plus(value), safe="-._~"))
    return "&".join(f"{name}={','.join(sorted(values[name]))}" for name in sorted(values))


def hash_request(method: str, path: str, query: str) -> str:
    return hashlib.sha256(canonical(method, path, query).encode()).hexdigest()


def hash_url(method: str, url: str, base_url: str) -> str:
    """The hash of a request to an app: the path counts from the app's base URL."""
    parts, base = urlsplit(url), urlsplit(base_url)
    path = parts.path
    prefix = base.path.rstrip("/")
    if prefix and path.startswith(prefix):
        path = path[len(prefix) :]
    return hash_request(method, path, parts.query)
