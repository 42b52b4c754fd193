"""Links that a rule assigns: its own, those that stand here, and those that arrived."""

from typing import Any

import pytest

from addon.rules.links import link_edits
from addon.rules.ruleset import LinkEdit

HERE: list[dict[str, Any]] = [
    {"id": "l-1", "linkName": "Blocks", "linkTypeName": "Blocks", "otherIssueId": "10", "isOutward": True}
]


def sent(kind: str, **more: Any) -> dict[str, Any]:
    return {"id": "l-9", "linkName": kind, "linkTypeName": kind, "otherIssueId": "77", "isOutward": True, **more}


def read(left: Any, *arrived: dict[str, Any], kind: str = "jira") -> tuple[tuple[LinkEdit, ...], list[str]]:
    notes: list[str] = []
    replica = {"issueLinks": list(arrived)}
    return link_edits(left, HERE, replica, kind, notes)[0], notes


def test_what_arrived_leads_to_the_twin_and_takes_nothing_off() -> None:
    edits, notes = read([sent("Blocks")], sent("Blocks"))
    assert (edits, notes) == ((LinkEdit("Blocks", remote_id="77", outward=True),), [])


def test_a_type_that_the_rule_gave_counts() -> None:
    edits, _ = read([sent("Fix", linkTypeName="Works")], sent("Fix"))
    assert edits == (LinkEdit("Works", remote_id="77", outward=True),)


@pytest.mark.parametrize(
    ("kind", "name", "noted"),
    [
        ("azuredevops", "Blocks", True),
        ("azuredevops", "Relates", False),
        ("jira", "System.LinkTypes.Related", False),
        ("jira", "System.LinkTypes.Dependency-Forward", True),
    ],
)
def test_a_type_of_the_other_product_becomes_related(kind: str, name: str, noted: bool) -> None:
    edits, notes = read([sent(name)], sent(name), kind=kind)
    assert edits == (LinkEdit("related", remote_id="77", outward=True),)
    assert [name in one for one in notes] == [True] * noted


@pytest.mark.parametrize("one", [sent("System.LinkTypes.Hierarchy-Reverse"), sent("Hyperlink", otherIssueId=None)])
def test_parents_and_web_addresses_that_arrived_are_no_links(one: dict[str, Any]) -> None:
    assert read([one], one) == ((), [])


def test_an_empty_list_that_arrived_takes_nothing_off() -> None:
    assert read([]) == ((), [])


def test_what_the_rule_leaves_out_of_its_own_list_goes() -> None:
    edits, _ = read([], sent("Blocks"))
    assert edits == (LinkEdit("Blocks", link_id="l-1", removed=True),)


def test_a_link_of_a_rule_leads_to_what_it_names_here() -> None:
    edits, notes = read([*HERE, {"linkTypeName": "Relates", "otherIssueKey": "A-2"}, {"linkTypeName": "Relates"}, 5])
    assert edits == (LinkEdit("Relates", local_id="A-2"),)
    assert len(notes) == 2


def test_a_link_that_arrived_with_the_number_of_one_here_is_still_the_partners() -> None:
    edits, _ = read([sent("Blocks", id="l-1")], sent("Blocks", id="l-1"))
    assert edits == (LinkEdit("Blocks", remote_id="77", outward=True),)


@pytest.mark.parametrize("left", [None, "x", {"a": 1}])
def test_what_is_no_list_changes_nothing(left: Any) -> None:
    edits, notes = read(left)
    assert edits == ()
    assert notes == ["issueLinks has to be a list; nothing was done with them."]


def followed(left: Any, *arrived: dict[str, Any], before: list[dict[str, Any]] = HERE) -> bool:
    return link_edits(left, before, {"issueLinks": list(arrived)}, "jira", [])[1]


def test_a_rule_that_hands_on_what_arrived_follows_the_partner() -> None:
    assert followed([sent("Blocks")], sent("Blocks"))
    assert followed([*HERE, sent("Blocks")], sent("Blocks"))


def test_so_does_one_to_which_the_last_link_did_not_come_any_more() -> None:
    assert followed([])
    assert followed(list(HERE))


def test_one_that_writes_links_of_its_own_does_not() -> None:
    assert not followed([{"linkTypeName": "Relates", "otherIssueKey": "A-2"}], sent("Blocks"))
    assert not followed(5, sent("Blocks"))
    assert not link_edits([], HERE, {}, "jira", [])[1]


def test_a_parent_is_not_taken_off_with_the_links() -> None:
    parent = {"id": "p", "linkName": "System.LinkTypes.Hierarchy-Reverse", "otherIssueId": "3", "isOutward": False}
    edits, _ = link_edits([], [*HERE, parent], {}, "azuredevops", [])
    assert edits == (LinkEdit("Blocks", link_id="l-1", removed=True),)
