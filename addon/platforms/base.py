"""What Liaise asks of a tracker: one protocol, two implementations whose modules have the same names.

A `Platform` is bound to one node and its sync identity. Everything it takes and gives is plain frozen data; vendor
JSON stays inside. Every method may raise `PlatformError` and nothing else that is not a bug. The data of writes
stands in `writes`; who uses a platform finds all names here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from addon.platforms.names import Names
from addon.platforms.raw import RawCalls
from addon.platforms.writes import (
    AttachmentChange,
    Call,
    CallKind,
    ChangeSet,
    CommentChange,
    LinkChange,
    WorklogChange,
    WriteReceipt,
)
from addon.replica.entity import Entity
from addon.replica.values import Named, Person

__all__ = [
    "AttachmentChange",
    "Call",
    "CallKind",
    "Capabilities",
    "ChangeNotice",
    "ChangePage",
    "ChangeSet",
    "CommentChange",
    "Directory",
    "EntityPage",
    "Identity",
    "Kind",
    "LinkChange",
    "NoticeKind",
    "Platform",
    "Probe",
    "Project",
    "ProjectPage",
    "Source",
    "TriggerQuery",
    "WorklogChange",
    "WriteReceipt",
]

Kind = Literal["jira", "azuredevops"]
NoticeKind = Literal["created", "changed", "commented", "deleted", "restored", "linked"]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What differs between trackers and matters above this layer."""

    kind: Kind
    entity_noun: str  # "issue", "work item"
    instance_noun: str  # "site", "organization"
    query_language: Literal["JQL", "WIQL"]
    rich_notation: Literal["adf", "html"]
    comment_author_settable: bool = False
    internal_comments: bool = False
    worklogs: bool = False
    read_batch: int = 100
    attachment_limit: int | None = None  # files for each entity
    guarded_writes: bool = False  # a write says which revision it expects, so a remembered form is safe to start from


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the sync identity is at the tracker, and which instance answered."""

    id: str
    display_name: str
    instance_id: str
    instance_name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project as the wizard lists it; `can_create` is asked of the tracker for the sync identity.

    `keeps_internal`: it has comments that its customers do not see.
    """

    id: str
    key: str
    name: str
    can_create: bool = True
    keeps_internal: bool = False


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """Some projects, how many there are in all where the tracker says so, and where to go on."""

    projects: tuple[Project, ...]
    total: int | None
    more: bool


@dataclass(frozen=True, slots=True)
class Probe:
    """One permission or check of the sync identity: what was asked, the answer, and how to mend it."""

    name: str
    state: Literal["passed", "failed", "warning", "not_checked"]
    detail: str = ""
    fix_url: str = ""


@dataclass(frozen=True, slots=True)
class TriggerQuery:
    """Which entities start to sync: JQL, or a project plus the WHERE part of WIQL."""

    text: str
    project_id: str = ""
    entity_type: str = ""


@dataclass(frozen=True, slots=True)
class EntityPage:
    """Ids that match a query, oldest first, and the cursor of the next page (None at the end).

    `keys` has what people call them, by id, where the tracker tells it at no cost; else an entity is called by its id.
    """

    ids: tuple[str, ...]
    cursor: str | None
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """A hint that something happened to an entity; never trusted for more than that.

    `delivery` is the vendor's own key of this delivery (same on retries), `actor` the vendor's id of who did it.
    """

    kind: NoticeKind
    entity_id: str
    project_id: str | None = None
    delivery: str = ""
    at: int | None = None
    actor: str | None = None
    revision: str | None = None
    comment_id: str | None = None
    comment_version: str | None = None
    trace: str | None = None
    other_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangePage:
    """What changed since a watermark, for polling.

    `left_out`: projects (by id) and queries (by text) that are not looked at now, and why; they are named each time.
    """

    notices: tuple[ChangeNotice, ...]
    watermark: str
    more: bool = False
    left_out: Mapping[str, str] = field(default_factory=dict)


class Source(Protocol):
    """Where the bytes of a file come from, in pieces, never as a whole."""

    def open(self, remote_id: str) -> Iterator[bytes]:
        """Yield the file's bytes; raise `PlatformError` when it cannot be read."""


class Directory(Protocol):
    """The people of a tracker; None for nobody, and where two are meant."""

    def person(self, identity: str, /) -> Person | None:
        """Somebody by the tracker's stable id."""

    def people(self, text: str, /) -> tuple[Person, ...]:
        """Everybody whom the tracker finds for a text."""

    def by_mail(self, mail: str, /) -> Person | None:
        """Somebody by mail address, where the tracker shows addresses."""

    def by_name(self, name: str, /) -> Person | None:
        """Somebody by full name."""


