"""What a test may ask of this simulator beyond the shared control contract, below `/__control__`.

- `POST install {"manifest"|"manifest_url"|"manifest_file", "base_uri"?, "certificate"?}` installs an extension and
  answers its certificate; `DELETE install/{publisher}.{extension}` removes it, `PATCH` on it with `{"enabled"}`
  switches it off and on; `GET extensions` lists them;
- `POST edits {"user", "id"? | "project" and "type"?, "fields"?, "operations"?, "comment"?, "as_typed"?}` does what that
  person would do in the form: no API call is recorded; `as_typed` turns lines into the editor's HTML;
- `POST projects {"name", "process"?, "public"?}`, `PATCH projects/{name} {"name"?, "public"?}`,
  `DELETE projects/{name}`, `POST projects/many {"count"}`;
- `POST fields {"reference_name", "name", "type", "process"?, "work_item_type"?, "required"?, "required_in"?,
  "allowed"?, "default"?}` adds a field to the organization and to a type; `DELETE fields/{reference_name}` deletes it
  with its values, on all types;
- `GET`/`PATCH options` shows and sets how the organization behaves where the documents leave it open;
- `POST throttle {"limit": units or null}` sets the rate limit;
- `GET state` shows ids and addresses; `POST settle` waits until due web hooks are delivered;
- `control_people` adds tokens, people, permissions and applications.
"""

import json
from pathlib import Path
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from ..control import require_loopback
from .control_people import add_people_routes, json_body, named_person
from .errors import VendorError
from .extension_source import fetch_manifest
from .fields import Field
from .html_text import editor_html
from .patch import read_patch
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
        body = json_body()
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

    @control.patch("/install/<full_id>")
    def enable(full_id: str) -> ResponseReturnValue:
        if organization.extensions.enable(full_id, bool(json_body()["enabled"])) is None:
            raise ValueError(f"{full_id} is not installed")
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
                    "enabled": item.enabled,
                }
                for item in organization.extensions.all()
            ]
        )

    @control.post("/edits")
    def edit() -> ResponseReturnValue:
        """What somebody does in the form: not an API call, and long texts come as the editor writes them."""
        body, person = json_body(), named_person(site, json_body())
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

    @control.post("/projects")
    def add_project() -> ResponseReturnValue:
        body = json_body()
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
            seed_many_projects(organization, int(json_body().get("count", 10_000)))
        return jsonify(projects=organization.projects.count())

    @control.patch("/projects/<name>")
    def change_project(name: str) -> ResponseReturnValue:
        body, found = json_body(), organization.projects.get(name)
        found.public = bool(body.get("public", found.public))
        if body.get("name"):
            with organization.lock:
                rename_project(organization, found, str(body["name"]))
        return jsonify(id=found.id, name=found.name)

    @control.delete("/projects/<name>")
    def delete_project(name: str) -> ResponseReturnValue:
        organization.projects.delete(organization.projects.get(name))
        return "", 204

    @control.post("/fields")
    def add_field() -> ResponseReturnValue:
        body = json_body()
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

    @control.delete("/fields/<reference_name>")
    def delete_field(reference_name: str) -> ResponseReturnValue:
        with organization.lock:
            organization.delete_field(reference_name)
        return "", 204

    @control.route("/options", methods=["GET", "PATCH"])
    def options() -> ResponseReturnValue:
        if request.method == "PATCH":
            for key, value in json_body().items():
                if key not in organization.options.__dict__:
                    raise ValueError(f"unknown option: {key}")
                setattr(organization.options, key, value)
        return jsonify(organization.options.__dict__)

    @control.post("/throttle")
    def throttle() -> ResponseReturnValue:
        limit = json_body().get("limit")
        organization.throttle.limit = None if limit is None else float(limit)
        return "", 204

    @control.post("/settle")
    def settle() -> ResponseReturnValue:
        return jsonify(settled=site.hooks.settle())

    add_people_routes(control, site)
    return control


def _is_html(site: Site, name: str) -> bool:
    found = site.organization.fields.find(name)
    return found is not None and found.type == "html"


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
