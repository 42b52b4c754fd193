"""Sync queue: what is on its way, in four lists, each row with why it is not done yet."""

from typing import Any

import flask

from addon.connections import waiting
from addon.console import pages
from addon.console.configuration import services
from addon.console.routes.connections import connection_names
from addon.console.words import QUEUE_LISTS
from addon.storage.failures import NoSuchRow
from addon.web.addresses import whole
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("queue", __name__)

PAGE_SIZE = 50
POLL_S = 5


@blueprint.get("/console/queue")
@takes(Token.CONSOLE, admin=True)
def tab() -> flask.Response:
    """The tab."""
    return pages.page("queue", "queue/page.html", **_listed())


@blueprint.get("/console/queue/list")
@takes(Token.CONSOLE, admin=True)
def rows() -> flask.Response:
    """One of the lists, and the detail of the row that is open."""
    return pages.part("queue/list.html", **_listed())


def _listed() -> dict[str, Any]:
    values = flask.request.values
    which: Any = values.get("which", "outgoing")
    which = which if which in QUEUE_LISTS else "outgoing"
    chosen = values.get("connection", default=0, type=whole)
    entity, after = values.get("entity", "").strip(), values.get("after", "")
    after = after if after.isdecimal() and len(after) < 19 else ""
    order = "desc" if values.get("order") == "desc" else ""
    node_id = pages.caller().node_id
    found = waiting.page(
        services(),
        node_id,
        which,
        connection_id=chosen,
        entity=entity,
        descending=bool(order),
        after=after,
        limit=PAGE_SIZE,
    )
    opened = values.get("row", default=0, type=whole)
    detail, gone = None, False
    if opened:
        try:
            detail = waiting.detail(services(), node_id, opened)
        except NoSuchRow:
            gone = True
    return {
        "found": found,
        "chosen": chosen,
        "entity": entity,
        "order": order,
        "after": after,
        "names": connection_names(chosen),
        "detail": detail,
        "gone": gone,
        "opened": opened,
        "poll": POLL_S,
    }
