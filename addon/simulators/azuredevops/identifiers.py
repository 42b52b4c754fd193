"""Ids that are the same in every run, and dates as the service writes them."""

import base64
import uuid
from datetime import UTC, datetime

NAMESPACE = uuid.UUID("6c1f0a52-9d5e-4a53-9d1c-2f6f1d9c8a11")
FAR_FUTURE = datetime(9999, 1, 1, tzinfo=UTC)
TICKS_AT_1970 = 621_355_968_000_000_000


def stable_id(*parts: str) -> str:
    """A GUID made of names: equal names give equal ids."""
    return str(uuid.uuid5(NAMESPACE, "/".join(parts)))


def descriptor(kind: str, identifier: str) -> str:
    """A graph descriptor such as `aad.…` for an id."""
    return f"{kind}.{base64.urlsafe_b64encode(identifier.encode()).decode().rstrip('=')}"


def is_guid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return len(text) in (32, 36)


def written(moment: datetime) -> str:
    """UTC, milliseconds, trailing zeros left out as .NET does (`…:51.57Z`, `…:51Z`)."""
    text = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    fraction = f"{moment.microsecond // 1000:03d}".rstrip("0")
    return f"{text}.{fraction}Z" if fraction else f"{text}Z"


def to_milliseconds(moment: datetime) -> datetime:
    """The moment without what the service does not keep."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def read_date(text: str) -> datetime:
    """A date as the service accepts it: 0 to 7 fractional digits, `Z`, an offset or none (UTC)."""
    head, dot, tail = text.strip().partition(".")
    if dot:
        digits = tail[: len(tail) - len(tail.lstrip("0123456789"))]
        text = f"{head}.{digits[:6]}{tail[len(digits) :]}"
    moment = datetime.fromisoformat(text.strip())
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def ticks(moment: datetime) -> int:
    """.NET ticks, as in the update numbers of service hooks: beyond 32 bits."""
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return TICKS_AT_1970 + (since.days * 86_400 + since.seconds) * 10_000_000 + since.microseconds * 10
