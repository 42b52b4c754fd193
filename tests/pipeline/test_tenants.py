"""Whoever holds what one tenant gave them gets nothing of another: not a word, not a change, not even that it is there.

Two sites, connected with each other twice, one of them full of things whose numbers the other one knows.
"""

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import flask
import pytest
from werkzeug.routing import Rule

from addon.connections import signing
from addon.connections.signing import Signed
from addon.nodes import sessions
from addon.sandbox.launcher import Sandbox
from addon.storage import (
    audit,
    conflicts,
    connections,
    errors,
    jobs,
    nodes,
    rule_cases,
    rules,
    secrets,
    triggers,
    twins,
)
from addon.web.guards import Token, declaration_of
from tests.pipeline.same_kind import Half, SameKind
from tests.rings import has_bundle

pytestmark = pytest.mark.skipif(not has_bundle(), reason="the browser bundle is not built: make assets")

SECRET = "Wolframite"
FIRST = 7_410_000
"""Numbers of rows begin here, each table's at another thousand: so they are told from whatever else is on a page."""
NOBODYS = 7_499_999
MOVING = re.compile(
    r"74\d{5}|[A-Z][a-z]{2} \d{1,2}, \d{4}|\d{1,2}:\d\d(:\d\d)?|(a|an|\d+) (second|minute|hour|min|sec)s?( ago)?|just now"
)
"""What differs between two answers although they say the same: numbers of rows, and the time."""
OF_TABLES = ("connection", "trigger", "error", "job", "conflict", "rule_case", "audit", "rule_version", "event")


@dataclass
class Rows:
    """What the left site has, by the names that routes, queries and forms use."""

    connection_id: int
    trigger_id: int
    error_id: int
    job_id: int
    conflict_id: int
    case_id: int
    audit_id: int

    @property
    def path(self) -> dict[str, int]:
        return {name: number for name, number in asdict(self).items() if name != "audit_id"}

    @property
    def typed(self) -> dict[str, str]:
        """As queries and forms name them."""
        found = {
            "connection_id": self.connection_id, "connection": self.connection_id, "id": self.trigger_id,
            "row": self.error_id, "newest": self.error_id, "job": self.job_id, "restore": self.audit_id,
            "selected": self.conflict_id,
        }  # fmt: skip
        return {name: str(number) for name, number in found.items()}

    @classmethod
    def nobodys(cls) -> "Rows":
        return cls(*[NOBODYS] * 7)


@dataclass
class Tenants:
    pair: SameKind
    rows: Rows
    second: tuple[int, int]
    """The connections of both sides over which nothing was ever sent."""
    entity: str

    def headers(self, half: Half, entity: str = "") -> dict[str, str]:
        caller = replace(half.caller, admin_checked_at=self.pair.services.now(), entity_id=entity or None)
        key = self.pair.app.config["SESSION_KEYS"][0]
        return {"Authorization": f"Bearer {sessions.issue(caller, key=key, now_ms=self.pair.services.now())}"}

    def of_left(self) -> list[Any]:
        """Every row of the left site, as it is stored."""
        node = self.pair.left.caller.node_id
        tables = ("connection", "rule_version", "trigger", "error", "job", "conflict", "rule_case", "twin", "stream",
                  "event", "audit", "secret", "setting", "timeline", "outbox", "received")  # fmt: skip
        return self.pair.ledger.read(
            lambda tx: [tx.sql(f"SELECT * FROM {table} WHERE node_id = ? ORDER BY id", node) for table in tables]
        )


@pytest.fixture(scope="module")
def tenants(tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox) -> Iterator[Tenants]:
    pair = SameKind("jira", tmp_path_factory.mktemp("tenants"), sandbox)
    try:
        pair.install()
        pair.ledger.write(
            lambda tx: [
                (
                    tx.change("DELETE FROM sqlite_sequence WHERE name = ?", name),
                    tx.change("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", name, FIRST + number * 1000),
                )
                for number, name in enumerate(OF_TABLES)
            ]
        )
        second = pair.connect("basic", name="A second one")
        pair.connect("script")
        pair.watch()
        entity = pair.left.hands.create("c1 shared", "text")
        pair.left.hands.attach(entity, "plan.txt", b"the plan")
        pair.settle()
        pair.across(pair.left, entity)
        yield Tenants(pair, _filled(pair, entity), second, entity)
    finally:
        pair.close()


