"""Who wins a field of each kind that both sides edited, also where the two know it by different names."""

import itertools
from pathlib import Path
from typing import Any

import pytest
import requests

from addon.sandbox.launcher import Sandbox
from addon.simulators.azuredevops.seed import ADMIN_MAIL, MEMBER_MAIL
from addon.simulators.jira.field_kinds import LineKind
from addon.simulators.jira.fields import Field
from addon.simulators.jira.seed import MEMBER, SECOND
from addon.storage import conflicts
from addon.sync import drift, inbox
from tests.pipeline.same_kind import SameKind
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_drift import at_jira, checked, deafen
from tests.pipeline.test_script_mode import words_of
from tests.pipeline.world import adf, words

OWN = {
    "Region": ("string", ()),
    "Weight": ("double", ()),
    "When": ("dateTime", ()),
    "Color": ("string", ("Critical", "Major", "Minor")),
}
JIRA_OUT = """
replica.summary = issue.summary
replica.description = issue.description
replica.labels = issue.labels
replica.assignee = issue.assignee
replica.points = issue.customFields."Story point estimate"?.value
replica.due = issue.due
def severity = issue.customFields."Severity"?.value
replica.severity = severity?.value
replica.customFields."Client" = issue.customFields."Customer"?.value
"""
ADO_IN = """
if (firstSync) { workItem.projectKey = "Fabrikam Fiber"; workItem.typeName = "Task" }
workItem.summary = replica.summary
workItem.description = replica.description
workItem.labels = replica.labels
workItem.assignee = replica.assignee
workItem."Custom.Weight" = replica.points
workItem."Custom.When" = replica.due
workItem."Custom.Color" = replica.severity
workItem."Custom.Region" = replica.customFields."Client"
"""
ADO_OUT = """
replica.summary = workItem.summary
replica.description = workItem.description
replica.labels = workItem.labels
replica.assignee = workItem.assignee
replica.points = workItem."Custom.Weight"
replica.due = workItem."Custom.When"
replica.severity = workItem."Custom.Color"
replica.customFields."Client" = workItem."Custom.Region"
"""
JIRA_IN = """
issue.summary = replica.summary
issue.description = replica.description
issue.labels = replica.labels
issue.assignee = replica.assignee
issue.customFields."Story point estimate".value = replica.points
issue.due = replica.due
def wanted = replica.severity
issue.customFields."Severity".value = wanted ? nodeHelper.getOption(issue, "Severity", wanted) : null
issue."Customer" = replica.customFields."Client"
"""
BY_JIRA = {
    "summary": "By Jira", "description": "By Jira", "labels": ["base", "jira"], "assignee": "second", "points": 2,
    "due": "2030-02-02", "severity": "Major", "customer": "By Jira",
}  # fmt: skip
BY_AZURE = {
    "summary": "By Azure", "description": "By Azure", "labels": ["azure", "base"], "assignee": "member", "points": 3,
    "due": "2030-03-03", "severity": "Critical", "customer": "By Azure",
}  # fmt: skip
NEWER = {"ja": BY_AZURE, "aj": BY_JIRA}


@pytest.fixture
def pair(scripted: Scripted) -> tuple[Scripted, str, str]:
    address = scripted.ado.simulator.organization.address
    for name, (kind, allowed) in OWN.items():
        body = {"reference_name": f"Custom.{name}", "name": name, "type": kind, "allowed": allowed}
        body["work_item_type"] = "Task"
        requests.post(f"{address}/__control__/fields", json=body, timeout=30).raise_for_status()
    scripted.rule("jira", outgoing=JIRA_OUT, incoming=JIRA_IN)
    scripted.rule("ado", outgoing=ADO_OUT, incoming=ADO_IN)
    issue = scripted.jira.create("Pair", "Body")
    scripted.jira.set(
        issue,
        labels=["base"],
        customfield_10012=1,
        duedate="2030-01-01",
        customfield_10010={"value": "Minor"},
        customfield_10014="base",
    )
    scripted.settle()
    assert scripted.errors("ado") + scripted.errors("jira") == []
    return scripted, issue, scripted.twin_of(issue)


