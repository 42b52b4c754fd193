"""JQL: checking, counting, matching, listing, and what changed since."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from addon.platforms.access import Surroundings
from addon.platforms.answers import understood
from addon.platforms.base import ChangeNotice, ChangePage, EntityPage, TriggerQuery
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict, expect_list
from addon.platforms.jira.fields import moment
from addon.platforms.jira.metadata import JiraMetadata

MATCH_BATCH = 500
OVERLAP_MS = 3 * 60_000  # the index lags, and JQL knows minutes only
_PAGES = 10
_STRINGS = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")


class JiraQueries:
    """Questions in JQL."""

    def __init__(self, client: JiraClient, metadata: JiraMetadata, surroundings: Surroundings) -> None:
        self._client = client
        self._metadata = metadata
        self._now = surroundings.now

    @understood(PRODUCT)
    def check(self, query: TriggerQuery) -> int | None:
        """Let Jira parse it strictly, then count; raises BAD_QUERY with Jira's words."""
        text = where(query.text)
        if not text:
            raise _bad("Write a condition, for example: project = ABC")
        found = expect_dict(
            self._client.ask("/rest/api/3/jql/parse", {"queries": [query.text]}, {"validation": "strict"}), "the check"
        )
        parsed = expect_list(found.get("queries"), "the check")
        errors = [str(e) for q in parsed for e in q.get("errors") or []]
        if errors:
            raise _bad(" ".join(errors))
        try:
            counted = expect_dict(self._client.ask("/rest/api/3/search/approximate-count", {"jql": text}), "the count")
        except PlatformError as error:
            if error.status == 400:
                raise _bad(error.message) from error
            raise
        count = counted.get("count")
        return count if isinstance(count, int) else None

    @understood(PRODUCT)
    def matching_many(self, queries: Sequence[TriggerQuery], ids: Sequence[str]) -> tuple[frozenset[str] | None, ...]:
        """All queries for up to 500 issues in one call, asked of the issues themselves and not of the index."""
        if not queries or not ids:
            return tuple(frozenset[str]() for _ in queries)
        found: list[set[str] | None] = [set() for _ in queries]
        numbers = [int(i) for i in dict.fromkeys(ids) if i.isdigit()]
        for start in range(0, len(numbers), MATCH_BATCH):
            body = {"jqls": [where(q.text) for q in queries], "issueIds": numbers[start : start + MATCH_BATCH]}
            answer = expect_dict(self._client.ask("/rest/api/3/jql/match", body), "the match")
            matches = expect_list(answer.get("matches"), "the match")
            for index, match in enumerate(matches[: len(found)]):
                known = found[index]
                if match.get("errors"):
                    found[index] = None
                elif known is not None:
                    known |= {str(i) for i in match.get("matchedIssues") or []}
        return tuple(None if f is None else frozenset(f) for f in found)

    @understood(PRODUCT)
    def enumerate(self, query: TriggerQuery, cursor: str | None, limit: int) -> EntityPage:
        """Ids in the order the issues were created; up to 5,000 for each call, since only ids are asked."""
        body: dict[str, Any] = {
            "jql": f"({where(query.text)}) ORDER BY created ASC",
            "fields": ["id"],
            "maxResults": min(limit, 5000),
        }
        if cursor:
            body["nextPageToken"] = cursor
        try:
            found = expect_dict(self._client.ask("/rest/api/3/search/jql", body), "the search")
        except PlatformError as error:
            if error.status == 400:
                raise _bad(error.message) from error
            raise
        ids = tuple(str(i["id"]) for i in expect_list(found.get("issues"), "the search"))
        token = str(found.get("nextPageToken") or "")
        return EntityPage(ids, token if token not in ("", cursor) else None)  # a page may be empty, and more follow it

    @understood(PRODUCT)
    def changes_since(self, watermark: str | None, project_ids: Sequence[str]) -> ChangePage:
        """Issues updated since, by the index, with an overlap: the same one may come again.

        The watermark is JSON: `since` (ms), and within a long list the page it stopped at.
        """
        if watermark is None or not project_ids:
            return ChangePage((), json.dumps({"since": self._now() - OVERLAP_MS}))
        state = json.loads(watermark)
        since, token = int(state["since"]), state.get("page")
        newest = int(state.get("newest", since))
        jql, found = self._first_page(project_ids, since, token)
        notices: list[ChangeNotice] = []
        for number in range(_PAGES):
            if number:
                found = self._changes(jql, token)
            issues = expect_list(found.get("issues"), "the search")
            for issue in issues:
                notice = _changed(issue)
                notices.append(notice)
                newest = max(newest, notice.at or 0)
            before, token = token, found.get("nextPageToken")
            if not token or token == before:  # a page may be empty, and more follow it
                return ChangePage(tuple(notices), json.dumps({"since": newest}))
        return ChangePage(tuple(notices), json.dumps({"since": since, "newest": newest, "page": token}), True)

    def _first_page(self, project_ids: Sequence[str], since: int, token: str | None) -> tuple[str, dict[str, Any]]:
        """The question and its first answer.

        A page token that Jira no longer knows begins the list anew; projects that are gone are left out, so that they
        do not keep changes of the others from being found.
        """
        jql = self._jql(project_ids, since)
        try:
            return jql, self._changes(jql, token)
        except PlatformError as error:
            if error.status != 400:
                raise
        there = [one for one in project_ids if self._is_there(one)]
        if not there:
            return jql, {"issues": []}
        jql = self._jql(there, since)
        return jql, self._changes(jql, None)

    def _jql(self, project_ids: Sequence[str], since: int) -> str:
        projects = ", ".join(str(int(p)) if p.isdigit() else json.dumps(p) for p in project_ids)
        return f'project in ({projects}) AND updated >= "{self._local_minute(since - OVERLAP_MS)}" ORDER BY updated ASC'

    def _changes(self, jql: str, token: str | None) -> dict[str, Any]:
        body: dict[str, Any] = {"jql": jql, "fields": ["updated", "project"], "maxResults": 100}
        if token:
            body["nextPageToken"] = token
        return expect_dict(self._client.ask("/rest/api/3/search/jql", body), "the search")

    def _is_there(self, project_id: str) -> bool:
        try:
            self._client.get(f"/rest/api/3/project/{quote(project_id, safe='')}")
        except PlatformError as error:
            if error.reason is Reason.NOT_FOUND:
                return False
            raise
        return True

    def _local_minute(self, at: int) -> str:
        """The minute as JQL reads it: in the zone of the caller's profile, and an hour earlier around clock changes."""
        name = str(self._metadata.myself().get("timeZone") or "UTC")
        try:
            zone: Any = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            zone, at = UTC, at - 14 * 3_600_000
        local = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)
        around = [(local + timedelta(hours=h)).astimezone(UTC).astimezone(zone).utcoffset() for h in (-3, 0, 3)]
        if len(set(around)) > 1:
            local = datetime.fromtimestamp(at / 1000 - 3600, UTC).astimezone(zone)
        return local.strftime("%Y/%m/%d %H:%M")


def where(jql: str) -> str:
    """The query without its ORDER BY, which matching and counting have no use for."""
    blank = _STRINGS.sub(lambda m: "x" * len(m.group()), jql)
    found = re.search(r"(?i)\border\s+by\b", blank)
    return (jql[: found.start()] if found else jql).strip()


def _changed(issue: Mapping[str, Any]) -> ChangeNotice:
    fields = issue.get("fields") or {}
    project = (fields.get("project") or {}).get("id")
    updated = fields.get("updated")
    return ChangeNotice(
        "changed",
        str(issue["id"]),
        str(project) if project else None,
        delivery=f"poll:{issue['id']}:{updated}",
        at=moment(updated),
        revision=str(updated) if updated else None,
    )


def _bad(words: str) -> PlatformError:
    return PlatformError(Reason.BAD_QUERY, words, permanent=True)
