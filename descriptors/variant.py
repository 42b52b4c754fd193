"""What differs between environments, and the names that the descriptors share with the backend."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PLACEHOLDER_BASE_URL = "https://liaise.example"
PLACEHOLDER_FORGE_APP = "ari:cloud:ecosystem::app/00000000-0000-4000-8000-000000000000"

APP_KEY = "liaise"
PRODUCT_NAME = "Liaise"
SUMMARY = "Keeps Jira issues and Azure DevOps work items in step, each side with its own rules."
VERSION = "0.1.0"

# Tab in the URL and word in the menus, in menu order. A tab appears here only once its page works.
CONSOLE_TABS: Mapping[str, str] = {
    "connections": "Connections",
    "entity": "Entity sync status",
    "triggers": "Triggers",
    "errors": "Errors",
    "queue": "Sync queue",
    "settings": "General settings",
    "license": "License",
}

HUB_CONTRIBUTION = "adnode"
PANEL_CONTRIBUTION = "panel"

_PUBLISHER = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
_APP_KEY = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")
_FORGE_APP = re.compile(r"^ari:cloud:ecosystem::app/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")

_ON = {"1", "true", "t", "yes", "y", "on"}
_OFF = {"0", "false", "f", "no", "n", "off"}

Manifest = dict[str, Any]


class VariantError(ValueError):
    """A value from the environment that no manifest may carry; the message names it and says what is expected."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One deployment's values; the defaults are the placeholders of the checked-in files."""

    base_url: str = PLACEHOLDER_BASE_URL
    publisher: str = "liaise"
    extension: str = "liaise"
    app_key: str = APP_KEY
    admin_scopes: bool = False
    forge_app: str = PLACEHOLDER_FORGE_APP

    def __post_init__(self) -> None:
        object.__setattr__(self, "base_url", self.base_url.rstrip("/"))
        parts = urlsplit(self.base_url)
        loopback = parts.hostname in {"localhost", "127.0.0.1", "::1"}
        more = parts.path or parts.query or parts.fragment
        if not parts.hostname or more or not (parts.scheme == "https" or loopback):
            raise VariantError(f"BASE_URL is {self.base_url!r}; expected https://host without path and query")
        for name, value in (("ADO_PUBLISHER", self.publisher), ("ADO_EXTENSION", self.extension)):
            if not _PUBLISHER.match(value):
                raise VariantError(f"{name} is {value!r}; expected letters, digits, - and _")
        if not _APP_KEY.match(self.app_key):
            raise VariantError(f"JIRA_APP_KEY is {self.app_key!r}; expected letters, digits, dots, - and _")
        if not _FORGE_APP.match(self.forge_app):
            raise VariantError(f"FORGE_APP_ID is {self.forge_app!r}; expected the id that `forge register` printed")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Variant":
        """The variant that BASE_URL, ADO_PUBLISHER, ADO_EXTENSION, JIRA_APP_KEY, JIRA_ADMIN_SCOPES and FORGE_APP_ID
        describe."""
        plain = cls()
        return cls(
            base_url=environment.get("BASE_URL") or plain.base_url,
            publisher=environment.get("ADO_PUBLISHER") or plain.publisher,
            extension=environment.get("ADO_EXTENSION") or plain.extension,
            app_key=environment.get("JIRA_APP_KEY") or plain.app_key,
            admin_scopes=_switch("JIRA_ADMIN_SCOPES", environment.get("JIRA_ADMIN_SCOPES") or "false"),
            forge_app=environment.get("FORGE_APP_ID") or plain.forge_app,
        )


def _switch(name: str, text: str) -> bool:
    """On or off in the words that the backend's settings take, so that both read the same of one environment."""
    word = text.strip().lower()
    if word not in _ON | _OFF:
        raise VariantError(f"{name} is {text!r}; expected true or false")
    return word in _ON
