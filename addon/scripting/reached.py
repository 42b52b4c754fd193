"""Which line a script had reached when something that is no error of its own stopped it."""

import os
import types

from addon.scripting.errors import Position

COMPILED = os.path.join("scripting", "compiler")
SHAPES = os.path.join("semantics", "shapes.py")
"""Where methods and closures are entered."""
EARLIER = 9
"""Errors that are looked at, from the last one back: it may be that they go round in a circle."""


def place(frame: types.FrameType | None) -> Position | None:
    """The line a script had reached: compiled code keeps its `line` and `column` beside it."""
    while frame is not None:
        found = _told_by(frame)
        if found is not None:
            return found
        frame = frame.f_back
    return None


def entered_last(error: BaseException) -> Position:
    """Where the last method or closure begins that an error passed on its way out; the script's start without one.

    Said of a limit that was met where no expression of the script waits for an answer, such as in the `asBoolean()`
    of what a condition asks.
    """
    found = Position(1, 1)
    passed = error.__traceback__
    while passed is not None:
        if passed.tb_frame.f_code.co_filename.endswith(SHAPES):
            held = passed.tb_frame.f_locals
            begins = getattr(held.get("self") or held.get("shape"), "begins", None)
            found = Position(*begins) if begins else found
        passed = passed.tb_next
    return found


def raised_at(error: BaseException) -> Position | None:
    """The innermost line of a script that an error of Python's own passed on its way out, or the one before it: where
    memory is used up, handling the error makes another."""
    found: Position | None = None
    one: BaseException | None = error
    for _ in range(EARLIER):
        if found is not None or one is None:
            break
        passed = one.__traceback__
        while passed is not None:
            found = _told_by(passed.tb_frame) or found
            passed = passed.tb_next
        one = one.__context__
    return found


def _told_by(frame: types.FrameType) -> Position | None:
    if COMPILED in frame.f_code.co_filename and "line" in frame.f_code.co_freevars:
        held = frame.f_locals
        line, column = held.get("line"), held.get("column", 1)
        if isinstance(line, int) and isinstance(column, int):
            return Position(line, column)
    return None
