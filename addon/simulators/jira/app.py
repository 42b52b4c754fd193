"""All of a site behind one address: REST, host pages, key server, media, control."""

import json
import secrets
from pathlib import Path

from flask import Flask, Response, abort, request

from ..npm import NpmFiles
from ..serving import RunningServer
from ..serving import serve as serve_app
from . import control, pages, rest
from .connect import tokens
from .connect.hooks import WebHooks
from .rest.attachments import serve_bytes
from .site import JiraSite

API_PREFIXES = ("/rest/",)


def create_app(site: JiraSite, npm_folder: Path | None = None) -> Flask:
    """The Flask app of a site. `npm_folder` is the `node_modules` with atlassian-connect-js and jquery."""
    app = Flask(__name__, static_folder=None)
    app.secret_key = secrets.token_bytes(32)
    app.config["SESSION_COOKIE_NAME"] = f"jira_{site.client_key[:8]}"
    app.json.sort_keys = False  # type: ignore[attr-defined]
    site.hooks = site.hooks or WebHooks(site)
    rest.attach(app, site)
    pages.attach(app, site, NpmFiles(npm_folder))
    app.register_blueprint(control.blueprint(site))

    @app.get("/install-keys/<kid>")
    def install_key(kid: str) -> Response:
        """Atlassian's key server: the PEM text of a signing key."""
        pem = tokens.public_key(site, kid)
        if pem is None:
            abort(404)
        return Response(pem, content_type="text/plain")

    @app.get("/__media__/file/<media_id>/binary")
    def media(media_id: str) -> Response:
        """The media service behind attachment redirects: a token in the URL, no other credentials."""
        if "Authorization" in request.headers:
            return Response("Only one auth mechanism allowed", 400, content_type="text/plain")
        if site.media_tokens.get(request.args.get("token", "")) != media_id or media_id not in site.media:
            return Response(status=401)
        return serve_bytes(site.media[media_id])

    @app.get("/_edge/tenant_info")
    def tenant_info() -> Response:
        return Response(json.dumps({"cloudId": site.cloud_id}), content_type="application/json")

    site.bench.attach(app, is_api=lambda path: path.startswith(API_PREFIXES), error_body=_error_body)
    return app


def _error_body(status: int) -> tuple[str, bytes]:
    """What the product answers when it fails as a whole."""
    if status in (502, 503, 504):
        return "text/html", b"<html><body><h1>The service is temporarily unavailable</h1></body></html>"
    content = {"errorMessages": [f"Internal error (status {status})"], "errors": {}}
    return "application/json;charset=UTF-8", json.dumps(content).encode()


def serve(site: JiraSite, host: str = "127.0.0.1", port: int = 0, npm_folder: Path | None = None) -> RunningServer:
    """Serve a site in a thread; its base URL becomes the address it got."""
    server = serve_app(create_app(site, npm_folder), host, port)
    site.base_url = server.url
    return server
