"""No secret is ever logged, shown, put into an address, told to a script, or stored in the clear.

Everything that can hold a secret holds one that is known, the whole product is driven through what it does and through
what goes wrong, with trackers that repeat what they got, and then everything that was written is searched.
"""

import base64
import contextlib
import io
import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import flask
import pytest
import structlog
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from addon import logs
from addon.connections import as_code, codes, invitations
from addon.nodes import licensing, sync_identity
from addon.nodes.trackers import Trackers
from addon.simulators.azuredevops.entra import add_to_organization, register
from addon.simulators.azuredevops.organization import Application
from addon.simulators.azuredevops.seed import ADMIN_MAIL, SYNC_MAIL, SYNC_SCOPES
from addon.storage import errors, new_key, queue, secrets, timeline
from addon.sync.engine import run_until_idle
from addon.web.guards import Token, declaration_of
from tests.pipeline.planted import Listener, Planted, without_tokens
from tests.pipeline.scripted import Scripted
from tests.pipeline.world import CERTIFICATE, World
from tests.rings import has_bundle
from tests.web.callers import AzureDevOpsPage, JiraServer

pytestmark = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")

OPERATOR = "operatorZq7KpW2mXv9Lr4Tn"
OWN_APP_SECRET = "ownapp~Hf3Yc8Qe1Rb6Uj5Gs"
CLIENT_SECRET = "client~Dw9Nt4Zx7Mv2Ka6Py"
PAT = "patBy8Ev1Hc5Lq3Wo7Sm9Td4Xk2Rz6Uj"
WRONG_PAT = "wrongGn4Qs8Yt2Bw6Fv1Jc9Md5Kx3"
IN_ADDRESS = "addressVe7Rn3Xq9Lb5Tz1Hs"
LICENSE_KEY = "licenseTg5Ym1Ko8Wd3Pv6Xa2Ei"
SHOWN_TO_ADMINISTRATORS = ("/console/initiate", "/console/accept", "/code", "/new-code")
"""Pages whose purpose is to show an invitation code."""


