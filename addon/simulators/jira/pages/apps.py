"""Apps in the product: Manage apps, the pages of apps, and what their frames need from the host."""

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ...npm import NpmFiles
from ..connect import tokens
from ..connect.frames import PAGES, context_claim, frame_url, meets
from ..connect.lifecycle import InstallRefused, install, set_state, uninstall
from ..errors import JiraError
from ..permissions import require_issue
from .viewer import Viewer

HOST_FILES = ("jquery/dist/jquery.js", "atlassian-connect-js/dist/connect-host.js")
FILES = {
    "jquery.js": "jquery/dist/jquery.js",
    "connect-host.js": "atlassian-connect-js/dist/connect-host.js",
    "connect-host.css": "atlassian-connect-js/dist/connect-host.css",
}
ALL_JS = "atlassian-connect-js/dist/iframe.js"


def add_routes(host: Blueprint, viewer: Viewer, npm: NpmFiles) -> None:
    site = viewer.site

    def require_admin() -> None:
        if not viewer.admin:
            abort(403, "Only Jira administrators manage apps.")

    @host.get("/atlassian-connect/all.js")
    def all_js() -> Response:
        """The script that app pages load: Atlassian's own, from npm."""
        return npm.answer(ALL_JS)

    @host.get("/__jira__/npm/<name>")
    def npm_file(name: str) -> Response:
        if name not in FILES:
            abort(404)
        return npm.answer(FILES[name])

    @host.get("/plugins/servlet/upm")
    def manage() -> ResponseReturnValue:
        if not viewer.admin:
            return render_template("forbidden.html", reason="Only Jira administrators manage apps."), 403
        return render_template("manage_apps.html", addons=list(site.addons.values()), pages=_pages)

    def _pages(key: str) -> list[tuple[str, str]]:
        """Configure and Get started of an app, with their addresses."""
        addon = site.addons[key]
        buttons = []
        for kind, label in (("postInstallPage", "Get started"), ("configurePage", "Configure")):
            buttons += [(label, f"/plugins/servlet/ac/{key}/{module['key']}") for module in addon.modules(kind)]
        return buttons

    @host.post("/plugins/servlet/upm/install")
    def add() -> ResponseReturnValue:
        require_admin()
        try:
            addon = install(site, request.form.get("url", "").strip(), viewer.account_id())
            flash(f"{addon.name} is installed and ready to go.", "success")
        except InstallRefused as refused:
            flash(str(refused), "error")
        return redirect("/plugins/servlet/upm", 303)

    @host.post("/plugins/servlet/upm/<key>/<action>")
    def change(key: str, action: str) -> ResponseReturnValue:
        require_admin()
        if key not in site.addons:
            abort(404)
        name = site.addons[key].name
        if action == "uninstall":
            uninstall(site, key, viewer.account_id())
        elif action in ("enable", "disable"):
            set_state(site, key, action == "enable", viewer.account_id())
        else:
            abort(404)
        flash(f"{name}: {action}d." if action != "uninstall" else f"{name} was uninstalled.", "success")
        return redirect("/plugins/servlet/upm", 303)

    @host.get("/plugins/servlet/ac/<key>/<module_key>")
    def page(key: str, module_key: str) -> ResponseReturnValue:
        """The host page of an app's page module."""
        missing = npm.missing(*HOST_FILES)
        if missing:
            return render_template("missing_files.html", advice=npm.advice(*missing)), 503
        with site.lock:
            addon = site.addons.get(key)
            found = addon.module(module_key) if addon is not None and addon.state == "enabled" else None
            if addon is None or found is None or found[0] not in PAGES:
                return render_template("not_found.html", key=f"{key}/{module_key}"), 404
            kind, module = found
            if not meets(site, viewer.account_id(), module):
                return render_template("forbidden.html", reason="You do not have permission to see this page."), 403
            url = frame_url(site, addon, module, viewer.account_id(), None)
        return render_template(
            "app_page.html",
            addon=addon,
            module=module,
            url=url,
            settings=kind != "generalPages",
            name=module["name"]["value"],
        )

    @host.get("/__jira__/token")
    def token() -> ResponseReturnValue:
        """What the host's script hands to a frame that calls `AP.context.getToken`."""
        addon = site.addons.get(request.args.get("addon", ""))
        if addon is None or addon.state != "enabled":
            abort(404)
        with site.lock:
            try:
                name = request.args.get("issue")
                issue = require_issue(site, viewer.caller(), name) if name else None
            except JiraError:
                abort(404)
            claim = context_claim(site, issue)
            return jsonify(token=tokens.sign_context(site, addon, viewer.account_id(), claim), context=claim["jira"])

    @host.get("/__jira__/frame")
    def fresh_frame() -> ResponseReturnValue:
        """A frame address with a fresh signature, when the old one has run out."""
        addon = site.addons.get(request.args.get("addon", ""))
        found = addon.module(request.args.get("module", "")) if addon is not None else None
        if addon is None or found is None:
            abort(404)
        with site.lock:
            name = request.args.get("issue")
            issue = require_issue(site, viewer.caller(), name) if name else None
            module = found[1]
            if "target" in module:
                module = {**module, "url": module["target"]["url"]}
            return jsonify(url=frame_url(site, addon, module, viewer.account_id(), issue))
