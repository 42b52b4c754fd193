"""Worlds: installed, connected, and two deployments beside each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.connections import accepting, invitations
from addon.connections.invitations import Draft
from addon.sandbox.launcher import Sandbox
from addon.sandbox.runlimits import RunLimits
from addon.sync import keeping
from tests.contract.vendor.sent import problems, watched
from tests.pipeline.cellar import Cellar
from tests.pipeline.contrary import contrary, wanted
from tests.pipeline.scripted import Scripted
from tests.pipeline.world import World
from tests.rings import RINGS


@pytest.fixture(autouse=True)
def _by_the_vendors_documents() -> Iterator[None]:
    """Whatever a test makes the product send to a tracker is what the vendors' documents allow, where they are here."""
    if not RINGS["vendor"].available():
        yield
        return
    with watched() as sent:
        yield
    found = problems(sent)
    assert not found, "\n".join(found)


@pytest.fixture(autouse=True)
def _against_another_service() -> Iterator[None]:
    """With `CONTRARY`, every test of the ring meets trackers that say the same otherwise."""
    kinds = wanted()
    if not kinds:
        yield
        return
    with contrary(kinds):
        yield


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Both apps installed, no connection."""
    made = World(tmp_path)
    try:
        made.install()
        yield made
    finally:
        made.close()


@pytest.fixture
def connected(world: World) -> World:
    """A Basic connection; Jira sends all of SUP, Azure DevOps its bugs."""
    at_jira, at_ado = world.connect()
    world.trigger("jira", at_jira, "project = SUP")
    world.trigger("ado", at_ado, "[System.WorkItemType] = 'Bug'", world.ado.project_id)
    world.hook_up()
    world.settle()
    return world


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One launcher of scripts for all of them: starting one costs more than most tests ask of it."""
    made = Sandbox(require_wall=False, limits=RunLimits(seconds=60.0))
    yield made
    made.close()


@pytest.fixture
def scripted(tmp_path: Path, sandbox: Sandbox) -> Iterator[Scripted]:
    """A Script connection whose rules the test writes."""
    world = World(tmp_path, scripts=sandbox)
    try:
        world.install()
        yield Scripted(world)
    finally:
        world.close()


@pytest.fixture(scope="module")
def public_and_private(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cellar]:
    """Two deployments take their time to start: all tests use the same, with pairs of their own."""
    public = World(tmp_path_factory.mktemp("public"))
    private = World(tmp_path_factory.mktemp("private"), node_reachable=False)
    try:
        public.install()
        private.install()
        project = public.jira.project_id
        draft = Draft("basic", "Here", "There", "Support to engineering", "", project, unknown=True)
        made = invitations.initiate(public.services, public.jira.caller, draft)
        accepting.accept(
            private.services, private.ado.caller, made.code, project_id=private.ado.project_id, name="From inside"
        )
        private.settle()
        invitations.confirm(public.services, public.jira.caller, made.connection_id)
        public.trigger("jira", made.connection_id, "project = SUP")
        private.backend.stop()  # nobody can reach it any more
        keeping.ensure_deployment(private.services)
        private.keep("nodes")
        yield Cellar(public, private, made.connection_id)
    finally:
        public.close()
        private.close()


@pytest.fixture
def cellar(public_and_private: Cellar) -> Iterator[Cellar]:
    """Both sides without faults, and without pairs that a test before made."""
    shared = public_and_private
    yield shared
    shared.deaf(False)
    shared.private.ado.simulator.bench.faults.clear()
    for one in (shared.public, shared.private):
        one.ledger.write(lambda tx: tx.change("UPDATE twin SET ended_at = ?", tx.now))
