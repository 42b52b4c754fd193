"""Which title of a pair is shown: the twin's in the panel, the own one in Entity sync status."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from addon.connections import entity_status
from addon.nodes.entitlement import LicensePolicy
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import Keys, Ledger, connections, new_key, nodes, twins
from addon.sync import panel

NOW = 1_790_000_000_000


class Pair:
    """One pair over one connection, and what was told over it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.node = ledger.write(
            lambda tx: nodes.install(tx, kind="jira", instance_id="a", base_url="https://a.example")
        )[0]
        made = ledger.write(
            lambda tx: connections.create(
                tx, self.node.id, side_id="s", mode="script", name="C", local_name="A", remote_name="B", status="active",
            )
        )  # fmt: skip
        self.twin = ledger.write(
            lambda tx: twins.create(tx, self.node.id, made.id, local_id="1", local_key="K-1", remote_key="9")
        )
        policy = LicensePolicy("open", 0)
        self.services = cast(Services, SimpleNamespace(ledger=ledger, now=lambda: NOW, licensing=policy, trackers=None))

    def told(self, way: Any, body: Any, at: int) -> None:
        """Keep a replica as of a moment."""
        self.ledger.write(lambda tx: twins.store_replica(tx, self.node.id, self.twin.id, way, body, "h"))
        self.ledger.write(lambda tx: twins.update(tx, self.node.id, self.twin.id, **{f"{way}_at": at}))

    @property
    def there(self) -> str:
        """The twin's title in the panel."""
        caller = Caller(self.node.id, "jira", "u", "", 0)
        return panel.panel(self.services, caller, "1", lambda: True).rows[0].twin_title

    @property
    def here(self) -> str:
        """The own title in Entity sync status."""
        found = entity_status.look_up(self.services, self.node.id, "K-1")
        assert found is not None
        return found.title


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    ledger = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]))
    yield Pair(ledger)
    ledger.close()


def test_the_panel_names_the_twin_as_the_partner_told_it(pair: Pair) -> None:
    assert pair.there == ""
    pair.told("sent", {"replica": {"summary": "Pump"}}, 10)
    assert pair.there == ""  # its rules may have made something else of it
    pair.told("received", {"summary": " Pump stops "}, 20)
    assert pair.there == "Pump stops"


def test_a_title_sent_later_takes_the_told_one_away_until_it_is_told_again(pair: Pair) -> None:
    pair.told("received", {"summary": "Pump"}, 10)
    pair.told("sent", {"replica": {"summary": "Pump"}}, 20)
    assert pair.there == "Pump"
    pair.told("sent", {"replica": {"summary": "Valve"}}, 30)
    assert pair.there == ""
    pair.told("received", {"summary": "[A] Valve"}, 40)
    assert pair.there == "[A] Valve"


@pytest.mark.parametrize("odd", [[], {"summary": 5}, {"summary": None}, "text"])
def test_a_replica_without_a_title_shows_none(pair: Pair, odd: Any) -> None:
    pair.told("received", odd, 10)
    pair.told("sent", odd, 5)
    assert pair.there == ""


def test_the_own_title_is_the_one_last_heard_of(pair: Pair) -> None:
    pair.told("sent", {"replica": {"summary": "Pump"}}, 10)
    assert pair.here == "Pump"
    pair.told("received", {"summary": "Pump at night"}, 20)
    assert pair.here == "Pump at night"
    pair.told("received", {"priority": "High"}, 30)
    assert pair.here == "Pump"
