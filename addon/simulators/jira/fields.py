"""The fields of issues: what each takes, shows and tells the change history.

A `FieldKind` knows one type of value; a `Field` is a kind with id and name. Internal values hold ids, never
names, so that renaming a priority renames it everywhere.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from . import adf, adf_text
from .records import Json, Named, Project

if TYPE_CHECKING:
    from .site import JiraSite


class FieldProblem(Exception):
    """A value that the field does not take; the text is shown beside the field."""


@dataclass(frozen=True)
class Context:
    """Where a value is read or shown: the site, the project of the issue, the version of the API."""

    site: "JiraSite"
    project: Project | None
    version: int = 3


class FieldKind:
    """A type of value. The base takes and shows strings."""

    type = "string"
    items: str | None = None
    operations: tuple[str, ...] = ("set",)
    rich = False

    def parse(self, context: Context, raw: Json) -> Any:
        """The internal value of what a caller sent; None empties the field."""
        if not isinstance(raw, str):
            raise FieldProblem("Operation value must be a string")
        return raw or None

    def show(self, context: Context, value: Any) -> Json:
        """What the API answers for an internal value."""
        return value

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        """Id and text of a value for the change history."""
        return None, None if value is None else str(value)

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        """The values on offer, where the field has a fixed set."""
        return None


class LineKind(FieldKind):
    """One line of up to 255 characters."""

    def parse(self, context: Context, raw: Json) -> Any:
        text = super().parse(context, raw)
        if text is not None and len(text) > 255:
            raise FieldProblem("The entered text is too long. It exceeds the allowed limit of 255 characters.")
        if text is not None and "\n" in text:
            raise FieldProblem("The text is invalid because it contains newline characters.")
        return text


class RichKind(FieldKind):
    """A document: ADF in version 3, wiki text in version 2."""

    rich = True

    def parse(self, context: Context, raw: Json) -> Any:
        if context.version < 3:
            if not isinstance(raw, str):
                raise FieldProblem("Operation value must be a string")
            document = adf_text.from_text(raw)
        else:
            wrong = adf.problem(raw)
            if wrong is not None:
                raise FieldProblem(wrong)
            document = raw
            if any(identity not in context.site.media for identity in adf.media_ids(document)):
                raise FieldProblem("ATTACHMENT_VALIDATION_ERROR")
        text = adf_text.plain(document)
        if len(text) > adf.MAXIMUM_TEXT:
            raise FieldProblem("The entered text is too long. It exceeds the allowed limit of 32,767 characters.")
        return document if document["content"] else None

    def show(self, context: Context, value: Any) -> Json:
        return adf_text.wiki(value) if context.version < 3 else value

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        return None, adf_text.wiki(value)


class NumberKind(FieldKind):
    type = "number"

    def parse(self, context: Context, raw: Json) -> Any:
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise FieldProblem("Operation value must be a number")
        return float(raw)


class DayKind(FieldKind):
    type = "date"

    def parse(self, context: Context, raw: Json) -> Any:
        try:
            return date.fromisoformat(raw).isoformat()
        except (TypeError, ValueError):
            raise FieldProblem(f"Error parsing date string: {raw}") from None


class MomentKind(FieldKind):
    type = "datetime"

    def parse(self, context: Context, raw: Json) -> Any:
        try:
            moment = datetime.fromisoformat(raw)
        except (TypeError, ValueError):
            moment = None
        if moment is None or moment.tzinfo is None:
            raise FieldProblem(f"Error parsing time: {raw}")
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}" + moment.strftime("%z")


class UrlKind(LineKind):
    def parse(self, context: Context, raw: Json) -> Any:
        text = super().parse(context, raw)
        if text is not None and not re.match(r"https?://\S+$", text):
            raise FieldProblem("The value is not a valid URL.")
        return text


class LabelsKind(FieldKind):
    type, items, operations = "array", "string", ("add", "set", "remove")

    def parse(self, context: Context, raw: Json) -> Any:
        if not isinstance(raw, list):
            raise FieldProblem("data was not an array")
        for label in raw:
            if not isinstance(label, str):
                raise FieldProblem("string expected at index 0")
            if re.search(r"\s", label):
                raise FieldProblem(f"The label '{label}' contains spaces which is invalid.")
            if len(label) > 255:
                raise FieldProblem("The label is too long. It exceeds the allowed limit of 255 characters.")
        return sorted(set(raw))

    def show(self, context: Context, value: Any) -> Json:
        return list(value or [])

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        return None, " ".join(value or [])


def reference(raw: Json, *names: str) -> str:
    """The one of the named keys that an object like `{"id": "3"}` carries, as `name=value`."""
    if isinstance(raw, dict):
        for name in names:
            if raw.get(name) is not None:
                return f"{name}={raw[name]}"
    raise FieldProblem(f"expected Object containing a {' or '.join(repr(name) for name in names)} property")


class UserKind(FieldKind):
    type = "user"

    def parse(self, context: Context, raw: Json) -> Any:
        if isinstance(raw, dict) and "accountId" in raw and raw["accountId"] is None:
            return None
        identity = reference(raw, "accountId", "id").split("=", 1)[1]
        user = context.site.users.get(identity)
        if user is None or not user.active:
            raise FieldProblem(f"User '{identity}' does not exist.")
        return identity

    def show(self, context: Context, value: Any) -> Json:
        return context.site.show_user(value)

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        user = context.site.users.get(value or "")
        return value, user.name if user else None


class PickKind(FieldKind):
    """One of the site's priorities, resolutions: by id or name."""

    def __init__(self, type_: str, table: str) -> None:
        self.type = type_
        self._table = table

    def _choices(self, site: "JiraSite") -> dict[str, Named]:
        choices: dict[str, Named] = getattr(site, self._table)
        return choices

    def parse(self, context: Context, raw: Json) -> Any:
        name, value = reference(raw, "id", "name").split("=", 1)
        for choice in self._choices(context.site).values():
            if (choice.id if name == "id" else choice.name) == value:
                return choice.id
        raise FieldProblem(f"The {self.type} selected is invalid.")

    def show(self, context: Context, value: Any) -> Json:
        return context.site.show_named(self.type, self._choices(context.site)[value]) if value else None

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        return value, self._choices(context.site)[value].name if value else None

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        return [context.site.show_named(self.type, item) for item in self._choices(context.site).values()]


