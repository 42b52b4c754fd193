"""What the License tab is told of a node."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jwt
import pytest

from addon.nodes import licensing, usage
from addon.nodes.entitlement import LicensePolicy
from addon.nodes.sessions import Caller
from addon.storage import Keys, Ledger, new_key, nodes, queue
from addon.storage import usage as month
from tests.contract.store.places import make_connection
from tests.unit.nodes.test_entitlement import PUBLIC, SIGNER


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


def test_usage_tells_what_goes_on_without_a_license_and_what_waits(ledger: Ledger) -> None:
    modes = [("basic", "active"), ("script", "active"), ("script", "deactivated"), ("script", "pending")]
    made = [
        make_connection(ledger, 1, f"{mode} {status}", mode=mode, status=status, partner_confirmed=True)
        for mode, status in modes
    ]
    make_connection(ledger, 1, "gone", mode="script", status="removed")
    for place, one in enumerate(made):
        for entity in range(place + 1):
            ledger.write(
                lambda tx, one=one, entity=entity: queue.append(  # type: ignore[misc]
                    tx, 1, "out", str(entity), "changed", {}, connection_id=one.id
                )
            )
    ledger.write(lambda tx: month.count(tx, 1, 1, sent=3, received=2, file_bytes=10))
    services: Any = SimpleNamespace(ledger=ledger)
    assert usage.of_node(services, 1) == usage.Usage(
        connections=4, of_script=3, basic=1, scripted=2, queued=5, pairs=0, sent=3, received=2, file_bytes=10
    )


def waiting_line(ledger: Ledger) -> int:
    """A change that waits ten minutes for a license; its line."""
    made = make_connection(ledger, 1, mode="script")
    ledger.write(lambda tx: queue.append(tx, 1, "out", "10", "changed", {}, connection_id=made.id))
    (claim,) = ledger.write(lambda tx: queue.claim(tx, 1))
    ledger.write(lambda tx: queue.release(tx, claim, tx.now + 600_000, waiting_for=licensing.NEEDED, count=False))
    assert ledger.write(lambda tx: queue.claim(tx, 1)) == []
    return claim.stream_id


def test_with_a_key_what_waited_for_a_license_goes_on_at_once(ledger: Ledger) -> None:
    line = waiting_line(ledger)
    now = 1_790_000_000_000
    policy = LicensePolicy("key", 0, PUBLIC)
    services: Any = SimpleNamespace(ledger=ledger, now=lambda: now, licensing=policy)
    claims = {"sub": "Acme", "aud": "liaise-license", "node": "client-1", "exp": now // 1000 + 3600}
    licensing.enter_key(services, Caller(1, "jira", "u", "Ada"), jwt.encode(claims, SIGNER, algorithm="EdDSA"))
    assert [one.stream_id for one in ledger.write(lambda tx: queue.claim(tx, 1))] == [line]


def test_what_is_bought_in_the_marketplace_lets_what_waited_go_on_at_once(ledger: Ledger) -> None:
    line = waiting_line(ledger)
    answers, now = [(False, False), (True, False)], 1_790_000_000_000
    services: Any = SimpleNamespace(
        ledger=ledger,
        now=lambda: now,
        licensing=LicensePolicy("marketplace", 0),
        trackers=SimpleNamespace(licence=lambda node_id: answers.pop(0)),
    )
    assert not licensing.allows_script(services, 1)
    assert ledger.write(lambda tx: queue.claim(tx, 1)) == []
    now += licensing.UNSOLD_FOR_MS  # whoever has just bought does not wait for an hour
    assert licensing.allows_script(services, 1)
    now += licensing.UNSOLD_FOR_MS
    assert licensing.allows_script(services, 1)  # not asked again so soon: no answer is left
    assert [one.stream_id for one in ledger.write(lambda tx: queue.claim(tx, 1))] == [line]
