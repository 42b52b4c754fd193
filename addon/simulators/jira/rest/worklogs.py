"""Work logs."""

from ..operations import worklogs
from ..permissions import require_issue
from ..present import show_worklog, visible_worklogs
from ..records import Json
from .api import Call, Table

table = Table()


@table.get("/issue/<key>/worklog")
def page(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    found = visible_worklogs(call.site, call.me, issue)
    start, size = call.number("startAt", 0), call.number("maxResults", 5000, 5000, 1)
    shown = [show_worklog(call.site, issue, item, call.version) for item in found[start : start + size]]
    call.objects += 1
    return {"startAt": start, "maxResults": size, "total": len(found), "worklogs": shown}


@table.post("/issue/<key>/worklog")
def add(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    added = worklogs.add(call.site, call.caller, issue, call.body(), call.version)
    return show_worklog(call.site, issue, added, call.version), 201


@table.get("/issue/<key>/worklog/<worklog_id>")
def read(call: Call, key: str, worklog_id: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    found = worklogs.find(call.site, call.caller, issue, worklog_id)
    return show_worklog(call.site, issue, found, call.version)


@table.put("/issue/<key>/worklog/<worklog_id>")
def change(call: Call, key: str, worklog_id: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    changed = worklogs.change(call.site, call.caller, issue, worklog_id, call.body(), call.version)
    return show_worklog(call.site, issue, changed, call.version)


@table.delete("/issue/<key>/worklog/<worklog_id>")
def remove(call: Call, key: str, worklog_id: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    worklogs.remove(call.site, call.caller, issue, worklog_id)
