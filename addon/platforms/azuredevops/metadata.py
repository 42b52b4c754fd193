"""What an organization is made of: projects, types with states and transitions, fields. Cached for minutes."""

import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, TypeVar

from addon.platforms.access import Surroundings
from addon.platforms.answers import bad_answer, understood
from addon.platforms.azuredevops.client import PRODUCT, AzureDevOpsClient, expect_dict, expect_list, part
from addon.platforms.azuredevops.fields import FieldInfo, TypeInfo
from addon.platforms.azuredevops.typed import TypedClients
from addon.platforms.base import Project, ProjectPage
from addon.platforms.cache import OLD_S
from addon.platforms.errors import PlatformError, Reason
from addon.replica.values import Named
from addon.transport.tracker import Params

AREAS = "83e28ad4-2d72-4ceb-97b0-c7726d5502c3"
WORK_ITEM_WRITE = 32
_ALL_PROJECTS = 1000  # a page of the full list
_AT_ONCE = 6  # root areas of a page of projects are read by so many threads
_ROOT_AREA_S = 24 * 3600.0  # a project keeps the id of its root area for life
_DEFAULT_TYPES = ("Task", "Issue", "Product Backlog Item", "User Story")
# Types that exist in every process and are no work items that people make.
_HIDDEN = ("Code Review", "Feedback", "Shared ", "Test ")
_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
Thing = TypeVar("Thing")


