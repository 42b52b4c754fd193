"""The Azure DevOps extension manifest (`vss-extension.json`), input of `tfx extension create`.

Vendor facts: learn.microsoft.com/azure/devops/extend, pages on the manifest and on contribution targets.
"""

from descriptors.variant import (
    HUB_CONTRIBUTION,
    PANEL_CONTRIBUTION,
    PRODUCT_NAME,
    SUMMARY,
    VERSION,
    Manifest,
    Variant,
)

# Fixed from the first version: a change parks every installation on the old version until an administrator
# approves, and rotates the certificate that app tokens are signed with.
SCOPES = ("vso.profile", "vso.project", "vso.work", "vso.graph")

_FOLDER = "descriptors/extension"


def extension(variant: Variant | None = None) -> Manifest:
    """The manifest for one deployment; its pages come from the backend, only icon and overview are packaged."""
    variant = variant or Variant()
    return {
        "$schema": "http://json.schemastore.org/vss-extension",
        "manifestVersion": 1,
        "id": variant.extension,
        "publisher": variant.publisher,
        "version": VERSION,
        "name": PRODUCT_NAME,
        "description": SUMMARY,
        "categories": ["Azure Boards"],
        "tags": ["Jira", "Sync", "Integration"],
        "targets": [{"id": "Microsoft.VisualStudio.Services.Cloud"}],
        "baseUri": f"{variant.base_url}/",
        "scopes": list(SCOPES),
        "icons": {"default": f"{_FOLDER}/icon.png"},
        "content": {"details": {"path": f"{_FOLDER}/overview.md"}},
        "files": [{"path": f"{_FOLDER}/icon.png", "addressable": True}],
        "contributions": [
            {
                "id": HUB_CONTRIBUTION,
                "type": "ms.vss-web.hub",
                "description": "Connections, triggers, errors and settings of Liaise.",
                "targets": ["ms.vss-web.collection-admin-hub-group"],
                "properties": {"name": PRODUCT_NAME, "uri": "azuredevops/console", "order": 100},
            },
            {
                "id": PANEL_CONTRIBUTION,
                "type": "ms.vss-work-web.work-item-form-group",
                "description": "The twin of this work item at each partner.",
                "targets": ["ms.vss-work-web.work-item-form"],
                "properties": {"name": PRODUCT_NAME, "uri": "azuredevops/panel", "height": 160},
            },
        ],
    }
