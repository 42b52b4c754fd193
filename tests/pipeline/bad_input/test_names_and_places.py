"""Names that changed, places that are hidden: told with the way out, and gone on with once that is mended."""

import dataclasses

import pytest

from addon.simulators.jira.field_choices import OptionKind
from addon.storage import connections, nodes
from addon.sync import problems
from addon.sync.preview import preview
from tests.pipeline.scripted import Scripted

HEAD = 'if (firstSync) { issue.typeName = "Task" }\nissue.summary = replica.summary\n'


@pytest.fixture
def paired(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> tuple[Scripted, str, str]:
    """A pair; whatever is remembered of the trackers counts as old at once."""
    for product in ("jira", "azuredevops"):
        monkeypatch.setattr(f"addon.platforms.{product}.metadata.OLD_S", -1.0)
    scripted.rule("ado", outgoing="replica.summary = workItem.summary", incoming="")
    scripted.rule("jira", outgoing="replica.summary = issue.summary", incoming=HEAD)
    item = scripted.ado.create("First", "Bug")
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None
    return scripted, twin.remote_id, item


def retry_all(scripted: Scripted, side: str = "jira") -> None:
    caller = scripted.jira.caller if side == "jira" else scripted.ado.caller
    for one in scripted.errors(side):
        problems.retry(scripted.world.services, caller, one.id)
    scripted.settle()


def test_a_choice_that_was_just_added_is_taken_though_an_older_list_is_remembered(
    paired: tuple[Scripted, str, str],
) -> None:
    scripted, issue, item = paired
    kind = scripted.jira.site.fields["customfield_10010"].kind
    assert isinstance(kind, OptionKind)
    minor = kind._options.pop()
    scripted.rule("jira", incoming=HEAD + "issue.Severity = 'Major'")
    scripted.ado.set(item, **{"System.Title": "Second"})
    scripted.settle()
    kind._options.append(minor)
    scripted.rule("jira", incoming=HEAD + "issue.Severity = 'Minor'")
    scripted.ado.set(item, **{"System.Title": "Third"})
    scripted.settle()
    assert scripted.jira.get(issue)["customfield_10010"]["value"] == "Minor"
    assert scripted.errors("jira") == []


def test_a_renamed_field_is_named_and_a_retry_finds_it_under_its_old_name_again(
    paired: tuple[Scripted, str, str],
) -> None:
    scripted, issue, item = paired
    fields = scripted.jira.site.fields
    scripted.rule("jira", incoming=HEAD + 'issue.customFields."Customer".value = replica.summary')
    fields["customfield_10014"] = dataclasses.replace(fields["customfield_10014"], name="Client")
    scripted.world.services.trackers.open(scripted.node("jira")).renew()
    scripted.ado.set(item, **{"System.Title": "Second"})
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert "There is no field “Customer” here; was it renamed or deleted?" in error.message
    fields["customfield_10014"] = dataclasses.replace(fields["customfield_10014"], name="Customer")
    retry_all(scripted)
    assert scripted.jira.get(issue)["customfield_10014"] == "Second"


def test_what_is_hidden_with_its_project_is_no_deletion_and_waits(paired: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = paired
    project = next(one for one in scripted.jira.site.projects.values() if one.key == "SUP")
    project.app_permissions = frozenset()
    scripted.ado.set(item, **{"System.Title": "While hidden"})
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert error.reason == "project_gone" and "hidden from the sync identity" in error.message
    detail = problems.error_detail(scripted.world.services, scripted.jira.caller.node_id, error.id)
    assert "see the project again" in detail.what_to_do
    project.app_permissions = None
    retry_all(scripted)
    assert scripted.jira.get(issue)["summary"] == "While hidden"


def test_a_title_that_is_too_long_says_how_long_it_may_be(paired: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = paired
    scripted.rule("jira", incoming="issue.summary = replica.summary * 60")
    scripted.ado.set(item, **{"System.Title": "Second"})
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert "has 360 characters; Jira takes 255" in error.message and ".take(255)" in error.message
    scripted.rule("jira", incoming="issue.summary = (replica.summary * 60).take(255)")
    retry_all(scripted)
    assert len(scripted.jira.get(issue)["summary"]) == 255


def test_a_title_of_emoji_is_counted_as_both_products_do(paired: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = paired
    fits, long = "😀" * 127 + "x", "😀" * 128
    scripted.rule("ado", incoming="workItem.summary = replica.summary + replica.more", outgoing="")
    scripted.rule(
        "jira", outgoing="replica.summary = issue.summary\nreplica.more = issue.labels.find { true }?.label ?: ''"
    )
    scripted.jira.set(issue, summary=fits)
    scripted.settle()
    assert scripted.ado.get(item)["System.Title"] == fits
    scripted.jira.set(issue, labels=["y"])
    scripted.settle()
    (error,) = scripted.errors("ado")
    assert "has 256 characters; Azure DevOps takes 255" in error.message
    scripted.rule("ado", outgoing="replica.summary = workItem.summary", incoming="")
    scripted.rule("jira", incoming=f"issue.summary = '{long}'")
    scripted.ado.set(item, **{"System.Title": "Longer"})
    scripted.settle()
    (error,) = scripted.errors("jira")
    assert "has 256 characters; Jira takes 255" in error.message


def test_a_preview_lets_azure_devops_check_what_only_it_knows(paired: tuple[Scripted, str, str]) -> None:
    scripted, _, item = paired
    draft = "workItem.summary = replica.summary\nworkItem.areaPath = 'Fabrikam Fiber\\\\Nowhere'"
    node_id, connection_id = scripted.node("ado"), scripted.connections["ado"]
    node, row = scripted.world.ledger.read(
        lambda tx: (nodes.get(tx, node_id), connections.get(tx, node_id, connection_id))
    )
    before = scripted.ado.get(item)
    found = preview(scripted.world.services, node, row, item, incoming=draft, replica={"summary": "New"}).incoming
    assert found is not None and found.effect == "failed" and found.problem is not None
    assert "Invalid tree name" in found.problem.message
    assert scripted.ado.get(item) == before


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://elsewhere.example/1", 5])
def test_an_address_that_is_not_the_partners_is_no_link_and_stops_nothing(scripted: Scripted, address: object) -> None:
    text = f"'{address}'" if isinstance(address, str) else address
    scripted.rule("jira", outgoing=f"replica.summary = issue.summary\nreplica.url = {text}")
    scripted.rule("ado", incoming="workItem.typeName = 'Bug'\nworkItem.summary = replica.summary")
    item = scripted.twin_of(created(scripted))
    relations = scripted.ado.rest("GET", f"/_apis/wit/workitems/{item}", **{"$expand": "relations"})["relations"]
    (link,) = [one["url"] for one in relations if one["rel"] == "Hyperlink"]
    assert link.startswith(scripted.ado.simulator.organization.url)
    assert scripted.errors("ado") == []


def created(scripted: Scripted) -> str:
    issue = scripted.jira.create("With an address", kind="Bug")
    scripted.settle()
    return issue
