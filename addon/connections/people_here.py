"""Whom a table of people names here, and which of its entries name nobody."""

from collections.abc import Mapping
from typing import Any

from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.base import Platform
from addon.platforms.errors import PlatformError
from addon.replica.values import Person

SETTING = "people"
ASKED = 20  # new entries that one save looks up


def named(tracker: Platform, one: str) -> Person | None:
    """Somebody by the mail address or id of an entry."""
    return tracker.directory.by_mail(one) if "@" in one else tracker.directory.person(one)


def unknown(services: Services, node_id: int, before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Entries of settings that were not there before and name nobody here; none while the tracker cannot be asked."""
    old, new = (found if isinstance(found := one.get(SETTING), Mapping) else {} for one in (before, now))
    entered = [one for one in dict.fromkeys(map(str, new.values())) if one not in set(old.values())]
    try:
        tracker = services.trackers.open(node_id)
        return tuple(one for one in entered[:ASKED] if named(tracker, one) is None)
    except (PlatformError, Refusal):
        return ()
