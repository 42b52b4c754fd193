"""A partner's file that cannot be had with everything else of its entity: it is fetched by itself, in its own line.

What cannot be fetched may be back in a moment, and pictures belong into the texts that show them; so the entity waits
for a while. Then everything else goes through, and the file is tried for as long as it may take for somebody to notice
and mend it. After that it is an error of this file alone, for a person to retry or skip.
"""

from typing import Any

from addon.connections import arriving
from addon.connections.arriving import FileAwaited
from addon.connections.files import FileUnavailable
from addon.platforms.base import Call
from addon.rules.ruleset import AttachmentEdit, Edits
from addon.storage import queue, traces, twins
from addon.storage.transaction import Tx
from addon.sync.gather import pair_of, read_one
from addon.sync.incoming import Request
from addon.sync.work import Later, Work

DIRECTION: queue.Direction = "file_in"
KIND = "file"
WITH_THE_REST = 8
"""Attempts in a row, over a minute at least, before the rest of the entity goes on without the file."""
BY_ITSELF = 24
"""Attempts in a row of the file alone, over an hour or so, before a person is asked."""
AGAIN_MS = 30_000
PRIVATE_MS = 90_000
"""A private partner looks three times a minute for what it is asked; the rest waits no longer without news of it."""
PRIVATE_AT_MOST_MS = 5 * 60_000
"""Nor longer than this in all."""
SILENT_MS = 3_600_000
"""A private partner that has known the question for so long, and sent nothing, will not without a person."""
PAIRED_BY_MS = 3_600_000
"""A pair that is still being made is waited for; nothing takes so long."""
_PAIRING_MS = 5_000


def goes_on_without(work: Work, call: Call, problem: Exception) -> bool:
    """Whether the rest of the entity no longer waits for this file of the partner."""
    if not isinstance(problem, FileUnavailable) or call.kind != "attachment_add" or work.claim.direction != "in":
        return False
    if isinstance(problem, FileAwaited):
        if problem.moved_ms >= PRIVATE_MS or problem.asked_ms >= PRIVATE_AT_MOST_MS:
            return True
    elif work.claim.attempts + 1 >= WITH_THE_REST:
        return True
    return work.services.ledger.read(lambda tx: bool(_events(tx, work, call.remote_id)))


def put_off(tx: Tx, work: Work, call: Call, entity_id: str) -> None:
    """Let the file be fetched by itself; one that is waited for, or was skipped by a person, is left at that."""
    if _events(tx, work, call.remote_id):
        return
    file = {"remote_id": call.remote_id, **{name: call.body.get(name) for name in ("filename", "filesize", "mimetype")}}
    queue.append(
        tx,
        work.node.id,
        DIRECTION,
        work.claim.entity_key,
        KIND,
        {"file": file},
        connection_id=work.agreed.id,
        local_entity=entity_id,
        label=work.claim.entity_label,
        delay_ms=AGAIN_MS,
        origin="file",
    )


def request_of(work: Work) -> tuple[Request, Edits] | str:
    """The request to attach this one file here now, or why there is nothing to attach any more."""
    file = work.claim.head.body["file"]
    remote_id, file_id = work.claim.entity_key, str(file["remote_id"])

    def read(tx: Tx) -> tuple[Any, Any, bool]:
        twin = twins.by_remote(tx, work.node.id, work.agreed.id, remote_id)
        if twin is None:
            return None, None, False
        known = traces.by_remote(tx, work.node.id, twin.id, "attachment", file_id)
        here = known is not None and known.removed_at is None
        return pair_of(tx, work, twin), twins.replica(tx, work.node.id, twin.id, "received"), here

    pair, replica, known = work.services.ledger.read(read)
    if pair is None and work.services.now() - work.claim.head.created_at < PAIRED_BY_MS:
        raise Later(_PAIRING_MS, "own_create_open")
    if pair is None:
        return "The pair has ended."
    if known:
        return f"“{file['filename']}” is here already."
    if not any(str(one.get("id")) == file_id for one in (replica or {}).get("attachments") or ()):
        return f"“{file['filename']}” is no longer there."
    size = file["filesize"] if isinstance(file["filesize"], int) else 0
    if work.agreed.transport == "polled":  # before the tracker is asked anything
        arriving.require_here(work.services, work.agreed, remote_id, file_id, size or None)
    local = read_one(work, pair.twin.local_id)
    if local is None:
        return "The entity here was deleted, or is no longer visible for the sync identity."
    twin = pair.twin
    request = Request(replica, {"again": True}, remote_id, twin.received_epoch, twin.received_seq, local, pair)
    edit = AttachmentEdit(file_id, str(file["filename"]), size, str(file["mimetype"] or "application/octet-stream"))
    return request, Edits(attachments=(edit,))


def _events(tx: Tx, work: Work, file_id: str) -> list[queue.Event]:
    """What is known of this file's being fetched by itself: waiting, or skipped in these days."""
    line = queue.line(tx, work.node.id, DIRECTION, work.claim.entity_key, work.agreed.id)
    if line is None:
        return []
    found = queue.events_of(tx, work.node.id, line.id, ("pending", "error", "skipped"))
    return [one for one in found if str((one.body or {}).get("file", {}).get("remote_id")) == file_id]
