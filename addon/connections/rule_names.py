"""The names that a tracker's own fields have in rules: hub names, custom fields, reference names."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.errors import PlatformError
from addon.platforms.names import OwnField
from addon.scripting.editor import PROPERTIES
from addon.scripting.host.entities import known_names


def site_fields(services: Services, node_id: int, project_id: str) -> tuple[OwnField, ...] | None:
    """The instance's own fields by name, remembered for minutes; None when the tracker cannot be asked now."""
    try:
        found = services.trackers.open(node_id).names.own_fields(project_id)
    except (PlatformError, Refusal):
        return None
    return tuple(sorted(found, key=lambda one: one.name.lower()))


def known(kind: str) -> frozenset[str]:
    """Names that an issue or work item has everywhere."""
    return known_names(kind) | frozenset(PROPERTIES)


def nearest(name: str, names: Iterable[str]) -> str:
    """The name that was most likely meant, or nothing."""
    by_lower = {one.lower(): one for one in names}
    found = get_close_matches(name.lower(), list(by_lower), 1, 0.7)
    return by_lower[found[0]] if found else ""


def find(fields: Sequence[OwnField], name: str) -> OwnField | None:
    """The field that a rule means by this name, in any case."""
    wanted = name.strip().lower()
    return next((one for one in fields if wanted in (one.name.lower(), one.label.lower())), None)
