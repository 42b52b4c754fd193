"""A partner in another deployment that uninstalls Liaise and takes it back: told over HTTPS, or found out when fetching."""

from addon.connections import connection
from addon.nodes import installation, sync_identity
from addon.simulators.azuredevops.seed import ADMIN_MAIL
from addon.sync import keeping
from tests.pipeline.cellar import Cellar
from tests.pipeline.world import World
from tests.web.callers import AzureDevOpsPage, JiraServer


def row(world: World, side: str) -> tuple[str, str]:
    caller = world.jira.caller if side == "jira" else world.ado.caller
    (found,) = connection.page(world.services, caller.node_id).rows
    return found.status, found.health


def tell(world: World) -> None:
    """Whatever is due of the deployment's own schedules."""
    while keeping.run_due(world.services):
        pass


def test_a_private_side_that_fetches_finds_its_partner_gone_and_back(cellar: Cellar) -> None:
    cellar.settle()
    jira = JiraServer(cellar.public)
    secret = jira.secret
    installation.uninstall_jira(cellar.public.services, cellar.public.jira.site.client_key)
    tell(cellar.public)
    assert row(cellar.private, "ado") == ("active", "healthy")  # nobody can call it
    cellar.fetch()
    assert row(cellar.private, "ado") == ("ended", "")
    assert jira.tell("installed", body=jira.body("installed", sharedSecret=secret)).status_code == 204
    tell(cellar.public)
    cellar.fetch()
    assert row(cellar.private, "ado") == ("active", "healthy")


def test_a_private_side_tells_its_partner_that_it_goes_and_is_back(cellar: Cellar) -> None:
    private = cellar.private
    page = AzureDevOpsPage(private)
    sync_identity.check_stored(private.services, private.ado.caller.node_id)
    private.ado.simulator.organization.extensions.uninstall("liaise.liaise")
    sync_identity.check_stored(private.services, private.ado.caller.node_id)
    tell(private)
    assert row(cellar.public, "jira") == ("ended", "")
    issue = cellar.public.jira.create("While it was gone")
    cellar.public.settle()
    page.__post_init__()  # installed again
    assert page.session(ADMIN_MAIL).status_code == 200
    tell(private)
    assert row(cellar.public, "jira") == ("active", "healthy")
    cellar.settle()
    twin = cellar.public.twin("jira", issue)
    assert twin is not None and twin.acknowledged
