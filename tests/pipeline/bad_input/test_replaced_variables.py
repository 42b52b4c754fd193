"""Rules that give a variable another value as a whole, or a field nothing: said in words, and nothing stops unseen."""

import pytest

from addon.sync import problems
from tests.pipeline.scripted import Scripted

OWN = {"jira": "issue", "ado": "workItem"}
FIRST = {
    "jira": "if (firstSync) { issue.typeName = 'Task' }\n",
    "ado": "if (firstSync) { workItem.typeName = 'Bug' }\n",
}


def created(scripted: Scripted, side: str, title: str) -> str:
    made = scripted.jira.create(title, kind="Bug") if side == "jira" else scripted.ado.create(title, "Bug")
    scripted.settle()
    return made


def title_of(scripted: Scripted, side: str, entity: str) -> str:
    found = scripted.jira.get(entity)["summary"] if side == "jira" else scripted.ado.get(entity)["System.Title"]
    return str(found)


@pytest.mark.parametrize(("side", "there"), [("jira", "ado"), ("ado", "jira")])
def test_a_replica_that_is_none_parks_its_entity_and_a_map_is_one(scripted: Scripted, side: str, there: str) -> None:
    it = OWN[side]
    scripted.rule(there, incoming=f"{FIRST[there]}{OWN[there]}.summary = replica.summary")
    scripted.rule(side, outgoing=f"replica.summary = {it}.summary\nreplica = 5")
    entity = created(scripted, side, "Replaced")
    (error,) = scripted.errors(side)
    assert error.reason == "script_error"
    assert "replica was set to 5, which is none. Put fields into it, such as replica.summary" in error.message
    scripted.rule(side, outgoing=f"replica = [summary: {it}.summary + ' by a map']")
    caller = scripted.jira.caller if side == "jira" else scripted.ado.caller
    problems.retry(scripted.world.services, caller, error.id)
    scripted.settle()
    twin = scripted.world.twin(side, entity)
    assert twin is not None and title_of(scripted, there, twin.remote_id) == "Replaced by a map"
    assert scripted.errors("jira") == scripted.errors("ado") == []


@pytest.mark.parametrize(("side", "there"), [("jira", "ado"), ("ado", "jira")])
def test_what_an_incoming_rule_puts_in_the_place_of_its_entity_is_told(
    scripted: Scripted, side: str, there: str
) -> None:
    it, other = OWN[there], OWN[side]
    scripted.rule(side, outgoing=f"replica.summary = {other}.summary\nreplica.text = 'x' * 3_000_000")
    scripted.rule(there, incoming=f"{FIRST[there]}{it}.summary = replica.summary\n{it} = [summary: 'Lost']")
    entity = created(scripted, side, "Kept")
    twin = scripted.world.twin(side, entity)
    assert twin is not None and title_of(scripted, there, twin.remote_id) == "Kept"
    told = scripted.told(there, twin.remote_id)
    assert any(f"warning: {it} was set to something else as a whole, which writes nothing" in one for one in told)
    scripted.rule(there, incoming=f"{it}.summary = replica.summary\n{it}.setStatus([a: 'b'][replica.summary])")
    if side == "jira":
        scripted.jira.set(entity, summary="Second")
    else:
        scripted.ado.set(entity, **{"System.Title": "Second"})
    scripted.settle()
    assert title_of(scripted, there, twin.remote_id) == "Second"
    told = scripted.told(there, twin.remote_id)
    assert any("warning: status stays as it is: the rules gave it nothing" in one for one in told)
    assert scripted.errors("jira") == scripted.errors("ado") == []


def test_a_rule_that_stores_without_end_calls_the_tracker_for_the_first_one_alone(scripted: Scripted) -> None:
    loop = "while (true) { store(workItem) }"
    scripted.rule("ado", incoming=f"{FIRST['ado']}workItem.summary = replica.summary\n{loop}")
    scripted.settle()
    before = len(scripted.ado.simulator.bench.calls.all())
    scripted.jira.create("Again and again", kind="Bug")
    scripted.settle()
    (error,) = scripted.errors("ado")
    assert "more than 2,000 times" in error.message
    assert len(scripted.ado.simulator.bench.calls.all()) - before < 20
