"""The Jira part of the control contract: apps, licence, permissions, settings, demo data. Loopback only.

- `GET apps`; `POST install {"descriptorUrl"}`; `POST uninstall {"appKey"}`; `POST state {"appKey","enabled"}`;
- `POST license {"appKey","license": {...} or null}`;
- `POST permissions {"project": key or "*", "app": [permissions] or null}`: what apps may do there;
- `POST settings` with any of index_lag_s, per_issue_writes, points_per_hour, burst_per_second, upload_limit,
  attachments_enabled, secondary_delay_s; `POST move {"issue","project"}`; `POST projects {"count"}`;
  `POST rotate-install-key {}`.
"""

from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from ..control import require_loopback
from .caller import Caller
from .connect import lifecycle, tokens
from .errors import JiraError
from .operations import issues
from .permissions import administrator
from .seed import add_many_projects
from .site import JiraSite


def blueprint(site: JiraSite) -> Blueprint:
    """The routes below `/__control__` that only a Jira site has."""
    control = Blueprint("jira_control", __name__, url_prefix="/__control__")
    control.before_request(require_loopback)

    def body() -> dict[str, Any]:
        value = request.get_json(force=True, silent=True)
        if not isinstance(value, dict):
            raise ValueError("the body is a JSON object")
        return value

    @control.errorhandler(ValueError)
    @control.errorhandler(KeyError)
    @control.errorhandler(TypeError)
    def refused(error: Exception) -> ResponseReturnValue:
        return jsonify(error=str(error)), 400

    @control.errorhandler(JiraError)
    def refused_by_site(error: JiraError) -> ResponseReturnValue:
        return jsonify(error=str(error)), error.status

    @control.errorhandler(lifecycle.InstallRefused)
    def not_installed(error: lifecycle.InstallRefused) -> ResponseReturnValue:
        return jsonify(error=str(error)), 422

    @control.get("/apps")
    def apps() -> ResponseReturnValue:
        return jsonify([{"key": a.key, "state": a.state, "accountId": a.account_id} for a in site.addons.values()])

    @control.post("/install")
    def install() -> ResponseReturnValue:
        addon = lifecycle.install(site, body()["descriptorUrl"], administrator(site))
        return jsonify(key=addon.key, clientKey=site.client_key, accountId=addon.account_id), 201

    @control.post("/uninstall")
    def uninstall() -> ResponseReturnValue:
        lifecycle.uninstall(site, body()["appKey"], administrator(site))
        return "", 204

    @control.post("/state")
    def state() -> ResponseReturnValue:
        value = body()
        lifecycle.set_state(site, value["appKey"], bool(value["enabled"]), administrator(site))
        return "", 204

    @control.post("/license")
    def set_license() -> ResponseReturnValue:
        value = body()
        site.addons[value["appKey"]].license = value["license"]
        return "", 204

    @control.post("/permissions")
    def permissions() -> ResponseReturnValue:
        value = body()
        held = None if value["app"] is None else frozenset(value["app"])
        with site.lock:
            named = list(site.projects.values()) if value["project"] == "*" else [site.find_project(value["project"])]
            for project in named:
                if project is None:
                    raise KeyError(value["project"])
                project.app_permissions = held
        return "", 204

    @control.post("/settings")
    def settings() -> ResponseReturnValue:
        for name, value in body().items():
            if name in ("per_issue_writes", "points_per_hour", "burst_per_second"):
                setattr(site.limits, name, value)
            elif name in ("index_lag_s", "upload_limit", "attachments_enabled"):
                setattr(site, name, value)
            elif name == "secondary_delay_s":
                site.hooks.secondary_delay_s = value
            else:
                raise ValueError(f"unknown: {name}")
        return "", 204

    @control.post("/move")
    def move() -> ResponseReturnValue:
        value = body()
        with site.lock:
            issue, target = site.find_issue(value["issue"]), site.find_project(value["project"])
            if issue is None or target is None:
                raise KeyError("issue or project")
            issues.move(site, Caller(administrator(site)), issue, target)
        return jsonify(key=issue.key)

    @control.post("/projects")
    def projects() -> ResponseReturnValue:
        with site.lock:
            add_many_projects(site, int(body()["count"]))
        return jsonify(total=len(site.projects)), 201

    @control.post("/rotate-install-key")
    def rotate() -> ResponseReturnValue:
        return jsonify(kid=tokens.new_install_key(site))

    return control
