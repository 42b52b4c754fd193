"""Read the local entity once, with what we know of its pair."""

from dataclasses import dataclass

from addon.connections.naming import numbered
from addon.platforms.errors import PlatformError, Reason
from addon.replica.entity import Entity
from addon.rules.site import APART
from addon.storage import baselines, effects, traces, twins
from addon.storage.baselines import Baseline
from addon.storage.traces import Trace
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync import ahead, remembered
from addon.sync.work import Later, Work

WAIT_FOR_WRITE_MS = 2_000


@dataclass(frozen=True, slots=True)
class Pair:
    """What the ledger knows of an entity over one connection."""

    twin: Twin | None
    baseline: dict[str, Baseline]
    traces: tuple[Trace, ...]
    stored: Entity | None = None  # the local entity as it is remembered, where writes are guarded


@dataclass(frozen=True, slots=True)
class Gathered:
    """A local entity as it stands, and its pair."""

    entity: Entity | None
    pair: Pair
    deleted: bool = False
    remembered: bool = False


def local(work: Work) -> Gathered:
    """The entity of an outgoing line; None when it is gone or no longer visible."""
    entity_id = work.claim.entity_key
    pair = pair_of_local(work, entity_id)
    if pair.twin is not None:
        _wait_for_own_writes(work, entity_id)
    if any(event.kind == "deleted" for event in work.claim.events):
        return Gathered(None, pair, deleted=True)
    notices = remembered.heard(work.claim.events)
    stored = pair.stored
    if stored is not None and remembered.nothing_newer(stored, notices):
        return Gathered(stored, pair, remembered=True)
    if not work.tracker.capabilities.guarded_writes or pair.twin is None:
        started = ahead.read(work, entity_id)
        entity = read_one(work, entity_id) if started is None else with_parts(work, started)
        if entity is None:
            require_project(work, pair.twin)
        return Gathered(entity, pair)
    found = work.tracker.read([entity_id], with_comments=False).get(entity_id)
    if found is None:
        require_project(work, pair.twin)
    if found is None or found.deleted:
        return Gathered(None, pair)
    if remembered.comments_needed(stored, found, notices):
        return Gathered(work.tracker.with_comments(found), pair)
    return Gathered(remembered.with_known_comments(found, stored), pair)


def _wait_for_own_writes(work: Work, entity_id: str) -> None:
    """A write whose answer was lost may stand there already, and would be taken for somebody's news."""
    agreed = work.agreed.id
    if work.services.ledger.read(lambda tx: effects.under_way(tx, work.node.id, agreed, entity_id)):
        raise Later(WAIT_FOR_WRITE_MS, "own_write_open")


def target(work: Work, pair: Pair, *, afresh: bool = False) -> tuple[Entity | None, bool]:
    """The local entity of an incoming line, and whether it is only remembered."""
    assert pair.twin is not None
    deleted = pair.twin.state == "local_deleted"  # what is remembered is of before that
    if pair.stored is not None and pair.stored.revision != remembered.UNKNOWN and not afresh and not deleted:
        return pair.stored, True
    return read_one(work, pair.twin.local_id), False


def read_one(work: Work, entity_id: str) -> Entity | None:
    """One entity from the tracker: comments, files and our marker included."""
    found = work.tracker.read([entity_id]).get(entity_id)
    return None if found is None or found.deleted else with_parts(work, found)


def with_parts(work: Work, entity: Entity) -> Entity:
    """The entity with the parts that the rules speak of and that cost a call each; none where they do not."""
    spoken = work.scripts.speak_of(APART) if work.scripts is not None else frozenset()
    return work.tracker.with_parts(entity, spoken) if spoken else entity


def require_project(work: Work, twin: Twin | None) -> None:
    """Whether an entity that is not there can be gone: what is hidden with its whole project is not deleted.

    Raises PROJECT_GONE where the project cannot be seen either.
    """
    if twin is None or not twin.local_project:
        return
    if not work.tracker.has_project(twin.local_project):
        words = f"The project of {numbered(twin.local_key)} is gone, archived, or hidden from the sync identity."
        raise PlatformError(Reason.PROJECT_GONE, words, 404, permanent=True)


def pair_of_local(work: Work, entity_id: str) -> Pair:
    """The pair of a local entity over this line's connection."""

    def read(tx: Tx) -> Pair:
        return pair_of(tx, work, twins.by_local(tx, work.node.id, work.agreed.id, entity_id))

    return work.services.ledger.read(read)


def twin_of_remote(work: Work, remote_id: str) -> Twin | None:
    """The pair of an entity of the partner's over this line's connection."""
    return work.services.ledger.read(lambda tx: twins.by_remote(tx, work.node.id, work.agreed.id, remote_id))


def pair_of(tx: Tx, work: Work, twin: Twin | None) -> Pair:
    """Everything that hangs on a twin."""
    if twin is None:
        return Pair(None, {}, ())
    return Pair(
        twin,
        baselines.of_twin(tx, work.node.id, twin.id),
        tuple(one for one in traces.of_twin(tx, work.node.id, twin.id) if one.removed_at is None),
        remembered.decode(twins.kept_form(tx, work.node.id, twin.id)),
    )


def remember(tx: Tx, work: Work, twin_id: int, entity: Entity | None) -> None:
    """Keep how the local entity stands now, where a write can be guarded by it; None forgets it."""
    if work.node.kind == "azuredevops":
        twins.keep_form(tx, work.node.id, twin_id, remembered.encode(entity))
