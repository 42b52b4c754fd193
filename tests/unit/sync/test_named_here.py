"""The partner's fields by the names they have here, whatever a message says of them."""

from typing import Any

import pytest

from addon.sync.named_here import names_here, others_of_that_name, told_of

OURS = {"Custom.Region": ("customer",), "due": ("when", "fallback"), "customfield_10014": ("b",)}


def test_fields_that_share_a_part_are_the_same() -> None:
    told = {"customfield_10020": ["customer"], "duedate": ["fallback", "x"], "summary": ["summary"]}
    assert names_here({"parts": told}, OURS) == {"customfield_10020": {"Custom.Region"}, "duedate": {"due"}}


def test_a_number_with_other_parts_is_another_field_and_a_name_is_not() -> None:
    told = {"customfield_10014": ["a"], "due": ["a"], "customfield_10015": ["a"]}
    assert others_of_that_name({"parts": told}, OURS) == {"customfield_10014"}
    assert others_of_that_name({"parts": {"customfield_10014": ["a", "b"]}}, OURS) == set()


def test_what_a_message_tells_of_is_known_by_its_marks_where_nothing_else_says_it() -> None:
    assert told_of({"marks": {"summary": "x"}}) == {"summary"}
    assert told_of({}) is None


@pytest.mark.parametrize("odd", [None, 1, "text", [], ["due"], {"due": 1}, {"due": "fallback"}, {"due": [1, None, {}]}])
def test_a_message_of_another_shape_says_nothing(odd: Any) -> None:
    assert names_here({"parts": odd}, OURS) == {}
    assert others_of_that_name({"parts": odd}, OURS) == set()
    told_of({"marks": odd, "told_of": odd})
