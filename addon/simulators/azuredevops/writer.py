"""Writes work items: create, change, comment, delete, restore. One call, one revision at most."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from .access import COMMENT, DELETE, EDIT, SUPPRESS_NOTIFICATIONS
from .drafting import Draft, draft_fields
from .errors import VendorError, access_denied, bad_argument, type_not_found
from .history import record, set_parent
from .html_text import rewrite
from .identifiers import to_milliseconds
from .link_ends import LinkEnds
from .links import LinkDraft
from .organization import Event, Organization
from .patch import Patch
from .people import Person
from .projects import Project
from .work_items import Comment, CommentRef, CommentVersion, Update, Who, WorkItem

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
        self._ends = LinkEnds(organization)

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
        update = record(
            self._organization, item, before, draft.by, draft.at, person.id, links, moves, comment, patch.comment
        )
        self._ends.mirror(item, links, person, draft.at)
        self._announce(item, update, person.id, wishes, new=new, commented=comment is not None)
        return Written(item, comment, patch.comment[0] if patch.comment else None)

    def _comment(self, item: WorkItem, comment: tuple[str, str], by: str, at: datetime) -> CommentRef:
        text, kind = comment
        number = self._organization.next_number("comment")
        kept = rewrite(text) if kind == "html" else text
        item.comments.append(Comment(number, [CommentVersion(1, kept, kind, by, at)]))
        return CommentRef(number, 1)

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
        update = record(self._organization, item, before, person.id, at, person.id, None, True, reference, (text, kind))
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
        update = record(self._organization, item, before, person.id, at, person.id, None, True, reference, None)
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
                set_parent(other)
        del self._organization.items[item.id]

    def _set_deleted(self, item: WorkItem, person: Person, deleted: bool) -> None:
        at = self._now(item)
        before = dict(item.fields)
        item.deleted = deleted
        update = record(self._organization, item, before, person.id, at, person.id, None, True, None, None)
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
