"""Who may do what in which project."""

from dataclasses import dataclass, field

from .people import Person

VIEW = "view"
EDIT = "edit"
COMMENT = "comment"
DELETE = "delete"
CREATE_TAG = "create-tag"
VIEW_HOOKS = "view-hooks"
EDIT_HOOKS = "edit-hooks"
BYPASS_RULES = "bypass-rules"
SUPPRESS_NOTIFICATIONS = "suppress-notifications"

NOTHING: frozenset[str] = frozenset()
READER = frozenset({VIEW})
CONTRIBUTOR = READER | {EDIT, COMMENT, DELETE, CREATE_TAG}
ADMINISTRATOR = CONTRIBUTOR | {VIEW_HOOKS, EDIT_HOOKS, BYPASS_RULES, SUPPRESS_NOTIFICATIONS}

LEVELS: dict[str, frozenset[str]] = {
    "none": NOTHING,
    "reader": READER,
    "contributor": CONTRIBUTOR,
    "administrator": ADMINISTRATOR,
}


def permissions_of(level_or_names: str | list[str]) -> frozenset[str]:
    """A level by name, or single permissions; ValueError for a word that is neither."""
    if isinstance(level_or_names, str):
        if level_or_names not in LEVELS:
            raise ValueError(f"level is one of {', '.join(LEVELS)}")
        return LEVELS[level_or_names]
    unknown = set(level_or_names) - ADMINISTRATOR
    if unknown:
        raise ValueError(f"unknown permissions: {', '.join(sorted(unknown))}")
    return frozenset(level_or_names)


@dataclass
class ProjectAccess:
    """Grants by person and project, with a default by role."""

    member_default: frozenset[str] = CONTRIBUTOR
    _everywhere: dict[str, frozenset[str]] = field(default_factory=dict)
    _grants: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def grant(self, person_id: str, permissions: frozenset[str], project_id: str | None = None) -> None:
        """Set what a person may do in one project, or in all that have no grant of their own."""
        if project_id is None:
            self._everywhere[person_id] = permissions
        else:
            self._grants[person_id, project_id] = permissions

    def of(self, person: Person | None, project_id: str, *, public: bool = False) -> frozenset[str]:
        """What somebody (None: anonymous) may do in a project."""
        if person is None or person.role == "guest" or not person.active:
            return READER if public else NOTHING
        own = self._grants.get((person.id, project_id))
        if own is None:
            own = self._everywhere.get(person.id)
        if own is None:
            own = ADMINISTRATOR if person.is_admin else self.member_default
        return own | READER if public else own
