"""What is to be written to a tracker, the calls that do it, and what each of them did. Plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from addon.replica.entity import Entity
from addon.replica.values import EntityRef, RichText, Value

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
class CommentChange:
    """One comment to add, edit or remove; `remote_id` is the partner's id of it, kept for traces.

    `internal` None: a new one is for everybody, an edited one stays as internal or public as it is.
    """

    action: Literal["add", "edit", "remove"]
    remote_id: str
    local_id: str | None = None
    body: RichText | None = None
    internal: bool | None = None


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

    `kind` is `related` or the tracker's own name of the link type; `remote_id` is the partner's entity at the other
    end, where the link is one of the partner's.
    """

    action: Literal["add", "remove"]
    kind: str
    target: EntityRef | None = None
    outward: bool = True
    link_id: str = ""
    remote_id: str = ""


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
