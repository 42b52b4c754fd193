"""One run, start to end, in its own process: raise the wall, take one job, answer, vanish."""

import gc
import mmap
import os
import signal
import sys
import time
from contextlib import suppress
from typing import Any, NoReturn

from addon.sandbox import jobs, selftest, shapes, warm
from addon.sandbox.channel import Channel, ChannelClosed, MessageTooLarge
from addon.sandbox.deadline import Deadline
from addon.sandbox.wall import CHANNEL, Wall, keep_only, raise_wall
from addon.scripting.errors import LimitExceeded, Position
from addon.scripting.limits import set_notice, set_stopwatch
from addon.scripting.reached import place, raised_at

SPARE = 8 * 1024 * 1024
"""Bytes of address space kept from the script and given back when it has used up the rest: saying so takes some."""


def live_and_die(channel: int, memory: int, cpu_seconds: int) -> NoReturn:
    """Be the child of a fork. Never returns, never runs the parent's exit handlers."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _silence()
        keep_only(channel)
        wall = raise_wall(memory, cpu_seconds)
        work(Channel(CHANNEL, CHANNEL), wall)
    finally:
        os._exit(0)


def standalone(memory: int, cpu_seconds: int) -> None:
    """Be a process of its own for one run, talking over standard input and output."""
    warm.load_everything()
    wall = raise_wall(memory, cpu_seconds)
    work(Channel(sys.stdin.fileno(), sys.stdout.fileno()), wall)


def _silence() -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    if null > 2:
        os.close(null)


def work(channel: Channel, wall: Wall) -> None:
    """Take one job from the channel and answer it."""
    with suppress(ChannelClosed, MessageTooLarge):
        job = channel.receive()
        gc.enable()
        parent = _Parent(channel)
        spare = mmap.mmap(-1, SPARE)
        try:
            answer = _answer(job, parent, wall)
        except MemoryError as error:
            spare.close()
            answer = shapes.out_of_memory(raised_at(error) or parent.ends)
        except LimitExceeded as error:
            answer = shapes.stopped(error, parent.ends)
        except Exception:
            answer = shapes.internal_error()
        _hand_over(channel, answer, spare, parent)


def _hand_over(channel: Channel, answer: Any, spare: mmap.mmap, parent: "_Parent") -> None:
    """Send the answer; where the script left too little memory for that, with what was kept for it.

    Of a run that failed and made too much, what ended it is sent alone.
    """
    try:
        try:
            parent.tell(_ended_at(answer) or parent.ends)
            channel.send({"result": answer})
        except MemoryError:
            spare.close()
            channel.send({"result": answer})
    except (MemoryError, MessageTooLarge):
        failed = "status" in answer and "error" in answer
        channel.send({"result": shapes.shortest(answer) if failed else shapes.answer_too_large(parent.ends)})


def _ended_at(answer: Any) -> Position | None:
    """The line of what ended a run, if it failed at one."""
    error = answer.get("error") or {}
    return Position(error["line"], error["column"]) if error.get("line") and error.get("column") else None


def _answer(job: Any, parent: "_Parent", wall: Wall) -> Any:
    if job["kind"] == "self-test":
        return {"wall": wall.as_message(), "failures": selftest.failures() if wall.seccomp else []}
    parent.deadline = Deadline(float(job["seconds"]), parent.tell)
    set_notice(parent.tell_place)
    set_stopwatch(time.process_time)
    return jobs.perform(job, parent)


class _Parent:
    """The services of a run, asked across the channel; the run's clock stands still meanwhile."""

    deadline: Deadline

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._told: Position | None = None
        self.ends = shapes.START
        """Where the script ends, once that is known: said of what it leaves behind."""

    def tell_place(self) -> None:
        """Say which line the script has reached, in case it has to be stopped from outside there."""
        reached = place(sys._getframe(1))
        if reached is not None:
            self.tell(reached)

    def tell(self, reached: Position) -> None:
        """Say that the script has come to this place."""
        if reached != self._told:
            self._told = reached
            self._channel.send({"at": [reached.line, reached.column]})

    def call(self, name: str, arguments: list[Any]) -> Any:
        """Ask the parent. The answer is `{"value": …}`, `{"throw": [class, message]}` or `{"limit": …}`.

        The parent is told the place before, for it may end the run meanwhile. Writing the question down is the
        script's own time.
        """
        self.tell_place()
        try:
            question = self._channel.written({"call": name, "arguments": arguments})
        except MessageTooLarge:
            raise LimitExceeded("message", "A helper was given more data than a run may hand over.") from None
        with self.deadline.paused():
            self._channel.send_written(question)
            return self._channel.receive()
