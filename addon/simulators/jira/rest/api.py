"""The frame of every endpoint: who calls, may the app do that, one at a time, errors, limits, headers."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, request

from ...calls import COST, IDENTITY
from ...json_bodies import read_json
from ..caller import Caller
from ..connect.addons import AddOn
from ..errors import JiraError, invalid
from ..records import Json
from ..site import JiraSite
from .auth import authenticate

Answer = Any
"""JSON; (JSON, status); None for 204; or a Flask response as it is."""

READ, WRITE, DELETE, ADMIN, NONE = "READ", "WRITE", "DELETE", "ADMIN", "NONE"
BY_METHOD = {"GET": READ, "POST": WRITE, "PUT": WRITE, "DELETE": DELETE}


@dataclass
class Call:
    """One call: the site, who calls, and the parameters with Jira's ways of refusing bad ones."""

    site: JiraSite
    caller: Caller
    version: int
    addon: AddOn | None = None
    objects: int = 0
    """Objects read, for the points of the rate limit."""

    @property
    def me(self) -> str | None:
        return self.caller.account_id

    def number(self, name: str, default: int, maximum: int | None = None, minimum: int = 0) -> int:
        """A whole number of the query; too large silently becomes the maximum."""
        raw = request.args.get(name)
        if raw is None or raw == "":
            return default
        try:
            value = int(raw)
        except ValueError:
            raise JiraError(404, f"The value '{raw}' is not valid for '{name}'.") from None
        value = max(value, minimum)
        return value if maximum is None else min(value, maximum)

    def flag(self, name: str, default: bool = False) -> bool:
        raw = request.args.get(name)
        return default if raw is None else raw.lower() == "true"

    def text(self, name: str, default: str = "") -> str:
        return request.args.get(name, default)

    def words(self, name: str) -> list[str]:
        """A parameter that may be repeated or hold commas."""
        return [word.strip() for raw in request.args.getlist(name) for word in raw.split(",") if word.strip()]

    def body(self) -> dict[str, Json]:
        """The JSON object of the request; 400 otherwise."""
        value = self.any_body()
        if not isinstance(value, dict):
            raise invalid("Invalid request payload. Refer to the REST API documentation and try again.")
        return value

    def any_body(self) -> Json:
        if request.mimetype != "application/json":
            raise JiraError(415, "The content type must be application/json.")
        try:
            return read_json(request.get_data(), "?")
        except ValueError:
            raise invalid("Unexpected character in the request body. It is not valid JSON.") from None

    def strict_body(self, allowed: Iterable[str]) -> dict[str, Json]:
        """A body whose schema has no further properties: unknown names are refused."""
        value = self.body()
        unknown = sorted(set(value) - set(allowed))
        if unknown:
            raise invalid("Invalid request payload. Refer to the REST API documentation and try again.")
        return value

    def page(self, items: list[Any], show: Callable[[Any], Json], size: int = 50, most: int = 100) -> dict[str, Json]:
        """A page with `startAt`, `maxResults`, `total`, `isLast`, `values`; items are shown only if on it."""
        start, count = self.number("startAt", 0), self.number("maxResults", size, most, 1)
        values = [show(item) for item in items[start : start + count]]
        self.objects += len(values)
        last = start + count >= len(items)
        shown: dict[str, Json] = {
            "self": self.site.url(request.full_path.rstrip("?")),
            "maxResults": count,
            "startAt": start,
            "total": len(items),
            "isLast": last,
            "values": values,
        }
        if not last:
            shown["nextPage"] = self.site.url(f"{request.path}?maxResults={count}&startAt={start + count}")
        return shown


Handler = Callable[..., Answer]


@dataclass(frozen=True)
class Endpoint:
    method: str
    path: str
    handler: Handler
    scope: str | None
    """The Connect scope; None: not for Connect apps."""


@dataclass
class Table:
    """The endpoints of one module; paths are below `/rest/api/{2,3}` unless they begin with `/rest/`."""

    endpoints: list[Endpoint] = field(default_factory=list)

    def add(self, method: str, path: str, scope: str | None = "") -> Callable[[Handler], Handler]:
        def keep(handler: Handler) -> Handler:
            wanted = BY_METHOD[method] if scope == "" else scope
            self.endpoints.append(Endpoint(method, path, handler, wanted))
            return handler

        return keep

    def get(self, path: str, scope: str | None = "") -> Callable[[Handler], Handler]:
        return self.add("GET", path, scope)

    def post(self, path: str, scope: str | None = "") -> Callable[[Handler], Handler]:
        return self.add("POST", path, scope)

    def put(self, path: str, scope: str | None = "") -> Callable[[Handler], Handler]:
        return self.add("PUT", path, scope)

    def delete(self, path: str, scope: str | None = "") -> Callable[[Handler], Handler]:
        return self.add("DELETE", path, scope)