@dataclass
class Driven:
    """What was written while the product was driven."""

    planted: Planted
    log: str = ""
    ours: Listener = field(default=None)  # type: ignore[assignment]
    jira: Listener = field(default=None)  # type: ignore[assignment]
    ado: Listener = field(default=None)  # type: ignore[assignment]
    stored: dict[str, bytes] = field(default_factory=dict)
    exported: str = ""
    told: str = ""
    """What errors and timelines hold, as they are stored."""
    pages: int = 0


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory, sandbox: Any) -> Iterator[Driven]:
    """The product, driven once; what is asked of the record are questions only."""
    folder = tmp_path_factory.mktemp("secrets")
    made = Driven(Planted())
    keys = (new_key(), new_key())
    with _written_down() as log:
        world = World(
            folder,
            scripts=sandbox,
            secret_keys=keys,
            operator_token=OPERATOR,
            entra_app_id="99999999-8888-4777-8666-555555555555",
            entra_app_secret=OWN_APP_SECRET,
        )
        try:
            made.planted.plant("certificate of the extension", CERTIFICATE)
            for number, key in enumerate(keys):
                made.planted.plant(f"key {number}", key)
            for name, secret in {
                "operator token": OPERATOR, "own application's secret": OWN_APP_SECRET, "client secret": CLIENT_SECRET,
                "personal access token": PAT, "refused token": WRONG_PAT, "password in an address": IN_ADDRESS,
                "license key": LICENSE_KEY,
            }.items():  # fmt: skip
                made.planted.plant(name, secret)
            _Drive(world, made).all()
        finally:
            world.close()
    made.log = log.getvalue()
    made.stored = {one.name: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    yield made


@contextlib.contextmanager
def _written_down() -> Iterator[io.StringIO]:
    """All lines of the most talkative log, and whatever is printed besides."""
    before = structlog.get_config() if structlog.is_configured() else None
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level  # what libraries say below a warning is never kept
    out = io.StringIO()
    with contextlib.redirect_stderr(out), contextlib.redirect_stdout(out):
        logs.configure("debug", "json")
        try:
            yield out
        finally:
            if before is None:
                structlog.reset_defaults()
            else:
                structlog.configure(**before)
            root.handlers[:] = handlers
            root.setLevel(level)


class _Drive:
    def __init__(self, world: World, made: Driven) -> None:
        self.world, self.made, self.plant = world, made, made.planted.plant
        made.ours = Listener(world.app.wsgi_app)
        world.app.wsgi_app = made.ours  # type: ignore[method-assign]
        server: Any = world.jira.server._server
        made.jira = server.app = Listener(server.app)
        simulator = world.ado.simulator
        made.ado = Listener(simulator.app.wsgi_app)
        simulator.app.wsgi_app = made.ado  # type: ignore[method-assign]

    def all(self) -> None:
        self.world.install()
        self.at_jira, self.page = JiraServer(self.world), AzureDevOpsPage(self.world)
        self.client = self.world.app.test_client()
        self.plant("shared secret", self.at_jira.secret)
        self.sign_in()
        self.identities()
        self.wizard()
        self.scripts = Scripted(self.world)
        self.rules_and_edits()
        self.trackers_that_repeat()
        self.bugs()
        self.strangers()
        self.remember_stored()
        self.look_at_everything()
        self.tell()

    def post(self, path: str, headers: dict[str, str], **form: str) -> str:
        return self.client.post(path, data=form, headers=headers).get_data(as_text=True)

    def sign_in(self) -> None:
        person = self.page.person(ADMIN_MAIL)
        app, access = self.page.app_token(person), self.page.access_token(person)
        self.plant("app token", app.rpartition(".")[2])
        self.plant("access token", access.rpartition(".")[2])
        answer = self.page.session(ADMIN_MAIL, app_token=app, access_token=access)
        assert answer.status_code == 200
        token = answer.get_json()["token"]
        self.plant("session", token.rpartition(".")[2])
        self.at_ado = {"Authorization": f"Bearer {token}"}
        context = self.at_jira.context()
        self.plant("context token", context["Authorization"].rpartition(".")[2])
        self.at_site = context
        with _echoing(self.made.ado, 403):
            self.page.session(ADMIN_MAIL, access_token=access)

    def identities(self) -> None:
        simulator, services, caller = self.world.ado.simulator, self.world.services, self.world.ado.caller
        organization = simulator.organization
        application = register(
            organization,
            simulator.directory,
            Application("11111111-2222-4333-8444-555555555555", "Sync", secrets=[CLIENT_SECRET]),
        )
        add_to_organization(organization, application)
        later = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 90 * 24 * 3600))
        entra = {"credential": "entra", "tenant": organization.tenant_id, "client_id": application.client_id}
        for form in (
            {"credential": "pat", "token": WRONG_PAT, "expires_on": later},
            {"credential": "pat", "token": WRONG_PAT, "expires_on": "someday"},
            {**entra, "secret": WRONG_PAT},
            {**entra, "secret": CLIENT_SECRET},
            {**entra, "certificate": _pem(self.plant)},
            {"credential": "consent"},
        ):
            self.post("/console/settings/identity", self.at_ado, **form)
            for status in (400, 401, 500):
                with _echoing(self.made.ado, status):
                    self.post("/console/settings/identity", self.at_ado, **form)
        sync = self.page.person(SYNC_MAIL)
        organization.credentials.issue("pat", sync.id, secret=PAT, scopes=SYNC_SCOPES)
        sync_identity.check_and_save_pat(services, caller, token=PAT, expires_on=later)
        self.post("/console/license", self.at_site, key=LICENSE_KEY)

    def wizard(self) -> None:
        named = self.world.ado.simulator.organization.url.replace("://", f"://admin:{IN_ADDRESS}@")
        for address in (named, f"https://x:{IN_ADDRESS}@liaise.example/n/0123456789abcdef", self.world.jira.server.url):
            self.post("/console/initiate/destination", self.at_site, destination=address)
        draft = {"mode": "basic", "local_name": "H", "remote_name": "T", "name": "Other", "unknown": "on"}
        page = self.post("/console/initiate/project", self.at_site, **draft, project_id=self.world.jira.project_id)
        code = codes.decode(page[page.index("liaise1.") :].split("<")[0].split('"')[0].strip())
        self.plant("one-time token", code.token)
        self.post("/console/accept/code", self.at_site, code=codes.encode(code))
        self.post("/console/accept/code", self.at_ado, code=codes.encode(code)[:-9])
        self.post("/console/accept/code", self.at_ado, code=codes.encode(code))

    def rules_and_edits(self) -> None:
        scripts = self.scripts
        probe = (
            'def seen = []\nfor (path in ["/rest/api/3/myself", "/_apis/connectionData"]) {\n'
            '  try { httpClient.http("GET", path) { req, res -> seen << req.toString() + res.headers.toString() } }'
            " catch (Exception e) { seen << e.message }\n}\n"
            "seen << connection.toString() + syncRequest.toString() + nodeHelper.toString() + httpClient.toString()\n"
            'log.warn("seen " + seen)\nreplica.seen = seen.join(" ")\n'
        )
        scripts.rule("jira", outgoing=f"replica.summary = issue.summary\nreplica.comments = issue.comments\n{probe}")
        scripts.rule("ado", outgoing=f"replica.summary = workItem.summary\n{probe}")
        self.issue = self.world.jira.create("Pump stops")
        self.world.settle()
        self.item = scripts.twin_of(self.issue)
        scripts.rule("ado", incoming='throw new IllegalStateException("odd: " + replica + connection)')
        self.world.jira.set(self.issue, summary="Pump stops again")
        self.world.settle()
        assert scripts.errors("ado")
        self.fresh_rules()

    def fresh_rules(self) -> None:
        self.scripts.rule(
            "ado", incoming="workItem.summary = replica.summary\n" + _CALLS.format(path="/_apis/projects")
        )
        self.scripts.rule(
            "jira", incoming="issue.summary = replica.summary\n" + _CALLS.format(path="/rest/api/3/myself")
        )

    def trackers_that_repeat(self) -> None:
        world = self.world
        for number, (listener, status) in enumerate(
            (where, status) for where in (self.made.jira, self.made.ado) for status in (400, 401, 403, 500)
        ):
            self.free()
            world.jira.set(self.issue, summary=f"Here {number}")
            world.ado.set(self.item, **{"System.Title": f"There {number}"})
            for bench in (world.jira.site.bench, world.ado.simulator.bench):
                assert bench.deliveries.settle(60)
            with _echoing(listener, status):
                run_until_idle(world.services)
                for headers in (self.at_site, self.at_ado):
                    self.client.get("/console/projects?query=a", headers=headers)
                    self.post("/console/settings/identity/recheck", headers)
                    self.post("/console/triggers/check", headers, query="project = SUP", project_id="1")
        self.free()

    def free(self) -> None:
        """Nothing is parked or paused any more."""

        def work(tx: Any) -> None:
            tx.change("UPDATE error SET resolved_at = 1, resolution = 'skipped' WHERE resolved_at IS NULL")
            tx.change("UPDATE stream SET blocked_by = NULL, due_at = 0, attempts = 0 WHERE owner IS NULL")
            tx.change("UPDATE event SET state = 'skipped' WHERE state = 'pending'")
            tx.change("UPDATE connection SET paused_until = 0")
            tx.change("UPDATE budget SET paused_until = 0")
            for caller in (self.world.jira.caller, self.world.ado.caller):
                queue.pause_node(tx, caller.node_id, 0, "")

        self.world.ledger.write(work)

    def bugs(self) -> None:
        """Faults of our own, in frames whose variables hold secrets."""

        def broken(*_: Any, **__: Any) -> Any:
            held, other = PAT, self.at_jira.secret
            raise RuntimeError(f"lost {len(held) + len(other)}")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Trackers, "open", broken)
            self.client.get("/console/projects", headers=self.at_ado)
            self.world.jira.set(self.issue, summary="Meets a bug")
            assert self.world.jira.site.bench.deliveries.settle(60)
            run_until_idle(self.world.services)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(licensing, "licence", broken)
            self.client.get(f"/jira/console/license?jwt={self.at_jira.signed('GET', '/jira/console/license')}")
            self.client.get("/console/license", headers=self.at_site)
        self.free()

    def strangers(self) -> None:
        hook = self.page.subscription()
        self.page.deliver(hook, password=WRONG_PAT)
        self.page.deliver(hook, body={"odd": PAT})
        self.at_jira.hook("/jira/hooks/issue_updated?issue.id=1", token=self.at_jira.signed("POST", "/elsewhere"))
        self.at_jira.tell("installed", body=self.at_jira.body("installed", sharedSecret=WRONG_PAT), token="x.y.z")
        self.at_jira.tell("installed", body=self.at_jira.body("installed", sharedSecret=[WRONG_PAT]))
        for headers in ({}, {"Authorization": f"Bearer {WRONG_PAT}"}, {"Authorization": f"Liaise {WRONG_PAT}"}):
            self.client.post(f"/n/{'0' * 32}/messages", data=PAT, headers=headers)
            self.client.get("/metrics", headers=headers)

    def remember_stored(self) -> None:
        """Everything that is kept encrypted: keys of both sides, passwords of hooks, codes, credentials."""

        def work(tx: Any) -> list[tuple[str, str]]:
            rows = tx.sql("SELECT node_id, purpose, subject FROM secret")
            found = [(f"{one[1]} {one[2]}", secrets.get(tx, one[0], one[1], subject=one[2])) for one in rows]
            return [(name, value) for name, value in found if value]

        stored = self.world.ledger.read(work)
        assert {"side_private_key", "invitation_code", "hook_password"} <= {name.split()[0] for name, _ in stored}
        for name, value in stored:
            if not name.startswith(invitations.CODE):
                for part in json.loads(value).values() if value.startswith("{") else (value,):
                    if isinstance(part, str) and len(part) >= 16 and part not in _PUBLIC(self.world):
                        self.plant(name, part)

    def look_at_everything(self) -> None:
        """Every page and answer there is, with what exists of each tenant."""
        world = self.world
        for headers, caller, entity in (
            (self.at_site, world.jira.caller, self.issue),
            (self.at_ado, world.ado.caller, self.item),
        ):
            found = world.ledger.read(lambda tx, node=caller.node_id: errors.list_page(tx, node)).items  # type: ignore[misc]
            numbers = [one.id for one in found][:6] or [1]
            connection = self.scripts.connections["jira" if caller is world.jira.caller else "ado"]
            for rule in world.app.url_map.iter_rules():
                declared = declaration_of(world.app.view_functions[rule.endpoint])
                if declared is None or declared.token is not Token.CONSOLE or "GET" not in (rule.methods or ()):
                    continue
                for number in numbers if "error_id" in rule.arguments else [1]:
                    known = {"connection_id": connection, "error_id": number, "question": "remove", "act": "retry"}
                    with world.app.test_request_context():
                        url = flask.url_for(rule.endpoint, **{one: known.get(one, 1) for one in rule.arguments})
                    self.client.get(url, headers=headers, query_string={"key": entity, "connection_id": connection})
                    self.made.pages += 1
        for path in ("/healthz", "/readyz", "/metrics", "/atlassian-connect.json", "/vss-extension.json"):
            self.client.get(path, headers={"Authorization": f"Bearer {OPERATOR}"})
        for tail in ("", "/.well-known/liaise", "/outbox", "/attachments/1/1"):
            slug = world.ledger.read(lambda tx: tx.sql("SELECT slug FROM node"))[0][0]
            self.client.get(f"/n/{slug}{tail}")

    def tell(self) -> None:
        nodes = [self.world.jira.caller.node_id, self.world.ado.caller.node_id]
        for node in nodes:
            self.made.exported += repr(as_code.read_out(self.world.ledger, node))
            self.made.told += repr(self.world.ledger.read(lambda tx, node=node: errors.list_page(tx, node)).items)  # type: ignore[misc]
        for node, entity in zip(nodes, (self.issue, self.item), strict=True):
            self.made.told += repr(
                self.world.ledger.read(lambda tx, n=node, e=entity: timeline.of_entity(tx, n, e)).items  # type: ignore[misc]
            )


