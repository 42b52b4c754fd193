"""One organization with everything in it, in memory."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from ..clock import SettableClock
from .access import ProjectAccess
from .attachments import Attachments
from .credentials import Credentials
from .errors import project_not_found, work_item_not_found
from .extensions import Extensions
from .fields import FieldCatalog
from .identifiers import is_guid, stable_id
from .people import People, Person
from .processes import Process, stock_processes
from .projects import Project, Projects
from .throttling import Throttle
from .work_items import LinkChange, Relation, Update, WorkItem


@dataclass(frozen=True)
class Event:
    """Something that service hooks may tell. `kind` is created, updated, commented, deleted or restored."""

    kind: str
    item: WorkItem
    update: Update
    by: str


@dataclass
class Options:
    """How strict or lenient the organization is where the documents leave it open."""

    page_size: int = 100
    """Projects per page without `$top`."""
    revisions_page: int = 200
    query_limit: int = 20_000
    query_lag_s: float = 0.0
    """How far queries lag behind what is stored."""
    comment_edits_move_revision: bool = True
    suppressed_writes_fire_hooks: bool = True
    """Whether `suppressNotifications` leaves service hooks alone (it is about e-mail)."""
    extensions_may_ask_permissions: bool = True
    """Whether extension access tokens may call `/_apis/permissions`."""
    anonymous_for_bad_bearer: bool = True
    """With a public project: answer connectionData 200 "Anonymous" even to a bogus token."""


class Organization:
    """State of one organization. Hold `lock` while reading or changing it from a request."""

    def __init__(
        self,
        name: str,
        clock: SettableClock,
        *,
        address: str = "http://localhost",
        tenant_id: str | None = None,
    ) -> None:
        self.name = name
        self.clock = clock
        self.address = address.rstrip("/")
        self.tenant_id = tenant_id or stable_id("tenant", name)
        self.instance_id = stable_id("collection", name)
        self.account_id = stable_id("account", name)
        self.lock = threading.RLock()
        self.options = Options()
        self.people = People(name)
        self.access = ProjectAccess()
        self.projects = Projects()
        self.fields = FieldCatalog()
        self.processes: dict[str, Process] = stock_processes()
        self.items: dict[int, WorkItem] = {}
        self.link_log: list[LinkChange] = []
        self.attachments = Attachments()
        self.credentials = Credentials(clock)
        self.extensions = Extensions(clock)
        self.throttle = Throttle(clock)
        self.listeners: list[Callable[[Event], None]] = []
        self._watermark = 0
        self._counters: dict[str, int] = {}

    @property
    def url(self) -> str:
        return f"{self.address}/{self.name}"

    @property
    def graph_url(self) -> str:
        """The organization on the host of identities (`vssps` in the real service)."""
        return f"{self.address}/vssps/{self.name}"

    @property
    def has_public_project(self) -> bool:
        return any(project.public for project in self.projects.all())

    def next_watermark(self) -> int:
        self._watermark += 1
        return self._watermark

    def next_number(self, of: str, start: int = 1) -> int:
        """The next number of a series (work items, comments, resources)."""
        self._counters[of] = self._counters.get(of, start - 1) + 1
        return self._counters[of]

    def announce(self, event: Event) -> None:
        for listener in self.listeners:
            listener(event)

    def process_of(self, project: Project) -> Process:
        return self.processes[project.process]

    def delete_field(self, reference_name: str) -> None:
        """Delete a field with its values, also those of the past, as an administrator of the organization does."""
        self.fields.remove(self.fields[reference_name])
        for process in self.processes.values():
            for kind in list(process.types.values()):
                process.types[kind.name] = kind.without_field(reference_name)
        for item in self.items.values():
            for values in (item.fields, *(revision.fields for revision in item.revisions)):
                values.pop(reference_name, None)
            for update in item.updates:
                update.fields.pop(reference_name, None)

    def permissions(self, person: Person | None, project: Project) -> frozenset[str]:
        return self.access.of(person, project.id, public=project.public)

    def visible_project(self, name_or_id: str, person: Person | None) -> Project:
        """The project, or the 404 that also hides projects which the person may not see."""
        project = self.projects.get(name_or_id)
        if "view" not in self.permissions(person, project):
            raise project_not_found(name_or_id, by_id=is_guid(name_or_id))
        return project

    def visible_item(
        self, number: int, person: Person | None, *, project: Project | None = None, deleted: bool = False
    ) -> WorkItem:
        """The work item, or 404 when absent, in the recycle bin, elsewhere, or not to be seen."""
        item = self.items.get(number)
        if item is None or item.deleted is not deleted or not self.may(person, item, "view"):
            raise work_item_not_found(number)
        if project is not None and item.project_id != project.id:
            raise work_item_not_found(number)
        return item

    def may(self, person: Person | None, item: WorkItem, permission: str) -> bool:
        project = self.projects.find(item.project_id)
        return project is not None and permission in self.permissions(person, project)

    def relation_url(self, relation: Relation) -> str:
        if relation.target is not None:
            return f"{self.url}/_apis/wit/workItems/{relation.target}"
        return relation.url


@dataclass
class Directory:
    """The Entra tenant that stands behind an organization: registered applications by client id."""

    applications: dict[str, "Application"] = field(default_factory=dict)


@dataclass
class Application:
    """An app registration with what it may prove itself by."""

    client_id: str
    name: str
    secrets: list[str] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)
    """PEM texts of public keys or certificates."""
    tenants: list[str] = field(default_factory=list)
    """Tenants in which the application has a service principal."""
