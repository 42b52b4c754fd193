# ruff: noqa: S608 (the only text put in is our own; every value is bound)
"""The versions of what leaves a line: later ones are newer, also when the store goes on from a backup."""

from dataclasses import dataclass

from addon.storage import settings_store
from addon.storage.queue.finish import hold
from addon.storage.queue.model import Claim
from addon.storage.transaction import Tx

COUNTING_SINCE = "counting_since"
_GREATER = {"sqlite": "max", "postgresql": "greatest"}


@dataclass(frozen=True, slots=True)
class Version:
    """Versions compare by `epoch` (ms), then by `seq`; nothing has an order of its own without a `seq`."""

    epoch: int
    seq: int


def count_anew(tx: Tx) -> None:
    """Make all versions from now on later than those before, of all tenants; done at every start of an engine.

    A store that was put back from a backup does not know the numbers that were given since, and partners take a
    number that they know for old news.
    """
    before = settings_store.get(tx, 0, COUNTING_SINCE, 0)
    settings_store.put(tx, 0, COUNTING_SINCE, max(int(before), tx.now))


def next_version(tx: Tx, claim: Claim) -> Version:
    """The next version of this line's messages; never given twice. Raises `Fenced`."""
    hold(tx, claim)
    found = tx.sql(
        f"UPDATE stream SET seq = seq + 1, epoch = {_GREATER[tx.dialect]}(epoch, COALESCE("
        "(SELECT CAST(value AS bigint) FROM setting WHERE node_id = 0 AND name = ?), 0)) "
        "WHERE id = ? RETURNING epoch, seq",
        COUNTING_SINCE,
        claim.stream_id,
    )
    return Version(*map(int, found[0]))
