"""What every mode compiles to: two functions, one for what leaves and one for what arrives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from addon.replica.entity import Entity
from addon.richtext import Document

Replica = dict[str, Any]
"""What travels: JSON with hub names. Rich text is `{"rich": <document>}`; see `docs/protocol.md`."""


@dataclass(frozen=True, slots=True)
class CommentEdit:
    """What should become of one comment of the partner; `local_id` is known once it was written here."""

    remote_id: str
    body: Document
    local_id: str | None = None
    internal: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class AttachmentEdit:
    """A file of the partner that should be here."""

    remote_id: str
    filename: str
    filesize: int
    mimetype: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Edits:
    """What incoming rules want: only what they touched. `Document` values are rich text, not yet in a notation."""

    project_id: str = ""
    type_name: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    comments: tuple[CommentEdit, ...] = ()
    attachments: tuple[AttachmentEdit, ...] = ()
    connect_to: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncomingFacts:
    """What incoming rules may know beside the replica: nothing they could not be told again later.

    `types` are the names of the project's types, its default first. `written` maps the partner's comment ids to
    (local id, fingerprint of the body as last received). `own` are ids of local comments, which the partner may
    send back as `remoteId`. `files` are the partner's ids of files that are here already.
    """

    first_sync: bool
    project_id: str
    types: tuple[str, ...]
    partner_name: str
    written: Mapping[str, tuple[str, str]]
    own: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()


class RuleSet(Protocol):
    """One side's rules."""

    def outgoing(self, entity: Entity, traces: Mapping[str, str]) -> Replica | None:
        """What leaves; None: nothing does. `traces` maps local comment and file ids to the partner's."""

    def incoming(self, replica: Replica, local: Entity | None, facts: IncomingFacts) -> Edits:
        """What should change here."""
