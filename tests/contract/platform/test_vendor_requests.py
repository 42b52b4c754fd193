"""What we send is what the vendors' documents allow: path, query, body. Needs LIAISE_VENDOR_SPECS."""

import functools
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import jsonschema
import pytest
import requests

from addon.platforms.base import AttachmentChange, ChangeSet, CommentChange, TriggerQuery
from addon.replica.values import EntityRef, Person
from addon.simulators.jira.seed import MEMBER
from tests.contract.platform.benches import AzureDevOpsBench, Bench, Files, JiraBench

pytestmark = pytest.mark.vendor
Sent = tuple[str, str, dict[str, str], Any]
UPLOAD = "attachments"  # the document describes this body as JSON, which it is not


def folder() -> Path:
    return Path(os.environ["LIAISE_VENDOR_SPECS"])


class Recorder:
    """Keeps what goes out while the platform works."""

    def __init__(self, bench: Bench, below: str) -> None:
        self.sent: list[Sent] = []
        session = bench.platform.client.session  # type: ignore[attr-defined]
        real = session.exchange

        def exchange(prepared: requests.PreparedRequest, *given: Any) -> requests.Response:
            parts = urlsplit(str(prepared.url))
            body = prepared.body
            kind = str(prepared.headers.get("Content-Type", ""))
            data = json.loads(body) if isinstance(body, bytes) and "json" in kind and body else None
            query = dict(parse_qsl(str(parts.query), keep_blank_values=True))
            path = unquote(str(parts.path)).removeprefix(below)
            self.sent.append((str(prepared.method), path, query, data))
            return real(prepared, *given)

        session.exchange = exchange


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


@functools.cache
def pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]+\}", template.partition("?")[0])
    return re.compile("[^/]+".join(re.escape(p) for p in parts) + "/?$", re.IGNORECASE)


def operation(paths: dict[str, Any], method: str, path: str) -> dict[str, Any] | None:
    found = [(t, o) for t, o in paths.items() if method.lower() in o and pattern(t).match(path)]
    found.sort(key=lambda pair: (pair[0].count("{"), "?" in pair[0]))
    shared = [p for _, o in found for p in [*o.get("parameters", []), *o[method.lower()].get("parameters", [])]]
    return {**found[0][1][method.lower()], "shared": shared} if found else None


def test_every_call_to_jira_is_in_its_document(jira: JiraBench) -> None:
    document = json.loads((folder() / "jira-platform-v3.json").read_text())
    recorder = Recorder(jira, "")
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
    problems = []
    for method, path, query, body in recorder.sent:
        found = operation(document["paths"], method, path)
        if found is None:
            problems.append(f"{method} {path} is not in the document")
            continue
        if found.get("deprecated"):
            problems.append(f"{method} {path} is deprecated")
        if "INACCESSIBLE" in str(found.get("x-atlassian-connect-scope")):
            problems.append(f"{method} {path} is not for Connect apps")
        known = {p["name"] for p in [*found.get("parameters", []), *found["shared"]] if p.get("in") == "query"}
        problems += [f"{method} {path}: no parameter {name}" for name in set(query) - known]
        if body is not None and UPLOAD not in path:
            schema = found["requestBody"]["content"]["application/json"]["schema"]
            validator = jsonschema.Draft202012Validator({**schema, "components": document["components"]})
            problems += [f"{method} {path}: {e.json_path} {e.message}" for e in validator.iter_errors(body)]
    assert not problems, "\n".join(sorted(set(problems)))
    assert len({(m, re.sub(r"\d+", "n", p)) for m, p, _, _ in recorder.sent}) > 15


def test_every_call_to_azure_devops_is_in_its_documents(azure: AzureDevOpsBench) -> None:
    paths: dict[str, Any] = {}
    base = folder() / "azure-devops"
    for name in ("wit/7.2/workItemTracking", "wit/7.1/workItemTracking", "core/7.1/core", "security/7.1/security"):
        document = json.loads((base / f"{name}.json").read_text("utf-8-sig"))
        for extra in ("paths", "x-ms-paths"):
            for template, operations in document.get(extra, {}).items():
                # The team of a query and the path below a root are optional, which a template cannot say.
                for form in {template, template.replace("/{team}/", "/"), template.removesuffix("/{path}")}:
                    paths.setdefault(form, {}).update(operations)
    recorder = Recorder(azure, "")
    task = azure.person_creates("parent")
    work(azure, parent=EntityRef(task, task), areaPath="Fabrikam Fiber\\Web")
    azure.platform.directory.areas(azure.project_id)  # type: ignore[attr-defined]
    azure.platform.directory.iterations(azure.project_id)  # type: ignore[attr-defined]
    problems = []
    # Not in these documents: who am I, what the client package asks first, whole-organization forms of project routes.
    elsewhere = re.compile(r"/_apis(/connectionData|/ResourceAreas|/permissions/.*)?$", re.IGNORECASE)
    for method, path, query, _body in recorder.sent:
        if elsewhere.search(path):
            continue
        with_project = re.sub(r"^/fabrikam/_apis", "/fabrikam/project/_apis", path)
        found = operation(paths, method, path) or operation(paths, method, with_project)
        if found is None:
            problems.append(f"{method} {path} is not in the documents")
            continue
        known = {p["name"] for p in [*found.get("parameters", []), *found["shared"]] if p.get("in") == "query"}
        known |= {"api-version"}
        problems += [f"{method} {path}: no parameter {name}" for name in set(query) - known]
    assert not problems, "\n".join(sorted(set(problems)))
    assert len({(m, re.sub(r"\d+", "n", p)) for m, p, _, _ in recorder.sent}) > 12
