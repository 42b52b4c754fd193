"""WIQL: checking, counting, matching, listing; and what changed since, from the reporting calls."""

import json
import re
from collections.abc import Sequence
from typing import Any

from addon.platforms.access import Surroundings
from addon.platforms.answers import understood
from addon.platforms.azuredevops.client import PRODUCT, AzureDevOpsClient, expect_dict, expect_list, part
from addon.platforms.azuredevops.fields import moment, person, time_text
from addon.platforms.azuredevops.metadata import AzureDevOpsMetadata
from addon.platforms.base import ChangeNotice, ChangePage, EntityPage, TriggerQuery
from addon.platforms.errors import PlatformError, Reason

IDS_IN_QUERY = 1000  # well below the 32,000 characters a query may have
MOST_COUNTED = 19_999  # Azure DevOps fails a query of 20,000 and more
OVERLAP_MS = 3 * 60_000  # clocks differ
UNKNOWN_MS = 7 * 24 * 3_600_000  # how far to look back when tokens are refused that came without a moment
_PAGES = 10
_PROJECT_TROUBLE = (Reason.NOT_FOUND, Reason.PROJECT_GONE, Reason.FORBIDDEN)
_STRINGS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_REPORT_FIELDS = [
    "System.Id",
    "System.Rev",
    "System.ChangedDate",
    "System.ChangedBy",
    "System.IsDeleted",
    "System.TeamProject",
]


class AzureDevOpsQueries:
    """Questions in WIQL."""

    def __init__(self, client: AzureDevOpsClient, metadata: AzureDevOpsMetadata, surroundings: Surroundings) -> None:
        self._client = client
        self._metadata = metadata
        self._now = surroundings.now

    @understood(PRODUCT)
    def check(self, query: TriggerQuery) -> int | None:
        """Run it and count; None when there are 20,000 or more; raises BAD_QUERY with Azure DevOps' words."""
        try:
            return len(self._run(query, "", MOST_COUNTED))
        except PlatformError as error:
            if "VS402337" in error.message:
                return None
            raise

    @understood(PRODUCT)
    def matching(self, query: TriggerQuery, ids: Sequence[str]) -> frozenset[str]:
        """Which of these ids match, a thousand for each call."""
        numbers = [i for i in dict.fromkeys(ids) if i.isascii() and i.isdigit()]
        found: set[str] = set()
        for start in range(0, len(numbers), IDS_IN_QUERY):
            some = numbers[start : start + IDS_IN_QUERY]
            found |= set(self._run(query, f"[System.Id] IN ({', '.join(some)})", len(some))) & set(some)
        return frozenset(found)

    @understood(PRODUCT)
    def enumerate(self, query: TriggerQuery, cursor: str | None, limit: int) -> EntityPage:
        """Ids in ascending order; the cursor is the last id of the page before."""
        after, limit = int(cursor) if cursor else 0, min(limit, MOST_COUNTED)
        ids = self._run(query, f"[System.Id] > {after}", limit)
        return EntityPage(tuple(ids), ids[-1] if len(ids) >= limit else None)

    @understood(PRODUCT)
    def changes_since(self, watermark: str | None, project_ids: Sequence[str]) -> ChangePage:
        """Revisions (deletions too) and link changes of each project since its own two tokens.

        The watermark is JSON: project id → `revisions` and `links`, Azure DevOps' continuation tokens, and the moment
        (`at`) up to which both were read; or the moment (`from`) from which a project is looked at, for the first time
        or because its tokens are no longer taken. A project that is gone or hidden keeps its place and is passed over.
        """
        state: dict[str, dict[str, str]] = json.loads(watermark) if watermark else {}
        begin = time_text(self._now() - OVERLAP_MS)
        notices: list[ChangeNotice] = []
        more = False
        left_out: dict[str, str] = {}
        after: dict[str, dict[str, str]] = {}
        for project in dict.fromkeys(project_ids):
            known = state.get(project) or {"from": begin}
            if project not in state:
                after[project] = known
                continue
            try:
                seen, tokens, left = self._since_tokens_or_moment(project, known)
            except PlatformError as error:
                if error.reason not in _PROJECT_TROUBLE:
                    raise
                after[project] = known  # changes of the others are to be found all the same
                left_out[project] = "The project is gone, or hidden from the sync identity."
                continue
            notices += seen
            after[project] = tokens
            more = more or left
        return ChangePage(tuple(notices), json.dumps(after, sort_keys=True), more, left_out)

    def _since_tokens_or_moment(
        self, project: str, known: dict[str, str]
    ) -> tuple[list[ChangeNotice], dict[str, str], bool]:
        now = self._now()
        try:
            seen, tokens, left = self._project_changes(project, known)
        except PlatformError as error:
            if error.status != 400 or error.reason is not Reason.REFUSED or not known.keys() & {"revisions", "links"}:
                raise
            known = {"from": known.get("at") or known.get("from") or time_text(now - UNKNOWN_MS)}
            seen, tokens, left = self._project_changes(project, known)
        at = known.get("at") or known.get("from") if left else time_text(now - OVERLAP_MS)
        return seen, tokens | ({"at": at} if at else {}), left

    def _project_changes(self, project: str, known: dict[str, str]) -> tuple[list[ChangeNotice], dict[str, str], bool]:
        notices: dict[str, ChangeNotice] = {}
        revisions, more = self._report(project, known, "revisions")
        for value in revisions[0]:
            notice = _revised(value, project)
            notices[notice.entity_id] = notice
        links, more_links = self._report(project, known, "links")
        for value in links[0]:
            for end in ("sourceId", "targetId"):
                number = value.get(end)
                if number is not None:
                    notices.setdefault(str(number), _linked(value, str(number), project))
        tokens = {"revisions": revisions[1], "links": links[1]}
        kept = {k: v for k, v in tokens.items() if v}
        after = kept if len(kept) == 2 else {k: v for k, v in known.items() if k != "at"} | kept
        return list(notices.values()), after, more or more_links

    def _report(self, project: str, known: dict[str, str], kind: str) -> tuple[tuple[list[dict[str, Any]], str], bool]:
        token, values = known.get(kind, ""), []
        for _ in range(_PAGES):
            params = {"continuationToken": token or None, "startDateTime": None if token else known.get("from")}
            if kind == "revisions":
                body = {
                    "fields": _REPORT_FIELDS,
                    "includeLatestOnly": True,
                    "includeDeleted": True,
                    "includeIdentityRef": True,
                }
                found = self._client.ask(f"/{part(project)}/_apis/wit/reporting/workitemrevisions", body, params)
            else:
                found = self._client.get(f"/{part(project)}/_apis/wit/reporting/workitemlinks", params)
            page = expect_dict(found, "the report")
            values += [v for v in expect_list(page.get("values"), "the report") if isinstance(v, dict)]
            following = str(page.get("continuationToken") or token)
            done = page.get("isLastBatch") is not False or following == token
            token = following
            if done:
                return (values, token), False
        return (values, token), True

    def _run(self, query: TriggerQuery, also: str, top: int) -> list[str]:
        project = query.project_id
        if not project:
            raise _bad("Choose a project for this query")
        condition = where(query.text)
        parts = ["[System.TeamProject] = @project"]
        if query.entity_type:
            parts.append(f"[System.WorkItemType] = '{query.entity_type.replace(chr(39), chr(39) * 2)}'")
        parts += [also] if also else []
        parts += [f"({condition})"] if condition else []
        wiql = f"SELECT [System.Id] FROM WorkItems WHERE {' AND '.join(parts)} ORDER BY [System.Id]"  # noqa: S608
        try:
            found = self._client.ask(
                f"/{part(project)}/_apis/wit/wiql", {"query": wiql}, {"timePrecision": True, "$top": top}
            )
        except PlatformError as error:
            if error.status == 400 and error.reason in (Reason.REFUSED, Reason.REFUSED_FIELDS):
                raise _bad(error.message) from error
            raise
        return [str(i["id"]) for i in expect_list(expect_dict(found, "the query").get("workItems"), "the query")]


