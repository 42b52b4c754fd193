"""What may stand in an address or a form of ours."""

from typing import Any

from werkzeug.routing import IntegerConverter

LARGEST = 2**63 - 1


class RowNumber(IntegerConverter):
    """The number of a row; what no store can count to names nothing, and the address is unknown."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"max": LARGEST, **more})


def whole(text: str) -> int:
    """A whole number of a query or a form, for their `type=`; ValueError for what no store can count to."""
    found = int(text)
    if abs(found) > LARGEST:
        raise ValueError("beyond all numbers of rows")
    return found
