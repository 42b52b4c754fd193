"""Whether a tracker fails on one entity only, while it serves others with the same credential.

An outage is waited out, however long it takes: nobody could do anything about it. A tracker that answers everything
else and never this (an app, an automation or a broken field of that entity makes it fail) is a matter for a person.
Attempts in a row are the measure of time: each waits longer than the one before, up to five minutes.
"""

from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.errors import PlatformError
from addon.storage import outages, twins
from addon.storage.queue import Claim
from addon.storage.transaction import Tx

PATIENCE = 12
"""Attempts in a row, over eleven minutes at least, before anything but an outage is thought of."""
LONGER = 24
"""As many where nothing else was written meanwhile, so that there is nothing to compare with: an hour or so."""
LONGEST = 400
"""As many where other entities wait for the same, and still the tracker answers: about a day."""
A_FEW = 3
COMPARED_MS = 10 * 60_000
JUST_NOW_MS = 4 * 60_000
"""What was served in these last minutes may be the end of an outage: the next attempt will tell."""


def fails_alone(services: Services, claim: Claim, problem: PlatformError) -> bool:
    """Whether waiting on is of no use: this entity's calls fail, and the tracker is there for everything else."""
    tries = claim.attempts + 1
    if not problem.at_tracker or tries < PATIENCE:
        return False
    entity = _entity(claim)
    node_id = claim.node_id

    def read(tx: Tx) -> tuple[bool, bool]:
        served = outages.others_served(tx, node_id, entity, since=tx.now - COMPARED_MS, until=tx.now - JUST_NOW_MS)
        return served, outages.others_wait(tx, node_id, entity, attempts=A_FEW)

    served, waiting = services.ledger.read(read)
    enough = PATIENCE if served else LONGEST if waiting else LONGER
    return tries >= enough and not is_away(services, claim)


def is_away(services: Services, claim: Claim) -> bool:
    """Whether the tracker answers nothing now: neither who we are, nor what another entity of the connection says."""
    another = services.ledger.read(lambda tx: _another(tx, claim))
    try:
        tracker = services.trackers.open(claim.node_id)
        tracker.identity()
        if another:
            tracker.read([another], with_comments=False)
    except (PlatformError, Refusal):
        return True
    return False


def _another(tx: Tx, claim: Claim) -> str:
    """Another paired entity of the connection; empty where there is none."""
    found = twins.list_page(tx, claim.node_id, claim.connection_id, limit=5).items if claim.connection_id else ()
    return next((one.local_id for one in found if one.local_id != _entity(claim) and one.state == "linked"), "")


def _entity(claim: Claim) -> str:
    return claim.local_entity or claim.entity_key
