"""Issue links and remote links."""

from flask import Response

from ..errors import invalid, not_found
from ..operations import links
from ..permissions import require_issue
from ..present import show_link_type, show_remote_link
from ..records import Issue, Json, RemoteLink
from .api import Call, Table

table = Table()


@table.post("/issueLink")
def add(call: Call) -> Json:
    link = links.add(call.site, call.caller, call.body(), call.version)
    place = call.site.url(f"/rest/api/3/issueLink/{link.id}")
    return Response(status=201, headers={"Location": place}, content_type="application/json")


@table.get("/issueLink/<link_id>")
def read(call: Call, link_id: str) -> Json:
    link = call.site.links.get(link_id)
    if link is None:
        raise not_found(f"No issue link with id '{link_id}' exists.")
    inward = require_issue(call.site, call.caller, link.inward)
    outward = require_issue(call.site, call.caller, link.outward)
    return {
        "id": link.id,
        "self": call.site.url(f"/rest/api/3/issueLink/{link.id}"),
        "type": show_link_type(call.site, link.type_id),
        "inwardIssue": call.site.show_linked(inward),
        "outwardIssue": call.site.show_linked(outward),
    }


@table.delete("/issueLink/<link_id>")
def remove(call: Call, link_id: str) -> Json:
    links.remove(call.site, call.caller, link_id)


@table.get("/issue/<key>/remotelink")
def remote_links(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    global_id = call.text("globalId")
    if global_id:
        for link in issue.remote_links:
            if link.global_id == global_id:
                return show_remote_link(call.site, issue, link)
        raise not_found("The remote link with the given global id does not exist.")
    return [show_remote_link(call.site, issue, link) for link in issue.remote_links]


@table.post("/issue/<key>/remotelink")
def put_remote(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    link, new = links.put_remote(call.site, call.caller, issue, call.body())
    shown = {"id": link.id, "self": call.site.url(f"/rest/api/3/issue/{issue.key}/remotelink/{link.id}")}
    return shown, 201 if new else 200


def _find(issue: Issue, link_id: str) -> RemoteLink:
    for link in issue.remote_links:
        if str(link.id) == link_id:
            return link
    raise not_found(f"The remote link with id '{link_id}' does not exist.")


@table.get("/issue/<key>/remotelink/<link_id>")
def read_remote(call: Call, key: str, link_id: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    return show_remote_link(call.site, issue, _find(issue, link_id))


@table.delete("/issue/<key>/remotelink")
def remove_remote_by_global_id(call: Call, key: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    global_id = call.text("globalId")
    if not global_id:
        raise invalid("The globalId is required.")
    found = [link for link in issue.remote_links if link.global_id == global_id]
    if not found:
        raise not_found("The remote link with the given global id does not exist.")
    links.drop_remote(call.site, call.caller, issue, found)


@table.delete("/issue/<key>/remotelink/<link_id>")
def remove_remote(call: Call, key: str, link_id: str) -> Json:
    issue = require_issue(call.site, call.caller, key)
    links.drop_remote(call.site, call.caller, issue, [_find(issue, link_id)])
