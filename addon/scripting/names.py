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

_PERSON = ("key", "accountId", "email", "displayName", "username")
_NAMED = ("id", "name")
PARTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("assignee", "reporter", "creator", "author", "executor"), _PERSON),
    **dict.fromkeys(("type", "priority", "resolution", "sprint"), _NAMED),
    "status": (*_NAMED, "statusCategory"),
    "statusCategory": ("key", "name"),
    "project": ("id", "key", "name"),
}
"""What the parts of an entity have, by the name of the property that holds one."""
OF_VARIABLES: dict[str, tuple[str, ...]] = {
    "comment": ("id", "remoteId", "body", "author", "internal", "executor", "created", "updated", "visibility"),
    "attachment": ("id", "remoteId", "filename", "mimetype", "filesize", "author", "created", "internal"),
    "workLog": ("id", "remoteId", "comment", "timeSpent", "author", "startDate"),
    "issueLink": ("linkTypeName", "linkName", "isOutward", "otherIssueId", "otherIssueKey", "url"),
    "relation": ("rel", "url", "id", "attributes"),
    "label": ("label",),
    "issueKey": ("id", "urn", "key"),
    "connection": ("name", "mode", "localName", "remoteName", "initiator"),
    "syncRequest": ("at", "edited"),
}
"""What variables of a run have, and parts under the names that rules give them in a loop or closure."""


def known_names(platform: str) -> frozenset[str]:
    """The names of a platform's entities."""
    return frozenset(COMMON) | frozenset(OF_PLATFORM[platform])
