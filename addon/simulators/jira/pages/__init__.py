"""Host pages: what people see in the product, with real Connect frames for apps."""

from flask import Blueprint, Flask, abort, redirect, request
from flask.typing import ResponseReturnValue

from ...chrome import Choice, Chrome
from ...npm import NpmFiles
from ..permissions import allows, is_admin
from ..rest.auth import VIEWER
from ..site import JiraSite
from . import apps, browse, icons, lists
from .viewer import Viewer


def attach(app: Flask, site: JiraSite, npm: NpmFiles) -> None:
    """Add the host pages to an app; REST calls from them run as the person of *View as*."""
    chrome = Chrome("Jira", lambda: choices(site))
    chrome.attach(app)
    viewer = Viewer(site, chrome)
    app.config[VIEWER] = viewer.account_id
    host = Blueprint(
        "jira",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/__jira__/static",
    )

    @host.before_request
    def only_own_forms() -> ResponseReturnValue | None:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
            abort(403)
        return None

    @host.get("/")
    def home() -> ResponseReturnValue:
        return redirect("/projects")

    lists.add_routes(host, viewer)
    browse.add_routes(host, viewer)
    apps.add_routes(host, viewer, npm)
    icons.add_routes(host)
    app.register_blueprint(host)
    app.jinja_env.globals["host"] = viewer


def choices(site: JiraSite) -> list[Choice]:
    """The people to look as, and what each may do."""
    found = []
    for user in site.users.values():
        if user.kind != "atlassian":
            continue
        if is_admin(site, user.account_id):
            role = "admin"
        elif any(allows(site, user.account_id, "BROWSE_PROJECTS", project) for project in site.projects.values()):
            role = "member"
        else:
            role = "no project access"
        found.append(Choice(user.account_id, f"{user.name} ({role})"))
    return found
