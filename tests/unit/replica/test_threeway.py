"""Three-way compare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.replica.fingerprint import field_fingerprint
from addon.replica.threeway import Verdict, compare_field, union
from addon.replica.values import Value

small = st.sampled_from(["a", "b", "c", None])


def verdict(base: Value, here: Value, before: Value, wanted: Value) -> Verdict:
    return compare_field(
        "summary",
        baseline=field_fingerprint("summary", base),
        here=here,
        wanted=wanted,
        wanted_before=field_fingerprint("summary", before),
    )


@given(small, small, small, small)
def test_decides_by_who_changed_what(base: Value, here: Value, before: Value, wanted: Value) -> None:
    found = verdict(base, here, before, wanted)
    if here == wanted:
        assert found == Verdict.NOTHING
    elif here != base and wanted != before:
        assert found == Verdict.CONFLICT
    elif wanted != before:
        assert found == Verdict.TAKE
    else:
        assert found == (Verdict.KEEP if here != base else Verdict.NOTHING)


@given(small, small)
def test_the_same_change_on_both_sides_is_no_conflict(base: Value, both: Value) -> None:
    assert verdict(base, both, base, both) == Verdict.NOTHING


@given(small, small)
def test_a_first_value_is_taken(here: Value, wanted: Value) -> None:
    found = compare_field("summary", baseline=None, here=here, wanted=wanted, wanted_before=None)
    assert found == (Verdict.NOTHING if here == wanted else Verdict.TAKE)


@pytest.mark.parametrize("here", ["a", "b", None])
@pytest.mark.parametrize("baseline", ["a", None])
def test_an_edit_that_left_and_was_not_acknowledged_is_asked_about_and_never_overwritten(
    baseline: str | None, here: str | None
) -> None:
    agreed = None if baseline is None else field_fingerprint("summary", baseline)
    before = field_fingerprint("summary", "a")
    found = compare_field("summary", baseline=agreed, here=here, wanted="c", wanted_before=before, waiting=True)
    assert found == Verdict.CONFLICT


def test_an_edit_that_the_other_side_tells_of_counts_also_where_it_was_set_back() -> None:
    agreed = field_fingerprint("summary", "a")

    def found(here: str, told: bool) -> Verdict:
        return compare_field("summary", baseline=agreed, here=here, wanted="a", wanted_before=agreed, told=told)

    assert (found("b", True), found("b", False)) == (Verdict.CONFLICT, Verdict.KEEP)
    moved = compare_field("summary", baseline=agreed, here="a", wanted="b", wanted_before=agreed)
    assert moved == Verdict.TAKE


@pytest.mark.parametrize("empty", [None, "", (), {}])
def test_without_an_agreement_only_an_empty_field_takes_what_the_other_side_had_before(empty: Value) -> None:
    known = field_fingerprint("labels", ("x",))

    def found(here: Value) -> Verdict:
        return compare_field("labels", baseline=None, here=here, wanted=("x",), wanted_before=known)

    assert (found(empty), found(("y",))) == (Verdict.TAKE, Verdict.CONFLICT)


@given(st.lists(small, max_size=3), st.lists(small, max_size=3), st.lists(small, max_size=3))
def test_taking_what_is_taken_ends_the_difference(base: list[Value], here: list[Value], wanted: list[Value]) -> None:
    """Whatever the verdict, once the wanted value stands here there is nothing more to do."""
    after = compare_field(
        "labels",
        baseline=field_fingerprint("labels", tuple(base)),
        here=tuple(wanted),
        wanted=tuple(wanted),
        wanted_before=field_fingerprint("labels", tuple(here)),
    )
    assert after == Verdict.NOTHING


def test_labels_in_another_order_are_no_change() -> None:
    agreed = field_fingerprint("labels", ("a", "b"))
    found = compare_field("labels", baseline=agreed, here=("b", "a"), wanted=("a", "b"), wanted_before=agreed)
    assert found is Verdict.NOTHING


sets = st.sets(st.sampled_from("abcdef")).map(lambda s: tuple(sorted(s)))


@given(sets, sets, sets)
def test_union_keeps_additions_and_removals_of_both(before: Value, here: Value, wanted: Value) -> None:
    assert isinstance(before, tuple) and isinstance(here, tuple) and isinstance(wanted, tuple)
    found = union(here, wanted, before)
    assert isinstance(found, tuple)
    for item in "abcdef":
        if item in before:
            assert (item in found) == (item in here and item in wanted)
        else:
            assert (item in found) == (item in here or item in wanted)
    assert len(set(found)) == len(found)


def test_union_of_what_is_no_list_is_the_wanted_value() -> None:
    assert union("a", "b") == "b"
    assert union("a", ("b",)) == ("b",)
    assert union(("a",), "b") == "b"
    assert union(("a",), ("b",), "no list") == ("a", "b")


def test_what_was_never_agreed_on_from_the_other_side_counts_as_its_change() -> None:
    agreed = field_fingerprint("summary", "a")
    for here, expected in (("a", Verdict.TAKE), ("c", Verdict.CONFLICT)):
        found = compare_field("summary", baseline=agreed, here=here, wanted="b", wanted_before=None)
        assert found == expected
