"""One simulator: an organization, its web hooks, its Flask app, its server."""

from pathlib import Path
from types import TracebackType

from flask import Flask, Response, request

from .. import memory
from ..clock import SettableClock
from ..control import Bench
from ..npm import NpmFiles
from ..serving import RunningServer
from ..serving import serve as serve_app
from . import pages
from .control_routes import control_blueprint
from .entra import entra_blueprint
from .extension_source import ExtensionSource
from .hook_center import HookCenter
from .organization import Directory, Organization
from .rest import routes  # noqa: F401  fills the route table
from .rest.connection import locations
from .rest.dispatch import NOT_FOUND_PAGE, answer, error_body, json_response, preflight, take_apart
from .rest.routing import IDENTITIES, Site
from .seed import seed_demo
from .throttling import Throttle
from .writer import Writer


class AzureDevOpsSimulator:
    """An organization that can be started, looked into and stopped; usable as a context manager.

    `kept` is a file that `keep` wrote: the organization that is in it goes on, instead of a new one.
    """

    def __init__(
        self,
        name: str = "fabrikam",
        *,
        seed: bool = True,
        projects: int = 0,
        clock: SettableClock | None = None,
        tenant_id: str | None = None,
        app_url: str | None = None,
        npm_folder: Path | None = None,
        kept: Path | None = None,
    ) -> None:
        self.bench = Bench(clock)
        if kept is not None:
            self._take_up(kept)
        else:
            self.organization = Organization(name, self.bench.clock, tenant_id=tenant_id)
            self.hooks = HookCenter(self.organization, self.bench.deliveries)
            self.directory = Directory()
        self.writer = Writer(self.organization)
        self.site = Site(self.organization, self.writer, self.hooks, self.directory)
        if seed and kept is None:
            seed_demo(self.organization, self.writer, more_projects=projects)
        self.source = ExtensionSource(self.organization, app_url)
        self.npm = NpmFiles(npm_folder)
        self.app = _flask_app(self)
        self._server: RunningServer | None = None

    @property
    def url(self) -> str:
        """Address of the organization."""
        return self.organization.url

    def start(self, port: int = 0, host: str = "127.0.0.1") -> RunningServer:
        """Answer HTTP in a thread; `organization.address` then holds the real address."""
        self._server = serve_app(self.app, host, port)
        self.organization.address = self._server.url
        return self._server

    def keep(self, path: Path) -> None:
        """Write all that the organization holds to a file, to be `kept` by another simulator."""
        living = self._living(self.organization.throttle)
        with self.organization.lock:
            held = (self.organization, self.hooks, self.directory, self.bench.clock.added_s)
            memory.keep(path, held, living)

    def _take_up(self, path: Path) -> None:
        living = self._living(Throttle(self.bench.clock))
        self.organization, self.hooks, self.directory, ahead_s = memory.take_up(path, living)
        self.bench.clock.advance(ahead_s)

    def _living(self, throttle: Throttle) -> memory.Living:
        return {"clock": self.bench.clock, "deliveries": self.bench.deliveries, "throttle": throttle}

    def stop(self) -> None:
        if self._server is not None:
            self._server.stop()
            self._server = None
        self.bench.close()

    def __enter__(self) -> "AzureDevOpsSimulator":
        if self._server is None:
            self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def create_app(
    *,
    app_url: str | None = None,
    seed_demo: bool = True,
    npm_folder: Path | None = None,
    projects: int = 0,
    name: str = "fabrikam",
    kept: Path | None = None,
) -> Flask:
    """The Flask app of a new simulator, which is `app.extensions["azuredevops"]`.

    `app_url` is the backend whose extension is installed as soon as it answers; `projects` are empty ones besides
    those of the demo; `kept` as in `AzureDevOpsSimulator`.
    """
    return AzureDevOpsSimulator(
        name, seed=seed_demo, projects=projects, app_url=app_url, npm_folder=npm_folder, kept=kept
    ).app


def serve(app: Flask, host: str = "127.0.0.1", port: int = 0) -> RunningServer:
    """Serve an app of `create_app` in a thread; the organization takes the address it got."""
    simulator: AzureDevOpsSimulator = app.extensions["azuredevops"]
    return simulator.start(port, host)


def _flask_app(simulator: AzureDevOpsSimulator) -> Flask:
    """API, authority, control contract, host pages."""
    app = Flask(__name__, static_folder=None)
    app.extensions["azuredevops"] = simulator
    organization = simulator.organization
    app.register_blueprint(control_blueprint(simulator.site))
    app.register_blueprint(entra_blueprint(organization, simulator.directory))

    @app.before_request
    def api() -> Response | None:
        if request.path.startswith("/__control__"):
            return None
        return api_answer(simulator.site)

    @app.after_request
    def name_tenant(response: Response) -> Response:
        """The organization's own addresses tell its tenant even to the anonymous."""
        response.headers.setdefault("X-VSS-ResourceTenant", organization.tenant_id)
        return response

    @app.errorhandler(404)
    def nothing_here(error: Exception) -> Response:
        return Response(NOT_FOUND_PAGE, 404, content_type="text/html; charset=utf-8")

    pages.attach(app, simulator.site, simulator.npm, simulator.source)
    simulator.bench.attach(app, is_api=is_api, error_body=error_body)
    return app


def api_answer(site: Site) -> Response | None:
    """The answer to the current request when it is for the API, else None."""
    organization = site.organization
    lowered = request.path.lower()
    if lowered.startswith("/_apis/resourceareas"):
        return _deployment_area(site)
    address = take_apart(request.path, organization.name)
    if address is None:
        return None
    if request.method == "OPTIONS":
        if request.headers.get("Access-Control-Request-Method"):
            return preflight()
        if not address.parts:
            return json_response(locations(organization, address.host), 200)
    return answer(site, request, address)


def _deployment_area(site: Site) -> Response:
    """Name or id of an organization, looked up without a credential."""
    organization = site.organization
    name = (request.args.get("accountName") or "").lower()
    host_id = (request.args.get("hostId") or "").lower()
    area = request.path.rsplit("/", 1)[-1].lower()
    if name != organization.name.lower() and host_id != organization.instance_id:
        return json_response({"id": area, "name": "core", "locationUrl": None}, 200)
    url = f"{organization.url}/" if area != IDENTITIES else organization.graph_url
    return json_response({"id": area, "name": "core", "locationUrl": url}, 200)


def is_api(path: str) -> bool:
    """Whether a call is one of the product's API (and so recorded)."""
    lowered = path.lower()
    return "/_apis" in lowered or lowered.endswith("/oauth2/v2.0/token")
