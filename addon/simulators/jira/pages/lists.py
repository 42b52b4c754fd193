"""The lists: projects, issues by JQL."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ..errors import JiraError
from ..jql import search
from ..permissions import allows
from ..records import Issue
from .viewer import Viewer

PAGE = 50


def add_routes(host: Blueprint, viewer: Viewer) -> None:
    site = viewer.site

    @host.get("/projects")
    def projects() -> ResponseReturnValue:
        query = request.args.get("query", "")
        start = max(0, request.args.get("start", 0, int))
        with site.lock:
            me, wanted = viewer.account_id(), query.lower()
            found = [
                project
                for project in site.projects.values()
                if (wanted in project.name.lower() or wanted in project.key.lower())
                and allows(site, me, "BROWSE_PROJECTS", project)
            ]
            return render_template(
                "projects.html",
                projects=found[start : start + PAGE],
                total=len(found),
                query=query,
                start=start,
                page=PAGE,
            )

    @host.get("/issues/")
    def issues() -> ResponseReturnValue:
        jql = request.args.get("jql", "")
        start = max(0, request.args.get("start", 0, int))
        found: list[Issue] = []
        wrong = ""
        with site.lock:
            try:
                found = search.find(site, viewer.caller(), jql, [], bounded=False)
            except JiraError as error:
                wrong = " ".join(error.messages)
            return render_template(
                "issues.html",
                issues=found[start : start + PAGE],
                total=len(found),
                jql=jql,
                wrong=wrong,
                start=start,
                page=PAGE,
                site=site,
            )
