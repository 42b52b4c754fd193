"""Reporting: every revision and every link change in order, with opaque continuation tokens."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from ..access import VIEW
from ..errors import VendorError, bad_argument
from ..identifiers import read_date, written
from ..views import fields_json, identity_label, identity_short
from ..work_items import Revision, WorkItem
from .items import require_fields
from .routing import ApiCall, routes

LONG_TEXT_TYPES = ("html", "plainText", "history")
SHORT_ONLY = {"System.Tags"}
Row = tuple[WorkItem, Revision]


@routes.add("GET", "wit/reporting/workitemrevisions", "vso.work")
def revisions(call: ApiCall) -> Any:
    options = {
        "fields": call.words("fields"),
        "types": call.words("types"),
        **{name: call.flag(name) for name in _FLAGS},
    }
    return _revisions(call, options, call.number("$maxPageSize", None, least=1))


@routes.add("POST", "wit/reporting/workitemrevisions", "vso.work")
def revisions_by_post(call: ApiCall) -> Any:
    """Field list and options in the body; token, start and `$expand` in the address."""
    body = call.object()
    options: dict[str, Any] = {name: [str(item) for item in call.listed(name)] or None for name in ("fields", "types")}
    options |= {name: bool(body.get(name)) for name in _FLAGS}
    return _revisions(call, options, None)


_FLAGS = (
    "includeIdentityRef",
    "includeDeleted",
    "includeTagRef",
    "includeLatestOnly",
    "includeDiscussionChangesOnly",
)


@routes.add("GET", "wit/reporting/workitemrevisions/discussions", "vso.work", preview=True)
def discussions(call: ApiCall) -> Any:
    """Revisions that brought a comment."""
    options: dict[str, Any] = {
        "fields": ["System.Id", "System.Rev", "System.History", "System.ChangedBy"],
        "types": None,
    }
    options |= dict.fromkeys(_FLAGS, False) | {"includeDiscussionChangesOnly": True}
    return _revisions(call, options, call.number("$maxPageSize", None, least=1))


@routes.add("GET", "wit/reporting/workitemlinks", "vso.work")
def links(call: ApiCall) -> Any:
    """Link changes, told from the forward end."""
    organization = call.organization
    token = call.argument("continuationToken")
    since = _start(call) if token is None else None
    after = _number(token) if token else 0
    rows = []
    for change in organization.link_log:
        source, target = organization.items.get(change.source_id), organization.items.get(change.target_id)
        owner = source or target
        if change.watermark <= after or owner is None or not organization.may(call.person, owner, VIEW):
            continue
        if call.project and owner.project_id != call.project.id:
            continue
        if since is not None and change.at < since:
            after = change.watermark  # a token never leads back to before the moment that was asked for
            continue
        rows.append(change)
    page = rows[: organization.options.revisions_page]
    last = page[-1].watermark if page else after
    values = [
        {
            "rel": change.rel,
            "sourceId": change.source_id,
            "targetId": change.target_id,
            "changedDate": written(change.at),
            "isActive": change.active,
            "changedBy": {"id": change.by, "uniqueName": identity_label(organization, change.by)},
            "comment": change.comment or None,
            "changedOperation": "create" if change.active else "remove",
        }
        for change in page
    ]
    return _batch(call, "workItemLinks", values, str(last), len(page) == len(rows))


def _revisions(call: ApiCall, options: dict[str, Any], page_size: int | None) -> dict[str, Any]:
    organization = call.organization
    require_fields(call, options["fields"])
    token = call.argument("continuationToken") or call.argument("watermark")
    since = _start(call) if not token else None
    after = _number(token) if token else 0
    rows = [row for row in _rows(call, options) if row[1].watermark > after]
    if since is not None:
        after = max((row[1].watermark for row in rows if row[1].at < since), default=0)
        rows = [row for row in rows if row[1].at >= since]
    size = min(page_size or organization.options.revisions_page, 1000)
    page = rows[:size]
    last = f"{after};0;0"
    if page:
        item, revision = page[-1]
        last = f"{revision.watermark};{item.id};{revision.rev}"
    values = [_revision(call, options, item, revision) for item, revision in page]
    return _batch(call, "workItemRevisions", values, last, len(page) == len(rows))


def _rows(call: ApiCall, options: dict[str, Any]) -> list[Row]:
    """Revisions in the order of their watermarks."""
    organization, types = call.organization, options["types"]
    wanted = {str(name).lower() for name in types} if types else None
    rows: list[Row] = []
    for item in organization.items.values():
        if call.project is not None and item.project_id != call.project.id:
            continue
        if not organization.may(call.person, item, VIEW) or (item.deleted and not options["includeDeleted"]):
            continue
        rows.extend((item, revision) for revision in _of_item(item, options, wanted))
    rows.sort(key=lambda row: row[1].watermark)
    return rows


def _of_item(item: WorkItem, options: dict[str, Any], wanted: set[str] | None) -> Iterator[Revision]:
    for revision in item.revisions[-1:] if options["includeLatestOnly"] else item.revisions:
        if wanted and str(revision.fields["System.WorkItemType"]).lower() not in wanted:
            continue
        if options["includeDiscussionChangesOnly"] and "System.History" not in revision.fields:
            continue
        if revision.deleted and not options["includeDeleted"]:
            continue
        yield revision


def _revision(call: ApiCall, options: dict[str, Any], item: WorkItem, revision: Revision) -> dict[str, Any]:
    organization = call.organization
    identity = identity_short if options["includeIdentityRef"] else identity_label
    named = options["fields"]
    fields = fields_json(organization, item, revision, fields=named, everything=named is None, identity=identity)
    if named is None and (call.argument("$expand") or "none").lower() != "fields":
        fields = {
            name: value
            for name, value in fields.items()
            if organization.fields[name].type not in LONG_TEXT_TYPES or name in SHORT_ONLY
        }
    return {"id": item.id, "rev": revision.rev, "fields": fields}


def _batch(call: ApiCall, resource: str, values: list[Any], token: str, last: bool) -> dict[str, Any]:
    kept = {
        key: value
        for key, value in call.request.args.items()
        if key.lower() not in ("continuationtoken", "startdatetime", "watermark")
    }
    scope = f"/{call.project.id}" if call.project else ""
    query = urlencode({**kept, "continuationToken": token}, safe=";$")
    return {
        "values": values,
        "nextLink": f"{call.organization.url}{scope}/_apis/wit/reporting/{resource}?{query}",
        "continuationToken": token,
        "isLastBatch": last,
    }


def _start(call: ApiCall) -> datetime | None:
    text = call.argument("startDateTime")
    if not text:
        return None
    try:
        return read_date(text)
    except ValueError:
        raise bad_argument(f"The value '{text}' is not a date.", "ArgumentException") from None


def _number(token: str) -> int:
    head = token.partition(";")[0]
    if not head.isdecimal():
        raise VendorError(400, "ReportingContinuationTokenException", f"The continuation token '{token}' is not valid.")
    return int(head)
