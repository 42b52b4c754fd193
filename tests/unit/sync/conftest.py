"""An engine of each store whose steps stumble."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.storage import Keys, Ledger, new_key
from tests.postgres import server
from tests.unit.sync.stumbling import Bench, Clock


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def bench(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    url = "" if request.param == "sqlite" else server().new_database(migrated=True)
    clock = Clock()
    ledger = Ledger.open(url, data_dir=tmp_path, keys=Keys([new_key()]), clock=clock, settle_ms=0)
    yield Bench(ledger, clock, monkeypatch)
    ledger.close()
    if url:
        server().drop(url)
