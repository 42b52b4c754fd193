"""Both sides come to the same winner, whatever their policies are."""

from hypothesis import given
from hypothesis import strategies as st

from addon.sync.policy import POLICIES, policies_of, policy_for, told, winner

policies = st.sampled_from(POLICIES)
MIRRORED = {"here": "there", "there": "here"}


@given(ours=policies, theirs=policies, here_at=st.integers(0, 3), there_at=st.integers(0, 3), initiator=st.booleans())
def test_both_sides_name_the_same_winner(ours: str, theirs: str, here_at: int, there_at: int, initiator: bool) -> None:
    seen = told({"policies": {"*": theirs}})["*"]
    seen_there = told({"policies": {"*": ours}})["*"]
    here = winner(ours, seen, here_at, there_at, initiator=initiator)  # type: ignore[arg-type]
    there = winner(theirs, seen_there, there_at, here_at, initiator=not initiator)  # type: ignore[arg-type]
    assert MIRRORED.get(there, there) == here


def test_a_field_has_its_own_policy_else_that_of_all_else_the_newer_edit() -> None:
    found = policies_of({"conflicts": {"*": "ask", "summary": "here", "labels": "nonsense"}})
    assert [policy_for(name, found) for name in ("summary", "labels")] == ["here", "ask"]
    assert policy_for("summary", policies_of({})) == "newest"
    assert policies_of({"conflicts": ["odd"]}) == {}
