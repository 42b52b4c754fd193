"""Sample data of the pages that show what happened and what waits: one entity, the queue, bulk work."""

from dataclasses import replace
from typing import Any

from addon.connections import bulk, bulk_conflicts, bulk_errors, entity_status, open_conflicts, waiting
from addon.connections.bulk import Bulk
from addon.connections.entity_status import Candidate, EntityStatus, Pair, SeveralEntities, TraceRow, Unpaired
from addon.connections.history import Entry
from addon.connections.open_conflicts import ConflictPage, ConflictRow
from addon.connections.waiting import QueueDetail, QueuePage, QueueRow
from addon.connections.waiting_about import CarriedFile
from addon.nodes.refusals import Refusal
from addon.storage.failures import NoSuchRow
from addon.sync import inbox

MINUTE, DAY = 60_000, 86_400_000


def install(put: Any, sample: Any, now: int) -> None:
    """Let the use cases of these pages answer from the sample."""

    def look_up(_s: Any, _n: int, key: str, wanted: Any = None) -> EntityStatus | None:
        sample.asked("look_up", key, wanted)
        if key == "nothing":
            return None
        if key == "10317":
            raise SeveralEntities(
                (
                    Candidate("10001", "SUP-482", "10317", "Support to engineering"),
                    Candidate("10002", "SUP-19", "10317", "Vendor defects"),
                )
            )
        return status(now)

    def page(_s: Any, _n: int, which: Any, **values: Any) -> QueuePage:
        sample.asked("queue", which, values)
        rows = queue_rows(now) if which == "outgoing" and not values.get("entity") else ()
        rows = tuple(sample.files) if which == "incoming_attachments" else rows
        sizes: Any = {"outgoing": 6, "incoming": 3, "outgoing_attachments": 0, "incoming_attachments": 0}
        return QueuePage(which, rows, len(rows), None, sizes, now - 6 * MINUTE, "")

    def detail(_s: Any, _n: int, number: int) -> QueueDetail:
        found = next((one for one in queue_rows(now) if one.id == number), None)
        if found is None:
            raise NoSuchRow("done")
        return QueueDetail(found, "changed", "panel", None, 3_276, '{\n  "why": "panel"\n}', "8f1c2e77")

    put(entity_status, "look_up", look_up)
    put(waiting, "page", page)
    put(waiting, "detail", detail)
    put(waiting, "total", lambda *_: 9)

    def conflict_page(_s: Any, _n: int, *, search: str = "", **values: Any) -> ConflictPage:
        if search or values.get("connection_id"):
            sample.asked("conflicts", search, values["connection_id"])
        found = tuple(one for one in sample.conflicts if search in one.field or search == one.entity_key)
        return ConflictPage(found, len(found), None)

    put(open_conflicts, "page", conflict_page)
    put(open_conflicts, "open_count", lambda *_: len(sample.conflicts))

    def choose(_s: Any, _n: int, number: int, choice: str, by: str) -> None:
        sample.asked("choose", number, choice, by)
        sample.conflicts = [one for one in sample.conflicts if one.id != number]

    put(inbox, "choose", choose)
    _install_bulk(put, sample)


def conflict_rows(now: int) -> list[ConflictRow]:
    """Two fields that both sides edited."""
    url = "https://acme-support.atlassian.net/browse/SUP-482"
    name = "Support to engineering"
    return [
        ConflictRow(1, "10001", "SUP-482", url, "10317", name, "summary", "Login fails after reset",
                    "Login fails after password reset (all browsers)", "Login fails", "Acme support", "Nordlake",
                    now - 4 * MINUTE),
        ConflictRow(2, "10001", "SUP-482", url, "10317", name, "priority", "High", "", "", "Acme support", "Nordlake",
                    now - DAY),
    ]  # fmt: skip


