"""Functions that test each element by a closure, and how their errors read.

Groovy calls such closures by `call`, others by `doCall`; a message about arguments that do not fit names it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from addon.scripting.errors import Thrown
from addon.scripting.semantics.castfailures import cast_failure
from addon.scripting.values.callables import Closure


def calling(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with `call()` instead of `doCall()` in the error of a closure that it cannot call."""

    @wraps(function)
    def named(run: Any, self: Any, *arguments: Any) -> Any:
        try:
            return function(run, self, *arguments)
        except Thrown as error:
            if error.position is None:
                for argument in arguments:
                    if type(argument) is Closure:
                        _name_the_call(error, argument)
            raise

    return named


def _name_the_call(error: Thrown, closure: Closure) -> None:
    prefix = f"No signature of method: {closure.class_name}."
    message = error.value.message or ""
    if message.startswith(prefix + "doCall()"):
        error.value.message = f"{prefix}call(){message[len(prefix) + len('doCall()') :]}"
        error.value.details["method"] = "call"


def passes(answer: Any) -> bool:
    """What a Predicate's function gave; Java takes a Boolean only."""
    if type(answer) is not bool:
        cast_failure(answer, "java.lang.Boolean")
    return bool(answer)
