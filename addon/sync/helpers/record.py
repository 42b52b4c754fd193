"""Writes that a script makes during a run, recorded by event and ordinal: a re-run gets the recorded answer.

They are effects of their own, kept under the event's negative number, so that resuming an event's planned calls never
meets them. A call whose answer was lost is an error that says so; running the event again makes it anew.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from addon.platforms.errors import PlatformError
from addon.replica.codec import to_text
from addon.rules.travel import plain
from addon.sandbox.services import HelperFailed
from addon.storage import effects
from addon.storage.database import Ledger
from addon.storage.effects import Effect, Intent

KIND = "script_call"


@dataclass
class Record:
    """The calls of one event's rules on one side. `notes` are lines for the timeline."""

    ledger: Ledger
    node_id: int
    connection_id: int
    event_id: int
    side: str
    notes: list[str] = field(default_factory=list)
    _count: int = 0
    _changed: bool = False

    def key(self, name: str) -> str:
        """The key of the next call under a name of our own (`store`)."""
        return f"script:{self.event_id}:{self.side}:{name}"

    def once(self, name: str, request: Any, make: Callable[[], Any]) -> Any:
        """The recorded answer of the n-th call when it is the same call, else what `make` gives now."""
        self._count += 1
        digest = hashlib.sha256(to_text(plain([name, request])).encode()).hexdigest()
        key = f"{self.key(str(self._count))}:{digest[:16]}"
        known = self.ledger.read(lambda tx: effects.find(tx, self.node_id, key))
        if known is None or self._changed:
            self._tell_of_others(digest)
        elif known.state == "done":
            self.notes.append(f"{name} was made already, by an earlier attempt; its answer is used again.")
            return (known.receipt or {}).get("answer")
        elif known.state == "started":
            self._lost(known, name)
        return self._make(f"{key}:again" if known is not None and known.state == "done" else key, name, digest, make)

    def _make(self, key: str, name: str, digest: str, make: Callable[[], Any]) -> Any:
        intent = Intent(key, KIND, method=name, target=str(self._count), request_hash=digest)

        def begin(tx: Any) -> Effect:
            made = effects.plan(tx, self.node_id, self.connection_id, -self.event_id, [intent])[0]
            effects.mark_started(tx, self.node_id, made.id)
            return made

        effect = self.ledger.write(begin)
        try:
            answer = plain(make())
        except PlatformError as problem:
            why = {"message": problem.message}
            self.ledger.write(lambda tx: effects.mark_failed(tx, self.node_id, effect.id, why))
            if problem.uncertain:
                raise HelperFailed("IssueTrackerException", f"{name}: {_UNKNOWN}") from problem
            raise
        except HelperFailed as problem:
            why = {"message": str(problem)}
            self.ledger.write(lambda tx: effects.mark_failed(tx, self.node_id, effect.id, why))
            raise
        self.ledger.write(lambda tx: effects.mark_done(tx, self.node_id, effect.id, {"answer": answer}))
        return answer

    def _lost(self, effect: Effect, name: str) -> None:
        self.ledger.write(lambda tx: effects.mark_failed(tx, self.node_id, effect.id, {"message": _UNKNOWN}))
        raise HelperFailed("IssueTrackerException", f"{name}: {_UNKNOWN}")

    def _tell_of_others(self, digest: str) -> None:
        """When the rules ask for something else than last time, say once what was made then."""
        if self._changed:
            return
        earlier = self.ledger.read(lambda tx: effects.for_event(tx, self.node_id, -self.event_id))
        mine = [
            one
            for one in earlier
            if one.kind == KIND
            and one.state == "done"
            and one.key.startswith(self.key(""))
            and int(one.target or 0) >= self._count
            and one.request_hash != digest
        ]
        if mine:
            self._changed = True
            made = ", ".join(f"{one.target}. {one.method}" for one in mine)
            self.notes.append(f"The rules ask for other calls than an earlier attempt made. Made then: {made}.")


_UNKNOWN = (
    "the answer was lost, so it is not known whether this was carried out. Look, then retry: it will be made again."
)
