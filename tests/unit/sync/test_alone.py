"""A tracker that fails on one entity only is told to a person; one that is away is waited for. On both stores."""

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from addon.nodes.refusals import Refusal
from addon.platforms.errors import PlatformError, Reason
from addon.storage import errors, queue
from addon.storage.failures import NoSuchRow
from addon.sync import alone, failures
from addon.sync.engine import run_until_idle
from tests.unit.sync.stumbling import NODE, Bench, down


@pytest.mark.parametrize("reason", [Reason.UNAVAILABLE, Reason.TIMED_OUT])
def test_an_entity_that_the_tracker_always_fails_on_parks_alone_while_others_are_served(
    bench: Bench, reason: Reason
) -> None:
    bench.trouble["broken"] = down(reason)
    bench.change("broken", "fine")
    bench.pass_by(10, lambda: bench.change("fine"))
    assert bench.parked() == []  # so far it may be an outage
    bench.pass_by(35, lambda: bench.change("fine"))
    assert bench.parked() == [("broken", str(reason))]
    found = bench.ledger.read(lambda tx: errors.list_page(tx, NODE)).items[0]
    assert "An unexpected error occurred" in found.message
    assert "works for others" in found.detail["todo"]
    assert bench.tries["broken"] >= alone.PATIENCE


def test_a_tracker_that_is_away_for_hours_parks_nothing_and_all_is_done_once_it_is_back(bench: Bench) -> None:
    bench.change("one", "two")
    bench.pass_by(15)  # served just before
    bench.tracker.away = True
    for entity in ("one", "two"):
        bench.trouble[entity] = down()
    bench.change("one", "two")
    bench.pass_by(180, step=6)
    assert bench.parked() == []
    assert bench.tries["one"] > alone.LONGER
    bench.tracker.away = False
    bench.trouble.clear()
    bench.pass_by(8)
    assert bench.parked() == []
    assert bench.ledger.read(queue.next_due) is None


def test_where_only_writing_is_down_nothing_is_parked_for_hours(bench: Bench) -> None:
    for entity in ("one", "two"):
        bench.trouble[entity] = down()
    bench.change("one", "two")
    bench.pass_by(180, step=6)
    assert bench.parked() == []


def test_the_only_entity_of_a_quiet_tenant_parks_later_when_the_tracker_answers(bench: Bench) -> None:
    bench.trouble["broken"] = down()
    bench.change("broken")
    bench.pass_by(40)
    assert bench.parked() == []
    bench.pass_by(80)
    assert bench.parked() == [("broken", "unavailable")]


def test_an_outage_that_has_just_ended_for_others_parks_nothing(bench: Bench) -> None:
    """The others came first; the next attempt of this one goes through as well."""
    bench.trouble["late"] = down()
    bench.tracker.away = True
    bench.change("late")
    bench.pass_by(30)
    bench.tracker.away = False
    bench.pass_by(3, lambda: bench.change("other"))
    bench.trouble.clear()
    bench.pass_by(8)
    assert bench.parked() == []
    assert bench.ledger.read(queue.next_due) is None


def test_what_is_not_the_trackers_doing_never_parks_as_its_failure(bench: Bench) -> None:
    """A file of the partner's that cannot be fetched, an index that lags."""
    bench.trouble["waits"] = PlatformError(Reason.UNAVAILABLE, "The partner's file cannot be fetched", 503)
    bench.change("waits")
    bench.pass_by(60, lambda: bench.change("fine"))
    assert bench.parked() == []


def test_a_maintenance_page_on_everything_parks_nothing(bench: Bench) -> None:
    bench.tracker.away = True
    bench.trouble["one"] = PlatformError(Reason.BAD_ANSWER, "a web page instead of data", 200)
    bench.change("one")
    bench.pass_by(60)
    assert bench.parked() == []
    bench.tracker.away = False
    bench.pass_by(8)
    assert bench.parked() == [("one", "bad_answer")]


def test_a_tracker_that_stays_away_is_asked_less_and_less_often(bench: Bench) -> None:
    bench.tracker.away = True
    bench.trouble["one"] = down()
    bench.change("one")
    bench.pass_by(60)
    assert bench.tries["one"] < 30


def test_what_was_removed_is_dropped_with_its_reason_in_the_log(bench: Bench) -> None:
    bench.change("e")
    claim = replace(bench.ledger.write(lambda tx: queue.claim(tx, 1))[0], connection_id=77)
    with capture_logs() as said:
        failures.handle(bench.services, claim, NoSuchRow("There is no connection 77."))
    assert [(one["event"], one["reason"], one["problem"]) for one in said if one["event"] == "dropped"] == [
        ("dropped", "removed", "There is no connection 77.")
    ]
    assert bench.parked() == []


def test_a_row_that_is_missing_beside_a_connection_that_is_there_drops_no_change(bench: Bench) -> None:
    bench.trouble["e"] = NoSuchRow("There is no effect 5.")
    bench.change("e")
    with capture_logs() as said:
        run_until_idle(bench.services)
    assert [one["problem"] for one in said if one["event"] == "row_missing"] == ["There is no effect 5."]
    bench.trouble.clear()
    bench.pass_by(4)
    assert bench.tries["e"] == 2
    assert bench.ledger.read(queue.next_due) is None


def test_a_row_that_stays_missing_is_told_to_a_person(bench: Bench) -> None:
    bench.trouble["e"] = NoSuchRow("There is no effect 5.")
    bench.change("e")
    with capture_logs() as said:
        bench.pass_by(10)
    assert bench.parked() == [("e", "internal_error")]
    assert any(one["event"] == "bug_in_step" and "There is no effect 5." in one["trace"] for one in said)


def test_a_partner_that_refuses_is_logged_with_its_reason(bench: Bench) -> None:
    bench.ledger.write(lambda tx: queue.append(tx, NODE, "send", "e", "replica", {}))
    bench.trouble["e"] = Refusal("unknown_side", "This side is not known.", status=404)
    with capture_logs() as said:
        run_until_idle(bench.services)
    assert [(one["reason"], one["problem"]) for one in said if one["event"] == "partner_refuses"] == [
        ("unknown_side", "This side is not known.")
    ]
