"""Instances that uninstall Liaise, switch it off and take it back, in any order: work stops, partners know, data goes.

Azure DevOps tells nobody, so there the daily check finds it.
"""

import datetime
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import structlog

from addon.connections import connection
from addon.nodes import extension_check, installation, sync_identity
from addon.nodes.trackers import ADO_CREDENTIAL, JIRA_SECRET
from addon.simulators.azuredevops.seed import ADMIN_MAIL, MEMBER_MAIL, SYNC_MAIL
from addon.simulators.faults import Fault
from addon.storage import audit, connections, errors, nodes, queue, schedules, secrets, twins
from addon.storage.nodes import DAY_MS, Node
from addon.sync import keeping
from addon.sync.engine import run_until_idle, work_on
from tests.pipeline.world import World
from tests.postgres import server
from tests.web.callers import AzureDevOpsPage, JiraServer
from tests.web.conftest import needs_bundle

pytestmark = needs_bundle
STATUSES = ("active", "deactivated", "ended")
BY_NAME = "*installedextensionsbyname*"


both_stores = pytest.mark.parametrize(
    "town", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


@pytest.fixture
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """Both apps installed, over one store or the other."""
    on_postgresql = getattr(request, "param", "sqlite") == "postgresql"
    url = server().new_database(migrated=True) if on_postgresql else ""
    made = World(tmp_path, scripts=None, database_url=url)
    try:
        made.install()
        keeping.ensure_deployment(made.services)
        yield made
    finally:
        made.close()
        if url:
            server().drop(url)


@pytest.fixture
def page(town: World) -> AzureDevOpsPage:
    """The extension is installed in the organization, and the check has seen it."""
    found = AzureDevOpsPage(town)
    assert sync_identity.check_stored(town.services, town.ado.caller.node_id)
    return found


def node(world: World, side: str = "ado") -> Node:
    caller = world.ado.caller if side == "ado" else world.jira.caller
    return world.ledger.read(lambda tx: nodes.get(tx, caller.node_id))


def connect(world: World) -> tuple[int, int]:
    at_jira, at_ado = world.connect()
    world.trigger("jira", at_jira, "project = SUP")
    world.trigger("ado", at_ado, "[System.WorkItemType] = 'Bug'", world.ado.project_id)
    world.hook_up()
    world.settle()
    return at_jira, at_ado


def remove(world: World) -> None:
    world.ado.simulator.organization.extensions.uninstall("liaise.liaise")


def daily_check(world: World) -> None:
    world.keep("credential", world.ado.caller.node_id)


def tell(world: World) -> None:
    """Let partners be told: whatever is due of the deployment's own schedules."""
    while keeping.run_due(world.services):
        pass


def row(world: World, side: str = "jira") -> connection.ConnectionRow:
    caller = world.jira.caller if side == "jira" else world.ado.caller
    (found,) = connection.page(world.services, caller.node_id).rows
    return found


def probe(world: World) -> tuple[str, str]:
    """How the check of the extension is shown under General settings."""
    found = sync_identity.describe(world.services, world.ado.caller.node_id).probes
    (one,) = [one for one in found if one.name == extension_check.NAME]
    return one.state, one.detail


def test_the_daily_check_finds_an_uninstalled_extension_and_all_work_stops_at_once(
    town: World, page: AzureDevOpsPage
) -> None:
    connect(town)
    remove(town)
    daily_check(town)
    assert node(town).status == "uninstalled" and node(town).uninstalled_at is not None
    town.jira.create("Nobody takes this")
    assert town.jira.site.bench.deliveries.settle()
    town.forget_calls()
    run_until_idle(town.services)
    tell(town)
    assert town.vendor_calls()["ado"] == 0
    bearer = page.client.get("/console/connections", headers=page.bearer())
    assert (bearer.status_code, bearer.get_json()["reason"]) == (401, "uninstalled")
    here = town.ado.caller.node_id
    written = town.ledger.read(lambda tx: audit.list_page(tx, here))
    assert "uninstalled" in [one.action for one in written.items]


@both_stores
def test_partners_of_an_uninstalled_extension_see_it_gone_and_back(town: World, page: AzureDevOpsPage) -> None:
    at_jira, _ = connect(town)
    assert (row(town).status, row(town).health) == ("active", "healthy")
    remove(town)
    daily_check(town)
    tell(town)
    gone = row(town)
    assert (gone.status, gone.action) == ("ended", "csv") and gone.can == {"remove", "csv"}
    seen = {kind: len(connection.page(town.services, town.jira.caller.node_id, status=kind).rows) for kind in STATUSES}
    assert seen == {"active": 0, "deactivated": 0, "ended": 1}
    assert connection.page(town.services, town.jira.caller.node_id).counts["active"] == 0
    assert gone.reason.startswith("There uninstalled Liaise. Both sides keep their data.")
    town.jira.create("While it was gone")
    town.settle()
    assert "While it was gone" not in titles(town)
    page.__post_init__()  # installed again, and an administrator opens its page
    assert page.session(ADMIN_MAIL).status_code == 200
    tell(town)
    assert (node(town).status, row(town).status, row(town, "ado").status) == ("active", "active", "active")
    town.settle()
    assert "While it was gone" in titles(town)
    assert town.ledger.read(lambda tx: connections.get(tx, town.jira.caller.node_id, at_jira)).health == "healthy"


def test_a_member_who_opens_a_work_item_brings_the_tenant_back(town: World, page: AzureDevOpsPage) -> None:
    remove(town)
    daily_check(town)
    early = page.session(MEMBER_MAIL)  # the page was open when the extension went
    assert (early.status_code, early.get_json()["reason"]) == (403, "uninstalled")
    assert node(town).status == "uninstalled"
    page.__post_init__()
    assert page.session(MEMBER_MAIL).status_code == 200
    assert node(town).status == "active"


def test_a_disabled_extension_stops_and_is_found_when_it_is_enabled_again(town: World, page: AzureDevOpsPage) -> None:
    connect(town)
    town.ado.simulator.organization.extensions.enable("liaise.liaise", False)
    daily_check(town)
    assert node(town).status == "disabled" and probe(town)[0] == "warning"
    assert row(town).status == "active"
    town.jira.create("Waits")
    town.settle()
    assert "Waits" not in titles(town)
    again = page.session(ADMIN_MAIL)
    assert (again.status_code, again.get_json()["reason"]) == (403, "disabled")
    me = str(node(town).id)
    town.ledger.write(lambda tx: schedules.run_soon(tx, 0, extension_check.SWITCHED_OFF, subject=me))
    tell(town)
    assert node(town).status == "disabled"
    town.ado.simulator.organization.extensions.enable("liaise.liaise", True)
    town.ledger.write(lambda tx: schedules.run_soon(tx, 0, extension_check.SWITCHED_OFF, subject=me))
    tell(town)
    assert node(town).status == "active" and probe(town)[0] == "passed"
    assert town.ledger.read(lambda tx: schedules.find(tx, 0, extension_check.SWITCHED_OFF, subject=me)) is None
    town.settle()
    assert "Waits" in titles(town)


def test_an_identity_that_may_not_ask_is_said_to_lack_the_scope_and_raises_no_alarm(
    town: World, page: AzureDevOpsPage
) -> None:
    assert probe(town)[0] == "passed"
    organization = town.ado.simulator.organization
    person = organization.people.find(SYNC_MAIL)
    assert person is not None
    scopes = frozenset({"vso.work_write", "vso.project", "vso.identity", "vso.graph"})
    token = organization.credentials.issue("pat", person.id, scopes=scopes)
    sync_identity.check_and_save_pat(town.services, town.ado.caller, token=token.secret, expires_on=tomorrow(town))
    remove(town)
    with structlog.testing.capture_logs() as logs:
        for _ in range(3):
            daily_check(town)
    state, words = probe(town)
    assert state == "warning" and "Extensions: Read" in words
    assert node(town).status == "active"
    assert sync_identity.describe(town.services, node(town).id).state == "expiring"  # not rejected
    assert [one["event"] for one in logs].count("extension_looked_for") == 0  # decided when the token was saved
    here = node(town).id
    assert not town.ledger.read(lambda tx: errors.open_count(tx, here))


@pytest.mark.parametrize(
    "fault",
    [
        Fault(method="GET", path=BY_NAME, kind="status", status=404),
        Fault(method="GET", path=BY_NAME, kind="status", status=401),
        Fault(method="GET", path=BY_NAME, kind="status", status=403),
        Fault(method="GET", path=BY_NAME, kind="status", status=500),
        Fault(method="GET", path=BY_NAME, kind="html"),
        Fault(method="GET", path=BY_NAME, kind="cut"),
    ],
    ids=lambda fault: f"{fault.kind}-{fault.status}",
)
def test_an_answer_that_is_not_definite_is_no_uninstallation(own_world: World, fault: Fault) -> None:
    AzureDevOpsPage(own_world)
    assert sync_identity.check_stored(own_world.services, own_world.ado.caller.node_id)
    remove(own_world)
    own_world.ado.simulator.bench.faults.add(fault)
    assert sync_identity.check_stored(own_world.services, own_world.ado.caller.node_id)
    assert node(own_world).status == "active" and probe(own_world)[0] in ("warning", "not_checked")
    assert sync_identity.describe(own_world.services, node(own_world).id).state == "working"
    own_world.ado.simulator.bench.faults.clear()
    sync_identity.check_stored(own_world.services, own_world.ado.caller.node_id)
    assert node(own_world).status == "uninstalled"


def test_a_deployment_whose_settings_name_another_extension_stops_nobody(own_world: World) -> None:
    AzureDevOpsPage(own_world)
    services = own_world.services
    app = replace(services.deployment.azuredevops, extension="liaise-dev")
    wrong = replace(services, deployment=replace(services.deployment, azuredevops=app))
    sync_identity.check_stored(services, own_world.ado.caller.node_id)
    sync_identity.check_stored(wrong, own_world.ado.caller.node_id)
    assert node(own_world).status == "active"
    state, words = probe(own_world)
    assert state == "warning" and "liaise.liaise-dev" in words and "ADO_EXTENSION" in words


def test_an_organization_that_took_the_name_of_another_says_nothing_about_it(own_world: World) -> None:
    AzureDevOpsPage(own_world)
    sync_identity.check_stored(own_world.services, own_world.ado.caller.node_id)
    remove(own_world)
    here = node(own_world).id
    own_world.ledger.write(
        lambda tx: tx.change("UPDATE node SET instance_id = ? WHERE id = ?", "another-organization", here)
    )
    sync_identity.check_stored(own_world.services, here)
    assert node(own_world).status == "active"


@both_stores
def test_after_the_grace_period_everything_of_the_tenant_is_erased_and_partners_know_that_it_is_final(
    town: World, page: AzureDevOpsPage
) -> None:
    at_jira, _ = connect(town)
    issue = town.jira.create("Kept on the other side")
    town.settle()
    gone, other = node(town).id, town.jira.caller.node_id
    remove(town)
    daily_check(town)
    tell(town)
    town.keep("clean_up")
    assert town.ledger.read(lambda tx: secrets.get(tx, gone, ADO_CREDENTIAL)) is not None  # within the grace period
    long_ago = town.services.now() - 31 * DAY_MS
    town.ledger.write(lambda tx: nodes.update(tx, gone, uninstalled_at=long_ago))
    town.keep("clean_up")
    assert town.ledger.read(lambda tx: nodes.by_instance(tx, "azuredevops", instance(town))) is None
    assert town.ledger.read(lambda tx: secrets.get(tx, gone, ADO_CREDENTIAL)) is None
    for table in ("secret", "twin", "replica", "trace", "connection", "event", "schedule", "setting", "timeline"):
        left = town.ledger.read(lambda tx, table=table: tx.sql(f"SELECT count(*) FROM {table} WHERE node_id = ?", gone))  # type: ignore[misc]
        assert left[0][0] == 0, table
    ended = row(town)
    assert ended.status == "ended" and "There uninstalled Liaise on" in ended.reason
    stored = town.ledger.read(lambda tx: connections.get(tx, other, at_jira))
    assert (stored.status, stored.status_reason) == ("ended", "partner_uninstalled")
    assert town.ledger.read(lambda tx: twins.of_entity(tx, other, issue))
    page.__post_init__()
    assert page.session(ADMIN_MAIL).status_code == 200
    again = town.ledger.read(lambda tx: nodes.by_instance(tx, "azuredevops", instance(town)))
    assert again is not None and again.id != gone
    assert connection.page(town.services, again.id).total == 0


def test_who_comes_back_while_the_data_is_being_erased_is_asked_to_wait(town: World, page: AzureDevOpsPage) -> None:
    here = node(town).id
    remove(town)
    daily_check(town)
    town.ledger.write(lambda tx: nodes.update(tx, here, uninstalled_at=tx.now - 31 * DAY_MS))
    usual = town.services.deployment.retention_ms
    assert town.ledger.write(lambda tx: installation.begin_erasing(tx, here, usual))
    page.__post_init__()
    answer = page.session(ADMIN_MAIL)
    assert (answer.status_code, answer.get_json()["reason"]) == (503, "being_erased")
    assert node(town).status == "uninstalled"
    town.keep("clean_up")  # also after a crash in the middle
    assert page.session(ADMIN_MAIL).status_code == 200


def test_who_came_back_in_time_is_not_erased(town: World, page: AzureDevOpsPage) -> None:
    here = node(town).id
    remove(town)
    daily_check(town)
    town.ledger.write(lambda tx: nodes.update(tx, here, uninstalled_at=tx.now - 31 * DAY_MS))
    page.__post_init__()
    assert page.session(ADMIN_MAIL).status_code == 200
    usual = town.services.deployment.retention_ms
    assert not town.ledger.write(lambda tx: installation.begin_erasing(tx, here, usual))
    town.keep("clean_up")
    assert (node(town).id, node(town).status) == (here, "active")


def test_a_jira_site_that_is_removed_and_comes_back_finds_its_connection_and_what_waited(town: World) -> None:
    connect(town)
    jira = JiraServer(town)
    assert jira.tell("uninstalled", body=jira.body("uninstalled")).status_code == 204
    tell(town)
    assert row(town, "ado").status == "ended"
    town.ado.create("While Jira was gone", kind="Bug")
    town.settle()
    assert jira.tell("installed", body=jira.body("installed", sharedSecret="t" * 60)).status_code == 204
    jira.addon.shared_secret = "t" * 60
    tell(town)
    town.settle()
    assert row(town, "ado").status == "active"
    found = [town.jira.get(key)["summary"] for key in list(town.jira.site.issues)]
    assert found.count("While Jira was gone") == 1


def test_both_sides_gone_and_back_in_any_order_end_connected(town: World, page: AzureDevOpsPage) -> None:
    connect(town)
    jira = JiraServer(town)

    def jira_goes() -> None:
        jira.tell("uninstalled", body=jira.body("uninstalled"))

    def jira_comes() -> None:
        jira.tell("installed", body=jira.body("installed", sharedSecret=jira.secret))

    def ado_goes() -> None:
        remove(town)
        daily_check(town)

    def ado_comes() -> None:
        page.__post_init__()
        page.session(ADMIN_MAIL)

    orders: list[list[Callable[[], None]]] = [
        [jira_goes, ado_goes, jira_comes, ado_comes],
        [ado_goes, jira_goes, jira_comes, ado_comes],
        [jira_goes, ado_goes, ado_comes, jira_comes],
        [ado_goes, ado_goes, jira_goes, jira_goes, ado_comes, jira_comes, jira_comes],
    ]
    for order in orders:
        for step in order:
            step()
            tell(town)
        assert [row(town, side).status for side in ("jira", "ado")] == ["active", "active"]
        assert [row(town, side).health for side in ("jira", "ado")] == ["healthy", "healthy"]


@both_stores
def test_work_in_flight_when_the_app_goes_waits_and_is_no_error(town: World, page: AzureDevOpsPage) -> None:
    connect(town)
    town.jira.create("In flight")
    assert town.jira.site.bench.deliveries.settle()
    here, claimed = node(town).id, []
    for _ in range(20):  # up to the line that applies it in the organization
        claims = town.ledger.write(lambda tx: queue.claim(tx, 1))
        if not claims:
            break
        if claims[0].node_id == here:
            claimed = claims
            break
        work_on(town.services, claims[0])
    assert claimed
    remove(town)
    sync_identity.check_stored(town.services, here)
    work_on(town.services, claimed[0])
    assert "In flight" not in titles(town)
    assert not town.ledger.read(lambda tx: errors.open_count(tx, here))
    page.__post_init__()
    assert page.session(ADMIN_MAIL).status_code == 200
    town.settle()
    assert titles(town).count("In flight") == 1


@both_stores
def test_the_calls_of_a_site_that_arrive_together_end_as_one_after_the_other(town: World) -> None:
    """Uninstalled wins over disabled, an installation over both; the neighbor never notices."""
    connect(town)
    jira, services = JiraServer(town), town.services
    key, here = town.jira.site.client_key, town.jira.caller.node_id
    body = jira.body("installed")
    token = jira.lifecycle_token("/jira/installed")
    app = town.app

    def installed() -> None:
        client = app.test_client()
        answer = client.post("/jira/installed", json=body, headers={"Authorization": f"JWT {token}"})
        assert answer.status_code == 204

    steps: list[Callable[[], None]] = [
        installed,
        lambda: installation.uninstall_jira(services, key),
        lambda: installation.set_enabled(services, here, True),
        lambda: installation.set_enabled(services, here, False),
    ]
    chosen = random.Random(7)
    before = node(town)
    with ThreadPoolExecutor(6) as pool:
        for _ in range(12):
            for done in [pool.submit(chosen.choice(steps)) for _ in range(6)]:
                done.result()
            found = node(town, "jira")
            secret = town.ledger.read(lambda tx: secrets.get(tx, here, JIRA_SECRET))
            assert (found.status == "uninstalled") == (secret is None)
            assert (found.uninstalled_at is not None) == (found.status == "uninstalled")
        for done in [pool.submit(steps[one]) for one in (1, 3, 3, 2, 1, 3)]:
            done.result()
    assert node(town, "jira").status == "uninstalled"  # whatever came beside it
    tell(town)
    assert row(town, "ado").status == "ended"
    installed()
    tell(town)
    assert (node(town, "jira").status, row(town, "ado").status) == ("active", "active")
    assert replace(node(town), version=0, updated_at=0) == replace(before, version=0, updated_at=0)
    left = town.ledger.read(lambda tx: schedules.find(tx, 0, installation.PRESENCE, subject=str(here)))
    assert left is None


@both_stores
def test_administrators_who_open_a_new_organization_together_make_one_tenant(town: World) -> None:
    def enrol(_: int) -> int:
        return installation.enrol_organization(town.services, instance_id="new-one", organization="newone").id

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(enrol, range(12)))) == 1


def titles(world: World) -> list[str]:
    items = world.ado.simulator.organization.items
    return [item.title for item in items.values()]


def instance(world: World) -> str:
    return str(world.ado.simulator.organization.instance_id)


def tomorrow(world: World) -> str:
    at = datetime.datetime.fromtimestamp(world.services.now() / 1000, datetime.UTC) + datetime.timedelta(days=20)
    return at.date().isoformat()
