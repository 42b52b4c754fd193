"""Workflow: which transitions an issue has, and taking one."""

from typing import Any

from ..caller import Caller
from ..errors import JiraError, invalid
from ..permissions import allows
from ..records import Issue, Json, Transition
from ..site import JiraSite
from . import comments, edits, history


def possible(site: JiraSite, caller: Caller, issue: Issue) -> list[Transition]:
    """The transitions from the present status; empty without the permission."""
    project = site.project_of(issue)
    if not allows(site, caller.account_id, "TRANSITION_ISSUES", project, issue):
        return []
    status = issue.fields["status"]
    flow = project.scheme.workflow(issue.fields["issuetype"])
    return [
        item
        for item in flow.transitions
        if (item.sources is None and item.to != status) or (item.sources is not None and status in item.sources)
    ]


def apply(
    site: JiraSite,
    caller: Caller,
    issue: Issue,
    named: Json,
    payload: dict[str, Json],
    version: int = 3,
    quiet: bool = False,
) -> None:
    """Take a transition, with the fields of its screen; `quiet` leaves history and event to the caller."""
    wanted = str(named.get("id")) if isinstance(named, dict) and named.get("id") is not None else None
    if wanted is None:
        raise invalid("Missing 'transition' identifier")
    found = [item for item in possible(site, caller, issue) if item.id == wanted]
    if not found:
        raise invalid(
            f"It isn't possible to perform this transition on the issue '{issue.key}': transition id '{wanted}' "
            f"is not valid for it."
        )
    transition = found[0]
    edit = edits.read(site, caller, site.project_of(issue), issue, payload, version, list(transition.screen))
    errors = {
        name: f"{site.fields[name].name} is required."
        for name in sorted(transition.required)
        if not edit.values.get(name, issue.fields.get(name))
    }
    if errors:
        raise JiraError(400, errors=errors)
    values: dict[str, Any] = {**edit.values, "status": transition.to, **_resolution(site, issue, edit, transition)}
    if quiet:
        issue.fields.update(values)
        return
    site.limits.check_issue_write(issue.id)
    items = []
    for name, value in values.items():
        if name in site.fields:
            items.extend(history.differences(site, issue, name, issue.fields.get(name), value))
        issue.fields[name] = value
    for item in edit.comments:
        comments.store(site, caller, issue, item, version)
    change = history.record(site, caller, issue, items)
    history.issue_event(site, caller, issue, "jira:issue_updated", "issue_generic", change)


def _resolution(site: JiraSite, issue: Issue, edit: edits.Edit, transition: Transition) -> dict[str, Any]:
    """Reaching a done status resolves the issue, leaving it clears the resolution."""
    if site.statuses[transition.to].category != "done":
        return {"resolution": None, "resolutiondate": None} if issue.fields.get("resolution") else {}
    resolution = edit.values.get("resolution") or issue.fields.get("resolution") or next(iter(site.resolutions), None)
    return {"resolution": resolution, "resolutiondate": site.clock.milliseconds()}
