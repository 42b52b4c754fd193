"""What was used is summed over its strips, by month, however many count at the same time."""

from concurrent.futures import ThreadPoolExecutor

from addon.storage import Ledger, tables, usage
from addon.storage.nodes import DAY_MS
from tests.contract.store.conftest import Clock
from tests.contract.store.places import make_node

NOVEMBER_30 = 1_795_996_800_000  # 2026-11-30, 00:00 UTC


def test_a_month_begins_at_nothing_and_keeps_what_was_counted_in_it(ledger: Ledger, clock: Clock) -> None:
    node = make_node(ledger, "mine").id
    clock.now = NOVEMBER_30
    for line in range(40):
        ledger.write(lambda tx, line=line: usage.count(tx, node, line, sent=1, received=2, file_bytes=10))  # type: ignore[misc]
    assert ledger.read(lambda tx: usage.this_month(tx, node)) == usage.Month(40, 80, 400)
    assert ledger.read(lambda tx: tx.count(tables.MonthlyUsage)) == usage.STRIPS
    clock.now += DAY_MS
    assert ledger.read(lambda tx: usage.this_month(tx, node)) == usage.Month(0, 0, 0)
    ledger.write(lambda tx: usage.count(tx, node, 1, sent=1))
    assert ledger.read(lambda tx: usage.this_month(tx, node)) == usage.Month(1, 0, 0)
    assert ledger.write(lambda tx: usage.purge(tx, clock.now)) == usage.STRIPS
    assert ledger.read(lambda tx: usage.this_month(tx, node)) == usage.Month(1, 0, 0)


def test_a_size_that_cannot_be_true_does_not_break_the_count(ledger: Ledger) -> None:
    node = make_node(ledger, "mine").id
    ledger.write(lambda tx: usage.count(tx, node, 1, file_bytes=2**80))
    ledger.write(lambda tx: usage.count(tx, node, 1, file_bytes=1))
    assert ledger.read(lambda tx: usage.this_month(tx, node)).file_bytes == usage.MOST_BYTES + 1


def test_lines_that_count_at_the_same_time_lose_nothing(ledger: Ledger) -> None:
    node = make_node(ledger, "mine").id

    def work(line: int) -> None:
        for _ in range(20):
            ledger.write(lambda tx: usage.count(tx, node, line, sent=1))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, [1, 2, 3, 1, 2, 17]))
    assert ledger.read(lambda tx: usage.this_month(tx, node)).sent == 120
