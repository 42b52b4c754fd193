"""What stands beside an issue's fields: its watchers, and the properties that apps keep on it.

Each is read by a call of its own, only where rules speak of it, and written one by one. Every write names its whole
result, so making it again changes nothing.
Source: `/rest/api/3/issue/{issueIdOrKey}/watchers` and `.../properties/{propertyKey}` of Jira's OpenAPI document.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from addon.platforms.answers import understood
from addon.platforms.base import Call, CallKind, ChangeSet, WriteReceipt
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict, expect_list
from addon.platforms.jira.fields import person, refused
from addon.platforms.jira.reader import MARKER_PROPERTY
from addon.platforms.planning import ENTITY, Plan
from addon.replica.codec import to_text
from addon.replica.entity import Entity
from addon.replica.values import Person, Value

WATCHERS, PROPERTIES = "watchers", "entityProperties"
NAMES = frozenset({WATCHERS, PROPERTIES})
KINDS: frozenset[CallKind] = frozenset({"watcher_add", "watcher_remove", "property_set", "property_remove"})
_ISSUE = f"/rest/api/3/issue/{ENTITY}"
_NOT_OURS = frozenset({Reason.NOT_FOUND, Reason.FORBIDDEN, Reason.REFUSED, Reason.REFUSED_FIELDS})
_LONGEST_KEY = 255


class JiraBeside:
    """Watchers as `fields["watchers"]`, properties as `fields["entityProperties"]`: JSON texts by key."""

    def __init__(self, client: JiraClient) -> None:
        self._client = client

    def read(self, issue_id: str, names: frozenset[str]) -> dict[str, Value]:
        """What is asked for of an issue; None for watchers that the app may not see."""
        found: dict[str, Value] = {}
        if WATCHERS in names:
            found[WATCHERS] = self._watchers(issue_id)
        if PROPERTIES in names:
            found[PROPERTIES] = self._properties(issue_id)
        return found

    @understood(PRODUCT)
    def _watchers(self, issue_id: str) -> Value:
        try:
            found = expect_dict(self._client.get(f"/rest/api/3/issue/{issue_id}/watchers"), "watchers")
        except PlatformError as problem:
            if problem.reason in _NOT_OURS:
                return None
            raise
        if found.get("watchers") is None:
            return None  # only their number is told
        people = [person(one) for one in expect_list(found.get("watchers"), "watchers")]
        return tuple(sorted((one for one in people if one is not None), key=lambda one: one.id))

    @understood(PRODUCT)
    def _properties(self, issue_id: str) -> Value:
        asked = {"fields": "summary", "properties": "*all"}
        issue = expect_dict(self._client.get(f"/rest/api/3/issue/{issue_id}", asked), "the issue")
        held = issue.get("properties") or {}
        return {str(key): to_text(held[key]) for key in sorted(held) if key != MARKER_PROPERTY}

    def split(self, change: ChangeSet) -> tuple[ChangeSet, dict[str, Value]]:
        """The change without what stands beside the fields, and that."""
        apart = {name: value for name, value in change.fields.items() if name in NAMES}
        rest = {name: value for name, value in change.fields.items() if name not in NAMES}
        return (replace(change, fields=rest) if apart else change), apart

    def plan(
        self, change: ChangeSet, apart: Mapping[str, Value], current: Entity | None, now: int, first: int
    ) -> tuple[Call, ...]:
        """The calls that carry it out, numbered from `first`; raises REFUSED_FIELDS."""
        planned = Plan(change, now)
        here = current.fields if current is not None else {}
        if WATCHERS in apart:
            _plan_watchers(planned, apart[WATCHERS], here.get(WATCHERS))
        if PROPERTIES in apart:
            _plan_properties(planned, apart[PROPERTIES], here.get(PROPERTIES))
        return tuple(replace(one, ordinal=first + one.ordinal) for one in planned.calls)

    @understood(PRODUCT, writes=True)
    def apply(self, call: Call, issue_id: str) -> WriteReceipt:
        """Make one call; what the app may not do, or whom Jira does not know, is left out."""
        left: dict[str, str] = {}
        try:
            target = call.target.replace(ENTITY, issue_id)
            self._client.call(call.method, target, body=call.body, trace=f"liaise:{call.key}")
        except PlatformError as problem:
            gone = call.method == "DELETE" and problem.reason is Reason.NOT_FOUND
            if problem.reason not in _NOT_OURS or (not gone and call.kind.startswith("property")):
                raise
            left = {} if gone else {WATCHERS: problem.message}
        stored = self.read(issue_id, frozenset(call.sets)) if call.sets else {}
        return WriteReceipt(issue_id, "", stored=stored, left_out=left)


def _plan_watchers(planned: Plan, wanted: Value, here: Value) -> None:
    listed = wanted if isinstance(wanted, tuple) else ()
    if not all(isinstance(one, Person) and one.id for one in listed):
        raise refused(WATCHERS, "needs people of this site")
    new = dict.fromkeys(one.id for one in listed if isinstance(one, Person))
    old = [one.id for one in here if isinstance(one, Person)] if isinstance(here, tuple) else []
    steps: list[tuple[CallKind, str]] = [("watcher_add", one) for one in new if one not in old]
    steps += [("watcher_remove", one) for one in old if one not in new]
    for kind, account in steps:
        sets = (WATCHERS,) if (kind, account) == steps[-1] else ()
        if kind == "watcher_add":
            planned.add(kind, "POST", f"{_ISSUE}/watchers", account, sub=account, sets=sets)
        else:
            target = f"{_ISSUE}/watchers?accountId={quote(account, safe='')}"
            planned.add(kind, "DELETE", target, None, sub=account, sets=sets)


def _plan_properties(planned: Plan, wanted: Value, here: Value) -> None:
    """Those that differ; null takes one off, and one that is not named stays: it may be another app's."""
    if not isinstance(wanted, dict):
        raise refused(PROPERTIES, "needs a map of values by key")
    old = here if isinstance(here, dict) else {}
    steps = [key for key, value in wanted.items() if value != old.get(key) and not (value is None and key not in old)]
    for key in steps:
        if not key or len(key) > _LONGEST_KEY or key == MARKER_PROPERTY:
            raise refused(PROPERTIES, f"cannot have the key “{key[:60]}”")
        value = wanted[key]
        sets = (PROPERTIES,) if key == steps[-1] else ()
        target = f"{_ISSUE}/properties/{quote(key, safe='')}"
        if value is None:
            planned.add("property_remove", "DELETE", target, None, sub=key, sets=sets)
        else:
            planned.add("property_set", "PUT", target, json.loads(str(value)), sub=key, sets=sets)
