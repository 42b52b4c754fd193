"""Values cross the border of a run's process as plain JSON."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.scripting.errors import LimitExceeded
from addon.scripting.host import wire
from addon.scripting.host.bags import Bag, to_host
from addon.scripting.host.rich import document_of, rich_text
from addon.scripting.library.dates import Date
from addon.scripting.values.maps import GroovyMap
from addon.scripting.values.numbers import BigInteger, Long
from addon.scripting.values.sets import GroovySet

LARGE = 1_000_000
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1), inner, max_size=4),
    max_leaves=15,
)


@given(JSON)
def test_what_comes_in_goes_out_unchanged(value: object) -> None:
    surrogates = any("\ud800" <= letter <= "\udfff" for letter in str(value))
    dates = "$date" in str(value) or "$rich" in str(value)
    if not surrogates and not dates:
        assert wire.to_wire(to_host(wire.inward_value(value)), wire.Budget(LARGE)) == value


def test_integers_get_the_java_type_of_their_size() -> None:
    small, middle, large = wire.parse("[1, 3000000000, 9223372036854775808]")
    assert (type(small), type(middle), type(large)) == (int, Long, BigInteger)


def test_decimals_keep_their_digits() -> None:
    assert wire.parse("1.50") == Decimal("1.50")
    assert str(wire.to_wire(Decimal("1.50"), wire.Budget(LARGE))) == "1.50"


def test_text_beyond_the_basic_plane_is_two_units_inside() -> None:
    inside = wire.parse('"😀"')
    assert len(inside) == 2
    assert wire.to_wire(inside, wire.Budget(LARGE)) == "😀"


def test_dates_sets_and_keys_of_any_kind_become_json() -> None:
    value = GroovyMap([(1, Date(5)), ("s", GroovySet([1, 2]))])
    assert wire.to_wire(value, wire.Budget(LARGE)) == {"1": {"$date": 5}, "s": [1, 2]}


def test_a_rich_text_keeps_its_document_until_it_is_touched() -> None:
    rich = rich_text("*bold*", {"doc": 1})
    assert document_of(rich) == {"doc": 1}
    assert wire.to_wire(Bag({"d": rich}), wire.Budget(LARGE)) == {"d": {"$rich": {"doc": 1}}}
    assert document_of("text") is None


def test_more_than_the_budget_is_refused() -> None:
    with pytest.raises(LimitExceeded) as refused:
        wire.to_wire(["x" * 100] * 100, wire.Budget(5_000))
    assert refused.value.reason == "output"


def test_a_value_that_holds_itself_is_refused() -> None:
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(LimitExceeded):
        wire.to_wire(loop, wire.Budget(LARGE))


def test_shared_lists_are_refused_by_what_they_unfold_to() -> None:
    value: object = "x" * 50
    for _ in range(40):
        value = [value, value]
    with pytest.raises(LimitExceeded):
        wire.to_wire(value, wire.Budget(LARGE))


@pytest.mark.parametrize("document", ["", "{", "[" * 100_000, "nope"])
def test_what_is_no_json_is_a_value_error(document: str) -> None:
    with pytest.raises(ValueError):
        wire.parse(document)


@pytest.mark.parametrize(
    "number",
    [Decimal("1e400"), Decimal("1e999999999"), Decimal("1" * 5000), BigInteger(7**9000)],
    ids=["no double", "a billion digits", "a long decimal", "a long integer"],
)
def test_a_number_that_no_reader_of_json_takes_is_not_handed_over(number: object) -> None:
    with pytest.raises(LimitExceeded, match="too large to be handed over"):
        wire.to_wire([number], wire.Budget(LARGE))


@pytest.mark.parametrize("element", [[], "", 7, Decimal("1.5"), Bag({})])
def test_a_short_text_of_very_many_values_is_refused_for_what_they_take_to_hold(element: object) -> None:
    """Whoever takes them has no wall around: four million decimals in 16 MiB of text filled half a gigabyte."""
    with pytest.raises(LimitExceeded, match="take more than 64 MiB"):
        wire.to_wire([element] * 2_000_000, wire.Budget(LARGE * 1000))
