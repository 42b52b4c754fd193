"""Which of the wanted edits are really news, and who wins where both sides edited the same field.

Each field is compared three ways: what stands here, what the partner wants now, and what both were when they last
agreed (as each side stores it, so that a service's rewriting of HTML is no edit). What left and was not acknowledged
counts as edited here, also when it was set back since. Who wins a conflict is `policy`'s matter.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from addon.replica.fingerprint import field_fingerprint
from addon.replica.threeway import Verdict, compare_field, is_empty
from addon.replica.values import Named, Person, RichText, Value
from addon.richtext import Document, fingerprint, from_plain_text, parse
from addon.sync.policy import Winner, winner

BLANK = fingerprint(Document())


@dataclass(frozen=True, slots=True)
class Agreed:
    """A field as both sides last agreed on it: fingerprints of our stored form and of what the partner wanted."""

    here: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Both sides edited a field: when, and what becomes of it."""

    field: str
    here_at: int
    there_at: int
    winner: Winner

    @property
    def taken(self) -> bool:
        """Whether the partner's edit stands."""
        return self.winner == "there"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What is to be written, what stays, what clashed; `wanted` has a fingerprint for every wanted field.

    `edited` says when fields were edited here that were not as agreed, or not acknowledged (ms). `merged` are fields
    that now hold edits of both sides, with the time of the later one; `rich` has the partner's form of rich text.
    `stored` are fields that are written already: by the rules in the middle of their run, or by an earlier attempt.
    """

    take: Mapping[str, Any]
    keep: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    wanted: Mapping[str, str] = field(default_factory=dict)
    edited: Mapping[str, int] = field(default_factory=dict)
    merged: Mapping[str, int] = field(default_factory=dict)
    rich: Mapping[str, Document] = field(default_factory=dict)
    stored: tuple[str, ...] = ()

    def after(self, before: "Verdicts") -> "Verdicts":
        """These, decided after `before` was written: of a field in both, the later decision stands."""
        old = [name for name in before.wanted if name not in self.wanted]
        return Verdicts(
            self.take,
            (*(name for name in before.keep if name in old), *self.keep),
            (*(clash for clash in before.clashes if clash.field in old), *self.clashes),
            {**before.wanted, **self.wanted},
            {**_of(before.edited, {*before.keep} & {*old}), **self.edited},
            {**_of(before.merged, old), **self.merged},
            {**before.rich, **self.rich},
            tuple(dict.fromkeys((*before.stored, *before.take, *self.stored))),
        )


def _of(times: Mapping[str, int], names: Collection[str]) -> dict[str, int]:
    return {name: at for name, at in times.items() if name in names}


Decider = Callable[[str, int, int], Winner]
"""Who wins a field, by the times of both edits."""


def decide(
    wanted: Mapping[str, Any],
    here: Mapping[str, Value],
    agreed: Mapping[str, Agreed],
    *,
    here_at: Mapping[str, int],
    there_at: Mapping[str, int],
    initiator: bool,
    waiting: Collection[str] = (),
    told: Collection[str] = (),
    decider: Decider | None = None,
) -> Verdicts:
    """Compare every wanted field; `here_at` and `there_at` say when each side edited a field (ms).

    `waiting` are fields of which an edit has left that the partner has not acknowledged yet, `told` those of which
    the partner says the same: they count as edited even when they stand as they were agreed on. Without a `decider`
    the newer edit wins.
    """
    take: dict[str, Any] = {}
    keep: list[str] = []
    clashes: list[Clash] = []
    marks = {name: mark(name, value) for name, value in wanted.items()}
    for name, value in wanted.items():
        before = agreed.get(name)
        verdict = compare_field(
            name,
            baseline=before.here if before else None,
            here=comparable(here.get(name)),
            wanted=comparable(value),
            wanted_before=before.wanted if before else None,
            waiting=name in waiting,
            told=name in told,
        )
        if verdict is Verdict.TAKE:
            take[name] = value
        elif verdict is Verdict.KEEP:
            keep.append(name)
        elif verdict is Verdict.CONFLICT:
            ours, theirs = here_at.get(name, 0), there_at.get(name, 0)
            if decider is not None:
                who = decider(name, ours, theirs)
            else:
                who = winner("newest", "newest", ours, theirs, initiator=initiator)
            clashes.append(Clash(name, ours, theirs, who))
            if who == "there":
                take[name] = value
            else:
                keep.append(name)
    edited = {name: at for name, at in here_at.items() if name in wanted}
    return Verdicts(take, tuple(keep), tuple(clashes), marks, edited)


def mark(name: str, value: Any) -> str:
    """The fingerprint of a field's value, the same for a document and its stored forms that read alike."""
    return field_fingerprint(name, comparable(value))


def comparable(value: Any) -> Value:
    """A value reduced to what a reader sees: rich text to its fingerprint, named things to their names.

    Nothing is None, whichever way a tracker or a rule says it.
    """
    if is_empty(value):
        return None
    if isinstance(value, Document):
        seen = fingerprint(value)
        return None if seen == BLANK else f"rich:{seen}"
    if isinstance(value, RichText):
        return comparable(document(value))
    if isinstance(value, Named):
        return value.name.casefold()
    if isinstance(value, Person):
        return value.id
    if isinstance(value, tuple):
        return tuple(comparable(one) for one in value)
    assert isinstance(value, bool | int | float | str | dict) or hasattr(value, "id")
    return value  # type: ignore[no-any-return]


def document(text: RichText | None) -> Document:
    """The document behind stored rich text; an empty one for None."""
    if text is None:
        return Document()
    return from_plain_text(text.source) if text.notation == "text" else parse(text.source, text.notation)
