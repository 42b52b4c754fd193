"""Takes secrets out of what may be logged: header values, query values, credentials in addresses."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

HIDDEN = "[hidden]"

_SECRET_HEADERS = frozenset(
    {"authorization", "proxy-authorization", "cookie", "set-cookie", "x-xsrf-token", "x-vss-userdata", "x-secret"}
)
_SECRET_PARAMETERS = re.compile(
    r"(?i)([?&;](?:jwt|token|access_token|code|sig|signature|client_secret|password|secret|key)=)[^&#\s\"']*"
)
_SCHEMES = re.compile(r"(?i)\b(basic|bearer|jwt)\s+[A-Za-z0-9._~+/=-]{8,}")
_TOKENS = re.compile(r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")


def redacted_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers with every value that could be a credential replaced."""
    return {name: HIDDEN if name.lower() in _SECRET_HEADERS else value for name, value in headers.items()}


def redacted_url(url: str) -> str:
    """The address without user name, password, fragment, and without the values of telling parameters."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return _SECRET_PARAMETERS.sub(rf"\1{HIDDEN}", urlunsplit((parts.scheme, host, parts.path, parts.query, "")))


def redacted_text(text: str) -> str:
    """Free text (an error message, an answer's beginning) without tokens and credentials."""
    text = _TOKENS.sub(HIDDEN, text)
    text = _SCHEMES.sub(rf"\1 {HIDDEN}", text)
    return _SECRET_PARAMETERS.sub(rf"\1{HIDDEN}", text)
