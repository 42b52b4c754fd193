"""Finds out whether a call whose answer was lost has been carried out at Jira."""

from addon.platforms.access import Surroundings
from addon.platforms.answers import understood
from addon.platforms.base import Call, WriteReceipt
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict, expect_list
from addon.platforms.jira.fields import moment
from addon.platforms.jira.metadata import JiraMetadata
from addon.platforms.jira.reader import MARKER_JQL, MARKER_PROPERTY, JiraReader, attachment, comment
from addon.platforms.jira.transitions import Transitions
from addon.platforms.planning import ENTITY, LINKED_AGO_MS
from addon.replica.fingerprint import text_hash
from addon.replica.values import Attachment, Named


class JiraLookups:
    """One question for each kind of call. Creates are found by our indexed property once the index has caught up."""

    def __init__(
        self,
        client: JiraClient,
        reader: JiraReader,
        metadata: JiraMetadata,
        transitions: Transitions,
        surroundings: Surroundings,
    ) -> None:
        self._client = client
        self._reader = reader
        self._metadata = metadata
        self._transitions = transitions
        self._now = surroundings.now
        self._grace = surroundings.grace

    @understood(PRODUCT)
    def look_up(self, call: Call, entity_id: str | None, since: int | None) -> WriteReceipt | None:
        """The receipt of a call that was carried out, None when it was not; raises UNAVAILABLE while unknown."""
        made = since if since is not None else int(call.context.get("planned_at", 0))
        if call.kind == "create":
            return self._created(call, made)
        assert entity_id is not None
        if call.kind == "transition":
            now, wanted = self._transitions.current(entity_id), Named(**call.body["status"])
            same = now.id == wanted.id if wanted.id else now.name.lower() == wanted.name.lower()
            return WriteReceipt(entity_id, "", stored={"status": now}, found=True) if same else None
        if call.kind == "comment_add":
            return self._comment(call, entity_id, made)
        if call.kind == "attachment_add":
            return self._attachment(call, entity_id, made)
        if call.kind == "worklog_add":
            return self._logged(call, entity_id)
        if call.kind == "link_add" and not call.sets:
            return self._linked(call, entity_id, made)
        if call.kind in ("comment_remove", "attachment_remove", "worklog_remove", "delete"):
            return self._removed(call, entity_id)
        return None  # an edit names its whole result: making it again changes nothing

    def _created(self, call: Call, made: int) -> WriteReceipt | None:
        jql = f'{MARKER_JQL} = "{call.key}"'
        body = {"jql": jql, "fields": ["id"], "maxResults": 2, "properties": [MARKER_PROPERTY]}
        found = expect_dict(self._client.ask("/rest/api/3/search/jql", body), "the search")
        issues = expect_list(found.get("issues"), "the search")
        if issues:
            issue = issues[0]
            key = str(issue.get("key") or "") or self._key(str(issue["id"]))
            return WriteReceipt(str(issue["id"]), key, found=True)
        left = made / 1000 + self._grace - self._now() / 1000
        if left > 0:
            raise PlatformError(
                Reason.UNAVAILABLE,
                "Waiting for Jira's search to know whether the issue was created",
                retry_after=max(1.0, left),
            )
        return None

    def _key(self, issue_id: str) -> str:
        found = expect_dict(self._client.get(f"/rest/api/3/issue/{issue_id}", {"fields": "summary"}), "the issue")
        return str(found.get("key", ""))

    def _comment(self, call: Call, entity_id: str, made: int) -> WriteReceipt | None:
        own, known = self._metadata.own_id(), set(call.context.get("known") or ())
        for raw in self._reader.raw_comments(entity_id, properties=True):
            one = comment(raw)
            marks = [p.get("value") for p in raw.get("properties") or [] if p.get("key") == MARKER_PROPERTY]
            marked = any(isinstance(m, dict) and m.get("key") == call.key for m in marks)
            mine = one.author is not None and one.author.id == own and one.id not in known
            fresh = one.created is None or one.created >= made - 120_000
            same = not marks and mine and fresh and text_hash(one.body.source) == call.text_hash
            if marked or same:
                return WriteReceipt(entity_id, "", sub_id=one.id, sub_version=one.version, found=True)
        return None

    def _logged(self, call: Call, entity_id: str) -> WriteReceipt | None:
        """By our property; work logs that were made before ours do not matter."""
        for raw in self._reader.raw_worklogs(entity_id, properties=True):
            marks = [p.get("value") for p in raw.get("properties") or [] if p.get("key") == MARKER_PROPERTY]
            if any(isinstance(m, dict) and m.get("key") == call.key for m in marks):
                return WriteReceipt(entity_id, "", sub_id=str(raw["id"]), found=True)
        return None

    def _linked(self, call: Call, entity_id: str, made: int) -> WriteReceipt | None:
        """By the issue's history: a link that we made and somebody took off again is not to be made once more."""
        asked = f"/rest/api/3/issue/{entity_id}", {"fields": "issuelinks", "expand": "changelog"}
        issue = expect_dict(self._client.get(*asked), "the issue")
        own = self._metadata.own_id()
        added = [
            item
            for one in (issue.get("changelog") or {}).get("histories") or []
            if (one.get("author") or {}).get("accountId") == own
            and (moment(one.get("created")) or 0) >= made - LINKED_AGO_MS
            for item in one.get("items") or []
            if item.get("field") == "Link" and item.get("to")
        ]
        if not added:
            return None
        end = str(call.context["end"])
        key, ways = self._key(end) if end.isdigit() else end, self._ways(str(call.context["link"]))
        same = [one for one in added if one["to"] == key and any(way in str(one.get("toString")) for way in ways)]
        return WriteReceipt(entity_id, "", sub_id=end, found=True) if same else None

    def _ways(self, named: str) -> tuple[str, str]:
        """How a type of links reads from either end."""
        found = expect_dict(self._client.get("/rest/api/3/issueLinkType"), "the types of links")
        for kind in expect_list(found.get("issueLinkTypes"), "the types of links"):
            if str(kind.get("name")).lower() == named.lower():
                return str(kind.get("inward")), str(kind.get("outward"))
        return named, named

    def _attachment(self, call: Call, entity_id: str, made: int) -> WriteReceipt | None:
        """By name, size and author; of files alike that the same plan attaches, each is found in its turn."""
        own, known = self._metadata.own_id(), set(call.context.get("known") or ())
        issue = expect_dict(self._client.get(f"/rest/api/3/issue/{entity_id}", {"fields": "attachment"}), "the issue")
        found: list[Attachment] = []
        for raw in expect_list((issue.get("fields") or {}).get("attachment"), "attachments"):
            one = attachment(raw)
            mine = one.author is not None and one.author.id == own and one.id not in known
            fresh = one.created is None or one.created >= made - 120_000
            same = (one.filename, one.filesize) == (call.body["filename"], call.body["filesize"])
            if mine and fresh and same:
                found.append(one)
        before = int(call.context.get("alike") or 0)
        found.sort(key=lambda one: (one.created or 0, len(one.id), one.id))
        return WriteReceipt(entity_id, "", sub_id=found[before].id, found=True) if len(found) > before else None

    def _removed(self, call: Call, entity_id: str) -> WriteReceipt | None:
        try:
            self._client.get(call.target.replace(ENTITY, entity_id))
        except PlatformError as error:
            if error.reason == Reason.NOT_FOUND:
                return WriteReceipt(entity_id, "", found=True)
            raise
        return None
