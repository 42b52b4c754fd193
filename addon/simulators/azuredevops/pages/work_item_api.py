"""What the form's script calls. It is the page's own channel, so its calls are not in the call record."""

from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from ...json_bodies import read_json
from ..errors import VendorError, bad_argument
from ..identifiers import written
from ..patch import read_patch
from ..rest.comments import rendered
from ..values import split_tags
from ..views import live_revision, value_json, work_item_json
from ..work_items import Relation, WorkItem
from ..writer import Writer
from .attach import Desk


def blueprint(desk: Desk) -> Blueprint:
    pages = Blueprint("work_item_api", __name__)
    organization, writer = desk.site.organization, Writer(desk.site.organization)
    base = f"/{organization.name}/_host/workitems"

    @pages.errorhandler(VendorError)
    def refused(error: VendorError) -> ResponseReturnValue:
        return jsonify(message=error.message, typeKey=error.type_key), error.status

    @pages.get(f"{base}/<int:number>")
    def read(number: int) -> ResponseReturnValue:
        with organization.lock:
            return jsonify(describe(desk, organization.visible_item(number, desk.viewer)))

    @pages.post(f"{base}/new/<project>/<kind>")
    def create(project: str, kind: str) -> ResponseReturnValue:
        body = _body()
        with organization.lock:
            found = organization.visible_project(project, desk.viewer)
            patch = read_patch(_document(body), organization.fields)
            return jsonify(describe(desk, writer.create(found, kind, patch, desk.viewer).item)), 201

    @pages.post(f"{base}/<int:number>")
    def change(number: int) -> ResponseReturnValue:
        body = _body()
        with organization.lock:
            item = organization.visible_item(number, desk.viewer)
            document = [{"op": "test", "path": "/rev", "value": body.get("rev")}, *_document(body)]
            writer.change(item, read_patch(document, organization.fields), desk.viewer)
            return jsonify(describe(desk, item))

    @pages.post(f"{base}/<int:number>/comments")
    def add_comment(number: int) -> ResponseReturnValue:
        body = _body()
        with organization.lock:
            item = organization.visible_item(number, desk.viewer)
            writer.add_comment(item, str(body.get("text", "")), "html", desk.viewer)
            return jsonify(describe(desk, item)), 201

    @pages.route(f"{base}/<int:number>/comments/<int:comment>", methods=["POST", "DELETE"])
    def change_comment(number: int, comment: int) -> ResponseReturnValue:
        with organization.lock:
            item = organization.visible_item(number, desk.viewer)
            found = item.comment(comment)
            if found is None:
                raise VendorError(404, "WorkItemCommentNotFoundException", "The comment does not exist.")
            if request.method == "DELETE":
                writer.delete_comment(item, found, desk.viewer)
            else:
                text = str(_body().get("text", ""))
                writer.edit_comment(item, found, text, "html", desk.viewer)
            return jsonify(describe(desk, item))

    @pages.post(f"{base}/<int:number>/attachments")
    def attach_files(number: int) -> ResponseReturnValue:
        with organization.lock:
            item = organization.visible_item(number, desk.viewer)
            document = []
            for upload in request.files.getlist("files"):
                stored = organization.attachments.add(
                    upload.filename or "attachment",
                    upload.read(),
                    project_id=item.project_id,
                    by=desk.viewer.id,
                    at=organization.clock.now(),
                )
                url = f"{organization.url}/_apis/wit/attachments/{stored.id}"
                value = {"rel": "AttachedFile", "url": url, "attributes": {"name": stored.name}}
                document.append({"op": "add", "path": "/relations/-", "value": value})
            writer.change(item, read_patch(document, organization.fields), desk.viewer)
            return jsonify(describe(desk, item)), 201

    @pages.get(f"/{organization.name}/_host/attachments/<identifier>/<name>")
    def download(identifier: str, name: str) -> ResponseReturnValue:
        stored = organization.attachments.get(identifier)
        headers = {"Content-Disposition": "attachment", "Content-Type": "application/octet-stream"}
        return bytes(stored.content), 200, headers

    @pages.post(f"{base}/<int:number>/delete")
    def delete(number: int) -> ResponseReturnValue:
        with organization.lock:
            writer.delete(organization.visible_item(number, desk.viewer), desk.viewer)
        return "", 204

    @pages.post(f"{base}/<int:number>/restore")
    def restore(number: int) -> ResponseReturnValue:
        with organization.lock:
            writer.restore(organization.visible_item(number, desk.viewer, deleted=True), desk.viewer)
        return "", 204

    return pages


