"""The helper variables of a run, and what editors may know about them."""

from typing import Any

from addon.scripting.host import old_names as old_names  # its classes are there once it is imported
from addon.scripting.host.merge_helpers import attachment_offer, comment_offer, work_log_offer
from addon.scripting.host.node_helper import offer as node_offer
from addon.scripting.host.offers import Helper, Offer
from addon.scripting.host.other_helpers import (
    Refused,
    debug_offer,
    desk_offer,
    http_offer,
    link_offer,
    log_offer,
    sync_offer,
    workflow_offer,
)

OFFERS: tuple[Offer, ...] = (
    node_offer,
    comment_offer,
    attachment_offer,
    work_log_offer,
    workflow_offer,
    sync_offer,
    http_offer,
    debug_offer,
    log_offer,
    desk_offer,
    link_offer,
)
HELPERS = frozenset(offer.variable for offer in OFFERS)


def helper_variables(services: Any) -> dict[str, Helper]:
    """Every helper by its variable name, all asking these services."""
    made = {offer.variable: Helper(offer.info, services) for offer in OFFERS}
    made["debugHelper"] = made["debug"]
    made["serviceDeskHelper"] = Refused(desk_offer.info, services)
    return made
