"""What translating a Java pattern leans on: refusals, escapes, the count of groups."""

from typing import NoReturn

import regex

from addon.scripting.errors import throw


def refuse(description: str, index: int, pattern: str) -> NoReturn:
    """Throw PatternSyntaxException; an index below 0 is none."""
    throw(
        "PatternSyntaxException",
        description
        + (f" near index {index}" if index >= 0 else "")
        + f"\n{pattern}"
        + ("\n" + " " * index + "^" if 0 <= index < len(pattern) else ""),
        description=description,
        index=index,
        pattern=pattern,
    )


LOW_ESCAPE = regex.compile(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})")
"""The second half of a character beyond U+FFFF, written as an escape."""


def escaped(unit: str) -> str:
    """A character that stands for itself."""
    if unit.isalnum() or unit == "_" or (unit > "\x7f" and not unit.isspace()):
        return unit if not "\ud800" <= unit <= "\udfff" else f"\\u{ord(unit):04x}"
    if unit == "\n":
        return "\\n"
    return "\\" + unit if unit.isascii() and unit.isprintable() else f"\\u{ord(unit):04x}"


def count_groups(pattern: str) -> int:
    """Capturing groups, roughly: enough to judge back references."""
    count = 0
    index = 0
    while index < len(pattern):
        if pattern[index] == "\\":
            index += 2
            continue
        if pattern[index] == "(" and (
            not pattern.startswith("(?", index)
            or (pattern.startswith("(?<", index) and pattern[index + 3 : index + 4] not in ("=", "!"))
        ):
            count += 1
        index += 1
    return count
