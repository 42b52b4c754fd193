"""Values and entities survive as JSON."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.replica.codec import (
    CodecError,
    decode,
    decode_entity,
    encode,
    encode_entity,
    from_text,
    to_text,
)
from addon.replica.entity import Entity
from addon.replica.values import Named, Person, RichText, Value
from tests.unit.replica.strategies import attachments, comments, entities, links, values


@given(values)
def test_every_value_comes_back_equal(value: Value) -> None:
    assert decode(from_text(to_text(encode(value)))) == value


@given(comments | attachments | links)
def test_every_part_of_an_entity_comes_back_equal(part: Any) -> None:
    assert decode(from_text(to_text(encode(part)))) == part


@given(entities)
def test_every_entity_comes_back_equal(entity: Entity) -> None:
    assert decode_entity(from_text(to_text(encode_entity(entity)))) == entity


@given(values)
def test_equal_values_have_equal_text(value: Value) -> None:
    assert to_text(encode(value)) == to_text(encode(decode(encode(value))))


def test_kinds_are_tagged() -> None:
    assert encode(RichText("html", "<b>x</b>")) == {"$kind": "rich_text", "notation": "html", "source": "<b>x</b>"}
    assert encode((Named("1", "High"),))[0]["$kind"] == "named"


def test_a_map_with_a_kind_of_its_own_is_not_mistaken_for_a_value() -> None:
    value: Value = {"$kind": "person", "id": "x"}
    assert decode(encode(value)) == value


def test_parts_of_a_newer_release_are_dropped() -> None:
    found = encode(Person("1", "Ann")) | {"avatar": "x"}
    assert decode(found) == Person("1", "Ann")


@pytest.mark.parametrize(
    "found",
    [{"$kind": "unicorn"}, {"$kind": 7}, {"$kind": "person"}, {"$kind": "map"}, {"$kind": "map", "of": 1}, b"x"],
)
def test_what_is_not_ours_is_refused(found: Any) -> None:
    with pytest.raises(CodecError):
        decode(found)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1: "x"}, b"bytes"])
def test_what_cannot_travel_is_refused(value: Any) -> None:
    with pytest.raises(CodecError):
        encode(value)


@pytest.mark.parametrize("found", [None, [], {}, {"version": "1"}, {"version": 99}, {"version": 1}])
def test_entities_of_another_time_are_refused(found: Any) -> None:
    with pytest.raises(CodecError):
        decode_entity(found)


@given(st.text(max_size=30))
def test_text_that_is_no_json_is_refused(text: str) -> None:
    try:
        json.loads(text)
    except ValueError:
        with pytest.raises(CodecError):
            from_text(text)
