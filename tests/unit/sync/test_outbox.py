"""A private side fetches what waits for it, and leaves a partner that never lets go of a message for the next round."""

from types import SimpleNamespace
from typing import Any

import pytest

from addon.sync import keeping


def waiting(*ids: str) -> list[dict[str, Any]]:
    return [{"id": one, "kind": "ping", "entity": "", "epoch": 0, "seq": 0, "at": 0, "body": {}} for one in ids]


def rounds(monkeypatch: pytest.MonkeyPatch, *offers: list[dict[str, Any]]) -> list[list[str]]:
    """What was acknowledged while the partner offered these one after the other, and the last for ever."""
    left, told = list(offers), []
    row = SimpleNamespace(status="active", health_reason="")
    monkeypatch.setattr(keeping, "fetch", lambda services, row: left.pop(0) if len(left) > 1 else left[0])
    monkeypatch.setattr(keeping, "acknowledge", lambda services, row, ids: told.append(ids))
    monkeypatch.setattr(keeping.inbound, "take_in", lambda services, row, arrived: [one.id for one in arrived])
    services: Any = SimpleNamespace(ledger=SimpleNamespace(read=lambda work: row))
    keeping._outbox(services, SimpleNamespace(node_id=1, connection_id=1))  # type: ignore[arg-type]
    return told


def test_all_that_waits_is_fetched_and_acknowledged(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rounds(monkeypatch, waiting("a", "b"), waiting("c"), []) == [["a", "b"], ["c"]]


def test_a_message_that_is_offered_again_and_again_ends_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rounds(monkeypatch, waiting("a")) == [["a"], ["a"]]
