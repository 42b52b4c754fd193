"""Which history entries of an issue are edits that a write of ours may have overwritten."""

from typing import Any

import pytest

from addon.platforms.jira.overwritten import edits_since, how_far

OURS, PERSON = "app", "person"


def entry(number: int, second: int, author: str, field: str = "summary", old: str = "a", new: str = "b") -> Any:
    return {
        "id": str(number),
        "created": f"2026-11-22T10:00:{second:02d}.000+0000",
        "author": {"accountId": author, "displayName": author.title()},
        "items": [{"field": field, "fieldId": field, "fromString": old, "toString": new}],
    }


def at(second: int) -> int:
    return 1795341600_000 + second * 1000


def edits(seen: list[int], *histories: Any, written: bool = True) -> dict[str, Any]:
    issue = {"changelog": {"histories": list(histories)}}
    return edits_since(issue, seen, ["summary"], lambda: OURS, written=written)


def test_an_edit_after_the_newest_known_entry_counts() -> None:
    found = edits(how_far(["7"], at(1)), entry(7, 1, PERSON), entry(8, 2, PERSON), entry(9, 3, OURS))
    assert [one.author for one in found["summary"]] == ["Person", "App"]


def test_the_only_new_entry_after_a_write_is_that_writes_own() -> None:
    assert edits(how_far(["7"], at(1)), entry(7, 1, PERSON), entry(8, 2, OURS)) == {}


def test_edits_of_other_fields_do_not_count() -> None:
    assert edits(how_far(["7"], at(1)), entry(8, 2, PERSON, "priority"), entry(9, 3, OURS)) == {}


@pytest.mark.parametrize("written", [True, False])
def test_what_was_there_when_an_issue_was_read_without_its_history_does_not_count(written: bool) -> None:
    old = [entry(3, 1, PERSON), entry(5, 4, PERSON)]
    assert edits(how_far([], at(4)), *old, entry(9, 9, OURS), written=written) == {}
    later = edits(how_far([], at(4)), *old, entry(8, 8, PERSON), entry(9, 9, OURS), written=written)
    assert [one.author for one in later["summary"]] == ["Person", "App"]
