"""What every mode compiles to: two functions, one for what leaves and one for what arrives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from addon.replica.entity import Entity
from addon.richtext import Document

Replica = dict[str, Any]
"""What travels: JSON with hub names. Rich text is `{"rich": <document>}`; see `docs/protocol.md`."""


@dataclass(frozen=True, slots=True)
class Traces:
    """The partner's ids of comments, files and work logs by ours; trackers number each kind from one."""

    comments: Mapping[str, str] = field(default_factory=dict)
    attachments: Mapping[str, str] = field(default_factory=dict)
    worklogs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CommentEdit:
    """What should become of one comment.

    `remote_id` is the partner's id of it; of a comment that a rule wrote itself it is `rule:…` (a trace with origin
    `remote` keeps it from being sent back), or empty where the rule wants it sent. `local_id` is known once it was
    written here. `byline`: put the author's name in front; not where a rule decided the text. `received` is the
    fingerprint of what the partner sent (`basic.received_mark`), which the trace keeps; empty: that of `body`.
    `internal` None: a new one is for everybody, one that is here stays as internal or public as it is.
    """

    remote_id: str
    body: Document
    local_id: str | None = None
    internal: bool | None = None
    removed: bool = False
    byline: bool = True
    received: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentEdit:
    """A file of the partner that should be here; with `removed`, the local file `local_id` should not be."""

    remote_id: str
    filename: str
    filesize: int
    mimetype: str
    sha256: str | None = None
    local_id: str | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class WorklogEdit:
    """Work that should be logged here: `seconds` of it, begun at `started` (ms).

    `remote_id` is the partner's id of it, or `rule:…` where a rule logs it itself. `local_id` is known once it was
    logged here: then it is edited, or with `removed` deleted. `received` is the fingerprint of it as the rules left it,
    which the trace keeps.
    """

    remote_id: str
    seconds: int
    started: int | None
    comment: Document
    author: str = ""
    local_id: str | None = None
    removed: bool = False
    received: str = ""


@dataclass(frozen=True, slots=True)
class LinkEdit:
    """A link that should be here, to the twin of `remote_id` (waiting until there is one) or to `local_id`.

    `kind` is `parent`, `related`, or the tracker's own link type name. With `removed`, the link `link_id` goes.
    """

    kind: str
    remote_id: str = ""
    local_id: str = ""
    outward: bool = True
    link_id: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Edits:
    """What incoming rules want: only what they touched. `Document` values are rich text, not yet in a notation.

    `fields` are hub names and the tracker's own reference names. Named things without an id are found by name;
    a `Person` without an id is somebody of the partner's (name, mail), to be mapped to somebody here.
    `status` is a `Named`; `type` is there when an entity that exists should change its type. `connect_to` is the key
    or id of an entity that exists, to pair with instead of creating one. `links_followed`: the rules took over the
    partner's links, so one that both sides had and that is gone over there goes here. `linked` and `links_over` are
    known when links were looked for here (`sync.linked`): the partner's that are here already, and its other ends with
    which nothing is shared any more.
    """

    project_id: str = ""
    type_name: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    comments: tuple[CommentEdit, ...] = ()
    attachments: tuple[AttachmentEdit, ...] = ()
    worklogs: tuple[WorklogEdit, ...] = ()
    links: tuple[LinkEdit, ...] = ()
    links_followed: bool = False
    linked: tuple[LinkEdit, ...] = ()
    links_over: tuple[str, ...] = ()
    connect_to: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutgoingFacts:
    """What outgoing rules may know beside the entity.

    `traces` has the partner's ids of comments, files and work logs that came from there. `first_sync` holds
    until the partner acknowledged the pair. In a `rehearsal` nothing is written and nothing goes to the timeline.
    """

    traces: Traces = Traces()
    first_sync: bool = False
    previous: Replica | None = None
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class IncomingFacts:
    """What incoming rules may know beside the replica: nothing they could not be told again later.

    `types` are the names of the project's types, its default first. `written` maps the partner's comment ids to
    (local id, fingerprint of the body as last received). `own` are ids of local comments, which the partner may
    send back as `remoteId`; `copies` are the partner's ids of what it made of comments of ours. `files` are the
    partner's ids of files that are here already, `received` of those that came from there. `traces` has the partner's
    ids of comments, files and work logs, wherever they were written. `logged` maps the partner's ids of work logs to
    (local id, fingerprint as last logged). `previous` is the last replica received.
    """

    first_sync: bool
    project_id: str
    types: tuple[str, ...]
    partner_name: str
    written: Mapping[str, tuple[str, str]]
    own: frozenset[str] = frozenset()
    copies: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    received: frozenset[str] = frozenset()
    traces: Traces = Traces()
    logged: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    previous: Replica | None = None

    def is_ours(self, comment: Mapping[str, Any]) -> bool:
        """Whether a comment that arrived is one of this side coming back.

        One of a pair that names a comment which is not here any longer is a copy of what was deleted here: the
        partner has yet to hear of that. Neither is a known copy news when the partner has lost what it is a copy of.
        """
        back = comment.get("remoteId")
        if back is None:
            return str(comment.get("id")) in self.copies
        return not self.first_sync or str(back) in self.own


class RuleSet(Protocol):
    """One side's rules. Each may raise `ScriptFailed`, and what the services that it was given raise."""

    def outgoing(self, entity: Entity, facts: OutgoingFacts) -> Replica | None:
        """What leaves; None: nothing does."""

    def incoming(self, replica: Replica, local: Entity | None, facts: IncomingFacts) -> Edits:
        """What should change here."""

    def meaning(self, replica: Replica, facts: IncomingFacts, names: Iterable[str]) -> Mapping[str, Any]:
        """The fields that incoming rules would set for a replica, whatever stands here: a rehearsal, for comparing.

        Of `names`, those that the rules deal with and leave empty are None. Nothing at all when the rules cannot say
        it without an entity. Never to be asked inside a transaction.
        """

    def dealt_with(self, names: Iterable[str]) -> list[str]:
        """Of these fields, those that incoming rules may set."""
