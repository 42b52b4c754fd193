"""Values of every kind of field between the two products: choices within choices, people, numbers, yes and no, places.

Rules hand most of them on as they are: whole fields, lists, look-ups that found nothing. What has a meaning in the other
product arrives; what has none is told in words that say what it may be.
"""

import pytest
import requests

from addon.simulators.azuredevops.fields import Field as OwnField
from addon.simulators.jira.field_compound import Branch, CascadeKind, UsersKind
from addon.simulators.jira.fields import Field
from addon.simulators.jira.records import Named
from addon.simulators.jira.seed import MEMBER, SECOND
from addon.storage import timeline
from addon.sync import problems
from tests.pipeline.scripted import Scripted

PLACES = (Branch(Named("1", "Germany"), (Named("2", "Berlin"), Named("3", "Bonn"))), Branch(Named("4", "Malta")))
OWN = {
    "Region": ("string", ()),
    "Flag": ("boolean", ()),
    "Level": ("integer", (1, 2, 3)),
    "Weight": ("double", (0.5, 1, 2)),
    "When": ("dateTime", ()),
    "Color": ("string", ("Red", "Green")),
}
JIRA_OUT = "replica.summary = issue.summary\nreplica.customFields = issue.customFields"
ADO_OUT = """
replica.summary = workItem.summary
["Region", "Flag", "Weight", "When"].each { replica."Custom.$it" = workItem."Custom.$it" }
"""


@pytest.fixture
def pair(scripted: Scripted) -> tuple[Scripted, str, str]:
    """An issue with a value in every field, its work item, and fields of all kinds on both sides."""
    site = scripted.jira.site
    site.fields["customfield_10030"] = Field("customfield_10030", "Approvers", UsersKind(), "multiuserpicker")
    site.fields["customfield_10031"] = Field("customfield_10031", "Place", CascadeKind(PLACES), "cascadingselect")
    for scheme in site.schemes.values():
        for screen in (scheme.create_fields, scheme.edit_fields):
            screen += ["customfield_10030", "customfield_10031"]
    organization = scripted.ado.simulator.organization
    organization.fields.add(OwnField("Custom.Owner", "Owner", "string", is_identity=True))
    for name, (kind, allowed) in {**OWN, "Owner": ("string", ())}.items():
        body = {"reference_name": f"Custom.{name}", "name": name, "type": kind, "allowed": allowed}
        address = f"{organization.address}/__control__/fields"
        requests.post(address, json={**body, "work_item_type": "Task"}, timeout=30).raise_for_status()
    scripted.rule("jira", outgoing=JIRA_OUT, incoming="issue.summary = replica.summary")
    scripted.rule("ado", outgoing=ADO_OUT, incoming="if (firstSync) workItem.typeName = 'Task'\nworkItem.summary = 'x'")
    issue = scripted.jira.create("Pair")
    scripted.jira.set(
        issue,
        customfield_10010={"value": "Major"},
        customfield_10012=2,
        customfield_10015=[{"value": "Web"}, {"value": "Mobile"}],
        customfield_10016={"accountId": SECOND},
        customfield_10018="2026-12-24T23:30:00.000-0500",
        customfield_10030=[{"accountId": MEMBER}, {"accountId": SECOND}],
        customfield_10031={"value": "Germany", "child": {"value": "Bonn"}},
    )
    scripted.settle()
    return scripted, issue, scripted.twin_of(issue)


def at_azure_devops(pair: tuple[Scripted, str, str], text: str, **settings: object) -> dict[str, object]:
    """The work item's own fields after a rule with this text ran; they are emptied before."""
    scripted, issue, item = pair
    body = [
        {"op": "remove", "path": f"/fields/{name}"} for name in scripted.ado.get(item) if name.startswith("Custom.")
    ]
    if body:
        scripted.ado.rest("PATCH", f"/_apis/wit/workitems/{item}", body)
        scripted.settle()
    scripted.rule("ado", incoming="workItem.summary = replica.summary\n" + text, **settings)
    scripted.jira.set(issue, summary=text)
    scripted.settle()
    assert scripted.errors("ado") == scripted.errors("jira") == [], text
    found = scripted.ado.get(item)
    assert found["System.Title"] == text
    return {name[7:]: value for name, value in found.items() if name.startswith("Custom.")}


