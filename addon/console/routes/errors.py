"""Errors: each stops one entity, and each is retried, skipped or unlinked by itself."""

import flask

from addon.connections import open_conflicts
from addon.console import pages
from addon.console.configuration import services
from addon.nodes.refusals import Refusal
from addon.storage.failures import NoSuchRow
from addon.sync import problems
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("errors", __name__)

PAGE_SIZE = 50


@blueprint.get("/console/errors")
@takes(Token.CONSOLE, admin=True)
def tab() -> flask.Response:
    """The tab: list, and the detail of the one that is asked for or of the first."""
    listed = _listed(flask.request.args.get("row", default=0, type=int))
    waiting = open_conflicts.open_count(services(), pages.caller().node_id)
    return pages.page("errors", "errors/page.html", conflicts_open=waiting, **listed)


@blueprint.get("/console/errors/list")
@takes(Token.CONSOLE, admin=True)
def rows() -> flask.Response:
    """List and detail for a search."""
    return pages.fragment("errors/split.html", **_listed())


@blueprint.get("/console/errors/<int:error_id>")
@takes(Token.CONSOLE, admin=True)
def detail(error_id: int) -> flask.Response:
    """List and detail, with this one chosen."""
    return pages.fragment("errors/split.html", **_listed(error_id))


@blueprint.get("/console/errors/<int:error_id>/ask")
@takes(Token.CONSOLE, admin=True)
def ask(error_id: int) -> flask.Response:
    """The question before a pair is unlinked."""
    found = problems.error_detail(services(), pages.caller().node_id, error_id)
    return pages.fragment("errors/unlink.html", detail=found)


@blueprint.post("/console/errors/<int:error_id>/retry")
@takes(Token.CONSOLE, admin=True, changes=True)
def retry(error_id: int) -> flask.Response:
    """Try again, with what waits behind it."""
    problems.retry(services(), pages.caller(), error_id)
    return _after("Retrying. If it fails again, it comes back here")


@blueprint.post("/console/errors/<int:error_id>/skip")
@takes(Token.CONSOLE, admin=True, changes=True)
def skip(error_id: int) -> flask.Response:
    """Drop this event; later changes go on."""
    problems.skip(services(), pages.caller(), error_id)
    return _after("Skipped. Later changes go on")


@blueprint.post("/console/errors/<int:error_id>/dismiss")
@takes(Token.CONSOLE, admin=True, changes=True)
def dismiss(error_id: int) -> flask.Response:
    """Take a note off the list; it comes back if it happens again."""
    problems.dismiss(services(), pages.caller(), error_id)
    return _after("Dismissed. It comes back if it happens again")


@blueprint.post("/console/errors/<int:error_id>/unlink")
@takes(Token.CONSOLE, admin=True, changes=True)
def unlink(error_id: int) -> flask.Response:
    """End the pair; both keep their data."""
    problems.unlink(services(), pages.caller(), error_id)
    return pages.done("Unlinked. Both keep their data", "errors-changed")


def _after(message: str) -> flask.Response:
    return pages.tell(pages.fragment("errors/split.html", **_listed()), toast=message)


def _listed(chosen: int = 0) -> dict[str, object]:
    values = flask.request.values
    search, impact, after = values.get("q", "").strip(), values.get("impact", ""), values.get("after", "")
    node_id = pages.caller().node_id
    found = problems.error_page(services(), node_id, search=search, impact=impact, after=after, limit=PAGE_SIZE)
    detail = None
    wanted = chosen or (found.rows[0].id if found.rows else 0)
    if wanted:
        try:
            detail = problems.error_detail(services(), node_id, wanted)
        except (Refusal, NoSuchRow):  # solved meanwhile: the list says the rest
            detail = None
    return {
        "found": found,
        "search": search,
        "impact": impact,
        "after": after,
        "detail": detail,
        "chosen": wanted,
    }
