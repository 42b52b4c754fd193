"""From what rules want to what a tracker is asked: the change set, in the tracker's own notation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from addon.platforms.base import (
    AttachmentChange,
    Call,
    Capabilities,
    ChangeSet,
    CommentChange,
    LinkChange,
    WorklogChange,
)
from addon.replica.entity import Entity
from addon.replica.values import EntityRef, Notation, RichText, Value
from addon.richtext import Document, References, fingerprint, render, to_json
from addon.richtext.references import NO_REFERENCES
from addon.richtext.tree import Mark, paragraph, text
from addon.rules.basic import author_of
from addon.rules.ruleset import AttachmentEdit, CommentEdit, Edits, LinkEdit, Replica, WorklogEdit
from addon.storage import effects, queue
from addon.storage.effects import Effect, Intent
from addon.storage.transaction import Tx
from addon.sync.conflicts import Verdicts, mark
from addon.sync.incoming import Request
from addon.sync.intents import intents_of
from addon.sync.pictures import with_pictures
from addon.sync.references import PairReferences
from addon.sync.work import Work


def change_set(
    edits: Edits,
    take: Mapping[str, Any],
    local: Entity | None,
    replica: Replica,
    capabilities: Capabilities,
    *,
    marker: str,
    files: bool = True,
    references: References = NO_REFERENCES,
) -> ChangeSet:
    """The change to make: taken fields, comments and files, rendered for this tracker.

    `marker` is put on what is created, an entity or a comment, so that it can be found when the answer is lost.
    Without `files` the partner's files are left out: nobody can fetch them.
    """
    return ChangeSet(
        entity_id=local.id if local else None,
        project_id=edits.project_id,
        type_name=edits.type_name,
        fields={name: _stored(name, value, local, capabilities, references) for name, value in take.items()},
        comments=tuple(_comment(one, replica, capabilities, references) for one in edits.comments),
        attachments=tuple(_attachment(one) for one in edits.attachments if files or one.removed),
        links=tuple(_link(one) for one in edits.links if one.kind != "parent"),
        worklogs=tuple(
            WorklogChange(
                "remove" if one.removed else "edit" if one.local_id else "add",
                one.remote_id,
                one.seconds,
                one.started,
                None if one.removed else _worked(one, capabilities, references),
                one.local_id,
                one.received,
            )
            for one in edits.worklogs
        ),
        marker=marker,
        twin_url=str(replica.get("url") or ""),
    )


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


def _attachment(one: AttachmentEdit) -> AttachmentChange:
    if one.removed:
        return AttachmentChange("remove", one.remote_id, one.filename, local_id=one.local_id)
    return AttachmentChange("add", one.remote_id, one.filename, one.filesize, one.mimetype, sha256=one.sha256)


def _link(one: LinkEdit) -> LinkChange:
    if one.removed:
        return LinkChange("remove", one.kind, link_id=one.link_id)
    return LinkChange("add", one.kind, EntityRef(one.local_id, one.local_id), one.outward)


def _worked(one: WorklogEdit, capabilities: Capabilities, references: References) -> RichText:
    return _rich(with_author(one.comment, one.author), capabilities.rich_notation, capabilities, references)


def _comment(one: CommentEdit, replica: Replica, capabilities: Capabilities, references: References) -> CommentChange:
    if one.removed:
        return CommentChange("remove", one.remote_id, one.local_id)
    body = with_author(one.body, author_of(replica, one.remote_id)) if one.byline else one.body
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
    return edit.received or fingerprint(edit.body)


@dataclass(frozen=True, slots=True)
class Planned:
    """A committed plan: the decision that finish needs, and the effects in the order of their calls."""

    decision: Mapping[str, Any]
    effects: tuple[Effect, ...]


def commit(work: Work, request: Request, edits: Edits, verdicts: Verdicts) -> Planned:
    """Turn the decision into calls and commit all of them as intents before the first is made."""
    take = verdicts.take
    marker = f"{work.agreed.side_id}.{work.claim.head.message_id or work.claim.head.id}"
    calls, change = calls_of(work, request, edits, take, marker=marker)
    decision = decision_of(request, edits, verdicts)

    def store(tx: Tx) -> Planned:
        queue.hold(tx, work.claim)
        intents = intents_of(tx, work.node.id, calls, change, marker)
        whole = {**decision, "calls": [one.key for one in intents]}
        kept = [Intent(f"{marker}:decision", "decision", call=whole), *intents]
        made = effects.plan(tx, work.node.id, work.agreed.id, work.claim.head.id, kept)
        done = effects.mark_done(tx, work.node.id, made[0].id, None)
        return Planned(done.call, tuple(made[1:]))

    return work.services.ledger.write(store)


def decision_of(request: Request, edits: Edits, verdicts: Verdicts) -> dict[str, Any]:
    """What was decided, as it is kept: all that is to be known when a call was made, or all of them were."""
    return {
        "wanted": dict(verdicts.wanted),
        "here": _standing(request, verdicts),
        "take": sorted({*verdicts.take, *verdicts.stored}),
        "keep": sorted(verdicts.keep),
        "edited": dict(verdicts.edited),
        "merged": dict(verdicts.merged),
        "asked": [clash.field for clash in verdicts.clashes if clash.winner == "ask"],
        "rich": {name: to_json(value) for name, value in verdicts.rich.items()},
        "comments": {one.remote_id: comment_mark(one) for one in edits.comments if not one.removed},
        "removed": [one.remote_id for one in edits.comments if one.removed],
    }


def _standing(request: Request, verdicts: Verdicts) -> dict[str, str]:
    """How the fields stand here that the result will tell the partner of, also those that rules had no reason to set.

    Somebody may edit them before the last call is made: the partner must not take that for what both agreed on.
    """
    if request.local is None:
        return {}
    fields = request.local.fields
    told = request.body.get("marks")
    names = {*verdicts.wanted, *(name for name in (*request.pair.baseline, *(told or ())) if name in fields)}
    return {name: mark(name, fields.get(name)) for name in sorted(names)}


def calls_of(
    work: Work, request: Request, edits: Edits, take: Mapping[str, Any], *, marker: str
) -> tuple[tuple[Call, ...], ChangeSet]:
    """The calls that carry out what was decided, in order, and the change behind them; none is made or stored.

    Texts with pictures of files that are only now attached come with those. Raises `PlatformError`.
    """
    tracker, local = work.tracker, request.local
    files = work.agreed.transport != "polled"
    if not files and any(not one.removed for one in edits.attachments):
        work.note("files_left_out", "The partner's node is private: its files cannot be fetched from here.")
    known = PairReferences(work, request, edits.attachments if files else ())

    def change_with(references: References) -> ChangeSet:
        capabilities, replica = tracker.capabilities, request.replica
        return change_set(edits, take, local, replica, capabilities, marker=marker, files=files, references=references)

    change = change_with(known)
    if not _asks_for_something(change):
        return (), change
    calls = tracker.plan(change, local)
    if known.waiting:
        calls = with_pictures(tracker, change, change_with(known.promised()), calls, local)
    return calls, change


def _asks_for_something(change: ChangeSet) -> bool:
    return change.entity_id is None or bool(
        change.fields or change.comments or change.attachments or change.links or change.worklogs
    )
