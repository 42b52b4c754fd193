"""What a work item is: fields, revisions, updates, relations, comments."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .identifiers import ticks


@dataclass(frozen=True)
class Who:
    """The value of an identity field."""

    id: str


@dataclass(frozen=True)
class Relation:
    """A link as seen from its owner. `target` is the work item at the other end, if there is one."""

    rel: str
    url: str
    """For work items empty: the address follows from `target`."""
    target: int | None = None
    comment: str = ""
    name: str = ""
    """File name of an attachment."""
    size: int = 0
    id: int = 0
    """Resource id of files, hyperlinks and artifacts."""
    created: datetime | None = None
    by: str = ""

    @property
    def key(self) -> tuple[str, str, int | None]:
        return (self.rel, self.url, self.target)


@dataclass(frozen=True)
class Revision:
    """A full snapshot."""

    rev: int
    fields: dict[str, Any]
    formats: dict[str, str]
    relations: tuple[Relation, ...]
    at: datetime
    by: str
    authorized_as: str
    watermark: int
    deleted: bool = False
    comment: "CommentRef | None" = None


@dataclass(frozen=True)
class Update:
    """One entry of the history. Its number is not the revision: link changes have updates, no revision."""

    number: int
    rev: int
    by: str
    at: datetime
    fields: dict[str, tuple[Any, Any]]
    added: tuple[Relation, ...] = ()
    removed: tuple[Relation, ...] = ()
    changed: tuple[Relation, ...] = ()

    @property
    def hook_number(self) -> int:
        """The number that service hooks use for this update."""
        return ticks(self.at)


@dataclass(frozen=True)
class CommentVersion:
    version: int
    text: str
    format: str
    """html or markdown."""
    by: str
    at: datetime
    deleted: bool = False


@dataclass(frozen=True)
class CommentRef:
    comment_id: int
    version: int


@dataclass
class Comment:
    id: int
    versions: list[CommentVersion]

    @property
    def last(self) -> CommentVersion:
        return self.versions[-1]

    @property
    def first(self) -> CommentVersion:
        return self.versions[0]


@dataclass
class WorkItem:
    id: int
    project_id: str
    rev: int = 0
    fields: dict[str, Any] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    """Fields kept as Markdown; all others are HTML."""
    relations: list[Relation] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    deleted: bool = False

    @property
    def type_name(self) -> str:
        return str(self.fields["System.WorkItemType"])

    @property
    def title(self) -> str:
        return str(self.fields.get("System.Title", ""))

    @property
    def last(self) -> Revision:
        return self.revisions[-1]

    @property
    def parent(self) -> int | None:
        return parent_of(self.relations)

    def revised_date(self, revision: Revision) -> datetime | None:
        """When the next revision replaced this one; None while it stands."""
        following = revision.rev
        return self.revisions[following].at if following < len(self.revisions) else None

    def as_of(self, moment: datetime) -> Revision | None:
        """The revision that stood at a moment."""
        return next((item for item in reversed(self.revisions) if item.at <= moment), None)

    def comment(self, comment_id: int) -> Comment | None:
        return next((item for item in self.comments if item.id == comment_id), None)

    def live_comments(self) -> list[Comment]:
        return [item for item in self.comments if not item.last.deleted]


def parent_of(relations: Iterable[Relation]) -> int | None:
    """The work item that a set of relations names as the parent."""
    return next((item.target for item in relations if item.rel == PARENT), None)


PARENT = "System.LinkTypes.Hierarchy-Reverse"
CHILD = "System.LinkTypes.Hierarchy-Forward"


@dataclass(frozen=True)
class RelationType:
    reference_name: str
    name: str
    usage: str
    """workItemLink or resourceLink."""
    opposite: str | None = None
    forward: bool = True
    topology: str = "network"
    single_target: bool = False


RELATION_TYPES: dict[str, RelationType] = {
    item.reference_name: item
    for item in (
        RelationType(CHILD, "Child", "workItemLink", PARENT, True, "tree"),
        RelationType(PARENT, "Parent", "workItemLink", CHILD, False, "tree", single_target=True),
        RelationType("System.LinkTypes.Related", "Related", "workItemLink", "System.LinkTypes.Related"),
        RelationType(
            "System.LinkTypes.Dependency-Forward",
            "Successor",
            "workItemLink",
            "System.LinkTypes.Dependency-Reverse",
            True,
            "dependency",
        ),
        RelationType(
            "System.LinkTypes.Dependency-Reverse",
            "Predecessor",
            "workItemLink",
            "System.LinkTypes.Dependency-Forward",
            False,
            "dependency",
        ),
        RelationType(
            "System.LinkTypes.Duplicate-Forward",
            "Duplicate",
            "workItemLink",
            "System.LinkTypes.Duplicate-Reverse",
            True,
            "tree",
        ),
        RelationType(
            "System.LinkTypes.Duplicate-Reverse",
            "Duplicate Of",
            "workItemLink",
            "System.LinkTypes.Duplicate-Forward",
            False,
            "tree",
            single_target=True,
        ),
        RelationType("Hyperlink", "Hyperlink", "resourceLink"),
        RelationType("AttachedFile", "Attached File", "resourceLink"),
        RelationType("ArtifactLink", "Artifact Link", "resourceLink"),
    )
}


@dataclass(frozen=True)
class LinkChange:
    """One line of the link log, written from the forward end."""

    watermark: int
    rel: str
    """Without direction: `System.LinkTypes.Hierarchy`."""
    source_id: int
    target_id: int
    at: datetime
    by: str
    active: bool
    comment: str = ""
