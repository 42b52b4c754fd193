"""Decimals survive the way through JSON text, digit by digit."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.sandbox.exact_json import dumps, loads, pieces

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False).filter(
    lambda value: "." in str(value) or "E" in str(value)
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | DECIMALS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_is_read_again_exactly(value: object) -> None:
    assert loads(dumps(value)) == value


@given(DECIMALS)
def test_a_decimal_keeps_its_scale(value: Decimal) -> None:
    assert str(loads(dumps(value))) == str(value)


@given(VALUES)
def test_any_reader_of_json_takes_the_text(value: object) -> None:
    json.loads(dumps(value, indent=1, ascii_only=False))


def test_integers_beyond_pythons_cap_go_both_ways() -> None:
    number = 7**9000
    assert loads(dumps(number)) == number


def test_a_strangers_integer_of_a_million_digits_is_read_as_the_decimal_it_is_written_as() -> None:
    found = loads("7" * 1_000_000)
    assert type(found) is Decimal and len(found.as_tuple().digits) == 1_000_000


def test_what_json_cannot_say_is_refused() -> None:
    for value in (float("nan"), float("inf"), Decimal("NaN"), object(), {1, 2}):
        with pytest.raises(ValueError):
            dumps(value)


def test_nesting_beyond_pythons_stack_is_refused() -> None:
    with pytest.raises(ValueError):
        loads("[" * 200_000)


def test_a_large_value_is_written_in_few_pieces() -> None:
    value = [[None] * 200_000, {str(number): number for number in range(100_000)}]
    made = pieces(value, indent=1)
    assert len(made) < 200
    assert json.loads("".join(made)) == value