def mount(app: Flask, site: JiraSite, tables: Iterable[Table]) -> None:
    """Register the endpoints of all tables."""
    for table in tables:
        for endpoint in table.endpoints:
            versions = {"": 3} if endpoint.path.startswith("/rest/") else {
                "/rest/api/3": 3, "/rest/api/latest": 3, "/rest/api/2": 2,
            }  # fmt: skip
            for prefix, version in versions.items():
                app.add_url_rule(
                    prefix + endpoint.path,
                    endpoint=f"{endpoint.method} {prefix}{endpoint.path}",
                    view_func=_view(site, endpoint, version),
                    methods=[endpoint.method],
                )

    @app.route("/rest/<path:rest>", methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
    def nothing_there(rest: str) -> Response:
        others = [method for method in BY_METHOD if _serves(app, method)]
        if others:
            message = f"{request.method} is not supported for this resource."
            refused = _respond(site, JiraError(405, message).as_json(), 405, 3)
            refused.headers["Allow"] = ",".join(others)
            return refused
        return _respond(site, {"message": "null for uri: " + request.url, "status-code": 404}, 404, 3)


def _serves(app: Flask, method: str) -> bool:
    """Whether an endpoint answers this method at the address of the request."""
    rule, _ = app.url_map.bind_to_environ(request.environ).match(method=method, return_rule=True)
    return "path:" not in rule.rule


def _view(site: JiraSite, endpoint: Endpoint, version: int) -> Callable[..., Response]:
    def view(**arguments: str) -> Response:
        headers: dict[str, str] = {}
        call = None
        try:
            if request.content_length and request.mimetype == "multipart/form-data":
                _ = request.files  # read the upload before the lock is taken
            elif request.method != "GET":
                request.get_data()
            with site.lock:
                call = _enter(site, endpoint, version)
                answer = endpoint.handler(call, **arguments)
                response = _answer(site, answer, version)
        except JiraError as error:
            headers.update(error.headers)
            response = _respond(site, error.as_json(), error.status, version)
        if call is not None and call.addon is not None:
            cost = 1 if request.method != "GET" and endpoint.scope != READ else 1 + call.objects
            request.environ[COST] = cost
            site.limits.charge(call.addon.key, cost)
            headers = {**site.limits.headers(call.addon.key), **headers}
        response.headers.update(headers)
        return response

    return view


def _enter(site: JiraSite, endpoint: Endpoint, version: int) -> Call:
    """Authenticate and check what an app may do before its endpoint runs."""
    caller, addon = authenticate(site)
    request.environ[IDENTITY] = caller.name
    if addon is not None and not caller.in_browser:
        if request.method == "GET" and (request.content_length or "Transfer-Encoding" in request.headers):
            raise JiraError(403, "A GET request must not have a body.")
        site.limits.check_quota(addon.key, f"{endpoint.method} {endpoint.path}")
        if endpoint.scope is None or not addon.may(endpoint.scope):
            needed = endpoint.scope or "a scope that Connect apps cannot have"
            raise JiraError(403, f"The app with key '{addon.key}' needs {needed} for this request.")
    return Call(site, caller, version, addon if not caller.in_browser else None)


def _answer(site: JiraSite, answer: Answer, version: int) -> Response:
    if isinstance(answer, Response):
        return answer
    if answer is None:
        return Response(status=204)
    if isinstance(answer, tuple):
        return _respond(site, answer[0], answer[1], version)
    return _respond(site, answer, 200, version)


def _respond(site: JiraSite, content: Json, status: int, version: int) -> Response:
    text = json.dumps(content)
    if version == 2:
        text = text.replace(f"{site.base_url}/rest/api/3/", f"{site.base_url}/rest/api/2/")
    response = Response(text, status, content_type="application/json;charset=UTF-8")
    response.headers["X-AREQUESTID"] = site.next_id("request", 1)
    response.headers["Cache-Control"] = "no-cache, no-store, no-transform"
    return response
