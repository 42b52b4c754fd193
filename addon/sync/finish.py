"""The last step of each kind of line: results, pair, timeline and giving the line back, in one transaction."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from addon.replica.codec import encode_fields
from addon.replica.entity import Entity
from addon.replica.values import RichText, Value
from addon.storage import baselines, connections, effects, errors, hooks, queue, traces, twins, usage
from addon.storage.baselines import Form
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync import agreeing, freezing, inbox, leaving_out, link_traces, outage
from addon.sync.aftermath import After, after_writes
from addon.sync.apply import Made
from addon.sync.conflicts import comparable
from addon.sync.edit_times import sending, standing_of
from addon.sync.gather import Gathered, remember
from addon.sync.incoming import Request
from addon.sync.outgoing import Composed, digest_of, told
from addon.sync.plan import Planned, safe_url
from addon.sync.send import dispatch, message_of
from addon.sync.triggers import Wanted, route_to
from addon.sync.work import ONE_WAY_HOPS, Work

UNSENT = "unsent"
"""Stands for the hash of what was last sent where the partner's news was applied while ours had not left yet: whatever
stands here then, the partner is to be told."""


def nothing(work: Work, entity_id: str, why: str, found: Gathered | None = None, *, untold: bool = False) -> None:
    """Nothing was to be done, and this is why; `untold`: not on the timeline, which is for what somebody may ask."""
    if untold:
        work.steps.clear()
    else:
        work.note("why_not", why)

    def write(tx: Tx) -> None:
        if found is not None and found.pair.twin is not None and not found.remembered:
            remember(tx, work, found.pair.twin.id, found.entity)
            _follow(tx, work, found.pair.twin, found.entity)
        work.write_down(tx, entity_id or work.claim.entity_key)
        work.end(tx, why)

    work.conclude(write)


def routed(work: Work, found: Wanted) -> None:
    """A hint was passed on to the lines it concerns."""

    def write(tx: Tx) -> None:
        outcome = route_to(tx, work, found)
        work.write_down(tx, found.entity_id)
        work.end(tx, outcome)

    work.conclude(write)


def left(work: Work, found: Gathered, message: Composed) -> None:
    """The replica leaves: the pair knows what was sent, the message is on its way, all at once."""
    entity = found.entity
    assert entity is not None
    head = next((one for one in work.claim.events if one.kind in ("start", "resync")), work.claim.head)
    hops = int(head.body.get("hops", 0)) + 1
    if hops > ONE_WAY_HOPS:
        return nothing(work, entity.id, "This change has passed through five connections; it goes no further.")
    decided = {name for event in work.claim.events for name in event.body.get("decided") or ()}
    facts = told(work, found, message)
    forms = {name: value for name in message.marks if isinstance(value := entity.fields.get(name), RichText)}

    def write(tx: Tx) -> None:
        version = queue.next_version(tx, work.claim)
        seq = version.seq
        twin = found.pair.twin or _new_twin(tx, work, entity, _local_facts(work, entity))
        body: dict[str, Any] = {
            "replica": message.replica,
            "twin": twin.remote_id,
            **facts,
            "decided": sorted(decided),
            "hops": hops,
            "epoch": version.epoch,
            "seq": seq,
            "heard": [twin.received_epoch, twin.received_seq],
        }
        if isinstance(head.body.get("connect"), str):
            body["connect"] = head.body["connect"]
        kept = {"replica": message.replica, "marks": dict(message.marks), "seq": seq, "forms": encode_fields(forms)}
        twins.store_replica(tx, work.node.id, twin.id, "sent", kept, message.digest, epoch=version.epoch, seq=seq)
        _remember_edits(tx, work, twin, message, seq, facts["people"])
        link_traces.left(tx, twin, message.replica, version)
        if not found.remembered:
            remember(tx, work, twin.id, entity)
            _follow(tx, work, twin, entity)
        dispatch(
            tx,
            work,
            message_of(work, "replica", entity.id, body, version),
            remote_entity=twin.remote_id,
            priority=work.claim.priority,
        )
        work.note("sent", f"Sent to {work.agreed.remote_name}.", fields=sorted(message.edited), seq=seq)
        work.write_down(tx, entity.id)
        work.end(tx, "sent")
        usage.count(tx, work.node.id, work.claim.stream_id, sent=1)

    work.conclude(write)
    return None


def left_without_entity(work: Work, found: Gathered) -> None:
    """The entity was deleted or is no longer visible: the partner is told, its twin stays."""
    twin = found.pair.twin
    entity_id = work.claim.entity_key
    if twin is None or twin.state == "local_deleted":
        return nothing(work, entity_id, "The entity is gone, and it was not paired.")

    def write(tx: Tx) -> None:
        twins.update(tx, work.node.id, twin.id, state="local_deleted")
        dispatch(tx, work, message_of(work, "deleted", entity_id, {"twin": twin.remote_id}))
        work.note("deleted", "Deleted here, or no longer visible for the sync identity. The twin stays.")
        work.write_down(tx, entity_id)
        work.end(tx, "deleted")

    work.conclude(write)
    return None


def unlinked(work: Work) -> None:
    """The pair was ended here: tell the partner."""

    def write(tx: Tx) -> None:
        body = {"twin": str(work.claim.head.body.get("twin") or "")}
        dispatch(tx, work, message_of(work, "unlinked", work.claim.entity_key, body))
        work.end(tx, "unlinked")

    work.conclude(write)


def delivered(work: Work, told: str = "") -> None:
    """The partner stored the message, or said what becomes of a file: `told` is for the timeline then."""
    if told:
        work.note("file", told)

    def write(tx: Tx) -> None:
        if work.connection is not None and work.connection.health_reason.startswith("partner_"):
            connections.set_health(tx, work.node.id, work.connection.id, "healthy")
            connections.pause(tx, work.node.id, work.connection.id, 0, "")
            outage.partner_answered(tx, work.services, work.node.id, work.connection.id)
        if told:
            work.write_down(tx, work.claim.entity_key)
        work.end(tx, told or "delivered")

    work.conclude(write)


def target_gone(work: Work, request: Request) -> None:
    """The local entity of the pair is gone: nothing is written, the partner learns it."""
    twin = request.pair.twin
    assert twin is not None

    def write(tx: Tx) -> None:
        twins.update(tx, work.node.id, twin.id, state="local_deleted")
        body = {"twin": request.remote_id}
        dispatch(tx, work, message_of(work, "deleted", twin.local_id, body), remote_entity=request.remote_id)
        work.note("why_not", "The entity here was deleted, or is no longer visible for the sync identity.")
        effects.drop_open(tx, work.node.id, work.claim.head.id)
        work.write_down(tx, twin.local_id)
        work.end(tx, "the entity here is gone")

    work.conclude(write)


def arrived(work: Work, request: Request, planned: Planned, made: tuple[Made, ...]) -> None:
    """The request is done: pair, traces, baselines, what counts as sent, and the result for the partner."""
    after = after_writes(work, request, made)
    received = digest_of(request.replica)
    empty = _left_empty(work, request, planned, after)
    strangers = after.strangers | agreeing.edited_since(planned.decision, request, [one.call for one in made])
    if after.unsure:
        strangers |= {name for name in empty if comparable(after.entity.fields.get(name)) is not None}
    kept = sorted({*_kept(planned), *strangers})
    gone = request.pair.twin is not None and request.pair.twin.state == "remote_deleted"
    returned = gone and not request.again  # and knows nothing of what was edited here meanwhile

    def write(tx: Tx) -> None:
        queue.hold(tx, work.claim)
        twin = _paired(tx, work, request, after.entity)
        _agree(tx, work, twin, request, planned, made, after, empty, strangers)
        link_traces.keep(tx, work, twin, planned.decision, [(one.call, one.receipt) for one in made])
        twins.store_replica(
            tx, work.node.id, twin.id, "received", request.replica, received, epoch=request.epoch, seq=request.seq
        )
        told_all = _told_all(request, planned, after) and not returned
        twins.update(tx, work.node.id, twin.id, sent_hash=after.digest if told_all else UNSENT)
        inbox.put(tx, work, twin, request, planned)
        remember(tx, work, twin.id, after.kept)
        queue.bind_entity(tx, work.claim, after.entity.id, after.entity.key)
        body = {
            "of": work.claim.head.message_id,
            "seq": request.seq,
            "marks": request.body.get("marks"),
            "entity": request.remote_id,
            "applied": True,
            "local": {"id": after.entity.id, "key": after.entity.key, "url": after.entity.url},
            "traces": _traced(tx, work, twin),
            "replica": after.replica,
            "kept": kept,
            "parts": work.scripts.arrive_by(kept) if work.scripts is not None else {},
        }
        if not request.again:
            dispatch(tx, work, message_of(work, "result", after.entity.id, body), remote_entity=request.remote_id)
            _whole_again(tx, work, request, after.entity.id)
        if after.unsure or returned:
            _look_again(tx, work, after.entity)
        _tell(work, request, planned, made)
        work.write_down(tx, after.entity.id)
        work.end(tx, "applied" if made else "nothing to change")
        if made and not request.again:
            usage.count(tx, work.node.id, work.claim.stream_id, received=1)

    work.conclude(write)


def _whole_again(tx: Tx, work: Work, request: Request, entity_id: str) -> None:
    """What was left out before went through now, or is wanted no more: its error goes by itself."""
    left = any(step == leaving_out.LEFT_OUT for step, _, _ in work.steps)
    if left or request.first_sync or work.claim.direction != "in":
        return
    node, agreed = work.node.id, work.agreed.id
    errors.resolve_matching(
        tx, node, "mended", impact="entity", reason=leaving_out.LEFT_OUT, connection_id=agreed, entity_id=entity_id
    )


def _told_all(request: Request, planned: Planned, after: After) -> bool:
    """Whether the partner knows all that stands here now."""
    if planned.decision.get("merged") or after.unsure:
        return False
    twin = request.pair.twin
    if twin is None or twin.sent_hash == after.digest_before:
        return True
    return not twin.sent_hash and not planned.decision["keep"]


def _left_empty(work: Work, request: Request, planned: Planned, after: After) -> list[str]:
    """The fields of a new entity that the rules could have set: the partner wants them to be empty."""
    if request.local is not None:
        return []
    names = set(after.entity.fields)
    if work.scripts is not None:  # Azure DevOps leaves out what is empty
        names |= set(work.scripts.site.names) - set(work.scripts.site.references.values())
    return [name for name in work.rules.dealt_with(sorted(names)) if name not in planned.decision["wanted"]]


def _kept(planned: Planned) -> list[str]:
    """Fields that stand here as they were although the partner wanted them otherwise: not agreed on."""
    return sorted({*planned.decision["keep"], *(planned.decision.get("merged") or {})})


def _paired(tx: Tx, work: Work, request: Request, entity: Entity) -> Twin:
    facts: dict[str, Any] = {
        "remote_id": request.remote_id,
        "remote_key": str(request.replica.get("key") or ""),
        "remote_url": safe_url(work, request.replica.get("url")),
        "acknowledged": True,
        "revision": entity.revision,
        **_local_facts(work, entity),
    }
    if not request.again:  # what is looked at once more says nothing of whether the partner's entity is still there
        facts["state"] = "linked"
    known = request.pair.twin
    if known is not None:
        _follow(tx, work, known, entity)
        return twins.update(tx, work.node.id, known.id, **facts)
    return _new_twin(tx, work, entity, facts)


def _new_twin(tx: Tx, work: Work, entity: Entity, facts: dict[str, Any]) -> Twin:
    """A new pair; from now on its project is watched."""
    if entity.project.id:
        hooks.need(tx, work.node.id, entity.project.id, work.agreed.id, "pairs")
    return twins.create(tx, work.node.id, work.agreed.id, local_id=entity.id, **facts)


def _follow(tx: Tx, work: Work, twin: Twin, entity: Entity | None) -> None:
    """The pair goes on with an entity that was taken back, or moved: it is heard of from there."""
    if entity is not None and twin.state == "local_deleted":
        twins.update(tx, work.node.id, twin.id, state="linked")
    if entity is None or (twin.local_project in ("", entity.project.id) and twin.local_key == entity.key):
        return
    facts: dict[str, Any] = {"local_key": entity.key, "local_url": entity.url, "local_project": entity.project.id}
    twins.update(tx, work.node.id, twin.id, **facts)
    if entity.project.id:
        hooks.need(tx, work.node.id, entity.project.id, work.agreed.id, "pairs")
    work.note("moved", f"Moved to {entity.project.name or entity.project.key} as {entity.key}; the pair goes on.")


def _local_facts(work: Work, entity: Entity) -> dict[str, Any]:
    """What a pair keeps of its local entity."""
    return {
        "local_key": entity.key,
        "local_url": entity.url,
        "local_project": entity.project.id,
        "rule_number": work.agreed.rule_number,
    }


def _traced(tx: Tx, work: Work, twin: Twin) -> dict[str, dict[str, str]]:
    """The maps from the partner's ids of what came from there to ours, by kind."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in agreeing.TRACED}
    for trace in traces.of_twin(tx, work.node.id, twin.id):
        if trace.origin == "remote" and trace.removed_at is None and trace.kind in found:
            found[trace.kind][trace.remote_id] = trace.local_id
    return {**found, link_traces.KIND: link_traces.told(tx, work.node.id, twin.id)}


