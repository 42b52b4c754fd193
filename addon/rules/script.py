"""Script mode: each side's Groovy rules, run behind the wall by whoever is handed in, as a rule set.

Everything here is plain data in and out: variables are made of entities and replicas, the run's answer becomes a
replica or edits. The runner carries the job to the sandbox and answers the helpers' questions.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from addon.replica.entity import Entity
from addon.rules.basic import FALLBACK_TYPE, type_for
from addon.rules.changes import edits_of
from addon.rules.hints import about_missing, about_null
from addon.rules.passages import passages
from addon.rules.reading import Reading
from addon.rules.ruleset import Edits, IncomingFacts, OutgoingFacts, Replica, Traces
from addon.rules.site import Site
from addon.rules.travel import deltas, script_replica, travelling
from addon.rules.variables import BY_RULE, aliases, blank_variable, entity_variable

Side = Literal["outgoing", "incoming"]
Translate = Callable[[Mapping[str, Any], Mapping[str, Any] | None, bool], Edits]
"""(changed properties, the entity's variables before, None: at the start, whether it is to be made) -> edits."""


class Runner(Protocol):
    """Carries out a job of the sandbox and answers the helpers' questions meanwhile."""

    def __call__(self, job: dict[str, Any], side: Side, rehearsal: bool, translate: Translate | None) -> dict[str, Any]:
        """The job's answer. A rehearsal writes nothing.

        When the run stored the entity, `stored` holds its variables from then on, and `changes` only what came after.
        """


NULLS = frozenset({"java.lang.NullPointerException"})
"""Errors that a name which is not there leads to."""
SPOKEN: Mapping[str, tuple[str, ...]] = {
    "parent": ("parentId",),
    "type": ("typeName",),
    "timetracking": ("originalEstimate", "remainingEstimate"),
}
"""What rules call fields that they do not write by their names."""
ENTITY_TYPE = {"jira": "issue", "azuredevops": "workItem"}


class ScriptFailed(Exception):
    """A rule threw, met a limit, or is no valid script. `kind` is the answer's status: error, limit, compile-error.

    `journal` may hold what the run wrote to the timeline before it failed: (step, text, data).
    """

    def __init__(self, side: Side, kind: str, error: Mapping[str, Any], number: int = 0) -> None:
        self.side = side
        self.kind = kind
        self.class_name = str(error.get("class") or "Error")
        self.said = str(error.get("message") or "")
        self.line: int | None = error.get("line")
        self.column: int | None = error.get("column")
        self.snippet = str(error.get("snippet") or "")
        self.frames = tuple(f"{name} (line {line})" for name, line in error.get("frames") or ())
        self.reason = str(error.get("reason") or kind)
        self.number = number
        self.journal: list[tuple[str, str, dict[str, Any]]] = []
        super().__init__(self.words)

    @property
    def words(self) -> str:
        """What happened and where, in one sentence."""
        where = f", line {self.line}" if self.line else ""
        said = self.said if self.kind != "error" else f"{self.class_name.rpartition('.')[2]}: {self.said}"
        return f"The {self.side} rules{where}: {said}"


@dataclass(frozen=True, slots=True)
class Rules:
    """The two texts, and their version (0: a draft)."""

    outgoing: str
    incoming: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class ScriptRules:
    """The rules of one side in Script mode.

    `partner_kind` says in which markup arriving texts read; `connection` and `sync_request` are the variables of these
    names; `share_internal` lets internal and restricted comments leave.
    """

    rules: Rules
    site: Site
    partner_kind: str
    run: Runner
    connection: Mapping[str, Any] = field(default_factory=dict)
    sync_request: Mapping[str, Any] = field(default_factory=dict)
    share_internal: bool = False

    def outgoing(self, entity: Entity, facts: OutgoingFacts) -> Replica | None:
        """What the script put into `replica`; None when it put nothing in, whatever it did before."""
        shown = entity_variable(entity, self.site, facts.traces)
        self._leave_out(shown, facts.traces)
        job = self._job(self.rules.outgoing, shown, facts.first_sync, facts.previous, entity.key)
        answer = self._answer(job, "outgoing", facts.rehearsal)
        if "no_replica" in answer:
            said = (
                f"replica was set to {answer['no_replica']}, which is none. Put fields into it, such as "
                "replica.summary = …; to send nothing, return before anything is in it."
            )
            raise ScriptFailed("outgoing", "result", {"message": said}, self.rules.number)
        made = travelling(answer.get("replica"))
        if not made:
            return None
        hidden = {one.id for one in entity.comments or () if one.internal or one.restricted is not None}
        if isinstance(made.get("comments"), list):
            listed = made["comments"]
            made["comments"] = [one for one in listed if self.share_internal or not _is_hidden(one, hidden)]
            for one in made["comments"]:  # shared, and still not for everybody, whatever the script made of it
                if _is_hidden(one, hidden):
                    one["internal"] = True
        return {"id": entity.id, "key": entity.key, "url": entity.url, **made}

    def incoming(self, replica: Replica, local: Entity | None, facts: IncomingFacts) -> Edits:
        """What the script changed on the entity, and nothing else."""
        shown = self.shown(local, facts)
        job = self._job(self.rules.incoming, shown, facts.first_sync, facts.previous, str(shown.get("key") or ""))
        job["replica"] = script_replica(replica, self.partner_kind)
        job["replica"] |= deltas(replica, job["replica"], facts)

        def translate(changes: Mapping[str, Any], before: Mapping[str, Any] | None, creating: bool) -> Edits:
            return self.edits(changes, shown if before is None else before, replica, facts, creating=creating)

        answer = self._answer(job, "incoming", False, translate)
        stored = answer.get("stored")
        if stored is not None:
            return translate(answer.get("changes") or {}, stored, False)
        return translate(answer.get("changes") or {}, None, local is None)

    def meaning(self, replica: Replica, facts: IncomingFacts, names: Iterable[str]) -> Mapping[str, Any]:
        """What the script would set on an empty entity; nothing when it fails there."""
        shown = blank_variable(self.site)
        job = self._job(self.rules.incoming, shown, False, facts.previous, "")
        job["replica"] = script_replica(replica, self.partner_kind)
        job["replica"] |= deltas(replica, job["replica"], facts)
        try:
            answer = self._answer(job, "incoming", True)
        except ScriptFailed:
            return {}
        found = self.edits(answer.get("changes") or {}, shown, replica, facts, creating=True).fields
        return {**dict.fromkeys(self.dealt_with(names)), **found}

    def shown(self, local: Entity | None, facts: IncomingFacts) -> dict[str, Any]:
        """The entity as the incoming script gets it."""
        return blank_variable(self.site) if local is None else entity_variable(local, self.site, facts.traces)

    def edits(
        self,
        changes: Mapping[str, Any],
        shown: Mapping[str, Any],
        replica: Replica,
        facts: IncomingFacts,
        *,
        creating: bool,
    ) -> Edits:
        """The edits behind a run's changes; of an entity that is to be made, with project and type filled in."""
        reading = Reading(self.site, _as_left(shown), replica, facts, creating)
        found = edits_of(changes, reading)
        if not creating or found.connect_to:
            return found
        project = self.site.project
        same = project is not None and found.project_id in ("", project.id, project.key, project.name)
        named = found.type_name or type_for(replica, facts, FALLBACK_TYPE.get(self.site.kind))
        return replace(
            found,
            project_id=facts.project_id if same or not found.project_id else found.project_id,
            type_name=named,
        )

    def touched(self, names: Iterable[str]) -> list[str]:
        """Of these fields, those that go both ways: both texts speak of them, by any of their names."""
        return [one for one in self.dealt_with(names) if self._speaks_of(self.rules.outgoing, one)]

    def dealt_with(self, names: Iterable[str]) -> list[str]:
        """Of these fields, those that the incoming text speaks of, by any of their names."""
        return [one for one in names if self._speaks_of(self.rules.incoming, one)]

    def leave_by(self, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The parts of the replica by which these fields leave, as far as the outgoing text says it."""
        return passages(self.rules.outgoing, self._called(names))

    def arrive_by(self, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The parts of the replica of which the incoming text makes these fields."""
        return passages(self.rules.incoming, self._called(names))

    def _called(self, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        names_of, references = self.site.names, self.site.references
        return {
            one: (names_of.get(one, ""), references.get(one, ""), one.removeprefix("customfield_"), *self._spoken(one))
            for one in names
        }

    def _spoken(self, name: str) -> tuple[str, ...]:
        return ("sprint",) if name and name == self.site.sprints else SPOKEN.get(name, ())

    def speak_of(self, names: Iterable[str]) -> frozenset[str]:
        """Of these names, those that one of the texts has in it."""
        return frozenset(one for one in names if one in self.rules.outgoing or one in self.rules.incoming)

    def _speaks_of(self, text: str, name: str) -> bool:
        return any(one in text for one in (name, self.site.names.get(name) or name, *self._spoken(name)))

    def _job(
        self, source: str, shown: dict[str, Any], first_sync: bool, previous: Replica | None, key: str
    ) -> dict[str, Any]:
        return {
            "kind": "run",
            "name": "Rules",
            "source": source,
            "helpers": True,
            "platform": self.site.kind,
            "entity": shown,
            "aliases": aliases(shown["customFields"]),
            "bindings": {
                "firstSync": first_sync,
                "previous": None if previous is None else script_replica(previous, self.partner_kind),
                "issueKey": {"id": shown.get("id"), "urn": key, "key": key} if key else None,
                "entityType": ENTITY_TYPE[self.site.kind],
                "connection": dict(self.connection),
                "relation": dict(self.connection),
                "blobMetadataList": [],
                **({name: shown for name in ("issueBeforeScript", "entityBeforeScript") if name in source}),
                "syncRequest": dict(self.sync_request),
                "traces": [
                    {"localId": one["id"], "remoteId": one["remoteId"], "type": kind}
                    for kind in ("comments", "attachments", "workLogs")
                    for one in shown.get(kind) or ()
                    if one.get("remoteId")
                ],
            },
        }

    def _answer(
        self, job: dict[str, Any], side: Side, rehearsal: bool, translate: Translate | None = None
    ) -> dict[str, Any]:
        answer = self.run(job, side, rehearsal, translate)
        if answer.get("status") != "ok":
            error = self._with_hints(answer.get("error") or {}, job)
            raise ScriptFailed(side, str(answer.get("status")), error, self.rules.number)
        return answer

    def _with_hints(self, error: Mapping[str, Any], job: Mapping[str, Any]) -> Mapping[str, Any]:
        """The error, with the names that are not there where a line met null, else with what there is instead."""
        line, lines = error.get("line"), re.split(r"\r\n|\r|\n", str(job["source"]))
        words = about_missing(str(error.get("message") or ""))
        if error.get("class") in NULLS and isinstance(line, int) and 0 < line <= len(lines):
            words = about_null(lines[line - 1], self.site, job.get("replica") or {})
        return {**error, "message": f"{error.get('message') or ''}. {words}"} if words else error

    def _leave_out(self, shown: dict[str, Any], traces: Traces) -> None:
        """Comments and work logs that a rule wrote here are not the partner's business."""
        for name, known in (("comments", traces.comments), ("workLogs", traces.worklogs)):
            if shown.get(name):
                listed = shown[name]
                shown[name] = [one for one in listed if not str(known.get(one["id"], "")).startswith(BY_RULE)]


def _as_left(shown: Mapping[str, Any]) -> dict[str, Any]:
    """Variables as they would come back untouched: rich values without their reading."""
    return {name: _without_reading(value) for name, value in shown.items()}


def _without_reading(value: Any) -> Any:
    if isinstance(value, dict):
        if "$rich" in value:
            return {"$rich": value["$rich"]}
        return {name: _without_reading(one) for name, one in value.items()}
    return [_without_reading(one) for one in value] if isinstance(value, list) else value


def _is_hidden(one: Any, hidden: set[str]) -> bool:
    return isinstance(one, dict) and (bool(one.get("internal")) or str(one.get("id")) in hidden)
