"""A partner's node that errs, or was written by somebody else: signed by the right key, and odd all the same."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from addon.connections import door, invitations, signing
from addon.connections.peers import PeerRequest
from addon.storage import connections, nodes, secrets, twins
from tests.pipeline.world import World


@dataclass
class Partner:
    """The Azure DevOps side of a connection, with its own key, at Jira's door."""

    world: World
    at_jira: int
    at_ado: int

    def call(self, method: str, tail: str, body: bytes = b"", query: str = "") -> tuple[int, dict[str, Any]]:
        """The status and the body of the answer to one properly signed request."""
        jira, ado = self.world.jira.caller.node_id, self.world.ado.caller.node_id
        ledger = self.world.ledger
        theirs = ledger.read(lambda tx: connections.get(tx, ado, self.at_ado))
        subject = secrets.of_connection(self.at_ado)
        key = ledger.read(lambda tx: secrets.get(tx, ado, invitations.SIDE_KEY, subject=subject))
        slug = ledger.read(lambda tx: nodes.get(tx, jira)).slug
        path = PeerRequest(slug, method, tail, query, {}, body).path
        header = signing.sign_request(
            signing.Signed(method, path, query, body),
            private_key=str(key),
            sender=theirs.side_id,
            receiver=theirs.partner_side_id,
            now_ms=self.world.services.now(),
            nonce=uuid.uuid4().hex,
        )
        request = PeerRequest(slug, method, tail, query, {"Authorization": header}, body)
        answer = door.answer(self.world.services, request)
        return answer.status, json.loads(answer.body)

    def tell(self, kind: str = "replica", **parts: Any) -> tuple[int, dict[str, Any]]:
        message = {"id": uuid.uuid4().hex, "kind": kind, "entity": "9", "seq": 1, "body": {}} | parts
        return self.call("POST", "/messages", json.dumps({"messages": [message]}).encode())


@pytest.fixture
def partner(world: World) -> Partner:
    return Partner(world, *world.connect("basic"))


BEYOND = 2**53
DIGITS = int("9" * 400)


@pytest.mark.parametrize(
    "parts",
    [
        {"seq": BEYOND},
        {"seq": DIGITS},
        {"seq": -1},
        {"epoch": BEYOND},
        {"at": DIGITS},
        {"seq": True},
        {"seq": 1.5},
        {"body": {"replica": "x"}},
        {"body": {"replica": [1]}},
        {"body": []},
        {"entity": 9},
        {"entity": "9" * 201},
    ],
)
def test_a_message_of_another_shape_is_refused_in_words(partner: Partner, parts: dict[str, Any]) -> None:
    status, body = partner.tell(**parts)
    assert (status, body["reason"]) == (400, "bad_body")


@pytest.mark.parametrize("limit", ["%C2%B2", "9" * 5000, "-1", "", "%ff", "1e3", "%D9%A3"])
def test_whoever_fetches_with_an_odd_limit_gets_what_waits(partner: Partner, limit: str) -> None:
    assert partner.call("GET", "/outbox", query=f"limit={limit}") == (200, {"messages": []})


@pytest.mark.parametrize(
    "replica",
    [
        {"comments": 5},
        {"comments": [None, 1, {"id": {}}, {"author": "Ann"}]},
        {"type": 1, "attachments": "x", "labels": {"a": 1}, "assignee": [], "priority": [[]], "customFields": [1]},
        {"status": {"id": 1}, "attachments": [{}], "customFields": {"x": {"y": [1]}}, "parentId": {}},
        {"summary": int("9" * 4000)},
    ],
)
def test_a_preview_of_an_odd_replica_is_answered(partner: Partner, replica: dict[str, Any]) -> None:
    asked = {"entity": "9", "replica": {"summary": "Odd"} | replica}
    status, body = partner.call("POST", "/previews", json.dumps(asked).encode())
    assert status == 200, body
    assert body["incoming"]["effect"] in ("create", "failed")


def test_of_two_messages_the_one_with_the_higher_number_stands_whoever_wrote_them(partner: Partner) -> None:
    """The number counts that the document names: a stranger's body repeats none of it."""

    def say(summary: str, seq: int) -> None:
        replica = {"id": "9", "key": "9", "type": {"id": "Bug", "name": "Bug"}, "summary": summary}
        edited = {"summary": partner.world.services.now() + seq}
        assert partner.tell(seq=seq, body={"replica": replica, "edited": edited})[0] == 200
        partner.world.settle()

    say("First", 1)
    say("Third", 3)
    say("Second, and late", 2)
    jira = partner.world.jira
    issue = partner.world.ledger.read(lambda tx: twins.by_remote(tx, jira.caller.node_id, partner.at_jira, "9"))
    assert issue is not None
    assert jira.get(issue.local_id)["summary"] == "Third"
    say("Fourth", 4)
    assert jira.get(issue.local_id)["summary"] == "Fourth"