class OptionKind(FieldKind):
    """One of a custom field's own options."""

    type = "option"

    def __init__(self, options: list[Named]) -> None:
        self._options = options

    def parse(self, context: Context, raw: Json) -> Any:
        name, value = reference(raw, "id", "value").split("=", 1)
        for option in self._options:
            if (option.id if name == "id" else option.name) == value:
                return option.id
        raise FieldProblem(f"Option {name} '{value}' is not valid")

    def show(self, context: Context, value: Any) -> Json:
        if value is None:
            return None
        option = next(option for option in self._options if option.id == value)
        return {
            "self": context.site.url(f"/rest/api/{context.version}/customFieldOption/{value}"),
            "value": option.name,
            "id": value,
        }

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        return value, next((option.name for option in self._options if option.id == value), None)

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        return [self.show(context, option.id) for option in self._options]


class OptionsKind(OptionKind):
    """Several of a custom field's options."""

    type, items, operations = "array", "option", ("add", "set", "remove")

    def parse(self, context: Context, raw: Json) -> Any:
        if not isinstance(raw, list):
            raise FieldProblem("data was not an array")
        return [super(OptionsKind, self).parse(context, item) for item in raw] or None

    def show(self, context: Context, value: Any) -> Json:
        return [super(OptionsKind, self).show(context, item) for item in value] if value else None

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        names = [super(OptionsKind, self).told(context, item)[1] or "" for item in value or []]
        return str(list(value)) if value else None, ",".join(names) if value else None

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        return [super(OptionsKind, self).show(context, option.id) for option in self._options]


class ProjectPartsKind(FieldKind):
    """Components or versions of the issue's project, by id or name."""

    type, operations = "array", ("add", "set", "remove")

    def __init__(self, items: str) -> None:
        self.items = items

    def _parts(self, project: Project | None) -> list[Any]:
        if project is None:
            return []
        return list(project.components if self.items == "component" else project.versions)

    def parse(self, context: Context, raw: Json) -> Any:
        if not isinstance(raw, list):
            raise FieldProblem("data was not an array")
        found: list[str] = []
        for item in raw:
            name, value = reference(item, "id", "name").split("=", 1)
            match = [p.id for p in self._parts(context.project) if (p.id if name == "id" else p.name) == value]
            if not match:
                word = "Component" if self.items == "component" else "Version"
                raise FieldProblem(f"{word} {name} '{value}' is not valid")
            if match[0] not in found:
                found.append(match[0])
        return found

    def show(self, context: Context, value: Any) -> Json:
        parts = {part.id: part for part in self._parts(context.project)}
        return [context.site.show_part(parts[item]) for item in value or [] if item in parts]

    def name(self, context: Context, value: str) -> str:
        """The name of one component or version."""
        return next((part.name for part in self._parts(context.project) if part.id == value), value)

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        return [context.site.show_part(part) for part in self._parts(context.project)]


