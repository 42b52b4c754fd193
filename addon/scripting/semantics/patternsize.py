"""How large a regular expression becomes: nested counts like `((a{1000}){1000}){1000}` are unfolded when compiled."""

import regex

PART = regex.compile(
    r"\\Q.*?(?:\\E|\Z)|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?<?[:=!>]?|[()|]|\{(\d+)(?:(,)(\d*))?\}|.", regex.DOTALL
)
NODE = 300
"""Bytes that one unfolded piece of a compiled pattern takes, about."""
LARGEST = 10**12


def unfolded(source: str) -> int:
    """How many pieces the pattern has once its counts are unfolded; an estimate from above."""
    open_groups: list[int] = []
    total = last = 0
    for found in PART.finditer(source):
        part = found.group()
        if part[0] == "(":
            open_groups.append(total)
            total = last = 0
        elif part == ")":
            last = total + 1
            total = last + (open_groups.pop() if open_groups else 0)
        elif found.group(1) is not None:
            times = int(found.group(3)[:9]) if found.group(3) else int(found.group(1)[:9])
            total = min(LARGEST, total + last * max(0, times - 1))
            last = min(LARGEST, last * max(1, times))
        else:
            last = 1
            total += 1
    return total + sum(open_groups)
