"""The Connect resources: an app's own record with its licence, and its properties."""

from ..connect.addons import AddOn
from ..errors import JiraError, invalid, not_found
from ..operations.properties import check
from ..records import Json
from .api import NONE, Call, Table

table = Table()

BASE = "/rest/atlassian-connect/1/addons/<key>"


def _own(call: Call, key: str) -> AddOn:
    """Only the app itself reads its record."""
    if call.addon is None or call.addon.key != key:
        raise JiraError(401, "Only the app itself may use this resource.")
    return call.addon


@table.get(BASE, scope=NONE)
def record(call: Call, key: str) -> Json:
    addon = _own(call, key)
    shown: dict[str, Json] = {
        "key": addon.key,
        "version": "1.0.0",
        "state": addon.state.upper(),
        "host": {"product": "JIRA", "contacts": []},
        "links": {
            "self": [{"href": call.site.url(f"/rest/atlassian-connect/1/addons/{addon.key}")}],
            "marketplace": [{"href": f"https://marketplace.atlassian.com/plugins/{addon.key}"}],
        },
    }
    if addon.license is not None:
        shown["license"] = addon.license
    return shown


@table.get(BASE + "/properties", scope=NONE)
def property_keys(call: Call, key: str) -> Json:
    addon = _own(call, key)
    base = call.site.url(f"/rest/atlassian-connect/1/addons/{key}/properties/")
    return {"keys": [{"self": base + name, "key": name} for name in addon.properties]}


@table.get(BASE + "/properties/<name>", scope=NONE)
def read_property(call: Call, key: str, name: str) -> Json:
    addon = _own(call, key)
    if name not in addon.properties:
        raise not_found("The property does not exist.")
    return {"key": name, "value": addon.properties[name]}


@table.put(BASE + "/properties/<name>", scope=NONE)
def put_property(call: Call, key: str, name: str) -> Json:
    addon = _own(call, key)
    if len(name) > 127:
        raise invalid("The property key is too long.")
    value = call.any_body()
    check(name, value)
    new = name not in addon.properties
    addon.properties[name] = value
    return {"message": "Property created.", "status-code": 201} if new else {"message": "Property updated."}, (
        201 if new else 200
    )


@table.delete(BASE + "/properties/<name>", scope=NONE)
def delete_property(call: Call, key: str, name: str) -> Json:
    addon = _own(call, key)
    if addon.properties.pop(name, None) is None:
        raise not_found("The property does not exist.")
