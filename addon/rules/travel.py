"""A replica between its travelling form and the one a script works with.

On its way rich text is `{"rich": document}`, labels are texts, times are ms, and a Date under any other name is
`{"$date": ms}`; in a script rich text also reads as text, labels are objects with `label`, times are Dates.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from addon.richtext import Refused, from_json
from addon.rules.basic import received_mark
from addon.rules.ruleset import IncomingFacts, Replica
from addon.rules.texts import rich_variable
from addon.rules.variables import BY_RULE
from addon.scripting.names import known_names

TIMES = frozenset({"created", "updated", "due", "startDate"})
KNOWN = frozenset({"id", "key", "url", *known_names("jira"), *known_names("azuredevops")})
"""Names that are no custom keys."""
LOCAL = {
    "comments": ("updated", "executor", "visibility"),
    "attachments": ("created", "internal"),
}
"""Properties of comments and files that mean something here only, or would be news without being any."""


def script_replica(replica: Replica, sender: str) -> dict[str, Any]:
    """A replica as the script's `replica`; `sender` is the kind of tracker it came from."""
    made = {name: _inward(name, value, sender) for name, value in replica.items() if not name.startswith("$")}
    made.setdefault("customFields", {})
    unknown = {name: value for name, value in made.items() if name not in KNOWN and "." not in name}
    keys = made.get("customKeys")
    made["customKeys"] = {**unknown, **keys} if isinstance(keys, dict) else unknown
    return made


def deltas(replica: Replica, made: Mapping[str, Any], facts: IncomingFacts) -> dict[str, list[Any]]:
    """What is new since the last one: `made` is the script's form of the same replica.

    Our own comments and files coming back are never among it. Comments that the last replica held and that are not
    here, because the rules did not merge them then, are `$unmerged`: for mergeComments, and no news.
    """
    before = {str(one.get("id", "")) for one in _objects((facts.previous or {}).get("comments"))}
    found: dict[str, list[Any]] = {
        "addedComments": [], "changedComments": [], "removedComments": [], "addedAttachments": [],
        "removedAttachments": [], "$unmerged": [],
    }  # fmt: skip
    seen: set[str] = set()
    for one, shown in zip(_objects(replica.get("comments")), _objects(made.get("comments")), strict=True):
        remote_id = str(one.get("id", ""))
        seen.add(remote_id)
        if facts.is_ours(one):
            continue
        local_id, last = facts.written.get(remote_id, (None, ""))
        if local_id is None:
            found["$unmerged" if remote_id in before else "addedComments"].append(shown)
        elif last != received_mark(one):
            found["changedComments"].append(shown)
    if "comments" in replica:
        found["removedComments"] = [
            {"id": remote_id, "remoteId": local_id}
            for remote_id, (local_id, _) in facts.written.items()
            if remote_id not in seen and not remote_id.startswith(BY_RULE)
        ]
    present = set()
    for one, shown in zip(_objects(replica.get("attachments")), _objects(made.get("attachments")), strict=True):
        present.add(str(one.get("id", "")))
        if one.get("remoteId") is None and str(one.get("id", "")) not in facts.files:
            found["addedAttachments"].append(shown)
    found["$added"] = [one.get("id") for one in found["addedComments"]]
    if "attachments" in replica:
        found["removedAttachments"] = [{"id": one} for one in sorted(facts.files - present)]
    return found


def travelling(found: Mapping[str, Any] | None) -> Replica:
    """What a script left in `replica`, as it travels; empty when the script put nothing in."""
    if not found:
        return {}
    made = {name: _outward(name, value) for name, value in found.items()}
    for name in ("customFields", "customKeys"):
        if not made.get(name):
            made.pop(name, None)
    for name, local in LOCAL.items():
        if isinstance(made.get(name), list):
            made[name] = [_without(one, local) for one in made[name] if not _by_rule(one)]
    if isinstance(made.get("labels"), list):
        made["labels"] = [one["label"] if isinstance(one, dict) and "label" in one else one for one in made["labels"]]
    return made


def plain(value: Any) -> Any:
    """A value out of a run as ordinary JSON: decimals as numbers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value


def _inward(name: str, value: Any, sender: str) -> Any:
    if isinstance(value, dict):
        if set(value) == {"rich"}:
            try:
                return rich_variable(from_json(value["rich"]), sender)
            except Refused:
                return None
        if set(value) == {"$date"} and _is_moment(value["$date"]):
            return value
        # Names with a dollar are our own: a partner that sends one would pass off its ids as those of this tracker.
        return {key: _inward(key, one, sender) for key, one in value.items() if not key.startswith("$")}
    if isinstance(value, list):
        if name == "labels":
            return [{"label": one} if isinstance(one, str) else _inward("", one, sender) for one in value]
        return [_inward("", one, sender) for one in value]
    if name in TIMES and _is_moment(value):
        return {"$date": value}
    return value


def _is_moment(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def _outward(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        if "$rich" in value:
            return {"rich": plain(value["$rich"])}
        if set(value) == {"$date"}:
            return plain(value["$date"] if name in TIMES else value)
        return {str(key): _outward(key, one) for key, one in value.items() if not str(key).startswith("$")}
    if isinstance(value, list):
        return [_outward("", one) for one in value]
    return plain(value)


def _without(one: Any, names: tuple[str, ...]) -> Any:
    if not isinstance(one, dict):
        return one
    return {name: value for name, value in one.items() if name not in names and not (name == "internal" and not value)}


def _by_rule(one: Any) -> bool:
    return isinstance(one, dict) and str(one.get("remoteId") or "").startswith(BY_RULE)


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
