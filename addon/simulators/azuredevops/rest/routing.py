"""Which handler answers which address. Paths are compared without regard to case, as the service does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Request

from ...json_bodies import read_json
from ..credentials import Token
from ..errors import VendorError, bad_argument
from ..hook_center import HookCenter
from ..organization import Directory, Organization
from ..people import Person
from ..projects import Project
from ..writer import Wishes, Writer

MAIN, IDENTITIES, EXTENSIONS = "main", "vssps", "extmgmt"


@dataclass(frozen=True)
class Site:
    """What the handlers of one simulator share."""

    organization: Organization
    writer: Writer
    hooks: HookCenter
    directory: Directory


@dataclass(frozen=True)
class Answer:
    """An answer that is more than a JSON body with 200."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    content_type: str | None = None


@dataclass(frozen=True)
class ApiCall:
    """One request, already authenticated and routed."""

    site: Site
    request: Request
    person: Person | None
    token: Token | None
    project: Project | None
    values: dict[str, str]
    version: str
    team: str | None = None
    """Name or id of the team between the project and `_apis`."""

    @property
    def organization(self) -> Organization:
        return self.site.organization

    @property
    def caller(self) -> Person:
        """The person; routes that are open to anonymous callers must not ask for it."""
        assert self.person is not None
        return self.person

    def argument(self, name: str, default: str | None = None) -> str | None:
        """A query parameter, its name compared without case."""
        for key, value in self.request.args.items():
            if key.lower() == name.lower():
                return value
        return default

    def number(self, name: str, default: int | None = None, *, least: int = 0) -> int | None:
        text = self.argument(name)
        if text is None or text == "":
            return default
        if not text.lstrip("-").isdecimal() or int(text) < least:
            raise bad_argument(f"The value '{text}' is not valid for {name}.", "VssPropertyValidationException")
        return int(text)

    def flag(self, name: str, default: bool = False) -> bool:
        text = self.argument(name)
        return default if text is None else text.lower() == "true"

    def words(self, name: str) -> list[str] | None:
        """A comma-separated query parameter; None when absent."""
        text = self.argument(name)
        return None if text is None else [part.strip() for part in text.split(",") if part.strip()]

    def body(self) -> Any:
        """The JSON body; 400 when it is none."""
        try:
            body = read_json(self.request.get_data(), "\ufffd")
        except ValueError:
            body = None
        if body is None:
            raise bad_argument("A valid request body is required.", "VssPropertyValidationException")
        return body

    def object(self) -> dict[str, Any]:
        body = self.body()
        if not isinstance(body, dict):
            raise bad_argument("The request body must be an object.", "VssPropertyValidationException")
        return body

    def listed(self, name: str) -> list[Any]:
        """A list of names or numbers in the JSON body; 400 when it is another value."""
        found = self.object().get(name) or []
        if not isinstance(found, list) or not all(isinstance(item, str | int) for item in found):
            raise bad_argument(f"The value of '{name}' is not a list that can be read.", "ArgumentException")
        return found

    def id(self, name: str = "id") -> int:
        """A number from the path; what is none is found nowhere."""
        text = self.values[name]
        if not text.isdecimal():
            raise bad_argument(f"The request is invalid: '{text}' is not a valid {name}.", "ArgumentException")
        return int(text)

    def wishes(self) -> Wishes:
        return Wishes(self.flag("validateOnly"), self.flag("bypassRules"), self.flag("suppressNotifications"))


Handler = Callable[[ApiCall], Any]


@dataclass(frozen=True)
class Route:
    method: str
    segments: tuple[str, ...]
    handler: Handler
    scopes: frozenset[str]
    host: str
    anonymous: bool
    """Open without a credential where a public project exists."""
    preview: bool
    """Only with `-preview` in the API version."""

    def match(self, parts: list[str]) -> dict[str, str] | None:
        """Values of the placeholders, or None. `{name...}` takes the rest, `${name}` wants a dollar sign."""
        values: dict[str, str] = {}
        for index, segment in enumerate(self.segments):
            if segment.endswith("...}"):
                values[segment[1:-4]] = "/".join(parts[index:])
                return values
            if index >= len(parts):
                return None
            part = parts[index]
            if segment.startswith("${"):
                if not part.startswith("$") or len(part) == 1:
                    return None
                values[segment[2:-1]] = part[1:]
            elif segment.startswith("{"):
                values[segment[1:-1]] = part
            elif segment.lower() != part.lower():
                return None
        return values if len(parts) == len(self.segments) else None


class RouteTable:
    """All routes, filled by the decorators of the area modules."""

    def __init__(self) -> None:
        self._routes: dict[str, list[Route]] = {}

    def add(
        self,
        method: str,
        path: str,
        *scopes: str,
        host: str = MAIN,
        anonymous: bool = False,
        preview: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Register a handler for `area/resource/{placeholder}`; any of the scopes lets a token in."""

        def keep(handler: Handler) -> Handler:
            segments = tuple(path.split("/"))
            route = Route(method, segments, handler, frozenset(scopes), host, anonymous, preview)
            self._routes.setdefault(segments[0].lower(), []).append(route)
            return handler

        return keep

    def find(self, host: str, method: str, parts: list[str]) -> tuple[Route, dict[str, str]] | None:
        """The route of a request; 405 when the path is known, only not with this method."""
        other_methods: set[str] = set()
        for route in self._routes.get(parts[0].lower() if parts else "", []):
            values = route.match(parts)
            if values is None or route.host != host:
                continue
            if route.method == method or (method == "HEAD" and route.method == "GET"):
                return route, values
            other_methods.add(route.method)
        if other_methods:
            raise VendorError(
                405,
                "UnsupportedHttpMethodException",
                f"The requested resource does not support http method '{method}'.",
                headers={"Allow": ", ".join(sorted(other_methods))},
            )
        return None

    def all(self) -> list[Route]:
        return [route for routes in self._routes.values() for route in routes]


routes = RouteTable()
