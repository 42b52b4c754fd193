"""What is needed to open a tracker: who we are there and where it is. Plain data, made from our rows."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

from addon.platforms.cache import KnownTransitions, MetadataCache
from addon.transport.exchange import Limits
from addon.transport.tracker import Observer, Silent

CONNECT_KEYS_URL = "https://connect-install-keys.atlassian.com"
MICROSOFT_LOGIN_URL = "https://login.microsoftonline.com"
AZURE_DEVOPS_URL = "https://dev.azure.com"
AZURE_DEVOPS_GRAPH_URL = "https://vssps.dev.azure.com"


@dataclass(frozen=True, slots=True)
class JiraAccess:
    """A Jira site that installed the Connect app.

    `base_url` and `shared_secret` come from the verified installed call, `app_key` from our descriptor.
    `site_url` is what people open (a custom domain), the base URL when empty.
    """

    base_url: str
    client_key: str
    app_key: str
    shared_secret: str = field(repr=False)
    site_url: str = ""


@dataclass(frozen=True, slots=True)
class PersonalAccessToken:
    """An organization-scoped personal access token."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ServicePrincipal:
    """An Entra app registration with a secret or a certificate (PEM with private key, and PEM certificate).

    `login_url` differs from Microsoft's only for the simulators.
    """

    tenant_id: str
    client_id: str
    secret: str = field(default="", repr=False)
    private_key: str = field(default="", repr=False)
    certificate: str = ""
    login_url: str = MICROSOFT_LOGIN_URL


@dataclass(frozen=True, slots=True)
class OwnApplication:
    """The deployment's own multi-tenant Entra application: one administrator's consent lets it into a tenant.

    With a certificate as PEM (`private_key`, `certificate`) or with a secret.
    """

    client_id: str
    secret: str = field(default="", repr=False)
    private_key: str = field(default="", repr=False)
    certificate: str = ""
    login_url: str = MICROSOFT_LOGIN_URL

    def in_tenant(self, tenant_id: str) -> ServicePrincipal:
        """The application as the service principal that consent makes of it."""
        return ServicePrincipal(
            tenant_id, self.client_id, self.secret, self.private_key, self.certificate, self.login_url
        )

    def consent_url(self, tenant_id: str, back_to: str) -> str:
        """Where an administrator of the tenant lets the application in; `back_to` is opened afterwards.

        Source: learn.microsoft.com/entra/identity-platform/v2-admin-consent.
        """
        asked = urlencode({"client_id": self.client_id, "redirect_uri": back_to})
        return f"{self.login_url}/{tenant_id}/adminconsent?{asked}"


@dataclass(frozen=True, slots=True)
class AzureDevOpsAccess:
    """An Azure DevOps organization and the sync identity's credential.

    `base_url` is `https://dev.azure.com/{organization}`, built by us from the checked name; `graph_url` is
    `https://vssps.dev.azure.com/{organization}`. `identity_id` is the sync identity's id where it is known already.
    """

    organization: str
    credential: PersonalAccessToken | ServicePrincipal
    base_url: str = ""
    graph_url: str = ""
    instance_id: str = ""
    identity_id: str = ""


@dataclass(frozen=True)
class Surroundings:
    """What a platform takes from the process it lives in.

    `now` gives ms since 1970. `observer` hears of every call and every rate-limit note. `cache` and `transitions`
    should be shared by everything in the process; `scope` (the node's id) keeps tenants apart in them.
    `dev_loopback` allows http on this machine, for demo and tests. `grace` is how long (seconds) Jira's search
    index may lag behind a create. `limits` bound each call, files excepted.
    """

    now: Callable[[], int]
    scope: str = ""
    observer: Observer = field(default_factory=Silent)
    cache: MetadataCache = field(default_factory=MetadataCache)
    transitions: KnownTransitions = field(default_factory=KnownTransitions)
    dev_loopback: bool = False
    grace: float = 90.0
    limits: Limits = field(default_factory=Limits)


def credential_mark(*parts: str) -> str:
    """A short mark that differs for different credentials: what one may see is not remembered for another."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


Access = JiraAccess | AzureDevOpsAccess
CredentialKind = Literal["pat", "service_principal"]
