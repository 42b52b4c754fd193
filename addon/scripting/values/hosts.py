"""What the world outside shows a script: objects with named properties and calls, nothing else."""

from typing import Any, NoReturn

from addon.scripting.values.classes import Classed


class HostObject(Classed):
    """Base of every object handed to a script from outside.

    A subclass sets `class_info` (see `values.classes.define`) and overrides what it supports. The evaluator
    calls only these; a Python attribute is never reached by a script's name. `run` is the current `Run`.
    """

    __slots__ = ()

    def get_property(self, run: Any, name: str) -> Any:
        """The value of `object.name`."""
        missing_property(self, name)

    def answers_to(self, run: Any, name: str) -> bool:
        """Whether a bare name in `object.with { }` means a property of this object."""
        return True

    def set_property(self, run: Any, name: str, value: Any) -> None:
        """`object.name = value`"""
        missing_property(self, name)

    def call_method(self, run: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        """`object.name(arguments)`; raise with `missing_method` what is not offered."""
        missing_method(self, name, arguments)

    def to_text(self, run: Any) -> str:
        """toString()"""
        return self.class_info.name

    def to_plain(self) -> Any:
        """This object as a value to encode: usually a `GroovyMap`."""
        return self.to_text(None)

    def is_true(self) -> bool:
        """Groovy truth."""
        return True


def missing_property(value: Any, name: str) -> NoReturn:
    """Raise MissingPropertyException as Groovy words it."""
    from addon.scripting.semantics.missing import missing_property as raise_it

    raise_it(value, name)


def missing_method(value: Any, name: str, arguments: tuple[Any, ...]) -> NoReturn:
    """Raise MissingMethodException as Groovy words it."""
    from addon.scripting.semantics.missing import missing_method as raise_it

    raise_it(value, name, arguments)
