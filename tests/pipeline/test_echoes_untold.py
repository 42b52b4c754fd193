"""What a timeline says of hooks about our own writes: nothing; of a person's edit that does not leave: why."""

from tests.pipeline.scripted import Scripted
from tests.pipeline.world import World

ALREADY = "why_not: The partner has this already."


def test_the_echo_of_our_own_write_is_not_told_and_an_edit_that_stays_here_is(scripted: Scripted) -> None:
    scripted.rule("jira", outgoing="replica.summary = issue.summary", incoming="issue.summary = replica.summary")
    scripted.rule("ado", outgoing="replica.summary = workItem.summary", incoming="workItem.summary = replica.summary")
    issue = scripted.jira.create("First", kind="Bug")
    scripted.settle()
    item = scripted.twin_of(issue)
    for title in ("Second", "Third"):
        scripted.jira.set(issue, summary=title)
        scripted.settle()
        scripted.ado.set(item, **{"System.Title": f"{title} again"})
        scripted.settle()
    assert scripted.jira.get(issue)["summary"] == scripted.ado.get(item)["System.Title"] == "Third again"
    for side, entity in (("jira", issue), ("ado", item)):
        told = scripted.told(side, entity)
        assert ALREADY not in told
        ran = [one for one in told if one.endswith("of the outgoing rules.")]
        assert len(ran) == len([one for one in told if one.startswith("sent: ")])
    scripted.jira.set(issue, labels=["mine"])
    scripted.ado.set(item, **{"System.Tags": "mine"})
    scripted.settle()
    assert ALREADY in scripted.told("jira", issue)
    assert ALREADY in scripted.told("ado", item)


def test_what_the_outgoing_rules_log_stays_told(scripted: Scripted) -> None:
    scripted.rule("ado", outgoing='log.info("looked"); replica.summary = workItem.summary')
    issue = scripted.jira.create("First", kind="Bug")
    scripted.settle()
    told = scripted.told("ado", scripted.twin_of(issue))
    assert "log: looked" in told and ALREADY in told


def test_in_basic_mode_too(connected: World) -> None:
    from addon.storage import timeline

    issue = connected.jira.create("First", kind="Bug")
    connected.settle()
    connected.jira.set(issue, summary="Second")
    connected.settle()
    twin = connected.twin("jira", issue)
    assert twin is not None
    node = connected.ado.caller.node_id
    told = connected.ledger.read(lambda tx: timeline.of_entity(tx, node, twin.remote_id)).items
    assert [one.text for one in told if one.step == "why_not"] == []
