"""Jira takes any write, whoever wrote since we read: this finds out what a write overwrote, and sets it back.

Jira has no If-Match. The answer of an edit carries the issue's history, so the write itself tells, without a call more,
whether somebody edited the same fields since our read. What stood there before our write is in our own history entry;
it is written back, and the change is decided anew with that edit in view. Source: `expand` and `returnIssue` of
`PUT /rest/api/3/issue/{issueIdOrKey}`, changelog of `GET /rest/api/3/issue/{issueIdOrKey}` (OpenAPI of 2026-08).
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.fields import SPRINT, FieldSchema, moment
from addon.richtext import Document, Refused, merge, parse, render

SEEN = "seen"
"""In a call's context: how far the history was known when it was planned, see `how_far`."""
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One field of one history entry; `ours` says whether it was written by the app itself."""

    ours: bool
    author: str
    old: str | None
    old_string: str | None
    new: str | None


def how_far(numbers: Iterable[str], updated: int) -> list[int]:
    """The highest number of a history entry that was read, 0 for none, and when the issue had last changed (ms)."""
    return [_newest(numbers), updated]


def _newest(numbers: Iterable[str]) -> int:
    return max((int(one) for one in numbers if one.isascii() and one.isdigit()), default=0)


def edits_since(
    issue: Mapping[str, Any],
    seen: Sequence[int],
    field_ids: Collection[str],
    own_id: Callable[[], str],
    *,
    written: bool,
) -> dict[str, list[Item]]:
    """By field, what happened after `seen` to those of these fields that somebody else edited; oldest first.

    An issue that was read without its history is not taken for one without: what is older than its last change was
    there already. `written`: the issue is the answer of a write of these fields, so a single entry is that write's own.
    """
    (known, at), fresh = seen, []
    for history in (issue.get("changelog") or {}).get("histories") or []:
        number = str(history.get("id", ""))
        items = [one for one in history.get("items") or [] if _field(one) in field_ids]
        if items and number.isdigit() and int(number) > known and (known or (moment(history.get("created")) or 0) > at):
            fresh.append((int(number), history.get("author") or {}, items))
    if not fresh or (written and len(fresh) == 1):
        return {}
    own = own_id()
    found: dict[str, list[Item]] = {}
    for _, author, items in sorted(fresh, key=lambda one: one[0]):
        ours, name = author.get("accountId") == own, str(author.get("displayName") or "somebody")
        for one in items:
            item = Item(ours, name, one.get("from"), one.get("fromString"), one.get("to"))
            found.setdefault(_field(one), []).append(item)
    return {name: some for name, some in found.items() if any(not one.ours for one in some)}


def keep_others_edits(
    answer: Mapping[str, Any],
    seen: Sequence[int],
    schemas: Mapping[str, FieldSchema],
    own_id: Callable[[], str],
    write: Callable[[dict[str, Any]], Mapping[str, Any]],
) -> None:
    """Nothing where nobody else edited these fields since `seen`.

    Else what our write overwrote is written back, and CONFLICT raised: the change is to be decided anew. Raises REFUSED
    where a value cannot be written back, with the value in words. `write` edits fields and gives the answer.
    """
    names: dict[str, str] = {}
    for _ in range(_ROUNDS):
        others = edits_since(answer, seen, schemas, own_id, written=True)
        if not others and not names:
            return
        names |= {name: next(one.author for one in some if not one.ours) for name, some in others.items()}
        back = {name: restored(schemas[name], some, answer) for name, some in others.items() if some[-1].ours}
        if not back:
            break
        histories = (answer.get("changelog") or {}).get("histories") or []
        seen = how_far((str(one.get("id")) for one in histories), 0)
        answer = write(back)
    told = ", ".join(f"{schemas[name].name} ({who})" for name, who in sorted(names.items()))
    raise PlatformError(Reason.CONFLICT, f"Somebody edited the same fields at the same moment: {told}")


def restored(schema: FieldSchema, items: list[Item], answer: Mapping[str, Any]) -> Any:
    """What stood in a field before our last writes of it, as Jira takes it."""
    last_other = max(index for index, one in enumerate(items) if not one.ours)
    ours = items[last_other + 1 :]
    written = (answer.get("fields") or {}).get(schema.id)
    old, said = ours[0].old, ours[0].old_string
    if schema.rich:
        return _text(written, said or "")
    if schema.custom == SPRINT:  # read as all that it was in, set by the number of the last
        numbers = re.findall(r"[0-9]+", old or "")
        return int(numbers[-1]) if numbers else None
    if schema.type == "array" and schema.items in ("component", "version"):
        return _parts(written, ours)
    if schema.type == "array":
        if schema.id == "labels" or (schema.items == "string" and old is None):
            return (said or "").split()
        return [{"accountId" if schema.items == "user" else "id": one} for one in re.findall(r"[^\s,\[\]]+", old or "")]
    if old is None and not said:
        return None
    if schema.type in ("string", "date", "datetime"):
        return old if schema.type != "string" and old else said
    if schema.type == "number":
        try:
            return float(said or "")
        except ValueError:
            raise _lost(schema, said) from None
    if schema.type == "user":
        return {"accountId": old}
    if schema.type in ("option", "priority", "resolution", "issuetype", "issuelink", "securitylevel") and old:
        return {"id": old}
    raise _lost(schema, said)


def _field(item: Mapping[str, Any]) -> str:
    return str(item.get("fieldId") or item.get("field") or "")


def _text(written: Any, said: str) -> Any:
    """Rich text out of the history, which has it as wiki markup; blocks that read as we wrote them stay documents."""
    try:
        ours = parse(written, "adf") if isinstance(written, dict) else Document()
        return json.loads(render(merge(ours, ours, parse(said, "wiki")), "adf", flavour="jira"))
    except Refused:
        raise _lost(FieldSchema("description", "text"), said) from None


def _parts(written: Any, ours: list[Item]) -> list[dict[str, str]]:
    """Components and versions have an entry for each that came or went."""
    ids = [str(one["id"]) for one in written or [] if isinstance(one, dict) and "id" in one]
    for one in reversed(ours):
        if one.new is not None:
            ids = [known for known in ids if known != one.new]
        if one.old is not None:
            ids.append(one.old)
    return [{"id": one} for one in dict.fromkeys(ids)]


def _lost(schema: FieldSchema, said: str | None) -> PlatformError:
    words = (
        f"somebody set it to “{(said or '')[:200]}” at the very moment it was written by Liaise, and this cannot be "
        "set back. Look at the issue's history, set the field as it should be, then skip this event."
    )
    return PlatformError(
        Reason.REFUSED, f"The field “{schema.name}” was overwritten: {words}", permanent=True, fields={schema.id: words}
    )