def _filled(pair: SameKind, entity: str) -> Rows:
    node, connection = pair.left.caller.node_id, pair.left.connection

    def fill(tx: Any) -> Rows:
        connections.update(tx, node, connection, description=SECRET)
        rules.save(tx, node, connection, outgoing=f"// {SECRET}", incoming=f"// {SECRET}", message=SECRET)
        twin = twins.by_local(tx, node, connection, entity)
        assert twin is not None
        trigger = triggers.create(tx, node, connection, query=f"summary ~ {SECRET}", notes=SECRET)
        failed = errors.report(
            tx, node, impact="trigger", reason=SECRET, message=SECRET, connection_id=connection, trigger_id=trigger.id
        )
        job = jobs.start(tx, node, "test", connection_id=connection, created_by=SECRET)
        asked = conflicts.ask(tx, node, connection, twin.id, "summary")
        case = rule_cases.create(
            tx, node, connection, name=SECRET, entity_id=entity, entity_key=SECRET, given={}, expected={}
        )
        audit.record(tx, node, "connection_edited", connection_id=connection, actor_name=SECRET, subject=SECRET)
        edited = audit.list_page(tx, node).items[0].id
        return Rows(connection, trigger.id, failed, job.id, asked, case, edited)

    return pair.ledger.write(fill)


def test_the_rows_are_really_there(tenants: Tenants) -> None:
    client, headers = tenants.pair.app.test_client(), tenants.headers(tenants.pair.left)
    rows = tenants.rows
    for path in (
        f"/console/connections/{rows.connection_id}",
        f"/console/connections/{rows.connection_id}/rules/text?side=outgoing",
        f"/console/connections/{rows.connection_id}/rules/cases",
        f"/console/triggers/{rows.trigger_id}",
        f"/console/errors/{rows.error_id}",
    ):
        answer = client.get(path, headers=headers)
        assert answer.status_code == 200 and SECRET in answer.get_data(as_text=True), path
    assert client.get(f"/console/jobs/{rows.job_id}", headers=headers).status_code == 200


def _routes(app: flask.Flask) -> list[tuple[Rule, str]]:
    """The routes of consoles and panels that anybody's numbers could be given to."""
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        if (declared := declaration_of(app.view_functions[rule.endpoint])) and declared.token is Token.CONSOLE
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


def _asked(tenants: Tenants, rule: Rule, method: str, path: Rows, typed: Rows, **more: int) -> tuple[int, str]:
    """What the right site's administrator is told, with numbers taken out."""
    pair = tenants.pair
    words = {
        "step": "project",
        "question": "remove",
        "act": "retry",
        "name": "x",
        "tab": "connections",
        "side": "there",
    }
    values: dict[str, Any] = {**path.path, **words, **more}
    with pair.app.test_request_context():
        url = flask.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
    about = {**typed.typed, **dict.fromkeys(("entity", "entity_id", "key"), tenants.entity), "version": "1"}
    answer = pair.app.test_client().open(
        url,
        method=method,
        headers=tenants.headers(pair.right, tenants.entity),
        query_string=about if method == "GET" else None,
        data=about if method == "POST" else None,
    )
    text = answer.get_data(as_text=True)
    assert answer.status_code < 500, (method, url, text[:500])
    assert SECRET not in text, (method, url)
    return answer.status_code, MOVING.sub("#", text)


def _apart(one: str, other: str) -> list[str]:
    """Where two answers differ."""
    return [line for line in difflib.unified_diff(one.splitlines(), other.splitlines(), n=0) if line[:1] in "+-"]


def test_numbers_of_another_tenant_are_answered_like_numbers_that_nobody_has(tenants: Tenants) -> None:
    """Each route, with these numbers in its path, in its query, and in its form."""
    before, tried = tenants.of_left(), 0
    for rule, method in _routes(tenants.pair.app):
        known = rule.arguments & set(Rows.nobodys().path)
        if method == "POST" and not known:
            continue  # about the caller's own tenant, whatever the form holds
        foreign = _asked(tenants, rule, method, tenants.rows, tenants.rows)
        nobodys = _asked(tenants, rule, method, Rows.nobodys(), Rows.nobodys())
        assert foreign[0] == nobodys[0] and not _apart(foreign[1], nobodys[1]), (method, rule.rule)
        tried += 1
    assert tried > 75
    assert tenants.of_left() == before


