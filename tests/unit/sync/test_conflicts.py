"""Both sides decide alike: whatever is edited and however messages overtake edits, both end with the same words.

Two sides run the real decisions over a small model of the pipeline: an edit becomes a message, a message is decided
three ways, and its result tells the sender how things stand there now.
"""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from addon.replica.values import Named, Person, RichText
from addon.richtext import from_plain_text
from addon.sync.conflicts import Agreed, comparable, decide, mark
from addon.sync.edit_times import Unacknowledged, answered, edited_at, sending

NAMES = ("summary", "priority")
values = st.sampled_from(["a", "b", "c"])


@given(
    base=values, here=values, there=values, here_at=st.integers(0, 3), there_at=st.integers(0, 3), first=st.booleans()
)
def test_both_sides_keep_the_same_value_of_a_clash(
    base: str, here: str, there: str, here_at: int, there_at: int, first: bool
) -> None:
    agreed = {"summary": Agreed(mark("summary", base), mark("summary", base))}

    def outcome(mine: str, theirs: str, mine_at: int, theirs_at: int, initiator: bool) -> str:
        found = decide(
            {"summary": theirs},
            {"summary": mine},
            agreed,
            here_at={"summary": mine_at},
            there_at={"summary": theirs_at},
            initiator=initiator,
        )
        return str(found.take.get("summary", mine))

    if here != base and there != base:
        assert outcome(here, there, here_at, there_at, first) == outcome(there, here, there_at, here_at, not first)


@given(base=values, here=values, there=values, initiator=st.booleans())
def test_who_edited_alone_wins_and_who_did_not_edit_loses_nothing(
    base: str, here: str, there: str, initiator: bool
) -> None:
    agreed = {"summary": Agreed(mark("summary", base), mark("summary", base))}
    found = decide({"summary": there}, {"summary": here}, agreed, here_at={}, there_at={}, initiator=initiator)
    result = found.take.get("summary", here)
    if here == base:
        assert result == there
    elif there == base:
        assert result == here
    assert (len(found.clashes) == 1) == (len({base, here, there}) == 3)
    assert set(found.take) | set(found.keep) <= {"summary"}
    assert not set(found.take) & set(found.keep)


def test_the_newer_edit_stands_and_at_the_same_moment_the_initiators() -> None:
    agreed = {"summary": Agreed(mark("summary", "base"), mark("summary", "base"))}
    for here_at, there_at, initiator, stands in ((2, 1, False, "here"), (1, 2, True, "there"), (1, 1, True, "here"), (1, 1, False, "there")):  # fmt: skip
        found = decide(
            {"summary": "there"},
            {"summary": "here"},
            agreed,
            here_at={"summary": here_at},
            there_at={"summary": there_at},
            initiator=initiator,
        )
        assert found.take.get("summary", "here") == stands
        assert [one.taken for one in found.clashes] == [stands == "there"]


def test_an_edit_that_has_left_is_compared_by_its_time_where_nothing_was_agreed_on_yet() -> None:
    """The partner made the entity, somebody edited it there at once, and here as well before that was told."""
    for there_at, expected in ((1, "here"), (3, "there")):
        found = decide(
            {"summary": "there"},
            {"summary": "here"},
            {},
            here_at={"summary": 2},
            there_at={"summary": there_at},
            initiator=True,
            waiting=["summary"],
            told=["summary"],
        )
        assert found.take.get("summary", "here") == expected


def test_what_reads_alike_is_no_news_in_whatever_form_it_is_stored() -> None:
    for here, there in (
        (RichText("html", "<p>Same words</p>"), from_plain_text("Same words")),
        (RichText("text", "Same words"), from_plain_text("Same words")),
        (Named("1", "High"), Named("9", "HIGH")),
        (Person("p", "Ann"), Person("p", "Ann Other")),
        (("b", "a"), ("a", "b")),
    ):
        name = "labels" if isinstance(here, tuple) else "field"
        found = decide({name: there}, {name: here}, {}, here_at={}, there_at={}, initiator=True)
        assert (dict(found.take), found.keep, found.clashes) == ({}, (), ())
    assert comparable(None) is None


@dataclass
class Side:
    """One side: its fields, when each was edited, what was agreed, what waits for the other, messages for it."""

    initiator: bool
    fields: dict[str, str]
    edited: dict[str, int] = field(default_factory=dict)
    agreed: dict[str, Agreed] = field(default_factory=dict)
    waiting: dict[str, Unacknowledged] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    sent: dict[str, str] | None = None
    inbox: list[tuple[str, Any]] = field(default_factory=list)
    seq: int = 0
    seen: int = 0

    def times(self) -> dict[str, int]:
        """When each field that is not as agreed was edited: `edit_times`, with `edited` for the tracker's history."""
        found = {
            name: edited_at(self.agreed[name].here, self.waiting.get(name), mark(name, value), self.edited.get(name, 0))
            for name, value in self.fields.items()
        }
        return {name: at for name, at in found.items() if at is not None}


