"""Work that was logged there is logged, edited and deleted here once, and does not come back."""

from typing import Any

from tests.pipeline.scripted import Scripted
from tests.pipeline.world import words

OUT = """
replica.summary = workItem.summary
replica.workLogs = workItem.labels.collect { [id: it.label, timeSpent: workItem.priority.name.toInteger() * 3600, startDate: 1700000000000L, comment: "for " + it.label, author: [displayName: "Maria"]] }
"""
IN = """
issue.summary = replica.summary
issue.workLogs = workLogHelper.mergeWorkLogs(issue, replica) { it.comment = "[" + it.author.displayName + "] " + it.comment; it.author = null }
if (replica.summary == "More") issue.workLogs += workLogHelper.addWorkLog(60, new Date(0), "by a rule", null)
"""


def logged(scripted: Scripted, issue: str) -> list[tuple[int, str]]:
    found: list[dict[str, Any]] = scripted.jira.rest("GET", f"/issue/{issue}/worklog")["worklogs"]
    return sorted((one["timeSpentSeconds"], words(one.get("comment"))) for one in found)


def test_work_logs_follow_and_do_not_come_back(scripted: Scripted) -> None:
    scripted.rule("ado", outgoing=OUT, incoming="workItem.summary = replica.summary")
    scripted.rule("jira", incoming=IN, outgoing="replica.summary = issue.summary\nreplica.workLogs = issue.workLogs")
    issue = scripted.jira.create("Work", kind="Bug")
    scripted.jira.rest("POST", f"/issue/{issue}/worklog", {"timeSpentSeconds": 120})
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.ado.set(item, **{"System.Tags": "a; b"})
    scripted.settle()
    assert scripted.errors("jira") == scripted.errors("ado") == []
    assert logged(scripted, issue) == [(120, ""), (7200, "[Maria] for a"), (7200, "[Maria] for b")]
    assert scripted.settle() == 0
    scripted.ado.set(item, **{"Microsoft.VSTS.Common.Priority": 1})
    scripted.settle()
    assert logged(scripted, issue) == [(120, ""), (3600, "[Maria] for a"), (3600, "[Maria] for b")]
    scripted.ado.rest(
        "PATCH", f"/_apis/wit/workitems/{item}", [{"op": "replace", "path": "/fields/System.Tags", "value": "b"}]
    )
    scripted.ado.set(item, **{"System.Title": "More"})
    scripted.settle()
    assert logged(scripted, issue) == [(60, "by a rule"), (120, ""), (3600, "[Maria] for b")]
    scripted.ado.set(item, **{"System.Title": "More", "Microsoft.VSTS.Common.Priority": 2})
    scripted.settle()
    assert logged(scripted, issue) == [(60, "by a rule"), (120, ""), (7200, "[Maria] for b")]
    sent = [one for one in scripted.told("jira", issue) if one.startswith("sent: ")]
    assert len(sent) == 1, sent
    assert scripted.errors("jira") == scripted.errors("ado") == []


STARTS = {
    "2025-03-30T01:59:59.000+0100": "2025-03-30T00:59:59.000+0000",
    "2025-03-30T03:00:00.000+0200": "2025-03-30T01:00:00.000+0000",
    "2025-10-26T02:30:00+02:00": "2025-10-26T00:30:00.000+0000",
    "2025-10-26T02:30:00+01:00": "2025-10-26T01:30:00.000+0000",
    "2025-10-26T01:30:00Z": "2025-10-26T01:30:00.000+0000",
}
"""Texts around the changes of daylight saving time, and the moments they mean."""


def test_work_begins_when_a_text_says_so_and_is_left_out_where_the_text_says_no_moment(scripted: Scripted) -> None:
    listed = [f"[id: '{n}', timeSpent: 60, startDate: '{one}']" for n, one in enumerate([*STARTS, "2025-10-26 02:30"])]
    scripted.rule("ado", outgoing=f"replica.summary = workItem.summary\nreplica.workLogs = [{', '.join(listed)}]")
    scripted.rule(
        "jira",
        outgoing="replica.summary = issue.summary",
        incoming="if (firstSync) issue.typeName = 'Task'\nissue.summary = replica.summary\n"
        "issue.workLogs = workLogHelper.mergeWorkLogs(issue, replica)",
    )
    item = scripted.ado.create("Begun", "Bug")
    scripted.settle()
    twin = scripted.world.twin("ado", item)
    assert twin is not None
    for title in ("Begun", "Once more"):
        scripted.ado.set(item, **{"System.Title": title})
        scripted.settle()
        found = scripted.jira.rest("GET", f"/issue/{twin.remote_id}/worklog")["worklogs"]
        assert sorted(one["started"] for one in found) == sorted(STARTS.values())
    told = scripted.told("jira", twin.remote_id)
    assert any(
        "needs startDate as a Date or as a text with its time zone, not '2025-10-26 02:30'" in one for one in told
    )
    assert scripted.errors("jira") == scripted.errors("ado") == []
