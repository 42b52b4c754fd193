"""Somebody edits a new entity before we looked at it: that edit is news, and neither agreed on nor lost."""

from typing import Any

import pytest
import requests

from addon.sync import aftermath
from tests.pipeline.test_failures import fault, hurry
from tests.pipeline.world import World


def test_an_edit_between_the_create_and_the_look_at_it_leaves_though_no_hook_tells(
    connected: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = aftermath.read_one

    def edited_meanwhile(work: Any, entity_id: str) -> Any:
        connected.jira.set(entity_id, summary="By a person")
        connected.jira.comment(entity_id, "Already here")
        return real(work, entity_id)

    monkeypatch.setattr(aftermath, "read_one", edited_meanwhile)
    hooks = f"{connected.jira.server.url}/__control__/webhooks"
    requests.post(hooks, json={"drop": 1.0}, timeout=30).raise_for_status()
    item = connected.ado.create("By Azure", "Bug")
    connected.settle()
    requests.post(hooks, json={"drop": 0}, timeout=30).raise_for_status()
    assert connected.ado.get(item)["System.Title"] == "By a person"
    assert any("Already here" in one for one in connected.ado.comments(item))
    assert connected.settle() == 0


@pytest.mark.parametrize("file_fails", [False, True])
def test_an_edit_before_a_lost_create_is_found_again_leaves(connected: World, file_fails: bool) -> None:
    issue = connected.jira.create("By Jira")
    connected.jira.attach(issue, "a.txt", b"abc")
    if file_fails:  # once the create was found: what is remembered of it is all that the next attempt knows
        fault(connected, "ado", method="POST", path="*/_apis/wit/attachments", times=1, kind="status", status=503)
    fault(connected, "ado", method="POST", path="*/_apis/wit/workitems/*", times=1, kind="cut")
    connected.settle()
    items = connected.ado.simulator.organization.items
    made = next(str(n) for n, one in items.items() if one.revisions[-1].fields["System.Title"] == "By Jira")
    connected.ado.set(made, **{"System.Title": "By a person"})
    for _ in range(4):
        hurry(connected)
        connected.settle()
    assert connected.jira.get(issue)["summary"] == "By a person"
    assert connected.ado.get(made)["System.Title"] == "By a person"
    connected.jira.set(issue, summary="Goes on")
    connected.settle()
    assert connected.ado.get(made)["System.Title"] == "Goes on"


def test_our_write_found_again_below_somebody_elses_is_no_edit_of_this_side(connected: World) -> None:
    issue = connected.jira.create("By Jira")
    connected.settle()
    item = connected.twin("jira", issue).remote_id
    connected.jira.set(issue, summary="Older")
    fault(connected, "ado", method="PATCH", path="*/_apis/wit/workitems/*", times=1, kind="cut")
    connected.settle()
    assert connected.ado.get(item)["System.Title"] == "Older"
    connected.jira.set(issue, summary="Newer")
    connected.ado.set(item, **{"Microsoft.VSTS.Common.Priority": 1})
    for _ in range(4):
        hurry(connected)
        connected.settle()
    assert connected.ado.get(item)["System.Title"] == "Newer"
    assert connected.jira.get(issue)["summary"] == "Newer"
