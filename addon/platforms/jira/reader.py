"""Reads issues: one call for up to a hundred of them, with comments, files, links, recent edits and our marker."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from addon.platforms.answers import understood
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict, expect_list
from addon.platforms.jira.fields import ELSEWHERE, HUB_NAMES, adf, decode, moment, person
from addon.platforms.jira.paging import everything
from addon.replica.entity import Entity, FieldEdit
from addon.replica.values import Attachment, Comment, EntityRef, Link, ProjectRef, RichText, Value, Worklog

BATCH = 100
MARKER_PROPERTY = "liaise-origin"  # the descriptor declares it as an indexed entity property
MARKER_JQL = 'issue.property["liaise-origin"].key'
_EMPTY = RichText("adf", '{"content":[],"type":"doc","version":1}')


class JiraReader:
    """Entities out of issues."""

    def __init__(self, client: JiraClient, site_url: str) -> None:
        self._client = client
        self._site_url = site_url.rstrip("/")

    @understood(PRODUCT)
    def read(self, ids: Sequence[str]) -> Mapping[str, Entity]:
        """Entities by the id asked for; an issue that moved is found under its old key as well."""
        found: dict[str, Entity] = {}
        for start in range(0, len(ids), BATCH):
            for entity in self._batch(list(dict.fromkeys(ids[start : start + BATCH]))):
                found[entity.id] = entity
                if entity.key in ids:
                    found[entity.key] = entity
        return found

    def still_there(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of these issues that can be seen."""
        found: set[str] = set()
        for start in range(0, len(ids), BATCH):
            body = {"issueIdsOrKeys": list(dict.fromkeys(ids[start : start + BATCH])), "fields": ["created"]}
            answer = expect_dict(self._client.ask("/rest/api/3/issue/bulkfetch", body), "issues")
            found |= {
                str(expect_dict(one, "an issue").get("id")) for one in expect_list(answer.get("issues"), "issues")
            }
        return frozenset(found)

    def _batch(self, ids: Sequence[str]) -> Iterable[Entity]:
        body = {
            "issueIdsOrKeys": list(ids),
            "fields": ["*all"],
            "expand": ["changelog"],
            "properties": [MARKER_PROPERTY],
            "fieldsByKeys": False,
        }
        answer = expect_dict(self._client.ask("/rest/api/3/issue/bulkfetch", body), "issues")
        for issue in expect_list(answer.get("issues"), "issues"):
            yield self.entity(expect_dict(issue, "an issue"))

    def entity(self, issue: Mapping[str, Any], *, whole: bool = True) -> Entity:
        """One issue as an entity. `whole=False`: the answer of a write, whose comments may be left out."""
        fields = expect_dict(issue.get("fields"), "an issue's fields")
        identifier, key = str(issue["id"]), str(issue["key"])
        project = fields.get("project") or {}
        edits = _recent(issue)
        listed = _page_of("comments", fields.get("comment"))
        comments = self._comments(identifier, listed, whole)
        values = _values(fields)
        if listed is not None:
            values["comment_count"] = int(listed.get("total") or len(comments or ()))
        return Entity(
            id=identifier,
            key=key,
            project=ProjectRef(str(project.get("id", "")), str(project.get("key", "")), str(project.get("name", ""))),
            fields=values,
            revision=str(fields.get("updated") or ""),
            updated=moment(fields.get("updated")) or 0,
            updated_by=edits[0].by if edits else None,
            updated_by_app=edits[0].by_app if edits else False,
            comments=comments,
            attachments=_attachments(fields),
            links=_links(fields),
            worklogs=self._worklogs(identifier, _page_of("worklogs", fields.get("worklog")), whole),
            url=f"{self._site_url}/browse/{key}",
            marker=_marker(issue),
            recent=edits,
        )

    def _comments(self, issue_id: str, found: dict[str, Any] | None, whole: bool) -> tuple[Comment, ...] | None:
        if found is None:
            return None
        listed = expect_list(found.get("comments"), "comments")
        total = int(found.get("total") or len(listed))
        if len(listed) < total:
            return self.all_comments(issue_id) if whole else None
        return tuple(comment(c) for c in _oldest_first(listed))

    @understood(PRODUCT)
    def _worklogs(self, issue_id: str, found: dict[str, Any] | None, whole: bool) -> tuple[Worklog, ...] | None:
        """Up to twenty come along with the issue; where there are more, one more call lists them."""
        if found is None:
            return None
        listed = expect_list(found.get("worklogs"), "work logs")
        if len(listed) < int(found.get("total") or len(listed)):
            if not whole:
                return None
            listed = self.raw_worklogs(issue_id, properties=False)
        return tuple(worklog(one) for one in _oldest_first(listed) if not one.get("visibility"))

    @understood(PRODUCT)
    def raw_worklogs(self, issue_id: str, *, properties: bool) -> list[dict[str, Any]]:
        """Every work log as Jira gives it, oldest first; 5,000 for each call."""
        asked = {"expand": "properties" if properties else None}
        return everything(self._client, f"/rest/api/3/issue/{issue_id}/worklog", asked, "worklogs", 5000)

    def all_comments(self, issue_id: str, *, properties: bool = False) -> tuple[Comment, ...]:
        """Every comment of an issue, oldest first."""
        return tuple(comment(c) for c in self.raw_comments(issue_id, properties=properties))

    @understood(PRODUCT)
    def raw_comments(self, issue_id: str, *, properties: bool) -> list[dict[str, Any]]:
        """The comments as Jira gives them, for looking one up by its property."""
        asked = {"orderBy": "created", "expand": "properties" if properties else None}
        return everything(self._client, f"/rest/api/3/issue/{issue_id}/comment", asked, "comments", 100)


