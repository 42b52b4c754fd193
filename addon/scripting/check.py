"""Everything that can be said about a script without running it."""

from addon.scripting.errors import CompileError, Problem
from addon.scripting.program import compile_script


def check(source: str) -> list[Problem]:
    """Problems in the order of the source; empty when there are none."""
    try:
        program = compile_script(source)
    except CompileError as error:
        return error.problems
    return program.warnings
