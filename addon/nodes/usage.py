"""What an instance uses, as the License tab shows it: connections, pairs, and what crossed this month."""

from dataclasses import dataclass

from addon.nodes.services import Services
from addon.storage import overview, usage
from addon.storage.transaction import Tx

ACTIVE = frozenset({"active", "deactivated"})
"""Connections that were accepted: these are what an ended license holds back or lets go on."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Numbers of connections and pairs are counted no further than 1,000; `sent` to `file_bytes` are of this month.

    `basic` go on without a license, `scripted` wait then: both are of those that were accepted. `queued` changes wait
    in the scripted ones.
    """

    connections: int
    of_script: int
    basic: int
    scripted: int
    queued: int
    pairs: int
    sent: int
    received: int
    file_bytes: int


def of_node(services: Services, node_id: int) -> Usage:
    """What the instance uses now."""

    def read(tx: Tx) -> Usage:
        listed = overview.modes(tx, node_id)
        scripted = [one.id for one in listed if one.status in ACTIVE and one.mode != "basic"]
        waiting = overview.waiting(tx, node_id, scripted)
        month = usage.this_month(tx, node_id)
        return Usage(
            connections=len(listed),
            of_script=sum(one.mode == "script" for one in listed),
            basic=sum(one.status in ACTIVE and one.mode == "basic" for one in listed),
            scripted=len(scripted),
            queued=sum(waiting.values()),
            pairs=overview.pairs_of_node(tx, node_id),
            sent=month.sent,
            received=month.received,
            file_bytes=month.file_bytes,
        )

    return services.ledger.read(read)
