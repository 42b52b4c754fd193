"""When a local entity need not be read: what is remembered of it is as new as everything that was heard of it.

Only where writes are guarded by a revision (Azure DevOps): a remembered form that is old after all is found out by
the write itself, and everything is read and decided anew. Links move no revision there, and it is not known whether
edits of comments do; so a notice about either is always followed by a look.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from addon.platforms.base import Call, WriteReceipt
from addon.replica.codec import CodecError, decode_entity, encode_entity
from addon.replica.entity import Entity
from addon.replica.fingerprint import field_fingerprint
from addon.replica.values import Attachment, Comment, RichText
from addon.storage.queue import Event

MOST_NOTICES = 20
UNKNOWN = "0"
_COMMENTS = ("comment_add", "comment_edit", "comment_remove")
MOVING = frozenset(
    {
        "comment_count",
        "System.AuthorizedAs",
        "System.AuthorizedDate",
        "System.ChangedBy",
        "System.ChangedDate",
        "System.History",
        "System.PersonId",
        "System.Rev",
        "System.RevisedDate",
        "System.Watermark",
    }
)
"""What moves with every write, whatever was written."""


def notices_of(events: Sequence[Event]) -> list[dict[str, Any]] | None:
    """What hints said, in short, for the lines of the pairs: kind, revision, comment, our own call behind it; None when
    they were too many."""
    if len(events) > MOST_NOTICES:
        return None
    return [
        {name: event.body.get(name) for name in ("notice", "revision", "comment", "hook", "trace")} for event in events
    ]


def heard(events: Sequence[Event]) -> list[Mapping[str, Any]] | None:
    """All notices behind the events of a pair's line; None when one of them may mean anything."""
    found: list[Mapping[str, Any]] = []
    for event in events:
        notices = event.body.get("notices") if event.kind == "changed" else None
        if not isinstance(notices, list):
            return None
        found += notices
    return found


def nothing_newer(stored: Entity, notices: Sequence[Mapping[str, Any]] | None) -> bool:
    """Whether the remembered entity holds everything that was heard of."""
    return (
        notices is not None
        and all(one.get("notice") in ("changed", "commented", "created") for one in notices)
        and all(_reached(stored, one.get("revision")) for one in notices)
        and _comments_known(stored, notices)
    )


def comments_needed(stored: Entity | None, read: Entity, notices: Sequence[Mapping[str, Any]] | None) -> bool:
    """Whether the comments of an entity that was read without them have to be listed."""
    if stored is None or stored.comments is None or notices is None:
        return True
    if read.fields.get("comment_count") != len(stored.comments):
        return True
    if not _comments_known(stored, notices) or not _all_told(stored, read, notices):
        return True
    if any(one.get("notice") == "commented" for one in notices):
        return False  # every one of them is about a comment that is remembered
    return not _differs(stored, read)  # something happened, and it is not to be seen: an edited comment


def with_known_comments(read: Entity, stored: Entity | None) -> Entity:
    """What was read, with the comments that are remembered and the pictures pasted into them."""
    if stored is None:
        return replace(read, comments=None)
    held = {one.id for one in read.attachments or ()}
    pasted = [one for one in stored.attachments or () if one.pasted and one.id not in held]
    files = (*(read.attachments or ()), *pasted)
    return _as_shown(replace(read, comments=stored.comments, attachments=files))


def after_calls(before: Entity, made: Sequence[tuple[Call, WriteReceipt]]) -> Entity:
    """What is remembered after our writes; its revision is `UNKNOWN` where the last answer did not say all."""
    now = before
    for call, receipt in made:
        if receipt.whole is not None:
            kept = {"comments": now.comments, "attachments": now.attachments, "links": now.links}
            now = replace(receipt.whole, **(kept if call.kind != "create" else {"comments": ()}))
            continue
        comments = [one for one in now.comments or () if one.id != receipt.sub_id] if call.kind in _COMMENTS else None
        if comments is not None and call.kind != "comment_remove" and receipt.sub_id:
            body = RichText(call.body["format"], call.body["text"])
            comments.append(Comment(receipt.sub_id, body, version=receipt.sub_version))
        if call.kind == "attachment_add" and receipt.sub_id and _next(now, receipt):
            body = call.body
            file = Attachment(receipt.sub_id, body["filename"], body["filesize"], body["mimetype"])
            now = replace(now, revision=str(receipt.revision), attachments=(*(now.attachments or ()), file))
            continue
        listed = now.comments if comments is None or now.comments is None else tuple(comments)
        attachments = None if call.kind.startswith("attachment") else now.attachments
        now = replace(now, revision=UNKNOWN, comments=listed, attachments=attachments)
    return _as_shown(now)


def _as_shown(entity: Entity) -> Entity:
    """The entity without pasted pictures that no text of it shows any more."""
    if not any(one.pasted for one in entity.attachments or ()):
        return entity
    texts = [one.source for one in entity.fields.values() if isinstance(one, RichText)]
    texts += [one.body.source for one in entity.comments or ()]
    words = "\n".join(texts).lower()
    files = tuple(one for one in entity.attachments or () if not one.pasted or one.id in words)
    return replace(entity, attachments=files)


def encode(entity: Entity | None) -> Any:
    """An entity as it is remembered; None where it cannot be."""
    return None if entity is None or not entity.revision else encode_entity(entity)


def decode(found: Any) -> Entity | None:
    """What `encode` made; None for nothing, or for what another release kept."""
    if found is None:
        return None
    try:
        return decode_entity(found)
    except CodecError:
        return None


def _next(before: Entity, receipt: WriteReceipt) -> bool:
    """Whether the write made the very next revision: then nobody wrote in between."""
    known = before.revision.isdigit() and before.revision != UNKNOWN
    return known and receipt.revision == str(int(before.revision) + 1)


def _reached(stored: Entity, revision: Any) -> bool:
    try:
        return int(revision) <= int(stored.revision)
    except (TypeError, ValueError):
        return False


def _all_told(stored: Entity, read: Entity, notices: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a hook told of every revision since; one that nobody told of may be an edit of a comment."""
    try:
        since, now = int(stored.revision), int(read.revision)
    except ValueError:
        return False
    told = {str(one.get("revision")) for one in notices if one.get("hook")}
    return stored.revision != UNKNOWN and all(str(number) in told for number in range(since + 1, now + 1))


def _comments_known(stored: Entity, notices: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every notice about comments is old news.

    One that names a comment's version is, when that version is remembered. One that names none is, when another one of
    the same revision explains it, or when a remembered form that old has its comments.
    """
    versions = {(one.id, one.version) for one in stored.comments or ()}
    said = [one for one in notices if one.get("notice") == "commented"]
    named = [one for one in said if isinstance(one.get("comment"), list) and len(one["comment"]) == 2]
    known = [one for one in named if tuple(one["comment"]) in versions]
    explained = {one.get("revision") for one in known} - {None}
    others = [one for one in said if one not in named]
    return len(known) == len(named) and all(
        one.get("revision") in explained or _reached(stored, one.get("revision")) for one in others
    )


def _differs(stored: Entity, read: Entity) -> bool:
    names = (set(stored.fields) | set(read.fields)) - MOVING
    if any(field_fingerprint(n, stored.fields.get(n)) != field_fingerprint(n, read.fields.get(n)) for n in names):
        return True
    return (_attached(stored), stored.links) != (_attached(read), read.links)


def _attached(entity: Entity) -> tuple[Attachment, ...] | None:
    """The files with a relation of their own; pasted ones differ only where a text does."""
    files = entity.attachments
    return None if files is None else tuple(one for one in files if not one.pasted)
