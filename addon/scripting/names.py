"""The names of an entity's fields, as rules write them: what the editor offers and a real entity knows."""

COMMON = (
    "id",
    "key",
    "project",
    "projectKey",
    "type",
    "typeName",
    "summary",
    "description",
    "status",
    "priority",
    "assignee",
    "reporter",
    "creator",
    "created",
    "updated",
    "due",
    "labels",
    "comments",
    "attachments",
    "parentId",
    "issueLinks",
    "customFields",
    "customKeys",
)
OF_PLATFORM = {
    "jira": (
        "environment",
        "resolution",
        "components",
        "fixVersions",
        "affectedVersions",
        "sprint",
        "workLogs",
        "watchers",
        "originalEstimate",
        "remainingEstimate",
        "entityProperties",
    ),
    "azuredevops": ("areaPath", "iterationPath", "relations"),
}
READ_ONLY = frozenset(("created", "updated", "creator"))
DELTAS = ("addedComments", "changedComments", "removedComments", "addedAttachments", "removedAttachments")
"""What a replica has besides: what changed in it since the last one."""


def known_names(platform: str) -> frozenset[str]:
    """The names of a platform's entities."""
    return frozenset(COMMON) | frozenset(OF_PLATFORM[platform])
