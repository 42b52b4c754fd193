"""A node's tracker, opened with the credential that is stored for it.

Opened platforms are kept and shared by all threads of the process; one is opened anew when the node's address or
credential changed, which the ledger tells on each call.
"""

import json
import threading
from dataclasses import replace
from typing import Any, TypeVar

from addon.nodes.limits import Watch
from addon.nodes.refusals import Refusal
from addon.nodes.silences import Silences
from addon.platforms.access import (
    Access,
    AzureDevOpsAccess,
    JiraAccess,
    OwnApplication,
    PersonalAccessToken,
    ServicePrincipal,
    Surroundings,
)
from addon.platforms.azuredevops.extensions import Installed
from addon.platforms.azuredevops.hooks import HookSubscriptions
from addon.platforms.azuredevops.people import entra_tenant
from addon.platforms.azuredevops.platform import AzureDevOpsPlatform
from addon.platforms.base import Platform
from addon.platforms.cache import MetadataCache
from addon.platforms.errors import PlatformError
from addon.platforms.jira.people import JiraPeople
from addon.platforms.jira.platform import JiraPlatform
from addon.platforms.registry import open_platform
from addon.storage import nodes, secrets
from addon.storage.database import Ledger
from addon.storage.nodes import Node
from addon.storage.transaction import Tx

T = TypeVar("T")
JIRA_SECRET = "jira_shared_secret"  # noqa: S105 - the name of a purpose
ADO_CREDENTIAL = "azuredevops_credential"


class NoSyncIdentity(Refusal):
    """The node has no credential to work with yet."""

    def __init__(self) -> None:
        super().__init__(
            "no_sync_identity",
            "No sync identity is stored. Enter one under General settings, then try again.",
            status=409,
        )


class NotInstalled(NoSyncIdentity):
    """The tenant was uninstalled: its credential, if it is still there, is not used. What was begun waits."""

    REASON = "uninstalled"

    def __init__(self) -> None:
        Refusal.__init__(self, self.REASON, "Liaise was uninstalled from this instance.", status=409)


