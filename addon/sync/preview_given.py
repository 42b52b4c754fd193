"""What the incoming rules of a preview run on: the partner's entity as it would leave there now, else what came last.

What came last may be older than what both sides agree on: an edit made here since would show as set back.
"""

from dataclasses import dataclass

from addon.connections import checking
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.rules.ruleset import Replica
from addon.storage.connections import Connection
from addon.storage.twins import Twin


@dataclass(frozen=True, slots=True)
class Given:
    """A replica, whether the partner would send it `now`, and why it could not be asked where it was."""

    replica: Replica | None
    now: bool = False
    why: str = ""


def of(services: Services, connection: Connection, twin: Twin | None, last: Replica | None, *, ask: bool) -> Given:
    """What to run on; without a pair nothing has ever arrived. `ask`: whether the partner's node is to be asked."""
    if twin is None or not twin.remote_id or not ask:
        return Given(last)
    try:
        answers = checking.ask(services, connection, [{"entity": twin.local_id, "replica": None}])
    except Refusal as no:
        return Given(last, why=no.message)
    answer = answers[0] if answers else {}
    if isinstance(answer.get("replica"), dict):
        return Given(dict(answer["replica"]), now=True)
    return Given(last, why=str(answer.get("problem") or "The rules there let nothing leave for it now."))
