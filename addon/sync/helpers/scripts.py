"""Saved or drafted texts as a rule set that can run: with the tracker's fields, the connection's facts and a runner."""

from collections.abc import Mapping
from typing import Any

from addon.nodes.services import Services
from addon.rules.script import Rules, ScriptRules
from addon.storage.connections import Connection
from addon.storage.nodes import Node
from addon.storage.rules import RuleVersion
from addon.sync.helpers.fields import site_of
from addon.sync.helpers.runner import LineRunner
from addon.sync.helpers.session import Mode

SHARE_INTERNAL = "share_internal_comments"
HOSTS = "http_hosts"
"""Names in a rule version's settings: whether internal comments leave; hosts that httpClient may call as well."""


def script_rules(
    services: Services,
    node: Node,
    connection: Connection,
    saved: RuleVersion,
    *,
    event_id: int = 0,
    body: Mapping[str, Any] | None = None,
    mode: Mode = "live",
    draft: Rules | None = None,
) -> ScriptRules:
    """The rules of one side. `event_id` is what writes are recorded by; a `draft` runs instead of the saved texts."""
    tracker = services.trackers.open(node.id)
    site = site_of(tracker, connection)
    rules = draft or Rules(saved.outgoing, saved.incoming, saved.number)
    hosts = tuple(str(one) for one in saved.settings.get(HOSTS) or ())
    runner = LineRunner(
        services, node, connection, site, number=rules.number, event_id=event_id, mode=mode, hosts=hosts
    )
    return ScriptRules(
        rules,
        site,
        connection.partner_kind,
        runner,
        connection={
            "name": connection.name,
            "mode": connection.mode,
            "localName": connection.local_name,
            "remoteName": connection.remote_name,
            "initiator": connection.initiator,
        },
        sync_request={"at": (body or {}).get("at"), "edited": sorted((body or {}).get("edited") or ())},
        share_internal=bool(saved.settings.get(SHARE_INTERNAL)),
    )
