"""A node's tracker, opened with the credential that is stored for it.

Opened platforms are kept and shared by all threads of the process; one is opened anew when the node's address or
credential changed, which the ledger tells on each call.
"""

import json
import threading
from dataclasses import replace
from typing import Any

from addon.nodes.limits import Watch
from addon.nodes.refusals import Refusal
from addon.platforms.access import (
    Access,
    AzureDevOpsAccess,
    JiraAccess,
    OwnApplication,
    PersonalAccessToken,
    ServicePrincipal,
    Surroundings,
)
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
        self._lock = threading.Lock()

    def open(self, node_id: int) -> Platform:
        """The node's tracker as its sync identity; makes no call. Raises `NoSyncIdentity`, `NoSuchRow`."""
        access = self._ledger.read(lambda tx: self._access(tx, nodes.get(tx, node_id)))
        with self._lock:
            known = self._open.get(node_id)
            if known is not None and known[0] == access:
                return known[1]
        platform = self.open_with(access, node_id)
        with self._lock:
            self._open[node_id] = (access, platform)
        return platform

    def open_with(self, access: Access, node_id: int = 0) -> Platform:
        """A tracker with a credential that is not stored (yet)."""
        kind = "jira" if isinstance(access, JiraAccess) else "azuredevops"
        watch = Watch(kind, node_id, self._ledger, self._surroundings.now)
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
        if node.status == "uninstalled":
            raise Refusal("uninstalled", "Liaise was uninstalled from this instance.", status=409)
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


def consent_text(tenant_id: str) -> str:
    """Consent as it is stored: only where it was given; the application's secret is the deployment's."""
    return json.dumps({"type": "consent", "tenant_id": tenant_id})


def credential_text(credential: PersonalAccessToken | ServicePrincipal) -> str:
    """A credential as it is stored, before encryption."""
    if isinstance(credential, PersonalAccessToken):
        return json.dumps({"type": "pat", "token": credential.token})
    names = ("tenant_id", "client_id", "secret", "private_key", "certificate", "login_url")
    return json.dumps({"type": "entra", **{name: getattr(credential, name) for name in names}})
