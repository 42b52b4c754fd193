"""What the wizard announces is what arrives: every field changed on one side, only the announced ones come over."""

from dataclasses import replace
from typing import Any

import pytest

from addon.replica.entity import Entity
from addon.replica.values import Attachment, Comment, EntityRef, Named, Person, ProjectRef, RichText
from addon.richtext import fingerprint, from_plain_text, plain_text, to_json
from addon.rules.basic import ANNOUNCED, LEAVES, DefaultRules, author_of, document_of, merge_comments
from addon.rules.ruleset import IncomingFacts, OutgoingFacts

KINDS = ("jira", "azuredevops")
MODES = ("basic", "script")
PERSON = Person("p-1", "Ann", "ann@example.com", "ann")


def text(words: str) -> RichText:
    return RichText("text", words)


FULL = Entity(
    id="10001",
    key="SUP-1",
    project=ProjectRef("1", "SUP", "Support"),
    fields={
        "summary": "Changed summary",
        "description": text("Changed description"),
        "type": Named("3", "Bug"),
        "status": Named("4", "Changed status", "done"),
        "priority": Named("5", "Changed priority"),
        "assignee": PERSON,
        "reporter": PERSON,
        "creator": PERSON,
        "labels": ("changed", "labels"),
        "parent": EntityRef("9", "SUP-9"),
        "resolution": Named("6", "Changed resolution"),
        "components": (Named("7", "Changed component"),),
        "fixVersions": (Named("8", "Changed version"),),
        "affectedVersions": (Named("8", "Changed version"),),
        "due": "2026-12-24",
        "environment": text("Changed environment"),
        "areaPath": "Changed\\Area",
        "iterationPath": "Changed\\Iteration",
        "customfield_10010": "Changed custom",
        "System.X": "Changed system",
    },
    revision="2",
    updated=1,
    comments=(Comment("c-1", text("Changed comment"), PERSON, 1),),
    attachments=(Attachment("a-1", "changed.txt", 5, "text/plain"),),
    url="https://acme.atlassian.net/browse/SUP-1",
)
LOCAL = replace(FULL, id="77", key="77", fields={**FULL.fields, "summary": "Here"}, comments=(), attachments=())


def facts(**changes: Any) -> IncomingFacts:
    made = IncomingFacts(False, "p-9", ("Task", "Bug", "Story"), "Acme", {})
    return replace(made, **changes)


def arrived(sender: str, receiver: str, mode: str, entity: Entity = FULL, local: Entity | None = LOCAL) -> set[str]:
    """The parts that the receiver wants to write of what the sender sent."""
    replica = DefaultRules(sender, mode).outgoing(entity, OutgoingFacts())
    assert replica is not None
    edits = DefaultRules(receiver, mode).incoming(replica, local, facts())
    return (
        set(edits.fields)
        | ({"comments"} if edits.comments else set())
        | ({"attachments"} if edits.attachments else set())
        | ({"type"} if edits.type_name else set())
        | ({"project"} if edits.project_id else set())
    )


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("receiver", KINDS)
@pytest.mark.parametrize("sender", KINDS)
def test_of_all_changed_fields_exactly_the_announced_ones_arrive(sender: str, receiver: str, mode: str) -> None:
    assert arrived(sender, receiver, mode) == set(ANNOUNCED[receiver, mode])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("receiver", KINDS)
def test_project_and_type_are_set_once_when_the_entity_is_made(receiver: str, mode: str) -> None:
    assert arrived("jira", receiver, mode, local=None) == set(ANNOUNCED[receiver, mode]) | {"project", "type"}


