"""Comments and files that both trackers gave the same number are told apart by what they say."""

from typing import Any

from addon.richtext import from_plain_text, to_json
from addon.rules.merged import attachment_edits, comment_edits
from addon.rules.ruleset import IncomingFacts, Traces


def rich(words: str, name: str = "$rich") -> dict[str, Any]:
    return {name: to_json(from_plain_text(words))}


def comment(number: str, words: str, author: str, *, arrived: bool = False) -> dict[str, Any]:
    body = rich(words, "rich" if arrived else "$rich")
    return {"id": number, "remoteId": None, "body": body, "author": {"displayName": author}, "created": {"$date": 5}}


def file(number: str, name: str, size: int) -> dict[str, Any]:
    return {"id": number, "remoteId": None, "filename": name, "filesize": size, "author": {"displayName": "Eve"}}


FACTS = IncomingFacts(False, "1", (), "Acme", {}, traces=Traces({}), own=frozenset({"10"}))


def test_a_partners_comment_with_the_number_of_one_of_ours_is_added() -> None:
    ours, theirs = comment("10", "mine", "Ann"), comment("10", "theirs", "Eve")
    replica = {"comments": [{**theirs, "body": rich("theirs", "rich"), "created": 5}]}
    for left in ([ours, theirs], [theirs, ours]):
        (added,) = comment_edits(left, [ours], replica, FACTS, "jira", [])
        assert (added.remote_id, added.local_id, added.removed, added.byline) == ("10", None, False, True)
    notes: list[str] = []
    (alone,) = comment_edits([theirs], [ours], replica, FACTS, "jira", notes)
    assert alone.local_id is None and "it stays" in notes[0]


def test_an_edit_of_our_comment_stays_one_though_the_partner_has_the_number_too() -> None:
    ours, theirs = comment("10", "mine", "Ann"), comment("10", "theirs", "Eve", arrived=True)
    (edited,) = comment_edits([{**ours, "body": "new words"}], [ours], {"comments": [theirs]}, FACTS, "jira", [])
    assert (edited.local_id, edited.remote_id, edited.removed) == ("10", "", False)


def test_a_partners_file_with_the_number_of_one_of_ours_is_attached() -> None:
    ours, theirs = file("10", "a.txt", 1), file("10", "b.txt", 2)
    (added,) = attachment_edits([ours, theirs], [ours], {"attachments": [theirs]}, FACTS, [])
    assert (added.remote_id, added.filename, added.removed) == ("10", "b.txt", False)
    assert attachment_edits([ours], [ours], {"attachments": [theirs]}, FACTS, []) == ()