def _page_of(name: str, found: Any) -> dict[str, Any] | None:
    """What hangs on an issue as a page of it; the document's example of an issue shows a bare list."""
    if isinstance(found, list):
        return {name: found}
    return found if isinstance(found, dict) else None


def _oldest_first(listed: list[Any]) -> list[Any]:
    """In the order in which they were made: an issue's own lists come in one that no document promises."""
    return sorted(listed, key=lambda one: (moment(one.get("created")) or 0, str(one["id"]).zfill(20)))


def comment(found: Mapping[str, Any]) -> Comment:
    """One comment; restricted to a group or role, or hidden from customers (`jsdPublic`), it says so."""
    body = found.get("body")
    visibility = found.get("visibility")
    restricted = None
    if isinstance(visibility, dict):
        restricted = str(visibility.get("value") or visibility.get("identifier") or visibility.get("type") or "?")
    return Comment(
        id=str(found["id"]),
        body=adf(body) if isinstance(body, dict) else RichText("text", body) if isinstance(body, str) else _EMPTY,
        author=person(found.get("author")),
        created=moment(found.get("created")),
        updated=moment(found.get("updated")),
        internal=found.get("jsdPublic") is False,
        restricted=restricted,
        version=str(found.get("updated") or ""),
    )


def worklog(found: Mapping[str, Any]) -> Worklog:
    """One work log; those that only a group or role may see are never read."""
    said = found.get("comment")
    return Worklog(
        str(found["id"]),
        int(found.get("timeSpentSeconds") or 0),
        moment(found.get("started")),
        person(found.get("author")),
        adf(said) if isinstance(said, dict) else None,
    )


def _values(fields: Mapping[str, Any]) -> dict[str, Value]:
    values: dict[str, Value] = {"parent": None}  # Jira leaves the field out where there is none
    for name, found in fields.items():
        if name in ELSEWHERE:
            continue
        if name == "parent":
            values["parent"] = EntityRef(str(found["id"]), str(found.get("key", ""))) if found else None
        elif name == "created":
            values["created"] = moment(found)
        else:
            values[HUB_NAMES.get(name, name)] = decode(found)
    return values


def _attachments(fields: Mapping[str, Any]) -> tuple[Attachment, ...] | None:
    found = fields.get("attachment")
    return tuple(attachment(a) for a in _oldest_first(found)) if isinstance(found, list) else None


def attachment(found: Mapping[str, Any]) -> Attachment:
    """One file's facts."""
    return Attachment(
        str(found["id"]),
        str(found.get("filename", "")),
        int(found.get("size") or 0),
        str(found.get("mimeType") or "application/octet-stream"),
        person(found.get("author")),
        moment(found.get("created")),
    )


def _links(fields: Mapping[str, Any]) -> tuple[Link, ...] | None:
    found = fields.get("issuelinks")
    if not isinstance(found, list):
        return None
    links = []
    for one in found:
        outward = "outwardIssue" in one
        target = one.get("outwardIssue") or one.get("inwardIssue") or {}
        kind = str((one.get("type") or {}).get("name", ""))
        ref = EntityRef(str(target.get("id", "")), str(target.get("key", "")))
        links.append(Link(kind, outward, ref, None, str(one.get("id", ""))))
    return tuple(links)


def _recent(issue: Mapping[str, Any]) -> tuple[FieldEdit, ...]:
    histories = (issue.get("changelog") or {}).get("histories")
    edits = []
    for history in histories if isinstance(histories, list) else []:
        who = history.get("author") or {}
        author, app, called = who.get("accountId"), who.get("accountType") == "app", str(who.get("displayName") or "")
        at, number = moment(history.get("created")) or 0, str(history.get("id", ""))
        for item in history.get("items") or []:
            name = str(item.get("fieldId") or item.get("field") or "")
            edits.append(FieldEdit(HUB_NAMES.get(name, name), at, author, number, app, called))
    return tuple(sorted(edits, key=lambda e: -e.at))


def _marker(issue: Mapping[str, Any]) -> str | None:
    found = (issue.get("properties") or {}).get(MARKER_PROPERTY)
    if isinstance(found, dict) and isinstance(found.get("value"), dict) and "key" not in found:
        found = found["value"]
    key = found.get("key") if isinstance(found, dict) else None
    return key if isinstance(key, str) and key else None
