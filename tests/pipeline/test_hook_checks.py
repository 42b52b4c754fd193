"""*Test connection* says whether web hooks really arrive."""

import requests

from addon.connections import hook_checks
from addon.storage import nodes
from tests.pipeline.world import Jira, World


def told(world: World, side: Jira | None = None) -> tuple[str, str]:
    """State and words of the check."""
    node_id = (side or world.ado).caller.node_id
    node = world.ledger.read(lambda tx: nodes.get(tx, node_id))
    found = hook_checks.probe(world.services, node)
    return found.state, found.detail


def test_at_jira_it_names_when_the_last_one_came(connected: World) -> None:
    connected.jira.create("Told of", kind="Bug")
    connected.settle()
    state, words = told(connected, connected.jira)
    assert state == "passed" and words.startswith("The last one came <t:")


def test_at_jira_edits_that_only_a_poll_found_are_a_warning(connected: World) -> None:
    connected.keep("poll", connected.jira.caller.node_id)
    assert told(connected, connected.jira)[0] == "not_checked"
    url = f"{connected.jira.server.url}/__control__/webhooks"
    requests.post(url, json={"drop": 1.0}, timeout=30).raise_for_status()
    connected.jira.create("Found by asking", kind="Bug")
    connected.keep("poll", connected.jira.caller.node_id)
    state, words = told(connected, connected.jira)
    assert state == "warning" and words.startswith("None has come for days, although something was edited since.")


def test_at_azure_devops_it_counts_the_subscriptions(connected: World) -> None:
    state, words = told(connected)
    assert state == "passed" and words.endswith(" active.")
