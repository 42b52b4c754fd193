"""Web hooks of Jira as hints: without bodies, the ids stand in the URL, where the token's hash covers them.

Only those of links have a body: nothing else names both ends.
"""

from collections.abc import Mapping
from typing import Any

from addon.platforms.base import ChangeNotice, NoticeKind

HANDLED: Mapping[str, NoticeKind] = {
    "issue_created": "created",
    "issue_updated": "changed",
    "issue_deleted": "deleted",
    "comment_created": "commented",
    "comment_updated": "commented",
    "comment_deleted": "commented",
}
WITH_BODY = frozenset({"issuelink_created", "issuelink_deleted"})
TRACE_PREFIX = "liaise:"


def parse_webhook(
    event: str, query: Mapping[str, str], headers: Mapping[str, str], body: Mapping[str, Any] | None = None
) -> ChangeNotice | None:
    """A notice out of one verified delivery; None for events that mean nothing to us.

    `event` is the URL's last part (`issue_updated`), with or without `jira:`; `query` its parameters `issue`,
    `project`, `comment`. `delivery` is the same for each retry of Jira's; `trace` is what our own call carried.
    """
    if event in WITH_BODY:
        return _linked(headers, body)
    kind = HANDLED.get(event.removeprefix("jira:"))
    issue_id = _number(query.get("issue")) or _number(_deep(body, "issue", "id"))
    if kind is None or issue_id is None:
        return None
    lower = {name.lower(): value for name, value in headers.items()}
    stamp = _deep(body, "timestamp")
    actor = (
        _deep(body, "user", "accountId")
        or _deep(body, "comment", "updateAuthor", "accountId")
        or _deep(body, "comment", "author", "accountId")
    )
    return ChangeNotice(
        kind,
        issue_id,
        _number(query.get("project")) or _number(_deep(body, "issue", "fields", "project", "id")),
        delivery=lower.get("x-atlassian-webhook-identifier", ""),
        at=stamp if isinstance(stamp, int) else None,
        actor=actor if isinstance(actor, str) else None,
        comment_id=_number(query.get("comment")) or _number(_deep(body, "comment", "id")),
        trace=_trace(lower.get("x-atlassian-webhook-trace")),
    )


def _linked(headers: Mapping[str, str], body: Mapping[str, Any] | None) -> ChangeNotice | None:
    """Both ends of a link that was made or taken off, where the body names them; else the next poll finds it."""
    ends = [_number(_deep(body, "issueLink", name)) for name in ("sourceIssueId", "destinationIssueId")]
    found = [one for one in ends if one is not None]
    if not found:
        return None
    lower = {name.lower(): value for name, value in headers.items()}
    return ChangeNotice(
        "linked",
        found[0],
        delivery=lower.get("x-atlassian-webhook-identifier", ""),
        trace=_trace(lower.get("x-atlassian-webhook-trace")),
        other_ids=tuple(one for one in found[1:] if one != found[0]),
    )


def _trace(text: str | None) -> str | None:
    return text.removeprefix(TRACE_PREFIX) if text and text.startswith(TRACE_PREFIX) else None


def _number(found: Any) -> str | None:
    """An id; Jira leaves a variable such as `{comment.id}` standing where it has no value."""
    text = str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""
    return text if text.isascii() and text.isdigit() and len(text) <= 19 else None


def _deep(found: Any, *names: str) -> Any:
    for name in names:
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found