def _install_bulk(put: Any, sample: Any) -> None:
    def state(_s: Any, _n: int, job_id: int) -> Bulk:
        sample.job_polls += 1
        return work(job_id, sample.job_polls)

    def count_lines(_s: Any, _c: Any, number: int, content: bytes) -> int:
        sample.asked("count_lines", number, content)
        if not content:
            raise Refusal("file_missing", "Choose a CSV file.", field="file", status=422)
        return 31

    def begun(_s: Any, _c: Any, number: int) -> int:
        sample.asked("begin", number)
        sample.job_polls = 0
        return number + 1

    def count_errors(_s: Any, _n: int, wanted: Any) -> bulk_errors.Counted:
        sample.asked("count_errors", wanted)
        parked = len(sample.errors) - 1 if sample.errors else 0
        return bulk_errors.Counted(parked, 1, 77, (("Support to engineering", parked),) if parked else (), 0)

    def begin_errors(_s: Any, _c: Any, kind: str, wanted: Any, newest: int) -> int:
        sample.asked("begin_errors", kind, wanted, newest)
        sample.job_polls = 0
        return _ID[kind]

    def count_conflicts(_s: Any, _n: int, wanted: Any) -> bulk_conflicts.Counted:
        sample.asked("count_conflicts", wanted)
        found = [one for one in sample.conflicts if not wanted.selected or one.id in wanted.selected]
        fields = tuple((one.field, 1) for one in found)
        return bulk_conflicts.Counted(len(found), 77, fields, 0)

    def begin_conflicts(_s: Any, _c: Any, kind: str, wanted: Any, newest: int) -> int:
        sample.asked("begin_conflicts", kind, wanted, newest)
        sample.job_polls = 0
        return _ID[kind]

    put(bulk_conflicts, "count", count_conflicts)
    put(bulk_conflicts, "begin", begin_conflicts)
    put(bulk_errors, "count", count_errors)
    put(bulk_errors, "begin", begin_errors)
    put(bulk, "state", state)
    put(bulk, "running", lambda *_: tuple(sample.bulk_running))
    put(bulk, "count_matches", lambda _s, _c, number, kind: (sample.asked("count_matches", number, kind), _ID[kind])[1])
    put(bulk, "count_lines", count_lines)
    put(bulk, "begin", begun)
    put(bulk, "stop", lambda _s, _c, number: sample.asked("stop", number))


_ID = {"bulk_sync": 11, "bulk_unlink": 21, "bulk_retry": 42, "bulk_skip": 52, "bulk_keep": 62, "bulk_take": 72}