def _body() -> dict[str, Any]:
    """What the script sends; half a character is kept as the service keeps it: no page could be written with it."""
    try:
        found = read_json(request.get_data(), "\ufffd")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise bad_argument("A valid request body is required.")
    return found


def _document(body: dict[str, Any]) -> list[dict[str, Any]]:
    """A patch that replaces the named fields; an empty value clears one."""
    return [
        {"op": "replace", "path": f"/fields/{name}", "value": value}
        for name, value in dict(body.get("fields", {})).items()
    ]


def describe(desk: Desk, item: WorkItem) -> dict[str, Any]:
    """A work item as list and form show it."""
    with desk.site.organization.lock:
        return _described(desk, item)


def _described(desk: Desk, item: WorkItem) -> dict[str, Any]:
    organization = desk.site.organization
    fields = live_revision(item).fields
    project = organization.projects.get(item.project_id)
    kind = organization.process_of(project).type(item.type_name)
    state = kind.state(str(fields["System.State"])) if kind else None
    assigned = organization.people.get(getattr(fields.get("System.AssignedTo"), "id", ""))
    changed_by = organization.people.get(item.last.by)
    return {
        "id": item.id,
        "rev": item.rev,
        "number": len(item.updates),
        "project": project.name,
        "type": item.type_name,
        "title": item.title,
        "state": fields["System.State"],
        "stateColor": state.color if state else "b2b2b2",
        "color": kind.color if kind else "888888",
        "assignedTo": assigned.display_name if assigned else "",
        "tags": split_tags(str(fields.get("System.Tags") or "")),
        "changedBy": changed_by.display_name if changed_by else "",
        "changed": written(item.last.at),
        "fields": {name: value_json(organization, value) for name, value in fields.items()},
        "formats": dict(item.formats),
        "comments": [
            {
                "id": comment.id,
                "by": _name(desk, comment.first.by),
                "at": written(comment.first.at),
                "edited": comment.last.version > 1,
                "own": comment.first.by == desk.viewer.id,
                "html": rendered(comment.last),
            }
            for comment in reversed(item.live_comments())
        ],
        "files": [_file(desk, relation) for relation in item.relations if relation.rel == "AttachedFile"],
        "links": [_link(desk, relation) for relation in item.relations if relation.rel != "AttachedFile"],
        "json": work_item_json(organization, item, relations=True),
    }


def _name(desk: Desk, person_id: str) -> str:
    person = desk.site.organization.people.get(person_id)
    return person.display_name if person else "Somebody"


def _file(desk: Desk, relation: Relation) -> dict[str, Any]:
    organization = desk.site.organization
    stored = organization.attachments.find_url(relation.url)
    url = f"/{organization.name}/_host/attachments/{stored.id}/{relation.name}" if stored else relation.url
    return {"name": relation.name, "size": relation.size, "url": url}


def _link(desk: Desk, relation: Relation) -> dict[str, Any]:
    organization = desk.site.organization
    if relation.target is None:
        return {"rel": relation.rel, "text": relation.comment or relation.url, "url": relation.url}
    other = organization.items.get(relation.target)
    text = f"{other.type_name} {other.id}: {other.title}" if other else str(relation.target)
    url = f"/{organization.name}/_workitems/edit/{relation.target}"
    return {"rel": relation.rel.rsplit(".", 1)[-1], "text": text, "url": url}
