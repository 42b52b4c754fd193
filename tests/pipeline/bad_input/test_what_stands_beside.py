"""Values of rules that are easy to get wrong: people by the list, choices within choices, watchers, properties, dates."""

import pytest

from addon.simulators.jira.field_compound import Branch, CascadeKind, UsersKind
from addon.simulators.jira.fields import Field
from addon.simulators.jira.records import Named
from addon.simulators.jira.seed import MEMBER, SECOND
from tests.pipeline.scripted import Scripted

HEAD = 'if (firstSync) { issue.typeName = "Task" }\nissue.summary = replica.summary\n'
OUT = "replica.summary = workItem.summary\nreplica.description = workItem.description"
SAM, MAX = "nodeHelper.getUserByFullName('Sam Second')", "nodeHelper.getUserByFullName('Max Member')"


@pytest.fixture
def paired(scripted: Scripted) -> tuple[Scripted, str, str]:
    site = scripted.jira.site
    below = (Named("2", "Berlin"), Named("3", "Bonn"))
    site.fields["customfield_10030"] = Field("customfield_10030", "Approvers", UsersKind(), "multiuserpicker")
    place = CascadeKind((Branch(Named("1", "Germany"), below), Branch(Named("4", "Malta"))))
    site.fields["customfield_10031"] = Field("customfield_10031", "Place", place, "cascadingselect")
    for scheme in site.schemes.values():
        for screen in (scheme.create_fields, scheme.edit_fields):
            screen += ["customfield_10030", "customfield_10031"]
    scripted.rule("ado", outgoing=OUT, incoming="")
    scripted.rule("jira", outgoing="replica.key = issue.key", incoming=HEAD)
    item = scripted.ado.create("First", "Bug", **{"Microsoft.VSTS.TCM.ReproSteps": "<b>bold</b> words"})
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None
    return scripted, twin.remote_id, item


def run(paired: tuple[Scripted, str, str], title: str, text: str) -> list[str]:
    """The timeline after the rule ran once."""
    scripted, issue, item = paired
    scripted.rule("jira", incoming=HEAD + text)
    scripted.ado.set(item, **{"System.Title": title})
    scripted.settle()
    assert [one.message for one in scripted.errors("jira")] == []
    return scripted.told("jira", issue)


def test_watchers_and_entity_properties_are_read_and_written(paired: tuple[Scripted, str, str]) -> None:
    scripted, number, _ = paired
    issue = scripted.jira.site.issues[number]
    issue.watchers = {MEMBER}
    issue.properties["other.app"] = {"keep": True}
    told = run(
        paired,
        "Second",
        f"log.info('saw ' + issue.watchers*.displayName + issue.entityProperties['other.app'].keep)\n"
        f"issue.watchers += {SAM}\n"
        "issue.entityProperties.mine = [state: 'new', id: '1', name: 'n', list: [1, null]]",
    )
    assert "log: saw [Max Member]true" in told
    assert issue.watchers == {MEMBER, SECOND}
    assert issue.properties["mine"] == {"state": "new", "id": "1", "name": "n", "list": [1, None]}
    run(paired, "Third", f"issue.watchers = [{SAM}]\nissue.entityProperties.mine = null")
    assert issue.watchers == {SECOND}
    assert "mine" not in issue.properties
    assert issue.properties["other.app"] == {"keep": True}
    told = run(paired, "Fourth", "issue.watchers = ['nobody-here', '5b10a2844c20165700ede21g']")
    assert issue.watchers == {MEMBER}
    assert any("left_out: watchers stays as it is" in one for one in told)


def test_several_people_and_choices_within_choices_mean_what_they_say(paired: tuple[Scripted, str, str]) -> None:
    scripted, number, _ = paired
    issue = scripted.jira.site.issues[number]
    run(
        paired,
        "Second",
        f"issue.customFields.Approvers.value = [{SAM}]\n"
        "issue.customFields.Place.value = nodeHelper.getCascadingSelect('Germany', 'Bonn')\n"
        f"issue.assignee = {MAX}",
    )
    assert issue.fields["customfield_10030"] == [SECOND]
    assert issue.fields["customfield_10031"] == ("1", "3")
    told = run(
        paired,
        "Third",
        "log.info('place ' + issue.customFields.Place.value.child.value)\n"
        "issue.customFields.Approvers.value += issue.assignee\n"
        "issue.customFields.Reviewer.value = issue.assignee\n"
        "issue.customFields.Place.value = [value: 'Malta']",
    )
    assert "log: place Bonn" in told
    assert issue.fields["customfield_10030"] == [SECOND, MEMBER]
    assert issue.fields["customfield_10016"] == MEMBER
    assert issue.fields["customfield_10031"] == ("4", None)
    run(paired, "Fourth", "issue.Approvers = []\nissue.Place = null\nissue.assignee = [accountId: '" + SECOND + "']")
    assert [issue.fields[name] for name in ("customfield_10030", "customfield_10031")] == [None, None]
    assert issue.fields["assignee"] == SECOND


def test_moments_rich_text_and_lines_become_what_the_field_holds(paired: tuple[Scripted, str, str]) -> None:
    scripted, number, _ = paired
    run(
        paired,
        "Second",
        "issue.due = '2026-12-24T22:00:00Z'\nissue.'Target start' = '2026-12-25T00:00:00.000Z'\n"
        "issue.'Go-live' = '2026-12-26'\nissue.Customer = replica.description\nissue.Topics = ['two words']\n"
        "issue.summary = replica.summary + '\\r\\n and more'",
    )
    fields = scripted.jira.get(number)
    assert (fields["duedate"], fields["customfield_10013"]) == ("2026-12-24", "2026-12-25")
    assert fields["customfield_10018"].startswith("2026-12-26T00:00:00")
    assert fields["customfield_10014"] == "bold words"
    assert fields["customfield_10019"] == ["two_words"]
    assert fields["summary"] == "Second and more"


def test_a_resolution_that_no_screen_asks_for_is_set_all_the_same(paired: tuple[Scripted, str, str]) -> None:
    scripted, number, _ = paired
    run(paired, "Second", "issue.setStatus('Done')\nissue.resolution = nodeHelper.getResolution(\"Won't Do\")")
    fields = scripted.jira.get(number)
    assert (fields["status"]["name"], fields["resolution"]["name"]) == ("Done", "Won't Do")
