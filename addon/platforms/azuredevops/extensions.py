"""Whether an extension is still installed in an organization, asked as the sync identity.

Azure DevOps sends no notice of an uninstallation. The question needs the scope `vso.extension` (Extensions: Read).
Sources: learn.microsoft.com/rest/api/azure/devops/extensionmanagement/installed-extensions/get; the states are the
`ExtensionStateFlags` of the vendor's SDKs (`unInstalled` is set on built-in extensions only).
"""

from dataclasses import dataclass
from typing import Literal

from addon.platforms.answers import json_of
from addon.platforms.azuredevops.client import PRODUCT, AzureDevOpsClient, expect_dict, part, read_words
from addon.platforms.errors import PlatformError, Reason

VERSION = "7.1-preview.1"
SCOPE = "Extensions: Read"
_NOT_INSTALLED = "InstalledExtensionNotFoundException"
_MAY_NOT_ASK = frozenset({Reason.CREDENTIAL_REJECTED, Reason.FORBIDDEN})


@dataclass(frozen=True, slots=True)
class Installed:
    """How an extension stands; `why` says what kept the answer from being definite.

    `unknown` is never a sign that it was removed. `lacking` names the permission that the identity would need.
    """

    state: Literal["installed", "disabled", "uninstalled", "unknown"]
    why: str = ""
    lacking: str = ""


def installed(client: AzureDevOpsClient, publisher: str, extension: str) -> Installed:
    """How the organization has this extension; one call. Raises `PlatformError` when nothing was answered at all.

    An identity that may not ask gets 401 or 403 here and works everywhere else: it is not rejected for that. Only the
    vendor's own word for "not installed" counts, because a 404 may come from a proxy or a renamed organization.
    """
    path = f"/_apis/extensionmanagement/installedextensionsbyname/{part(publisher)}/{part(extension)}"
    answer = client.look(path, version=VERSION)
    if answer.status == 404:
        words = read_words(answer)
        if words.code == _NOT_INSTALLED:
            return Installed("uninstalled")
        return Installed("unknown", words.message or "The organization has no such address.")
    try:
        client.check(answer, writes=False)
    except PlatformError as problem:
        if problem.reason not in _MAY_NOT_ASK:
            raise
        return Installed("unknown", problem.message, SCOPE)
    found = expect_dict(json_of(answer, PRODUCT, writes=False), "the extension")
    state = found.get("installState")
    return _read(str((state if isinstance(state, dict) else {}).get("flags") or "none"))


def _read(flags: str) -> Installed:
    """The flags come as words with commas between them."""
    words = {word.strip().lower() for word in flags.split(",")}
    if "uninstalled" in words:
        return Installed("uninstalled")
    return Installed("disabled" if "disabled" in words else "installed")
