"""`store(issue)` in a preview: nothing is written, and the run goes on as if it were.

What would be written is kept for the preview and shown with its calls. A new entity gets a key that none ever has.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from addon.platforms.base import Call, ChangeSet
from addon.replica.entity import Entity
from addon.replica.values import Attachment, Comment, Named, ProjectRef, internal_after
from addon.rules.basic import received_mark
from addon.rules.ruleset import Edits
from addon.storage.traces import Trace
from addon.storage.twins import Twin
from addon.sync import plan
from addon.sync.conflicts import Verdicts
from addon.sync.gather import Pair
from addon.sync.helpers.session import Captured, Session
from addon.sync.incoming import Request
from addon.sync.storing import Store

NO_ID = "0"
"""The id of what does not exist yet: it looks like one, and no tracker gives it."""


@dataclass(frozen=True, slots=True)
class StoredPart:
    """One store of a run: what it started from, what was decided, and the calls that it would make."""

    request: Request
    edits: Edits
    verdicts: Verdicts
    calls: tuple[Call, ...]
    change: ChangeSet


@dataclass
class Imagined(Store):
    """The stores of a run that writes nothing; `parts` in their order."""

    parts: list[StoredPart] = field(default_factory=list)

    def _carried_out(self, session: Session, edits: Edits, verdicts: Verdicts) -> tuple[Entity, Pair]:
        work, request = self.work, self.request
        calls, change = plan.calls_of(work, request, edits, verdicts.take, marker="preview")
        self.parts.append(StoredPart(request, edits, verdicts, calls, change))
        session.captured += [Captured(one.method, one.target, one.body, "liaise") for one in calls]
        local = _after(change, request.local or self._new(change))
        twin = request.pair.twin or _twin_of(request, local)
        traces = (*request.pair.traces, *_traces(change, request, twin))
        return local, replace(request.pair, twin=twin, traces=traces)

    def _new(self, change: ChangeSet) -> Entity:
        row, tracker = self.work.agreed, self.work.tracker
        project = ProjectRef(row.project_id, row.project_key, row.project_name)
        if change.project_id not in ("", row.project_id):
            found = tracker.project(change.project_id)
            project = ProjectRef(found.id, found.key, found.name) if found is not None else project
        known: dict[str, Any] = {"type": Named("", change.type_name)}
        if self.work.node.kind == "azuredevops":  # every item begins in the first state of its type
            known["status"] = next(iter(tracker.statuses(project.id, change.type_name)), None)
        key = NO_ID if self.work.node.kind == "azuredevops" else f"{project.key}-{NO_ID}"
        now = self.work.services.now()
        return Entity(NO_ID, key, project, known, "1", now, comments=(), attachments=(), links=())


def is_imagined(entity: Entity) -> bool:
    """Whether this is what a store would create."""
    return entity.id == NO_ID


def _after(change: ChangeSet, local: Entity) -> Entity:
    """The entity as the tracker would show it after the change, as far as rules look at it."""
    comments = {one.id: one for one in local.comments or ()}
    for number, one in enumerate(change.comments):
        if one.action == "remove":
            comments.pop(one.local_id or "", None)
        elif one.body is not None:
            known = one.local_id or _number(number)
            internal = internal_after(one.internal, comments.get(known))
            comments[known] = Comment(known, one.body, internal=internal)
    files = {one.id: one for one in local.attachments or ()}
    for number, file in enumerate(change.attachments):
        if file.action == "remove":
            files.pop(file.local_id or "", None)
        else:
            files[_number(number)] = Attachment(_number(number), file.filename, file.filesize, file.mimetype)
    held: Mapping[str, Any] = {**local.fields, **change.fields}
    return replace(local, fields=held, comments=tuple(comments.values()), attachments=tuple(files.values()))


def _traces(change: ChangeSet, request: Request, twin: Twin) -> Iterable[Trace]:
    """Which of the new comments and files is which of theirs, so that no later merge adds it once more."""
    theirs = {str(one.get("id")): one for one in request.replica.get("comments") or () if isinstance(one, dict)}
    added = [("comment", n, one.remote_id) for n, one in enumerate(change.comments) if one.action == "add"]
    added += [("attachment", n, one.remote_id) for n, one in enumerate(change.attachments) if one.action == "add"]
    for kind, number, remote_id in added:
        received = received_mark(theirs[remote_id]) if kind == "comment" and remote_id in theirs else ""
        yield Trace(0, twin.node_id, 0, kind, _number(number), remote_id, "remote", "", received, {}, None, 0, 0)


def _twin_of(request: Request, local: Entity) -> Twin:
    """The pair as it would be made; nobody is told of it."""
    nothing: dict[Any, Any] = {str: "", int: 0, bool: True}
    made: dict[str, Any] = {one.name: nothing.get(one.type) for one in fields(Twin)}
    remote_key = str(request.replica.get("key") or "")
    pair = {"local_id": local.id, "local_key": local.key, "remote_id": request.remote_id, "remote_key": remote_key}
    return Twin(**{**made, **pair, "state": "linked"})


def _number(number: int) -> str:
    return f"{NO_ID}{number}"
