"""Which history entries of an issue are edits that a write of ours may have overwritten."""

from typing import Any

import pytest

from addon.platforms.jira.fields import SPRINT, FieldSchema, encode
from addon.platforms.jira.overwritten import Item, edits_since, how_far, restored
from addon.replica.values import Named

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


def test_a_sprint_is_set_back_by_the_number_of_the_last_one() -> None:
    schema = FieldSchema("customfield_1", "Sprint", "array", "json", SPRINT)
    theirs, ours = Item(False, "Person", "4", "S4", "4, 12"), Item(True, "App", "4, 12", "S4, S12", "4, 13")
    assert restored(schema, [theirs, ours], {}) == 12
    assert restored(schema, [Item(False, "Person", "4", "S4", ""), Item(True, "App", "", "", "13")], {}) is None


def test_a_sprint_may_be_given_by_its_number_as_text() -> None:
    assert encode("sprint", (Named("", "12"),), FieldSchema("customfield_1", "Sprint", "array", "json", SPRINT)) == 12
