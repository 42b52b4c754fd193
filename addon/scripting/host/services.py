"""What helpers ask of the world."""

from typing import Any, Protocol


class Services(Protocol):
    """One implementation answers from a fixture, one asks the parent process of a real run."""

    drops_on_null: bool
    """Whether a merge closure that gives null drops the comment (only in fixture runs)."""

    def ask(self, run: Any, name: str, arguments: list[Any]) -> Any:
        """Answer `name`, such as "nodeHelper.getUser", with a script value.

        `arguments` are script values, one for every declared parameter, missing ones null. Raises `Thrown`
        for an exception of the script, `LimitExceeded` for what no script may catch.
        """
