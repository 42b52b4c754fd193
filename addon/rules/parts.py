"""The parts of an entity that are no plain fields: comments, files, links, logged work, custom fields and so on."""

from collections.abc import Callable, Mapping
from typing import Any

from addon.replica.codec import to_text
from addon.replica.values import EntityRef, Named
from addon.rules.field_values import field_value, local_id
from addon.rules.links import link_edits
from addon.rules.merged import attachment_edits, comment_edits
from addon.rules.reading import Reading
from addon.rules.ruleset import LinkEdit
from addon.rules.texts import written
from addon.rules.variables import ESTIMATES
from addon.rules.whole_values import name_in
from addon.rules.worklogs import worklog_edits


def _custom_fields(value: Any, reading: Reading) -> None:
    before = reading.before.get("customFields") or {}
    if not isinstance(value, dict):
        reading.note("customFields has to be a map; nothing was done with it.")
        return
    for name, one in value.items():
        was = before.get(name)
        if one == was:
            continue
        identifier = str((was.get("id") if isinstance(was, dict) else None) or name)
        identifier = reading.site.field_id(identifier)
        found = one.get("value") if isinstance(one, dict) and ("value" in one or was is not None) else one
        if reading.site.names and identifier not in reading.site.names:
            reading.note(f"There is no field {name} here: nothing was written to it.")
        elif not isinstance(found, dict) or found != (was or {}).get("value"):
            reading.fields[identifier] = _same_kind(identifier, found, was, reading)


def _same_kind(name: str, value: Any, was: Any, reading: Reading) -> Any:
    """A text assigned to a field that holds an option names the option."""
    held = was.get("value") if isinstance(was, dict) else None
    if isinstance(value, str) and isinstance(held, dict) and "$rich" in held:
        return written(value, reading.site.kind)
    return field_value(name, value, reading)


def _comments(value: Any, reading: Reading) -> None:
    before = reading.before.get("comments") or []
    reading.more["comments"] = comment_edits(
        value, before, reading.replica, reading.facts, reading.site.kind, reading.notes
    )


def _attachments(value: Any, reading: Reading) -> None:
    before = reading.before.get("attachments") or []
    reading.more["attachments"] = attachment_edits(value, before, reading.replica, reading.facts, reading.notes)


def _parent(value: Any, reading: Reading) -> None:
    """A parent that was taken from the replica is its twin here, whatever else has that number."""
    target = value.get("id") or value.get("key") if isinstance(value, dict) else value
    if target and str(target) == str(reading.replica.get("parentId")):
        _add_links(reading, LinkEdit("parent", remote_id=str(target)))
    else:
        reading.fields["parent"] = EntityRef(str(target), "") if target else None


def _links(value: Any, reading: Reading) -> None:
    before = reading.before.get("issueLinks") or []
    links, followed = link_edits(value, before, reading.replica, reading.site.kind, reading.notes)
    _add_links(reading, *links)
    reading.more["links_followed"] = followed


def _add_links(reading: Reading, *links: LinkEdit) -> None:
    reading.more["links"] = (*reading.more.get("links", ()), *links)


def _work_logs(value: Any, reading: Reading) -> None:
    before = reading.before.get("workLogs") or []
    reading.more["worklogs"] = worklog_edits(
        value, before, reading.replica, reading.facts, reading.site.kind, reading.notes
    )


def _sprint(value: Any, reading: Reading) -> None:
    if not reading.site.sprints:
        reading.note("There are no sprints here: nothing was written to sprint.")
        return
    name, number = name_in(value), local_id(value, reading.before.get("sprint"))
    if isinstance(value, int) and not isinstance(value, bool):
        name, number = "", str(value)
    reading.fields[reading.site.sprints] = (Named(number, name),) if name or number else None


def _properties(value: Any, reading: Reading) -> None:
    """Those that the rule changed, as JSON texts; null takes one off, and one that is left out stays."""
    if value is not None and not isinstance(value, dict):
        reading.note("entityProperties has to be a map; nothing was done with them.")
        return
    texts: dict[str, str | None] = {}
    for key, one in (value or {}).items():
        try:
            texts[str(key)] = None if one is None else to_text(one)
        except ValueError:
            reading.note(
                f"The entity property “{key}” was not written: it holds NaN or Infinity, which JSON has no number for. "
                "Set a number, a text or null instead."
            )
    if texts:
        reading.fields["entityProperties"] = texts


def _estimate(name: str) -> Callable[[Any, Reading], None]:
    def read(value: Any, reading: Reading) -> None:
        words = str(value)
        seconds = int(words) if words.isascii() and words.isdigit() and len(words) <= 12 else None
        if value is not None and seconds is None:
            reading.note(f"{name} needs seconds, not {value!r}; nothing was written to it.")
            return
        before = reading.fields.get("timetracking") or {}
        reading.fields["timetracking"] = {**before, name: "0m" if seconds is None else f"{seconds // 60}m"}

    return read


PARTS: Mapping[str, Callable[[Any, Reading], None]] = {
    "comments": _comments,
    "attachments": _attachments,
    "customFields": _custom_fields,
    "parentId": _parent,
    "issueLinks": _links,
    "workLogs": _work_logs,
    "sprint": _sprint,
    "entityProperties": _properties,
    **{name: _estimate(name) for name in ESTIMATES},
}
"""How each of these properties is read."""
