"""A site comes back from a file as it was left, with its app, its keys and its time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.simulators.jira import JiraSite, seed, serve
from addon.simulators.jira.caller import Caller
from addon.simulators.jira.connect import tokens
from addon.simulators.jira.connect.lifecycle import install
from addon.simulators.jira.operations import issues
from tests.unit.simulators.jira.tiny_app import TinyApp


@pytest.fixture
def again(site: JiraSite, tiny: TinyApp, tmp_path: Path) -> Iterator[JiraSite]:
    """The site in what would be another process."""
    tiny.modules = {"webhooks": [{"event": "jira:issue_updated", "url": "/hook"}]}
    install(site, tiny.descriptor_url, seed.ADMIN)
    assert site.bench.deliveries.settle()
    site.bench.clock.advance(86_400)
    site.keep(tmp_path / "jira.state")
    found = JiraSite.take_up(tmp_path / "jira.state")
    with serve(found):
        yield found
    found.close()


def test_nothing_that_it_held_is_missing(site: JiraSite, again: JiraSite) -> None:
    assert again is not site
    assert again.issues == site.issues
    assert again.users == site.users
    assert (again.client_key, again.cloud_id) == (site.client_key, site.cloud_id)
    assert again.addons == site.addons
    assert again.clock.seconds() - site.clock.seconds() < 60


def test_it_is_alive_by_itself(site: JiraSite, again: JiraSite) -> None:
    assert again.bench is not site.bench
    assert again.limits.clock is again.bench.clock
    with again.lock, site.lock:
        assert again.next_id("issue") == site.next_id("issue")


def test_the_app_goes_on_hearing_of_changes_and_trusting_its_keys(
    site: JiraSite, again: JiraSite, tiny: TinyApp
) -> None:
    kid, _ = tokens.install_key(site)
    assert tokens.public_key(again, kid) == tokens.public_key(site, kid)
    issues.edit(again, Caller(seed.ADMIN), next(iter(again.issues.values())), {"fields": {"summary": "Told"}})
    assert again.bench.deliveries.settle()
    assert len(tiny.at("/hook")) == 1


def test_what_another_version_kept_is_refused(site: JiraSite, tmp_path: Path) -> None:
    file = tmp_path / "jira.state"
    site.keep(file)
    held = file.read_bytes()
    file.write_bytes(bytes(255 - one for one in held[:32]) + held[32:])
    with pytest.raises(ValueError, match="another version"):
        JiraSite.take_up(file)


def test_only_its_owner_can_read_the_file(site: JiraSite, tmp_path: Path) -> None:
    site.keep(tmp_path / "jira.state")
    assert (tmp_path / "jira.state").stat().st_mode & 0o077 == 0
