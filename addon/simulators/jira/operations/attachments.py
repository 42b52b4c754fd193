"""Attachments: upload and delete; each is a media file with an id of its own."""

import mimetypes
import uuid

from ..caller import Caller
from ..errors import JiraError, forbidden
from ..events import Event
from ..permissions import allows, require
from ..present import show_attachment
from ..records import Attachment, ChangeItem, Issue, Json
from ..site import JiraSite
from . import history

PER_ISSUE = 2_000


def add(site: JiraSite, caller: Caller, issue: Issue, files: list[tuple[str, str | None, bytes]]) -> list[Attachment]:
    """Attach (name, MIME type, content) files to an issue; one history item each."""
    require(
        site, caller, "CREATE_ATTACHMENTS", issue, "You do not have permission to create attachments for this issue."
    )
    if not site.attachments_enabled:
        raise forbidden("Attachments are disabled.")
    if any(len(content) > site.upload_limit for _, _, content in files):
        raise JiraError(413, f"The file exceeds its maximum permitted size of {site.upload_limit} bytes.")
    if len(issue.attachments) + len(files) > PER_ISSUE:
        raise JiraError(413, "The issue has reached its limit of attachments.")
    site.limits.check_issue_write(issue.id)
    added = []
    for name, mime_type, content in files:
        attachment = Attachment(
            id=site.next_id("attachment"),
            media_id=str(uuid.uuid4()),
            filename=name,
            author=caller.account_id or "",
            mime_type=mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream",
            content=content,
        )
        issue.attachments.append(attachment)
        site.attachments[attachment.id] = (issue.id, attachment)
        site.media[attachment.media_id] = attachment
        item = ChangeItem("Attachment", "attachment", False, None, None, attachment.id, name)
        change = history.record(site, caller, issue, [item])
        attachment.created = change.created
        tell(site, caller, issue, attachment, "attachment_created")
        history.issue_event(site, caller, issue, "jira:issue_updated", "issue_updated", change)
        added.append(attachment)
    return added


def remove(site: JiraSite, caller: Caller, issue: Issue, attachment: Attachment) -> None:
    project = site.project_of(issue)
    own = attachment.author == caller.account_id and allows(
        site, caller.account_id, "DELETE_OWN_ATTACHMENTS", project, issue
    )
    if not own and not allows(site, caller.account_id, "DELETE_ALL_ATTACHMENTS", project, issue):
        raise forbidden("You do not have permission to delete this attachment.")
    site.limits.check_issue_write(issue.id)
    issue.attachments.remove(attachment)
    del site.attachments[attachment.id]
    item = ChangeItem("Attachment", "attachment", False, attachment.id, attachment.filename, None, None)
    change = history.record(site, caller, issue, [item])
    tell(site, caller, issue, attachment, "attachment_deleted")
    history.issue_event(site, caller, issue, "jira:issue_updated", "issue_updated", change)


def tell(site: JiraSite, caller: Caller, issue: Issue, attachment: Attachment, name: str) -> None:
    """Tell the apps of an attachment; the body does not say which issue, as in the product."""

    def body() -> dict[str, Json]:
        return {"webhookEvent": name, "attachment": show_attachment(site, attachment)}

    names = history.variables(site, issue, attachment_id=attachment.id)
    site.emit(Event(name, caller, body, names, issue.id))
