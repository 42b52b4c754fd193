"""What the layers above storage work with, put together once by a composition root."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from addon.nodes.entitlement import LicensePolicy
from addon.nodes.trackers import Trackers
from addon.platforms.access import OwnApplication
from addon.platforms.jira.auth import SITE_SUFFIXES
from addon.platforms.jira.install_keys import InstallKeys
from addon.sandbox.launcher import Sandbox
from addon.storage.database import Ledger
from addon.transport.guarded import GuardedSession


@dataclass(frozen=True, slots=True)
class AzureDevOpsApp:
    """The extension of this deployment, and where organizations live."""

    publisher: str
    extension: str
    certificates: tuple[str, ...] = field(repr=False)
    audience: str
    issuer: str
    base_url: str
    graph_url: str
    login_url: str
    own_application: OwnApplication | None = None

    @property
    def contribution(self) -> str:
        """The id in the address of the hub: publisher, extension, contribution."""
        return f"{self.publisher}.{self.extension}.adnode"


@dataclass(frozen=True, slots=True)
class JiraApp:
    """The Connect app of this deployment. `exact_hosts` are accepted beside Atlassian's; simulators only.

    `sites`: the endings and hosts of Jira sites that may install it. `admin_scopes`: whether its descriptor asks for
    the scopes of administrators.
    """

    key: str
    exact_hosts: tuple[str, ...] = ()
    admin_scopes: bool = False
    sites: tuple[str, ...] = SITE_SUFFIXES


@dataclass(frozen=True, slots=True)
class Deployment:
    """Plain facts of this deployment, out of its settings."""

    base_url: str
    version: str
    dev_loopback: bool
    reachable: bool
    invitation_ms: int
    retention_ms: int
    coalesce_ms: int
    poll_interval_s: int
    private_poll_s: int
    match_retry_s: int
    lookup_grace_s: int
    jira: JiraApp
    azuredevops: AzureDevOpsApp

    def node_url(self, slug: str) -> str:
        """The address that partners may enter for a node."""
        return f"{self.base_url}/n/{slug}"


@dataclass(frozen=True)
class Services:
    """Everything a use case needs. `random_token` gives fresh, unguessable text (22 characters or more)."""

    ledger: Ledger
    now: Callable[[], int]
    random_token: Callable[[], str]
    deployment: Deployment
    licensing: LicensePolicy
    trackers: Trackers
    outside: GuardedSession
    install_keys: InstallKeys
    door: Callable[["Services", Any], Any]
    """Answers a partner's request to a node of this deployment (`connections.door.answer`)."""
    preview_for_partner: Callable[["Services", Any, Any, str, dict[str, Any]], dict[str, Any]]
    """What rules here would make of a partner's replica (`sync.preview.for_partner`)."""
    check_for_partner: Callable[["Services", Any, Any, Any], list[dict[str, Any]]]
    """How a partner's entities differ from those here (`sync.comparing.for_partner`)."""
    scripts: Sandbox
    """Runs scripts behind the wall; one in a process, closed with it."""