_CALLS = 'try {{ httpClient.get("{path}") }} catch (Exception e) {{ log.warn(e.message) }}\n'


def _PUBLIC(world: World) -> set[str]:
    organization = world.ado.simulator.organization
    return {organization.tenant_id, world.settings.entra_authority}


def _pem(plant: Callable[[str, str], str]) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    for line in text.splitlines()[3:-1]:
        plant("private key of a certificate", line)
    return text + "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


@contextlib.contextmanager
def _echoing(listener: Listener, status: int) -> Iterator[None]:
    listener.echoing = status
    try:
        yield
    finally:
        listener.echoing = 0


def test_what_is_looked_for_is_found_in_every_spelling() -> None:
    planted = Planted()
    planted.plant("it", PAT)
    for spelling in (
        PAT[9:21],
        base64.b64encode(f":{PAT}".encode()).decode(),
        base64.urlsafe_b64encode(f'{{"a": "{PAT}"}}'.encode()).decode(),
        PAT.encode().hex(),
    ):
        assert planted.seen_in(f"xx {spelling} yy"), spelling
    assert planted.seen_in("xx yy " * 9) == []


def test_the_drive_went_through_all_of_it(driven: Driven) -> None:
    assert driven.pages > 80
    statuses = {one.status.split()[0] for one in driven.ours.heard}
    assert {"200", "401", "403", "404", "422", "500"} <= statuses
    assert '"event": "bug"' in driven.log and "credential_rejected" in driven.log
    assert "side_private_key" in " ".join(driven.planted.parts.values())


