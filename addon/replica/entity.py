"""A local entity as it was read from its tracker at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from addon.replica.values import Attachment, Comment, Link, ProjectRef, RichText, Value, Worklog

RICH_FIELDS = frozenset({"description", "environment"})


@dataclass(frozen=True, slots=True)
class Entity:
    """One Jira issue or Azure DevOps work item, with hub names for what both trackers know.

    `fields` holds the hub fields (`summary description type status priority assignee reporter creator
    labels parent resolution components fixVersions affectedVersions due environment areaPath
    iterationPath`) and, under the tracker's own reference name (`customfield_10010`, `System.X`), everything
    else that was read. A name that is absent was not read; None means empty there.
    `revision` is the tracker's version mark (Azure DevOps `rev`; Jira's `updated` text).
    `marker` is our own mark on an entity that we created (the effect's key), if it carries one.
    """

    id: str
    key: str
    project: ProjectRef
    fields: Mapping[str, Value]
    revision: str
    updated: int
    updated_by: str | None = None
    comments: tuple[Comment, ...] | None = None
    attachments: tuple[Attachment, ...] | None = None
    links: tuple[Link, ...] | None = None
    url: str = ""
    marker: str | None = None
    deleted: bool = False
    recent: tuple["FieldEdit", ...] = field(default=())
    updated_by_app: bool = False
    worklogs: tuple[Worklog, ...] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))

    @property
    def summary(self) -> str:
        """The title; empty text when it was not read."""
        found = self.fields.get("summary")
        return found if isinstance(found, str) else ""

    @property
    def description(self) -> RichText | None:
        """The type's description field (Azure DevOps Bugs: their repro steps)."""
        found = self.fields.get("description")
        return found if isinstance(found, RichText) else None


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One edit out of the tracker's history: who changed which hub field, when (ms); `by_name` as the tracker shows."""

    field: str
    at: int
    by: str | None
    revision: str
    by_app: bool = False
    by_name: str = ""
