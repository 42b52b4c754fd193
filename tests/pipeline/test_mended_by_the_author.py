"""What an entity says may be at fault: where its author mends that, nobody else has to do anything."""

from typing import Any

import pytest

from addon.storage import queue
from addon.sync import problems
from addon.sync.parking import may_be_left
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_failures import hurry

HEAD = (
    'if (firstSync) {\n    issue.projectKey = "SUP"\n    issue.typeName = "Task"\n}\nissue.summary = replica.summary\n'
)
OUT = "replica.summary = workItem.summary\nreplica.description = workItem.description\n"
LONG = "A title that is too long. " * 10


def settled(scripted: Scripted) -> None:
    for _ in range(2):
        hurry(scripted.world)
        scripted.settle()


def retitle(scripted: Scripted, item: str, title: str) -> None:
    scripted.ado.set(item, **{"System.Title": title})
    settled(scripted)


def titles(scripted: Scripted) -> list[str]:
    return [str(one.fields["summary"]) for one in scripted.jira.site.issues.values()]


def test_a_value_that_is_refused_and_then_changed_by_its_author_arrives(scripted: Scripted) -> None:
    scripted.rule("ado", outgoing=OUT)
    scripted.rule("jira", incoming=HEAD.replace("replica.summary", "replica.summary * 2"))
    item = scripted.ado.create(LONG[:200], "Bug")
    settled(scripted)
    assert [one.reason for one in scripted.errors("jira")] == ["refused_fields"]
    retitle(scripted, item, LONG[:150])
    (error,) = scripted.errors("jira")
    assert "255" in error.message, "tried, and refused as before"
    said = problems.error_detail(scripted.world.services, scripted.jira.caller.node_id, error.id).what_to_do
    assert said.endswith("A newer change of the entity is tried by itself.")
    retitle(scripted, item, "Short")
    assert scripted.errors("jira") == []
    assert titles(scripted) == ["ShortShort"]
    scripted.ado.comment(item, "And the pair goes on")
    retitle(scripted, item, "New")
    assert titles(scripted) == ["NewNew"]


def test_a_rule_that_stumbles_over_a_value_goes_on_once_its_author_changed_it(scripted: Scripted) -> None:
    scripted.rule("ado", outgoing=OUT + "replica.priority = [low: 3].get(workItem.summary).intValue()\n")
    scripted.rule("jira", incoming=HEAD + "if (replica.summary == 'low') throw new Exception('Not this one')\n")
    item = scripted.ado.create("none", "Bug")
    settled(scripted)
    assert [one.reason for one in scripted.errors("ado")] == ["script_error"]
    retitle(scripted, item, "low")
    assert scripted.errors("ado") == []
    assert [one.message for one in scripted.errors("jira")] == ["The incoming rules, line 6: Exception: Not this one"]
    scripted.rule("ado", outgoing=OUT)
    retitle(scripted, item, "fine")
    assert scripted.errors("jira") == []
    assert titles(scripted) == ["fine"]


@pytest.mark.parametrize("wish", [{"connect": "SUP-1"}, {"decided": ["summary"]}, {"again": True}])
def test_an_event_with_a_person_s_wish_in_it_is_not_left_out_for_a_newer_one(
    scripted: Scripted, wish: dict[str, Any]
) -> None:
    ledger, caller = scripted.world.services.ledger, scripted.jira.caller

    def put(line: str, body: dict[str, Any]) -> queue.Claim:
        more: Any = {"connection_id": scripted.connections["jira"]}
        ledger.write(lambda tx: queue.append(tx, caller.node_id, "in", line, "replica", body, **more))
        (claim,) = ledger.write(lambda tx: queue.claim(tx, 1))
        return claim

    plain, wished = put("one", {}), put("other", wish)
    assert ledger.read(lambda tx: may_be_left(tx, plain))
    assert not ledger.read(lambda tx: may_be_left(tx, wished))
