"""What can go wrong in the ledger, each with a reason word."""

from typing import ClassVar


class StorageError(Exception):
    """Base of everything the ledger raises on purpose."""

    reason: ClassVar[str] = "storage"


class StoreUnavailable(StorageError):
    """The database is gone or its writer cannot keep up: answer 503 and let the caller try again."""

    reason = "store_unavailable"


class StoreLocked(StorageError):
    """Another process serves this SQLite store."""

    reason = "store_locked"


class SchemaBehind(StorageError):
    """The database has not been migrated to what this version needs (or comes from a newer one)."""

    reason = "schema_behind"


class Duplicate(StorageError):
    """A unique key says that there is one already."""

    reason = "duplicate"


class VersionConflict(StorageError):
    """Somebody changed the row since it was read; read it again."""

    reason = "version_conflict"


class Fenced(StorageError):
    """The lease on this line was lost: somebody else has it now, throw the result away."""

    reason = "fenced"


class NoSuchRow(StorageError):
    """There is no such row in this tenant."""

    reason = "no_such_row"


class KeyMissing(StorageError):
    """A stored secret was encrypted with a key that is not configured."""

    reason = "key_missing"


class SecretMismatch(StorageError):
    """A secret decrypts, but belongs to another tenant or purpose: the row was tampered with."""

    reason = "secret_mismatch"
