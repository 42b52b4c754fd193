"""Installed extensions, on the extension management host."""

from typing import Any

from ..errors import VendorError
from ..extensions import Extension
from .routing import EXTENSIONS, ApiCall, routes


@routes.add("GET", "extensionmanagement/installedextensions", "vso.extension", host=EXTENSIONS, preview=True)
def installed(call: ApiCall) -> Any:
    value = [_extension(item) for item in call.organization.extensions.all()]
    return {"count": len(value), "value": value}


@routes.add(
    "GET",
    "extensionmanagement/installedextensionsbyname/{publisher}/{extension}",
    "vso.extension",
    host=EXTENSIONS,
    preview=True,
)
def installed_by_name(call: ApiCall) -> Any:
    name = f"{call.values['publisher']}.{call.values['extension']}"
    found = call.organization.extensions.find(name)
    if found is None:
        raise VendorError(
            404, "InstalledExtensionNotFoundException", f"TF1590010: The extension {name} is not installed."
        )
    return _extension(found)


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
        "installState": {"flags": "none"},
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
