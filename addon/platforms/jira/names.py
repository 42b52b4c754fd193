"""Jira's names for rules: fields, choices, people, and the making of components, versions and options."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from addon.platforms.answers import understood
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict, expect_list
from addon.platforms.jira.directory import JiraDirectory
from addon.platforms.jira.fields import ELSEWHERE, JIRA_NAMES, FieldSchema
from addon.platforms.jira.metadata import JiraMetadata
from addon.platforms.names import Choice, FieldNames, Making, OwnField, WebLink
from addon.replica.values import Named, Person

ADMIN, PROJECT_ADMIN, ADMINISTER = "ADMIN", "PROJECT_ADMIN", "ADMINISTER_PROJECTS"
NEEDS_SCOPE = {PROJECT_ADMIN: "/rest/api/3/securitylevel/0", ADMIN: "/rest/api/3/events"}
"""What is read with the Connect scope that making things needs; the second also wants Administer Jira, as options do.
Source: `x-atlassian-connect-scope` in Jira's OpenAPI document."""


class JiraNames:
    """See `addon.platforms.names.Names`."""

    def __init__(self, client: JiraClient, metadata: JiraMetadata, directory: JiraDirectory) -> None:
        self._client = client
        self._metadata = metadata
        self._directory = directory

    def fields(self) -> FieldNames:
        own = set(JIRA_NAMES.values()) | ELSEWHERE
        schemas = {name: one for name, one in self._metadata.schemas().items() if name not in own}
        return FieldNames(
            names={name: one.name for name, one in schemas.items()},
            kinds={name: _holds(one) for name, one in schemas.items()},
            sprints=self._metadata.sprint_field() or "",
        )

    def own_fields(self, project_id: str) -> tuple[OwnField, ...]:
        found = [one for one in self._metadata.schemas().values() if one.custom]
        return tuple(OwnField(one.name, one.id, _kind(one.type, one.items)) for one in found)

    def priorities(self, project_id: str) -> tuple[Named, ...]:
        listed = [
            one
            for kind in self._metadata.types(project_id)
            for one in self._directory.priorities(project_id, kind.name)
        ]
        return tuple({one.id: one for one in listed}.values())

    def resolutions(self) -> tuple[Named, ...]:
        return self._directory.resolutions()

    def components(self, project_id: str) -> tuple[Named, ...]:
        return self._directory.components(project_id)

    def versions(self, project_id: str) -> tuple[Named, ...]:
        return self._directory.versions(project_id)

    @understood(PRODUCT)
    def options(self, project_id: str, type_name: str, field_id: str) -> tuple[Named, ...]:
        types = self._metadata.types(project_id)
        kind = next((one for one in types if one.name.casefold() == type_name.casefold()), types[0] if types else None)
        if kind is None:
            return ()
        allowed = (self._metadata.create_fields(project_id, kind.id).get(field_id) or {}).get("allowedValues") or []
        return tuple(_choice(one) for one in allowed if isinstance(one, dict))

    def areas(self, project_id: str) -> tuple[str, ...]:
        return ()

    def iterations(self, project_id: str) -> tuple[str, ...]:
        return ()

    def person_by_mail(self, mail: str, project_id: str | None) -> Person | None:
        return self._directory.by_mail(mail, project_id)

    def person_by_login(self, name: str) -> Person | None:
        return self._directory.by_mail(name) if "@" in name else self._directory.by_name(name)

    @understood(PRODUCT)
    def assignable(self, project_key: str, person_id: str) -> bool:
        asked = {"project": project_key, "accountId": person_id}
        found = expect_list(self._client.get("/rest/api/3/user/assignable/search", asked), "users")
        return any(one.get("accountId") == person_id for one in found)

    @understood(PRODUCT)
    def edits_comments(self, person_id: str, entity_id: str) -> bool:
        if not entity_id.isdigit():
            return False
        names = ["EDIT_ALL_COMMENTS", "EDIT_OWN_COMMENTS"]
        body = {
            "accountId": person_id,
            "globalPermissions": [],
            "projectPermissions": [{"permissions": names, "issues": [int(entity_id)], "projects": []}],
        }
        found = expect_dict(self._client.ask("/rest/api/3/permissions/check", body), "permissions")
        granted = expect_list(found.get("projectPermissions"), "permissions")
        return any(int(entity_id) in (one.get("issues") or []) for one in granted)

    @understood(PRODUCT)
    def web_links(self, entity_id: str) -> tuple[WebLink, ...]:
        if not entity_id.replace("-", "").isalnum():
            return ()
        found = expect_list(self._client.get(f"/rest/api/3/issue/{entity_id}/remotelink"), "links")
        objects = [one.get("object") or {} for one in found]
        return tuple(WebLink(*(str(one.get(name) or "") for name in ("url", "title", "summary"))) for one in objects)

    @understood(PRODUCT)
    def making(self, kind: str, project: Named, values: Mapping[str, Any]) -> Making | None:
        said = {name: value for name, value in values.items() if value is not None}
        if kind == "component":
            return Making("POST", "/rest/api/3/component", {"project": project.name, **said}, PROJECT_ADMIN)
        if kind == "version":
            return Making("POST", "/rest/api/3/version", {"projectId": int(project.id), **said}, PROJECT_ADMIN)
        field = quote(str(said["field"]), safe="")
        found = expect_dict(self._client.get(f"/rest/api/3/field/{field}/context"), "contexts")
        listed = expect_list(found.get("values"), "contexts")
        if not listed:
            words = f"There is no field {field} whose options could be added to."
            raise PlatformError(Reason.REFUSED, words, permanent=True)
        target = f"/rest/api/3/field/{field}/context/{listed[0]['id']}/option"
        return Making("POST", target, {"options": [{"value": said["value"]}]}, ADMIN)

    def may_make(self, how: Making, project: Named) -> bool:
        if not self._metadata.kept(("scope", how.scope), lambda: self._has_scope(how.scope)):
            return False
        if how.scope != PROJECT_ADMIN:
            return True  # what was asked wants the global permission as well
        return project.id in self._metadata.granted({ADMINISTER}, [project.id]).get(ADMINISTER, frozenset())

    def _has_scope(self, scope: str) -> bool:
        """Ask for something that needs the scope to be read; that it is not there is an answer as well."""
        try:
            self._client.get(NEEDS_SCOPE[scope])
        except PlatformError as error:
            if error.reason in (Reason.FORBIDDEN, Reason.NOT_FOUND):
                return error.reason is Reason.NOT_FOUND
            raise
        return True

    def make(self, how: Making) -> Any:
        found = self._client.call(how.method, how.target, body=dict(how.body))
        self._metadata.forget()
        return found


def _choice(found: Mapping[str, Any]) -> Choice:
    below = tuple(_choice(one) for one in found.get("children") or () if isinstance(one, dict))
    return Choice(str(found.get("id")), str(found.get("value") or found.get("name") or ""), below=below)


def _holds(field: FieldSchema) -> str:
    return "rich" if field.rich else "users" if (field.type, field.items) == ("array", "user") else field.type


def _kind(kind: str, items: str) -> str:
    return f"list of {items}" if kind == "array" and items else kind
