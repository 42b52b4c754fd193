"""One change, start to end, on one screen.

Each kind of line runs its steps in the order of these calls; each step gets what the one before it returned. A step
ends the run by returning None, with the reason noted for the timeline. Results are stored by one transaction, in
`finish`, together with giving the line back.
"""

from dataclasses import replace

from addon.connections import handing
from addon.nodes.services import Services
from addon.storage.queue import Claim
from addon.sync import (
    afterwards,
    apply,
    changes,
    echoes,
    finish,
    fit,
    gather,
    incoming,
    outgoing,
    plan,
    receiving,
    results,
    ruling,
    send,
    settle,
    told,
    triggers,
)
from addon.sync.work import Work, open_work


def run(services: Services, claim: Claim) -> str:
    """Work on a claimed line until it is given back; what came of it. Raises what `failures.handle` decides about."""
    work = open_work(services, told.readable(claim))
    {"ingress": route, "out": leave, "send": deliver, "in": arrive, "file_in": fetch, "file_out": hand_over}[
        claim.direction
    ](work)
    return work.outcome


def route(work: Work) -> None:
    """A hint about a local entity: which connections does it concern?"""
    wanted = triggers.wanted(work)
    finish.routed(work, wanted)


def leave(work: Work) -> None:
    """A local entity that a connection syncs may have changed: tell the partner, if it is news."""
    if work.claim.head.kind == "unlink":
        return finish.unlinked(work)
    work.require_licence()
    found = gather.local(work)
    if found.entity is None:
        return finish.left_without_entity(work, found)
    if echoes.made_here(work, found):
        return finish.nothing(work, found.entity.id, "This entity was created by this connection.")
    message = changes.with_changes(work, found, outgoing.compose)
    if message is None:
        return finish.nothing(work, found.entity.id, "The rules let nothing leave.", found)
    if echoes.known_already(work, found, message):
        untold = echoes.only_our_own(work, found)
        return finish.nothing(work, found.entity.id, "The partner has this already.", found, untold=untold)
    return finish.left(work, found, message)


def deliver(work: Work) -> None:
    """A message for a partner elsewhere: hand it over, and go on once it is stored there."""
    send.over_https(work)
    finish.delivered(work)


def arrive(work: Work) -> None:
    """A message of the partner: what should change here, what may, and doing it."""
    kind = work.claim.head.kind
    if kind != "replica":
        return results.take(work)
    work.require_licence()
    said = len(work.steps)
    begun = apply.begun(work)
    request = incoming.read(work, afresh=begun.plan is not None)  # it was decided on what may be newer than remembered
    if isinstance(request, str):
        return finish.nothing(work, work.claim.local_entity or "", request)
    if request.gone:
        return finish.target_gone(work, request)
    try:
        return carry_out(work, request, begun)
    except apply.DecideAgain:  # at once, before anybody takes what a refused call has written for somebody's news
        del work.steps[said:]
    request = incoming.read(work, afresh=True)
    assert not isinstance(request, str)
    return finish.target_gone(work, request) if request.gone else carry_out(work, request, apply.begun(work))


def fetch(work: Work) -> None:
    """A file of the partner that could not be had with the rest of its entity: once more, by itself."""
    work.require_licence()
    found = receiving.request_of(work)
    if isinstance(found, str):
        return finish.nothing(work, work.claim.local_entity or "", found)
    request, edits = found
    started = apply.begun(work).plan or plan.commit(work, request, edits, settle.settle(work, request, edits))
    return finish.arrived(work, request, started, apply.all_calls(work, request, started))


def hand_over(work: Work) -> None:
    """A file of ours that a partner asked for, because only this side can call the other."""
    file = work.claim.head.body
    done = handing.hand_over(work.services, work.agreed, work.claim.entity_key, file["file"]["id"], file["of"])
    return finish.delivered(work, done)


def carry_out(work: Work, request: incoming.Request, begun: apply.Begun) -> None:
    """What a request asks for: the rules decide, the plan is committed, the calls are made.

    The plan of an attempt before this one, of which some calls were made, is gone on with.
    """
    started = begun.plan
    if started is None:
        request, edits = ruling.decide(work, replace(request, refused=begun.refused))
        edits = fit.fit(work, request, edits)
        verdicts = settle.settle(work, request, edits)
        if request.stored is not None:  # what `store` decided and wrote is part of the result
            verdicts = verdicts.after(request.stored)
        started = plan.commit(work, request, edits, verdicts)
    elif work.runner is not None:
        afterwards.recall(work)
        if started.effects[0].kind != "create":
            request = incoming.resumed(work, request, started.effects[0].entity_id)
    receipts = apply.all_calls(work, request, started)
    return finish.arrived(work, request, started, receipts)
