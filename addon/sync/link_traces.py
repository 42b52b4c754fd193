"""What both sides are known to have had of links: one trace of kind `link` for each other end of a pair.

A trace keeps the entity at that end here, the partner's there, and the kinds of links, as they are called here, that
both sides had. `seen`: the partner's rules were seen to send it. `off`: which of our messages was the first without
it. `told`: it is traced since we sent it, and we have not heard yet that the partner made it; its other end over there
may not be known then.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from addon.platforms.base import Call, WriteReceipt
from addon.rules.ruleset import Replica
from addon.storage import queue, traces, twins
from addon.storage.traces import Trace
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync.gather import Pair, remember
from addon.sync.work import Work

KIND = "link"
_RELATED = frozenset({"related", "relates", "system.linktypes.related"})


def alike(kind: str, other: str) -> bool:
    """Whether two names mean one kind of links; whichever end is looked from."""
    return _plain(kind) == _plain(other)


def _plain(kind: str) -> str:
    name = kind.lower().removesuffix("-forward").removesuffix("-reverse")
    return "related" if name in _RELATED else name


def made_since(work: Work, pair: Pair, call: Call) -> bool:
    """Whether both sides got this link after it was looked at here, by what was done for its other end.

    A call makes no link anew that stood meanwhile and was taken off. `pair` is as it was read for this attempt, which
    may go on with calls that were planned long before.
    """
    end, planned = str(call.context.get("end") or ""), call.context.get("planned_at")
    twin = pair.twin
    if call.kind != "link_add" or call.sets or twin is None or not end or not isinstance(planned, int):
        return False
    known = work.services.ledger.read(lambda tx: traces.by_local(tx, twin.node_id, twin.id, KIND, end))
    if known is None or known.removed_at is not None:
        return False
    kind = str(call.context.get("link"))
    if known.updated_at <= planned and any(one.id == known.id and _is(one, kind) for one in pair.traces):
        return False
    return _is(known, kind)


def made(tx: Tx, twin: Twin | None, call: Call, receipt: WriteReceipt) -> None:
    """A link stands from now on: what is worked on for its other end at this moment knows it at once."""
    if twin is not None and call.kind == "link_add" and call.remote_id and receipt.sub_id:
        _shared(tx, twin, receipt.sub_id, call.remote_id, str(call.context.get("link")))


def keep(
    tx: Tx, work: Work, twin: Twin, decision: Mapping[str, Any], calls: Sequence[tuple[Call, WriteReceipt]]
) -> None:
    """Remember what both sides have, now that the calls were made; what was left out is none of it."""
    node_id, twin_id = twin.node_id, twin.id
    for call, _ in calls:
        if call.kind in ("link_add", "link_remove") and (end := call.context.get("end")):
            _forget_form(tx, work, str(end))
    over = set(decision.get("links_over") or ())
    stale = [one.id for one in traces.of_twin(tx, node_id, twin_id, KIND) if one.remote_id in over]
    traces.forget(tx, node_id, stale)
    shared = [tuple(one) for one in decision.get("linked") or ()]
    for call, receipt in calls:
        if call.kind == "link_add" and call.remote_id and receipt.sub_id:
            shared.append((call.remote_id, receipt.sub_id, str(call.context.get("link"))))
    for there, here, kind in shared:
        _shared(tx, twin, here, there, kind)


def _shared(tx: Tx, twin: Twin, here: str, there: str, kind: str) -> None:
    """Both ends have a link of the partner's; of the other end an older message must not bring it back."""
    _put(tx, twin, here, there, [kind], "remote", seen=True)
    other = twins.by_local(tx, twin.node_id, twin.connection_id, here)
    if other is not None and twin.remote_id:
        _put(tx, other, twin.local_id, twin.remote_id, [kind], "remote", seen=False)


def heard(tx: Tx, twin: Twin, body: dict[str, Any]) -> None:
    """What a result says of the links that both have; an older release says nothing.

    It may answer a message that listed a link which is off since.
    """
    said, form = (body.get("traces") or {}).get(KIND), body.get("replica")
    sent = twins.replica(tx, twin.node_id, twin.id, "sent") or {}
    replica = sent.get("replica")
    if not isinstance(said, dict) or not isinstance(replica, dict) or not isinstance(replica.get("issueLinks"), list):
        return
    ours, sends = ends(replica), ends(form) if isinstance(form, dict) else {}
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
    listed, known = ends(replica), traces.of_twin(tx, twin.node_id, twin.id, KIND)
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


def told(tx: Tx, node_id: int, twin_id: int) -> dict[str, str]:
    """What the partner is told of the links that both have: its other ends and ours."""
    found = traces.of_twin(tx, node_id, twin_id, KIND)
    return {one.remote_id: one.local_id for one in found if not one.data.get("told")}


def _tell(tx: Tx, twin: Twin, other: Twin, kinds: list[str]) -> None:
    """We send a link with that other end; what it is called over there may not be known yet."""
    there = other.remote_id or unknown(other.local_id)
    _store(tx, twin, other.local_id, there, "local", {"kinds": kinds, "seen": False, "told": True})


def unknown(local_id: str) -> str:
    """In place of the partner's other end, as long as we have not heard what it is."""
    return f"of {local_id}"


def _is(trace: Trace, kind: str) -> bool:
    return any(alike(one, kind) for one in kinds_of(trace))


def kinds_of(trace: Trace) -> list[str]:
    return [one for one in trace.data.get("kinds") or () if isinstance(one, str)]


def ends(replica: Replica) -> dict[str, list[str]]:
    """The other ends of a replica's links, with the names of the links' types."""
    found: dict[str, list[str]] = {}
    for one in replica.get("issueLinks") or ():
        if isinstance(one, dict) and one.get("otherIssueId"):
            name = str(one.get("linkTypeName") or one.get("linkName") or "")
            found.setdefault(str(one["otherIssueId"]), []).append(name)
    return found


def _forget_form(tx: Tx, work: Work, entity: str) -> None:
    """A link is made and taken off at both of its ends: how the other one was remembered is not so any more."""
    for other in twins.of_entity(tx, work.node.id, entity):
        remember(tx, work, other.id, None)


def _put(
    tx: Tx, twin: Twin, here: str, there: str, kinds: list[str], origin: str, *, seen: bool, off: Any = None
) -> None:
    """One trace for each pair of ends; what an end was paired with before is over."""
    known = traces.of_twin(tx, twin.node_id, twin.id, KIND)
    held = [one for one in known if here == one.local_id or there == one.remote_id]
    same = next((one for one in held if one.local_id == here and one.remote_id in (there, unknown(here))), None)
    traces.forget(tx, twin.node_id, [one.id for one in held if one is not same])
    already = kinds_of(same) if same is not None else []
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
