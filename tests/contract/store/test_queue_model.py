"""The queue against a model: any mix of appending, claiming, finishing, failing, dying and retrying."""

import contextlib
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from addon.storage import Fenced, Keys, Ledger, new_key, nodes, queue
from addon.storage.queue import Claim
from tests.contract.store.conftest import Clock
from tests.postgres import server

ENTITIES = st.sampled_from(["1", "2", "3"])
DIRECTIONS = st.sampled_from(["out", "in"])
Line = tuple[str, str]


class QueueModel(RuleBasedStateMachine):
    """Per line: events done in order, each exactly once; per entity: one owner; nothing asleep; nothing lost."""

    store = "sqlite"
    held = Bundle("held")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.url = "" if self.store == "sqlite" else server().new_database(migrated=True)
        self.clock = Clock()
        self.keys = Keys([new_key()])
        self.ledger = self.open()
        node, _ = self.ledger.write(lambda tx: nodes.install(tx, kind="jira", instance_id="x", base_url="https://x"))
        self.node = node.id
        self.number = 0
        self.pending: dict[Line, list[int]] = defaultdict(list)
        self.done: dict[Line, list[int]] = defaultdict(list)
        self.owners: dict[str, Claim] = {}
        self.blocked: dict[Line, int] = {}

    def open(self) -> Ledger:
        return Ledger.open(self.url, data_dir=Path(self.folder.name), keys=self.keys, clock=self.clock, pool=3)

    def teardown(self) -> None:
        self.drain()
        self.ledger.close()
        if self.url:
            server().drop(self.url)
        self.folder.cleanup()

    def line_of(self, taken: Claim) -> Line:
        return taken.direction, taken.entity_key

    def owned(self, taken: Claim) -> bool:
        return self.owners.get(taken.entity_key) == taken

    @rule(entity=ENTITIES, direction=DIRECTIONS, again=st.booleans())
    def append(self, entity: str, direction: str, again: bool) -> None:
        self.number += 1
        number = self.number
        for _ in range(2 if again else 1):
            self.ledger.write(
                lambda tx: queue.append(
                    tx,
                    self.node,
                    direction,  # type: ignore[arg-type]
                    entity,
                    "x",
                    {"number": number},
                    dedup=f"m{number}",
                    local_entity=entity,
                )
            )
        self.pending[direction, entity].append(number)

    @rule(target=held, limit=st.integers(1, 4))
    def claim(self, limit: int) -> object:
        found = self.ledger.write(lambda tx: queue.claim(tx, limit))
        for taken in found:
            assert taken.entity_key not in self.owners, "two owners of an entity"
            assert self.line_of(taken) not in self.blocked
            assert taken.head.body["number"] == self.pending[self.line_of(taken)][0], "out of order"
            self.owners[taken.entity_key] = taken
        return multiple(*found)

    @rule(taken=consumes(held))
    def finish(self, taken: Claim) -> None:
        if not self.owned(taken):
            with pytest.raises(Fenced):
                self.ledger.write(lambda tx: queue.finish(tx, taken))
            return
        self.ledger.write(lambda tx: queue.finish(tx, taken))
        line = self.line_of(taken)
        self.done[line].append(self.pending[line].pop(0))
        del self.owners[taken.entity_key]

    @rule(taken=consumes(held))
    def release(self, taken: Claim) -> None:
        with contextlib.nullcontext() if self.owned(taken) else pytest.raises(Fenced):
            self.ledger.write(lambda tx: queue.release(tx, taken, tx.now + 50))
            del self.owners[taken.entity_key]

    @rule(taken=consumes(held))
    def fail(self, taken: Claim) -> None:
        with contextlib.nullcontext() if self.owned(taken) else pytest.raises(Fenced):
            error = self.ledger.write(lambda tx: queue.fail(tx, taken, "x", "x"))
            self.blocked[self.line_of(taken)] = error
            del self.owners[taken.entity_key]

    @rule(skip=st.booleans())
    def mend(self, skip: bool) -> None:
        for line, error in self.blocked.items():
            act = queue.skip if skip else queue.retry
            self.ledger.write(lambda tx, error=error, act=act: act(tx, self.node, error, "admin"))
            if skip:
                self.pending[line].pop(0)
        self.blocked.clear()

    @rule()
    def crash(self) -> None:
        """The process is gone with everything it held; another one starts."""
        self.ledger.close()
        self.clock.advance(120_000)
        self.ledger = self.open()
        self.ledger.write(queue.sweep)
        self.owners.clear()

    @rule(ms=st.integers(1, 100))
    def wait(self, ms: int) -> None:
        self.clock.advance(ms)

    @rule()
    def beat(self) -> None:
        kept = self.ledger.write(lambda tx: queue.heartbeat(tx, list(self.owners.values())))
        assert kept == {taken.stream_id for taken in self.owners.values()}

    @invariant()
    def nothing_sleeps(self) -> None:
        assert self.ledger.write(queue.sweep).asleep == 0

    def drain(self) -> None:
        """In the end everything that was accepted and not skipped was done, once and in order."""
        self.crash()
        self.mend(skip=False)
        while found := self.ledger.write(lambda tx: queue.claim(tx, 10)):
            for taken in found:
                self.owners[taken.entity_key] = taken
                self.finish(taken)
            self.clock.advance(100)
        assert not any(self.pending.values())
        for numbers in self.done.values():
            assert numbers == sorted(set(numbers))


class PostgresQueueModel(QueueModel):
    store = "postgresql"


def test_any_course_of_events_on_sqlite_keeps_order_and_loses_nothing() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        QueueModel,
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.postgresql
def test_any_course_of_events_on_postgresql_keeps_order_and_loses_nothing() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        PostgresQueueModel,
        settings=settings(
            max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
