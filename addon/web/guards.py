"""Who may call a route: each one declares the one kind of token it takes, and nothing is served undeclared.

`@takes(Token.X)` marks a view; `install_guards` checks the token before the view runs and leaves the result in
`flask.g`. A view without a declaration answers 500 and is named by a test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import flask
import structlog

from addon.nodes.refusals import Refusal
from addon.nodes.sessions import ADMIN_FRESH_S, Caller
from addon.web.attached import asked, kept

log = structlog.get_logger()


class Token(StrEnum):
    """Every kind of proof that a route can ask for."""

    OPEN = "open"  # nothing: data-free pages, static files, health, discovery, descriptor
    JIRA_LIFECYCLE = "jira_lifecycle"  # RS256 signed install and uninstall
    JIRA_SERVER = "jira_server"  # HS256, real qsh: enabled, disabled, webhooks
    JIRA_PAGE = "jira_page"  # HS256 in ?jwt=, real qsh: frames
    JIRA_CONTEXT = "jira_context"  # HS256, qsh "context-qsh": calls from our page in Jira
    ADO_TOKENS = "azuredevops_tokens"  # the host's app and access token, to be traded for a session
    ADO_SESSION = "azuredevops_session"  # our bearer
    CONSOLE = "console"  # JIRA_CONTEXT or ADO_SESSION: the console, the same for both products
    ADO_HOOK = "azuredevops_hook"  # basic password of the subscription
    PARTNER = "partner"  # the signature of a connection's partner, checked by the protocol itself
    OPERATOR = "operator"  # whoever runs the deployment


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one route takes and who may call it."""

    token: Token
    admin: bool = False
    changes: bool = False  # changes state: an older admin answer is asked again
    entity: bool = False  # a panel: the caller's token has to name the entity


Verifier = Callable[[Declaration], Caller | None]
"""Checks the proof of one token kind on the current request: the caller where it stands for a person, else None.

Raises `Refusal` or `TokenRefused` when the proof does not hold.
"""

View = TypeVar("View", bound=Callable[..., Any])


def takes(token: Token, *, admin: bool = False, changes: bool = False, entity: bool = False) -> Callable[[View], View]:
    """Declare what a view takes."""

    def mark(view: View) -> View:
        view.liaise_takes = Declaration(token, admin, changes, entity)  # type: ignore[attr-defined]
        return view

    return mark


def declaration_of(view: Callable[..., Any]) -> Declaration | None:
    """What a view declared, or None."""
    return getattr(view, "liaise_takes", None)


def install_guards(app: flask.Flask, verifiers: dict[Token, Verifier], now_ms: Callable[[], int]) -> None:
    """Check every request before its view, by what the view declared."""

    @app.before_request
    def guard() -> None:
        endpoint, about = asked().endpoint, kept()
        if endpoint is None:
            return  # 404 or 405: nothing will run
        view = app.view_functions[endpoint]
        declared = declaration_of(view)
        if declared is None:
            log.error("route_undeclared", endpoint=endpoint)
            raise Refusal("route_undeclared", "This address is not served.", status=500)
        about.caller = None
        if declared.token is Token.OPEN:
            return
        caller = verifiers[declared.token](declared)
        about.caller = caller
        if caller is not None:
            structlog.contextvars.bind_contextvars(node=caller.node_id)
        if declared.admin:
            _require_admin(caller, declared, now_ms())
        if declared.entity and (caller is None or caller.entity_id is None):
            raise Refusal("no_entity", "This panel was opened without an issue or work item.", status=403)


def _require_admin(caller: Caller | None, declared: Declaration, now_ms: int) -> None:
    if caller is None or caller.admin_checked_at is None:
        raise Refusal("not_admin", "Only administrators can use Liaise here.", status=403)
    if declared.changes and now_ms - caller.admin_checked_at > ADMIN_FRESH_S * 1000:
        raise Refusal("admin_stale", "Your rights are being checked again.", status=401)


def caller() -> Caller:
    """The person of the current request; only in views whose token stands for one."""
    found = kept().caller
    assert isinstance(found, Caller)
    return found
