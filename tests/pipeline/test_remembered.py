"""What is remembered of a work item saves reads and never overwrites what nobody told of."""

from tests.pipeline.world import World, deaf, words


def paired(world: World) -> tuple[str, str]:
    issue = world.jira.create("Pump", "One\nTwo", kind="Bug")
    world.settle()
    twin = world.twin("jira", issue)
    assert twin is not None
    return issue, twin.remote_id


def test_an_edit_that_no_hook_told_of_is_found_by_the_guard_and_survives(connected: World) -> None:
    issue, item = paired(connected)
    with deaf(connected.ado.simulator.bench):
        connected.ado.set(item, **{"Microsoft.VSTS.TCM.ReproSteps": "<p>By a person</p>"})
    connected.forget_calls()
    connected.jira.set(issue, summary="Pump stops")
    connected.settle()
    found = connected.ado.get(item)
    assert found["System.Title"] == "Pump stops"
    assert "By a person" in found["Microsoft.VSTS.TCM.ReproSteps"]
    assert connected.vendor_calls()["ado"] == 3  # refused write, read, write
    assert words(connected.jira.get(issue)["description"]) == "By a person"


def test_the_newer_of_two_edits_stands_also_when_no_hook_told_of_one(connected: World) -> None:
    issue, item = paired(connected)
    connected.jira.set(issue, summary="Older words")
    with deaf(connected.ado.simulator.bench):
        connected.ado.set(item, **{"System.Title": "Newer words"})
    connected.settle()
    connected.ado.set(item, **{"Microsoft.VSTS.Common.Priority": 1})
    connected.settle()
    assert connected.ado.get(item)["System.Title"] == connected.jira.get(issue)["summary"] == "Newer words"


def test_a_work_item_deleted_unnoticed_is_reported_not_an_error(connected: World) -> None:
    issue, item = paired(connected)
    with deaf(connected.ado.simulator.bench):
        connected.ado.rest("DELETE", f"/_apis/wit/workitems/{item}")
    connected.jira.set(issue, summary="Too late")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    assert twin.state == "remote_deleted"


def test_an_edited_comment_crosses_although_its_count_stays(connected: World) -> None:
    issue, item = paired(connected)
    connected.ado.comment(item, "<div>First words</div>")
    connected.settle()
    path = f"/{connected.ado.project_id}/_apis/wit/workItems/{item}/comments"
    number = connected.ado.rest("GET", path, **{"api-version": "7.1-preview.4"})["comments"][0]["id"]
    connected.ado.rest(
        "PATCH", f"{path}/{number}", {"text": "<div>Second words</div>"}, **{"api-version": "7.1-preview.4"}
    )
    connected.settle()
    assert any("Second words" in one for one in connected.jira.comments(issue))
    connected.ado.rest("DELETE", f"{path}/{number}", **{"api-version": "7.1-preview.4"})
    connected.settle()
    assert connected.jira.comments(issue) == []


def test_an_edited_comment_crosses_together_with_another_edit(connected: World) -> None:
    """No field shows that a comment was edited, and another one shows that something was."""
    issue, item = paired(connected)
    connected.ado.comment(item, "First words")
    connected.settle()
    path = f"/{connected.ado.project_id}/_apis/wit/workItems/{item}/comments"
    (known,) = connected.ado.rest("GET", path, **{"api-version": "7.1-preview.4"})["comments"]
    connected.ado.rest("PATCH", f"{path}/{known['id']}", {"text": "Last words"}, **{"api-version": "7.1-preview.4"})
    connected.ado.set(item, **{"System.Title": "Another title"})
    connected.settle()
    assert connected.jira.get(issue)["summary"] == "Another title"
    (comment,) = connected.jira.comments(issue)
    assert "Last words" in comment
