"""What a run may ask of the world, from the side that answers."""

from typing import Any, Protocol


class HelperFailed(Exception):
    """A helper call that ends in an exception of the script: its class, by simple name, and its message."""

    def __init__(self, class_name: str, message: str) -> None:
        super().__init__(message)
        self.class_name = class_name


class HelperRefused(Exception):
    """A helper call that ends the run, whatever the script catches: a limit or a withdrawn permission."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Services(Protocol):
    """What a run may ask of the world. Bound by the caller to one tenant and connection."""

    def call(self, name: str, arguments: list[Any]) -> Any:
        """Carry out `name`, for example "nodeHelper.getUser", and give a JSON-like value."""
