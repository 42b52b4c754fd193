"""A link that somebody takes off goes on the other side too, and comes back from nowhere."""

import random
from typing import Any

import pytest

from addon.platforms.azuredevops.platform import AzureDevOpsPlatform
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.platform import JiraPlatform
from addon.sync import finish, gather, incoming, pipeline, results
from addon.sync.work import Later
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_failures import fault, hurry

RELATED = "System.LinkTypes.Related"
OUT = "replica.summary = {it}.summary\nreplica.issueLinks = {it}.issueLinks\n"
RULES = {"assigned": "{it}.issueLinks = replica.issueLinks", "link.related": "link.related(replica)"}
FIRST = {
    "jira": 'if (firstSync) {\n    issue.projectKey = "SUP"\n    issue.typeName = "Task"\n}\n',
    "ado": 'if (firstSync) {\n    workItem.projectKey = "Fabrikam Fiber"\n    workItem.typeName = "Task"\n}\n',
}
IT = {"jira": "issue", "ado": "workItem"}


class Linked:
    """Pairs under rules that send links both ways, and the hands of the people on both sides."""

    def __init__(self, scripted: Scripted, rule: str) -> None:
        self.scripted, self.changes = scripted, 0
        for side, it in IT.items():
            incoming = FIRST[side] + f"{it}.summary = replica.summary\n" + rule.format(it=it) + "\n"
            scripted.rule(side, outgoing=OUT.format(it=it), incoming=incoming)
        self.issues = [scripted.jira.create(name) for name in ("First", "Second", "Third")]
        scripted.settle()
        self.items = [scripted.twin_of(one) for one in self.issues]

    def _news(self) -> str:
        self.changes += 1
        return f"Change {self.changes}"

    def link_at(self, side: str, one: int, other: int) -> None:
        if side == "jira":
            keys = [self.scripted.world.jira.site.issues[self.issues[each]].key for each in (one, other)]
            body = {"type": {"name": "Relates"}, "inwardIssue": {"key": keys[0]}, "outwardIssue": {"key": keys[1]}}
            self.scripted.jira.rest("POST", "/issueLink", body)
        else:
            address = self.scripted.ado.rest("GET", f"/_apis/wit/workitems/{self.items[other]}")["url"]
            body = [{"op": "add", "path": "/relations/-", "value": {"rel": RELATED, "url": address}}]
            self.scripted.ado.rest("PATCH", f"/_apis/wit/workitems/{self.items[one]}", body)
        self.scripted.settle()

    def unlink_at(self, side: str, one: int, other: int) -> None:
        if side == "jira":
            links = self.scripted.jira.rest("GET", f"/issue/{self.issues[one]}")["fields"]["issuelinks"]
            far = {each["id"]: (each.get("inwardIssue") or each.get("outwardIssue"))["id"] for each in links}
            (number,) = [link for link, end in far.items() if end == self.issues[other]]
            self.scripted.jira.rest("DELETE", f"/issueLink/{number}")
        else:
            found = self._relations(one)
            place = [each["url"].rpartition("/")[2] for each in found].index(self.items[other])
            self.scripted.ado.rest(
                "PATCH",
                f"/_apis/wit/workitems/{self.items[one]}",
                [{"op": "remove", "path": f"/relations/{place}"}],
            )
        self.scripted.settle()

    def touch(self, side: str, one: int) -> None:
        if side == "jira":
            self.scripted.jira.set(self.issues[one], summary=self._news())
        else:
            self.scripted.ado.set(self.items[one], **{"System.Title": self._news()})
        self.scripted.settle()

    def _relations(self, one: int) -> list[dict[str, str]]:
        path = f"/_apis/wit/workitems/{self.items[one]}"
        return list(self.scripted.ado.rest("GET", path, **{"$expand": "relations"}).get("relations") or ())

    def at(self, side: str, one: int) -> list[int]:
        """Which of the others it is linked with there."""
        if side == "ado":
            ends = [each["url"].rpartition("/")[2] for each in self._relations(one) if each["rel"] == RELATED]
            return sorted(self.items.index(end) for end in ends)
        links = self.scripted.jira.rest("GET", f"/issue/{self.issues[one]}")["fields"]["issuelinks"]
        ends = [(each.get("inwardIssue") or each.get("outwardIssue"))["id"] for each in links]
        return sorted(self.issues.index(end) for end in ends)

    def everywhere(self, one: int) -> tuple[list[int], list[int]]:
        return self.at("jira", one), self.at("ado", one)


