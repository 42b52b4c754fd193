"""What rules asked for is done with what ends their event, also when that is tried a second time."""

from types import SimpleNamespace
from typing import Any

import pytest

from addon.sync import afterwards


def test_a_transaction_that_is_run_again_asks_for_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(afterwards, "_start", lambda tx, work, entity_id, key, why, hops: asked.append(key))
    monkeypatch.setattr(afterwards.twins, "by_local", lambda *of: None)
    head = SimpleNamespace(body={})
    work: Any = SimpleNamespace(
        wishes={"start": [["7", "DEV-7"]]},
        claim=SimpleNamespace(head=head),
        agreed=SimpleNamespace(id=1, name="Acme"),
        node=SimpleNamespace(id=1),
    )
    for _ in range(2):  # a deadlock ends the first
        afterwards.carry_out(None, work, "1")  # type: ignore[arg-type]
    assert asked == ["DEV-7", "DEV-7"]
