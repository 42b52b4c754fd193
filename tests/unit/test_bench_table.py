"""The benchmark's table: goals are compared, lines read as a table, parts that cannot run say why."""

import sys
from types import ModuleType

import pytest

from tests.bench.sections import SECTIONS, NotMeasured, Section, chosen, together
from tests.bench.table import Figure, as_json, at_least, at_most, heading, none_of, summary, unmeasured


def test_a_value_at_its_goal_meets_it_and_one_beyond_does_not() -> None:
    assert at_least("1", "ratio", 0.5, 0.5).met is True
    assert at_least("1", "ratio", 0.49, 0.5).met is False
    assert at_most("3", "p99", 30.0, 30).met is True
    assert at_most("3", "p99", 30.1, 30).met is False
    assert none_of("10", "lost", 0).met is True
    assert none_of("10", "lost", 1).met is False
    assert Figure("", "a plain count", 7).met is None


def test_lines_stand_under_the_heading_with_name_goal_value_and_verdict() -> None:
    names = heading().splitlines()[0]
    missed = at_least("4", "durable / empty", 0.123, 0.3).line()
    end = names.index("measured") + len("measured")
    assert missed[:end].endswith(" 0.12") and missed[end:].strip() == "NOT MET"
    assert missed.index(">= 0.3") == names.index("goal")
    assert at_most("", "calls", 4, 4).line().endswith("4  met")
    assert Figure("", "events", 12345).line().endswith("12,345")
    long = at_most("", "word " * 40, 1, 2).line()
    assert long.index("<= 2") == names.index("goal")


def test_a_part_that_cannot_run_says_so_and_why() -> None:
    line = unmeasured("4", "PostgreSQL", "no server binary: make setup-system").line()
    assert line.strip() == "4  not measured: PostgreSQL (no server binary: make setup-system)"
    assert as_json([unmeasured("4", "PostgreSQL", "gone")])[0]["measured"] is False


def test_the_summary_counts_goals_met_missed_and_unmeasured() -> None:
    figures = [at_least("", "a", 1.0, 1), at_least("", "b", 0.5, 1), Figure("", "c", 1), unmeasured("", "d", "e")]
    assert summary(figures) == "1 goals met, 1 not met, 1 not measured, 4 lines"


def _module(monkeypatch: pytest.MonkeyPatch, measure: object) -> Section:
    made = ModuleType("bench_of_a_test")
    made.measure = measure  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "bench_of_a_test", made)
    return Section("part", "a part", "bench_of_a_test", long=True)


def test_a_section_keeps_what_it_measured_before_it_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure():  # type: ignore[no-untyped-def]
        yield at_least("1", "first", 1.0, 1)
        raise RuntimeError("the server did not start\nand more")

    found = list(_module(monkeypatch, measure).figures(quick=False))
    assert [one.is_measured for one in found] == [True, False]
    assert found[1].line().strip() == "not measured: a part (RuntimeError: the server did not start)"


def test_a_section_that_names_a_reason_shows_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure():  # type: ignore[no-untyped-def]
        raise NotMeasured("no C compiler")
        yield

    assert [one.value for one in _module(monkeypatch, measure).figures(quick=False)] == ["no C compiler"]


def test_a_quick_run_leaves_out_long_sections_and_tells_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not next(iter(_module(monkeypatch, lambda: [at_most("", "x", 1, 1)]).figures(quick=True))).is_measured

    def measure(quick: bool = False) -> list[Figure]:
        return [Figure("", "quick", int(quick))]

    assert [one.value for one in _module(monkeypatch, measure).figures(quick=True)] == [1]


def test_bench_names_choose_one_section_or_those_that_hold_the_text() -> None:
    assert [one.name for one in chosen("ledger")] == ["ledger"]
    assert [one.name for one in chosen("ledger-")] == ["ledger-ingest"]
    assert chosen("nothing like it") == []
    assert [one.name for one in chosen("")] == [one.name for one in SECTIONS if not one.extra]


def test_only_parts_that_measure_no_time_run_at_once_and_all_keep_their_order() -> None:
    groups = together(SECTIONS)
    assert [one for group in groups for one in group] == list(SECTIONS)
    assert all(one.counted for group in groups if len(group) > 1 for one in group)
    assert ["vendor-calls", "memory", "kills"] in [[one.name for one in group] for group in groups]
