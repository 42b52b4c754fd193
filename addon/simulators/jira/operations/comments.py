"""Comments: write, change, remove, with visibility and the property that makes one internal."""

from ...text_lengths import characters
from ..adf import MAXIMUM_TEXT, media_ids, problem
from ..adf_text import from_text, plain
from ..caller import Caller
from ..errors import JiraError, invalid, not_found
from ..events import Event
from ..permissions import allows, in_role, require, sees_restricted
from ..present import show_comment
from ..records import Adf, Comment, Issue, Json
from ..site import JiraSite
from . import history, properties


def find(site: JiraSite, caller: Caller, issue: Issue, comment_id: str) -> Comment:
    for comment in issue.comments:
        if comment.id == comment_id:
            if sees_restricted(site, caller.account_id, site.project_of(issue), comment):
                return comment
            break
    raise not_found(f"Can not find a comment for the id: {comment_id}.")


def read_body(site: JiraSite, value: Json, version: int) -> Adf:
    """The document of a comment or work log; 400 when it is none or empty."""
    if version < 3:
        if not isinstance(value, str) or not value.strip():
            raise JiraError(400, errors={"comment": "Comment body can not be empty!"})
        return from_text(value)
    if value is None:
        raise JiraError(400, errors={"comment": "Comment body can not be empty!"})
    wrong = problem(value)
    if wrong is not None:
        raise JiraError(400, wrong) if wrong == "INVALID_INPUT" else JiraError(400, errors={"comment": wrong})
    if any(identity not in site.media for identity in media_ids(value)):
        raise JiraError(400, "ATTACHMENT_VALIDATION_ERROR")
    if not value["content"]:
        raise JiraError(400, errors={"comment": "Comment body can not be empty!"})
    if characters(plain(value)) > MAXIMUM_TEXT:
        words = "The entered text is too long. It exceeds the allowed limit of 32,767 characters."
        raise JiraError(400, errors={"comment": words})
    document: Adf = value
    return document


def read_visibility(site: JiraSite, caller: Caller, issue: Issue, value: Json) -> dict[str, str] | None:
    """A restriction to a role or group that exists; None lifts it."""
    if value is None:
        return None
    if not isinstance(value, dict) or value.get("type") not in ("role", "group"):
        raise invalid("Invalid visibility.")
    name = str(value.get("value") or value.get("identifier") or "")
    if value["type"] == "role":
        if name not in {role.name for role in site.roles.values()}:
            raise JiraError(400, errors={"commentLevel": f"Role with name or id: {name} does not exist."})
        user_in = caller.account_id and in_role(site, caller.account_id, site.project_of(issue), name)
        if not user_in:
            raise JiraError(
                400, errors={"commentLevel": f"You are currently not a member of the project role: {name}."}
            )
    return {"type": value["type"], "value": name, "identifier": str(value.get("identifier") or name)}


def store(site: JiraSite, caller: Caller, issue: Issue, payload: dict[str, Json], version: int) -> Comment:
    """Append a comment without telling anybody."""
    require(site, caller, "ADD_COMMENTS", issue, "You do not have the permission to comment on this issue.")
    now = max(site.clock.milliseconds(), issue.updated + 1)
    author = caller.account_id or ""
    comment = Comment(
        id=site.next_id("comment"),
        author=author,
        body=read_body(site, payload.get("body"), version),
        created=now,
        updated=now,
        update_author=author,
        visibility=read_visibility(site, caller, issue, payload.get("visibility")),
        properties=properties.read(payload.get("properties")),
    )
    issue.comments.append(comment)
    return comment


def add(site: JiraSite, caller: Caller, issue: Issue, payload: dict[str, Json], version: int = 3) -> Comment:
    site.limits.check_issue_write(issue.id)
    comment = store(site, caller, issue, payload, version)
    history.touch(site, issue)
    tell(site, caller, issue, comment, "comment_created")
    history.issue_event(site, caller, issue, "jira:issue_updated", "issue_commented", comment=comment)
    return comment


def change(
    site: JiraSite, caller: Caller, issue: Issue, comment_id: str, payload: dict[str, Json], version: int = 3
) -> Comment:
    comment = find(site, caller, issue, comment_id)
    _require_own_or_all(site, caller, issue, comment, "EDIT", "You do not have the permission to edit this comment.")
    if "body" in payload:
        body = read_body(site, payload["body"], version)
    else:
        body = comment.body
    visibility = comment.visibility
    if "visibility" in payload:
        visibility = read_visibility(site, caller, issue, payload["visibility"])
    checked = properties.read(payload.get("properties"))
    site.limits.check_issue_write(issue.id)
    comment.body, comment.visibility, comment.update_author = body, visibility, caller.account_id or ""
    comment.properties.update(checked)
    history.touch(site, issue)
    comment.updated = issue.updated
    tell(site, caller, issue, comment, "comment_updated")
    history.issue_event(site, caller, issue, "jira:issue_updated", "issue_comment_edited", comment=comment)
    return comment


def remove(site: JiraSite, caller: Caller, issue: Issue, comment_id: str) -> None:
    comment = find(site, caller, issue, comment_id)
    _require_own_or_all(
        site, caller, issue, comment, "DELETE", "You do not have permission to delete comment with id: " + comment_id
    )
    site.limits.check_issue_write(issue.id)
    issue.comments.remove(comment)
    history.touch(site, issue)
    tell(site, caller, issue, comment, "comment_deleted")
    history.issue_event(site, caller, issue, "jira:issue_updated", "issue_comment_deleted", comment=comment)


def _require_own_or_all(
    site: JiraSite, caller: Caller, issue: Issue, comment: Comment, verb: str, message: str
) -> None:
    project = site.project_of(issue)
    own = comment.author == caller.account_id and allows(
        site, caller.account_id, f"{verb}_OWN_COMMENTS", project, issue
    )
    if not own and not allows(site, caller.account_id, f"{verb}_ALL_COMMENTS", project, issue):
        raise JiraError(403 if verb == "DELETE" else 400, message)


def tell(site: JiraSite, caller: Caller, issue: Issue, comment: Comment, name: str, primary: bool = True) -> None:
    """Tell the apps of a comment; the body has no top-level user, as in the product."""

    def body() -> dict[str, Json]:
        return {
            "webhookEvent": name,
            "comment": show_comment(site, issue, comment, version=2),
            "issue": history.thin_issue(site, issue),
        }

    names = history.variables(site, issue, comment_id=comment.id)
    site.emit(Event(name, caller, body, names, issue.id, primary))
