"""What both writers need to put a plan together: calls in order, each with its key."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from addon.platforms.base import Call, CallKind, ChangeSet
from addon.platforms.errors import PlatformError, Reason
from addon.replica.values import Named, Person, Value

ENTITY = "{entity}"  # stands in a target for the id that the plan's create will return
LINKED_AGO_MS = 10_000
"""A link that was made within so long before a call is taken for what the call did: clocks may be apart a little."""

_TITLES = ("summary", "system.title")


class Plan:
    """Collects the calls of one change; `now` is kept with each as `planned_at` (ms)."""

    def __init__(self, change: ChangeSet, now: int) -> None:
        self.calls: list[Call] = []
        self._marker = change.marker
        self._now = now

    def key(self, kind: CallKind, sub: str) -> str:
        """The key of the intent: the change's marker, the kind of call, what it is about."""
        return ":".join(part for part in (self._marker, kind, sub) if part)

    def has(self, key: str) -> bool:
        """Whether a call with this key is planned."""
        return any(one.key == key for one in self.calls)

    def add(
        self,
        kind: CallKind,
        method: str,
        target: str,
        body: Any,
        *,
        sets: tuple[str, ...] = (),
        remote_id: str = "",
        key: str = "",
        sub: str = "",
        guard: str | None = None,
        hashed: str = "",
        context: Mapping[str, Any] | None = None,
    ) -> None:
        """Append a call; see `Call` for what each part means."""
        self.calls.append(
            Call(
                ordinal=len(self.calls),
                kind=kind,
                method=method,
                target=target,
                body=body,
                key=key or self.key(kind, remote_id or sub),
                sets=sets,
                remote_id=remote_id,
                guard=guard,
                text_hash=hashed,
                context={"planned_at": self._now, **(context or {})},
            )
        )


def name_of(value: Value) -> str:
    """The name in a value that may be a thing with a name or the name itself; empty for anything else."""
    return value.name if isinstance(value, Named) else value if isinstance(value, str) else ""


def shown(value: Value) -> str:
    """A value in words, as an error quotes it; long ones are cut."""
    if isinstance(value, Named):
        return value.name or value.id
    if isinstance(value, Person):
        return value.display_name or value.email or value.id
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(shown(one) for one in value)[:80]
    if isinstance(value, dict):
        return ("[" + ", ".join(f"{key}: {shown(one)}" for key, one in value.items()) + "]")[:80]
    return str(value)[:80]


def believed(plan: Callable[[], tuple[Call, ...]], renew: Callable[[], bool]) -> tuple[Call, ...]:
    """What `plan` gives; a refusal that rests on names asked for some time ago is believed only when asked anew."""
    try:
        return plan()
    except PlatformError as problem:
        if problem.reason is not Reason.REFUSED_FIELDS or problem.status is not None or not renew():
            raise
    return plan()


def one_line(name: str, text: str, most: int, product: str) -> str:
    """A text for a field of one line: line breaks become spaces. Raises REFUSED_FIELDS where it is too long.

    Both products count as Java and .NET do: most emoji are two characters.
    """
    line = re.sub(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*", " ", text).strip()
    length = len(line.encode("utf-16-le", "surrogatepass")) // 2
    if length > most:
        raise refused(
            name,
            f"has {length} characters; {product} takes {most}. "
            f"Shorten it on the other side, or in the rule with .take({most})",
        )
    return line


def check_title(fields: Mapping[str, Value], *, creating: bool) -> None:
    """Raises REFUSED_FIELDS where the title would be empty: both products refuse that, each in words of its own."""
    given = [value for name, value in fields.items() if name.lower() in _TITLES]
    empty = any(value is None or (isinstance(value, str) and not value.strip()) for value in given)
    if empty or (creating and not given and not any(name.lower() == "title" for name in fields)):
        raise refused(
            "summary",
            "cannot be empty here. Give the entity a title on the other side, or set one in the incoming rule, for "
            'example: issue.summary = replica.summary ?: "No title"',
        )


def map_line(arrived: str, known: str) -> str:
    """The way out where a status has no place: the line that a rule's map lacks; nothing for a status without name."""
    if not arrived:
        return ""
    return f'. Map it in the incoming rule, for example: def statusMap = ["{arrived}": "{known}"]'


def refused(name: str, words: str, called: str = "") -> PlatformError:
    """What can never be written, with the field's name; `called` is how people call it, where that is known."""
    said = f"The field “{called or name}” {words}"
    return PlatformError(Reason.REFUSED_FIELDS, said, permanent=True, fields={name: words})


def no_such_type(name: str, known: str) -> PlatformError:
    """A type that new entities of the project cannot have; `known` are those they can have."""
    words = (
        f"This project has no type “{name}”; it has: {known}. Name one of them in the incoming rule, or add it there"
    )
    return PlatformError(Reason.REFUSED_FIELDS, words, permanent=True, fields={"type": words})
