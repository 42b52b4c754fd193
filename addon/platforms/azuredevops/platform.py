"""Azure DevOps as a `Platform`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from addon.platforms.access import AzureDevOpsAccess, Surroundings
from addon.platforms.azuredevops.auth import extensions_url, graph_url, mark, organization_url, signer
from addon.platforms.azuredevops.client import AzureDevOpsClient, part
from addon.platforms.azuredevops.directory import AzureDevOpsDirectory
from addon.platforms.azuredevops.extensions import Installed, installed
from addon.platforms.azuredevops.hooks import SERVICE_HOOKS, VIEW_AND_EDIT, HookSubscriptions
from addon.platforms.azuredevops.lookups import AzureDevOpsLookups
from addon.platforms.azuredevops.metadata import AREAS, WORK_ITEM_WRITE, AzureDevOpsMetadata
from addon.platforms.azuredevops.names import AzureDevOpsNames
from addon.platforms.azuredevops.people import Signed, Visitor, connection_data
from addon.platforms.azuredevops.planner import AzureDevOpsPlanner
from addon.platforms.azuredevops.queries import AzureDevOpsQueries
from addon.platforms.azuredevops.reader import AzureDevOpsReader
from addon.platforms.azuredevops.typed import TypedClients
from addon.platforms.azuredevops.writer import AzureDevOpsWriter
from addon.platforms.base import (
    Call,
    Capabilities,
    ChangePage,
    ChangeSet,
    EntityPage,
    Identity,
    Probe,
    Project,
    ProjectPage,
    Source,
    TriggerQuery,
    WriteReceipt,
)
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.planning import believed
from addon.replica.entity import Entity
from addon.replica.values import Named

CAPABILITIES = Capabilities(
    kind="azuredevops",
    entity_noun="work item",
    instance_noun="organization",
    query_language="WIQL",
    rich_notation="html",
    read_batch=200,
    attachment_limit=100,
    guarded_writes=True,
)
SAVE_COMMENT = 512


LARGEST_FILE = 60 * 1024 * 1024


class AzureDevOpsPlatform:
    """One organization, seen as its sync identity."""

    capabilities = CAPABILITIES

    def __init__(self, access: AzureDevOpsAccess, surroundings: Surroundings) -> None:
        loopback = surroundings.dev_loopback
        self.base_url = organization_url(access, dev_loopback=loopback)
        self._graph_url = graph_url(access, dev_loopback=loopback)
        self._organization = access.organization
        self._surroundings = surroundings
        self._known_id = access.identity_id
        sign = signer(access, surroundings)
        self.client = AzureDevOpsClient(self.base_url, sign, surroundings)
        graph = AzureDevOpsClient(self._graph_url, sign, surroundings)
        self._extensions = AzureDevOpsClient(extensions_url(access, dev_loopback=loopback), sign, surroundings)
        typed = TypedClients(self.client)
        self.metadata = AzureDevOpsMetadata(self.client, typed, surroundings, mark(access.credential))
        self.directory = AzureDevOpsDirectory(self.client, graph, self.metadata)
        self.names = AzureDevOpsNames(self.metadata, self.directory)
        self.raw_calls = self.client
        self.hooks = HookSubscriptions(typed)
        self._reader = AzureDevOpsReader(self.client, self.metadata)
        self._planner = AzureDevOpsPlanner(self.metadata, self.client.base_url, surroundings)
        self._writer = AzureDevOpsWriter(self.client, self._reader, self.metadata)
        self._lookups = AzureDevOpsLookups(
            self.client, self._reader, self._writer, self.metadata, self.own_id, surroundings.now
        )
        self._queries = AzureDevOpsQueries(self.client, self.metadata, surroundings)

    def identity(self) -> Identity:
        """Who the sync identity is; `instance_id` is the organization's."""
        found = connection_data(self.client)
        self._known_id = found.user_id
        return Identity(found.user_id, found.display_name, found.instance_id, self._organization, self.base_url)

    def known_as(self) -> str:
        """Known since the credential was checked."""
        return self._known_id or ""

    def own_id(self) -> str:
        """The sync identity's id, asked once."""
        return self._known_id or self.identity().id

    def visitor(self, access_token: str) -> Visitor:
        """Questions in the name of a person who opened our page."""
        return Visitor(self.base_url, self._graph_url, access_token, self._surroundings)

    def extension(self, publisher: str, name: str) -> Installed:
        """How the organization has an extension; one call."""
        return installed(self._extensions, publisher, name)

    def probes(self, project_id: str | None = None) -> tuple[Probe, ...]:
        """Who it is, what it sees, and each permission in the project."""
        settings = f"{self.base_url}/_usersSettings/tokens"
        try:
            me = connection_data(self.client)
        except PlatformError as error:
            return (Probe("Sign in", "failed", error.message, settings),)
        found = [Probe("Sign in", "passed", f"as {me.display_name}"), self._projects_probe()]
        if project_id is None:
            return tuple(found)
        project = self.project(project_id)
        if project is None:
            fix = f"{self.base_url}/_settings/users"
            return (*found, Probe("See the project", "failed", "The sync identity cannot see it", fix))
        return (*found, *self._project_probes(project, me))

    def search_projects(self, query: str = "", *, start: int = 0, limit: int = 20) -> ProjectPage:
        """By name; `can_create` is asked for those on the page."""
        page = self.metadata.search_projects(query, start, limit)
        return replace(page, projects=self.metadata.marked(page.projects)) if page.projects else page

    def project(self, project_id: str) -> Project | None:
        """By id or name."""
        return self.metadata.project(project_id)

    def has_project(self, project_id: str) -> bool:
        """One call."""
        return self.metadata.has_project(project_id)

    def entity_types(self, project_id: str) -> tuple[Named, ...]:
        """Types that people create, Task first."""
        return self.metadata.creatable_types(project_id)

    def statuses(self, project_id: str, type_name: str) -> tuple[Named, ...]:
        """States of a type with their category; empty for a type that the project does not have."""
        found = self.metadata.type(project_id, type_name)
        return found.states if found else ()

    def check_query(self, query: TriggerQuery) -> int | None:
        """Run and count."""
        return self._queries.check(query)

    def matching(self, query: TriggerQuery, ids: Sequence[str]) -> frozenset[str]:
        """By WIQL with the ids in it."""
        return self._queries.matching(query, ids)

    def matching_many(self, queries: Sequence[TriggerQuery], ids: Sequence[str]) -> tuple[frozenset[str] | None, ...]:
        """One call for each different query."""
        answers: dict[TriggerQuery, frozenset[str] | None] = {}
        for query in queries:
            if query in answers:
                continue
            try:
                answers[query] = self._queries.matching(query, ids)
            except PlatformError as error:
                if error.reason not in (Reason.BAD_QUERY, Reason.NOT_FOUND, Reason.PROJECT_GONE):
                    raise
                answers[query] = None
        return tuple(answers[query] for query in queries)

    def enumerate(self, query: TriggerQuery, cursor: str | None = None, limit: int = 1000) -> EntityPage:
        """By ascending id."""
        return self._queries.enumerate(query, cursor, limit)

    def read(self, ids: Sequence[str], *, with_comments: bool = True) -> Mapping[str, Entity]:
        """One call for two hundred items, and one more for each that has comments."""
        return self._reader.read(ids, with_comments=with_comments)

    def still_there(self, ids: Sequence[str]) -> frozenset[str]:
        """One call for each two hundred items."""
        return self._reader.still_there(ids)

    def with_comments(self, entity: Entity) -> Entity:
        """One call, none for an item without comments."""
        return self._reader.with_comments(entity)

    def with_parts(self, entity: Entity, names: frozenset[str]) -> Entity:
        """As it is: a work item is read whole."""
        return entity

    def resolve(self, key: str) -> str | None:
        """The id of a work item by its number or an address that shows it; asks whether it exists."""
        number = _number_in(key.strip())
        if number is None:
            return None
        try:
            self.client.get(f"/_apis/wit/workitems/{number}", {"fields": "System.Id"})
        except PlatformError as error:
            if error.reason == Reason.NOT_FOUND:
                return None
            raise
        return number

    def plan(self, change: ChangeSet, current: Entity | None) -> tuple[Call, ...]:
        """One guarded PATCH, further states, parent, files, comments."""
        return believed(lambda: self._planner.plan(change, current), self.metadata.renew)

    def renew(self) -> bool:
        """What the organization is made of."""
        return self.metadata.renew()

    def foresee(self, call: Call, entity_id: str | None) -> tuple[str, ...]:
        """Each state is a call of its own; a create or update is checked by Azure DevOps without being stored."""
        if call.kind == "transition":
            return (str(call.body[-1]["value"]),)
        if call.kind == "create" or (call.kind == "update" and entity_id is not None):
            self._writer.check(call, entity_id)
        return ()

    def apply(self, call: Call, entity_id: str | None, source: Source | None = None) -> WriteReceipt:
        """Make one planned call."""
        return self._writer.apply(call, entity_id, source)

    def look_up(self, call: Call, entity_id: str | None, *, since: int | None = None) -> WriteReceipt | None:
        """Creates by the marker on our own new items, changes by revision, the rest by text, mark or presence."""
        return self._lookups.look_up(call, entity_id, since)

    def changes_since(
        self, watermark: str | None, project_ids: Sequence[str], queries: Sequence[str] = ()
    ) -> ChangePage:
        """Two calls for each project: revisions (deletions too) and links. Queries reach no further than projects."""
        return self._queries.changes_since(watermark, project_ids)

    def download(self, attachment_id: str) -> Iterator[bytes]:
        """A file's bytes in pieces."""
        return self.client.stream(f"/_apis/wit/attachments/{part(attachment_id)}", {"download": True})

    def largest_file(self) -> int | None:
        """60 MB. Source: Learn, Work tracking, process, and project limits."""
        return LARGEST_FILE

    def picture(self, attachment_id: str, filename: str) -> str | None:
        """The file's address; no call."""
        return f"{self.base_url}/_apis/wit/attachments/{part(attachment_id)}?fileName={part(filename)}"

    def owns(self, address: str) -> bool:
        """An attachment of this organization."""
        return address.startswith(f"{self.base_url.rstrip('/')}/")

    def entity_url(self, key: str) -> str:
        """The work item's page."""
        return f"{self.base_url}/_workitems/edit/{part(key)}"

    def _projects_probe(self) -> Probe:
        try:
            page = self.metadata.search_projects("", 0, 1)
        except PlatformError as error:
            return Probe("See projects", "failed", error.message, f"{self.base_url}/_settings/users")
        if page.projects:
            return Probe("See projects", "passed")
        fix = f"{self.base_url}/_settings/users"
        return Probe("See projects", "failed", "It sees no project: add it to the projects that are to sync", fix)

    def _project_probes(self, project: Project, me: Signed) -> Iterator[Probe]:
        token = self.metadata.area_token(project.id, ())
        security = f"{self.base_url}/{part(project.name)}/_settings/permissions"
        asked = (
            ("Edit work items", AREAS, WORK_ITEM_WRITE, token, f"Add {me.display_name} to Contributors"),
            ("Add comments", AREAS, SAVE_COMMENT, token, f"Add {me.display_name} to Contributors"),
            (
                "Create service hooks",
                SERVICE_HOOKS,
                VIEW_AND_EDIT,
                f"PublisherSecurity/{project.id}",
                "Grant View and Edit subscriptions, as Project Administrators have; until then polling finds changes",
            ),
        )
        yield Probe("See the project", "passed")
        for name, namespace, bits, where, fix in asked:
            try:
                has = self.metadata.permitted(namespace, bits, where)
            except PlatformError as error:
                yield Probe(name, "not_checked", error.message, security)
                continue
            lacking = "warning" if namespace == SERVICE_HOOKS else "failed"
            yield Probe(name, "passed") if has else Probe(name, lacking, fix, security)  # type: ignore[arg-type]


def _number_in(text: str) -> str | None:
    if text.startswith("#"):
        text = text[1:]
    if text.isascii() and text.isdigit():
        return text.lstrip("0") or None
    if "://" in text:
        parts = urlsplit(text)
        candidates = [*parse_qs(parts.query).get("workitem", []), parts.path.rstrip("/").rpartition("/")[2]]
        return next((c for c in candidates if c.isascii() and c.isdigit()), None)
    return None
