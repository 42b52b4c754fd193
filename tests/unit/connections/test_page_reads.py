"""A page asks for its tenant's row once, however many of its parts need it."""

from typing import Any

import pytest

from addon.storage.transaction import Tx
from addon.web import verifiers
from tests.pipeline.world import World

PAGES = ("connections", "connections/list", "settings", "license", "triggers", "errors", "queue", "entity")


def test_every_tab_reads_the_row_of_its_tenant_once(connected: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = Tx._execute

    def counting(tx: Tx, text: str, values: Any) -> Any:
        asked.append(text)
        return real(tx, text, values)

    monkeypatch.setattr(Tx, "_execute", counting)
    for caller in (connected.jira.caller, connected.ado.caller):
        monkeypatch.setattr(verifiers.EitherHost, "__call__", lambda *_, caller=caller: caller)
        for page in PAGES:
            asked.clear()
            assert connected.app.test_client().get(f"/console/{page}").status_code == 200
            of_the_row = [text for text in asked if 'FROM "node"' in text]
            assert len(of_the_row) == 1, (caller.kind, page)
            assert len(asked) <= 40, (caller.kind, page)
