"""`assert` without a message: every value below its place in the source, as Groovy's power assert draws it."""

from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code
from addon.scripting.errors import throw
from addon.scripting.run import located
from addon.scripting.semantics.truth import truth


def power_assert(compiler: Any, node: nodes.Assert) -> Code:
    """The code of an assert statement."""
    condition = compiler.expression(node.condition)
    line, column = node.line, node.column
    source = node.source

    def run(frame: list[Any]) -> Any:
        if truth(condition(frame)):
            return
        try:
            throw("PowerAssertionError", f"assert {source}")
        except Exception as error:
            raise located(error, line, column) from None

    return run
