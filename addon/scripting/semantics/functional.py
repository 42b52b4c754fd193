"""Script objects and closures where Java wants an object with one method."""

from typing import Any


def as_callable(value: Any, refused: Any) -> Any:
    """Something with `call` for a script object whose class implements a functional interface, else `refused`."""
    from addon.scripting.semantics.instances import functional_form

    form = functional_form(value)
    return refused if form is None else form
