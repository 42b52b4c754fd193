"""Installed extensions, on the extension management host.

Paths, scopes and the answer's members as in learn.microsoft.com/rest/api/azure/devops/extensionmanagement; the type key
of a missing extension as clients of the real service test for it.
"""

from typing import Any

from ..errors import VendorError, bad_argument
from ..extensions import Extension
from .routing import EXTENSIONS, Answer, ApiCall, routes

BY_NAME = "extensionmanagement/installedextensionsbyname/{publisher}/{extension}"
READ, MANAGE = "vso.extension", "vso.extension_manage"


@routes.add("GET", "extensionmanagement/installedextensions", READ, host=EXTENSIONS, preview=True)
def installed(call: ApiCall) -> Any:
    disabled_too = call.flag("includeDisabledExtensions", True)
    value = [_extension(item) for item in call.organization.extensions.all() if item.enabled or disabled_too]
    return {"count": len(value), "value": value}


@routes.add("PATCH", "extensionmanagement/installedextensions", MANAGE, host=EXTENSIONS, preview=True)
def update(call: ApiCall) -> Any:
    """Disable or enable: the flags of the state that is wanted."""
    _require_administrator(call)
    body = call.object()
    state = body.get("installState") or {}
    if not isinstance(state, dict):
        raise bad_argument("The installState must be an object.", "ArgumentException")
    wanted = str(state.get("flags", "none")).lower()
    found = _named(call, str(body.get("publisherId", "")), str(body.get("extensionId", "")))
    return _extension(call.organization.extensions.enable(found.full_id, "disabled" not in wanted) or found)


@routes.add("GET", BY_NAME, READ, host=EXTENSIONS, preview=True)
def installed_by_name(call: ApiCall) -> Any:
    return _extension(_named(call, call.values["publisher"], call.values["extension"]))


@routes.add("DELETE", BY_NAME, MANAGE, host=EXTENSIONS, preview=True)
def uninstall_by_name(call: ApiCall) -> Answer:
    _require_administrator(call)
    found = _named(call, call.values["publisher"], call.values["extension"])
    call.organization.extensions.uninstall(found.full_id)
    return Answer(status=204)


def _named(call: ApiCall, publisher: str, extension: str) -> Extension:
    name = f"{publisher}.{extension}"
    found = call.organization.extensions.find(name)
    if found is None:
        words = f"TF1590003: The extension {name} is not installed."
        raise VendorError(404, "InstalledExtensionNotFoundException", words)
    return found


def _require_administrator(call: ApiCall) -> None:
    if not call.caller.is_admin:
        raise VendorError(403, "AccessCheckException", "Access denied: you need the permission to manage extensions.")


def _extension(item: Extension) -> dict[str, Any]:
    return {
        "extensionId": item.id,
        "extensionName": item.name,
        "publisherId": item.publisher,
        "publisherName": item.publisher,
        "version": item.version,
        "baseUri": item.base_uri,
        "scopes": list(item.scopes),
        "flags": "none",
        "installState": {"flags": "none" if item.enabled else "disabled"},
        "contributions": [
            {
                "id": f"{item.full_id}.{contribution.id}",
                "type": contribution.type,
                "targets": list(contribution.targets),
                "properties": contribution.properties,
            }
            for contribution in item.contributions
        ],
    }
