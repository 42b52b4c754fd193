"""Another service by the same documents: it tells only what they promise, or the same in another order and form."""

from collections.abc import Iterator

import pytest

from tests.pipeline.contrary import contrary
from tests.pipeline.world import World, words


@pytest.fixture(params=["lean", "jostled", "lean,jostled"])
def turned(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Every answer in JSON is made contrary; the paths of those that were."""
    with contrary(frozenset(request.param.split(","))) as changed:
        yield changed


def test_everything_crosses_all_the_same(turned: list[str], connected: World) -> None:
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
    assert {path.rpartition("/")[2] for path in turned} >= {"bulkfetch", "workitemsbatch", "comments"}
