"""What the License tab is told of a node."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from addon.nodes import licensing
from addon.nodes.entitlement import LicensePolicy
from addon.storage import Keys, Ledger, new_key, nodes


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]), settle_ms=0)
    opened.write(
        lambda tx: nodes.install(tx, kind="jira", instance_id="client-1", base_url="https://acme.atlassian.net")
    )
    yield opened
    opened.close()


@pytest.mark.parametrize("public_key", ["", "cHVibGlj"])
def test_it_names_the_id_that_keys_are_issued_for_and_whether_keys_are_checked(ledger: Ledger, public_key: str) -> None:
    services: Any = SimpleNamespace(
        ledger=ledger, now=lambda: 1_790_000_000_000, licensing=LicensePolicy("evaluation", 30, public_key)
    )
    view = licensing.licence(services, 1)
    assert view.instance == "client-1"
    assert view.takes_keys is bool(public_key)