def where(text: str) -> str:
    """The condition alone: without a leading WHERE and a trailing ORDER BY; raises when it could leave its brackets."""
    condition = re.sub(r"(?i)^\s*where\b", "", text)
    blank = _STRINGS.sub(lambda m: "x" * len(m.group()), condition)
    found = re.search(r"(?i)\border\s+by\b", blank)
    condition, blank = (condition[: found.start()], blank[: found.start()]) if found else (condition, blank)
    depth = 0
    for sign in blank:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            break
    if depth != 0 or "'" in blank or '"' in blank:
        raise _bad("A bracket or a quotation mark in the query is not closed")
    return condition.strip()


def _revised(value: dict[str, Any], project: str) -> ChangeNotice:
    fields = value.get("fields") or {}
    deleted = fields.get("System.IsDeleted") is True
    changed = person(fields.get("System.ChangedBy"))
    return ChangeNotice(
        "deleted" if deleted else "changed",
        str(value["id"]),
        project,
        delivery=f"poll:{value['id']}:{value.get('rev')}",
        at=moment(fields.get("System.ChangedDate")),
        actor=changed.id if changed else None,
        revision=str(value.get("rev") or "") or None,
    )


def _linked(value: dict[str, Any], number: str, project: str) -> ChangeNotice:
    other = str(value.get("targetId") if str(value.get("sourceId")) == number else value.get("sourceId"))
    changed = str(value.get("changedDate") or "")
    return ChangeNotice(
        "linked",
        number,
        project,
        delivery=f"poll:{number}:link:{other}:{changed}",
        at=moment(changed),
        other_ids=(other,),
    )


def _bad(words: str) -> PlatformError:
    return PlatformError(Reason.BAD_QUERY, words, permanent=True)
