"""Links that both sides of a pair have: one that somebody takes off goes on the other side too, and stays off.

For each other end a pair keeps a trace of kind `link`: the entity at that end here, the partner's there, and the kinds
of links, as they are called here, that both sides had. A link that such a trace knows and that is missing here was
taken off here; one that no trace knows is new. That it is missing over there counts only where the partner's rules
were seen to send it (`seen`): rules may leave out links that are there.

Messages cross. So a trace notes which of ours was the first without the link (`off`), and each message says which of
the partner's its sender had heard (`heard`): only one that lists the link and had heard of that means it anew. And a
link that we sent is traced from then on (`told`): a message about its other end may list it before we hear that the
partner made it, and after it was taken off here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from addon.connections.naming import numbered
from addon.platforms.base import Call, WriteReceipt
from addon.replica.entity import Entity
from addon.replica.values import EntityRef, Link
from addon.rules.ruleset import Edits, LinkEdit, Replica
from addon.storage import queue, traces, twins
from addon.storage.traces import Trace
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync.gather import remember, twin_of_remote
from addon.sync.incoming import Request
from addon.sync.work import Work

KIND = "link"
ENDS_GONE = "ends_gone"
WAITING = ("pending", "error")
GONE = frozenset({"local_deleted", "remote_deleted"})
_RELATED = frozenset({"related", "relates", "system.linktypes.related"})


def resolved(work: Work, request: Request, edits: Edits) -> Edits:
    """The edits with the links that are left to be made or taken off; parents are a field and not among them.

    What is here already, or was taken off here since both sides had it, is not made; what both had and is gone over
    there goes, where the rules take over the partner's links and the other end is still a pair.
    """
    local, known = request.local, {one.local_id: one for one in request.pair.traces if one.kind == KIND}
    found: list[LinkEdit] = []
    both: list[LinkEdit] = []
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
        same = next((link for link in _leading_to(local, target) if alike(one.kind, link.kind)), None)
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
    found += [one for one in gone if one.link_id not in chosen]
    return replace(edits, links=tuple(found), linked=tuple(both), links_over=over)


def alike(kind: str, other: str) -> bool:
    """Whether two names mean one kind of links; whichever end is looked from."""
    return _plain(kind) == _plain(other)


def _plain(kind: str) -> str:
    name = kind.lower().removesuffix("-forward").removesuffix("-reverse")
    return "related" if name in _RELATED else name


def _leading_to(local: Entity | None, target: str) -> list[Link]:
    """The links of an entity with that other end, which a rule may name by its key."""
    links = (local.links if local is not None else None) or ()
    return [one for one in links if one.target is not None and target in (one.target.id, one.target.key)]


def _kinds(trace: Trace) -> list[str]:
    return [one for one in trace.data.get("kinds") or () if isinstance(one, str)]


def _taken_off(request: Request, trace: Trace | None, one: LinkEdit) -> bool:
    """Whether both sides had this link of the partner's, or it had it from us: it is not here any more, so somebody
    took it off."""
    local = request.local
    if local is None or local.links is None or trace is None:
        return False
    if trace.remote_id not in (one.remote_id, _unknown(trace.local_id)):
        return False
    kinds = _kinds(trace)
    if kinds and not any(alike(kind, one.kind) for kind in kinds):
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
    there = {*_ends(request.replica), *(told_gone if isinstance(told_gone, list) else ())}
    taken: list[LinkEdit] = []
    over: list[str] = []
    for trace in known:
        if trace.remote_id in there:
            continue
        links = _leading_to(request.local, trace.local_id)
        here = [one for one in links if any(alike(kind, one.kind) for kind in _kinds(trace))]
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


def made_since(work: Work, twin: Twin | None, call: Call) -> bool:
    """Whether both sides got this link after it was decided here, by what was done for its other end.

    A call that is made late makes no link anew that stood meanwhile and was taken off.
    """
    end, planned = str(call.context.get("end") or ""), call.context.get("planned_at")
    if call.kind != "link_add" or call.sets or twin is None or not end or not isinstance(planned, int):
        return False
    known = work.services.ledger.read(lambda tx: traces.by_local(tx, twin.node_id, twin.id, KIND, end))
    if known is None or known.removed_at is not None or known.updated_at <= planned:
        return False
    return any(alike(kind, str(call.context.get("link"))) for kind in _kinds(known))


def keep(
    tx: Tx, work: Work, twin: Twin, decision: Mapping[str, Any], made: Sequence[tuple[Call, WriteReceipt]]
) -> None:
    """Remember what both sides have, now that the calls were made; what was left out is none of it."""
    node_id, twin_id = twin.node_id, twin.id
    for call, _ in made:
        if call.kind in ("link_add", "link_remove") and (end := call.context.get("end")):
            _forget_form(tx, work, str(end))
    over = set(decision.get("links_over") or ())
    stale = [one.id for one in traces.of_twin(tx, node_id, twin_id, KIND) if one.remote_id in over]
    traces.forget(tx, node_id, stale)
    shared = [tuple(one) for one in decision.get("linked") or ()]
    for call, receipt in made:
        if call.kind == "link_add" and call.remote_id and receipt.sub_id:
            shared.append((call.remote_id, receipt.sub_id, str(call.context.get("link"))))
    for there, here, kind in shared:
        _put(tx, twin, here, there, [kind], "remote", seen=True)
        other = twins.by_local(tx, node_id, twin.connection_id, here)
        if other is not None and twin.remote_id:  # an older message about that end must not bring it back
            _put(tx, other, twin.local_id, twin.remote_id, [kind], "remote", seen=False)


def _forget_form(tx: Tx, work: Work, entity: str) -> None:
    """A link is made and taken off at both of its ends: how the other one was remembered is not so any more."""
    for other in twins.of_entity(tx, work.node.id, entity):
        remember(tx, work, other.id, None)


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


def told(tx: Tx, node_id: int, twin_id: int) -> dict[str, str]:
    """What the partner is told of the links that both have: its other ends and ours."""
    found = traces.of_twin(tx, node_id, twin_id, KIND)
    return {one.remote_id: one.local_id for one in found if not one.data.get("told")}


def heard(tx: Tx, twin: Twin, body: dict[str, Any]) -> None:
    """What a result says of the links that both have; an older release says nothing.

    It may answer a message that listed a link which is off since.
    """
    said, form = (body.get("traces") or {}).get(KIND), body.get("replica")
    sent = twins.replica(tx, twin.node_id, twin.id, "sent") or {}
    replica = sent.get("replica")
    if not isinstance(said, dict) or not isinstance(replica, dict) or not isinstance(replica.get("issueLinks"), list):
        return
    ours, sends = _ends(replica), _ends(form) if isinstance(form, dict) else {}
    for here, there in said.items():
        other = twins.by_local(tx, twin.node_id, twin.connection_id, str(here))
        if other is None or other.remote_id != there:
            continue
        kinds, seen = ours.get(str(here)), str(there) in sends
        off = None if kinds else [twin.sent_epoch, twin.sent_seq]
        _put(tx, twin, str(here), str(there), kinds or [], "local", seen=seen, off=off)
        known = traces.by_local(tx, twin.node_id, other.id, KIND, twin.local_id)
        if twin.remote_id and (known is None or known.data.get("told")):
            off = known.data.get("off") if known is not None else None
            _put(tx, other, twin.local_id, twin.remote_id, kinds or [], "local", seen=False, off=off)


def left(tx: Tx, twin: Twin, replica: Replica, version: queue.Version) -> None:
    """Note what a message that leaves says of links: which it lists, and of which it is the first not to list them."""
    if not isinstance(replica.get("issueLinks"), list):
        return
    listed, known = _ends(replica), traces.of_twin(tx, twin.node_id, twin.id, KIND)
    for one in known:
        if (one.local_id in listed) is ("off" in one.data):
            data = {name: value for name, value in one.data.items() if name != "off"}
            data |= {} if one.local_id in listed else {"off": [version.epoch, version.seq]}
            _store(tx, twin, one.local_id, one.remote_id, one.origin, data)
    for here in listed.keys() - {one.local_id for one in known}:
        other = twins.by_local(tx, twin.node_id, twin.connection_id, here)
        if other is not None:
            _tell(tx, twin, other, listed[here])
            if traces.by_local(tx, twin.node_id, other.id, KIND, twin.local_id) is None:
                _tell(tx, other, twin, listed[here])


def _tell(tx: Tx, twin: Twin, other: Twin, kinds: list[str]) -> None:
    """We send a link with that other end; what it is called over there may not be known yet."""
    there = other.remote_id or _unknown(other.local_id)
    _store(tx, twin, other.local_id, there, "local", {"kinds": kinds, "seen": False, "told": True})


def _unknown(local_id: str) -> str:
    """In place of the partner's other end, as long as we have not heard what it is."""
    return f"of {local_id}"


