"""Frames of extensions: what the host tells them, and the tokens it hands out."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from ..errors import VendorError
from ..extensions import Contribution, Extension
from ..page_tokens import issue_access_token
from ..projects import Project
from .attach import Desk
from .themes import THEMES


def frame(
    desk: Desk,
    extension: Extension,
    contribution: Contribution,
    *,
    host_type: int,
    project: Project | None = None,
    item: int | None = None,
) -> dict[str, Any]:
    """Everything that the page's script needs to load a contribution and answer its handshake."""
    organization, viewer, view = desk.site.organization, desk.viewer, desk.view
    page = extension.page(contribution)
    parts = urlsplit(page)
    web_context: dict[str, Any] = {
        "team": {"id": project.team_id, "name": f"{project.name} Team"} if project else None,
        "project": {"id": project.id, "name": project.name} if project else None,
    }
    avatar = f"{organization.url}/_apis/GraphProfile/MemberAvatars/{viewer.descriptor}"
    return {
        "src": page,
        "origin": f"{parts.scheme}://{parts.netloc}",
        "title": contribution.name,
        "contributionId": f"{extension.full_id}.{contribution.id}",
        "extension": extension.full_id,
        "organization": organization.name,
        "clipboard": view.clipboard,
        "height": contribution.properties.get("height"),
        "item": item,
        "locations": {"organization": f"{organization.url}/", "identities": f"{organization.graph_url}/"},
        "handshake": {
            "contributionId": f"{extension.full_id}.{contribution.id}",
            "initialConfig": {},
            "context": {
                "extension": {
                    "id": extension.full_id,
                    "publisherId": extension.publisher,
                    "extensionId": extension.id,
                    "version": extension.version,
                    "baseUri": extension.base_uri,
                },
                "user": {
                    "id": viewer.id,
                    "descriptor": viewer.descriptor,
                    "name": viewer.unique_name,
                    "displayName": viewer.display_name,
                    "imageUrl": avatar,
                },
                "host": {
                    "id": organization.instance_id,
                    "name": organization.name,
                    "serviceVersion": "Dev20.M265.1",
                    "type": host_type,
                    "isHosted": True,
                },
                "pageContext": {
                    "webContext": web_context,
                    "globalization": {
                        "explicitTheme": "",
                        "theme": "dark" if view.scheme == "dark" else "default",
                        "culture": "en-US",
                        "timezoneOffset": 0,
                        "timeZoneId": "UTC",
                        "typeAheadDisabled": False,
                    },
                    "timeZonesConfiguration": {"daylightSavingsAdjustments": []},
                },
            },
            "themeData": THEMES[view.scheme],
        },
    }


def blueprint(desk: Desk) -> Blueprint:
    pages = Blueprint("frames", __name__)
    organization = desk.site.organization

    @pages.post(f"/{organization.name}/_host/tokens")
    def tokens() -> ResponseReturnValue:
        """App token and access token of whoever looks at the page."""
        body = request.get_json(force=True)
        extension = organization.extensions.running(str(body.get("extension", "")))
        if extension is None:
            raise VendorError(404, "ExtensionNotFoundException", "The extension is not installed.")
        person = desk.viewer
        return jsonify(
            app=organization.extensions.app_token(extension, person, organization.tenant_id),
            access=issue_access_token(organization, extension, person).secret,
        )

    @pages.get(f"/{organization.name}/_host/theme/<scheme>")
    def theme(scheme: str) -> ResponseReturnValue:
        return jsonify(THEMES.get(scheme, THEMES["light"]))

    return pages
