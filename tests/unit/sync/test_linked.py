"""Links as the rules want them, against what is here and what both sides had."""

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from addon.replica.entity import Entity
from addon.replica.values import EntityRef, Link, ProjectRef
from addon.rules.ruleset import Edits, LinkEdit
from addon.sync.link_traces import alike
from addon.sync.linked import resolved

NUMBERS = st.integers(1, 10**6).map(str)


def fitted(local: str, other: str, *present: Link, outward: bool = True, number: int = 0) -> tuple[LinkEdit, ...]:
    """The links to make at `local` where its partner is linked with the twin of `other`."""
    work: Any = SimpleNamespace()
    entity = Entity(str(number) if number else local, local, ProjectRef("1", "P", "P"), {}, "1", 0, links=present)
    request: Any = SimpleNamespace(again=False, local=entity, replica={}, pair=SimpleNamespace(traces=()))
    wanted = LinkEdit("related", local_id=other, outward=outward)
    return resolved(work, request, Edits(links=(wanted,))).links


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


def test_a_kind_of_links_is_the_same_from_both_ends_and_in_both_products() -> None:
    assert alike("related", "Relates") and alike("Relates", "System.LinkTypes.Related")
    assert alike("System.LinkTypes.Dependency-Forward", "System.LinkTypes.Dependency-Reverse")
    assert alike("Blocks", "blocks")
    assert not alike("Blocks", "Relates")
    assert not alike("System.LinkTypes.Duplicate-Forward", "System.LinkTypes.Dependency-Forward")
