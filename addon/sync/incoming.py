"""A partner's replica meets the local entity: what arrived, what stands here, what pairs them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from addon.connections.naming import numbered
from addon.nodes.refusals import Refusal
from addon.replica.entity import Entity
from addon.rules.ruleset import Replica
from addon.storage import twins
from addon.storage.transaction import Tx
from addon.sync.conflicts import Verdicts
from addon.sync.gather import Pair, pair_of, read_one, require_project, target
from addon.sync.named_here import with_names_from_here
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
    stored: Verdicts | None = None  # what was decided of fields that the rules stored in the middle of their run
    refused: Mapping[str, Any] | None = None  # the decision of an attempt before this one whose write was refused
    remembered: bool = False  # `local` is as it was last seen; the write will say whether it still stands so

    @property
    def again(self) -> bool:
        """Whether the rules run once more on what arrived before, because of a link or parent that is paired now."""
        return self.body.get("again") is True

    @property
    def first_sync(self) -> bool:
        """Whether there is no pair yet."""
        return self.pair.twin is None


def read(work: Work, *, afresh: bool = False) -> Request | str:
    """The request of the line's head with the local entity just read; why there is nothing to do, where there is not.

    Where a write is guarded by a revision, a remembered entity does as well, unless it is wanted `afresh`.

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
        return "A newer state was applied already."
    if twin is not None:
        local, kept = target(work, pair, afresh=afresh)
        if local is None:
            require_project(work, twin)
        body = with_names_from_here(work, body, local)
        return Request(replica, body, remote_id, epoch, seq, local, pair, gone=local is None, remembered=kept)
    wanted = body.get("connect")
    if isinstance(wanted, str) and wanted:
        return Request(replica, body, remote_id, epoch, seq, connect_with(work, wanted), pair)
    known_there = _known_there(work, body.get("twin"))
    if known_there is not None and _was_unlinked(work, known_there, remote_id):
        return "The pair was unlinked here before the partner knew."
    return Request(replica, body, remote_id, epoch, seq, known_there, pair)


def _known_there(work: Work, claimed: object) -> Entity | None:
    """The entity here that the partner has as the twin though it is no pair here: a restored backup forgot it."""
    if not isinstance(claimed, str) or not claimed:
        return None
    other = work.services.ledger.read(lambda tx: twins.by_local(tx, work.node.id, work.agreed.id, claimed))
    return read_one(work, claimed) if other is None else None


def _was_unlinked(work: Work, local: Entity, remote_id: str) -> bool:
    def read(tx: Tx) -> bool:
        return twins.was_unlinked(
            tx, work.node.id, work.agreed.id, local_id=local.id, local_key=local.key, remote_id=remote_id
        )

    return work.services.ledger.read(read)


def resumed(work: Work, request: Request, entity_id: str) -> Request:
    """The request of an attempt that planned calls on an entity not paired yet, with which the rules connected."""
    if request.local is not None or not entity_id:
        return request
    return replace(request, local=read_one(work, entity_id))


def _pair(tx: Tx, work: Work, remote_id: str, claimed: object) -> Pair:
    twin = twins.by_remote(tx, work.node.id, work.agreed.id, remote_id)
    if twin is None and isinstance(claimed, str) and claimed:
        ours = twins.by_local(tx, work.node.id, work.agreed.id, claimed)
        twin = ours if ours is not None and ours.remote_id in ("", remote_id) else None
    return pair_of(tx, work, twin)


CONNECT_REFUSED = frozenset({"connect_target_missing", "paired_already"})
"""What `connect_with` says of a key that somebody at the partner entered."""


def connect_with(work: Work, wanted: str) -> Entity:
    """The entity that exists, is seen and not paired yet; raises `Refusal`."""
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
            f"{numbered(local.key)} is paired with {numbered(paired.remote_key or 'another one')} already. "
            "Unlink it first.",
        )
    return local
