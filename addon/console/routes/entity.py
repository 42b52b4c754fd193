"""Entity sync status: one entity looked up, its twins, its timeline, and why something was not sent."""

from typing import Any

import flask

from addon.connections import entity_status
from addon.connections.entity_status import SeveralEntities, Wanted
from addon.console import pages
from addon.console.configuration import services
from addon.console.words import TIMELINE_FILTERS
from addon.nodes.refusals import Refusal
from addon.sync import panel
from addon.web.addresses import whole
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("entity", __name__)

VIEWS = {"timeline": "Timeline", "sent": "Last sent", "received": "Last received", "traces": "Traces"}
BUSY_POLL_S = 3


@blueprint.get("/console/entity")
@takes(Token.CONSOLE, admin=True)
def tab() -> flask.Response:
    """The tab; with `key` in the address that entity is shown at once."""
    return pages.page("entity", "entity/page.html", **_found())


@blueprint.get("/console/entity/found")
@takes(Token.CONSOLE, admin=True)
def found() -> flask.Response:
    """What was looked up, in the view and with the filters that were chosen."""
    return pages.fragment("entity/found.html", **_found())


@blueprint.post("/console/entity/<int:connection_id>/sync")
@takes(Token.CONSOLE, admin=True, changes=True)
def sync(connection_id: int) -> flask.Response:
    """Send this entity now, as new or again; an administrator may for each of them."""
    form = flask.request.form
    panel.sync(services(), pages.caller(), form.get("entity", ""), connection_id, lambda: True)
    answer = pages.fragment("entity/found.html", **_found())
    return pages.tell(answer, toast="It is on its way")


def _found() -> dict[str, Any]:
    values = flask.request.values
    key = values.get("key", "").strip()
    view, events = values.get("view", "timeline"), values.get("events", "")
    wanted = Wanted(
        connection_id=values.get("connection", default=0, type=whole),
        events=events if events in TIMELINE_FILTERS else "",
        not_sent="all" not in values or values.get("not_sent") == "1",
        after=values.get("after", ""),
    )
    context: dict[str, Any] = {
        "key": key,
        "view": view if view in VIEWS else "timeline",
        "views": VIEWS,
        "wanted": wanted,
        "status": None,
        "candidates": (),
        "refusal": None,
        "poll": 0,
    }
    if not key:
        return context
    try:
        status = entity_status.look_up(services(), pages.caller().node_id, key, wanted)
    except SeveralEntities as several:
        return {**context, "candidates": several.candidates}
    except Refusal as refusal:
        return {**context, "refusal": refusal}
    moving = status is not None and (
        any(pair.state == "waiting" for pair in status.pairs)
        or any(one.moving and not one.paused for one in status.unpaired)
    )
    live = moving and context["view"] == "timeline" and not wanted.after
    return {**context, "status": status, "poll": BUSY_POLL_S if live else 0}