def _look_again(tx: Tx, work: Work, entity: Entity) -> None:
    """Somebody else's edit of the new entity leaves without waiting to be told of."""
    queue.append(
        tx,
        work.node.id,
        "out",
        entity.id,
        queue.CHANGED,
        {},
        connection_id=work.agreed.id,
        local_entity=entity.id,
        label=entity.key,
        priority=work.claim.priority,
    )


def _agree(
    tx: Tx,
    work: Work,
    twin: Twin,
    request: Request,
    planned: Planned,
    made: tuple[Made, ...],
    after: After,
    empty: Collection[str],
    strangers: frozenset[str],
) -> None:
    """What the calls did not yet store of what is agreed on: all of it for a new pair, else what needed no call."""
    decision = planned.decision
    take = set(decision["take"])
    stored: set[str] = set()
    for one in made:
        if request.pair.twin is None:
            agreeing.trace(tx, work, twin, decision, one.call, one.receipt)
        else:
            stored.update(agreeing.told(decision, one.call, one.receipt))
    values: dict[str, Value] = {}
    for name in decision["wanted"]:
        if name not in stored:
            stands = after.entity if name in take or request.local is None else request.local
            values[name] = stands.fields.get(name)
    values |= {name: after.entity.fields.get(name) for name in empty}
    agreeing.agree(tx, work, twin, request.pair.baseline, decision, values, strangers)
    freezing.note_turns(tx, work, request, [name for name in take if name not in (decision.get("merged") or {})])


def _remember_edits(tx: Tx, work: Work, twin: Twin, message: Composed, seq: int, people: Collection[str]) -> None:
    """Keep when each edit was made that leaves now, so that a conflict is decided by the same time on both sides."""
    known = baselines.of_twin(tx, work.node.id, twin.id)
    forms = {}
    for name, at in message.edited.items():
        row = known.get(name)
        standing = standing_of(row)
        waiting = sending(standing.waiting, message.marks[name], at, seq)
        forms[name] = Form(replace(standing, waiting=waiting, left=seq).form(), row.local_fingerprint if row else "")
    baselines.renew(tx, work.node.id, twin.id, forms)
    freezing.thaw(tx, work, twin.id, [known[name] for name in message.edited if name in people and name in known])


def _tell(work: Work, request: Request, planned: Planned, made: tuple[Made, ...]) -> None:
    if request.pair.twin is None:
        work.note("paired", f"Paired with {request.replica.get('key') or request.remote_id}.")
    whole = work.claim.direction == "in" and not request.again  # all that the partner has was looked at
    if not made:
        work.note("result", "Nothing was to be changed here.", keep=planned.decision["keep"], whole=whole)
    else:
        work.note("result", f"{len(made)} written.", fields=planned.decision["take"], whole=whole)
