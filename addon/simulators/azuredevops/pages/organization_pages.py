"""The organization's home with its projects, and the page where people make their tokens."""

from datetime import timedelta

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from ..access import VIEW
from ..credentials import FULL
from .attach import Desk

SCOPES = (
    ("vso.work", "Work items: read"),
    ("vso.work_write", "Work items: read & write"),
    ("vso.project", "Project and team: read"),
    ("vso.profile", "User profile: read"),
    ("vso.identity", "Identity: read"),
    ("vso.graph", "Graph: read"),
    ("vso.memberentitlementmanagement", "Member entitlement management: read"),
    ("vso.extension", "Extensions: read"),
)
SHOWN = 200


def blueprint(desk: Desk) -> Blueprint:
    pages = Blueprint("organization_pages", __name__)
    organization = desk.site.organization

    @pages.get(f"/{organization.name}/")
    def home() -> ResponseReturnValue:
        wanted = request.args.get("search", "").strip().lower()
        found = [
            project
            for project in organization.projects.all()
            if VIEW in organization.permissions(desk.viewer, project) and wanted in project.name.lower()
        ]
        found.sort(key=lambda project: project.name.lower())
        return desk.page(
            "home.html", title="Projects", projects=found[:SHOWN], count=len(found), search=wanted, shown=SHOWN
        )

    @pages.get(f"/{organization.name}/_usersSettings/tokens")
    def tokens() -> ResponseReturnValue:
        return desk.page("tokens.html", title="Personal Access Tokens", **_tokens(desk), secret=None)

    @pages.post(f"/{organization.name}/_usersSettings/tokens")
    def make_token() -> ResponseReturnValue:
        full = request.form.get("full") == "yes"
        scopes = frozenset({FULL}) if full else frozenset(request.form.getlist("scopes"))
        name = request.form.get("name", "").strip()
        if not name or not scopes:
            problem = "Enter a name and choose at least one scope."
            page = desk.page(
                "tokens.html", title="Personal Access Tokens", **_tokens(desk), secret=None, problem=problem
            )
            return page, 400
        token = organization.credentials.issue(
            "pat",
            desk.viewer.id,
            scopes=scopes,
            name=name,
            lifetime=timedelta(days=float(request.form.get("days") or 30)),
            every_organization=request.form.get("organization") == "all",
        )
        return desk.page("tokens.html", title="Personal Access Tokens", **_tokens(desk), secret=token)

    @pages.post(f"/{organization.name}/_usersSettings/tokens/<identifier>/revoke")
    def revoke_token(identifier: str) -> ResponseReturnValue:
        if any(token.id == identifier for token in organization.credentials.of(desk.viewer.id)):
            organization.credentials.revoke(identifier)
        return redirect(f"/{organization.name}/_usersSettings/tokens", 303)

    return pages


def _tokens(desk: Desk) -> dict[str, object]:
    credentials = desk.site.organization.credentials
    return {
        "scopes": SCOPES,
        "now": desk.site.organization.clock.now(),
        "tokens": [token for token in credentials.of(desk.viewer.id) if not token.revoked],
    }
