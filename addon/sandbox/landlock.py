"""Landlock: no file may be opened, no TCP port bound or reached, where the kernel has it (5.13 and newer).

A second wall behind seccomp, and the one that holds where a filter cannot be installed. Numbers are from
`linux/landlock.h`; the three system calls have the same numbers on x86-64 and arm64.
"""

import ctypes
import os

CREATE_RULESET, RESTRICT_SELF = 444, 446
ASK_VERSION = 1
NETWORK = 0b11
_ACCESS_BITS = {1: 13, 2: 14, 3: 15, 4: 15}
NEWEST_ACCESS_BITS = 16


def version() -> int:
    """The kernel's Landlock version, 0 when it has none or it is switched off."""
    try:
        return max(0, _syscall(CREATE_RULESET, None, 0, ASK_VERSION))
    except (OSError, AttributeError):
        return 0


def restrict() -> int:
    """Forbid this process everything Landlock knows. Returns the version in force, 0 when there is none."""
    found = version()
    if not found:
        return 0
    files = (1 << _ACCESS_BITS.get(found, NEWEST_ACCESS_BITS)) - 1
    words = [files] if found < 4 else [files, NETWORK]
    attributes = (ctypes.c_uint64 * len(words))(*words)
    ruleset = _syscall(CREATE_RULESET, ctypes.addressof(attributes), ctypes.sizeof(attributes), 0)
    if ruleset < 0:
        return 0
    try:
        return found if _syscall(RESTRICT_SELF, ruleset, 0, 0) == 0 else 0
    finally:
        os.close(ruleset)


def _syscall(number: int, *arguments: int | None) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    function = library.syscall
    function.restype = ctypes.c_long
    words = [ctypes.c_void_p(one) if one is None else ctypes.c_ulong(one) for one in arguments]
    return int(function(ctypes.c_long(number), *words))
