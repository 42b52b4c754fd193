"""Work logs as a script left them, against what was logged here: what to log, edit and delete."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from addon.richtext import Document, fingerprint
from addon.rules.ruleset import IncomingFacts, Replica, WorklogEdit
from addon.rules.same_numbers import author_of, is_theirs
from addon.rules.texts import moment_of, written
from addon.rules.variables import BY_RULE

LONGEST = 100 * 365 * 24 * 3600
"""Seconds of work that nobody logs; more is a mistake of a rule."""


def worklog_edits(
    left: Any, before: list[dict[str, Any]], replica: Replica, facts: IncomingFacts, kind: str, notes: list[str]
) -> tuple[WorklogEdit, ...]:
    """What a changed `workLogs` means. Work logged here only is never deleted by leaving it out."""
    if not isinstance(left, list):
        notes.append("workLogs has to be a list; nothing was done with them.")
        return ()
    here = {str(one["id"]): one for one in before}
    sent = replica.get("workLogs")
    listed = [one for one in sent if isinstance(one, dict)] if isinstance(sent, list) else None
    arrived = {str(one.get("id", "")): one for one in listed or ()}
    edits: list[WorklogEdit] = []
    alike: Counter[str] = Counter()
    for one in left:
        if not isinstance(one, dict):
            notes.append("workLogs holds something that is no work log; it was left out.")
            continue
        edit = _edit(one, here, arrived, facts, kind, alike)
        if edit is None:
            continue
        if edit.seconds <= 0 or edit.seconds > LONGEST:
            notes.append(f"A work log needs timeSpent in seconds, not {one.get('timeSpent')!r}; it was left out.")
            continue
        if one.get("startDate") and edit.started is None:
            notes.append(
                "A work log needs startDate as a Date or as a text with its time zone, not "
                f"{one['startDate']!r}; it was left out."
            )
            continue
        edits.append(edit)
    if listed is not None:
        edits += [
            WorklogEdit(remote_id, 0, None, Document(), local_id=local_id, removed=True)
            for remote_id, (local_id, _) in facts.logged.items()
            if remote_id not in arrived and not remote_id.startswith(BY_RULE)
        ]
    return tuple(edits)


def _edit(
    one: Mapping[str, Any],
    here: Mapping[str, Mapping[str, Any]],
    arrived: Mapping[str, Mapping[str, Any]],
    facts: IncomingFacts,
    kind: str,
    alike: Counter[str],
) -> WorklogEdit | None:
    """The edit behind one work log; None where it stands as it is, or is ours coming back."""
    given = str(one["id"]) if one.get("id") is not None else ""
    if given in here and not is_theirs(one, here[given], arrived.get(given), _says):
        was = here[given]
        if all(one.get(name) == was.get(name) for name in ("timeSpent", "startDate", "comment")):
            return None
        return _made(one, facts.traces.worklogs.get(given, ""), given, kind, byline=False)
    remote_id = given or str(one.get("remoteId") or "")
    theirs = arrived.get(remote_id)
    if theirs is None:
        made = _made(one, "", None, kind, byline=False)
        remote_id, earlier = _rule_id(made, alike), BY_RULE + made.received[:24]
        known = remote_id in facts.logged or earlier in facts.logged
        return None if known else WorklogEdit(remote_id, *_parts(made))
    if theirs.get("remoteId") is not None:
        return None
    local_id, last = facts.logged.get(remote_id, (None, ""))
    found = _made(one, remote_id, local_id, kind, byline=True)
    return None if local_id is not None and found.received == last else found


def _rule_id(made: WorklogEdit, alike: Counter[str]) -> str:
    """The id of a rule's own work log: by what it says and the how manieth of these it is in this run.

    Not by when it began: a rule that says `new Date()` would log the same work at each run. Before, it was a part.
    """
    said = f"{made.seconds}|{fingerprint(made.comment)}"
    alike[said] += 1
    return BY_RULE + hashlib.sha256(f"{said}|{alike[said]}".encode()).hexdigest()[:24]


def _says(one: Mapping[str, Any]) -> tuple[int, int | None, Any]:
    return _seconds(one.get("timeSpent")), _started(one.get("startDate")), author_of(one)


def _made(one: Mapping[str, Any], remote_id: str, local_id: str | None, kind: str, *, byline: bool) -> WorklogEdit:
    seconds, started = _seconds(one.get("timeSpent")), _started(one.get("startDate"))
    comment = written(one.get("comment"), kind)
    writer = one.get("author")
    author = str(writer.get("displayName") or "") if byline and isinstance(writer, dict) else ""
    said = f"{seconds}|{started}|{author}|{fingerprint(comment)}"
    mark = hashlib.sha256(said.encode()).hexdigest()
    return WorklogEdit(remote_id, seconds, started, comment, author, local_id, received=mark)


def _parts(one: WorklogEdit) -> tuple[int, int | None, Document, str, str | None, bool, str]:
    return one.seconds, one.started, one.comment, one.author, one.local_id, one.removed, one.received


def _started(value: Any) -> int | None:
    """The moment (ms) when work began, also of a text as trackers write it; None where a text leaves its zone open."""
    if not isinstance(value, str):
        return moment_of(value)
    try:
        found = datetime.fromisoformat(value.strip())
        return moment_of(round(found.timestamp() * 1000)) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _seconds(value: Any) -> int:
    """Seconds of work; a text with digits only counts, anything else is none."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value[:12])
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**53 else 0
