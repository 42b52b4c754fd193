"""The wizard that initiates a connection. It keeps nothing on the server: each screen carries what was typed."""

import dataclasses
import json
from dataclasses import replace
from typing import Any

import flask

from addon.connections import invitations, wizard
from addon.connections.naming import tidy
from addon.console import pages
from addon.console.configuration import services
from addon.console.routes.connections import CHANGED
from addon.console.routes.identity import identity_step
from addon.nodes.refusals import Refusal
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("initiate", __name__)

STEPS = ("destination", "type", "names", "project", "invitation")
FIELDS = (
    "destination",
    "unknown",
    "found",
    "mode",
    "local_name",
    "remote_name",
    "name",
    "description",
    "project_id",
    "project_key",
    "project_name",
)
Form = dict[str, str]


@blueprint.get("/console/initiate")
@takes(Token.CONSOLE, admin=True)
def begin() -> flask.Response:
    """The first screen, or what has to be done before there can be one."""
    ready = wizard.preconditions(services(), pages.caller())
    if ready.needs_identity:
        return identity_step("initiate", {})
    if not ready.can_initiate:
        return pages.fragment("initiate/blocked.html", ready=ready, title="Initiate connection")
    return _screen("destination", {})


@blueprint.post("/console/initiate/<step>")
@takes(Token.CONSOLE, admin=True, changes=True)
def advance(step: str) -> flask.Response:
    """Check one screen and show the next, the same again with the reason, or the one before."""
    if step not in STEPS:
        flask.abort(404)
    form = {name: flask.request.form.get(name, "") for name in FIELDS}
    if flask.request.form.get("go") == "previous":
        return _screen(STEPS[max(0, STEPS.index(step) - 1)], form)
    try:
        return _AFTER[step](form)
    except Refusal as refusal:
        if refusal.reason == "no_sync_identity":
            return identity_step("initiate", form, refusal=refusal, back_to=step)
        return _screen(_SCREENS.get(refusal.field or "", step), form, _with_way_out(refusal))


def resume(step: str) -> flask.Response:
    """The screen that waited for the sync identity, with what was typed."""
    first = STEPS[0]
    return _screen(
        step if step in STEPS else first, {name: flask.request.form.get(name, "").strip() for name in FIELDS}
    )


def _with_way_out(refusal: Refusal) -> Refusal:
    """A destination that did not answer does not end the wizard: say how to go on without it."""
    if refusal.field != "url" or not refusal.reason.startswith("partner_"):
        return refusal
    return replace(refusal, message=f"{refusal.message} Check the address, or turn on “I don't have a URL”.")


def _after_destination(form: Form) -> flask.Response:
    if form["unknown"]:
        form["found"] = ""
    else:
        found = wizard.discover(services(), pages.caller(), form["destination"].strip())
        form["found"] = json.dumps(dataclasses.asdict(found))
    offered = [offer.mode for offer in _offers(form) if offer.offered]
    if form["mode"] not in offered:
        form["mode"] = "script" if "script" in offered else (offered[0] if offered else "")
    return _screen("type", form)


def _after_type(form: Form) -> flask.Response:
    offer = next((offer for offer in _offers(form) if offer.mode == form["mode"]), None)
    if offer is None or not offer.offered:
        raise Refusal("mode_not_offered", offer.why if offer else "Choose a type.", field="mode")
    if not form["name"] and not form["local_name"]:
        proposed = wizard.propose(services(), pages.caller(), _found(form))
        form |= {"local_name": proposed.local, "remote_name": proposed.remote, "name": proposed.connection}
    return _screen("names", form)


def _after_names(form: Form) -> flask.Response:
    for name in ("local_name", "remote_name", "name", "description"):
        form[name] = form[name].strip()
    names = wizard.Names(local=form["local_name"], remote=form["remote_name"], connection=form["name"])
    faults = wizard.check_names(services(), pages.caller(), names, form["description"])
    for name in ("local_name", "remote_name", "name"):
        form[name] = tidy(form[name])
    if faults:
        return _screen("names", form, faults=faults)
    return _screen("project", form)


def _after_project(form: Form) -> flask.Response:
    if not form["project_id"]:
        raise Refusal("project_missing", "Select the project that receives what the partner sends.", field="project_id")
    found = _found(form)
    invitation = invitations.initiate(
        services(),
        pages.caller(),
        invitations.Draft(
            destination_text=form["destination"].strip(),
            node_url=found.node_url if found else "",
            unknown=bool(form["unknown"]),
            mode=form["mode"],
            local_name=form["local_name"],
            remote_name=form["remote_name"],
            name=form["name"],
            description=form["description"],
            project_id=form["project_id"],
        ),
    )
    response = pages.fragment(
        "initiate/invitation.html",
        title="Initiate connection",
        wizard=True,
        invitation=invitation,
        partner=form["remote_name"],
        name=form["name"],
        copy_at_once=False,
    )
    return pages.tell(response, CHANGED)


_AFTER = {
    "destination": _after_destination,
    "type": _after_type,
    "names": _after_names,
    "project": _after_project,
}


def _screen(
    step: str, form: Form, refusal: Refusal | None = None, faults: dict[str, str] | None = None
) -> flask.Response:
    form = {name: form.get(name, "") for name in FIELDS}
    if refusal and refusal.field:
        faults = {_FIELD_NAMES.get(refusal.field, refusal.field): refusal.message}
    context: dict[str, Any] = {"offers": _offers(form)} if step == "type" else {}
    return pages.fragment(
        f"initiate/{step}.html",
        pages.UNPROCESSABLE if faults or refusal else 200,
        step=step,
        form=form,
        found=_found(form),
        faults=faults or {},
        refusal=refusal if refusal and not refusal.field else None,
        **context,
    )


# Everything is checked once more at the end; what fails then is shown on the screen that has its field.
_SCREENS = {
    "url": "destination",
    "mode": "type",
    "local_name": "names",
    "remote_name": "names",
    "name": "names",
    "description": "names",
    "project": "project",
}
_FIELD_NAMES = {"url": "destination", "project": "project_id", "connection": "name"}


def _offers(form: Form) -> tuple[wizard.ModeOffer, ...]:
    return wizard.offers(services(), pages.caller(), _found(form))


def _found(form: Form) -> wizard.Destination | None:
    """What discovery answered two screens ago. The browser carried it, so the use cases check everything again."""
    if not form["found"]:
        return None
    try:
        values = json.loads(form["found"])
        values["modes"] = tuple(values["modes"])
        return wizard.Destination(**values)
    except (ValueError, TypeError, KeyError) as problem:
        raise Refusal("draft_damaged", "The page lost its place. Enter the destination again.", "url") from problem
