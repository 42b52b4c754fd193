"""What can go wrong before an answer is there, in one type with a stable word."""

from dataclasses import dataclass
from typing import Literal

Trouble = Literal["connect", "tls", "timeout", "cut", "too_large", "refused_address"]


@dataclass(eq=False)
class TransportError(Exception):
    """No usable answer came.

    `maybe_sent` is True when the other side may have received and carried out the request: a write must then be
    looked up before it is repeated. `connect`, `tls` and `refused_address` never left this machine.
    """

    trouble: Trouble
    message: str
    maybe_sent: bool = False

    def __str__(self) -> str:
        return f"{self.trouble}: {self.message}"
