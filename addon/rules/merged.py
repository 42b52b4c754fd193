"""Comments and files as a script left them, against what was here: what to add, edit and remove."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from addon.richtext import Document, fingerprint, plain_text
from addon.rules.basic import document_of, internal_now, received_mark
from addon.rules.ruleset import AttachmentEdit, CommentEdit, IncomingFacts, Replica
from addon.rules.same_numbers import author_of, is_theirs
from addon.rules.texts import moment_of, written
from addon.rules.variables import BY_RULE

DECIDED = "$decided"
"""Set by the merge on a comment that went through a closure: its text is what the rule wants, byline included."""


def comment_edits(
    left: Any, before: list[dict[str, Any]], replica: Replica, facts: IncomingFacts, kind: str, notes: list[str]
) -> tuple[CommentEdit, ...]:
    """What a changed `comments` means. Comments written here only are never removed by leaving them out."""
    if not isinstance(left, list):
        notes.append("comments has to be a list; nothing was done with them.")
        return ()
    here = {str(one["id"]): one for one in before}
    arrived = {str(one.get("id", "")): one for one in _objects(replica.get("comments"))}
    edits: list[CommentEdit] = []
    kept: set[str] = set()
    alike: Counter[str] = Counter()

    def says(one: Mapping[str, Any]) -> tuple[Any, ...]:
        return _text_mark(one.get("body"), kind), author_of(one), moment_of(one.get("created"))

    for one in left:
        if not isinstance(one, dict):
            notes.append("comments holds something that is no comment; it was left out.")
            continue
        local_id = str(one["id"]) if one.get("id") is not None else ""
        if local_id in here and not is_theirs(one, here[local_id], arrived.get(local_id), says):
            kept.add(local_id)
            edit = _edited(one, here[local_id], arrived, facts, kind)
        else:
            theirs = arrived.get(local_id or str(one.get("remoteId") or ""), {})
            kept.add(str(theirs.get("remoteId") or ""))  # ours coming back is left out by nobody
            edit = _added(one, local_id, arrived, facts, kind, notes)
            known = facts.written.get(edit.remote_id) if edit is not None else None
            if edit is not None and known is not None:  # it is here, whatever id the rule left in it
                kept.add(known[0])
                edit = None if known[1] == edit.received else edit
        if edit is not None and edit.remote_id == BY_RULE:
            edit = replace(edit, remote_id=_rule_id(edit.body, replica, alike))
            edit = None if edit.remote_id in facts.written else edit
        if edit is not None:
            edits.append(edit)
    for local_id in here:
        if local_id in kept:
            continue
        remote_id = facts.traces.comments.get(local_id)
        if remote_id is None or local_id in _ours(facts):
            notes.append("A comment that was written here was left out of comments; it stays.")
        else:
            edits.append(CommentEdit(remote_id, Document(), local_id, removed=True))
    order = {remote_id: index for index, remote_id in enumerate(arrived)}
    return tuple(sorted(edits, key=lambda one: (one.removed, order.get(one.remote_id, len(order)))))


def _edited(
    one: Mapping[str, Any],
    was: Mapping[str, Any],
    arrived: Mapping[str, Mapping[str, Any]],
    facts: IncomingFacts,
    kind: str,
) -> CommentEdit | None:
    local_id = str(one["id"])
    if one.get("body") == was.get("body") and bool(one.get("internal")) == bool(was.get("internal")):
        return None
    remote_id = facts.traces.comments.get(local_id, "")
    theirs = arrived.get(remote_id)
    internal: bool | None = bool(one.get("internal"))
    if theirs is not None and one.get("body") != was.get("body"):
        internal = internal_now(bool(internal), _last_said(remote_id, facts))
    return CommentEdit(
        remote_id,
        written(one.get("body"), kind),
        local_id,
        internal=internal,
        byline=theirs is not None and not one.get(DECIDED),
        received=received_mark(theirs) if theirs is not None else "",
    )


def _added(
    one: Mapping[str, Any],
    given_id: str,
    arrived: Mapping[str, Mapping[str, Any]],
    facts: IncomingFacts,
    kind: str,
    notes: list[str],
) -> CommentEdit | None:
    remote_id = given_id or str(one.get("remoteId") or "")
    body = written(one.get("body"), kind)
    theirs = arrived.get(remote_id)
    if theirs is None:
        if one.get("visibility") or one.get("groupLevel") or one.get("roleLevel"):
            notes.append("A comment that is for some people only cannot be written; it was left out.")
            return None
        if not plain_text(body).strip():
            notes.append("A comment of the rules without a text was left out.")
            return None
        number = "" if one.get("syncBack") else BY_RULE  # without a number, the other side gets it
        return CommentEdit(number, body, internal=bool(one.get("internal")), byline=False)
    if facts.is_ours(theirs):
        return None
    known = facts.written.get(remote_id)
    return CommentEdit(
        remote_id,
        body,
        known[0] if known else None,
        internal=internal_now(bool(one.get("internal")), _last_said(remote_id, facts)),
        byline=not one.get(DECIDED),
        received=received_mark(theirs),
    )


def _last_said(remote_id: str, facts: IncomingFacts) -> str:
    return facts.written[remote_id][1] if remote_id in facts.written else ""


def _rule_id(body: Document, replica: Replica, alike: Counter[str]) -> str:
    """The id of a comment that a rule wrote: by its text, the how manieth of these it is, and what had arrived.

    The rules may run several times on one replica and write it once; when something else arrives they may say it again.
    """
    said = fingerprint(body)
    alike[said] += 1
    arrived = json.dumps(replica, sort_keys=True, default=str, ensure_ascii=False)
    return BY_RULE + hashlib.sha256(f"{said}|{alike[said]}|{arrived}".encode()).hexdigest()[:24]


def attachment_edits(
    left: Any, before: list[dict[str, Any]], replica: Replica, facts: IncomingFacts, notes: list[str]
) -> tuple[AttachmentEdit, ...]:
    """What a changed `attachments` means; files that were attached here are never taken off.

    One that arrived earlier and is among those assigned stays, whichever of its two ids it has.
    """
    if not isinstance(left, list):
        notes.append("attachments has to be a list; nothing was done with them.")
        return ()
    here = {str(one["id"]): one for one in before}
    arrived = {str(one.get("id", "")): one for one in _objects(replica.get("attachments"))}
    edits: list[AttachmentEdit] = []
    kept: set[str] = set()
    here_as = {remote_id: own for own, remote_id in facts.traces.attachments.items()}
    for one in _objects(left):
        local_id = str(one["id"]) if one.get("id") is not None else ""
        if local_id in here and not is_theirs(one, here[local_id], arrived.get(local_id), _file_says):
            kept.add(local_id)
            continue
        remote_id = local_id or str(one.get("remoteId") or "")
        theirs = arrived.get(remote_id)
        kept.add(here_as.get(remote_id, ""))
        if theirs is None:
            notes.append("attachments holds a file that did not arrive; it was left out.")
        elif theirs.get("remoteId") is None and remote_id not in facts.files:
            edits.append(arriving_file(theirs))
    for local_id, was in here.items():
        if local_id in kept:
            continue
        name, number = str(was.get("filename", "")), facts.traces.attachments.get(local_id, "")
        if number in facts.received:
            edits.append(AttachmentEdit(number, name, 0, "", local_id=local_id, removed=True))
        else:
            notes.append(f"“{name}” was attached here and left out of attachments; it stays.")
    return tuple(edits)


def _file_says(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return one.get("filename"), one.get("filesize"), author_of(one)


def arriving_file(one: Mapping[str, Any]) -> AttachmentEdit:
    """A file of a replica that should be here."""
    return AttachmentEdit(
        remote_id=str(one.get("id", "")),
        filename=str(one.get("filename", "")),
        filesize=int(one.get("filesize") or 0),
        mimetype=str(one.get("mimetype") or "application/octet-stream"),
        sha256=one.get("sha256"),
    )


def _text_mark(body: Any, kind: str) -> str:
    """The fingerprint of a text, as it travels or as a script has it."""
    travels = isinstance(body, dict) and "rich" in body
    return fingerprint(document_of(body) if travels else written(body, kind))


def _ours(facts: IncomingFacts) -> frozenset[str]:
    """Local comments that were written here: all but those of the partner."""
    theirs = {local_id for local_id, _ in facts.written.values()}
    return frozenset(facts.own - theirs)


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
