"""Whose edit it was, and when: people's edits thaw a field, those of apps and of our own credential do not."""

from dataclasses import replace

import pytest

from addon.replica.entity import Entity, FieldEdit
from addon.replica.values import ProjectRef, RichText, Value
from addon.richtext import Document, to_json
from addon.richtext.tree import paragraph, text
from addon.storage.baselines import Baseline
from addon.sync.conflicts import mark
from addon.sync.edit_times import Standing, Unacknowledged, by_people, edit_times


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


NOTHING = Standing()
EMPTY: list[tuple[str, Value]] = [
    ("labels", ()),
    ("description", None),
    ("description", RichText("html", "")),
    ("description", RichText("html", "<div> <br></div><p></p>")),
    ("summary", ""),
]


def times(name: str, value: Value, row: Baseline | None = None, *recent: FieldEdit) -> dict[str, int]:
    """When a paired entity's field was edited; `row` is its baseline."""
    stands = replace(entity(*recent), fields={name: value}, updated=7)
    known = {"type": agreed("type", mark("type", "Bug"))} | ({name: row} if row is not None else {})
    return edit_times(stands, {name: mark(name, value)}, known)


def agreed(name: str, here: str, standing: Standing = NOTHING) -> Baseline:
    return Baseline(1, 1, 1, name, standing.form(), here, None, here, [], None, 0)


@pytest.mark.parametrize(("name", "value"), EMPTY)
def test_an_empty_field_of_which_nothing_was_ever_said_was_not_edited(name: str, value: Value) -> None:
    assert times(name, value) == {}


@pytest.mark.parametrize(
    "part", [{"displayName": "Grace"}, "words", ["a"], {"rich": to_json(Document((paragraph(text("x")),)))}]
)
def test_what_rules_give_an_empty_field_is_news(part: object) -> None:
    stands = replace(entity(), fields={"labels": ()}, updated=7)
    known = {"type": agreed("type", mark("type", "Bug"))}
    assert edit_times(stands, {"labels": mark("labels", ())}, known, {"labels": part}) == {"labels": 7}
    assert edit_times(stands, {"labels": mark("labels", ())}, known, {"labels": {"rich": {"blocks": []}}}) == {}


def test_rich_text_that_shows_nothing_says_as_little_in_a_replica() -> None:
    stands = replace(entity(), fields={"description": RichText("html", "<p></p>")}, updated=7)
    known = {"type": agreed("type", mark("type", "Bug"))}
    blank = {"description": {"rich": to_json(Document((paragraph(),)))}}
    assert edit_times(stands, {"description": mark("description", None)}, known, blank) == {}


@pytest.mark.parametrize(("name", "value"), EMPTY)
def test_the_first_message_of_all_names_empty_fields_too(name: str, value: Value) -> None:
    stands = replace(entity(), fields={name: value}, updated=7)
    assert edit_times(stands, {name: mark(name, value)}, {}) == {name: 7}


def test_a_field_that_holds_something_new_was_edited_when_the_entity_was() -> None:
    assert times("labels", ("a",)) == {"labels": 7}


def test_a_field_that_was_emptied_was_edited() -> None:
    had = mark("labels", ("a",))
    assert times("labels", (), agreed("labels", had)) == {"labels": 7}
    assert times("labels", (), agreed("labels", "", Standing(Unacknowledged(had, 3, 1)))) == {"labels": 7}
    assert times("labels", (), None, FieldEdit("labels", 5, "eve", "2")) == {"labels": 5}


def test_setting_back_what_had_left_counts_when_it_was_done_and_what_never_left_is_no_edit() -> None:
    left = agreed("summary", mark("summary", "As agreed"), Standing(Unacknowledged(mark("summary", "Other"), 3, 1)))
    assert times("summary", "As agreed", left, FieldEdit("summary", 9, "eve", "5")) == {"summary": 9}
    assert times("summary", "Other", left, FieldEdit("summary", 9, "eve", "5")) == {"summary": 3}
    never = agreed("summary", mark("summary", "As agreed"))
    assert times("summary", "As agreed", never, FieldEdit("summary", 9, "eve", "5")) == {}
