"""The lock that keeps other processes out of a SQLite store."""

import fcntl
import os
import time
from pathlib import Path

from addon.storage.failures import StoreLocked


class FileLock:
    """Who may write this database: the process that holds the lock on the file beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self, wait_s: float) -> None:
        """Take the lock, waiting for it; raises `StoreLocked` in plain words."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + wait_s
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() >= deadline:
                    holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip()
                    os.close(handle)
                    who = f" (process {holder})" if holder else ""
                    raise StoreLocked(
                        f"Another Liaise process{who} uses {self._path.with_suffix('')}. SQLite serves one process: "
                        "stop the server first, or set DATABASE_URL to PostgreSQL."
                    ) from None
                time.sleep(0.1)
            else:
                os.ftruncate(handle, 0)
                os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
                self._handle = handle
                return

    def release(self) -> None:
        """Give the lock back."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
