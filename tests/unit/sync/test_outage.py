"""While a tracker or a partner answers nobody, one line asks for all that wait. On both stores."""

import re

import pytest

from addon.connections import waiting
from addon.nodes.refusals import Refusal
from addon.platforms.errors import PlatformError, Reason
from addon.storage import budgets, connections, errors, outages, queue
from addon.storage.transaction import Tx
from addon.sync.engine import run_until_idle
from tests.unit.sync.stumbling import MINUTE_MS, NODE, Bench, down

LINES = 500
OUTAGE_MS = 10 * MINUTE_MS
STEP_MS = 5_000


def away(bench: Bench, *entities: str) -> None:
    bench.tracker.away = True
    for entity in entities:
        bench.trouble[entity] = PlatformError(Reason.UNAVAILABLE, "Nobody answers", None, at_tracker=True)


def back(bench: Bench) -> None:
    bench.tracker.away = False
    bench.trouble.clear()


def let_pass(bench: Bench, ms: int) -> None:
    """Work, and again each few seconds."""
    for _ in range(0, ms, STEP_MS):
        run_until_idle(bench.services)
        bench.clock.now += STEP_MS
    run_until_idle(bench.services)


def known(bench: Bench, connection_id: int = 0) -> outages.Outage | None:
    return bench.ledger.read(lambda tx: outages.find(tx, NODE, connection_id))


def test_ten_minutes_cost_few_attempts_however_many_wait_and_all_are_served_within_a_minute(bench: Bench) -> None:
    entities = [f"e{number}" for number in range(LINES)]
    away(bench, *entities)
    bench.change(*entities)
    let_pass(bench, OUTAGE_MS)
    assert sum(bench.tries.values()) <= 25  # three find out, then one at a time, in the end once a minute
    assert bench.tracker.asked <= 25
    back(bench)
    let_pass(bench, MINUTE_MS)
    assert sorted(bench.done) == sorted(entities)
    assert bench.parked() == []
    assert known(bench) is None
    assert bench.ledger.read(queue.next_due) is None


def test_what_a_person_waits_for_goes_first_when_it_is_back(bench: Bench) -> None:
    entities = [f"e{number}" for number in range(20)]
    away(bench, *entities, "urgent")
    bench.change(*entities)
    let_pass(bench, MINUTE_MS)
    bench.ledger.write(
        lambda tx: queue.append(tx, NODE, "out", "urgent", "resync", {}, priority=queue.INTERACTIVE, connection_id=0)
    )
    back(bench)
    let_pass(bench, MINUTE_MS)
    assert bench.done[0] == "urgent"
    assert len(bench.done) == 21


def test_the_queue_says_since_when_nobody_answers_and_when_it_is_asked_again(bench: Bench) -> None:
    entities = [f"e{number}" for number in range(5)]
    began = bench.clock.now
    away(bench, *entities)
    bench.change(*entities)
    let_pass(bench, 5 * MINUTE_MS)
    page = waiting.page(bench.services, NODE, "incoming")
    assert "The tracker has not answered since" in page.paused
    since, again = (int(found) for found in re.findall(r"<t:(\d+):time>", page.paused))
    assert since == began
    assert bench.clock.now < again <= bench.clock.now + MINUTE_MS


def test_one_entity_that_is_never_answered_for_holds_nobody_up(bench: Bench) -> None:
    bench.trouble["poison"] = down(Reason.TIMED_OUT)
    bench.change("poison", "fine")
    let_pass(bench, 5 * MINUTE_MS)
    for _ in range(4):
        before = len(bench.done)
        bench.change("fine")
        run_until_idle(bench.services)
        assert len(bench.done) == before + 1
        bench.clock.now += MINUTE_MS
    assert known(bench) is None


def test_several_entities_that_fail_while_the_tracker_answers_others_hold_nobody_up(bench: Bench) -> None:
    broken = [f"broken{number}" for number in range(6)]
    for one in broken:
        bench.trouble[one] = down()
    bench.change(*broken, "fine")
    run_until_idle(bench.services)
    assert bench.done == ["fine"]
    assert known(bench) is None


def test_one_that_stays_silent_after_an_outage_delays_the_others_by_no_more_than_its_own_turn(bench: Bench) -> None:
    entities = [f"e{number}" for number in range(10)]
    away(bench, *entities)
    bench.change(*entities)
    let_pass(bench, 5 * MINUTE_MS)
    back(bench)
    bench.trouble["e0"] = down(Reason.TIMED_OUT)
    let_pass(bench, 2 * MINUTE_MS)
    assert sorted(bench.done) == sorted(entities[1:])
    assert known(bench) is None


