"""What each answer about limits means for the tenant's calls."""

from typing import Any

import pytest

from addon.nodes.limits import NEAR_S, UNNAMED_S, pauses
from addon.transport.ratelimits import RateNote

NOW = 1_700_000_000_000


def note(**given: Any) -> RateNote:
    return RateNote(**{"api": "jira", "origin": "https://x.example", "scope": "tenant", "status": 200, **given})


@pytest.mark.parametrize(
    ("given", "calls", "bulk"),
    [
        ({"status": 429, "pause": 7.0}, 7_000, 7_000),
        ({"status": 429}, UNNAMED_S * 1000, UNNAMED_S * 1000),
        ({"status": 200, "pause": 2.0, "near_limit": True, "reset_at": NOW + 90_000}, 2_000, 90_000),
        ({"near_limit": True, "reset_at": NOW + 90_000, "remaining": 40.0}, None, 90_000),
        ({"near_limit": True, "remaining": 40.0}, None, NEAR_S * 1000),
        ({"remaining": 0.0, "reset_at": NOW + 90_000}, 90_000, 90_000),
        ({"remaining": 5_000.0, "reset_at": NOW + 90_000}, None, None),
        ({"near_limit": True, "reset_at": NOW - 1}, None, None),
        ({"status": 200, "pause": 0.0}, None, None),
        ({"status": 429, "pause": 3.0, "scope": "entity", "entity_id": "7"}, None, None),
    ],
)
def test_calls_and_bulk_wait_for_as_long_as_the_answer_says(
    given: dict[str, Any], calls: int | None, bulk: int | None
) -> None:
    wanted = tuple(0 if wait is None else NOW + int(wait) for wait in (calls, bulk))
    assert pauses(note(**given), NOW) == wanted
