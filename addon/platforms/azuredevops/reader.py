"""Reads work items: one call for up to two hundred, and one for the comments of each that has some."""

import mimetypes
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from addon.platforms.answers import understood
from addon.platforms.azuredevops.client import (
    PRODUCT,
    AzureDevOpsClient,
    expect_dict,
    expect_list,
    expect_number,
    part,
)
from addon.platforms.azuredevops.fields import (
    ELSEWHERE,
    HUB_NAMES,
    PRIORITY,
    STATE,
    TAGS,
    TYPE,
    decode,
    moment,
    person,
    tags,
)
from addon.platforms.azuredevops.metadata import AzureDevOpsMetadata
from addon.platforms.azuredevops.pasted import pictures, texts
from addon.platforms.errors import PlatformError, Reason
from addon.replica.entity import Entity
from addon.replica.values import Attachment, Comment, EntityRef, Link, Named, ProjectRef, RichText, Value

BATCH = 200
COMMENTS_VERSION = "7.1-preview.4"
HYPERLINK = "Hyperlink"
ATTACHED = "AttachedFile"
PARENT = "System.LinkTypes.Hierarchy-Reverse"
MARKER_PREFIX = "Synced by Liaise · "
_SIZE_S = 24 * 3600.0
_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class AzureDevOpsReader:
    """Entities out of work items."""

    def __init__(self, client: AzureDevOpsClient, metadata: AzureDevOpsMetadata) -> None:
        self._client = client
        self._metadata = metadata

    @understood(PRODUCT)
    def read(self, ids: Sequence[str], *, with_comments: bool) -> Mapping[str, Entity]:
        """Entities by id; one that is gone, deleted or invisible is left out and harms no other."""
        numbers = [int(i) for i in dict.fromkeys(ids) if i.isascii() and i.isdigit()]
        found: dict[str, Entity] = {}
        for start in range(0, len(numbers), BATCH):
            body = {"ids": numbers[start : start + BATCH], "$expand": "all", "errorPolicy": "omit"}
            for item in self._batch(body):
                entity = self.entity(item, with_comments=with_comments)
                found[entity.id] = entity
        return found

    @understood(PRODUCT)
    def still_there(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of these work items that can be seen and are not in the recycle bin."""
        numbers = [int(i) for i in dict.fromkeys(ids) if i.isascii() and i.isdigit()]
        found: set[str] = set()
        for start in range(0, len(numbers), BATCH):
            body = {"ids": numbers[start : start + BATCH], "fields": ["System.Id"], "errorPolicy": "omit"}
            found |= {str(expect_number(one.get("id"), "the work item's id")) for one in self._batch(body)}
        return frozenset(found)

    def _batch(self, body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """The work items that are there. Nothing else may pass for an answer: who is not in it counts as deleted."""
        found = expect_dict(self._client.ask("/_apis/wit/workitemsbatch", body), "a batch of work items")
        items = expect_list(found, "work items")
        return [expect_dict(one, "a work item") for one in items if one is not None]

    def entity(self, item: Mapping[str, Any], *, with_comments: bool = False) -> Entity:
        """One work item as an entity; without its comments unless asked (one more call, if it has any)."""
        raw = expect_dict(item.get("fields"), "a work item's fields")
        identifier = str(expect_number(item.get("id"), "the work item's id"))
        project = str(raw.get("System.TeamProject") or "")
        relations = [r for r in item.get("relations") or [] if isinstance(r, dict)]
        count = _comment_count(raw)
        comments: tuple[Comment, ...] | None = None
        if with_comments:
            comments = () if count == 0 else self.comments(project, identifier)
        project_id = self._metadata.project_id(project) if project else ""
        values = self._values(item, raw, project_id or project)
        values["parent"] = _parent(relations)
        values["comment_count"] = count
        changed_by = person(raw.get("System.ChangedBy"))
        listed = "relations" in item or with_comments
        entity = Entity(
            id=identifier,
            key=identifier,
            project=ProjectRef(project_id, project, project),
            fields=values,
            revision=str(expect_number(item.get("rev") or raw.get("System.Rev"), "the work item's revision")),
            updated=moment(raw.get("System.ChangedDate")) or 0,
            updated_by=changed_by.id if changed_by else None,
            updated_by_app=changed_by is not None and changed_by.kind == "app",
            comments=comments,
            attachments=_attachments(relations, self._size) if listed else (),
            links=_links(relations),
            url=f"{self._client.base_url}/{part(project)}/_workitems/edit/{identifier}",
            marker=_marker(relations),
            deleted=raw.get("System.IsDeleted") is True,
        )
        return self._with_pasted(entity) if listed else entity

    def with_comments(self, entity: Entity) -> Entity:
        """The entity with its comments listed, if it has any."""
        none = entity.fields.get("comment_count") == 0
        listed = () if none else self.comments(entity.project.key, entity.id)
        return self._with_pasted(replace(entity, comments=listed))

    def _with_pasted(self, entity: Entity) -> Entity:
        """The entity with pictures of its texts among its files; one that cannot be had is left out."""
        known = {one.id for one in entity.attachments or ()}
        shown = pictures(texts(entity), self._client.base_url)
        sizes = {identifier: self._size(identifier) for identifier in shown if identifier not in known}
        pasted = [
            Attachment(identifier, shown[identifier], size, _mimetype(shown[identifier]), pasted=True)
            for identifier, size in sizes.items()
            if size
        ]
        return replace(entity, attachments=(*(entity.attachments or ()), *pasted)) if pasted else entity

    def _size(self, identifier: str) -> int:
        """The bytes of a file, 0 where it cannot be had: asked once, since a file never changes."""

        def load() -> int:
            try:
                return self._client.size(f"/_apis/wit/attachments/{part(identifier)}", {"download": True})
            except PlatformError as error:
                if error.reason in (Reason.NOT_FOUND, Reason.FORBIDDEN):
                    return 0
                raise

        return self._metadata.kept(("size", identifier), load, seconds=_SIZE_S) if identifier else 0

    @understood(PRODUCT)
    def comments(self, project: str, item_id: str) -> tuple[Comment, ...]:
        """Every comment, oldest first."""
        return tuple(comment(c) for c in self.raw_comments(project, item_id))

    def raw_comments(self, project: str, item_id: str) -> list[dict[str, Any]]:
        """The comments as Azure DevOps gives them."""
        found: list[dict[str, Any]] = []
        token: str | None = None
        while True:
            page = expect_dict(
                self._client.get(
                    f"/{part(project)}/_apis/wit/workItems/{item_id}/comments",
                    {"$top": 200, "order": "asc", "continuationToken": token},
                    version=COMMENTS_VERSION,
                ),
                "comments",
            )
            found += [c for c in expect_list(page.get("comments"), "comments") if not c.get("isDeleted")]
            following = page.get("continuationToken")
            if not following or following == token:
                return found
            token = str(following)

    def _values(self, item: Mapping[str, Any], raw: Mapping[str, Any], project: str) -> dict[str, Value]:
        type_name = str(raw.get(TYPE) or "")
        info = self._metadata.type(project, type_name) if project else None
        known = self._metadata.fields()
        formats = item.get("multilineFieldsFormat") or {}
        described = info.description_field if info else "System.Description"
        values: dict[str, Value] = {
            "summary": "",
            "description": None,
            "assignee": None,
            "labels": (),
            "priority": None,
        }
        for name, found in raw.items():
            if name in ELSEWHERE:
                continue
            markdown = str(formats.get(name, "")).lower() == "markdown"
            value = decode(found, known.get(name), markdown=markdown)
            hub = HUB_NAMES.get(name, name)
            if hub == "description":
                if name != described:
                    values[name] = value
                    continue
                value = value if isinstance(value, RichText) else _rich(value, markdown)
            values[hub] = value
        if values["description"] is None and str(formats.get(described, "")).lower() == "markdown":
            values["description"] = RichText("markdown", "")
        values["labels"] = tags(raw.get(TAGS))
        values["type"] = Named(info.reference_name or type_name if info else type_name, type_name)
        values["status"] = _state(str(raw.get(STATE) or ""), info.states if info else ())
        values["priority"] = None if raw.get(PRIORITY) is None else Named(str(raw[PRIORITY]), str(raw[PRIORITY]))
        values["creator"] = values["reporter"] = person(raw.get("System.CreatedBy"))
        values["created"] = moment(raw.get("System.CreatedDate"))
        return values


def comment(found: Mapping[str, Any]) -> Comment:
    """One comment; `version` counts its edits."""
    notation = "markdown" if str(found.get("format") or "").lower() == "markdown" else "html"
    return Comment(
        id=str(found.get("id") or found.get("commentId")),
        body=RichText(notation, str(found.get("text") or "")),  # type: ignore[arg-type]
        author=person(found.get("createdBy")),
        created=moment(found.get("createdDate")),
        updated=moment(found.get("modifiedDate")),
        version=str(found.get("version") or "1"),
    )


def attachment_id(url: str) -> str:
    """The id in an attachment's address; empty when it is not one."""
    found = _GUID.findall(urlsplit(url).path)
    return found[-1].lower() if found else ""


def _attachments(relations: Sequence[Mapping[str, Any]], size_of: Callable[[str], int]) -> tuple[Attachment, ...]:
    """`size_of` an attachment id is asked where the relation does not tell, as in the vendor's examples."""
    found = []
    for relation in relations:
        if relation.get("rel") != ATTACHED:
            continue
        attributes = relation.get("attributes") or {}
        url = str(relation.get("url") or "")
        name = str(attributes.get("name") or unquote(urlsplit(url).query.partition("fileName=")[2]))
        created = moment(attributes.get("resourceCreatedDate")) or moment(attributes.get("authorizedDate"))
        told, identifier = attributes.get("resourceSize"), attachment_id(url)
        size = size_of(identifier) if told is None else expect_number(told, "the size of a file")
        found.append(Attachment(identifier, name, size, _mimetype(name), None, created))
    return tuple(found)


def _links(relations: Sequence[Mapping[str, Any]]) -> tuple[Link, ...]:
    found = []
    for relation in relations:
        kind, url = str(relation.get("rel") or ""), str(relation.get("url") or "")
        identifier = relation_id(relation)
        if kind == HYPERLINK:
            found.append(Link(kind, True, None, url, identifier))
        elif kind not in (ATTACHED, "ArtifactLink"):
            target = linked_id(url)
            if target:
                found.append(Link(kind, not kind.endswith("-Reverse"), EntityRef(target, target), None, identifier))
    return tuple(found)


def relation_id(relation: Mapping[str, Any]) -> str:
    """What tells a relation from the others of its item: its number, else its kind and where it leads.

    Only files and web links are numbered (`attributes.id`); of a link to another item there is one of a kind.
    """
    number = (relation.get("attributes") or {}).get("id")
    if number is not None:
        return str(number)
    return f"{relation.get('rel') or ''}:{linked_id(str(relation.get('url') or ''))}"


def linked_id(url: str) -> str:
    """The work item that a relation's address names; empty when it names none."""
    tail = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    return tail if tail.isascii() and tail.isdigit() else ""


def _parent(relations: Sequence[Mapping[str, Any]]) -> EntityRef | None:
    found = next((linked_id(str(r.get("url"))) for r in relations if r.get("rel") == PARENT), "")
    return EntityRef(found, found) if found else None


def _marker(relations: Sequence[Mapping[str, Any]]) -> str | None:
    for relation in relations:
        words = str((relation.get("attributes") or {}).get("comment") or "")
        if relation.get("rel") == HYPERLINK and words.startswith(MARKER_PREFIX):
            return words.removeprefix(MARKER_PREFIX).strip() or None
    return None


def _comment_count(raw: Mapping[str, Any]) -> int | None:
    """None where it is not told, as in most of the vendor's examples: then there may be some."""
    found = raw.get("System.CommentCount")
    return None if found is None else expect_number(found, "the number of comments")


def _state(name: str, states: Sequence[Named]) -> Named:
    return next((s for s in states if s.name == name), Named(name, name))


def _rich(value: Value, markdown: bool) -> RichText | None:
    return RichText("markdown" if markdown else "html", value) if isinstance(value, str) else None


def _mimetype(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
