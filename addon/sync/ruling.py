"""Run the incoming rules on a request: from a replica and the local entity to what is wanted here."""

from dataclasses import replace

from addon.connections.naming import numbered
from addon.nodes.refusals import Refusal
from addon.replica.values import EntityRef
from addon.rules.ruleset import Edits, IncomingFacts
from addon.rules.script import ScriptFailed
from addon.storage import twins
from addon.sync import imagining, storing
from addon.sync.afterwards import remember
from addon.sync.gather import Pair, twin_of_remote
from addon.sync.helpers.session import Wishes
from addon.sync.incoming import Request, connect_with
from addon.sync.labels import with_labels_as_here
from addon.sync.people import with_people_from_here
from addon.sync.subtasks import with_place
from addon.sync.tracing import all_traces
from addon.sync.work import Work


def decide(work: Work, request: Request) -> tuple[Request, Edits]:
    """What the incoming rules want; they never see anything but the replica, the entity and a few facts.

    The request comes back as the rules left it: with the entity that they stored, or that they want to connect with.
    """
    again = work.runner is not None and request.local is not None and storing.stored_before(work)
    before = replace(request, local=None, pair=Pair(None, {}, ())) if again else request
    facts = facts_of(work, before)
    runner = work.runner
    if runner is None:
        edits = work.rules.incoming(request.replica, request.local, facts)
        return request, with_place(work, request, with_labels_as_here(work, request.local, edits))
    store = imagining.Imagined(work, before) if runner.imagines else storing.Store(work, before)
    runner.entity, runner.remote_id = before.local, request.remote_id
    runner.storing = store if runner.mode == "live" or runner.imagines else None
    try:
        edits = work.rules.incoming(request.replica, before.local, facts)
    except ScriptFailed as failed:
        failed.journal = runner.journal
        raise
    work.steps += runner.journal
    followed = edits.links_followed or runner.wishes.links_followed
    edits = replace(edits, links=(*edits.links, *runner.wishes.links), links_followed=followed)
    edits = with_people_from_here(work, edits, request.replica)
    edits = _with_parent(work, before, with_labels_as_here(work, before.local, edits), runner.wishes)
    for note in edits.notes:
        work.note("warning", note)
    remember(work, runner.wishes)
    after = store.request if store.request is not before else request
    if after.local is None and edits.connect_to:
        after = replace(after, local=connect_with(work, edits.connect_to))
        work.note("connect", f"The rules pair this with {after.local.key if after.local else edits.connect_to}.")
        edits = replace(edits, project_id="", type_name="", connect_to=None)
    elif after.local is None:
        edits = with_place(work, after, replace(edits, project_id=_project_id(work, edits.project_id)))
    return replace(after, stored=store.decided), edits


def _with_parent(work: Work, request: Request, edits: Edits, wishes: Wishes) -> Edits:
    """The parent that the rules linked, when it is paired; what is not paired yet is waited for.

    A parent that is gone over there goes here where both sides had agreed on theirs: one that was only set here stays.
    """
    fields, notes = dict(edits.fields), list(edits.notes)
    for link in edits.links:
        if link.kind != "parent":
            wanted = link.remote_id and not link.local_id and not link.removed
            if wanted and twin_of_remote(work, link.remote_id) is None:
                wishes.waits_for.append(link.remote_id)  # the rules run again once it is paired
            continue
        if link.removed:
            if "parent" in request.pair.baseline:
                fields["parent"] = None
            continue
        twin = twin_of_remote(work, link.remote_id)
        if twin is not None and twin.state == "local_deleted":
            notes.append(f"{numbered(twin.local_key)} was deleted here: it cannot be the parent.")
        elif twin is not None:
            fields["parent"] = EntityRef(twin.local_id, twin.local_key)
        else:
            wishes.waits_for.append(link.remote_id)
            notes.append("The parent is not paired yet; it is set as soon as it is.")
    return replace(edits, fields=fields, notes=tuple(notes))


def facts_of(work: Work, request: Request) -> IncomingFacts:
    """What the incoming rules may know."""
    connection, traces = work.agreed, request.pair.traces
    types: tuple[str, ...] = ()
    if request.local is None:
        types = tuple(one.name for one in work.tracker.entity_types(connection.project_id))
    written = {
        one.remote_id: (one.local_id, one.remote_hash)
        for one in traces
        if one.kind == "comment" and one.origin == "remote"
    }
    own = {one.local_id for one in traces if one.kind == "comment" and one.origin == "local"}
    if request.local is not None:
        own |= {one.id for one in request.local.comments or ()}
    twin = request.pair.twin
    previous = None
    if work.runner is not None and twin is not None:
        previous = work.services.ledger.read(lambda tx: twins.replica(tx, work.node.id, twin.id, "received"))
    return IncomingFacts(
        first_sync=request.first_sync,
        project_id=connection.project_id,
        types=types,
        partner_name=connection.remote_name,
        written=written,
        own=frozenset(own),
        copies=frozenset(one.remote_id for one in traces if one.kind == "comment" and one.origin == "local"),
        files=frozenset(one.remote_id for one in traces if one.kind == "attachment"),
        received=frozenset(one.remote_id for one in traces if one.kind == "attachment" and one.origin == "remote"),
        traces=all_traces(traces),
        logged={
            one.remote_id: (one.local_id, one.local_hash)
            for one in traces
            if one.kind == "worklog" and one.origin == "remote"
        },
        previous=previous if isinstance(previous, dict) else None,
    )


def _project_id(work: Work, given: str) -> str:
    """The id of the project that the rules named."""
    if given in ("", work.agreed.project_id):
        return work.agreed.project_id
    found = work.tracker.project(given)
    if found is None:
        raise Refusal(
            "project_missing",
            f"The rules create in the project {given}, which cannot be seen here. Fix the rules, then retry.",
        )
    return found.id
