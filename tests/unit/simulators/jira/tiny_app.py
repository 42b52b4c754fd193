"""A small Connect app: it serves a descriptor, keeps what it is sent, and answers as told."""

import time
from dataclasses import dataclass, field
from typing import Any

import jwt
from atlassian_jwt.url_utils import hash_url
from flask import Flask, Response, jsonify, request

from addon.simulators.serving import RunningServer, serve


@dataclass
class Received:
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: Any
    text: str


@dataclass
class TinyApp:
    """`answers` gives statuses by path, used up one by one; 204 otherwise."""

    modules: dict[str, Any] = field(default_factory=dict)
    scopes: list[str] = field(default_factory=lambda: ["READ", "WRITE", "DELETE"])
    key: str = "tiny-app"
    received: list[Received] = field(default_factory=list)
    answers: dict[str, list[int]] = field(default_factory=dict)
    server: RunningServer | None = None
    signed_install: bool = True

    @property
    def url(self) -> str:
        assert self.server is not None
        return self.server.url + "/base"

    @property
    def descriptor_url(self) -> str:
        return self.url + "/atlassian-connect.json"

    def start(self) -> "TinyApp":
        app = Flask("tiny")

        @app.get("/base/atlassian-connect.json")
        def descriptor() -> Response:
            return jsonify(
                key=self.key,
                name="Tiny",
                baseUrl=self.url,
                authentication={"type": "jwt"},
                scopes=self.scopes,
                apiMigrations={"signed-install": self.signed_install, "context-qsh": True},
                lifecycle={name: f"/life/{name}" for name in ("installed", "uninstalled", "enabled", "disabled")},
                modules=self.modules,
            )

        @app.route("/base/<path:rest>", methods=["GET", "POST"])
        def anything(rest: str) -> Response:
            self.received.append(
                Received(
                    request.method,
                    "/" + rest,
                    request.query_string.decode(),
                    dict(request.headers),
                    request.get_json(silent=True),
                    request.get_data(as_text=True),
                )
            )
            queued = self.answers.get("/" + rest)
            return Response(status=queued.pop(0) if queued else 204)

        self.server = serve(app)
        return self

    def at(self, path: str) -> list[Received]:
        return [item for item in self.received if item.path == path]

    @property
    def secret(self) -> str:
        return str(self.at("/life/installed")[-1].body["sharedSecret"])

    def token(self, method: str, url: str, **claims: Any) -> str:
        """A token for a call to the site, hashed by somebody else's library."""
        now = int(time.time())
        payload = {"iss": self.key, "iat": now, "exp": now + 180, "qsh": hash_url(method, url), **claims}
        return jwt.encode(payload, self.secret, algorithm="HS256")

    def headers(self, method: str, url: str, **claims: Any) -> dict[str, str]:
        return {"Authorization": f"JWT {self.token(method, url, **claims)}"}