def test_an_own_connection_opens_nothing_of_anothers(tenants: Tenants) -> None:
    """Routes that name a connection and something of it, asked with an own connection and the other's things."""
    before, own, tried = tenants.of_left(), tenants.pair.right.connection, 0
    for rule, method in _routes(tenants.pair.app):
        things = rule.arguments & (set(Rows.nobodys().path) - {"connection_id"})
        reads = method == "GET" and "connection_id" in rule.arguments
        if "connection_id" not in rule.arguments or not (things or reads):
            continue
        foreign = _asked(tenants, rule, method, tenants.rows, tenants.rows, connection_id=own)
        nobodys = _asked(tenants, rule, method, Rows.nobodys(), Rows.nobodys(), connection_id=own)
        assert foreign[0] == nobodys[0] and not _apart(foreign[1], nobodys[1]), (method, rule.rule)
        tried += 1
    assert tried > 15
    assert tenants.of_left() == before


def test_a_trigger_is_not_given_to_a_connection_of_another_tenant(tenants: Tenants) -> None:
    pair, before = tenants.pair, tenants.of_left()
    client, headers = pair.app.test_client(), tenants.headers(pair.right)
    form = {"query": "project = SUP", "active": "1"}
    told = []
    for connection, trigger in ((tenants.rows.connection_id, ""), (NOBODYS, ""), (pair.right.connection, "7")):
        number = str(tenants.rows.trigger_id) if trigger else ""
        data = {**form, "connection_id": str(connection), "id": number, "version": "1" if number else ""}
        answer = client.post("/console/triggers/save", data=data, headers=headers)
        told.append((answer.status_code, re.sub(r"74\d{5}", "#", answer.get_data(as_text=True))))
    assert told[0] == told[1] and told[0][0] >= 400 and told[2][0] >= 400
    assert tenants.of_left() == before


def _signed(
    tenants: Tenants,
    half: Half,
    connection: int,
    method: str,
    tail: str,
    body: Any,
    *,
    to: str = "",
    receiver: str = "",
) -> tuple[int, Any]:
    """A request of one side's node to the other's, signed with the key of one connection."""
    pair = tenants.pair
    node = half.caller.node_id

    def read(tx: Any) -> tuple[Any, str, str]:
        row = connections.get(tx, node, connection)
        key = secrets.get(tx, node, "side_private_key", subject=secrets.of_connection(connection))
        assert key is not None
        return row, key, nodes.get(tx, pair.other(half).caller.node_id).slug

    row, key, slug = pair.ledger.read(read)
    path, _, query = f"/n/{to or slug}{tail}".partition("?")
    content = json.dumps(body).encode() if body is not None else b""
    header = signing.sign_request(
        Signed(method, path, query, content),
        private_key=key,
        sender=row.side_id,
        receiver=receiver or row.partner_side_id,
        now_ms=pair.services.now(),
        nonce="n1",
    )
    answer = pair.app.test_client().open(
        path, method=method, query_string=query, data=content, headers={"Authorization": header}
    )
    return answer.status_code, answer.get_json(silent=True) or answer.get_data()


