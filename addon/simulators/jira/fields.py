"""The fields of issues: a kind of value with an id and a name, and those that every site has."""

from dataclasses import dataclass, field

from .field_choices import IssueTypeKind, ParentKind, PickKind, ProjectPartsKind, StatusKind, UserKind
from .field_kinds import DayKind, FieldKind, LabelsKind, LineKind, RichKind, TimeTrackingKind
from .records import Json, Named


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
