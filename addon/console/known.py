"""What the views and templates of one request ask of their tenant, each asked once: its row, and what is seen of it."""

from collections.abc import Callable
from typing import TypeVar

import flask

from addon.console.configuration import services
from addon.nodes import licensing, node, sync_identity
from addon.storage.nodes import Node
from addon.web import guards

Seen = TypeVar("Seen")


def settings() -> node.NodeSettings:
    """The tenant's settings, as they were when the request first asked."""
    return _once("settings", lambda: node.settings_view(services(), guards.caller().node_id, _row()))


def identity() -> sync_identity.SyncIdentity:
    """The tenant's sync identity, as it was when the request first asked."""
    return _once("identity", lambda: sync_identity.describe(services(), guards.caller().node_id, _row()))


def licence() -> licensing.LicenceView:
    """The tenant's license, as it was when the request first asked."""
    return _once("licence", lambda: licensing.licence(services(), guards.caller().node_id, _row()))


def _row() -> Node:
    return _once("row", lambda: node.row(services(), guards.caller().node_id))


def _once(name: str, ask: Callable[[], Seen]) -> Seen:
    kept = flask.g.setdefault("liaise_known", {})
    if name not in kept:
        kept[name] = ask()
    found: Seen = kept[name]
    return found
