"""The address of each node for its partners: a thin door to `connections.door`, which checks every signature."""

import threading
from collections.abc import Iterator
from typing import Any

import flask

from addon.connections import door
from addon.connections.peers import PeerRequest
from addon.web.attached import services
from addon.web.guards import Token, takes

blueprint = flask.Blueprint("peer_api", __name__)
_streams = threading.BoundedSemaphore(4)  # at most so many threads of a process stream files


@blueprint.route("/n/<slug>/<path:tail>", methods=["GET", "POST", "PUT"])
@takes(Token.PARTNER)
def peer(slug: str, tail: str) -> Any:
    """Answer a partner; the path and query that were signed are taken as they arrived."""
    request = flask.request
    body = (
        request.get_data(cache=False) if (request.content_length or 0) <= door.MAX_BODY else b"x" * (door.MAX_BODY + 1)
    )
    answer = door.answer(
        services(),
        PeerRequest(
            slug=slug,
            method=request.method,
            tail=f"/{tail}",
            query=request.query_string.decode("ascii", "replace"),
            headers={"Authorization": request.headers.get("Authorization", "")},
            body=body,
        ),
    )
    if answer.stream is not None:
        if not _streams.acquire(blocking=False):
            return {"reason": "busy", "message": "Too many files at once."}, 503, {"Retry-After": "5"}
        return flask.Response(_counted(answer.stream), answer.status, dict(answer.headers))
    return answer.body, answer.status, dict(answer.headers)


def _counted(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces of a file; gives its place back when it ends or the partner hangs up."""
    try:
        yield from pieces
    finally:
        _streams.release()


@blueprint.get("/n/<slug>")
@takes(Token.OPEN)
def explain(slug: str) -> Any:
    """A person opened a node URL in a browser: say what it is for."""
    return (
        "This is the address of a Liaise node. Paste it into “Initiate connection” in your own Jira or Azure DevOps.",
        200,
        {"Content-Type": "text/plain; charset=utf-8"},
    )
