"""What a tenant has used in a calendar month (UTC): changes that crossed, and bytes of files.

Counted in the transaction that sends or applies, so that nothing is counted twice or forgotten. Each line of work
counts in one of `STRIPS` rows: workers of a tenant hardly ever wait for each other, and a month is few rows.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from addon.storage.transaction import Tx

STRIPS = 16
MOST_BYTES = 2**40
"""Of one piece of work: partners say how large a file is, and a number may not grow out of its column."""


@dataclass(frozen=True, slots=True)
class Month:
    """Of one month: changes sent and received, and bytes of files in both directions."""

    sent: int
    received: int
    file_bytes: int


def count(tx: Tx, node_id: int, line: int, *, sent: int = 0, received: int = 0, file_bytes: int = 0) -> None:
    """Add to this month. `line` is the line (its id) that does the work.

    Call it last in a transaction: on PostgreSQL the strip is locked until it ends, so nobody may wait for anything
    else while holding it.
    """
    if not (sent or received or file_bytes):
        return
    tx.hot(
        "INSERT INTO monthly_usage (node_id, month, strip, sent, received, file_bytes) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (node_id, month, strip) DO UPDATE SET sent = monthly_usage.sent + excluded.sent, "
        "received = monthly_usage.received + excluded.received, "
        "file_bytes = monthly_usage.file_bytes + excluded.file_bytes RETURNING id",
        node_id,
        _month(tx.now),
        line % STRIPS,
        sent,
        received,
        min(file_bytes, MOST_BYTES),
    )


def this_month(tx: Tx, node_id: int) -> Month:
    """What was used since the month began."""
    found = tx.sql(
        "SELECT COALESCE(SUM(sent), 0), COALESCE(SUM(received), 0), COALESCE(SUM(file_bytes), 0) "
        "FROM monthly_usage WHERE node_id = ? AND month = ?",
        node_id,
        _month(tx.now),
    )
    return Month(*(int(number) for number in found[0]))


def purge(tx: Tx, before: int, *, at_most: int = 1_000) -> int:
    """Delete months that ended before then (ms), of all tenants, some rows at a time; how many."""
    return tx.change(
        "DELETE FROM monthly_usage WHERE id IN (SELECT id FROM monthly_usage WHERE month < ? LIMIT ?)",
        _month(before),
        at_most,
    )


def _month(at_ms: int) -> int:
    at = datetime.fromtimestamp(at_ms / 1000, UTC)
    return at.year * 100 + at.month
