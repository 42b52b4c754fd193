"""Look-ups by name in an organization: people, areas, iterations. Cached for minutes."""

import re
from typing import Any

from addon.platforms.azuredevops.client import AzureDevOpsClient, expect_dict, expect_list, part
from addon.platforms.azuredevops.metadata import AzureDevOpsMetadata
from addon.replica.values import Person

_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
DEEPEST = 14  # levels of areas and iterations


class AzureDevOpsDirectory:
    """What rules look up; each answer None or empty when there is nothing."""

    def __init__(self, client: AzureDevOpsClient, graph: AzureDevOpsClient, metadata: AzureDevOpsMetadata) -> None:
        self._client = client
        self._graph = graph
        self._metadata = metadata

    def person(self, identity_id: str) -> Person | None:
        """An identity by its id; Azure DevOps refuses to look for what is none."""
        if not _ID.fullmatch(identity_id):
            return None
        found = self._identities({"identityIds": identity_id})
        return found[0] if found else None

    def people(self, text: str) -> tuple[Person, ...]:
        """Identities whose name or mail matches. Slow at Azure DevOps and counted against its limits: cached."""
        return self._identities({"searchFilter": "General", "filterValue": text})

    def by_mail(self, mail: str) -> Person | None:
        """The one identity with exactly this mail address."""
        wanted = mail.strip().lower()
        found = [p for p in self.people(mail) if wanted in ((p.email or "").lower(), (p.username or "").lower())]
        return found[0] if len(found) == 1 else None

    def by_name(self, name: str) -> Person | None:
        """The one identity with exactly this display name; None when several have it."""
        found = [p for p in self.people(name) if p.display_name.lower() == name.strip().lower()]
        return found[0] if len(found) == 1 else None

    def areas(self, project: str) -> tuple[str, ...]:
        """Area paths of a project, as they stand in the field."""
        return self._paths(project, "areas")

    def iterations(self, project: str) -> tuple[str, ...]:
        """Iteration paths of a project, as they stand in the field."""
        return self._paths(project, "iterations")

    def _identities(self, params: dict[str, str]) -> tuple[Person, ...]:
        def load() -> tuple[Person, ...]:
            found = expect_list(self._graph.get("/_apis/identities", dict(params)), "identities")
            return tuple(p for p in (_person(i) for i in found if isinstance(i, dict)) if p is not None)

        return self._metadata.kept(("identities", *sorted(params.values())), load)

    def _paths(self, project: str, kind: str) -> tuple[str, ...]:
        def load() -> tuple[str, ...]:
            path = f"/{part(project)}/_apis/wit/classificationnodes/{kind}"
            return tuple(_walk(expect_dict(self._client.get(path, {"$depth": DEEPEST}), kind), ""))

        return self._metadata.kept(("paths", kind, project.lower()), load)


def _walk(node: dict[str, Any], above: str) -> list[str]:
    here = f"{above}\\{node['name']}" if above else str(node["name"])
    return [here, *(path for child in node.get("children") or [] for path in _walk(child, here))]


def _person(found: dict[str, Any]) -> Person | None:
    """The identity service's own shape: names and mail are properties."""
    properties = found.get("properties") or {}

    def text(name: str) -> str:
        value = properties.get(name)
        return str(value.get("$value") or "") if isinstance(value, dict) else ""

    if not found.get("id") or found.get("isContainer") is True:
        return None
    mail = text("Mail") or text("Account")
    service = str(found.get("subjectDescriptor") or "").startswith("aadsp.")
    return Person(
        str(found["id"]).lower(),
        str(found.get("customDisplayName") or found.get("providerDisplayName") or ""),
        mail if "@" in mail else None,
        text("Account") or None,
        "app" if service else "person",
    )