@pytest.fixture(params=list(RULES))
def linked(request: pytest.FixtureRequest, scripted: Scripted) -> Linked:
    return Linked(scripted, RULES[request.param])


@pytest.mark.parametrize("made", ["jira", "ado"])
@pytest.mark.parametrize("taken", ["jira", "ado"])
def test_a_link_taken_off_goes_on_both_sides_wherever_it_was_made(linked: Linked, made: str, taken: str) -> None:
    linked.link_at(made, 0, 1)
    assert linked.everywhere(0) == ([1], [1])
    linked.unlink_at(taken, 0, 1)
    assert linked.everywhere(0) == ([], [])
    for side in ("ado", "jira"):
        for one in (0, 1):
            linked.touch(side, one)
            assert linked.everywhere(one) == ([], [])
    assert linked.scripted.errors("ado") == linked.scripted.errors("jira") == []


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_a_link_taken_off_and_made_once_more_is_there_again(linked: Linked, side: str) -> None:
    other = "ado" if side == "jira" else "jira"
    for maker in (side, other):
        linked.link_at(maker, 0, 1)
        assert linked.everywhere(0) == ([1], [1])
        linked.unlink_at(side, 0, 1)
        assert linked.everywhere(0) == ([], [])
    linked.link_at(other, 1, 0)
    linked.touch("ado", 1)
    assert linked.everywhere(1) == ([0], [0])


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_the_other_links_of_an_entity_stay(linked: Linked, side: str) -> None:
    linked.link_at("jira", 0, 1)
    linked.link_at("ado", 0, 2)
    assert linked.everywhere(0) == ([1, 2], [1, 2])
    linked.unlink_at(side, 0, 1)
    assert linked.everywhere(0) == ([2], [2])


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_it_stays_off_while_an_older_message_that_has_it_is_on_its_way(linked: Linked, side: str) -> None:
    linked.link_at("jira", 0, 1)
    other = "ado" if side == "jira" else "jira"
    if other == "jira":
        linked.scripted.jira.set(linked.issues[0], summary="Crossing")
    else:
        linked.scripted.ado.set(linked.items[0], **{"System.Title": "Crossing"})
    linked.unlink_at(side, 0, 1)
    assert linked.everywhere(0) == ([], [])


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_a_link_that_only_one_sides_rules_know_stays_there(scripted: Scripted, side: str) -> None:
    """The other side sends its links, none of which is this one, for it never took it over."""
    linked = Linked(scripted, RULES["assigned"])
    other = "ado" if side == "jira" else "jira"
    it = IT[other]
    scripted.rule(other, incoming=FIRST[other] + f"{it}.summary = replica.summary\n")
    linked.link_at(side, 0, 1)
    linked.touch(other, 0)
    linked.touch(other, 1)
    assert linked.at(side, 0) == [1]
    assert linked.at(other, 0) == []
    assert scripted.errors("ado") == scripted.errors("jira") == []


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_a_link_goes_nowhere_because_its_other_end_was_deleted(linked: Linked, side: str) -> None:
    linked.link_at("jira", 0, 1)
    other = "ado" if side == "jira" else "jira"
    if side == "jira":
        linked.scripted.jira.rest("DELETE", f"/issue/{linked.issues[1]}")
    else:
        linked.scripted.ado.rest("DELETE", f"/_apis/wit/workitems/{linked.items[1]}")
    linked.scripted.settle()
    linked.touch(side, 0)
    assert linked.at(other, 0) == [1]
    assert linked.scripted.errors("ado") == linked.scripted.errors("jira") == []


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_a_link_stays_where_the_other_sides_rules_have_it_and_do_not_send_it(linked: Linked, side: str) -> None:
    other = "ado" if side == "jira" else "jira"
    it = IT[other]
    linked.scripted.rule(other, outgoing=f"replica.summary = {it}.summary\nreplica.issueLinks = []\n")
    linked.link_at(side, 0, 1)
    for one in (0, 1):
        linked.touch(other, one)
        linked.touch(side, one)
        assert linked.everywhere(one) == ([1 - one], [1 - one])
    assert linked.scripted.errors("ado") == linked.scripted.errors("jira") == []


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_a_call_that_is_made_late_makes_no_link_that_stood_and_was_taken_off_meanwhile(
    linked: Linked, side: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "ado" if side == "jira" else "jira"
    late: list[Any] = []
    made: list[tuple[str, str | None]] = []
    writer = JiraPlatform if side == "jira" else AzureDevOpsPlatform
    real = writer.apply

    def apply(self: Any, call: Any, entity_id: str | None, source: Any) -> Any:
        if call.kind == "link_add" and not late:
            late.append(entity_id)
            raise PlatformError(Reason.UNAVAILABLE, "No answer came", uncertain=True)
        made.append((call.kind, entity_id))
        return real(self, call, entity_id, source)

    monkeypatch.setattr(writer, "apply", apply)
    linked.link_at(other, 0, 1)
    assert late and linked.everywhere(0) == ([1], [1]), "made for the other end"
    linked.unlink_at(side, 0, 1)
    hurry(linked.scripted.world)
    linked.scripted.settle()
    assert linked.everywhere(0) == linked.everywhere(1) == ([], [])
    assert ("link_add", late[0]) not in made
    for one in (0, 1):
        linked.touch(other, one)
        assert linked.everywhere(one) == ([], [])
    linked.link_at(other, 0, 1)
    assert linked.everywhere(0) == ([1], [1])
    assert linked.scripted.errors("ado") == linked.scripted.errors("jira") == []


@pytest.mark.parametrize("seed", range(4))
def test_whatever_people_do_with_a_link_one_after_the_other_both_sides_show_the_same(
    scripted: Scripted, seed: int
) -> None:
    dice = random.Random(seed)
    linked = Linked(scripted, RULES[dice.choice(list(RULES))])
    there, done = False, []
    for _ in range(9):
        side, one, touched = dice.choice(("jira", "ado")), dice.choice((0, 1)), dice.random() < 0.3
        if touched:
            linked.touch(side, one)
        else:
            (linked.unlink_at if there else linked.link_at)(side, one, 1 - one)
            there = not there
        done.append((side, one, "touched" if touched else "linked" if there else "taken off"))
        assert linked.everywhere(0) == (([1], [1]) if there else ([], [])), done
    assert scripted.errors("ado") == scripted.errors("jira") == []


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_a_link_that_comes_back_by_its_other_end_before_it_is_acknowledged_stays_off(
    linked: Linked, side: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The partner made it, and tells of it from its other end; neither side hears anything else of the other."""
    scripted, other = linked.scripted, "ado" if side == "jira" else "jira"
    silent = {linked.issues[1], linked.items[1]}
    taken, read, local = results.take, incoming.read, gather.local
    deaf: list[str] = []

    def at(work: Any, place: str) -> bool:
        return bool(work.node.kind == KINDS[place])

    with monkeypatch.context() as slow:
        slow.setattr(results, "take", lambda work: later() if at(work, side) else taken(work))
        slow.setattr(
            gather,
            "local",
            lambda work: later() if work.claim.entity_key in silent else local(work),
        )
        slow.setattr(incoming, "read", lambda work, **more: later() if deaf and at(work, other) else read(work, **more))
        linked.link_at(side, 0, 1)
        assert linked.at(other, 0) == [1]
        deaf.append(other)
        linked.unlink_at(side, 0, 1)
        silent.remove((linked.issues if other == "jira" else linked.items)[1])
        hurry(scripted.world)
        linked.touch(other, 1)
        assert linked.everywhere(1) == (([], [0]) if side == "jira" else ([0], []))
    for _ in range(4):
        hurry(scripted.world)
        scripted.settle()
    assert linked.everywhere(0) == linked.everywhere(1) == ([], [])
    linked.link_at(other, 0, 1)
    linked.touch(side, 1)
    assert (linked.everywhere(0), linked.everywhere(1)) == (([1], [1]), ([0], [0]))
    assert scripted.errors("ado") == scripted.errors("jira") == []


def later() -> Any:
    raise Later(60_000, "test")


KINDS = {"jira": "jira", "ado": "azuredevops"}


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_a_link_that_is_taken_off_before_its_lost_answer_is_asked_for_stays_off_on_both_sides(
    linked: Linked, side: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other end was not heard of: the history alone tells that the link was made."""
    scripted, other = linked.scripted, "ado" if side == "jira" else "jira"
    silent, local = {linked.issues[1], linked.items[1]}, gather.local
    call = ("POST", "/rest/api/3/issueLink") if side == "jira" else ("PATCH", "*/_apis/wit/workitems/*")
    with monkeypatch.context() as slow:
        slow.setattr(gather, "local", lambda work: later() if work.claim.entity_key in silent else local(work))
        lost = {"method": call[0], "path": call[1], "kind": "timeout-after-write"}
        fault(scripted.world, side, **lost, hold_s=0, times=1)
        linked.link_at(other, 0, 1)
        assert linked.everywhere(0) == ([1], [1])
        linked.unlink_at(side, 0, 1)
        hurry(scripted.world)
        scripted.settle()
        assert linked.at(side, 0) == []
    for _ in range(4):
        hurry(scripted.world)
        scripted.settle()
    assert linked.everywhere(0) == linked.everywhere(1) == ([], [])
    linked.link_at(other, 0, 1)
    assert (linked.everywhere(0), linked.everywhere(1)) == (([1], [1]), ([0], [0]))
    assert scripted.errors("ado") == scripted.errors("jira") == []


@pytest.mark.parametrize("heard", [True, False], ids=["finished", "made, and not finished yet"])
@pytest.mark.parametrize("side", ["jira", "ado"])
def test_what_was_read_before_its_other_end_made_a_link_does_not_make_it_anew_when_it_was_taken_off_since(
    linked: Linked, side: str, heard: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted, other = linked.scripted, "ado" if side == "jira" else "jira"
    carry_out, arrived = pipeline.carry_out, finish.arrived
    first: list[str] = []
    stood: list[list[int]] = []
    unfinished = [] if heard else [True]

    def take_off() -> None:
        assert linked.at(side, 0) == [1], "made for the other end"
        linked.unlink_at(side, 0, 1)

    def meanwhile(work: Any, request: Any, begun: Any) -> None:
        goes_first = work.node.kind == KINDS[side] and not first
        if goes_first:
            first.append(work.claim.entity_key)
            scripted.settle()
            if heard:
                take_off()
        carry_out(work, request, begun)
        if goes_first:
            stood.append(linked.at(side, 0))

    def slowly(work: Any, *more: Any) -> None:
        if unfinished and first and work.claim.entity_key not in first and work.node.kind == KINDS[side]:
            unfinished.clear()
            take_off()
            later()
        arrived(work, *more)

    monkeypatch.setattr(pipeline, "carry_out", meanwhile)
    monkeypatch.setattr(finish, "arrived", slowly)
    linked.link_at(other, 0, 1)
    assert stood == [[]] and not unfinished
    for _ in range(4):
        hurry(scripted.world)
        scripted.settle()
    assert linked.everywhere(0) == linked.everywhere(1) == ([], [])
    linked.link_at(other, 0, 1)
    assert (linked.everywhere(0), linked.everywhere(1)) == (([1], [1]), ([0], [0]))
    assert scripted.errors("ado") == scripted.errors("jira") == []
