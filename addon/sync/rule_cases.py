"""Saved test cases of rules: an entity as it was read once, and what the rules of its connection are to make of it.

A case is made from a real entity with the texts that stand in the editor, and run again with any texts later: its
entity never changes, nothing is written, and no call is made but what a rule itself looks up. Rules of a connection
that has cases are saved only when all of them pass.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from addon.nodes import auditing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.errors import PlatformError
from addon.sandbox.launcher import SandboxUnavailable
from addon.storage import connections, jobs, nodes, rule_cases
from addon.storage.connections import Connection
from addon.storage.failures import NoSuchRow
from addon.storage.jobs import Job
from addon.storage.nodes import Node
from addon.storage.transaction import Tx
from addon.sync.gather import read_one
from addon.sync.rule_effects import differences, effects_of, given_of, mark
from addon.sync.work import work_of_no_line

KEEP, RUN = "rule_case", "rule_cases"
ACCEPTED = "accepted"
"""The cases of a run whose results are expected since; kept with its parameters."""
MOST = 50
NAME_MAX = 100
LARGEST = 512 * 1024


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise than expected; empty texts stand for nothing."""

    what: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands. `state`: passed, failed, or empty where these texts have not been tried."""

    id: int
    name: str
    entity_key: str
    created_by: str
    created_at: int
    state: str = ""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a connection, with the outcome of a run where one is named.

    `job_id` is 0 without one. `running` and `making` say that results or a new case are on their way; `problem` why
    there are none.
    """

    cases: tuple[Case, ...]
    job_id: int = 0
    running: bool = False
    making: bool = False
    problem: str = ""

    @property
    def passed(self) -> bool:
        """Whether every case has passed."""
        return not self.running and all(one.state == "passed" for one in self.cases)


def keep(
    services: Services, caller: Caller, connection_id: int, name: str, entity: str, texts: Mapping[str, str | None]
) -> int:
    """Ask for a case of this entity (key or id), expecting what these texts make of it; the job's id."""
    name = " ".join(name.split())
    if not entity.strip():
        raise Refusal("entity_missing", "Choose what to test with first.", field="entity")
    if not name or len(name) > NAME_MAX:
        raise Refusal("bad_name", f"Name the test, with at most {NAME_MAX} characters.", field="case_name")

    def work(tx: Tx) -> int:
        connections.get(tx, caller.node_id, connection_id)
        _require_room(tx, caller.node_id, connection_id)
        return _start(tx, caller, KEEP, connection_id, {"name": name, "entity": entity.strip(), **_texts(texts)})

    return services.ledger.write(work)


def start(services: Services, caller: Caller, connection_id: int, texts: Mapping[str, str | None]) -> int:
    """Ask for a run of all cases with these texts, None for what is saved; the job's id."""

    def work(tx: Tx) -> int:
        connections.get(tx, caller.node_id, connection_id)
        return _start(tx, caller, RUN, connection_id, _texts(texts))

    return services.ledger.write(work)


def listed(services: Services, node_id: int, connection_id: int, job_id: int = 0) -> Cases:
    """The cases of a connection; with a job, what came of it. A job that is gone is none."""

    def work(tx: Tx) -> Cases:
        connections.get(tx, node_id, connection_id)
        found = rule_cases.titles(tx, node_id, connection_id)
        job = _job(tx, node_id, connection_id, job_id)
        result: Mapping[str, Any] = (job.result if job is not None else None) or {}
        outcomes = _outcomes(job)
        accepted = job.parameters.get(ACCEPTED) or () if job is not None else ()
        made = tuple(_case(one, outcomes.get(one.id), one.id in accepted) for one in found)
        if job is None:
            return Cases(made)
        busy = job.state in ("queued", "running")
        problem = str(result.get("problem") or job.message) if not busy else ""
        return Cases(made, job.id, busy and job.kind == RUN, busy and job.kind == KEEP, problem)

    return services.ledger.read(work)


