"""Rich text of both sides is put together only where both sides edited it, and by one of them."""

import pytest

from addon.replica.values import RichText
from addon.richtext import Document, from_plain_text, parse, plain_text, to_json
from addon.storage.baselines import Baseline
from addon.sync.conflicts import Clash
from addon.sync.edit_times import Standing, Unacknowledged
from addon.sync.policy import Winner
from addon.sync.settle import ANSWERS, _rich

BASE = "<p>one</p><p>two</p><p>three</p>"
OURS = "<p>one here</p><p>two</p><p>three</p>"
THEIRS = "one\n\ntwo\n\nthree there"
BOTH = "one here two three there"
ON_ITS_WAY = Unacknowledged("m", 20, 8)


def row(waiting: Unacknowledged | None) -> Baseline:
    return Baseline(
        field="description",
        local_form=Standing(waiting, 7, 7, RichText("html", BASE)).form(),
        local_fingerprint="m",
        remote_form={"rich": to_json(from_plain_text("one\n\ntwo\n\nthree"))},
        remote_fingerprint="b",
        turns=[],
        frozen_until=None,
        **{name: 1 for name in Baseline.__dataclass_fields__ if name in ("id", "node_id", "twin_id", "updated_at")},
    )


def settled(
    wins: Winner, waiting: Unacknowledged | None = ON_ITS_WAY, here_at: int = 20, there_at: int = 10, says: str = THEIRS
) -> tuple[str | None, int, Clash | None]:
    """What is written here, when both texts were put together, and the clash that is told."""
    clash = Clash("description", here_at, there_at, wins)
    text = _rich(from_plain_text(says), parse(OURS, "html"), row(waiting), clash, wanted=wins == "there")
    return words(text.written), text.merged_at, text.clash


def words(found: Document | None) -> str | None:
    return None if found is None else " ".join(plain_text(found).split())


def test_the_side_that_has_to_give_way_puts_both_edits_together() -> None:
    assert settled("there") == (BOTH, 10 + ANSWERS, None)


def test_the_side_whose_edit_stands_waits_for_both_put_together_while_its_own_is_on_its_way() -> None:
    told = Clash("description", 20, 10, "here")
    assert settled("here") == (None, 0, told)


def test_an_edit_that_has_not_left_yet_is_put_together_with_the_partners_at_once() -> None:
    assert settled("here", waiting=None) == (BOTH, 10 + ANSWERS, None)


@pytest.mark.parametrize("wins", ["here", "there"])
def test_what_the_partner_put_together_with_ours_is_taken_whole_whoever_would_win(wins: Winner) -> None:
    assert settled(wins, there_at=20 + ANSWERS, says="all of it\n\nnew") == ("all of it new", 0, None)


def test_the_partners_text_is_no_news_to_it_where_ours_adds_nothing() -> None:
    text, merged, clash = settled("there", says="one here\n\ntwo\n\nthree there")
    assert (text, merged, clash) == (BOTH, 0, None)


def test_an_older_edit_of_ours_that_comes_back_is_not_put_into_a_newer_one() -> None:
    assert settled("here", there_at=0) == (None, 0, None)
