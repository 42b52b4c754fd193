"""Invariants of the numeric tower."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from addon.scripting.limits import Meter
from addon.scripting.program import compile_script
from addon.scripting.semantics import division, numeric
from addon.scripting.semantics.equality import equals, java_hash
from addon.scripting.semantics.ordering import compare
from addon.scripting.values.characters import inward, outward
from addon.scripting.values.maps import GroovyMap, HashMap
from addon.scripting.values.numbers import Long, double_text, scale

INTS = some.integers(-(2**31), 2**31 - 1)
LONGS = some.integers(-(2**63), 2**63 - 1).map(Long)
DECIMALS = some.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)


@given(INTS, INTS)
def test_integer_arithmetic_stays_in_32_bits(one: int, two: int) -> None:
    for operate in (numeric.add, numeric.subtract, numeric.multiply):
        result = operate(one, two)
        assert type(result) is int
        assert -(2**31) <= result < 2**31


@given(LONGS, INTS)
def test_long_wins_over_integer_and_wraps(one: Long, two: int) -> None:
    result = numeric.add(one, two)
    assert type(result) is Long
    assert (int(result) - int(one) - two) % 2**64 == 0


@given(INTS, INTS.filter(bool))
def test_quotient_and_remainder_fit_together(one: int, two: int) -> None:
    whole = division.truncated(one, two) * two + division.remainder(one, two)
    assert whole == one


@given(DECIMALS, DECIMALS)
def test_a_sum_has_the_larger_scale_and_a_product_both(one: Decimal, two: Decimal) -> None:
    assert scale(numeric.add(one, two)) == max(scale(one), scale(two))
    assert scale(numeric.multiply(one, two)) == scale(one) + scale(two)


@given(DECIMALS, DECIMALS.filter(bool))
def test_a_decimal_quotient_is_near_and_never_negative_zero(one: Decimal, two: Decimal) -> None:
    result = division.divide(one, two)
    assert abs(result * two - one) <= abs(two)
    assert not (result == 0 and result.is_signed())


@given(some.floats(allow_nan=False, allow_infinity=False))
def test_the_text_of_a_double_reads_back_as_itself(value: float) -> None:
    assert float(double_text(value)) == value


@pytest.mark.parametrize("text", ["1.4E-45", "2.8E-45", "7.0E-45", "9.8E-45", "1.0E-40", "1.0E-5", "0.5", "3.0E10"])
def test_of_texts_with_one_and_two_digits_a_float_takes_the_nearer(text: str) -> None:
    outcome = compile_script(f"{text}f.toString()").run({})
    assert outcome.value == text


@given(some.one_of(INTS, LONGS, DECIMALS), some.one_of(INTS, LONGS, DECIMALS))
def test_order_and_equality_agree_across_kinds(one: object, two: object) -> None:
    assert (compare(one, two) == 0) == equals(one, two)
    assert compare(one, two) == -compare(two, one)


@given(some.text())
def test_text_survives_the_way_in_and_out(text: str) -> None:
    clean = text.encode("utf-8", "replace").decode()
    assert outward(inward(clean)) == clean


@given(some.lists(some.one_of(some.text(max_size=3), INTS, some.booleans(), some.none())))
def test_maps_of_both_kinds_hold_the_same_entries(keys: list[object]) -> None:
    linked, hashed = GroovyMap(), HashMap()
    for index, key in enumerate(keys):
        linked.put(key, index)
        hashed.put(key, index)
    assert len(linked) == len(hashed)
    assert equals(linked, hashed)
    assert java_hash(linked) == java_hash(hashed)
    for key in keys:
        assert hashed.get(key) == linked.get(key)


@pytest.mark.parametrize(
    "source",
    [
        "(1G << 5000) + 1.5d == Double.POSITIVE_INFINITY",
        "-(1G << 5000) * 1.5d == Double.NEGATIVE_INFINITY",
        "((1G << 5000) as float).isInfinite() && Math.sqrt(1G << 5000).isInfinite()",
        "(1G << 5000) > 1e300d && !((1G << 5000) == 1.5d) && [1.5d, 1G << 5000].max() == (1G << 5000)",
        "(1.5d ** (1G << 5000)).isInfinite() && ((1G << 5000) % 1.5d).isNaN()",
        "Math.round(1G << 5000) == Long.MAX_VALUE",
        "String.format('%.1000001g', 10.0 ** 10).size() > 100000",
    ],
)
def test_numbers_beyond_the_largest_double_are_infinite_and_no_fault_of_ours(source: str) -> None:
    outcome = compile_script(source).run({}, Meter())
    assert (outcome.status, outcome.value) == ("ok", True), outcome.failure


def test_what_reads_as_it_goes_is_listed_like_any_iterator() -> None:
    source = "[new Scanner('1 2').size(), new Scanner('1 2').toList(), new Scanner('1 2').sum()]"
    outcome = compile_script(source).run({}, Meter())
    assert outcome.value == [2, ["1", "2"], "12"]


@pytest.mark.parametrize(("kind", "given"), [("Int", "'x'"), ("Long", "5"), ("Double", "1.5")])
def test_an_optional_takes_no_number_of_another_class(kind: str, given: str) -> None:
    outcome = compile_script(f"Optional.of('x').mapTo{kind} {{ {given} }}").run({}, Meter())
    assert outcome.failure is not None and outcome.failure.class_name == "java.lang.ClassCastException"


def test_a_root_has_as_many_digits_as_it_is_asked_for() -> None:
    root = compile_script("2.0.sqrt(new java.math.MathContext(1200))").run({}).value
    assert len(str(root)) == 1201 and str(root).startswith("1.41421356237309504880")
