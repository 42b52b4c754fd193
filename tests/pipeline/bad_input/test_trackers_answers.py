"""What a tracker, or something in its place, answers to a write: never taken for done unless it shows the result."""

import pytest

from addon.simulators.faults import Fault
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_failures import hurry

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
