"""What rules look up and make by name; where a product has no such thing, the answer is None or empty."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from addon.replica.values import Named, Person

_WORD = re.compile(r"[A-Za-z_$][\w$]*\Z")


@dataclass(frozen=True, slots=True)
class FieldNames:
    """A tracker's own fields: `names` and `kinds` by id; `references` by hub name; `sprints`: the field of sprints."""

    names: Mapping[str, str]
    kinds: Mapping[str, str]
    references: Mapping[str, str] = field(default_factory=dict)
    sprints: str = ""


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of the instance's own, without a hub name: how rules write it, what people call it, what it holds."""

    name: str
    label: str
    kind: str
    read_only: bool = False

    @property
    def written(self) -> str:
        """The name as it stands after a dot: quoted where it is no word."""
        return self.name if _WORD.match(self.name) else '"' + re.sub(r'(["\\$])', r"\\\1", self.name) + '"'


@dataclass(frozen=True, slots=True)
class Choice(Named):
    """An option of a field, with those below it where the field has two levels."""

    below: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address that an entity is linked with."""

    url: str
    title: str
    summary: str


class Names(Protocol):
    """Look-ups by name, remembered for minutes. Raises `PlatformError`."""

    def fields(self) -> FieldNames:
        """The fields beside those with a hub name."""

    def own_fields(self, project_id: str) -> tuple[OwnField, ...]:
        """Fields of the instance's own that a project uses, as far as the tracker tells that; else all of them."""

    def priorities(self, project_id: str) -> tuple[Named, ...]:
        """Priorities that a project offers."""

    def resolutions(self) -> tuple[Named, ...]:
        """Resolutions of the instance."""

    def components(self, project_id: str) -> tuple[Named, ...]:
        """Components of a project."""

    def versions(self, project_id: str) -> tuple[Named, ...]:
        """Versions of a project."""

    def options(self, project_id: str, type_name: str, field_id: str) -> tuple[Named, ...]:
        """What a field of a type may hold, where that is a list; in Jira an unknown type stands for the first."""

    def areas(self, project_id: str) -> tuple[str, ...]:
        """Area paths of a project."""

    def iterations(self, project_id: str) -> tuple[str, ...]:
        """Iteration paths of a project."""

    def person_by_mail(self, mail: str, project_id: str | None) -> Person | None:
        """Somebody by mail address; with a project, only where the tracker can tell, somebody it can be assigned to."""

    def person_by_login(self, name: str) -> Person | None:
        """Somebody by the name that people sign in with; where there is none any more, by mail or full name."""

    def assignable(self, project_key: str, person_id: str) -> bool:
        """Whether somebody can be assigned in a project; False where it cannot be asked."""

    def edits_comments(self, person_id: str, entity_id: str) -> bool:
        """Whether somebody may edit comments of an entity; False where it cannot be asked."""

    def web_links(self, entity_id: str) -> tuple[WebLink, ...]:
        """Addresses that an entity is linked with."""

    def making(self, kind: str, project: Named, values: Mapping[str, Any]) -> "Making | None":
        """How a `component`, `version` or `option` is made; None where there is no such thing. One read at most."""

    def may_make(self, how: "Making", project: Named) -> bool:
        """Whether the scope and the permission for it are there; asked without making anything."""

    def make(self, how: "Making") -> Any:
        """Make it; the tracker's answer. Raises FORBIDDEN or NOT_FOUND where the scope is missing."""


@dataclass(frozen=True, slots=True)
class Making:
    """A call that makes something, as a preview shows it, and the scope that it needs."""

    method: str
    target: str
    body: Mapping[str, Any]
    scope: str
