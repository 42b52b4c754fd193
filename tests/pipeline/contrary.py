"""Another service by the same documents: answers that say the same otherwise, or only what is promised.

`CONTRARY=jostled,lean pytest tests/pipeline` plays the ring against it; tests that count calls want `jostled` alone.
"""

import io
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import requests
from urllib3 import HTTPResponse

from addon.transport.exchange import Limits, as_transport_error
from addon.transport.tracker import TrackerSession

UNPROMISED = frozenset(
    {
        # Jira
        "accountType",
        "avatarUrls",
        "emailAddress",
        "expand",
        "hasDefaultValue",
        "isAvailable",
        "isLast",
        "jsdPublic",
        "self",
        "timeZone",
        "total",
        # Azure DevOps; most of its own examples of work items do without the first two
        "System.CommentCount",
        "resourceSize",
        "_links",
        "commentVersionRef",
        "count",
        "descriptor",
        "imageUrl",
        "multilineFieldsFormat",
        "renderedText",
        "totalCount",
        "version",
    }
)
"""What some answer of a tracker leaves out, or what its document does not name as required."""
EVER = ("/connectionData", "/ResourceAreas")
"""Who somebody is is told by descriptors; and the client package needs the whole list of addresses."""
IN_ANY_ORDER = frozenset(
    {
        "attachment",
        "comments",
        "components",
        "fieldErrors",
        "fixVersions",
        "histories",
        "issuelinks",
        "issueTypes",
        "labels",
        "subtasks",
        "transitions",
        "versions",
        "worklogs",
    }
)
"""Lists of Jira whose order no document promises, unless the call asked for one."""
ORDERED = ("/search/jql", "/states", "/revisions", "/updates", "/reporting/")
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)")
_ITEM = re.compile(r"(/_apis/wit/workItems/\d+)$", re.IGNORECASE)
_ELSEWHERE = timezone(timedelta(hours=5, minutes=30))
_SOME_PROJECT = "6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c"


def lean(found: Any) -> Any:
    """The same without what is not promised; what has an id has something new beside it."""
    if isinstance(found, list):
        return [lean(one) for one in found]
    if not isinstance(found, dict):
        return found
    kept = {name: lean(value) for name, value in found.items() if name not in UNPROMISED}
    return kept | ({"addedLastWeek": {"kind": ["unheard of", None]}} if "id" in kept else {})


def jostled(found: Any, *, jira: bool, ordered: bool, name: str = "") -> Any:
    """The same in another order, its times in another form, with nothing said where there is nothing to say."""
    if isinstance(found, dict):
        if found.get("type") == "doc" and "content" in found:
            return dict(reversed(found.items()))
        turned = {
            inner: jostled(value, jira=jira, ordered=ordered, name=inner)
            for inner, value in reversed(found.items())
            if value is not None or jira
        }
        if jira and name == "fields" and "summary" in found:
            turned["customfield_19999"] = None
        return turned
    if isinstance(found, list):
        parts = [jostled(one, jira=jira, ordered=ordered) for one in found]
        loose = name in IN_ANY_ORDER if jira else name == "value"
        if jira and name in ("issues", "values"):
            loose = True
        return parts[::-1] if loose and not ordered else parts
    if isinstance(found, str):
        if name == "url" and not jira:
            return _in_a_project(found)
        if _TIME.fullmatch(found):
            return _elsewhere(found) if jira else _finer(found)
    return found


def _elsewhere(text: str) -> str:
    """The same moment as Jira tells it to somebody of another time zone."""
    moment = datetime.fromisoformat(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text.replace("Z", "+00:00")))
    there = moment.astimezone(_ELSEWHERE)
    return there.strftime("%Y-%m-%dT%H:%M:%S.") + f"{there.microsecond // 1000:03d}" + there.strftime("%z")


def _finer(text: str) -> str:
    """The same moment with as many digits as Azure DevOps takes for it: none of a whole second, else seven."""
    moment = datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + (f".{moment.microsecond:06d}0" if moment.microsecond else "") + "Z"


def _in_a_project(url: str) -> str:
    """A work item's address with a project in it, as Azure DevOps writes it at some times and not at others."""
    head, found, tail = url.partition("/_apis/wit/workItems/")
    guid = head.rpartition("/")[2].count("-") == 4
    return f"{head}/{_SOME_PROJECT}{found}{tail}" if found and tail.isdigit() and not guid else url


def turned(data: Any, kinds: frozenset[str], *, jira: bool, ordered: bool) -> Any:
    """An answer's data as the other service gives it."""
    if "jostled" in kinds:
        data = jostled(data, jira=jira, ordered=ordered)
    return lean(data) if "lean" in kinds else data


def _headers(found: Mapping[str, str], kinds: frozenset[str]) -> dict[str, str]:
    """Names as HTTP/2 writes them; nothing about limits in good answers."""
    if "jostled" not in kinds:
        return dict(found)
    return {name.lower(): value for name, value in found.items() if not name.lower().startswith("x-ratelimit")}


@contextmanager
def contrary(kinds: frozenset[str]) -> Iterator[list[str]]:
    """Turns every good answer in JSON that a platform gets; the paths of those that became others."""
    changed: list[str] = []
    real: Callable[..., requests.Response] = TrackerSession.exchange

    def exchange(
        session: TrackerSession, prepared: requests.PreparedRequest, limits: Limits | None = None
    ) -> requests.Response:
        answer = real(session, prepared, limits)
        path, _, query = str(prepared.path_url).partition("?")
        is_json = "json" in answer.headers.get("Content-Type", "")
        if not is_json or answer.status_code >= 300 or prepared.method == "OPTIONS" or path.endswith(EVER):
            return answer
        try:
            before = json.loads(answer.content or b"null")
        except requests.RequestException as problem:  # an answer that breaks off breaks off
            raise as_transport_error(problem) from problem
        ordered = "order" in query or any(part in path for part in ORDERED)
        after = turned(before, kinds, jira=session.api == "jira", ordered=ordered)
        said = json.dumps(after, indent=1).encode() if answer.content else b""
        answer.headers = requests.structures.CaseInsensitiveDict(_headers(answer.headers, kinds))
        answer.headers["content-length"] = str(len(said))
        answer.headers.pop("content-encoding", None)
        answer.raw = HTTPResponse(io.BytesIO(said), dict(answer.headers), preload_content=False)
        changed.extend([path] if json.dumps(after) != json.dumps(before) else [])
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TrackerSession, "exchange", exchange)
        yield changed


def wanted() -> frozenset[str]:
    """What `CONTRARY` names."""
    return frozenset(filter(None, os.environ.get("CONTRARY", "").split(",")))
