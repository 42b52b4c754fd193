"""One connection to a database, without what the model layer does for each statement.

peewee logs, times and opens a context for every statement; on the hot paths that costs as much as SQLite's own work.
Queries are still written with peewee where that helps: only their execution is direct.
"""

from collections.abc import Callable, Sequence
from typing import Any

import peewee

FAILURES: Any = vars(peewee)["__exception_wrapper__"]
"""Raises the driver's failures as peewee's own."""


class Direct:
    """Runs statements on one open connection, in the driver's own marks (`?` or `%s`)."""

    def __init__(self, connection: Any, get_sql_context: Callable[[], Any]) -> None:
        self.connection = connection
        self.get_sql_context = get_sql_context
        self._execute = connection.execute

    def execute_sql(self, text: str, values: Sequence[Any] = ()) -> Any:
        """Run one statement; its cursor. The driver's failures are raised as peewee's, as everywhere."""
        try:
            return self._execute(text, values)
        except Exception:
            with FAILURES:
                raise

    def rows(self, text: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run one statement; its rows, if it returns any."""
        cursor = self.execute_sql(text, values)
        return cursor.fetchall() if cursor.description else []
