"""What Liaise wrote is never sent back: two ways to tell.

An entity without a pair that carries the mark of a create of this very connection is ours. A paired entity is news
only when what the rules make of it differs from what the partner last got or gave.
"""

from addon.storage import effects
from addon.sync.gather import Gathered
from addon.sync.outgoing import Composed
from addon.sync.remembered import heard
from addon.sync.work import Work


def made_here(work: Work, found: Gathered) -> bool:
    """Whether an unpaired entity was created by this connection; somebody's copy of one carries its mark too."""
    if found.pair.twin is not None or found.entity is None or not found.entity.marker:
        return False
    marker = found.entity.marker
    effect = work.services.ledger.read(lambda tx: effects.find(tx, work.node.id, marker))
    if effect is None or effect.connection_id != work.agreed.id:
        return False
    return effect.state != "done" or effect.entity_id == found.entity.id


def known_already(work: Work, found: Gathered, message: Composed) -> bool:
    """Whether the partner has exactly this; an explicit request to sync is sent all the same."""
    twin = found.pair.twin
    if twin is None or any(event.kind == "resync" for event in work.claim.events):
        return False
    if twin.state == "local_deleted" and not found.remembered:
        return False  # taken back, and the partner was told that it is gone
    return twin.sent_hash == message.digest


def only_our_own(work: Work, found: Gathered) -> bool:
    """Whether nothing was heard of but what we wrote ourselves, or have seen before: nobody asks why that is not sent.

    Not where the outgoing rules had something to say.
    """
    notices = heard(work.claim.events)
    seen = found.remembered or (bool(notices) and all(one.get("trace") for one in notices or ()))
    return seen and all(step == "rules" for step, _, _ in work.steps)
