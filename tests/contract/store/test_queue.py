"""What the queue promises, on every store."""

import threading
from typing import Any

import pytest

from addon.storage import Fenced, Ledger, NoSuchRow, Tx, connections, errors, inbox, nodes, queue, timeline
from addon.storage.queue import Claim
from tests.contract.store.conftest import Clock, Opener
from tests.contract.store.places import make_connection, make_node


def append(ledger: Ledger, node_id: int, key: str, kind: str = "step", **more: Any) -> int | None:
    direction = more.pop("direction", "out")
    return ledger.write(lambda tx: queue.append(tx, node_id, direction, key, kind, more.pop("body", None), **more))


def claim(ledger: Ledger, limit: int = 10, **more: Any) -> list[Claim]:
    return ledger.write(lambda tx: queue.claim(tx, limit, **more))


def finish(ledger: Ledger, taken: Claim, **more: Any) -> None:
    ledger.write(lambda tx: queue.finish(tx, taken, **more))


class TestOrder:
    def test_events_of_a_line_come_one_after_the_other_in_the_order_they_were_put_in(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        for number in range(3):
            append(ledger, node.id, "7", body={"number": number})
        seen = []
        for _ in range(3):
            (taken,) = claim(ledger)
            assert claim(ledger) == []
            seen.append(taken.head.body["number"])
            finish(ledger, taken)
        assert seen == [0, 1, 2]
        assert claim(ledger) == []

    def test_lines_do_not_wait_for_each_other(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        for key in ("1", "2", "3"):
            append(ledger, node.id, key)
        assert {taken.entity_key for taken in claim(ledger)} == {"1", "2", "3"}

    def test_the_same_event_twice_has_the_effect_of_one(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        assert append(ledger, node.id, "1", dedup="m1") is not None
        assert append(ledger, node.id, "1", dedup="m1") is None
        (taken,) = claim(ledger)
        finish(ledger, taken)
        assert append(ledger, node.id, "1", dedup="m1") is None
        assert claim(ledger) == []
        assert ledger.write(queue.sweep).asleep == 0

    def test_changes_that_follow_each_other_are_claimed_together_up_to_the_first_other_event(
        self, ledger: Ledger
    ) -> None:
        node = make_node(ledger)
        for kind in ("changed", "changed", "deleted", "changed", "changed"):
            append(ledger, node.id, "1", kind)
        counts = []
        while found := claim(ledger):
            counts.append([event.kind for event in found[0].events])
            finish(ledger, found[0])
        assert counts == [["changed", "changed"], ["deleted"], ["changed", "changed"]]

    def test_an_event_put_in_while_the_line_is_worked_on_comes_next(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "1", "first")
        (taken,) = claim(ledger)
        append(ledger, node.id, "1", "second")
        assert claim(ledger) == []
        finish(ledger, taken)
        (taken,) = claim(ledger)
        assert taken.head.kind == "second"

    def test_two_lines_of_one_local_entity_have_one_owner_at_a_time(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        connection = make_connection(ledger, node.id)
        append(ledger, node.id, "10", local_entity="10")
        append(ledger, node.id, "R5", direction="in", connection_id=connection.id, local_entity="10")
        (taken,) = claim(ledger)
        assert claim(ledger) == []
        finish(ledger, taken)
        (other,) = claim(ledger)
        assert other.stream_id != taken.stream_id

    def test_a_line_that_was_bound_to_a_new_entity_excludes_others_from_then_on(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        connection = make_connection(ledger, node.id)
        for number in range(2):
            append(ledger, node.id, "R5", direction="in", connection_id=connection.id, kind=f"n{number}")
        (taken,) = claim(ledger)
        ledger.write(lambda tx: queue.bind_entity(tx, taken, "10", "P-10"))
        finish(ledger, taken)
        (taken,) = claim(ledger)
        assert (taken.local_entity, taken.entity_label) == ("10", "P-10")
        append(ledger, node.id, "10", local_entity="10")
        assert claim(ledger) == []

    def test_version_numbers_of_a_line_are_never_given_twice(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "1")
        (taken,) = claim(ledger)
        given = [ledger.write(lambda tx: queue.next_version(tx, taken)) for _ in range(3)]
        assert [one.seq for one in given] == [1, 2, 3]
        assert {one.epoch for one in given} == {taken.epoch}

    def test_versions_after_a_start_are_later_than_those_that_a_backup_forgot(
        self, ledger: Ledger, clock: Clock
    ) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "1")
        (taken,) = claim(ledger)
        forgotten = [ledger.write(lambda tx: queue.next_version(tx, taken)) for _ in range(3)]
        ledger.write(lambda tx: tx.change("UPDATE stream SET seq = 0"))  # as the backup had it
        clock.advance(5_000)
        ledger.write(queue.count_anew)
        after = ledger.write(lambda tx: queue.next_version(tx, taken))
        assert (after.epoch, after.seq) == (forgotten[-1].epoch + 5_000, 1)
        clock.advance(-60_000)  # a clock that was set back
        ledger.write(queue.count_anew)
        assert ledger.write(lambda tx: queue.next_version(tx, taken)).epoch == after.epoch


class TestSettling:
    def test_a_burst_of_webhooks_is_claimed_once_after_it_settled(self, ledger: Ledger, clock: Clock) -> None:
        node = make_node(ledger)
        for number in range(5):
            ledger.write(
                lambda tx, number=number: inbox.store_delivery(tx, node.id, f"d{number}", "jira", [inbox.Hint("1")])
            )
            clock.advance(1_000)
            assert claim(ledger) == []
        clock.advance(1_000)
        (taken,) = claim(ledger)
        assert len(taken.events) == 5

    def test_a_burst_that_never_settles_is_claimed_after_the_cap(self, ledger: Ledger, clock: Clock) -> None:
        node = make_node(ledger)
        begun = clock.now
        number = 0
        while not (found := claim(ledger)):
            number += 1
            key = f"d{number}"
            ledger.write(lambda tx, key=key: inbox.store_delivery(tx, node.id, key, "jira", [inbox.Hint("1")]))
            clock.advance(500)
        assert clock.now - begun == 10_000
        assert len(found[0].events) == 20

    def test_what_arrives_during_a_run_settles_too(self, ledger: Ledger, clock: Clock) -> None:
        node = make_node(ledger)
        ledger.write(lambda tx: inbox.store_delivery(tx, node.id, "d1", "jira", [inbox.Hint("1")]))
        clock.advance(2_000)
        (taken,) = claim(ledger)
        ledger.write(lambda tx: inbox.store_delivery(tx, node.id, "d2", "jira", [inbox.Hint("1")]))
        finish(ledger, taken)
        assert claim(ledger) == []
        clock.advance(2_000)
        assert len(claim(ledger)) == 1

    def test_the_same_delivery_again_stores_nothing(self, ledger: Ledger, clock: Clock) -> None:
        node = make_node(ledger)
        hints = [inbox.Hint("1"), inbox.Hint("2")]
        assert ledger.write(lambda tx: inbox.store_delivery(tx, node.id, "d", "jira", hints, body="{}"))
        assert not ledger.write(lambda tx: inbox.store_delivery(tx, node.id, "d", "jira", hints, body="{}"))
        clock.advance(2_000)
        assert [len(taken.events) for taken in claim(ledger)] == [1, 1]


class TestLeases:
    def test_whoever_lost_the_lease_cannot_finish(self, opener: Opener, clock: Clock, store: str) -> None:
        first = opener()
        node = make_node(first)
        append(first, node.id, "1")
        (taken,) = claim(first)
        if store == "sqlite":
            first.close()  # the lock shows that nobody lives: a start gives leases back
            second = opener()
        else:
            second = opener()
            assert claim(second) == []
            clock.advance(60_001)
        (again,) = claim(second)
        assert again.lease_no == taken.lease_no + 1
        for late in (
            lambda tx: queue.finish(tx, taken),
            lambda tx: queue.fail(tx, taken, "x", "x"),
            lambda tx: queue.release(tx, taken, 0),
            lambda tx: queue.hold(tx, taken),
        ):
            with pytest.raises(Fenced):
                second.write(late)
        assert second.write(lambda tx: queue.heartbeat(tx, [taken, again])) == {again.stream_id}
        finish(second, again)
        assert claim(second) == []

    @pytest.mark.postgresql
    @pytest.mark.parametrize("store", ["postgresql"], indirect=True)
    def test_a_heartbeat_keeps_the_lease(self, ledger: Ledger, clock: Clock) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "1")
        (taken,) = claim(ledger)
        for _ in range(5):
            clock.advance(40_000)
            assert ledger.write(lambda tx: queue.heartbeat(tx, [taken])) == {taken.stream_id}
            assert claim(ledger) == []
        finish(ledger, taken)

    def test_an_entity_whose_owner_died_or_could_not_give_it_back_is_free_again_after_a_sweep(
        self, ledger: Ledger, clock: Clock
    ) -> None:
        node = make_node(ledger)
        connection = make_connection(ledger, node.id)
        append(ledger, node.id, "R5", direction="in", connection_id=connection.id, local_entity="10")
        claim(ledger)
        ledger.write(lambda tx: connections.switch(tx, node.id, connection.id, False, "admin"))
        append(ledger, node.id, "10", local_entity="10")
        clock.advance(60_001)
        assert claim(ledger) == []
        assert ledger.write(queue.sweep) == queue.Swept(asleep=0, expired=1)
        assert [taken.entity_key for taken in claim(ledger)] == ["10"]

    def test_competing_claimers_never_get_the_same_line_or_entity(self, opener: Opener, store: str) -> None:
        ledgers = [opener()] * 4 if store == "sqlite" else [opener() for _ in range(4)]
        node = make_node(ledgers[0])
        connection = make_connection(ledgers[0], node.id)

        def fill(tx: Tx) -> None:
            for number in range(60):
                entity = str(number % 20)
                queue.append(tx, node.id, "in", f"R{number}", "x", connection_id=connection.id, local_entity=entity)

        ledgers[0].write(fill)
        owned: set[str] = set()
        guard = threading.Lock()
        clashes: list[str] = []
        finished: list[int] = []

        def work(ledger: Ledger) -> None:
            empty = 0
            while empty < 3:
                found = ledger.write(lambda tx: queue.claim(tx, 3))
                empty = 0 if found else empty + 1
                for taken in found:
                    with guard:
                        if taken.local_entity in owned:
                            clashes.append(str(taken.local_entity))
                        owned.add(str(taken.local_entity))
                for taken in found:
                    with guard:
                        owned.discard(str(taken.local_entity))
                    ledger.write(lambda tx, taken=taken: queue.finish(tx, taken))
                    finished.append(taken.stream_id)

        threads = [threading.Thread(target=work, args=(ledger,)) for ledger in ledgers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        while found := claim(ledgers[0]):
            for taken in found:
                finish(ledgers[0], taken)
                finished.append(taken.stream_id)
        assert clashes == []
        assert len(finished) == len(set(finished)) == 60


class TestFailure:
    def test_a_failing_entity_parks_alone(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "bad", "first")
        append(ledger, node.id, "bad", "second")
        append(ledger, node.id, "good")
        for taken in claim(ledger):
            if taken.entity_key == "bad":
                ledger.write(lambda tx, taken=taken: queue.fail(tx, taken, "script_error", "boom", detail={"line": 3}))
            else:
                finish(ledger, taken)
        append(ledger, node.id, "bad", "third")
        append(ledger, node.id, "good")
        assert [taken.entity_key for taken in claim(ledger)] == ["good"]
        assert ledger.write(queue.sweep).asleep == 0
        (error,) = ledger.read(lambda tx: errors.list_page(tx, node.id)).items
        assert (error.reason, error.message, error.detail) == ("script_error", "boom", {"line": 3})

    @pytest.mark.parametrize(("act", "kinds"), [(queue.retry, ["first", "second"]), (queue.skip, ["second"])])
    def test_retry_runs_the_event_again_and_skip_leaves_it_out(
        self, ledger: Ledger, act: Any, kinds: list[str]
    ) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "1", "first")
        append(ledger, node.id, "1", "second")
        (taken,) = claim(ledger)
        error = ledger.write(lambda tx: queue.fail(tx, taken, "x", "x"))
        ledger.write(lambda tx: act(tx, node.id, error, "admin"))
        done = []
        while found := claim(ledger):
            done.append(found[0].head.kind)
            finish(ledger, found[0])
        assert done == kinds
        with pytest.raises(NoSuchRow):
            ledger.write(lambda tx: act(tx, node.id, error, "admin"))
        assert ledger.read(lambda tx: errors.get(tx, node.id, error)).resolved_by == "admin"

    @pytest.mark.parametrize("first", [True, False], ids=["parked first", "newer first"])
    @pytest.mark.parametrize(
        ("direction", "kind", "next_one"), [("in", "replica", 1), ("out", queue.CHANGED, 0)], ids=["in", "out"]
    )
    def test_what_something_newer_may_cure_goes_on_with_that_and_without_a_person(
        self, ledger: Ledger, direction: str, kind: str, next_one: int, first: bool
    ) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "1", kind, body={"number": 0}, direction=direction)
        (taken,) = claim(ledger)
        if not first:
            append(ledger, node.id, "1", kind, body={"number": 1}, direction=direction)
        more: Any = {"detail": {"curable": True}, "entity_id": "7"}
        error = ledger.write(lambda tx: queue.fail(tx, taken, "too_large", "Too long.", **more))
        if first:
            assert claim(ledger) == []
            append(ledger, node.id, "1", "result", direction=direction)
            assert claim(ledger) == [], "what says nothing of the entity"
            append(ledger, node.id, "1", kind, body={"number": 1}, direction=direction)
        assert ledger.read(lambda tx: errors.get(tx, node.id, error)).resolution == "newer"
        assert [one.step for one in ledger.read(lambda tx: timeline.of_entity(tx, node.id, "7")).items] == ["again"]
        seen = []
        while found := claim(ledger):
            seen += [found[0].head.body["number"]] if found[0].head.kind == kind else []
            finish(ledger, found[0], events=len(found[0].events))
        assert seen[0] == next_one, "the older replica is left out, our own is read anew"

    @pytest.mark.parametrize("first", [True, False], ids=["parked first", "newer first"])
    @pytest.mark.parametrize(
        ("kind", "body", "goes_on"),
        [
            ("replica", {"connect": "SUP-2"}, True),
            ("unlinked", {}, True),
            ("replica", {}, False),
            ("result", {"connect": "SUP-2"}, False),
        ],
        ids=["another choice", "unlinking", "a change", "a result"],
    )
    def test_what_the_partner_chose_wrongly_waits_for_their_next_choice(
        self, ledger: Ledger, kind: str, body: dict[str, str], goes_on: bool, first: bool
    ) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "1", "replica", body={"connect": "SUP-1"}, direction="in")
        (taken,) = claim(ledger)
        if not first:
            append(ledger, node.id, "1", kind, body=body, direction="in")
        more: Any = {"detail": {"curable": queue.CHOICE}}
        error = ledger.write(lambda tx: queue.fail(tx, taken, "connect_target_missing", "There is no SUP-1.", **more))
        if first:
            append(ledger, node.id, "1", kind, body=body, direction="in")
        assert (ledger.read(lambda tx: errors.get(tx, node.id, error)).resolved_at is not None) is goes_on
        assert [(one.head.kind, one.head.body) for one in claim(ledger)] == ([(kind, body)] if goes_on else [])

    def test_what_nothing_newer_cures_waits_for_a_person(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "1", "replica", direction="in")
        (taken,) = claim(ledger)
        error = ledger.write(lambda tx: queue.fail(tx, taken, "forbidden", "Not allowed."))
        append(ledger, node.id, "1", "replica", direction="in")
        assert claim(ledger) == []
        assert ledger.read(lambda tx: errors.get(tx, node.id, error)).resolved_at is None

    def test_unlinking_empties_the_lines_of_the_pair_and_resolves_their_errors(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        connection = make_connection(ledger, node.id)
        for key, direction in (("10", "out"), ("R10", "in"), ("11", "out")):
            append(
                ledger,
                node.id,
                key,
                direction=direction,
                connection_id=connection.id,
                local_entity="11" if key == "11" else "10",
            )
        for taken in claim(ledger):
            if taken.local_entity == "10":
                ledger.write(lambda tx, taken=taken: queue.fail(tx, taken, "x", "x"))
            else:
                ledger.write(lambda tx, taken=taken: queue.release(tx, taken, tx.now))
        assert ledger.write(lambda tx: queue.discard(tx, node.id, connection.id, ["10", "R10"], "unlinked")) == 2
        assert ledger.read(lambda tx: errors.open_count(tx, node.id)) == 0
        assert [taken.entity_key for taken in claim(ledger)] == ["11"]

    def test_a_released_line_waits_and_counts_attempts_only_when_told(self, ledger: Ledger, clock: Clock) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "1")
        (taken,) = claim(ledger)
        ledger.write(lambda tx: queue.release(tx, taken, tx.now + 5_000))
        append(ledger, node.id, "1")
        assert claim(ledger) == []
        clock.advance(5_000)
        (taken,) = claim(ledger)
        assert (taken.attempts, taken.head.attempts) == (1, 1)
        ledger.write(lambda tx: queue.release(tx, taken, tx.now + 9_000, waiting_for="rate_limited", count=False))
        append(ledger, node.id, "1", priority=queue.INTERACTIVE)
        assert claim(ledger) == []
        assert ledger.read(queue.next_due) == clock.now + 9_000
        clock.advance(9_000)
        (taken,) = claim(ledger)
        assert (taken.attempts, taken.head.attempts) == (1, 1)

    def test_a_person_does_not_wait_for_a_backoff(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "1")
        (taken,) = claim(ledger)
        ledger.write(lambda tx: queue.release(tx, taken, tx.now + 5_000))
        append(ledger, node.id, "1", priority=queue.INTERACTIVE)
        assert len(claim(ledger)) == 1


class TestGates:
    def test_lines_of_a_deactivated_connection_wait_and_drain_when_it_is_activated(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        connection = make_connection(ledger, node.id)
        ledger.write(lambda tx: connections.switch(tx, node.id, connection.id, False, "admin"))
        for number in range(3):
            append(ledger, node.id, str(number), connection_id=connection.id)
        assert claim(ledger) == []
        assert ledger.read(queue.queue_age) == 0
        ledger.write(lambda tx: connections.switch(tx, node.id, connection.id, True, "admin"))
        assert len(claim(ledger)) == 3

    @pytest.mark.parametrize(
        "closed",
        [
            {"status": "pending"},
            {"status": "canceled"},
            {"status": "ended"},
            {"own_switch": False},
            {"partner_switch": False},
            {"partner_confirmed": False},
            {"held": "license"},
        ],
    )
    def test_nothing_is_claimed_of_a_connection_that_may_not_flow(self, ledger: Ledger, closed: dict[str, Any]) -> None:
        node = make_node(ledger)
        connection = make_connection(ledger, node.id)
        append(ledger, node.id, "1", connection_id=connection.id)
        ledger.write(lambda tx: connections.update(tx, node.id, connection.id, **closed))
        assert claim(ledger) == []

    def test_a_paused_connection_and_a_paused_tenant_wait_until_then(self, ledger: Ledger, clock: Clock) -> None:
        node = make_node(ledger)
        connection = make_connection(ledger, node.id)
        append(ledger, node.id, "1", connection_id=connection.id)
        append(ledger, node.id, "2")
        ledger.write(lambda tx: connections.pause(tx, node.id, connection.id, tx.now + 1_000, "partner_down"))
        assert [taken.entity_key for taken in claim(ledger)] == ["2"]
        ledger.write(lambda tx: queue.pause_node(tx, node.id, tx.now + 3_000, "rate_limited"))
        clock.advance(1_000)
        assert claim(ledger) == []
        clock.advance(2_000)
        assert [taken.entity_key for taken in claim(ledger)] == ["1"]

    def test_an_uninstalled_tenant_stops_at_once(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "1")
        ledger.write(lambda tx: nodes.uninstall(tx, node.id))
        assert claim(ledger) == []
        make_node(ledger)
        assert len(claim(ledger)) == 1


class TestFairness:
    def test_quiet_tenants_are_served_before_a_backlog_is_drained(self, ledger: Ledger) -> None:
        loud = make_node(ledger, "loud")
        quiet = [make_node(ledger, f"quiet{number}") for number in range(4)]

        def fill(tx: Tx) -> None:
            for number in range(300):
                queue.append(tx, loud.id, "out", str(number), "x")

        ledger.write(fill)
        for _ in range(10):
            for taken in claim(ledger, 8):
                finish(ledger, taken)
        for node in quiet:
            append(ledger, node.id, "q")
        served = [taken.node_id for _ in range(5) for taken in claim(ledger, 1)]
        assert set(served[:4]) == {node.id for node in quiet}

    def test_a_sleeper_that_wakes_gets_its_share_and_no_more(self, ledger: Ledger) -> None:
        first, sleeper = make_node(ledger, "first"), make_node(ledger, "sleeper")

        def fill(tx: Tx, node_id: int) -> None:
            for number in range(400):
                queue.append(tx, node_id, "out", str(number), "x")

        ledger.write(lambda tx: fill(tx, first.id))
        for _ in range(20):
            for taken in claim(ledger, 10):
                finish(ledger, taken)
        ledger.write(lambda tx: fill(tx, sleeper.id))
        counts = {first.id: 0, sleeper.id: 0}
        for _ in range(200):
            for taken in claim(ledger, 1):
                counts[taken.node_id] += 1
                finish(ledger, taken)
        assert sum(counts.values()) == 200
        assert 0.8 * 100 <= counts[sleeper.id] <= 1.2 * 100

    def test_backlogged_tenants_share_evenly_and_by_weight(self, ledger: Ledger) -> None:
        tenants = [make_node(ledger, f"t{number}") for number in range(4)]
        ledger.write(lambda tx: queue.set_share(tx, tenants[0].id, weight=2.0))

        def fill(tx: Tx) -> None:
            for node in tenants:
                for number in range(150):
                    queue.append(tx, node.id, "out", str(number), "x")

        ledger.write(fill)
        counts = dict.fromkeys((node.id for node in tenants), 0)
        for _ in range(200):
            for taken in claim(ledger, 1):
                counts[taken.node_id] += 1
                finish(ledger, taken)
        shares = [counts[node.id] / 200 for node in tenants]
        assert shares == pytest.approx([0.4, 0.2, 0.2, 0.2], rel=0.1)

    def test_a_tenant_holds_no_more_lines_than_its_cap(self, ledger: Ledger) -> None:
        slow, other = make_node(ledger, "slow"), make_node(ledger, "other")
        for number in range(10):
            append(ledger, slow.id, str(number))
            append(ledger, other.id, str(number))
        found = claim(ledger, 20, node_limit=3)
        assert sorted(taken.node_id for taken in found) == [slow.id] * 3 + [other.id] * 3
        assert claim(ledger, 20, node_limit=3) == []
        finish(ledger, found[0])
        assert len(claim(ledger, 20, node_limit=3)) == 1

    def test_interactive_work_goes_first_and_bulk_last_but_not_for_ever(self, ledger: Ledger, clock: Clock) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "bulk", priority=queue.BULK)
        clock.advance(10)
        append(ledger, node.id, "normal")
        clock.advance(10)
        append(ledger, node.id, "person", priority=queue.INTERACTIVE)
        order = []
        for _ in range(3):
            (taken,) = claim(ledger, 1)
            order.append(taken.entity_key)
            finish(ledger, taken)
        assert order == ["person", "normal", "bulk"]
        append(ledger, node.id, "old bulk", priority=queue.BULK)
        clock.advance(600_001)
        append(ledger, node.id, "new")
        assert claim(ledger, 1)[0].entity_key == "old bulk"

    def test_connections_of_a_tenant_take_turns(self, ledger: Ledger, clock: Clock) -> None:
        node = make_node(ledger)
        loud, quiet = make_connection(ledger, node.id, "loud"), make_connection(ledger, node.id, "quiet")
        for number in range(20):
            append(ledger, node.id, str(number), connection_id=loud.id)
        clock.advance(1_000)
        append(ledger, node.id, "q", connection_id=quiet.id)
        assert quiet.id in {taken.connection_id for taken in claim(ledger, 4)}


class TestViews:
    def test_the_four_lists_show_what_waits(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        one, two = make_connection(ledger, node.id, "one"), make_connection(ledger, node.id, "two")
        for direction, connection in (("out", one), ("send", two), ("in", one), ("file_out", one), ("file_in", two)):
            append(ledger, node.id, "10", direction=direction, connection_id=connection.id, label="P-10")
        assert ledger.read(lambda tx: queue.queue_counts(tx, node.id)) == {
            "outgoing": 2,
            "incoming": 1,
            "outgoing_attachments": 1,
            "incoming_attachments": 1,
        }
        page = ledger.read(lambda tx: queue.list_queue(tx, node.id, "outgoing"))
        assert [item.line.direction for item in page.items] == ["out", "send"]
        page = ledger.read(lambda tx: queue.list_queue(tx, node.id, "outgoing", connection_id=two.id, entity="P-10"))
        assert [item.line.direction for item in page.items] == ["send"]
        assert not ledger.read(lambda tx: queue.list_queue(tx, node.id, "outgoing", entity="P-11")).items
        detail = ledger.read(lambda tx: queue.waiting(tx, node.id, page.items[0].event.id))
        assert detail == page.items[0]

    def test_pages_follow_each_other_without_gap_or_repeat(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        for number in range(7):
            append(ledger, node.id, str(number))
        seen: list[str] = []
        after = ""
        while True:
            page = ledger.read(lambda tx, after=after: queue.list_queue(tx, node.id, "outgoing", after=after, limit=3))
            seen += [item.line.entity_key for item in page.items]
            assert page.total == 7
            if page.after is None:
                break
            after = page.after
        assert seen == [str(number) for number in range(7)]

    def test_the_age_of_the_queue_is_that_of_the_oldest_due_line(self, ledger: Ledger, clock: Clock) -> None:
        node = make_node(ledger)
        assert ledger.read(queue.queue_age) == 0
        append(ledger, node.id, "1")
        clock.advance(4_000)
        append(ledger, node.id, "2")
        assert ledger.read(queue.queue_age) == 4_000

    def test_finished_events_are_purged_and_waiting_ones_kept(self, ledger: Ledger, clock: Clock) -> None:
        node = make_node(ledger)
        append(ledger, node.id, "1", "done")
        append(ledger, node.id, "1", "waits")
        finish(ledger, claim(ledger)[0])
        clock.advance(1_000)
        assert ledger.write(lambda tx: queue.purge_done(tx, tx.now)) == 1
        assert [event.kind for event in claim(ledger)[0].events] == ["waits"]

    def test_something_due_rings_the_bell_once_it_is_durable(self, ledger: Ledger) -> None:
        node = make_node(ledger)
        ledger.wakeups.wait(0)
        with pytest.raises(LookupError):

            def undone(tx: Tx) -> None:
                queue.append(tx, node.id, "out", "1", "x")
                raise LookupError

            ledger.write(undone)
        assert not ledger.wakeups.wait(0)
        append(ledger, node.id, "1")
        assert ledger.wakeups.wait(0)

    @pytest.mark.postgresql
    @pytest.mark.parametrize("store", ["postgresql"], indirect=True)
    def test_another_process_hears_of_it(self, opener: Opener) -> None:
        here, there = opener(), opener()
        node = make_node(here)
        there.listen()
        assert there.wakeups.wait(60)  # it listens now
        append(here, node.id, "1")
        assert there.wakeups.wait(60)
