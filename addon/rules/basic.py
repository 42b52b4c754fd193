"""The default rules, as every new connection runs them: fixed in Basic mode, a starting text in Script mode.

What the wizard announces is what arrives: `ANNOUNCED` is the one list that the wizard's words, these rules and the
generated text are made from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from addon.replica.entity import Entity
from addon.richtext import Document, fingerprint, from_json, from_plain_text
from addon.rules.outgoing import replica_of
from addon.rules.ruleset import AttachmentEdit, CommentEdit, Edits, IncomingFacts, OutgoingFacts, Replica

LEAVES: dict[str, tuple[str, ...]] = {
    "jira": (
        "assignee", "reporter", "summary", "description", "labels", "comments", "resolution", "status", "parentId",
        "priority", "attachments",
    ),
    "azuredevops": (
        "assignee", "summary", "description", "status", "labels", "priority", "comments", "attachments", "areaPath",
        "iterationPath",
    ),
}  # fmt: skip
"""What the outgoing default rule of each product puts into the replica, besides id, key, type and project."""

ANNOUNCED: dict[tuple[str, str], tuple[str, ...]] = {
    ("jira", "basic"): ("summary", "description", "comments", "attachments"),
    ("azuredevops", "basic"): ("summary", "description", "comments", "attachments"),
    ("jira", "script"): ("summary", "description", "comments", "attachments"),
    ("azuredevops", "script"): ("summary", "description", "comments", "labels", "attachments"),
}
"""What the incoming default rule sets, by product and mode; types are matched by name on the first sync."""

FALLBACK_TYPE = {"azuredevops": "Task"}
_INTERNAL = " internal"


@dataclass(frozen=True, slots=True)
class DefaultRules:
    """The default rules of one product and mode."""

    kind: str
    mode: str

    def outgoing(self, entity: Entity, facts: OutgoingFacts) -> Replica | None:
        """The parts that the mode lets leave."""
        names = LEAVES[self.kind] if self.mode == "script" else ANNOUNCED[self.kind, "basic"]
        return replica_of(entity, names, facts.traces)

    def meaning(self, replica: Replica, facts: IncomingFacts, names: Iterable[str]) -> Mapping[str, object]:
        """These rules set the same fields whatever stands here, empty ones too."""
        return self.incoming(replica, None, facts).fields

    def dealt_with(self, names: Iterable[str]) -> list[str]:
        """The announced ones."""
        announced = ANNOUNCED[self.kind, self.mode]
        return [one for one in names if one in announced]

    def incoming(self, replica: Replica, local: Entity | None, facts: IncomingFacts) -> Edits:
        """Set what was announced, to what the partner sent; what it did not send stays as it is."""
        announced = ANNOUNCED[self.kind, self.mode]
        fields: dict[str, object] = {}
        if "summary" in announced and replica.get("summary"):
            fields["summary"] = str(replica["summary"])
        if "description" in announced and "description" in replica:
            fields["description"] = document_of(replica["description"])
        if "labels" in announced and isinstance(replica.get("labels"), list):
            fields["labels"] = tuple(sorted({_label(one) for one in replica["labels"]} - {""}))
        return Edits(
            project_id=facts.project_id if local is None else "",
            type_name=type_for(replica, facts, FALLBACK_TYPE.get(self.kind)) if local is None else "",
            fields=fields,
            comments=merge_comments(replica, facts) if "comments" in announced else (),
            attachments=_attachments(replica, facts) if "attachments" in announced else (),
        )


def document_of(value: object) -> Document:
    """The document behind a travelling value: rich, plain text, or nothing."""
    if isinstance(value, dict) and "rich" in value:
        return from_json(value["rich"])
    return from_plain_text(value if isinstance(value, str) else "")


def received_mark(comment: Mapping[str, Any]) -> str:
    """The fingerprint of a comment as the partner sent it: its text, and whether it is internal."""
    said = fingerprint(document_of(comment.get("body")))
    return said + _INTERNAL if comment.get("internal") is True else said


def internal_now(says: bool, last: str) -> bool | None:
    """Whether a comment is internal, by what the partner says and last said (`received_mark`).

    None: as it is kept here. A copy that somebody here made internal is not shown to customers by an edit over there.
    """
    return True if says else False if last.endswith(_INTERNAL) else None


def objects_of(replica: Replica, name: str) -> list[dict[str, Any]]:
    """The objects of a list that arrived; a partner's rules may put anything under any name."""
    found = replica.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def merge_comments(replica: Replica, facts: IncomingFacts) -> tuple[CommentEdit, ...]:
    """New comments to add, changed ones to edit, vanished ones to remove; our own coming back are left alone."""
    merged: list[CommentEdit] = []
    seen: set[str] = set()
    for one in objects_of(replica, "comments"):
        remote_id = str(one.get("id", ""))
        seen.add(remote_id)
        if facts.is_ours(one):
            continue
        body, received = document_of(one.get("body")), received_mark(one)
        local_id, last = facts.written.get(remote_id, (None, ""))
        if local_id is None or last != received:
            internal = internal_now(one.get("internal") is True, last)
            merged.append(CommentEdit(remote_id, body, local_id, internal=internal, received=received))
    if isinstance(replica.get("comments", False), list | None):
        merged.extend(
            CommentEdit(remote_id, from_plain_text(""), local_id, removed=True)
            for remote_id, (local_id, _) in facts.written.items()
            if remote_id not in seen
        )
    return tuple(merged)


def author_of(replica: Replica, remote_id: str) -> str:
    """Who wrote a comment over there, for the line that is put in front of it."""
    for one in objects_of(replica, "comments"):
        if str(one.get("id", "")) == remote_id:
            author = one.get("author")
            return str(author.get("displayName") or "") if isinstance(author, dict) else ""
    return ""


def type_for(replica: Replica, facts: IncomingFacts, fallback: str | None) -> str:
    """Same name, else the product's usual one, else the project's first."""
    sent = replica.get("type")
    wanted = str(sent.get("name") or "") if isinstance(sent, dict) else ""
    by_name = {name.casefold(): name for name in facts.types}
    for name in (wanted, fallback or ""):
        if name.casefold() in by_name:
            return by_name[name.casefold()]
    return facts.types[0] if facts.types else wanted


def _label(one: object) -> str:
    return str(one.get("label", "") if isinstance(one, dict) else one).strip()


def _attachments(replica: Replica, facts: IncomingFacts) -> tuple[AttachmentEdit, ...]:
    return tuple(
        AttachmentEdit(
            remote_id=str(one.get("id", "")),
            filename=str(one.get("filename", "")),
            filesize=size if isinstance(size := one.get("filesize"), int) else 0,
            mimetype=str(one.get("mimetype") or "application/octet-stream"),
            sha256=one.get("sha256"),
        )
        for one in objects_of(replica, "attachments")
        if one.get("remoteId") is None and str(one.get("id", "")) not in facts.files
    )
