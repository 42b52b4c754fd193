"""Each kind of call meets each kind of trouble once: nothing is lost or done twice, and the way on is decided.

Every change of the code plays a part of the table, each trouble and each call several times; `WHOLE_MATRIX=1` all.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from addon.nodes import sync_identity
from addon.sync import problems
from tests.pipeline.test_failures import hurry, open_errors
from tests.pipeline.trouble import TROUBLES, trouble
from tests.pipeline.world import World, adf

PLAYED = 5
"""One cell in so many is played in each run."""
LONGEST_S = 60.0


def waiting(world: World) -> int:
    """How many events are still to be worked on."""
    return int(world.ledger.read(lambda tx: tx.sql("SELECT count(*) FROM event WHERE state = 'pending'"))[0][0])


def calm(world: World) -> None:
    """Let time pass until nothing waits."""
    for _ in range(6):
        hurry(world)
        world.settle()
        if not waiting(world):
            return


@dataclass
class Pair:
    """A pair, and what a person does to it in a cell."""

    world: World
    mark: str
    issue: str = ""
    item: str = ""

    def made(self) -> "Pair":
        self.issue = self.world.jira.create(f"{self.mark} first")
        calm(self.world)
        twin = self.world.twin("jira", self.issue)
        assert twin is not None
        self.item = twin.remote_id
        return self

    def titles(self) -> tuple[str, str]:
        return self.world.jira.get(self.issue)["summary"], self.world.ado.get(self.item)["System.Title"]

    def comments(self) -> tuple[list[str], list[str]]:
        there = self.world.ado.comments(self.item) if self.item else []
        return self.world.jira.comments(self.issue), there

    def files(self) -> tuple[list[bytes], list[bytes]]:
        return list(self.world.jira.files(self.issue).values()), list(self.world.ado.files(self.item).values())


@dataclass(frozen=True)
class Deed:
    """What a person does, which call of ours shall meet the trouble, and how it has to be in the end."""

    name: str
    api: str
    method: str
    path: str
    do: Callable[[Pair], None]
    holds: Callable[[Pair], bool]
    before: Callable[[Pair], object] = lambda pair: pair.made()


def _rest(pair: Pair, method: str, path: str, body: Any = None) -> Any:
    return pair.world.jira.rest(method, f"/issue/{pair.issue}{path}", body)


def _comments_path(pair: Pair) -> str:
    return f"/{pair.world.ado.project_id}/_apis/wit/workItems/{pair.item}/comments"


def _ado_comment(pair: Pair) -> int:
    found = pair.world.ado.rest("GET", _comments_path(pair), **{"api-version": "7.1-preview.4"})
    return int(found["comments"][0]["id"])


def _with_jira_comment(pair: Pair) -> None:
    pair.made()
    pair.world.jira.comment(pair.issue, "first words")
    calm(pair.world)


def _with_ado_comment(pair: Pair) -> None:
    pair.made()
    pair.world.ado.comment(pair.item, "first words")
    calm(pair.world)


def _said(pair: Pair, text: str, times: int = 1) -> bool:
    return all(sum(text in one for one in side) == times for side in pair.comments())


def _edit_at_jira(pair: Pair) -> None:
    (found,) = _rest(pair, "GET", "/comment")["comments"]
    _rest(pair, "PUT", f"/comment/{found['id']}", {"body": adf("second words")})


def _remove_at_jira(pair: Pair) -> None:
    (found,) = _rest(pair, "GET", "/comment")["comments"]
    _rest(pair, "DELETE", f"/comment/{found['id']}")


def _edit_at_ado(pair: Pair) -> None:
    path, version = f"{_comments_path(pair)}/{_ado_comment(pair)}", {"api-version": "7.1-preview.4"}
    pair.world.ado.rest("PATCH", path, {"text": "second words"}, **version)


def _remove_at_ado(pair: Pair) -> None:
    path, version = f"{_comments_path(pair)}/{_ado_comment(pair)}", {"api-version": "7.1-preview.4"}
    pair.world.ado.rest("DELETE", path, **version)


def _created(pair: Pair) -> bool:
    world = pair.world
    issues = [i for i in world.jira.site.issues.values() if pair.mark in str(i.fields.get("summary"))]
    items = [
        i
        for i in world.ado.simulator.organization.items.values()
        if pair.mark in str(i.revisions[-1].fields.get("System.Title"))
    ]
    return len(issues) == len(items) == 1


def _new_at_jira(pair: Pair) -> None:
    pair.issue = pair.world.jira.create(f"{pair.mark} new")


def _new_at_ado(pair: Pair) -> None:
    pair.item = pair.world.ado.create(f"{pair.mark} new", "Bug")


def _nothing(pair: Pair) -> None: ...


def _title(pair: Pair) -> bool:
    return pair.titles() == (f"{pair.mark} second", f"{pair.mark} second")


def _retitle_at_jira(pair: Pair) -> None:
    pair.world.jira.set(pair.issue, summary=f"{pair.mark} second")


def _retitle_at_ado(pair: Pair) -> None:
    pair.world.ado.set(pair.item, **{"System.Title": f"{pair.mark} second"})


def _attach_at_jira(pair: Pair) -> None:
    pair.world.jira.attach(pair.issue, "a.txt", pair.mark.encode() * 900)


def _attach_at_ado(pair: Pair) -> None:
    pair.world.ado.attach(pair.item, "a.txt", pair.mark.encode() * 900)


def _attached(pair: Pair) -> bool:
    return pair.files() == ([pair.mark.encode() * 900], [pair.mark.encode() * 900])


ITEM, ISSUE = r"/_apis/wit/workitems/\d+(\?|$)", r"/issue/\d+(\?|$)"
DEEDS = (
    Deed("create item", "azuredevops", "POST", r"/wit/workitems/\$|/wit/workitems/%24", _new_at_jira, _created, _nothing),
    Deed("update item", "azuredevops", "PATCH", ITEM, _retitle_at_jira, _title),
    Deed("read items", "azuredevops", "POST", "/workitemsbatch", _retitle_at_ado, _title),
    Deed("comment on item", "azuredevops", "POST", "/comments", lambda p: p.world.jira.comment(p.issue, "hello") and None, lambda p: _said(p, "hello")),
    Deed("edit comment on item", "azuredevops", "PATCH", "/comments/", _edit_at_jira, lambda p: _said(p, "second words") and _said(p, "first words", 0), _with_jira_comment),
    Deed("remove comment on item", "azuredevops", "DELETE", "/comments/", _remove_at_jira, lambda p: _said(p, "words", 0), _with_jira_comment),
    Deed("read comments of item", "azuredevops", "GET", "/comments", lambda p: p.world.ado.comment(p.item, "hello"), lambda p: _said(p, "hello")),
    Deed("upload to item", "azuredevops", "POST", "/_apis/wit/attachments", _attach_at_jira, _attached),
    Deed("attach to item", "azuredevops", "PATCH", ITEM, _attach_at_jira, _attached),
    Deed("download of item", "azuredevops", "GET", "/_apis/wit/attachments/", _attach_at_ado, _attached),
    Deed("create issue", "jira", "POST", r"/issue(\?|$)", _new_at_ado, _created, _nothing),
    Deed("update issue", "jira", "PUT", ISSUE, _retitle_at_ado, _title),
    Deed("read issue", "jira", "POST", "/issue/bulkfetch", _retitle_at_jira, _title),
    Deed("comment on issue", "jira", "POST", "/comment", lambda p: p.world.ado.comment(p.item, "hello"), lambda p: _said(p, "hello")),
    Deed("edit comment on issue", "jira", "PUT", "/comment/", _edit_at_ado, lambda p: _said(p, "second words") and _said(p, "first words", 0), _with_ado_comment),
    Deed("remove comment on issue", "jira", "DELETE", "/comment/", _remove_at_ado, lambda p: _said(p, "words", 0), _with_ado_comment),
    Deed("upload to issue", "jira", "POST", "/attachments", _attach_at_ado, _attached),
    Deed("download of issue", "jira", "GET", "/attachment/content", _attach_at_jira, _attached),
)  # fmt: skip


PARTS = ("comment on", "edit comment", "upload", "attach")
REFUSED = ("400", "413")


def left_out(deed: str, name: str, told: set[str]) -> bool:
    """Where the tracker's word is final: a part that it refuses is left out and told, what it does not have is gone."""
    if deed.startswith(PARTS) and name in REFUSED:
        return told == {"part_left_out"}
    return (deed.startswith("remove") and name == "404") or (deed.startswith("download") and name in ("403", "404"))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for all cells, with pairs of their own."""
    world = World(tmp_path_factory.mktemp("matrix"))
    try:
        world.install()
        at_jira, at_ado = world.connect()
        world.trigger("jira", at_jira, "project = SUP")
        world.trigger("ado", at_ado, "[System.WorkItemType] = 'Bug'", world.ado.project_id)
        world.hook_up()
        world.settle()
        yield world
    finally:
        world.close()


def heal(world: World) -> set[str]:
    """Let time pass and let people do what errors ask of them; the reasons that were told."""
    told: set[str] = set()
    for _ in range(8):
        hurry(world)
        world.settle()
        for side, caller in (("jira", world.jira.caller), ("ado", world.ado.caller)):
            for error in open_errors(world, side):
                told.add(error.reason)
                if error.reason == "credential_rejected":
                    sync_identity.check_stored(world.services, caller.node_id)
                else:
                    problems.retry(world.services, caller, error.id)
        if not waiting(world) and not open_errors(world, "jira") and not open_errors(world, "ado"):
            break
    return told


def cells() -> list[tuple[Deed, list[str]]]:
    whole = bool(os.environ.get("WHOLE_MATRIX"))
    names = list(TROUBLES)
    return [
        (deed, [one for at, one in enumerate(names) if whole or (at + number) % PLAYED == 0])
        for number, deed in enumerate(DEEDS)
    ]


@pytest.mark.parametrize(("deed", "names"), cells(), ids=[deed.name.replace(" ", "-") for deed in DEEDS])
def test_each_trouble_of_a_call_ends_well(shared: World, deed: Deed, names: list[str]) -> None:
    found: list[str] = []
    for number, name in enumerate(names):
        pair = Pair(shared, f"{deed.name} {number}")
        deed.before(pair)
        begun = time.monotonic()
        with trouble(name, deed.api, deed.method, deed.path) as played:
            deed.do(pair)
            shared.settle()
            told = heal(shared)
        if not pair.issue or not pair.item:
            side, own = ("jira", pair.issue) if pair.issue else ("ado", pair.item)
            twin = shared.twin(side, own)
            other = twin.remote_id if twin is not None else ""
            pair.issue, pair.item = pair.issue or other, pair.item or other
        line = f"{name}: told {sorted(told)}"
        if len(played.met) != 1:
            found.append(f"{line}: met nothing; calls {played.calls}")
        elif not left_out(deed.name, name, told) and not deed.holds(pair):
            found.append(f"{line}: NOT EQUAL {pair.titles()} {pair.comments()} {[len(f) for f in pair.files()]}")
        elif "internal_error" in told:
            found.append(f"{line}: internal error")
        elif open_errors(shared, "jira") or open_errors(shared, "ado"):
            found.append(f"{line}: open errors {open_errors(shared, 'jira')} {open_errors(shared, 'ado')}")
        elif time.monotonic() - begun > LONGEST_S:
            found.append(f"{line}: took too long")
        elif os.environ.get("SHOW_MATRIX"):
            print(f"{deed.name:24} {name:16} {sorted(told)}")
    assert not found, "\n".join(found)
