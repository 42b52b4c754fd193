"""From what rules want to what a tracker is asked: the change set, in the tracker's own notation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from addon.connections import arriving
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
from addon.storage import connections, effects, queue
from addon.storage.effects import Effect, Intent
from addon.storage.transaction import Tx
from addon.sync import linked
from addon.sync.conflicts import Verdicts, mark
from addon.sync.incoming import Request
from addon.sync.intents import intents_of
from addon.sync.named_here import told_of
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
    references: References = NO_REFERENCES,
) -> ChangeSet:
    """The change to make: taken fields, comments and files, rendered for this tracker.

    `marker` is put on what is created, an entity or a comment, so that it can be found when the answer is lost.
    """
    return ChangeSet(
        entity_id=local.id if local else None,
        project_id=edits.project_id,
        type_name=edits.type_name,
        fields={name: _stored(name, value, local, capabilities, references) for name, value in take.items()},
        comments=tuple(_comment(one, replica, capabilities, references) for one in edits.comments),
        attachments=tuple(_attachment(one) for one in edits.attachments),
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
        return LinkChange("remove", one.kind, EntityRef(one.local_id, ""), link_id=one.link_id)
    return LinkChange("add", one.kind, EntityRef(one.local_id, one.local_id), one.outward, remote_id=one.remote_id)


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
    if isinstance(references, PairReferences):
        value = references.told_apart(value)
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
    """Turn the decision into calls and commit all of them as intents before the first is made.

    What led to it is kept with it: the attempt that ends this event may be another one.
    """
    take = verdicts.take
    marker = f"{work.agreed.side_id}.{work.claim.head.message_id or work.claim.head.id}"
    calls, change = calls_of(work, request, edits, take, marker=marker)
    decision = {**decision_of(request, edits, verdicts), "said": list(work.steps)}

    def store(tx: Tx) -> Planned:
        queue.hold(tx, work.claim)
        intents = intents_of(tx, work.node.id, calls, change, marker)
        whole = {**decision, "calls": [one.key for one in intents]}
        kept = [Intent(f"{marker}:decision", "decision", call=whole), *intents]
        made = effects.plan(tx, work.node.id, work.agreed.id, work.claim.head.id, kept)
        _ask_for_files(tx, work, request, made[1:])
        done = effects.mark_done(tx, work.node.id, made[0].id, None)
        return Planned(done.call, tuple(made[1:]))

    return work.services.ledger.write(store)


def sizes(planned: Sequence[Effect]) -> dict[str, int | None]:
    """How many bytes each of the partner's files that are to be attached is said to have."""
    calls = [one.call for one in planned if one.kind == "attachment_add"]
    return {str(one["remote_id"]): size_of(one["body"]) for one in calls}


def size_of(file: Mapping[str, Any]) -> int | None:
    """How many bytes a file is said to have; None where nothing that can be true is said."""
    size = file.get("filesize")
    return size if isinstance(size, int) and size > 0 else None


def _ask_for_files(tx: Tx, work: Work, request: Request, planned: Sequence[Effect]) -> None:
    """All files of the plan at once, of a partner who sends them by itself: it looks rarely."""
    private = work.agreed.transport == "polled" and not connections.local_peer(tx, work.node.id, work.agreed.id)
    for file_id, size in sizes(planned).items() if private else ():
        arriving.ask(tx, work.services, work.agreed, request.remote_id, file_id, size)


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
        **linked.decided(edits),
    }


def _standing(request: Request, verdicts: Verdicts) -> dict[str, str]:
    """How the fields stand here that the result will tell the partner of, also those that rules had no reason to set.

    Somebody may edit them before the last call is made: the partner must not take that for what both agreed on.
    """
    if request.local is None:
        return {}
    fields = request.local.fields
    known = (*request.pair.baseline, *(told_of(request.body) or ()))
    names = {*verdicts.wanted, *(name for name in known if name in fields)}
    return {name: mark(name, fields.get(name)) for name in sorted(names)}


def calls_of(
    work: Work, request: Request, edits: Edits, take: Mapping[str, Any], *, marker: str
) -> tuple[tuple[Call, ...], ChangeSet]:
    """The calls that carry out what was decided, in order, and the change behind them; none is made or stored.

    Texts with pictures of files that are only now attached come with those. Raises `PlatformError`.
    """
    tracker, local = work.tracker, request.local
    known = PairReferences(work, request, edits.attachments)

    def change_with(references: References) -> ChangeSet:
        capabilities, replica = tracker.capabilities, request.replica
        made = change_set(edits, take, local, replica, capabilities, marker=marker, references=references)
        return replace(made, twin_url=safe_url(work, replica.get("url")))

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


def safe_url(work: Work, url: object) -> str:
    """A twin's address, only on the partner tracker's own host; anything else is dropped."""
    if not isinstance(url, str):
        return ""
    trusted = work.agreed.partner_url or work.agreed.partner_name
    base = trusted if "://" in trusted else f"https://{trusted}"
    scheme_ok = url.startswith("https://") or (work.services.deployment.dev_loopback and url.startswith("http://"))
    return url if scheme_ok and (url + "/").startswith(base.rstrip("/") + "/") else ""
