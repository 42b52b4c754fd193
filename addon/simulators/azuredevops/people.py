"""Users, service principals and groups of one organization."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from .identifiers import descriptor, stable_id

ANONYMOUS_ID = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"


@dataclass(frozen=True)
class Person:
    """A user or service principal. `role` is admin, member or guest (guest: not in the organization)."""

    id: str
    display_name: str
    unique_name: str
    role: str = "member"
    kind: str = "user"
    """user or service-principal."""
    active: bool = True

    @property
    def descriptor(self) -> str:
        return descriptor("aadsp" if self.kind == "service-principal" else "aad", self.id)

    @property
    def is_admin(self) -> bool:
        return self.role == "admin"

    @property
    def label(self) -> str:
        """`Name <mail>`, the form used in hooks and reporting."""
        return f"{self.display_name} <{self.unique_name}>"

    def legacy_descriptor(self, tenant_id: str) -> str:
        if self.kind == "service-principal":
            return f"Microsoft.VisualStudio.Services.Claims.AadServicePrincipal;{tenant_id}\\{self.id}"
        return f"Microsoft.IdentityModel.Claims.ClaimsIdentity;{tenant_id}\\{self.unique_name}"


@dataclass(frozen=True)
class Group:
    id: str
    name: str
    principal_name: str
    description: str

    @property
    def descriptor(self) -> str:
        return descriptor("vssgp", self.id)


class People:
    """Finds people by id, mail, name or descriptor; knows the two organization groups."""

    def __init__(self, organization: str) -> None:
        self._people: dict[str, Person] = {}
        self.administrators = _group(
            organization,
            "Project Collection Administrators",
            "Members of this application group can perform all privileged operations on the organization.",
        )
        self.valid_users = _group(
            organization,
            "Project Collection Valid Users",
            "Members of this group have access to the organization.",
        )
        self._organization = organization

    def add(
        self,
        display_name: str,
        unique_name: str,
        role: str = "member",
        *,
        kind: str = "user",
        id: str | None = None,
    ) -> Person:
        """Add somebody, or change whoever has this unique name."""
        known = self.find(unique_name)
        if known is not None:
            person = replace(known, display_name=display_name, role=role, kind=kind)
        else:
            person = Person(id or stable_id("person", unique_name), display_name, unique_name, role, kind)
        self._people[person.id] = person
        return person

    def change(self, person_id: str, **values: Any) -> Person:
        person = replace(self._people[person_id], **values)
        self._people[person_id] = person
        return person

    def get(self, person_id: str) -> Person | None:
        return self._people.get(person_id.lower())

    def all(self) -> list[Person]:
        return list(self._people.values())

    def find(self, text: str) -> Person | None:
        """By id, descriptor, mail, `Name <mail>`, or a display name that only one person has."""
        wanted = text.strip().lower()
        if wanted.endswith(">") and "<" in wanted:
            wanted = wanted[wanted.rindex("<") + 1 : -1].strip()
        for person in self._people.values():
            if wanted in (person.id, person.unique_name.lower(), person.descriptor.lower()):
                return person
        named = [person for person in self._people.values() if person.display_name.lower() == wanted]
        return named[0] if len(named) == 1 else None

    def groups(self) -> list[Group]:
        return [self.administrators, self.valid_users]

    def group_by_descriptor(self, wanted: str) -> Group | None:
        return next((group for group in self.groups() if group.descriptor == wanted), None)

    def groups_of(self, person: Person) -> list[Group]:
        if person.role == "guest" or not person.active:
            return []
        return [self.administrators, self.valid_users] if person.is_admin else [self.valid_users]

    def members_of(self, group: Group) -> Iterable[Person]:
        return (person for person in self.all() if group in self.groups_of(person))


def _group(organization: str, name: str, description: str) -> Group:
    return Group(stable_id("group", organization.lower(), name), name, f"[{organization}]\\{name}", description)
