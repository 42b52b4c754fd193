"""What a script changed on `issue` or `workItem`, as edits: only the fields it touched, in the tracker's own values."""

import re
from collections.abc import Mapping
from typing import Any

from addon.replica.values import Named
from addon.rules.field_values import LOCAL, field_value
from addon.rules.parts import PARTS
from addon.rules.reading import Reading
from addon.rules.ruleset import Edits
from addon.rules.travel import plain
from addon.rules.whole_values import held, name_in

NUMBERED = re.compile(r"\s*(\d{1,4})\b")
"""A priority of Azure DevOps, whatever a rule or a partner says behind the number."""
IGNORED = frozenset(
    {"url", "customKeys", "updated", "created", "creator", "project", "relations", "System.CommentCount"}
)
REFERENCES = {"System.TeamProject": "projectKey", "System.Parent": "parentId"}
PLACES = {"areaPath": "getAreaPath", "iterationPath": "getIteration"}
"""Where a work item stands: always somewhere."""
HISTORY = "System.History"
"""A text put there is a comment."""
_INSTEAD = {"relations": " Links are written by issueLinks, a parent by parentId."}


def edits_of(changes: Mapping[str, Any], reading: Reading) -> Edits:
    """The edits behind the changed properties."""
    found = {name: one if name == "customFields" else held(one) for name, one in plain(dict(changes)).items()}
    _under_hub_names(found, reading)
    identity = _identity(found, reading)
    for name, value in found.items():
        if name in PARTS:
            PARTS[name](value, reading)
        elif name in IGNORED:
            if name != "project":
                reading.note(f"{name} cannot be written; nothing was done with it.{_INSTEAD.get(name, '')}")
        else:
            _field(name, value, reading)
    return Edits(fields=reading.fields, notes=tuple(reading.notes), **identity, **reading.more)


def _under_hub_names(found: dict[str, Any], reading: Reading) -> None:
    """What Azure DevOps keeps under names that are no fields to write, as what writes it."""
    for reference, hub in REFERENCES.items():
        value = found.pop(reference, None)
        if value is not None:
            found.setdefault(hub, value)
    said = found.pop(HISTORY, None)
    if said is not None:
        found["comments"] = [*found.get("comments", reading.before.get("comments") or []), {"body": said}]


def _identity(found: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """Project, type and connecting: meant for an entity that is to be made."""
    project = found.pop("projectKey", None) or found.get("project")
    kind = found.pop("typeName", None) or found.pop("type", None)
    found.pop("type", None)
    key, number = found.pop("key", None), found.pop("id", None)
    type_name = name_in(kind)
    if not reading.creating:
        current = str(reading.before.get("typeName") or "")
        if type_name and type_name.casefold() != current.casefold():
            reading.fields["type"] = Named("", type_name)
        here = reading.before.get("projectKey")
        if project and _project(project) not in (here, _project_id(reading), _project_name(reading)):
            reading.note(
                f"The rules name the project {_project(project)}, but this is in {here}, and what exists is not moved. "
                "Move it in the tracker itself; in the rule, set the project under if (firstSync)."
            )
        if key or number:
            reading.note(
                "The rules set key or id of what is paired already; nothing was done with it. "
                "To pair with another one, unlink first; in the rule, set them under if (firstSync)."
            )
        return {}
    wanted = key or number
    return {
        "project_id": _project(project),
        "type_name": type_name,
        "connect_to": str(wanted) if wanted else None,
    }


def _field(name: str, value: Any, reading: Reading) -> None:
    site = reading.site
    hub = next((one for one, reference in site.references.items() if reference == name), name)
    if hub != name and hub in reading.fields:
        return
    if hub == "status" and not name_in(value) and not (isinstance(value, dict) and value.get("id")):
        reading.note(
            "status stays as it is: the rules gave it nothing. Where a map chooses it, add a line for what arrived, or "
            "a default, such as map[replica.status?.name] ?: issue.status."
        )
        return
    if site.kind == "azuredevops" and _left_alone(hub, value, reading):
        return
    reading.fields[hub] = field_value(hub, value, reading)


def _left_alone(name: str, value: Any, reading: Reading) -> bool:
    """What rules hand on although Azure DevOps has no place for it: told, and no error of the whole work item."""
    if name in PLACES and not name_in(value):
        if not reading.creating:
            reading.note(
                f"{name} stays as it is: the rules gave it nothing. Where a look-up may find none, add a default, such "
                f"as nodeHelper.{PLACES[name]}(…) ?: workItem.{name}; the project's name is its root."
            )
        return True
    if name == "reporter":
        reading.note("reporter cannot be written: Azure DevOps sets who created it itself. Nothing was done with it.")
        return True
    if name != "priority" or not isinstance(value, dict) or value.get(LOCAL) or NUMBERED.match(name_in(value)):
        return False
    reading.note(
        f"priority stays as it is: Azure DevOps' priorities are numbers, and “{name_in(value)}” is none. "
        "In the rule, map it, such as [High: 1, Medium: 2][replica.priority?.name]."
    )
    return True


def _project(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("key") or value.get("id") or value.get("name") or "")
    return "" if value is None else str(value)


def _project_id(reading: Reading) -> Any:
    return (reading.before.get("project") or {}).get("id")


def _project_name(reading: Reading) -> Any:
    return (reading.before.get("project") or {}).get("name")
