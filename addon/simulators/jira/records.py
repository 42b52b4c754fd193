"""What a site stores, as plain records; meaning and rules are elsewhere."""

from dataclasses import dataclass, field
from typing import Any

Json = Any
Adf = dict[str, Any]


@dataclass
class User:
    """An account; `kind` is atlassian, app or customer."""

    account_id: str
    name: str
    email: str = ""
    kind: str = "atlassian"
    active: bool = True
    time_zone: str = "Etc/UTC"
    groups: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Status:
    """`category` is a key: new, indeterminate, done."""

    id: str
    name: str
    category: str


@dataclass(frozen=True)
class IssueType:
    id: str
    name: str
    description: str
    hierarchy_level: int = 0

    @property
    def subtask(self) -> bool:
        return self.hierarchy_level < 0


@dataclass(frozen=True)
class Named:
    """A priority, resolution, project role: id, name, description."""

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class LinkType:
    id: str
    name: str
    inward: str
    outward: str


@dataclass(frozen=True)
class Transition:
    """One arrow of a workflow; no `sources` means from every status. `screen` lists field ids."""

    id: str
    name: str
    to: str
    sources: frozenset[str] | None = None
    screen: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Workflow:
    name: str
    initial: str
    transitions: tuple[Transition, ...]

    def statuses(self) -> list[str]:
        """Status ids in the order of their first mention."""
        found = [self.initial]
        for transition in self.transitions:
            for status in (*sorted(transition.sources or ()), transition.to):
                if status not in found:
                    found.append(status)
        return found


@dataclass
class Scheme:
    """What projects share: issue types, a workflow per type, screens and permission holders.

    `create_fields` and `edit_fields` list field ids; `permissions` maps a permission key to holders such as
    `role:Members`, `group:site-admins`, `reporter`, `assignee`, `anyone`.
    """

    name: str
    type_ids: list[str]
    workflows: dict[str, Workflow]
    default_workflow: Workflow
    create_fields: list[str]
    edit_fields: list[str]
    required: set[str]
    permissions: dict[str, set[str]]

    def workflow(self, type_id: str) -> Workflow:
        return self.workflows.get(type_id, self.default_workflow)


@dataclass
class Component:
    id: str
    name: str
    description: str = ""


@dataclass
class Version:
    id: str
    name: str
    description: str = ""
    released: bool = False
    archived: bool = False
    release_date: str | None = None


@dataclass
class Sprint:
    """A sprint of the site: every project's Scrum board shows it. It is `future`, then `active`, then `closed`."""

    name: str
    state: str = "active"


@dataclass
class Project:
    id: str
    key: str
    name: str
    lead: str
    scheme: Scheme
    roles: dict[str, set[str]]
    """Account ids per role name."""
    kind: str = "software"
    description: str = ""
    app_permissions: frozenset[str] | None = None
    """What apps may do here; None: as the permission scheme says for their role."""
    components: list[Component] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    properties: dict[str, Json] = field(default_factory=dict)
    last_number: int = 0


@dataclass
class Comment:
    id: str
    author: str
    body: Adf
    created: int
    updated: int
    update_author: str
    visibility: dict[str, str] | None = None
    properties: dict[str, Json] = field(default_factory=dict)

    @property
    def internal(self) -> bool:
        value = self.properties.get("sd.public.comment")
        return isinstance(value, dict) and value.get("internal") is True


@dataclass
class Attachment:
    id: str
    media_id: str
    """The id in the media service: what ADF media nodes name."""
    filename: str
    author: str
    mime_type: str
    content: bytes = field(repr=False)
    created: int = 0


@dataclass
class Worklog:
    id: str
    author: str
    update_author: str
    comment: Adf | None
    started: str
    seconds: int
    created: int
    updated: int
    visibility: dict[str, str] | None = None
    properties: dict[str, Json] = field(default_factory=dict)


@dataclass
class RemoteLink:
    id: int
    global_id: str | None
    object: dict[str, Any]
    application: dict[str, Any] = field(default_factory=dict)
    relationship: str | None = None


@dataclass
class IssueLink:
    """A link as the API names its ends: the inward issue `blocks` (the outward wording) the outward issue."""

    id: str
    type_id: str
    inward: str
    """Id of the issue shown as inwardIssue."""
    outward: str
    """Id of the issue shown as outwardIssue."""


@dataclass(frozen=True)
class ChangeItem:
    """One changed field; `old` and `new` are ids, the strings what people read."""

    field: str
    field_id: str | None
    custom: bool
    old: str | None
    old_string: str | None
    new: str | None
    new_string: str | None


@dataclass(frozen=True)
class Change:
    id: str
    author: str
    created: int
    items: tuple[ChangeItem, ...]


@dataclass
class Issue:
    """An issue; `fields` holds internal values (ids, not names) by field id."""

    id: str
    key: str
    project_id: str
    creator: str
    created: int
    updated: int
    fields: dict[str, Any]
    comments: list[Comment] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    worklogs: list[Worklog] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    remote_links: list[RemoteLink] = field(default_factory=list)
    properties: dict[str, Json] = field(default_factory=dict)
    watchers: set[str] = field(default_factory=set)
