"""Where the organization gets its extension from: a backend that may start later than the simulator."""

from typing import Any

import requests

from .extensions import BadManifest, Extension
from .organization import Organization

MANIFEST_PATH = "/vss-extension.json"


def fetch_manifest(url: str) -> dict[str, Any]:
    """The manifest at an address; proxies of the environment are left out, it is on this machine."""
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(url, timeout=(3, 20))
    answer.raise_for_status()
    manifest = answer.json()
    if not isinstance(manifest, dict):
        raise BadManifest("a manifest is a JSON object")
    return manifest


class ExtensionSource:
    """Installs the extension of a backend as soon as the backend answers."""

    def __init__(self, organization: Organization, app_url: str | None) -> None:
        self._organization = organization
        self.app_url = app_url.rstrip("/") if app_url else None
        self.problem: str | None = None
        """Why the last try failed, in words for a person."""

    @property
    def suggested(self) -> str:
        """The manifest that a person most likely wants: of the known backend, else of what was removed last."""
        removed = self._organization.extensions.removed
        base = self.app_url or (removed.base_uri.rstrip("/") if removed else "")
        return base + MANIFEST_PATH if base else ""

    def ensure(self) -> None:
        """Install unless an extension is there already, one was removed, or no backend is known."""
        extensions = self._organization.extensions
        if self.app_url is not None and not extensions.all() and extensions.removed is None:
            self.install(self.app_url + MANIFEST_PATH)

    def install(self, manifest_url: str, base_uri: str | None = None) -> Extension | None:
        """Read a manifest and install it; None leaves the reason in `problem`."""
        try:
            extension = self._organization.extensions.install(fetch_manifest(manifest_url), base_uri=base_uri)
        except (requests.RequestException, BadManifest, ValueError, KeyError, TypeError) as error:
            self.problem = f"{manifest_url} could not be installed: {error}"
            return None
        self.problem = None
        return extension
