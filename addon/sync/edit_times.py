"""When a field was edited here, and whether the partner has acknowledged what we sent of it.

A conflict is decided by the times of two edits, so both sides have to see the same times. An edit that has left keeps
the time it left with, until the partner's result says that it was decided there: until then the field counts as
edited here even when it was set back to what both last agreed on.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from addon.replica.entity import Entity
from addon.replica.values import RichText, Value
from addon.richtext import Refused, from_json
from addon.storage.baselines import Baseline
from addon.sync.conflicts import comparable


@dataclass(frozen=True, slots=True)
class Unacknowledged:
    """An edit that the partner has yet to decide: its fingerprint, when it was made (ms), its message."""

    mark: str
    at: int
    seq: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a baseline's `local_form` holds: what waits, and our last message when the partner's value was taken over.

    A result for a message not later than `taken` says nothing about this field: the partner has moved on since.
    `left` is our last message that carried an edit of it. `rich` and `items` are its form when both last agreed, so
    that edits of both sides can be put together.
    """

    waiting: Unacknowledged | None = None
    taken: int = -1
    left: int = -1
    rich: RichText | None = None
    items: tuple[str, ...] | None = None

    def form(self) -> dict[str, Any]:
        """This as JSON, as `standing_of` reads it."""
        kept: dict[str, Any] = {"taken": self.taken, "left": self.left}
        if self.rich is not None:
            kept["rich"] = [self.rich.notation, self.rich.source]
        if self.items is not None:
            kept["items"] = list(self.items)
        if self.waiting is not None:
            kept |= {"mark": self.waiting.mark, "at": self.waiting.at, "seq": self.waiting.seq}
        return kept


def standing_of(row: Baseline | None) -> Standing:
    """How a field stands between the two sides."""
    form: Any = row.local_form if row is not None else None
    if not isinstance(form, dict):
        return Standing()
    waiting = None
    if isinstance(form.get("mark"), str) and isinstance(form.get("at"), int):
        waiting = Unacknowledged(form["mark"], form["at"], int(form.get("seq", 0)))
    rich, items = form.get("rich"), form.get("items")
    return Standing(
        waiting,
        int(form.get("taken", -1)),
        int(form.get("left", -1)),
        RichText(*rich) if isinstance(rich, list) and len(rich) == 2 else None,
        tuple(str(one) for one in items) if isinstance(items, list) else None,
    )


def agreed_form(value: Value) -> tuple[RichText | None, tuple[str, ...] | None]:
    """What `Standing` keeps of a value that both agreed on: rich text, or a list of plain texts."""
    if isinstance(value, RichText):
        return value, None
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return None, tuple(str(one) for one in value)
    return None, None


def edited_at(agreed: str, waiting: Unacknowledged | None, now: str, seen: int) -> int | None:
    """When a field whose fingerprint is `now` was edited here; None when it is as agreed and nothing waits.

    `seen` is the best time known for an edit that was not seen before.
    """
    if waiting is not None:
        return waiting.at if waiting.mark == now else seen
    return None if agreed == now else seen


def sending(before: Unacknowledged | None, mark: str, at: int, seq: int) -> Unacknowledged:
    """What is remembered of an edit that leaves with message `seq`; the first that carried this very value counts."""
    return before if before is not None and before.mark == mark else Unacknowledged(mark, at, seq)


def answered(waiting: Unacknowledged | None, seq: int) -> Unacknowledged | None:
    """What still waits once the partner has decided our message `seq`."""
    return waiting if waiting is not None and waiting.seq > seq else None


def edit_times(
    entity: Entity, marks: Mapping[str, str], baseline: Mapping[str, Baseline], replica: Mapping[str, Any] | None = None
) -> dict[str, int]:
    """When each field that is not as agreed, or not acknowledged, was edited here.

    The tracker's history says it where it was read; else the moment the entity was last changed. The first message
    names every field. After it, one that is empty and of which nothing was ever agreed on or sent was never edited: the
    rules had no reason to set it when we made the entity, and an edit of the partner's must not lose to that. What the
    outgoing rules gave it in the `replica` that leaves is news all the same.
    """
    history: dict[str, int] = {}
    for edit in entity.recent:
        history[edit.field] = max(edit.at, history.get(edit.field, 0))
    times: dict[str, int] = {}
    for name, now in marks.items():
        row = baseline.get(name)
        agreed, waiting = row.local_fingerprint if row is not None else "", standing_of(row).waiting
        never = bool(baseline) and not agreed and waiting is None and name not in history
        if never and comparable(entity.fields.get(name)) is None and _says_nothing((replica or {}).get(name)):
            continue
        at = edited_at(agreed, waiting, now, history.get(name, entity.updated))
        if at is not None:
            times[name] = at
    return times


def _says_nothing(part: Any) -> bool:
    """Whether a replica's part is empty; rich text that shows nothing is."""
    rich = part.get("rich") if isinstance(part, dict) else None
    if not isinstance(rich, dict):
        return not part
    try:
        return not rich.get("blocks") or comparable(from_json(rich)) is None
    except Refused:  # a rule made it up: whatever it means, it is something
        return False


def by_people(entity: Entity, names: Collection[str], own: str = "") -> frozenset[str]:
    """Those of the fields that a person edited last, as far as the tracker says; the rest was an app's doing.

    `own` is who we are there: what is written with a person's own token is no person's edit.
    """
    last = entity.updated_by_app or (entity.updated_by is not None and entity.updated_by == own)
    newest: dict[str, tuple[int, bool]] = {}
    for edit in entity.recent:
        if edit.at >= newest.get(edit.field, (0, False))[0]:
            newest[edit.field] = (edit.at, edit.by_app or (edit.by is not None and edit.by == own))
    return frozenset(name for name in names if not newest.get(name, (0, last))[1])
