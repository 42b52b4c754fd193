"""Three-way compare."""

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