class Trackers:
    """Opens trackers by node."""

    def __init__(
        self,
        ledger: Ledger,
        surroundings: Surroundings,
        *,
        app_key: str,
        ado_base_url: str,
        ado_graph_url: str,
        own_application: OwnApplication | None = None,
    ) -> None:
        self._ledger = ledger
        self._surroundings = surroundings
        self._app_key = app_key
        self._ado = (ado_base_url, ado_graph_url)
        self._own_application = own_application
        self._open: dict[int, tuple[Access, Platform]] = {}
        self._rights = MetadataCache()
        self._beside: dict[int, tuple[Platform, dict[type, Any]]] = {}
        self.silences = Silences()
        self._lock = threading.Lock()

    def open(self, node_id: int) -> Platform:
        """The node's tracker as its sync identity; makes no call. Raises `NoSyncIdentity`, `NoSuchRow`."""
        access = self._ledger.read(lambda tx: self._access(tx, _installed(nodes.get(tx, node_id))))
        with self._lock:
            known = self._open.get(node_id)
            if known is not None and known[0] == access:
                return known[1]
        platform = self.open_with(access, node_id)
        with self._lock:
            self._open[node_id] = (access, platform)
        return platform

    def kept_beside(self, node_id: int, platform: Platform, kind: type[T]) -> T:
        """What a caller keeps of this kind for as long as the platform is open; made when first asked for."""
        with self._lock:
            held = self._beside.get(node_id)
            if held is None or held[0] is not platform:
                held = self._beside[node_id] = (platform, {})
            kept: T = held[1].setdefault(kind, kind())
            return kept

    def open_with(self, access: Access, node_id: int = 0) -> Platform:
        """A tracker with a credential that is not stored (yet)."""
        kind = "jira" if isinstance(access, JiraAccess) else "azuredevops"
        watch = Watch(kind, node_id, self._ledger, self._surroundings.now, self.silences)
        return open_platform(access, replace(self._surroundings, scope=str(node_id), observer=watch))

    def organization_access(
        self, organization: str, credential: PersonalAccessToken | ServicePrincipal, instance_id: str = ""
    ) -> AzureDevOpsAccess:
        """How an organization is reached with a credential."""
        base, graph = self._ado
        return AzureDevOpsAccess(
            organization, credential, f"{base}/{organization}", f"{graph}/{organization}", instance_id=instance_id
        )

    def tenant_of(self, organization: str) -> str | None:
        """The Entra tenant behind an organization: empty with Microsoft accounts, None where it is not said."""
        return entra_tenant(f"{self._ado[0]}/{organization}", self._surroundings)

    def people(self, node_id: int) -> JiraPeople:
        """Permission questions about people, asked of a Jira site as the app."""
        platform = self.open(node_id)
        assert isinstance(platform, JiraPlatform)
        return platform.people

    def subscriptions(self, node_id: int) -> HookSubscriptions:
        """The service hooks of an organization, as its sync identity."""
        platform = self.open(node_id)
        assert isinstance(platform, AzureDevOpsPlatform)
        return platform.hooks

    def extension(self, node_id: int, publisher: str, name: str) -> Installed:
        """How an organization has an extension; the one question asked of a tenant that was uninstalled too.

        Raises `NoSyncIdentity`, `PlatformError`.
        """
        access = self._ledger.read(lambda tx: self._access(tx, nodes.get(tx, node_id)))
        platform = self.open_with(access, node_id)
        assert isinstance(platform, AzureDevOpsPlatform)
        return platform.extension(publisher, name)

    def display_name(self, node_id: int, account_id: str) -> str:
        """A person's name in Jira, for the list and the partner; empty where Jira does not tell it."""
        platform = self.open(node_id)
        assert isinstance(platform, JiraPlatform)
        try:
            found = platform.directory.person(account_id)
        except PlatformError:
            return ""
        return found.display_name if found else ""

    def may_edit_issue(self, node_id: int, account_id: str, issue_id: str) -> bool:
        """Whether a person may edit a Jira issue, asked of Jira and remembered for five minutes."""
        key = ("may_edit", node_id, account_id, issue_id)
        return self._rights.get(key, lambda: self.people(node_id).can_edit(account_id, issue_id))

    def licence(self, node_id: int) -> tuple[bool, bool] | None:
        """What Atlassian says of a Jira site's license: (active, evaluation); None where it sells nothing there."""
        found = self.people(node_id).licence()
        return None if found.kind == "none" else (found.active, found.evaluation)

    def _access(self, tx: Tx, node: Node) -> Access:
        if node.kind == "jira":
            secret = secrets.get(tx, node.id, JIRA_SECRET)
            if secret is None:
                raise NoSyncIdentity
            return JiraAccess(node.base_url, node.instance_id, self._app_key, secret, node.display_url)
        stored = secrets.get(tx, node.id, ADO_CREDENTIAL)
        if stored is None:
            raise NoSyncIdentity
        access = self.organization_access(node.display_name, self._credential_of(json.loads(stored)), node.instance_id)
        return replace(access, identity_id=node.app_user_id)

    def _credential_of(self, stored: dict[str, Any]) -> PersonalAccessToken | ServicePrincipal:
        if stored["type"] == "pat":
            return PersonalAccessToken(stored["token"])
        if stored["type"] == "consent":
            if self._own_application is None:
                raise NoSyncIdentity
            return self._own_application.in_tenant(stored["tenant_id"])
        return ServicePrincipal(**{name: value for name, value in stored.items() if name != "type"})


def _installed(node: Node) -> Node:
    if node.status == "uninstalled":
        raise NotInstalled
    return node


def consent_text(tenant_id: str) -> str:
    """Consent as it is stored: only where it was given; the application's secret is the deployment's."""
    return json.dumps({"type": "consent", "tenant_id": tenant_id})


def credential_text(credential: PersonalAccessToken | ServicePrincipal) -> str:
    """A credential as it is stored, before encryption."""
    if isinstance(credential, PersonalAccessToken):
        return json.dumps({"type": "pat", "token": credential.token})
    names = ("tenant_id", "client_id", "secret", "private_key", "certificate", "login_url")
    return json.dumps({"type": "entra", **{name: getattr(credential, name) for name in names}})
