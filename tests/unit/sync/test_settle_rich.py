"""Rich text of both sides is put together only where both sides edited it."""

from dataclasses import replace

from addon.replica.values import RichText
from addon.richtext import from_plain_text, to_json
from addon.storage.baselines import Baseline
from addon.sync.conflicts import Clash
from addon.sync.edit_times import Standing, Unacknowledged
from addon.sync.settle import _rich

OURS = RichText("html", "<p>newest</p>")
ROW = Baseline(
    field="description",
    local_form=Standing(Unacknowledged("m", 9, 8), 7, 7, OURS).form(),
    local_fingerprint="m",
    remote_form={"rich": to_json(from_plain_text("before"))},
    remote_fingerprint="b",
    turns=[],
    frozen_until=None,
    **{name: 1 for name in Baseline.__dataclass_fields__ if name in ("id", "node_id", "twin_id", "updated_at")},
)
CLASH = Clash("description", here_at=9, there_at=5, winner="here")


def test_an_older_edit_of_ours_that_comes_back_is_not_put_into_a_newer_one() -> None:
    take: dict[str, object] = {}
    merged: dict[str, int] = {}
    older = from_plain_text("older")
    assert _rich("description", older, OURS, ROW, replace(CLASH, there_at=0), take, merged) is None
    assert (take, merged) == ({}, {})
