"""One run of a program: its variables, meter and what it wrote."""

import secrets
from collections.abc import Callable
from typing import Any

from addon.scripting.errors import InternalFault, LimitExceeded, Position, ScriptFrame, Thrown, Unwinding
from addon.scripting.limits import Meter
from addon.scripting.reached import raised_at


class Run:
    """State that compiled code reaches through slot 0 of every frame."""

    __slots__ = (
        "calls",
        "classes",
        "functions",
        "logs",
        "meter",
        "out",
        "random_bits",
        "recorded",
        "script",
        "services",
        "time_category",
        "variables",
    )

    def __init__(
        self,
        variables: dict[str, Any],
        meter: Meter,
        functions: dict[str, Callable[..., Any]] | None = None,
        services: Any = None,
    ) -> None:
        self.variables = variables
        self.meter = meter
        self.functions = functions or {}
        self.services = services
        self.out: list[tuple[bool, str]] = []
        self.logs: list[tuple[str, str | None]] = []
        self.calls: list[tuple[str, list[Any]]] = []
        self.script: Any = None
        self.random_bits: Callable[[int], int] = secrets.randbits
        self.recorded: list[tuple[int, Any]] = []
        self.classes: dict[Any, Any] = {}
        self.time_category = False
        """Whether code runs inside `use (TimeCategory) { … }`."""

    def write(self, text: str) -> None:
        """Append to what the script prints."""
        self.meter.log(len(text))
        self.out.append((True, text))

    def write_system(self, text: str) -> None:
        """Append to System.out, where also the methods of classes print: to Groovy it is not the script's output."""
        self.meter.log(len(text))
        self.out.append((False, text))

    def log(self, level: str, text: str | None) -> None:
        """Append to the run's log; null stays null."""
        self.meter.log(len(text or ""))
        self.logs.append((level, text))

    def call(self, target: Any, *arguments: Any) -> Any:
        """Call a closure or any other callable value."""
        return target.call(*arguments)


def located(error: Exception, line: int, column: int) -> Exception:
    """The error with its place filled in, unless an inner node already did. Foreign errors become ours."""
    if not isinstance(error, Unwinding):
        if isinstance(error, RecursionError):
            error = LimitExceeded("depth", "Expressions and calls are nested too deep.")
        elif isinstance(error, MemoryError):
            reached = raised_at(error)
            error = LimitExceeded("memory", "The script's values take more memory than it may use.")
            error.position = reached
        elif isinstance(error, TimeoutError):
            error = LimitExceeded("regex", "Regular expressions took too long; simplify the pattern.")
        else:
            error = InternalFault(error)
    if error.position is None:
        position = error.value.position if isinstance(error, Thrown) else None
        error.position = position or Position(line, column)
        if isinstance(error, Thrown) and error.value.position is None:
            error.value.position = error.position
    elif error.crossed:
        if len(error.frames) < 50:
            error.frames.append(ScriptFrame(error.crossed, line))
        error.crossed = ""
    return error


def full(meter: Meter, line: int, column: int) -> None:
    """See whether memory is really used up, where a literal that is made here has reached the limit."""
    try:
        meter.allocate(0)
    except LimitExceeded as error:
        raise located(error, line, column) from None
