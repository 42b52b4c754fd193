"""What a simulated site holds, kept in a file, so that it comes back after a restart as it was left.

The living parts, such as the clock or the threads that deliver web hooks, stay where they are: a kept site gets those
of the process that takes it up. Deliveries on their way are lost, as the products lose some.
"""

import hashlib
import os
import pickle
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

Living = Mapping[str, object]
"""Parts of a site that live with the process, by the same names when it is kept and when it is taken up."""


def keep(path: Path, site: object, living: Living) -> None:
    """Write a site to a file, whole or not at all; hold its lock meanwhile."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        os.fchmod(file.fileno(), 0o600)  # it holds secrets and signing keys
        file.write(_version())
        _Writer(file, living).dump(site)
    beside.replace(path)


def take_up(path: Path, living: Living) -> Any:
    """The site that was kept in a file; raises `OSError`, or `ValueError` when another version kept it.

    Only for files of one's own: reading one may run what its writer wanted.
    """
    with path.open("rb") as file:
        if file.read(len(_version())) != _version():
            raise ValueError(f"{path} was written by another version of the simulators. Remove it to begin anew.")
        return _Reader(file, living).load()


@cache
def _version() -> bytes:
    """Of the simulators' code: what another one kept may lack what this one needs."""
    found = hashlib.sha256()
    for module in sorted(Path(__file__).parent.rglob("*.py")):
        found.update(module.read_bytes())
    return found.digest()


class _Writer(pickle.Pickler):
    def __init__(self, file: Any, living: Living) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._names = {id(part): name for name, part in living.items()}

    def persistent_id(self, value: object) -> str | None:
        return self._names.get(id(value))

    def reducer_override(self, value: object) -> Any:
        if isinstance(value, type(threading.RLock())):
            return threading.RLock, ()
        if isinstance(value, RSAPrivateKey):
            return _key, (value.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),)
        return NotImplemented


class _Reader(pickle.Unpickler):
    def __init__(self, file: Any, living: Living) -> None:
        super().__init__(file)
        self._living = living

    def persistent_load(self, name: str) -> object:
        return self._living[name]


def _key(pem: bytes) -> Any:
    return load_pem_private_key(pem, None)