def test_no_secret_is_logged(driven: Driven) -> None:
    assert driven.planted.seen_in(driven.log) == []


def test_no_secret_is_in_what_errors_timelines_and_exports_say(driven: Driven) -> None:
    assert driven.planted.seen_in(driven.told) == []
    assert driven.planted.seen_in(driven.exported) == []


def test_no_secret_is_stored_in_the_clear(driven: Driven) -> None:
    assert any(len(data) > 100_000 for data in driven.stored.values())
    for name, data in driven.stored.items():
        assert driven.planted.seen_in(data) == [], name


def test_no_answer_of_ours_holds_a_secret_but_where_a_code_or_session_is_handed_out(driven: Driven) -> None:
    for one in driven.ours.heard:
        allowed: tuple[str, ...] = ()
        if any(part in one.url for part in SHOWN_TO_ADMINISTRATORS):
            allowed = ("one-time token", "password in an address")
        if one.url.startswith("/azuredevops/session"):
            allowed = ("session",)
        if one.url.startswith("/console/license"):
            allowed = ("license key",)
        assert driven.planted.seen_in(one.answered, allowed=allowed) == [], (one.method, without_tokens(one.url))


def test_no_address_holds_a_secret(driven: Driven) -> None:
    for listener in (driven.ours, driven.jira, driven.ado):
        for one in listener.heard:
            assert driven.planted.seen_in(without_tokens(one.url)) == [], one.url


def test_each_secret_is_told_to_nobody_but_its_own_side(driven: Driven) -> None:
    for one in driven.jira.heard:
        assert driven.planted.seen_in(one.sent) == [], one.url
    for one in driven.ado.heard:
        told = {found.partition(":")[0] for found in driven.planted.seen_in(one.sent)}
        assert all(_belongs_to_the_organization(name) for name in told), (one.url, told)


def _belongs_to_the_organization(name: str) -> bool:
    return name.split()[0] in (
        "personal",
        "refused",
        "access",
        "app",
        "client",
        "own",
        "hook_password",
        "ado_credential",
    )
