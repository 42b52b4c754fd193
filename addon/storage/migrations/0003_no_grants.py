"""Files are given to whoever may have the replica that lists them: a list of grants of its own was never used."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    """Drop the table, its indexes with it."""
    db.execute_sql("DROP TABLE attachment_grant")
