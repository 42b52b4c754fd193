"""A partner's replica meets the local entity: read it, run the incoming rules."""

from dataclasses import dataclass
from typing import Any

from addon.nodes.refusals import Refusal
from addon.replica.entity import Entity
from addon.rules.ruleset import Edits, IncomingFacts, Replica
from addon.storage import twins
from addon.storage.transaction import Tx
from addon.sync.gather import Pair, pair_of, read_one
from addon.sync.work import Work


@dataclass(frozen=True, slots=True)
class Request:
    """One sync request: what arrived, the local entity as it stands (None: to be created), and the pair."""

    replica: Replica
    body: dict[str, Any]
    remote_id: str
    epoch: int
    seq: int
    local: Entity | None
    pair: Pair
    gone: bool = False

    @property
    def first_sync(self) -> bool:
        """Whether there is no pair yet."""
        return self.pair.twin is None


def read(work: Work) -> Request | None:
    """The request of the line's head with the local entity just read; None when it is older than what was applied.

    `gone` when the pair's local entity was deleted or is no longer visible. Raises `Refusal` when a person asked to
    connect with an entity that is not here or is paired already.
    """
    event = work.claim.head
    body: dict[str, Any] = event.body
    replica: Replica = body.get("replica") or {}
    remote_id = work.claim.entity_key
    epoch, seq = int(body.get("epoch", 0)), int(body.get("seq", 0))
    pair = work.services.ledger.read(lambda tx: _pair(tx, work, remote_id, body.get("twin")))
    twin = pair.twin
    if twin is not None and twin.received_seq and (epoch, seq) < (twin.received_epoch, twin.received_seq):
        return None
    if twin is not None:
        local = read_one(work, twin.local_id)
        return Request(replica, body, remote_id, epoch, seq, local, pair, gone=local is None)
    wanted = body.get("connect")
    if isinstance(wanted, str) and wanted:
        return Request(replica, body, remote_id, epoch, seq, _connect_with(work, wanted), pair)
    return Request(replica, body, remote_id, epoch, seq, None, pair)


def run_rules(work: Work, request: Request) -> Edits:
    """What the incoming rules want; they never see anything but the replica, the entity and a few facts."""
    connection = work.agreed
    types: tuple[str, ...] = ()
    if request.local is None:
        types = tuple(one.name for one in work.tracker.entity_types(connection.project_id))
    written = {
        one.remote_id: (one.local_id, one.remote_hash)
        for one in request.pair.traces
        if one.kind == "comment" and one.origin == "remote"
    }
    own = {one.local_id for one in request.pair.traces if one.kind == "comment" and one.origin == "local"}
    if request.local is not None:
        own |= {one.id for one in request.local.comments or ()}
    facts = IncomingFacts(
        first_sync=request.first_sync,
        project_id=connection.project_id,
        types=types,
        partner_name=connection.remote_name,
        written=written,
        own=frozenset(own),
        files=frozenset(one.remote_id for one in request.pair.traces if one.kind == "attachment"),
    )
    return work.rules.incoming(request.replica, request.local, facts)


def _pair(tx: Tx, work: Work, remote_id: str, claimed: object) -> Pair:
    twin = twins.by_remote(tx, work.node.id, work.agreed.id, remote_id)
    if twin is None and isinstance(claimed, str) and claimed:
        ours = twins.by_local(tx, work.node.id, work.agreed.id, claimed)
        twin = ours if ours is not None and ours.remote_id in ("", remote_id) else None
    return pair_of(tx, work, twin)


def _connect_with(work: Work, wanted: str) -> Entity:
    local_id = work.tracker.resolve(wanted)
    local = read_one(work, local_id) if local_id else None
    if local is None:
        raise Refusal(
            "connect_target_missing",
            f"There is no {wanted} here, or the sync identity cannot see it. Check the key, then connect again.",
        )
    paired = work.services.ledger.read(lambda tx: twins.by_local(tx, work.node.id, work.agreed.id, local.id))
    if paired is not None:
        raise Refusal(
            "paired_already",
            f"{local.key} is paired with {paired.remote_key or 'another one'} already. Unlink it first.",
        )
    return local
