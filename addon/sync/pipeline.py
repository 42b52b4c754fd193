"""One change, start to end, on one screen.

Each kind of line runs its steps in the order of these calls; each step gets what the one before it returned. A step
ends the run by returning None, with the reason noted for the timeline. Results are stored by one transaction, in
`finish`, together with giving the line back.
"""

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
    results,
    ruling,
    send,
    settle,
    triggers,
)
from addon.sync.work import Work, open_work


def run(services: Services, claim: Claim) -> None:
    """Work on a claimed line until it is given back; raises what `failures.handle` decides about."""
    work = open_work(services, claim)
    {"ingress": route, "out": leave, "send": deliver, "in": arrive}[claim.direction](work)


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
        return finish.nothing(work, found.entity.id, "The partner has this already.", found)
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
    started = apply.resumable(work)
    request = incoming.read(work, afresh=started is not None)  # that was decided on what may be newer than remembered
    if request is None:
        return finish.nothing(work, work.claim.local_entity or "", "A newer state was applied already.")
    if request.gone:
        return finish.target_gone(work, request)
    said = len(work.steps)
    try:
        return carry_out(work, request, started)
    except apply.DecideAgain:
        if started is None and not request.remembered:
            raise
    del work.steps[said:]
    request = incoming.read(work, afresh=True)
    assert request is not None
    return finish.target_gone(work, request) if request.gone else carry_out(work, request, apply.resumable(work))


def carry_out(work: Work, request: incoming.Request, started: plan.Planned | None) -> None:
    """What a request asks for: the rules decide, the plan is committed, the calls are made.

    `started` is the plan of an attempt before this one, of which some calls were made.
    """
    if started is None:
        request, edits = ruling.decide(work, request)
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
