"""Whoever waits for a tracker reads what is so and what to do, not its codes."""

import pytest

from addon.connections import tracker_words
from addon.platforms.errors import PlatformError, Reason

ABOUT_WHAT_WAS_ASKED = {
    Reason.NOT_FOUND,
    Reason.CONFLICT,
    Reason.REFUSED,
    Reason.REFUSED_FIELDS,
    Reason.TOO_LARGE,
    Reason.BAD_QUERY,
}


@pytest.mark.parametrize("reason", list(Reason))
def test_only_what_is_about_the_thing_asked_for_stays_in_the_trackers_words(reason: Reason) -> None:
    said = tracker_words.of(PlatformError(reason, "TF400733: blocked"))
    assert (said == "TF400733: blocked") == (reason in ABOUT_WHAT_WAS_ASKED)
    if reason not in ABOUT_WHAT_WAS_ASKED:
        assert any(word in said for word in ("Try again", "Grant", "General settings"))


@pytest.mark.parametrize(
    ("wait", "words"), [(None, "60 seconds"), (0.4, "1 second."), (30.0, "30 seconds"), (600.0, "10 minutes")]
)
def test_a_limit_says_how_long_to_wait(wait: float | None, words: str) -> None:
    said = tracker_words.of(PlatformError(Reason.RATE_LIMITED, "TF400733", retry_after=wait))
    assert f"Try again in {words}" in said
