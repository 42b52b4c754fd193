"""The part of this simulator's control contract that is about people: tokens, access, applications.

- `POST tokens {"user", "extension"}` gives the app token and access token that the host page would hand out;
- `POST pats {"user", "scopes"?, "days"?, "every_organization"?}` makes a token, `DELETE pats/{id}` revokes it;
- `POST users {"name", "mail", "role"?, "active"?}` adds or changes somebody;
- `POST permissions {"user", "level"|"permissions", "project"?}` grants in one project or in all;
- `POST applications {"client_id", "name"?, "secrets"?, "certificates"?, "role"?, "join"?, "tenants"?}`
  registers one in Entra.
"""

from datetime import timedelta
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from .access import permissions_of
from .credentials import FULL
from .entra import add_to_organization, register
from .organization import Application
from .page_tokens import issue_access_token
from .people import Person
from .rest.routing import Site


def add_people_routes(control: Blueprint, site: Site) -> None:
    """Add the routes of this module to the control blueprint."""
    organization = site.organization

    @control.post("/tokens")
    def tokens() -> ResponseReturnValue:
        body = json_body()
        person = named_person(site, body)
        extension = organization.extensions.running(str(body["extension"]))
        if extension is None:
            raise ValueError("that extension is not installed and enabled")
        return jsonify(
            app=organization.extensions.app_token(extension, person, organization.tenant_id),
            access=issue_access_token(organization, extension, person).secret,
        )

    @control.post("/pats")
    def make_pat() -> ResponseReturnValue:
        body = json_body()
        token = organization.credentials.issue(
            "pat",
            named_person(site, body).id,
            scopes=frozenset(body.get("scopes") or [FULL]),
            lifetime=timedelta(days=float(body.get("days", 30))),
            name=str(body.get("name", "")),
            every_organization=bool(body.get("every_organization")),
        )
        return jsonify(id=token.id, secret=token.secret, expires=token.expires.isoformat()), 201

    @control.delete("/pats/<identifier>")
    def revoke_pat(identifier: str) -> ResponseReturnValue:
        organization.credentials.revoke(identifier)
        return "", 204

    @control.post("/users")
    def add_user() -> ResponseReturnValue:
        body = json_body()
        mail = str(body["mail"])
        person = organization.people.add(str(body.get("name", mail)), mail, str(body.get("role", "member")))
        if "active" in body:
            person = organization.people.change(person.id, active=bool(body["active"]))
        return jsonify(id=person.id, descriptor=person.descriptor), 201

    @control.post("/permissions")
    def grant() -> ResponseReturnValue:
        body = json_body()
        project = organization.projects.get(str(body["project"])).id if body.get("project") else None
        wanted = body.get("level") or body.get("permissions") or []
        organization.access.grant(named_person(site, body).id, permissions_of(wanted), project)
        return "", 204

    @control.post("/applications")
    def add_application() -> ResponseReturnValue:
        body = json_body()
        application = register(
            organization,
            site.directory,
            Application(
                str(body["client_id"]),
                str(body.get("name", "An application")),
                list(body.get("secrets", [])),
                list(body.get("certificates", [])),
                list(body.get("tenants", [])),
            ),
        )
        joined = (
            add_to_organization(organization, application, str(body.get("role", "member")))
            if body.get("join", True)
            else None
        )
        return jsonify(client_id=application.client_id, identity=joined), 201


def json_body() -> dict[str, Any]:
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise ValueError("the body is a JSON object")
    return body


def named_person(site: Site, body: dict[str, Any]) -> Person:
    person = site.organization.people.find(str(body["user"]))
    if person is None:
        raise ValueError(f"nobody here is {body['user']}")
    return person
