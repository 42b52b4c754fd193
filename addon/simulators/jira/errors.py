"""Refusals in Jira's shape: `{"errorMessages": [...], "errors": {field: message}}`."""

from typing import Any


class JiraError(Exception):
    """An answer other than success; raised anywhere below the routes."""

    def __init__(
        self,
        status: int,
        *messages: str,
        errors: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {' '.join(messages)} {errors or ''}")
        self.status = status
        self.messages = list(messages)
        self.errors = errors or {}
        self.headers = headers or {}

    def as_json(self) -> dict[str, Any]:
        return {"errorMessages": self.messages, "errors": self.errors}


def invalid(*messages: str, **errors: str) -> JiraError:
    """400 with general messages and messages per field."""
    return JiraError(400, *messages, errors=errors)


def forbidden(message: str) -> JiraError:
    return JiraError(403, message)


def not_found(message: str) -> JiraError:
    return JiraError(404, message)


def no_such_issue() -> JiraError:
    """What an issue that is not there and one that may not be seen have in common."""
    return JiraError(404, "Issue does not exist or you do not have permission to see it.")


def no_such_project(name: str) -> JiraError:
    return JiraError(404, f"No project could be found with key '{name}'.")
