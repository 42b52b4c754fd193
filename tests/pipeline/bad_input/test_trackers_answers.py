"""What a tracker, or something in its place, answers to a write: never taken for done unless it shows the result."""

import pytest

from addon.simulators.faults import Fault
from addon.storage import errors
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_failures import hurry
from tests.pipeline.world import World

TITLE = "if (firstSync) {{ {0}.typeName = 'Bug' }}\n{0}.summary = replica.summary"
SHAPES = ("", "[]", '{"id": 4, "fie', '{"id": {}, "key": 5, "fields": {"summary": 5}}')
"""Answers with status 200 that are nothing, no JSON, half of it, or of another shape."""


@pytest.mark.parametrize("there", ["jira", "ado"])
def test_an_answer_that_does_not_show_what_was_written_is_asked_for_again(scripted: Scripted, there: str) -> None:
    jira, ado = scripted.jira, scripted.ado
    scripted.rule("jira", outgoing="replica.summary = issue.summary", incoming=TITLE.format("issue"))
    scripted.rule("ado", outgoing="replica.summary = workItem.summary", incoming=TITLE.format("workItem"))
    issue = jira.create("Pair", kind="Bug")
    scripted.settle()
    item = scripted.twin_of(issue)
    bench = jira.site.bench if there == "jira" else ado.simulator.bench
    method, path = ("PUT", f"*/issue/{issue}") if there == "jira" else ("PATCH", f"*/workitems/{item}")
    unlike = []
    for number, body in enumerate(SHAPES):
        bench.faults.clear()
        bench.faults.add(Fault("status", method, path, status=200, times=1, body=body))
        title = f"Title {number}"
        if there == "jira":
            ado.set(item, **{"System.Title": title})
        else:
            jira.set(issue, summary=title)
        scripted.settle()
        hurry(scripted.world)
        scripted.settle()
        stands = jira.get(issue)["summary"] if there == "jira" else ado.get(item)["System.Title"]
        if stands != title or scripted.errors("jira") or scripted.errors("ado"):
            unlike.append((body, stands, [one.message for one in scripted.errors(there)]))
    assert unlike == []


@pytest.mark.parametrize(
    ("there", "body"), [("ado", "[]"), ("ado", "{}"), ("ado", "null"), ("ado", '{"value": [5]}'), ("jira", "{}")]
)
def test_an_answer_of_another_shape_is_neither_believed_nor_remembered(connected: World, there: str, body: str) -> None:
    jira, ado = connected.jira, connected.ado
    issue = jira.create("Pair")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    jira.set(issue, summary="Edited")
    ado.comment(twin.remote_id, "Said")
    fresh = jira.create("Fresh")
    bench = jira.site.bench if there == "jira" else ado.simulator.bench
    for method in ("GET", "POST", "PUT", "PATCH"):
        path = "*/rest/api/3/*" if there == "jira" else "*/_apis/*"
        bench.faults.add(Fault("status", method, path, status=200, times=2, body=body))
    caller = jira.caller if there == "jira" else ado.caller
    connected.services.trackers.open(caller.node_id).renew()
    for _ in range(6):
        connected.settle()
        hurry(connected)
    bench.faults.clear()
    hurry(connected)
    connected.settle()
    for one in (jira.caller, ado.caller):
        assert connected.ledger.read(lambda tx, one=one: errors.open_count(tx, one.node_id)) == 0
    assert ado.get(twin.remote_id)["System.Title"] == "Edited"
    assert any("Said" in one for one in jira.comments(issue))
    made = connected.twin("jira", fresh)
    assert made is not None and ado.get(made.remote_id)["System.Title"] == "Fresh"
    titles = [one.fields["System.Title"] for one in ado.simulator.organization.items.values()]
    assert titles.count("Fresh") == 1
