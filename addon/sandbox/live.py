"""A real run in the locked child: entity and replica in, changes and replica out, helpers asked of the parent."""

from collections.abc import Mapping
from typing import Any

from addon.sandbox.shapes import failure
from addon.scripting.errors import LimitExceeded, throw
from addon.scripting.host import wire
from addon.scripting.host.bags import Bag, to_host
from addon.scripting.host.entities import EntityBag, ReplicaBag, Watched, known_names
from addon.scripting.host.old_names import KeyBag
from addon.scripting.host.other_helpers import store
from addon.scripting.host.variables import helper_variables
from addon.scripting.limits import Meter, metered
from addon.scripting.program import Program
from addon.scripting.semantics.texts import text
from addon.scripting.values.characters import outward
from addon.scripting.values.maps import MAP_TYPES

MIB = 1024 * 1024
LARGEST_OUTPUT = 4 * MIB
LARGEST_ENTITY = 16 * MIB
TO_ANSWER = 0.5
MOST_SHOWN = 100
ENTITY_NAMES = ("issue", "workItem", "entity")
KINDS: dict[str, type[Bag]] = {"replica": ReplicaBag, "previous": ReplicaBag, "issueKey": KeyBag}
"""Variables that know more than a plain bag."""


class ParentServices:
    """Asks the parent process, which knows for whom this run acts."""

    drops_on_null = False

    def __init__(self, parent: Any, watched: Watched | None) -> None:
        self._parent = parent
        self._watched = watched

    def ask(self, run: Any, name: str, arguments: list[Any]) -> Any:
        if name == "store":
            return self._store(run, arguments[0])
        budget = wire.Budget(LARGEST_OUTPUT)
        found = self._call(name, [wire.to_wire(one, budget) for one in arguments])
        run.meter.allocate(64)
        return wire.to_maps(found) if name.startswith("httpClient.") else to_host(found)

    def _store(self, run: Any, entity: Any) -> Any:
        if self._watched is None or entity is not self._watched.entity:
            throw("IllegalArgumentException", "store(...) wants the issue or work item of this run")
        written = self._call("store", [self._watched.changes()])
        self._watched.settle(written if isinstance(written, dict) else {})
        return entity

    def _call(self, name: str, arguments: list[Any]) -> Any:
        reply = self._parent.call(name, arguments)
        if "limit" in reply:
            raise LimitExceeded(*reply["limit"])
        if "throw" in reply:
            throw(*reply["throw"])
        return wire.inward_value(reply.get("value"))


def run_live(program: Program, job: dict[str, Any], parent: Any) -> dict[str, Any]:
    """Run a rule on real data.

    `job["bindings"]`: variables as wire JSON; `job["entity"]`: the local entity, bound to issue, workItem and
    entity; `job["aliases"]`: other names of custom fields; `job["platform"]`: jira or azuredevops; `job["replica"]`:
    the incoming replica, empty for outgoing.
    The answer: status, error, log, stdout, warnings, `changes` of the entity, and of an outgoing run `replica`, or
    `no_replica`: what the script put in its place that is none.
    """
    warnings: list[str] = []
    variables = {name: to_host(wire.inward_value(one), name) for name, one in job.get("bindings", {}).items()}
    watched = None
    if job.get("entity") is not None:
        held = to_host(wire.inward_value(job["entity"]))
        own = "issue" if job["platform"] == "jira" else "workItem"
        watched = Watched(
            EntityBag(held.data, own, known_names(job["platform"]), warnings), LARGEST_ENTITY, job.get("aliases")
        )
        variables.update(dict.fromkeys(ENTITY_NAMES, watched.entity))
    variables["replica"] = to_host(wire.inward_value(job.get("replica") or {"customFields": {}, "customKeys": {}}))
    for name, kind in KINDS.items():
        if isinstance(variables.get(name), Bag):
            variables[name] = kind(variables[name].data)
    services = ParentServices(parent, watched)
    variables.update(helper_variables(services))
    gauge = Meter()
    outcome = program.run(variables, gauge, {"store": store}, services)
    parent.deadline.allow(TO_ANSWER)
    made: dict[str, Any] = {
        "status": outcome.status,
        "warnings": warnings,
        "log": outcome.logs,
        "stdout": outcome.output,
    }
    if outcome.failure is not None:
        made["error"] = failure(outcome.failure, outcome.reason)
    with metered(gauge):
        if outcome.status == "ok":
            if watched is not None:
                warnings += _replaced(outcome.variables, watched.entity)
            made["changes"] = watched.changes() if watched is not None else {}
            if job.get("replica") is None:
                left = outcome.variables.get("replica")
                fits = left is None or isinstance(left, (Bag, *MAP_TYPES))
                made["replica"] = wire.to_wire(left, wire.Budget(LARGEST_OUTPUT)) if fits else None
                if not fits:
                    made["no_replica"] = outward(text(left))[:MOST_SHOWN]
    return made


def _replaced(variables: Mapping[str, Any], entity: Any) -> list[str]:
    """Words for a variable that was to be written into and holds something else now."""
    return [
        f"{name} was set to something else as a whole, which writes nothing. Write into it, such as {name}.summary = …"
        for name in ENTITY_NAMES
        if variables.get(name) is not entity
    ]
