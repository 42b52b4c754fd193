"""What a partner's message says, as far as it can be read: the partner's software is not ours to trust.

Under each name of the envelope stands what the protocol puts there, or nothing. Texts are such that both stores and
every encoding take them. What rules of the partner put into the replica may be anything; only its depth has a limit.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import isfinite
from typing import Any

from addon.nodes.refusals import Refusal
from addon.richtext import Refused, from_json
from addon.storage.queue import Claim
from addon.storage.tables.base import storable

DEEPEST = 100
"""Lists and maps within each other; rules that nest more have made a circle of something."""
LARGEST = 2**53
UNREADABLE = "replica_unreadable"


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST


def _map(value: Any) -> bool:
    return isinstance(value, dict)


ONE: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("twin", "entity", "connect", "message", "reason"), _text),
    **dict.fromkeys(("epoch", "seq", "hops", "at"), _number),
    **dict.fromkeys(("mentions", "local"), _map),
}
"""What the protocol puts under a name (docs/protocol.md); others are for the replica's readers, who look themselves."""
MANY: Mapping[str, tuple[type, Callable[[Any], bool]]] = {
    **dict.fromkeys(("people", "decided", "kept", "ends_gone"), (list, _text)),
    **dict.fromkeys(("marks", "policies"), (dict, _text)),
    "edited": (dict, _number),
    "heard": (list, _number),
    "traces": (dict, _map),
}
"""As `ONE`, of each element: those that fit are kept. What is missing stays missing, which is not the same as none."""


def readable(claim: Claim) -> Claim:
    """The claim with what its events say, as far as that can be read; raises `Refusal` where there is no replica."""
    if claim.direction != "in":
        return claim
    return replace(claim, events=tuple(replace(one, body=body_of(one.kind, one.body)) for one in claim.events))


def body_of(kind: str, body: Any) -> dict[str, Any]:
    """A message's body by the protocol; raises `Refusal`."""
    found = _plain(body) if isinstance(body, dict) else {}
    found = {name: one for name, one in found.items() if name not in ONE or ONE[name](one)}
    for name, (many, fits) in MANY.items():
        held = found.pop(name, None)
        if isinstance(held, dict) and many is dict:
            found[name] = {key: one for key, one in held.items() if fits(one)}
        elif isinstance(held, list) and many is list:
            found[name] = [one for one in held if fits(one)]
    if kind == "replica" and not isinstance(found.get("replica"), dict):
        raise Refusal(
            UNREADABLE,
            "The partner sent something that is no replica. Ask its administrator to change the entity once more, or "
            "skip this event.",
        )
    return found


def _plain(value: Any, depth: int = 0) -> Any:
    if isinstance(value, str):
        return storable(value)
    if not isinstance(value, dict | list):
        return None if isinstance(value, float) and not isfinite(value) else value
    if depth > DEEPEST:
        raise Refusal(
            UNREADABLE,
            f"The partner's replica has lists or maps more than {DEEPEST} deep within each other. Its administrator "
            "has to change the outgoing rules there; then skip this event.",
        )
    if isinstance(value, list):
        return [_plain(one, depth + 1) for one in value]
    return {storable(name): _plain(one, depth + 1) for name, one in value.items()}


def unreadable_text(replica: Mapping[str, Any]) -> str:
    """Where in a replica a rich text stands that cannot be read, such as `comments[2].body`; empty when all can."""
    return next(_unreadable(replica), "")


def _unreadable(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        if "rich" in value:
            try:
                from_json(value["rich"])
            except Refused:
                yield path
            return
        for name, one in value.items():
            yield from _unreadable(one, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _unreadable(one, f"{path}[{number}]")
