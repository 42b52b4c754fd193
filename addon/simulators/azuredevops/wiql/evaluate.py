"""Runs a query over the work items that somebody may see."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..access import VIEW
from ..categories import CATEGORIES, types_of
from ..errors import VendorError
from ..fields import Field
from ..html_text import plain
from ..identifiers import read_date
from ..organization import Organization
from ..people import Person
from ..values import split_tags
from ..views import computed
from ..work_items import Revision, Who, WorkItem
from .macros import current_iteration, moment
from .parse import AllOf, AnyOf, Comparison, Condition, FieldValue, Literal, Macro, Not, Operand, Query
from .tokens import syntax_error


@dataclass(frozen=True)
class Scope:
    """Whose query it is, where, and whether dates have times."""

    organization: Organization
    person: Person | None
    project_name: str | None
    team: str | None = None
    """Name or id of the team in the address."""
    time_precision: bool = False


@dataclass(frozen=True)
class Answer:
    items: list[WorkItem]
    as_of: datetime


Row = tuple[WorkItem, Revision]
Test = Callable[[Row], bool]


def run(query: Query, scope: Scope, top: int | None = None) -> Answer:
    """The matching items in order; VS402337 when there are too many."""
    organization = scope.organization
    now = organization.clock.now()
    lag = organization.options.query_lag_s
    moment = _as_of(query.as_of) if query.as_of else now - timedelta(seconds=lag)
    test = _Compiler(scope, now).compile(query.condition) if query.condition else lambda row: True
    rows = [row for row in _rows(scope, moment if query.as_of or lag else None) if test(row)]
    limit = organization.options.query_limit
    if len(rows) > limit and (top is None or top > limit):
        raise VendorError(
            400,
            "WorkItemTrackingQueryResultSizeLimitExceededException",
            f"VS402337: The number of work items returned exceeds the size limit of {limit}. "
            "Change the query to return fewer items.",
        )
    for field, descending in reversed(query.order or ()):
        rows.sort(key=lambda row: _sort_key(organization, _value(organization, row, field)), reverse=descending)
    return Answer([item for item, _ in rows][:top], moment)


def _as_of(text: str) -> datetime:
    try:
        return read_date(text)
    except ValueError:
        raise syntax_error("The date of ASOF is not understood.", text) from None


def _rows(scope: Scope, as_of: datetime | None) -> Iterable[Row]:
    for item in scope.organization.items.values():
        if item.deleted or not scope.organization.may(scope.person, item, VIEW):
            continue
        revision = item.last if as_of is None else item.as_of(as_of)
        if revision is not None and not revision.deleted:
            yield item, revision


def _value(organization: Organization, row: Row, field: Field) -> Any:
    item, revision = row
    if field.reference_name == "System.Id":
        return item.id
    if field.reference_name == "System.Rev":
        return revision.rev
    if field.computed:
        return computed(organization, item, revision).get(field.reference_name)
    fields = item.fields if revision is item.last else revision.fields
    return fields.get(field.reference_name)


def _sort_key(organization: Organization, value: Any) -> tuple[int, Any]:
    if value is None:
        return (0, 0)
    if isinstance(value, Who):
        person = organization.people.get(value.id)
        return (1, person.display_name.lower() if person else "")
    if isinstance(value, datetime):
        return (1, value.timestamp())
    return (1, value.lower() if isinstance(value, str) else value)


class _Compiler:
    """Turns a condition into a test on one row."""

    def __init__(self, scope: Scope, now: datetime) -> None:
        self._scope = scope
        self._now = now

    def compile(self, condition: Condition) -> Test:
        if isinstance(condition, Not):
            inner = self.compile(condition.inner)
            return lambda row: not inner(row)
        if isinstance(condition, AllOf):
            tests = [self.compile(part) for part in condition.parts]
            return lambda row: all(test(row) for test in tests)
        if isinstance(condition, AnyOf):
            choices = [self.compile(part) for part in condition.parts]
            return lambda row: any(test(row) for test in choices)
        return self._comparison(condition)

    def _comparison(self, condition: Comparison) -> Test:
        field, organization = condition.field, self._scope.organization
        if condition.operator == "in group":
            return self._in_group(field, condition.operands[0])
        wanted = [self._operand(operand, field) for operand in condition.operands]
        if field.type == "history":
            return lambda row: any(
                self._holds(condition.operator, field, comment.last.text, wanted, row)
                for comment in row[0].live_comments()
            )
        if condition.ever:
            return lambda row: any(
                self._holds(condition.operator, field, _value(organization, (row[0], revision), field), wanted, row)
                for revision in row[0].revisions
            )
        return lambda row: self._holds(condition.operator, field, _value(organization, row, field), wanted, row)

    def _in_group(self, field: Field, operand: Operand) -> Test:
        """Types of a category, people of a group."""
        organization, name = self._scope.organization, str(operand.value) if isinstance(operand, Literal) else ""
        if field.reference_name == "System.WorkItemType":
            if name.lower() not in (known.lower() for known in CATEGORIES):
                raise syntax_error("The work item type category does not exist.", name)

            def of_category(row: Row) -> bool:
                process = organization.process_of(organization.projects.get(row[0].project_id))
                return _value(organization, row, field) in [kind.name for kind in types_of(process, name)]

            return of_category
        groups = [group for group in organization.people.groups() if name.lower() in (group.principal_name.lower(),
                  group.name.lower())]  # fmt: skip
        if not groups:
            raise syntax_error("The group does not exist.", name)
        members = {person.id for group in groups for person in organization.people.members_of(group)}

        def of_group(row: Row) -> bool:
            value = _value(organization, row, field)
            return isinstance(value, Who) and value.id in members

        return of_group

    def _holds(self, operator: str, field: Field, value: Any, wanted: list[Callable[[Row], Any]], row: Row) -> bool:
        if operator == "is empty":
            return value is None
        others = [other(row) for other in wanted]
        if operator == "in":
            return any(self._equal(field, value, other) for other in others)
        other = others[0]
        if operator == "=":
            return self._equal(field, value, other)
        if operator == "<>":
            return not self._equal(field, value, other)
        if operator in ("contains", "contains words"):
            return self._contains(operator, field, value, str(other))
        if operator == "under":
            path, root = str(value).lower(), str(other).strip("\\").lower()
            return path == root or path.startswith(f"{root}\\")
        left, right = self._comparable(field, value), self._comparable(field, other)
        if left is None or right is None:
            return False
        return bool({"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[operator])

    def _equal(self, field: Field, value: Any, other: Any) -> bool:
        if other in (None, ""):
            return value is None
        if field.reference_name == "System.Tags":
            return str(other).lower() in [tag.lower() for tag in split_tags(str(value or ""))]
        if isinstance(value, Who):
            person = self._scope.organization.people.find(str(other))
            return person is not None and person.id == value.id
        left, right = self._comparable(field, value), self._comparable(field, other)
        return bool(left == right)

    def _contains(self, operator: str, field: Field, value: Any, wanted: str) -> bool:
        if isinstance(value, Who):
            person = self._scope.organization.people.get(value.id)
            value = person.label if person else ""
        text = str(value or "")
        if field.reference_name == "System.Tags":
            return wanted.lower() in [tag.lower() for tag in split_tags(text)]
        text = plain(text).lower() if field.is_long_text else text.lower()
        if operator == "contains":
            return wanted.lower() in text
        words = re.findall(r"\w+", text)
        return all(
            any(word.startswith(part.rstrip("*")) if part.endswith("*") else word == part for word in words)
            for part in wanted.lower().split()
        )

    def _comparable(self, field: Field, value: Any) -> Any:
        if value is None:
            return None
        if field.type == "dateTime":
            moment = value if isinstance(value, datetime) else self._date(str(value))
            return moment if self._scope.time_precision else moment.date()
        if field.type in ("integer", "double"):
            try:
                return float(value)
            except (TypeError, ValueError):
                raise syntax_error(f"{field.name} is compared with no number.", str(value)) from None
        if field.type == "boolean":
            return str(value).lower() in ("true", "1")
        return str(value).strip("\\").lower() if field.type == "treePath" else str(value).lower()

    def _date(self, text: str) -> datetime:
        try:
            moment = read_date(text)
        except ValueError:
            raise syntax_error("The date is not understood.", text) from None
        if not self._scope.time_precision and re.search(r"\d[T ]\d", text):
            raise VendorError(
                400,
                "SyntaxException",
                "You cannot supply a time with the date when running a query using date precision. "
                f"The error is caused by «'{text}'».",
            )
        return moment

    def _operand(self, operand: Operand, field: Field) -> Callable[[Row], Any]:
        if isinstance(operand, FieldValue):
            other = operand.field
            return lambda row: _value(self._scope.organization, row, other)
        value = operand.value if isinstance(operand, Literal) else self._macro(operand)
        if field.type in ("dateTime", "integer", "double") and value not in (None, ""):
            self._comparable(field, value)
        return lambda row: value

    def _macro(self, macro: Macro) -> Any:
        if macro.name == "me":
            return self._scope.person.unique_name if self._scope.person else ""
        if macro.name == "project":
            if self._scope.project_name is None:
                raise syntax_error("The @Project macro needs a project in the address.", "@project")
            return self._scope.project_name
        if macro.name == "currentiteration":
            project = self._scope.organization.projects.find(self._scope.project_name or "")
            return current_iteration(self._scope.organization, macro, project, self._scope.team, self._now)
        found = moment(macro, self._now)
        if found is None:
            raise syntax_error("The macro is not supported.", f"@{macro.name}")
        return found
