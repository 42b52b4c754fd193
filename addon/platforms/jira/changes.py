"""What changed since: by `updated`, in watched projects and wherever queries reach, in one question.

Jira refuses the whole question for one project that is gone or one query whose field was deleted. Such a part is set
apart, so that it neither hides the changes of the others nor costs calls each time; it is asked about again by the
hour, from where it was left.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from addon.platforms.access import Surroundings
from addon.platforms.answers import understood
from addon.platforms.base import ChangeNotice, ChangePage
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict, expect_list
from addon.platforms.jira.fields import moment
from addon.platforms.jira.metadata import JiraMetadata
from addon.platforms.jira.queries import problems_of, where

OVERLAP_MS = 3 * 60_000  # the index lags, and JQL knows minutes only
APART_MS = 3_600_000
_PAGES = 10
_GONE = "The project is gone, archived, or hidden from the app."
_Apart = dict[str, dict[str, Any]]


class JiraChanges:
    """Issues updated since a watermark; deletions are not seen this way."""

    def __init__(self, client: JiraClient, metadata: JiraMetadata, surroundings: Surroundings) -> None:
        self._client = client
        self._metadata = metadata
        self._now = surroundings.now

    @understood(PRODUCT)
    def since(self, watermark: str | None, project_ids: Sequence[str], queries: Sequence[str] = ()) -> ChangePage:
        """Issues updated since, by the index, with an overlap: the same one may come again.

        The watermark is JSON: `since` (ms), `apart` (what is not asked about, since when and until when), and within a
        long list the page it stopped at, with the moment (`from`) it was asked for.
        """
        wanted = dict.fromkeys(project_ids, False) | {one: True for one in queries if where(one)}
        if watermark is None or not wanted:
            return ChangePage((), json.dumps({"since": self._now() - OVERLAP_MS}))
        state = json.loads(watermark)
        since, token = int(state["since"]), state.get("page")
        newest = int(state.get("newest", since))
        apart: _Apart = {key: one for key, one in (state.get("apart") or {}).items() if key in wanted}
        begin, found = since, None
        if token:
            begin = int(state.get("from", since))
            asked = [one for one in wanted if one not in apart]
            found = self._page(self._jql(asked, wanted, begin), token)
        if found is None:
            begin, apart, found = self._first_page(wanted, apart, since)
        asked = [one for one in wanted if one not in apart]
        left_out = {key: str(one["why"]) for key, one in apart.items()}
        kept = {"apart": apart} if apart else {}
        notices: list[ChangeNotice] = []
        for number in range(_PAGES):
            if number:
                found = self._changes(self._jql(asked, wanted, begin), token)
            issues = expect_list(found.get("issues"), "the search")
            for issue in issues:
                notice = _changed(issue)
                notices.append(notice)
                newest = max(newest, notice.at or 0)
            before, token = token, found.get("nextPageToken")
            if not token or token == before:  # a page may be empty, and more follow it
                return ChangePage(tuple(notices), json.dumps({"since": newest, **kept}), left_out=left_out)
        place = {"since": since, "from": begin, "newest": newest, "page": token, **kept}
        return ChangePage(tuple(notices), json.dumps(place), True, left_out)

    def _page(self, jql: str, token: str) -> dict[str, Any] | None:
        """The page that a list goes on with; None when Jira no longer knows its token, so that it begins anew."""
        try:
            return self._changes(jql, token)
        except PlatformError as error:
            if error.status != 400:
                raise
        return None

    def _first_page(self, wanted: Mapping[str, bool], before: _Apart, since: int) -> tuple[int, _Apart, dict[str, Any]]:
        """Since when was asked, what is set apart, and the first answer about the rest."""
        now = self._now()
        asked = [one for one in wanted if one not in before or int(before[one]["again"]) <= now]
        refused: dict[str, str] = {}
        while True:
            apart = {key: one for key, one in before.items() if key not in asked} | {
                key: {"since": before.get(key, {}).get("since", since), "again": now + APART_MS, "why": why}
                for key, why in refused.items()
            }
            if not asked:
                return since, apart, {"issues": []}
            begin = min([since, *(int(before[one]["since"]) for one in asked if one in before)])
            try:
                return begin, apart, self._changes(self._jql(asked, wanted, begin), None)
            except PlatformError as error:
                blamed = self._blamed(asked, wanted, error) if error.status == 400 else {}
                if not blamed:
                    raise
            refused |= blamed
            asked = [one for one in asked if one not in blamed]

    def _blamed(self, asked: Sequence[str], wanted: Mapping[str, bool], error: PlatformError) -> dict[str, str]:
        """Because of what Jira refused the question: projects that are not there, queries it does not accept.

        Where neither is found and there are queries, they are held to be: each passes alone, not all together.
        """
        queries = [one for one in asked if wanted[one]]
        found = {one: _GONE for one in asked if not wanted[one] and not self._is_there(one)}
        found |= problems_of(self._client, queries)
        return found or dict.fromkeys(queries, error.message)

    def _jql(self, asked: Sequence[str], wanted: Mapping[str, bool], since: int) -> str:
        projects = [str(int(p)) if p.isdigit() else json.dumps(p) for p in asked if not wanted[p]]
        reached = [f"project in ({', '.join(projects)})"] if projects else []
        reached += [f"({where(one)})" for one in asked if wanted[one]]
        anywhere = reached[0] if len(reached) == 1 else f"({' OR '.join(reached)})"
        return f'{anywhere} AND updated >= "{self._local_minute(since - OVERLAP_MS)}" ORDER BY updated ASC'

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
        name = str(self._metadata.myself().get("timeZone") or "")  # a profile may hide it
        try:
            zone: Any = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # an abbreviation, an offset, the name of a continent
            zone, at = UTC, at - 14 * 3_600_000
        local = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)
        around = [(local + timedelta(hours=h)).astimezone(UTC).astimezone(zone).utcoffset() for h in (-3, 0, 3)]
        if len(set(around)) > 1:
            local = datetime.fromtimestamp(at / 1000 - 3600, UTC).astimezone(zone)
        return local.strftime("%Y/%m/%d %H:%M")


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
