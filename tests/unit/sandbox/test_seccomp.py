"""The filter allows what is listed and nothing else, judged by carrying its program out."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.sandbox import seccomp
from addon.sandbox.seccomp import ALLOWED, ARCHITECTURES, RET_ALLOW, RET_ERRNO, RET_KILL_PROCESS, WITHOUT_EXECUTION

EPERM = RET_ERRNO | 1
MACHINES = sorted(ARCHITECTURES)


def verdict(machine: str, number: int, architecture: int | None = None, third: int = 0) -> int:
    """What the kernel's interpreter of such programs would answer for one system call."""
    code = [
        struct.unpack_from("=HBBI", seccomp.program(machine), at) for at in range(0, len(seccomp.program(machine)), 8)
    ]
    words = {
        seccomp.NUMBER_AT: number & 0xFFFFFFFF,
        seccomp.ARCHITECTURE_AT: ARCHITECTURES[machine] if architecture is None else architecture,
        seccomp.ARGUMENTS_AT + 16: third & 0xFFFFFFFF,
    }
    held = at = 0
    while True:
        operation, if_true, if_false, value = code[at]
        if operation == seccomp.RETURN:
            return int(value)
        at += 1
        if operation == seccomp.LOAD_WORD:
            held = words[value]
            continue
        answer = {
            seccomp.JUMP_EQUAL: held == value,
            seccomp.JUMP_AT_LEAST: held >= value,
            seccomp.JUMP_BITS: bool(held & value),
        }[operation]
        at += if_true if answer else if_false


@pytest.mark.parametrize("machine", MACHINES)
def test_every_listed_call_is_allowed(machine: str) -> None:
    assert {verdict(machine, number) for number in ALLOWED[machine].values()} == {RET_ALLOW}


@given(st.sampled_from(MACHINES), st.integers(0, 600))
def test_any_other_call_is_refused(machine: str, number: int) -> None:
    listed = {*ALLOWED[machine].values(), *WITHOUT_EXECUTION[machine].values()}
    assert verdict(machine, number) == (RET_ALLOW if number in listed else EPERM)


@given(st.sampled_from(MACHINES), st.integers(0, 0xFFFFFFFF))
def test_memory_is_mapped_only_without_execution(machine: str, protection: int) -> None:
    for number in WITHOUT_EXECUTION[machine].values():
        assert verdict(machine, number, third=protection) == (EPERM if protection & 4 else RET_ALLOW)


@pytest.mark.parametrize("machine", MACHINES)
def test_a_foreign_architecture_kills(machine: str) -> None:
    assert verdict(machine, 1, architecture=0x40000003) == RET_KILL_PROCESS


def test_the_x32_numbers_of_x86_64_kill() -> None:
    assert verdict("x86_64", 0x40000000) == RET_KILL_PROCESS


def test_both_machines_list_the_same_calls() -> None:
    assert set(ALLOWED["x86_64"]) == set(ALLOWED["aarch64"])


def test_a_machine_without_a_list_is_told() -> None:
    with pytest.raises(seccomp.SeccompUnavailable, match="riscv64"):
        seccomp.program("riscv64")


def test_nothing_that_opens_starts_or_connects_is_listed() -> None:
    dangerous = {"open", "openat", "openat2", "execve", "execveat", "fork", "vfork", "clone", "clone3", "socket", "connect",
                 "ptrace", "kill", "tgkill", "process_vm_writev", "io_uring_setup", "bpf", "prctl", "seccomp", "mount", "ioctl"}  # fmt: skip
    assert not dangerous & set(ALLOWED["x86_64"])
