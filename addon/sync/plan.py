"""From what rules want to what a tracker is asked: the change set, in the tracker's own notation."""

from collections.abc import Mapping
from typing import Any

from addon.platforms.base import AttachmentChange, Capabilities, ChangeSet, CommentChange
from addon.replica.entity import Entity
from addon.replica.values import Notation, RichText, Value
from addon.richtext import Document, References, fingerprint, is_plain, render
from addon.richtext.references import NO_REFERENCES
from addon.richtext.tree import Mark, paragraph, text
from addon.rules.basic import author_of
from addon.rules.ruleset import CommentEdit, Edits, Replica
from addon.sync.conflicts import document

KEPT_NOTE = "description_kept"


def change_set(
    edits: Edits,
    take: Mapping[str, Any],
    local: Entity | None,
    replica: Replica,
    capabilities: Capabilities,
    *,
    marker: str,
    references: References = NO_REFERENCES,
) -> ChangeSet:
    """The change to make: taken fields, comments and files, rendered for this tracker.

    `marker` is put on an entity that is created, so that it can be found when the answer is lost.
    """
    return ChangeSet(
        entity_id=local.id if local else None,
        project_id=edits.project_id,
        type_name=edits.type_name,
        fields={name: _stored(name, value, local, capabilities, references) for name, value in take.items()},
        comments=tuple(_comment(one, replica, capabilities, references) for one in edits.comments),
        attachments=tuple(
            AttachmentChange("add", one.remote_id, one.filename, one.filesize, one.mimetype, sha256=one.sha256)
            for one in edits.attachments
        ),
        marker=marker if local is None else "",
        twin_url=str(replica.get("url") or ""),
    )


def without_overwriting_rich_text(
    take: Mapping[str, Any], local: Entity | None, ours: frozenset[str]
) -> tuple[dict[str, Any], bool]:
    """Leave a description alone that somebody here wrote with more than plain paragraphs.

    `ours` are the fields that hold exactly what we wrote last. Gives what may still be taken, and whether the
    description was kept. Block-wise merging, which makes this needless, comes with the full engine.
    """
    current = local.description if local else None
    if "description" not in take or current is None or "description" in ours or is_plain(document(current)):
        return dict(take), False
    return {name: value for name, value in take.items() if name != "description"}, True


def with_author(body: Document, author: str) -> Document:
    """The comment with who wrote it in front: no tracker lets us set a comment's author."""
    if not author:
        return body
    return Document((paragraph(text(f"{author}:", Mark("strong"))), *body.blocks))


def _stored(name: str, value: Any, local: Entity | None, capabilities: Capabilities, references: References) -> Value:
    if isinstance(value, Document):
        current = local.fields.get(name) if local else None
        kept = current.notation if isinstance(current, RichText) else capabilities.rich_notation
        return _rich(value, kept, capabilities, references)
    return value  # type: ignore[no-any-return]


def _comment(one: CommentEdit, replica: Replica, capabilities: Capabilities, references: References) -> CommentChange:
    if one.removed:
        return CommentChange("remove", one.remote_id, one.local_id)
    body = with_author(one.body, author_of(replica, one.remote_id))
    return CommentChange(
        "edit" if one.local_id else "add",
        one.remote_id,
        one.local_id,
        _rich(body, capabilities.rich_notation, capabilities, references),
        internal=one.internal,
    )


def _rich(value: Document, notation: Notation, capabilities: Capabilities, references: References) -> RichText:
    if notation == "text":
        notation = capabilities.rich_notation
    return RichText(notation, render(value, notation, flavour=capabilities.kind, references=references))


def comment_mark(edit: CommentEdit) -> str:
    """The fingerprint of a comment as the partner sent it: kept in its trace, to tell an edit from a repeat."""
    return fingerprint(edit.body)
