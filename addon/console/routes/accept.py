"""Accepting an invitation: paste, review, project. The code is read anew on each screen, so nothing goes stale."""

from dataclasses import replace

import flask

from addon.connections import accepting, connection, declining, wizard
from addon.connections.naming import plain
from addon.console import pages
from addon.console.configuration import services
from addon.console.routes.connections import CHANGED
from addon.console.routes.identity import identity_step
from addon.nodes.refusals import Refusal
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("accept", __name__)

STEPS = ("code", "review", "project")
_FIELD_NAMES = {"project": "project_id"}
_OWN_FIELDS = {"code", "name", "project_id"}
# What only the initiator can know; it is said beside the code, wherever in the wizard it comes up.
_ABOUT_THE_CODE = {
    "altered",
    "declined",
    "expired",
    "other_instance",
    "own_instance",
    "replaced",
    "revoked",
    "unknown_invitation",
    "used",
}
# What stands in the way here, and not in the code: whoever cannot or will not mend it can still say no.
_MAY_DECLINE = {"licence_needed", "other_version"}
FIELDS = ("code", "name", "project_id", "project_key", "project_name")
Form = dict[str, str]


@blueprint.get("/console/accept")
@takes(Token.CONSOLE, admin=True)
def begin() -> flask.Response:
    """The field for the code, or first the form of the sync identity."""
    if wizard.preconditions(services(), pages.caller()).needs_identity:
        return identity_step("accept", {})
    return _screen("code", {})


@blueprint.post("/console/accept/<step>")
@takes(Token.CONSOLE, admin=True, changes=True)
def advance(step: str) -> flask.Response:
    """Check one screen and show the next, the same again with the reason, or the one before."""
    if step not in STEPS:
        flask.abort(404)
    form = {name: flask.request.form.get(name, "").strip() for name in FIELDS}
    if flask.request.form.get("go") == "previous":
        return _screen(STEPS[max(0, STEPS.index(step) - 1)], form)
    try:
        if step == "code":
            preview = accepting.preview(services(), pages.caller(), form["code"])
            # A name is kept only where its field is shown: else it may be that of a code pasted before.
            typed = form["name"] if preview.name_clash else ""
            return _screen("review", form | {"name": typed or preview.proposed_name}, preview=preview)
        if step == "review":
            return _screen("project", form)
        return _confirm(form)
    except Refusal as refusal:
        if refusal.reason == "no_sync_identity":
            return identity_step("accept", form, refusal=refusal, back_to=step)
        if refusal.reason in _ABOUT_THE_CODE:
            refusal = replace(refusal, field="code")
        return _screen("code" if refusal.field == "code" else step, form, refusal=refusal)


def resume(step: str) -> flask.Response:
    """The screen that waited for the sync identity, with what was typed."""
    first = STEPS[0]
    return _screen(
        step if step in STEPS else first, {name: flask.request.form.get(name, "").strip() for name in FIELDS}
    )


@blueprint.post("/console/accept/decline")
@takes(Token.CONSOLE, admin=True, changes=True)
def decline() -> flask.Response:
    """Tell the initiator that nobody here wants this; where it is refused, the code is back with the reason."""
    form = {name: flask.request.form.get(name, "").strip() for name in FIELDS}
    try:
        declining.decline(services(), pages.caller(), form["code"])
    except Refusal as refusal:
        return _screen("code", form, refusal=replace(refusal, field="code"))
    return pages.done("Declined. The other admin sees it in their list", CHANGED)


def _confirm(form: Form) -> flask.Response:
    if not form["project_id"]:
        raise Refusal("project_missing", "Select the project that receives what the partner sends.", field="project_id")
    preview = accepting.preview(services(), pages.caller(), form["code"])
    connection_id = accepting.accept(
        services(),
        pages.caller(),
        form["code"],
        project_id=form["project_id"],
        name=form["name"] or preview.proposed_name,
        local_name=preview.local_name,
        remote_name=preview.remote_name,
    )
    made = connection.detail(services(), pages.caller().node_id, connection_id)
    response = pages.fragment("accept/done.html", detail=made)
    return pages.tell(response, CHANGED)


def _screen(
    step: str, form: Form, *, preview: accepting.Preview | None = None, refusal: Refusal | None = None
) -> flask.Response:
    form = {name: form.get(name, "") for name in FIELDS}
    if step != "code" and preview is None:
        try:
            preview = accepting.preview(services(), pages.caller(), form["code"])
        except Refusal as problem:  # expired or withdrawn between two screens
            step, refusal = "code", problem
    field = _FIELD_NAMES.get(refusal.field or "", refusal.field) if refusal else None
    faults = {field: refusal.message} if refusal and field in _OWN_FIELDS else {}
    return pages.fragment(
        f"accept/{step}.html",
        pages.UNPROCESSABLE if refusal else 200,
        step=step,
        form=form,
        preview=preview,
        declines_to=preview.remote_name if preview else _declines_to(form, refusal),
        where=pages.where(),
        faults=faults,
        refusal=refusal if refusal and not faults else None,
    )


def _declines_to(form: Form, refusal: Refusal | None) -> str:
    """Who would be told of a no although there is nothing to review; empty where nobody would."""
    if refusal is None or refusal.reason not in _MAY_DECLINE:
        return ""
    try:
        return plain(accepting.readable(services(), pages.caller(), form["code"]).local_name)
    except Refusal:
        return ""