class IssueTypeKind(FieldKind):
    type = "issuetype"

    def parse(self, context: Context, raw: Json) -> Any:
        try:
            name, value = reference(raw, "id", "name").split("=", 1)
        except FieldProblem:
            raise FieldProblem("Specify an issue type") from None
        for type_id in context.project.scheme.type_ids if context.project else ():
            kind = context.site.types[type_id]
            if (kind.id if name == "id" else kind.name) == value:
                return kind.id
        raise FieldProblem("Specify a valid issue type")

    def show(self, context: Context, value: Any) -> Json:
        return context.site.show_type(context.site.types[value])

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        return value, context.site.types[value].name

    def allowed(self, context: Context, options: list[Named]) -> list[Json] | None:
        if context.project is None:
            return None
        return [context.site.show_type(context.site.types[item]) for item in context.project.scheme.type_ids]


class StatusKind(FieldKind):
    type = "status"
    operations = ()

    def parse(self, context: Context, raw: Json) -> Any:
        raise FieldProblem("Field 'status' cannot be set. It is not on the appropriate screen, or unknown.")

    def show(self, context: Context, value: Any) -> Json:
        return context.site.show_status(context.site.statuses[value])

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        return value, context.site.statuses[value].name


class ParentKind(FieldKind):
    type = "issuelink"

    def parse(self, context: Context, raw: Json) -> Any:
        _, value = reference(raw, "id", "key").split("=", 1)
        parent = context.site.find_issue(value)
        if parent is None:
            raise FieldProblem("Could not find issue by id or key.")
        return parent.id

    def show(self, context: Context, value: Any) -> Json:
        parent = context.site.issues.get(value or "")
        return context.site.show_linked(parent) if parent else None

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        parent = context.site.issues.get(value or "")
        return value, parent.key if parent else None


class SprintKind(FieldKind):
    """The sprint that holds the issue; set by number, shown as a list."""

    type, items = "array", "json"

    def parse(self, context: Context, raw: Json) -> Any:
        number = raw[0] if isinstance(raw, list) and len(raw) == 1 else raw
        if isinstance(number, str) and number.isdigit():
            number = int(number)
        if isinstance(number, bool) or number not in context.site.sprints:
            raise FieldProblem(f"Number value expected as the Sprint id: {raw}")
        return [number]

    def show(self, context: Context, value: Any) -> Json:
        return [
            {"id": item, "name": context.site.sprints[item], "state": "active", "boardId": 1, "goal": ""}
            for item in value or []
        ] or None

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        names = [context.site.sprints[item] for item in value or []]
        return ", ".join(str(item) for item in value or []), ", ".join(names)


_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([wdhm])")
_UNITS = {"w": 5 * 8 * 3600, "d": 8 * 3600, "h": 3600, "m": 60}


def seconds_of(text: Any) -> int:
    """Seconds of a duration such as `1d 4h`; days have 8 hours, weeks 5 days."""
    if isinstance(text, str) and re.fullmatch(rf"\s*(?:{_DURATION.pattern}\s*)+", text):
        return int(sum(float(amount) * _UNITS[unit] for amount, unit in _DURATION.findall(text)))
    raise FieldProblem(f"'{text}' is not a valid duration. Please use a format such as 3w 4d 12h.")


def duration_of(seconds: int) -> str:
    """The duration of seconds as Jira writes it."""
    parts = []
    for unit, size in _UNITS.items():
        if seconds >= size:
            parts.append(f"{seconds // size}{unit}")
            seconds %= size
    return " ".join(parts) or "0m"


class TimeTrackingKind(FieldKind):
    """Original and remaining estimate in seconds."""

    type, operations = "timetracking", ("set", "edit")

    def parse(self, context: Context, raw: Json) -> Any:
        if not isinstance(raw, dict):
            raise FieldProblem("expected Object")
        value: dict[str, int] = {}
        for name in ("originalEstimate", "remainingEstimate"):
            if raw.get(name) is not None:
                value[name] = seconds_of(raw[name])
        return value or None

    def show(self, context: Context, value: Any) -> Json:
        shown: dict[str, Json] = {}
        for name, seconds in (value or {}).items():
            shown[name] = duration_of(seconds)
            shown[f"{name}Seconds"] = seconds
        return shown

    def told(self, context: Context, value: Any) -> tuple[str | None, str | None]:
        seconds = (value or {}).get("originalEstimate")
        return (None, None) if seconds is None else (str(seconds), duration_of(seconds))