def test_a_partner_reaches_nothing_beyond_the_connection_whose_key_it_holds(tenants: Tenants) -> None:
    pair, entity = tenants.pair, tenants.entity
    (file,) = pair.left.hand.site.issues[entity].attachments
    right, first, other = pair.right, pair.right.connection, tenants.second[1]
    tail = f"/attachments/{entity}/{file.id}"
    assert _signed(tenants, right, first, "GET", tail, None) == (200, b"the plan")
    status, told = _signed(tenants, right, other, "GET", tail, None)
    assert status == 404 and b"the plan" not in repr(told).encode()
    # A word about a pair of the first connection, said over the other one: it names an entity that is not paired there.
    before = pair.ledger.read(lambda tx: twins.of_entity(tx, pair.left.caller.node_id, entity))
    for kind, body in (
        ("deleted", {}),
        ("unlinked", {}),
        ("result", {"entity": entity, "applied": True, "local": {"id": "9", "key": "X-9"}}),
        ("deleted", {"twin": entity, "entity": entity}),
    ):
        message = {"id": f"m-{kind}-{len(body)}", "kind": kind, "entity": entity, "seq": 10**9, "at": 1, "body": body}
        status, _ = _signed(tenants, right, other, "POST", "/messages", {"messages": [{**message, "epoch": 0}]})
        assert status == 200
    pair.settle()
    assert pair.ledger.read(lambda tx: twins.of_entity(tx, pair.left.caller.node_id, entity)) == before
    status, told = _signed(tenants, right, other, "POST", "/checks", {"pairs": [{"entity": entity, "replica": None}]})
    assert "shared" not in json.dumps(told)


def test_a_signature_counts_for_its_own_connection_and_node_alone(tenants: Tenants) -> None:
    pair = tenants.pair
    left, right = pair.left.caller.node_id, pair.right.caller.node_id
    read = pair.ledger.read
    victim = read(lambda tx: connections.get(tx, left, pair.left.connection))
    slug_of_right = read(lambda tx: nodes.get(tx, right)).slug
    body = {"messages": []}
    other = tenants.second[1]
    assert _signed(tenants, pair.right, other, "POST", "/messages", body)[0] == 200
    refused = [
        _signed(tenants, pair.right, other, "POST", "/messages", body, receiver=victim.side_id),
        _signed(tenants, pair.right, other, "POST", "/messages", body, receiver="A" * 22),
        _signed(tenants, pair.right, other, "POST", "/messages", body, to=slug_of_right),
        _signed(tenants, pair.right, other, "POST", "/messages", body, to="0" * 32),
    ]
    assert all(status in (401, 404) for status, _ in refused)
    assert refused[0] == refused[1], "whether a side exists is not told"


def test_a_delivery_of_one_organization_tells_nothing_about_another(tmp_path: Path, sandbox: Sandbox) -> None:
    pair = SameKind("azuredevops", tmp_path, sandbox)
    try:
        pair.install()
        pair.connect()
        pair.watch()
        left, right = pair.left.caller.node_id, pair.right.caller.node_id
        rows = pair.ledger.read(
            lambda tx: tx.sql("SELECT id, node_id, subscription_id, event FROM hook_subscription ORDER BY id")
        )
        hook = next(one for one in rows if one[1] == left and one[3] == "workitem.updated")
        foreign = next(one for one in rows if one[1] == right and one[3] == "workitem.updated")
        word = pair.ledger.read(lambda tx: secrets.get(tx, left, "hook_password", subject=secrets.of_hook(hook[0])))
        before = _inbox(pair)

        def delivered(node: int, number: int, subscription: str, organization: str) -> int:
            body = {
                "subscriptionId": subscription, "notificationId": 7, "id": "11111111-1111-1111-1111-111111111111",
                "eventType": "workitem.updated", "publisherId": "tfs",
                "resource": {"id": 99, "workItemId": 3, "rev": 2},
                "resourceContainers": {"collection": {"id": organization}},
                "createdDate": "2026-11-21T10:00:00.000Z",
            }  # fmt: skip
            url = f"/azuredevops/hooks/{node}/{number}"
            return pair.app.test_client().post(url, json=body, auth=("hook", str(word))).status_code

        here, there = (half.hand.simulator.organization.instance_id for half in pair.halves)
        assert delivered(right, foreign[0], foreign[2], there) == 401
        assert delivered(left, hook[0], foreign[2], there) in (401, 403)
        assert delivered(left, hook[0], hook[2], there) in (401, 403)
        assert delivered(right, hook[0], hook[2], here) == delivered(right, NOBODYS, hook[2], here)
        assert _inbox(pair) == before
        assert delivered(left, hook[0], hook[2], here) == 202
    finally:
        pair.close()


def _inbox(pair: SameKind) -> int:
    return int(pair.ledger.read(lambda tx: tx.sql("SELECT count(*) FROM inbox"))[0][0])
