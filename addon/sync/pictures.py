"""Pictures of files that are attached by the same plan: a text can only name a file once it is here.

A new comment is written after the files, with its pictures. A field is written at once, with labels in place of them,
and once more after the files. Where that second write cannot be made (somebody wrote in between, the tracker refuses
it) the labels stay; nothing else suffers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from addon.platforms.base import Call, ChangeSet, Platform, WriteReceipt
from addon.platforms.errors import PlatformError, Reason
from addon.replica.entity import Entity
from addon.replica.values import ProjectRef

LATE = "late"
PICTURED = "pictured"
_PROMISE = re.compile(r"https://picture\.liaise\.invalid/([^/\"'<>\s]+)/")
_REVISING = frozenset({"create", "update", "transition", "attachment_add", "attachment_remove", "link_add"})


def with_pictures(
    tracker: Platform, change: ChangeSet, promised: ChangeSet, calls: Sequence[Call], current: Entity | None
) -> tuple[Call, ...]:
    """The calls of `change`, completed by the pictures that the same change promises: at most one more."""
    made = list(calls)
    for index, other in enumerate(tracker.plan(replace(promised, fields=change.fields), current)):
        one = made[index]
        if one.kind in ("comment_add", "comment_edit") and one.body != other.body:
            more = {PICTURED: {"body": other.body, "text_hash": other.text_hash}}
            made[index] = replace(one, context={**one.context, **more})
    fields = {name: value for name, value in promised.fields.items() if value != change.fields[name]}
    files = [index for index, one in enumerate(made) if one.kind == "attachment_add"]
    if fields and files:
        again = ChangeSet("{entity}", change.project_id, change.type_name, fields)
        for one in reversed(tracker.plan(again, current or _new(change))):
            made.insert(files[-1] + 1, replace(one, context={**one.context, LATE: True}))
    return tuple(replace(one, ordinal=index) for index, one in enumerate(made))


def ready(tracker: Platform, call: Call, made: Sequence[tuple[Call, WriteReceipt]]) -> Call:
    """The call with its pictures filled in, now that the calls before it were made."""
    if call.context.get(LATE):
        return _guarded(replace(call, body=_filled(tracker, call.body, made)), [one for one, _ in made])
    pictured = call.context.get(PICTURED)
    if not isinstance(pictured, Mapping):
        return call
    body = _filled(tracker, pictured["body"], made)
    return call if body is None else replace(call, body=body, text_hash=pictured["text_hash"])


def is_needless(call: Call) -> bool:
    """Whether the second write of a text would show nothing that the first did not."""
    return bool(call.context.get(LATE)) and call.body is None


def may_be_left(call: Call, problem: PlatformError) -> bool:
    """Whether a call that failed is left at that: the labels of its pictures stand already."""
    if not call.context.get(LATE) or problem.uncertain or problem.whole_credential:
        return False
    return problem.permanent or problem.reason is Reason.CONFLICT


def _new(change: ChangeSet) -> Entity:
    """The entity that the plan creates, as far as planning a second write of a text needs it."""
    kind = change.fields.get("type") or change.type_name
    return Entity("", "", ProjectRef(change.project_id, "", ""), {"type": kind}, "0", 0)


def _guarded(call: Call, before: Sequence[Call]) -> Call:
    """Expect the revision that our own calls led to: somebody else's edit in between is never overwritten."""
    if call.guard is None or not isinstance(call.body, list):
        return call
    guard = str(int(call.guard) + sum(1 for one in before if one.kind in _REVISING))
    body = [{**one, "value": int(guard)} if one.get("op") == "test" else one for one in call.body]
    return replace(call, guard=guard, body=body)


def _filled(tracker: Platform, body: Any, made: Sequence[tuple[Call, WriteReceipt]]) -> Any:
    """The body with every promise kept; None when one cannot be."""
    names: dict[str, str] = {}
    for call, receipt in made:
        if call.kind == "attachment_add" and receipt.sub_id:
            names[call.remote_id] = receipt.sub_id
    files = {call.remote_id: str(call.body.get("filename") or "") for call, _ in made if call.kind == "attachment_add"}
    places: dict[str, str | None] = {}
    for promise, remote_id in {(one[0], unquote(one[1])) for one in _promises(body)}:
        local_id = names.get(remote_id)
        places[promise] = tracker.picture(local_id, files[remote_id]) if local_id else None
    if not all(places.values()):
        return None
    return _replaced(body, {promise: str(place) for promise, place in places.items()})


def _promises(value: Any) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found += _PROMISE.finditer(one)
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return found


def _replaced(value: Any, places: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for promise, place in places.items():
            value = value.replace(promise, place)
        return value
    if isinstance(value, dict):
        return {name: _replaced(one, places) for name, one in value.items()}
    return [_replaced(one, places) for one in value] if isinstance(value, list) else value