@dataclass(frozen=True)
class Field:
    """A field of the site; `custom` is the key of a custom field's type."""

    id: str
    name: str
    kind: FieldKind
    custom: str | None = None
    clauses: tuple[str, ...] = ()
    change_name: str | None = None
    """The name in the change history, where it differs from the id."""
    options: list[Named] = field(default_factory=list)

    def schema(self) -> dict[str, Json]:
        schema: dict[str, Json] = {"type": self.kind.type}
        if self.kind.items:
            schema["items"] = self.kind.items
        if self.custom:
            schema["custom"] = f"com.atlassian.jira.plugin.system.customfieldtypes:{self.custom}"
            if self.custom.startswith("gh-"):
                schema["custom"] = f"com.pyxis.greenhopper.jira:{self.custom}"
            schema["customId"] = int(self.id.removeprefix("customfield_"))
        else:
            schema["system"] = self.id
        return schema

    @property
    def told_as(self) -> str:
        """The field's name in the change history."""
        return self.change_name or (self.name if self.custom else self.id)


def system_fields() -> list[Field]:
    """The fields of every site that a person can fill."""
    return [
        Field("summary", "Summary", LineKind(), clauses=("summary",)),
        Field("issuetype", "Issue Type", IssueTypeKind(), clauses=("issuetype", "type")),
        Field("status", "Status", StatusKind(), clauses=("status",)),
        Field("description", "Description", RichKind(), clauses=("description",)),
        Field("environment", "Environment", RichKind(), clauses=("environment",)),
        Field("priority", "Priority", PickKind("priority", "priorities"), clauses=("priority",)),
        Field("resolution", "Resolution", PickKind("resolution", "resolutions"), clauses=("resolution",)),
        Field("assignee", "Assignee", UserKind(), clauses=("assignee",)),
        Field("reporter", "Reporter", UserKind(), clauses=("reporter",)),
        Field("labels", "Labels", LabelsKind(), clauses=("labels",)),
        Field("duedate", "Due date", DayKind(), clauses=("due", "duedate")),
        Field(
            "components",
            "Components",
            ProjectPartsKind("component"),
            clauses=("component",),
            change_name="Component",
        ),
        Field(
            "fixVersions",
            "Fix versions",
            ProjectPartsKind("version"),
            clauses=("fixVersion",),
            change_name="Fix Version",
        ),
        Field(
            "versions",
            "Affects versions",
            ProjectPartsKind("version"),
            clauses=("affectedVersion",),
            change_name="Version",
        ),
        Field("parent", "Parent", ParentKind(), clauses=("parent",), change_name="IssueParentAssociation"),
        Field("timetracking", "Time tracking", TimeTrackingKind(), change_name="timeoriginalestimate"),
    ]


READ_ONLY_FIELDS: dict[str, tuple[str, dict[str, Json] | None, tuple[str, ...]]] = {
    "project": ("Project", {"type": "project", "system": "project"}, ("project",)),
    "created": ("Created", {"type": "datetime", "system": "created"}, ("created", "createdDate")),
    "updated": ("Updated", {"type": "datetime", "system": "updated"}, ("updated", "updatedDate")),
    "creator": ("Creator", {"type": "user", "system": "creator"}, ("creator",)),
    "resolutiondate": (
        "Resolved",
        {"type": "datetime", "system": "resolutiondate"},
        ("resolutiondate", "resolved"),
    ),
    "statusCategory": (
        "Status Category",
        {"type": "statusCategory", "system": "statusCategory"},
        ("statusCategory",),
    ),
    "comment": ("Comment", {"type": "comments-page", "system": "comment"}, ("comment",)),
    "attachment": (
        "Attachment",
        {"type": "array", "items": "attachment", "system": "attachment"},
        ("attachments",),
    ),
    "worklog": ("Log Work", {"type": "array", "items": "worklog", "system": "worklog"}, ()),
    "issuelinks": ("Linked Issues", {"type": "array", "items": "issuelinks", "system": "issuelinks"}, ()),
    "subtasks": ("Sub-tasks", {"type": "array", "items": "issuelinks", "system": "subtasks"}, ("subtasks",)),
    "watches": ("Watchers", {"type": "watches", "system": "watches"}, ("watchers",)),
    "votes": ("Votes", {"type": "votes", "system": "votes"}, ("votes",)),
    "timespent": ("Time Spent", {"type": "number", "system": "timespent"}, ("timespent",)),
    "issuekey": ("Key", None, ("id", "issue", "issuekey", "key")),
}
"""Fields that the site fills: name, schema, names in JQL."""
