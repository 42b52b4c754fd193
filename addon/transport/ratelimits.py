"""Reads the rate-limit headers of both trackers into one note; what to do about it is decided above.

Jira Cloud: `Retry-After`, `RateLimit-Reason`, `X-RateLimit-{Limit,Remaining,Reset,NearLimit}` and the newer
`(Beta-)RateLimit` (developer.atlassian.com/cloud/jira/platform/rate-limiting/). Azure DevOps: `Retry-After` also on
a 200, `X-RateLimit-{Resource,Delay,Limit,Remaining,Reset}` only near the limit (Learn: Rate and usage limits).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

Scope = Literal["app", "tenant", "burst", "entity", "identity", "unknown"]

_JIRA_SCOPES: Mapping[str, Scope] = {
    "jira-quota-global-based": "app",
    "jira-quota-tenant-based": "tenant",
    "jira-burst-based": "burst",
    "jira-per-issue-on-write": "entity",
}
_LONGEST_WAIT = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class RateNote:
    """What a tracker said about limits in one answer.

    `pause` is how long it wants us to wait (seconds), None when it named no time. `reset_at` is in ms since 1970.
    `entity_id` is set for limits on writes to one entity. `near_limit`: slow down before the wall.
    """

    api: Literal["jira", "azuredevops"]
    origin: str
    scope: Scope
    status: int
    pause: float | None = None
    limit: float | None = None
    remaining: float | None = None
    reset_at: int | None = None
    near_limit: bool = False
    reason: str = ""
    method: str = ""
    path: str = ""
    entity_id: str | None = None

    @property
    def refused(self) -> bool:
        """The call was not carried out because of a limit."""
        return self.status == 429


def read_jira(
    headers: Mapping[str, str], status: int, *, origin: str, method: str, path: str, now: int
) -> RateNote | None:
    """The note in a Jira answer, or None when it says nothing about limits."""
    reason = headers.get("RateLimit-Reason", "")
    pause = _seconds(headers.get("Retry-After"), now)
    limit, remaining = _number(headers.get("X-RateLimit-Limit")), _number(headers.get("X-RateLimit-Remaining"))
    newer = headers.get("RateLimit") or headers.get("Beta-RateLimit") or ""
    if remaining is None and (found := re.search(r"(?:^|;)\s*r=(\d+)", newer)):
        remaining = float(found.group(1))
    reset_at = _moment(headers.get("X-RateLimit-Reset"), now)
    near = headers.get("X-RateLimit-NearLimit", "").lower() == "true"
    if status != 429 and pause is None and not near and remaining is None:
        return None
    if pause is None and status == 429 and reset_at is not None:
        pause = min(max(0.0, (reset_at - now) / 1000), _LONGEST_WAIT)
    scope = _JIRA_SCOPES.get(reason, "unknown")
    found_issue = re.search(r"/issue/([^/]+)", path) if scope == "entity" else None
    entity_id = found_issue.group(1) if found_issue else None
    return RateNote(
        "jira", origin, scope, status, pause, limit, remaining, reset_at, near, reason, method, path, entity_id
    )


def read_azuredevops(
    headers: Mapping[str, str], status: int, *, origin: str, method: str, path: str, now: int
) -> RateNote | None:
    """The note in an Azure DevOps answer, also in a good one, or None when it says nothing about limits."""
    pause = _seconds(headers.get("Retry-After"), now)
    limit, remaining = _number(headers.get("X-RateLimit-Limit")), _number(headers.get("X-RateLimit-Remaining"))
    reset = _number(headers.get("X-RateLimit-Reset"))
    if status != 429 and pause is None and remaining is None and limit is None:
        return None
    resource = headers.get("X-RateLimit-Resource", "")
    near = remaining is not None and limit is not None and remaining <= limit * 0.2
    reset_at = int(reset * 1000) if reset is not None else None
    return RateNote(
        "azuredevops",
        origin,
        "identity",
        status,
        pause,
        limit,
        remaining,
        reset_at,
        near or pause is not None,
        resource,
        method,
        path,
    )


def retry_after(headers: Mapping[str, str], now: int) -> float | None:
    """`Retry-After` in seconds, from either of its two forms; never negative, never over six hours."""
    return _seconds(headers.get("Retry-After"), now)


def limits_one_entity(headers: Mapping[str, str]) -> bool:
    """Whether a 429 is about writes to one issue only."""
    return _JIRA_SCOPES.get(headers.get("RateLimit-Reason", "")) == "entity"


def _seconds(text: str | None, now: int) -> float | None:
    if text is None:
        return None
    plain = _number(text)
    if plain is None:
        try:
            plain = parsedate_to_datetime(text).timestamp() - now / 1000
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(0.0, plain), _LONGEST_WAIT)


def _moment(text: str | None, now: int) -> int | None:
    if text is None:
        return None
    plain = _number(text)
    if plain is not None:
        return int(plain * 1000) if plain > 1e9 else int(now + plain * 1000)
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def _number(text: str | None) -> float | None:
    try:
        found = float(text) if text is not None else None
    except ValueError:
        return None
    return found if found is not None and found == found and abs(found) != float("inf") else None
