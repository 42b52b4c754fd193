"""The timeline of an entity in people's words: one entry for each event, with what each step decided."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from addon.storage.timeline import Step

ENTRIES = {"sent": ("sent",), "received": ("result",), "not_sent": ("why_not",), "failed": ("error", "remote_failed")}
"""What a filter keeps: entries that have one of these steps."""

# What the entry is called by the gravest of its steps: icon, color, and the state in a lozenge.
_LOOKS: Mapping[str, tuple[str, str, str]] = {
    "error": ("error", "danger", "Failed"),
    "remote_failed": ("error", "danger", "Failed"),
    "conflict": ("swap", "warning", "Conflict"),
    "chosen": ("check", "info", "Chosen"),
    "unlinked": ("unlink", "", ""),
    "paired": ("link", "info", "Paired"),
    "sent": ("out", "success", "Sent"),
    "result": ("in", "info", "Applied"),
    "acknowledged": ("check", "success", "Applied"),
    "remote_deleted": ("trash", "warning", "Deleted"),
    "deleted": ("trash", "warning", "Deleted"),
    "why_not": ("ban", "warning", "Why not"),
    "panel": ("play", "", ""),
    "trigger": ("bolt", "info", ""),
}
_LABELS: Mapping[str, str] = {
    "change": "Change",
    "panel": "Change",
    "trigger": "Trigger",
    "rule": "Rule",
    "rules": "Rule",
    "conflict": "Conflict",
    "write": "Writes",
    "why_not": "Why not",
}
_WRITES: Mapping[str, str] = {
    "create": "Created",
    "update": "Fields updated",
    "transition": "Status changed",
    "comment add": "Comment added",
    "comment edit": "Comment edited",
    "comment remove": "Comment removed",
    "attachment add": "File added",
    "attachment remove": "File removed",
    "link add": "Link added",
    "link remove": "Link removed",
}
"""What a call did, by its kind; what the engine wrote down is the call's method and kind."""
_COUNTED = re.compile(r"\d+ written\.")
_ORDER = ("Change", "Trigger", "Rule", "Set", "Conflict", "Note", "Writes", "Result", "Why not")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of an entity. `trail` are label and sentence, in the order in which things happened.

    `rule_version` is what ran, 0 where no rule did; `rule_side` which of the two texts.
    """

    title: str
    icon: str
    color: str
    state: str
    at: int
    connection_id: int
    trail: tuple[tuple[str, str], ...]
    rule_version: int = 0
    rule_side: Literal["outgoing", "incoming"] = "outgoing"


def entries(steps: Sequence[Step], partners: Mapping[int, str], incoming: frozenset[int]) -> tuple[Entry, ...]:
    """Steps, newest first, as entries, newest first. `incoming` are the events that came from a partner."""
    made = []
    for _, group in groupby(steps, key=lambda one: (one.event_id, one.connection_id) if one.event_id else -one.id):
        of_event = sorted(group, key=lambda one: one.id)
        made.append(_entry(of_event, partners, came_in=of_event[0].event_id in incoming))
    return tuple(made)


def whole_events(steps: Sequence[Step], more: bool) -> Sequence[Step]:
    """The steps without the last event, where a page's end may have cut it in two; never nothing."""
    if not more or not steps:
        return steps
    last = steps[-1].event_id
    kept = [one for one in steps if not last or one.event_id != last]
    return kept or steps


def _entry(steps: Sequence[Step], partners: Mapping[int, str], *, came_in: bool) -> Entry:
    words = {one.step: one for one in steps}
    gravest = next((words[word] for word in _LOOKS if word in words), steps[-1])
    icon, color, state = _LOOKS.get(gravest.step, ("info", "", ""))
    if gravest.step == "result" and not gravest.data.get("fields"):
        state = ""
    partner = partners.get(gravest.connection_id, "the partner")
    return Entry(
        _title(gravest, partner, came_in=came_in),
        icon,
        color,
        state,
        steps[-1].at,
        gravest.connection_id,
        _trail(steps),
        _rule_version(steps),
        "incoming" if came_in else "outgoing",
    )


def _rule_version(steps: Sequence[Step]) -> int:
    """The version of the rules that ran last; what a step did itself is called `rule`, a run of them `version`."""
    numbers = [one.data.get("version" if one.step == "rules" else "rule") for one in steps]
    return next((number for number in reversed(numbers) if isinstance(number, int)), 0)


def _title(gravest: Step, partner: str, *, came_in: bool) -> str:
    match gravest.step:
        case "why_not":
            return f"Nothing to do for what {partner} sent" if came_in else "Not sent"
        case "result":
            return f"Received from {partner}"
        case "sent":
            return f"Sent to {partner}"
        case "acknowledged":
            return f"{partner} has it"
        case "trigger":
            return "A trigger matched"
        case "conflict":
            return "Both sides edited the same"
        case "panel":
            return "Asked for by hand"
        case "remote_failed":
            return f"{partner} could not apply it"
        case "error":
            return f"What {partner} sent could not be applied" if came_in else "Could not be sent"
    return gravest.text.rstrip(".")


def _trail(steps: Sequence[Step]) -> tuple[tuple[str, str], ...]:
    """What each step said under its label; but for writes once: an event that was tried again says the same again."""
    found: dict[str, list[str]] = {}

    def say(label: str, text: str) -> None:
        said = found.setdefault(label, [])
        if label == "Writes" or text not in said:
            said.append(text)

    wrote = any(one.step == "write" for one in steps)
    for one in steps:
        if one.step == "change":
            say("Change", f"{one.data.get('by') or 'Somebody'}: {one.text}")
            continue
        fields = one.data.get("fields")
        if fields and one.step in ("sent", "result"):
            say("Set", ", ".join(map(str, fields)))
        rule = one.data.get("rule")
        if isinstance(rule, int) and one.step not in ("rule", "rules"):
            say("Rule", f"Version {rule}.")
        if wrote and one.step == "result" and _COUNTED.fullmatch(one.text):
            continue  # the writes are listed
        label = _LABELS.get(one.step, "Result" if one.step in _LOOKS else "Note")
        say(label, one.text.removeprefix(f"{label}: "))
    ranked = sorted(found.items(), key=lambda item: _ORDER.index(item[0]))
    return tuple((label, _writes(texts) if label == "Writes" else " ".join(texts)) for label, texts in ranked)


def _writes(texts: Sequence[str]) -> str:
    """What was written, as often as it was: “Fields updated (PUT), Comment added (POST), 3 times”."""
    told: list[str] = []
    for text, number in Counter(texts).items():
        method, _, kind = text.partition(" ")
        words = f"{_WRITES[kind]} ({method})" if kind in _WRITES else text
        told.append(words if number == 1 else f"{words}, {number} times")
    return "; ".join(told)
