"""Whatever part of an answer is missing or of another kind: the platform's own error, and no other exception."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from addon.platforms.base import AttachmentChange, ChangeSet, CommentChange, TriggerQuery
from addon.platforms.errors import PlatformError, Reason
from addon.transport.exchange import Answer
from tests.contract.platform.benches import AzureDevOpsBench, Files, JiraBench

ODD: tuple[Any, ...] = (None, True, -1, "", "x", [], {}, [None], {"id": None}, "9" * 400)


@pytest.fixture(params=[JiraBench, AzureDevOpsBench], ids=["jira", "azuredevops"])
def bench(request: pytest.FixtureRequest) -> Iterator[Any]:
    made = request.param()
    yield made
    made.close()


def spoiled(data: Any, chance: random.Random) -> Any:
    """The same data with one part, somewhere, taken away or replaced."""
    places: list[tuple[Any, Any]] = []

    def walk(inner: Any) -> None:
        keys = list(inner) if isinstance(inner, dict) else range(len(inner)) if isinstance(inner, list) else []
        for key in keys:
            places.append((inner, key))
            walk(inner[key])

    walk(data)
    if not places:
        return chance.choice(ODD)
    holder, key = chance.choice(places)
    if chance.random() < 0.4:
        del holder[key]
    else:
        holder[key] = chance.choice(ODD)
    return data


def deeds(bench: Any) -> list[Callable[[], Any]]:
    """What is tried, each with everything it needs made before the answers go bad."""
    platform = bench.platform
    made = bench.person_creates("x")
    add = CommentChange("add", "r", body=bench.text("hello"))
    file = AttachmentChange("add", "f", "a.txt", 5)
    current = platform.read([made])[made]
    names = [s.name for s in platform.statuses(bench.project_id, "Task")]
    wanted = next(n for n in names if n != current.fields["status"].name)
    fields = {"summary": "y", "status": wanted}
    new = platform.plan(ChangeSet(None, bench.project_id, "Task", {"summary": "z"}, marker="n"), None)
    calls = platform.plan(ChangeSet(made, fields=fields, comments=(add,), attachments=(file,), marker="m"), current)
    query = TriggerQuery(bench.query("x"), bench.project_id)
    watermark = platform.changes_since(None, [bench.project_id]).watermark
    reading: list[Callable[[], Any]] = [
        lambda: platform.read([made]),
        lambda: platform.search_projects(""),
        lambda: platform.probes(bench.project_id),
        lambda: platform.identity(),
        lambda: platform.check_query(query),
        lambda: platform.matching(query, [made]),
        lambda: platform.enumerate(query),
        lambda: platform.changes_since(watermark, [bench.project_id]),
        lambda: platform.resolve(made),
    ]
    writing = [lambda call=call: platform.apply(call, made, Files(b"hello")) for call in (*calls, *new)]
    looking = [lambda call=call: platform.look_up(call, made, since=0) for call in (*calls, *new)]
    return [*reading, *writing, *looking]


@pytest.mark.parametrize("seed", [11, 12])
def test_only_the_platforms_own_error_comes_out(bench: Any, seed: int) -> None:
    chance = random.Random(seed)
    tried = deeds(bench)
    session = bench.platform.client.session
    real = session.request

    def request(*given: Any, **named: Any) -> Answer:
        answer: Answer = real(*given, **named)
        try:
            data = answer.json()
        except ValueError:
            return answer
        return replace(answer, body=json.dumps(spoiled(data, chance)).encode())

    session.request = request
    outcomes: list[str] = []
    for deed in tried * 2:
        bench.platform.metadata.forget()
        try:
            deed()
            outcomes.append("understood")
        except PlatformError as error:
            outcomes.append(error.reason)
    assert "understood" in outcomes
    assert Reason.BAD_ANSWER in outcomes
