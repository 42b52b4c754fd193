"""What a step works with: the claimed line, its connection, its tracker, and a place to write down what it decided."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog

from addon.nodes import licensing
from addon.nodes.services import Services
from addon.platforms.base import Platform
from addon.rules.basic import DefaultRules
from addon.rules.ruleset import RuleSet
from addon.rules.script import Rules, ScriptRules
from addon.storage import connections, nodes, queue, rules, timeline
from addon.storage.connections import Connection
from addon.storage.nodes import Node
from addon.storage.queue import Claim, Event
from addon.storage.rules import RuleVersion
from addon.storage.transaction import Tx
from addon.sync.helpers.runner import LineRunner
from addon.sync.helpers.scripts import script_rules

T = TypeVar("T")
ONE_WAY_HOPS = 5
LICENCE_WAIT_MS = 10 * 60_000


@dataclass(frozen=True, slots=True)
class Later(Exception):
    """Not now: the line comes up again after `wait_ms`, without an attempt being counted."""

    wait_ms: int
    reason: str


@dataclass(slots=True)
class Work:
    """One claim being worked on. `steps` are written to the timeline with the result, in its transaction.

    `outcome` is what became of its event, in a few words; empty until that is stored.
    """

    services: Services
    claim: Claim
    node: Node
    connection: Connection | None
    steps: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    wishes: dict[str, Any] = field(default_factory=dict)
    outcome: str = ""
    _scripts: ScriptRules | None = None
    _saved: RuleVersion | None = None
    _tracker: Platform | None = None

    @property
    def log(self) -> Any:
        """A log that names tenant, connection and entity."""
        return structlog.get_logger().bind(**about(self.claim))

    @property
    def agreed(self) -> Connection:
        """The connection of a line that has one."""
        assert self.connection is not None
        return self.connection

    @property
    def tracker(self) -> Platform:
        """The node's tracker, opened once for a claim; raises `NoSyncIdentity`."""
        if self._tracker is None:
            self._tracker = self.services.trackers.open(self.node.id)
        return self._tracker

    @property
    def rules(self) -> RuleSet:
        """The rules of this side, by the connection's mode: fixed ones in Basic, the saved texts in Script."""
        return self.scripts or DefaultRules(self.node.kind, "basic" if self.agreed.mode == "basic" else "script")

    @property
    def scripts(self) -> ScriptRules | None:
        """The saved texts as rules, ready to run for this claim; None in Basic mode."""
        if self._scripts is None and self.agreed.mode == "script":
            saved = self.saved_rules
            if saved is not None:
                self._scripts = script_rules(
                    self.services, self.node, self.agreed, saved, event_id=self.claim.head.id, body=self.claim.head.body
                )
        return self._scripts

    @property
    def saved_rules(self) -> RuleVersion | None:
        """The version of this side's rules and settings that this claim works by; read once, when first asked for."""
        if self._saved is None:
            self._saved = self.services.ledger.read(lambda tx: rules.current(tx, self.node.id, self.agreed.id))
        return self._saved

    def use(self, rules: ScriptRules) -> None:
        """Run these rules instead of the saved ones: drafts, in a preview."""
        self._scripts = rules

    @property
    def runner(self) -> LineRunner | None:
        """Who runs the scripts of this claim; None in Basic mode."""
        found = self.scripts
        if found is None:
            return None
        assert isinstance(found.run, LineRunner)
        return found.run

    def note(self, step: str, text: str, **data: Any) -> None:
        """Write down what a step decided and why."""
        self.steps.append((step, text, data))

    def note_again(self, said: Iterable[Sequence[Any]] | None) -> None:
        """Take over what an attempt before this one noted and did not live to write down."""
        self.steps += [(step, text, data) for step, text, data in said or ()]

    def conclude(self, write: Callable[[Tx], T]) -> T:
        """Run the transaction that ends the event; what it notes is noted once, however often a deadlock repeats it.

        The locks of links that wait for a pair are taken before any line's, by everybody in this order.
        """
        said = len(self.steps)

        def once(tx: Tx) -> T:
            del self.steps[said:]
            if self._asks_for_more:
                from addon.sync.afterwards import meet

                meet(tx, self)
            return write(tx)

        return self.services.ledger.write(once)

    def end(self, tx: Tx, outcome: str) -> None:
        """Finish the claim's events, in the transaction that stores what they came to."""
        queue.finish(tx, self.claim, outcome)
        self.outcome = outcome

    @property
    def _asks_for_more(self) -> bool:
        """Whether the end of this event may do more than end it: only rules that are scripts ask for anything."""
        scripted = self.connection is not None and self.connection.mode == "script"
        return bool(self.wishes) or (scripted and self.claim.direction == "in")

    def write_down(self, tx: Tx, entity_id: str) -> None:
        """Put the noted steps on the entity's timeline; what rules wished for is done with it."""
        if self._asks_for_more:
            from addon.sync.afterwards import carry_out

            carry_out(tx, self, entity_id)
        for step, text, data in self.steps:
            timeline.note(
                tx,
                self.node.id,
                entity_id,
                step,
                text,
                connection_id=self.claim.connection_id,
                event_id=self.claim.head.id,
                data=data,
            )

    def require_licence(self) -> None:
        """Hold Script and Visual connections back while nothing licenses them; raises `Later`."""
        if self.agreed.mode != "basic" and not licensing.entitlement(self.services, self.node).script_allowed:
            raise Later(LICENCE_WAIT_MS, "licence_needed")


def about(claim: Claim) -> dict[str, Any]:
    """What each log line about a claim names: tenant, connection (None for hints about the tracker), entity, event."""
    return {
        "node": claim.node_id,
        "connection": claim.connection_id or None,
        "entity": claim.entity_label or claim.entity_key,
        "direction": claim.direction,
        "event_id": claim.head.id,
    }


def open_work(services: Services, claim: Claim) -> Work:
    """Gather what the claim's steps need."""

    def read(tx: Tx) -> tuple[Node, Connection | None]:
        node = nodes.get(tx, claim.node_id)
        row = connections.find(tx, claim.node_id, claim.connection_id) if claim.connection_id else None
        return node, row

    node, row = services.ledger.read(read)
    return Work(services, claim, node, row)


def work_of_no_line(
    services: Services,
    node: Node,
    connection: Connection,
    kind: str,
    *,
    outgoing: str | None = None,
    incoming: str | None = None,
) -> Work:
    """What the steps read when no line is worked on: nothing of it is ever stored, and scripts only pretend to write.

    `outgoing` and `incoming` are drafts, run instead of the saved texts.
    """
    head = Event(0, 0, node.id, connection.id, "in", kind, None, {}, "pending", 0, "", "", "", services.now(), None)
    claim = Claim(0, node.id, connection.id, "in", "", "", None, queue.NORMAL, 0, 0, 0, 0, (head,))
    work = Work(services, claim, node, connection)
    if connection.mode == "script" and (saved := work.saved_rules) is not None:
        drafted = outgoing is not None or incoming is not None
        draft = Rules(
            saved.outgoing if outgoing is None else outgoing,
            saved.incoming if incoming is None else incoming,
            0 if drafted else saved.number,
        )
        work.use(script_rules(services, node, connection, saved, mode="preview", draft=draft))
    return work
