"""Who calls the backend from outside, with tokens as the real products make them, and as attackers might."""

import base64
import time
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from addon.nodes import sessions
from addon.nodes.sessions import Caller
from addon.nodes.trackers import JIRA_SECRET
from addon.simulators.azuredevops.extensions import APP_TOKEN_ISSUER
from addon.simulators.azuredevops.page_tokens import issue_access_token
from addon.simulators.azuredevops.people import Person
from addon.simulators.jira.connect import lifecycle, tokens
from addon.simulators.jira.connect.addons import AddOn
from addon.simulators.jira.connect.qsh import hash_url
from addon.simulators.jira.seed import ADMIN
from addon.storage import hooks, secrets
from addon.storage.hooks import Hook
from tests.pipeline.world import CERTIFICATE, World

KEY = "liaise"
STRANGER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class JiraServer:
    """Atlassian's side of the backend: lifecycle calls, web hooks, frames, and calls of our page."""

    world: World
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.world.app.test_client()

    @property
    def addon(self) -> AddOn:
        found: AddOn = self.world.jira.site.addons[KEY]
        return found

    @property
    def secret(self) -> str:
        """The secret that both have agreed on."""
        return str(self.addon.shared_secret)

    def claims(self, method: str, path: str, **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        made: dict[str, Any] = {
            "iss": self.world.jira.site.client_key,
            "iat": now,
            "exp": now + 900,
            "qsh": hash_url(method, f"{self.addon.base_url}{path}", self.addon.base_url),
        }
        made |= changes
        return {name: value for name, value in made.items() if value is not None}

    def body(self, event: str, **changes: Any) -> dict[str, Any]:
        return {**lifecycle.payload(self.world.jira.site, self.addon, event), **changes}

    def lifecycle_token(self, path: str, **changes: Any) -> str:
        """RS256 by the site's install key, as Atlassian signs `installed` and `uninstalled`."""
        kid, key = tokens.install_key(self.world.jira.site)
        key = changes.pop("key", key)
        claims = self.claims("POST", path, **{"aud": [self.addon.base_url], **changes})
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": changes.pop("kid", kid)})

    def tell(
        self, event: str, token: str | None = None, body: Any = None, path: str = "", header: str = "JWT "
    ) -> TestResponse:
        """A lifecycle call; good unless changed."""
        path = path or f"/jira/{event}"
        token = self.lifecycle_token(path) if token is None else token
        return self.client.post(
            path, json=self.body(event) if body is None else body, headers={"Authorization": f"{header}{token}"}
        )

    def signed(self, method: str, path: str, secret: str = "", **changes: Any) -> str:
        """HS256 with the shared secret over this very request: frames, web hooks, `enabled`, `disabled`."""
        return jwt.encode(self.claims(method, path, **changes), secret or self.secret, algorithm="HS256")

    def context(self, account: str | None = ADMIN, issue: str = "", **changes: Any) -> dict[str, str]:
        """What our page sends: the token of `AP.context.getToken`."""
        context = {"context": {"jira": {"issue": {"id": issue}}}} if issue else {}
        token = self.signed("GET", "/", **{"qsh": "context-qsh", "sub": account, **context, **changes})
        return {"Authorization": f"JWT {token}"}

    def hook(self, path: str, delivery: str = "", token: str | None = None, **more: Any) -> TestResponse:
        """A web hook; without a body, as we asked for."""
        headers = {"Authorization": f"JWT {self.signed('POST', path) if token is None else token}"}
        if delivery:
            headers["X-Atlassian-Webhook-Identifier"] = delivery
        return self.client.post(path, headers=headers, **more)

    def stored_secret(self) -> str | None:
        node = self.world.jira.caller.node_id
        return self.world.ledger.read(lambda tx: secrets.get(tx, node, JIRA_SECRET))


@dataclass
class AzureDevOpsPage:
    """A page of the extension inside an organization, and the service that calls our hooks."""

    world: World
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.world.app.test_client()
        organization = self.world.ado.simulator.organization
        manifest = self.client.get("/vss-extension.json").get_json()
        self.extension = organization.extensions.install(manifest, certificate=CERTIFICATE)

    def person(self, mail: str) -> Person:
        found = self.world.ado.simulator.organization.people.find(mail)
        assert found is not None
        return found

    def app_token(self, person: Person, **changes: Any) -> str:
        organization = self.world.ado.simulator.organization
        key = changes.pop("key", CERTIFICATE)
        now = int(time.time())
        claims = {
            "nameid": person.id,
            "tid": organization.tenant_id,
            "iss": APP_TOKEN_ISSUER,
            "aud": self.extension.audience,
            "nbf": now,
            "exp": now + 4000,
        }
        claims |= changes
        return jwt.encode({k: v for k, v in claims.items() if v is not None}, key, algorithm="HS256")

    def access_token(self, person: Person) -> str:
        organization = self.world.ado.simulator.organization
        return issue_access_token(organization, self.extension, person).secret

    def session(self, mail: str, **changes: Any) -> TestResponse:
        """Trade the host's tokens for a bearer; good for this person unless changed."""
        person = self.person(mail)
        body = {
            "app_token": self.app_token(person),
            "access_token": self.access_token(person),
            "organization": self.world.ado.simulator.organization.name,
        }
        return self.client.post("/azuredevops/session", json={**body, **changes})

    def bearer(self, **changes: Any) -> dict[str, str]:
        """A bearer of ours, for the world's administrator unless changed."""
        caller = self.world.ado.caller
        values = {name: getattr(caller, name) for name in Caller.__slots__} | {
            "admin_checked_at": self.world.services.now()
        }
        token = sessions.issue(
            Caller(**{**values, **changes}),
            key=self.world.app.config["SESSION_KEYS"][0],
            now_ms=self.world.services.now(),
        )
        return {"Authorization": f"Bearer {token}"}

    def subscription(self, event: str = "workitem.updated") -> Hook:
        node = self.world.ado.caller.node_id
        found = self.world.ledger.read(lambda tx: hooks.list_for(tx, node))
        return next(one for one in found if one.event == event)

    def password(self, hook: Hook) -> str:
        node = self.world.ado.caller.node_id
        found = self.world.ledger.read(
            lambda tx: secrets.get(tx, node, "hook_password", subject=secrets.of_hook(hook.id))
        )
        assert found is not None
        return found

    def delivery(self, hook: Hook, **changes: Any) -> dict[str, Any]:
        """The body of a delivery for a work item, as the service sends it."""
        made = {
            "subscriptionId": hook.subscription_id,
            "notificationId": 7,
            "id": "11111111-1111-1111-1111-111111111111",
            "eventType": hook.event,
            "publisherId": "tfs",
            "resource": {"id": 99, "workItemId": 3, "rev": 2, "fields": {"System.Title": {"newValue": "x"}}},
            "resourceContainers": {
                "collection": {"id": self.world.ado.simulator.organization.instance_id},
                "project": {"id": hook.project_id},
            },
            "createdDate": "2026-11-21T10:00:00.000Z",
        }
        return made | changes

    def deliver(self, hook: Hook, body: Any = None, password: str | None = None, **more: Any) -> TestResponse:
        """One delivery, with the subscription's password unless changed."""
        word = self.password(hook) if password is None else password
        headers = {"Authorization": "Basic " + base64.b64encode(f"hook:{word}".encode()).decode()}
        node = more.pop("node", self.world.ado.caller.node_id)
        number = more.pop("number", hook.id)
        if body is None and not more:
            body = self.delivery(hook)
        if body is not None:
            more["json"] = body
        return self.client.post(f"/azuredevops/hooks/{node}/{number}", headers=headers, **more)


def inbox_rows(world: World, node_id: int) -> int:
    """How many deliveries a tenant has stored."""
    return int(world.ledger.read(lambda tx: tx.sql("SELECT count(*) FROM inbox WHERE node_id = ?", node_id))[0][0])
