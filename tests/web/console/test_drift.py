"""The dialog of a drift check: progress, findings, and a repair for each pair, as the browser gets them."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from addon.nodes.refusals import Refusal
from addon.sync import drift, repairs
from addon.sync.drift import Difference, Drift
from addon.sync.repairs import Repair

FOUND = (
    Difference("10001", "SUP-1", "17", "summary", "Ours <b>", ""),
    Difference("10001", "SUP-1", "17", "priority", "High", "2"),
    Difference("10002", "SUP-2", "18", "", problem="SUP-2 was deleted."),
)


def check(state: str = "done", **more: Any) -> Drift:
    given: dict[str, Any] = {"done": 1200, "total": 3000, "differing": 0, "differences": (), "message": ""}
    return Drift(**{"id": 7, "connection_id": 1, "state": state, "stopping": False, **given, **more})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[Drift | None], list[tuple[Any, ...]]]:
    """Let the console find this check; what it asks for is listed."""
    calls: list[tuple[Any, ...]] = []

    def use(found: Drift | None) -> list[tuple[Any, ...]]:
        monkeypatch.setattr(drift, "why_not", lambda *given: "")
        monkeypatch.setattr(drift, "last", lambda *given: found)
        monkeypatch.setattr(drift, "state", lambda *given: found)
        monkeypatch.setattr(drift, "start", lambda *given: calls.append(("start", *given[2:])) or 7)
        monkeypatch.setattr(drift, "stop", lambda *given: calls.append(("stop", *given[2:])))
        monkeypatch.setattr(drift, "repair", lambda *given: calls.append(("repair", *given[2:])))
        monkeypatch.setattr(repairs, "last", lambda *given: None)
        monkeypatch.setattr(repairs, "begin", lambda *given: calls.append(("begin", *given[2:])) or 8)
        monkeypatch.setattr(repairs, "stop", lambda *given: calls.append(("stop all", *given[2:])))
        return calls

    return use


def test_before_the_first_check_the_dialog_says_that_nothing_is_written(console: Any, asked: Any) -> None:
    calls = asked(None)
    page = console().get("/console/connections/1/check").text
    assert "Nothing is written" in page and "Check all pairs" in page and "data-poll" not in page
    assert calls == []


def test_a_running_check_shows_progress_and_can_be_stopped(console: Any, asked: Any) -> None:
    calls = asked(check("running"))
    made = console()
    page = made.post("/console/connections/1/check").text
    assert "Compared 1,200 of 3,000" in page and 'data-poll="1"' in page
    made.post("/console/connections/1/check/7/stop")
    assert calls == [("start", 1), ("stop", 1, 7)]
    asked(check("running", message="The tracker asked to slow down."))
    assert "Waiting: The tracker asked to slow down." in made.get("/console/connections/1/check/7").text


def test_findings_are_listed_by_pair_and_repaired_to_either_side(console: Any, asked: Any) -> None:
    calls = asked(check(differing=2, differences=FOUND))
    made = console()
    page = made.get("/console/connections/1/check").text
    for words in ("1,200 pairs compared, 2 with differences", "Ours &lt;b&gt;", "SUP-2 was deleted", "SUP-1 ↔ #17"):
        assert words in page, words
    assert page.count("Keep ours") == 1  # one for each pair that can be repaired, not for each field
    made.post("/console/connections/1/check/7/here", {"entity": "10001"})
    told = made.post("/console/connections/1/check/7/there", {"entity": "10001"})
    assert calls == [("repair", 1, 7, "10001", "here"), ("repair", 1, 7, "10001", "there")]
    assert "Check again" in told.headers["HX-Trigger"]


def test_findings_say_when_they_were_made_and_call_fields_as_people_do(console: Any, asked: Any) -> None:
    asked(check(differing=2, differences=FOUND, ended_at=1_700_000_000_000))
    page = console().get("/console/connections/1/check").text
    assert 'datetime="2023-11-14T22:13:20' in page
    assert "<span>Summary</span>" in page
    asked(check("running"))
    assert "datetime=" not in console().get("/console/connections/1/check/7").text


def test_a_refusal_is_shown_with_its_words(console: Any, asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(None)

    def refuse(*given: Any) -> int:
        raise Refusal("partner_private", "The partner's node is private: it cannot be asked.", status=409)

    monkeypatch.setattr(drift, "start", refuse)
    answer = console().post("/console/connections/1/check")
    assert answer.status_code >= 400 and "it cannot be asked" in answer.text


def test_only_an_active_connection_offers_a_check(console: Any, asked: Any) -> None:
    page = console().get("/console/connections").text
    assert 'id="check-1"' in page and 'id="check-4"' not in page


def test_a_partner_that_cannot_be_asked_is_said_before_anything_is_pressed(
    console: Any, asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(None)
    monkeypatch.setattr(drift, "why_not", lambda *given: "The node of Nordlake is private.")
    page = console().get("/console/connections/1/check").text
    assert "The node of Nordlake is private." in page
    assert re.search(r'id="drift-start"[^>]*disabled', page)


MANY = (
    *FOUND,
    Difference("10003", "SUP-3", "19", "summary", "A", "B"),
    Difference("10004", "SUP-4", "20", "type", "A"),
)


def test_a_pair_that_was_decided_is_marked_and_the_keyboard_goes_on_at_the_next(console: Any, asked: Any) -> None:
    asked(check(differing=4, differences=MANY, repaired={"10003": "there"}))
    made = console()
    page = made.post("/console/connections/1/check/7/there", {"entity": "10003"}).text
    assert "Theirs taken" in page and "drift-here-10003" not in page
    assert re.findall(r'id="(drift-here-\d+)" data-first', page) == ["drift-here-10004"]
    asked(check(differing=4, differences=MANY, repaired={"10001": "here", "10003": "here", "10004": "here"}))
    page = made.get("/console/connections/1/check").text
    assert page.count("Ours kept") == 3 and "Keep all of ours" not in page


@pytest.mark.parametrize(("side", "title"), [("here", "Keep ours"), ("there", "Take theirs")])
def test_all_pairs_are_repaired_after_a_question(console: Any, asked: Any, side: str, title: str) -> None:
    calls = asked(check(differing=4, differences=MANY, repaired={"10003": "here"}))
    made = console()
    assert "Keep all of ours…" in made.get("/console/connections/1/check").text
    asking = made.get(f"/console/connections/1/check/7/all/{side}").text
    assert f"{title} for 2 pairs?" in asking and "overwritten" in asking and "drift-here-" not in asking
    assert calls == []
    made.post(f"/console/connections/1/check/7/all/{side}")
    assert calls == [("begin", 1, 7, side)]


def test_a_repair_of_all_shows_progress_is_stopped_and_says_what_it_could_not(
    console: Any, asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = asked(check(differing=4, differences=MANY))
    now = Repair(8, "running", "here", 14, 120, (), "", False)
    monkeypatch.setattr(repairs, "last", lambda *given: now)
    made = console()
    page = made.get("/console/connections/1/check").text
    assert "Ours for 14 of 120 pairs" in page and 'data-poll="1"' in page and "drift-start" not in page
    made.post("/console/connections/1/check/7/all/stop")
    assert calls == [("stop all", 1, 7)]
    now = Repair(8, "done", "there", 119, 120, (("SUP-2", "This pair was unlinked meanwhile."),), "", False)
    page = made.get("/console/connections/1/check/7").text
    assert "Theirs for 119 of 120 pairs" in page and "SUP-2: This pair was unlinked meanwhile." in page
    assert "data-poll" not in page
