"""What a partner's message says is read as far as it can be, whatever stands in it."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from addon.nodes.refusals import Refusal
from addon.rules.basic import DefaultRules
from addon.rules.ruleset import IncomingFacts
from addon.rules.travel import deltas, script_replica
from addon.sync import told

TEXTS = st.text(alphabet=st.characters(exclude_categories=()), max_size=8)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
NAMES = TEXTS | st.sampled_from(
    ["id", "remoteId", "body", "rich", "$rich", "$date", "$local", "name", "value", "label", "author", "displayName"]
)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)
PLACES = st.sampled_from(
    ["comments", "attachments", "labels", "type", "summary", "description", "workLogs", "issueLinks", "created"]
)
FACTS = IncomingFacts(False, "1", ("Task",), "There", {"9": ("1", "")})


def objects(names: list[str]) -> st.SearchStrategy[Any]:
    return st.lists(st.dictionaries(st.sampled_from(names), JSON, max_size=5) | JSON, max_size=3)


REPLICAS = st.dictionaries(PLACES | TEXTS, JSON | objects(["id", "remoteId", "body", "author", "filename", "filesize"]))


@given(body=st.dictionaries(st.sampled_from([*told.ONE, *told.MANY]) | TEXTS, JSON), replica=REPLICAS)
def test_whatever_stands_in_a_message_it_is_of_the_protocols_kinds_afterwards(body: Any, replica: Any) -> None:
    found = told.body_of("replica", {**body, "replica": replica})
    json.dumps(found, allow_nan=False, ensure_ascii=False).encode()  # no half characters, no numbers that are none
    assert isinstance(found["replica"], dict)
    assert all(fits(found[name]) for name, fits in told.ONE.items() if name in found)
    for name, (kind, fits) in told.MANY.items():
        if name in found:
            held = found[name]
            assert isinstance(held, kind)
            assert all(fits(one) for one in (held.values() if isinstance(held, dict) else held))


def test_what_follows_the_protocol_is_left_as_it_is() -> None:
    body = {
        "replica": {"summary": "Grüße 👋", "comments": [{"id": "1"}]}, "twin": "7", "epoch": 1, "seq": 2, "hops": 1,
        "edited": {"summary": 5}, "marks": {"summary": "ab"}, "policies": {"*": "newest"}, "people": ["summary"],
        "mentions": {"m": {"displayName": "A"}}, "media": {"f": {"id": "1"}}, "at": 5, "decided": [],
    }  # fmt: skip
    assert told.body_of("replica", body) == body


@given(replica=REPLICAS)
def test_the_default_rules_fail_over_no_replica_but_a_text_that_is_none(replica: Any) -> None:
    body = told.body_of("replica", {"replica": replica})
    if not told.unreadable_text(body["replica"]):
        edits = DefaultRules("jira", "script").incoming(body["replica"], None, FACTS)
        assert edits.type_name == "Task"


@given(replica=REPLICAS)
@example(replica={"$": []})
@example(replica={"$added": [1], "customKeys": {"$local": "5"}})
def test_a_script_gets_no_mark_of_ours_from_a_partner(replica: Any) -> None:
    """`$local` would pass off a number of the partner's tracker as one of this one."""
    made = script_replica(told.body_of("replica", {"replica": replica})["replica"], "jira")
    if not told.unreadable_text(replica):
        deltas(replica, made, FACTS)
    assert set(marks_in(made)) <= {"$rich", "$date"}


def marks_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [name for name in value if name.startswith("$")]
        kept = "$rich" in own or ("$date" in own and isinstance(value["$date"], int))
        assert kept or not own
        return own if kept else [mark for one in value.values() for mark in marks_in(one)]
    return [mark for one in value for mark in marks_in(one)] if isinstance(value, list) else []


def test_what_is_missing_stays_missing() -> None:
    """A result without marks means those that were sent; one with none means that nothing stands."""
    assert told.body_of("result", {"marks": None, "kept": 5, "edited": []}) == {}
    assert told.body_of("result", {"marks": {}}) == {"marks": {}}


@pytest.mark.parametrize("replica", [None, 5, "x", [], [{}]])
def test_what_is_no_replica_is_refused_with_a_way_out(replica: Any) -> None:
    with pytest.raises(Refusal) as refused:
        told.body_of("replica", {"replica": replica})
    assert refused.value.reason == told.UNREADABLE
    assert "skip this event" in refused.value.message


def test_a_replica_that_goes_down_for_ever_is_refused() -> None:
    deep: Any = "x"
    for _ in range(told.DEEPEST * 5):
        deep = [deep]
    with pytest.raises(Refusal) as refused:
        told.body_of("replica", {"replica": {"summary": "fine", "circle": deep}})
    assert str(told.DEEPEST) in refused.value.message


def test_a_text_that_is_none_is_found_by_its_place() -> None:
    fine = {"rich": {"liaise": 1, "blocks": []}}
    replica = {"description": fine, "comments": [{"body": fine}, {"body": {"rich": 5}}]}
    assert told.unreadable_text(replica) == "comments[1].body"
