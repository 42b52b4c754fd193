"""Codes, acceptances and their refusals, between two nodes of one deployment and between two deployments."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from addon.connections import accepting, codes, connection, declining, door, invitations, keys
from addon.connections.invitations import Draft, Invitation
from addon.connections.peers import PeerAnswer, PeerRequest
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.storage import acceptances, connections, nodes
from addon.storage.connections import Connection
from addon.storage.transaction import Tx
from addon.sync import keeping
from tests.pipeline.world import World


def draft(world: World, **changes: Any) -> Draft:
    made = Draft(
        mode="script",
        local_name="Acme",
        remote_name="Fabrikam",
        name="Support to engineering",
        description="",
        project_id=world.jira.project_id,
        destination_text=world.ado.simulator.organization.url,
    )
    return replace(made, **changes)


def invite(world: World, **changes: Any) -> Invitation:
    return invitations.initiate(world.services, world.jira.caller, draft(world, **changes))


def accept(world: World, code: str, services: Services | None = None) -> int:
    return accepting.accept(
        services or world.services, world.ado.caller, code, project_id=world.ado.project_id, name="From support"
    )


def reason(world: World, code: str) -> str:
    with pytest.raises(Refusal) as refused:
        accept(world, code)
    return refused.value.reason


def row(world: World, side: str, connection_id: int) -> Connection:
    caller = world.jira.caller if side == "jira" else world.ado.caller
    return world.ledger.read(lambda tx: connections.get(tx, caller.node_id, connection_id))


def test_an_invitation_by_address_is_bound_and_needs_no_confirmation(world: World) -> None:
    made = invite(world)
    accepted = accept(world, made.code)
    assert row(world, "jira", made.connection_id).partner_confirmed
    assert row(world, "ado", accepted).status == "active"


def test_an_invitation_without_an_address_waits_for_the_initiators_confirmation(world: World) -> None:
    made = invite(world, unknown=True, destination_text="")
    accepted = accept(world, made.code)
    world.settle()
    mine = connection.detail(world.services, world.jira.caller.node_id, made.connection_id)
    theirs = connection.detail(world.services, world.ado.caller.node_id, accepted)
    assert (mine.row.status, mine.row.action) == ("unconfirmed", "review")
    assert mine.acceptor is not None
    assert mine.acceptor.fingerprint == theirs.node_fingerprint
    assert not row(world, "jira", made.connection_id).flowing
    assert (theirs.row.status, theirs.row.health) == ("unconfirmed", "")
    assert "Waiting for Ada Byron at Acme" in theirs.row.reason
    for caller in (world.jira.caller, world.ado.caller):
        listed = connection.page(world.services, caller.node_id)
        assert (len(listed.rows), listed.counts["active"], listed.waiting) == (1, 0, True)
        for status, number in (("unconfirmed", 1), ("active", 0), ("pending", 0)):
            listed = connection.page(world.services, caller.node_id, status=status)
            assert (len(listed.rows), listed.total, listed.counts["active"]) == (number, number, 0), status
    invitations.confirm(world.services, world.jira.caller, made.connection_id)
    world.settle()
    assert row(world, "jira", made.connection_id).flowing
    assert not row(world, "ado", accepted).settings["awaiting_confirmation"]
    for caller in (world.jira.caller, world.ado.caller):
        listed = connection.page(world.services, caller.node_id)
        assert [(one.status, one.health) for one in listed.rows] == [("active", "healthy")]
        assert connection.page(world.services, caller.node_id, status="active").total == listed.counts["active"] == 1
        assert connection.page(world.services, caller.node_id, status="unconfirmed").total == 0


def test_nothing_leaves_before_the_confirmation(world: World) -> None:
    made = invite(world, unknown=True, destination_text="")
    accepted = accept(world, made.code)
    world.trigger("jira", made.connection_id, "project = SUP")
    world.settle()
    before = len(world.ado.simulator.organization.items)
    world.jira.create("Secret")
    world.settle()
    assert len(world.ado.simulator.organization.items) == before
    invitations.confirm(world.services, world.jira.caller, made.connection_id)
    world.settle()
    assert len(world.ado.simulator.organization.items) == before + 1
    assert accepted


def test_a_stranger_who_accepted_is_refused_and_told(world: World) -> None:
    made = invite(world, unknown=True, destination_text="")
    accepted = accept(world, made.code)
    world.settle()
    invitations.refuse_acceptor(world.services, world.jira.caller, made.connection_id)
    world.settle()
    assert row(world, "jira", made.connection_id).status == "canceled"
    assert row(world, "ado", accepted).status == "ended"


def test_what_a_refused_stranger_never_fetched_does_not_end_the_connection_of_the_right_partner(world: World) -> None:
    made = invite(world, unknown=True, destination_text="")
    accept(world, made.code)
    invitations.refuse_acceptor(world.services, world.jira.caller, made.connection_id)  # and nobody is told yet
    newer = invitations.new_code(world.services, world.jira.caller, made.connection_id)
    waiting = connection.detail(world.services, world.jira.caller.node_id, made.connection_id)
    assert (waiting.row.partner_label, waiting.acceptor, waiting.partner_admin) == ("Not accepted yet", None, "")
    side, node = row(world, "jira", made.connection_id).side_id, world.ado.caller.node_id

    def forget(tx: Tx) -> None:
        before = acceptances.by_initiator(tx, node, side)
        assert before is not None
        acceptances.delete(tx, node, before.id)

    world.ledger.write(forget)  # the same node stands for another one here
    partner = accepting.accept(
        world.services, world.ado.caller, newer.code, project_id=world.ado.project_id, name="The right one"
    )
    invitations.confirm(world.services, world.jira.caller, made.connection_id)
    world.settle()
    assert row(world, "jira", made.connection_id).flowing
    assert row(world, "ado", partner).status == "active"


def test_a_code_works_once(world: World) -> None:
    made = invite(world)
    accept(world, made.code)
    node = world.ledger.read(lambda tx: nodes.get(tx, world.ado.caller.node_id))
    assert node
    with pytest.raises(Refusal) as refused:
        accepting.accept(world.services, world.ado.caller, made.code, project_id=world.ado.project_id, name="Once more")
    assert refused.value.reason == "used"
    with pytest.raises(Refusal, match="in the list of connections"):
        accepting.preview(world.services, world.ado.caller, made.code)


def test_a_replaced_a_revoked_and_an_expired_code_say_so(world: World) -> None:
    made = invite(world)
    newer = invitations.new_code(world.services, world.jira.caller, made.connection_id)
    assert reason(world, made.code) == "replaced"
    invitations.revoke(world.services, world.jira.caller, made.connection_id)
    assert reason(world, newer.code) == "revoked"
    third = invitations.new_code(world.services, world.jira.caller, made.connection_id)
    world.ledger.write(
        lambda tx: connections.update(tx, world.jira.caller.node_id, made.connection_id, code_expires_at=1)
    )
    assert reason(world, third.code) == "expired"
    assert invitations.expire(world.services) == 1
    assert reason(world, third.code) == "expired"


def test_a_refusal_leaves_no_connection_behind(world: World) -> None:
    made = invite(world)
    invitations.revoke(world.services, world.jira.caller, made.connection_id)
    assert reason(world, made.code) == "revoked"
    assert connection.page(world.services, world.ado.caller.node_id).total == 0


def test_a_code_whose_names_were_changed_is_altered(world: World) -> None:
    payload = codes.decode(invite(world).code)
    assert reason(world, codes.encode(replace(payload, name="Something else"))) == "altered"


def test_a_code_with_another_token_is_unknown(world: World) -> None:
    payload = codes.decode(invite(world).code)
    assert reason(world, codes.encode(replace(payload, token="x" * 43))) == "unknown_invitation"


def test_a_code_meant_for_somebody_else_stays_valid(world: World) -> None:
    made = invite(world)
    other = world.services.deployment.node_url("0" * 32)
    world.ledger.write(
        lambda tx: connections.update(
            tx, world.jira.caller.node_id, made.connection_id, bound_to=other, partner_name="Somebody"
        )
    )
    with pytest.raises(Refusal) as refused:
        accept(world, made.code)
    assert (refused.value.reason, "Somebody" in refused.value.message) == ("other_instance", True)
    assert row(world, "jira", made.connection_id).status == "pending"


def test_a_code_meant_for_somebody_else_is_told_as_soon_as_it_is_pasted(world: World, elsewhere: World) -> None:
    made = invite(world, destination_text=node_url(elsewhere, "ado"))
    for read in (accepting.preview, declining.decline):
        with pytest.raises(Refusal) as refused:
            read(world.services, world.ado.caller, made.code)
        assert (refused.value.reason, refused.value.field) == ("other_instance", "code")
        assert "the code stays valid" in refused.value.message
    assert accepting.preview(elsewhere.services, elsewhere.ado.caller, made.code).connection_name
    assert row(world, "jira", made.connection_id).status == "pending"


def test_marks_that_turn_the_direction_are_not_shown_to_whoever_accepts(world: World) -> None:
    made = invite(world)
    payload = codes.decode(made.code)
    turned = codes.encode(
        replace(payload, label="\u202eten.naissalta.emca", local_name="Acme\u2066", description="One\u202e\nTwo")
    )
    shown = accepting.preview(world.services, world.ado.caller, turned)
    assert (shown.partner_label, shown.remote_name) == ("ten.naissalta.emca", "Acme")
    assert shown.description == "One\nTwo"


def test_a_code_is_refused_on_the_instance_that_made_it(world: World) -> None:
    made = invite(world)
    with pytest.raises(Refusal) as refused:
        accepting.preview(world.services, world.jira.caller, made.code)
    assert refused.value.reason == "own_instance"


def test_two_admins_who_accept_at_once_make_one_connection(world: World) -> None:
    made = invite(world)
    accept(world, made.code)
    with pytest.raises(Refusal):
        accepting.accept(
            world.services, world.ado.caller, made.code, project_id=world.ado.project_id, name="Second admin"
        )
    assert connection.page(world.services, world.ado.caller.node_id).total == 1
    assert world.statuses() == {"active"}


def decline_raises(world: World, code: str) -> str:
    with pytest.raises(Refusal) as refused:
        declining.decline(world.services, world.ado.caller, code)
    return refused.value.reason


def test_a_declined_invitation_is_canceled_at_the_initiator(world: World) -> None:
    made = invite(world)
    declining.decline(world.services, world.ado.caller, made.code)
    found = row(world, "jira", made.connection_id)
    assert (found.status, found.status_reason) == ("canceled", "declined")
    assert reason(world, made.code) == "declined"
    declining.decline(world.services, world.ado.caller, made.code)  # once more changes nothing
    assert row(world, "jira", made.connection_id).updated_at == found.updated_at


def test_whoever_holds_a_code_that_names_nobody_may_decline_it(world: World) -> None:
    made = invite(world, unknown=True, destination_text="")
    declining.decline(world.services, world.ado.caller, made.code)
    assert row(world, "jira", made.connection_id).status_reason == "declined"


def test_a_code_meant_for_somebody_else_cannot_be_declined(world: World) -> None:
    made = invite(world)
    other = world.services.deployment.node_url("0" * 32)
    world.ledger.write(lambda tx: connections.update(tx, world.jira.caller.node_id, made.connection_id, bound_to=other))
    assert decline_raises(world, made.code) == "other_instance"
    assert row(world, "jira", made.connection_id).status == "pending"


@pytest.mark.parametrize("named", [True, False])
def test_nobody_declines_in_the_name_of_the_node_that_an_invitation_is_for(world: World, named: bool) -> None:
    made = invite(world)
    payload, bound = codes.decode(made.code), row(world, "jira", made.connection_id).bound_to
    body = {"protocol": 1, "side": payload.side, "token": payload.token, "payload_hash": payload.payload_hash}
    if named:
        body["decliner"] = {"node_url": bound, "nonce": "guessed-by-a-third-party"}
    slug = payload.node_url.rsplit("/", 1)[1]
    request = PeerRequest(slug, "POST", "/declines", "", {}, json.dumps(body).encode())
    found = door.answer(world.services, request)
    assert (found.status, json.loads(found.body)["reason"]) == (
        (503, "partner_unreachable") if named else (403, "other_instance")
    )
    assert row(world, "jira", made.connection_id).status == "pending"
    accept(world, made.code)


def test_what_was_used_withdrawn_or_altered_is_not_declined(world: World) -> None:
    made = invite(world, unknown=True, destination_text="")
    payload = codes.decode(made.code)
    assert decline_raises(world, codes.encode(replace(payload, name="Something else"))) == "altered"
    newer = invitations.new_code(world.services, world.jira.caller, made.connection_id)
    assert decline_raises(world, made.code) == "replaced"
    invitations.revoke(world.services, world.jira.caller, made.connection_id)
    assert decline_raises(world, newer.code) == "revoked"


def test_declining_needs_no_license(world: World) -> None:
    made = invite(world)
    node = world.ado.caller.node_id
    world.ledger.write(lambda tx: nodes.update(tx, node, evaluation_from=1))
    assert reason(world, made.code) == "licence_needed"
    declining.decline(world.services, world.ado.caller, made.code)
    assert row(world, "jira", made.connection_id).status_reason == "declined"


def test_between_two_deployments_only_the_named_one_declines(world: World, elsewhere: World) -> None:
    made = invite(world, destination_text=node_url(elsewhere, "ado"))
    assert decline_raises(world, made.code) == "other_instance"
    declining.decline(elsewhere.services, elsewhere.ado.caller, made.code)
    assert row(world, "jira", made.connection_id).status_reason == "declined"


def test_script_mode_needs_a_license_on_both_sides(world: World) -> None:
    made = invite(world)
    for caller in (world.ado.caller, world.jira.caller):
        world.ledger.write(lambda tx, caller=caller: nodes.update(tx, caller.node_id, evaluation_from=1))  # type: ignore[misc]
    assert reason(world, made.code) == "licence_needed"
    with pytest.raises(Refusal) as refused:
        invite(world, name="Another")
    assert refused.value.reason == "mode_not_offered"
    assert row(world, "jira", made.connection_id).status == "pending"


def test_people_with_very_long_names_connect(world: World) -> None:
    named = "Wolfeschlegelsteinhausenbergerdorff " * 30
    made = invitations.initiate(world.services, replace(world.jira.caller, display_name=named), draft(world))
    accepted = accepting.accept(
        world.services,
        replace(world.ado.caller, display_name=named),
        made.code,
        project_id=world.ado.project_id,
        name="Long names",
    )
    assert row(world, "ado", accepted).status == "active"
    assert row(world, "jira", made.connection_id).status == "active"


def test_visual_mode_is_never_offered(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        invite(world, mode="visual")
    assert refused.value.reason == "mode_not_offered"


class Cut:
    """A network that loses answers (after the request arrived) or requests, as often as told."""

    def __init__(self, services: Services, tail: str, *, lost_answers: int = 0, lost_requests: int = 0) -> None:
        self.tail, self.lost_answers, self.lost_requests = tail, lost_answers, lost_requests
        self.services = replace(services, door=self.answer)

    def answer(self, services: Services, request: PeerRequest) -> PeerAnswer:
        if request.tail == self.tail and self.lost_requests:
            self.lost_requests -= 1
            return PeerAnswer(503, {}, b"{}")
        found = door.answer(services, request)
        if request.tail == self.tail and self.lost_answers:
            self.lost_answers -= 1
            return PeerAnswer(502, {}, b"bad gateway")
        return found


@pytest.mark.parametrize("lost", [{"lost_answers": 1}, {"lost_requests": 1}, {"lost_answers": 2, "lost_requests": 1}])
def test_a_partner_that_fails_in_the_middle_ends_in_one_whole_connection(world: World, lost: dict[str, int]) -> None:
    made = invite(world)
    cut = Cut(world.services, "/acceptances", **lost)
    accepted = accept(world, made.code, cut.services)
    assert row(world, "ado", accepted).status == "pending"
    for _ in range(4):
        world.ledger.write(lambda tx: tx.change("UPDATE acceptance SET next_at = 0 WHERE next_at IS NOT NULL"))
        accepting.repeat_due(cut.services)
    world.settle()
    assert world.statuses() == {"active"}
    assert row(world, "ado", accepted).flowing
    assert row(world, "jira", made.connection_id).flowing


def test_a_repeated_acceptance_gets_the_same_answer_even_after_expiry(world: World) -> None:
    made = invite(world)
    cut = Cut(world.services, "/acceptances", lost_answers=1)
    accepted = accept(world, made.code, cut.services)
    world.ledger.write(
        lambda tx: connections.update(tx, world.jira.caller.node_id, made.connection_id, code_expires_at=1)
    )
    world.ledger.write(lambda tx: tx.change("UPDATE acceptance SET next_at = 0"))
    accepting.repeat_due(world.services)
    assert row(world, "ado", accepted).status == "active"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[World]:
    """A second deployment."""
    made = World(tmp_path / "elsewhere")
    try:
        made.install()
        yield made
    finally:
        made.close()


def node_url(world: World, side: str) -> str:
    caller = world.jira.caller if side == "jira" else world.ado.caller
    found = world.ledger.read(lambda tx: nodes.get(tx, caller.node_id))
    return world.services.deployment.node_url(found.slug)


def test_two_deployments_connect_by_node_url_and_an_issue_crosses(world: World, elsewhere: World) -> None:
    made = invite(world, destination_text=node_url(elsewhere, "ado"))
    accepted = accepting.accept(
        elsewhere.services, elsewhere.ado.caller, made.code, project_id=elsewhere.ado.project_id, name="From afar"
    )
    world.trigger("jira", made.connection_id, "project = SUP")
    issue = world.jira.create("Across the sea")
    for _ in range(4):
        world.settle()
        elsewhere.settle()
    twin = world.twin("jira", issue)
    assert twin is not None
    assert elsewhere.ado.get(twin.remote_id)["System.Title"] == "Across the sea"
    assert accepted


def test_a_private_acceptor_opens_all_connections_itself(world: World, tmp_path: Path) -> None:
    private = World(tmp_path / "private", node_reachable=False)
    try:
        private.install()
        made = invite(world, unknown=True, destination_text="")
        accepted = accepting.accept(
            private.services, private.ado.caller, made.code, project_id=private.ado.project_id, name="From inside"
        )
        private.settle()
        invitations.confirm(world.services, world.jira.caller, made.connection_id)
        world.trigger("jira", made.connection_id, "project = SUP")
        issue = world.jira.create("Into the cellar")
        private.backend.stop()  # nobody can reach it any more
        for _ in range(4):
            world.settle()
            keeping.ensure_deployment(private.services)
            private.keep("nodes")
            private.ledger.write(lambda tx: tx.change("UPDATE schedule SET next_at = 0 WHERE kind = 'outbox'"))
            while keeping.run_due(private.services):
                pass
            private.settle()
        twin = world.twin("jira", issue)
        assert twin is not None
        assert twin.acknowledged
        assert private.ado.get(twin.remote_id)["System.Title"] == "Into the cellar"
        assert accepted
    finally:
        private.close()


def test_a_private_node_cannot_initiate(tmp_path: Path) -> None:
    private = World(tmp_path, node_reachable=False)
    try:
        private.install()
        with pytest.raises(Refusal) as refused:
            invite(private)
        assert refused.value.reason == "private_node"
    finally:
        private.close()


def test_a_message_signed_with_another_key_is_refused(world: World) -> None:
    made = invite(world)
    accepted = accept(world, made.code)
    world.settle()
    theirs = row(world, "ado", accepted)
    from addon.connections.calls import post
    from addon.storage import secrets

    forged = keys.new_private_key()
    subject = secrets.of_connection(theirs.id)
    world.ledger.write(lambda tx: secrets.put(tx, theirs.node_id, invitations.SIDE_KEY, forged, subject=subject))
    with pytest.raises(Refusal) as refused:
        post(world.services, theirs, [{"id": "m", "kind": "ping", "body": {}}])
    assert refused.value.reason == "bad_signature"


@pytest.mark.parametrize("tail", ["/messages", "/outbox", "/outbox/ack", "/acceptances", "/declines", "/nothing"])
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"messages": 1}', b"\xff\xfe", b"[" * 50_000])
def test_garbage_at_the_door_is_refused_with_a_word_and_never_a_500(world: World, tail: str, body: bytes) -> None:
    slug = node_url(world, "jira").rsplit("/", 1)[1]
    for method in ("GET", "POST"):
        request = PeerRequest(slug, method, tail, "", {"Authorization": "Liaise x.y.z"}, body)
        found = door.answer(world.services, request)
        assert 400 <= found.status < 500
        assert json.loads(found.body)["reason"]