def test_the_wizards_words_are_those_of_the_product() -> None:
    assert ANNOUNCED["jira", "script"] == ("summary", "description", "comments", "attachments")
    assert set(ANNOUNCED["azuredevops", "script"]) == {"summary", "description", "comments", "labels", "attachments"}
    for kind in KINDS:
        assert set(ANNOUNCED[kind, "basic"]) == {"summary", "description", "comments", "attachments"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", MODES)
def test_nothing_leaves_that_no_default_rule_names(kind: str, mode: str) -> None:
    replica = DefaultRules(kind, mode).outgoing(FULL, OutgoingFacts())
    assert replica is not None
    named = set(LEAVES[kind]) if mode == "script" else set(ANNOUNCED[kind, "basic"])
    assert set(replica) == named | {"id", "key", "url", "project", "type"}
    assert "Changed custom" not in str(replica)
    assert "Changed environment" not in str(replica)
    if mode == "basic":
        assert "ann@example.com" not in str({**replica, "comments": []})


def test_internal_and_restricted_comments_never_leave() -> None:
    entity = replace(
        FULL,
        comments=(
            Comment("c-1", text("open words")),
            Comment("c-2", text("internal words"), internal=True),
            Comment("c-3", text("restricted words"), restricted="Developers"),
        ),
    )
    for kind in KINDS:
        for mode in MODES:
            replica = DefaultRules(kind, mode).outgoing(entity, OutgoingFacts())
            assert replica is not None
            assert [one["id"] for one in replica["comments"]] == ["c-1"]
            assert "internal words" not in str(replica)
            assert "restricted words" not in str(replica)


def test_what_was_not_read_is_not_sent_and_stays_as_it_is_there() -> None:
    entity = replace(FULL, fields={"summary": "Only this"}, comments=None, attachments=None)
    assert "description" not in (DefaultRules("jira", "basic").outgoing(entity, OutgoingFacts()) or {})
    assert arrived("jira", "azuredevops", "script", entity) == {"summary"}


def test_an_emptied_description_arrives_as_empty() -> None:
    entity = replace(FULL, fields={**FULL.fields, "description": None})
    replica = DefaultRules("jira", "basic").outgoing(entity, OutgoingFacts())
    assert replica is not None
    edits = DefaultRules("azuredevops", "basic").incoming(replica, LOCAL, facts())
    assert plain_text(edits.fields["description"]) == ""


def test_an_empty_summary_is_no_wish_to_empty_one() -> None:
    for summary in ("", None):
        assert "summary" not in DefaultRules("jira", "basic").incoming({"summary": summary}, LOCAL, facts()).fields


@pytest.mark.parametrize(
    ("kind", "name", "types", "made"),
    [
        ("jira", "Bug", ("Task", "Bug"), "Bug"),
        ("jira", "bug", ("Task", "Bug"), "Bug"),
        ("jira", "Epic", ("Story", "Task"), "Story"),
        ("jira", None, ("Story", "Task"), "Story"),
        ("azuredevops", "BUG", ("Epic", "Bug"), "Bug"),
        ("azuredevops", "Incident", ("Epic", "Issue", "Task"), "Task"),
        ("azuredevops", "Incident", ("Epic", "Issue"), "Epic"),
        ("azuredevops", "", ("Epic", "Issue"), "Epic"),
        ("azuredevops", "Incident", (), "Incident"),
    ],
)
def test_a_type_is_found_by_name_else_by_custom_else_the_first(
    kind: str, name: str | None, types: tuple[str, ...], made: str
) -> None:
    replica = {"type": {"name": name} if name is not None else None}
    assert DefaultRules(kind, "basic").incoming(replica, None, facts(types=types)).type_name == made


def comment(number: str, words: str, remote: str | None = None) -> dict[str, Any]:
    return {
        "id": number,
        "remoteId": remote,
        "body": {"rich": to_json(from_plain_text(words))},
        "author": {"displayName": "Ann"},
    }


def written(*of: tuple[str, str, str]) -> dict[str, tuple[str, str]]:
    return {theirs: (ours, fingerprint(from_plain_text(words))) for theirs, ours, words in of}


def test_a_new_comment_is_added_and_a_known_one_left_alone() -> None:
    edits = merge_comments(
        {"comments": [comment("1", "old"), comment("2", "new")]}, facts(written=written(("1", "l-1", "old")))
    )
    assert [(one.remote_id, one.local_id, one.removed) for one in edits] == [("2", None, False)]


def test_an_edited_comment_is_edited_where_it_was_written() -> None:
    edits = merge_comments({"comments": [comment("1", "newer")]}, facts(written=written(("1", "l-1", "old"))))
    assert [(one.remote_id, one.local_id, plain_text(one.body)) for one in edits] == [("1", "l-1", "newer")]


def test_a_vanished_comment_is_removed_but_not_when_comments_were_not_sent() -> None:
    known = facts(written=written(("1", "l-1", "old"), ("2", "l-2", "kept")))
    edits = merge_comments({"comments": [comment("2", "kept")]}, known)
    assert [(one.remote_id, one.local_id, one.removed) for one in edits] == [("1", "l-1", True)]
    assert merge_comments({}, known) == ()


def test_our_own_comments_coming_back_are_left_alone() -> None:
    back = comment("r-1", "mine, rewritten on its way", remote="l-7")
    assert merge_comments({"comments": [back]}, facts(own=frozenset({"l-7"}))) == ()
    deleted = comment("r-2", "deleted here, and nobody told them yet", remote="l-8")
    assert merge_comments({"comments": [deleted]}, facts(own=frozenset({"l-7"}))) == ()


def test_of_an_entity_that_is_new_here_a_comment_cannot_be_ours() -> None:
    stranger = comment("r-2", "says it is ours and is not", remote="l-8")
    assert [one.remote_id for one in merge_comments({"comments": [stranger]}, facts(first_sync=True))] == ["r-2"]


def test_a_file_of_ours_coming_back_is_not_taken_again() -> None:
    replica = {
        "attachments": [
            {"id": "1", "filename": "theirs.txt", "filesize": 3},
            {"id": "2", "filename": "ours.txt", "filesize": 3, "remoteId": "l-1"},
        ]
    }
    edits = DefaultRules("jira", "basic").incoming(replica, LOCAL, facts())
    assert [one.filename for one in edits.attachments] == ["theirs.txt"]


def test_labels_are_a_set_of_words_whatever_form_they_come_in() -> None:
    rules = DefaultRules("azuredevops", "script")
    edits = rules.incoming({"labels": ["b", {"label": "a"}, " b ", "", {"other": 1}]}, LOCAL, facts())
    assert edits.fields["labels"] == ("a", "b")
    assert "labels" not in rules.incoming({"labels": "a b"}, LOCAL, facts()).fields


def test_the_author_of_a_comment_is_named_and_nobody_when_unknown() -> None:
    replica = {"comments": [comment("1", "x"), {"id": "2", "body": "y", "author": None}]}
    assert [author_of(replica, one) for one in ("1", "2", "3")] == ["Ann", "", ""]


@pytest.mark.parametrize(("value", "words"), [("plain", "plain"), (None, ""), (7, ""), ({"other": 1}, ""), ("", "")])
def test_a_description_in_an_older_form_is_read_as_plain_words(value: object, words: str) -> None:
    assert plain_text(document_of(value)) == words


def test_a_known_copy_of_a_comment_of_ours_is_not_added_when_the_partner_forgot_what_it_is_a_copy_of() -> None:
    copied = {"id": "56", "remoteId": None, "body": "Said here"}
    news = {"id": "57", "remoteId": None, "body": "Said there"}
    merged = merge_comments({"comments": [copied, news]}, facts(copies=frozenset({"56"})))
    assert [one.remote_id for one in merged] == ["57"]


@pytest.mark.parametrize("junk", [5, "x", True, 1.5, [1], [None, "a"], {"a": 1}, [[]], [{"id": [1]}], [{"author": 5}]])
def test_a_partner_may_put_anything_under_any_name_and_what_is_of_use_still_arrives(junk: object) -> None:
    rules = DefaultRules("jira", "basic")
    replica = {"summary": "Printer", "comments": junk, "attachments": junk, "type": junk, "labels": junk}
    edits = rules.incoming(replica, None, facts())
    assert edits.fields["summary"] == "Printer" and edits.type_name == "Task"
    assert isinstance(author_of(replica, "1"), str)


def test_junk_in_the_place_of_comments_removes_none() -> None:
    known = facts(written={"r-1": ("c-1", "")})
    assert merge_comments({"comments": 5}, known) == ()
    assert [one.removed for one in merge_comments({"comments": []}, known)] == [True]
