"""Comments with their versions, in HTML or Markdown."""

from typing import Any

from markdown_it import MarkdownIt

from ..errors import VendorError, bad_argument
from ..html_text import mentioned, rewrite
from ..identifiers import written
from ..organization import Organization
from ..views import identity_ref, item_url
from ..work_items import Comment, CommentVersion, WorkItem
from .routing import Answer, ApiCall, routes

MOST_PER_PAGE = 200
_MARKDOWN = MarkdownIt("commonmark", {"html": False})
PATH = "wit/workitems/{id}/comments"


@routes.add("GET", PATH, "vso.work", preview=True)
def comments(call: ApiCall) -> Any:
    """A page, newest first unless `order=asc`; `ids` picks some."""
    item = _item(call)
    ids = call.words("ids")
    found = item.comments if call.flag("includeDeleted") else item.live_comments()
    if ids is not None:
        found = [comment for comment in found if str(comment.id) in ids]
    ordered = sorted(found, key=lambda comment: comment.id, reverse=(call.argument("order") or "desc").lower() != "asc")
    begin = call.number("continuationToken", 0) or 0
    top = min(call.number("$top", MOST_PER_PAGE, least=1) or 1, MOST_PER_PAGE)
    page = ordered[begin : begin + top]
    body: dict[str, Any] = {"totalCount": len(ordered), "count": len(page)}
    body["comments"] = [_comment(call, item, comment) for comment in page]
    if begin + top < len(ordered):
        body["continuationToken"] = str(begin + top)
        body["nextPage"] = f"{item_url(call.organization, item)}/comments?continuationToken={begin + top}&$top={top}"
    return body


@routes.add("POST", PATH, "vso.work_write", preview=True)
def add(call: ApiCall) -> Any:
    item = _item(call)
    text, kind = _text(call, "html")
    return _comment(call, item, call.site.writer.add_comment(item, text, kind, call.caller))


@routes.add("GET", PATH + "/{comment}", "vso.work", preview=True)
def get(call: ApiCall) -> Any:
    item = _item(call)
    return _comment(call, item, _find(call, item, deleted=call.flag("includeDeleted")))


@routes.add("PATCH", PATH + "/{comment}", "vso.work_write", preview=True)
def edit(call: ApiCall) -> Any:
    item = _item(call)
    comment = _find(call, item)
    text, kind = _text(call, comment.last.format)
    return _comment(call, item, call.site.writer.edit_comment(item, comment, text, kind, call.caller))


@routes.add("DELETE", PATH + "/{comment}", "vso.work_write", preview=True)
def delete(call: ApiCall) -> Any:
    item = _item(call)
    call.site.writer.delete_comment(item, _find(call, item), call.caller)
    return Answer(None, 204)


@routes.add("GET", PATH + "/{comment}/versions", "vso.work", preview=True)
def versions(call: ApiCall) -> Any:
    item = _item(call)
    comment = _find(call, item, deleted=True)
    value = [_version(call.organization, item, comment, version) for version in comment.versions]
    return {"count": len(value), "value": value}


@routes.add("GET", PATH + "/{comment}/versions/{version}", "vso.work", preview=True)
def version(call: ApiCall) -> Any:
    item = _item(call)
    comment = _find(call, item, deleted=True)
    number = call.id("version")
    if not 1 <= number <= len(comment.versions):
        raise VendorError(404, "WorkItemCommentVersionNotFoundException", f"Version {number} does not exist.")
    return _version(call.organization, item, comment, comment.versions[number - 1])


def _item(call: ApiCall) -> WorkItem:
    return call.organization.visible_item(call.id(), call.caller, project=call.project)


def _find(call: ApiCall, item: WorkItem, *, deleted: bool = False) -> Comment:
    found = item.comment(call.id("comment"))
    if found is None or (found.last.deleted and not deleted):
        raise VendorError(
            404,
            "WorkItemCommentNotFoundException",
            f"Comment {call.values['comment']} of work item {item.id} does not exist.",
        )
    return found


def _text(call: ApiCall, default: str) -> tuple[str, str]:
    text = call.object().get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_argument("The text of a comment cannot be empty.", "VssPropertyValidationException")
    kind = (call.argument("format") or default).lower()
    kind = {"0": "markdown", "1": "html"}.get(kind, kind)
    if kind not in ("markdown", "html"):
        raise bad_argument(f"The value '{kind}' is not valid for format.")
    return text, kind


def rendered(version: CommentVersion) -> str:
    """The HTML that a reader sees."""
    return str(_MARKDOWN.render(version.text)) if version.format == "markdown" else rewrite(version.text)


def _comment(call: ApiCall, item: WorkItem, comment: Comment) -> dict[str, Any]:
    organization = call.organization
    expand = (call.argument("$expand") or "none").lower()
    url = f"{item_url(organization, item)}/comments/{comment.id}"
    body = _version(organization, item, comment, comment.last)
    body["id"] = comment.id
    body["url"] = url
    if expand in ("all", "mentions"):
        body["mentions"] = _mentions(organization, item, comment)
    if expand not in ("all", "renderedtext", "renderedtextonly"):
        body.pop("renderedText")
    return body


def _mentions(organization: Organization, item: WorkItem, comment: Comment) -> list[dict[str, Any]]:
    return [
        {
            "artifactId": identifier,
            "artifactType": "Person",
            "commentId": comment.id,
            "targetId": identifier,
            "url": f"{item_url(organization, item)}/comments/{comment.id}",
        }
        for identifier in mentioned(comment.last.text)
        if organization.people.get(identifier)
    ]


def _version(organization: Organization, item: WorkItem, comment: Comment, version: CommentVersion) -> dict[str, Any]:
    return {
        "workItemId": item.id,
        "id": comment.id,
        "version": version.version,
        "text": version.text,
        "renderedText": rendered(version),
        "format": version.format,
        "createdBy": identity_ref(organization, comment.first.by),
        "createdDate": written(comment.first.at),
        "modifiedBy": identity_ref(organization, version.by),
        "modifiedDate": written(version.at),
        "isDeleted": version.deleted,
        "url": f"{item_url(organization, item)}/comments/{comment.id}/versions/{version.version}",
    }
