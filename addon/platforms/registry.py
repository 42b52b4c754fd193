"""Which platform serves which kind of instance; the code of one is imported when it is first needed."""

from typing import TYPE_CHECKING, overload

from addon.platforms.access import Access, AzureDevOpsAccess, JiraAccess, Surroundings
from addon.platforms.base import Kind, Platform

if TYPE_CHECKING:
    from addon.platforms.azuredevops.platform import AzureDevOpsPlatform
    from addon.platforms.jira.platform import JiraPlatform

KINDS: tuple[Kind, ...] = ("jira", "azuredevops")


@overload
def open_platform(access: JiraAccess, surroundings: Surroundings) -> "JiraPlatform": ...
@overload
def open_platform(access: AzureDevOpsAccess, surroundings: Surroundings) -> "AzureDevOpsPlatform": ...
def open_platform(access: Access, surroundings: Surroundings) -> Platform:
    """A platform bound to one instance and its sync identity; makes no call.

    Safe to share between threads and cheap to keep; open a new one when the credential changes.
    Raises ValueError for an address that is not https (http on loopback with `dev_loopback`).
    """
    if isinstance(access, JiraAccess):
        from addon.platforms.jira.platform import JiraPlatform

        return JiraPlatform(access, surroundings)
    from addon.platforms.azuredevops.platform import AzureDevOpsPlatform

    return AzureDevOpsPlatform(access, surroundings)
