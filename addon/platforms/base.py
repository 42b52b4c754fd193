"""What Liaise asks of a tracker: one protocol, two implementations with the same seven modules.

A `Platform` is bound to one node and its sync identity. Everything it takes and gives is plain frozen data;
vendor JSON stays inside. Every method may raise `PlatformError` and nothing else that is not a bug.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from addon.platforms.names import Names
from addon.platforms.raw import RawCalls
from addon.replica.entity import Entity
from addon.replica.values import EntityRef, Named, Person, RichText, Value

Kind = Literal["jira", "azuredevops"]
NoticeKind = Literal["created", "changed", "commented", "deleted", "restored", "linked"]
CallKind = Literal[
    "create",
    "update",
    "transition",
    "comment_add",
    "comment_edit",
    "comment_remove",
    "attachment_add",
    "attachment_remove",
    "link_add",
    "link_remove",
    "worklog_add",
    "worklog_edit",
    "worklog_remove",
    "delete",
    "watcher_add",
    "watcher_remove",
    "property_set",
    "property_remove",
]


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
    """A project as the wizard lists it; `can_create` is asked of the tracker for the sync identity."""

    id: str
    key: str
    name: str
    can_create: bool = True


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
    """Ids that match a query, oldest first, and the cursor of the next page (None at the end)."""

    ids: tuple[str, ...]
    cursor: str | None


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
    """What changed since a watermark, for polling."""

    notices: tuple[ChangeNotice, ...]
    watermark: str
    more: bool = False


@dataclass(frozen=True, slots=True)
class CommentChange:
    """One comment to add, edit or remove; `remote_id` is the partner's id of it, kept for traces."""

    action: Literal["add", "edit", "remove"]
    remote_id: str
    local_id: str | None = None
    body: RichText | None = None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class AttachmentChange:
    """One file to attach or take off; its bytes come from `Source` when the call is made."""

    action: Literal["add", "remove"]
    remote_id: str
    filename: str = ""
    filesize: int = 0
    mimetype: str = "application/octet-stream"
    local_id: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class LinkChange:
    """One link to another entity of this tracker, to add; to remove by `link_id`.

    `kind` is `related` or the tracker's own name of the link type.
    """

    action: Literal["add", "remove"]
    kind: str
    target: EntityRef | None = None
    outward: bool = True
    link_id: str = ""


@dataclass(frozen=True, slots=True)
class WorklogChange:
    """Work to be logged: `seconds` of it, begun at `started` (ms); or `local_id` to be edited or deleted.

    `mark` is kept as the call's `text_hash`.
    """

    action: Literal["add", "edit", "remove"]
    remote_id: str
    seconds: int = 0
    started: int | None = None
    comment: RichText | None = None
    local_id: str | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What rules want done to one local entity; only what they touched.

    `entity_id` None means: create it, in `project_id` with type `type_name`.
    `fields` uses the names of `Entity.fields`; a value of None empties the field.
    `marker` is written to a created entity so that a lost answer can be found again; it is the effect's key.
    """

    entity_id: str | None
    project_id: str = ""
    type_name: str = ""
    fields: Mapping[str, Value] = field(default_factory=dict)
    comments: tuple[CommentChange, ...] = ()
    attachments: tuple[AttachmentChange, ...] = ()
    links: tuple[LinkChange, ...] = ()
    worklogs: tuple[WorklogChange, ...] = ()
    marker: str = ""
    twin_url: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One planned call to a tracker, as data: it is committed before it is made and can be found again.

    `key` identifies the intent for ever (connection, entity, kind, remote sub-id, version); `body` is
    JSON-like; `{entity}` in `target` stands for the id that an earlier create of the same plan will return.
    `sets` names the hub fields this call writes. `guard` is the revision that must still stand (Azure DevOps).
    """

    ordinal: int
    kind: CallKind
    method: str
    target: str
    body: Any
    key: str
    sets: tuple[str, ...] = ()
    remote_id: str = ""
    guard: str | None = None
    text_hash: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WriteReceipt:
    """What a call did: ids it made, the revision afterwards, and the stored form of what it wrote.

    `stored` holds, by hub name, the tracker's own form of the fields this call wrote. `whole` is the entity
    after the write where the answer carried it; `guarded` says that nobody wrote in between.
    """

    entity_id: str
    entity_key: str
    revision: str | None = None
    sub_id: str | None = None
    sub_version: str | None = None
    stored: Mapping[str, Value] = field(default_factory=dict)
    whole: Entity | None = None
    guarded: bool = False
    found: bool = False  # the call was not made again: its result was found
    left_out: Mapping[str, str] = field(default_factory=dict)  # refused people, with the tracker's words


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
        """One project by id or key, or None when it is gone or invisible."""

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

    def changes_since(self, watermark: str | None, project_ids: Sequence[str]) -> ChangePage:
        """What changed since the watermark (None: from now on); overlapping, so the same change may come twice."""

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
