"""Test cases of rules."""

# ruff: noqa: E501

from typing import Any

import peewee

STATEMENTS = (
    "CREATE TABLE rule_case (id {id}, node_id BIGINT NOT NULL, connection_id BIGINT NOT NULL, name TEXT NOT NULL, entity_id TEXT NOT NULL, entity_key TEXT NOT NULL, given TEXT NOT NULL, expected TEXT NOT NULL, created_by TEXT NOT NULL, created_at BIGINT NOT NULL)",
    "CREATE INDEX rule_case_key_1 ON rule_case (node_id, connection_id, id)",
)


def up(migrator: Any, db: Any) -> None:
    """Create the table; `{id}` is the counting key of the store."""
    sqlite = isinstance(db, peewee.SqliteDatabase)
    counting = "INTEGER PRIMARY KEY AUTOINCREMENT" if sqlite else "BIGSERIAL PRIMARY KEY"
    for statement in STATEMENTS:
        db.execute_sql(statement.replace("{id}", counting))
