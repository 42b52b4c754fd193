"""General settings of a node: its address for partners, who may find it, how often it polls, what it keeps."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from addon.nodes import auditing
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import Caller
from addon.storage import nodes
from addon.storage.nodes import Node
from addon.storage.transaction import Tx

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
LONGEST_POLL_S = 3600
LONGEST_KEPT_DAYS = 365


@dataclass(frozen=True, slots=True)
class NodeSettings:
    """What General settings shows."""

    node_url: str
    tracker_url: str
    allow_discovery: bool
    poll_interval_s: int
    version: str
    label: str
    keep_mapping_days: int = 30


def label_of(node: Node) -> str:
    """The address people know an instance by, without a scheme."""
    url = node.display_url or node.base_url
    return url.split("://", 1)[-1].rstrip("/")


def console_url(services: Services, node: Node) -> str:
    """The page in the product where this node's console opens."""
    if node.kind == "jira":
        key = services.deployment.jira.key
        return f"{(node.display_url or node.base_url).rstrip('/')}/plugins/servlet/ac/{key}/connections"
    return f"{node.base_url}/_settings/{services.deployment.azuredevops.contribution}"


def row(services: Services, node_id: int) -> Node:
    """The node's row: whoever needs several views of it reads it once and hands it to each."""
    return services.ledger.read(lambda tx: nodes.get(tx, node_id))


def settings_view(services: Services, node_id: int, known: Node | None = None) -> NodeSettings:
    """The settings as they are, of the row where it is known."""
    node = known or row(services, node_id)
    return NodeSettings(
        node_url=services.deployment.node_url(node.slug),
        tracker_url=node.display_url or node.base_url,
        allow_discovery=bool(node.settings.get("allow_discovery", True)),
        poll_interval_s=int(node.settings.get("poll_seconds", services.deployment.poll_interval_s)),
        version=services.deployment.version,
        label=label_of(node),
        keep_mapping_days=nodes.kept_ms(node, services.deployment.retention_ms) // nodes.DAY_MS,
    )


def frame_ancestors(services: Services, node_id: int) -> tuple[str, ...]:
    """The origins that may frame a Jira site's pages: its address and its custom domain."""
    node = services.ledger.read(lambda tx: nodes.get(tx, node_id))
    found = []
    for url in (node.base_url, node.display_url):
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if _ORIGIN.fullmatch(origin) and origin not in found:  # it goes into a header, among other words
            found.append(origin)
    return tuple(found)


def change_slug(services: Services, caller: Caller) -> NodeSettings:
    """Give the node a new URL; the old one stops working for new invitations and discovery."""
    _write(services, caller, "node_url_changed", lambda tx: nodes.change_slug(tx, caller.node_id))
    return settings_view(services, caller.node_id)


def set_discovery(services: Services, caller: Caller, allow: bool) -> NodeSettings:
    """Whether admins of other instances on this deployment find this node by its tracker's address."""
    _write(
        services, caller, "discovery_changed", lambda tx: nodes.set_settings(tx, caller.node_id, allow_discovery=allow)
    )
    return settings_view(services, caller.node_id)


def set_poll_interval(services: Services, caller: Caller, seconds: int) -> NodeSettings:
    """How often this node asks its tracker for changes that no webhook told."""
    _require_between(5, seconds, LONGEST_POLL_S, field="poll_interval_s")
    _write(
        services,
        caller,
        "poll_interval_changed",
        lambda tx: nodes.set_settings(tx, caller.node_id, poll_seconds=seconds),
    )
    return settings_view(services, caller.node_id)


def set_keep_mapping(services: Services, caller: Caller, days: int) -> NodeSettings:
    """How many days pairs and replicas are kept after the app was uninstalled here."""
    _require_between(1, days, LONGEST_KEPT_DAYS, field="keep_mapping_days")
    _write(
        services,
        caller,
        "keep_mapping_changed",
        lambda tx: nodes.set_settings(tx, caller.node_id, keep_mapping_days=days),
    )
    return settings_view(services, caller.node_id)


def _require_between(least: int, number: int, most: int, *, field: str) -> None:
    if not least <= number <= most:
        raise Refusal("out_of_range", f"Enter a number from {least} to {most}.", field=field)


def _write(services: Services, caller: Caller, action: str, change: Any) -> None:
    def work(tx: Tx) -> None:
        change(tx)
        auditing.record(tx, caller, action)

    services.ledger.write(work)
