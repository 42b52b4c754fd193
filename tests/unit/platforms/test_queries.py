"""The condition of a trigger, taken out of what a person typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.platforms.azuredevops.queries import where as wiql_where
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.queries import where as jql_where


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("project = A ORDER BY created DESC", "project = A"),
        ("project = A order  by x", "project = A"),
        ('summary ~ "order by me" AND a = 1', 'summary ~ "order by me" AND a = 1'),
        ("summary ~ 'it\\'s order by' ORDER BY x", "summary ~ 'it\\'s order by'"),
        ("ORDER BY created", ""),
        ("  ", ""),
    ],
)
def test_jql_loses_its_order(text: str, expected: str) -> None:
    assert jql_where(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WHERE [System.State] = 'New'", "[System.State] = 'New'"),
        ("[System.Title] CONTAINS 'order by' ORDER BY [System.Id]", "[System.Title] CONTAINS 'order by'"),
        ("[A] = 'it''s' AND ([B] = 1)", "[A] = 'it''s' AND ([B] = 1)"),
        ("", ""),
    ],
)
def test_wiql_loses_its_frame(text: str, expected: str) -> None:
    assert wiql_where(text) == expected


@pytest.mark.parametrize("text", ["[A] = 1) OR ([B] = 2", "[A] = 1)", "([A] = 1", "[A] = 'x", ") OR 1 = 1 OR ("])
def test_wiql_cannot_leave_the_brackets_we_put_round_it(text: str) -> None:
    with pytest.raises(PlatformError) as caught:
        wiql_where(text)
    assert caught.value.reason == Reason.BAD_QUERY


@given(st.text(alphabet="()'\" abORDERBYorderby[]=", max_size=40))
def test_what_passes_has_balanced_brackets(text: str) -> None:
    try:
        found = wiql_where(text)
    except PlatformError:
        return
    depth, quoted = 0, ""
    for sign in found:
        if quoted:
            quoted = "" if sign == quoted else quoted
        elif sign in "'\"":
            quoted = sign
        else:
            depth += (sign == "(") - (sign == ")")
            assert depth >= 0
    assert depth == 0
