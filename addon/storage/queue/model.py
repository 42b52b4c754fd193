"""What a line, its events and a claim look like from outside."""

from dataclasses import dataclass, field
from typing import Any, Literal

from addon.storage import rows, tables

Direction = Literal["ingress", "out", "send", "in", "file_out", "file_in"]
INTERACTIVE, NORMAL, BULK = 0, 1, 2
CHANGED = "changed"  # events of this kind that follow each other are claimed together
TOGETHER = 64  # at most so many
SETTLE_CAP = 5  # a burst is waited for at most so many times the settling time
BULK_WAIT_MS = 600_000  # bulk that waited so long is served like everything else
FLOOR_STEP = 16.0  # the virtual time at which sleepers wake follows the active tenants in such steps
MANY_TENANTS = 64  # have something due: to step through them costs as much as to sort the turns of all
TAKEN = (
    "id, node_id, connection_id, direction, entity_key, entity_label, local_entity, priority, lease_no, attempts, "
    "epoch, seq"
)
"""The columns of a line that a claim tells, in its order."""


@rows.of(tables.Event)
@dataclass(frozen=True, slots=True)
class Event:
    """One thing to do; `id` is its place in the order."""

    id: int
    stream_id: int
    node_id: int
    connection_id: int
    direction: str
    kind: str
    dedup: str | None
    body: Any
    state: str
    attempts: int
    outcome: str
    origin: str
    message_id: str
    created_at: int
    done_at: int | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A line that is ours until it is finished, failed or released, with its next event or events.

    `lease_no` fences: whoever has an older number has lost the line.
    """

    stream_id: int
    node_id: int
    connection_id: int
    direction: str
    entity_key: str
    entity_label: str
    local_entity: str | None
    priority: int
    lease_no: int
    attempts: int
    epoch: int
    seq: int
    events: tuple[Event, ...] = field(default=())

    @property
    def head(self) -> Event:
        """The event to handle; others of the claim only say that it happened again."""
        return self.events[0]


@rows.of(tables.Stream)
@dataclass(frozen=True, slots=True)
class Line:
    """A line as the console and tests see it."""

    id: int
    node_id: int
    connection_id: int
    direction: str
    entity_key: str
    entity_label: str
    local_entity: str | None
    priority: int
    due_at: int | None
    owner: str | None
    lease_no: int
    lease_until: int | None
    attempts: int
    waiting_for: str
    blocked_by: int | None
    epoch: int
    seq: int
    created_at: int
    updated_at: int
