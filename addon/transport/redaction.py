"""Takes secrets out of what may be logged or shown: tokens, credentials, telling query values."""

import re

HIDDEN = "[hidden]"

_SECRET_PARAMETERS = re.compile(
    r"(?i)([?&;](?:jwt|token|access_token|code|sig|signature|client_secret|password|secret|key)=)[^&#\s\"']*"
)
_SCHEMES = re.compile(r"(?i)\b(basic|bearer|jwt)\s+[A-Za-z0-9._~+/=-]{8,}")
_TOKENS = re.compile(r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")


def redacted_text(text: str) -> str:
    """Free text (an error message, an answer's beginning) without tokens and credentials."""
    text = _TOKENS.sub(HIDDEN, text)
    text = _SCHEMES.sub(rf"\1 {HIDDEN}", text)
    return _SECRET_PARAMETERS.sub(rf"\1{HIDDEN}", text)
