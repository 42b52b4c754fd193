"""The partner's half of a drift check, over the signed protocol: entities are compared as they are now on both sides.

How many run at once in a process is bounded, because each reads the tracker and may run scripts to their limits.
"""

import json
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from addon.connections.calls import side_of
from addon.connections.models import CheckRequest
from addon.connections.peers import Peers
from addon.connections.previewing import answering, asked_at
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.platforms.errors import PlatformError
from addon.storage.connections import Connection
from addon.storage.nodes import Node

TAIL = "/checks"
MOST_BYTES = 512 * 1024
MOST_SCRIPTED = 25
"""Pairs of one call where scripts run: more would keep the caller waiting past its time."""
_running = threading.BoundedSemaphore(2)


def ask(services: Services, connection: Connection, pairs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the partner says of these pairs; raises `Refusal` with its reason, or that it cannot be asked."""
    url = asked_at(connection)
    side = side_of(services, connection)
    answers: list[dict[str, Any]] = []
    for some in portions(pairs, MOST_SCRIPTED if connection.mode == "script" else len(pairs)):
        found = Peers(services).call(url, "POST", TAIL, side, body={"pairs": some})
        listed = found.get("pairs") if isinstance(found, dict) else None
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise Refusal("partner_bad_answer", "The partner's answer has another shape.", status=502)
        answers += listed
    return answers


def answer(services: Services, node: Node, connection: Connection, asked: CheckRequest) -> dict[str, Any]:
    """Answer a partner; raises `Refusal` where the administrator forbids it, or too many are under way."""
    with answering(services, node, connection, _running, "checks"):
        pairs = [{"entity": one.entity, "replica": one.replica} for one in asked.pairs]
        try:
            return {"pairs": services.check_for_partner(services, node, connection, pairs)}
        except PlatformError as problem:
            words = f"The tracker on the partner's side does not answer: {problem.message}"
            raise Refusal("tracker_unavailable", words, status=503) from problem


def portions(pairs: Sequence[dict[str, Any]], most: int) -> Iterator[list[dict[str, Any]]]:
    """As many pairs in one call as its size allows."""
    some: list[dict[str, Any]] = []
    size = 0
    for one in pairs:
        length = len(json.dumps(one, ensure_ascii=False).encode())
        if some and (len(some) >= most or size + length > MOST_BYTES):
            yield some
            some, size = [], 0
        some.append(one)
        size += length
    if some:
        yield some
