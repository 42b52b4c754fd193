"""What a Jira site is made of: projects, types, statuses, fields, and who we are there. Cached for minutes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

from addon.platforms.access import Surroundings
from addon.platforms.answers import understood
from addon.platforms.base import Project, ProjectPage
from addon.platforms.cache import OLD_S
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict, expect_list, is_missing
from addon.platforms.jira.fields import JIRA_NAMES, SPRINT, FieldSchema, named, refused
from addon.platforms.jira.paging import everything, more
from addon.platforms.jira.sprints import sprint_named
from addon.replica.values import Named

PROJECT_PAGE = 100  # more is silently cut by Jira
_DEFAULT_TYPES = ("task", "story", "issue")
Thing = TypeVar("Thing")


class JiraMetadata:
    """Look-ups that many changes share."""

    def __init__(self, client: JiraClient, surroundings: Surroundings, mark: str = "") -> None:
        self._client = client
        self._scope = (surroundings.scope, client.base_url, mark)
        self._cache = surroundings.cache

    def myself(self) -> Mapping[str, Any]:
        """The app's own user: `accountId`, `displayName`, `timeZone`."""
        return self.kept(("myself",), self.ask_myself)

    def ask_myself(self) -> Mapping[str, Any]:
        """The same, asked now; an anonymous answer is a rejected credential."""
        found = expect_dict(self._client.get("/rest/api/3/myself"), "myself")
        if not found.get("accountId"):
            raise PlatformError(Reason.CREDENTIAL_REJECTED, "Jira answered as if nobody had called", 200, True, True)
        return found

    def own_id(self) -> str:
        """The app user's account id."""
        return str(self.myself()["accountId"])

    @understood(PRODUCT)
    def search_projects(self, query: str, start: int, limit: int) -> ProjectPage:
        """Two calls: a page of projects, and in which of them we may create issues."""
        found = expect_dict(
            self._client.get(
                "/rest/api/3/project/search",
                {
                    "query": query.strip() or None,
                    "startAt": start,
                    "maxResults": min(limit, PROJECT_PAGE),
                    "orderBy": "name",
                    "action": "view",
                    "status": "live",
                },
            ),
            "projects",
        )
        values = expect_list(found.get("values"), "projects")
        creatable = self._creatable([str(v["id"]) for v in values])
        projects = tuple(_project(v, str(v["id"]) in creatable) for v in values)
        total = found.get("total")
        left = more(found, start + len(values), len(values), min(limit, PROJECT_PAGE))
        return ProjectPage(projects, total if isinstance(total, int) else None, left)

    def project(self, id_or_key: str) -> Project | None:
        """One project with whether we may create in it."""

        def load() -> Project | None:
            try:
                found = expect_dict(self._client.get(f"/rest/api/3/project/{_part(id_or_key)}"), "project")
            except PlatformError as error:
                if is_missing(error):
                    return None
                raise
            return _project(found, bool(self._creatable([str(found["id"])])))

        return self.kept(("project", id_or_key), load)

    def has_project(self, id_or_key: str) -> bool:
        """Whether it is there and for us, asked now."""
        try:
            self._client.get(f"/rest/api/3/project/{_part(id_or_key)}")
        except PlatformError as error:
            if is_missing(error):
                return False
            raise
        return True

    def types(self, project_id: str) -> tuple[Named, ...]:
        """Types that can be created, the most ordinary one first, sub-tasks last (category `subtask`)."""

        def load() -> tuple[Named, ...]:
            path = f"/rest/api/3/issue/createmeta/{_part(project_id)}/issuetypes"
            try:
                values = self.paged(path, "issueTypes")
            except PlatformError as error:
                raise gone(project_id) if is_missing(error) else error from None
            found = [Named(str(v["id"]), str(v["name"]), "subtask" if v.get("subtask") else None) for v in values]
            return tuple(sorted(found, key=_ordinary_first))

        return self.kept(("types", project_id), load)

    def create_fields(self, project_id: str, type_id: str) -> Mapping[str, Mapping[str, Any]]:
        """Create metadata by field id: `name`, `required`, `schema`, `allowedValues`."""

        def load() -> Mapping[str, Mapping[str, Any]]:
            path = f"/rest/api/3/issue/createmeta/{_part(project_id)}/issuetypes/{_part(type_id)}"
            try:
                return {str(v.get("fieldId") or v.get("key")): v for v in self.paged(path, "fields")}
            except PlatformError as error:  # the project itself was seen when its types were asked for
                taken = refused("type", "is to be one that was taken out of this project")
                raise taken if is_missing(error) else error from None

        return self.kept(("create", project_id, type_id), load)

    def statuses(self, project_id: str) -> Mapping[str, tuple[Named, ...]]:
        """Statuses by type name in lower case; each carries its category's key."""

        def load() -> Mapping[str, tuple[Named, ...]]:
            path = f"/rest/api/3/project/{_part(project_id)}/statuses"
            try:
                found = expect_list(self._client.get(path), "statuses")
            except PlatformError as error:
                raise gone(project_id) if is_missing(error) else error from None
            return {str(t["name"]).lower(): tuple(named(s) for s in t.get("statuses", [])) for t in found}

        return self.kept(("statuses", project_id), load)

    def schemas(self) -> Mapping[str, FieldSchema]:
        """Every field of the site by its id."""

        def load() -> Mapping[str, FieldSchema]:
            found = expect_list(self._client.get("/rest/api/3/field"), "fields")
            return {str(f["id"]): _schema(f) for f in found}

        return self.kept(("fields",), load)

    def schema(self, name: str) -> FieldSchema:
        """One field by hub name, id or name; raises REFUSED_FIELDS where there is none."""
        identifier = JIRA_NAMES.get(name, name)
        if identifier == "parent":
            return FieldSchema("parent", "Parent", "issuelink")
        known = self.schemas()
        found = known.get(identifier)
        if found is None:
            found = next((s for s in known.values() if s.name.lower() == name.lower()), None)
        if found is None:
            raise refused(name, "does not exist on this Jira site")
        return found

    def sprint_field(self) -> str | None:
        """The field that holds sprints, where the site has Jira Software."""
        return next((one.id for one in self.schemas().values() if one.custom == SPRINT), None)

    def sprint(self, name: str, project_id: str) -> Named:
        """A sprint by its name; see `sprint_named`. One that is not found is asked for anew each time."""

        def load() -> Named:
            return sprint_named(self._client, self.sprint_field() or "", name, project_id)

        return self.kept(("sprint", project_id, name.casefold()), load)

    def upload_limit(self) -> int | None:
        """The largest attachment in bytes, 0 where attachments are switched off; None when Jira does not say."""

        def load() -> int | None:
            found = expect_dict(self._client.get("/rest/api/3/attachment/meta"), "attachment settings")
            limit = found.get("uploadLimit")
            return 0 if found.get("enabled") is False else None if limit is None else int(limit)

        return self.kept(("uploads",), load)

    def forget(self) -> None:
        """Ask anew next time, after a refusal that says our picture is old."""
        self._cache.forget(*self._scope)

    def renew(self) -> bool:
        """Ask anew for what is some seconds old; whether there was any."""
        return self._cache.forget_older(OLD_S, *self._scope)

    def _creatable(self, ids: Sequence[str]) -> frozenset[str]:
        if not ids:
            return frozenset()
        granted = self.granted({"CREATE_ISSUES"}, ids)
        return granted.get("CREATE_ISSUES", frozenset())

    @understood(PRODUCT)
    def granted(self, permissions: set[str], project_ids: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """For each permission the projects in which the app has it."""
        body = {
            "accountId": self.own_id(),
            "globalPermissions": [],
            "projectPermissions": [{"permissions": sorted(permissions), "projects": [int(i) for i in project_ids]}],
        }
        found = expect_dict(self._client.ask("/rest/api/3/permissions/check", body), "permissions")
        return {
            str(entry.get("permission")): frozenset(str(i) for i in entry.get("projects") or [])
            for entry in expect_list(found.get("projectPermissions"), "permissions")
        }

    def paged(self, path: str, name: str) -> list[dict[str, Any]]:
        """Everything that a list with `startAt` holds."""
        return everything(self._client, path, {}, name, 200)

    def kept(self, key: tuple[str, ...], load: Callable[[], Thing]) -> Thing:
        """What is remembered under a key, or what `load` gives now; never the answer of another credential."""
        return self._cache.get((*self._scope, *key), understood(PRODUCT)(load))


def gone(project_id: str) -> PlatformError:
    """A project that is not there any more, or not for us."""
    return PlatformError(
        Reason.PROJECT_GONE, f"The project {project_id} is gone, or the app can no longer see it", 404, True
    )


def _project(found: Mapping[str, Any], can_create: bool) -> Project:
    desk = found.get("projectTypeKey") == "service_desk"  # elsewhere everybody sees what is marked as internal
    return Project(str(found["id"]), str(found["key"]), str(found["name"]), can_create, desk)


def _schema(found: Mapping[str, Any]) -> FieldSchema:
    schema = found.get("schema") or {}
    return FieldSchema(
        str(found["id"]),
        str(found.get("name") or ""),
        str(schema.get("type") or "any"),
        str(schema.get("items") or ""),
        str(schema.get("custom") or ""),
    )


def _ordinary_first(kind: Named) -> tuple[bool, int]:
    name = kind.name.lower()
    rank = _DEFAULT_TYPES.index(name) if name in _DEFAULT_TYPES else len(_DEFAULT_TYPES) + (name == "epic")
    return kind.category == "subtask", rank


def _part(text: str) -> str:
    return quote(text, safe="")
