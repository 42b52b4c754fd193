"""What was said on the way: calls to the products, and how few of them and of the messages there may be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from addon.simulators.calls import Call
from tests.chaos.people import People
from tests.chaos.verdict import pairs

WRITES_PER_EDIT = 2.0
"""One write carries an edit over; a conflict may set its loser back, a new copy asks for a few more."""
MESSAGES_PER_EDIT = 2.0
"""An edit leaves once; where it loses a conflict, the winner comes back."""
OWN_MESSAGES = 6
"""What a pair may say beside that: it is made, it is asked to start, one of its ends is looked at once more."""
UNANSWERED = ("timeout-after-write", "cut")
_READS = ("/search", "/wiql", "batch", "bulkfetch", "/match")
_ENTITIES = ("/issue/", "/rest/api/3/issue", "/wit/workitems")


@dataclass(frozen=True)
class Traffic:
    """The calls of Liaise at one product."""

    calls: int
    writes: int
    """Those that changed an entity, also where their answer was lost."""


def of(calls: list[Call], ours: Callable[[str], bool]) -> Traffic:
    """Count the calls of Liaise, told by who called; a fault may have come before that was known."""
    own = [one for one in calls if ours(one.identity) or one.identity == "unknown"]
    writes = [one for one in own if _writes(one)]
    return Traffic(len(own), len(writes))


def storms(people: People, writes: int, said: Mapping[str, int]) -> list[str]:
    """More writes or messages than edits ask for, in all and for each pair: Liaise talks to itself."""
    edits = sum(people.edits.values())
    made = len(people.made)
    found: list[str] = []
    if writes > WRITES_PER_EDIT * edits + OWN_MESSAGES * made:
        found.append(f"{writes} writes for {edits} edits of {made} pairs: an echo storm")
    if sum(said.values()) > MESSAGES_PER_EDIT * edits + OWN_MESSAGES * made:
        found.append(f"{sum(said.values())} messages for {edits} edits of {made} pairs: an echo storm")
    for tag, ends in pairs(people).items():
        count = sum(said.get(entity, 0) for entity in ends)
        if count > MESSAGES_PER_EDIT * people.edits[tag] + OWN_MESSAGES:
            found.append(f"{tag}: {count} messages for {people.edits[tag]} edits: an echo storm")
    return found


def _writes(call: Call) -> bool:
    if call.method not in ("POST", "PUT", "PATCH", "DELETE"):
        return False
    path = call.path.lower()
    if not any(part in path for part in _ENTITIES) or any(part in path for part in _READS):
        return False
    return call.fault in UNANSWERED if call.status == 0 or call.fault else 200 <= call.status < 300
