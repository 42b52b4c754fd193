"""Messages to partners are looked for by themselves while a tracker is left alone, beside any backlog."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    """Index the lines that send, and only those."""
    db.execute_sql(
        "CREATE INDEX stream_key_7 ON stream (node_id, due_at, id) WHERE direction = 'send' AND due_at IS NOT NULL"
    )
