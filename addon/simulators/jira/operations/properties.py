"""Entity properties: JSON values that apps keep on issues, comments, projects."""

import json
from typing import Any

from ..caller import Caller
from ..errors import invalid, not_found
from ..events import Event
from ..records import Issue, Json
from ..site import JiraSite
from . import history

MAXIMUM = 32_768


def check(key: str, value: Json) -> None:
    """400 unless key and value keep to the limits (key 255, value 32,768 characters)."""
    if not key or len(key) > 255:
        raise invalid("The property key is invalid: it must be between 1 and 255 characters.")
    if len(json.dumps(value)) > MAXIMUM:
        raise invalid(f"The property value is too long. It cannot be longer than {MAXIMUM} characters.")


def read(value: Json) -> dict[str, Json]:
    """The `properties` list of a create or edit call as a dictionary."""
    if value is None:
        return {}
    if not isinstance(value, list) or not all(isinstance(item, dict) and "key" in item for item in value):
        raise invalid("The properties are invalid.")
    found = {str(item["key"]): item.get("value") for item in value}
    for key, item in found.items():
        check(key, item)
    return found


def put(site: JiraSite, caller: Caller, issue: Issue, key: str, value: Json) -> bool:
    """Set an issue property; True when it is new. The issue does not count as updated."""
    check(key, value)
    new = key not in issue.properties
    issue.properties[key] = value
    site.touch_index(issue.id)
    tell(site, caller, issue, "issue_property_set", key)
    return new


def drop(site: JiraSite, caller: Caller, issue: Issue, key: str) -> None:
    if key not in issue.properties:
        raise not_found(f"The property with key '{key}' does not exist.")
    del issue.properties[key]
    site.touch_index(issue.id)
    tell(site, caller, issue, "issue_property_deleted", key)


def tell(site: JiraSite, caller: Caller, issue: Issue, name: str, key: str) -> None:
    """Tell the apps of an issue property."""

    def body() -> dict[str, Any]:
        return {
            "webhookEvent": name,
            "user": site.show_user(caller.account_id),
            "issue": history.thin_issue(site, issue),
            "propertyKey": key,
            "propertyValue": issue.properties.get(key),
        }

    names = history.variables(site, issue, property_key=key)
    site.emit(Event(name, caller, body, names, issue.id, property_key=key))
