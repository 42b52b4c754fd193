"""Rate limits: points per hour and app, writes per issue, bursts; and the headers that tell of them.

Source: Atlassian's rate limiting page of 2026 (points: 1 per call, 1 per core object read, 2 per identity
object, writes 1 flat; 65,000 per UTC hour; 20 writes in 2 s and 100 in 30 s per issue).
"""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ..clock import SettableClock
from .errors import JiraError

HOUR = 3600


@dataclass
class Limits:
    """Counts what callers use; switches are plain attributes that tests and the control contract set."""

    clock: SettableClock
    points_per_hour: int = 65_000
    per_issue_writes: bool = True
    burst_per_second: int | None = None
    """Calls per second of one method of one app; None: no limit, so that tests on slow machines are even."""
    used: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    writes: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    bursts: dict[tuple[str, str, int], int] = field(default_factory=lambda: defaultdict(int))

    def check_quota(self, app_key: str, method: str) -> None:
        """429 when the app has no points left this hour, or calls too fast."""
        now = self.clock.seconds()
        if self.points_left(app_key) <= 0:
            raise self._too_many("jira-quota-global-based", HOUR - int(now) % HOUR, app_key)
        if self.burst_per_second is not None:
            key = (app_key, method, int(now))
            self.bursts[key] += 1
            if self.bursts[key] > self.burst_per_second:
                raise self._too_many("jira-burst-based", 1, app_key)

    def check_issue_write(self, issue_id: str) -> None:
        """429 when an issue is written too often; counts this write otherwise."""
        if not self.per_issue_writes:
            return
        now, times = self.clock.seconds(), self.writes[issue_id]
        while times and times[0] <= now - 30:
            times.popleft()
        recent = [moment for moment in times if moment > now - 2]
        if len(times) >= 100 or len(recent) >= 20:
            wait = (recent[0] + 2 if len(recent) >= 20 else times[0] + 30) - now
            headers = {"Retry-After": str(max(1, round(wait + 0.5))), "RateLimit-Reason": "jira-per-issue-on-write"}
            raise JiraError(429, "Rate limit exceeded.", headers=headers)
        times.append(now)

    def charge(self, app_key: str, points: int) -> None:
        self.used[app_key, int(self.clock.seconds()) // HOUR] += points

    def points_left(self, app_key: str) -> int:
        return self.points_per_hour - self.used[app_key, int(self.clock.seconds()) // HOUR]

    def headers(self, app_key: str) -> dict[str, str]:
        """The headers on every answer to an app."""
        left = max(0, self.points_left(app_key))
        end = (int(self.clock.seconds()) // HOUR + 1) * HOUR
        headers = {
            "X-RateLimit-Limit": str(self.points_per_hour),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": datetime.fromtimestamp(end, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Beta-RateLimit-Policy": f'"global-app-quota";q={self.points_per_hour};w={HOUR}',
        }
        if left < self.points_per_hour * 0.2:
            headers["X-RateLimit-NearLimit"] = "true"
            wait = end - int(self.clock.seconds())
            headers["Beta-RateLimit"] = f'"global-app-quota";r={left};t={wait}'
        return headers

    def _too_many(self, reason: str, wait_s: int, app_key: str) -> JiraError:
        headers = {**self.headers(app_key), "Retry-After": str(wait_s), "RateLimit-Reason": reason}
        return JiraError(429, "Rate limit exceeded.", headers=headers)
