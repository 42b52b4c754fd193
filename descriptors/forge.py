"""The Forge manifest: the same Connect modules, deployed by `forge deploy`.

New Connect apps cannot be installed by descriptor any more (since 2026-03-31), but a Forge app may carry Connect
modules until 2027-01-31 at least. Vendor facts: developer.atlassian.com/platform/adopting-forge-from-connect.
"""

from descriptors.connect import connect, scopes
from descriptors.variant import Manifest, Variant

REMOTE_KEY = "liaise-backend"

_SCOPE_NAMES = {
    "READ": "read:connect-jira",
    "WRITE": "write:connect-jira",
    "DELETE": "delete:connect-jira",
    "PROJECT_ADMIN": "project-admin:connect-jira",
    "ADMIN": "admin:connect-jira",
}


def forge(variant: Variant | None = None) -> Manifest:
    """`manifest.yml` as a dictionary; `app.connect.key` keeps the installation that a Connect site has already."""
    variant = variant or Variant()
    descriptor = connect(variant)
    connect_modules: Manifest = {"jira:lifecycle": [{"key": "lifecycle", **descriptor["lifecycle"]}]}
    for name, entries in descriptor["modules"].items():
        connect_modules[f"jira:{name}"] = [_keyed(name, place, entry) for place, entry in enumerate(entries, start=1)]
    return {
        "app": {
            "id": variant.forge_app,
            "runtime": {"name": "nodejs22.x"},
            "connect": {"key": descriptor["key"], "remote": REMOTE_KEY, "authentication": "jwt"},
            "licensing": {"enabled": descriptor["enableLicensing"]},
        },
        "connectModules": connect_modules,
        "remotes": [{"key": REMOTE_KEY, "baseUrl": variant.base_url}],
        "permissions": {"scopes": [_SCOPE_NAMES[scope] for scope in scopes(variant)]},
    }


def _keyed(name: str, place: int, entry: Manifest) -> Manifest:
    """Every module of a Forge manifest has a key; webhooks of a descriptor have none."""
    return entry if "key" in entry else {"key": f"liaise-{name}-{place}", **entry}
