"""What issues once were: WAS and CHANGED, answered from their history.

A field's past is a row of spans, each with the ids that it held, since when, until when, and who made it so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from ..fields import Field
from ..records import ChangeItem, Issue
from . import dates
from .parser import Clause, JqlProblem, Predicate, Value
from .values import listed

FIELDS = ("assignee", "fixVersions", "priority", "reporter", "resolution", "status")
TIMES = ("after", "before", "on", "during")

Ids = Callable[[Value], list[str]]


@dataclass(frozen=True)
class Reader:
    """How the caller reads values: ids of the field's values and of people, moments in the own time zone."""

    ids: Ids
    people: Ids
    now: datetime
    zone: tzinfo


@dataclass(frozen=True)
class _Span:
    held: frozenset[str]
    start: datetime
    end: datetime | None
    author: str


@dataclass(frozen=True)
class _Window:
    """From `start` (included) to before `end`; None: without bound."""

    start: datetime | None = None
    end: datetime | None = None

    def has(self, moment: datetime) -> bool:
        return (self.start is None or moment >= self.start) and (self.end is None or moment < self.end)

    def meets(self, span: _Span) -> bool:
        begins = self.end is None or span.start < self.end
        return begins and (self.start is None or span.end is None or span.end > self.start)


def question(clause: Clause, field: Field, reader: Reader) -> Callable[[Issue], bool]:
    """A function that tells whether the history of an issue has what the clause asks for."""
    if field.id not in FIELDS:
        raise JqlProblem(f"History searches do not support the '{clause.field}' field.")
    allowed = (*TIMES, "by", *(("from", "to") if clause.operator == "changed" else ()))
    for predicate in clause.predicates:
        if predicate.word not in allowed:
            raise JqlProblem(f"The predicate '{predicate.word}' is not supported by '{clause.operator}'.")
    windows = [_window(item, reader, clause.field) for item in clause.predicates if item.word in TIMES]
    authors = _ids_of(clause.predicates, "by", reader.people)
    if clause.operator == "changed":
        return _changed(clause, field, reader, windows, authors)
    wanted = {name for value in clause.values for name in ([""] if value.empty else reader.ids(value))}
    negated = clause.operator in ("was not", "was not in")

    def ask(issue: Issue) -> bool:
        found = any(
            ((span.held or {""}) & wanted)
            and all(window.meets(span) for window in windows)
            and (authors is None or span.author in authors)
            for span in _spans(issue, field)
        )
        return found != negated

    return ask


def _changed(
    clause: Clause, field: Field, reader: Reader, windows: list[_Window], authors: set[str] | None
) -> Callable[[Issue], bool]:
    before, after = (_ids_of(clause.predicates, word, reader.ids) for word in ("from", "to"))

    def fits(item: ChangeItem) -> bool:
        return (before is None or (item.old or "") in before) and (after is None or (item.new or "") in after)

    def ask(issue: Issue) -> bool:
        return any(
            all(window.has(dates.of_milliseconds(change.created)) for window in windows)
            and (authors is None or change.author in authors)
            and any(item.field_id == field.id and fits(item) for item in change.items)
            for change in issue.changes
        )

    return ask


def _ids_of(predicates: tuple[Predicate, ...], word: str, read: Ids) -> set[str] | None:
    """The ids that the predicates of a word name; None without one."""
    chosen = [item for item in predicates if item.word == word]
    if not chosen:
        return None
    return {name for item in chosen for value in item.values for name in ([""] if value.empty else read(value))}


def _window(predicate: Predicate, reader: Reader, field: str) -> _Window:
    moments = [dates.moment(value, reader.now, reader.zone, field) for value in predicate.values]
    if predicate.word == "after":
        return _Window(start=moments[0] + timedelta(milliseconds=1))
    if predicate.word == "before":
        return _Window(end=moments[0])
    if predicate.word == "on":
        day = moments[0].astimezone(reader.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return _Window(day, day + timedelta(days=1))
    if len(moments) != 2:
        raise JqlProblem("The predicate 'during' takes two dates in parentheses.")
    return _Window(moments[0], moments[1] + timedelta(milliseconds=1))


def _spans(issue: Issue, field: Field) -> Iterator[_Span]:
    """The spans of a field, newest first: the present one, then back through the history."""
    held = frozenset(str(item) for item in listed(issue.fields.get(field.id)))
    end = None
    for change in reversed(issue.changes):
        items = [item for item in change.items if item.field_id == field.id]
        if not items:
            continue
        start = dates.of_milliseconds(change.created)
        yield _Span(held, start, end, change.author)
        held = (held - {item.new or "" for item in items}) | {item.old for item in items if item.old}
        end = start
    yield _Span(held, dates.of_milliseconds(issue.created), end, issue.creator)
