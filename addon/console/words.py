"""The host's own nouns, and the words that statuses, modes, kinds of work and steps have on the pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MOST_IN_A_LIST = 50  # more connections than that are searched, not listed


@dataclass(frozen=True, slots=True)
class Look:
    """How a state shows: its word, and the color of its lozenge or dot (empty: none)."""

    word: str
    color: str = ""


class Looks(Mapping[str, Look]):
    """How each state of one kind shows, by the word that the layers below have for it; an unknown one as that word."""

    def __init__(self, rows: Mapping[str, str | tuple[str, str]]) -> None:
        self._rows = {key: Look(row) if isinstance(row, str) else Look(*row) for key, row in rows.items()}

    def __getitem__(self, key: str) -> Look:
        return self._rows.get(key) or Look(key.replace("_", " ").capitalize())

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


STATUSES = Looks(
    {
        "pending": ("Pending", "info"),
        "unconfirmed": ("To be confirmed", "info"),
        "active": ("Active", "success"),
        "deactivated": "Deactivated",
        "canceled": "Canceled",
        "ended": ("Ended by partner", "danger"),
    }
)
STATUS_WORDS: Mapping[str, str] = {key: look.word for key, look in STATUSES.items()}
HEALTH = Looks(
    {"healthy": ("Healthy", "success"), "degraded": ("Degraded", "warning"), "blocked": ("Blocked", "danger")}
)
PAIR_STATES = Looks(
    {
        "synced": ("In sync", "success"),
        "conflict": ("Conflict", "warning"),
        "waiting": ("Waiting", "warning"),
        "failed": ("Failed", "danger"),
        "paused": "Paused",
        "remote_deleted": ("Deleted there", "warning"),
        "local_deleted": ("Deleted here", "warning"),
    }
)
PANEL_STATES = Looks(
    {
        "not_synced": "Not synced",
        "in_progress": ("Syncing", "info"),
        "synced": ("Synced", "success"),
        "failed": ("Failed", "danger"),
        "remote_deleted": ("Remote deleted", "warning"),
    }
)
QUEUE_STATES = Looks(
    {
        "queued": "Queued",
        "running": ("Running", "info"),
        "retrying": ("Retrying", "warning"),
        "waiting": ("Waiting", "warning"),
        "paused": "Paused",
        "behind": "Behind",
        "stopped": ("Stopped", "danger"),
    }
)
KIND_WORDS: Mapping[str, str] = {"jira": "Jira Cloud", "azuredevops": "Azure DevOps"}
MODE_WORDS: Mapping[str, str] = {"basic": "Basic", "visual": "Visual", "script": "Script"}
IMPACT_WORDS: Mapping[str, str] = {
    "entity": "One entity",
    "connection": "Connection",
    "trigger": "Trigger",
    "node": "This instance",
}
DIRECTION_WORDS: Mapping[str, str] = {"out": "Outgoing", "in": "Incoming"}
QUEUE_LISTS: Mapping[str, str] = {
    "outgoing": "Outgoing",
    "incoming": "Incoming",
    "outgoing_attachments": "Outgoing attachments",
    "incoming_attachments": "Incoming attachments",
}
QUEUE_ORIGINS: Mapping[str, str] = {
    "panel": "The panel",
    "bulk": "Bulk work",
    "poll": "A check for missed changes",
    "partner": "The partner",
    "jira": "A webhook",
    "azuredevops": "A service hook",
}
TIMELINE_FILTERS: Mapping[str, str] = {
    "": "All events",
    "sent": "Sent",
    "received": "Received",
    "not_sent": "Not sent",
    "failed": "Failed",
}


@dataclass(frozen=True, slots=True)
class BulkWords:
    """How one kind of bulk work is called and told. `past` is what became of each, `after` what follows and undoes it.

    `tab` is where it is shown while its dialog is closed.
    """

    title: str
    verb: str
    past: str
    note: str
    after: str
    tab: str = "Triggers"


BULK: Mapping[str, BulkWords] = {
    "bulk_sync": BulkWords(
        "Bulk sync",
        "Send",
        "queued",
        "The outgoing rules run for each; what they stop is not sent. Bulk goes behind what people do now.",
        "They leave in the background; the Sync queue shows how far they are. Bulk unlink ends the pairs again.",
    ),
    "bulk_unlink": BulkWords(
        "Bulk unlink",
        "Unlink",
        "unlinked",
        "Both sides keep their data. A trigger that still matches starts them again when they change.",
        "Both sides keep their data. Bulk connect pairs them again from a list of the pairs.",
    ),
    "bulk_connect": BulkWords(
        "Bulk connect",
        "Connect",
        "queued",
        "The partner looks for its own; what it cannot find shows under its Errors. Nothing is created.",
        "They leave in the background; the Sync queue shows how far they are. Bulk unlink ends the pairs again.",
    ),
    "bulk_retry": BulkWords(
        "Retry all",
        "Retry",
        "retried",
        "Fix the cause first: each that fails again comes back to this list, alone.",
        "They run in the background. Each that fails again comes back to Errors, alone.",
        "Errors",
    ),
    "bulk_skip": BulkWords(
        "Skip all",
        "Skip",
        "skipped",
        "Only the events that failed are left out, and they do not come back. What waits behind them goes on.",
        "Later changes go on, each with everything as it stands then. Sync now sends one at once.",
        "Errors",
    ),
    "bulk_keep": BulkWords(
        "Keep ours",
        "Keep ours",
        "decided",
        "Each partner gets our value of the field. What stands there is overwritten; the tracker's history keeps it.",
        "Our values leave in the background. To change one after all, edit the field.",
        "Errors",
    ),
    "bulk_take": BulkWords(
        "Take theirs",
        "Take theirs",
        "decided",
        "Each field here gets the partner's value. What stands here is overwritten; the tracker's history keeps it.",
        "The partners' values are written here in the background. To change one after all, edit the field.",
        "Errors",
    ),
}


@dataclass(frozen=True, slots=True)
class HostWords:
    """How one product calls its things."""

    host: str  # data-host of the page
    product: str
    noun: str
    a_noun: str
    nouns: str
    instance: str
    query: str
    synced_first: Mapping[str, str]  # by mode; what the default incoming rules set
    outside: str


JIRA = HostWords(
    host="jira",
    product="Jira",
    noun="issue",
    a_noun="an issue",
    nouns="issues",
    instance="site",
    query="JQL",
    synced_first={
        "basic": "Summary, description, comments, attachments, issue types",
        "script": "Summary, description, comments, attachments, issue types",
    },
    outside="Settings → Apps → Liaise",
)
AZURE_DEVOPS = HostWords(
    host="ado",
    product="Azure DevOps",
    noun="work item",
    a_noun="a work item",
    nouns="work items",
    instance="organization",
    query="WIQL",
    synced_first={
        "basic": "Summary, description, comments, attachments",
        "script": "Summary, description, comments, labels, attachments",
    },
    outside="Organization settings → Extensions → Liaise",
)


def words_of(kind: str) -> HostWords:
    """The words of the product that a node belongs to."""
    return AZURE_DEVOPS if kind == "azuredevops" else JIRA
