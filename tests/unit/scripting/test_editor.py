"""Completion, hover and fields work while the code is being typed."""

from addon.scripting.editor import complete, fields, hover


def labels(source: str, line: int, column: int) -> list[str]:
    return [item["label"] for item in complete(source, line, column)]


def test_properties_of_an_entity_are_completed() -> None:
    assert "summary" in labels("issue.su", 1, 9)


def test_methods_of_a_helper_are_completed_with_signature() -> None:
    found = complete("if (x) {\n  nodeHelper.getUserByE", 2, 24)
    assert [item["label"] for item in found] == ["getUserByEmail"]
    assert "getUserByEmail(" in found[0]["signature"]


def test_a_local_list_offers_list_methods() -> None:
    assert "collectEntries" in labels("def rows = [1, 2]\nrows.collectE", 2, 14)


def test_locals_and_methods_of_the_script_are_names() -> None:
    source = "def total = 1\ndef twice(x) { x * 2 }\nt"
    assert {"total", "twice"} <= set(labels(source, 3, 2))


def test_hover_explains_the_word_under_the_cursor() -> None:
    found = hover("'a'.padLeft(3)", 1, 8)
    assert found[0]["label"] == "padLeft"
    assert found[0]["doc"]


def test_hover_on_nothing_known_is_empty() -> None:
    assert hover("   ", 1, 2) == []


def test_fields_read_and_written_are_told_apart() -> None:
    source = 'issue.summary = replica.summary\nissue.customFields."Story Points".value += replica.customKeys.points'
    assert fields(source) == {
        "reads": ["issue.customFields.Story Points", "replica.customKeys.points", "replica.summary"],
        "writes": ["issue.customFields.Story Points", "issue.summary"],
    }


def test_fields_are_found_in_code_that_does_not_parse_yet() -> None:
    assert fields("issue.summary = replica.summary\nif (")["writes"] == ["issue.summary"]
