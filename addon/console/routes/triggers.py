"""Triggers: which unpaired entities start to sync."""

import flask
from werkzeug.datastructures import MultiDict

from addon.connections import connection, triggers
from addon.console import pages
from addon.console.configuration import services
from addon.console.routes.bulk import carried_out
from addon.console.routes.connections import connection_names, project_fields
from addon.console.sentences import count
from addon.console.words import words_of
from addon.nodes.refusals import Refusal
from addon.web.addresses import whole
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("triggers", __name__)

CHANGED = "triggers-changed"
PAGE_SIZE = 50
Form = dict[str, str]
FIELDS = (
    "id",
    "connection_id",
    "query",
    "project_id",
    "project_key",
    "project_name",
    "project_default",  # what the connection filled in; another connection fills in its own while it still stands
    "notes",
    "active",
    "version",
)


@blueprint.get("/console/triggers")
@takes(Token.CONSOLE, admin=True)
def tab() -> flask.Response:
    """The tab."""
    return pages.page("triggers", "triggers/page.html", **_listed())


@blueprint.get("/console/triggers/list")
@takes(Token.CONSOLE, admin=True)
def rows() -> flask.Response:
    """The rows."""
    return pages.fragment("triggers/list.html", **_listed())


@blueprint.get("/console/triggers/new")
@takes(Token.CONSOLE, admin=True)
def new() -> flask.Response:
    """An empty form, for one connection where the row menu of it was used or there is no other."""
    chosen = flask.request.args.get("connection", default=0, type=whole)
    usable = connection_names(chosen)
    if not chosen and len(usable) == 1:
        chosen = next(iter(usable))
    form = {"connection_id": str(chosen or ""), "active": "1"}
    if chosen:
        form |= _incoming_project(chosen)
    return _form(form)


@blueprint.get("/console/triggers/project")
@takes(Token.CONSOLE, admin=True)
def project() -> flask.Response:
    """The field of the project after another connection was chosen: its incoming one, unless a person chose another."""
    args = flask.request.args
    form = {name: args.get(name, "").strip() for name in FIELDS}
    chosen = args.get("connection_id", default=0, type=whole)
    if chosen and form["project_id"] == form["project_default"]:
        form |= _incoming_project(chosen)
    return pages.fragment("triggers/project.html", form=form, faults={})


@blueprint.get("/console/triggers/<int:trigger_id>")
@takes(Token.CONSOLE, admin=True)
def edit(trigger_id: int) -> flask.Response:
    """The form of a trigger."""
    row = triggers.get(services(), pages.caller().node_id, trigger_id)
    return _form(
        {
            "id": str(row.id),
            "connection_id": str(row.connection_id),
            "query": row.query,
            "notes": row.notes,
            "active": "1" if row.active else "",
            "version": str(row.version),
            **project_fields(row.project),
        }
    )


@blueprint.get("/console/triggers/<int:trigger_id>/matches")
@takes(Token.CONSOLE, admin=True)
def matches(trigger_id: int) -> flask.Response:
    """What a stored trigger matches now, for its row."""
    try:
        outcome = triggers.matches(services(), pages.caller(), trigger_id)
    except Refusal as refusal:
        outcome = triggers.QueryCheck(None, refusal.message)
    return pages.fragment("triggers/matches.html", outcome=outcome, trigger_id=trigger_id)


@blueprint.post("/console/triggers/check")
@takes(Token.CONSOLE, admin=True)
def check() -> flask.Response:
    """Ask the tracker what the query matches now; nothing is stored."""
    form = _typed()
    try:
        return _form(form, outcome=triggers.check(services(), pages.caller(), _draft(form)))
    except Refusal as refusal:
        return _form(form, refusal=refusal)


@blueprint.post("/console/triggers/save")
@takes(Token.CONSOLE, admin=True, changes=True)
def save() -> flask.Response:
    """Check and store."""
    form = _typed()
    try:
        outcome = triggers.save(services(), pages.caller(), _draft(form))
    except Refusal as refusal:
        return _form(form, refusal=refusal)
    return pages.done(f"Trigger saved. {_matching(outcome)}", CHANGED)


