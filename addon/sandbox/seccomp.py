"""The system calls a run may make: a seccomp filter for x86-64 and arm64, installed through ctypes.

Everything not listed answers EPERM, as does mapping executable memory; a foreign architecture's calls kill.
Numbers are from the kernel's `asm/unistd_64.h` and `asm-generic/unistd.h`, the filter's layout from
`linux/seccomp.h` and `linux/filter.h`.
"""

import ctypes
import errno
import platform
import struct

PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2

RET_KILL_PROCESS = 0x80000000
RET_ERRNO = 0x00050000
RET_ALLOW = 0x7FFF0000

LOAD_WORD = 0x20
JUMP_EQUAL = 0x15
JUMP_AT_LEAST = 0x35
JUMP_BITS = 0x45
RETURN = 0x06

NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
PROT_EXEC = 4
X32_BIT = 0x40000000

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOWED = {
    "x86_64": {
        "read": 0,
        "write": 1,
        "close": 3,
        "munmap": 11,
        "brk": 12,
        "rt_sigaction": 13,
        "rt_sigprocmask": 14,
        "rt_sigreturn": 15,
        "sched_yield": 24,
        "mremap": 25,
        "madvise": 28,
        "getitimer": 36,
        "setitimer": 38,
        "getpid": 39,
        "exit": 60,
        "gettimeofday": 96,
        "sigaltstack": 131,
        "gettid": 186,
        "futex": 202,
        "restart_syscall": 219,
        "clock_gettime": 228,
        "clock_getres": 229,
        "exit_group": 231,
        "getrandom": 318,
    },
    "aarch64": {
        "close": 57,
        "read": 63,
        "write": 64,
        "exit": 93,
        "exit_group": 94,
        "futex": 98,
        "getitimer": 102,
        "setitimer": 103,
        "clock_gettime": 113,
        "clock_getres": 114,
        "sched_yield": 124,
        "restart_syscall": 128,
        "sigaltstack": 132,
        "rt_sigaction": 134,
        "rt_sigprocmask": 135,
        "rt_sigreturn": 139,
        "gettimeofday": 169,
        "getpid": 172,
        "gettid": 178,
        "brk": 214,
        "munmap": 215,
        "mremap": 216,
        "madvise": 233,
        "getrandom": 278,
    },
}
WITHOUT_EXECUTION = {"x86_64": {"mmap": 9, "mprotect": 10}, "aarch64": {"mmap": 222, "mprotect": 226}}
"""Calls whose third argument must not ask for executable memory."""


class SeccompUnavailable(Exception):
    """This kernel or machine has no filter we can install."""


def program(machine: str) -> bytes:
    """The filter for a machine (`platform.machine()`), as an array of `struct sock_filter`."""
    if machine not in ARCHITECTURES:
        raise SeccompUnavailable(f"no list of system calls for {machine}")
    code: list[bytes] = []

    def add(operation: int, if_true: int, if_false: int, value: int) -> None:
        code.append(struct.pack("=HBBI", operation, if_true, if_false, value))

    add(LOAD_WORD, 0, 0, ARCHITECTURE_AT)
    add(JUMP_EQUAL, 1, 0, ARCHITECTURES[machine])
    add(RETURN, 0, 0, RET_KILL_PROCESS)
    add(LOAD_WORD, 0, 0, NUMBER_AT)
    if machine == "x86_64":
        add(JUMP_AT_LEAST, 0, 1, X32_BIT)
        add(RETURN, 0, 0, RET_KILL_PROCESS)
    for number in ALLOWED[machine].values():
        add(JUMP_EQUAL, 0, 1, number)
        add(RETURN, 0, 0, RET_ALLOW)
    for number in WITHOUT_EXECUTION[machine].values():
        add(JUMP_EQUAL, 0, 4, number)
        add(LOAD_WORD, 0, 0, ARGUMENTS_AT + 2 * 8)
        add(JUMP_BITS, 0, 1, PROT_EXEC)
        add(RETURN, 0, 0, RET_ERRNO | errno.EPERM)
        add(RETURN, 0, 0, RET_ALLOW)
    add(RETURN, 0, 0, RET_ERRNO | errno.EPERM)
    return b"".join(code)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def forbid_new_privileges() -> None:
    """PR_SET_NO_NEW_PRIVS: no set-user-id program can lift what follows. Raises `SeccompUnavailable`."""
    if _prctl(PR_SET_NO_NEW_PRIVS, 1, 0) != 0:
        raise SeccompUnavailable(f"no_new_privs: errno {ctypes.get_errno()}")


def install() -> None:
    """Install the filter for good in this process. Needs `forbid_new_privileges` before."""
    code = program(platform.machine())
    held = ctypes.create_string_buffer(code, len(code))
    wanted = _Program(len(code) // 8, ctypes.cast(held, ctypes.c_void_p))
    if _prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(wanted)) != 0:
        raise SeccompUnavailable(f"seccomp: errno {ctypes.get_errno()}")


def _prctl(option: int, second: int, third: int) -> int:
    try:
        library = ctypes.CDLL(None, use_errno=True)
        function = library.prctl
    except (OSError, AttributeError) as error:
        raise SeccompUnavailable("no prctl") from error
    arguments = [ctypes.c_ulong(one) for one in (second, third, 0, 0)]
    return int(function(ctypes.c_int(option), *arguments))
