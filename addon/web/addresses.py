"""What may stand in an address of ours."""

from typing import Any

from werkzeug.routing import IntegerConverter

LARGEST = 2**63 - 1


class RowNumber(IntegerConverter):
    """The number of a row; what no store can count to names nothing, and the address is unknown."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"max": LARGEST, **more})
