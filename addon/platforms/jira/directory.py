"""Look-ups by name at a Jira site: people, priorities, resolutions, components, versions. Cached for minutes."""

from typing import Any

from addon.platforms.answers import understood
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict, expect_list
from addon.platforms.jira.fields import named, person
from addon.platforms.jira.metadata import JiraMetadata
from addon.replica.values import Named, Person

MOST_PEOPLE = 50


class JiraDirectory:
    """What rules look up; each answer None or empty when there is nothing."""

    def __init__(self, client: JiraClient, metadata: JiraMetadata) -> None:
        self._client = client
        self._metadata = metadata

    def person(self, account_id: str) -> Person | None:
        """A user by account id."""

        def load() -> Person | None:
            try:
                return person(expect_dict(self._client.get("/rest/api/3/user", {"accountId": account_id}), "the user"))
            except PlatformError as error:
                if error.reason == Reason.NOT_FOUND:
                    return None
                raise

        return self._metadata.kept(("person", account_id), load)

    def people(self, text: str, project_id: str | None = None) -> tuple[Person, ...]:
        """Up to 50 users whose name or visible mail matches; with a project, only those it can be assigned to."""

        def load() -> tuple[Person, ...]:
            params: dict[str, Any] = {"query": text, "maxResults": MOST_PEOPLE}
            path = "/rest/api/3/user/search"
            if project_id is not None:
                path, params["project"] = "/rest/api/3/user/assignable/search", project_id
            found = expect_list(self._client.get(path, params), "users")
            return tuple(p for p in (person(u) for u in found) if p is not None)

        return self._metadata.kept(("people", text.lower(), project_id or ""), load)

    def by_mail(self, mail: str, project_id: str | None = None) -> Person | None:
        """The one user who shows exactly this mail address."""
        found = [p for p in self.people(mail, project_id) if p.email and p.email.lower() == mail.strip().lower()]
        return found[0] if len(found) == 1 else None

    def by_name(self, name: str, project_id: str | None = None) -> Person | None:
        """The one user with exactly this display name; None when several have it."""
        found = [p for p in self.people(name, project_id) if p.display_name.lower() == name.strip().lower()]
        return found[0] if len(found) == 1 else None

    def priorities(self, project_id: str, type_name: str) -> tuple[Named, ...]:
        """Priorities that a type of a project offers."""
        kind = next((t for t in self._metadata.types(project_id) if t.name.lower() == type_name.lower()), None)
        if kind is None:
            return ()
        return self._allowed(project_id, kind.id, "priority")

    def components(self, project_id: str) -> tuple[Named, ...]:
        """Components of a project."""
        return self._listed("components", f"/rest/api/3/project/{project_id}/components", project_id)

    def versions(self, project_id: str) -> tuple[Named, ...]:
        """Versions of a project, released ones too."""
        return self._listed("versions", f"/rest/api/3/project/{project_id}/versions", project_id)

    def resolutions(self) -> tuple[Named, ...]:
        """Resolutions of the site."""

        def load() -> tuple[Named, ...]:
            return tuple(named(r) for r in self._metadata.paged("/rest/api/3/resolution/search", "values"))

        return self._metadata.kept(("resolutions",), load)

    @understood(PRODUCT)
    def _allowed(self, project_id: str, type_id: str, field: str) -> tuple[Named, ...]:
        found = self._metadata.create_fields(project_id, type_id).get(field) or {}
        return tuple(named(v) for v in found.get("allowedValues") or [] if isinstance(v, dict))

    def _listed(self, noun: str, path: str, project_id: str) -> tuple[Named, ...]:
        return self._metadata.kept(
            (noun, project_id), lambda: tuple(named(v) for v in expect_list(self._client.get(path), noun))
        )
