"""Make the planned calls, one by one; each result, and what it made true, is committed before the next call is made.

A call whose answer was lost is looked up before it is made again. When somebody wrote in between, what has not been
made is dropped and the whole request is decided anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from addon.connections import arriving
from addon.connections.files import FileGone
from addon.connections.partner_files import PartnerFiles
from addon.platforms.base import Call, Source, WriteReceipt
from addon.platforms.calls import call_from_json
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.following import following
from addon.replica.codec import decode_fields, encode_fields
from addon.storage import effects, errors, queue, usage
from addon.storage.effects import Effect
from addon.storage.transaction import Tx
from addon.sync import agreeing, link_traces, pictures, plan, receiving
from addon.sync.gather import read_one
from addon.sync.incoming import Request
from addon.sync.plan import Planned
from addon.sync.work import Work

OVER = frozenset({"failed", "dropped"})
CONTENT = frozenset({Reason.TOO_LARGE, Reason.REFUSED_FIELDS, Reason.REFUSED})
"""Refusals of a comment, file, work log or link for what is in it."""
LEFT_OUT = "part_left_out"
PARTS = {"comment": "A comment", "worklog": "Logged work", "link": "A link"}
PART_TODO = (
    "Shorten or replace it on the other side, or let this tracker take it: it is tried again with the next change "
    "there."
)
LINK_TODO = (
    "Set linkTypeName to a type of links that this tracker has, in the incoming rule, or map it there; the link is "
    "tried again with the next change."
)


@dataclass(frozen=True, slots=True)
class Made:
    """A call and what it did."""

    call: Call
    receipt: WriteReceipt


class DecideAgain(Exception):
    """Somebody wrote in between: the request is read and decided anew."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What the attempts before this one left behind.

    `plan` is theirs if it still stands. `refused` is what was decided by one that a refusal broke: its call may have
    been made before it was made again and refused, and a tracker that takes any write sets back only what it overwrote.
    """

    plan: Planned | None = None
    refused: Mapping[str, Any] | None = None


def begun(work: Work) -> Begun:
    """Look at what earlier attempts of this line committed; a plan that a refusal broke is decided anew.

    What was noted for a plan that goes on is noted again.
    """
    found = work.services.ledger.read(lambda tx: effects.for_event(tx, work.node.id, work.claim.head.id))
    decision = next((one for one in found if one.kind == "decision" and one.state not in OVER), None)
    calls = _calls_of(decision, found)
    if decision is not None and any(one.state in ("started", "done") for one in calls):
        work.note_again(decision.call.get("said"))
        return Begun(Planned(decision.call, calls))
    if found:
        work.services.ledger.write(lambda tx: _forget_plan(tx, work))
    broken = {one.key for one in found if one.kind == "update" and one.state == "failed"}
    plans = [one.call for one in found if one.kind == "decision" and broken.intersection(one.call.get("calls", ()))]
    return Begun(refused=plans[-1] if plans else None)


def _calls_of(decision: Effect | None, found: Sequence[Effect]) -> tuple[Effect, ...]:
    """The calls of this decision that still stand, in its order; those of decisions before it are no part of it."""
    if decision is None:
        return ()
    open_ones = {one.key: one for one in found if one.kind != "decision" and one.state not in OVER}
    return tuple(open_ones[key] for key in decision.call.get("calls", open_ones) if key in open_ones)


def all_calls(work: Work, request: Request, planned: Planned) -> tuple[Made, ...]:
    """Make what has not been made; what every call did, in order. Raises `PlatformError`, `DecideAgain`."""
    made: list[Made] = []
    files = PartnerFiles(work.services, work.agreed, request.remote_id, plan.sizes(planned.effects))
    entity_id = request.local.id if request.local is not None else None
    for effect in planned.effects:
        call = following(call_from_json(effect.call), [one.receipt for one in made])
        call = pictures.ready(work.tracker, call, [(one.call, one.receipt) for one in made])
        receipt = _known(work, effect)
        if receipt is None and _loses_a_link(request, call, made):
            work.note("link_kept", "A link stays: the one that was to take its place could not be made.")
            receipt = _left_out(work, effect, entity_id, len(work.steps) - 1)
        receipt = receipt or _make(work, request, planned, effect, call, entity_id, files)
        entity_id = entity_id or receipt.entity_id
        made.append(Made(call, receipt))
    return tuple(made)


def _make(
    work: Work, request: Request, planned: Planned, effect: Effect, call: Call, entity_id: str | None, source: Source
) -> WriteReceipt:
    tracker, ledger, said = work.tracker, work.services.ledger, len(work.steps)
    found = None
    if link_traces.made_since(work, request.pair, call):
        work.note("link_left_out", "A link was made meanwhile for its other end: it is not made once more.")
        return _left_out(work, effect, entity_id, said)
    if effect.state == "started":
        found = _looked_up(work, request, effect, call, entity_id)
    if found is None and pictures.is_needless(call):
        found = WriteReceipt(entity_id or "", "")
    if found is None:
        ledger.write(lambda tx: _start(tx, work, effect))
        try:
            found = tracker.apply(call, entity_id, source)
        except PlatformError as problem:
            if problem.uncertain:
                raise
            if receiving.goes_on_without(work, call, problem):
                return _put_off(work, effect, call, entity_id, problem, said)
            if pictures.may_be_left(call, problem):
                work.note("pictures_left_out", f"Pictures are shown by their names only: {problem.message}")
                return _left_out(work, effect, entity_id, said)
            if isinstance(problem, FileGone):
                work.note("file_left_out", f"{call.body.get('filename')} was left out: {problem.message}")
                return _left_out(work, effect, entity_id, said)
            if _links_nothing(request, call, problem):
                work.note(
                    "link_left_out", f"A link was left out, its other end or its type is not there: {problem.message}"
                )
                return _left_out(work, effect, entity_id, said)
            if _is_refused_part(call, problem):
                return _without_part(work, effect, call, entity_id, problem, said)
            why, stands = {"reason": str(problem.reason), "message": problem.message}, problem.stored

            def give_up(tx: Tx) -> None:
                _refused(tx, work, effect, why)
                agreeing.after_refusal(tx, work, request, planned.decision, call, stands)

            ledger.write(give_up)
            if problem.reason is Reason.CONFLICT or _may_be_gone(work, request, problem):
                raise DecideAgain from problem
            raise
    receipt = found
    for name, words in receipt.left_out.items():
        hint = "" if name == "resolution" else " Map this person in the table of people, or in the rule."
        called = work.scripts.site.names.get(name, name) if work.scripts is not None else name
        work.note("left_out", f"{called} stays as it is: {words}{hint}")
    work.note("write", f"{call.method} {call.kind.replace('_', ' ')}", fields=list(call.sets), found=receipt.found)

    def write(tx: Tx) -> None:
        _done(tx, work, effect, receipt, said)
        _let_go(tx, work, call)
        agreeing.after_call(tx, work, request, planned.decision, call, receipt)
        link_traces.made(tx, request.pair.twin, call, receipt)
        size = plan.size_of(call.body) if call.kind == "attachment_add" else None
        usage.count(tx, work.node.id, work.claim.stream_id, file_bytes=size or 0)

    ledger.write(write)
    return receipt


def _looked_up(work: Work, request: Request, effect: Effect, call: Call, entity_id: str | None) -> WriteReceipt | None:
    """What a call did whose answer was lost, None when it was never made.

    Where there is nothing to look at and the entity is only remembered, it may be deleted: that is to be seen first.
    """
    try:
        return work.tracker.look_up(call, entity_id, since=effect.started_at)
    except PlatformError as problem:
        if problem.reason is Reason.NOT_FOUND and request.remembered:
            raise DecideAgain from problem
        raise


def _may_be_gone(work: Work, request: Request, problem: PlatformError) -> bool:
    """Whether the entity was deleted since it was read: another attempt sees it. What was only remembered is not asked
    for here, that attempt reads it anyway."""
    if problem.reason is not Reason.NOT_FOUND or request.local is None:
        return False
    return request.remembered or read_one(work, request.local.id) is None


def _links_nothing(request: Request, call: Call, problem: PlatformError) -> bool:
    """Whether a link was refused because its other end is gone: nobody has to mend that for the rest to go on.

    The entity itself was read for this request, unless what we remember of it had to do.
    """
    link = call.kind == "link_add" and not call.sets
    return link and problem.reason is Reason.NOT_FOUND and not request.remembered


def _loses_a_link(request: Request, call: Call, made: Sequence[Made]) -> bool:
    """Whether a link would be taken off whose successor to the same end was left out, since its type is not here."""
    links = (request.local.links if request.local is not None else None) or ()
    if call.kind != "link_remove":
        return False
    ends = {str(call.context.get("end") or "")}
    for one in links:
        if one.id and one.id == call.context.get("link_id") and one.target is not None:
            ends |= {one.target.id, one.target.key}
    left = [one.call for one in made if one.call.kind == "link_add" and not one.call.sets and not one.receipt.sub_id]
    return any(str(one.context.get("end") or "") in ends - {""} for one in left)


def _is_refused_part(call: Call, problem: PlatformError) -> bool:
    """Whether a comment, file, work log or link is refused for what it is, so that it would be refused each time.

    A parent is a field, and no part in this sense.
    """
    kind, _, action = call.kind.partition("_")
    part = kind in agreeing.TRACED or (kind == "link" and not call.sets)
    return part and action in ("add", "edit") and problem.permanent and problem.reason in CONTENT


def _without_part(
    work: Work, effect: Effect, call: Call, entity_id: str | None, problem: PlatformError, said: int
) -> WriteReceipt:
    """Go on without it; the timeline tells, and Errors too, until the part goes through or somebody dismisses it."""
    what = f"“{call.body.get('filename')}”" if call.kind == "attachment_add" else PARTS[call.kind.partition("_")[0]]
    words = f"{what} was left out, everything else goes on: {problem.message}"
    work.note(LEFT_OUT, words)
    left = WriteReceipt(entity_id or "", "")
    too_many = problem.reason is Reason.TOO_LARGE

    def write(tx: Tx) -> None:
        _done(tx, work, effect, left, said)
        _let_go(tx, work, call)
        errors.report(
            tx,
            work.node.id,
            impact="entity",
            reason=LEFT_OUT,
            message=words,
            connection_id=work.agreed.id,
            entity_id=left.entity_id,
            entity_key=work.claim.entity_label or left.entity_id,
            detail={"todo": LINK_TODO if call.kind == "link_add" and not too_many else PART_TODO},
        )

    work.services.ledger.write(write)
    return left


def _put_off(
    work: Work, effect: Effect, call: Call, entity_id: str | None, problem: PlatformError, said: int
) -> WriteReceipt:
    """Go on without a file that cannot be had now; it comes by itself."""
    words = f"{call.body.get('filename')} is fetched later, everything else goes on: {problem.message}"
    work.note("file_put_off", words)
    left = WriteReceipt(entity_id or "", "")

    def write(tx: Tx) -> None:
        _done(tx, work, effect, left, said)
        receiving.put_off(tx, work, call, left.entity_id)

    work.services.ledger.write(write)
    return left


def _left_out(work: Work, effect: Effect, entity_id: str | None, said: int) -> WriteReceipt:
    left = WriteReceipt(entity_id or "", "")
    work.services.ledger.write(lambda tx: _done(tx, work, effect, left, said))
    return left


def _let_go(tx: Tx, work: Work, call: Call) -> None:
    """Whatever a private partner sent of a file is not needed any more."""
    if call.kind == "attachment_add" and work.agreed.transport == "polled":
        arriving.forget(tx, work.agreed, work.claim.entity_key, call.remote_id)


def _start(tx: Tx, work: Work, effect: Effect) -> None:
    queue.hold(tx, work.claim)
    effects.mark_started(tx, work.node.id, effect.id)


def _refused(tx: Tx, work: Work, effect: Effect, why: dict[str, str]) -> None:
    queue.hold(tx, work.claim)
    effects.mark_failed(tx, work.node.id, effect.id, why)
    effects.drop_unstarted(tx, work.node.id, work.claim.head.id)


def _forget_plan(tx: Tx, work: Work) -> None:
    """A plan of which nothing was begun is decided anew: neither its decision nor its calls may come back later."""
    queue.hold(tx, work.claim)
    effects.drop_unstarted(tx, work.node.id, work.claim.head.id)


def _done(tx: Tx, work: Work, effect: Effect, receipt: WriteReceipt, said: int) -> None:
    """Keep what the call did, and what was noted of it: the steps from number `said` on."""
    queue.hold(tx, work.claim)
    if effect.kind == "create" and receipt.found:  # how the entity stood when it was found, others' edits included:
        receipt = replace(receipt, stored={})  # whoever goes on with this later would take them for what we wrote
    effects.mark_done(
        tx,
        work.node.id,
        effect.id,
        {**receipt_to_json(receipt), "said": work.steps[said:]},
        entity_id=receipt.entity_id,
        remote_id=receipt.sub_id or "",
    )


def _known(work: Work, effect: Effect) -> WriteReceipt | None:
    if effect.state != "done" or not effect.receipt:
        return None
    work.note_again(effect.receipt.get("said"))
    return receipt_from_json(effect.receipt)


def receipt_to_json(receipt: WriteReceipt) -> dict[str, Any]:
    """A receipt as it is kept; the whole entity is not: after a crash it is read again."""
    return {
        "entity_id": receipt.entity_id,
        "entity_key": receipt.entity_key,
        "revision": receipt.revision,
        "sub_id": receipt.sub_id,
        "sub_version": receipt.sub_version,
        "stored": encode_fields(receipt.stored),
        "guarded": receipt.guarded,
    }


def receipt_from_json(found: Mapping[str, Any]) -> WriteReceipt:
    """What `receipt_to_json` kept."""
    return WriteReceipt(
        entity_id=found["entity_id"],
        entity_key=found["entity_key"],
        revision=found["revision"],
        sub_id=found["sub_id"],
        sub_version=found["sub_version"],
        stored=decode_fields(found["stored"]),
        guarded=found["guarded"],
        found=True,
    )
