"""Relations of a work item: reads what a patch wants, finds what is forbidden."""

from dataclasses import replace
from typing import Any

from .errors import VendorError, bad_argument
from .organization import Organization
from .patch import RelationChange
from .people import Person
from .work_items import CHILD, PARENT, RELATION_TYPES, Relation, WorkItem

ATTACHMENT_LIMIT = 100
LINK_LIMIT = 1000


class LinkDraft:
    """The relations of one item while a patch is applied to it."""

    def __init__(self, organization: Organization, item: WorkItem, person: Person) -> None:
        self._organization = organization
        self._item = item
        self._person = person
        self.before = list(item.relations)
        self._slots: list[Relation | None] = list(item.relations)
        self.added: list[Relation] = []
        self.removed: list[Relation] = []
        self.changed: list[Relation] = []

    @property
    def after(self) -> list[Relation]:
        return [relation for relation in self._slots if relation is not None] + self.added

    def apply(self, change: RelationChange) -> None:
        """Apply one operation; indexes mean the list as it stood before the patch."""
        if change.operation == "add" and change.index is None:
            self._add(change.value)
            return
        index = change.index
        if index is None or index >= len(self._slots) or self._slots[index] is None:
            raise bad_argument(f"There is no relation at index {index}.", "WorkItemRelationException")
        known = self._slots[index]
        assert known is not None
        if change.operation == "remove" and change.attribute is None:
            self._slots[index] = None
            self.removed.append(known)
            return
        comment = change.value
        if change.attribute is None and isinstance(change.value, dict):
            comment = _comment(change.value)
        elif change.attribute != "comment":
            raise bad_argument(f"The attribute '{change.attribute}' cannot be changed.")
        edited = replace(known, comment="" if change.operation == "remove" else str(comment or ""))
        self._slots[index] = edited
        self.changed.append(edited)

    def _add(self, value: Any) -> None:
        if not isinstance(value, dict) or not value.get("rel") or not value.get("url"):
            raise bad_argument("A relation needs rel and url.", "WorkItemRelationException")
        kind = next(
            (
                item
                for name, item in RELATION_TYPES.items()
                if str(value["rel"]).lower() in (name.lower(), item.name.lower())
            ),
            None,
        )
        if kind is None:
            raise bad_argument(f"The relation type '{value['rel']}' does not exist.", "WorkItemRelationTypeException")
        comment = _comment(value)
        if kind.usage == "workItemLink":
            relation = Relation(kind.reference_name, "", self._target(str(value["url"])), comment)
            self._check_link(relation)
        else:
            relation = self._resource(kind.reference_name, value, comment)
        if any(relation.key == other.key for other in self.after):
            raise VendorError(
                400,
                "WorkItemLinkAddExtraParentException" if relation.rel == PARENT else "RelationAlreadyExistsException",
                "Relation already exists.",
            )
        self.added.append(relation)

    def _target(self, url: str) -> int:
        text = url.rstrip("/").rsplit("/", 1)[-1].partition("?")[0]
        if not text.isdecimal():
            raise bad_argument(f"'{url}' is not the address of a work item.")
        target = int(text)
        self._organization.visible_item(target, self._person)
        return target

    def _check_link(self, relation: Relation) -> None:
        assert relation.target is not None
        if relation.target == self._item.id:
            raise bad_argument("You cannot link a work item to itself.", "WorkItemLinkSelfReferenceException")
        if sum(1 for item in self.after if item.target is not None) >= LINK_LIMIT:
            raise bad_argument("The work item has too many links.", "WorkItemLinksLimitException")
        other = self._organization.items[relation.target]
        if (relation.rel == PARENT and any(item.rel == PARENT for item in self.after)) or (
            relation.rel == CHILD and other.parent is not None and other.parent != self._item.id
        ):
            raise VendorError(
                400,
                "WorkItemLinkAddExtraParentException",
                "TF201036: You cannot add a Parent link between work items "
                f"{self._item.id} and {relation.target} because a work item can have only one Parent link.",
            )
        if relation.rel in (PARENT, CHILD) and self._circular(relation):
            raise VendorError(
                400, "WorkItemLinkCircularException", "TF201035: This link would make a circular relationship."
            )

    def _circular(self, relation: Relation) -> bool:
        ancestor, start = (
            (self._item.id, relation.target) if relation.rel == PARENT else (relation.target, self._item.id)
        )
        seen: set[int] = set()
        while start is not None and start not in seen:
            if start == ancestor:
                return True
            seen.add(start)
            start = self._organization.items[start].parent if start in self._organization.items else None
        return False

    def _resource(self, rel: str, value: dict[str, Any], comment: str) -> Relation:
        organization = self._organization
        url, name, size = str(value["url"]), str((value.get("attributes") or {}).get("name", "")), 0
        if rel == "AttachedFile":
            file = organization.attachments.find_url(url)
            if file is None or not file.complete:
                raise VendorError(
                    404, "AttachmentNotFoundException", f"TF237090: Does not exist or access is denied: {url}."
                )
            if sum(1 for item in self.after if item.rel == rel) >= ATTACHMENT_LIMIT:
                raise bad_argument(
                    "VS403313: The work item has reached the limit of attachments.", "WorkItemAttachmentLimitException"
                )
            url, name, size = (
                f"{organization.url}/_apis/wit/attachments/{file.id}",
                name or file.name,
                len(file.content),
            )
        elif rel == "Hyperlink" and "://" not in url:
            raise bad_argument(f"'{url}' is not an address.", "WorkItemRelationException")
        return Relation(
            rel,
            url,
            comment=comment,
            name=name,
            size=size,
            id=organization.next_number("resource", 573_000),
            created=organization.clock.now(),
            by=self._person.id,
        )


def _comment(value: dict[str, Any]) -> str:
    attributes = value.get("attributes") or {}
    if not isinstance(attributes, dict):
        raise bad_argument("The attributes of a relation must be an object.")
    return str(attributes.get("comment") or "")


def opposite(relation: Relation, source: int) -> Relation:
    """The same link as the other end sees it."""
    kind = RELATION_TYPES[relation.rel]
    return Relation(kind.opposite or relation.rel, "", source, relation.comment)