def policy(scripted: Scripted, side: str, **policies: str) -> None:
    people = {
        "jira": {"Maria Admin": SECOND, "Jamal Hartnett": MEMBER},
        "ado": {"Sam Second": ADMIN_MAIL, "Max Member": MEMBER_MAIL},
    }
    for one in ("jira", "ado"):
        asked = {"*" if name == "all" else name: value for name, value in policies.items()}
        scripted.rule(one, people=people[one], conflicts=asked if one == side else {})


def jira_edits(scripted: Scripted, issue: str) -> None:
    scripted.jira.set(
        issue,
        summary="By Jira",
        description=adf("By Jira"),
        labels=["base", "jira"],
        assignee={"accountId": SECOND},
        customfield_10012=2,
        duedate="2030-02-02",
        customfield_10010={"value": "Major"},
        customfield_10014="By Jira",
    )


def azure_edits(scripted: Scripted, item: str) -> None:
    values: dict[str, Any] = {
        "System.Title": "By Azure",
        "System.Description": "<p>By Azure</p>",
        "System.Tags": "base; azure",
        "System.AssignedTo": MEMBER_MAIL,
        "Custom.Weight": 3,
        "Custom.When": "2030-03-03T00:00:00Z",
        "Custom.Color": "Critical",
        "Custom.Region": "By Azure",
    }
    scripted.ado.set(item, **values)


def stands(scripted: Scripted, issue: str, item: str) -> list[dict[str, Any]]:
    """How all fields stand at Jira and at Azure DevOps."""
    here, there = scripted.jira.get(issue), scripted.ado.get(item)
    people = {"Sam Second": "second", "Max Member": "member", "Maria Admin": "second", "Jamal Hartnett": "member"}
    return [
        {
            "summary": here["summary"],
            "description": words(here["description"]),
            "labels": sorted(here["labels"]),
            "assignee": people.get((here["assignee"] or {}).get("displayName", "")),
            "points": here["customfield_10012"],
            "due": here["duedate"],
            "severity": (here["customfield_10010"] or {}).get("value"),
            "customer": here["customfield_10014"],
        },
        {
            "summary": there["System.Title"],
            "description": words_of(there.get("System.Description", "")),
            "labels": sorted(there.get("System.Tags", "").split("; ")),
            "assignee": people.get((there.get("System.AssignedTo") or {}).get("displayName", "")),
            "points": there.get("Custom.Weight"),
            "due": str(there.get("Custom.When"))[:10],
            "severity": there.get("Custom.Color"),
            "customer": there.get("Custom.Region"),
        },
    ]


def both_edit(pair: tuple[Scripted, str, str], order: str) -> list[dict[str, Any]]:
    scripted, issue, item = pair
    for one in order:
        jira_edits(scripted, issue) if one == "j" else azure_edits(scripted, item)
    scripted.settle()
    assert scripted.errors("jira") == scripted.errors("ado") == []
    assert scripted.settle() == 0
    return stands(scripted, issue, item)


@pytest.mark.parametrize("order", ["ja", "aj"])
@pytest.mark.parametrize(
    ("side", "named", "winner"),
    [("jira", "newest", None), ("jira", "here", BY_JIRA), ("ado", "here", BY_AZURE), ("ado", "there", BY_JIRA)],
)
def test_one_sides_policy_decides_every_kind_on_both(
    pair: tuple[Scripted, str, str], side: str, named: str, winner: dict[str, Any] | None, order: str
) -> None:
    policy(pair[0], side, all=named)
    wanted = winner or NEWER[order]
    assert both_edit(pair, order) == [wanted, wanted]


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_lists_are_united_and_of_all_else_the_newer_stands(pair: tuple[Scripted, str, str], side: str) -> None:
    policy(pair[0], side, all="union")
    wanted = {**BY_AZURE, "labels": ["azure", "base", "jira"]}
    assert both_edit(pair, "ja") == [wanted, wanted]


