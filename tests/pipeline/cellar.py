"""A public deployment, and one that nobody can call: it opens all connections by itself."""

from dataclasses import dataclass

from addon.connections import jobs
from addon.storage import messages
from addon.sync import drift, keeping
from addon.sync.drift import Drift
from addon.sync.engine import RUNNERS
from tests.pipeline.world import World


@dataclass
class Cellar:
    """A public deployment whose Jira is paired with the Azure DevOps of a private one."""

    public: World
    private: World
    connection_id: int

    def start(self) -> int:
        return drift.start(self.public.services, self.public.jira.caller, self.connection_id)

    def ask(self) -> None:
        """Let the public side work on its jobs as far as it can alone."""
        while jobs.run_next(self.public.services, RUNNERS):
            pass

    def fetch(self) -> None:
        """Let the private side fetch what waits for it."""
        self.private.ledger.write(lambda tx: tx.change("UPDATE schedule SET next_at = 0 WHERE kind = 'outbox'"))
        while keeping.run_due(self.private.services):
            pass

    def answer(self) -> None:
        """Let the private side work, and send what it has."""
        while jobs.run_next(self.private.services, RUNNERS):
            pass
        self.private.settle()

    def found(self, job_id: int) -> Drift:
        return drift.state(self.public.services, self.public.jira.caller.node_id, self.connection_id, job_id)

    def checked(self) -> Drift:
        job_id = self.start()
        for _ in range(10):
            self.ask()
            if self.found(job_id).state != "running":
                return self.found(job_id)
            self.fetch()
            self.answer()
        raise AssertionError("the check does not end")

    def pair(self, summary: str) -> tuple[str, str]:
        issue = self.public.jira.create(summary)
        self.settle()
        twin = self.public.twin("jira", issue)
        assert twin is not None and twin.acknowledged
        return issue, twin.remote_id

    def settle(self) -> None:
        for _ in range(2):
            self.public.settle()
            self.fetch()
            self.private.settle()
        self.public.settle()

    def deaf(self, yes: bool = True) -> None:
        """Let nobody be told of edits."""
        self.public.jira.site.bench.deliveries.disorder.set({"drop": yes})
        self.private.ado.simulator.bench.deliveries.disorder.set({"drop": yes})

    def waiting(self) -> list[str]:
        """The kinds of the messages that the private side has not fetched yet."""
        node_id = self.public.jira.caller.node_id
        found = self.public.ledger.read(lambda tx: messages.fetch(tx, node_id, self.connection_id))
        return [one.kind for one in found]
