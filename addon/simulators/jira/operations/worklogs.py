"""Work logs: time spent on an issue."""

from datetime import datetime

from ..caller import Caller
from ..durations import duration_of, seconds_of
from ..errors import JiraError, invalid, not_found
from ..events import Event
from ..permissions import allows, require, sees_restricted
from ..present import moment, show_worklog
from ..records import ChangeItem, Issue, Json, Worklog
from ..site import JiraSite
from . import comments, history, properties


def find(site: JiraSite, caller: Caller, issue: Issue, worklog_id: str) -> Worklog:
    for worklog in issue.worklogs:
        if worklog.id == worklog_id and sees_restricted(site, caller.account_id, site.project_of(issue), worklog):
            return worklog
    raise not_found(f"Cannot find worklog with id: '{worklog_id}'.")


def _seconds(payload: dict[str, Json]) -> int:
    if payload.get("timeSpentSeconds") is not None:
        value = payload["timeSpentSeconds"]
        if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
            raise invalid("Worklog time spent must be greater than zero.")
        return value
    if not payload.get("timeSpent"):
        raise JiraError(400, errors={"timeLogged": "You must indicate the time spent working."})
    try:
        return seconds_of(payload["timeSpent"])
    except ValueError as wrong:
        raise JiraError(400, errors={"timeLogged": str(wrong)}) from None


def _started(site: JiraSite, payload: dict[str, Json]) -> str:
    value = payload.get("started")
    if value is None:
        return moment(site.clock.milliseconds())
    try:
        parsed = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise JiraError(400, errors={"started": f"Error parsing time: {value}"}) from None
    return parsed.strftime("%Y-%m-%dT%H:%M:%S.") + f"{parsed.microsecond // 1000:03d}" + parsed.strftime("%z")


def add(site: JiraSite, caller: Caller, issue: Issue, payload: dict[str, Json], version: int = 3) -> Worklog:
    require(site, caller, "WORK_ON_ISSUES", issue, "You do not have the permission to log work on this issue.")
    comment = payload.get("comment")
    seconds = _seconds(payload)
    now, author = site.clock.milliseconds(), caller.account_id or ""
    worklog = Worklog(
        id=site.next_id("worklog"),
        author=author,
        update_author=author,
        comment=comments.read_body(site, comment, version) if comment else None,
        started=_started(site, payload),
        seconds=seconds,
        created=now,
        updated=now,
        visibility=comments.read_visibility(site, caller, issue, payload.get("visibility")),
        properties=properties.read(payload.get("properties")),
    )
    site.limits.check_issue_write(issue.id)
    before = sum(item.seconds for item in issue.worklogs)
    issue.worklogs.append(worklog)
    _told(site, caller, issue, worklog, "worklog_created", before)
    return worklog


def change(
    site: JiraSite, caller: Caller, issue: Issue, worklog_id: str, payload: dict[str, Json], version: int = 3
) -> Worklog:
    worklog = find(site, caller, issue, worklog_id)
    _require(site, caller, issue, worklog, "EDIT")
    before = sum(item.seconds for item in issue.worklogs)
    seconds, started, comment = worklog.seconds, worklog.started, worklog.comment
    if "timeSpent" in payload or "timeSpentSeconds" in payload:
        seconds = _seconds(payload)
    if "started" in payload:
        started = _started(site, payload)
    if "comment" in payload:
        comment = comments.read_body(site, payload["comment"], version)
    site.limits.check_issue_write(issue.id)
    worklog.seconds, worklog.started, worklog.comment = seconds, started, comment
    worklog.update_author, worklog.updated = caller.account_id or "", site.clock.milliseconds()
    _told(site, caller, issue, worklog, "worklog_updated", before)
    return worklog


def remove(site: JiraSite, caller: Caller, issue: Issue, worklog_id: str) -> None:
    worklog = find(site, caller, issue, worklog_id)
    _require(site, caller, issue, worklog, "DELETE")
    site.limits.check_issue_write(issue.id)
    before = sum(item.seconds for item in issue.worklogs)
    issue.worklogs.remove(worklog)
    _told(site, caller, issue, worklog, "worklog_deleted", before)


def _require(site: JiraSite, caller: Caller, issue: Issue, worklog: Worklog, verb: str) -> None:
    project = site.project_of(issue)
    own = worklog.author == caller.account_id and allows(
        site, caller.account_id, f"{verb}_OWN_WORKLOGS", project, issue
    )
    if not own and not allows(site, caller.account_id, f"{verb}_ALL_WORKLOGS", project, issue):
        raise invalid(f"You do not have the permission to {verb.lower()} this worklog.")


def _told(site: JiraSite, caller: Caller, issue: Issue, worklog: Worklog, name: str, before: int) -> None:
    """History of the time spent, and the events."""
    after = sum(item.seconds for item in issue.worklogs)
    if after != before:
        items = [
            ChangeItem(
                "timespent", "timespent", False, str(before), duration_of(before), str(after), duration_of(after)
            )
        ]
        change = history.record(site, caller, issue, items)
        history.issue_event(site, caller, issue, "jira:issue_updated", "issue_work_logged", change)
    else:
        history.touch(site, issue)

    def body() -> dict[str, Json]:
        return {"webhookEvent": name, "worklog": show_worklog(site, issue, worklog, version=2)}

    names = history.variables(site, issue, worklog_id=worklog.id)
    site.emit(Event(name, caller, body, names, issue.id))
