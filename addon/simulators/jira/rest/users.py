"""People: myself, look-up, search. E-mail addresses are hidden from everybody but the person."""

from collections.abc import Iterable

from flask import request

from ..errors import JiraError, invalid
from ..permissions import allows, require_issue, require_project
from ..records import Json, User
from .api import Call, Table

table = Table()


@table.get("/myself")
def myself(call: Call) -> Json:
    if call.me is None:
        raise JiraError(401, "Client must be authenticated to access this resource.")
    user = call.site.users[call.me]
    call.objects += 2
    return {
        **show(call, user),
        "locale": "en_US",
        "groups": {"size": len(user.groups), "items": []},
        "applicationRoles": {"size": 1, "items": []},
        "expand": "groups,applicationRoles",
    }


def show(call: Call, user: User) -> Json:
    shown = call.site.show_user(user.account_id)
    if user.account_id == call.me and user.email:
        shown["emailAddress"] = user.email
    return shown


@table.get("/user")
def one(call: Call) -> Json:
    account_id = call.text("accountId")
    user = call.site.users.get(account_id)
    if not account_id:
        raise JiraError(400, "The query parameter 'accountId' needs to be set.")
    if user is None:
        raise JiraError(404, "Specified user does not exist or you do not have required permissions")
    call.objects += 2
    return show(call, user)


@table.get("/user/bulk")
def bulk(call: Call) -> Json:
    wanted = request.args.getlist("accountId")
    if not wanted:
        raise invalid("The query parameter 'accountId' needs to be set.")
    found = [call.site.users[item] for item in wanted if item in call.site.users]
    return call.page(found, lambda user: show(call, user), 10, 200)


def _match(users: Iterable[User], query: str) -> list[User]:
    """People whose name has a word that begins with the query, or whose e-mail address is it."""
    wanted = query.lower()
    return [
        user
        for user in users
        if user.active
        and (
            wanted in user.name.lower()
            or user.email.lower() == wanted
            or user.account_id == query
            or user.email.lower().startswith(wanted)
        )
    ]


def _slice(call: Call, users: list[User]) -> list[Json]:
    start, count = call.number("startAt", 0), call.number("maxResults", 50, 1000, 1)
    shown = [show(call, user) for user in users[start : start + count]]
    call.objects += 2 * len(shown)
    return shown


@table.get("/user/search")
def search(call: Call) -> Json:
    account_id = call.text("accountId")
    if account_id:
        return _slice(call, [user for user in call.site.users.values() if user.account_id == account_id])
    if "query" not in request.args and "property" not in request.args:
        raise invalid("The username query parameter was not provided")
    return _slice(call, _match(call.site.users.values(), call.text("query")))


@table.get("/user/assignable/search")
def assignable(call: Call) -> Json:
    """People who can be assigned in a project or to an issue."""
    issue = None
    if call.text("issueKey") or call.text("issueId"):
        issue = require_issue(call.site, call.caller, call.text("issueKey") or call.text("issueId"))
        project = call.site.project_of(issue)
    elif call.text("project"):
        project = require_project(call.site, call.caller, call.text("project"))
    else:
        raise invalid("Project or issue must be specified.")
    found = [
        user
        for user in _match(call.site.users.values(), call.text("query"))
        if user.kind == "atlassian" and allows(call.site, user.account_id, "ASSIGNABLE_USER", project, issue)
    ]
    account_id = call.text("accountId")
    return _slice(call, [user for user in found if not account_id or user.account_id == account_id])


@table.get("/users/search", scope=None)
def everybody(call: Call) -> Json:
    return _slice(call, list(call.site.users.values()))
