"""Files of every size and name cross in both directions; what does not fit is named, and comes once there is room."""

import dataclasses

import pytest

from addon.platforms.azuredevops import files
from addon.platforms.azuredevops.platform import AzureDevOpsPlatform
from addon.sync import panel
from tests.pipeline.scripted import Scripted

CONTENT = bytes(range(256)) * 17
ODD = "ümläut “q” +&#;%.txt"
OUT = "replica.summary = {0}.summary\nreplica.attachments = {0}.attachments"
IN = "{0}.summary = replica.summary\n{0}.attachments = attachmentHelper.mergeAttachments({0}, replica)"


@pytest.fixture
def pair(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> tuple[Scripted, str, str]:
    """Azure DevOps takes more than 1,000 bytes in pieces of 300."""
    monkeypatch.setattr(files, "CHUNKED_ABOVE", 1000)
    monkeypatch.setattr(files, "CHUNK", 300)
    for side, it in (("jira", "issue"), ("ado", "workItem")):
        scripted.rule(
            side, outgoing=OUT.format(it), incoming="if (firstSync) { entity.typeName = 'Bug' }\n" + IN.format(it)
        )
    issue = scripted.jira.create("Files", kind="Bug")
    scripted.settle()
    return scripted, issue, scripted.twin_of(issue)


def test_empty_chunked_and_oddly_named_files_cross_both_ways_once(pair: tuple[Scripted, str, str]) -> None:
    scripted, issue, item = pair
    for name, content in (("empty.txt", b""), ("large.bin", CONTENT), (ODD, b"x"), ("exact.bin", CONTENT[:1000])):
        scripted.jira.attach(issue, name, content)
    scripted.settle()
    assert scripted.ado.files(item) == scripted.jira.files(issue)
    for name, content in (("empty2.txt", b""), ("large2.bin", CONTENT * 3), (f"2{ODD}", b"y")):
        scripted.ado.attach(item, name, content)
    scripted.settle()
    assert scripted.ado.files(item) == scripted.jira.files(issue)
    assert (len(scripted.jira.files(issue)), scripted.jira.files(issue)["large2.bin"]) == (7, CONTENT * 3)
    assert scripted.errors("jira") == scripted.errors("ado") == []
    assert scripted.settle() == 0


def test_files_above_the_number_that_fits_are_named_and_come_once_there_is_room(
    pair: tuple[Scripted, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted, issue, item = pair
    few = dataclasses.replace(AzureDevOpsPlatform.capabilities, attachment_limit=3)
    monkeypatch.setattr(AzureDevOpsPlatform, "capabilities", few)
    for number in range(5):
        scripted.jira.attach(issue, f"n{number}.txt", b"%d" % number)
    scripted.settle()
    assert sorted(scripted.ado.files(item)) == ["n0.txt", "n1.txt", "n2.txt"]
    (row,) = panel.panel(scripted.world.services, scripted.ado.caller, item, lambda: True).rows
    assert row.notes == ("Only 3 files fit here; 2 were left out: n3.txt, n4.txt.",)
    monkeypatch.setattr(AzureDevOpsPlatform, "capabilities", dataclasses.replace(few, attachment_limit=5))
    scripted.jira.set(issue, summary="Once more")
    scripted.settle()
    assert scripted.ado.files(item) == scripted.jira.files(issue)
    (row,) = panel.panel(scripted.world.services, scripted.ado.caller, item, lambda: True).rows
    assert row.notes == ()
    assert scripted.errors("jira") == scripted.errors("ado") == []
