"""Fingerprints tell values apart, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from addon.replica.fingerprint import field_fingerprint, fingerprint, text_hash
from addon.replica.values import Named, RichText, Value
from tests.unit.replica.strategies import texts, values


def test_is_the_same_on_every_machine() -> None:
    assert fingerprint("Hello") == "c25bf945aaff8fe16826d3c1ef117044d6cc1af8e0e9f0b4162308460a8207a7"
    assert fingerprint({"b": 1, "a": (True, None)}) == fingerprint({"a": (True, None), "b": 1})


@given(values, values)
def test_different_values_have_different_fingerprints(one: Value, other: Value) -> None:
    if one != other:
        assert fingerprint(one) != fingerprint(other)


@given(st.lists(texts, max_size=5), st.randoms())
def test_the_order_of_labels_does_not_count(labels: list[str], random: st.DrawFn) -> None:
    shuffled = list(labels)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert field_fingerprint("labels", tuple(labels)) == field_fingerprint("labels", (*shuffled, *labels))


def test_the_order_of_other_lists_does() -> None:
    assert field_fingerprint("customfield_1", ("a", "b")) != field_fingerprint("customfield_1", ("b", "a"))


def test_kinds_are_told_apart() -> None:
    values = ("x", RichText("text", "x"), Named("x", "x"), None, "")
    assert len({field_fingerprint("a", value) for value in values}) == 5


def test_white_space_does_not_count_in_text() -> None:
    assert text_hash(" a\n b ") == text_hash("a b") != text_hash("ab")
