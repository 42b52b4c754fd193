"""Carries a rule set's jobs to the sandbox for one line of the pipeline, and writes down what the runs said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from addon.nodes.services import Services
from addon.replica.entity import Entity
from addon.rules.script import Side, Translate
from addon.rules.site import Site
from addon.storage.connections import Connection
from addon.storage.nodes import Node
from addon.sync.helpers.record import Record
from addon.sync.helpers.session import Mode, Session, Wishes

MOST_LINES = 100
LONGEST_LINE = 2_000
Note = tuple[str, str, dict[str, Any]]


@dataclass
class LineRunner:
    """Runs jobs for one claim. `entity`, `remote_id` and `storing` are set before the rules are asked.

    `last` is the session of the last run that was no rehearsal; `journal` what it wrote for the timeline.
    `imagines`: `store` shows what it would write and goes on; else, when nothing is written, it leaves all to the end.
    """

    services: Services
    node: Node
    connection: Connection
    site: Site
    number: int = 0
    event_id: int = 0
    mode: Mode = "live"
    hosts: tuple[str, ...] = ()
    entity: Entity | None = None
    remote_id: str = ""
    storing: Callable[[Session, Mapping[str, Any]], Mapping[str, Any]] | None = None
    imagines: bool = False
    last: Session | None = None
    journal: list[Note] = field(default_factory=list)

    def __call__(self, job: dict[str, Any], side: Side, rehearsal: bool, translate: Translate | None) -> dict[str, Any]:
        """One run. Raises `SandboxUnavailable`, and `PlatformError` for trouble that is waited out."""
        record = Record(self.services.ledger, self.node.id, self.connection.id, self.event_id, side)
        session = Session(
            self.services,
            self.node,
            self.connection,
            self.site,
            side,
            "rehearsal" if rehearsal else self.mode,
            entity=self.entity,
            remote_id=self.remote_id,
            hosts=self.hosts,
            record=record if self.event_id else None,
            translate=translate,
            storing=self.storing,
        )
        answer = self.services.scripts.execute(job, session)
        if not rehearsal:
            self.last = session
            self.journal = journal_of(answer, side, self.number, [*session.notes, *record.notes])
        if session.stored is not None:
            answer["stored"] = session.stored
        return answer

    @property
    def wishes(self) -> Wishes:
        """What the last run asked for."""
        return self.last.wishes if self.last is not None else Wishes()


def journal_of(answer: Mapping[str, Any], side: Side, number: int, notes: list[str]) -> list[Note]:
    """A run for the timeline: which version ran, what it logged, its warnings."""
    what = f"version {number}" if number else "a draft"
    made: list[Note] = [("rules", f"Ran {what} of the {side} rules.", {"version": number, "side": side})]
    made += [("rules", one, {"side": side}) for one in notes]
    for level, said in (answer.get("log") or ())[:MOST_LINES]:
        made.append(("log", short(said), {"level": str(level), "side": side}))
    if answer.get("stdout"):
        made.append(("log", short(answer["stdout"]), {"level": "info", "side": side}))
    made += [("warning", short(one), {"side": side}) for one in (answer.get("warnings") or ())[:MOST_LINES]]
    return made


def short(said: Any) -> str:
    """A line as the timeline keeps it."""
    line = "null" if said is None else str(said)
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "…"
