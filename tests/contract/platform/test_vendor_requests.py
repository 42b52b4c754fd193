"""What we send, and what the simulators answer to it, is what the vendors' documents say. Needs LIAISE_VENDOR_SPECS."""

from collections.abc import Iterator
from typing import Any

import pytest

from addon.platforms.base import AttachmentChange, ChangeSet, CommentChange, TriggerQuery
from addon.replica.values import EntityRef, Person
from addon.simulators.jira.seed import MEMBER
from tests.contract.platform.benches import AzureDevOpsBench, Bench, Files, JiraBench
from tests.contract.vendor.answered import judged
from tests.contract.vendor.sent import Sent, problems, watched

pytestmark = pytest.mark.vendor


def work(bench: Bench, **fields: Any) -> None:
    """Everything a platform does in a day."""
    platform, text = bench.platform, bench.text
    platform.identity()
    platform.probes(bench.project_id)
    platform.search_projects("a")
    platform.search_projects()
    platform.entity_types(bench.project_id)
    platform.statuses(bench.project_id, "Task")
    add = CommentChange("add", "r", body=text("hello"))
    file = AttachmentChange("add", "f", "a.txt", 5)
    change = ChangeSet(None, bench.project_id, "Task", {"summary": "x", "labels": ("a",)}, (add,), (file,), marker="m")
    made, receipts = None, []
    for call in platform.plan(change, None):
        receipts.append(platform.apply(call, made, Files(b"hello")))
        made = receipts[-1].entity_id
        platform.look_up(call, made, since=bench.now() - 300_000)
    assert made is not None
    current = platform.read([made])[made]
    names = [s.name for s in platform.statuses(bench.project_id, "Task")]
    wanted = next(n for n in names if n != current.fields["status"].name)  # type: ignore[union-attr]
    fields = {"summary": "y", "description": text("d"), "labels": None, "status": wanted, **fields}
    comment, attached = (current.comments or ())[0].id, (current.attachments or ())[0].id
    edit = CommentChange("edit", "r", comment, text("edited"))
    for call in platform.plan(ChangeSet(made, fields=fields, comments=(edit,), marker="m2"), current):
        platform.apply(call, made)
        platform.look_up(call, made)
    remove = CommentChange("remove", "r", comment)
    off = AttachmentChange("remove", "f", local_id=attached)
    for call in platform.plan(ChangeSet(made, comments=(remove,), attachments=(off,), marker="m3"), current):
        platform.apply(call, made)
    query = TriggerQuery(bench.query("x"), bench.project_id)
    platform.check_query(query)
    platform.matching(query, [made])
    page = platform.enumerate(query, None, 1)
    platform.enumerate(query, page.cursor, 1)
    platform.resolve(current.key)
    first = platform.changes_since(None, [bench.project_id])
    second = platform.changes_since(first.watermark, [bench.project_id])
    platform.changes_since(second.watermark, [bench.project_id])


@pytest.fixture
def jira() -> Iterator[JiraBench]:
    made = JiraBench()
    yield made
    made.close()


@pytest.fixture
def azure() -> Iterator[AzureDevOpsBench]:
    made = AzureDevOpsBench()
    yield made
    made.close()


def kinds(sent: list[Sent]) -> int:
    return len({one.words for one in sent})


def test_every_call_to_jira_is_in_its_document(jira: JiraBench) -> None:
    with watched() as sent, judged() as answered:
        work(jira, assignee=Person(MEMBER), priority="High")
        people = jira.platform.people  # type: ignore[attr-defined]
        people.is_administrator(MEMBER)
        people.can_edit(MEMBER, next(iter(jira.site.issues)))
        directory = jira.platform.directory  # type: ignore[attr-defined]
        directory.by_mail("max@example.com", jira.project_id)
        directory.by_name("Max Member")
        directory.person(MEMBER)
        directory.priorities(jira.project_id, "Task")
        directory.components(jira.project_id)
        directory.versions(jira.project_id)
        directory.resolutions()
    found = problems(sent)
    assert not found, "\n".join(found)
    assert kinds(sent) > 25
    assert len(answered) > 20 and not {call: said for call, said in answered.items() if said}


def test_every_call_to_azure_devops_is_in_its_documents(azure: AzureDevOpsBench) -> None:
    task = azure.person_creates("parent")
    with watched() as sent, judged() as answered:
        work(azure, parent=EntityRef(task, task), areaPath="Fabrikam Fiber\\Web")
        azure.platform.directory.areas(azure.project_id)  # type: ignore[attr-defined]
        azure.platform.directory.iterations(azure.project_id)  # type: ignore[attr-defined]
        hooks = azure.platform.hooks  # type: ignore[attr-defined]
        made = hooks.create(azure.project_id, "https://liaise.example.com/hooks/ado/x", "p" * 32)
        hooks.list()
        hooks.get(made[0].id)
        hooks.renew(made[0].id, made[0].event, azure.project_id, made[0].url, "q" * 32)
        hooks.delete([one.id for one in made])
    found = problems(sent)
    assert not found, "\n".join(found)
    assert kinds(sent) > 25
    assert len(answered) > 20 and not {call: said for call, said in answered.items() if said}