class Platform(Protocol):
    """A tracker instance, seen as its sync identity."""

    capabilities: Capabilities

    @property
    def directory(self) -> Directory:
        """Its people."""

    @property
    def names(self) -> Names:
        """What rules look up and make by name."""

    @property
    def raw_calls(self) -> RawCalls:
        """Calls that rules make themselves."""

    def owns(self, address: str) -> bool:
        """Whether a picture's address is one of this tracker's own."""

    def identity(self) -> Identity:
        """Say who we are there; one call, also the check that the credential works."""

    def known_as(self) -> str:
        """The sync identity's id as far as it is known without asking; empty where it is not."""

    def probes(self, project_id: str | None = None) -> tuple[Probe, ...]:
        """Check each permission that syncing needs, in one project or in general."""

    def search_projects(self, query: str = "", *, start: int = 0, limit: int = 20) -> ProjectPage:
        """Projects whose name or key matches, as the sync identity sees them; the tracker does the search."""

    def project(self, project_id: str) -> Project | None:
        """One project by id or key, or None when it is gone or invisible; remembered for minutes."""

    def has_project(self, project_id: str) -> bool:
        """Whether a project is there and visible, asked now: what is remembered may be older than its end."""

    def entity_types(self, project_id: str) -> tuple[Named, ...]:
        """Types that can be created in a project, the project's default first; cached for minutes."""

    def statuses(self, project_id: str, type_name: str) -> tuple[Named, ...]:
        """Statuses of one type in one project; cached for minutes."""

    def check_query(self, query: TriggerQuery) -> int | None:
        """Count what matches now (None: not countable); raises BAD_QUERY with the tracker's words."""

    def matching(self, query: TriggerQuery, ids: Sequence[str]) -> frozenset[str]:
        """Which of these entities match now; consistent, not from a lagging index where there is another way."""

    def matching_many(self, queries: Sequence[TriggerQuery], ids: Sequence[str]) -> tuple[frozenset[str] | None, ...]:
        """`matching` for several queries in as few calls as the tracker allows; one answer for each, in order.

        None stands where a query is bad: that is an error of that trigger alone.
        """

    def enumerate(self, query: TriggerQuery, cursor: str | None = None, limit: int = 1000) -> EntityPage:
        """Ids of all that match, page by page, for bulk sync."""

    def read(self, ids: Sequence[str], *, with_comments: bool = True) -> Mapping[str, Entity]:
        """Whole entities by id (comments, attachments, links, our marker); gone or invisible ones are absent.

        `with_comments=False` leaves `comments` unread (None) where that saves a call (Azure DevOps: one for each
        item that has comments); `fields["comment_count"]` then still says how many there are.
        """

    def still_there(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of these entities that are there and visible; one call for each `read_batch` of them."""

    def with_comments(self, entity: Entity) -> Entity:
        """The entity with its comments listed: one call, none where they came along."""

    def with_parts(self, entity: Entity, names: frozenset[str]) -> Entity:
        """The entity with what costs a call of its own: `watchers`, `entityProperties`, where there is such a thing."""

    def resolve(self, key: str) -> str | None:
        """The stable id of what a person typed: issue key, work item id, or the page's address."""

    def renew(self) -> bool:
        """Ask anew next time for names and choices that are some seconds old; whether there were any."""

    def plan(self, change: ChangeSet, current: Entity | None) -> tuple[Call, ...]:
        """Turn a change into as few calls as possible; makes none itself (reads cached metadata only).

        Raises REFUSED_FIELDS for what can never be written (unknown type, read-only field, impossible status).
        """

    def foresee(self, call: Call, entity_id: str | None) -> tuple[str, ...]:
        """The statuses that a planned transition would go through, without making it; at most one read.

        For a create or update nothing, after the tracker checked it where it can do that without carrying it out.
        Raises REFUSED_FIELDS where there is no way, as `apply` would.
        """

    def apply(self, call: Call, entity_id: str | None, source: Source | None = None) -> WriteReceipt:
        """Make one planned call."""

    def look_up(self, call: Call, entity_id: str | None, *, since: int | None = None) -> WriteReceipt | None:
        """Find out whether a call whose answer was lost has been carried out; None: it has not.

        `since` is when it was last made (ms); without it, when it was planned (`context["planned_at"]`).
        Raises UNAVAILABLE with `retry_after` while the answer cannot be known yet (a lagging index).
        """

    def changes_since(
        self, watermark: str | None, project_ids: Sequence[str], queries: Sequence[str] = ()
    ) -> ChangePage:
        """What changed since the watermark (None: from now on); overlapping, so the same change may come twice.

        Looked at are these projects, and wherever these `queries` reach (JQL; where each query has a project: none).
        """

    def download(self, attachment_id: str) -> Iterator[bytes]:
        """A file's bytes in pieces."""

    def largest_file(self) -> int | None:
        """The most bytes that a file may have; None where nobody says. Remembered for minutes."""

    def picture(self, attachment_id: str, filename: str) -> str | None:
        """How rich text names an attached file: Jira's media id (one call, remembered), Azure DevOps' address.

        None when the tracker does not say, or has no such file.
        """

    def entity_url(self, key: str) -> str:
        """The page where a person sees the entity."""