class Pair:
    """Two sides that were in step, and a network between them that keeps each direction's order."""

    def __init__(self, start: dict[str, str]) -> None:
        self.sides = [Side(True, dict(start)), Side(False, dict(start))]
        for side in self.sides:
            side.sent = dict(start)
            side.agreed = {name: Agreed(mark(name, value), mark(name, value)) for name, value in start.items()}
        self.now = 0
        self.messages = 0

    def edit(self, number: int, name: str, value: str) -> None:
        self.now += 1
        side = self.sides[number]
        if side.fields[name] != value:
            side.fields[name] = value
            side.edited[name] = self.now

    def send(self, number: int) -> None:
        """The change leaves, unless it equals what was last sent: the echo."""
        side, other = self.sides[number], self.sides[1 - number]
        if side.fields == side.sent:
            return
        side.sent = dict(side.fields)
        side.seq += 1
        self.messages += 1
        marks, times = {name: mark(name, value) for name, value in side.fields.items()}, side.times()
        for name, at in times.items():
            side.waiting[name] = sending(side.waiting.get(name), marks[name], at, side.seq)
        other.inbox.append(("replica", (side.seq, dict(side.fields), times, marks)))

    def receive(self, number: int) -> None:
        side, other = self.sides[number], self.sides[1 - number]
        if not side.inbox:
            return
        kind, body = side.inbox.pop(0)
        if kind == "result":
            self.learn(side, *body)
            return
        seq, wanted, times, marks = body
        assert seq > side.seen
        side.seen = seq
        unsent, times_here = side.fields != side.sent, side.times()
        found = decide(
            wanted,
            side.fields,
            side.agreed,
            here_at=times_here,
            there_at={name: times.get(name, 0) for name in wanted},
            initiator=side.initiator,
            waiting=side.waiting,
            told=times,
        )
        for name in wanted:
            here = mark(name, side.fields[name])
            if name in found.take:
                side.fields[name] = wanted[name]
                side.edited[name] = self.now
                side.waiting.pop(name, None)
                here = mark(name, wanted[name])
            if name in found.keep:
                here = side.agreed[name].here
            else:
                side.taken[name] = side.seq
            side.agreed[name] = Agreed(here, mark(name, wanted[name]))
        for name, at in times_here.items():
            if name not in found.take:
                now = mark(name, side.fields[name])
                side.waiting[name] = sending(side.waiting.get(name), now, at, side.seq + 1)
        side.sent = None if unsent else dict(side.fields)
        other.inbox.append(("result", (seq, dict(side.fields), found.keep, marks)))

    def learn(self, side: Side, seq: int, after: dict[str, str], kept: tuple[str, ...], marks: dict[str, str]) -> None:
        """What we sent stands there now, but for what was kept; what left since goes on waiting."""
        overtaken = {name for name, at in side.taken.items() if at >= seq}
        for name in set(after) - set(kept):
            if name not in overtaken:
                side.agreed[name] = Agreed(marks[name], mark(name, after[name]))
            left = answered(side.waiting.pop(name, None), seq)
            if left is not None:
                side.waiting[name] = left

    def settle(self) -> None:
        for _ in range(12):
            for number in (0, 1):
                self.send(number)
            for number in (0, 1):
                while self.sides[number].inbox:
                    self.receive(number)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 1), st.sampled_from(NAMES), values),
        st.tuples(st.just("send"), st.integers(0, 1)),
        st.tuples(st.just("receive"), st.integers(0, 1)),
    ),
    max_size=14,
)


@settings(max_examples=300, deadline=None)
@given(steps)
def test_after_edits_of_one_side_only_both_sides_have_its_words(script: list[tuple[Any, ...]]) -> None:
    pair = Pair({"summary": "a", "priority": "a"})
    edits = 0
    for step in script:
        if step[0] == "edit":
            pair.edit(0, step[2], step[3])
            edits += 1
        else:
            getattr(pair, step[0])(step[1])
    last = dict(pair.sides[0].fields)
    pair.settle()
    assert pair.sides[0].fields == last
    assert pair.sides[1].fields == last
    assert pair.messages <= 2 * edits + 2


@settings(max_examples=400, deadline=None)
@given(steps)
def test_whatever_both_sides_edit_and_however_messages_cross_both_end_with_the_same_words(
    script: list[tuple[Any, ...]],
) -> None:
    pair = Pair({"summary": "a", "priority": "a"})
    edits = 0
    for step in script:
        if step[0] == "edit":
            edits += 1
            pair.edit(*step[1:])
        else:
            getattr(pair, step[0])(step[1])
    pair.settle()
    here, there = pair.sides
    assert here.fields == there.fields
    assert pair.messages <= 6 * edits + 2
    before = pair.messages
    pair.settle()
    assert pair.messages == before  # at rest, nothing goes round
