"""Where the organization gets its extension from: a backend that may start later than the simulator."""

import requests

from .extensions import BadManifest, Extension
from .organization import Organization

MANIFEST_PATH = "/vss-extension.json"


class ExtensionSource:
    """Installs the extension of a backend as soon as the backend answers."""

    def __init__(self, organization: Organization, app_url: str | None) -> None:
        self._organization = organization
        self.app_url = app_url.rstrip("/") if app_url else None
        self.problem: str | None = None
        """Why the last try failed, in words for a person."""

    def ensure(self) -> None:
        """Install unless an extension is there already or no backend is known."""
        if self.app_url is not None and not self._organization.extensions.all():
            self.install(self.app_url + MANIFEST_PATH)

    def install(self, manifest_url: str, base_uri: str | None = None) -> Extension | None:
        """Read a manifest and install it; None leaves the reason in `problem`."""
        try:
            answer = requests.get(manifest_url, timeout=3)
            answer.raise_for_status()
            extension = self._organization.extensions.install(answer.json(), base_uri=base_uri)
        except (requests.RequestException, BadManifest, ValueError, KeyError, TypeError) as error:
            self.problem = f"{manifest_url} could not be installed: {error}"
            return None
        self.problem = None
        return extension
