"""How far a new tenant's administrators are: connect, adapt the rules, test, automate."""

from addon.nodes.services import Services
from addon.storage import connection_lists, jobs, settings_store, triggers, twins
from addon.storage.transaction import Tx

CONNECT, ADAPT, TEST, AUTOMATE = 1, 2, 3, 4
CROSSED = "crossed"
TESTS = ("preview", "test")  # kinds of jobs


def step(services: Services, node_id: int) -> int:
    """The step that is next (1 to 4), or 0 once the first entity has crossed.

    It has crossed when both sides know the pair: what was sent and never arrived has not. Ending the pair or removing
    its connection takes nothing of that back.
    """
    return services.ledger.read(lambda tx: _step(tx, node_id))


def remember(tx: Tx, node_id: int) -> None:
    """Note that an entity has crossed, before the pairs that tell of it are erased."""
    if twins.any_crossed(tx, node_id):
        settings_store.put(tx, node_id, CROSSED, True)


def _step(tx: Tx, node_id: int) -> int:
    if settings_store.get(tx, node_id, CROSSED, False) or twins.any_crossed(tx, node_id):
        return 0
    running = connection_lists.list_page(tx, node_id, status="active").items
    if not running:
        return CONNECT
    if triggers.list_page(tx, node_id, limit=1).items:
        return AUTOMATE  # and all that is left is an entity that matches
    if any(jobs.list_for(tx, node_id, kind=kind, limit=1) for kind in TESTS):
        return AUTOMATE
    untouched = all(one.rule_number <= 1 and one.mode != "basic" for one in running)
    return ADAPT if untouched else TEST
