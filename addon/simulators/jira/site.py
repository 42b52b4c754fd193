"""The store of one site: tables, ids, look-ups, and how records refer to each other in answers."""

import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import rsa

from .. import memory
from ..clock import SettableClock
from ..control import Bench
from .adf_text import plain
from .events import Event
from .field_kinds import Context
from .fields import Field, system_fields
from .limits import Limits
from .records import (
    Attachment,
    Component,
    Issue,
    IssueLink,
    IssueType,
    Json,
    LinkType,
    Named,
    Project,
    Scheme,
    Sprint,
    Status,
    User,
    Version,
)

CATEGORIES: dict[str, tuple[int, str, str]] = {
    "new": (2, "To Do", "blue-gray"),
    "indeterminate": (4, "In Progress", "yellow"),
    "done": (3, "Done", "green"),
}
"""Id, name, color per status category."""


class JiraSite:
    """One Jira Cloud site in memory.

    Everything that reads or writes it holds `lock`; calls to other servers are made without it. `base_url`
    is set when the site gets its address. `index_lag_s` is how long search does not see a change.
    """

    def __init__(self, title: str = "Example", base_url: str = "http://localhost", bench: Bench | None = None):
        self.title = title
        self.base_url = base_url
        self.client_key = str(uuid.uuid4())
        self.cloud_id = str(uuid.uuid4())
        self.bench = bench or Bench()
        self.lock = threading.RLock()
        self.limits = Limits(self.clock)
        self.index_lag_s = 0.0
        self.upload_limit = 1_000_000_000
        self.attachments_enabled = True
        self.users: dict[str, User] = {}
        self.tokens: dict[str, str] = {}
        """API tokens of people: token to account id."""
        self.statuses: dict[str, Status] = {}
        self.types: dict[str, IssueType] = {}
        self.priorities: dict[str, Named] = {}
        self.resolutions: dict[str, Named] = {}
        self.roles: dict[str, Named] = {}
        self.link_types: dict[str, LinkType] = {}
        self.sprints: dict[int, Sprint] = {}
        self.schemes: dict[str, Scheme] = {}
        self.fields: dict[str, Field] = {field.id: field for field in system_fields()}
        self.projects: dict[str, Project] = {}
        self.project_keys: dict[str, str] = {}
        self.issues: dict[str, Issue] = {}
        self.issue_keys: dict[str, str] = {}
        """Key to id, former keys of moved issues included."""
        self.attachments: dict[str, tuple[str, Attachment]] = {}
        """Attachment id to issue id and attachment."""
        self.media: dict[str, Attachment] = {}
        self.media_tokens: dict[str, str] = {}
        self.links: dict[str, IssueLink] = {}
        self.listeners: list[Callable[[Event], None]] = []
        self.install_keys: dict[str, rsa.RSAPrivateKey] = {}
        self.hooks: Any = None
        """The `connect.hooks.WebHooks` that tells apps of events; made with the app."""
        self.addons: dict[str, Any] = {}
        """Installed apps by key (`connect.addons.AddOn`)."""
        self.index: dict[str, Issue] = {}
        """What search sees: copies of issues by id."""
        self.index_due: list[tuple[float, str]] = []
        self._ids: dict[str, int] = {}

    @property
    def clock(self) -> SettableClock:
        return self.bench.clock

    def next_id(self, kind: str, first: int = 10_000) -> str:
        """A fresh numeric id, as Jira numbers each kind of record."""
        self._ids[kind] = self._ids.get(kind, first - 1) + 1
        return str(self._ids[kind])

    def emit(self, event: Event) -> None:
        """Tell every listener what happened; they take what they need before they return."""
        for listener in self.listeners:
            listener(event)

    def url(self, path: str) -> str:
        return self.base_url.rstrip("/") + path

    def media_url(self, path: str) -> str:
        """An address of the media service: another host than the site, so that clients drop credentials."""
        parts = urlsplit(self.base_url)
        other = "localhost" if parts.hostname != "localhost" else "127.0.0.1"
        return f"{parts.scheme}://{other}:{parts.port or 80}{path}"

    def close(self) -> None:
        self.bench.close()

    def keep(self, path: Path) -> None:
        """Write all that the site holds to a file, for `take_up`."""
        living = {"bench": self.bench, "clock": self.clock, "limits": self.limits}
        with self.lock:
            memory.keep(path, (self, self.clock.added_s), living)

    @staticmethod
    def take_up(path: Path) -> "JiraSite":
        """The site that was kept there, with a bench and limits of its own; raises as `memory.take_up`."""
        bench = Bench()
        living = {"bench": bench, "clock": bench.clock, "limits": Limits(bench.clock)}
        site: JiraSite
        site, ahead_s = memory.take_up(path, living)
        bench.clock.advance(ahead_s)
        return site

    # Look-ups

    def find_project(self, key_or_id: str) -> Project | None:
        if key_or_id in self.projects:
            return self.projects[key_or_id]
        return self.projects.get(self.project_keys.get(key_or_id.upper(), ""))

    def find_issue(self, key_or_id: str) -> Issue | None:
        """By id, by key in any case, or by a key it had before it was moved."""
        if key_or_id in self.issues:
            return self.issues[key_or_id]
        return self.issues.get(self.issue_keys.get(key_or_id.upper(), ""))

    def project_of(self, issue: Issue) -> Project:
        return self.projects[issue.project_id]

    def context(self, issue: Issue | None, version: int = 3) -> Context:
        return Context(self, self.project_of(issue) if issue else None, version)

    def links_of(self, issue: Issue) -> list[IssueLink]:
        return [link for link in list(self.links.values()) if issue.id in (link.inward, link.outward)]

    def children_of(self, issue: Issue) -> list[Issue]:
        return [other for other in list(self.issues.values()) if other.fields.get("parent") == issue.id]

    def declared_properties(self) -> dict[tuple[str, str], str]:
        """What installed apps declare for JQL: (issue property key, path) to type."""
        found: dict[tuple[str, str], str] = {}
        for addon in self.addons.values():
            found.update(addon.declared_properties())
        return found

    def declared_aliases(self) -> dict[str, tuple[str, str]]:
        """JQL names that installed apps give to issue properties."""
        found: dict[str, tuple[str, str]] = {}
        for addon in self.addons.values():
            found.update(addon.declared_aliases())
        return found

    def touch_index(self, issue_id: str) -> None:
        """Search will see this issue's present state after the lag."""
        self.index_due.append((self.clock.seconds() + self.index_lag_s, issue_id))

    # How records appear inside others

    def show_user(self, account_id: str | None) -> Json:
        user = self.users.get(account_id or "")
        if user is None:
            return None
        return {
            "self": self.url(f"/rest/api/3/user?accountId={user.account_id}"),
            "accountId": user.account_id,
            "avatarUrls": self.avatars("user"),
            "displayName": user.name,
            "active": user.active,
            "timeZone": user.time_zone,
            "accountType": user.kind,
        }

    def avatars(self, kind: str) -> dict[str, str]:
        sizes = ("48x48", "24x24", "16x16", "32x32")
        return {size: self.url(f"/images/{kind}.svg?size={size}") for size in sizes}

    def show_named(self, kind: str, item: Named) -> Json:
        shown = {"self": self.url(f"/rest/api/3/{kind}/{item.id}"), "id": item.id, "name": item.name}
        if kind == "priority":
            return {**shown, "iconUrl": self.url(f"/images/priority-{item.id}.svg")}
        return {**shown, "description": item.description}

    def show_status(self, status: Status) -> Json:
        number, name, color = CATEGORIES[status.category]
        return {
            "self": self.url(f"/rest/api/3/status/{status.id}"),
            "description": "",
            "iconUrl": self.url("/"),
            "name": status.name,
            "id": status.id,
            "statusCategory": {
                "self": self.url(f"/rest/api/3/statuscategory/{number}"),
                "id": number,
                "key": status.category,
                "colorName": color,
                "name": name,
            },
        }

    def show_type(self, kind: IssueType) -> Json:
        return {
            "self": self.url(f"/rest/api/3/issuetype/{kind.id}"),
            "id": kind.id,
            "description": kind.description,
            "iconUrl": self.url(f"/images/type-{kind.name.lower()}.svg"),
            "name": kind.name,
            "subtask": kind.subtask,
            "avatarId": 10_300 + int(kind.id) % 100,
            "hierarchyLevel": kind.hierarchy_level,
        }

    def show_project(self, project: Project) -> Json:
        return {
            "self": self.url(f"/rest/api/3/project/{project.id}"),
            "id": project.id,
            "key": project.key,
            "name": project.name,
            "projectTypeKey": project.kind,
            "simplified": False,
            "avatarUrls": self.avatars("project"),
        }

    def show_part(self, part: Component | Version) -> Json:
        if isinstance(part, Component):
            return {
                "self": self.url(f"/rest/api/3/component/{part.id}"),
                "id": part.id,
                "name": part.name,
                "description": part.description,
            }
        shown = {
            "self": self.url(f"/rest/api/3/version/{part.id}"),
            "id": part.id,
            "name": part.name,
            "description": part.description,
            "archived": part.archived,
            "released": part.released,
        }
        return {**shown, "releaseDate": part.release_date} if part.release_date else shown

    def show_linked(self, issue: Issue) -> Json:
        """An issue as another issue's parent, child or link shows it."""
        fields: dict[str, Json] = {
            "summary": issue.fields.get("summary"),
            "status": self.show_status(self.statuses[issue.fields["status"]]),
            "issuetype": self.show_type(self.types[issue.fields["issuetype"]]),
        }
        if issue.fields.get("priority"):
            fields["priority"] = self.show_named("priority", self.priorities[issue.fields["priority"]])
        return {
            "id": issue.id,
            "key": issue.key,
            "self": self.url(f"/rest/api/3/issue/{issue.id}"),
            "fields": fields,
        }

    def text_of(self, issue: Issue) -> str:
        """All words of an issue that `text ~` looks at."""
        parts = [str(issue.fields.get("summary") or "")]
        for name, value in issue.fields.items():
            field = self.fields.get(name)
            if field is not None and field.kind.rich:
                parts.append(plain(value))
        parts.extend(plain(comment.body) for comment in issue.comments)
        return "\n".join(parts)
