"""Effect preview: run rules against a real entity and say what would happen; nothing is written anywhere.

Reads go out, a script's own writes are captured, and what Liaise would write is planned as for a real change: the same
rules, the same three-way compare, the same writer, up to but without the calls.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any, TypeVar

from addon.connections import previewing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.base import Call
from addon.platforms.errors import PlatformError
from addon.platforms.planning import name_of
from addon.replica.entity import Entity
from addon.replica.values import Named, Person, ProjectRef, RichText, internal_after
from addon.richtext import Document, plain_text
from addon.rules.ruleset import Edits, Replica
from addon.rules.script import ScriptFailed
from addon.sandbox.launcher import SandboxUnavailable
from addon.storage import twins
from addon.storage.connections import Connection
from addon.storage.nodes import Node
from addon.storage.transaction import Tx
from addon.sync import fit, plan, preview_given, ruling, settle
from addon.sync import outgoing as outgoing_step
from addon.sync.conflicts import Verdicts, document
from addon.sync.gather import Gathered, Pair, pair_of, read_one
from addon.sync.helpers.runner import LineRunner
from addon.sync.imagining import Imagined, StoredPart, is_imagined
from addon.sync.incoming import Request
from addon.sync.preview_types import (
    CommentChange,
    FieldChange,
    FileChange,
    IncomingPreview,
    LogLine,
    OutgoingPreview,
    Preview,
    RestCall,
    ScriptProblem,
    as_json,
    from_json,
    incoming_from,
)
from addon.sync.work import Work, work_of_no_line

Part = TypeVar("Part", OutgoingPreview, IncomingPreview)

__all__ = [
    "CommentChange",
    "FieldChange",
    "FileChange",
    "IncomingPreview",
    "LogLine",
    "OutgoingPreview",
    "Preview",
    "RestCall",
    "ScriptProblem",
    "arriving",
    "as_json",
    "for_partner",
    "from_json",
    "preview",
]


def preview(
    services: Services,
    node: Node,
    connection: Connection,
    entity: str,
    *,
    outgoing: str | None = None,
    incoming: str | None = None,
    replica: dict[str, Any] | None = None,
    partner: bool = False,
) -> Preview:
    """Run rules against a real entity and say what would happen.

    `entity`: key, id or page address. `outgoing`, `incoming`: draft texts, None for the saved ones. `replica`: what the
    incoming run is given, as if just edited there; None for what the pair's partner would send now, else what came
    last. `partner`: ask the partner's node, for that and for what its rules would make of what would leave.
    Takes seconds: call it in a job. Raises `Refusal` (`entity_missing`), `NoSyncIdentity`, `PlatformError`,
    `SandboxUnavailable`; never for what a script does.
    """
    work = work_of_no_line(services, node, connection, "preview", outgoing=outgoing, incoming=incoming)
    local_id = work.tracker.resolve(entity)
    local = read_one(work, local_id) if local_id else None
    if local is None:
        words = f"There is no {entity} here, or the sync identity cannot see it."
        raise Refusal("entity_missing", words, field="entity")
    pair, received = services.ledger.read(lambda tx: _known(tx, work, local.id))
    leaving, message = _outgoing(work, Gathered(local, pair))
    given = preview_given.Given(replica)
    if replica is None:
        given = preview_given.of(services, connection, pair.twin, received, ask=partner)
    arriving_here, note = None, "Nothing has arrived for this entity yet."
    if given.replica is not None:
        remote_id = pair.twin.remote_id if pair.twin is not None else str(given.replica.get("id") or "")
        target = local if pair.twin is not None else None
        now = services.now()
        body: dict[str, Any] = {"at": now}  # what differs there from what was agreed counts as edited this moment
        if replica is not None:
            body["edited"] = dict.fromkeys(replica, now)
        arriving_here, note = _incoming(work, _request(given.replica, remote_id, target, pair, body)), ""
    theirs, their_note = None, ""
    if partner:
        their_note = "Nothing would leave, so nothing would happen there." if message is None else ""
        if message is not None:
            theirs, their_note = _partner(services, connection, local.id, message)
    saved = work.saved_rules
    return Preview(
        local.id,
        local.key,
        local.url,
        saved.number if saved is not None else 0,
        leaving,
        arriving_here,
        note,
        theirs,
        their_note,
        given.now,
        given.why if given.replica is not None else "",
    )


def arriving(
    services: Services, node: Node, connection: Connection, remote_id: str, message: dict[str, Any]
) -> IncomingPreview:
    """What this side's saved rules would make of a partner's message, its `replica` in it; nothing is written."""
    work = work_of_no_line(services, node, connection, "preview")
    pair = services.ledger.read(
        lambda tx: pair_of(tx, work, twins.by_remote(tx, node.id, connection.id, remote_id) if remote_id else None)
    )
    local = read_one(work, pair.twin.local_id) if pair.twin is not None else None
    if pair.twin is not None and local is None:
        return IncomingPreview("nothing", warnings=("The entity here was deleted, or can no longer be seen.",))
    return _incoming(work, _request(message.get("replica") or {}, remote_id, local, pair, message))


def _known(tx: Tx, work: Work, local_id: str) -> tuple[Pair, Replica | None]:
    pair = pair_of(tx, work, twins.by_local(tx, work.node.id, work.agreed.id, local_id))
    if pair.twin is None:
        return pair, None
    found = twins.replica(tx, work.node.id, pair.twin.id, "received")
    return pair, found if isinstance(found, dict) else None


def _request(
    replica: Replica, remote_id: str, local: Entity | None, pair: Pair, body: Mapping[str, Any] = MappingProxyType({})
) -> Request:
    seq = pair.twin.received_seq if pair.twin is not None else 0
    return Request(replica, dict(body), remote_id, 0, seq, local, pair)


def _outgoing(work: Work, found: Gathered) -> tuple[OutgoingPreview, dict[str, Any] | None]:
    """What would leave, and the message that would carry it."""
    twin, runner = found.pair.twin, work.runner
    try:
        message = outgoing_step.compose(work, found)
    except ScriptFailed as failed:
        said = _said(runner, OutgoingPreview(False, "The rules failed."))
        return replace(said, problem=_problem(failed)), None
    made = _said(runner, OutgoingPreview(message is not None, replica=message.replica if message else None))
    if message is None:
        return replace(made, why="The rules let nothing leave."), None
    news = twin is None or twin.sent_hash != message.digest
    made = replace(made, news=news, why="" if news else "The partner has this already.")
    return made, {**outgoing_step.told(work, found, message), "replica": message.replica}


def _incoming(work: Work, request: Request) -> IncomingPreview:
    runner = work.runner
    if runner is not None:
        runner.imagines = True
    try:
        after, edits = ruling.decide(work, request)
    except ScriptFailed as failed:
        return replace(_said(runner, _failed(request)), problem=_problem(failed))
    except Refusal as no:
        return replace(_said(runner, _failed(request)), problem=ScriptProblem("incoming", "Refused", no.message))
    said = len(work.steps)
    edits = fit.fit(work, after, edits)
    verdicts = settle.settle(work, after, edits)
    earlier = _stored(runner)
    creates = after.local is None or is_imagined(after.local)
    effect = "create" if creates else "update" if request.local is not None else "connect"
    fields = [one for part in earlier for one in _fields(work, part.request.local, part.edits, part.verdicts)]
    fields += _fields(work, after.local, edits, verdicts)
    made = IncomingPreview(
        effect,  # type: ignore[arg-type]
        target="" if creates or after.local is None else after.local.key,
        fields=tuple(fields),
        comments=(*(one for part in earlier for one in _comments(part.request, part.edits)), *_comments(after, edits)),
        wishes=_wishes(runner),
    )
    made = _said(runner, made)
    try:
        before = [step for part in earlier for step in _transitions(work, part.calls, part.request.local)]
        calls, change = plan.calls_of(work, after, edits, verdicts.take, marker="preview")
        made = replace(made, transitions=(*before, *_transitions(work, calls, after.local)))
    except PlatformError as problem:
        if not problem.permanent or problem.whole_credential:
            raise
        more = (f"{name}: {said}" for name, said in sorted(problem.fields.items()) if said not in problem.message)
        words = " ".join([problem.message, *more])
        return replace(made, effect="failed", problem=ScriptProblem("incoming", "Refused", words))
    nameless = (
        (f"store: {after.local.key} stands for the key, which is not known before.",)
        if creates and earlier and after.local is not None
        else ()
    )
    warnings = (*made.warnings, *nameless, *edits.notes, *(text for _, text, _ in work.steps[said:]))
    changes = (*(part.change for part in earlier), change)
    files = tuple(FileChange(one.action, one.filename, one.filesize) for part in changes for one in part.attachments)
    by_us = (RestCall(one.method, one.target, _body(one.body), "liaise") for one in calls)
    made = replace(made, warnings=warnings, files=files, calls=(*made.calls, *by_us))
    nothing = effect == "update" and not calls and not made.calls and not made.wishes
    return replace(made, effect="nothing") if nothing else made


def _stored(runner: LineRunner | None) -> list[StoredPart]:
    """What the rules stored in the middle of their run, in order."""
    return runner.storing.parts if runner is not None and isinstance(runner.storing, Imagined) else []


def _transitions(work: Work, calls: tuple[Call, ...], local: Entity | None) -> tuple[str, ...]:
    """The way that the status will take; raises `PlatformError` where there is none, or the fields are refused."""
    made = []
    before = name_of(local.fields.get("status")) if local is not None else ""
    there = local.id if local is not None and not is_imagined(local) else None
    for call in calls:
        if call.kind not in ("create", "update", "transition"):
            continue
        steps = work.tracker.foresee(call, there)
        if call.kind != "transition":
            continue
        made.append(" → ".join([before, *steps] if before else steps))
        before = steps[-1] if steps else before
    return tuple(made)


def _fields(work: Work, local: Entity | None, edits: Edits, verdicts: Verdicts) -> tuple[FieldChange, ...]:
    made = []
    asked = {one.field for one in verdicts.clashes if one.winner == "ask"}
    if local is None:
        project = _project_name(work, edits.project_id)
        made += [FieldChange("project", "", project, False, "written")] if project else []
        made += [FieldChange("type", "", edits.type_name, False, "written")] if edits.type_name else []
    for name, wanted in edits.fields.items():
        before = local.fields.get(name) if local is not None else None
        taken = verdicts.take.get(name, wanted)
        outcome = "written" if name in verdicts.take else "kept" if name in verdicts.keep else "same"
        outcome = "asked" if name in asked else outcome
        rich = isinstance(wanted, Document)
        made.append(FieldChange(name, shown(before), shown(taken), rich, outcome))  # type: ignore[arg-type]
    return tuple(made)


def _project_name(work: Work, project_id: str) -> str:
    """A project as people know it; rules name it by id or key, and another than the connection's is asked for."""
    agreed = work.agreed
    if project_id in (agreed.project_id, agreed.project_key):
        return agreed.project_name or project_id
    try:
        found = work.tracker.project(project_id) if project_id else None
    except PlatformError:
        return project_id
    return found.name if found is not None else project_id


