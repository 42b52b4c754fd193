"""Indexes that lists are counted and filtered by hold the columns asked for: else each row is looked up."""

from typing import Any

INDEXES = {
    "connection_key_3": "connection (node_id, status, name_key, id, health_reason)",
    "event_key_3": "event (node_id, direction, id, state) WHERE state IN ('pending', 'error')",
    "event_key_4": "event (node_id, connection_id, direction, id, state) WHERE state IN ('pending', 'error')",
    "error_key_1": "error (node_id, id, resolved_at) WHERE resolved_at IS NULL",
    "error_key_2": "error (node_id, connection_id, id, resolved_at) WHERE resolved_at IS NULL",
    "timeline_key_1": "timeline (node_id, entity_id, id, step, event_id, connection_id)",
    "twin_key_6": "twin (node_id, connection_id, id, ended_at) WHERE ended_at IS NULL",
    "conflict_key_2": "conflict (node_id, connection_id, id, resolved_at) WHERE resolved_at IS NULL",
}
ADDED = {"conflict_key_4": "conflict (node_id, id, resolved_at) WHERE resolved_at IS NULL"}


def up(migrator: Any, db: Any) -> None:
    """Make them anew; the last is for the inbox of a whole tenant, which was sorted as a whole."""
    for name in INDEXES:
        db.execute_sql(f"DROP INDEX {name}")
    for name, columns in {**INDEXES, **ADDED}.items():
        db.execute_sql(f"CREATE INDEX {name} ON {columns}")
