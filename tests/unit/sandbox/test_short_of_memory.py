"""A run that has used up its memory still answers, and names the line."""

from typing import Any

import pytest

from addon.sandbox import child
from addon.sandbox.channel import MessageTooLarge
from addon.sandbox.wall import Wall
from addon.scripting.errors import LimitExceeded, Position
from addon.scripting.host.fixtures import FixtureServices
from addon.scripting.host.variables import helper_variables
from addon.scripting.limits import set_notice
from addon.scripting.program import compile_script


class Channel:
    """Hands out one job; the first messages it is given fail as said."""

    def __init__(self, *failing: Exception, source: str = "1 + 1") -> None:
        self._failing = list(failing)
        self._job = {"kind": "run", "source": source, "name": "Script", "seconds": 30.0}
        self.sent: list[dict[str, Any]] = []
        self.told: list[int] = []
        """The lines that were named before the answer, in case it takes too long to write down."""

    def receive(self) -> Any:
        return self._job

    def send(self, message: dict[str, Any]) -> None:
        if "at" in message:
            self.told.append(message["at"][0])
            return
        if self._failing:
            raise self._failing.pop(0)
        self.sent.append(message["result"])


def answered(channel: Channel) -> dict[str, Any]:
    try:
        child.work(channel, Wall(True, True, 0))  # type: ignore[arg-type]
    finally:
        set_notice(None)  # a child ends here; this process goes on to other tests
    assert len(channel.sent) == 1
    return channel.sent[0]


def test_an_answer_that_found_no_room_is_sent_once_more() -> None:
    assert answered(Channel(MemoryError()))["result"] == 2


@pytest.mark.parametrize("failing", [(MessageTooLarge(1),), (MemoryError(), MemoryError())])
def test_an_answer_that_cannot_be_sent_is_told_with_the_last_line(failing: tuple[Exception, ...]) -> None:
    error = answered(Channel(*failing))["error"]
    assert (error["reason"], error["line"]) == ("message", 1)


def test_what_ended_a_run_is_told_also_when_it_made_too_much_to_hand_over() -> None:
    channel = Channel(MessageTooLarge(1), source="kept = 'much'\nwhile (true) { }")
    answer = answered(channel)
    assert channel.told[-1] == 2
    assert (answer["error"]["reason"], answer["error"]["line"]) == ("steps", 2)
    assert "bindings" not in answer


class Greedy(FixtureServices):
    """Uses up all memory when it is asked, and leaves none for whoever wants to say so."""

    def ask(self, run: Any, name: str, arguments: list[Any]) -> Any:
        try:
            raise MemoryError
        except MemoryError:
            raise MemoryError from None


def test_the_line_at_which_memory_was_used_up_is_found_behind_the_errors_it_made() -> None:
    source = "def f() {\n  nodeHelper.getUser('u1')\n}\nf()"
    outcome = compile_script(source).run(dict(helper_variables(Greedy({}))))
    assert outcome.failure is not None
    assert (outcome.reason, outcome.failure.line) == ("memory", 2)


def test_an_error_without_a_line_takes_that_of_the_one_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from addon.scripting import run
    from addon.scripting.compiler import calls

    def without_memory(error: Exception, line: int, column: int) -> Exception:
        raise MemoryError

    monkeypatch.setattr(calls, "located", without_memory)
    outcome = compile_script("def x = 1\n\nnodeHelper.getUser('u1')").run(dict(helper_variables(Greedy({}))))
    assert outcome.failure is not None
    assert (outcome.reason, outcome.failure.line) == ("memory", 3)
    assert isinstance(run.located(MemoryError(), 7, 2), LimitExceeded)
    assert run.located(MemoryError(), 7, 2).position == Position(7, 2)  # type: ignore[attr-defined]
