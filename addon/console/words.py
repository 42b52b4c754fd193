"""The host's own nouns, and the words that statuses and modes have on the pages."""

from collections.abc import Mapping
from dataclasses import dataclass

STATUS_WORDS: Mapping[str, str] = {
    "pending": "Pending",
    "active": "Active",
    "deactivated": "Deactivated",
    "canceled": "Canceled",
    "ended": "Ended by partner",
}
STATUS_COLORS: Mapping[str, str] = {"pending": "info", "active": "success", "ended": "danger"}
HEALTH_WORDS: Mapping[str, str] = {"healthy": "Healthy", "degraded": "Degraded", "blocked": "Blocked"}
HEALTH_COLORS: Mapping[str, str] = {"healthy": "success", "degraded": "warning", "blocked": "danger"}
KIND_WORDS: Mapping[str, str] = {"jira": "Jira Cloud", "azuredevops": "Azure DevOps"}
MODE_WORDS: Mapping[str, str] = {"basic": "Basic", "visual": "Visual", "script": "Script"}
IMPACT_WORDS: Mapping[str, str] = {
    "entity": "One entity",
    "connection": "Connection",
    "trigger": "Trigger",
    "node": "This instance",
}
PAIR_STATES: Mapping[str, tuple[str, str]] = {
    "synced": ("In sync", "success"),
    "waiting": ("Waiting", "warning"),
    "failed": ("Failed", "danger"),
    "paused": ("Paused", ""),
    "remote_deleted": ("Deleted there", "warning"),
    "local_deleted": ("Deleted here", "warning"),
}
QUEUE_LISTS: Mapping[str, str] = {
    "outgoing": "Outgoing",
    "incoming": "Incoming",
    "outgoing_attachments": "Outgoing attachments",
    "incoming_attachments": "Incoming attachments",
}
QUEUE_STATES: Mapping[str, tuple[str, str]] = {
    "queued": ("Queued", ""),
    "running": ("Running", "info"),
    "retrying": ("Retrying", "warning"),
    "waiting": ("Waiting", "warning"),
    "paused": ("Paused", ""),
    "behind": ("Behind", ""),
    "stopped": ("Stopped", "danger"),
}
TIMELINE_FILTERS: Mapping[str, str] = {
    "": "All events",
    "sent": "Sent",
    "received": "Received",
    "not_sent": "Not sent",
    "failed": "Failed",
}


@dataclass(frozen=True, slots=True)
class HostWords:
    """How one product calls its things."""

    host: str  # data-host of the page
    product: str
    noun: str
    nouns: str
    instance: str
    query: str
    synced_first: str
    outside: str


JIRA = HostWords(
    host="jira",
    product="Jira",
    noun="issue",
    nouns="issues",
    instance="site",
    query="JQL",
    synced_first="Summary, description, comments, attachments, issue types",
    outside="Jira: Settings, Apps, section Liaise.",
)
AZURE_DEVOPS = HostWords(
    host="ado",
    product="Azure DevOps",
    noun="work item",
    nouns="work items",
    instance="organization",
    query="WIQL",
    synced_first="Summary, description, comments, labels, attachments",
    outside="Azure DevOps: Organization settings, section Extensions, Liaise.",
)


def words_of(kind: str) -> HostWords:
    """The words of the product that a node belongs to."""
    return AZURE_DEVOPS if kind == "azuredevops" else JIRA
