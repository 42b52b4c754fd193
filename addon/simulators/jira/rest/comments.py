"""Comments and their properties."""

from ..errors import JiraError, invalid, not_found
from ..operations import comments
from ..operations.properties import check
from ..permissions import allows, require_issue, sees_restricted
from ..present import show_comment, visible_comments
from ..records import Comment, Issue, Json
from .api import READ, Call, Table

table = Table()


def _show(call: Call, issue: Issue, comment: Comment) -> Json:
    expand = call.words("expand")
    shown = show_comment(call.site, issue, comment, call.version, "renderedBody" in expand)
    if "properties" in expand:
        shown["properties"] = [{"key": key, "value": value} for key, value in comment.properties.items()]
    return shown


@table.get("/issue/<key>/comment")
def page(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    found = visible_comments(call.site, call.me, issue)
    if call.text("orderBy").startswith("-"):
        found = list(reversed(found))
    start, size = call.number("startAt", 0), call.number("maxResults", 100, 5000, 1)
    shown = [_show(call, issue, comment) for comment in found[start : start + size]]
    call.objects += 1
    return {"startAt": start, "maxResults": size, "total": len(found), "comments": shown}


@table.post("/issue/<key>/comment")
def add(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    return _show(call, issue, comments.add(call.site, call.caller, issue, call.body(), call.version)), 201


@table.get("/issue/<key>/comment/<comment_id>")
def read(call: Call, key: str, comment_id: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    call.objects += 1
    return _show(call, issue, comments.find(call.site, call.caller, issue, comment_id))


@table.put("/issue/<key>/comment/<comment_id>")
def change(call: Call, key: str, comment_id: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    changed = comments.change(call.site, call.caller, issue, comment_id, call.body(), call.version)
    return _show(call, issue, changed)


@table.delete("/issue/<key>/comment/<comment_id>")
def remove(call: Call, key: str, comment_id: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    comments.remove(call.site, call.caller, issue, comment_id)


@table.post("/comment/list", scope=READ)
def by_ids(call: Call) -> Json:
    """Comments of any issues by id; those that are not there or not to be seen are left out."""
    ids = call.strict_body(("ids",)).get("ids")
    if not isinstance(ids, list) or len(ids) > 1000:
        raise invalid("The list of ids must have up to 1000 entries.")
    wanted = {str(item) for item in ids}
    found = [
        (issue, comment)
        for issue in call.site.issues.values()
        for comment in issue.comments
        if comment.id in wanted
        and allows(call.site, call.me, "BROWSE_PROJECTS", call.site.project_of(issue), issue)
        and sees_restricted(call.site, call.me, call.site.project_of(issue), comment)
    ]
    return call.page(found, lambda pair: _show(call, *pair), 1000, 1000)


def _find(call: Call, comment_id: str) -> tuple[Issue, Comment]:
    for issue in call.site.issues.values():
        for comment in issue.comments:
            if comment.id == comment_id:
                require_issue(call.site, call.caller, issue.id)
                return issue, comments.find(call.site, call.caller, issue, comment_id)
    raise not_found(f"Can not find a comment for the id: {comment_id}.")


@table.get("/comment/<comment_id>/properties")
def property_keys(call: Call, comment_id: str) -> Json:
    _, comment = _find(call, comment_id)
    base = call.site.url(f"/rest/api/3/comment/{comment_id}/properties/")
    return {"keys": [{"self": base + key, "key": key} for key in comment.properties]}


@table.get("/comment/<comment_id>/properties/<key>")
def read_property(call: Call, comment_id: str, key: str) -> Json:
    _, comment = _find(call, comment_id)
    if key not in comment.properties:
        raise not_found(f"The property with key '{key}' does not exist.")
    return {"key": key, "value": comment.properties[key]}


@table.put("/comment/<comment_id>/properties/<key>")
def put_property(call: Call, comment_id: str, key: str) -> Json:
    issue, comment = _find(call, comment_id)
    _require_edit(call, issue, comment)
    value = call.any_body()
    check(key, value)
    new = key not in comment.properties
    comment.properties[key] = value
    return {}, 201 if new else 200


@table.delete("/comment/<comment_id>/properties/<key>")
def delete_property(call: Call, comment_id: str, key: str) -> Json:
    issue, comment = _find(call, comment_id)
    _require_edit(call, issue, comment)
    if comment.properties.pop(key, None) is None:
        raise not_found(f"The property with key '{key}' does not exist.")


def _require_edit(call: Call, issue: Issue, comment: Comment) -> None:
    own = comment.author == call.me and allows(
        call.site, call.me, "EDIT_OWN_COMMENTS", call.site.project_of(issue), issue
    )
    if not own and not allows(call.site, call.me, "EDIT_ALL_COMMENTS", call.site.project_of(issue), issue):
        raise JiraError(403, "You do not have the permission to edit this comment.")
