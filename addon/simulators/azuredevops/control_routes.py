"""What a test may ask of this simulator beyond the shared control contract, below `/__control__`.

- `POST install {"manifest"|"manifest_url"|"manifest_file", "base_uri"?, "certificate"?}` installs an extension and
  answers its certificate; `DELETE install/{publisher}.{extension}` removes it; `GET extensions` lists them;
- `POST tokens {"user", "extension"}` gives the app token and access token that the host page would hand out;
- `POST edits {"user", "id"? | "project" and "type"?, "fields"?, "operations"?, "comment"?, "as_typed"?}` does what that
  person would do in the form: no API call is recorded; `as_typed` turns lines into the editor's HTML;
- `POST pats {"user", "scopes"?, "days"?, "every_organization"?}` makes a token, `DELETE pats/{id}` revokes it;
- `POST users {"name", "mail", "role"?, "active"?}` adds or changes somebody;
- `POST permissions {"user", "level"|"permissions", "project"?}` grants in one project or in all;
- `POST projects {"name", "process"?, "public"?}`, `PATCH projects/{name} {"name"?, "public"?}`,
  `DELETE projects/{name}`, `POST projects/many {"count"}`;
- `POST applications {"client_id", "name"?, "secrets"?, "certificates"?, "role"?, "join"?, "tenants"?}`
  registers one in Entra;
- `POST fields {"reference_name", "name", "type", "process"?, "work_item_type"?, "required"?, "required_in"?,
  "allowed"?, "default"?}` adds a field to the organization and to a type;
- `GET`/`PATCH options` shows and sets how the organization behaves where the documents leave it open;
- `POST throttle {"limit": units or null}` sets the rate limit;
- `GET state` shows ids and addresses; `POST settle` waits until due web hooks are delivered.
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from ..control import require_loopback
from .access import permissions_of
from .credentials import FULL
from .entra import add_to_organization, register
from .errors import VendorError
from .extension_source import fetch_manifest
from .fields import Field
from .html_text import editor_html
from .organization import Application
from .page_tokens import issue_access_token
from .patch import read_patch
from .people import Person
from .processes import TypeField
from .rest.core import rename_project
from .rest.routing import Site
from .seed import seed_many_projects


def control_blueprint(site: Site) -> Blueprint:
    """The routes of this module for one site."""
    organization = site.organization
    control = Blueprint("azuredevops_control", __name__, url_prefix="/__control__")
    control.before_request(require_loopback)

    @control.errorhandler(ValueError)
    @control.errorhandler(KeyError)
    @control.errorhandler(TypeError)
    def refused(error: Exception) -> ResponseReturnValue:
        return jsonify(error=f"{type(error).__name__}: {error}"), 400

    @control.errorhandler(VendorError)
    def vendor(error: VendorError) -> ResponseReturnValue:
        return jsonify(error.as_json()), error.status

    @control.get("/state")
    def state() -> ResponseReturnValue:
        return jsonify(
            organization=organization.name,
            url=organization.url,
            identity_url=organization.graph_url,
            authority=f"{organization.address}/{organization.tenant_id}",
            tenant_id=organization.tenant_id,
            instance_id=organization.instance_id,
            people=[{**person.__dict__, "descriptor": person.descriptor} for person in organization.people.all()],
            projects=organization.projects.count(),
            work_items=len(organization.items),
        )

    @control.post("/install")
    def install() -> ResponseReturnValue:
        body = _body()
        extension = organization.extensions.install(
            _manifest(body), base_uri=body.get("base_uri"), certificate=body.get("certificate")
        )
        return jsonify(
            extension=extension.full_id,
            certificate=extension.certificate,
            audience=extension.audience,
            hub=f"{organization.url}/_settings/{extension.full_id}.adnode",
        ), 201

    @control.delete("/install/<full_id>")
    def uninstall(full_id: str) -> ResponseReturnValue:
        organization.extensions.uninstall(full_id)
        return "", 204

    @control.get("/extensions")
    def extensions() -> ResponseReturnValue:
        return jsonify(
            [
                {
                    "extension": item.full_id,
                    "version": item.version,
                    "base_uri": item.base_uri,
                    "certificate": item.certificate,
                    "audience": item.audience,
                }
                for item in organization.extensions.all()
            ]
        )

    @control.post("/tokens")
    def tokens() -> ResponseReturnValue:
        body = _body()
        person = _person(site, body)
        extension = organization.extensions.find(str(body["extension"]))
        if extension is None:
            raise ValueError("that extension is not installed")
        return jsonify(
            app=organization.extensions.app_token(extension, person, organization.tenant_id),
            access=issue_access_token(organization, extension, person).secret,
        )

    @control.post("/edits")
    def edit() -> ResponseReturnValue:
        """What somebody does in the form: not an API call, and long texts come as the editor writes them."""
        body, person = _body(), _person(site, _body())
        with organization.lock:
            fields = {
                name: editor_html(value) if body.get("as_typed") and _is_html(site, name) else value
                for name, value in dict(body.get("fields", {})).items()
            }
            document = [{"op": "replace", "path": f"/fields/{name}", "value": value} for name, value in fields.items()]
            patch = read_patch([*document, *body.get("operations", [])], organization.fields)
            if body.get("id") is None:
                project = organization.visible_project(str(body["project"]), person)
                item = site.writer.create(project, str(body.get("type", "Task")), patch, person).item
            else:
                item = organization.visible_item(int(body["id"]), person)
                site.writer.change(item, patch, person)
            comment = None
            if body.get("comment"):
                comment = site.writer.add_comment(item, editor_html(str(body["comment"])), "html", person).id
        return jsonify(id=item.id, rev=item.rev, comment=comment)

    @control.post("/pats")
    def make_pat() -> ResponseReturnValue:
        body = _body()
        token = organization.credentials.issue(
            "pat",
            _person(site, body).id,
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
        body = _body()
        mail = str(body["mail"])
        person = organization.people.add(str(body.get("name", mail)), mail, str(body.get("role", "member")))
        if "active" in body:
            person = organization.people.change(person.id, active=bool(body["active"]))
        return jsonify(id=person.id, descriptor=person.descriptor), 201

    @control.post("/permissions")
    def grant() -> ResponseReturnValue:
        body = _body()
        project = organization.projects.get(str(body["project"])).id if body.get("project") else None
        wanted = body.get("level") or body.get("permissions") or []
        organization.access.grant(_person(site, body).id, permissions_of(wanted), project)
        return "", 204

    @control.post("/projects")
    def add_project() -> ResponseReturnValue:
        body = _body()
        made = organization.projects.create(
            str(body["name"]),
            str(body.get("process", "agile")).lower(),
            organization.clock.now(),
            public=bool(body.get("public")),
        )
        return jsonify(id=made.id, name=made.name), 201

    @control.post("/projects/many")
    def many_projects() -> ResponseReturnValue:
        with organization.lock:
            seed_many_projects(organization, int(_body().get("count", 10_000)))
        return jsonify(projects=organization.projects.count())

    @control.patch("/projects/<name>")
    def change_project(name: str) -> ResponseReturnValue:
        body, found = _body(), organization.projects.get(name)
        found.public = bool(body.get("public", found.public))
        if body.get("name"):
            with organization.lock:
                rename_project(organization, found, str(body["name"]))
        return jsonify(id=found.id, name=found.name)

    @control.delete("/projects/<name>")
    def delete_project(name: str) -> ResponseReturnValue:
        organization.projects.delete(organization.projects.get(name))
        return "", 204

    @control.post("/applications")
    def add_application() -> ResponseReturnValue:
        body = _body()
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

    @control.post("/fields")
    def add_field() -> ResponseReturnValue:
        body = _body()
        name = str(body["reference_name"])
        if organization.fields.find(name) is None:
            organization.fields.add(Field(name, str(body.get("name", name)), str(body.get("type", "string"))))
        if body.get("work_item_type"):
            process = organization.processes[str(body.get("process", "agile")).lower()]
            kind = process.types[str(body["work_item_type"])]
            process.types[kind.name] = kind.with_field(
                TypeField(
                    name,
                    bool(body.get("required")),
                    body.get("default"),
                    tuple(body.get("allowed", ())),
                    required_in=tuple(body.get("required_in", ())),
                )
            )
        return "", 204

    @control.route("/options", methods=["GET", "PATCH"])
    def options() -> ResponseReturnValue:
        if request.method == "PATCH":
            for key, value in _body().items():
                if key not in organization.options.__dict__:
                    raise ValueError(f"unknown option: {key}")
                setattr(organization.options, key, value)
        return jsonify(organization.options.__dict__)

    @control.post("/throttle")
    def throttle() -> ResponseReturnValue:
        limit = _body().get("limit")
        organization.throttle.limit = None if limit is None else float(limit)
        return "", 204

    @control.post("/settle")
    def settle() -> ResponseReturnValue:
        return jsonify(settled=site.hooks.settle())

    return control


def _body() -> dict[str, Any]:
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise ValueError("the body is a JSON object")
    return body


def _is_html(site: Site, name: str) -> bool:
    found = site.organization.fields.find(name)
    return found is not None and found.type == "html"


def _person(site: Site, body: dict[str, Any]) -> Person:
    person = site.organization.people.find(str(body["user"]))
    if person is None:
        raise ValueError(f"nobody here is {body['user']}")
    return person


def _manifest(body: dict[str, Any]) -> dict[str, Any]:
    if body.get("manifest_url"):
        manifest = fetch_manifest(str(body["manifest_url"]))
    elif body.get("manifest_file"):
        manifest = json.loads(Path(str(body["manifest_file"])).read_text("utf-8-sig"))
    else:
        manifest = body["manifest"]
    if not isinstance(manifest, dict):
        raise ValueError("a manifest is a JSON object")
    return manifest