def ends_gone(work: Work, twin: Twin | None, known: Sequence[Trace], replica: Replica) -> list[str]:
    """Other ends that a replica does not list any more because they were deleted here: nobody took those links off."""
    if twin is None or not isinstance(replica.get("issueLinks"), list):
        return []
    listed = _ends(replica)
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


def _put(
    tx: Tx, twin: Twin, here: str, there: str, kinds: list[str], origin: str, *, seen: bool, off: Any = None
) -> None:
    """One trace for each pair of ends; what an end was paired with before is over."""
    known = traces.of_twin(tx, twin.node_id, twin.id, KIND)
    held = [one for one in known if here == one.local_id or there == one.remote_id]
    same = next((one for one in held if one.local_id == here and one.remote_id in (there, _unknown(here))), None)
    traces.forget(tx, twin.node_id, [one.id for one in held if one is not same])
    already = _kinds(same) if same is not None else []
    data: dict[str, Any] = {
        "kinds": [*already, *(kind for kind in kinds if not any(alike(kind, one) for one in already))],
        "seen": seen or (same is not None and bool(same.data.get("seen"))),
    }
    if off is not None:
        data["off"] = same.data.get("off", off) if same is not None else off
    if same is None or same.data != data or same.remote_id != there:
        _store(tx, twin, here, there, origin, data)


def _store(tx: Tx, twin: Twin, here: str, there: str, origin: str, data: dict[str, Any]) -> None:
    traces.put(tx, twin.node_id, twin.id, KIND, local_id=here, remote_id=there, origin=origin, data=data)


def _ends(replica: Replica) -> dict[str, list[str]]:
    """The other ends of a replica's links, with the names of the links' types."""
    found: dict[str, list[str]] = {}
    for one in replica.get("issueLinks") or ():
        if isinstance(one, dict) and one.get("otherIssueId"):
            name = str(one.get("linkTypeName") or one.get("linkName") or "")
            found.setdefault(str(one["otherIssueId"]), []).append(name)
    return found
