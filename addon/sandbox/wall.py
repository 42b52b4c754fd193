"""The wall around one run, raised in the child before a byte of a script is looked at."""

import contextlib
import os
import sys
from dataclasses import asdict, dataclass

from addon.sandbox import landlock, seccomp

if sys.platform != "win32":
    import resource

MIB = 1024 * 1024
STACK = 64 * MIB
"""Room for calls in C below one another, which Python's own count of recursion does not measure: with the usual 8 MiB
the process dies before that count is reached, and nobody learns at which line."""
CHANNEL = 3
"""The only file descriptor a run keeps beside the three standard ones, which lead to the null device."""


@dataclass(frozen=True)
class Wall:
    """What holds: resource limits, the system call filter, and the Landlock version (0: none)."""

    limits: bool
    seccomp: bool
    landlock: int
    missing: str = ""

    def as_message(self) -> dict[str, object]:
        return asdict(self)


def keep_only(channel: int) -> None:
    """Move the channel to `CHANNEL` and close every other descriptor but the standard three."""
    if channel != CHANNEL:
        os.dup2(channel, CHANNEL)
    os.closerange(CHANNEL + 1, _most_descriptors())


def _most_descriptors() -> int:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 65536 if soft == resource.RLIM_INFINITY else min(soft, 65536)


def limit_resources(memory: int, cpu_seconds: int) -> None:
    """Cap address space, CPU time, file size, processes, descriptors and core dumps for good."""
    caps = {
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_CPU: (cpu_seconds, cpu_seconds + 1),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NPROC: (0, 0),
        resource.RLIMIT_NOFILE: (CHANNEL + 1, CHANNEL + 1),
        resource.RLIMIT_CORE: (0, 0),
    }
    highest = resource.getrlimit(resource.RLIMIT_STACK)[1]
    if highest == resource.RLIM_INFINITY or highest > STACK:
        caps[resource.RLIMIT_STACK] = (STACK, STACK)
    for which, pair in caps.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(which, pair)


def raise_wall(memory: int, cpu_seconds: int) -> Wall:
    """Lock this process. There is no way back."""
    if sys.platform == "win32":
        return Wall(False, False, 0, "Windows has no such limits")
    if not sys.platform.startswith("linux"):
        limit_resources(memory, cpu_seconds)
        return Wall(True, False, 0, f"{sys.platform} has no seccomp")
    layers = 0
    try:
        seccomp.forbid_new_privileges()
        layers = landlock.restrict()
        limit_resources(memory, cpu_seconds)
        seccomp.install()
    except seccomp.SeccompUnavailable as error:
        limit_resources(memory, cpu_seconds)
        return Wall(True, False, layers, str(error))
    return Wall(True, True, layers)
