"""The issue view and what people do there; and the create dialog."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ..adf_text import from_text, plain
from ..connect.frames import issue_panels
from ..errors import JiraError
from ..operations import attachments, comments, issues, transitions
from ..permissions import allows, in_role, require_issue
from ..present import actions, visible_comments
from ..records import Issue, Json
from ..rest.attachments import serve_bytes
from .viewer import Viewer


def add_routes(host: Blueprint, viewer: Viewer) -> None:
    site = viewer.site

    def find(key: str) -> Issue:
        return require_issue(site, viewer.caller(), key)

    def act(key: str, done: str, action: Callable[[Issue], None]) -> ResponseReturnValue:
        """Do something to an issue, then show it again with what came of it."""
        with site.lock:
            try:
                issue = find(key)
                action(issue)
                flash(done, "success")
                return redirect(f"/browse/{issue.key}", 303)
            except JiraError as error:
                flash(" ".join([*error.messages, *error.errors.values()]), "error")
        return redirect(f"/browse/{key}", 303)

    @host.get("/browse/<key>")
    def view(key: str) -> ResponseReturnValue:
        with site.lock:
            try:
                issue = find(key)
            except JiraError:
                return render_template("not_found.html", key=key), 404
            if issue.key != key:
                return redirect(f"/browse/{issue.key}")
            me = viewer.account_id()
            project = site.project_of(issue)
            roles = [role.name for role in site.roles.values() if in_role(site, me, project, role.name)]
            people = [
                user
                for user in site.users.values()
                if user.kind == "atlassian" and allows(site, user.account_id, "ASSIGNABLE_USER", project, issue)
            ]
            return render_template(
                "browse.html",
                site=site,
                issue=issue,
                project=project,
                may=actions(site, me, issue),
                transitions=transitions.possible(site, viewer.caller(), issue),
                comments=visible_comments(site, me, issue),
                panels=issue_panels(site, me, issue),
                roles=roles,
                people=people,
                links=site.links_of(issue),
            )

    @host.post("/browse/<key>/edit")
    def edit(key: str) -> ResponseReturnValue:
        def change(issue: Issue) -> None:
            fields: dict[str, Json] = {}
            form = request.form
            if "summary" in form and form["summary"] != issue.fields.get("summary"):
                fields["summary"] = form["summary"]
            # A text area shows plain text only: text that nobody changed keeps its formatting.
            if "description" in form:
                text = form["description"].replace("\r\n", "\n")
                if text != plain(issue.fields.get("description")):
                    fields["description"] = from_text(text) if text.strip() else None
            if "priority" in form:
                fields["priority"] = {"id": form["priority"]}
            if "assignee" in form:
                fields["assignee"] = {"accountId": form["assignee"]} if form["assignee"] else None
            if "labels" in form:
                fields["labels"] = form["labels"].split()
            issues.edit(site, viewer.caller(), issue, {"fields": fields})

        return act(key, "Saved.", change)

    @host.post("/browse/<key>/transition")
    def move(key: str) -> ResponseReturnValue:
        def change(issue: Issue) -> None:
            resolution = request.form.get("resolution")
            fields = {"fields": {"resolution": {"id": resolution}}} if resolution else {}
            transitions.apply(site, viewer.caller(), issue, {"id": request.form["transition"]}, fields)

        return act(key, "Status changed.", change)

    @host.post("/browse/<key>/comment")
    def comment(key: str) -> ResponseReturnValue:
        def add(issue: Issue) -> None:
            payload: dict[str, Any] = {"body": from_text(request.form.get("body", ""))}
            if request.form.get("role"):
                payload["visibility"] = {"type": "role", "value": request.form["role"]}
            comments.add(site, viewer.caller(), issue, payload)

        return act(key, "Comment added.", add)

    @host.post("/browse/<key>/comment/<comment_id>")
    def change_comment(key: str, comment_id: str) -> ResponseReturnValue:
        def change(issue: Issue) -> None:
            body = {"body": from_text(request.form.get("body", ""))}
            comments.change(site, viewer.caller(), issue, comment_id, body)

        return act(key, "Comment saved.", change)

    @host.post("/browse/<key>/comment/<comment_id>/delete")
    def delete_comment(key: str, comment_id: str) -> ResponseReturnValue:
        return act(key, "Comment deleted.", lambda issue: comments.remove(site, viewer.caller(), issue, comment_id))

    @host.post("/browse/<key>/attach")
    def attach(key: str) -> ResponseReturnValue:
        files: list[tuple[str, str | None, bytes]] = [
            (f.filename or "", f.mimetype, f.read()) for f in request.files.getlist("file") if f.filename
        ]

        def add(issue: Issue) -> None:
            if not files:
                raise JiraError(400, "Choose a file first.")
            attachments.add(site, viewer.caller(), issue, files)

        return act(key, "Attached.", add)

    @host.post("/browse/<key>/attachment/<attachment_id>/delete")
    def delete_attachment(key: str, attachment_id: str) -> ResponseReturnValue:
        def remove(issue: Issue) -> None:
            found = [item for item in issue.attachments if item.id == attachment_id]
            if found:
                attachments.remove(site, viewer.caller(), issue, found[0])

        return act(key, "Attachment deleted.", remove)

    @host.get("/secure/attachment/<attachment_id>/<path:name>")
    def download(attachment_id: str, name: str) -> ResponseReturnValue:
        entry = site.attachments.get(attachment_id)
        if entry is None:
            abort(404)
        try:
            find(entry[0])
        except JiraError:
            abort(404)
        return serve_bytes(entry[1])

    @host.post("/browse/<key>/delete")
    def delete(key: str) -> ResponseReturnValue:
        with site.lock:
            try:
                issues.delete(site, viewer.caller(), key, with_subtasks=True)
                flash(f"{key} was deleted.", "success")
            except JiraError as error:
                flash(" ".join([*error.messages, *error.errors.values()]), "error")
                return redirect(f"/browse/{key}", 303)
        return redirect("/issues/", 303)

    @host.post("/create")
    def create() -> ResponseReturnValue:
        form = request.form
        fields: dict[str, Json] = {
            "project": {"key": (form.get("project_key") or form.get("project", "")).strip().upper()},
            "issuetype": {"id": form.get("issuetype", "")},
            "summary": form.get("summary", ""),
        }
        if form.get("description", "").strip():
            fields["description"] = from_text(form["description"])
        with site.lock:
            try:
                issue = issues.create(site, viewer.caller(), {"fields": fields})
            except JiraError as error:
                flash(" ".join([*error.messages, *error.errors.values()]), "error")
                return redirect("/projects", 303)
        flash(f"{issue.key} was created.", "success")
        return redirect(f"/browse/{issue.key}", 303)
