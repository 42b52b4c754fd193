"""Which failures of SQLite say that the database cannot now, and which that a statement was wrong."""

import contextlib
import sqlite3
from collections.abc import Iterator

import peewee

from addon.storage.failures import StoreUnavailable

CANNOT = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)


def told(problem: BaseException) -> BaseException:
    """A full or broken disk and the like as `StoreUnavailable`, in the middle as at the end; the rest as it came."""
    cause = getattr(problem, "orig", None) if isinstance(problem, peewee.DatabaseError) else None
    if getattr(cause, "sqlite_errorcode", 0) & 0xFF not in CANNOT:
        return problem
    unavailable = StoreUnavailable(f"The database failed: {problem}")
    unavailable.__cause__ = problem
    return unavailable


@contextlib.contextmanager
def opening() -> Iterator[None]:
    """Tell what keeps a file of ours from being opened or made as `StoreUnavailable`, in words for the operator."""
    try:
        yield
    except OSError as problem:
        raise StoreUnavailable(f"{problem.filename or 'A file'} cannot be opened: {problem.strerror}.") from problem
    except peewee.PeeweeException as problem:
        raise told(problem) from problem.__cause__
