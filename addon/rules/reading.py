"""One run's changes being read: what stood here, what arrived, what is found so far."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from addon.rules.ruleset import IncomingFacts, Replica
from addon.rules.site import Site


@dataclass
class Reading:
    """`before` are the entity's variables as the run got them; `fields`, `more` and `notes` what was found."""

    site: Site
    before: Mapping[str, Any]
    replica: Replica
    facts: IncomingFacts
    creating: bool
    fields: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _people: frozenset[str] | None = None

    @property
    def people(self) -> frozenset[str]:
        """The ids of everybody whom the entity names: a rule that moves one of them on means that very person."""
        if self._people is None:
            self._people = frozenset(_ids_of_people(dict(self.before)))
        return self._people

    def note(self, text: str) -> None:
        """Something for the timeline."""
        if text not in self.notes:
            self.notes.append(text)


def _ids_of_people(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("accountId"):
            yield str(value["accountId"])
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _ids_of_people(one)
