"""Read the local entity once, with what we know of its pair."""

from dataclasses import dataclass

from addon.replica.entity import Entity
from addon.storage import baselines, traces, twins
from addon.storage.baselines import Baseline
from addon.storage.traces import Trace
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync.work import Work


@dataclass(frozen=True, slots=True)
class Pair:
    """What the ledger knows of an entity over one connection."""

    twin: Twin | None
    baseline: dict[str, Baseline]
    traces: tuple[Trace, ...]

    @property
    def remote_ids(self) -> dict[str, str]:
        """The partner's ids of comments and files that came from there, by ours."""
        return {one.local_id: one.remote_id for one in self.traces if one.origin == "remote"}


@dataclass(frozen=True, slots=True)
class Gathered:
    """A local entity as it stands, and its pair."""

    entity: Entity | None
    pair: Pair
    deleted: bool = False


def local(work: Work) -> Gathered:
    """The entity of an outgoing line; None when it is gone or no longer visible."""
    entity_id = work.claim.entity_key
    pair = pair_of_local(work, entity_id)
    if any(event.kind == "deleted" for event in work.claim.events):
        return Gathered(None, pair, deleted=True)
    return Gathered(read_one(work, entity_id), pair)


def read_one(work: Work, entity_id: str) -> Entity | None:
    """One entity from the tracker: comments, files and our marker included."""
    found = work.tracker.read([entity_id]).get(entity_id)
    return None if found is None or found.deleted else found


def pair_of_local(work: Work, entity_id: str) -> Pair:
    """The pair of a local entity over this line's connection."""

    def read(tx: Tx) -> Pair:
        return pair_of(tx, work, twins.by_local(tx, work.node.id, work.agreed.id, entity_id))

    return work.services.ledger.read(read)


def pair_of(tx: Tx, work: Work, twin: Twin | None) -> Pair:
    """Everything that hangs on a twin."""
    if twin is None:
        return Pair(None, {}, ())
    return Pair(
        twin,
        baselines.of_twin(tx, work.node.id, twin.id),
        tuple(one for one in traces.of_twin(tx, work.node.id, twin.id) if one.removed_at is None),
    )
