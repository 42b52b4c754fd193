"""What the fields of an entity hold, and what helpers give: the kinds that the editor follows from dot to dot.

A kind is the name of a part of `names`, of a class, or one of these in brackets: a list of them.
"""

from addon.scripting.names import OF_VARIABLES, PARTS

PERSON = "author"
NAMED = "type"
"""The parts of `PARTS` that stand for all of the same form."""
FIELDS: dict[str, tuple[str, str]] = {
    "id": ("String", "The id in this tracker, a text."),
    "key": ("String", "The key, such as SHOP-7; on Azure DevOps the number."),
    "project": ("project", "The project, with key, name and id."),
    "projectKey": ("String", "The key of the project; set it under if (firstSync)."),
    "type": (NAMED, "The issue or work item type, with name and id."),
    "typeName": ("String", "The name of the type; set it under if (firstSync)."),
    "summary": ("String", "The title."),
    "description": ("String", "The description, rich text: handed on untouched it keeps its form."),
    "status": ("status", "The status, with name and statusCategory; setStatus(name) or a name sets it."),
    "priority": (NAMED, "The priority, with name and id."),
    "assignee": (PERSON, "Whom it is assigned to, or null."),
    "reporter": (PERSON, "Who reported it; Jira only when it is written."),
    "creator": (PERSON, "Who made it; cannot be written."),
    "created": ("Date", "When it was made; cannot be written."),
    "updated": ("Date", "When it was changed last; cannot be written."),
    "due": ("Date", "The day on which it is due, or null."),
    "labels": ("[label]", "Labels or tags; each has label."),
    "comments": ("[comment]", "Comments, the oldest first."),
    "attachments": ("[attachment]", "Files."),
    "parentId": ("String", "The id of the parent, or null."),
    "issueLinks": ("[issueLink]", "Links to other issues or work items."),
    "customFields": ("customFields", 'Custom fields by name or id: customFields."Risk".value.'),
    "customKeys": ("LinkedHashMap", "Values of your own that travel in a replica."),
    "environment": ("String", "The environment, rich text (Jira)."),
    "resolution": (NAMED, "The resolution, or null (Jira)."),
    "components": (f"[{NAMED}]", "Components (Jira)."),
    "fixVersions": (f"[{NAMED}]", "Versions in which it is solved (Jira)."),
    "affectedVersions": (f"[{NAMED}]", "Versions that it concerns (Jira)."),
    "sprint": (NAMED, "The sprint it is in, or null (Jira); a name sets it."),
    "workLogs": ("[workLog]", "Work that was logged (Jira)."),
    "watchers": (f"[{PERSON}]", "Who watches it (Jira)."),
    "originalEstimate": ("Long", "The first estimate in seconds (Jira)."),
    "remainingEstimate": ("Long", "What is left, in seconds (Jira)."),
    "entityProperties": ("LinkedHashMap", "Entity properties by key (Jira)."),
    "areaPath": ("String", "The area path (Azure DevOps)."),
    "iterationPath": ("String", "The iteration path (Azure DevOps)."),
    "relations": ("[relation]", "Relations, with rel, url and attributes.name (Azure DevOps)."),
    "addedComments": ("[comment]", "Comments that the last replica did not have."),
    "changedComments": ("[comment]", "Comments whose text changed since the last replica."),
    "removedComments": ("[comment]", "Comments that the last replica had and this one has not."),
    "addedAttachments": ("[attachment]", "Files that the last replica did not have."),
    "removedAttachments": ("[attachment]", "Files that the last replica had and this one has not."),
}
"""By the name of a field: its kind, and a sentence for the editor."""
_OF_PART = {
    "author": PERSON,
    "executor": PERSON,
    "created": "Date",
    "updated": "Date",
    "startDate": "Date",
    "internal": "Boolean",
    "statusCategory": "statusCategory",
    "attributes": "LinkedHashMap",
    "filesize": "Long",
    "timeSpent": "Long",
    "visibility": "LinkedHashMap",
}
"""By the name of a part's member: its kind; what is not here is a text."""
GIVEN: dict[str, str] = {
    "mergeComments": "[comment]",
    "addComment": "[comment]",
    "mergeAttachments": "[attachment]",
    "mergeWorkLogs": "[workLog]",
    "getProject": "project",
    "getStatus": "status",
    "getLabel": "label",
    "getIssueType": NAMED,
    "getPriority": NAMED,
    "getResolution": NAMED,
    "getComponent": NAMED,
    "getVersion": NAMED,
    "createComponent": NAMED,
    "createVersion": NAMED,
    "getUser": PERSON,
    "getUserByEmail": PERSON,
    "getUserByFullName": PERSON,
    "getUserByUsername": PERSON,
    "getLocalIssueKeyFromRemoteId": "issueKey",
    "getLocalIssueFromRemoteId": "issueKey",
    "stripHtml": "String",
    "toMarkDownFromHtml": "String",
    "getHtmlField": "String",
    "get": "LinkedHashMap",
    "post": "LinkedHashMap",
    "put": "LinkedHashMap",
    "patch": "LinkedHashMap",
}
"""By the name of a helper's method: what it gives, where that is always the same."""
ENTERED = {"mergeComments": "comment", "mergeAttachments": "attachment", "mergeWorkLogs": "workLog"}
"""By the name of a helper's method: what its closure is handed."""
CUSTOM_FIELD = ("id", "name", "value")


def members(part: str) -> tuple[str, ...]:
    """What a part has."""
    return CUSTOM_FIELD if part == "customField" else PARTS.get(part) or OF_VARIABLES.get(part, ())


def kind_of_member(part: str, name: str) -> str:
    """The kind of one of them; empty where it may be anything."""
    if part == "customFields":
        return "customField"
    if part == "customField" and name == "value":
        return ""
    return _OF_PART.get(name, "String") if name in members(part) else ""
