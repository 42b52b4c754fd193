"""Checks of the manifests beyond what the vendors' tools check.

`tfx` accepts unknown scopes, unknown targets and the version "abc" without a word; Jira accepts a descriptor whose
webhook has no handler. Each function returns the faults it found as sentences, none when all is well.
"""

import re
from urllib.parse import urlsplit

from descriptors.connect import LINK_EVENTS
from descriptors.variant import Manifest

EXTENSION_SCOPES = frozenset({"vso.profile", "vso.project", "vso.work", "vso.work_write", "vso.graph", "vso.identity"})
CONTRIBUTION_TARGETS = {
    "ms.vss-web.hub": frozenset({"ms.vss-web.collection-admin-hub-group", "ms.vss-web.project-admin-hub-group"}),
    "ms.vss-work-web.work-item-form-group": frozenset({"ms.vss-work-web.work-item-form"}),
}
JIRA_SCOPES = ("READ", "WRITE", "DELETE", "PROJECT_ADMIN", "ADMIN")
_CATEGORIES = frozenset(f"Azure {name}" for name in ("Repos", "Boards", "Pipelines", "Test Plans", "Artifacts"))
_VERSION = re.compile(r"^\d+\.\d+\.\d+(\.\d+)?$")
_ID = re.compile(r"^[A-Za-z0-9_-]+$")


def extension_faults(manifest: Manifest) -> list[str]:
    """What Azure DevOps would refuse, or accept and then not show."""
    faults = []
    if not _VERSION.match(manifest["version"]):
        faults.append(f"version {manifest['version']!r} is not three or four numbers")
    if len(manifest["description"]) > 200:
        faults.append("description is longer than 200 characters")
    faults += [f"scope {scope!r} is not known" for scope in manifest["scopes"] if scope not in EXTENSION_SCOPES]
    faults += [f"category {name!r} is not known" for name in manifest["categories"] if name not in _CATEGORIES]
    faults += _base_faults("baseUri", manifest["baseUri"])
    if not manifest["baseUri"].endswith("/"):
        faults.append("baseUri has to end in / because relative uris are appended to it")
    seen: set[str] = set()
    for contribution in manifest["contributions"]:
        name, kind = contribution["id"], contribution["type"]
        if not _ID.match(name) or name in seen:
            faults.append(f"contribution id {name!r} is malformed or used twice")
        seen.add(name)
        allowed = CONTRIBUTION_TARGETS.get(kind)
        if allowed is None:
            faults.append(f"contribution type {kind!r} is not known")
        elif not set(contribution["targets"]) <= allowed:
            faults.append(f"contribution {name!r} has a target that its type does not have")
        uri = contribution["properties"]["uri"]
        if urlsplit(uri).scheme or uri.startswith("/"):
            faults.append(f"uri {uri!r} of contribution {name!r} has to be relative to baseUri")
    return faults


def connect_faults(descriptor: Manifest) -> list[str]:
    """What Jira would refuse at installation, or what would leave a door open."""
    faults = _base_faults("baseUrl", descriptor["baseUrl"])
    if not re.match(r"^[A-Za-z0-9._-]{1,90}$", descriptor["key"]):
        faults.append(f"key {descriptor['key']!r} is malformed")
    faults += [f"scope {scope!r} is not known" for scope in descriptor["scopes"] if scope not in JIRA_SCOPES]
    migrations = descriptor["apiMigrations"]
    faults += [f"{name} has to be on" for name in ("signed-install", "context-qsh", "gdpr") if not migrations.get(name)]
    modules = descriptor["modules"]
    sections = {f"{section['location']}/{section['key']}" for section in modules["webSections"]}
    faults += [
        f"page {page['key']!r} is in no section" for page in modules["adminPages"] if page["location"] not in sections
    ]
    for hook in modules["webhooks"]:
        if hook["event"] in LINK_EVENTS:
            continue
        if not hook.get("excludeBody"):
            faults.append(f"webhook {hook['event']!r} would carry a body")
        if "{issue.id}" not in hook["url"]:
            faults.append(f"webhook {hook['event']!r} has no issue id in its URL")
    keys = [entry["key"] for entries in modules.values() for entry in entries if "key" in entry]
    if len(keys) != len(set(keys)):
        faults.append("a module key is used twice")
    return faults


def _base_faults(name: str, url: str) -> list[str]:
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        return [f"{name} {url!r} has to be https"]
    return []