def _comments(request: Request, edits: Edits) -> tuple[CommentChange, ...]:
    here = {one.id: one for one in (request.local.comments or () if request.local is not None else ())}
    sent = request.replica.get("comments")
    authors = {
        str(one.get("id")): str((one.get("author") or {}).get("displayName") or "")
        for one in (sent if isinstance(sent, list) else ())
        if isinstance(one, dict) and isinstance(one.get("author"), dict | None)
    }
    made = []
    for edit in edits.comments:
        known = here.get(edit.local_id or "")
        text = plain_text(document(known.body)) if edit.removed and known is not None else plain_text(edit.body)
        action = "remove" if edit.removed else "edit" if edit.local_id else "add"
        internal = internal_after(edit.internal, known)
        made.append(CommentChange(action, text, authors.get(edit.remote_id, ""), internal))  # type: ignore[arg-type]
    return tuple(made)


def _partner(
    services: Services, connection: Connection, entity_id: str, message: dict[str, Any]
) -> tuple[IncomingPreview | None, str]:
    try:
        return incoming_from(previewing.ask(services, connection, entity_id, message)), ""
    except Refusal as no:
        return None, no.message
    except (TypeError, ValueError, AttributeError):
        return None, "The partner's node answers in another shape; it may be of another version."


def for_partner(
    services: Services, node: Node, connection: Connection, remote_id: str, message: dict[str, Any]
) -> dict[str, Any]:
    """What a partner is told of a preview here: effects, and none of the rules behind them. Raises `Refusal`."""
    try:
        found = arriving(services, node, connection, remote_id, message)
    except PlatformError as problem:
        words = f"The tracker on the partner's side does not answer: {problem.message}"
        raise Refusal("tracker_unavailable", words, status=503) from problem
    except SandboxUnavailable as problem:
        raise Refusal("scripts_unavailable", "The partner's node cannot run scripts now.", status=503) from problem
    hidden = replace(found.problem, snippet="", frames=()) if found.problem is not None else None
    calls = tuple(one for one in found.calls if one.by == "liaise")
    own = len(found.calls) - len(calls)
    told = (f"Calls that the rules there make themselves are not shown here: {own}.",) if own else ()
    return asdict(replace(found, log=(), calls=calls, problem=hidden, warnings=(*found.warnings, *told)))


