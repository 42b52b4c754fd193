"""A partner's message and a rule's assignment may hold anything: it never counts as a fault of ours."""

import copy
import json
import random
from typing import Any

import pytest

from addon.storage import errors, queue
from tests.pipeline.scripted import Scripted
from tests.pipeline.world import World

JUNK: tuple[Any, ...] = (
    None, 5, 1.5, True, "x", "2020-01-01", 10**20, [], {}, [1, "a", None], [[]], {"id": [1]}, {"name": 5}, {"rich": 5},
    {"$rich": 5}, {"$date": "x"}, {"$local": True, "id": "1"}, {"displayName": 5, "accountId": [1]}, [{"id": 1}],
    [{"id": "9", "body": {"rich": []}}], [{"id": "9", "filename": 5, "filesize": "x"}], "\x00\ud800",
    [{"linkTypeName": 5, "otherIssueId": [1]}], {"child": 5}, {"parent": [1], "child": {}}, [{"id": "7"}, {"id": "7"}],
)  # fmt: skip
BESIDE = ("hops", "edited", "marks", "people", "mentions", "media", "policies", "decided", "at", "twin")
OFFERED = ("summary", "description", "comments", "attachments", "labels", "type", "parentId", "issueLinks", "created")
WRITES = [
    ("labels", "x"), ("comments", None), ("attachments", [1, "a", None]), ("customFields", 5), ("workLogs", {"a": 1}),
    ("issueLinks", [1, None]), ("sprint", [[]]), ("entityProperties", [5]), ("assignee", [1]), ("components", {"id": [1]}),
    ("due", {"a": 1}), ("parentId", [[]]), ("watchers", "x"), ("description", [1]), ("remainingEstimate", {"a": 1}),
]  # fmt: skip


def node_of(world: World, side: str) -> int:
    return (world.jira if side == "jira" else world.ado).caller.node_id


def last_message(world: World, side: str) -> dict[str, Any]:
    found = world.ledger.read(
        lambda tx: tx.sql(
            "SELECT body FROM event WHERE node_id = ? AND direction = 'in' AND kind = 'replica' ORDER BY id DESC LIMIT 1",
            node_of(world, side),
        )
    )
    return dict(json.loads(found[0][0]))


def send(world: World, side: str, connection_id: int, remote_id: str, local_id: str, body: Any, seq: int) -> None:
    node_id = node_of(world, side)
    if isinstance(body, dict):
        body["seq"] = seq
    world.ledger.write(
        lambda tx: queue.append(
            tx, node_id, "in", remote_id, "replica", body,
            connection_id=connection_id, local_entity=local_id, message_id=f"m{seq}",
        )
    )  # fmt: skip
    world.settle()


def settle_errors(world: World, side: str) -> set[str]:
    """Skip what stopped the pair; the reasons."""
    node_id = node_of(world, side)
    found = list(world.ledger.read(lambda tx: errors.list_page(tx, node_id)).items)
    for one in found:
        assert one.message
        if one.stream_id:
            world.ledger.write(lambda tx, one=one: queue.skip(tx, node_id, one.id, "a test"))  # type: ignore[misc]
    world.settle()
    return {one.reason for one in found}


@pytest.mark.parametrize("side", ["jira", "ado"])
def test_whatever_a_partner_sends_is_no_fault_of_ours_and_the_next_change_arrives(world: World, side: str) -> None:
    connections = dict(zip(("jira", "ado"), world.connect(), strict=True))
    world.trigger("jira", connections["jira"], "project = SUP")
    issue = world.jira.create("Printer", "It smokes")
    world.settle()
    twin = world.twin("jira", issue)
    assert twin is not None
    item = twin.remote_id
    if side == "jira":
        world.ado.set(item, **{"System.Title": "Printer there"})
        world.hook_up()
        world.keep("poll", world.ado.caller.node_id)
        world.settle()
    local, remote = (issue, item) if side == "jira" else (item, issue)
    usual = last_message(world, side)
    picked = random.Random(side)
    for number in range(12):
        body = copy.deepcopy(usual)
        for _ in range(3):
            body["replica"][picked.choice(OFFERED)] = picked.choice(JUNK)
        body[picked.choice(BESIDE)] = picked.choice(JUNK)
        send(world, side, connections[side], remote, local, body, 10**6 + number)
        assert settle_errors(world, side) <= {"rich_text_not_a_document", "part_left_out", "refused_fields"}
    send(world, side, connections[side], remote, local, {"replica": [usual]}, 10**6 + 50)
    assert settle_errors(world, side) == {"replica_unreadable"}
    usual["replica"]["summary"] = "Printer works"
    usual["edited"] = {"summary": usual["at"] + 10**9}
    send(world, side, connections[side], remote, local, usual, 10**6 + 100)
    assert settle_errors(world, side) == set()
    shown = world.jira.get(issue)["summary"] if side == "jira" else world.ado.get(item)["System.Title"]
    assert shown == "Printer works"


def test_whatever_a_rule_assigns_is_told_or_left_out_and_the_next_change_arrives(scripted: Scripted) -> None:
    issue = scripted.jira.create("Printer")
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.rule("ado", incoming='workItem.summary = replica.summary\nworkItem."${replica.where}" = replica.what')
    usual = last_message(scripted.world, "ado")
    for number, (where, what) in enumerate(WRITES):
        body = copy.deepcopy(usual)
        body["replica"] |= {"where": where, "what": what}
        send(scripted.world, "ado", scripted.connections["ado"], issue, item, body, 10**6 + number)
        assert settle_errors(scripted.world, "ado") <= {"refused_fields", "refused", "script_error", "part_left_out"}
    usual["replica"] |= {"summary": "Printer works", "where": "summary", "what": "Printer works"}
    usual["edited"] = {"summary": usual["at"] + 10**9}
    send(scripted.world, "ado", scripted.connections["ado"], issue, item, usual, 10**6 + 100)
    assert settle_errors(scripted.world, "ado") == set()
    assert scripted.ado.get(item)["System.Title"] == "Printer works"
