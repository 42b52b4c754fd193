"""Whose edit it was: people's edits thaw a field, those of apps and of our own credential do not."""

from addon.replica.entity import Entity, FieldEdit
from addon.replica.values import ProjectRef
from addon.sync.edit_times import by_people


def entity(*recent: FieldEdit, by: str | None = None, app: bool = False) -> Entity:
    return Entity("1", "A-1", ProjectRef("1", "A", "A"), {}, "1", 0, updated_by=by, updated_by_app=app, recent=recent)


def test_the_last_edit_of_each_field_counts() -> None:
    history = (
        FieldEdit("summary", 2, "eve", "2"),
        FieldEdit("summary", 1, "bot", "1", True),
        FieldEdit("due", 3, "bot", "3", True),
    )
    assert by_people(entity(*history), ["summary", "due"]) == {"summary"}


def test_what_is_written_with_a_persons_own_token_is_no_persons_edit() -> None:
    assert by_people(entity(by="maria"), ["summary"], "maria") == frozenset()
    assert by_people(entity(by="maria"), ["summary"], "somebody") == {"summary"}
    assert by_people(entity(FieldEdit("summary", 1, "maria", "1")), ["summary"], "maria") == frozenset()
    assert by_people(entity(), ["summary"], "") == {"summary"}
