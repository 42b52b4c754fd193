"""A small stateful Azure DevOps Services: one organization per simulator, in memory.

`AzureDevOpsSimulator` holds the organization, its clock, web hooks and Flask app; `start()` gives it a port.
What belongs to which host of the real service is told apart by path: `/{org}/…` is dev.azure.com,
`/vssps/{org}/…` identities, `/extmgmt/{org}/…` extension management, `/{tenant}/…` Entra.
Pages for people: `/{org}/`, `/{org}/_settings/…`, `/{org}/{project}/_workitems/…`.
"""

from .site import AzureDevOpsSimulator, create_app, serve

__all__ = ["AzureDevOpsSimulator", "create_app", "serve"]
