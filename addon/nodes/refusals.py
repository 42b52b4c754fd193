"""How a request of a person or a partner is turned down: deliberately, with a reason word and plain words."""

from dataclasses import dataclass


@dataclass(eq=False)
class Refusal(Exception):
    """A deliberate no.

    `reason` is a stable word (logged, counted, shown small for support); `message` says what happened, what it
    means and what to do next; `field` names the form field it belongs to; `status` is the HTTP status.
    """

    reason: str
    message: str
    field: str | None = None
    status: int = 400

    def __str__(self) -> str:
        return f"{self.reason}: {self.message}"


def not_found(noun: str) -> Refusal:
    """The answer for what does not exist here, also when it belongs to somebody else."""
    return Refusal("not_found", f"This {noun} no longer exists here. Reload the page.", status=404)
