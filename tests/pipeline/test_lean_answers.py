"""Another service by the same documents: it tells only what they promise, and things that they do not know yet."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from urllib3 import HTTPResponse

from addon.transport.exchange import Limits
from addon.transport.tracker import TrackerSession
from tests.pipeline.world import World, words

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


def lean(found: Any) -> Any:
    """The same without what is not promised; what has an id has something new beside it."""
    if isinstance(found, list):
        return [lean(one) for one in found]
    if not isinstance(found, dict):
        return found
    kept = {name: lean(value) for name, value in found.items() if name not in UNPROMISED}
    return kept | ({"addedLastWeek": {"kind": ["unheard of", None]}} if "id" in kept else {})


@pytest.fixture
def leaned(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every answer in JSON is made lean; the paths of those that were."""
    changed: list[str] = []
    real = TrackerSession.exchange

    def exchange(
        session: TrackerSession, prepared: requests.PreparedRequest, limits: Limits | None = None
    ) -> requests.Response:
        answer = real(session, prepared, limits)
        path = str(prepared.path_url).partition("?")[0]
        is_json = "json" in answer.headers.get("Content-Type", "")
        if is_json and answer.status_code < 300 and prepared.method != "OPTIONS" and not path.endswith(EVER):
            before = json.loads(answer.content or b"null")
            after = lean(before)
            said = json.dumps(after).encode() if answer.content else b""
            answer.headers.update({"Content-Length": str(len(said))})
            answer.raw = HTTPResponse(io.BytesIO(said), answer.headers, preload_content=False)
            changed.extend([path] if after != before else [])
        return answer

    monkeypatch.setattr(TrackerSession, "exchange", exchange)
    yield changed


def test_everything_crosses_all_the_same(leaned: list[str], connected: World) -> None:
    jira, ado = connected.jira, connected.ado
    issue = jira.create("Pump stops", "After ten minutes.", kind="Bug")
    jira.comment(issue, "Have you tried turning it off?")
    jira.attach(issue, "pump.png", b"\x89PNG" + bytes(range(256)))
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    item = ado.get(twin.remote_id)
    assert (item["System.Title"], item["System.WorkItemType"]) == ("Pump stops", "Bug")
    assert [words_of for words_of in ado.comments(twin.remote_id) if "turning it off" in words_of]
    assert ado.files(twin.remote_id) == {"pump.png": b"\x89PNG" + bytes(range(256))}

    ado.set(twin.remote_id, **{"System.Title": "Pump stops at night", "System.State": "Resolved"})
    ado.comment(twin.remote_id, "<div>Yes.</div>")
    ado.attach(twin.remote_id, "answer.txt", b"done")
    connected.settle()
    assert jira.get(issue)["summary"] == "Pump stops at night"
    assert words(jira.get(issue)["description"]).split() == ["After", "ten", "minutes."]
    assert [text for text in jira.comments(issue) if "Yes." in text]
    assert jira.files(issue)["answer.txt"] == b"done"

    other = ado.create("Alarm", "Bug", **{"Microsoft.VSTS.TCM.ReproSteps": "<div>Press <b>start</b></div>"})
    ado.comment(other, "<div>Since Monday</div>")
    connected.settle()
    pair = connected.twin("ado", other)
    assert pair is not None
    assert words(jira.get(pair.remote_id)["description"]).split() == ["Press", "start"]
    assert any("Since Monday" in text for text in jira.comments(pair.remote_id))

    assert connected.settle() == 0
    assert len(ado.comments(twin.remote_id)) == 2 and len(jira.comments(issue)) == 2
    assert len(ado.files(twin.remote_id)) == 2 and len(jira.files(issue)) == 2
    assert {path.rpartition("/")[2] for path in leaned} >= {"bulkfetch", "workitemsbatch", "comments"}
