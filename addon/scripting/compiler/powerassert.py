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


class OneLine:
    """The text of an assert on one line, and where a place of the script stands in it."""

    def __init__(self, node: nodes.Assert) -> None:
        self.line = node.line
        self.starts: list[int] = []
        self.margins: list[int] = []
        self.text = ""
        lines = node.source.splitlines()
        for number, line in enumerate(lines):
            self.starts.append(len(self.text))
            self.margins.append(len(line) - len(line.lstrip()) if number else node.column - 1)
            stripped = line.strip()
            self.text += stripped + " " if stripped and number < len(lines) - 1 else stripped

    def column(self, line: int, column: int) -> int:
        """The column, from 1, of a place of the script."""
        return self.starts[line - self.line] + column - self.margins[line - self.line]


def power_assert(compiler: Any, node: nodes.Assert) -> Code:
    """The code of an assert without a message."""
    written = OneLine(node)
    compiler.recording = written
    condition = compiler.expression(node.condition)
    compiler.recording = None
    line, column = last_line(node.condition, node.line), node.column
    source = written.text
    place = (line, column if line == node.line else 1)

    def run(frame: list[Any]) -> Any:
        run_state = frame[0]
        kept, run_state.recorded = run_state.recorded, []
        try:
            if truth(condition(frame)):
                return
            try:
                throw("PowerAssertionError", drawn(source, run_state.recorded))
            except Exception as error:
                raise located(error, *place) from None
        finally:
            run_state.recorded = kept

    return run


_MARKED = (nodes.Binary, nodes.New, nodes.Ternary, nodes.Elvis, nodes.ListLiteral)


def last_line(node: Node, line: int) -> int:
    """The line that Groovy names: the last one that code of the condition is marked with, run or not."""
    if isinstance(node, (nodes.Call, nodes.Index)):
        line = node.mark[0] or line
    elif isinstance(node, _MARKED):
        line = node.line
    elif isinstance(node, nodes.ClosureLiteral):
        return line
    for child in nodes.children(node):
        line = last_line(child, line)
    return line


def recorded_place(node: Node) -> tuple[int, int] | None:
    """Where the value of an expression is drawn; None for those that are not."""
    if isinstance(node, (nodes.Property, nodes.Call, nodes.Index)):
        return node.at if node.at[1] else (node.line, node.column)
    if isinstance(node, (nodes.Name, nodes.New)):
        return node.line, node.column
    if isinstance(node, (nodes.Binary, nodes.InstanceOf, nodes.Step)):
        return node.at
    if isinstance(node, nodes.Unary) and node.operator != "()":
        return node.line, node.column
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
