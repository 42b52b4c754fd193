"""Links that both sides of a pair have: one that somebody takes off goes on the other side too, and stays off.

A link that a trace knows (`sync.link_traces`) and that is missing here was taken off here; one that no trace knows is
new. That it is missing over there counts only where the partner's rules were seen to send it (`seen`): rules may leave
out links that are there.

Messages cross. So a trace notes which of ours was the first without the link (`off`), and each message says which of
the partner's its sender had heard (`heard`): only one that lists the link and had heard of that means it anew. And a
link that we sent is traced from then on (`told`): a message about its other end may list it before we hear that the
partner made it, and after it was taken off here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from addon.connections.naming import numbered
from addon.platforms.base import Call, WriteReceipt
from addon.replica.entity import Entity
from addon.replica.values import EntityRef, Link
from addon.rules.ruleset import Edits, LinkEdit, Replica
from addon.storage import queue, twins
from addon.storage.traces import Trace
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync import link_traces
from addon.sync.gather import twin_of_remote
from addon.sync.incoming import Request
from addon.sync.link_traces import KIND
from addon.sync.work import Work

ENDS_GONE = "ends_gone"
WAITING = ("pending", "error")
GONE = frozenset({"local_deleted", "remote_deleted"})


def resolved(work: Work, request: Request, edits: Edits) -> Edits:
    """The edits with the links that are left to be made or taken off; parents are a field and not among them.

    What is here already, or was taken off here since both sides had it, is not made; what both had and is gone over
    there goes, where the rules take over the partner's links and the other end is still a pair.
    """
    local, known = request.local, {one.local_id: one for one in request.pair.traces if one.kind == KIND}
    found: list[LinkEdit] = []
    both: list[LinkEdit] = []
    stays: set[str] = set()
    for one in edits.links:
        if one.kind == "parent":
            continue
        if one.removed:
            found.append(one)
            continue
        twin = None if one.local_id else twin_of_remote(work, one.remote_id)
        if twin is not None and twin.state == "local_deleted":
            work.note("link_left_out", f"{numbered(twin.local_key)} was deleted here: nothing is linked with it.")
            continue
        target = one.local_id or (twin.local_id if twin is not None else "")
        same = next((link for link in _leading_to(local, target) if link_traces.alike(one.kind, link.kind)), None)
        if same is not None and same.id:
            stays.add(same.id)  # a rule may say it anew, without the number by which it would be kept
        if same is not None and twin is not None:
            both.append(replace(one, kind=same.kind, local_id=target))
        elif same is None and target and _taken_off(request, known.get(target), one):
            words = f"A link with {numbered(twin.local_key) if twin else target} was taken off here: it stays off."
            work.note("link_left_out", words)
        elif same is None and target:
            outward = _begins_here(local, target) if one.kind == "related" else one.outward
            found.append(replace(one, local_id=target, outward=outward))
    gone, over = _gone_there(work, request, edits, known.values())
    chosen = {one.link_id for one in found if one.removed}
    found = [one for one in found if not (one.removed and one.link_id in stays)]
    found += [one for one in gone if one.link_id not in chosen]
    return replace(edits, links=tuple(found), linked=tuple(both), links_over=over)


def _leading_to(local: Entity | None, target: str) -> list[Link]:
    """The links of an entity with that other end, which a rule may name by its key."""
    links = (local.links if local is not None else None) or ()
    return [one for one in links if one.target is not None and target in (one.target.id, one.target.key)]


def _taken_off(request: Request, trace: Trace | None, one: LinkEdit) -> bool:
    """Whether both sides had this link of the partner's, or it had it from us: it is not here any more, so somebody
    took it off."""
    local = request.local
    if local is None or local.links is None or trace is None:
        return False
    if trace.remote_id not in (one.remote_id, link_traces.unknown(trace.local_id)):
        return False
    kinds = link_traces.kinds_of(trace)
    if kinds and not any(link_traces.alike(kind, one.kind) for kind in kinds):
        return False
    return not _knew(request, trace)


def _knew(request: Request, trace: Trace) -> bool:
    """Whether the partner had heard that the link is off here when it sent this; an older release does not say."""
    off, heard = trace.data.get("off"), request.body.get("heard")
    return isinstance(off, list) and isinstance(heard, list) and len(heard) == 2 and heard >= off


def _gone_there(
    work: Work, request: Request, edits: Edits, known: Iterable[Trace]
) -> tuple[list[LinkEdit], tuple[str, ...]]:
    """What goes here because it is gone over there, and the partner's other ends with which nothing is shared now."""
    listed = request.replica.get("issueLinks")
    if request.again or not isinstance(listed, list):
        return [], ()
    told_gone = request.body.get(ENDS_GONE)
    there = {*link_traces.ends(request.replica), *(told_gone if isinstance(told_gone, list) else ())}
    taken: list[LinkEdit] = []
    over: list[str] = []
    for trace in known:
        if trace.remote_id in there:
            continue
        links = _leading_to(request.local, trace.local_id)
        here = [one for one in links if any(link_traces.alike(kind, one.kind) for kind in link_traces.kinds_of(trace))]
        if here and edits.links_followed and trace.data.get("seen") and _is_pair(twin_of_remote(work, trace.remote_id)):
            end = trace.local_id
            taken += [LinkEdit(one.kind, local_id=end, link_id=one.id or "", removed=True) for one in here]
            over.append(trace.remote_id)
        elif not links and ("heard" not in request.body or _knew(request, trace)):
            over.append(trace.remote_id)
    return taken, tuple(over)


