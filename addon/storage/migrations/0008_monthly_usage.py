"""What crossed is counted by month, for the License tab."""

from typing import Any

import peewee

COLUMNS = (
    "id {id}, node_id BIGINT NOT NULL, month BIGINT NOT NULL, strip BIGINT NOT NULL, sent BIGINT NOT NULL, "
    "received BIGINT NOT NULL, file_bytes BIGINT NOT NULL"
)


def up(migrator: Any, db: Any) -> None:
    """Create the table, empty: what crossed before is not counted; `{id}` is the counting key of the store."""
    sqlite = isinstance(db, peewee.SqliteDatabase)
    counting = "INTEGER PRIMARY KEY AUTOINCREMENT" if sqlite else "BIGSERIAL PRIMARY KEY"
    db.execute_sql(f"CREATE TABLE monthly_usage ({COLUMNS.replace('{id}', counting)})")
    db.execute_sql("CREATE UNIQUE INDEX monthly_usage_key_1 ON monthly_usage (node_id, month, strip)")
