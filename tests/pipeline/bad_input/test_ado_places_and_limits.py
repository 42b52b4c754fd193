"""Places, people, permissions, limits and hooks of Azure DevOps that change while pairs exist."""

import dataclasses

import pytest
import requests

from addon.simulators.azuredevops.access import ADMINISTRATOR
from addon.simulators.azuredevops.hook_center import BY_SYSTEM, ENABLED
from addon.simulators.azuredevops.people import Person
from addon.sync import problems
from tests.pipeline.scripted import Scripted

HEAD = 'if (firstSync) { workItem.typeName = "Bug" }\nworkItem.summary = replica.summary\n'
OUT = "replica.summary = issue.summary\nreplica.attachments = issue.attachments"
PARENT = "System.LinkTypes.Hierarchy-Reverse"


class Pair:
    """An issue and its bug."""

    def __init__(self, scripted: Scripted) -> None:
        self.scripted, self.world = scripted, scripted.world
        self.organization = scripted.ado.simulator.organization
        scripted.rule("jira", outgoing=OUT)
        scripted.rule("ado", outgoing="replica.summary = workItem.summary", incoming=HEAD)
        self.issue = scripted.jira.create("First", kind="Bug")
        scripted.settle()
        self.item = scripted.twin_of(self.issue)

    def edit(self, title: str, rule: str = "") -> None:
        self.scripted.rule("ado", incoming=HEAD + rule)
        self.scripted.jira.set(self.issue, summary=title)
        self.scripted.settle()

    def only_error(self, reason: str) -> str:
        (error,) = self.scripted.errors("ado")
        assert (error.impact, error.reason) == ("entity", reason)
        assert self.world.statuses() == {"active"}
        return error.message

    def what_to_do(self) -> str:
        (error,) = self.scripted.errors("ado")
        return problems.error_detail(self.world.services, self.scripted.ado.caller.node_id, error.id).what_to_do

    def try_again(self) -> None:
        for one in self.scripted.errors("ado"):
            problems.retry(self.world.services, self.scripted.ado.caller, one.id)
        self.scripted.settle()

    def retry(self) -> None:
        self.try_again()
        assert self.scripted.errors("ado") == []

    def stored(self, name: str, item: str = "") -> object:
        return self.scripted.ado.get(item or self.item).get(name)

    def person(self, name: str) -> Person:
        return next(one for one in self.organization.people.all() if name in one.display_name)

    def may(self, *lacking: str) -> None:
        """The sync identity may everything but this."""
        project = self.scripted.ado.project_id
        self.organization.access.grant(self.person("Sync").id, ADMINISTRATOR - set(lacking), project)


