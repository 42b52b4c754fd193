"""Encrypted values: tokens, shared secrets, private keys. Nothing secret is kept anywhere else."""

from dataclasses import dataclass
from functools import lru_cache

from addon.storage import rows, tables
from addon.storage.failures import KeyMissing
from addon.storage.keys import Keys, Sealed
from addon.storage.tables import Secret as T
from addon.storage.transaction import Tx


@rows.of(tables.Secret)
@dataclass(frozen=True, slots=True)
class SecretInfo:
    """What is known of a secret without opening it."""

    id: int
    node_id: int
    purpose: str
    subject: str
    key_id: str
    expires_at: int | None
    created_at: int
    updated_at: int


@rows.of(tables.Secret)
@dataclass(frozen=True, slots=True)
class _Stored:
    id: int
    node_id: int
    purpose: str
    subject: str
    token: str
    key_id: str


def of_connection(connection_id: int) -> str:
    """The subject of a connection's secrets, removed with it."""
    return f"connection:{connection_id}"


def of_hook(hook_id: int) -> str:
    """The subject of a hook's password, removed with it."""
    return f"hook:{hook_id}"


def put(tx: Tx, node_id: int, purpose: str, value: str, *, subject: str = "", expires_at: int | None = None) -> None:
    """Store a secret, replacing the one of this purpose and subject. Node 0 is the deployment."""
    sealed = tx.keys.seal(node_id, column(purpose, subject), value)
    tx.upsert(
        tables.Secret,
        ("node_id", "purpose", "subject"),
        ("created_at",),
        node_id=node_id,
        purpose=purpose,
        subject=subject,
        token=sealed.token,
        key_id=sealed.key_id,
        expires_at=expires_at,
        created_at=tx.now,
        updated_at=tx.now,
    )


def get(tx: Tx, node_id: int, purpose: str, *, subject: str = "") -> str | None:
    """A secret in the clear, or None. Raises `KeyMissing`, `SecretMismatch`."""
    stored = tx.first(_Stored, T.node_id == node_id, T.purpose == purpose, T.subject == subject)
    if stored is None:
        return None
    return opened(tx.keys, node_id, column(purpose, subject), Sealed(stored.token, stored.key_id))


@lru_cache(maxsize=1_000)
def opened(keys: Keys, node_id: int, sealed_for: str, sealed: Sealed) -> str:
    """A secret in the clear, remembered by what is stored: another secret has another seal."""
    return keys.open(node_id, sealed_for, sealed)


def info(tx: Tx, node_id: int, purpose: str, *, subject: str = "") -> SecretInfo | None:
    """When a secret was stored and when it expires, without opening it."""
    return tx.first(SecretInfo, T.node_id == node_id, T.purpose == purpose, T.subject == subject)


def delete(tx: Tx, node_id: int, purpose: str, *, subject: str = "") -> bool:
    """Forget a secret."""
    return bool(tx.delete(tables.Secret, T.node_id == node_id, T.purpose == purpose, T.subject == subject))


def delete_subject(tx: Tx, node_id: int, subject: str) -> int:
    """Forget all secrets of one subject, such as a removed connection."""
    return tx.delete(tables.Secret, T.node_id == node_id, T.subject == subject)


def expiring(tx: Tx, before: int, *, limit: int = 1_000) -> list[SecretInfo]:
    """Secrets of all tenants that expire before then (ms), for countdowns and renewal."""
    return tx.select(
        SecretInfo, T.expires_at.is_null(False), T.expires_at < before, order=[T.expires_at, T.id], limit=limit
    )


def check_keys(tx: Tx) -> None:
    """Raise `KeyMissing` when a stored secret needs a key that is not configured; done at start."""
    stored = {row[0] for row in tx.sql("SELECT DISTINCT key_id FROM secret")}
    missing = sorted(stored - set(tx.keys.ids))
    if missing:
        raise KeyMissing(
            f"Stored secrets were encrypted with key(s) {', '.join(missing)}, which SECRET_KEYS does not contain. "
            "Add the old key behind the new one, then run `python -m addon keys rotate`."
        )


def rotate_batch(tx: Tx, *, at_most: int = 200) -> int:
    """Encrypt some secrets anew with the newest key; call again until it returns 0."""
    newest = tx.keys.ids[0]
    found = tx.select(_Stored, T.key_id != newest, order=[T.id], limit=at_most)
    for stored in found:
        sealed_for = column(stored.purpose, stored.subject)
        value = tx.keys.open(stored.node_id, sealed_for, Sealed(stored.token, stored.key_id))
        sealed = tx.keys.seal(stored.node_id, sealed_for, value)
        tx.update(tables.Secret, T.id == stored.id, T.token == stored.token, token=sealed.token, key_id=sealed.key_id)
    return len(found)


def column(purpose: str, subject: str) -> str:
    """What a secret is sealed for, beside its tenant."""
    return f"secret.{purpose}.{subject}"
