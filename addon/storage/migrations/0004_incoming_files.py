"""Files of private partners, which send them piece by piece when they are asked."""

# ruff: noqa: E501

from typing import Any

import peewee

STATEMENTS = (
    "CREATE TABLE incoming_file (id {id}, node_id BIGINT NOT NULL, connection_id BIGINT NOT NULL, message_id TEXT NOT NULL, entity_key TEXT NOT NULL, file_id TEXT NOT NULL, most BIGINT NOT NULL, received BIGINT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, asked_at BIGINT NOT NULL, heard_at BIGINT NOT NULL)",
    "CREATE UNIQUE INDEX incoming_file_key_1 ON incoming_file (connection_id, message_id)",
    "CREATE UNIQUE INDEX incoming_file_key_2 ON incoming_file (connection_id, entity_key, file_id)",
    "CREATE INDEX incoming_file_key_3 ON incoming_file (heard_at)",
    "CREATE TABLE incoming_piece (id {id}, node_id BIGINT NOT NULL, connection_id BIGINT NOT NULL, incoming_file_id BIGINT NOT NULL, start BIGINT NOT NULL, content TEXT NOT NULL)",
    "CREATE UNIQUE INDEX incoming_piece_key_1 ON incoming_piece (incoming_file_id, start)",
    "CREATE INDEX incoming_piece_key_2 ON incoming_piece (node_id, connection_id)",
)


def up(migrator: Any, db: Any) -> None:
    """Create the tables; `{id}` is the counting key of the store."""
    sqlite = isinstance(db, peewee.SqliteDatabase)
    counting = "INTEGER PRIMARY KEY AUTOINCREMENT" if sqlite else "BIGSERIAL PRIMARY KEY"
    for statement in STATEMENTS:
        db.execute_sql(statement.replace("{id}", counting))