def passed(services: Services, node_id: int, connection_id: int, job_id: int, texts: Mapping[str, str | None]) -> bool:
    """Whether all cases of a connection have passed with exactly these texts; true where there is none."""

    def work(tx: Tx) -> bool:
        cases = rule_cases.titles(tx, node_id, connection_id)
        job = _job(tx, node_id, connection_id, job_id)
        if not cases or job is None or job.kind != RUN or job.state != "done":
            return not cases
        same = {side: job.parameters.get(side) for side in _texts(texts)} == _texts(texts)
        outcomes = _outcomes(job)
        return same and all(_is_met(tx, node_id, connection_id, one.id, outcomes.get(one.id)) for one in cases)

    return services.ledger.read(work)


def _is_met(tx: Tx, node_id: int, connection_id: int, case_id: int, outcome: Mapping[str, Any] | None) -> bool:
    """Whether what a run found is what the case expects now, which may be something else than it did then."""
    if outcome is None:
        return False
    expected = mark(rule_cases.get(tx, node_id, connection_id, case_id).expected)
    return expected == (mark(outcome["found"]) if outcome["differences"] else outcome.get("expected"))


def delete(services: Services, caller: Caller, connection_id: int, case_id: int) -> None:
    """Forget a case."""

    def work(tx: Tx) -> None:
        if rule_cases.delete(tx, caller.node_id, connection_id, case_id):
            auditing.record(tx, caller, "rule_case_deleted", connection_id=connection_id, subject=str(case_id))

    services.ledger.write(work)


def accept(services: Services, caller: Caller, connection_id: int, case_id: int, job_id: int) -> None:
    """Let a case expect what a run found; raises `Refusal` when the run is gone, or compared with something older."""

    def work(tx: Tx) -> None:
        job = _job(tx, caller.node_id, connection_id, job_id)
        outcome = _outcomes(job).get(case_id)
        if job is None or outcome is None or "found" not in outcome:
            raise Refusal("run_again", "This result is no longer here. Run the tests again.", status=409)
        if mark(rule_cases.get(tx, caller.node_id, connection_id, case_id).expected) != outcome.get("expected"):
            words = "What this test expects has been changed since it ran. Run the tests again."
            raise Refusal("run_again", words, status=409)
        rule_cases.expect(tx, caller.node_id, connection_id, case_id, outcome["found"])
        jobs.note(tx, caller.node_id, job, **{ACCEPTED: [*(job.parameters.get(ACCEPTED) or ()), case_id]})
        auditing.record(tx, caller, "rule_case_changed", connection_id=connection_id, subject=str(case_id))

    services.ledger.write(work)


def run(services: Services, row: Job) -> dict[str, Any]:
    """Carry out one of the two jobs; what keeps it from being done is a result too."""
    node, connection = services.ledger.read(
        lambda tx: (nodes.get(tx, row.node_id), connections.get(tx, row.node_id, row.connection_id))
    )
    texts = {side: row.parameters.get(side) for side in ("outgoing", "incoming")}
    try:
        return (_make if row.kind == KEEP else _run)(services, node, connection, row, texts)
    except (Refusal, PlatformError) as no:
        return {"problem": no.message}
    except SandboxUnavailable as no:
        return {"problem": str(no)}


def _make(
    services: Services, node: Node, connection: Connection, row: Job, texts: Mapping[str, str | None]
) -> dict[str, Any]:
    wanted = str(row.parameters["entity"])
    work = work_of_no_line(services, node, connection, "preview")
    local_id = work.tracker.resolve(wanted)
    entity = read_one(work, local_id) if local_id else None
    if entity is None:
        raise Refusal("entity_missing", f"There is no {wanted} here, or the sync identity cannot see it.")
    given = services.ledger.read(lambda tx: given_of(tx, connection, entity))
    if len(json.dumps(given)) > LARGEST:
        raise Refusal("too_large", f"{entity.key} is too large for a test. Choose a smaller one.")
    expected = effects_of(services, node, connection, given, texts)

    def write(tx: Tx) -> int:
        _require_room(tx, node.id, connection.id)  # several may have been asked for at once
        return rule_cases.create(
            tx,
            node.id,
            connection.id,
            name=str(row.parameters["name"]),
            entity_id=entity.id,
            entity_key=entity.key,
            given=given,
            expected=expected,
            created_by=row.created_by,
        )

    return {"made": services.ledger.write(write)}


