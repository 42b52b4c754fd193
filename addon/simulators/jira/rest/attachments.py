"""Attachments: limits, upload, facts, content with ranges, media redirects, delete."""

import secrets
from urllib.parse import quote

from flask import Response, request

from ..errors import JiraError, not_found
from ..operations import attachments
from ..permissions import require_issue
from ..present import moment, show_attachment
from ..records import Attachment, Issue, Json
from .api import Call, Table

table = Table()


@table.get("/attachment/meta")
def meta(call: Call) -> Json:
    return {"enabled": call.site.attachments_enabled, "uploadLimit": call.site.upload_limit}


@table.post("/issue/<key>/attachments")
def upload(call: Call, key: str) -> Json:
    """Multipart field `file`, any number of them; refused without `X-Atlassian-Token: no-check`."""
    if request.headers.get("X-Atlassian-Token", "").lower() not in ("no-check", "nocheck"):
        return Response("XSRF check failed", 403, content_type="text/plain")
    issue = require_issue(call.site, call.caller, key)
    if request.mimetype != "multipart/form-data":
        raise JiraError(415, "The content type must be multipart/form-data.")
    files = [(item.filename or "", item.mimetype or None, item.read()) for item in request.files.getlist("file")]
    if not files or any(not name for name, _, _ in files):
        raise JiraError(400, "No file was given in the multipart field 'file'.")
    added = attachments.add(call.site, call.caller, issue, files)
    return [show_attachment(call.site, item) for item in added]


def _find(call: Call, identity: str) -> tuple[Issue, Attachment]:
    entry = call.site.attachments.get(identity)
    missing = f"The attachment with id '{identity}' does not exist"
    if entry is None:
        raise not_found(missing)
    try:
        return require_issue(call.site, call.caller, entry[0]), entry[1]
    except JiraError:
        raise not_found(missing) from None


@table.get("/attachment/<identity>")
def read(call: Call, identity: str) -> Json:
    _, attachment = _find(call, identity)
    call.objects += 1
    shown = show_attachment(call.site, attachment)
    return {**shown, "id": int(attachment.id), "created": moment(attachment.created), "properties": {}}


@table.get("/attachment/content/<identity>")
def content(call: Call, identity: str) -> Json:
    """303 to the media service, or the bytes when `redirect=false`; ranges are honored."""
    _, attachment = _find(call, identity)
    call.objects += 1
    if call.flag("redirect", True):
        token = secrets.token_urlsafe(24)
        call.site.media_tokens[token] = attachment.media_id
        place = call.site.media_url(f"/__media__/file/{attachment.media_id}/binary?token={token}")
        return Response(status=303, headers={"Location": place})
    return serve_bytes(attachment)


def serve_bytes(attachment: Attachment) -> Response:
    """The content, or the part that a Range header asks for (206, 416)."""
    data, size = attachment.content, len(attachment.content)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Disposition": f"attachment; filename*=UTF-8''{_quoted(attachment.filename)}",
        "X-Content-Type-Options": "nosniff",
    }
    wanted = request.range
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return Response(data, 200, headers, content_type=attachment.mime_type)
    span = wanted.range_for_length(size)
    if span is None:
        return Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = span
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return Response(data[start:end], 206, headers, content_type=attachment.mime_type)


def _quoted(name: str) -> str:
    return quote(name, safe="")


@table.delete("/attachment/<identity>")
def delete(call: Call, identity: str) -> Json:
    issue, attachment = _find(call, identity)
    attachments.remove(call.site, call.caller, issue, attachment)