@blueprint.post("/console/triggers/<int:trigger_id>/switch")
@takes(Token.CONSOLE, admin=True, changes=True)
def switch(trigger_id: int) -> flask.Response:
    """Turn a trigger on or off, at once."""
    on = flask.request.form.get("active") == "1"
    triggers.switch(services(), pages.caller(), trigger_id, on)
    response = pages.fragment("triggers/list.html", **_listed())
    return pages.tell(response, toast="Trigger is on" if on else "Trigger is off. It starts nothing and queues nothing")


@blueprint.get("/console/triggers/<int:trigger_id>/ask")
@takes(Token.CONSOLE, admin=True)
def ask(trigger_id: int) -> flask.Response:
    """The question before a trigger is deleted."""
    return pages.fragment("triggers/delete.html", trigger=triggers.get(services(), pages.caller().node_id, trigger_id))


@blueprint.post("/console/triggers/<int:trigger_id>/delete")
@takes(Token.CONSOLE, admin=True, changes=True)
def delete(trigger_id: int) -> flask.Response:
    """Delete a trigger; what is paired stays paired."""
    triggers.delete(services(), pages.caller(), trigger_id)
    return pages.done("Trigger deleted. What is paired stays paired; add it again with New trigger", CHANGED)


def _listed() -> dict[str, object]:
    values = flask.request.values
    node_id = pages.caller().node_id
    chosen, search = values.get("connection", default=0, type=whole), values.get("q", "").strip()
    after = values.get("after", "")
    found = triggers.page(services(), node_id, connection_id=chosen, search=search, after=after, limit=PAGE_SIZE)
    return {
        "found": found,
        "chosen": chosen,
        "search": search,
        "after": after,
        "names": connection_names(chosen),
        **carried_out("triggers"),
    }


def _incoming_project(connection_id: int) -> Form:
    project = connection.detail(services(), pages.caller().node_id, connection_id).project
    return project_fields(project) | {"project_default": project.id if project else ""}


def _typed() -> Form:
    form = {name: flask.request.form.get(name, "").strip() for name in FIELDS}
    chosen = _number(form, "connection_id")
    if pages.caller().kind == "azuredevops" and not form["project_id"] and chosen:
        form |= _incoming_project(chosen)
    return form


def _number(form: Form, name: str) -> int | None:
    return MultiDict(form).get(name, type=whole)


def _draft(form: Form) -> triggers.TriggerDraft:
    connection_id = _number(form, "connection_id")
    if not connection_id:
        raise Refusal("connection_missing", "Select the connection that this trigger feeds.", field="connection_id")
    if not form["query"]:
        raise Refusal("query_missing", "Enter what has to match.", field="query")
    return triggers.TriggerDraft(
        id=_number(form, "id"),
        connection_id=connection_id,
        query=form["query"],
        project_id=form["project_id"],
        notes=form["notes"],
        active=form["active"] == "1",
        version=_number(form, "version"),
    )


def _form(form: Form, *, refusal: Refusal | None = None, outcome: triggers.QueryCheck | None = None) -> flask.Response:
    form = {name: form.get(name, "") for name in FIELDS}
    faults = {refusal.field: refusal.message} if refusal and refusal.field else {}
    if outcome and outcome.problem:
        faults["query"] = outcome.problem
    return pages.fragment(
        "triggers/form.html",
        pages.UNPROCESSABLE if refusal else 200,
        form=form,
        faults=faults,
        refusal=refusal if refusal and not refusal.field else None,
        outcome=outcome,
        matching=_matching(outcome) if outcome else "",
        usable=connection_names(_number(form, "connection_id") or 0),
    )


def _matching(outcome: triggers.QueryCheck) -> str:
    """What a query matches now, in words; Jira counts approximately."""
    kind = pages.caller().kind
    host = words_of(kind)
    if outcome.count is None:
        return f"20,000 {host.nouns} or more match now"
    about = "About " if kind == "jira" and outcome.count else ""
    nouns = f"{host.noun} matches" if outcome.count == 1 else f"{host.nouns} match"
    return f"{about}{count(outcome.count)} {nouns} now"
