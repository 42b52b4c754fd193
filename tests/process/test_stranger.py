"""docs/protocol.md is enough to write a peer from: one that was connects, and its work items cross."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from addon.simulators.jira import JiraSite
from addon.simulators.jira import serve as serve_jira
from addon.simulators.jira.seed import add_project, basics
from tests.pipeline.world import Jira
from tests.process.deployment import CODE, Console, Deployment, eventually, for_jira, jira_console
from tests.process.stranger import Side, Stranger, encoded
from tests.rings import has_bundle

pytestmark = [
    pytest.mark.process,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets"),
]

BUG = {"id": "Bug", "name": "Bug"}
HELLO = {"liaise": 1, "blocks": [{"k": "paragraph", "c": [{"k": "text", "t": "Hello over there"}]}]}


@dataclass
class Town:
    """A Jira site behind a deployment of ours, and whoever is to meet it."""

    deployment: Deployment
    jira: Jira
    console: Console

    def seen(self, stranger: Stranger) -> str:
        return f"{stranger.refused}\n{self.deployment.process.said[-3000:]}"

    def newest(self) -> int:
        return max((int(one) for one in re.findall(r"/console/connections/(\d+)", self.listed)), default=0)

    @property
    def listed(self) -> str:
        return self.console.get("/console/connections/list")

    def check(self) -> str:
        """The address of a check for differences that was begun."""
        base = f"/console/connections/{self.newest()}/check"
        started = re.search(rf"{base}/\d+", self.console.post(base))
        assert started
        return started[0]

    def watch(self) -> None:
        """All of the project starts to sync over the newest connection."""
        self.console.post("/console/triggers/save", connection_id=str(self.newest()), query="project = SUP", active="1")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    jira = Jira(basics(JiraSite()), None)  # type: ignore[arg-type]
    jira.server = serve_jira(jira.site)
    jira.project_id = add_project(jira.site, "SUP", "Support desk").id
    deployment = Deployment(tmp_path / "ours", for_jira(jira.server))
    try:
        deployment.start()
        yield Town(deployment, jira, jira_console(deployment, jira.site))
    finally:
        deployment.kill()
        jira.server.stop()
        jira.site.close()


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    made = Stranger()
    yield made
    made.stop()


@pytest.fixture
def hermit() -> Iterator[Stranger]:
    made = Stranger(reachable=False)
    yield made
    made.stop()


def item(number: str, summary: str, **more: Any) -> dict[str, Any]:
    url = f"https://dev.azure.com/stranger/_workitems/edit/{number}"
    return {"id": number, "key": number, "url": url, "type": BUG, "summary": summary, **more}


def result_of(message: dict[str, Any], number: str, files: dict[str, str] | None = None) -> dict[str, Any]:
    """What became of a replica: a work item of that number, as it was sent."""
    body = message["body"]
    return {
        "of": message["id"],
        "seq": message["seq"],
        "marks": body["marks"],
        "entity": message["entity"],
        "applied": True,
        "local": {name: item(number, "")[name] for name in ("id", "key", "url")},
        "traces": {"comment": {}, "attachment": files or {}},
        "replica": item(number, body["replica"]["summary"]),
        "kept": [],
    }


def test_a_stranger_accepts_and_work_crosses_both_ways(town: Town, stranger: Stranger) -> None:
    side = stranger.accept(town.console.invite(stranger.url, town.jira.project_id))
    assert (side.answer["state"], side.answer["transport"]) == ("active", "push")
    assert stranger.call(side, "POST", "/messages", {"messages": []}).status == 200
    town.watch()

    issue = town.jira.create("From Jira")
    eventually(lambda: side.of("replica"), lambda: town.seen(stranger))
    came = side.of("replica")[0]
    assert came["body"]["replica"]["summary"] == "From Jira"
    assert came["body"]["twin"] == ""
    stranger.send(side, "result", "88", result_of(came, "88"))

    town.jira.set(issue, summary="Changed in Jira")
    eventually(lambda: len(side.of("replica")) > 1, lambda: town.seen(stranger))
    again = side.of("replica")[-1]
    assert (again["body"]["twin"], again["body"]["replica"]["summary"]) == ("88", "Changed in Jira")
    assert again["seq"] > came["seq"]
    stranger.send(side, "result", "88", result_of(again, "88"))

    now = int(time.time() * 1000)
    comment = {"id": "c1", "body": {"rich": HELLO}, "author": {"displayName": "Ann Stranger"}, "created": now}
    body = {
        "replica": item("88", "Changed by the stranger", comments=[comment]),
        "twin": came["entity"],
        "edited": {"summary": now + 60_000},
        "hops": 1,
    }
    sent = stranger.send(side, "replica", "88", body, seq=1)
    eventually(lambda: side.of("result"), lambda: town.seen(stranger))
    told = side.of("result")[-1]["body"]
    assert (told["of"], told["seq"], told["entity"], told["applied"]) == (sent, 1, "88", True), told
    assert list(told["traces"]["comment"]) == ["c1"]
    assert town.jira.get(issue)["summary"] == "Changed by the stranger"
    assert any("Hello over there" in str(one) for one in town.jira.comments(issue))

    made = stranger.send(side, "replica", "99", {"replica": item("99", "Made by the stranger"), "hops": 1}, seq=1)
    eventually(lambda: len(side.of("result")) > 1, lambda: town.seen(stranger))
    created = side.of("result")[-1]["body"]
    assert (created["of"], created["applied"]) == (made, True), created
    assert town.jira.get(created["local"]["id"])["summary"] == "Made by the stranger"
    assert stranger.refused == []


def test_a_stranger_invites_asks_changes_its_key_and_leaves(town: Town, stranger: Stranger) -> None:
    stranger.busy_for = 1  # whatever a node that cannot now says, the acceptance is repeated
    town.console.accept(stranger.invite(), town.jira.project_id)
    side = next(iter(stranger.sides.values()))
    eventually(lambda: town.console.statuses() == ["Active"], lambda: town.seen(stranger))
    eventually(lambda: side.of("ping"), lambda: town.seen(stranger))  # the acceptor's first call

    asked = {"entity": "7", "replica": item("7", "What if")}
    preview = stranger.call(side, "POST", "/previews", asked)
    assert (preview.status, preview.body["incoming"]["effect"]) == (200, "create")
    checked = stranger.call(side, "POST", "/checks", {"pairs": [{"entity": "7", "replica": None}]})
    assert (checked.status, list(checked.body["pairs"][0])) == (200, ["entity", "problem"])
    assert stranger.call(side, "GET", "/attachments/10000/1").body["reason"] == "not_found"

    stranger.send(side, "switch", "", {"on": False, "by": "Ann Stranger"})
    assert town.console.statuses() == ["Deactivated"]
    stranger.send(side, "switch", "", {"on": True, "by": "Ann Stranger"})
    assert town.console.statuses() == ["Active"]

    before, side.key = side.key, Ed25519PrivateKey.generate()
    raw, new = side.key.public_key().public_bytes_raw(), side.key
    side.key = before
    proof = encoded(new.sign(raw + side.id.encode() + side.partner.encode()))
    stranger.send(side, "rotate_key", "", {"key": encoded(raw), "proof": proof})
    assert stranger.call(side, "POST", "/messages", {"messages": []}).body["reason"] == "bad_signature"
    side.key = new
    stranger.send(side, "ping", "", {})

    stranger.send(side, "wonder", "", {"of": "a later version"})  # accepted, and nothing is done
    stranger.send(side, "leave", "", {"reason": "removed"})
    assert town.console.statuses() == ["Ended by partner"]
    assert stranger.refused == []


def test_a_stranger_that_nobody_reaches_fetches_once_it_was_confirmed(town: Town, hermit: Stranger) -> None:
    page = town.console.post(
        "/console/initiate/project",
        unknown="1",
        mode="basic",
        local_name="Here",
        remote_name="There",
        name="To a hermit",
        project_id=town.jira.project_id,
    )
    code = CODE.search(page)
    assert code, page
    side: Side = hermit.accept(code[0])
    assert (side.answer["state"], side.answer["transport"]) == ("to_confirm", "polled")
    town.watch()
    town.jira.create("For the hermit")
    assert hermit.fetch(side) == []
    town.console.post(f"/console/connections/{town.newest()}/confirm")
    town.jira.create("For the confirmed hermit")

    def fetched() -> list[dict[str, Any]]:
        hermit.fetch(side)
        return [one for one in side.of("replica") if one["body"]["replica"]["summary"] == "For the confirmed hermit"]

    came = eventually(fetched, lambda: town.seen(hermit))[0]
    assert side.of("confirmed")
    hermit.send(side, "result", "5", result_of(came, "5"))
    sent = hermit.send(side, "replica", "6", {"replica": item("6", "By the hermit"), "hops": 1}, seq=1)

    def told() -> list[dict[str, Any]]:
        hermit.fetch(side)
        return [one["body"] for one in side.of("result") if one["body"]["of"] == sent]

    made = eventually(told, lambda: town.seen(hermit))[0]
    assert town.jira.get(made["local"]["id"])["summary"] == "By the hermit"


def test_files_cross_both_ways_and_pairs_are_compared(town: Town, stranger: Stranger) -> None:
    side = stranger.accept(town.console.invite(stranger.url, town.jira.project_id))
    assert stranger.call(side, "POST", "/messages", {"messages": []}).status == 200
    town.watch()
    issue = town.jira.create("With a file")
    plan = bytes(range(256)) * 3000
    town.jira.attach(issue, "plan.bin", plan)

    def listed() -> list[dict[str, Any]]:
        return [one for one in side.of("replica") if one["body"]["replica"].get("attachments")]

    came = eventually(listed, lambda: town.seen(stranger))[-1]
    shown = came["body"]["replica"]["attachments"][0]
    assert (shown["filename"], shown["filesize"], shown["remoteId"]) == ("plan.bin", len(plan), None)
    assert stranger.file(side, came["entity"], shown["id"]) == plan
    for one in side.of("replica"):
        stranger.send(side, "result", "88", result_of(one, "88", {"a1": shown["id"]} if one is came else None))

    stranger.offered["88/f1"] = b"The stranger's own words"
    theirs = {"id": "f1", "filename": "words.txt", "filesize": 24, "mimetype": "text/plain"}
    ours = {"id": "a1", "remoteId": shown["id"], "filename": "plan.bin", "filesize": len(plan)}
    body = {
        "replica": item("88", "With a file", attachments=[ours, theirs]),
        "twin": came["entity"],
        "edited": {"attachments": int(time.time() * 1000) + 60_000},
        "hops": 1,
    }
    sent = stranger.send(side, "replica", "88", body)
    told = eventually(
        lambda: [one["body"] for one in side.of("result") if one["body"]["of"] == sent], lambda: town.seen(stranger)
    )[0]
    assert (told["applied"], list(told["traces"]["attachment"])) == (True, ["f1"]), told
    assert town.jira.files(issue) == {"plan.bin": plan, "words.txt": b"The stranger's own words"}

    side.items[came["entity"]] = item("88", "Something else there")
    check = town.check()
    found = eventually(
        lambda: "compared, " in (page := town.console.get(check)) and page, lambda: town.console.get(check)
    )
    assert "Something else there" in found
    assert "1 pair compared, 1 with differences." in found
    assert stranger.refused == []


def test_a_hermit_hands_over_a_file_answers_a_check_and_sends_again(town: Town, hermit: Stranger) -> None:
    page = town.console.post(
        "/console/initiate/project",
        unknown="1",
        mode="basic",
        local_name="Here",
        remote_name="There",
        name="To a hermit",
        project_id=town.jira.project_id,
    )
    code = CODE.search(page)
    assert code, page
    side = hermit.accept(code[0])
    town.console.post(f"/console/connections/{town.newest()}/confirm")
    plan = bytes(range(251)) * 3000  # more than one piece
    file = {"id": "f1", "filename": "plan.bin", "filesize": len(plan), "mimetype": "application/octet-stream"}
    sent = hermit.send(side, "replica", "6", {"replica": item("6", "By the hermit", attachments=[file]), "hops": 1})

    def next_of(kind: str) -> dict[str, Any]:
        def fetched() -> list[dict[str, Any]]:
            hermit.fetch(side)
            return side.of(kind)

        found: dict[str, Any] = eventually(fetched, lambda: town.seen(hermit))[-1]
        return found

    asked = next_of("file")
    assert (asked["entity"], asked["body"]) == ("6", {"version": 1, "attachment": "f1"})
    hermit.hand_over(side, asked, plan)
    told = next_of("result")["body"]
    assert (told["of"], told["applied"]) == (sent, True), told
    issue = told["local"]["id"]
    eventually(lambda: town.jira.files(issue) == {"plan.bin": plan}, lambda: town.seen(hermit))

    side.items[issue] = item("6", "The hermit thinks otherwise", attachments=[file])
    check = town.check()
    question = next_of("check")
    assert question["body"]["version"] == 1
    assert [one["entity"] for one in question["body"]["pairs"]] == [issue]
    answered = hermit.compared(side, question["body"]["pairs"])
    hermit.send(side, "checked", "", {"version": 1, "of": question["id"], "pairs": answered})
    found = eventually(
        lambda: "compared, " in (page := town.console.get(check)) and page, lambda: town.console.get(check)
    )
    assert "The hermit thinks otherwise" in found
    town.console.post(f"{check}/there", entity=issue)
    wish = next_of("resend")
    assert (wish["entity"], wish["body"]["version"], wish["body"]["fields"]) == (issue, 1, ["summary"])
    body = {"replica": side.items[issue], "twin": issue, "decided": wish["body"]["fields"], "hops": 1}
    hermit.send(side, "replica", "6", body, seq=2)
    eventually(lambda: town.jira.get(issue)["summary"] == "The hermit thinks otherwise", lambda: town.seen(hermit))


def test_the_stranger_knows_nothing_of_ours() -> None:
    text = (Path(__file__).parent / "stranger.py").read_text()
    assert not re.search(r"^\s*(from|import) (addon|tests)\b", text, re.MULTILINE)
