"""What rules asked to be done when their run is over: send back, unlink, start others.

The wishes are kept with the event, so that an attempt that resumes the planned calls without running the script still
fulfils them; they are carried out in the transaction that ends the event.
"""

from typing import Any

from addon.storage import deferred_links, effects, queue, twins
from addon.storage.effects import Intent
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync.helpers.session import Wishes
from addon.sync.work import Work

KIND = "script_wishes"


def remember(work: Work, wishes: Wishes) -> None:
    """Keep the wishes of the run that was just made; keys of entities become ids here, outside of any transaction."""
    if not wishes or work.claim.head.id == 0:
        return
    found: dict[str, Any] = {
        "sync_back": wishes.sync_back,
        "unlink": wishes.unlink,
        "start": [],
        "waits_for": wishes.waits_for,
    }
    for key in wishes.start:
        local_id = work.tracker.resolve(key)
        if local_id is None:
            work.note("warning", f"The rules asked to start {key}, which is not here or cannot be seen.")
        else:
            found["start"].append([local_id, key])
    work.wishes = found if any(found.values()) else {}
    if not work.wishes:
        return
    intent = Intent(_key(work), KIND)

    def write(tx: Tx) -> None:
        made = effects.plan(tx, work.node.id, work.agreed.id, -work.claim.head.id, [intent])[0]
        effects.mark_done(tx, work.node.id, made.id, found)

    work.services.ledger.write(write)


def recall(work: Work) -> None:
    """The wishes of an earlier attempt of this event."""
    known = work.services.ledger.read(lambda tx: effects.find(tx, work.node.id, _key(work)))
    work.wishes = dict(known.receipt or {}) if known is not None else {}


def meet(tx: Tx, work: Work) -> None:
    """Let nobody else decide meanwhile about waiting for what this event waits for, or for what it pairs.

    To be asked before the transaction locks anything else: whoever holds a line while waiting for this could be
    waited for by somebody who holds this and wakes that line.
    """
    deferred_links.meet(tx, work.node.id, work.agreed.id, _met(work))


def _met(work: Work) -> list[str]:
    arriving = [work.claim.entity_key] if work.claim.direction == "in" and work.claim.entity_key else []
    return sorted({*(str(remote_id) for remote_id in work.wishes.get("waits_for") or ()), *arriving})


def carry_out(tx: Tx, work: Work, entity_id: str) -> None:
    """Do what was asked for, together with what ends the event.

    Changes nothing of `work`: a transaction that met a deadlock is run again and has to ask for the same.
    """
    wishes = work.wishes
    hops = int(work.claim.head.body.get("hops") or 0)
    for local_id, key in wishes.get("start") or ():
        _start(tx, work, local_id, key, f"The rules of {work.agreed.name} asked for it.", hops)
    twin = twins.by_local(tx, work.node.id, work.agreed.id, entity_id)
    if twin is None:
        return
    waits_for = sorted({str(remote_id) for remote_id in wishes.get("waits_for") or ()})
    wakes = twin.remote_id and work.claim.direction == "in"
    if wakes and twin.remote_id not in _met(work):  # the partner's name for the pair is news to us
        deferred_links.meet(tx, work.node.id, work.agreed.id, [twin.remote_id])
    paired = [remote_id for remote_id in waits_for if _waits(tx, work, entity_id, remote_id)]
    if paired:
        _run_again(tx, work, twin)
    if wakes:
        _wake_waiting(tx, work, twin)
    if wishes.get("sync_back"):
        _start(tx, work, entity_id, twin.local_key, "The rules asked to send it back.", hops)
    if wishes.get("unlink"):
        twins.end(tx, work.node.id, twin.id)
        if work.claim.direction == "in":
            queue.discard(tx, work.node.id, work.agreed.id, [entity_id], "unlinked", "rules")
        body = {"twin": twin.remote_id}
        _append(tx, work, entity_id, twin.local_key, "unlink", body)
        work.note("unlinked", "The rules ended the pair. Both sides keep their data.")


def _waits(tx: Tx, work: Work, entity_id: str, remote_id: str) -> bool:
    """Remember what is waited for; True when it was paired since the rules asked, so that nobody will wake us."""
    if twins.by_remote(tx, work.node.id, work.agreed.id, remote_id) is not None:
        return True
    deferred_links.defer(tx, work.node.id, work.agreed.id, local_id=entity_id, kind="parent", remote_id=remote_id)
    return False


def _wake_waiting(tx: Tx, work: Work, twin: Twin) -> None:
    """Entities whose rules waited for this pair run them again."""
    for waiting in twins.links_waiting(tx, twin):
        other = twins.by_local(tx, work.node.id, work.agreed.id, waiting.local_id)
        if other is not None:
            _run_again(tx, work, other)


def _run_again(tx: Tx, work: Work, twin: Twin) -> None:
    """Run the incoming rules of a pair on what it received last: only for what they waited for, the rest is old."""
    replica = twins.replica(tx, work.node.id, twin.id, "received")
    if not isinstance(replica, dict):
        return
    queue.append(
        tx,
        work.node.id,
        "in",
        twin.remote_id,
        "replica",
        {
            "replica": replica,
            "twin": twin.local_id,
            "epoch": twin.received_epoch,
            "seq": twin.received_seq,
            "again": True,
        },
        connection_id=work.agreed.id,
        local_entity=twin.local_id,
        label=twin.local_key,
        origin="rules",
    )


def _start(tx: Tx, work: Work, entity_id: str, key: str, why: str, hops: int) -> None:
    paired = twins.by_local(tx, work.node.id, work.agreed.id, entity_id) is not None
    _append(tx, work, entity_id, key, "resync" if paired else "start", {"why": why, "hops": hops})
    work.note("wish", f"{key}: {why}")


def _append(tx: Tx, work: Work, entity_id: str, key: str, kind: str, body: dict[str, Any]) -> None:
    queue.append(
        tx,
        work.node.id,
        "out",
        entity_id,
        kind,
        body,
        connection_id=work.agreed.id,
        local_entity=entity_id,
        label=key,
        origin="rules",
    )


def _key(work: Work) -> str:
    return f"script:{work.claim.head.id}:{work.claim.direction}:wishes"
