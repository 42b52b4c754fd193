"""What a script left behind becomes edits: the right ones, and never an accident, whatever kind of thing it left."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addon.replica.values import EntityRef, Named, Person, ProjectRef
from addon.richtext import Document, fingerprint, from_plain_text, parse, to_json
from addon.rules.changes import edits_of
from addon.rules.reading import Reading
from addon.rules.ruleset import Edits, IncomingFacts, Replica, Traces
from addon.rules.site import Site
from addon.rules.travel import deltas, script_replica, travelling

SITES = {
    "jira": Site(
        "jira",
        names={
            "customfield_1": "Severity",
            "customfield_2": "Notes",
            "customfield_3": "Day",
            "customfield_4": "Go-live",
        },
        kinds={"customfield_2": "rich", "customfield_3": "date", "customfield_4": "datetime"},
        project=ProjectRef("9", "DEV", "Development"),
    ),
    "azuredevops": Site(
        "azuredevops",
        names={"Custom.Risk": "Risk"},
        kinds={"Custom.Risk": "string"},
        references={"summary": "System.Title", "status": "System.State"},
        project=ProjectRef("9", "DEV", "Development"),
    ),
}
FACTS = IncomingFacts(False, "9", ("Task",), "Acme", {}, traces=Traces({"2": "r-2"}), own=frozenset({"1"}))
BEFORE: dict[str, Any] = {
    "key": "DEV-1",
    "typeName": "Task",
    "projectKey": "DEV",
    "status": {"id": "4", "name": "Doing"},
    "assignee": {"key": "p-1", "accountId": "p-1", "displayName": "Ann", "email": None},
    "comments": [
        {"id": "1", "remoteId": None, "body": {"$rich": to_json(from_plain_text("mine"))}},
        {"id": "2", "remoteId": "r-2", "body": {"$rich": to_json(from_plain_text("theirs"))}},
    ],
    "attachments": [{"id": "a-1", "remoteId": None, "filename": "x"}],
    "issueLinks": [{"id": "l-1", "linkName": "Blocks"}],
    "customFields": {
        "Severity": {"id": "customfield_1", "name": "Severity", "value": {"id": "7", "value": "Low", "name": "Low"}},
        "Notes": {"id": "customfield_2", "name": "Notes", "value": None},
        "Day": {"id": "customfield_3", "name": "Day", "value": None},
        "Go-live": {"id": "customfield_4", "name": "Go-live", "value": None},
        "Risk": {"id": "Custom.Risk", "name": "Risk", "value": None},
    },
}


def read(
    changes: Mapping[str, Any], kind: str = "jira", *, creating: bool = False, replica: Replica | None = None
) -> Edits:
    return edits_of(changes, Reading(SITES[kind], {} if creating else BEFORE, replica or {}, FACTS, creating))


def custom(name: str, value: Any) -> dict[str, Any]:
    fields = {**BEFORE["customFields"], name: {**BEFORE["customFields"].get(name, {}), "value": value}}
    return {"customFields": fields}


leaf = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=6)
anything = st.recursive(
    leaf,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "name", "value", "key", "body", "$rich", "$date", "child", "remoteId", "label", "text", "x"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
NAMES = [
    "summary", "description", "status", "priority", "assignee", "labels", "components", "due", "parentId", "comments",
    "attachments", "customFields", "issueLinks", "workLogs", "type", "typeName", "project", "projectKey", "key", "id",
    "environment", "System.Title", "System.X", "areaPath", "resolution", "sprint", "originalEstimate",
]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    st.dictionaries(st.sampled_from(NAMES), anything, max_size=4),
    st.sampled_from(["jira", "azuredevops"]),
    st.booleans(),
)
def test_whatever_a_script_leaves_behind_is_read_without_an_accident(
    changes: dict[str, Any], kind: str, creating: bool
) -> None:
    found = read(changes, kind, creating=creating)
    assert all(isinstance(one, str) for one in found.notes)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from([*NAMES, "own"]), anything, max_size=4))
def test_whatever_arrives_becomes_variables_and_whatever_is_left_travels(replica: dict[str, Any]) -> None:
    made = script_replica(replica, "jira")
    deltas(replica, made, FACTS)
    travelling(made)


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"status": "Done"}, "status", Named("", "Done")),
        ({"status": {"name": "Done"}}, "status", Named("", "Done")),
        ({"status": {"id": "77", "name": "Done"}}, "status", Named("", "Done")),
        ({"status": {"id": "77", "name": "Done", "$local": True}}, "status", Named("77", "Done")),
        ({"assignee": None}, "assignee", None),
        ({"assignee": "p-2"}, "assignee", Person("p-2")),
        ({"assignee": {"key": "x", "displayName": "Bob", "email": "b@x"}}, "assignee", Person("", "Bob", "b@x")),
        ({"assignee": {"key": "p-3", "displayName": "Cy", "$local": True}}, "assignee", Person("p-3", "Cy")),
        ({"labels": [{"label": "b"}, "a", {"label": "b"}, {"label": ""}]}, "labels", ("a", "b")),
        ({"components": [{"name": "UI"}, "API"]}, "components", (Named("", "UI"), Named("", "API"))),
        ({"parentId": 12}, "parent", EntityRef("12", "")),
        ({"due": {"$date": 1_700_000_000_000}}, "due", "2023-11-14"),
        (custom("Severity", "High"), "customfield_1", "High"),
        (custom("Severity", {"value": "High"}), "customfield_1", Named("", "High")),
        (custom("Day", {"$date": 0}), "customfield_3", "1970-01-01"),
        (custom("Go-live", {"$date": 1}), "customfield_4", "1970-01-01T00:00:00.001+0000"),
        (custom("Severity", None), "customfield_1", None),
        (
            custom("Severity", {"value": "A", "parent": {"value": "A"}, "child": {"value": "B"}}),
            "customfield_1",
            {"value": "A", "child": {"value": "B"}},
        ),
        (custom("Severity", {"value": "A", "parent": {"value": "A"}, "child": None}), "customfield_1", Named("", "A")),
        ({"customFields": {"Severity": {"id": "customfield_2", "value": "High"}}}, "customfield_1", "High"),
        ({"customFields": {"Severity": "High"}}, "customfield_1", "High"),
        ({"typeName": "Bug"}, "type", Named("", "Bug")),
    ],
)
def test_a_change_becomes_the_trackers_own_value(changes: dict[str, Any], field: str, value: Any) -> None:
    assert dict(read(changes).fields) == {field: value}


def test_a_string_assigned_to_rich_text_is_read_in_the_markup_of_this_side() -> None:
    def text(kind: str, value: Any) -> str:
        found = read({"description": value}, kind).fields["description"]
        assert isinstance(found, Document)
        return fingerprint(found)

    assert text("jira", "*bold*") == fingerprint(parse("*bold*", "wiki"))
    assert text("azuredevops", "<b>bold</b>") == fingerprint(parse("<b>bold</b>", "html"))
    assert text("azuredevops", "1 < 2\nand *3*") == fingerprint(from_plain_text("1 < 2\nand *3*"))
    assert fingerprint(read(custom("Notes", "_x_")).fields["customfield_2"]) == fingerprint(parse("_x_", "wiki"))


def test_a_reference_name_means_its_hub_field_on_azure_devops() -> None:
    found = read({"System.Title": "New", "System.X": 1}, "azuredevops").fields
    assert dict(found) == {"summary": "New", "System.X": 1}


def test_ids_of_an_entity_that_exists_change_nothing_and_say_so() -> None:
    found = read({"key": "OTHER-1", "projectKey": "OTHER"})
    assert (dict(found.fields), found.connect_to, found.project_id) == ({}, None, "")
    assert len(found.notes) == 2
    assert read({"key": "OTHER-1"}, creating=True).connect_to == "OTHER-1"


def test_own_comments_are_never_removed_by_leaving_them_out_but_the_partners_are() -> None:
    found = read({"comments": []})
    assert [(one.local_id, one.removed) for one in found.comments] == [("2", True)]
    assert any("stays" in note for note in found.notes)


def test_a_comment_of_the_rules_own_is_marked_as_theirs_or_sent_back_on_demand() -> None:
    added = [*BEFORE["comments"], {"body": "one"}, {"body": "two", "syncBack": True}]
    first, second = read({"comments": added}).comments
    assert first.remote_id.startswith("rule:") and not first.byline
    assert second.remote_id == ""


def test_a_link_needs_a_kind_and_a_target_and_one_left_out_goes() -> None:
    found = read({"issueLinks": [{"linkTypeName": "Blocks", "otherIssueId": 5}, {"linkTypeName": "Blocks"}]})
    assert [(one.kind, one.local_id, one.removed) for one in found.links] == [
        ("Blocks", "5", False),
        ("Blocks", "", True),
    ]
    assert any("linkTypeName" in note for note in found.notes)


@pytest.mark.parametrize("given_text", ["²", "9" * 5000, "2h", 3600.5, True])
def test_an_estimate_that_is_no_number_of_seconds_is_a_note(given_text: Any) -> None:
    found = read({"originalEstimate": given_text})
    assert found.fields == {} and len(found.notes) == 1


def test_an_entity_property_that_json_has_no_number_for_is_refused_by_its_name_and_the_others_are_written() -> None:
    made = read(
        {"entityProperties": {"ratio": {"of": [1, float("nan")]}, "most": float("inf"), "mine": {"b": 1, "a": None}}}
    )
    assert made.fields["entityProperties"] == {"mine": '{"a":null,"b":1}'}
    assert [note.split(" was not written")[0] for note in made.notes] == [
        "The entity property “ratio”",
        "The entity property “most”",
    ]
    assert all("null instead" in note for note in made.notes)


def test_entity_properties_that_are_all_refused_write_nothing() -> None:
    assert "entityProperties" not in read({"entityProperties": {"ratio": float("nan")}}).fields


@pytest.mark.parametrize("name", ["value", "myDate", "Target start"])
def test_a_date_travels_as_one_under_any_name(name: str) -> None:
    date = {"$date": 1_900_000_000_000}
    made = travelling({"customFields": {"Day": {"value": date}}, name: date, "created": date})
    assert made["created"] == 1_900_000_000_000
    arrived = script_replica(made, "jira")
    assert (arrived[name], arrived["created"]) == (date, date)
    assert arrived["customFields"]["Day"]["value"] == date


def test_what_has_no_name_of_its_own_is_a_custom_key_as_well() -> None:
    arrived = script_replica({"summary": "x", "team": "blue", "Custom.X": 1, "customKeys": {"a": 1}}, "jira")
    assert arrived["customKeys"] == {"team": "blue", "a": 1}
    assert arrived["team"] == "blue"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reporter": {"key": "x", "displayName": "Bob", "$local": True}}, "reporter cannot be written"),
        ({"priority": {"id": "2", "name": "High"}}, "“High” is none"),
    ],
)
def test_what_azure_devops_has_no_place_for_is_told_and_left_out(changes: dict[str, Any], words: str) -> None:
    found = read(changes, "azuredevops")
    assert found.fields == {}
    assert [words in one for one in found.notes] == [True]


def test_names_of_azure_devops_that_are_no_fields_mean_what_writes_them() -> None:
    made = read({"System.TeamProject": "OTHER", "System.Parent": 7}, "azuredevops", creating=True)
    assert (made.project_id, made.fields) == ("OTHER", {"parent": EntityRef("7", "")})
    (said,) = read({"System.History": "<b>new</b>"}, "azuredevops").comments
    assert (said.remote_id.partition(":")[0], said.removed, fingerprint(said.body)) == (
        "rule",
        False,
        fingerprint(parse("<b>new</b>", "html")),
    )
    counted = read({"System.CommentCount": 4}, "azuredevops")
    assert (counted.fields, len(counted.notes)) == ({}, 1)


@pytest.mark.parametrize("status", [None, "", {"name": None}, {"name": "", "$transition": True}])
def test_a_status_without_a_name_leaves_the_status_as_it_is(status: Any) -> None:
    found = read({"status": status})
    assert found.fields == {}
    assert ["status stays as it is" in one for one in found.notes] == [True]


def test_a_status_that_a_transition_may_name_says_so() -> None:
    wanted = {"status": {"name": "Start Progress", "$transition": True}}
    assert read(wanted).fields == {"status": Named("", "Start Progress", "transition")}


@pytest.mark.parametrize("name", ["2", "2 - High"])
def test_a_numbered_priority_of_a_partner_is_taken_over(name: str) -> None:
    assert read({"priority": {"id": "7", "name": name}}, "azuredevops").fields == {"priority": Named("", name)}


def test_a_comment_that_the_last_replica_held_is_no_news_and_stays_for_merging() -> None:
    replica = {"comments": [{"id": "a", "body": "old"}, {"id": "b", "body": "new"}]}
    facts = IncomingFacts(False, "9", (), "Acme", {}, previous={"comments": [{"id": "a", "body": "old"}]})
    found = deltas(replica, script_replica(replica, "jira"), facts)
    assert [one["id"] for one in found["addedComments"]] == ["b"]
    assert [one["id"] for one in found["$unmerged"]] == ["a"]


def rule_comments(texts: list[str], replica: Replica, written: Mapping[str, tuple[str, str]]) -> list[str]:
    left = [*BEFORE["comments"], *({"body": one} for one in texts)]
    facts = IncomingFacts(False, "9", (), "Acme", dict(written), traces=Traces({"2": "r-2"}), own=frozenset({"1"}))
    return [
        one.remote_id
        for one in edits_of({"comments": left}, Reading(SITES["jira"], BEFORE, replica, facts, False)).comments
    ]


def test_a_mail_address_for_a_person_is_somebody_to_look_for() -> None:
    assert read({"assignee": " ann@example.com "}).fields == {"assignee": Person("", "", "ann@example.com")}
    assert read({"assignee": "5b10"}).fields == {"assignee": Person("5b10")}


def test_labels_given_to_a_field_that_keeps_texts_are_their_texts() -> None:
    given = [{"label": "a"}, {"label": "b"}]
    assert read(custom("Severity", given)).fields == {"customfield_1": ("a", "b")}


def test_a_comment_of_a_rule_without_a_text_is_left_out_with_a_note() -> None:
    for body in (None, "", "  "):
        found = read({"comments": [*BEFORE["comments"], {"body": body}]})
        assert found.comments == ()
        assert found.notes == ("A comment of the rules without a text was left out.",)


def test_a_comment_of_a_rule_is_written_once_for_what_arrived_and_again_for_something_else() -> None:
    first, second = rule_comments(["Same", "Same"], {"summary": "x"}, {})
    assert first != second
    assert rule_comments(["Same", "Same"], {"summary": "x"}, {first: ("7", ""), second: ("8", "")}) == []
    (later,) = rule_comments(["Same"], {"summary": "y"}, {first: ("7", ""), second: ("8", "")})
    assert later not in (first, second)
