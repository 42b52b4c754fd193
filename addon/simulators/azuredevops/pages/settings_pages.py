"""Organization settings: overview, projects, users, extensions, and the hubs of extensions."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from ..access import permissions_of
from ..entra import add_to_organization, principal_id
from ..errors import VendorError
from ..extensions import HUB_GROUP, Contribution, Extension
from .attach import Desk
from .frames import frame

BUILT_IN = (
    ("organizationOverview", "Overview"),
    ("projects", "Projects"),
    ("users", "Users"),
    ("groups", "Permissions"),
    ("extensions", "Extensions"),
)
ORGANIZATION_HOST = 4


def blueprint(desk: Desk) -> Blueprint:
    pages = Blueprint("settings_pages", __name__)
    organization = desk.site.organization

    @pages.get(f"/{organization.name}/_settings/")
    def overview_default() -> ResponseReturnValue:
        return redirect(f"/{organization.name}/_settings/organizationOverview")

    @pages.get(f"/{organization.name}/_settings/<name>")
    def setting(name: str) -> ResponseReturnValue:
        desk.source.ensure()
        built_in = next((label for key, label in BUILT_IN if key.lower() == name.lower()), None)
        if built_in is not None:
            return _page(desk, "settings.html", built_in, name.lower())
        extension, contribution = find_hub(desk, name)
        return _page(
            desk,
            "hub.html",
            contribution.name,
            name.lower(),
            frame=frame(desk, extension, contribution, host_type=ORGANIZATION_HOST),
        )

    @pages.post(f"/{organization.name}/_settings/extensions")
    def install() -> ResponseReturnValue:
        if not desk.viewer.is_admin:
            raise VendorError(403, "AccessDeniedException", "Only administrators can install extensions.")
        desk.source.install(request.form.get("manifest_url", ""), request.form.get("base_uri") or None)
        return redirect(f"/{organization.name}/_settings/extensions", 303)

    @pages.post(f"/{organization.name}/_settings/extensions/<full_id>")
    def change_extension(full_id: str) -> ResponseReturnValue:
        """Uninstall, disable or enable an extension, as the buttons say."""
        if not desk.viewer.is_admin:
            raise VendorError(403, "AccessDeniedException", "Only administrators can change extensions.")
        wanted = request.form.get("do", "")
        if wanted == "uninstall":
            organization.extensions.uninstall(full_id)
        elif wanted in ("enable", "disable"):
            organization.extensions.enable(full_id, wanted == "enable")
        return redirect(f"/{organization.name}/_settings/extensions", 303)

    @pages.post(f"/{organization.name}/_settings/groups")
    def grant() -> ResponseReturnValue:
        """Give somebody a level in one project or in all of them."""
        if not desk.viewer.is_admin:
            raise VendorError(403, "AccessDeniedException", "Only administrators can change permissions.")
        person = organization.people.find(request.form.get("person", ""))
        wanted = request.form.get("project", "").strip()
        if person is None:
            raise VendorError(404, "IdentityNotFoundException", "There is no such person.")
        project = organization.projects.get(wanted) if wanted else None
        level = permissions_of(request.form.get("level", "reader"))
        organization.access.grant(person.id, level, project.id if project else None)
        return redirect(f"/{organization.name}/_settings/groups", 303)

    @pages.post(f"/{organization.name}/_settings/users")
    def add_service_principal() -> ResponseReturnValue:
        """Let an application of the tenant in, as a user with access to the projects."""
        if not desk.viewer.is_admin:
            raise VendorError(403, "AccessDeniedException", "Only administrators can add users.")
        application = desk.site.directory.applications.get(request.form.get("client_id", "").lower())
        if application is None:
            raise VendorError(404, "ApplicationNotFoundException", "The tenant does not know that application.")
        joined = add_to_organization(organization, application)
        organization.access.grant(joined, permissions_of(request.form.get("level", "contributor")))
        return redirect(f"/{organization.name}/_settings/users", 303)

    return pages


def find_hub(desk: Desk, name: str) -> tuple[Extension, Contribution]:
    """The hub that `{publisher}.{extension}.{contribution}` names; 404 in the product's words."""
    full_id, _, short = name.rpartition(".")
    extension = desk.site.organization.extensions.running(full_id)
    contribution = extension.contribution(short) if extension else None
    if extension is None or contribution is None or HUB_GROUP not in contribution.targets:
        words = f"The page {name} was not found. Is the extension installed? Is it enabled?"
        if desk.source.problem:
            words = f"{words} {desk.source.problem}"
        raise VendorError(404, "PageNotFoundException", words)
    return extension, contribution


def _page(desk: Desk, template: str, title: str, selected: str, **values: object) -> str:
    hubs = [
        (extension, contribution)
        for extension in desk.site.organization.extensions.offered()
        for contribution in extension.on(HUB_GROUP)
    ]
    organization = desk.site.organization
    waiting = [
        application
        for application in desk.site.directory.applications.values()
        if organization.tenant_id in application.tenants
        and organization.people.get(principal_id(application, organization.tenant_id)) is None
    ]
    return desk.page(template, title=title, selected=selected, built_in=BUILT_IN, hubs=hubs, waiting=waiting, **values)
