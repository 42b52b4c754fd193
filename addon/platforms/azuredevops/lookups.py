"""Finds out whether a call whose answer was lost has been carried out at Azure DevOps."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from addon.platforms.answers import understood
from addon.platforms.azuredevops.client import PRODUCT, AzureDevOpsClient, expect_dict, expect_list, part
from addon.platforms.azuredevops.fields import moment, person, time_text
from addon.platforms.azuredevops.files import mark
from addon.platforms.azuredevops.metadata import AzureDevOpsMetadata
from addon.platforms.azuredevops.parts import plain
from addon.platforms.azuredevops.reader import (
    ATTACHED,
    COMMENTS_VERSION,
    MARKER_PREFIX,
    AzureDevOpsReader,
    attachment_id,
    comment,
    linked_id,
)
from addon.platforms.azuredevops.relations import Relations
from addon.platforms.azuredevops.writer import AzureDevOpsWriter
from addon.platforms.base import Call, WriteReceipt
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.planning import ENTITY, LINKED_AGO_MS
from addon.replica.fingerprint import text_hash

REPLICA_LAG_MS = 10_000  # queries may be answered by a copy of the database
CLOCKS_MS = 120_000  # how far our clock and theirs may be apart


class AzureDevOpsLookups:
    """One question for each kind of call; all but that of creations are consistent reads."""

    def __init__(
        self,
        client: AzureDevOpsClient,
        reader: AzureDevOpsReader,
        writer: AzureDevOpsWriter,
        metadata: AzureDevOpsMetadata,
        own_id: Callable[[], str],
        now: Callable[[], int],
    ) -> None:
        self._client = client
        self._reader = reader
        self._writer = writer
        self._metadata = metadata
        self._relations = Relations(client)
        self._own_id = own_id
        self._now = now

    @understood(PRODUCT)
    def look_up(self, call: Call, entity_id: str | None, since: int | None) -> WriteReceipt | None:
        """The receipt of a call that was carried out, None when it was not."""
        made = since if since is not None else int(call.context.get("planned_at", 0))
        if call.kind == "create":
            return self._created(call, made)
        assert entity_id is not None
        if call.kind == "update":
            return self._updated(call, entity_id)
        if call.kind == "transition":
            item = self._relations.read(entity_id)
            now = (item.get("fields") or {}).get("System.State")
            return self._writer.receipt_of(item, call, found=True) if now == call.body[0]["value"] else None
        if call.kind == "comment_add":
            return self._commented(call, entity_id, made)
        if call.kind == "attachment_add":
            return self._attached(call, entity_id)
        if call.kind == "link_add" and not call.sets:
            return self._linked(call, entity_id, made)
        if call.kind == "comment_remove":
            return self._gone(call, entity_id, COMMENTS_VERSION)
        if call.kind == "delete":
            return self._gone(call, entity_id, "7.1")
        return None  # edits of comments and of the parent name their whole result

    def _created(self, call: Call, made: int) -> WriteReceipt | None:
        """Items by us since then in that project, newest first, then the marker on one of them."""
        project = str(call.context["project"])
        wiql = (
            "SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project "  # noqa: S608
            f"AND [System.CreatedBy] = @Me AND [System.CreatedDate] >= '{time_text(made - CLOCKS_MS)}' "
            "ORDER BY [System.Id] DESC"
        )
        found = self._client.ask(
            f"/{part(project)}/_apis/wit/wiql", {"query": wiql}, {"timePrecision": True, "$top": 1000}
        )
        ids = [i["id"] for i in expect_list(expect_dict(found, "the query").get("workItems"), "the query")]
        for start in range(0, len(ids), 200):
            body = {"ids": ids[start : start + 200], "$expand": "all", "errorPolicy": "omit"}
            for item in expect_list(self._client.ask("/_apis/wit/workitemsbatch", body), "work items"):
                words = [(r.get("attributes") or {}).get("comment") for r in (item or {}).get("relations") or []]
                if MARKER_PREFIX + call.key in words:
                    return self._writer.receipt_of(item, call, found=True)
        left = made + REPLICA_LAG_MS - self._now()
        if left > 0:
            raise PlatformError(
                Reason.UNAVAILABLE,
                "Waiting for Azure DevOps' queries to know whether the work item was created",
                retry_after=left / 1000,
            )
        return None

    def _updated(self, call: Call, entity_id: str) -> WriteReceipt | None:
        """Ours when the revision right after our guard was made by us and touched what we write."""
        item = self._relations.read(entity_id)
        guard = int(call.guard or 0)
        if int(item.get("rev") or 0) <= guard:
            return None
        for update in self._updates(entity_id, guard):
            revision = int(update.get("rev") or 0)
            if revision > guard + 1:
                return None
            if revision <= guard:
                continue
            author = person(update.get("revisedBy"))
            touched = update.get("fields") or {}
            wrote = {
                str(o["path"]).removeprefix("/fields/"): o.get("value") for o in call.body if "/fields/" in o["path"]
            }
            ours = author is not None and author.id == self._own_id()
            if ours and any(name in touched for name in wrote):
                if int(item["rev"]) == guard + 1:
                    return self._writer.receipt_of(item, call, found=True)
                return self._overtaken(call, entity_id, guard + 1)
        return None

    def _overtaken(self, call: Call, entity_id: str, revision: int) -> WriteReceipt:
        """Somebody wrote after us: the item as it stands is no baseline, what our own revision stored is one.

        Source: Revisions - Get, a whole work item as it stood at a revision.
        """
        path = f"/_apis/wit/workItems/{part(entity_id)}/revisions/{revision}"
        ours = expect_dict(self._client.get(path, {"$expand": "all"}), "the revision")
        return replace(self._writer.receipt_of(ours, call, found=True), revision=str(revision), whole=None)

    def _updates(self, entity_id: str, after_rev: int) -> Iterator[dict[str, Any]]:
        """Updates from about a revision on; link changes are updates too, so there are more of them than revisions.

        A page may be shorter than asked for: only an empty one is behind the last.
        """
        path, skip = f"/_apis/wit/workItems/{entity_id}/updates", max(0, after_rev - 1)
        while True:
            page = expect_list(self._client.get(path, {"$skip": skip, "$top": 200}), "updates")
            if not page:
                return
            yield from page
            skip += len(page)

    def _commented(self, call: Call, entity_id: str, made: int) -> WriteReceipt | None:
        own, known = self._own_id(), set(call.context.get("known") or ())
        for raw in self._reader.raw_comments(str(call.context["project"]), entity_id):
            one = comment(raw)
            mine = one.author is not None and one.author.id == own and one.id not in known
            fresh = one.created is None or one.created >= made - CLOCKS_MS
            if mine and fresh and text_hash(plain(one.body.source)) == call.text_hash:
                return WriteReceipt(entity_id, entity_id, sub_id=one.id, sub_version=one.version, found=True)
        return None

    def _attached(self, call: Call, entity_id: str) -> WriteReceipt | None:
        for relation in self._relations.read(entity_id).get("relations") or []:
            words = (relation.get("attributes") or {}).get("comment")
            if relation.get("rel") == ATTACHED and words == MARKER_PREFIX + mark(call.key):
                identifier = attachment_id(str(relation.get("url")))
                return WriteReceipt(entity_id, entity_id, sub_id=identifier, found=True)
        return None

    def _linked(self, call: Call, entity_id: str, made: int) -> WriteReceipt | None:
        """By the history: a link that we made and somebody took off again is not to be made once more.

        It moves no revision, so there is none to begin at. An update of links alone says when it was; of one with
        fields that time is when it was over, which the newest is not.
        """
        rel, target, own = call.body["rel"], str(call.body["target"]), self._own_id()
        for update in self._updates(entity_id, 0):
            changed = (update.get("fields") or {}).get("System.ChangedDate") or {}
            author, at = person(update.get("revisedBy")), moment(changed.get("newValue") or update.get("revisedDate"))
            added = (update.get("relations") or {}).get("added") or []
            same = any(one.get("rel") == rel and linked_id(str(one.get("url"))) == target for one in added)
            if same and (at or 0) >= made - LINKED_AGO_MS and author is not None and author.id == own:
                return WriteReceipt(entity_id, entity_id, sub_id=target, found=True)
        return None

    def _gone(self, call: Call, entity_id: str, version: str) -> WriteReceipt | None:
        try:
            found = self._client.get(call.target.replace(ENTITY, entity_id), version=version)
        except PlatformError as error:
            if error.reason == Reason.NOT_FOUND:
                return WriteReceipt(entity_id, entity_id, found=True)
            raise
        deleted = isinstance(found, dict) and found.get("isDeleted") is True
        return WriteReceipt(entity_id, entity_id, found=True) if deleted else None
