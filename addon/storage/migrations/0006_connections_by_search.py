"""What the list of connections is searched in stands in one column and one index: else each search reads all rows."""

import logging
from typing import Any

import peewee

log = logging.getLogger(__name__)
BATCH = 500
MOST_BYTES = 1_200
PARTS = "name, local_name, remote_name, partner_name, partner_url"


def up(migrator: Any, db: Any) -> None:
    """Add the column, fill it, say how far it is, and index it."""
    mark = "?" if isinstance(db, peewee.SqliteDatabase) else "%s"
    db.execute_sql("ALTER TABLE connection ADD COLUMN search_key TEXT")
    total = db.execute_sql("SELECT count(*) FROM connection").fetchone()[0]
    after = done = 0
    while True:
        found = db.execute_sql(
            f"SELECT id, {PARTS} FROM connection WHERE id > {mark} ORDER BY id LIMIT {BATCH}",  # noqa: S608
            (after,),
        ).fetchall()
        if not found:
            break
        for row_id, *parts in found:
            db.execute_sql(f"UPDATE connection SET search_key = {mark} WHERE id = {mark}", (_key(parts), row_id))  # noqa: S608
        after, done = found[-1][0], done + len(found)
        log.info("connections made searchable: %d of %d", done, total)
    db.execute_sql(
        "CREATE INDEX connection_key_7 ON connection (node_id, name_key, id, search_key, status, health_reason)"
    )


def _key(parts: list[str]) -> str:
    """The texts one below the other, case folded; cut, because an index takes no long ones."""
    folded = "\n".join(part.strip().casefold() for part in parts)
    return folded.encode()[:MOST_BYTES].decode(errors="ignore")
