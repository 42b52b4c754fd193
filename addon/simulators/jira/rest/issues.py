"""Issues: create, read, edit, delete, assign, transitions, changelog, watchers."""

from typing import Any

from flask import Response, request

from ..errors import JiraError, forbidden, invalid
from ..operations import issues, transitions
from ..permissions import is_admin, require, require_issue
from ..present import show_change, show_issue, show_transition
from ..records import Issue, Json, Transition
from .api import WRITE, Call, Table
from .metadata import edit_fields, transition_fields

table = Table()


@table.post("/issue")
def create(call: Call) -> Json:
    issue = issues.create(call.site, call.caller, call.body(), call.version)
    return _created(call, issue), 201


def _created(call: Call, issue: Issue) -> Json:
    return {"id": issue.id, "key": issue.key, "self": call.site.url(f"/rest/api/3/issue/{issue.id}")}


@table.post("/issue/bulk")
def create_many(call: Call) -> Json:
    """Up to 50 issues; those that fail are told by their place, the others are made."""
    updates = call.body().get("issueUpdates")
    if not isinstance(updates, list) or not updates:
        raise invalid("The issueUpdates are missing.")
    if len(updates) > 50:
        raise invalid("The number of issues to create must not be more than 50.")
    made: list[Json] = []
    errors: list[Json] = []
    for place, payload in enumerate(updates):
        try:
            if not isinstance(payload, dict):
                raise invalid("The issue is invalid.")
            made.append(_created(call, issues.create(call.site, call.caller, payload, call.version)))
        except JiraError as error:
            problem = {"status": error.status, "elementErrors": error.as_json(), "failedElementNumber": place}
            errors.append(problem)
    return {"issues": made, "errors": errors}, 201 if made else 400


