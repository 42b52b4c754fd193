"""The default rules as Groovy text, for a person to read and change in Script mode."""

from addon.rules.basic import ANNOUNCED

_OUT = {
    "jira": """\
// What leaves this site for {partner}. A bare return before anything is set sends nothing.
replica.key         = issue.key
replica.type        = issue.type
replica.assignee    = issue.assignee
replica.reporter    = issue.reporter
replica.summary     = issue.summary
replica.description = issue.description
replica.labels      = issue.labels
replica.comments    = issue.comments
replica.resolution  = issue.resolution
replica.status      = issue.status
replica.parentId    = issue.parentId
replica.priority    = issue.priority
replica.attachments = issue.attachments
replica.project     = issue.project
""",
    "azuredevops": """\
// What leaves this organization for {partner}. A bare return before anything is set sends nothing.
replica.key           = workItem.key
replica.assignee      = workItem.assignee
replica.summary       = workItem.summary
replica.description   = workItem.description
replica.type          = workItem.type
replica.status        = workItem.status
replica.labels        = workItem.labels
replica.priority      = workItem.priority
replica.comments      = workItem.comments
replica.attachments   = workItem.attachments
replica.project       = workItem.project
replica.areaPath      = workItem.areaPath
replica.iterationPath = workItem.iterationPath
""",
}

_FIRST = {
    "jira": """\
// What becomes of an issue that arrives from {partner}.
if (firstSync) {{
    issue.projectKey = "{project}"
    issue.typeName   = nodeHelper.getIssueType(replica.type?.name, issue.projectKey)?.name ?: "{type}"
}}
""",
    "azuredevops": """\
// What becomes of a work item that arrives from {partner}.
if (firstSync) {{
    workItem.projectKey = "{project}"
    workItem.typeName   = nodeHelper.getIssueType(replica.type?.name, workItem.projectKey)?.name ?: "{type}"
}}
""",
}

_LINES = {
    "summary": "{it}.summary     = replica.summary",
    "description": "{it}.description = replica.description",
    "comments": "{it}.comments    = commentHelper.mergeComments({it}, replica)",
    "attachments": "{it}.attachments = attachmentHelper.mergeAttachments({it}, replica)",
    "labels": "{it}.labels      = replica.labels",
}
_OFFERED = {"jira": ("labels",), "azuredevops": ("priority",)}


def outgoing_text(kind: str, partner: str) -> str:
    """The outgoing rule of a new connection."""
    return _OUT[kind].format(partner=_comment(partner))


def incoming_text(kind: str, partner: str, project_key: str, default_type: str) -> str:
    """The incoming rule of a new connection, with the project from the wizard filled in."""
    it = "issue" if kind == "jira" else "workItem"
    lines = [_LINES[name].format(it=it) for name in ANNOUNCED[kind, "script"]]
    for name in _OFFERED[kind]:
        line = _LINES.get(name, f"{{it}}.{name}    = replica.{name}").format(it=it)
        lines.append(f"// {line}")
    head = _FIRST[kind].format(partner=_comment(partner), project=_quoted(project_key), type=_quoted(default_type))
    return head + "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")
    return escaped.replace("\n", "\\n").replace("\r", "\\r")