@pytest.fixture
def pair(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> Pair:
    monkeypatch.setattr("addon.platforms.azuredevops.metadata.OLD_S", -1.0)
    return Pair(scripted)


def test_somebody_who_was_removed_is_left_out_and_told_and_the_rest_arrives(pair: Pair) -> None:
    jamal = pair.person("Jamal")
    assign = f"workItem.assignee = nodeHelper.getUserByEmail('{jamal.unique_name}')\n"
    pair.edit("Known", assign)
    assert pair.stored("System.AssignedTo")["uniqueName"] == jamal.unique_name  # type: ignore[index]
    pair.organization.people.change(jamal.id, active=False)
    pair.edit("Still theirs", assign)
    assert pair.stored("System.Title") == "Still theirs"
    issue = pair.scripted.jira.create("New", kind="Bug")
    pair.scripted.settle()
    item = pair.scripted.twin_of(issue)
    assert (pair.stored("System.Title", item), pair.stored("System.AssignedTo", item)) == ("New", None)
    assert any("unknown identity" in one and "Map this person" in one for one in pair.scripted.told("ado", item))
    assert pair.scripted.errors("ado") == []


def test_an_area_that_is_deleted_moves_its_items_and_stops_none_of_their_changes(pair: Pair) -> None:
    areas = f"/{pair.scripted.ado.project_id}/_apis/wit/classificationnodes/areas"
    pair.scripted.ado.rest("POST", areas, {"name": "Alpha"})
    alpha = "workItem.areaPath = 'Fabrikam Fiber\\\\Alpha'"
    pair.edit("In it", alpha)
    assert pair.stored("System.AreaPath") == "Fabrikam Fiber\\Alpha"
    root = pair.organization.projects.get(pair.scripted.ado.project_id).areas.id
    pair.scripted.ado.rest("DELETE", f"{areas}/Alpha", **{"$reclassifyId": root})
    pair.scripted.settle()
    pair.edit("Goes on", alpha)
    assert (pair.stored("System.Title"), pair.stored("System.AreaPath")) == ("Goes on", "Fabrikam Fiber")
    assert pair.scripted.errors("ado") == []
    pair.scripted.jira.create("New", kind="Bug")
    pair.scripted.settle()
    assert "There is no “Fabrikam Fiber\\Alpha” in this project" in pair.only_error("refused_fields")


def test_a_path_that_begins_with_a_projects_old_name_says_the_new_one(pair: Pair) -> None:
    address = f"{pair.organization.address}/__control__/projects/Fabrikam Fiber"
    requests.patch(address, json={"name": "Fiber Works"}, timeout=30).raise_for_status()
    pair.edit("Goes on")
    assert pair.stored("System.Title") == "Goes on"
    pair.edit("Second", "workItem.iterationPath = 'Fabrikam Fiber\\\\Iteration 1'")
    words = pair.only_error("refused_fields")
    assert "There is no “Fabrikam Fiber\\Iteration 1” in this project" in words
    assert words.endswith("it begins with the project's name, “Fiber Works”.")
    pair.scripted.rule("ado", incoming=HEAD + "workItem.iterationPath = 'Fiber Works\\\\Iteration 1'")
    pair.retry()
    assert pair.stored("System.IterationPath") == "Fiber Works\\Iteration 1"


def test_a_project_that_was_deleted_is_called_gone_by_its_name(pair: Pair) -> None:
    pair.edit("Known")
    pair.world.keep("poll", pair.scripted.node("ado"))
    pair.organization.projects.delete(pair.organization.projects.get(pair.scripted.ado.project_id))
    pair.scripted.jira.create("New", kind="Bug")
    pair.scripted.settle()
    assert "The project “Fabrikam Fiber” is gone" in pair.only_error("project_gone")
    assert "see the project again" in pair.what_to_do()
    pair.world.keep("poll", pair.scripted.node("ado"))
    assert ("connection", "project_gone") in {(one.impact, one.reason) for one in pair.scripted.errors("ado")}


def test_an_item_that_became_another_type_says_which_field_that_type_lacks(pair: Pair) -> None:
    rule = "workItem.'Found In' = replica.summary"
    pair.edit("A bug", rule)
    pair.scripted.ado.set(pair.item, **{"System.WorkItemType": "Task"})
    pair.scripted.settle()
    pair.edit("A task", rule)
    assert pair.only_error("refused_fields").startswith("Found In is not a field of the type Task, or not any more")
    pair.edit("Goes on")
    assert (pair.stored("System.Title"), pair.stored("System.WorkItemType")) == ("Goes on", "Task")
    assert pair.scripted.errors("ado") == []


def test_a_parent_that_is_below_its_child_or_gone_is_named(pair: Pair) -> None:
    other = pair.scripted.ado.create("Other", "Epic")
    link = {"rel": PARENT, "url": f"{pair.organization.url}/_apis/wit/workItems/{pair.item}"}
    pair.scripted.ado.rest(
        "PATCH", f"/_apis/wit/workitems/{other}", [{"op": "add", "path": "/relations/-", "value": link}]
    )
    pair.scripted.settle()
    pair.edit("In a ring", f"workItem.parentId = '{other}'")
    assert pair.only_error("refused_fields").startswith(f"#{pair.item} cannot go below #{other}: TF201035")
    pair.scripted.rule("ado", incoming=HEAD + "workItem.parentId = '9999'")
    pair.try_again()
    words = pair.only_error("refused_fields")
    assert words.startswith("#9999 cannot be the parent: it does not exist, or the sync identity cannot see it.")
    assert pair.stored("System.Title") == "In a ring"


def test_files_and_links_above_the_limit_are_left_out_with_the_limit_named(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("addon.simulators.azuredevops.links.ATTACHMENT_LIMIT", 0)
    pair.scripted.jira.attach(pair.issue, "a.txt", b"1")
    pair.edit("Files", "workItem.attachments = attachmentHelper.mergeAttachments(workItem, replica)")
    assert pair.stored("System.Title") == "Files"
    assert "A work item takes 100 files: take some off there." in pair.only_error("part_left_out")
    monkeypatch.setattr("addon.simulators.azuredevops.links.ATTACHMENT_LIMIT", 100)
    pair.edit("Room", "workItem.attachments = attachmentHelper.mergeAttachments(workItem, replica)")
    assert pair.scripted.ado.files(pair.item) == {"a.txt": b"1"}
    monkeypatch.setattr("addon.simulators.azuredevops.links.LINK_LIMIT", 0)
    other = pair.scripted.ado.create("Other", "Epic")
    pair.edit("Links", f"workItem.issueLinks = [[linkTypeName: 'Related', otherIssueId: '{other}']]")
    assert "A work item takes 1,000 links: take some off there." in pair.only_error("part_left_out")
    assert "linkTypeName" not in pair.what_to_do()


def test_an_item_without_revisions_left_says_how_to_go_on(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("addon.simulators.azuredevops.writer.REVISION_LIMIT", 1)
    pair.edit("One too many")
    words = pair.only_error("refused")
    assert "Unlink the pair, copy the work item, and connect the copy." in words


def test_permissions_that_lack_are_called_as_the_settings_call_them(pair: Pair) -> None:
    pair.may("create-tag")
    pair.edit("Tagged", "workItem.labels = [nodeHelper.getLabel('new')]")
    assert "It needs “Create tag definition”" in pair.only_error("forbidden")
    pair.may("edit")
    pair.try_again()
    assert "It needs “Edit work items in this node”" in pair.only_error("forbidden")
    pair.may()
    pair.retry()
    assert (pair.stored("System.Title"), pair.stored("System.Tags")) == ("Tagged", "new")


def test_a_token_whose_scopes_were_cut_says_so(pair: Pair) -> None:
    tokens = pair.organization.credentials
    (mine,) = tokens.of(pair.person("Sync").id)
    tokens._by_secret[mine.secret] = dataclasses.replace(mine, scopes=frozenset({"vso.work", "vso.project"}))
    pair.edit("Refused")
    assert "the scopes of its token do not reach that far" in pair.only_error("forbidden")
    tokens._by_secret[mine.secret] = mine
    pair.retry()
    assert pair.stored("System.Title") == "Refused"


def test_all_hooks_that_were_disabled_are_switched_on_again_and_deleted_ones_made_anew(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("addon.sync.keeping.HOUR_MS", -1)
    known = pair.scripted.ado.simulator.hooks.all()
    for one in known:
        one.status = BY_SYSTEM
    pair.world.keep("hooks", pair.scripted.node("ado"))
    assert [one.status for one in pair.scripted.ado.simulator.hooks.all()] == [ENABLED] * len(known)
    for one in known:
        pair.scripted.ado.simulator.hooks.remove(one.id)
    for _ in range(2):  # one look finds them gone, the next makes them
        pair.world.keep("hooks", pair.scripted.node("ado"))
    assert [one.status for one in pair.scripted.ado.simulator.hooks.all()] == [ENABLED] * len(known)