def _failed(request: Request) -> IncomingPreview:
    return IncomingPreview("failed", target=request.local.key if request.local is not None else "")


def _said(runner: LineRunner | None, part: Part) -> Part:
    """A part with what its run logged, warned of and would have written itself."""
    if runner is None:
        return part
    log = tuple(LogLine(str(data.get("level")), text) for step, text, data in runner.journal if step == "log")
    warnings = tuple(text for step, text, _ in runner.journal if step == "warning")
    captured = runner.last.captured if runner.last is not None else []
    calls = tuple(RestCall(one.method, one.target, _body(one.body), one.by) for one in captured)
    return replace(part, log=log, warnings=warnings, calls=calls)


def _wishes(runner: LineRunner | None) -> tuple[str, ...]:
    if runner is None:
        return ()
    wishes = runner.wishes
    made = ["send it back"] if wishes.sync_back else []
    made += ["unlink the pair"] if wishes.unlink else []
    return (*made, *(f"start {key}" for key in wishes.start))


def _problem(failed: ScriptFailed) -> ScriptProblem:
    return ScriptProblem(
        failed.side,
        failed.class_name,
        failed.said,
        failed.line,
        failed.column,
        failed.snippet,
        failed.kind,
        failed.frames,
    )


def _body(body: Any) -> str:
    return "" if body is None else json.dumps(body, indent=2, ensure_ascii=False, default=str)


def shown(value: Any) -> str:
    """A field's value for people."""
    if value is None:
        return ""
    if isinstance(value, Document):
        return plain_text(value)
    if isinstance(value, RichText):
        return plain_text(document(value))
    if isinstance(value, Named | ProjectRef):
        return value.name
    if isinstance(value, Person):
        return value.display_name or value.email or value.id
    if isinstance(value, tuple):
        return ", ".join(shown(one) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {shown(one)}" for name, one in value.items())
    return str(getattr(value, "key", "") or getattr(value, "id", "") or value)
