"""Asks Jira what a person may do, and whether the app is paid for."""

from dataclasses import dataclass
from urllib.parse import quote

from addon.platforms.answers import understood
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict, expect_list


@dataclass(frozen=True, slots=True)
class Licence:
    """Atlassian's licence of this installation; `kind` is `none` where the listing is free or not listed."""

    active: bool
    evaluation: bool
    kind: str
    entitlement: str = ""


class JiraPeople:
    """Permission questions, asked as the app about a person."""

    def __init__(self, client: JiraClient, app_key: str) -> None:
        self._client = client
        self._app_key = app_key

    @understood(PRODUCT)
    def is_administrator(self, account_id: str) -> bool:
        """Whether the person administers Jira (global ADMINISTER)."""
        body = {"accountId": account_id, "globalPermissions": ["ADMINISTER"], "projectPermissions": []}
        found = expect_dict(self._client.ask("/rest/api/3/permissions/check", body), "permissions")
        return "ADMINISTER" in expect_list(found.get("globalPermissions"), "permissions")

    def can_edit(self, account_id: str, issue_id: str) -> bool:
        """Whether the person may edit this issue."""
        return "EDIT_ISSUES" in self._granted(account_id, issue_id)

    def can_view(self, account_id: str, issue_id: str) -> bool:
        """Whether the person may see this issue."""
        return "BROWSE_PROJECTS" in self._granted(account_id, issue_id)

    @understood(PRODUCT)
    def licence(self) -> Licence:
        """What Atlassian says of our licence here; no licence object means that none is needed."""
        try:
            found = expect_dict(
                self._client.get(f"/rest/atlassian-connect/1/addons/{quote(self._app_key, safe='')}"), "the licence"
            )
        except PlatformError as error:
            if error.reason == Reason.NOT_FOUND:
                return Licence(False, False, "none")
            raise
        licence = found.get("license")
        if not isinstance(licence, dict):
            return Licence(False, False, "none")
        return Licence(
            licence.get("active") is True,
            licence.get("evaluation") is True,
            str(licence.get("type") or "unknown"),
            str(licence.get("supportEntitlementNumber") or licence.get("entitlementNumber") or ""),
        )

    @understood(PRODUCT)
    def _granted(self, account_id: str, issue_id: str) -> set[str]:
        body = {
            "accountId": account_id,
            "globalPermissions": [],
            "projectPermissions": [
                {"permissions": ["BROWSE_PROJECTS", "EDIT_ISSUES"], "issues": [int(issue_id)], "projects": []}
            ],
        }
        found = expect_dict(self._client.ask("/rest/api/3/permissions/check", body), "permissions")
        return {
            str(entry.get("permission"))
            for entry in expect_list(found.get("projectPermissions"), "permissions")
            if int(issue_id) in (entry.get("issues") or [])
        }
