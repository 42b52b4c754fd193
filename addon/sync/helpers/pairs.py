"""nodeHelper and syncHelper: which local entity is paired with which remote one, and where both are."""

from dataclasses import asdict
from typing import Any

from addon.rules.ruleset import Traces
from addon.rules.variables import entity_variable
from addon.storage import connections, nodes, twins
from addon.storage.transaction import Tx
from addon.storage.twins import Twin
from addon.sync.helpers.session import Session, argument, text


def get_local_key(session: Session, arguments: list[Any]) -> Any:
    """Id and key of the local entity paired with a remote id (text or number); null when it is not paired.

    Of the kinds that rules name there, sprints are none that is ever paired, whatever issue has that number.
    """
    if text(argument(arguments, 1)).casefold() == "sprint":
        return None
    twin = _by_remote(session, text(argument(arguments, 0)))
    return None if twin is None else {"id": twin.local_id, "urn": twin.local_key, "key": twin.local_key}


def get_local_issue(session: Session, arguments: list[Any]) -> Any:
    """The local entity paired with a remote id, as it stands."""
    return _read(session, _by_remote(session, text(argument(arguments, 0))))


def get_local_issue_from_urn(session: Session, arguments: list[Any]) -> Any:
    """The local entity paired with a remote key."""
    wanted = text(argument(arguments, 0))
    return _read(session, _by_key(session, wanted))


def get_remote_links(session: Session, arguments: list[Any]) -> Any:
    """The web links of an issue (Jira)."""
    issue = argument(arguments, 0)
    number = str(issue.get("id") or issue.get("key") or "") if isinstance(issue, dict) else text(issue)
    return [asdict(one) for one in session.tracker.names.web_links(number)] if number else []


def is_under_sync(session: Session, arguments: list[Any]) -> Any:
    """Whether a local entity (id or key) is paired, over a connection of that name or any."""
    wanted, named = text(argument(arguments, 0)), text(argument(arguments, 2))

    def read(tx: Tx) -> bool:
        found = [one for one in twins.look_up(tx, session.node.id, wanted) if wanted in (one.local_id, one.local_key)]
        if not named:
            return bool(found)
        rows = connections.by_ids(tx, session.node.id, [one.connection_id for one in found]) if found else []
        return any(one.name.casefold() == named.casefold() for one in rows)

    return session.services.ledger.read(read)


def get_remote_issue_url(session: Session, arguments: list[Any]) -> Any:
    """The address of the remote entity of this run; null until it is known."""
    if session.entity is None:
        return None
    local_id = session.entity.id
    twin = session.services.ledger.read(lambda tx: twins.by_local(tx, session.node.id, session.connection.id, local_id))
    return (twin.remote_url or None) if twin else None


def get_tracker_url(session: Session, arguments: list[Any]) -> Any:
    return session.node.display_url or session.node.base_url


def get_remote_tracker_url(session: Session, arguments: list[Any]) -> Any:
    return session.connection.partner_url or None


def get_node_url(session: Session, arguments: list[Any]) -> Any:
    slug = session.services.ledger.read(lambda tx: nodes.get(tx, session.node.id)).slug
    return session.services.deployment.node_url(slug)


def get_remote_node_url(session: Session, arguments: list[Any]) -> Any:
    return session.connection.partner_node_url or None


def _by_remote(session: Session, remote_id: str) -> Twin | None:
    if not remote_id:
        return None
    return session.services.ledger.read(
        lambda tx: twins.by_remote(tx, session.node.id, session.connection.id, remote_id)
    )


def _by_key(session: Session, remote_key: str) -> Twin | None:
    def read(tx: Tx) -> Twin | None:
        found = twins.look_up(tx, session.node.id, remote_key)
        mine = (one for one in found if one.connection_id == session.connection.id and one.remote_key == remote_key)
        return next(mine, None)

    return session.services.ledger.read(read) if remote_key else None


def _read(session: Session, twin: Twin | None) -> Any:
    if twin is None:
        return None
    found = session.tracker.read([twin.local_id]).get(twin.local_id)
    return None if found is None or found.deleted else entity_variable(found, session.site, Traces())


TABLE = {
    "nodeHelper.getLocalIssueFromRemoteId": get_local_issue,
    "nodeHelper.getLocalIssueKeyFromRemoteId": get_local_key,
    "nodeHelper.getLocalIssueFromRemoteUrn": get_local_issue_from_urn,
    "nodeHelper.getRemoteIssueLinks": get_remote_links,
    "syncHelper.getLocalIssueKeyFromRemoteId": get_local_key,
    "syncHelper.getLocalIssueFromRemoteId": get_local_issue,
    "syncHelper.getLocalIssueFromRemoteUrn": get_local_issue_from_urn,
    "syncHelper.isUnderSync": is_under_sync,
    "syncHelper.isIssueUnderSync": is_under_sync,
    "syncHelper.getRemoteIssueUrl": get_remote_issue_url,
    "syncHelper.getTrackerUrl": get_tracker_url,
    "syncHelper.getRemoteTrackerUrl": get_remote_tracker_url,
    "syncHelper.getNodeUrl": get_node_url,
    "syncHelper.getRemoteNodeUrl": get_remote_node_url,
    "syncHelper.getExalateUrl": get_node_url,
    "syncHelper.getRemoteExalateUrl": get_remote_node_url,
}
