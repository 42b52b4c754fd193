"""The first step: a verified hint becomes a stored delivery and wakes the entity's line, in one transaction.

Deliveries that come at the same moment share that transaction.
"""

from addon.nodes.services import Services
from addon.platforms.base import ChangeNotice
from addon.storage import queue
from addon.storage.inbox import Arrival, Hint


def store(services: Services, node_id: int, notice: ChangeNotice, *, source: str, hook_id: int | None = None) -> bool:
    """Store a notice; False when this delivery was stored before. Acknowledge only after it returned."""
    key = notice.delivery or services.random_token()

    arrival = Arrival(node_id, f"{source}:{key}", source, hints_of(notice), hook_id)
    return services.ledger.arrive(arrival)


def hints_of(notice: ChangeNotice) -> list[Hint]:
    """The lines that a notice wakes: the entity's, and those of entities a link changed on the other end.

    Only a deletion keeps a kind of its own; everything else means "look at it" and is worked on together.
    """
    body = {
        "notice": notice.kind,
        "project": notice.project_id,
        "actor": notice.actor,
        "revision": notice.revision,
        "trace": notice.trace,
        "at": notice.at,
        "hook": bool(notice.delivery) and not notice.delivery.startswith("poll:"),
        "comment": [notice.comment_id, notice.comment_version] if notice.comment_id else None,
    }
    kind = "deleted" if notice.kind == "deleted" else queue.CHANGED
    first = Hint(notice.entity_id, kind, body)
    others = [Hint(other, queue.CHANGED, {"notice": "linked"}) for other in notice.other_ids]
    return [first, *others]
