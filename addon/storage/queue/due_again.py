"""Lines that waited for somebody who is back: they are due at once instead of at their time."""

from addon.storage.queue.append import announce
from addon.storage.transaction import Tx


def due_again(tx: Tx, node_id: int, waiting_for: str, *, connection_id: int | None = None) -> int:
    """Make due what waits for this reason, of a tenant or of one connection; how many lines.

    Lines that wait for something else, for a person, or that are being worked on are left alone.
    """
    one = "" if connection_id is None else "AND connection_id = ? "
    found = tx.change(
        f"UPDATE stream SET due_at = ? WHERE node_id = ? {one}AND waiting_for = ? "  # noqa: S608 - a constant
        "AND owner IS NULL AND blocked_by IS NULL AND due_at > ?",
        tx.now,
        node_id,
        *(() if connection_id is None else (connection_id,)),
        waiting_for,
        tx.now,
    )
    if found:
        announce(tx)
    return found
