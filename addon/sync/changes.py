"""What changed here and who did it, for the timeline: said of each change that was looked at, sent or not.

A person is named as the tracker shows them to the sync identity, and never by mail address or account; what the
tracker does not tell is left out.
"""

from collections.abc import Callable, Iterable, Sequence

from addon.replica.entity import Entity
from addon.replica.fingerprint import field_fingerprint
from addon.replica.values import Person
from addon.rules.script import ScriptFailed
from addon.sync.edit_times import Unacknowledged, standing_of
from addon.sync.gather import Gathered
from addon.sync.outgoing import Composed
from addon.sync.remembered import MOVING
from addon.sync.work import Work

MOST_NAMED = 8
MOST_PEOPLE = 3
RECENT_MS = 15 * 60_000
"""Where nothing is to leave, an edit that is older than this before the event is not what it was about."""
CHANGER = "System.ChangedBy"


def with_changes(work: Work, found: Gathered, compose: Callable[[Work, Gathered], Composed | None]) -> Composed | None:
    """What the rules make of an entity, with what changed written down; with the error too where they fail."""
    try:
        message = compose(work, found)
    except ScriptFailed as failed:
        said = len(work.steps)
        note(work, found, None)
        failed.journal = [*work.steps[said:], *failed.journal]
        raise
    note(work, found, message)
    return message


def note(work: Work, found: Gathered, message: Composed | None) -> None:
    """Write down what changed since the partner was last told, as far as it is known; nothing when it first leaves."""
    entity, twin = found.entity, found.pair.twin
    first = twin is None or not twin.acknowledged
    if entity is None or found.remembered or (first and message is not None):
        return
    if message is not None:
        _note_gone(work, found, entity)
    fields = _fields(found, entity, message, since=work.claim.head.created_at - RECENT_MS)
    comments = _new_comments(found, entity, message)
    if not fields and not comments:
        return
    people = _people(entity, fields, comments)
    words = [_listed(fields)] if fields else []
    words += ["a comment" if len(comments) == 1 else f"{len(comments)} comments"] if comments else []
    work.note("change", " and ".join(words), by=people, fields=list(fields))


def _note_gone(work: Work, found: Gathered, entity: Entity) -> None:
    """Say which fields that had a value here were deleted at the tracker: to rules they are nothing from then on."""
    stored = found.pair.stored
    if stored is None or work.scripts is None:
        return
    own = [name for name in stored.fields if "." in name or name.startswith("customfield_")]  # the rest has hub names
    had = [name for name in own if stored.fields[name] and name not in entity.fields and name not in MOVING]
    known = work.tracker.names.fields().names if had else {}
    gone = [name for name in had if name not in known]
    if gone:
        words = (
            f"{_listed(sorted(gone))}: no field here any more. Rules read nothing of it, so what they fill from it at "
            "the other side is emptied. Take it out of the outgoing rules to leave that as it is."
        )
        work.note("field_gone", words, fields=sorted(gone))


def _fields(found: Gathered, entity: Entity, message: Composed | None, *, since: int) -> list[str]:
    """Fields that were edited: of those that leave, the ones that the tracker's history or our memory knows of."""
    stored = found.pair.stored
    if stored is not None:
        names = (set(stored.fields) | set(entity.fields)) - MOVING
        edited = {name for name in names if _mark(stored, name) != _mark(entity, name)}
    else:
        edited = {edit.field for edit in entity.recent}
    if message is not None:
        left = {name: standing_of(found.pair.baseline.get(name)).waiting for name in message.edited}
        return sorted(name for name in edited & set(left) if _is_news(left[name], message.marks.get(name)))
    if stored is None:
        newest = entity.recent[0] if entity.recent and entity.recent[0].at > since else None
        edited = {edit.field for edit in entity.recent if newest and edit.revision == newest.revision}
    return sorted(edited)


def _is_news(waiting: Unacknowledged | None, mark: str | None) -> bool:
    """Whether this value has not left before."""
    return waiting is None or waiting.mark != mark


def _new_comments(found: Gathered, entity: Entity, message: Composed | None) -> list[Person | None]:
    """Authors of comments that leave and are not known to the partner yet."""
    leaving = message.replica.get("comments") if message is not None else None
    if not isinstance(leaving, list):
        return []
    known = {one.local_id for one in found.pair.traces if one.kind == "comment"}
    ids = {str(one.get("id")) for one in leaving if isinstance(one, dict) and one.get("remoteId") is None} - known
    return [one.author for one in entity.comments or () if one.id in ids]


def _people(entity: Entity, fields: Sequence[str], comments: Iterable[Person | None]) -> str:
    """The names of those who edited each field last, and of those who commented."""
    changer = entity.fields.get(CHANGER)
    last = {edit.field: edit.by_name for edit in reversed(entity.recent)}  # newest edits stand first
    names = [last[name] for name in fields if name in last]
    names += [changer.display_name] if fields and isinstance(changer, Person) else []
    names += [one.display_name for one in comments if one is not None]
    several = [name for name in dict.fromkeys(names) if name and "@" not in name]
    return ", ".join(several[:MOST_PEOPLE]) + (" and others" if len(several) > MOST_PEOPLE else "")


def _listed(fields: Sequence[str]) -> str:
    more = len(fields) - MOST_NAMED
    return ", ".join(fields[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _mark(entity: Entity, name: str) -> str:
    return field_fingerprint(name, entity.fields.get(name))
