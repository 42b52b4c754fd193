"""What happens on a site, as apps hear of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .caller import Caller


@dataclass(frozen=True)
class Event:
    """One happening.

    `body` builds the web hook's body (without time stamp) and must be called before anything else changes;
    `variables` fill `{issue.id}` and the like in a web hook's URL; `issue_id` is what a JQL filter looks at.
    """

    name: str
    caller: Caller
    body: Callable[[], dict[str, Any]]
    variables: dict[str, str] = field(default_factory=dict)
    issue_id: str | None = None
    primary: bool = True
    property_key: str | None = None
