"""Shells: pages without data that load the bundle inside a host, and the files they need."""

import re
from pathlib import Path

import flask
from werkzeug.exceptions import HTTPException

from addon.console.configuration import console, services
from addon.console.headers import azuredevops_policy, jira_policy, plain_policy
from addon.console.words import AZURE_DEVOPS, JIRA, HostWords
from addon.nodes import node, sync_identity
from addon.nodes.refusals import not_found
from addon.web.answers import noted_refusal
from addon.web.guards import Token, takes
from descriptors import CONSOLE_TABS

blueprint = flask.Blueprint("shell", __name__)

ICONS = Path(__file__).parents[1] / "icons"
_REASON = re.compile(r"[a-z_]{1,40}")  # the words of OAuth; anything else in an address is not shown
_YEAR_S = 365 * 24 * 3600


@blueprint.get("/jira/console/<tab>")
@takes(Token.JIRA_PAGE)
def jira_console(tab: str) -> flask.Response:
    """The console in Jira's settings, with the tab of the menu entry selected."""
    if tab not in CONSOLE_TABS:
        raise not_found("page")
    return _jira_shell("console", f"/console/{tab}")


@blueprint.get("/jira/panel")
@takes(Token.JIRA_PAGE)
def jira_panel() -> flask.Response:
    """The panel in the issue view; which issue it is comes from the signed context of its calls."""
    return _jira_shell("panel", "/panel")


@blueprint.get("/azuredevops/console")
@takes(Token.OPEN)
def azuredevops_console() -> flask.Response:
    """The hub in the organization settings; the first request is anonymous."""
    return _azuredevops_shell("console", "/console/connections")


@blueprint.get("/azuredevops/panel")
@takes(Token.OPEN)
def azuredevops_panel() -> flask.Response:
    """The group in the work item form."""
    return _azuredevops_shell("panel", "/panel")


@blueprint.get(sync_identity.CONSENTED_PATH)
@takes(Token.OPEN)
def consented() -> flask.Response:
    """Where Microsoft sends an administrator after the question for consent; only tells how to go on.

    Nothing is taken from the address: what was really granted is asked of Entra when the form is checked.
    """
    given = flask.request.args.get("admin_consent") == "True"
    said = flask.request.args.get("error", "")
    reason = said if _REASON.fullmatch(said) else ""
    page = flask.render_template(
        "console/consented.html", given=given, reason=reason, host=AZURE_DEVOPS, console=console()
    )
    response = flask.make_response(page)
    response.headers["Content-Security-Policy"] = plain_policy()
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/assets/<name>")
@takes(Token.OPEN)
def asset(name: str) -> flask.Response:
    """A file of the bundle; its name changes with its content, so it may be kept for ever."""
    assets = console().assets
    if name not in assets.files:
        raise not_found("file")
    response = flask.send_from_directory(assets.folder, name, max_age=_YEAR_S)
    response.headers["Cache-Control"] = f"public, max-age={_YEAR_S}, immutable"
    return response


@blueprint.get("/icons/<name>")
@takes(Token.OPEN)
def icon(name: str) -> flask.Response:
    """The mark, at an address that the Connect descriptor names."""
    response = flask.send_from_directory(ICONS, name, max_age=3600)
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.errorhandler(Exception)
def outside(problem: Exception) -> flask.Response | HTTPException:
    """A page for whoever opened an address of ours without its host, or after its token had expired."""
    if isinstance(problem, HTTPException):
        return problem
    refusal = noted_refusal(problem)
    host = JIRA if flask.request.path.startswith("/jira/") else AZURE_DEVOPS
    settings = console().settings
    response = flask.make_response(
        flask.render_template("console/outside.html", refusal=refusal, host=host, console=console()), refusal.status
    )
    # Which site frames it is not known without a token; the page holds nothing that a frame could misuse.
    ancestors = (
        ["https://*.atlassian.net", *settings.jira_ancestors] if host is JIRA else settings.azuredevops_ancestors
    )
    response.headers["Content-Security-Policy"] = jira_policy(settings.connect_script_url, ancestors)
    return response


def _jira_shell(page: str, start: str) -> flask.Response:
    settings = console().settings
    person = flask.g.caller
    own = node.frame_ancestors(services(), person.node_id) if person else ()
    policy = jira_policy(settings.connect_script_url, [*own, *settings.jira_ancestors])
    return _shell(JIRA, page, start, policy)


def _azuredevops_shell(page: str, start: str) -> flask.Response:
    return _shell(AZURE_DEVOPS, page, start, azuredevops_policy(console().settings.azuredevops_ancestors))


def _shell(host: HostWords, page: str, start: str, policy: str) -> flask.Response:
    text = flask.render_template("console/shell.html", host=host, page=page, start=start, console=console())
    response = flask.make_response(text)
    response.headers["Content-Security-Policy"] = policy
    return response
