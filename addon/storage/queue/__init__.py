"""The queue: ordered lines of events, leased one owner at a time, fair between tenants.

append → claim → (hold …) → finish | release | fail; retry, skip and discard are what people do with failures.
"""

from addon.storage.queue.append import announce, append
from addon.storage.queue.care import (
    Swept,
    clear_leases,
    hold_node,
    next_due,
    pause_node,
    purge_done,
    queue_age,
    set_share,
    sweep,
)
from addon.storage.queue.claim import claim
from addon.storage.queue.finish import (
    bind_entity,
    discard,
    discard_connection,
    fail,
    finish,
    heartbeat,
    hold,
    next_seq,
    release,
    retry,
    skip,
    unblock,
)
from addon.storage.queue.model import BULK, CHANGED, INTERACTIVE, NORMAL, Claim, Direction, Event, Line
from addon.storage.queue.views import (
    LISTS,
    ListName,
    Waiting,
    event,
    line,
    lines_of_entity,
    list_queue,
    queue_counts,
    waiting,
)

__all__ = [
    "BULK",
    "CHANGED",
    "INTERACTIVE",
    "LISTS",
    "NORMAL",
    "Claim",
    "Direction",
    "Event",
    "Line",
    "ListName",
    "Swept",
    "Waiting",
    "announce",
    "append",
    "bind_entity",
    "claim",
    "clear_leases",
    "discard",
    "discard_connection",
    "event",
    "fail",
    "finish",
    "heartbeat",
    "hold",
    "hold_node",
    "line",
    "lines_of_entity",
    "list_queue",
    "next_due",
    "next_seq",
    "pause_node",
    "purge_done",
    "queue_age",
    "queue_counts",
    "release",
    "retry",
    "set_share",
    "skip",
    "sweep",
    "unblock",
    "waiting",
]
