"""Puts the pages on a Flask app: switcher, static files, the blueprints of this folder."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ...chrome import Choice, Chrome, View
from ...npm import NpmFiles
from ..errors import VendorError
from ..extension_source import ExtensionSource
from ..people import Person
from ..rest.routing import Site
from .themes import THEMES

XDM = "azure-devops-extension-sdk/esm/XDM.js"
SPELLINGS = {word.lower(): word for word in ("_usersSettings", "_workitems", "_settings")}
ROLES = {"admin": "administrator", "member": "member", "guest": "not in the organization"}


@dataclass(frozen=True)
class Desk:
    """What every page needs."""

    site: Site
    chrome: Chrome
    npm: NpmFiles
    source: ExtensionSource

    @property
    def view(self) -> View:
        return self.chrome.view()

    @property
    def viewer(self) -> Person:
        """Whom the page is shown to."""
        person = self.site.organization.people.get(self.view.user)
        assert person is not None
        return person

    def page(self, template: str, **values: Any) -> str:
        """A page with the parts that all share."""
        organization = self.site.organization
        self.source.ensure()
        return render_template(
            f"azuredevops/{template}",
            organization=organization,
            org=organization.name,
            viewer=self.viewer,
            view=self.view,
            theme=THEMES[self.view.scheme],
            extensions=organization.extensions,
            source=self.source,
            missing=self.npm.advice(XDM) if self.npm.missing(XDM) else None,
            **values,
        )


def attach(app: Flask, site: Site, npm: NpmFiles, source: ExtensionSource) -> None:
    """Add all host pages."""
    from . import frames, organization_pages, settings_pages, work_item_api, work_item_pages

    chrome = Chrome("Azure DevOps", lambda: _choices(site))
    chrome.attach(app)
    desk = Desk(site, chrome, npm, source)
    shared = Blueprint(
        "host_pages",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/__host__/static",
    )

    @shared.get("/__host__/XDM.js")
    def xdm() -> Response:
        return npm.answer(XDM)

    @shared.get("/")
    def root() -> ResponseReturnValue:
        return redirect(f"/{site.organization.name}/")

    @shared.get("/favicon.ico")
    def icon() -> ResponseReturnValue:
        return "", 204

    @shared.get("/_signin")
    def sign_in() -> ResponseReturnValue:
        return redirect(f"/{site.organization.name}/")

    @shared.before_app_request
    def own_spelling() -> ResponseReturnValue | None:
        """The product does not care about case in its addresses."""
        parts = request.path.split("/")
        spelled = [SPELLINGS.get(part.lower(), part) for part in parts]
        if len(parts) > 1 and parts[1].lower() == site.organization.name.lower():
            spelled[1] = site.organization.name
        if request.method != "GET" or spelled == parts:
            return None
        query = request.query_string.decode()
        return redirect("/".join(spelled) + (f"?{query}" if query else ""))

    @shared.app_errorhandler(VendorError)
    def refused(error: VendorError) -> ResponseReturnValue:
        return desk.page("refused.html", error=error, title="Azure DevOps"), error.status

    app.register_blueprint(shared)
    for module in (organization_pages, settings_pages, work_item_pages, work_item_api, frames):
        app.register_blueprint(module.blueprint(desk))


def _choices(site: Site) -> list[Choice]:
    """Everybody, the administrators first."""
    people = sorted(site.organization.people.all(), key=lambda person: not person.is_admin)
    return [Choice(person.id, f"{person.display_name} ({_role(site, person)})") for person in people]


def _role(site: Site, person: Person) -> str:
    organization = site.organization
    if person.kind == "service-principal":
        return "service principal"
    projects = organization.projects.all()
    if person.role == "member" and projects and not organization.permissions(person, projects[0]):
        return "no project access"
    return ROLES.get(person.role, person.role)
