"""Turning a query's tree into a question to ask of an issue.

Every clause is checked when the question is made (unknown fields, values, operators), so that a bad query is
refused before any issue is looked at, with Jira's messages.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from ..adf_text import plain
from ..caller import Caller
from ..field_choices import OptionKind, SprintKind, UserKind
from ..field_kinds import DayKind, LabelsKind, MomentKind, NumberKind
from ..fields import Field
from ..records import Issue
from ..site import JiraSite
from . import dates, functions, past
from .parser import Clause, Group, JqlProblem, Query, Value
from .values import compare, has_word, instant, listed

Question = Callable[[Issue], bool]
EQUALITY = ("=", "!=", "in", "not in", "is", "is not")
ORDER = ("<", "<=", ">", ">=")
TEXT = ("~", "!~", "is", "is not")


def question(site: JiraSite, caller: Caller, query: Query) -> Question:
    """A function that tells whether an issue matches; JqlProblem when the query makes no sense here."""
    if query.where is None:
        return lambda issue: True
    return _Meaning(site, caller).of(query.where)


def is_bounded(query: Query) -> bool:
    """Whether a query restricts anything, as the enhanced search asks."""
    return query.where is not None


class _Meaning:
    def __init__(self, site: JiraSite, caller: Caller) -> None:
        self.site, self.caller = site, caller
        user = site.users.get(caller.account_id or "")
        self.zone = ZoneInfo(user.time_zone if user else "Etc/UTC")

    def of(self, node: Clause | Group) -> Question:
        if isinstance(node, Clause):
            return self._clause(node)
        parts = [self.of(part) for part in node.parts]
        if node.word == "not":
            return lambda issue: not parts[0](issue)
        if node.word == "and":
            return lambda issue: all(part(issue) for part in parts)
        return lambda issue: any(part(issue) for part in parts)

    def _clause(self, clause: Clause) -> Question:
        if clause.property_path is not None:
            return self._property(clause, *clause.property_path)
        name = clause.field.lower()
        if clause.operator.startswith("was") or clause.operator == "changed":
            return self._past(clause)
        special: dict[str, Callable[[Clause], Question]] = {
            "project": self._project,
            "key": self._key, "issuekey": self._key, "issue": self._key, "id": self._key,
            "status": self._status,
            "statuscategory": self._category,
            "text": self._text, "comment": self._comment,
            "created": self._time("created"), "createddate": self._time("created"),
            "updated": self._time("updated"), "updateddate": self._time("updated"),
            "resolutiondate": self._time("resolutiondate"), "resolved": self._time("resolutiondate"),
            "creator": lambda c: self._ids(c, lambda issue: [issue.creator], self._user),
            "watcher": lambda c: self._ids(c, lambda issue: list(issue.watchers), self._user),
            "worklogauthor": lambda c: self._ids(c, lambda issue: [log.author for log in issue.worklogs], self._user),
            "issuelinktype": lambda c: self._ids(c, self._wordings, lambda value: [value.text.lower()]),
            "attachments": self._attachments,
        }  # fmt: skip
        if name in special:
            return special[name](clause)
        alias = self.site.declared_aliases().get(name)
        if alias is not None:
            return self._property(clause, *alias)
        return self._field(clause, self._find_field(clause.field))

    def _find_field(self, name: str) -> Field:
        wanted = name.lower()
        custom = re.match(r"cf\[\s*(\d+)\s*\]$", wanted)
        if custom:
            wanted = f"customfield_{custom.group(1)}"
        for field in self.site.fields.values():
            if wanted in (field.id.lower(), *(clause.lower() for clause in field.clauses)):
                return field
        for field in self.site.fields.values():
            if field.custom and field.name.lower() == wanted:
                return field
        raise JqlProblem(f"Field '{name}' does not exist or you do not have permission to view it.")

    def _field(self, clause: Clause, field: Field) -> Question:
        if field.kind.rich or field.id == "summary" or (field.kind.type == "string"):
            return self._words(clause, lambda issue: self._as_text(field, issue))
        if isinstance(field.kind, DayKind):
            return self._day(clause, field.id)
        if isinstance(field.kind, MomentKind):
            return self._moments(clause, lambda issue: instant(issue.fields.get(field.id)))
        if isinstance(field.kind, NumberKind):
            return self._number(clause, field.id)
        if isinstance(field.kind, UserKind):
            return self._ids(clause, lambda issue: listed(issue.fields.get(field.id)), self._user)
        if isinstance(field.kind, LabelsKind):
            return self._ids(clause, lambda issue: listed(issue.fields.get(field.id)), lambda value: [value.text])
        if isinstance(field.kind, SprintKind):
            return self._ids(
                clause, lambda issue: [str(n) for n in listed(issue.fields.get(field.id))], partial(self._choice, field)
            )
        return self._ids(clause, lambda issue: listed(issue.fields.get(field.id)), partial(self._choice, field))

    def _as_text(self, field: Field, issue: Issue) -> str:
        value = issue.fields.get(field.id)
        return plain(value) if field.kind.rich else str(value or "")

    def _past(self, clause: Clause) -> Question:
        field = self._find_field(clause.field)
        if field.id == "status":
            ids = self._status_ids
        elif isinstance(field.kind, UserKind):
            ids = self._user
        else:
            ids = partial(self._choice, field)
        return past.question(clause, field, past.Reader(ids, self._user, self.site.clock.now(), self.zone))

    # Values by id or name

    def _choice(self, field: Field, value: Value) -> list[str]:
        """The internal ids that a name or id stands for."""
        if value.function:
            known_as = "sprint" if isinstance(field.kind, SprintKind) else field.id
            return functions.ids(self.site, self.caller, known_as, value)
        text = value.text.lower()
        found: list[str] = []
        tables: dict[str, dict[str, Any]] = {
            "issuetype": self.site.types,
            "priority": self.site.priorities,
            "resolution": self.site.resolutions,
        }
        if field.id in tables:
            found = [i for i, item in tables[field.id].items() if text in (i, item.name.lower())]
            if field.id == "resolution" and text == "unresolved":
                return [""]
        elif isinstance(field.kind, OptionKind):
            context = self.site.context(None)
            options = field.kind.allowed(context, []) or []
            found = [option["id"] for option in options if text in (option["id"], option["value"].lower())]
        elif field.id in ("components", "fixVersions", "versions"):
            for project in self.site.projects.values():
                parts: list[Any] = [*project.components, *project.versions]
                found += [part.id for part in parts if text in (part.id, part.name.lower())]
        elif field.id == "parent":
            parent = self.site.find_issue(value.text)
            found = [parent.id] if parent else []
        elif isinstance(field.kind, SprintKind):
            found = [str(n) for n, one in self.site.sprints.items() if text in (str(n), one.name.lower())]
        if not found:
            raise JqlProblem(f"The value '{value.text}' does not exist for the field '{field.id}'.")
        return found

    def _user(self, value: Value) -> list[str]:
        if value.function:
            return functions.ids(self.site, self.caller, "user", value)
        users = [u.account_id for u in self.site.users.values() if value.text in (u.account_id, u.name)]
        return users or [value.text]

    def _ids(self, clause: Clause, read: Callable[[Issue], list[Any]], ids: Callable[[Value], list[Any]]) -> Question:
        """Equality of sets of ids: `=`, `!=`, IN, NOT IN, IS EMPTY. A negation never matches empty values."""
        self._only(clause, EQUALITY)
        operator = clause.operator
        if operator in ("is", "is not"):
            self._empty_only(clause)
            return lambda issue: (not read(issue)) == (operator == "is")
        wanted: set[Any] = set()
        for value in clause.values:
            wanted.update([""] if value.empty else ids(value))
        positive = operator in ("=", "in")

        def ask(issue: Issue) -> bool:
            held = set(read(issue))
            if not held:
                return ("" in wanted) == positive if "" in wanted else False
            return bool(held & wanted) == positive

        return ask

    def _project(self, clause: Clause) -> Question:
        def ids(value: Value) -> list[str]:
            if value.function:
                return functions.ids(self.site, self.caller, "project", value)
            text = value.text.lower()
            found = [p.id for p in self.site.projects.values() if text in (p.id, p.name.lower())]
            by_key = self.site.find_project(value.text)
            if by_key is not None:
                found.append(by_key.id)
            if not found:
                raise JqlProblem(f"The value '{value.text}' does not exist for the field 'project'.")
            return found

        return self._ids(clause, lambda issue: [issue.project_id], ids)

    def _key(self, clause: Clause) -> Question:
        if clause.operator in ORDER:
            bound = self.site.find_issue(clause.values[0].text)
            if bound is None:
                raise self._no_issue(clause.values[0])
            return lambda issue: compare(int(issue.id), clause.operator, int(bound.id))

        def ids(value: Value) -> list[str]:
            if value.function:
                return functions.ids(self.site, self.caller, "key", value)
            issue = self.site.find_issue(value.text)
            if issue is None:
                raise self._no_issue(value)
            return [issue.id]

        return self._ids(clause, lambda issue: [issue.id], ids)

    def _no_issue(self, value: Value) -> JqlProblem:
        if value.text.isdigit():
            return JqlProblem(f"A value with ID '{value.text}' does not exist for the field 'id'.")
        return JqlProblem(f"An issue with key '{value.text}' does not exist for field 'key'.")

    def _status(self, clause: Clause) -> Question:
        return self._ids(clause, lambda issue: [issue.fields["status"]], self._status_ids)

    def _status_ids(self, value: Value) -> list[str]:
        text = value.text.lower()
        found = [s.id for s in self.site.statuses.values() if text in (s.id, s.name.lower())]
        if not found:
            raise JqlProblem(f"The value '{value.text}' does not exist for the field 'status'.")
        return found

    def _category(self, clause: Clause) -> Question:
        names = {"to do": "new", "new": "new", "2": "new", "in progress": "indeterminate", "4": "indeterminate",
                 "indeterminate": "indeterminate", "done": "done", "3": "done", "complete": "done"}  # fmt: skip

        def ids(value: Value) -> list[str]:
            if value.text.lower() not in names:
                raise JqlProblem(f"The value '{value.text}' does not exist for the field 'statusCategory'.")
            return [names[value.text.lower()]]

        return self._ids(clause, lambda issue: [self.site.statuses[issue.fields["status"]].category], ids)

    def _wordings(self, issue: Issue) -> list[str]:
        """The names and wordings of the links of an issue, as seen from it."""
        found = []
        for link in self.site.links_of(issue):
            kind = self.site.link_types[link.type_id]
            found += [kind.name.lower(), (kind.outward if link.inward == issue.id else kind.inward).lower()]
        return found

    # Text

    def _text(self, clause: Clause) -> Question:
        return self._words(clause, self.site.text_of)

    def _comment(self, clause: Clause) -> Question:
        return self._words(clause, lambda issue: "\n".join(plain(item.body) for item in issue.comments))

    def _words(self, clause: Clause, read: Callable[[Issue], str]) -> Question:
        """`~` asks for all words (a trailing `*` for beginnings, quotes inside for a phrase)."""
        self._only(clause, TEXT)
        if clause.operator in ("is", "is not"):
            self._empty_only(clause)
            return lambda issue: (not read(issue)) == (clause.operator == "is")
        text = clause.values[0].text.lower()
        phrase = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else None
        words = re.findall(r"[\w*?]+", text)

        def ask(issue: Issue) -> bool:
            body = read(issue).lower()
            if phrase is not None:
                return phrase in body
            have = set(re.findall(r"\w+", body))
            return bool(words) and all(has_word(word, have) for word in words)

        return ask if clause.operator == "~" else lambda issue: not ask(issue)

    # Times and numbers

    def _time(self, name: str) -> Callable[[Clause], Question]:
        def read(issue: Issue) -> datetime | None:
            value = issue.fields.get(name) if name == "resolutiondate" else getattr(issue, name)
            return None if value is None else dates.of_milliseconds(value)

        return lambda clause: self._moments(clause, read)

    def _moments(self, clause: Clause, read: Callable[[Issue], datetime | None]) -> Question:
        self._only(clause, (*ORDER, "=", "!=", "is", "is not"))
        if clause.operator in ("is", "is not"):
            self._empty_only(clause)
            return lambda issue: (read(issue) is None) == (clause.operator == "is")
        bound = dates.moment(clause.values[0], self.site.clock.now(), self.zone, clause.field)

        def ask(issue: Issue) -> bool:
            value = read(issue)
            return value is not None and compare(value, clause.operator, bound)

        return ask

    def _day(self, clause: Clause, name: str) -> Question:
        def read(issue: Issue) -> datetime | None:
            value = issue.fields.get(name)
            return datetime.combine(date.fromisoformat(value), datetime.min.time(), self.zone) if value else None

        if clause.operator in ("=", "!="):
            bound = dates.moment(clause.values[0], self.site.clock.now(), self.zone, clause.field)
            start = bound.replace(hour=0, minute=0, second=0, microsecond=0)

            def same(issue: Issue) -> bool:
                value = read(issue)
                inside = value is not None and start <= value < start + timedelta(days=1)
                return inside if clause.operator == "=" else value is not None and not inside

            return same
        return self._moments(clause, read)

    def _number(self, clause: Clause, name: str) -> Question:
        self._only(clause, (*ORDER, *EQUALITY))
        if clause.operator in ("is", "is not"):
            self._empty_only(clause)
            return lambda issue: (issue.fields.get(name) is None) == (clause.operator == "is")
        try:
            bounds = [float(value.text) for value in clause.values]
        except ValueError:
            raise JqlProblem(
                f"Value '{clause.values[0].text}' for the '{clause.field}' field is not a number."
            ) from None
        if clause.operator in ("in", "not in"):
            inside = clause.operator == "in"
            return lambda issue: issue.fields.get(name) is not None and (issue.fields[name] in bounds) == inside
        return lambda issue: (
            issue.fields.get(name) is not None and compare(issue.fields[name], clause.operator, bounds[0])
        )

    def _attachments(self, clause: Clause) -> Question:
        self._only(clause, ("is", "is not"))
        return lambda issue: (not issue.attachments) == (clause.operator == "is")

    # Entity properties

    def _property(self, clause: Clause, key: str, path: str) -> Question:
        declared = self.site.declared_properties().get((key, path))
        if declared is None:
            # The vendor's document: an extraction that is not registered has no type; such a query finds nothing.
            return lambda issue: False

        def read(issue: Issue) -> list[Any]:
            value: Any = issue.properties.get(key)
            for step in path.split("."):
                value = value.get(step) if isinstance(value, dict) else None
            return [item for item in listed(value) if not isinstance(item, dict | list)]

        if declared == "text" and clause.operator in ("~", "!~"):
            return self._words(clause, lambda issue: " ".join(str(item) for item in read(issue)))
        if declared in ("number", "date") and clause.operator in ORDER:
            return self._compared_property(clause, declared, read)
        if declared == "number":
            return self._ids(clause, lambda issue: [float(item) for item in read(issue)], lambda v: [float(v.text)])
        return self._ids(clause, lambda issue: [str(item) for item in read(issue)], lambda value: [value.text])

    def _compared_property(self, clause: Clause, declared: str, read: Callable[[Issue], list[Any]]) -> Question:
        if declared == "number":
            bound = float(clause.values[0].text)
            return lambda issue: any(compare(float(item), clause.operator, bound) for item in read(issue))
        limit = dates.moment(clause.values[0], self.site.clock.now(), self.zone, clause.field)
        return lambda issue: any(
            (when := instant(item)) is not None and compare(when, clause.operator, limit) for item in read(issue)
        )

    def _only(self, clause: Clause, operators: tuple[str, ...]) -> None:
        if clause.operator not in operators:
            raise JqlProblem(
                f"The operator '{clause.operator.upper()}' is not supported by the '{clause.field}' field."
            )

    def _empty_only(self, clause: Clause) -> None:
        if not clause.values[0].empty:
            raise JqlProblem(f"The operator '{clause.operator.upper()}' only takes EMPTY or NULL.")
