"""`assert`: what Groovy says when it fails, with the value of every part drawn below its place."""

import re
from typing import Any

from addon.scripting import nodes
from addon.scripting.compiler.context import Code
from addon.scripting.errors import throw
from addon.scripting.nodes import Node
from addon.scripting.run import located
from addon.scripting.semantics.texts import inspect
from addon.scripting.semantics.truth import truth

Recorded = list[tuple[int, Any]]


def power_assert(compiler: Any, node: nodes.Assert) -> Code:
    """The code of an assert without a message."""
    compiler.recording = (node.line, node.column)
    condition = compiler.expression(node.condition)
    compiler.recording = None
    line, column = node.line, node.column
    source = "assert " + re.sub(r"\s*\n\s*", " ", node.source)

    def run(frame: list[Any]) -> Any:
        run_state = frame[0]
        kept, run_state.recorded = run_state.recorded, []
        try:
            if truth(condition(frame)):
                return
            try:
                throw("PowerAssertionError", drawn(source, run_state.recorded))
            except Exception as error:
                raise located(error, line, column) from None
        finally:
            run_state.recorded = kept

    return run


def recorded_column(node: Node) -> int | None:
    """Where the value of an expression is drawn; None for those that are not."""
    if isinstance(node, (nodes.Property, nodes.Call, nodes.Index)):
        return node.at[1] or node.column
    if isinstance(node, (nodes.Name, nodes.New)):
        return node.column
    if isinstance(node, (nodes.Binary, nodes.InstanceOf)):
        return node.at[1]
    if isinstance(node, nodes.Unary) and node.operator == "!":
        return node.column
    return None


def recording(code: Code, column: int) -> Code:
    """The code, noting what it gives."""

    def run(frame: list[Any]) -> Any:
        value = code(frame)
        frame[0].recorded.append((column, value))
        return value

    return run


def drawn(source: str, recorded: Recorded) -> str:
    """The expression with its values below, as AssertionRenderer draws them."""
    lines = [source, ""]
    starts = [0, 0]
    values = sorted(recorded, key=lambda one: -one[0])
    for index, (start, value) in enumerate(values):
        if start < 1 or (index + 1 < len(values) and values[index + 1][0] == start):
            continue
        shown = _shown(value)
        parts = re.split(r"\r\n|\r|\n", shown)
        end = start + len(shown) if len(parts) == 1 else 1 << 30
        placed = False
        for place in range(1, len(lines)):
            if end < starts[place]:
                lines[place] = _put(lines[place], shown, start)
                starts[place] = start
                placed = True
                break
            lines[place] = _put(lines[place], "|", start)
            if place > 1:
                starts[place] = start + 1
        if not placed:
            for part in parts:
                lines.append(_put("", part, start))
                starts.append(start)
    return "\n".join(lines)


def _put(line: str, part: str, column: int) -> str:
    padded = line.ljust(column - 1)
    return padded[: column - 1] + part + padded[column - 1 + len(part) :]


def _shown(value: Any) -> str:
    return inspect(value)