@pytest.mark.parametrize(
    ("side", "fields", "stays"),
    [
        ("jira", {"customfield_10014": "here", "due": "here"}, BY_JIRA),
        ("ado", {"Custom.Region": "there", "Custom.When": "there"}, BY_JIRA),
    ],
)
def test_a_policy_for_one_field_holds_for_what_the_partner_calls_otherwise(
    pair: tuple[Scripted, str, str], side: str, fields: dict[str, str], stays: dict[str, Any]
) -> None:
    policy(pair[0], side, **fields)
    wanted = {**BY_AZURE, "customer": stays["customer"], "due": stays["due"]}
    assert both_edit(pair, "ja") == [wanted, wanted]


@pytest.mark.parametrize("choice", ["here", "there"])
def test_what_a_person_chooses_stands_on_both_sides_for_every_kind(
    pair: tuple[Scripted, str, str], choice: Any
) -> None:
    scripted, issue, item = pair
    policy(scripted, "ado", all="ask")
    assert both_edit(pair, "ja") == [BY_JIRA, BY_AZURE]
    found = scripted.world.ledger.read(lambda tx: conflicts.list_page(tx, scripted.node("jira"))).items
    shown = {one.field: one.remote_form for one in found}
    assert len(found) == 8 and shown["customfield_10014"] == "By Azure" and shown["customfield_10012"] == 3
    for one in found:
        inbox.choose(scripted.world.services, scripted.node("jira"), one.id, choice, "Ada")
        scripted.settle()
    wanted = BY_JIRA if choice == "here" else BY_AZURE
    assert stands(scripted, issue, item) == [wanted, wanted]
    for side in ("jira", "ado"):
        assert not scripted.world.ledger.read(
            lambda tx, side=side: conflicts.list_page(tx, scripted.node(side))  # type: ignore[misc]
        ).items


