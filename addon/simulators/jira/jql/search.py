"""Finding issues: the lagging index, order, and whether given issues match."""

import copy
from typing import Any

from ..caller import Caller
from ..errors import JiraError
from ..permissions import allows
from ..records import Issue
from ..site import JiraSite
from .meaning import is_bounded, question
from .parser import JqlProblem, Query, parse

UNBOUNDED = "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."


def find(site: JiraSite, caller: Caller, jql: str, reconcile: list[str], bounded: bool = True) -> list[Issue]:
    """The issues that match, in order, as the index knows them; `reconcile` ids are read fresh.

    The issues are copies of their indexed state only for matching; what is returned is the present record, as
    the product shows fresh fields of stale hits. Raises 400 with Jira's words.
    """
    query = read(jql)
    if bounded and not is_bounded(query):
        raise JiraError(400, UNBOUNDED)
    refresh(site, reconcile)
    try:
        asks = question(site, caller, query)
        sort = _sorting(site, query)
    except JqlProblem as wrong:
        raise JiraError(400, str(wrong)) from None
    hits = [copied for copied in site.index.values() if asks(copied)]
    hits = [hit for hit in hits if _visible(site, caller, site.issues.get(hit.id))]
    for key, descending in reversed(sort):
        hits.sort(key=key, reverse=descending)
    return [site.issues[hit.id] for hit in hits]


def matches(site: JiraSite, caller: Caller, jql: str, issue_ids: list[str]) -> tuple[list[str], list[str]]:
    """Which issues match by their present state, and what is wrong with the query."""
    try:
        asks = question(site, caller, parse(jql))
    except JqlProblem as wrong:
        return [], [str(wrong)]
    found = [site.issues[item] for item in issue_ids if item in site.issues]
    return [issue.id for issue in found if _visible(site, caller, issue) and asks(issue)], []


def read(jql: str) -> Query:
    try:
        return parse(jql)
    except JqlProblem as wrong:
        raise JiraError(400, str(wrong)) from None


def problems(site: JiraSite, caller: Caller, jql: str) -> list[str]:
    """What is wrong with a query, if anything."""
    try:
        question(site, caller, parse(jql))
    except JqlProblem as wrong:
        return [str(wrong)]
    return []


def refresh(site: JiraSite, at_once: list[str]) -> None:
    """Bring the index up to what it may know now."""
    now = site.clock.seconds()
    waiting: list[tuple[float, str]] = []
    for due, issue_id in site.index_due:
        if due <= now or issue_id in at_once:
            _take(site, issue_id)
        else:
            waiting.append((due, issue_id))
    site.index_due = waiting


def _take(site: JiraSite, issue_id: str) -> None:
    issue = site.issues.get(issue_id)
    if issue is None:
        site.index.pop(issue_id, None)
        return
    indexed = copy.copy(issue)
    indexed.fields = dict(issue.fields)
    indexed.properties = dict(issue.properties)
    indexed.comments = list(issue.comments)
    indexed.attachments = list(issue.attachments)
    indexed.changes = list(issue.changes)
    site.index[issue_id] = indexed


def _visible(site: JiraSite, caller: Caller, issue: Issue | None) -> bool:
    if issue is None:
        return False
    return allows(site, caller.account_id, "BROWSE_PROJECTS", site.projects[issue.project_id], issue)


def _sorting(site: JiraSite, query: Query) -> list[tuple[Any, bool]]:
    """Sort keys, most significant first; Jira's default is newest key first."""
    keys: dict[str, Any] = {
        "key": lambda issue: (site.projects[issue.project_id].key, int(issue.key.rsplit("-", 1)[1])),
        "id": lambda issue: int(issue.id),
        "created": lambda issue: issue.created,
        "updated": lambda issue: issue.updated,
        "project": lambda issue: site.projects[issue.project_id].key,
        "priority": lambda issue: -int(issue.fields.get("priority") or 99),
    }
    keys["issuekey"], keys["issue"] = keys["key"], keys["key"]
    keys["createddate"], keys["updateddate"] = keys["created"], keys["updated"]
    chosen: list[tuple[Any, bool]] = []
    for name, descending in query.order:
        if name.lower() in keys:
            chosen.append((keys[name.lower()], descending))
            continue
        field = next(
            (f for f in site.fields.values() if name.lower() in (f.id.lower(), f.name.lower(), *f.clauses)), None
        )
        if field is None and name.lower() != "rank":
            raise JqlProblem(f"Field '{name}' does not exist or you do not have permission to view it.")
        if field is not None:
            chosen.append((_by_field(site, field.id), descending))
    return chosen or [(lambda issue: int(issue.id), True)]


def _by_field(site: JiraSite, field_id: str) -> Any:
    kind = site.fields[field_id].kind
    return lambda issue: (
        issue.fields.get(field_id) is None,
        str(kind.told(site.context(None), issue.fields.get(field_id))[1] or ""),
    )
