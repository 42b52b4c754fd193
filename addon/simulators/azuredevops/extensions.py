"""Installed extensions: their contributions, their scopes, their signing key, the tokens they get."""

import hashlib
import secrets
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import jwt

from ..clock import SettableClock
from .identifiers import stable_id
from .people import Person

APP_TOKEN_ISSUER = "app.vstoken.visualstudio.com"
APP_TOKEN_LIFETIME = timedelta(minutes=70)
HUB_GROUP = "ms.vss-web.collection-admin-hub-group"
FORM = "ms.vss-work-web.work-item-form"


@dataclass(frozen=True)
class Contribution:
    id: str
    type: str
    targets: tuple[str, ...]
    properties: dict[str, Any] = field(hash=False)

    @property
    def name(self) -> str:
        return str(self.properties.get("name", self.id))


@dataclass(frozen=True)
class Extension:
    """An extension as the manifest described it when it was installed."""

    publisher: str
    id: str
    version: str
    name: str
    base_uri: str
    scopes: tuple[str, ...]
    contributions: tuple[Contribution, ...]
    certificate: str
    enabled: bool = True

    @property
    def full_id(self) -> str:
        return f"{self.publisher}.{self.id}"

    @property
    def audience(self) -> str:
        """`aud` of app tokens: a GUID that is fixed per extension."""
        return stable_id("extension-audience", self.full_id)

    def contribution(self, short_id: str) -> Contribution | None:
        return next((item for item in self.contributions if item.id.lower() == short_id.lower()), None)

    def on(self, target: str) -> list[Contribution]:
        return [item for item in self.contributions if target in item.targets]

    def page(self, contribution: Contribution) -> str:
        """Address of the contribution's page."""
        uri = str(contribution.properties.get("uri", ""))
        if "://" in uri or not self.base_uri:
            return uri
        return f"{self.base_uri.rstrip('/')}/{uri.lstrip('/')}"


class BadManifest(ValueError):
    """A manifest that the product would not install."""


class Extensions:
    """Extensions installed in one organization, by `publisher.extension`."""

    def __init__(self, clock: SettableClock) -> None:
        self._clock = clock
        self._installed: dict[str, Extension] = {}
        self._certificates: dict[str, str] = {}
        self.removed: Extension | None = None
        """What somebody removed last: from then on nothing is installed that nobody asked for."""

    def install(
        self, manifest: dict[str, Any], *, base_uri: str | None = None, certificate: str | None = None
    ) -> Extension:
        """Install or update from a `vss-extension.json`. The signing key stays until the scopes change."""
        extension = self._read(manifest, base_uri)
        before = self._installed.get(extension.full_id.lower())
        key = extension.full_id.lower()
        if certificate is not None:
            self._certificates[key] = certificate
        elif before is not None and set(before.scopes) != set(extension.scopes):
            self._certificates[key] = certificate_of(extension)
        else:
            self._certificates.setdefault(key, certificate_of(extension))
        installed = Extension(**{**extension.__dict__, "certificate": self._certificates[key]})
        self._installed[key] = installed
        return installed

    def uninstall(self, full_id: str) -> Extension | None:
        """Remove an extension; nobody is told. It does not come back by itself."""
        removed = self._installed.pop(full_id.lower(), None)
        self.removed = removed or self.removed
        return removed

    def enable(self, full_id: str, on: bool) -> Extension | None:
        """Switch an installed extension on or off; off, its pages are not offered. Nobody is told."""
        found = self._installed.get(full_id.lower())
        if found is None:
            return None
        self._installed[full_id.lower()] = replace(found, enabled=on)
        return self._installed[full_id.lower()]

    def find(self, full_id: str) -> Extension | None:
        """An installed extension, enabled or not."""
        return self._installed.get(full_id.lower())

    def running(self, full_id: str) -> Extension | None:
        """An extension whose pages are offered: installed and enabled."""
        found = self.find(full_id)
        return found if found is not None and found.enabled else None

    def all(self) -> list[Extension]:
        """Everything installed."""
        return list(self._installed.values())

    def offered(self) -> list[Extension]:
        """Everything whose pages are offered."""
        return [extension for extension in self._installed.values() if extension.enabled]

    def app_token(self, extension: Extension, person: Person, tenant_id: str) -> str:
        """HS256 token that proves the person and the extension, not the organization."""
        now = self._clock.now()
        claims = {
            "nameid": person.id,
            "tid": tenant_id,
            "jti": secrets.token_hex(16),
            "iss": APP_TOKEN_ISSUER,
            "aud": extension.audience,
            "nbf": int(now.timestamp()),
            "exp": int((now + APP_TOKEN_LIFETIME).timestamp()),
        }
        return jwt.encode(claims, extension.certificate.encode(), algorithm="HS256")

    def _read(self, manifest: dict[str, Any], base_uri: str | None) -> Extension:
        for key in ("manifestVersion", "id", "publisher", "version", "name", "categories", "targets"):
            if not manifest.get(key):
                raise BadManifest(f"the manifest lacks {key}")
        contributions = tuple(
            Contribution(
                str(item["id"]),
                str(item["type"]),
                tuple(item.get("targets", ())),
                dict(item.get("properties", {})),
            )
            for item in manifest.get("contributions", ())
        )
        if not contributions:
            raise BadManifest("the manifest has no contributions")
        if len({item.id for item in contributions}) != len(contributions):
            raise BadManifest("two contributions have the same id")
        return Extension(
            str(manifest["publisher"]),
            str(manifest["id"]),
            str(manifest["version"]),
            str(manifest["name"]),
            (base_uri or str(manifest.get("baseUri", ""))),
            tuple(manifest.get("scopes", ())),
            contributions,
            "",
        )


def certificate_of(extension: Extension) -> str:
    """A key as the publisher portal shows it under *Certificate*; the same in every run, another for other scopes."""
    seed = f"{extension.full_id}/{','.join(sorted(extension.scopes))}"
    return hashlib.sha512(seed.encode()).hexdigest() + hashlib.sha1(seed.encode()).hexdigest()[:4]  # noqa: S324
