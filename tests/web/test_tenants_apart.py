"""Every route of the console and the panel, called by an administrator of one tenant with everything of another's.

Nothing of the other tenant is told, nothing of it is changed, and nothing is begun that names it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import flask
import pytest

from addon.nodes import installation, sessions
from addon.nodes.sessions import Caller
from addon.platforms.jira.auth import Installation
from addon.storage import conflicts, connections, errors, hooks, jobs, rule_cases, rules, tables, triggers, twins
from addon.web.guards import Token, declaration_of
from tests.pipeline.world import World
from tests.web.callers import JiraServer
from tests.web.conftest import needs_bundle
from tests.web.test_odd_values import NAMES

pytestmark = needs_bundle
MARK = "marker of the victim"
JOBS = ("test", "check", "repair", "preview", "rule_case", "bulk_sync", "bulk_unlink", "bulk_connect", "retry_all")

ANSWERED = {
    ("GET", "/console/errors/N"),  # the stranger's own list, without a detail
    ("GET", "/console/connections/N/rules/entities"),  # a menu that says that the connection does not exist here
    ("GET", "/panel/N/connect"),  # the stranger's own panel, without connections
    ("GET", "/panel/N/unlink"),
    # The stranger's own list as it stands, as for any number that is not open: solved a moment ago, or never theirs.
    ("POST", "/console/conflicts/N/here"),
    ("POST", "/console/conflicts/N/there"),
    ("POST", "/console/errors/N/dismiss"),
    ("POST", "/console/errors/N/retry"),
    ("POST", "/console/errors/N/skip"),
    ("POST", "/console/errors/N/unlink"),
}
"""What a number of somebody else's is answered with 200, and begins nothing; all else is refused."""


class Victim:
    """A tenant with at least one of everything, all of it marked."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.node = world.jira.caller.node_id
        self.connection, _ = world.connect("script")
        world.trigger("jira", self.connection, f"summary ~ '{MARK}'")
        world.trigger("jira", self.connection, "project = SUP")
        self.issue = world.jira.create(f"{MARK} issue")
        world.settle()
        world.hook_up()
        self.key = world.jira.site.issues[self.issue].key
        self.ids: Mapping[str, list[int]] = world.ledger.write(self._made)

    def _made(self, tx: Any) -> dict[str, list[int]]:
        node, connection = self.node, self.connection
        connections.update(tx, node, connection, name=f"{MARK} connection", description=MARK)
        twin = twins.of_entity(tx, node, self.issue)
        assert twin
        now = rules.current(tx, node, connection)
        assert now is not None
        rules.save(tx, node, connection, outgoing=f"{now.outgoing}\n// {MARK}", incoming=now.incoming)
        forms = {"local_form": MARK, "remote_form": MARK, "local_by": MARK}
        case = {"name": MARK, "entity_id": self.issue, "entity_key": self.key, "given": {}, "expected": {}}
        told = {"message": MARK, "reason": "refused", "entity_key": self.key, "connection_id": connection}
        return {
            "connection_id": [connection],
            "trigger_id": [one.id for one in triggers.list_for(tx, node, connection)],
            "error_id": [errors.report(tx, node, impact=impact, **told) for impact in ("entity", "connection", "node")],
            "job_id": [
                jobs.start(tx, node, kind, connection_id=connection, parameters={"x": MARK}).id for kind in JOBS
            ],
            "conflict_id": [conflicts.ask(tx, node, connection, twin[0].id, "summary", **forms)],
            "case_id": [rule_cases.create(tx, node, connection, **case)],
            "twin": [twin[0].id],
            "hook": [one.id for one in hooks.list_for(tx, self.world.ado.caller.node_id)],
        }

    def values(self) -> dict[str, str]:
        """What a form or a query may name, all of it the victim's."""
        ids = self.ids
        named = {name: str(ids["twin"][0]) for name in NAMES}
        for name in NAMES:
            for kind in ("connection", "trigger", "error", "job", "conflict", "case"):
                if kind in name:
                    named[name] = str(ids[f"{kind}_id"][0])
        named |= {
            "key": self.key,
            "entity": self.issue,
            "entity_id": self.issue,
            "after": "",
            "row": str(ids["error_id"][0]),
        }
        return named


