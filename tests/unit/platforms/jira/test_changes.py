"""What Jira refuses to look at hides no other change, is asked about by the hour, and is gone on with where it was."""

import datetime
import json
from collections.abc import Sequence
from typing import Any, cast

import pytest

from addon.platforms.access import Surroundings
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.changes import APART_MS, OVERLAP_MS, JiraChanges
from addon.platforms.jira.client import JiraClient
from addon.platforms.jira.metadata import JiraMetadata

NOW = 1_795_000_000_000
BEGAN = NOW - 600_000


class Site:
    """A site of which some projects are gone and some queries are refused."""

    base_url = "https://x.example"

    def __init__(self) -> None:
        self.now = NOW
        self.gone: set[str] = set()
        self.bad: set[str] = set()
        self.searches: list[str] = []
        self.calls = 0

    def get(self, path: str, params: Any = None) -> Any:
        self.calls += 1
        if path.endswith("/myself"):
            return {"accountId": "me", "timeZone": "UTC"}
        if path.rpartition("/")[2] in self.gone:
            raise PlatformError(Reason.NOT_FOUND, "no project", 404, permanent=True)
        return {}

    def ask(self, path: str, body: Any, params: Any = None) -> Any:
        self.calls += 1
        if path.endswith("/jql/parse"):
            return {"queries": [{"errors": ["no such field"] if one in self.bad else []} for one in body["queries"]]}
        jql = str(body["jql"])
        self.searches.append(jql)
        if any(one in jql for one in self.gone | self.bad):
            raise PlatformError(Reason.REFUSED, "The value does not exist", 400, permanent=True)
        at = f"2026-11-18T11:{len(self.searches):02}:00.000+0000"
        return {"issues": [{"id": "1", "fields": {"updated": at, "project": {"id": "7"}}}]}


@pytest.fixture
def site() -> Site:
    return Site()


def asked(site: Site, mark: str | None, projects: Sequence[str], queries: Sequence[str] = ()) -> Any:
    client, around = cast(JiraClient, site), Surroundings(now=lambda: site.now)
    return JiraChanges(client, JiraMetadata(client, around), around).since(mark, projects, queries)


def begun() -> str:
    return json.dumps({"since": BEGAN})


def minute(at: int) -> str:
    return datetime.datetime.fromtimestamp((at - OVERLAP_MS) / 1000, datetime.UTC).strftime("%Y/%m/%d %H:%M")


def test_projects_and_queries_are_one_question(site: Site) -> None:
    asked(site, begun(), ["7", "4711"], ["labels = x ORDER BY created", ""])
    assert site.searches == [
        f'(project in (7, 4711) OR (labels = x)) AND updated >= "{minute(BEGAN)}" ORDER BY updated ASC'
    ]


def test_a_project_that_is_gone_is_named_and_the_others_are_found(site: Site) -> None:
    site.gone = {"4711"}
    page = asked(site, begun(), ["7", "4711"])
    assert [one.entity_id for one in page.notices] == ["1"]
    assert list(page.left_out) == ["4711"] and "hidden" in page.left_out["4711"]
    site.calls = 0
    again = asked(site, page.watermark, ["7", "4711"])
    assert site.calls == 2, "who we are and the search: the project is not asked about"
    assert again.left_out == page.left_out


def test_after_an_hour_it_is_asked_again_from_where_it_was_left(site: Site) -> None:
    site.gone = {"4711"}
    mark = asked(site, begun(), ["7", "4711"]).watermark
    assert json.loads(mark)["since"] != BEGAN
    site.gone, site.now = set(), NOW + APART_MS + 1
    page = asked(site, mark, ["7", "4711"])
    assert site.searches[-1].startswith("project in (7, 4711)") and minute(BEGAN) in site.searches[-1]
    assert not page.left_out and "apart" not in json.loads(page.watermark)


def test_one_that_stays_away_keeps_the_place_where_it_was_left(site: Site) -> None:
    site.gone = {"4711"}
    mark = asked(site, begun(), ["7", "4711"]).watermark
    site.now = NOW + APART_MS + 1
    mark = asked(site, mark, ["7", "4711"]).watermark
    assert json.loads(mark)["apart"]["4711"]["since"] == BEGAN


def test_a_query_that_is_refused_is_left_out_in_jiras_words(site: Site) -> None:
    site.bad = {"Gone = 1"}
    page = asked(site, begun(), ["7"], ["Gone = 1", "labels = x"])
    assert page.left_out == {"Gone = 1": "no such field"}
    assert "(labels = x)" in site.searches[-1] and "Gone" not in site.searches[-1]


def test_where_everything_is_gone_nothing_is_asked_and_the_place_is_kept(site: Site) -> None:
    site.gone = {"4711"}
    page = asked(site, begun(), ["4711"])
    assert page.notices == () and json.loads(page.watermark)["since"] == BEGAN
    site.calls = 0
    asked(site, page.watermark, ["4711"])
    assert site.calls == 0


def test_what_nobody_is_to_blame_for_fails(site: Site) -> None:
    site.bad = {"project in"}
    with pytest.raises(PlatformError):
        asked(site, begun(), ["7"])
