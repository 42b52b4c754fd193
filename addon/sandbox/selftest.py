"""Tries from inside the wall what a run must not be able to do."""

import ctypes
import os
import socket
from collections.abc import Callable

FORBIDDEN_MEMORY = 1 << 30


def failures() -> list[str]:
    """The names of the attempts that succeeded; empty is good. Called in a locked process only."""
    attempts: dict[str, Callable[[], object]] = {
        "open a file": lambda: os.open("/etc/hostname", os.O_RDONLY),
        "list a folder": lambda: os.listdir("/"),
        "create a file": lambda: os.open("/tmp/liaise-wall", os.O_CREAT | os.O_WRONLY),  # noqa: S108
        "open a socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        "open a local socket": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
        "start a process": _fork,
        "execute a program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
        "signal its parent": lambda: os.kill(os.getppid(), 0),
        "take 1 GiB": lambda: bytearray(FORBIDDEN_MEMORY),
        "map executable memory": _executable,
    }
    return [name for name, attempt in attempts.items() if _works(attempt)]


def _works(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, MemoryError):
        return False
    return True


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _executable() -> None:
    function = ctypes.CDLL(None, use_errno=True).mmap
    function.restype = ctypes.c_void_p
    mapped = function(None, ctypes.c_size_t(4096), 7, 0x22, -1, ctypes.c_long(0))
    if mapped in (None, ctypes.c_void_p(-1).value):
        raise OSError(ctypes.get_errno(), "mmap")