class AzureDevOpsMetadata:
    """Look-ups that many changes share."""

    def __init__(
        self, client: AzureDevOpsClient, typed: TypedClients, surroundings: Surroundings, mark: str = ""
    ) -> None:
        self._client = client
        self._typed = typed
        self._scope = (surroundings.scope, client.base_url, mark)
        self._cache = surroundings.cache

    def search_projects(self, query: str, start: int, limit: int) -> ProjectPage:
        """A page of projects. Azure DevOps cannot search by name: without words it is one call for the page.

        With words, the whole list (a thousand for each call, remembered for five minutes) is filtered here.
        """
        if query.strip():
            words = query.strip().lower()
            found = [p for p in self.all_projects() if words in p.name.lower()]
            found.sort(key=lambda p: (not p.name.lower().startswith(words), p.name.lower()))
            return ProjectPage(tuple(found[start : start + limit]), len(found), start + limit < len(found))
        page, token = self._projects({"$top": limit + 1, "$skip": start})
        return ProjectPage(tuple(page[:limit]), None, len(page) > limit or token != "")

    def all_projects(self) -> tuple[Project, ...]:
        """Every project that the sync identity sees."""

        def load() -> tuple[Project, ...]:
            found, token = self._projects({"$top": _ALL_PROJECTS})
            full = len(found) == _ALL_PROJECTS  # a service without tokens says nothing of those behind it
            while token or full:
                next_page = {"continuationToken": token} if token else {"$skip": len(found)}
                page, following = self._projects({"$top": _ALL_PROJECTS, **next_page})
                found += page
                if not page or (following and following == token):
                    break
                token, full = following, not following and not token and len(page) == _ALL_PROJECTS
            return tuple(found)

        return self.kept(("projects",), load)

    def project(self, id_or_name: str) -> Project | None:
        """One project, with whether work items can be created in it."""

        def load() -> Project | None:
            try:
                found = self._typed.core().get_project(id_or_name)
            except PlatformError as error:
                if error.reason in (Reason.NOT_FOUND, Reason.PROJECT_GONE):
                    return None
                raise
            known = _identified(found)
            self.kept(("project id", str(found.name).lower()), lambda: known)
            return Project(found.id, found.name, found.name, self.can_write(found.id))

        return self.kept(("project", id_or_name.lower()), load)

    def has_project(self, id_or_name: str) -> bool:
        """Whether it is there and for us, asked now."""
        return self._project_id(id_or_name) != ""

    def project_id(self, name: str) -> str:
        """A project's id by its name; empty when it is gone."""
        known: Callable[[], str] = lambda: self._project_id(name)  # noqa: E731
        return self.kept(("project id", name.lower()), known)

    def known_id(self, id_or_name: str) -> str:
        """A project's id, with its name remembered beside it; raises PROJECT_GONE."""
        found = self.project(id_or_name)
        if found is None:
            raise gone(id_or_name)
        return found.id

    def types(self, project: str) -> Mapping[str, TypeInfo]:
        """Types by name in lower case, disabled ones too."""

        def load() -> Mapping[str, TypeInfo]:
            try:
                found = self._typed.work_items().get_work_item_types(project)
            except PlatformError as error:
                raise gone(project) if error.reason == Reason.NOT_FOUND else error from None
            if not found or not all(t.name for t in found):
                raise bad_answer(PRODUCT, "a project without work item types")
            return {str(t.name).lower(): _type(t) for t in found}

        return self.kept(("types", project.lower()), load)

    def type(self, project: str, name: str) -> TypeInfo | None:
        """One type by its name or reference name."""
        types = self.types(project)
        return types.get(name.lower()) or next((t for t in types.values() if t.reference_name == name), None)

    def creatable_types(self, project: str) -> tuple[Named, ...]:
        """Types that people create, Task first."""
        found = [
            Named(t.reference_name or t.name, t.name)
            for t in self.types(project).values()
            if not t.disabled and not t.name.startswith(_HIDDEN)
        ]
        order = {name: index for index, name in enumerate(_DEFAULT_TYPES)}
        return tuple(sorted(found, key=lambda t: order.get(t.name, len(order))))

    def fields(self) -> Mapping[str, FieldInfo]:
        """Every field of the organization by its reference name."""

        def load() -> Mapping[str, FieldInfo]:
            found = self._typed.work_items().get_work_item_fields()
            known = {f.reference_name: _field(f) for f in found or []}
            if "System.Title" not in known:  # nothing else may be remembered for minutes as all there is
                raise bad_answer(PRODUCT, "a list of fields without the title")
            return known

        return self.kept(("fields",), load)

    def choices(self, project: str, type_name: str) -> Mapping[str, tuple[str, ...]]:
        """The allowed values of a type's fields by reference name; fields that take anything are left out."""

        def load() -> Mapping[str, tuple[str, ...]]:
            path = f"/{part(project)}/_apis/wit/workitemtypes/{part(type_name)}/fields"
            found = expect_list(self._client.get(path, {"$expand": "allowedValues"}), "fields")
            return {
                str(one.get("referenceName")): tuple(str(value) for value in one.get("allowedValues") or ())
                for one in found
                if isinstance(one, dict) and one.get("allowedValues")
            }

        return self.kept(("choices", project.lower(), type_name.lower()), load)

    def marked(self, projects: Sequence[Project]) -> tuple[Project, ...]:
        """These projects with whether work items can be created in each, asked for all of them in one call.

        The question names each project's root area, which is read once in a project's life. What Azure DevOps
        does not answer leaves a project unmarked: `project` asks again before anything depends on it.
        """
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            areas = dict(zip((one.id for one in projects), pool.map(self._root_area, projects), strict=True))
        asked = sorted({area for area in areas.values() if area})
        allowed = self._allowed(asked) if asked else {}
        return tuple(replace(one, can_create=allowed.get(areas[one.id], areas[one.id] != "")) for one in projects)

    def _root_area(self, project: Project) -> str | None:
        """The security token of a project's root area; "" where it is not for us, None where nobody says."""

        def load() -> str:
            path = f"/{part(project.id)}/_apis/wit/classificationnodes/areas"
            node = expect_dict(self._client.get(path, {"$depth": 0}), "the areas")
            return f"vstfs:///Classification/Node/{node.get('identifier')}"

        try:
            return self.kept(("root area", project.id), load, seconds=_ROOT_AREA_S)
        except PlatformError as error:
            return "" if error.reason in (Reason.NOT_FOUND, Reason.FORBIDDEN, Reason.PROJECT_GONE) else None

    def _allowed(self, areas: Sequence[str]) -> dict[str | None, bool]:
        """Whether work items may be written at each of these areas; empty when the question is not answered."""
        questions = [{"securityNamespaceId": AREAS, "token": area, "permissions": WORK_ITEM_WRITE} for area in areas]
        body = {"alwaysAllowAdministrators": False, "evaluations": questions}

        def load() -> dict[str | None, bool]:
            found = expect_dict(self._client.ask("/_apis/security/permissionevaluationbatch", body), "permissions")
            answers = expect_list(found.get("evaluations"), "permissions")
            return {str(one.get("token")): one.get("value") is True for one in answers if isinstance(one, dict)}

        try:
            return self.kept(("may write", *areas), load, seconds=OLD_S)  # whoever grants it searches again at once
        except PlatformError:
            return {}

    def can_write(self, project_id: str) -> bool:
        """Whether the sync identity may write work items at the project's root area; False when it cannot be asked."""
        try:
            token = self.area_token(project_id, ())
            return self.permitted(AREAS, WORK_ITEM_WRITE, token)
        except PlatformError as error:
            if error.reason in (Reason.NOT_FOUND, Reason.FORBIDDEN, Reason.PROJECT_GONE):
                return False
            raise

    def area_token(self, project: str, below: Sequence[str]) -> str:
        """The security token of an area: its ancestors' ids from the root down."""

        def load() -> dict[str, Any]:
            path = f"/{part(project)}/_apis/wit/classificationnodes/areas"
            return expect_dict(self._client.get(path, {"$depth": 14}), "the areas")

        node = self.kept(("areas", project.lower()), load)
        ids = [str(node.get("identifier"))]
        for name in below:
            children = [c for c in node.get("children") or [] if str(c.get("name")).lower() == name.lower()]
            if not children:
                break
            node = children[0]
            ids.append(str(node.get("identifier")))
        return ":".join(f"vstfs:///Classification/Node/{i}" for i in ids)

    def permitted(self, namespace: str, bits: int, token: str) -> bool:
        """Whether the caller of this client has all the bits; anything but an explicit yes is a no."""
        found = self._client.get(
            f"/_apis/permissions/{namespace}/{bits}", {"tokens": token, "alwaysAllowAdministrators": False}
        )
        value = expect_list(found, "permissions")
        return value == [True]

    def forget(self) -> None:
        """Ask anew next time."""
        self._cache.forget(*self._scope)

    def renew(self) -> bool:
        """Ask anew for what is some seconds old; whether there was any."""
        return self._cache.forget_older(OLD_S, *self._scope)

    def _project_id(self, name: str) -> str:
        try:
            return _identified(self._typed.core().get_project(name))
        except PlatformError as error:
            if error.reason in (Reason.NOT_FOUND, Reason.PROJECT_GONE):
                return ""
            raise

    @understood(PRODUCT)
    def _projects(self, asked: Params) -> tuple[list[Project], str]:
        """A page, which may be shorter than asked for, and the token of the next."""
        found, token = self._client.page("/_apis/projects", {"stateFilter": "wellFormed", **asked})
        return [Project(str(p["id"]), str(p["name"]), str(p["name"])) for p in expect_list(found, "projects")], token

    def kept(self, key: tuple[str, ...], load: Callable[[], Thing], *, seconds: float | None = None) -> Thing:
        """What is remembered under a key, or what `load` gives now; never the answer of another credential."""
        return self._cache.get((*self._scope, *key), understood(PRODUCT)(load), seconds=seconds)