class Stranger:
    """An administrator of a tenant that has nothing."""

    def __init__(self, world: World, kind: str) -> None:
        self.world = world
        if kind == "azuredevops":
            made = installation.enrol_organization(world.services, instance_id="other", organization="stranger")
        else:
            secret, base = "o" * 40, "https://stranger.atlassian.net"
            made = installation.install_jira(
                world.services, Installation("stranger", base, secret, "", "installed", "", None)
            )
        self.node, self.kind = made.id, kind

    def headers(self, entity: str) -> dict[str, str]:
        caller = Caller(self.node, "azuredevops", "eve", "Eve", self.world.services.now(), entity)
        key = self.world.app.config["SESSION_KEYS"][0]
        if self.kind == "azuredevops":
            token = sessions.issue(caller, key=key, now_ms=self.world.services.now())
            return {"Authorization": f"Bearer {token}"}
        made = JiraServer(self.world).signed(
            "GET", "/", "o" * 40, iss="stranger", qsh="context-qsh", sub="eve",
            context={"jira": {"issue": {"id": entity}}},
        )  # fmt: skip
        return {"Authorization": f"JWT {made}"}


@pytest.fixture(scope="module")
def victim(world: World) -> Victim:
    return Victim(world)


def rows(world: World, *, but: int) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every tenant but one."""

    def work(tx: Any) -> dict[str, list[tuple[Any, ...]]]:
        found = {}
        for table in tables.ALL:
            name = table._meta.table_name
            columns = [one.column_name for one in table._meta.sorted_fields]
            owner = "id" if name == "node" else "node_id" if "node_id" in columns else ""
            where = f" WHERE {owner} <> ?" if owner else ""
            found[name] = sorted(
                map(tuple, tx.sql(f"SELECT * FROM {name}{where}", *([but] if owner else []))), key=repr
            )
        return found

    return dict(world.ledger.read(work))


def begun(world: World, node: int) -> list[tuple[Any, ...]]:
    """What a tenant has that names something: rows with a connection."""

    def work(tx: Any) -> list[tuple[Any, ...]]:
        found = []
        for table in tables.ALL:
            columns = [one.column_name for one in table._meta.sorted_fields]
            if "node_id" in columns and "connection_id" in columns:
                name = table._meta.table_name
                found += tx.sql(f"SELECT '{name}', connection_id FROM {name} WHERE node_id = ?", node)
        return [tuple(one) for one in found if one[1]]

    return list(world.ledger.read(work))


def calls(world: World, victim: Victim) -> Iterator[tuple[str, str]]:
    """Every route that a person's page calls, with each of the victim's numbers in its address."""
    for rule in world.app.url_map.iter_rules():
        declared = declaration_of(world.app.view_functions[rule.endpoint])
        if declared is None or declared.token is not Token.CONSOLE:
            continue
        words = {name: ["x"] for name in rule.arguments if name not in victim.ids}
        words |= {"tab": ["connections"], "question": ["remove"], "act": ["skip"], "step": ["project"]}
        words = {name: values for name, values in words.items() if name in rule.arguments}
        numbers = {name: victim.ids[name] for name in rule.arguments if name in victim.ids}
        assert all(name in victim.ids or not name.endswith("_id") for name in rule.arguments), rule.rule
        for number in range(max([len(values) for values in numbers.values()], default=1)):
            chosen = {name: values[number % len(values)] for name, values in {**words, **numbers}.items()}
            with world.app.test_request_context():
                url = flask.url_for(rule.endpoint, **chosen)
            for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "DELETE"}):
                yield method, url


@pytest.mark.parametrize("kind", ["azuredevops", "jira"])
def test_no_route_tells_changes_or_begins_anything_of_another_tenant(
    world: World, victim: Victim, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = Stranger(world, kind)
    monkeypatch.setattr("addon.nodes.trackers.Trackers.people", lambda *_: Everybody())
    values, client = victim.values(), world.app.test_client()
    before = rows(world, but=stranger.node)
    assert MARK in repr(before)
    tried, answered = 0, set()
    for method, url in calls(world, victim):
        headers = stranger.headers(victim.issue)
        given: dict[str, Any] = {"query_string": values} if method == "GET" else {"data": values}
        answer = client.open(url, method=method, headers=headers, **given)
        assert answer.status_code < 500 or answer.status_code in (502, 503), (method, url, answer.text[:300])
        assert answer.status_code != 401, (method, url, answer.text[:300])
        for part in (MARK, "Support desk", "Here ↔"):
            assert part not in answer.text, (method, url)
        if answer.status_code < 300 and any(char.isdigit() for char in url):
            answered.add((method, re.sub(r"\d+", "N", url)))
        tried += 1
    assert tried > 120
    after = rows(world, but=stranger.node)
    for table, found in before.items():
        assert found == after[table], table
    assert begun(world, stranger.node) == []
    assert answered == ANSWERED


class Everybody:
    """A tracker of which everybody is an administrator."""

    def is_administrator(self, _: str) -> bool:
        return True

    def __getattr__(self, _: str) -> Any:
        return lambda *_, **__: True
