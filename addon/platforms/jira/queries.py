"""JQL: checking, counting, matching, listing."""

import re
from collections.abc import Sequence
from typing import Any

from addon.platforms.access import Surroundings
from addon.platforms.answers import understood
from addon.platforms.base import EntityPage, TriggerQuery
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict, expect_list
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
        if problems := problems_of(self._client, [query.text]):
            raise _bad(problems[query.text])
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
        """Ids in the order the issues were created; up to 5,000 for each call, since only keys and ids are asked."""
        body: dict[str, Any] = {
            "jql": f"({where(query.text)}) ORDER BY created ASC",
            "fields": ["key"],
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
        keys = {str(i["id"]): str(i.get("key") or "") for i in expect_list(found.get("issues"), "the search")}
        token = str(found.get("nextPageToken") or "")
        after = token if token not in ("", cursor) else None  # a page may be empty, and more follow it
        return EntityPage(tuple(keys), after, keys)


def problems_of(client: JiraClient, queries: Sequence[str]) -> dict[str, str]:
    """What Jira has against each of these queries, those it accepts left out; one strict call for all."""
    if not queries:
        return {}
    found = expect_dict(
        client.ask("/rest/api/3/jql/parse", {"queries": list(queries)}, {"validation": "strict"}), "the check"
    )
    parsed = [one if isinstance(one, dict) else {} for one in expect_list(found.get("queries"), "the check")]
    said = {
        query: " ".join(str(e) for e in one.get("errors") or []) for query, one in zip(queries, parsed, strict=False)
    }
    return {query: words for query, words in said.items() if words}


def where(jql: str) -> str:
    """The query without its ORDER BY, which matching and counting have no use for."""
    blank = _STRINGS.sub(lambda m: "x" * len(m.group()), jql)
    found = re.search(r"(?i)\border\s+by\b", blank)
    return (jql[: found.start()] if found else jql).strip()


def _bad(words: str) -> PlatformError:
    return PlatformError(Reason.BAD_QUERY, words, permanent=True)
