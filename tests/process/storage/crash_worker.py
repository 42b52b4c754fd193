"""A process that takes events in and works them off, to be killed: `crash_worker.py FOLDER URL KEY LEASE_MS drain|run`.

It says what it did by appending single lines to files, which survive it:
`acks` (an event was acknowledged), `runs` (B/E: a run of an entity begins, ends), `remote` (an entity was made at a
pretended tracker that knows nothing of transactions).
"""

import contextlib
import os
import queue as handover
import random
import sys
import threading
import time
from pathlib import Path

from addon.storage import Fenced, Keys, Ledger, Tx, effects, queue, timeline
from addon.storage.queue import Claim

NODE = 1
ENTITIES = 30
WORKERS = 4
CALLERS = 3
BACKLOG = 2_000
"""Bytes of names that wait at most, some 150 events: enough for each worker at each kill, and soon drained."""


class Log:
    """Lines appended by several threads and processes; each write is whole."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def line(self, text: str) -> None:
        os.write(self._handle, f"{text}\n".encode())

    @property
    def size(self) -> int:
        """Bytes written so far, by all."""
        return os.fstat(self._handle).st_size


class Worker:
    """Everything of one process."""

    def __init__(self, folder: Path, url: str, key: str, lease_ms: int, drain: bool) -> None:
        self.folder, self.drain, self.lease_ms = folder, drain, lease_ms
        # On PostgreSQL the claims of the killed come back when their leases end, on SQLite at the start.
        self.patience_s = lease_ms / 1000 + 0.5 if url else 1.0
        self.ledger = Ledger.open(url, data_dir=folder, keys=Keys([key]), pool=16, lease_ms=lease_ms, wait_s=10)
        self.acks, self.runs, self.remote = Log(folder / "acks"), Log(folder / "runs"), Log(folder / "remote")
        self.todo: handover.Queue[Claim] = handover.Queue()
        self.held: dict[int, Claim] = {}
        self.idle = threading.Semaphore(WORKERS)

    def take_in(self, caller: int) -> None:
        dice = random.Random()
        number = 0
        while True:
            while self.acks.size - self.remote.size > BACKLOG:
                time.sleep(0.01)
            number += 1
            name = f"{os.getpid()}-{caller}-{number}"
            entity = str(dice.randrange(ENTITIES))
            self.ledger.write(
                lambda tx, name=name, entity=entity: queue.append(
                    tx, NODE, "out", entity, "x", {"name": name}, dedup=name, local_entity=entity
                )
            )
            self.acks.line(name)
            time.sleep(dice.uniform(0, 0.006))

    def work(self) -> None:
        while True:
            claim = self.todo.get()
            with contextlib.suppress(Fenced):
                self.handle(claim)
            self.held.pop(claim.stream_id, None)
            self.idle.release()

    def handle(self, claim: Claim) -> None:
        """One event. Its end is written down before the line is given back: from then on it may begin elsewhere."""
        who = f"{os.getpid()} {claim.entity_key} {claim.lease_no}"
        name = claim.head.body["name"]
        self.runs.line(f"B {who}")
        try:
            effect = self.make(claim, name)
        finally:
            self.runs.line(f"E {who}")

        def finish(tx: Tx) -> None:
            effects.mark_done(tx, NODE, effect.id, {"name": name})
            timeline.note(tx, NODE, claim.entity_key, "done", name, event_id=claim.head.id)
            queue.finish(tx, claim)

        self.ledger.write(finish)

    def make(self, claim: Claim, name: str) -> effects.Effect:
        """Make the remote entity, once: the intent is committed first, and looked for when it was begun before."""

        def plan(tx: Tx) -> effects.Effect:
            queue.hold(tx, claim)
            planned = effects.plan(
                tx, NODE, 0, claim.head.id, [effects.Intent(f"create {name}", "create", entity_id=claim.entity_key)]
            )
            if planned[0].state == "planned":
                effects.mark_started(tx, NODE, planned[0].id)
            return planned[0]

        effect = self.ledger.write(plan)
        made_before = effect.state == "started" and name in (self.folder / "remote").read_text().split()
        if not made_before and effect.state != "done":
            self.remote.line(name)
            time.sleep(random.uniform(0, 0.004))
        return effect

    def beat(self) -> None:
        while True:
            time.sleep(self.lease_ms / 4000)
            held = list(self.held.values())
            if held:
                self.ledger.write(lambda tx, held=held: queue.heartbeat(tx, held))

    def dispatch(self) -> None:
        quiet_since, quiet_rounds = time.monotonic(), 0
        while True:
            self.idle.acquire()
            at_rest = not self.held  # before the claim: else what is given back right after it is overlooked
            found = self.ledger.write(lambda tx: queue.claim(tx, 1))
            if found:
                quiet_since, quiet_rounds = time.monotonic(), 0
                self.held[found[0].stream_id] = found[0]
                self.todo.put(found[0])
                continue
            self.idle.release()
            self.ledger.write(self.sweep)
            patient = time.monotonic() - quiet_since > self.patience_s
            quiet_rounds = quiet_rounds + 1 if self.drain and at_rest and patient else 0
            if quiet_rounds == 3:  # what the sweep of the first has freed is claimed in the next
                return
            self.ledger.wakeups.wait(0.1)

    def sweep(self, tx: Tx) -> None:
        if queue.sweep(tx).asleep:
            self.runs.line("S asleep")

    def run(self) -> None:
        targets = [self.work] * WORKERS + [self.beat]
        threads = [threading.Thread(target=target, daemon=True) for target in targets]
        if not self.drain:
            threads += [threading.Thread(target=self.take_in, args=(caller,), daemon=True) for caller in range(CALLERS)]
        for thread in threads:
            thread.start()
        print("up", flush=True)
        self.dispatch()
        self.ledger.close()


if __name__ == "__main__":
    folder, url, key, lease_ms, mode = sys.argv[1:]
    Worker(Path(folder), url, key, int(lease_ms), mode == "drain").run()
    os._exit(0)
