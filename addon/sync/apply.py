"""Make the planned calls, one by one; each result, and what it made true, is committed before the next call is made.

A call whose answer was lost is looked up before it is made again. When somebody wrote in between, what has not been
made is dropped and the whole request is decided anew.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from addon.connections.partner_files import PartnerFiles
from addon.platforms.base import Call, Source, WriteReceipt
from addon.platforms.calls import call_from_json
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.following import following
from addon.replica.codec import decode_fields, encode_fields
from addon.storage import effects, queue, usage
from addon.storage.effects import Effect
from addon.storage.transaction import Tx
from addon.sync import agreeing, leaving_out, link_traces, pictures, plan
from addon.sync.gather import read_one
from addon.sync.incoming import Request
from addon.sync.plan import Planned
from addon.sync.work import Work

OVER = frozenset({"failed", "dropped"})


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
    said = len(work.steps)
    if link_traces.made_since(work, request.pair, call):
        work.note("link_left_out", "A link was made meanwhile for its other end: it is not made once more.")
        return _left_out(work, effect, entity_id, said)
    receipt = _looked_up(work, request, effect, call, entity_id) if effect.state == "started" else None
    if receipt is None and pictures.is_needless(call):
        receipt = WriteReceipt(entity_id or "", "")
    if receipt is None:
        work.services.ledger.write(lambda tx: _start(tx, work, effect))
        try:
            receipt = work.tracker.apply(call, entity_id, source)
        except PlatformError as problem:
            if problem.uncertain:
                raise
            also = leaving_out.goes_on_without(work, request, call, entity_id, problem)
            if also is not None:
                return _left_out(work, effect, entity_id, said, also)
            _give_up(work, request, planned, effect, call, problem)
            raise
    return _keep(work, request, planned, effect, call, receipt, said)


def _keep(
    work: Work, request: Request, planned: Planned, effect: Effect, call: Call, receipt: WriteReceipt, said: int
) -> WriteReceipt:
    """Commit what the call did with everything that it made true, and say it."""
    for name, words in receipt.left_out.items():
        hint = "" if name == "resolution" else " Map this person in the table of people, or in the rule."
        called = work.scripts.site.names.get(name, name) if work.scripts is not None else name
        work.note("left_out", f"{called} stays as it is: {words}{hint}")
    work.note("write", f"{call.method} {call.kind.replace('_', ' ')}", fields=list(call.sets), found=receipt.found)

    def write(tx: Tx) -> None:
        _done(tx, work, effect, receipt, said)
        leaving_out.let_go(tx, work, call)
        agreeing.after_call(tx, work, request, planned.decision, call, receipt)
        link_traces.made(tx, request.pair.twin, call, receipt)
        size = plan.size_of(call.body) if call.kind == "attachment_add" else None
        usage.count(tx, work.node.id, work.claim.stream_id, file_bytes=size or 0)

    work.services.ledger.write(write)
    return receipt


def _give_up(
    work: Work, request: Request, planned: Planned, effect: Effect, call: Call, problem: PlatformError
) -> None:
    """Drop what is left of the plan after a refusal. Raises `DecideAgain` where what was read is no longer true."""

    def write(tx: Tx) -> None:
        _refused(tx, work, effect, {"reason": str(problem.reason), "message": problem.message})
        agreeing.after_refusal(tx, work, request, planned.decision, call, problem.stored)

    work.services.ledger.write(write)
    if problem.reason is Reason.CONFLICT or _may_be_gone(work, request, problem):
        raise DecideAgain from problem


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


def _left_out(
    work: Work, effect: Effect, entity_id: str | None, said: int, also: Callable[[Tx], None] | None = None
) -> WriteReceipt:
    """Keep that the call is over without having done anything, with `also` in the same commit."""
    left = WriteReceipt(entity_id or "", "")

    def write(tx: Tx) -> None:
        _done(tx, work, effect, left, said)
        if also is not None:
            also(tx)

    work.services.ledger.write(write)
    return left


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
