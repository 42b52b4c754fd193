"""Triggers as administrators see and change them; each query is checked with the tracker when it is saved."""

from dataclasses import dataclass
from typing import Any

from addon.connections import tracker_words
from addon.nodes import auditing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.platforms.base import Project, TriggerQuery
from addon.platforms.errors import PlatformError, Reason
from addon.storage import connections, errors, hooks, overview, schedules, triggers
from addon.storage.transaction import Tx
from addon.storage.triggers import Trigger

QUERY_MAX, NOTES_MAX = 8000, 2000


@dataclass(frozen=True, slots=True)
class TriggerRow:
    """One trigger in the list."""

    id: int
    connection_id: int
    connection_name: str
    entity_type: str
    query: str
    project: Project | None
    notes: str
    active: bool
    problem: str
    version: int


@dataclass(frozen=True, slots=True)
class TriggerDraft:
    """What the form holds; `id` None makes a new one."""

    connection_id: int
    query: str
    project_id: str = ""
    notes: str = ""
    active: bool = True
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class QueryCheck:
    """How many entities match now (None: the tracker does not count), or what is wrong with the query."""

    count: int | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class TriggerPage:
    """Some triggers by connection, how many there are (counted no further than 1,000), where the next page begins."""

    rows: tuple[TriggerRow, ...]
    total: int
    more_after: str | None


def page(
    services: Services, node_id: int, *, connection_id: int = 0, search: str = "", after: str = "", limit: int = 50
) -> TriggerPage:
    """Triggers of the node, or of one connection; `search` is a part of query, project or notes."""

    def work(tx: Tx) -> TriggerPage:
        found = triggers.list_page(
            tx, node_id, connection_id=connection_id or None, search=search, after=after, limit=limit
        )
        names = overview.names(tx, node_id, sorted({one.connection_id for one in found.items}))
        return TriggerPage(
            tuple(_row(one, names.get(one.connection_id, "")) for one in found.items), found.total, found.after
        )

    return services.ledger.read(work)


def get(services: Services, node_id: int, trigger_id: int) -> TriggerRow:
    """One trigger; raises `NoSuchRow`."""

    def work(tx: Tx) -> TriggerRow:
        found = triggers.get(tx, node_id, trigger_id)
        return _row(found, overview.names(tx, node_id, [found.connection_id]).get(found.connection_id, ""))

    return services.ledger.read(work)


def check(services: Services, caller: Caller, draft: TriggerDraft) -> QueryCheck:
    """Ask the tracker whether the query holds and what it matches now; writes nothing."""
    return _asked(services, caller, _query(services, caller, draft))


def matches(services: Services, caller: Caller, trigger_id: int) -> QueryCheck:
    """Ask the tracker what a stored trigger matches now; writes nothing. Raises `NoSuchRow`, `Refusal`."""
    found = services.ledger.read(lambda tx: triggers.get(tx, caller.node_id, trigger_id))
    return _asked(services, caller, TriggerQuery(found.query, found.project_id))


def _asked(services: Services, caller: Caller, query: TriggerQuery) -> QueryCheck:
    try:
        return QueryCheck(services.trackers.open(caller.node_id).check_query(query))
    except PlatformError as problem:
        if problem.reason is Reason.BAD_QUERY:
            return QueryCheck(None, problem.message)
        raise Refusal(
            str(problem.reason),
            f"The query could not be checked: {tracker_words.of(problem)}",
            field="query",
            status=409,
        ) from problem