def refusal(pair: tuple[Scripted, str, str], side: str, text: str) -> str:
    """The error of a rule with this text; it is skipped, and nothing else waits."""
    scripted, issue, item = pair
    other = "jira" if side == "ado" else "ado"
    scripted.rule(side, incoming=f"{'workItem' if side == 'ado' else 'issue'}.summary = replica.summary\n" + text)
    if side == "ado":
        scripted.jira.set(issue, summary=text)
    else:
        scripted.ado.set(item, **{"System.Title": text})
    scripted.settle()
    (error,) = scripted.errors(side)
    assert scripted.errors(other) == []
    problems.skip(scripted.world.services, getattr(scripted, side).caller, error.id)
    scripted.settle()
    return error.message


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("workItem.'Custom.Region' = replica.customFields.Place", {"Region": "Germany - Bonn"}),
        ("workItem.'Custom.Region' = replica.customFields.Place.value", {"Region": "Germany - Bonn"}),
        ("workItem.'Custom.Region' = replica.customFields.Place.value.child.value", {"Region": "Bonn"}),
        ("workItem.customFields.Region = replica.customFields.Severity", {"Region": "Major"}),
        ("workItem.'Custom.Region' = replica.customFields.Teams.value", {"Region": "Web, Mobile"}),
        ("workItem.'Custom.Region' = replica.customFields.Approvers", {"Region": "Max Member, Sam Second"}),
        ("workItem.'Custom.Region' = replica.customFields.Reviewer.value", {"Region": "Sam Second"}),
        ("workItem.'Custom.Region' = replica.customFields.Customer", {}),
        ("workItem.'Custom.When' = replica.customFields.'Go-live'", {"When": "2026-12-25T04:30:00Z"}),
        ("workItem.'Custom.Flag' = 'Yes'", {"Flag": True}),
        ("workItem.'Custom.Flag' = 'false'", {"Flag": False}),
        ("workItem.'Custom.Level' = '2 - Medium'", {"Level": 2}),
        ("workItem.'Custom.Level' = replica.customFields.'Story point estimate'.value", {"Level": 2}),
        ("workItem.'Custom.Weight' = replica.customFields.'Story point estimate'", {"Weight": 2}),
        ("workItem.'Custom.Weight' = '0.5'", {"Weight": 0.5}),
    ],
)
def test_what_has_a_meaning_at_azure_devops_arrives(
    pair: tuple[Scripted, str, str], text: str, fields: dict[str, object]
) -> None:
    assert at_azure_devops(pair, text) == fields


def test_azure_devops_field_of_one_person_takes_the_first_and_says_so(pair: tuple[Scripted, str, str]) -> None:
    scripted, _, item = pair
    maria = next(one for one in scripted.ado.simulator.organization.people.all() if one.display_name == "Maria Admin")
    text = "workItem.'Custom.Owner' = replica.customFields.Approvers.value"
    found = at_azure_devops(pair, text, people={"Max Member": maria.unique_name})
    assert found["Owner"]["displayName"] == "Maria Admin"  # type: ignore[index]
    assert any("Owner holds one person, and the rules gave it 2" in one for one in scripted.told("ado", item))


def test_what_has_none_there_is_told_with_what_it_may_be(pair: tuple[Scripted, str, str]) -> None:
    words = {
        "workItem.'Custom.Flag' = replica.customFields.Severity": "needs yes or no, and “Major” is neither",
        "workItem.'Custom.Level' = 2.5": "needs a whole number, and “2.5” is none",
        "workItem.'Custom.Level' = '2.5'": "needs a whole number, and “2.5” is none",
        "workItem.'Custom.Level' = 7": "cannot become “7”; it may be: 1, 2, 3",
        "workItem.'Custom.Level' = replica.customFields.Severity": "needs a number, and “Major” is none",
        "workItem.'Custom.Color' = replica.customFields.Severity": "cannot become “Major”; it may be: Red, Green",
        "workItem.'Custom.Region' = [a: 1]": "needs text, and “[a: 1]” is none",
        "workItem.due = '2026-12-24'": "Due Date is not a field of the type Task, or not any more",
    }
    for text, said in words.items():
        message = refusal(pair, "ado", text)
        assert said in message, text
        assert "no field here any more" not in message


