"""The queue: ordered lines of events, leased one owner at a time, fair between tenants.

append → claim → (hold …) → finish | release | fail; retry, skip and discard are what people do with failures.
"""

from addon.storage.queue.append import Arrived, announce, append, arrive
from addon.storage.queue.care import (
    Swept,
    clear_leases,
    hasten,
    hold_node,
    next_due,
    pause_node,
    purge_done,
    queue_age,
    set_share,
    sweep,
)
from addon.storage.queue.claim import claim, claim_past_pauses
from addon.storage.queue.claim_sends import waits as sends_wait
from addon.storage.queue.finish import (
    bind_entity,
    discard,
    discard_connection,
    fail,
    finish,
    heartbeat,
    hold,
    release,
    retry,
    skip,
    unblock,
)
from addon.storage.queue.model import BULK, CHANGED, INTERACTIVE, NORMAL, Claim, Direction, Event, Line
from addon.storage.queue.newer import CHOICE, CURABLE
from addon.storage.queue.versions import Version, count_anew, next_version
from addon.storage.queue.views import (
    LISTS,
    ListName,
    Waiting,
    event,
    events_of,
    line,
    lines_of_entity,
    list_queue,
    queue_counts,
    starting_next,
    waiting,
)

__all__ = [
    "BULK",
    "CHANGED",
    "CHOICE",
    "CURABLE",
    "INTERACTIVE",
    "LISTS",
    "NORMAL",
    "Arrived",
    "Claim",
    "Direction",
    "Event",
    "Line",
    "ListName",
    "Swept",
    "Version",
    "Waiting",
    "announce",
    "append",
    "arrive",
    "bind_entity",
    "claim",
    "claim_past_pauses",
    "clear_leases",
    "count_anew",
    "discard",
    "discard_connection",
    "event",
    "events_of",
    "fail",
    "finish",
    "hasten",
    "heartbeat",
    "hold",
    "hold_node",
    "line",
    "lines_of_entity",
    "list_queue",
    "next_due",
    "next_version",
    "pause_node",
    "purge_done",
    "queue_age",
    "queue_counts",
    "release",
    "retry",
    "sends_wait",
    "set_share",
    "skip",
    "starting_next",
    "sweep",
    "unblock",
    "waiting",
]
