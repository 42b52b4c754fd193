"""Attachments: up at once or in pieces, down again, away."""

from typing import Any
from urllib.parse import quote

from ..access import EDIT
from ..attachments import StoredFile
from ..errors import VendorError, access_denied, bad_argument
from .routing import Answer, ApiCall, routes


@routes.add("POST", "wit/attachments", "vso.work_write")
def upload(call: ApiCall) -> Any:
    """Store a file, or register one that comes in pieces (`uploadType=chunked`)."""
    if call.project is not None and EDIT not in call.organization.permissions(call.caller, call.project):
        raise access_denied("VS402330: Unauthorized to read or write the attachment.")
    name = call.argument("fileName") or "attachment"
    project_id = call.project.id if call.project else None
    store, now = call.organization.attachments, call.organization.clock.now()
    if (call.argument("uploadType") or "simple").lower() == "chunked":
        stored = store.begin(name, project_id=project_id, by=call.caller.id, at=now)
        return Answer(_reference(call, stored), 202)
    content = call.request.get_data()
    return Answer(_reference(call, store.add(name, content, project_id=project_id, by=call.caller.id, at=now)), 201)


@routes.add("PUT", "wit/attachments/{id}", "vso.work_write")
def piece(call: ApiCall) -> Any:
    content_range = call.request.headers.get("Content-Range", "")
    stored = call.organization.attachments.append(call.values["id"], call.request.get_data(), content_range)
    return Answer(_reference(call, stored), 201 if stored.complete else 202)


@routes.add("GET", "wit/attachments/{id}", "vso.work")
def download(call: ApiCall) -> Any:
    stored = call.organization.attachments.get(call.values["id"])
    if not stored.complete:
        raise VendorError(404, "AttachmentNotFoundException", f"TF237090: {stored.id} is not complete.")
    name = call.argument("fileName") or stored.name
    headers = {"Content-Length": str(len(stored.content))}
    if call.flag("download"):
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return Answer(raw=bytes(stored.content), content_type="application/octet-stream", headers=headers)


@routes.add("DELETE", "wit/attachments/{id}", "vso.work_write")
def delete(call: ApiCall) -> Any:
    """Exists from 7.2 on."""
    if not call.version.startswith("7.2"):
        raise bad_argument("Deleting attachments needs api-version 7.2-preview.", "VssVersionNotSupportedException")
    call.organization.attachments.remove(call.values["id"])
    return Answer(None, 204)


def _reference(call: ApiCall, stored: StoredFile) -> dict[str, str]:
    base = call.organization.url + (f"/{call.project.id}" if call.project else "")
    return {"id": stored.id, "url": f"{base}/_apis/wit/attachments/{stored.id}?fileName={quote(stored.name)}"}
