"""The names that a tracker's own fields have in rules: hub names, custom fields, reference names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.errors import PlatformError
from addon.scripting.editor import PROPERTIES
from addon.scripting.host.entities import known_names

_WORD = re.compile(r"[A-Za-z_$][\w$]*\Z")


@dataclass(frozen=True, slots=True)
class SiteField:
    """One field of the instance that has no hub name: how a rule writes it, what people call it, what it holds."""

    name: str
    label: str
    kind: str
    read_only: bool = False

    @property
    def written(self) -> str:
        """The name as it stands after a dot: quoted where it is no word."""
        return self.name if _WORD.match(self.name) else '"' + re.sub(r'(["\\$])', r"\\\1", self.name) + '"'


def site_fields(services: Services, node_id: int, project_id: str) -> tuple[SiteField, ...] | None:
    """The instance's own fields by name, remembered for minutes; None when the tracker cannot be asked now."""
    try:
        found = services.trackers.open(node_id).names.own_fields(project_id)
    except (PlatformError, Refusal):
        return None
    made = [SiteField(one.name, one.label, one.kind, one.read_only) for one in found]
    return tuple(sorted(made, key=lambda one: one.name.lower()))


def known(kind: str) -> frozenset[str]:
    """Names that an issue or work item has everywhere."""
    return known_names(kind) | frozenset(PROPERTIES)


def nearest(name: str, names: Iterable[str]) -> str:
    """The name that was most likely meant, or nothing."""
    by_lower = {one.lower(): one for one in names}
    found = get_close_matches(name.lower(), list(by_lower), 1, 0.7)
    return by_lower[found[0]] if found else ""


def find(fields: Sequence[SiteField], name: str) -> SiteField | None:
    """The field that a rule means by this name, in any case."""
    wanted = name.strip().lower()
    return next((one for one in fields if wanted in (one.name.lower(), one.label.lower())), None)