def test_whoever_asks_nobody_lets_the_next_one_ask(bench: Bench) -> None:
    """A line that needs nothing of the tracker says nothing about it."""
    entities = [f"e{number}" for number in range(4)]
    began = bench.clock.now
    away(bench, *entities)
    bench.change(*entities)
    let_pass(bench, MINUTE_MS)
    bench.asks_nobody |= {"quiet1", "quiet2"}
    for quiet in sorted(bench.asks_nobody):
        bench.ledger.write(
            lambda tx, quiet=quiet: queue.append(  # type: ignore[misc]
                tx, NODE, "out", quiet, "resync", {}, priority=queue.INTERACTIVE
            )
        )
    asked = sum(bench.tries[one] for one in entities)
    let_pass(bench, 2 * MINUTE_MS)
    assert bench.done == ["quiet1", "quiet2"]
    assert sum(bench.tries[one] for one in entities) > asked, "the tracker was asked by another"
    found = known(bench)
    assert found is not None
    assert found.since == began


def test_a_limit_that_lasts_longer_than_the_outage_is_still_kept(bench: Bench) -> None:
    entities = [f"e{number}" for number in range(4)]
    away(bench, *entities)
    bench.change(*entities)
    run_until_idle(bench.services)
    found = known(bench)
    assert found is not None
    bench.ledger.write(lambda tx: budgets.pause(tx, NODE, budgets.CALLS_SCOPE, found.until + 1, "rate_limited"))
    back(bench)
    bench.ledger.write(lambda tx: outages.end(tx, NODE))
    assert bench.ledger.write(lambda tx: queue.claim(tx, 9)) == []
    bench.clock.now = found.until + 1
    run_until_idle(bench.services)
    assert sorted(bench.done) == entities


def test_the_next_outage_begins_when_it_begins(bench: Bench) -> None:
    entities = [f"e{number}" for number in range(4)]
    away(bench, *entities)
    bench.change(*entities)
    run_until_idle(bench.services)
    back(bench)
    let_pass(bench, MINUTE_MS)
    bench.clock.now += MINUTE_MS
    away(bench, *entities)
    bench.change(*entities)
    began = bench.clock.now
    run_until_idle(bench.services)
    found = known(bench)
    assert found is not None
    assert found.since == began


def test_an_outage_whose_end_nobody_here_heard_is_forgotten(bench: Bench) -> None:
    def hold(tx: Tx) -> None:
        outages.hold(tx, NODE, 0, tx.now + MINUTE_MS, "unavailable")

    bench.ledger.write(hold)
    bench.clock.now += MINUTE_MS
    assert known(bench) is not None
    bench.clock.now += outages.FORGOTTEN_MS + 1
    assert known(bench) is None
    began = bench.clock.now
    bench.ledger.write(hold)
    found = known(bench)
    assert found is not None
    assert (found.since, found.until) == (began, began + MINUTE_MS)


@pytest.fixture
def connection_id(bench: Bench) -> int:
    names = {"name": "A", "local_name": "Here", "remote_name": "There", "status": "active", "partner_confirmed": True}
    return bench.ledger.write(lambda tx: connections.create(tx, NODE, side_id="side", mode="basic", **names)).id


def test_a_partner_that_is_away_is_asked_by_one_line_for_all(bench: Bench, connection_id: int) -> None:
    entities = [f"e{number}" for number in range(LINES)]

    def send(tx: object) -> None:
        for one in entities:
            queue.append(tx, NODE, "send", one, "message", {}, connection_id=connection_id)  # type: ignore[arg-type]

    bench.ledger.write(send)
    began = bench.clock.now
    for one in entities:
        bench.trouble[one] = Refusal("partner_unreachable", "The partner's node does not answer.", status=502)
    let_pass(bench, OUTAGE_MS)
    assert sum(bench.tries.values()) <= 25
    row = bench.ledger.read(lambda tx: connections.get(tx, NODE, connection_id))
    assert row.health == "degraded"
    assert f"Nothing was taken since <t:{began}:time>." in row.health_text
    back(bench)
    let_pass(bench, MINUTE_MS)
    assert sorted(bench.done) == sorted(entities)
    assert bench.ledger.read(lambda tx: errors.open_count(tx, NODE)) == 0


def test_one_message_that_the_partner_never_takes_holds_the_others_up_for_seconds_only(
    bench: Bench, connection_id: int
) -> None:
    bench.trouble["poison"] = Refusal("partner_timeout", "The partner's node did not answer in time.", status=504)
    bench.ledger.write(lambda tx: queue.append(tx, NODE, "send", "poison", "message", {}, connection_id=connection_id))
    let_pass(bench, 10 * MINUTE_MS)
    for number in range(5):
        bench.ledger.write(
            lambda tx, number=number: queue.append(  # type: ignore[misc]
                tx, NODE, "send", f"e{number}", "message", {}, connection_id=connection_id
            )
        )
    let_pass(bench, MINUTE_MS + STEP_MS)
    assert sorted(bench.done) == [f"e{number}" for number in range(5)]