def _require_room(tx: Tx, node_id: int, connection_id: int) -> None:
    if rule_cases.count(tx, node_id, connection_id) >= MOST:
        raise Refusal("too_many", f"There are {MOST} tests. Delete one first.", field="case_name")


def _run(
    services: Services, node: Node, connection: Connection, row: Job, texts: Mapping[str, str | None]
) -> dict[str, Any]:
    outcomes: list[dict[str, Any]] = []
    for title in services.ledger.read(lambda tx: rule_cases.titles(tx, node.id, connection.id)):
        try:
            case = services.ledger.read(lambda tx, title=title: rule_cases.get(tx, node.id, connection.id, title.id))  # type: ignore[misc]
        except NoSuchRow:
            continue  # deleted while the others ran
        found = effects_of(services, node, connection, case.given, texts)
        outcome = {"case": case.id, "expected": mark(case.expected), "differences": differences(case.expected, found)}
        outcomes.append({**outcome, "found": found} if outcome["differences"] else outcome)
        services.ledger.write(lambda tx: jobs.advance(tx, row, succeeded=1))
    return {"cases": outcomes}


def failing(services: Services, node: Node, connection_id: int, texts: Mapping[str, str | None]) -> tuple[str, ...]:
    """The names of the cases that do not pass with these texts, run now; raises `Refusal` where none can be run."""
    connection, titles = services.ledger.read(
        lambda tx: (connections.get(tx, node.id, connection_id), rule_cases.titles(tx, node.id, connection_id))
    )
    bad = []
    for title in titles:
        case = services.ledger.read(lambda tx, title=title: rule_cases.get(tx, node.id, connection_id, title.id))  # type: ignore[misc]
        try:
            found = effects_of(services, node, connection, case.given, texts)
        except (PlatformError, SandboxUnavailable) as no:
            raise Refusal("tests_not_run", f"The tests of its rules could not be run: {no}", status=503) from no
        if differences(case.expected, found):
            bad.append(case.name)
    return tuple(bad)


def _outcomes(job: Job | None) -> dict[int, dict[str, Any]]:
    """What a run found, by case; `expected` marks what it was compared with, `found` is kept where it differs."""
    return {int(one["case"]): one for one in ((job.result or {}).get("cases") or ())} if job is not None else {}


def _case(row: rule_cases.Title, outcome: Mapping[str, Any] | None, accepted: bool) -> Case:
    differences: Sequence[Sequence[str]] = outcome["differences"] if outcome is not None and not accepted else ()
    state = "" if outcome is None else "failed" if differences else "passed"
    made = tuple(Difference(*map(str, one)) for one in differences)
    return Case(row.id, row.name, row.entity_key, row.created_by, row.created_at, state, made)


def _start(tx: Tx, caller: Caller, kind: str, connection_id: int, parameters: dict[str, Any]) -> int:
    by = caller.display_name or caller.user_id
    jobs.forget(tx, caller.node_id, connection_id, kind, tx.now - 3_600_000)
    return jobs.start(tx, caller.node_id, kind, connection_id=connection_id, parameters=parameters, created_by=by).id


def _texts(texts: Mapping[str, str | None]) -> dict[str, str | None]:
    return {side: texts.get(side) for side in ("outgoing", "incoming")}


def _job(tx: Tx, node_id: int, connection_id: int, job_id: int) -> Job | None:
    if not job_id:
        return None
    try:
        found = jobs.get(tx, node_id, job_id)
    except NoSuchRow:
        return None
    return found if found.connection_id == connection_id and found.kind in (KEEP, RUN) else None
