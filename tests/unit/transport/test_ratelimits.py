"""What the trackers' headers say about limits."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from urllib3 import HTTPHeaderDict

from addon.transport.ratelimits import RateNote, read_azuredevops, read_jira, retry_after

NOW = 1_800_000_000_000


def jira(headers: Mapping[str, str], status: int = 200, path: str = "/rest/api/3/issue/10001") -> RateNote | None:
    return read_jira(HTTPHeaderDict(headers), status, origin="o", method="PUT", path=path, now=NOW)


def azure(headers: Mapping[str, str], status: int = 200) -> RateNote | None:
    return read_azuredevops(HTTPHeaderDict(headers), status, origin="o", method="GET", path="/x", now=NOW)


def test_an_answer_without_headers_says_nothing() -> None:
    assert jira({}) is None and azure({}) is None


@pytest.mark.parametrize(
    ("reason", "scope", "entity"),
    [
        ("jira-quota-global-based", "app", None),
        ("jira-quota-tenant-based", "tenant", None),
        ("jira-burst-based", "burst", None),
        ("jira-per-issue-on-write", "entity", "10001"),
        ("something-new", "unknown", None),
    ],
)
def test_jira_names_the_scope_of_a_429(reason: str, scope: str, entity: str | None) -> None:
    note = jira({"retry-after": "12", "ratelimit-reason": reason}, 429)
    assert note is not None
    assert (note.scope, note.pause, note.entity_id, note.refused) == (scope, 12.0, entity, True)


def test_jiras_reset_time_stands_in_for_a_missing_retry_after() -> None:
    note = jira({"X-RateLimit-Reset": "2027-01-15T08:01:00Z"}, 429)
    assert note is not None and note.reset_at == NOW + 60_000 and note.pause == 60


def test_near_the_limit_is_known_before_the_wall() -> None:
    note = jira({"X-RateLimit-NearLimit": "true", "X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "9"})
    assert note is not None and note.near_limit and note.remaining == 9 and not note.refused


def test_the_newer_header_gives_what_remains() -> None:
    note = jira({"Beta-RateLimit": '"global-app-quota";r=812;t=1200'})
    assert note is not None and note.remaining == 812


def test_azure_devops_asks_to_wait_in_a_good_answer() -> None:
    note = azure({"Retry-After": "21", "X-RateLimit-Resource": "Core", "X-RateLimit-Remaining": "0"})
    assert note is not None
    assert (note.pause, note.scope, note.near_limit, note.refused) == (21.0, "identity", True, False)


def test_azure_devops_reset_is_in_seconds() -> None:
    note = azure({"X-RateLimit-Limit": "200", "X-RateLimit-Remaining": "150", "X-RateLimit-Reset": "1800000300"})
    assert note is not None and note.reset_at == 1_800_000_300_000 and not note.near_limit


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("5", 5.0), ("-3", 0.0), ("999999999", 21600.0), ("Fri, 15 Jan 2027 08:00:30 GMT", 30.0), ("soon", None)],
)
def test_retry_after_in_both_forms_and_within_bounds(text: str, seconds: float | None) -> None:
    assert retry_after({"Retry-After": text}, NOW) == seconds


@given(st.dictionaries(st.sampled_from(["Retry-After", "X-RateLimit-Reset", "X-RateLimit-Remaining"]), st.text()))
def test_garbage_in_headers_never_raises(headers: dict[str, str]) -> None:
    for note in (jira(headers, 429), azure(headers, 429)):
        assert note is not None and (note.pause is None or 0 <= note.pause <= 21600)
