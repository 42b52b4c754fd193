"""Where a type that is not core says how it prints, compares, hashes and is encoded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Behavior:
    """Functions of a value; None means Object's default (identity, always true, class name)."""

    text: Callable[[Any], str] | None = None
    equals: Callable[[Any, Any], bool] | None = None
    compare: Callable[[Any, Any], int] | None = None
    hash: Callable[[Any], int] | None = None
    plain: Callable[[Any], Any] | None = None
    truth: Callable[[Any], bool] | None = None
    number: Callable[[Any], Any] | None = None


BEHAVIORS: dict[type, Behavior] = {}


def extend(
    kind: type,
    *,
    text: Callable[[Any], str] | None = None,
    equals: Callable[[Any, Any], bool] | None = None,
    compare: Callable[[Any, Any], int] | None = None,
    hash: Callable[[Any], int] | None = None,
    plain: Callable[[Any], Any] | None = None,
    truth: Callable[[Any], bool] | None = None,
    number: Callable[[Any], Any] | None = None,
) -> None:
    """Register the behavior of an exact Python type. `equals` and `compare` get two values of that type.

    `plain` gives what `script run` prints for it, e.g. `{"$date": 0}`;
    `number` gives the number that it is for `<=>`, `==` after a number, and `case`.
    """
    BEHAVIORS[kind] = Behavior(text, equals, compare, hash, plain, truth, number)


def number_in(value: Any) -> Any:
    """The number that an atomic counter holds; None for a value that is no such holder."""
    behavior = BEHAVIORS.get(type(value))
    return None if behavior is None or behavior.number is None else behavior.number(value)
