"""An event that fails for good parks its line for a person: nothing else waits for it.

Where what the entity says is at fault, its author may mend that too: a newer change is tried without a person
(`queue.newer`), and takes the place of the older one.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import structlog

from addon.nodes.services import Services
from addon.platforms.errors import Reason
from addon.storage import effects, queue, timeline
from addon.storage.queue import Claim
from addon.storage.transaction import Tx
from addon.sync.send import dispatch, message_of
from addon.sync.work import Work, about, open_work

log = structlog.get_logger()
OF_CONTENT = frozenset({Reason.REFUSED_FIELDS, Reason.REFUSED, Reason.TOO_LARGE})
"""What the tracker says of what an entity says, not of who writes it or where."""


def park(
    services: Services,
    claim: Claim,
    reason: str,
    words: str,
    detail: dict[str, object] | None = None,
    journal: Sequence[tuple[str, str, dict[str, Any]]] = (),
    *,
    content: bool = False,
    choice: bool = False,
) -> str:
    """An error for a person: this entity waits, everything else goes on; the partner learns that it waits.

    `content`: what the entity says is at fault, so a newer change of it is tried without a person. `choice`: what
    somebody at the partner chose is, so what they choose next is.
    """
    work = open_work(services, claim)
    with suppress(Exception):  # whatever it meets, the line is parked
        work.tracker.renew()  # a retry shall see what was mended in the tracker meanwhile

    def write(tx: Tx) -> None:
        body = claim.head.body if isinstance(claim.head.body, dict) else {}
        entity_id = claim.local_entity or claim.entity_key
        queue.fail(
            tx,
            claim,
            reason,
            words,
            entity_id=entity_id,
            entity_key=claim.entity_label,
            detail={**(detail or {}), **_cure(tx, claim, content=content, choice=choice)},
            replica=body.get("replica"),
        )
        for step, text, data in (*journal, ("error", words, {"reason": reason})):
            timeline.note(
                tx,
                claim.node_id,
                entity_id,
                step,
                text,
                connection_id=claim.connection_id,
                event_id=claim.head.id,
                data=data,
            )
        _tell_partner(tx, work, claim, reason)

    services.ledger.write(write)
    log.warning("parked", **about(claim), reason=reason, problem=words)
    return reason


def _tell_partner(tx: Tx, work: Work, claim: Claim, reason: str) -> None:
    """Answer the partner's replica: it is not applied, and who has to mend that."""
    if claim.direction != "in" or claim.head.kind != "replica" or work.connection is None:
        return
    body = {
        "of": claim.head.message_id,
        "seq": claim.head.body.get("seq"),
        "entity": claim.entity_key,
        "applied": False,
        "reason": reason,
        "message": f"{work.agreed.local_name} has to resolve an error first.",
    }
    dispatch(tx, work, message_of(work, "result", claim.local_entity or "", body), remote_entity=claim.entity_key)


def _cure(tx: Tx, claim: Claim, *, content: bool, choice: bool) -> dict[str, object]:
    if choice:
        return {queue.CURABLE: queue.CHOICE}
    return {queue.CURABLE: True} if content and may_be_left(tx, claim) else {}


def may_be_left(tx: Tx, claim: Claim) -> bool:
    """Whether a newer state says all that this event does: no person's decision is in it, nothing of it was done."""
    body = claim.head.body if isinstance(claim.head.body, dict) else {}
    if any(body.get(name) for name in ("connect", "decided", "again")):
        return False
    made = effects.for_event(tx, claim.node_id, claim.head.id)
    return not any(one.kind != "decision" and one.state in ("started", "done") for one in made)
