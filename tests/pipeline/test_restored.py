"""What the partner believes and this side has forgotten: a backup put back, a pair unlinked before it was told."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.app import attach
from addon.assembly import build_services, open_ledger
from addon.connections import accepting, invitations
from addon.connections.invitations import Draft
from addon.sandbox.launcher import Sandbox
from addon.storage.database import sqlite_path
from addon.sync import keeping, panel
from tests.pipeline.cellar import Cellar
from tests.pipeline.world import World


@pytest.fixture
def pair(tmp_path: Path, sandbox: Sandbox) -> Iterator[Cellar]:
    """Two deployments of one test alone: Jira in the one that is restored, Azure DevOps in the other."""
    public = World(tmp_path / "public", scripts=sandbox)
    private = World(tmp_path / "private", scripts=sandbox, node_reachable=False)
    try:
        public.install()
        private.install()
        project = public.jira.project_id
        draft = Draft("basic", "Here", "There", "Support to engineering", "", project, unknown=True)
        made = invitations.initiate(public.services, public.jira.caller, draft)
        accepted = accepting.accept(
            private.services, private.ado.caller, made.code, project_id=private.ado.project_id, name="From inside"
        )
        private.settle()
        invitations.confirm(public.services, public.jira.caller, made.connection_id)
        public.trigger("jira", made.connection_id, "project = SUP")
        private.trigger("ado", accepted, "[System.WorkItemType] = 'Bug'", private.ado.project_id)
        keeping.ensure_deployment(public.services)
        keeping.ensure_deployment(private.services)
        private.hook_up()
        yield Cellar(public, private, made.connection_id)
    finally:
        public.close()
        private.close()


def database(world: World) -> Path:
    return sqlite_path(world.settings.ledger_url, world.settings.folder)


def backup(world: World, to: Path) -> None:
    """As the handbook says it, while the process runs."""
    with sqlite3.connect(f"file:{database(world)}?mode=ro", uri=True) as source, sqlite3.connect(to) as target:
        source.backup(target)


def restore(world: World, kept: Path) -> None:
    """Stop, put the backup in the place of the database, start."""
    world.ledger.close()
    for one in database(world).parent.glob(f"{database(world).name}*"):
        one.unlink()
    shutil.copy(kept, database(world))
    world.ledger = open_ledger(world.settings)
    world.services = build_services(world.settings, world.ledger, scripts=world.services.scripts)
    attach(world.app, world.settings, world.services)
    keeping.ensure_deployment(world.services)


def test_an_edit_after_a_restored_backup_arrives(pair: Cellar, tmp_path: Path) -> None:
    issue, item = pair.pair("Before the backup")
    backup(pair.public, tmp_path / "kept.sqlite")
    for number in range(3):
        pair.public.jira.set(issue, summary=f"Lost to the backup {number}")
        pair.settle()
    restore(pair.public, tmp_path / "kept.sqlite")
    pair.public.jira.set(issue, summary="After the backup")
    pair.settle()
    assert pair.private.ado.get(item)["System.Title"] == "After the backup"


def test_what_was_made_after_the_backup_is_not_made_twice(pair: Cellar, tmp_path: Path) -> None:
    pair.pair("Before the backup")
    backup(pair.public, tmp_path / "kept.sqlite")
    issue, item = pair.pair("Made here after the backup")
    bug = pair.private.ado.create("Made there after the backup", "Bug")
    for _ in range(2):
        pair.settle()
    made = sorted(one.fields["summary"] for one in pair.public.jira.site.issues.values())
    restore(pair.public, tmp_path / "kept.sqlite")
    pair.public.jira.set(issue, summary="Edited here")
    pair.private.ado.set(bug, **{"System.Title": "Edited there"})
    for _ in range(2):
        pair.settle()
    assert pair.private.ado.get(item)["System.Title"] == "Edited here"
    titles = sorted(one.fields["summary"] for one in pair.public.jira.site.issues.values())
    assert len(titles) == len(made), titles


def test_an_edit_that_crosses_an_unlinking_makes_nothing_new(pair: Cellar) -> None:
    issue, item = pair.pair("Paired")
    twin = pair.public.twin("jira", issue)
    assert twin is not None
    panel.unlink(pair.public.services, pair.public.jira.caller, issue, pair.connection_id)
    pair.private.ado.set(item, **{"System.Title": "Edited before it was told"})
    pair.private.settle()
    pair.settle()
    assert len(pair.public.jira.site.issues) == 1
