"""What can go wrong with a script, and where.

`Thrown` carries a script-visible exception; a script's `catch` sees it. `LimitExceeded` and
`InternalFault` are no exceptions of the language: no `catch` or `finally` of a script runs for them.
"""

from dataclasses import dataclass, field
from typing import Any, NoReturn


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the source; both numbers count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a check. `severity` is "error" or "warning"; `replacement` says what to use instead."""

    line: int
    column: int
    severity: str
    message: str
    replacement: str | None = None


def with_replacement(message: str, replacement: str | None) -> str:
    """The sentences of a problem, with what to use instead where its message does not say so."""
    return f"{message} Use {replacement} instead." if replacement and replacement not in message else message


@dataclass(frozen=True, slots=True)
class ScriptFrame:
    """One active script method or closure: its name and the line it had reached."""

    name: str
    line: int


class CompileError(Exception):
    """The source is no valid script. Carries every problem found, the first being the one to show."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].message)
        self.problems = problems


@dataclass(eq=False)
class Unwinding(Exception):
    """Base of everything that ends evaluation early; `position` is set by the innermost node passed."""

    position: Position | None = field(default=None, init=False)
    frames: list[ScriptFrame] = field(default_factory=list, init=False)
    crossed: str = field(default="", init=False)


class Thrown(Unwinding):
    """A Groovy exception on its way; `value` is a `values.Throwable`."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


class LimitExceeded(Unwinding):
    """A run cost more than it may. `reason` is a stable word, `message` a sentence for the author."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__()
        self.reason = reason
        self.message = message


class InternalFault(Unwinding):
    """A fault of the evaluator itself; its Python text is never shown to a script's author."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__()
        self.cause = cause


def throw(name: str, message: str | None = None, cause: Any = None, **details: Any) -> NoReturn:
    """Raise a Groovy exception by its class's simple or full name, as library code does.

    `details` are what its class tells beside the message, such as a ParseException's errorOffset.
    """
    from addon.scripting.values.throwables import new_throwable

    thrown = new_throwable(name, message, cause)
    thrown.details = details
    raise Thrown(thrown)