def test_a_later_edit_of_another_field_makes_no_older_edit_newer(pair: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = pair
    scripted.jira.set(issue, customfield_10014="Older")
    scripted.ado.set(item, **{"Custom.Region": "Newer"})
    scripted.jira.set(issue, summary="Newest of all")
    scripted.settle()
    assert [one["customer"] for one in stands(scripted, issue, item)] == ["Newer", "Newer"]
    scripted.ado.set(item, **{"Custom.Region": "Next", "Custom.Weight": 8})
    scripted.settle()
    assert [(one["customer"], one["points"]) for one in stands(scripted, issue, item)] == [("Next", 8)] * 2


def test_people_may_edit_what_both_sides_call_otherwise_in_turns(pair: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = pair
    for number in range(5):
        scripted.jira.set(issue, customfield_10014=f"Ada {number}")
        scripted.settle()
        scripted.ado.set(item, **{"Custom.Region": f"Maria {number}"})
        scripted.settle()
    assert [one["customer"] for one in stands(scripted, issue, item)] == ["Maria 4", "Maria 4"]


def test_rules_whose_text_does_not_say_which_field_is_which_end_with_equal_sides(
    pair: tuple[Scripted, str, str],
) -> None:
    scripted, issue, item = pair
    fields = '["Customer": "Custom.Region", "Story point estimate": "Custom.Weight"]'
    each = f"{fields}.each {{ here, there -> replica[there] = issue.customFields[here].value }}"
    scripted.rule(
        "jira", outgoing=each, incoming=f"{fields}.each {{ h, t -> issue.customFields[h].value = replica[t] }}"
    )
    each = '["Custom.Region", "Custom.Weight"].each { '
    scripted.rule("ado", outgoing=each + "replica[it] = workItem[it] }", incoming=each + "workItem[it] = replica[it] }")
    for number, order in enumerate(itertools.islice(itertools.cycle(("ja", "aj")), 4)):
        for one in order:
            if one == "j":
                scripted.jira.set(issue, customfield_10014=f"Jira {number}", customfield_10012=number)
            else:
                scripted.ado.set(item, **{"Custom.Region": f"Azure {number}", "Custom.Weight": number + 50})
        scripted.settle()
        here, there = stands(scripted, issue, item)
        wanted = (f"Azure {number}", number + 50) if order == "ja" else (f"Jira {number}", number)
        assert (here["customer"], here["points"]) == (there["customer"], there["points"]) == wanted
    assert scripted.errors("jira") == scripted.errors("ado") == []


CROSSED = {
    "left": (
        'replica.summary = issue.summary\nreplica.a = issue."Customer"\nreplica.b = issue."Vendor"',
        'issue.summary = replica.summary\nissue."Customer" = replica.a\nissue."Vendor" = replica.b',
    ),
    "right": (
        'replica.summary = issue.summary\nreplica.b = issue."Customer"\nreplica.a = issue."Vendor"',
        'issue.summary = replica.summary\nissue."Customer" = replica.b\nissue."Vendor" = replica.a',
    ),
}
CUSTOMER, VENDOR = "customfield_10014", "customfield_10040"


@pytest.mark.parametrize("order", ["lrl", "rlr", "llr", "rrl"])
def test_a_number_that_two_sites_gave_to_different_fields_means_neither(
    tmp_path: Path, sandbox: Sandbox, order: str
) -> None:
    sites = SameKind("jira", tmp_path, sandbox)
    try:
        sites.install()
        for half in sites.halves:
            site = half.hand.site
            site.fields[VENDOR] = Field(VENDOR, "Vendor", LineKind(), "textfield")
            for scheme in site.schemes.values():
                for screen in (scheme.create_fields, scheme.edit_fields):
                    screen.append(VENDOR)
        sites.connect("script")
        sites.watch()
        left, right = sites.halves
        for half in sites.halves:
            sites.rule(half, outgoing=CROSSED[half.name][0], incoming=CROSSED[half.name][1])
        issue = left.hand.create("Pair")
        left.hand.set(issue, **{CUSTOMER: "c", VENDOR: "v"})
        sites.settle()
        there = sites.across(left, issue)
        assert (right.hand.get(there)[CUSTOMER], right.hand.get(there)[VENDOR]) == ("v", "c")
        edits = {
            "lrl": [(left, CUSTOMER, "left"), (right, VENDOR, "right"), (left, VENDOR, "other")],
            "rlr": [(right, VENDOR, "right"), (left, CUSTOMER, "left"), (right, CUSTOMER, "other")],
            "llr": [(left, VENDOR, "other"), (left, CUSTOMER, "left"), (right, VENDOR, "right")],
            "rrl": [(right, CUSTOMER, "other"), (right, VENDOR, "right"), (left, CUSTOMER, "left")],
        }
        for half, name, value in edits[order]:
            half.hand.set(issue if half is left else there, **{name: value})
        sites.settle()
        here, over = left.hand.get(issue), right.hand.get(there)
        newer = "right" if order in ("lrl", "llr") else "left"
        assert (here[CUSTOMER], over[VENDOR]) == (newer, newer)
        assert (here[VENDOR], over[CUSTOMER]) == ("other", "other")
        assert sites.faults() == []
        assert sites.settle() == 0
    finally:
        sites.close()


@pytest.mark.parametrize("keep", ["here", "there"])
def test_a_repair_lets_one_side_stand_for_every_kind_and_a_day_is_the_moment_it_is_elsewhere(
    pair: tuple[Scripted, str, str], keep: Any
) -> None:
    scripted, issue, item = pair
    policy(scripted, "jira", all="newest")
    deafen(scripted.world)
    jira_edits(scripted, issue)
    azure_edits(scripted, item)
    found = checked(scripted.world)
    drift.repair(scripted.world.services, scripted.jira.caller, at_jira(scripted.world), found.id, issue, keep)
    scripted.settle()
    wanted = BY_JIRA if keep == "here" else BY_AZURE
    assert stands(scripted, issue, item) == [wanted, wanted]
    assert checked(scripted.world).differences == ()


def test_the_same_day_set_on_both_sides_at_once_is_no_conflict(pair: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = pair
    policy(scripted, "jira", due="ask")
    scripted.jira.set(issue, duedate="2031-05-05")
    scripted.ado.set(item, **{"Custom.When": "2031-05-05T00:00:00Z"})
    scripted.settle()
    told = scripted.told("jira", issue) + scripted.told("ado", item)
    assert not [one for one in told if "Both sides edited" in one]
    scripted.jira.set(issue, duedate="2031-06-06")
    scripted.settle()
    assert [one["due"] for one in stands(scripted, issue, item)] == ["2031-06-06"] * 2
