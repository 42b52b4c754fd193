"""Rendering: whole tabs, fragments, dialogs, and how a refusal looks in each."""

import json
from typing import Any

import flask

from addon.connections import open_conflicts, waiting
from addon.console import known
from addon.console.configuration import services
from addon.console.words import words_of
from addon.nodes.refusals import Refusal
from addon.nodes.sessions import Caller
from addon.sync import problems
from addon.web import guards
from descriptors import CONSOLE_TABS

MARK = "Liaise-Fragment"  # the browser swaps in only what carries it
UNPROCESSABLE = 422


def caller() -> Caller:
    """The person of this request."""
    return guards.caller()


def fragment(template: str, http_status: int = 200, /, **context: Any) -> flask.Response:
    """A piece of a page."""
    person = flask.g.get("caller")
    words = words_of(person.kind if person else "jira")
    text = flask.render_template(f"console/{template}", caller=person, host=words, tracker_url=tracker_url, **context)
    response = flask.make_response(text, http_status)
    response.headers[MARK] = "1"
    return response


def page(tab: str, template: str, **context: Any) -> flask.Response:
    """A whole tab: header, tabs, content."""
    return fragment(template, tab=tab, tabs=CONSOLE_TABS, where=where(), **_counts(), **context)


def part(template: str, **context: Any) -> flask.Response:
    """A list that was asked for again, and with it the counts on the tabs, which may have changed as well."""
    counts = _counts()
    response = fragment(template, **{**counts, **context, "anew": True})
    badges = flask.render_template("console/badges.html", anew=True, **counts)
    response.set_data(response.get_data(as_text=True) + badges)
    return response


def _counts() -> dict[str, int]:
    node_id = caller().node_id
    return {
        "errors_open": problems.open_count(services(), node_id),
        "conflicts_open": open_conflicts.open_count(services(), node_id),
        "changes_waiting": waiting.total(services(), node_id),
    }


def where() -> str:
    """The instance as people write it."""
    return known.settings().label


def tracker_url() -> str:
    """The instance's own address, for links to where something is granted."""
    return known.settings().tracker_url.rstrip("/")


def nothing() -> flask.Response:
    """The answer of a live part that has not changed."""
    response = flask.make_response("", 204)
    response.headers[MARK] = "1"
    return response


def done(message: str, *events: str, undo: str = "") -> flask.Response:
    """The answer to a finished dialog: it closes, the result is said, and parts that show it are asked again.

    `undo` is the address that takes it back; the result has a button for it.
    """
    response = flask.make_response("", 200)
    response.headers[MARK] = "1"
    return tell(response, "liaise:close-dialog", *events, toast=message, undo=undo)


def tell(response: flask.Response, *events: str, toast: str = "", undo: str = "") -> flask.Response:
    """Add events that the browser hears after the swap."""
    heard: dict[str, Any] = dict.fromkeys(events, True)
    if toast:
        heard["liaise:toast"] = {"message": toast} | ({"undo": undo} if undo else {})
    response.headers["HX-Trigger"] = json.dumps(heard)
    return response


def refusal_fragment(refusal: Refusal) -> flask.Response:
    """A refusal that no form caught: a page for those who may not be here, else a banner above the content."""
    if refusal.status == 401:
        response = flask.jsonify(reason=refusal.reason, message=refusal.message)
        response.status_code = 401
        return response
    if refusal.reason == "not_admin":
        person = flask.g.get("caller")
        response = fragment(
            "not_admin.html", 403, where=where() if person else "", who=_name_of(person) if person else ""
        )
        response.headers["HX-Retarget"] = "#app"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    response = fragment("banner.html", refusal.status, refusal=refusal)
    dialog = flask.request.headers.get("HX-Target") == "dialog"
    response.headers["HX-Retarget"] = "#dialog [data-banner]" if dialog and _in_dialog() else "#app [data-banner]"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def _name_of(person: Caller) -> str:
    """Who somebody is; Jira's tokens hold no names, so Jira is asked where it is only said to the person."""
    if person.display_name or person.kind != "jira" or not person.user_id:
        return person.display_name
    return services().trackers.display_name(person.node_id, person.user_id)


def _in_dialog() -> bool:
    """Whether the request came from a form inside the dialog, and not from the button that opens it."""
    return flask.request.method == "POST"