@table.get("/issue/<key>")
def read(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    call.objects += 1
    return show(call, issue, call.words("fields"), call.words("expand"), call.words("properties"))


def show(
    call: Call, issue: Issue, fields: list[str], expand: list[str], properties: list[str], default: str = "*all"
) -> dict[str, Json]:
    """An issue with its expansions, transitions and edit metadata included."""
    shown = show_issue(
        call.site,
        call.me,
        issue,
        fields=fields,
        default=default,
        expand=expand,
        properties=properties,
        version=call.version,
    )
    if "transitions" in expand:
        possible = transitions.possible(call.site, call.caller, issue)
        shown["transitions"] = [show_transition(call.site, item) for item in possible]
    if "editmeta" in expand:
        shown["editmeta"] = {"fields": edit_fields(call.site, call.me, issue)}
    return shown


@table.put("/issue/<key>")
def edit(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    body = call.body()
    if request.args.get("notifyUsers", "true").lower() == "false":
        administers = is_admin(call.site, call.me)
        if not administers:
            message = "You must be an administrator to turn notifications off."
            require(call.site, call.caller, "ADMINISTER_PROJECTS", issue, message)
    for flag in ("overrideScreenSecurity", "overrideEditableFlag"):
        if call.flag(flag) and not (call.addon is not None and is_admin(call.site, call.me)):
            raise forbidden(f"Only apps with the Administer Jira permission may use {flag}.")
    issues.edit(call.site, call.caller, issue, body, call.version)
    if not call.flag("returnIssue"):
        return None
    return show(call, issue, [], call.words("expand"), [])


@table.delete("/issue/<key>")
def delete(call: Call, key: str) -> Json:
    issues.delete(call.site, call.caller, key, call.flag("deleteSubtasks"))


@table.put("/issue/<key>/assignee")
def assign(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    body = call.body()
    if "accountId" not in body and "name" not in body:
        raise invalid("The accountId is missing.")
    account = body.get("accountId")
    if account is not None and not isinstance(account, str):
        raise invalid("Invalid request payload. Refer to the REST API documentation and try again.")
    issues.assign(call.site, call.caller, issue, account)


@table.get("/issue/<key>/transitions")
def list_transitions(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    wanted, with_fields = call.text("transitionId"), "transitions.fields" in call.words("expand")
    found = [item for item in transitions.possible(call.site, call.caller, issue) if not wanted or item.id == wanted]

    def fields_of(item: Transition) -> dict[str, Any] | None:
        return transition_fields(call.site, call.site.project_of(issue), item) if with_fields else None

    return {
        "expand": "transitions",
        "transitions": [show_transition(call.site, item, fields_of(item)) for item in found],
    }


@table.post("/issue/<key>/transitions")
def transition(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    body = call.body()
    transitions.apply(call.site, call.caller, issue, body.get("transition"), body, call.version)


@table.get("/issue/<key>/changelog")
def changelog(call: Call, key: str) -> Json:
    """Pages of the history, oldest first."""
    issue = require_issue(call.site, call.caller, key)
    return call.page(issue.changes, lambda change: show_change(call.site, change), 100, 100)


@table.post("/issue/<key>/changelog/list")
def changelog_by_ids(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    ids = set(_listed(call.body(), "changelogIds"))
    found = [change for change in issue.changes if change.id in ids]
    return {
        "startAt": 0,
        "maxResults": len(found),
        "total": len(found),
        "histories": [show_change(call.site, change) for change in found],
    }


@table.post("/changelog/bulkfetch", scope=None)
def bulk_changelog(call: Call) -> Json:
    """Not for Connect apps; the route is there so that they are told so."""
    wanted = [call.site.find_issue(item) for item in _listed(call.body(), "issueIdsOrKeys")]
    return {
        "issueChangeLogs": [
            {"issueId": issue.id, "changeHistories": [show_change(call.site, item) for item in issue.changes]}
            for issue in wanted
            if issue is not None
        ]
    }


FETCH_LIMIT = 100


@table.post("/issue/bulkfetch", scope=WRITE)
def bulk_fetch(call: Call) -> Json:
    """Up to 100 issues by id or key, in order of their ids, and what could not be had."""
    body = call.strict_body(("issueIdsOrKeys", "fields", "expand", "properties", "fieldsByKeys"))
    names = body.get("issueIdsOrKeys")
    if not isinstance(names, list) or not names:
        raise invalid("The issueIdsOrKeys are missing.")
    if len(names) > FETCH_LIMIT:
        raise invalid(f"No more than {FETCH_LIMIT} issues can be requested.")
    found: dict[str, Issue] = {}
    errors: list[Json] = []
    for name in names:
        try:
            issue = require_issue(call.site, call.caller, str(name))
            found[issue.id] = issue
        except JiraError as error:
            errors.append({"id": str(name), "errorMessage": error.messages[0]})
    call.objects += len(found)
    ordered = [found[identity] for identity in sorted(found, key=int)]
    fields, expand = _strings(body, "fields"), _strings(body, "expand")
    return {
        "issues": [show(call, issue, fields, expand, _strings(body, "properties"), "*navigable") for issue in ordered],
        "issueErrors": errors,
    }


def _listed(body: dict[str, Json], name: str) -> list[str]:
    """A list of ids, which may be written as numbers."""
    value = body.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, str | int) for item in value):
        raise invalid("Invalid request payload. Refer to the REST API documentation and try again.")
    return [str(item) for item in value]


def _strings(body: dict[str, Json], name: str) -> list[str]:
    value = body.get(name) or []
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise invalid(f"'{name}' must be a list of strings.")
    return value


@table.get("/issue/<key>/watchers")
def watchers(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    return {
        "self": call.site.url(f"/rest/api/3/issue/{issue.key}/watchers"),
        "isWatching": call.me in issue.watchers,
        "watchCount": len(issue.watchers),
        "watchers": [call.site.show_user(item) for item in sorted(issue.watchers)],
    }


@table.post("/issue/<key>/watchers")
def watch(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    account = call.any_body() if request.get_data() else call.me
    if not isinstance(account, str):
        raise invalid("Invalid request payload. Refer to the REST API documentation and try again.")
    if account not in call.site.users:
        raise JiraError(404, "The user does not exist.")
    issue.watchers.add(account)


@table.delete("/issue/<key>/watchers")
def unwatch(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    issue.watchers.discard(call.text("accountId"))


@table.post("/issue/<key>/notify")
def notify(call: Call, key: str) -> Json:
    """No mail leaves the simulator; the call is checked and accepted."""
    require_issue(call.site, call.caller, key)
    call.body()
    return Response(status=204)