def gone(project: str) -> PlatformError:
    """A project that is not there any more, or not for us."""
    words = f"The project {project} is gone, or the sync identity can no longer see it"
    return PlatformError(Reason.PROJECT_GONE, words, 404, True)


def _identified(project: Any) -> str:
    """A project's id; what has none is no project, and is not remembered as one."""
    if not _GUID.fullmatch(str(project.id)) or not project.name:
        raise bad_answer(PRODUCT, "a project without its id or name")
    return str(project.id)


def _type(found: Any) -> TypeInfo:
    instances = [*(found.fields or []), *(found.field_instances or [])]
    states = tuple(Named(str(s.name), str(s.name), str(s.category or "") or None) for s in found.states or [])
    transitions = {
        str(origin): tuple(str(t.to) for t in steps or []) for origin, steps in (found.transitions or {}).items()
    }
    return TypeInfo(
        str(found.name),
        str(found.reference_name or ""),
        bool(found.is_disabled),
        frozenset(str(i.reference_name) for i in instances),
        states,
        transitions,
    )


def _field(found: Any) -> FieldInfo:
    return FieldInfo(
        str(found.reference_name),
        str(found.name),
        str(found.type or "string"),
        bool(found.read_only),
        bool(found.is_identity) or str(found.type) == "identity",
    )
