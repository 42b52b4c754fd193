"""Connections as files: what a file may not say."""

from pathlib import Path

import pytest

from addon.connections.as_code import BadFile, read_files


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ('{"format": 1, "name": "A", "description": "one", "description": "two"}', "description"),
        ('{"format": 1, "name": "A", "triggers": [{"query": "a = 1", "query": "a = 2"}]}', "query"),
        ('{"format": 1, "name": "A", "settings": {"people": {"a@b.c": "x", "d@e.f": "y", "a@b.c": "z"}}}', "a@b.c"),
    ],
)
def test_a_key_that_stands_twice_in_an_object_is_refused_and_named(content: str, key: str, tmp_path: Path) -> None:
    file = tmp_path / "connection.json"
    file.write_text(content, "utf-8")
    with pytest.raises(BadFile) as refused:
        read_files(tmp_path)
    assert str(refused.value) == f"{file} has the key “{key}” twice in one object."


def test_the_same_key_in_two_objects_is_no_repetition(tmp_path: Path) -> None:
    triggers = '[{"query": "a = 1"}, {"query": "a = 2"}]'
    (tmp_path / "connection.json").write_text(f'{{"format": 1, "name": "A", "triggers": {triggers}}}', "utf-8")
    (found,) = read_files(tmp_path)
    assert [one.query for one in found.triggers or ()] == ["a = 1", "a = 2"]
