"""What the classes of real Groovy offer, methods that are refused here included, as its messages propose them.

`signatures.txt` is written by `tests/unit/scripting/corpus/oracle/Signatures.groovy`: every signature once, then a line
for each class: name, properties, its own methods and those that Groovy adds, as numbers of lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SIGNATURES, _CLASSES = (Path(__file__).parent / "signatures.txt").read_text(encoding="utf-8").split("\n\n")
_ROWS = {line.partition("|")[0]: line for line in _CLASSES.splitlines()}

ANY_SCRIPT_CLASS = ""
"""The row of a class of a script that declares nothing."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a class offers, in the order in which equally near ones are proposed."""

    properties: list[str]
    own: list[str]
    added: list[str]


def offered(name: str) -> Offered | None:
    """What the class of this full name offers, None where that is not recorded."""
    row = _ROWS.get(name)
    if row is None:
        return None
    _, properties, own, added = row.split("|")
    signatures = _SIGNATURES.split("\n")
    return Offered(
        properties.split(),
        [signatures[number] for number in _numbers(own)],
        [signatures[number] for number in _numbers(added)],
    )


def _numbers(ranges: str) -> Iterator[int]:
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)
