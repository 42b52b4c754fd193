"""Jira Cloud as a `Platform`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qs, quote, urlsplit

from addon.platforms.access import JiraAccess, Surroundings, credential_mark
from addon.platforms.answers import understood
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
from addon.platforms.jira.beside import KINDS as BESIDE
from addon.platforms.jira.beside import JiraBeside
from addon.platforms.jira.changes import JiraChanges
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict
from addon.platforms.jira.directory import JiraDirectory
from addon.platforms.jira.lookups import JiraLookups
from addon.platforms.jira.metadata import JiraMetadata
from addon.platforms.jira.names import JiraNames
from addon.platforms.jira.people import JiraPeople
from addon.platforms.jira.planner import JiraPlanner
from addon.platforms.jira.queries import JiraQueries
from addon.platforms.jira.reader import JiraReader
from addon.platforms.jira.transitions import Transitions
from addon.platforms.jira.writer import JiraWriter
from addon.platforms.planning import believed, refused
from addon.replica.entity import Entity
from addon.replica.values import Named

CAPABILITIES = Capabilities(
    kind="jira",
    entity_noun="issue",
    instance_noun="site",
    query_language="JQL",
    rich_notation="adf",
    internal_comments=True,
    worklogs=True,
    read_batch=100,
)
# Permission of Jira → what it is for, in the words of the check's list.
NEEDED: Mapping[str, str] = {
    "BROWSE_PROJECTS": "See the project",
    "CREATE_ISSUES": "Create issues",
    "EDIT_ISSUES": "Edit issues",
    "TRANSITION_ISSUES": "Change the status",
    "ADD_COMMENTS": "Add comments",
    "CREATE_ATTACHMENTS": "Attach files",
    "LINK_ISSUES": "Link issues",
}
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*-[0-9]+")
_MEDIA = re.compile(r"/file/([0-9a-fA-F-]{36})(?:/|$)")


class JiraPlatform:
    """One Jira site, seen as the app's own user."""

    capabilities = CAPABILITIES

    def __init__(self, access: JiraAccess, surroundings: Surroundings) -> None:
        self.client = JiraClient(access, surroundings)
        self._site_url = (access.site_url or access.base_url).rstrip("/")
        self._client_key = access.client_key
        self.metadata = JiraMetadata(self.client, surroundings, credential_mark(access.shared_secret))
        self.people = JiraPeople(self.client, access.app_key)
        self.directory = JiraDirectory(self.client, self.metadata)
        self.names = JiraNames(self.client, self.metadata, self.directory)
        self.raw_calls = self.client
        self._reader = JiraReader(self.client, self._site_url)
        transitions = Transitions(self.client, surroundings, self.metadata.own_id)
        self._planner = JiraPlanner(self.metadata, surroundings)
        self._writer = JiraWriter(self.client, self._reader, self.metadata, transitions)
        self._beside = JiraBeside(self.client)
        self._now = surroundings.now
        self._lookups = JiraLookups(self.client, self._reader, self.metadata, transitions, surroundings)
        self._queries = JiraQueries(self.client, self.metadata, surroundings)
        self._changes = JiraChanges(self.client, self.metadata, surroundings)

    @understood(PRODUCT)
    def identity(self) -> Identity:
        """Who the app is there; `instance_id` is the client key."""
        me = self.metadata.ask_myself()
        name = urlsplit(self._site_url).hostname or ""
        return Identity(str(me["accountId"]), str(me.get("displayName", "")), self._client_key, name, self._site_url)

    def known_as(self) -> str:
        """Not asked for: Jira says of each edit whether an app made it."""
        return ""

    def probes(self, project_id: str | None = None) -> tuple[Probe, ...]:
        """Two or three calls: who we are, and each permission in the project."""
        try:
            me = self.metadata.ask_myself()
        except PlatformError as error:
            return (Probe("Sign in", "failed", error.message, f"{self._site_url}/plugins/servlet/upm"),)
        found = [Probe("Sign in", "passed", f"as {me.get('displayName', 'the app')}")]
        if project_id is None:
            return (*found, *(Probe(words, "not_checked", "Choose a project") for words in NEEDED.values()))
        project = self.project(project_id)
        if project is None:
            return (*found, Probe("See the project", "failed", "The app cannot see it", self._site_url))
        granted = self.metadata.granted(set(NEEDED), [project.id])
        fix = f"{self._site_url}/plugins/servlet/project-config/{quote(project.key, safe='')}/permissions"
        for permission, words in NEEDED.items():
            has = project.id in granted.get(permission, frozenset())
            detail = "" if has else f"Grant {permission} to the role atlassian-addons-project-access"
            found.append(Probe(words, "passed" if has else "failed", detail, "" if has else fix))
        return tuple(found)

    def search_projects(self, query: str = "", *, start: int = 0, limit: int = 20) -> ProjectPage:
        """Jira searches names and keys; at most 100 a page."""
        return self.metadata.search_projects(query, start, limit)

    def project(self, project_id: str) -> Project | None:
        """By id or key."""
        return self.metadata.project(project_id)

    def has_project(self, project_id: str) -> bool:
        """One call."""
        return self.metadata.has_project(project_id)

    def entity_types(self, project_id: str) -> tuple[Named, ...]:
        """Types that can be created."""
        return self.metadata.types(project_id)

    def statuses(self, project_id: str, type_name: str) -> tuple[Named, ...]:
        """Statuses of a type; empty for a type that the project does not have."""
        return self.metadata.statuses(project_id).get(type_name.lower(), ())

    def check_query(self, query: TriggerQuery) -> int | None:
        """Strict parse, then an approximate count."""
        return self._queries.check(query)

    def matching(self, query: TriggerQuery, ids: Sequence[str]) -> frozenset[str]:
        """Asked through `jql/match`, which does not lag."""
        found = self._queries.matching_many([query], ids)[0]
        if found is None:
            raise PlatformError(Reason.BAD_QUERY, f"Jira does not accept this JQL: {query.text}", permanent=True)
        return found

    def matching_many(self, queries: Sequence[TriggerQuery], ids: Sequence[str]) -> tuple[frozenset[str] | None, ...]:
        """All of them in one call."""
        return self._queries.matching_many(queries, ids)

    def enumerate(self, query: TriggerQuery, cursor: str | None = None, limit: int = 1000) -> EntityPage:
        """Oldest first."""
        return self._queries.enumerate(query, cursor, limit)

    def read(self, ids: Sequence[str], *, with_comments: bool = True) -> Mapping[str, Entity]:
        """One call for each hundred issues; comments come along for nothing."""
        return self._reader.read(ids)

    def still_there(self, ids: Sequence[str]) -> frozenset[str]:
        """One call for each hundred issues."""
        return self._reader.still_there(ids)

    def with_comments(self, entity: Entity) -> Entity:
        """They came along with the issue, unless it is the answer of a write."""
        if entity.comments is not None:
            return entity
        return replace(entity, comments=self._reader.all_comments(entity.id))

    def with_parts(self, entity: Entity, names: frozenset[str]) -> Entity:
        """One call for each part."""
        more = self._beside.read(entity.id, names) if names else {}
        return replace(entity, fields={**entity.fields, **more}) if more else entity

    @understood(PRODUCT)
    def resolve(self, key: str) -> str | None:
        """The id of an issue by its key, its id, or an address that shows it."""
        text = _key_in(key.strip())
        if text is None:
            return None
        try:
            found = expect_dict(
                self.client.get(f"/rest/api/3/issue/{quote(text, safe='')}", {"fields": "summary"}), "the issue"
            )
        except PlatformError as error:
            if error.reason == Reason.NOT_FOUND:
                return None
            raise
        return str(found["id"])

    def plan(self, change: ChangeSet, current: Entity | None) -> tuple[Call, ...]:
        """Create or edit, files, status, comments, then watchers and properties."""
        return believed(lambda: self._plan(change, current), self.metadata.renew)

    def renew(self) -> bool:
        """What the site is made of."""
        return self.metadata.renew()

    def _plan(self, change: ChangeSet, current: Entity | None) -> tuple[Call, ...]:
        rest, apart = self._beside.split(change)
        calls = self._planner.plan(rest, current)
        return (*calls, *self._beside.plan(change, apart, current, self._now(), len(calls))) if apart else calls

    def foresee(self, call: Call, entity_id: str | None) -> tuple[str, ...]:
        """The way through the workflow from where the issue is now; what a create lacks."""
        if call.kind == "transition":
            return self._writer.foresee(call, entity_id)
        if call.kind == "create":
            self._refuse_incomplete(call)
        return ()

    @understood(PRODUCT)
    def _refuse_incomplete(self, call: Call) -> None:
        """REFUSED_FIELDS when a field is not given that the type's create screen requires and Jira does not fill."""
        given = call.body["fields"]
        known = self.metadata.create_fields(given["project"]["id"], given["issuetype"]["id"])
        for name, one in known.items():
            if one.get("required") and not one.get("hasDefaultValue") and not given.get(name) and name != "reporter":
                raise refused(str(one.get("name") or name), "is required; set it in the incoming rule")

    def apply(self, call: Call, entity_id: str | None, source: Source | None = None) -> WriteReceipt:
        """Make one planned call."""
        if call.kind in BESIDE and entity_id is not None:
            return self._beside.apply(call, entity_id)
        return self._writer.apply(call, entity_id, source)

    def look_up(self, call: Call, entity_id: str | None, *, since: int | None = None) -> WriteReceipt | None:
        """Creates by our indexed property, comments by property or text, files by name, size and author."""
        return self._lookups.look_up(call, entity_id, since)

    def changes_since(
        self, watermark: str | None, project_ids: Sequence[str], queries: Sequence[str] = ()
    ) -> ChangePage:
        """By `updated`, minute-grained and overlapping; deletions are not seen this way."""
        return self._changes.since(watermark, project_ids, queries)

    def download(self, attachment_id: str) -> Iterator[bytes]:
        """Without the redirect to the media store, where our token must not go."""
        return self.client.stream(
            f"/rest/api/3/attachment/content/{quote(attachment_id, safe='')}", {"redirect": False}
        )

    def largest_file(self) -> int | None:
        """As the site is set up; nothing at all where attachments are switched off."""
        return self.metadata.upload_limit()

    def picture(self, attachment_id: str, filename: str) -> str | None:
        """The media id, which Jira tells only by where it redirects to for the bytes; that is not followed."""

        def load() -> str | None:
            found = self.client.redirect_of(f"/rest/api/3/attachment/content/{quote(attachment_id, safe='')}")
            known = _MEDIA.search(urlsplit(found).path)
            return known[1].lower() if known else None

        return self.metadata.kept(("picture", attachment_id), load)

    def owns(self, address: str) -> bool:
        """Jira's pictures are media files without an address."""
        return False

    def entity_url(self, key: str) -> str:
        """The issue's page."""
        return f"{self._site_url}/browse/{quote(key, safe='')}"


def _key_in(text: str) -> str | None:
    if text.isascii() and text.isdigit():
        return text
    if _KEY.fullmatch(text):
        return text.upper()
    if "://" in text:
        parts = urlsplit(text)
        candidates = [*parse_qs(parts.query).get("selectedIssue", []), parts.path.rstrip("/").rpartition("/")[2]]
        return next((c.upper() for c in candidates if _KEY.fullmatch(c)), None)
    return None
