"""Writes work items: create, change, comment, delete, restore. One call, one revision at most."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from .access import COMMENT, DELETE, EDIT, SUPPRESS_NOTIFICATIONS
from .drafting import Draft, draft_fields
from .errors import VendorError, access_denied, bad_argument, type_not_found
from .html_text import rewrite
from .identifiers import to_milliseconds
from .links import LinkDraft, opposite
from .organization import Event, Organization
from .patch import Patch
from .people import Person
from .projects import Project
from .work_items import (
    RELATION_TYPES,
    Comment,
    CommentRef,
    CommentVersion,
    LinkChange,
    Relation,
    Revision,
    Update,
    Who,
    WorkItem,
    parent_of,
)

REVISION_LIMIT = 10_000
NO_WRITE = "TF237111: The current user does not have permissions to save work items under the specified area path."
SILENT = {"System.ChangedDate", "System.ChangedBy"}


@dataclass(frozen=True)
class Wishes:
    """The switches of a write."""

    validate_only: bool = False
    bypass_rules: bool = False
    suppress_notifications: bool = False


@dataclass(frozen=True)
class Written:
    """The item after a write, and the comment that rode along."""

    item: WorkItem
    comment: CommentRef | None = None
    history: str | None = None


class Writer:
    """All changes to work items go through here, so that revisions, links and events stay in step."""

    def __init__(self, organization: Organization) -> None:
        self._organization = organization

    def create(
        self, project: Project, type_name: str, patch: Patch, person: Person, wishes: Wishes = Wishes()
    ) -> Written:
        """A new work item of a type."""
        organization = self._organization
        if EDIT not in organization.permissions(person, project):
            raise access_denied(NO_WRITE)
        kind = organization.process_of(project).type(type_name)
        if kind is None or kind.disabled:
            raise type_not_found(type_name, project.name)
        item = WorkItem(0, project.id)
        item.fields = {
            "System.AreaPath": project.name,
            "System.TeamProject": project.name,
            "System.IterationPath": project.name,
            "System.WorkItemType": kind.name,
        }
        return self._apply(item, project, patch, person, wishes, kind.name)

    def change(self, item: WorkItem, patch: Patch, person: Person, wishes: Wishes = Wishes()) -> Written:
        """Apply a patch: everything or nothing."""
        project = self._organization.projects.get(item.project_id)
        self._require(item, person, EDIT)
        return self._apply(item, project, patch, person, wishes, item.type_name)

    def _apply(
        self, item: WorkItem, project: Project, patch: Patch, person: Person, wishes: Wishes, type_name: str
    ) -> Written:
        organization = self._organization
        run_tests(item, patch)
        if wishes.suppress_notifications and SUPPRESS_NOTIFICATIONS not in organization.permissions(person, project):
            raise access_denied("You do not have permission to suppress notifications in this project.")
        kind = organization.process_of(project).type(type_name)
        if kind is None:
            raise type_not_found(type_name, project.name)
        now = self._now(item)
        draft = draft_fields(organization, item, project, kind, patch, person, bypass=wishes.bypass_rules, at=now)
        links = LinkDraft(organization, item, person)
        for change in patch.relations:
            links.apply(change)
        if wishes.validate_only:
            return Written(self._preview(item, draft, links, person))
        return self._commit(item, draft, links, patch, person, wishes)

    def _now(self, item: WorkItem) -> datetime:
        now = to_milliseconds(self._organization.clock.now())
        if item.updates and now <= item.updates[-1].at:
            now = item.updates[-1].at + timedelta(milliseconds=1)
        return now

    def _preview(self, item: WorkItem, draft: Draft, links: LinkDraft, person: Person) -> WorkItem:
        preview = replace(item, fields=dict(draft.fields), formats=draft.formats, relations=links.after)
        if item.rev == 0:
            preview.rev = 1
            preview.fields |= {"System.CreatedDate": draft.at, "System.CreatedBy": Who(person.id)}
            preview.fields |= {"System.ChangedDate": draft.at, "System.ChangedBy": Who(person.id)}
        return preview

    def _commit(
        self, item: WorkItem, draft: Draft, links: LinkDraft, patch: Patch, person: Person, wishes: Wishes
    ) -> Written:
        organization = self._organization
        new = item.rev == 0
        resources = [relation for relation in (*links.added, *links.removed, *links.changed) if relation.target is None]
        before = dict(item.fields)
        touched = {
            name
            for name in set(before) | set(draft.fields)
            if before.get(name) != draft.fields.get(name) and name not in SILENT
        }
        moves = new or bool(touched or resources or patch.comment) or draft.formats != item.formats
        if not moves and not (links.added or links.removed or links.changed):
            return Written(item)
        if moves and item.rev >= REVISION_LIMIT:
            raise bad_argument(
                f"Work item {item.id} has reached the limit of {REVISION_LIMIT} revisions.",
                "WorkItemRevisionLimitException",
            )
        if new:
            item.id = organization.next_number("work item")
            organization.items[item.id] = item
            draft.fields.setdefault("System.CreatedDate", draft.at)
            draft.fields.setdefault("System.CreatedBy", Who(draft.by))
            before = {}
        comment = self._comment(item, patch.comment, draft.by, draft.at) if patch.comment else None
        item.project_id = draft.project.id
        item.fields, item.formats, item.relations = draft.fields, draft.formats, links.after
        update = self._record(item, before, draft.by, draft.at, person.id, links, moves, comment, patch.comment)
        self._mirror(item, links, person, draft.at)
        self._announce(item, update, person.id, wishes, new=new, commented=comment is not None)
        return Written(item, comment, patch.comment[0] if patch.comment else None)

    def _record(
        self,
        item: WorkItem,
        before: dict[str, Any],
        by: str,
        at: datetime,
        authorized_as: str,
        links: LinkDraft | None,
        moves: bool,
        comment: CommentRef | None,
        history: tuple[str, str] | None,
    ) -> Update:
        """Append a revision (when something other than links moved) and the update that tells it."""
        organization = self._organization
        _set_parent(item)
        if moves:
            item.rev += 1
            item.fields["System.ChangedDate"] = at
            item.fields["System.ChangedBy"] = Who(by)
            item.fields["System.CommentCount"] = len(item.live_comments())
        changed = {
            name: (before.get(name), item.fields.get(name))
            for name in sorted(set(before) | set(item.fields))
            if before.get(name) != item.fields.get(name)
        }
        if moves:
            watermark = organization.next_watermark()
            previous = item.revisions[-1] if item.revisions else None
            changed["System.Rev"] = (item.rev - 1 or None, item.rev)
            changed["System.Watermark"] = (previous.watermark if previous else None, watermark)
            changed["System.AuthorizedDate"] = (previous.at if previous else None, at)
            if previous is None or previous.deleted is not item.deleted:
                changed["System.IsDeleted"] = (previous.deleted if previous else None, item.deleted)
            snapshot = dict(item.fields)
            if history:
                snapshot["System.History"] = rewrite(history[0]) if history[1] == "html" else history[0]
                changed["System.History"] = (None, snapshot["System.History"])
            item.revisions.append(
                Revision(
                    item.rev,
                    snapshot,
                    dict(item.formats),
                    tuple(item.relations),
                    at,
                    by,
                    authorized_as,
                    watermark,
                    item.deleted,
                    comment,
                )
            )
        update = Update(
            len(item.updates) + 1,
            item.rev,
            by,
            at,
            changed,
            tuple(links.added) if links else (),
            tuple(links.removed) if links else (),
            tuple(links.changed) if links else (),
        )
        item.updates.append(update)
        return update

    def _comment(self, item: WorkItem, comment: tuple[str, str], by: str, at: datetime) -> CommentRef:
        text, kind = comment
        number = self._organization.next_number("comment")
        kept = rewrite(text) if kind == "html" else text
        item.comments.append(Comment(number, [CommentVersion(1, kept, kind, by, at)]))
        return CommentRef(number, 1)

    def _mirror_comments(self, item: WorkItem, links: LinkDraft, person: Person, at: datetime) -> None:
        """A link's comment belongs to both ends."""
        for relation in links.changed:
            if relation.target is None:
                continue
            other, back = self._organization.items[relation.target], opposite(relation, item.id)
            other.relations = [back if known.key == back.key else known for known in other.relations]
            moment = max(at, other.updates[-1].at + timedelta(milliseconds=1))
            other.updates.append(Update(len(other.updates) + 1, other.rev, person.id, moment, {}, changed=(back,)))

    def _mirror(self, item: WorkItem, links: LinkDraft, person: Person, at: datetime) -> None:
        """Write the other end of each work item link, and the link log; neither end gets a revision."""
        self._mirror_comments(item, links, person, at)
        for relation, active in [
            *((item_, True) for item_ in links.added),
            *((item_, False) for item_ in links.removed),
        ]:
            if relation.target is None:
                continue
            other = self._organization.items[relation.target]
            back = opposite(relation, item.id)
            parent_before = {"System.Parent": other.fields.get("System.Parent")}
            if active:
                other.relations.append(back)
            else:
                other.relations = [known for known in other.relations if known.key != back.key]
            _set_parent(other)
            fields = {}
            if parent_before["System.Parent"] != other.fields.get("System.Parent"):
                fields["System.Parent"] = (parent_before["System.Parent"], other.fields.get("System.Parent"))
            update = Update(
                len(other.updates) + 1,
                other.rev,
                person.id,
                max(at, other.updates[-1].at + timedelta(milliseconds=1)),
                fields,
                (back,) if active else (),
                () if active else (back,),
            )
            other.updates.append(update)
            self._log_link(item, relation, person, at, active)
            self._organization.announce(Event("updated", other, update, person.id))

    def _log_link(self, item: WorkItem, relation: Relation, person: Person, at: datetime, active: bool) -> None:
        assert relation.target is not None
        kind = RELATION_TYPES[relation.rel]
        source, target = (item.id, relation.target) if kind.forward else (relation.target, item.id)
        name = relation.rel.removesuffix("-Forward").removesuffix("-Reverse")
        self._organization.link_log.append(
            LinkChange(
                self._organization.next_watermark(), name, source, target, at, person.id, active, relation.comment
            )
        )

    def _announce(self, item: WorkItem, update: Update, by: str, wishes: Wishes, *, new: bool, commented: bool) -> None:
        if wishes.suppress_notifications and not self._organization.options.suppressed_writes_fire_hooks:
            return
        self._organization.announce(Event("created" if new else "updated", item, update, by))
        if commented:
            self._organization.announce(Event("commented", item, update, by))

    def add_comment(self, item: WorkItem, text: str, kind: str, person: Person) -> Comment:
        """A comment through the comments API: a revision, and both hooks."""
        self._require(item, person, COMMENT)
        if not text.strip():
            raise bad_argument("The text of a comment cannot be empty.", "WorkItemCommentException")
        at = self._now(item)
        before = dict(item.fields)
        reference = self._comment(item, (text, kind), person.id, at)
        update = self._record(item, before, person.id, at, person.id, None, True, reference, (text, kind))
        self._announce(item, update, person.id, Wishes(), new=False, commented=True)
        return item.comments[-1]

    def edit_comment(self, item: WorkItem, comment: Comment, text: str, kind: str, person: Person) -> Comment:
        """A new version of a comment; only its author or a project administrator may."""
        self._require_own(item, comment, person)
        kept = rewrite(text) if kind == "html" else text
        self._new_version(item, comment, kept, kind, person, deleted=False)
        return comment

    def delete_comment(self, item: WorkItem, comment: Comment, person: Person) -> None:
        self._require_own(item, comment, person)
        self._new_version(item, comment, comment.last.text, comment.last.format, person, deleted=True)

    def _new_version(
        self, item: WorkItem, comment: Comment, text: str, kind: str, person: Person, *, deleted: bool
    ) -> None:
        at = self._now(item)
        before = dict(item.fields)
        version = comment.last.version + 1
        comment.versions.append(CommentVersion(version, text, kind, person.id, at, deleted))
        if not self._organization.options.comment_edits_move_revision:
            return
        reference = CommentRef(comment.id, version)
        update = self._record(item, before, person.id, at, person.id, None, True, reference, None)
        self._announce(item, update, person.id, Wishes(), new=False, commented=False)

    def delete(self, item: WorkItem, person: Person) -> None:
        """Move to the recycle bin."""
        self._require(item, person, DELETE)
        self._set_deleted(item, person, True)

    def restore(self, item: WorkItem, person: Person) -> None:
        self._require(item, person, DELETE)
        self._set_deleted(item, person, False)

    def destroy(self, item: WorkItem, person: Person) -> None:
        """Remove for good, from the other ends of its links too."""
        self._require(item, person, DELETE)
        for relation in item.relations:
            if relation.target in self._organization.items:
                other = self._organization.items[relation.target]
                other.relations = [known for known in other.relations if known.target != item.id]
                _set_parent(other)
        del self._organization.items[item.id]

    def _set_deleted(self, item: WorkItem, person: Person, deleted: bool) -> None:
        at = self._now(item)
        before = dict(item.fields)
        item.deleted = deleted
        update = self._record(item, before, person.id, at, person.id, None, True, None, None)
        self._organization.announce(Event("deleted" if deleted else "restored", item, update, person.id))

    def _require(self, item: WorkItem, person: Person, permission: str) -> None:
        if not self._organization.may(person, item, permission):
            raise VendorError(
                403,
                "WorkItemUnauthorizedAccessException",
                NO_WRITE,
            )

    def _require_own(self, item: WorkItem, comment: Comment, person: Person) -> None:
        self._require(item, person, COMMENT)
        project = self._organization.projects.get(item.project_id)
        administers = SUPPRESS_NOTIFICATIONS in self._organization.permissions(person, project)
        if comment.first.by != person.id and not administers:
            raise access_denied("You can only change your own comments.")


def run_tests(item: WorkItem, patch: Patch) -> None:
    """Every `test` must hold, or 412."""
    for path, expected in patch.tests:
        name = path.strip("/")
        actual: Any = item.rev if name == "rev" else item.id if name == "id" else None
        if name.startswith("fields/"):
            actual = item.fields.get(name[7:])
        if actual != expected and str(actual) != str(expected):
            raise VendorError(
                412,
                "TestPatchOperationFailedException",
                f"VS403351: Test Operation for path {path} failed with the expected value {expected} "
                f"and actual value {actual}.",
            )


def _set_parent(item: WorkItem) -> None:
    parent = parent_of(item.relations)
    if parent is None:
        item.fields.pop("System.Parent", None)
    else:
        item.fields["System.Parent"] = parent
