"""Removing from what a map's values(), keySet() and entrySet() give removes from the map."""

from typing import Any

import pytest

from addon.scripting.program import compile_script


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ("m.values().removeAll([null])", ["a", "c"]),
        ("m.values().retainAll([1])", ["a"]),
        ("m.values().removeIf { it == 3 }", ["a", "b"]),
        ("m.values().remove(1)", ["b", "c"]),
        ("m.values().clear()", []),
        ("m.keySet().removeAll(['a'])", ["b", "c"]),
        ("m.keySet().retainAll(['a'])", ["a"]),
        ("m.entrySet().removeIf { it.value == null }", ["a", "c"]),
    ],
)
def test_removing_from_a_view_changes_the_map(change: str, left: list[Any]) -> None:
    outcome = compile_script(f"def m = [a: 1, b: null, c: 3]; {change}; m.keySet().toList()").run({})
    assert outcome.value == left


def test_nothing_can_be_added_to_the_values() -> None:
    outcome = compile_script("[a: 1].values().add(2)").run({})
    assert outcome.failure is not None
    assert outcome.failure.class_name == "java.lang.UnsupportedOperationException"