def work(job_id: int, polls: int = 9) -> Bulk:
    """Bulk work by its number: tens say the kind, ones the phase (1 count, 2 run); running until asked twice."""
    others: Any = {1: "bulk_sync", 2: "bulk_unlink", 3: "bulk_connect", 4: "bulk_retry", 5: "bulk_skip"}
    kind: Any = {**others, 6: "bulk_keep", 7: "bulk_take"}[job_id // 10]
    counting = job_id % 10 == 1
    counts = {"matches": 198, "paired": 171}
    if kind == "bulk_connect":
        counts = {"connect": 23, "paired_already": 4, "not_found": 1, "paired_elsewhere": 1}
    going = polls < 2
    lines = (
        (7, "SUP-9", "11", "There is no SUP-9 here, or the sync identity cannot see it."),
        (9, "SUP-12", "14", "SUP-12 is paired with #10317."),
    )
    return Bulk(
        id=job_id,
        kind=kind,
        phase="count" if counting else "run",
        state="running" if going else "done",
        connection_id=0 if job_id >= 40 else 1,
        connection_name="" if job_id >= 40 else "Support to engineering",
        subject="" if job_id >= 40 or kind == "bulk_connect" else "project = SUP AND labels = partner",
        done=14 if going else 23,
        total=None if counting else 23,
        counts={} if going else counts,
        todo=0 if going else {"bulk_sync": 27, "bulk_unlink": 171}.get(kind, 23),
        problems=lines if kind == "bulk_connect" and counting and not going else (),
        message="",
        started_at=None,
        stopping=False,
    )


def status(now: int) -> EntityStatus:
    """An issue with two twins, one of them waiting, and a connection that never took it."""
    pairs = (
        Pair(1, "Support to engineering", "Nordlake", "synced", "", "10317", "https://dev.azure.com/n/_workitems/edit/10317", now - 2 * MINUTE, 0),
        Pair(2, "Release handover", "Norvik", "waiting", f"Norvik asked to wait. Goes on after <t:{now + MINUTE}:time>.", "REL-88", "https://norvik.atlassian.net/browse/REL-88", now - 14 * MINUTE, 0),
    )  # fmt: skip
    entries = (
        Entry("Sent to Nordlake", "out", "success", "Sent", now - 2 * MINUTE, 1, (
            ("Change", "Maya Chen: status and a comment"), ("Rule", "Version 2."), ("Set", "comments, status"),
            ("Result", "Nordlake has it as #10317.")), 2),
        Entry("Not sent", "ban", "warning", "Why not", now - 20 * MINUTE, 1, (
            ("Change", "Omar Diaz: labels"),
            ("Why not", "Outgoing rule, version 12, line 3 returned before anything was put into the replica."))),
        Entry("Received from Nordlake", "in", "info", "Applied", now - 3 * 60 * MINUTE, 1, (
            ("Set", "priority"), ("Writes", "Fields updated (PUT)"))),
        Entry("Both sides edited the same", "swap", "warning", "Conflict", now - DAY, 1, (
            ("Conflict", "Both sides edited summary; the newer edit, by Nordlake, stands."),)),
        Entry("Paired with 10317", "link", "info", "Paired", now - 3 * DAY, 1, (
            ("Trigger", "Trigger: project = SUP AND labels = partner"),)),
    )  # fmt: skip
    return EntityStatus(
        "10001",
        "SUP-482",
        "https://acme-support.atlassian.net/browse/SUP-482",
        "Login fails after password reset",
        pairs,
        (Unpaired(3, "Vendor defects", False, "No trigger matches this entity."),),
        0,
        1,
        '{\n  "summary": "Login fails after password reset"\n}',
        '{\n  "priority": "High"\n}',
        (TraceRow("comment", "20001", "7", "local", False), TraceRow("attachment", "30001", "a-9", "remote", True)),
        entries,
        None,
    )


LONG_TITLE = "Pump fails under load when a second session is opened " * 4


def file_rows(now: int) -> tuple[QueueRow, ...]:
    """A file of which a part is here, one whose size nobody told, and one that nothing is known of."""
    usual = queue_rows(now)[0]
    files = (CarriedFile("drawing.png", 4_194_304, 1_048_576), CarriedFile("x" * 200 + ".log", None, 2_048), None)
    return tuple(replace(usual, id=70 + number, change="File", file=file) for number, file in enumerate(files))


def queue_rows(now: int) -> tuple[QueueRow, ...]:
    """One row in each state."""

    def one(number: int, key: str, name: str, change: str, state: str, reason: str, **more: Any) -> QueueRow:
        usual = {"error_id": 0, "attempts": 0, "at": now - number * MINUTE, "connection_id": 1}
        return QueueRow(
            id=number,
            key=key,
            entity_id="10001",
            connection_name=name,
            change=change,
            step="Running the outgoing rules",
            state=state,
            reason=reason,
            **{**usual, **more},
        )

    behind = "Waits for the change before it, so that the order stays right."
    return (
        one(1, "SUP-501", "Support to engineering", "Change", "running", "", attempts=1, title=LONG_TITLE),
        one(2, "SUP-482", "Support to engineering", "Change", "stopped", "Stopped by an error that needs a person.",
            error_id=1, attempts=2),
        one(3, "SUP-482", "Support to engineering", "Change", "behind", behind),
        one(4, "REL-88", "Release handover", "Sync now", "waiting",
            f"Norvik asked to wait. Goes on after <t:{now + 9 * MINUTE}:time>.", attempts=1),
        one(5, "SUP-477", "Mobile team", "Change", "paused", "Mobile team is not active. Kept until it is."),
        one(6, "SUP-499", "Vendor defects", "Start to sync", "retrying",
            f"The tracker does not answer. Next try at <t:{now + MINUTE}:time>.", attempts=3),
    )  # fmt: skip
