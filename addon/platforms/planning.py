"""What both writers need to put a plan together: calls in order, each with its key."""

from collections.abc import Mapping
from typing import Any

from addon.platforms.base import Call, CallKind, ChangeSet
from addon.replica.values import Named, Value

ENTITY = "{entity}"  # stands in a target for the id that the plan's create will return


class Plan:
    """Collects the calls of one change; `now` is kept with each as `planned_at` (ms)."""

    def __init__(self, change: ChangeSet, now: int) -> None:
        self.calls: list[Call] = []
        self._marker = change.marker
        self._now = now

    def key(self, kind: CallKind, sub: str) -> str:
        """The key of the intent: the change's marker, the kind of call, what it is about."""
        return ":".join(part for part in (self._marker, kind, sub) if part)

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
