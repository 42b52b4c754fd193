"""What the rules want, as it can be had here."""

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from addon.replica.entity import Entity
from addon.replica.values import EntityRef, Link, ProjectRef
from addon.rules.ruleset import Edits, LinkEdit
from addon.sync.fit import fit

NUMBERS = st.integers(1, 10**6).map(str)


def fitted(local: str, other: str, *present: Link, outward: bool = True, number: int = 0) -> tuple[LinkEdit, ...]:
    """The links to make at `local` where its partner is linked with the twin of `other`."""
    capabilities = SimpleNamespace(internal_comments=True, attachment_limit=None)
    work: Any = SimpleNamespace(tracker=SimpleNamespace(capabilities=capabilities))
    entity = Entity(str(number) if number else local, local, ProjectRef("1", "P", "P"), {}, "1", 0, links=present)
    request: Any = SimpleNamespace(again=False, local=entity, pair=SimpleNamespace(traces=()))
    wanted = LinkEdit("related", local_id=other, outward=outward)
    return fit(work, request, Edits(links=(wanted,))).links


@given(NUMBERS, NUMBERS, st.booleans())
def test_both_ends_of_a_link_ask_for_it_in_the_same_direction(one: str, other: str, outward: bool) -> None:
    if one == other:
        return
    (from_one,), (from_other,) = fitted(one, other, outward=outward), fitted(other, one, outward=outward)
    assert from_one.outward != from_other.outward


def test_a_link_that_is_here_in_either_direction_is_not_asked_for_again() -> None:
    for outward in (True, False):
        assert fitted("7", "8", Link("Relates", outward, EntityRef("8", "SUP-8"), None, "1")) == ()


@given(NUMBERS, NUMBERS, st.integers(1, 10**6), st.integers(1, 10**6))
def test_both_ends_agree_where_rules_name_the_other_by_its_key(one: str, other: str, first: int, second: int) -> None:
    if one == other:
        return
    (there,), (back,) = (
        fitted(f"SUP-{one}", f"SUP-{other}", number=first),
        fitted(f"SUP-{other}", f"SUP-{one}", number=second),
    )
    assert there.outward != back.outward
