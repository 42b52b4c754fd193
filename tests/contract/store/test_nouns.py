"""What the functions of each noun promise, on every store."""

from typing import Any

import pytest

from addon.storage import (
    Duplicate,
    Fenced,
    Ledger,
    NoSuchRow,
    SecretMismatch,
    Tx,
    VersionConflict,
    acceptances,
    audit,
    baselines,
    budgets,
    conflicts,
    connection_lists,
    connections,
    deferred_links,
    effects,
    errors,
    hooks,
    jobs,
    messages,
    nodes,
    nonces,
    queue,
    rules,
    schedules,
    secrets,
    timeline,
    traces,
    triggers,
    twins,
)
from tests.contract.store.conftest import Clock, Opener
from tests.contract.store.places import make_connection, make_node


class TestNodes:
    def test_installing_again_keeps_slug_and_evaluation(self, ledger: Ledger, clock: Clock) -> None:
        first = make_node(ledger)
        ledger.write(lambda tx: nodes.uninstall(tx, first.id))
        clock.advance(1_000)
        again, new = ledger.write(
            lambda tx: nodes.install(tx, kind="jira", instance_id="one", base_url="https://moved.example")
        )
        assert not new
        assert (again.id, again.slug, again.evaluation_from) == (first.id, first.slug, first.evaluation_from)
        assert (again.status, again.base_url, again.installed_at) == ("active", "https://moved.example", clock.now)

    def test_two_admins_changing_settings_do_not_overwrite_each_other(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        ledger.write(lambda tx: nodes.set_settings(tx, node.id, allow_discovery=True))
        ledger.write(lambda tx: nodes.set_settings(tx, node.id, poll_seconds=30))
        assert ledger.read(lambda tx: nodes.get(tx, node.id)).settings == {"allow_discovery": True, "poll_seconds": 30}
        with pytest.raises(VersionConflict):
            ledger.write(lambda tx: nodes.update(tx, node.id, expected_version=1, display_name="x"))

    def test_a_new_slug_ends_the_old_one(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        changed = ledger.write(lambda tx: nodes.change_slug(tx, node.id))
        assert len(changed.slug) == 32
        assert ledger.read(lambda tx: nodes.by_slug(tx, node.slug)) is None
        assert ledger.read(lambda tx: nodes.by_slug(tx, changed.slug)) == changed


class TestSecrets:
    def test_a_secret_is_not_readable_in_the_table(self, ledger: Ledger) -> None:
        ledger.write(lambda tx: secrets.put(tx, 1, "pat", "s3cret", expires_at=5))
        assert ledger.read(lambda tx: secrets.get(tx, 1, "pat")) == "s3cret"
        rows = ledger.read(lambda tx: tx.sql("SELECT * FROM secret"))
        assert "s3cret" not in str(rows)
        assert [info.purpose for info in ledger.read(lambda tx: secrets.expiring(tx, 6))] == ["pat"]

    def test_a_ciphertext_moved_to_another_tenant_or_purpose_is_refused(self, ledger: Ledger) -> None:
        ledger.write(lambda tx: secrets.put(tx, 1, "pat", "one"))
        for change in ("node_id = 2", "node_id = 1, purpose = 'other'"):
            ledger.write(lambda tx, change=change: tx.change(f"UPDATE secret SET {change}"))
            node_id, purpose = (2, "pat") if "2" in change else (1, "other")
            with pytest.raises(SecretMismatch):
                ledger.read(lambda tx, n=node_id, p=purpose: secrets.get(tx, n, p))

    def test_a_second_value_replaces_the_first(self, ledger: Ledger) -> None:
        for value in ("one", "two"):
            ledger.write(lambda tx, value=value: secrets.put(tx, 1, "pat", value))
        assert ledger.read(lambda tx: secrets.get(tx, 1, "pat")) == "two"
        assert ledger.write(lambda tx: secrets.delete(tx, 1, "pat"))
        assert ledger.read(lambda tx: secrets.get(tx, 1, "pat")) is None


class TestConnections:
    def test_names_are_unique_in_an_instance_ignoring_case(self, ledger: Ledger) -> None:
        one, two = make_node(ledger, "one"), make_node(ledger, "two")
        make_connection(ledger, one.id, "Straße")
        make_connection(ledger, two.id, "Straße")
        with pytest.raises(Duplicate):
            make_connection(ledger, one.id, "STRASSE")
        assert ledger.read(lambda tx: connections.by_name(tx, one.id, " straße ")) is not None

    def test_the_list_is_paged_searched_and_filtered(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        for number in range(5):
            make_connection(ledger, node.id, f"Conn {number}", status="pending" if number % 2 else "active")
        first = ledger.read(lambda tx: connection_lists.list_page(tx, node.id, limit=3))
        rest = ledger.read(lambda tx: connection_lists.list_page(tx, node.id, limit=3, after=first.after or ""))
        assert [item.name for item in (*first.items, *rest.items)] == [f"Conn {number}" for number in range(5)]
        assert (first.total, rest.after) == (5, None)
        found = ledger.read(lambda tx: connection_lists.list_page(tx, node.id, search="cONN 3"))
        assert [item.name for item in found.items] == ["Conn 3"]
        assert not ledger.read(lambda tx: connection_lists.list_page(tx, node.id, search="%")).items
        pending = ledger.read(lambda tx: connection_lists.list_page(tx, node.id, status="pending"))
        assert [item.name for item in pending.items] == ["Conn 1", "Conn 3"]
        assert ledger.read(lambda tx: connection_lists.active(tx, node.id)) == 3

    def test_what_is_to_be_confirmed_is_neither_active_nor_lost(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        told = {"settings": {connections.AWAITING: True}, "partner_confirmed": True, "initiator": False}
        make_connection(ledger, node.id, "Ask them", **told)
        make_connection(ledger, node.id, "Ask me", initiator=True, partner_confirmed=False)
        make_connection(ledger, node.id, "Ask me later", initiator=True, partner_confirmed=False, status="deactivated")
        make_connection(ledger, node.id, "Sent", initiator=True, partner_confirmed=False, status="pending")
        make_connection(ledger, node.id, "Told", **{**told, "settings": {connections.AWAITING: False}})
        make_connection(ledger, node.id, "Running", initiator=True, partner_confirmed=True)

        def found(**wanted: Any) -> list[str]:
            page = ledger.read(lambda tx: connection_lists.list_page(tx, node.id, **wanted))
            assert page.total == len(page.items), wanted
            return [one.name for one in page.items]

        assert found(confirmed=False) == ["Ask me", "Ask me later", "Ask them"]
        assert found(confirmed=False, search="later") == ["Ask me later"]
        assert found(status="active", confirmed=True) == ["Running", "Told"]
        assert found(status="active", confirmed=True, search="o") == ["Told"]
        assert found(status="deactivated", confirmed=True) == []
        assert found(status="active") == ["Ask me", "Ask them", "Running", "Told"]
        first = ledger.read(
            lambda tx: connection_lists.list_page(tx, node.id, status="active", confirmed=True, limit=1)
        )
        assert ([one.name for one in first.items], first.total) == (["Running"], 2)
        assert ledger.read(lambda tx: connection_lists.active(tx, node.id)) == 2

    def test_a_search_finds_parts_of_names_and_of_the_partner_ignoring_case(self, ledger: Ledger) -> None:
        node, other = make_node(ledger), make_node(ledger, "other")
        long = {"partner_name": "Ärzte & Söhne", "partner_url": "https://Straße.example/" + "y" * 2_000}
        made = make_connection(ledger, node.id, "Support", **long)
        for owner in (node, other):
            make_connection(ledger, owner.id, "Of nobody")

        def found(word: str, **more: Any) -> list[str]:
            page = ledger.read(lambda tx: connection_lists.list_page(tx, node.id, search=word, **more))
            assert page.total == len(page.items)
            return [one.name for one in page.items]

        for word in ("upPORT", " support ", "ÄRZTE", "& söhne", "STRASSE.EX", "https://s"):
            assert found(word) == ["Support"], word
        assert found("o") == ["Of nobody", "Support"]
        assert found("o", descending=True) == ["Support", "Of nobody"]
        for word in ("%", "_upport", "support\nb", "support\0", "\ud800"):
            assert found(word) == [], word
        ledger.write(lambda tx: connections.update(tx, node.id, made.id, remote_name="Néw", partner_name=""))
        assert found("ärzte") == []
        assert found("NÉW") == found("support", status="active") == ["Support"]
        assert found("support", status="ended") == []
        ledger.write(lambda tx: connections.set_health(tx, node.id, made.id, "blocked", connections.PARTNER_GONE))
        assert found("support", status="ended") == ["Support"]

    def test_of_two_admins_accepting_at_once_one_is_told(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        made = make_connection(ledger, node.id, status="pending")
        ledger.write(lambda tx: connections.change_status(tx, node.id, made.id, "active", expected=("pending",)))
        with pytest.raises(VersionConflict):
            ledger.write(lambda tx: connections.change_status(tx, node.id, made.id, "canceled", expected=("pending",)))

    def test_it_is_active_only_with_both_switches_on_and_each_side_lifts_its_own(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        made = make_connection(ledger, node.id)

        def switch(on: bool, side: str) -> str:
            return ledger.write(lambda tx: connections.switch(tx, node.id, made.id, on, "who", side=side)).status

        assert [switch(False, "own"), switch(False, "partner"), switch(True, "own"), switch(True, "partner")] == [
            "deactivated",
            "deactivated",
            "deactivated",
            "active",
        ]

    def test_a_fixed_or_unknown_column_cannot_be_changed(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        made = make_connection(ledger, node.id)
        for name in ("side_id", "flowing", "created_at", "no_such"):
            with pytest.raises(ValueError, match=name):
                ledger.write(lambda tx, name=name: connections.update(tx, node.id, made.id, **{name: 1}))


class TestRules:
    def test_saving_makes_a_new_version_and_restoring_another(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        made = make_connection(ledger, node.id)
        for text in ("a", "b"):
            ledger.write(
                lambda tx, text=text: rules.save(tx, node.id, made.id, outgoing=text, incoming="", author="me")
            )
        ledger.write(lambda tx: rules.restore(tx, node.id, made.id, 1, author="you"))
        history = ledger.read(lambda tx: rules.history(tx, node.id, made.id))
        assert [(version.number, version.outgoing, version.restored_from) for version in history] == [
            (3, "a", 1),
            (2, "b", 0),
            (1, "a", 0),
        ]
        current = ledger.read(lambda tx: rules.current(tx, node.id, made.id))
        assert current is not None
        assert current.number == 3

    def test_saving_over_somebody_elses_version_is_refused(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        made = make_connection(ledger, node.id)
        save = rules.save
        ledger.write(lambda tx: save(tx, node.id, made.id, outgoing="a", incoming="", expected_number=0))
        with pytest.raises(VersionConflict):
            ledger.write(lambda tx: save(tx, node.id, made.id, outgoing="b", incoming="", expected_number=0))


class TestTriggers:
    def test_a_problem_is_noted_and_forgotten_when_the_query_changes(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        made = ledger.write(lambda tx: triggers.create(tx, node.id, 1, query="project = X"))
        ledger.write(lambda tx: triggers.note_problem(tx, node.id, made.id, "no such field"))
        assert ledger.read(lambda tx: triggers.get(tx, node.id, made.id)).problem == "no such field"
        changed = ledger.write(lambda tx: triggers.update(tx, node.id, made.id, query="project = Y", active=False))
        assert (changed.problem, changed.query, changed.active) == ("", "project = Y", False)
        assert ledger.read(lambda tx: triggers.list_for(tx, node.id, active=True)) == []


class TestNoncesAndAcceptances:
    def test_a_token_id_is_good_once(self, ledger: Ledger, clock: Clock) -> None:
        until = clock.now + 60_000
        assert ledger.write(lambda tx: nonces.use(tx, 1, "jti", "a", until))
        assert not ledger.write(lambda tx: nonces.use(tx, 1, "jti", "a", until))
        assert ledger.write(lambda tx: nonces.use(tx, 2, "jti", "a", until))
        clock.advance(60_001)
        assert ledger.write(nonces.purge) == 2

    def test_a_nonce_that_was_given_is_taken_once(self, ledger: Ledger, clock: Clock) -> None:
        ledger.write(lambda tx: nonces.give(tx, 1, "callback", "n", tx.now + 10, {"for": 5}))
        taken = ledger.write(lambda tx: nonces.take(tx, 1, "callback", "n"))
        assert taken is not None
        assert taken.data == {"for": 5}
        assert ledger.write(lambda tx: nonces.take(tx, 1, "callback", "n")) is None

    def test_an_invitation_is_accepted_by_one_row_and_repeated_when_due(self, ledger: Ledger, clock: Clock) -> None:
        def begin(tx: Tx) -> Any:
            return acceptances.begin(
                tx,
                1,
                connection_id=4,
                initiator_side="s",
                initiator_node_url="https://n",
                nonce="x",
                next_at=tx.now + 5,
            )

        made = ledger.write(begin)
        with pytest.raises(Duplicate):
            ledger.write(begin)
        assert ledger.read(acceptances.due) == []
        clock.advance(5)
        assert [found.id for found in ledger.read(acceptances.due)] == [made.id]
        ledger.write(lambda tx: acceptances.update(tx, 1, made.id, state="accepted", next_at=None))
        assert ledger.read(acceptances.due) == []
        assert ledger.read(lambda tx: acceptances.by_nonce(tx, 1, "x")).state == "accepted"  # type: ignore[union-attr]


class TestMessages:
    def test_a_message_twice_is_stored_once(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        made = make_connection(ledger, node.id)
        message = {"message_id": "m1", "entity_key": "R1", "kind": "replica", "body": {"a": 1}, "seq": 4}
        assert ledger.write(lambda tx: messages.receive(tx, node.id, made.id, **message)) is not None
        assert ledger.write(lambda tx: messages.receive(tx, node.id, made.id, **message)) is None
        assert ledger.read(lambda tx: messages.last_received(tx, node.id, made.side_id, "R1")) == (0, 4)
        (taken,) = ledger.write(lambda tx: queue.claim(tx, 5))
        assert (taken.direction, taken.head.body, taken.head.message_id) == ("in", {"a": 1}, "m1")

    def test_within_one_store_it_is_delivered_only_where_both_rows_name_each_other(self, ledger: Ledger) -> None:
        one, two = make_node(ledger, "one"), make_node(ledger, "two")
        ours = make_connection(ledger, one.id, side_id="s1", partner_side_id="s2", public_key="k1", partner_key="k2")
        theirs = make_connection(ledger, two.id, side_id="s2", partner_side_id="s1", public_key="k2", partner_key="zz")
        message = {"message_id": "m", "entity_key": "1", "kind": "replica", "body": {}}
        with pytest.raises(NoSuchRow):
            ledger.write(lambda tx: messages.deliver_local(tx, one.id, ours.id, **message))
        ledger.write(lambda tx: connections.update(tx, two.id, theirs.id, partner_key="k1"))
        ledger.write(lambda tx: messages.deliver_local(tx, one.id, ours.id, **message))
        (taken,) = ledger.write(lambda tx: queue.claim(tx, 5))
        assert (taken.node_id, taken.connection_id, taken.entity_key) == (two.id, theirs.id, "1")

    def test_an_offered_message_is_fetched_until_it_is_acknowledged(self, ledger: Ledger) -> None:
        for number in (1, 2):
            ledger.write(
                lambda tx, number=number: messages.offer(
                    tx, 1, 9, message_id=f"m{number}", kind="replica", body={"n": number}, entity_key="E"
                )
            )
        fetched = ledger.read(lambda tx: messages.fetch(tx, 1, 9))
        assert [message.body["n"] for message in fetched] == [1, 2]
        ledger.write(lambda tx: messages.note_offered(tx, 1, 9, [message.id for message in fetched]))
        assert [m.message_id for m in ledger.write(lambda tx: messages.acknowledge(tx, 1, 9, ["m1", "m1"]))] == ["m1"]
        assert ledger.write(lambda tx: messages.acknowledge(tx, 1, 9, ["m1"])) == []
        assert [message.message_id for message in ledger.read(lambda tx: messages.fetch(tx, 1, 9))] == ["m2"]


class TestEffects:
    def test_a_retry_finds_what_was_planned_started_and_done(self, ledger: Ledger) -> None:
        intents = [effects.Intent(f"k{number}", "update", call={"n": number}) for number in range(3)]
        first, second, _ = ledger.write(lambda tx: effects.plan(tx, 1, 2, 3, intents))
        for effect in (first, second):
            ledger.write(lambda tx, effect=effect: effects.mark_started(tx, 1, effect.id))
        ledger.write(lambda tx: effects.mark_done(tx, 1, first.id, {"rev": 4}, entity_id="10"))
        again = ledger.write(lambda tx: effects.plan(tx, 1, 2, 3, intents))
        assert [effect.state for effect in again] == ["done", "started", "planned"]
        assert again[0].receipt == {"rev": 4}
        assert [effect.id for effect in again] == [
            effect.id for effect in ledger.read(lambda tx: effects.for_event(tx, 1, 3))
        ]
        with pytest.raises(NoSuchRow):
            ledger.write(lambda tx: effects.mark_started(tx, 1, first.id))

    def test_dropped_effects_are_planned_anew_and_started_ones_stay(self, ledger: Ledger) -> None:
        planned = ledger.write(
            lambda tx: effects.plan(tx, 1, 2, 3, [effects.Intent("a", "update"), effects.Intent("b", "update")])
        )
        ledger.write(lambda tx: effects.mark_started(tx, 1, planned[0].id))
        assert ledger.write(lambda tx: effects.drop_unstarted(tx, 1, 3)) == 1
        again = ledger.write(lambda tx: effects.plan(tx, 1, 2, 3, [effects.Intent("b", "update", call={"new": 1})]))
        assert (again[0].state, again[0].call, again[0].id) == ("planned", {"new": 1}, planned[1].id)

    def test_open_creates_of_a_project_are_known(self, ledger: Ledger) -> None:
        made = ledger.write(
            lambda tx: effects.plan(
                tx,
                1,
                2,
                3,
                [effects.Intent("a", "create", project_id="P"), effects.Intent("b", "create", project_id="Q")],
            )
        )
        assert [effect.key for effect in ledger.read(lambda tx: effects.open_creates(tx, 1, "P"))] == ["a"]
        ledger.write(lambda tx: effects.mark_done(tx, 1, made[0].id, {}))
        assert ledger.read(lambda tx: effects.open_creates(tx, 1, "P")) == []


class TestErrors:
    def test_the_same_trigger_error_again_is_one_row_and_goes_when_it_works(self, ledger: Ledger) -> None:
        for _ in range(3):
            ledger.write(
                lambda tx: errors.report(tx, 1, impact="trigger", reason="bad_query", message="no", trigger_id=5)
            )
        (found,) = ledger.read(lambda tx: errors.list_page(tx, 1)).items
        assert found.attempts == 3
        assert ledger.write(lambda tx: errors.resolve_matching(tx, 1, "recovered", impact="trigger", trigger_id=5)) == 1
        assert ledger.read(lambda tx: errors.open_count(tx, 1)) == 0

    def test_the_list_is_filtered_by_impact_entity_and_words(self, ledger: Ledger) -> None:
        for entity in ("P-1", "P-2"):
            ledger.write(
                lambda tx, entity=entity: errors.report(
                    tx, 1, impact="entity", reason="x", message=f"about {entity}", entity_id=entity, entity_key=entity
                )
            )
        ledger.write(lambda tx: errors.report(tx, 1, impact="node", reason="credential_rejected", message="PAT"))
        shown = ledger.read(lambda tx: errors.list_page(tx, 1, entity="P-2")).items
        assert [error.entity_key for error in shown] == ["P-2"]
        assert len(ledger.read(lambda tx: errors.list_page(tx, 1, impact="node")).items) == 1
        assert len(ledger.read(lambda tx: errors.list_page(tx, 1, search="ABOUT p-1")).items) == 1


class TestTwins:
    def test_an_entity_is_paired_once_over_a_connection_until_it_is_unlinked(self, ledger: Ledger) -> None:
        made = ledger.write(lambda tx: twins.create(tx, 1, 2, local_id="10", local_key="P-10", remote_id="R1"))
        for local, remote in (("10", "R2"), ("11", "R1")):
            with pytest.raises(Duplicate):
                ledger.write(
                    lambda tx, local=local, remote=remote: twins.create(
                        tx, 1, 2, local_id=local, local_key="x", remote_id=remote
                    )
                )
        ledger.write(lambda tx: twins.create(tx, 1, 3, local_id="10", local_key="P-10", remote_id="R1"))
        assert len(ledger.read(lambda tx: twins.of_entity(tx, 1, "10"))) == 2
        ledger.write(lambda tx: twins.end(tx, 1, made.id))
        assert ledger.read(lambda tx: twins.by_local(tx, 1, 2, "10")) is None
        ledger.write(lambda tx: twins.create(tx, 1, 2, local_id="10", local_key="P-10", remote_id="R1"))

    def test_a_pair_that_was_unlinked_is_remembered_and_only_there(self, ledger: Ledger) -> None:
        def asked(node_id: int = 1, connection_id: int = 2, local: str = "10", remote: str = "R1") -> bool:
            return ledger.read(
                lambda tx: twins.was_unlinked(
                    tx, node_id, connection_id, local_id=local, local_key="P-10", remote_id=remote
                )
            )

        made = ledger.write(lambda tx: twins.create(tx, 1, 2, local_id="10", local_key="P-10", remote_id="R1"))
        assert not asked()
        ledger.write(lambda tx: twins.end(tx, 1, made.id))
        assert asked()
        assert not any((asked(node_id=2), asked(connection_id=3), asked(local="11"), asked(remote="R2")))

    def test_a_pair_has_crossed_once_both_sides_know_it_and_for_ever(self, ledger: Ledger) -> None:
        made = ledger.write(lambda tx: twins.create(tx, 1, 2, local_id="10", local_key="P-10"))
        assert not ledger.read(lambda tx: twins.any_crossed(tx, 1))
        ledger.write(lambda tx: twins.update(tx, 1, made.id, acknowledged=True))
        ledger.write(lambda tx: twins.end(tx, 1, made.id))
        assert ledger.read(lambda tx: twins.any_crossed(tx, 1))
        assert not ledger.read(lambda tx: twins.any_crossed(tx, 2))

    def test_replicas_traces_and_baselines_are_kept_beside_and_go_with_the_pair(self, ledger: Ledger) -> None:
        twin = ledger.write(lambda tx: twins.create(tx, 1, 2, local_id="10", local_key="P-10"))
        body = {"z": 1, "a": [1.5, None, "ü"]}
        ledger.write(lambda tx: twins.store_replica(tx, 1, twin.id, "sent", body, "h1", epoch=5, seq=6))
        ledger.write(lambda tx: traces.put(tx, 1, twin.id, "comment", local_id="c1", remote_id="r1", origin="local"))
        ledger.write(lambda tx: baselines.renew(tx, 1, twin.id, {"summary": baselines.Form("x", "f")}))
        assert list(ledger.read(lambda tx: twins.replica(tx, 1, twin.id, "sent"))) == ["z", "a"]
        renewed = ledger.read(lambda tx: twins.get(tx, 1, twin.id))
        assert (renewed.sent_hash, renewed.sent_epoch, renewed.sent_seq) == ("h1", 5, 6)
        ledger.write(lambda tx: twins.end(tx, 1, twin.id))
        assert ledger.read(lambda tx: twins.replica(tx, 1, twin.id, "sent")) is None
        assert ledger.read(lambda tx: traces.of_twin(tx, 1, twin.id)) == []
        assert ledger.read(lambda tx: baselines.of_twin(tx, 1, twin.id)) == {}

    def test_a_receipt_renews_only_the_fields_it_wrote_on_its_side(self, ledger: Ledger) -> None:
        twin = ledger.write(lambda tx: twins.create(tx, 1, 2, local_id="10", local_key="P-10"))
        forms = {"summary": baselines.Form("a", "1"), "priority": baselines.Form("b", "2")}
        ledger.write(lambda tx: baselines.renew(tx, 1, twin.id, forms))
        ledger.write(lambda tx: baselines.renew(tx, 1, twin.id, {"summary": baselines.Form("R", "9")}, side="remote"))
        ledger.write(lambda tx: baselines.renew(tx, 1, twin.id, {"summary": baselines.Form("c", "3")}))
        found = ledger.read(lambda tx: baselines.of_twin(tx, 1, twin.id))
        assert (found["summary"].local_form, found["summary"].remote_form) == ("c", "R")
        assert found["priority"].local_fingerprint == "2"

    def test_traces_are_found_from_both_sides_and_outlive_removal(self, ledger: Ledger) -> None:
        for digest in ("h1", "h2"):
            ledger.write(
                lambda tx, digest=digest: traces.put(
                    tx, 1, 7, "comment", local_id="c1", remote_id="r1", origin="local", local_hash=digest
                )
            )
        found = ledger.read(lambda tx: traces.by_remote(tx, 1, 7, "comment", "r1"))
        assert found is not None
        assert found.local_hash == "h2"
        ledger.write(lambda tx: traces.mark_removed(tx, 1, found.id))
        assert ledger.read(lambda tx: traces.by_local(tx, 1, 7, "comment", "c1")).removed_at is not None  # type: ignore[union-attr]

    def test_links_that_waited_are_taken_by_the_transaction_that_makes_the_pair(self, ledger: Ledger) -> None:
        for _ in range(2):
            ledger.write(lambda tx: deferred_links.defer(tx, 1, 2, local_id="10", kind="parent", remote_id="R9"))

        def pair(tx: Tx) -> list[str]:
            twin = twins.create(tx, 1, 2, local_id="11", local_key="P-11", remote_id="R9")
            return [link.local_id for link in twins.links_waiting(tx, twin)]

        assert ledger.write(pair) == ["10"]
        assert ledger.read(lambda tx: deferred_links.waiting(tx, 1, 2, "10")) == []

    def test_entity_sync_status_finds_a_pair_by_any_of_its_names(self, ledger: Ledger) -> None:
        twin = ledger.write(
            lambda tx: twins.create(tx, 1, 2, local_id="10", local_key="P-10", remote_id="77", remote_key="AB#77")
        )
        for name in ("10", "P-10", " AB#77 "):
            assert [found.id for found in ledger.read(lambda tx, name=name: twins.look_up(tx, 1, name))] == [twin.id]
        assert ledger.read(lambda tx: twins.look_up(tx, 1, "P-1")) == []

    def test_a_conflict_is_asked_once_for_each_field(self, ledger: Ledger) -> None:
        first = ledger.write(lambda tx: conflicts.ask(tx, 1, 2, 3, "summary", local_form="a", remote_form="b"))
        again = ledger.write(lambda tx: conflicts.ask(tx, 1, 2, 3, "summary", local_form="c", remote_form="b"))
        assert first == again
        assert ledger.read(lambda tx: conflicts.of_twin(tx, 1, 3))[0].local_form == "c"
        ledger.write(lambda tx: conflicts.resolve(tx, 1, first, "local", "admin"))
        with pytest.raises(NoSuchRow):
            ledger.write(lambda tx: conflicts.resolve(tx, 1, first, "remote", "admin"))


class TestSchedules:
    def test_a_schedule_has_one_runner_and_missed_runs_collapse(self, ledger: Ledger, clock: Clock) -> None:
        node = make_node(ledger)
        ledger.write(lambda tx: schedules.ensure(tx, node.id, "poll", 1_000))
        clock.advance(10_000)
        (run,) = ledger.write(lambda tx: schedules.claim(tx))
        assert ledger.write(lambda tx: schedules.claim(tx)) == []
        ledger.write(lambda tx: schedules.finish(tx, run, watermark={"to": 5}))
        assert ledger.write(lambda tx: schedules.claim(tx)) == []
        clock.advance(1_000)
        (again,) = ledger.write(lambda tx: schedules.claim(tx))
        assert again.watermark == {"to": 5}
        ledger.write(lambda tx: schedules.fail(tx, again, "down", again_in_ms=500))
        with pytest.raises(Fenced):
            ledger.write(lambda tx: schedules.finish(tx, run))
        clock.advance(500)
        (third,) = ledger.write(lambda tx: schedules.claim(tx))
        assert (third.attempts, third.watermark, third.last_result) == (1, {"to": 5}, "down")

    def test_tenants_that_hold_their_share_are_passed_over(self, ledger: Ledger) -> None:
        one, two = make_node(ledger), make_node(ledger, "two")
        for node in (one, two):
            ledger.write(lambda tx, node=node: schedules.ensure(tx, node.id, "poll", 1_000))  # type: ignore[misc]
        ledger.write(lambda tx: schedules.ensure(tx, 0, "expiry", 1_000))
        claimed = ledger.write(lambda tx: schedules.claim(tx, without=[one.id]))
        assert {run.node_id for run in claimed} == {0, two.id}
        assert [run.node_id for run in ledger.write(lambda tx: schedules.claim(tx))] == [one.id]

    def test_a_dead_runner_is_replaced(self, opener: Opener, clock: Clock) -> None:
        first = opener()
        node = make_node(first)
        first.write(lambda tx: schedules.ensure(tx, node.id, "poll", 1_000))
        first.write(lambda tx: schedules.claim(tx))
        first.close()
        clock.advance(schedules.LEASE_MS + 1)
        assert len(opener().write(lambda tx: schedules.claim(tx))) == 1

    def test_nothing_runs_for_an_uninstalled_tenant(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        ledger.write(lambda tx: schedules.ensure(tx, node.id, "poll", 1_000))
        ledger.write(lambda tx: schedules.ensure(tx, 0, "retention", 1_000))
        ledger.write(lambda tx: nodes.uninstall(tx, node.id))
        assert [run.kind for run in ledger.write(lambda tx: schedules.claim(tx))] == ["retention"]


class TestBudgets:
    def test_a_bucket_refills_and_keeps_a_share_for_people(self, ledger: Ledger, clock: Clock) -> None:
        def take(units: float, keep: float = 0.0) -> budgets.Grant:
            return ledger.write(lambda tx: budgets.take(tx, 1, "rest", units, capacity=10, refill_per_s=2, keep=keep))

        assert take(8, keep=0.2).units == 8
        refused = take(1, keep=0.2)
        assert (refused.units, refused.reason) == (0, "budget_used")
        assert refused.ask_again_at == clock.now + 501
        assert take(2).units == 2
        clock.advance(1_000)
        assert take(2).units == 2
        assert take(1).units == 0

    def test_an_hourly_budget_starts_anew_with_the_hour(self, ledger: Ledger, clock: Clock) -> None:
        def take() -> budgets.Grant:
            return ledger.write(lambda tx: budgets.take(tx, 0, "points", 60, capacity=100, window_ms=3_600_000))

        assert take().units == 60
        refused = take()
        hour = clock.now - clock.now % 3_600_000 + 3_600_000
        assert (refused.units, refused.ask_again_at) == (0, hour)
        clock.now = hour
        assert take().units == 60

    def test_a_pause_stops_everybody_until_then(self, ledger: Ledger, clock: Clock) -> None:
        ledger.write(lambda tx: budgets.pause(tx, 1, "rest", tx.now + 5_000, "rate_limited"))
        refused = ledger.write(lambda tx: budgets.take(tx, 1, "rest", 1, capacity=10))
        assert (refused.ask_again_at, refused.reason) == (clock.now + 5_000, "rate_limited")
        clock.advance(5_000)
        assert ledger.write(lambda tx: budgets.take(tx, 1, "rest", 1, capacity=10)).units == 1


class TestHooks:
    def test_hooks_are_removed_with_the_last_use(self, ledger: Ledger) -> None:
        assert ledger.write(lambda tx: hooks.need(tx, 1, "P", 5, "incoming"))
        assert not ledger.write(lambda tx: hooks.need(tx, 1, "P", 5, "trigger", "9"))
        assert not ledger.write(lambda tx: hooks.need(tx, 1, "P", 6, "incoming"))
        assert ledger.write(lambda tx: hooks.no_longer(tx, 1, 5)) == []
        assert ledger.write(lambda tx: hooks.no_longer(tx, 1, 6, "incoming")) == ["P"]

    def test_a_subscription_is_wanted_once_and_its_password_goes_with_it(self, ledger: Ledger) -> None:
        hook = ledger.write(lambda tx: hooks.want(tx, 1, "P", "workitem.updated"))
        assert ledger.write(lambda tx: hooks.want(tx, 1, "P", "workitem.updated")) == hook
        ledger.write(lambda tx: secrets.put(tx, 1, "hook_password", "x", subject=secrets.of_hook(hook.id)))
        ledger.write(lambda tx: hooks.update(tx, 1, hook.id, subscription_id="abc", status="active"))
        assert ledger.write(lambda tx: hooks.remove(tx, 1, hook.id))
        assert ledger.read(lambda tx: secrets.get(tx, 1, "hook_password", subject=secrets.of_hook(hook.id))) is None


class TestJobs:
    def test_a_job_goes_on_where_its_dead_runner_stopped(self, opener: Opener, clock: Clock) -> None:
        first = opener()
        job = first.write(lambda tx: jobs.start(tx, 1, "bulk", parameters={"q": 1}))
        running = first.write(lambda tx: jobs.claim(tx))
        assert running is not None
        assert first.write(lambda tx: jobs.advance(tx, running, succeeded=3, total=10, cursor="c3"))
        assert first.write(lambda tx: jobs.claim(tx)) is None
        first.close()
        clock.advance(jobs.LEASE_MS + 1)
        second = opener()
        again = second.write(lambda tx: jobs.claim(tx))
        assert again is not None
        assert (again.id, again.cursor, again.succeeded, again.total) == (job.id, "c3", 3, 10)
        with pytest.raises(Fenced):
            second.write(lambda tx: jobs.finish(tx, running))
        second.write(lambda tx: jobs.finish(tx, again, result={"ok": True}))
        assert second.read(lambda tx: jobs.get(tx, 1, job.id)).state == "done"

    def test_a_running_job_hears_of_its_cancellation_and_a_waiting_one_ends_at_once(self, ledger: Ledger) -> None:
        running_id = ledger.write(lambda tx: jobs.start(tx, 1, "bulk")).id
        running = ledger.write(lambda tx: jobs.claim(tx))
        assert running is not None
        waiting_id = ledger.write(lambda tx: jobs.start(tx, 1, "bulk")).id
        assert ledger.write(lambda tx: jobs.cancel(tx, 1, waiting_id)).state == "canceled"
        ledger.write(lambda tx: jobs.cancel(tx, 1, running_id))
        assert not ledger.write(lambda tx: jobs.advance(tx, running, succeeded=1))


class TestRecords:
    def test_the_timeline_of_an_entity_is_read_newest_first(self, ledger: Ledger) -> None:
        for number, connection in enumerate((0, 4, 5)):
            ledger.write(
                lambda tx, number=number, connection=connection: timeline.note(
                    tx, 1, "10", "triggers", f"step {number}", connection_id=connection, data={"n": number}
                )
            )
        steps = ledger.read(lambda tx: timeline.of_entity(tx, 1, "10")).items
        assert [step.text for step in steps] == ["step 2", "step 1", "step 0"]
        steps = ledger.read(lambda tx: timeline.of_entity(tx, 1, "10", connection_id=4)).items
        assert [step.text for step in steps] == ["step 1", "step 0"]

    def test_the_audit_log_keeps_who_did_what(self, ledger: Ledger) -> None:
        ledger.write(
            lambda tx: audit.record(tx, 1, "connection.removed", actor_name="Ada", connection_id=4, detail={"n": 1})
        )
        (entry,) = ledger.read(lambda tx: audit.list_page(tx, 1, connection_id=4)).items
        assert (entry.action, entry.actor_name, entry.detail) == ("connection.removed", "Ada", {"n": 1})


class TestOpenErrors:
    def test_open_ones_are_counted_by_connection_with_those_that_hold_a_line(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        made = make_connection(ledger, node.id)
        for entity in ("1", "2"):
            ledger.write(lambda tx, entity=entity: queue.append(  # type: ignore[misc]
                tx, node.id, "out", entity, "x", {}, connection_id=made.id
            ))  # fmt: skip
        for claim in ledger.write(lambda tx: queue.claim(tx, 2)):
            ledger.write(lambda tx, claim=claim: queue.fail(tx, claim, "refused", "Severity is required"))  # type: ignore[misc]
        note = ledger.write(lambda tx: errors.report(tx, node.id, impact="trigger", reason="bad", message="No field"))
        found = ledger.read(lambda tx: errors.counts(tx, node.id))
        assert [(one.connection_id, one.parked, one.total) for one in found] == [(made.id, 2, 2), (0, 0, 1)]
        assert max(one.newest for one in found) == note
        some = ledger.read(lambda tx: errors.counts(tx, node.id, search="severity", impact="entity"))
        assert [(one.connection_id, one.parked) for one in some] == [(made.id, 2)]
        page = ledger.read(lambda tx: errors.list_page(tx, node.id, parked=True))
        assert len(page.items) == page.total == 2


class TestTriggerSearch:
    def test_a_trigger_is_found_by_part_of_query_notes_or_project(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        made = make_connection(ledger, node.id)
        for query, notes, project in (("labels = partner", "", "Support"), ("x = 1", "For Nordlake", "Other")):
            ledger.write(lambda tx, query=query, notes=notes, project=project: triggers.create(  # type: ignore[misc]
                tx, node.id, made.id, query=query, notes=notes, project_name=project
            ))  # fmt: skip
        for word, expected in (("PARTNER", 1), ("nordlake", 1), ("o", 2), ("100%", 0)):
            found = ledger.read(lambda tx, word=word: triggers.list_page(tx, node.id, search=word))  # type: ignore[misc]
            assert found.total == expected, word
