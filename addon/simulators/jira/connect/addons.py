"""An installed app, as the site remembers it."""

from dataclasses import dataclass, field
from typing import Any

from ..records import Json

SCOPES = ("NONE", "READ", "WRITE", "DELETE", "PROJECT_ADMIN", "ADMIN")
"""Each scope includes those before it."""


@dataclass
class FailedHook:
    """A web hook that was given up after all retries."""

    id: str
    url: str
    body: str | None
    failed_at: int


@dataclass
class DynamicHook:
    id: int
    url: str
    events: list[str]
    jql: str
    expires: int
    property_keys: list[str] = field(default_factory=list)
    field_ids: list[str] = field(default_factory=list)


@dataclass
class AddOn:
    """`state` is enabled or disabled; a removed app is no longer in the site's table."""

    key: str
    descriptor: dict[str, Any]
    descriptor_url: str
    shared_secret: str
    account_id: str
    state: str = "enabled"
    license: dict[str, Json] | None = None
    """Atlassian's licence object; None as for free and unlisted apps."""
    properties: dict[str, Json] = field(default_factory=dict)
    failed: list[FailedHook] = field(default_factory=list)
    dynamic: dict[int, DynamicHook] = field(default_factory=dict)

    @property
    def base_url(self) -> str:
        return str(self.descriptor["baseUrl"]).rstrip("/")

    @property
    def name(self) -> str:
        return str(self.descriptor.get("name") or self.key)

    def url(self, path: str) -> str:
        """The address of something in the app; absolute addresses stay."""
        return path if path.startswith(("http://", "https://")) else f"{self.base_url}/{path.lstrip('/')}"

    def modules(self, kind: str) -> list[dict[str, Any]]:
        """The descriptor's modules of a kind, single objects as a list of one."""
        found = self.descriptor.get("modules", {}).get(kind, [])
        return [found] if isinstance(found, dict) else list(found)

    def module(self, key: str) -> tuple[str, dict[str, Any]] | None:
        """Kind and definition of the module with a key."""
        for kind in self.descriptor.get("modules", {}):
            for module in self.modules(kind):
                if module.get("key") == key:
                    return kind, module
        return None

    def may(self, scope: str) -> bool:
        """Whether the app's scopes include one."""
        own = [SCOPES.index(item) for item in self.descriptor.get("scopes", []) if item in SCOPES]
        return scope == "NONE" or (bool(own) and max(own) >= SCOPES.index(scope))

    def declared_properties(self) -> dict[tuple[str, str], str]:
        """(issue property key, path) to type, for JQL."""
        found: dict[tuple[str, str], str] = {}
        for module in self.modules("jiraEntityProperties"):
            if module.get("entityType", "issue") != "issue":
                continue
            for configuration in module.get("keyConfigurations", []):
                for item in configuration.get("extractions", []):
                    found[configuration["propertyKey"], item["objectName"]] = item.get("type", "string")
        return found

    def declared_aliases(self) -> dict[str, tuple[str, str]]:
        """Names that JQL may use instead of `issue.property[key].path`, in lower case."""
        found: dict[str, tuple[str, str]] = {}
        for module in self.modules("jiraEntityProperties"):
            for configuration in module.get("keyConfigurations", []):
                for item in configuration.get("extractions", []):
                    if item.get("alias"):
                        found[item["alias"].lower()] = (configuration["propertyKey"], item["objectName"])
        return found
