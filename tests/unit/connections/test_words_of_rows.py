"""What rows and errors say of themselves is what holds for them."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from addon.connections import connection, connection_rows, waiting
from addon.nodes import licensing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.silences import Silences
from addon.storage import Keys, Ledger, connections, errors, new_key, nodes, queue
from addon.storage.transaction import Tx
from addon.sync import failures, problems


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    ledger = Ledger.open("", data_dir=tmp_path, keys=Keys([new_key()]), settle_ms=0)
    trackers = SimpleNamespace(silences=Silences())
    yield cast(Services, SimpleNamespace(ledger=ledger, now=lambda: 1_790_000_000_000, trackers=trackers))
    ledger.close()


def connect(tx: Tx) -> int:
    node = nodes.install(tx, kind="jira", instance_id="one", base_url="https://x.example")[0].id
    made = connections.create(
        tx, node, side_id="s", mode="basic", name="N", local_name="Here", remote_name="There", status="active",
        partner_side_id="p", partner_confirmed=True,
    )  # fmt: skip
    return made.id


@pytest.fixture(autouse=True)
def licensed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licensing, "allows_script", lambda services, node_id: True)


@pytest.mark.parametrize(
    ("reason", "said"),
    [("partner_removed", "There removed the connection"), ("partner_uninstalled", "There uninstalled Liaise")],
)
def test_an_ended_connection_says_what_the_partner_did(services: Services, reason: str, said: str) -> None:
    def work(tx: Tx) -> str:
        number = connect(tx)
        connections.change_status(tx, 1, number, "ended", reason=reason)
        one = connections.get(tx, 1, number)
        return connection_rows.row_of(tx, one, connection_rows.look_beside(tx, 1, [number]), script_allowed=True).reason

    assert services.ledger.write(work).startswith(said)


def test_a_partner_that_is_found_gone_is_shown_as_the_one_who_ended_it_and_what_may_come_of_it(
    services: Services,
) -> None:
    def work(tx: Tx) -> None:
        queue.append(tx, 1, "send", "1", "message", {}, connection_id=connect(tx))

    services.ledger.write(work)
    (claim,) = services.ledger.write(lambda tx: queue.claim(tx, 1))
    failures.handle(services, claim, Refusal("node_gone", "Liaise was uninstalled from this instance.", status=410))
    (row,) = connection.page(services, 1).rows
    assert (row.status, row.action, row.can) == ("ended", "csv", {"remove", "csv"})
    assert row.reason.startswith("There uninstalled Liaise.") and "If they install it again" in row.reason


def test_an_error_that_holds_nothing_back_is_not_to_be_retried_or_skipped(services: Services) -> None:
    def work(tx: Tx) -> None:
        errors.report(
            tx, 1, impact="connection", reason="scripts_unavailable", message="None.", connection_id=connect(tx)
        )

    services.ledger.write(work)
    detail = problems.error_detail(services, 1, problems.error_page(services, 1).rows[0].id)
    assert detail.can == {"dismiss"} and "Dismiss" in detail.what_to_do and "retry" not in detail.what_to_do


@pytest.mark.parametrize("reason", ["own_write_open", "scripts_unavailable", "bad_answer", "no_sync_identity"])
def test_a_change_that_waits_says_for_what(services: Services, reason: str) -> None:
    def work(tx: Tx) -> None:
        connection = connect(tx)
        queue.append(tx, 1, "out", "1", "start", {}, connection_id=connection, local_entity="1")
        (claim,) = queue.claim(tx, 1)
        queue.release(tx, claim, tx.now + 600_000, waiting_for=reason, count=True)

    services.ledger.write(work)
    (row,) = waiting.page(services, 1, "outgoing").rows
    assert row.state == "retrying" and "It did not work yet" not in row.reason
