"""From a request path to an answer: host, organization, project, route, caller, limits, version."""

import codecs
import json
import re
from dataclasses import dataclass
from typing import Any

from flask import Request, Response, redirect

from ...calls import COST, IDENTITY
from ..errors import NotSignedIn, VendorError, not_authorized
from ..projects import Project
from .routing import EXTENSIONS, IDENTITIES, MAIN, Answer, ApiCall, Route, Site, routes
from .sign_in import ANONYMOUS, Caller, identify, require_scope, too_many

NEWEST = (7, 2)
VERSION = re.compile(r"(\d+)\.(\d+)(-preview(?:\.\d+)?)?$", re.IGNORECASE)
PATCH_TYPE = "application/json-patch+json"
PATCHED = (("wit", "workitems", "{id}"), ("wit", "workitems", "${type}"))
SIGN_IN_PAGE = (
    "<!DOCTYPE html><html><head><title>Azure DevOps Services | Sign In</title></head>"
    "<body><h1>Sign in to your account</h1></body></html>"
)
NOT_FOUND_PAGE = (
    "<!DOCTYPE html><html><head><title>The resource cannot be found.</title></head>"
    "<body><h1>404 - Page not found</h1></body></html>"
)


@dataclass(frozen=True)
class Address:
    """A path taken apart."""

    host: str
    project: str | None
    parts: list[str]
    team: str | None = None


def take_apart(path: str, organization: str) -> Address | None:
    """The parts after `_apis`; None when the path is not this organization's API."""
    segments = [part for part in path.split("/") if part]
    host = MAIN
    if segments and segments[0] in (IDENTITIES, EXTENSIONS):
        host = segments.pop(0)
    if not segments or segments.pop(0).lower() != organization.lower():
        return None
    lowered = [part.lower() for part in segments]
    if "_apis" not in lowered[:3]:
        return None
    at = lowered.index("_apis")
    return Address(host, segments[0] if at else None, segments[at + 1 :], segments[1] if at > 1 else None)


def answer(site: Site, request: Request, address: Address) -> Response:
    """The service's answer to an API request, errors included."""
    try:
        response = _answer(site, request, address)
    except NotSignedIn as refused:
        response = _sign_in(refused)
    except VendorError as error:
        response = json_response(error.as_json(), error.status)
        response.headers.update(error.headers)
    return with_common_headers(site, request, response)


def _answer(site: Site, request: Request, address: Address) -> Response:
    found = routes.find(address.host, request.method, address.parts)
    if found is None:
        name = address.parts[0] if address.parts else ""
        return Response(
            f"The controller for path '/_apis/{'/'.join(address.parts)}' was not found or does not implement "
            f"IController. ({name})",
            404,
            content_type="text/plain; charset=utf-8",
        )
    route, values = found
    caller = _caller(site, request, route, address)
    verdict = None
    if caller.person is not None:
        request.environ[IDENTITY] = caller.person.unique_name
        verdict = site.organization.throttle.charge(caller.person.id, request.method)
        request.environ[COST] = verdict.units
        if verdict.refused:
            raise too_many(caller.person.unique_name, verdict.headers)
    require_scope(caller, route.scopes)
    version = _version(request, route, address)
    if route.segments in PATCHED and route.method in ("PATCH", "POST"):
        _require_patch_type(request)
    request.get_data()  # before the lock: a slow upload must not hold up everybody else
    with site.organization.lock:
        project = _project(site, address, caller)
        call = ApiCall(site, request, caller.person, caller.token, project, values, version, address.team)
        response = _respond(route.handler(call), version)
    if verdict is not None:
        response.headers.update(verdict.headers)
    if caller.person is not None:
        response.headers["X-VSS-UserData"] = f"{caller.person.id}:{caller.person.unique_name}"
    return response


def _caller(site: Site, request: Request, route: Route, address: Address) -> Caller:
    organization = site.organization
    try:
        return identify(organization, request)
    except NotSignedIn:
        public = organization.has_public_project
        bogus = bool(request.headers.get("Authorization"))
        lenient = address.parts[0].lower() == "connectiondata" and organization.options.anonymous_for_bad_bearer
        if public and route.anonymous and (not bogus or lenient):
            return ANONYMOUS
        raise


def _project(site: Site, address: Address, caller: Caller) -> Project | None:
    if address.project is None:
        return None
    return site.organization.visible_project(address.project, caller.person)


