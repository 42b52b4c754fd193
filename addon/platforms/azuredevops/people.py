"""Asks Azure DevOps who a person is and what they may do, with that person's own access token."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any

from addon.platforms.access import Surroundings
from addon.platforms.answers import understood
from addon.platforms.azuredevops.auth import bearer
from addon.platforms.azuredevops.client import PRODUCT, AzureDevOpsClient, expect_dict, expect_list, part
from addon.platforms.azuredevops.metadata import AREAS, WORK_ITEM_WRITE, AzureDevOpsMetadata
from addon.platforms.errors import PlatformError, Reason
from addon.transport.errors import TransportError

COLLECTION = "3e65f728-f8bc-4ecd-8764-7e378b19bfa7"
EDIT_INSTANCE = 2
CONNECTION_VERSION = "7.1-preview.1"
GRAPH_VERSION = "7.1-preview.1"
_ADMINISTRATORS = "\\Project Collection Administrators"
_ADMINISTRATORS_SID = "-0-0-0-0-1"
_DEEPEST = 5
_NO_TENANT = "00000000-0000-0000-0000-000000000000"
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOST_QUESTIONS = 60


@dataclass(frozen=True, slots=True)
class Signed:
    """Who a credential belongs to: `user_id` is the storage id, `subject` the Graph descriptor."""

    user_id: str
    display_name: str
    account: str
    subject: str
    instance_id: str
    person: bool


@dataclass(frozen=True, slots=True)
class AdminAnswer:
    """Whether somebody is a collection administrator, and both answers for the log.

    `permission` and `group` are None when that question could not be asked or was not needed.
    """

    administrator: bool
    permission: bool | None
    group: bool | None
    detail: str = ""


@understood(PRODUCT)
def connection_data(client: AzureDevOpsClient) -> Signed:
    """Who calls, by `connectionData`; raises CREDENTIAL_REJECTED for nobody.

    An organization with public projects answers 200 for a wrong token, as a public visitor.
    """
    found = expect_dict(
        client.get("/_apis/connectionData", {"connectOptions": "none"}, version=CONNECTION_VERSION), "the identity"
    )
    user = expect_dict(found.get("authenticatedUser"), "the identity")
    descriptor = str(user.get("descriptor") or "")
    account = ((user.get("properties") or {}).get("Account") or {}).get("$value")
    anonymous = descriptor.startswith("System:PublicAccess") or not user.get("id") or not found.get("instanceId")
    if anonymous:
        raise PlatformError(
            Reason.CREDENTIAL_REJECTED, "Azure DevOps answered as if nobody had signed in", 200, True, True
        )
    return Signed(
        str(user["id"]).lower(),
        str(user.get("customDisplayName") or user.get("providerDisplayName") or ""),
        str(account or ""),
        str(user.get("subjectDescriptor") or ""),
        str(found["instanceId"]).lower(),
        descriptor.startswith("Microsoft.IdentityModel.Claims.ClaimsIdentity;"),
    )


def entra_tenant(base_url: str, surroundings: Surroundings) -> str | None:
    """The Entra tenant that backs an organization, asked without a credential; empty: Microsoft accounts.

    None when the service does not say, or there is no such organization. Tells the form which credential to offer.
    """
    client = AzureDevOpsClient(base_url, lambda prepared: None, surroundings)
    try:
        answer = client.session.request("GET", "/_apis/connectionData", headers={"X-TFS-FedAuthRedirect": "Suppress"})
    except TransportError:
        return None
    tenant = answer.headers.get("X-VSS-ResourceTenant", "").lower()
    if not _GUID.fullmatch(tenant) or answer.status == 404:
        return None
    return "" if tenant == _NO_TENANT else tenant


class Visitor:
    """A person who opened our page, by the access token that the page was given. The token is never kept."""

    def __init__(self, base_url: str, graph_url: str, access_token: str, surroundings: Surroundings) -> None:
        sign = bearer(access_token)
        self._client = AzureDevOpsClient(base_url, sign, surroundings)
        self._graph = AzureDevOpsClient(graph_url, sign, surroundings)

    @understood(PRODUCT)
    def signed_in(self) -> Signed:
        """Who it is; the caller compares `user_id` with the app token and `instance_id` with the tenant."""
        return connection_data(self._client)

    @understood(PRODUCT)
    def is_administrator(self, subject: str) -> AdminAnswer:
        """The permission *Edit instance-level information*, then membership of the administrators' group.

        Anything but an explicit yes is a no. Whether an extension's token may ask the first is not documented.
        """
        permission, said = self._asked(self._permitted)
        if permission:
            return AdminAnswer(True, True, None)
        group, also = self._asked(lambda: self._in_administrators(subject))
        return AdminAnswer(bool(group), permission, group, "; ".join(w for w in (said, also) if w))

    @understood(PRODUCT)
    def can_view(self, item_id: str) -> bool:
        """Whether the person sees this work item."""
        return self._item(item_id) is not None

    @understood(PRODUCT)
    def can_edit(self, item_id: str, metadata: AzureDevOpsMetadata) -> bool:
        """Whether the person may edit it: *Edit work items in this node* on its area.

        The area's token is put together with the sync identity's view of the tree (`metadata`).
        """
        fields = self._item(item_id)
        if fields is None:
            return False
        path = str(fields.get("System.AreaPath") or "").split("\\")
        try:
            token = metadata.area_token(str(fields.get("System.TeamProject") or path[0]), path[1:])
            found = self._client.get(
                f"/_apis/permissions/{AREAS}/{WORK_ITEM_WRITE}", {"tokens": token, "alwaysAllowAdministrators": False}
            )
        except PlatformError as error:
            if error.reason in (Reason.FORBIDDEN, Reason.NOT_FOUND, Reason.CREDENTIAL_REJECTED):
                return False
            raise
        return expect_list(found, "permissions") == [True]

    def _item(self, item_id: str) -> dict[str, Any] | None:
        if not (item_id.isascii() and item_id.isdigit()):
            return None
        try:
            found = self._client.get(
                f"/_apis/wit/workitems/{item_id}", {"fields": "System.AreaPath,System.TeamProject"}
            )
        except PlatformError as error:
            if error.reason in (Reason.NOT_FOUND, Reason.FORBIDDEN):
                return None
            raise
        return expect_dict(expect_dict(found, "the work item").get("fields"), "the work item")

    def _permitted(self) -> bool:
        found = self._client.get(
            f"/_apis/permissions/{COLLECTION}/{EDIT_INSTANCE}",
            {"tokens": "NAMESPACE:", "alwaysAllowAdministrators": False},
        )
        return expect_list(found, "permissions") == [True]

    def _in_administrators(self, subject: str) -> bool:
        """Walk up the groups: most administrators are members through a directory group."""
        if not subject:
            return False
        waiting, seen, asked = [(subject, 0)], {subject}, 0
        while waiting and asked < _MOST_QUESTIONS:
            one, depth = waiting.pop(0)
            asked += 1
            for membership in self._memberships(one, required=depth == 0):
                container = str(membership.get("containerDescriptor") or "")
                if not container or container in seen:
                    continue
                seen.add(container)
                if _is_administrators_sid(container):
                    return True
                asked += 1
                group = self._graph.get(f"/_apis/graph/groups/{part(container)}", version=GRAPH_VERSION)
                if str((group or {}).get("principalName") or "").endswith(_ADMINISTRATORS):
                    return True
                if depth + 1 < _DEEPEST:
                    waiting.append((container, depth + 1))
        return False

    def _memberships(self, subject: str, *, required: bool) -> list[Any]:
        try:
            path = f"/_apis/graph/memberships/{part(subject)}"
            return expect_list(self._graph.get(path, {"direction": "up"}, version=GRAPH_VERSION), "memberships")
        except PlatformError as error:
            if error.reason == Reason.NOT_FOUND and not required:
                return []  # a group of the directory, of which the organization knows no more
            raise

    @staticmethod
    def _asked(question: Any) -> tuple[bool | None, str]:
        try:
            return bool(question()), ""
        except PlatformError as error:
            if error.reason in (Reason.FORBIDDEN, Reason.NOT_FOUND, Reason.REFUSED, Reason.CREDENTIAL_REJECTED):
                return None, str(error)
            raise


def _is_administrators_sid(descriptor: str) -> bool:
    """The group's descriptor holds its security id; the collection administrators' ends the same everywhere."""
    kind, _, coded = descriptor.partition(".")
    if kind != "vssgp":
        return False
    try:
        text = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return False
    return text.startswith("S-1-9-1551374245-") and text.endswith(_ADMINISTRATORS_SID)