def _is_pair(twin: Twin | None) -> bool:
    """An entity that was deleted, or is a pair no longer, lost its links with that: nobody took them off."""
    return twin is not None and twin.state not in GONE


def _begins_here(local: Entity | None, target: str) -> bool:
    """Where a link that means the same from both ends begins: at the older entity.

    Both ends may be asked for it at the same moment; asked for in the same direction, a tracker keeps one link.
    A rule may name the other end by its key: keys are compared then, as the rule at that end would do.
    """
    if local is None:
        return False
    own = local.id if target.isdigit() else local.key
    return (len(own), own) < (len(target), target)


def decided(edits: Edits) -> dict[str, Any]:
    """What a decision keeps of links: those that both have already, and the ends with which nothing is shared now."""
    return {
        "linked": [[one.remote_id, one.local_id, one.kind] for one in edits.linked],
        "links_over": list(edits.links_over),
    }


def after_calls(before: tuple[Link, ...] | None, made: Sequence[tuple[Call, WriteReceipt]]) -> tuple[Link, ...] | None:
    """The links of an entity after our calls; those made have no number yet."""
    if before is None:
        return None
    taken = {call.context.get("link_id") for call, _ in made if call.kind == "link_remove"}
    links = [one for one in before if one.id not in taken]
    for call, receipt in made:
        if call.kind == "link_add" and receipt.sub_id:
            end = EntityRef(receipt.sub_id, receipt.sub_id)
            links.append(Link(str(call.context.get("link")), bool(call.context.get("outward")), end))
    return tuple(links)


def ends_gone(work: Work, twin: Twin | None, known: Sequence[Trace], replica: Replica) -> list[str]:
    """Other ends that a replica does not list any more because they were deleted here: nobody took those links off."""
    if twin is None or not isinstance(replica.get("issueLinks"), list):
        return []
    listed = link_traces.ends(replica)
    missing = [one.local_id for one in known if one.kind == KIND and one.local_id not in listed]
    if not missing:
        return []

    def read(tx: Tx) -> list[str]:
        return [one for one in missing if _is_deleted(tx, twin, one)]

    return work.services.ledger.read(read)


def _is_deleted(tx: Tx, twin: Twin, entity: str) -> bool:
    """Whether an entity of ours was deleted, as far as it is known, or is about to be looked at for that."""
    other = twins.by_local(tx, twin.node_id, twin.connection_id, entity)
    if other is None or other.state == "local_deleted":
        return True
    lines = (
        queue.line(tx, twin.node_id, "ingress", entity),
        queue.line(tx, twin.node_id, "out", entity, twin.connection_id),
    )
    found = [queue.events_of(tx, twin.node_id, one.id, WAITING) for one in lines if one is not None]
    return any(event.kind == "deleted" for events in found for event in events)