def test_a_place_that_no_look_up_finds_leaves_the_work_item_where_it_is(pair: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = pair
    place = {"System.AreaPath": "Fabrikam Fiber\\Printer", "System.IterationPath": "Fabrikam Fiber\\Sprint 1"}
    for kind, path in (("areas", "Printer"), ("iterations", "Sprint 1")):
        known = scripted.ado.rest("GET", f"/{scripted.ado.project_id}/_apis/wit/classificationnodes/{kind}?$depth=2")
        if path not in {one["name"] for one in known.get("children") or ()}:
            scripted.ado.rest(
                "POST", f"/{scripted.ado.project_id}/_apis/wit/classificationnodes/{kind}", {"name": path}
            )
    scripted.ado.set(item, **place)
    scripted.settle()
    scripted.rule(
        "ado",
        incoming="workItem.summary = replica.summary\nworkItem.iterationPath = nodeHelper.getIteration('Sprint 99')\n"
        "workItem.areaPath = nodeHelper.getAreaPath('Nowhere')",
    )
    scripted.jira.set(issue, summary="In no sprint")
    scripted.settle()
    found = scripted.ado.get(item)
    assert {name: found[name] for name in place} == place
    assert found["System.Title"] == "In no sprint"
    told = scripted.told("ado", item)
    assert any("iterationPath stays as it is: the rules gave it nothing" in one for one in told)
    assert any("areaPath stays as it is: the rules gave it nothing" in one for one in told)


@pytest.mark.parametrize(
    ("text", "field", "stored"),
    [
        ("issue.customFields.Place.value = replica.'Custom.Region'", "customfield_10031", ("1", "2")),
        ("issue.customFields.Place.value = 'malta'", "customfield_10031", ("4", None)),
        ("issue.customFields.Severity.value = 'critical'", "customfield_10010", "10100"),
        ("issue.customFields.Teams.value = ['WEB', 'Platform']", "customfield_10015", ["10202", "10201"]),
        ("issue.customFields.Customer.value = replica.'Custom.Flag'", "customfield_10014", "true"),
        ("issue.customFields.Customer.value = ['a', 'b']", "customfield_10014", "a, b"),
        ("issue.customFields.Customer = issue.customFields.Place", "customfield_10014", "Germany - Bonn"),
        ("issue.customFields.Reviewer.value = 'max@example.com'", "customfield_10016", MEMBER),
        (
            "issue.customFields.Approvers.value = 'sam@example.com; max@example.com'",
            "customfield_10030",
            [SECOND, MEMBER],
        ),
        ("issue.customFields.Approvers.value = ['max@example.com']", "customfield_10030", [MEMBER]),
    ],
)
def test_what_has_a_meaning_at_jira_arrives_once(
    pair: tuple[Scripted, str, str], text: str, field: str, stored: object
) -> None:
    scripted, issue, item = pair
    people = {"max@example.com": MEMBER, "sam@example.com": SECOND}
    scripted.rule("jira", incoming="issue.summary = replica.summary\n" + text, people=people)
    scripted.ado.set(item, **{"Custom.Region": "Germany - Berlin", "Custom.Flag": True, "System.Title": "One"})
    scripted.settle()
    assert scripted.errors("jira") == scripted.errors("ado") == []
    assert scripted.jira.site.issues[issue].fields[field] == stored
    scripted.ado.set(item, **{"System.Title": "Two"})
    scripted.settle()
    steps = scripted.world.ledger.read(lambda tx: timeline.of_entity(tx, scripted.node("jira"), issue)).items
    (newest, *_) = [one for one in steps if one.step == "write"]
    assert newest.data["fields"] == ["summary"]


def test_what_has_none_at_jira_is_told_by_the_fields_own_name(pair: tuple[Scripted, str, str]) -> None:
    words = {
        "nodeHelper.getCascadingSelect('Germany', 'Paris')": "“Place” cannot become “Germany - Paris”; "
        "below “Germany” it may be: Berlin, Bonn",
        "nodeHelper.getCascadingSelect('Atlantis', 'Paris')": "“Place” cannot become “Atlantis”; "
        "it may be: Germany, Malta",
        "'Germany - Paris'": "“Place” cannot become “Germany - Paris”; it may be: Germany, Malta",
    }
    for value, said in words.items():
        assert said in refusal(pair, "jira", f"issue.customFields.Place.value = {value}")
    assert "“Severity” cannot become “true”; it may be: Critical, Major, Minor" in refusal(
        pair, "jira", "issue.customFields.Severity.value = true"
    )
    assert "“Severity” takes one choice" in refusal(pair, "jira", "issue.customFields.Severity.value = ['a', 'b']")
    assert "“Teams” cannot become “Nope”; it may be: Mobile, Platform, Web" in refusal(
        pair, "jira", "issue.customFields.Teams.value = ['Web', 'Nope']"
    )
    estimate = refusal(pair, "jira", "issue.customFields.'Story point estimate'.value = true")
    assert "needs a number, and “true” is none" in estimate


def test_a_component_and_a_version_that_are_not_here_are_told_and_the_others_set(
    pair: tuple[Scripted, str, str],
) -> None:
    scripted, issue, item = pair
    scripted.jira.rest("POST", "/component", {"name": "Printer", "project": "SUP"})
    scripted.rule(
        "jira",
        incoming="issue.summary = replica.summary\n"
        "issue.components = ['Printer', 'Nope'].collect { nodeHelper.getComponent(it, 'SUP') }\n"
        "issue.fixVersions = [nodeHelper.getVersion('9.9', 'SUP')]",
    )
    scripted.ado.set(item, **{"System.Title": "Parts"})
    scripted.settle()
    assert [one["name"] for one in scripted.jira.get(issue)["components"]] == ["Printer"]
    told = scripted.told("jira", issue)
    assert any("components stays without 1 that the rules looked for" in one for one in told)
    assert any("fixVersions stays without 1 that the rules looked for" in one for one in told)
    assert scripted.errors("jira") == []
