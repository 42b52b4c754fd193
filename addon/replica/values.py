"""The small values an entity is made of: people, names, rich text, comments, attachments, links.

All frozen, all of plain parts, so that they can be compared, hashed and sent. Times are integers:
milliseconds since 1970-01-01 UTC.
"""

from dataclasses import dataclass
from typing import Literal

Notation = Literal["adf", "html", "markdown", "wiki", "text"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at one tracker; `id` is the tracker's stable id (accountId, identity id)."""

    id: str
    display_name: str = ""
    email: str | None = None
    username: str | None = None
    kind: Literal["person", "app", "unknown"] = "person"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the tracker that has an id and a name: type, status, priority, component, version."""

    id: str
    name: str
    category: str | None = None


TRANSITION = "transition"
"""The category of a wanted status that may be named by the transition that leads to it."""


@dataclass(frozen=True, slots=True)
class ProjectRef:
    """The project an entity lives in; `key` is Jira's project key or Azure DevOps' project name."""

    id: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class EntityRef:
    """Another entity of the same tracker."""

    id: str
    key: str


@dataclass(frozen=True, slots=True)
class RichText:
    """Formatted text exactly as its tracker stores it.

    `source` is the stored text; for ADF it is the document as JSON with sorted keys.
    """

    notation: Notation
    source: str


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; `restricted` names the group or role that alone may read it, `internal` is JSM's flag."""

    id: str
    body: RichText
    author: Person | None = None
    created: int | None = None
    updated: int | None = None
    internal: bool = False
    restricted: str | None = None
    version: str | None = None


def internal_after(asked: bool | None, known: Comment | None) -> bool:
    """Whether a comment is internal after a change; one that does not ask (None) leaves it as it was."""
    return known is not None and known.internal if asked is None else asked


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attached file, without its bytes; `sha256` is known only after the bytes were once streamed.

    A `pasted` one is there only as a picture of a text: it comes and goes with that.
    """

    id: str
    filename: str
    filesize: int
    mimetype: str = "application/octet-stream"
    author: Person | None = None
    created: int | None = None
    sha256: str | None = None
    pasted: bool = False


@dataclass(frozen=True, slots=True)
class Worklog:
    """Work that somebody logged: `seconds` of it, begun at `started` (ms)."""

    id: str
    seconds: int
    started: int | None = None
    author: Person | None = None
    comment: RichText | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link from an entity to another one or to a web address; `kind` is the tracker's own link type name."""

    kind: str
    outward: bool
    target: EntityRef | None = None
    url: str | None = None
    id: str | None = None


Scalar = None | bool | int | float | str
Value = Scalar | Person | Named | ProjectRef | EntityRef | RichText | tuple["Value", ...] | dict[str, "Value"]
