"""`store` in a preview shows the first write and gives a key, and the run goes on; nothing is written."""

import json

from addon.sync.preview import IncomingPreview
from tests.pipeline.scripted import Scripted
from tests.pipeline.test_script_preview import shown
from tests.pipeline.test_store import STORED

AFTER = """
workItem.summary = replica.summary + " / " + workItem.key
workItem.setStatus("Active")
"""
CALL = 'httpClient.post("/_apis/elsewhere/${workItem.key}", [title: workItem.summary])\n'


def incoming(scripted: Scripted, issue: str) -> IncomingPreview:
    found = shown(scripted, "jira", issue, partner=True)
    assert found.partner is not None, found.partner_note
    return found.partner


def test_the_first_write_of_a_new_entity_is_shown_and_the_rest_after_it(scripted: Scripted) -> None:
    issue = scripted.jira.create("Printer", "It smokes")
    scripted.jira.comment(issue, "Really")
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.rule("jira", incoming="")
    created = scripted.jira.create("Scanner", "It hums")
    scripted.rule("ado", incoming=STORED + CALL + AFTER)
    found = incoming(scripted, created)
    assert found.problem is None and (found.effect, found.target) == ("create", "")
    titles = [one.after for one in found.fields if one.name == "summary"]
    assert titles == ["Scanner", "Scanner / 0"]
    assert [one.by for one in found.calls] == ["liaise"] * len(found.calls)
    assert found.calls[0].target.endswith("workitems/$Task")
    assert [op["value"] for one in found.calls for op in json.loads(one.body) if "State" in op["path"]] == ["Active"]
    assert any("0 stands for the key" in one for one in found.warnings)
    assert "Calls that the rules there make themselves are not shown here: 1." in found.warnings
    assert item


def test_what_is_stored_of_a_pair_is_written_once(scripted: Scripted) -> None:
    scripted.rule("ado", incoming=STORED + AFTER)
    issue = scripted.jira.create("Printer", "It smokes")
    scripted.settle()
    item = scripted.twin_of(issue)
    scripted.jira.set(issue, summary="Plotter")
    scripted.jira.comment(issue, "Really")
    found = incoming(scripted, issue)
    assert found.problem is None and (found.effect, found.target) == ("update", item)
    titles = [(one.before, one.after) for one in found.fields if one.name == "summary"]
    assert titles == [(f"Printer / {item}", "Plotter"), ("Plotter", f"Plotter / {item}")]
    assert [one.text for one in found.comments] == ["Really"]
    assert len([one for one in found.calls if "comments" in one.target]) == 1
    written = [json.loads(one.body) for one in found.calls if one.method == "PATCH"]
    assert [[op["value"] for op in ops if op["path"].endswith("System.Title")] for ops in written] == [
        ["Plotter"],
        [f"Plotter / {item}"],
    ]