def _version(request: Request, route: Route, address: Address) -> str:
    text = next((value for key, value in request.args.items() if key.lower() == "api-version"), "")
    if not text:
        match = re.search(r"api-version=([^;,\s]+)", request.headers.get("Accept", ""))
        text = match[1] if match else ""
    if not text:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            raise VendorError(
                400,
                "VssVersionNotSpecifiedException",
                f'No api-version was supplied for the "{request.method}" request. The version must be supplied '
                'either as part of the Accept header (e.g. "application/json; api-version=1.0") or as a query '
                'parameter (e.g. "?api-version=1.0").',
            )
        return "7.1-preview" if route.preview else "7.1"
    match = VERSION.match(text)
    if match is None:
        raise VendorError(400, "VssInvalidApiResourceVersionException", f"The api-version {text} is not valid.")
    if (int(match[1]), int(match[2])) > NEWEST:
        raise VendorError(
            400,
            "VssVersionOutOfRangeException",
            f"The requested REST API version of {text} is out of range for this server. The latest REST API "
            f"version this server supports is {NEWEST[0]}.{NEWEST[1]}.",
        )
    newest = (int(match[1]), int(match[2])) == NEWEST
    if (route.preview or newest) and match[3] is None:
        raise VendorError(
            400,
            "VssInvalidPreviewVersionException",
            f'The requested version "{text}" of the resource is under preview. The -preview flag must be '
            f'supplied in the api-version for such requests. For example: "{text}-preview"',
        )
    return text


def _require_patch_type(request: Request) -> None:
    if request.mimetype != PATCH_TYPE:
        raise VendorError(
            415,
            "VssRequestContentTypeNotSupportedException",
            f'The request indicated a Content-Type of "{request.mimetype}" for method type "{request.method}" '
            f"which is not supported. Valid content types for this method are: {PATCH_TYPE}.",
        )


def _respond(result: Any, version: str) -> Response:
    if not isinstance(result, Answer):
        result = Answer(result)
    if result.raw is not None:
        response = Response(result.raw, result.status, content_type=result.content_type)
    elif result.body is None:
        response = Response(b"", result.status)
        response.headers.pop("Content-Type", None)
    else:
        response = json_response(result.body, result.status, version)
    response.headers.update(result.headers)
    return response


def json_response(body: Any, status: int, version: str = "7.1") -> Response:
    """JSON as the service sends it."""
    return Response(
        json.dumps(body, separators=(",", ":"), ensure_ascii=False),
        status,
        content_type=f"application/json; charset=utf-8; api-version={version}",
    )


def _sign_in(refused: NotSignedIn) -> Response:
    if refused.page == 302:
        response = redirect("/_signin?realm=dev.azure.com", 302)
        response.set_data(SIGN_IN_PAGE)
        response.content_type = "text/html; charset=utf-8"
        return Response(response.get_data(), 302, response.headers)
    if refused.page is not None:
        return Response(SIGN_IN_PAGE, refused.page, content_type="text/html; charset=utf-8")
    response = Response(b"", 401)
    response.headers.pop("Content-Type", None)
    response.headers.add("WWW-Authenticate", "Bearer")
    response.headers.add("WWW-Authenticate", 'Basic realm="Azure DevOps"')
    return response


def with_common_headers(site: Site, request: Request, response: Response) -> Response:
    """Headers on every answer: the tenant (also for callers without a credential), tracing, CORS."""
    response.headers["X-VSS-ResourceTenant"] = site.organization.tenant_id
    response.headers["X-TFS-ProcessId"] = site.organization.instance_id
    response.headers["X-VSS-E2EID"] = site.organization.account_id
    response.headers["Cache-Control"] = "no-cache, no-store, must-revalidate"
    if request.headers.get("Origin"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "X-MS-ContinuationToken, X-VSS-ResourceTenant, ETag"
    return response


def preflight() -> Response:
    """The answer to a browser that asks before a cross-origin call."""
    response = Response(b"", 200)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "OPTIONS,GET,POST,PATCH,PUT,DELETE"
    response.headers["Access-Control-Allow-Headers"] = "authorization,content-type,accept,x-tfs-fedauthredirect"
    response.headers["Access-Control-Max-Age"] = "3600"
    return response


def error_body(status: int) -> tuple[str, bytes]:
    """How the service words a status, for faults that a test orders; 503 begins with a byte order mark."""
    if status == 401:
        return "text/plain", b""
    if status == 403:
        error = not_authorized("somebody")
    elif status == 404:
        return "text/html; charset=utf-8", NOT_FOUND_PAGE.encode()
    elif status == 429:
        error = too_many("Default", {})
    elif status == 503:
        error = VendorError(
            503,
            "HostShutdownException",
            "TF24668: The following team project collection is stopped: DefaultCollection.",
        )
    else:
        error = VendorError(status, "TeamFoundationServiceException", "TF400898: An Internal Error Occurred.")
    text = json.dumps(error.as_json()).encode()
    return "application/json; charset=utf-8", (codecs.BOM_UTF8 if status == 503 else b"") + text
