"""Work items: create, change, read, delete; one by one and in batches."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Request
from werkzeug.test import EnvironBuilder

from ..errors import VendorError, bad_argument, field_not_found, work_item_not_found
from ..identifiers import read_date
from ..patch import read_patch
from ..views import EXPANSIONS, comment_ref_json, work_item_json
from ..work_items import Revision, WorkItem
from ..writer import Written
from .recycle_bin import deleted_json
from .routing import Answer, ApiCall, routes
from .types import require_project

MOST_IN_BATCH = 200


@routes.add("POST", "wit/workitems/${type}", "vso.work_write")
def create(call: ApiCall) -> Any:
    project = require_project(call)
    patch = read_patch(call.body(), call.organization.fields)
    written = call.site.writer.create(project, call.values["type"], patch, call.caller, call.wishes())
    return _written(call, written)


@routes.add("PATCH", "wit/workitems/${type}", "vso.work_write")
def create_by_patch(call: ApiCall) -> Any:
    return create(call)


@routes.add("PATCH", "wit/workitems/{id}", "vso.work_write")
def change(call: ApiCall) -> Any:
    item = call.organization.visible_item(call.id(), call.caller, project=None)
    patch = read_patch(call.body(), call.organization.fields)
    return _written(call, call.site.writer.change(item, patch, call.caller, call.wishes()))


@routes.add("GET", "wit/workitems/{id}", "vso.work", anonymous=True)
def get(call: ApiCall) -> Any:
    number = call.id()
    item = call.organization.visible_item(number, call.person, project=call.project)
    expand, fields = _shape(call, call.argument("$expand"), call.words("fields"))
    revision = _as_of(item, call.argument("asOf"))
    return work_item_json(call.organization, item, revision=revision, fields=fields, expand=expand)


@routes.add("GET", "wit/workitems", "vso.work", anonymous=True)
def get_many(call: ApiCall) -> Any:
    ids = call.words("ids")
    if not ids:
        raise bad_argument("The request needs ids.", "ArgumentException")
    expand, fields = _shape(call, call.argument("$expand"), call.words("fields"))
    return _many(call, ids, fields, expand, call.argument("asOf"), call.argument("errorPolicy"))


@routes.add("POST", "wit/workitemsbatch", "vso.work")
def batch_read(call: ApiCall) -> Any:
    """Up to 200 at once; `errorPolicy` decides whether one that is missing fails them all."""
    body = call.object()
    expand, fields = _shape(call, body.get("$expand"), [str(name) for name in call.listed("fields")] or None)
    return _many(call, call.listed("ids"), fields, expand, body.get("asOf"), body.get("errorPolicy"))


@routes.add("DELETE", "wit/workitems/{id}", "vso.work_write")
def delete(call: ApiCall) -> Any:
    """Into the recycle bin, or away for good with `destroy=true`."""
    item = call.organization.visible_item(call.id(), call.caller, project=call.project)
    call.site.writer.delete(item, call.caller)
    body = deleted_json(call.organization, item)
    if call.flag("destroy"):
        call.site.writer.destroy(item, call.caller)
    return body


@routes.add("POST", "wit/workitemsdelete", "vso.work_write")
def delete_many(call: ApiCall) -> Any:
    """Several into the recycle bin, or away for good; each has its own code."""
    body = call.object()
    results = []
    for number in call.listed("ids"):
        try:
            item = call.organization.visible_item(_number(number), call.caller, project=call.project)
            call.site.writer.delete(item, call.caller)
            results.append(deleted_json(call.organization, item))
            if body.get("destroy"):
                call.site.writer.destroy(item, call.caller)
        except VendorError as error:
            results.append({"id": number, "code": error.status, "message": error.message})
    return {"results": results}


@routes.add("PATCH", "wit/$batch", "vso.work_write")
def batch_write(call: ApiCall) -> Any:
    """Several writes in one request; each has its own code, some may fail."""
    entries = call.body()
    if not isinstance(entries, list) or len(entries) > MOST_IN_BATCH:
        raise bad_argument(f"A batch is a list of at most {MOST_IN_BATCH} requests.", "ArgumentException")
    answers = [_one_of_batch(call, entry) for entry in entries]
    return {"count": len(answers), "value": answers}


def _one_of_batch(call: ApiCall, entry: Any) -> dict[str, Any]:
    try:
        body = _run_entry(call, entry)
        code = 200
    except VendorError as error:
        body, code = error.as_json(), error.status
    return {
        "code": code,
        "headers": {"Content-Type": "application/json; charset=utf-8"},
        "body": json.dumps(body),
    }


def _run_entry(call: ApiCall, entry: Any) -> Any:
    if not isinstance(entry, dict) or str(entry.get("method", "")).upper() != "PATCH":
        raise bad_argument("Each entry of a batch is a PATCH with uri and body.", "ArgumentException")
    try:
        address = urlsplit(str(entry.get("uri", "")))
    except ValueError:
        raise bad_argument(f"The address '{entry.get('uri')}' cannot be read.", "ArgumentException") from None
    parts = [unquote(part) for part in address.path.split("/") if part]
    lowered = [part.lower() for part in parts]
    if lowered[:1] == [call.organization.name.lower()]:
        parts, lowered = parts[1:], lowered[1:]
    if "workitems" not in lowered[:-1] or "_apis" not in lowered:
        raise bad_argument(f"The address '{entry.get('uri')}' cannot be part of a batch.", "ArgumentException")
    wanted = parts[lowered.index("workitems") + 1]
    project_name = parts[0] if lowered.index("_apis") == 1 else None
    project = call.organization.visible_project(project_name, call.caller) if project_name else call.project
    query = {key: values[0] for key, values in parse_qs(address.query).items()}
    environ = EnvironBuilder(method="PATCH", query_string=query, json=entry.get("body")).get_environ()
    inner = ApiCall(call.site, Request(environ), call.person, call.token, project, {}, call.version)
    if wanted.startswith("$"):
        inner.values["type"] = wanted[1:]
        return create(inner).body
    inner.values["id"] = wanted
    return change(inner).body


def _many(call: ApiCall, ids: list[Any], fields: list[str] | None, expand: str, as_of: Any, policy: Any) -> Any:
    if len(ids) > MOST_IN_BATCH:
        raise bad_argument(
            f"VS403474: You are over the work item limit of {MOST_IN_BATCH}. Please reduce the number of work items.",
            "VssPropertyValidationException",
        )
    lenient = str(policy or "fail").lower() == "omit"
    found: list[Any] = []
    for text in ids:
        try:
            item = call.organization.visible_item(_number(text), call.person, project=call.project)
            revision = _as_of(item, as_of)
        except VendorError as error:
            if not lenient or error.status != 404:
                raise
            found.append(None)
            continue
        found.append(
            work_item_json(call.organization, item, revision=revision, fields=fields, expand=expand, links=False)
        )
    return {"count": len(found), "value": found}


def _number(text: Any) -> int:
    if not str(text).isdecimal():
        raise bad_argument(f"The value '{text}' is not a work item id.", "ArgumentException")
    return int(text)


def _shape(call: ApiCall, expand: Any, fields: list[str] | None) -> tuple[str, list[str] | None]:
    word = str(expand or "none").lower()
    if word not in EXPANSIONS:
        raise bad_argument(f"The value '{expand}' is not valid for $expand.", "ArgumentException")
    if fields is not None and word not in ("none", "links"):
        raise bad_argument(
            "The expand parameter can not be used with the fields parameter.", "ConflictingParametersException"
        )
    require_fields(call, fields)
    return word, fields


def require_fields(call: ApiCall, names: Iterable[Any] | None) -> None:
    """400 TF51535 for a field that does not exist: it fails the whole read."""
    for name in names or ():
        if call.organization.fields.find(str(name)) is None:
            raise field_not_found(str(name))


def _as_of(item: WorkItem, text: Any) -> Revision | None:
    if not text:
        return None
    try:
        revision = item.as_of(read_date(str(text)))
    except ValueError:
        raise bad_argument(f"The value '{text}' is not a date.", "ArgumentException") from None
    if revision is None:
        raise work_item_not_found(item.id)
    return revision


def _written(call: ApiCall, written: Written) -> Answer:
    expand = str(call.argument("$expand") or "none").lower()
    if written.item.revisions:
        body = work_item_json(call.organization, written.item, expand=expand, relations=True)
    else:
        body = _unsaved(call, written.item)
    if written.comment is not None:
        body["fields"]["System.History"] = written.history
        body["commentVersionRef"] = comment_ref_json(call.organization, written.item, written.comment)
    return Answer(body)


def _unsaved(call: ApiCall, item: WorkItem) -> dict[str, Any]:
    """What `validateOnly` answers for a work item that was never stored."""
    now, person = call.organization.clock.now(), call.caller.id
    shown = Revision(1, item.fields, item.formats, tuple(item.relations), now, person, person, 0)
    body = work_item_json(call.organization, item, revision=shown, relations=True)
    body["id"] = -1
    return body
