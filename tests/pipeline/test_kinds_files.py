"""Files that are replaced or deleted after they crossed, as rules of several kinds want it, in both directions."""

import pytest

from tests.pipeline.scripted import Scripted

RULES = {
    "deltas": "{it}.attachments = attachmentHelper.mergeAttachments({it}, replica)"
    ".findAll {{ file -> !replica.removedAttachments.any {{ it.id == file.remoteId }} }}",
    "those there": "{it}.attachments = attachmentHelper.mergeAttachments({it}, replica)\n"
    "{it}.attachments = {it}.attachments.findAll {{ f -> !f.remoteId || replica.attachments.any {{ it.id == f.remoteId }} }}",
    "assigned": "{it}.attachments = replica.attachments",
}


class Side:
    """One side as people there use it: its name, its entity, and that entity's files."""

    def __init__(self, scripted: Scripted, name: str, entity: str) -> None:
        self.scripted, self.name, self.entity = scripted, name, entity
        self.it = "issue" if name == "jira" else "workItem"
        self.hand = scripted.jira if name == "jira" else scripted.ado

    def attach(self, name: str, content: bytes) -> None:
        self.hand.attach(self.entity, name, content)
        self.scripted.settle()

    def names(self) -> list[str]:
        if self.name == "jira":
            return sorted(one.filename for one in self.scripted.jira.site.issues[self.entity].attachments)
        return sorted(one["attributes"]["name"] for one in self._relations() if one["rel"] == "AttachedFile")

    def delete(self, name: str) -> None:
        """The oldest file of that name."""
        if self.name == "jira":
            found = self.scripted.jira.site.issues[self.entity].attachments
            number = next(one.id for one in found if one.filename == name)
            self.scripted.jira.rest("DELETE", f"/attachment/{number}")
        else:
            names = [one["attributes"].get("name") for one in self._relations()]
            body = [{"op": "remove", "path": f"/relations/{names.index(name)}"}]
            self.scripted.ado.rest("PATCH", f"/_apis/wit/workitems/{self.entity}", body)
        self.scripted.settle()

    def _relations(self) -> list[dict[str, dict[str, str]]]:
        path = f"/_apis/wit/workitems/{self.entity}"
        return list(self.scripted.ado.rest("GET", path, **{"$expand": "relations"}).get("relations") or ())


@pytest.fixture(params=["jira", "ado"])
def sides(request: pytest.FixtureRequest, scripted: Scripted) -> tuple[Side, Side]:
    """Where a file is deleted, and where the rules are that hear of it."""
    issue = scripted.jira.create("Files", kind="Bug")
    scripted.settle()
    pair = Side(scripted, "jira", issue), Side(scripted, "ado", scripted.twin_of(issue))
    return pair if request.param == "jira" else pair[::-1]


def rule(side: Side, text: str) -> None:
    side.scripted.rule(side.name, incoming=f"{side.it}.summary = replica.summary\n" + text.format(it=side.it))


@pytest.mark.parametrize("name", RULES)
def test_a_replaced_file_goes_where_the_rules_say_so_and_nobodys_own(sides: tuple[Side, Side], name: str) -> None:
    here, there = sides
    rule(there, RULES[name])
    there.attach("own.txt", b"own")
    here.attach("report.txt", b"one")
    here.attach("report.txt", b"two")
    assert here.names() == there.names() == ["own.txt", "report.txt", "report.txt"]
    here.delete("report.txt")
    assert here.names() == there.names() == ["own.txt", "report.txt"]
    assert b"two" in (here.hand.files(here.entity)["report.txt"], there.hand.files(there.entity)["report.txt"])
    here.delete("own.txt")
    here.attach("more.txt", b"more")
    assert there.names() == ["more.txt", "own.txt", "report.txt"]  # who attached it may delete it
    assert there.scripted.errors("jira") == there.scripted.errors("ado") == []


def test_it_stays_where_the_rules_do_not(sides: tuple[Side, Side]) -> None:
    here, there = sides
    here.attach("report.txt", b"one")
    here.delete("report.txt")
    assert there.names() == ["report.txt"]


def test_a_rule_that_empties_the_list_takes_off_what_came_from_the_partner_alone(sides: tuple[Side, Side]) -> None:
    here, there = sides
    there.attach("own.txt", b"own")
    here.attach("theirs.txt", b"theirs")
    rule(there, "{it}.attachments = []\n{it}.comments = []")
    here.attach("another.txt", b"another")
    assert there.names() == ["own.txt"]
    assert here.names() == ["another.txt", "own.txt", "theirs.txt"]
    told = there.scripted.told(there.name, there.entity)
    assert any("“own.txt” was attached here and left out of attachments; it stays." in one for one in told)


def test_comments_assigned_as_they_arrive_are_added_edited_and_removed_once(sides: tuple[Side, Side]) -> None:
    here, there = sides
    rule(there, "{it}.comments = replica.comments")
    there.hand.comment(there.entity, "Own")
    there.scripted.settle()
    for text in ("First", "Second"):
        here.hand.comment(here.entity, text)
        here.scripted.settle()
    found = there.hand.comments(there.entity)
    assert len(found) == 3
    assert [text in one for text, one in zip(("Own", "First", "Second"), found, strict=True)] == [True] * 3
    assert here.scripted.settle() == 0
    told = there.scripted.told(there.name, there.entity)
    assert not any("left out of comments" in one for one in told)