def save(services: Services, caller: Caller, draft: TriggerDraft) -> QueryCheck:
    """Check and store; raises `Refusal` with field `query` when the tracker does not accept it."""
    checked = check(services, caller, draft)
    if checked.problem:
        raise Refusal("bad_query", checked.problem, field="query")
    if len(draft.notes) > NOTES_MAX:
        raise Refusal("too_long", f"Use at most {NOTES_MAX:,} characters.", field="notes")
    name = _project_name(services, caller, draft)

    def work(tx: Tx) -> None:
        values: dict[str, Any] = {
            "query": draft.query.strip(),
            "project_id": draft.project_id,
            "project_name": name,
            "notes": draft.notes.strip(),
            "active": draft.active,
        }
        connections.get(tx, caller.node_id, draft.connection_id)
        if draft.id is None:
            kind = "work item" if caller.kind == "azuredevops" else "issue"
            by = caller.display_name or caller.user_id
            saved = triggers.create(tx, caller.node_id, draft.connection_id, created_by=by, entity_type=kind, **values)
        else:
            before = triggers.get(tx, caller.node_id, draft.id)
            values["connection_id"] = draft.connection_id
            saved = triggers.update(tx, caller.node_id, draft.id, expected_version=draft.version, **values)
            if before.connection_id != saved.connection_id:
                hooks.no_longer(tx, caller.node_id, before.connection_id, "trigger", str(saved.id))
        _needs_hooks(tx, caller, saved)
        errors.resolve_matching(tx, caller.node_id, "mended", impact="trigger", trigger_id=saved.id)
        _record(tx, caller, "trigger_saved", saved)

    services.ledger.write(work)
    return checked


def switch(services: Services, caller: Caller, trigger_id: int, on: bool) -> None:
    """Switch a trigger on or off; off, it starts nothing and queues nothing."""

    def work(tx: Tx) -> None:
        saved = triggers.update(tx, caller.node_id, trigger_id, active=on)
        _needs_hooks(tx, caller, saved)
        _record(tx, caller, "trigger_on" if on else "trigger_off", saved)

    services.ledger.write(work)


def delete(services: Services, caller: Caller, trigger_id: int) -> None:
    """Remove a trigger; pairs that it started go on."""

    def work(tx: Tx) -> None:
        found = triggers.get(tx, caller.node_id, trigger_id)
        hooks.no_longer(tx, caller.node_id, found.connection_id, "trigger", str(found.id))
        triggers.delete(tx, caller.node_id, trigger_id)
        errors.resolve_matching(tx, caller.node_id, "removed", impact="trigger", trigger_id=trigger_id)
        schedules.run_soon(tx, caller.node_id, "hooks")
        _record(tx, caller, "trigger_deleted", found)

    services.ledger.write(work)


def _query(services: Services, caller: Caller, draft: TriggerDraft) -> TriggerQuery:
    if not draft.query.strip() and caller.kind == "jira":
        raise Refusal("query_missing", "Enter a JQL query, for example project = SUP.", field="query")
    if len(draft.query) > QUERY_MAX:
        raise Refusal("too_long", f"Use at most {QUERY_MAX:,} characters.", field="query")
    if caller.kind == "azuredevops" and not draft.project_id:
        raise Refusal("project_missing", "Select a project.", field="project_id")
    services.ledger.read(lambda tx: connections.get(tx, caller.node_id, draft.connection_id))
    return TriggerQuery(draft.query.strip(), draft.project_id)


def _project_name(services: Services, caller: Caller, draft: TriggerDraft) -> str:
    if not draft.project_id:
        return ""
    found = services.trackers.open(caller.node_id).project(draft.project_id)
    if found is None:
        raise Refusal("project_gone", "This project is gone. Select another.", field="project_id")
    return found.name


def _needs_hooks(tx: Tx, caller: Caller, saved: Trigger) -> None:
    if caller.kind != "azuredevops":
        return
    hooks.no_longer(tx, caller.node_id, saved.connection_id, "trigger", str(saved.id))
    if saved.active:
        hooks.need(tx, caller.node_id, saved.project_id, saved.connection_id, "trigger", str(saved.id))
    schedules.run_soon(tx, caller.node_id, "hooks")


def _row(one: Trigger, connection_name: str) -> TriggerRow:
    return TriggerRow(
        one.id,
        one.connection_id,
        connection_name,
        one.entity_type,
        one.query,
        Project(one.project_id, one.project_name, one.project_name) if one.project_id else None,
        one.notes,
        one.active,
        one.problem,
        one.version,
    )


def _record(tx: Tx, caller: Caller, action: str, one: Trigger) -> None:
    auditing.record(
        tx,
        caller,
        action,
        connection_id=one.connection_id,
        subject=one.query[:200],
    )
