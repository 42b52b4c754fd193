"""Everything that can be said about a script without running it."""

from addon.scripting.advice import advice
from addon.scripting.errors import CompileError, Problem
from addon.scripting.parser import parse
from addon.scripting.program import compile_script, too_deep


def check(source: str) -> list[Problem]:
    """Problems in the order of the source; empty when there are none."""
    try:
        program = compile_script(source)
        found = [*program.warnings, *advice(parse(source))]
    except CompileError as error:
        return error.problems
    except RecursionError as error:
        return [too_deep(error)]
    return sorted(found, key=lambda one: (one.line, one.column))
