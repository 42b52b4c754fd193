"""The keys that encrypt secrets, each with an id, newest first.

A key is 32 random bytes in URL-safe base64 (what `cryptography.fernet` calls a key). Its id is the start of
its SHA-256, stored beside each ciphertext, so that a missing key is known at start and not at first use.
Fernet has no associated data: the tenant and the column go into the plaintext and are checked on the way out.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from addon.storage.failures import KeyMissing, SecretMismatch
from addon.storage.sqlite_failures import opening

FILE_NAME = "secret.keys"


@dataclass(frozen=True, slots=True)
class Sealed:
    """An encrypted value and the id of the key that made it."""

    token: str
    key_id: str


class Keys:
    """Encrypts with the first key, decrypts with whichever made the token."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take keys as text, newest first; raises ValueError when one is no key."""
        self._keys: dict[str, Fernet] = {}
        self._raw: dict[str, bytes] = {}
        for text in texts:
            cleaned = text.strip()
            try:
                fernet = Fernet(cleaned)
            except ValueError as problem:
                raise ValueError(
                    "SECRET_KEYS: a key is 32 bytes in URL-safe base64; make one with `python -m addon keys new`"
                ) from problem
            self._keys.setdefault(key_id(cleaned), fernet)
            self._raw.setdefault(key_id(cleaned), cleaned.encode())
        if not self._keys:
            raise ValueError("SECRET_KEYS: at least one key is needed")

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all keys, newest first."""
        return tuple(self._keys)

    def seal(self, node_id: int, column: str, value: str) -> Sealed:
        """Encrypt a value for one tenant and column."""
        newest = next(iter(self._keys))
        plain = json.dumps([node_id, column, value]).encode()
        return Sealed(self._keys[newest].encrypt(plain).decode(), newest)

    def open(self, node_id: int, column: str, sealed: Sealed) -> str:
        """Decrypt; raises `KeyMissing`, or `SecretMismatch` for another tenant's or column's token."""
        fernet = self._keys.get(sealed.key_id)
        if fernet is None:
            raise KeyMissing(f"The key {sealed.key_id} that encrypted a stored secret is not in SECRET_KEYS.")
        try:
            found_node, found_column, value = json.loads(fernet.decrypt(sealed.token.encode()))
        except (InvalidToken, ValueError) as problem:
            raise SecretMismatch(f"A stored secret of {column} cannot be decrypted: it was altered.") from problem
        if found_node != node_id or found_column != column:
            raise SecretMismatch(f"A stored secret of {column} belongs to another tenant or column.")
        assert isinstance(value, str)
        return value

    def derive(self, purpose: str, length: int = 32) -> bytes:
        """A signing key for one purpose, derived from the newest key by HKDF-SHA256."""
        return self.derive_all(purpose, length)[0]

    def derive_all(self, purpose: str, length: int = 32) -> tuple[bytes, ...]:
        """The derived keys of all keys, newest first: sign with the first, accept any."""
        return tuple(
            HKDF(algorithm=SHA256(), length=length, salt=None, info=b"liaise:" + purpose.encode()).derive(raw)
            for raw in self._raw.values()
        )


def key_id(text: str) -> str:
    """The id of a key: the first 12 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def new_key() -> str:
    """A fresh random key as text."""
    return Fernet.generate_key().decode()


def load_keys(secret_keys: str | Sequence[str], data_dir: Path | None) -> Keys:
    """Keys from SECRET_KEYS (a list, or text with commas or spaces), else from a file that only we can read.

    The file is made on first start. `data_dir` None (PostgreSQL: several machines) means that there is no file
    and raises ValueError when SECRET_KEYS is empty.
    """
    given = secret_keys.replace(",", " ").split() if isinstance(secret_keys, str) else list(secret_keys)
    if given:
        return Keys(given)
    if data_dir is None:
        raise ValueError("SECRET_KEYS is required with PostgreSQL; make one with `python -m addon keys new`")
    path = data_dir / FILE_NAME
    with opening():
        if not path.exists():
            write_key_file(path, [new_key()])
        return Keys(path.read_text(encoding="ascii").split())


def write_key_file(path: Path, texts: Iterable[str]) -> None:
    """Write keys, newest first, to a file with mode 0600; never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write("".join(f"{text}\n" for text in texts))
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
