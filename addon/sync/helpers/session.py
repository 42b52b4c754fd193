"""One run's view of the world: whose it is comes from here and never from the script."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

import structlog

from addon.nodes.services import Services
from addon.platforms.base import Platform
from addon.platforms.errors import PlatformError, Reason
from addon.replica.entity import Entity
from addon.richtext import Refused
from addon.rules.ruleset import LinkEdit
from addon.rules.script import Side, Translate
from addon.rules.site import Site
from addon.sandbox.services import HelperFailed
from addon.scripting.host.variables import OFFERS
from addon.storage.connections import Connection
from addon.storage.nodes import Node
from addon.sync.helpers.record import Record

log = structlog.get_logger()

Mode = Literal["live", "rehearsal", "preview"]
"""live: writes are made and recorded; rehearsal: they are left out; preview: they are captured and shown."""
LOCAL = "$local"
KINDS: Mapping[type, str] = {str: "a text", bool: "true or false", int: "a number", list: "a list", Decimal: "a number"}
"""What an argument is called to the author of a rule."""
WRONG_KIND = (TypeError, ValueError, AttributeError, KeyError, IndexError, Refused)
"""What arguments of another kind than a helper reads end in: the script's error, told as one."""
WAITS = frozenset(
    {
        Reason.RATE_LIMITED,
        Reason.UNAVAILABLE,
        Reason.TIMED_OUT,
        Reason.CREDENTIAL_REJECTED,
        Reason.CONFLICT,
        Reason.BAD_ANSWER,
    }
)
"""Trouble that is waited out by the line, not by the script."""


@dataclass
class Wishes:
    """What a run asked to be done when it is over. `waits_for`: remote ids whose pair the entity waits for."""

    sync_back: bool = False
    unlink: bool = False
    start: list[str] = field(default_factory=list)
    links: list[LinkEdit] = field(default_factory=list)
    links_followed: bool = False
    waits_for: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.sync_back or self.unlink or self.start or self.waits_for)


@dataclass(frozen=True, slots=True)
class Captured:
    """A write that a preview did not make: the script's own, or one of Liaise's that the script asked for."""

    method: str
    target: str
    body: Any
    by: Literal["script", "liaise"] = "script"


@dataclass
class Session:
    """Answers the helper calls of one run. `entity` is the local one, `remote_id` the partner's, where known."""

    services: Services
    node: Node
    connection: Connection
    site: Site
    side: Side
    mode: Mode
    entity: Entity | None = None
    remote_id: str = ""
    hosts: tuple[str, ...] = ()
    record: Record | None = None
    translate: Translate | None = None
    storing: Callable[["Session", Mapping[str, Any]], Mapping[str, Any]] | None = None
    wishes: Wishes = field(default_factory=Wishes)
    captured: list[Captured] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    stored: Mapping[str, Any] | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def tracker(self) -> Platform:
        """The node's own tracker."""
        return self.services.trackers.open(self.node.id)

    def call(self, name: str, arguments: list[Any]) -> Any:
        """Answer one call; a tracker's permanent refusal is an exception of the script."""
        from addon.sync.helpers.table import TABLE

        function = TABLE.get(name)
        if function is None:
            raise HelperFailed("UnsupportedOperationException", f"{name} is not available here.")
        try:
            return function(self, arguments)
        except PlatformError as problem:
            if problem.reason in WAITS:
                raise
            raise HelperFailed("IssueTrackerException", f"{name}: {problem.message}") from problem
        except WRONG_KIND as problem:
            log.warning("helper_failed", helper=name, node=self.node.id, exc_info=problem)
            raise HelperFailed("IllegalArgumentException", unfit(name, arguments)) from problem

    def write(self, name: str, request: Any, make: Callable[[], Any], shown: Captured) -> Any:
        """Make a write once for this event; in a rehearsal or preview, leave it out and answer null."""
        if self.mode == "live" and self.record is not None:
            return self.record.once(name, request, make)
        if self.mode == "preview":
            self.captured.append(shown)
        return None


def unfit(name: str, arguments: list[Any]) -> str:
    """What to tell of arguments of another kind than a helper reads: what they are, and what it takes."""
    helper, _, method = name.partition(".")
    takes = next((one.signatures[method] for one in OFFERS if one.variable == helper and method in one.signatures), [])
    kinds = ", ".join("null" if one is None else KINDS.get(type(one), "an object") for one in arguments)
    return f"{name} cannot work with {kinds or 'nothing'}; it takes {' or '.join(takes) or 'something else'}."


def argument(arguments: list[Any], index: int) -> Any:
    """An argument, null where it was left out."""
    return arguments[index] if index < len(arguments) else None


def named(value: Any) -> str:
    """What a script calls something: a text or number, or the name of an object, whose id may be another tracker's."""
    if isinstance(value, Mapping):
        return str(next((value[one] for one in ("value", "name", "label") if value.get(one)), ""))
    return text(value)


def text(value: Any) -> str:
    """A script's text, number, or object with a key, id or name, as text; empty for null."""
    if isinstance(value, Mapping):
        return str(next((value[one] for one in ("key", "id", "name", "urn") if value.get(one)), ""))
    return "" if value is None else str(value).strip()
