"""One verifier for each kind of token, bound to routes by `guards`; none of them accepts another's token.

Jira's console calls bring a context token each time, so whether the caller administers Jira is asked of Jira and
remembered for five minutes, for each tenant and person.
"""

import hmac
import threading
from collections.abc import Sequence

import flask

from addon.nodes import installation, sessions
from addon.nodes.refusals import Refusal
from addon.nodes.services import Services
from addon.nodes.sessions import ADMIN_FRESH_S, Caller
from addon.platforms.jira import auth
from addon.storage import nodes
from addon.storage.signers import Signer
from addon.web.attached import asked
from addon.web.guards import Declaration, Token, Verifier

FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")
"""By these a proxy on the same machine tells that somebody else asked it."""


def verifiers(services: Services, *, session_keys: tuple[bytes, ...], operator_token: str) -> dict[Token, Verifier]:
    """The verifier of every token kind that stands for itself.

    Lifecycle, hook, host tokens and partners are proven by what the request carries beside the token, so their views
    check them first thing, before anything is read; they are declared all the same.
    """
    jira = JiraTokens(services)
    bearer = Bearer(services, session_keys)
    return {
        Token.JIRA_LIFECYCLE: _in_view,
        Token.JIRA_SERVER: jira.server,
        Token.JIRA_PAGE: jira.page,
        Token.JIRA_CONTEXT: jira.context,
        Token.ADO_TOKENS: _in_view,
        Token.ADO_SESSION: bearer,
        Token.CONSOLE: EitherHost(jira, bearer),
        Token.ADO_HOOK: _in_view,
        Token.PARTNER: _in_view,
        Token.OPERATOR: Operator(operator_token),
    }


def _in_view(_: Declaration) -> None:
    return None


class JiraTokens:
    """Tokens signed with a site's shared secret."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._admins: dict[tuple[str, str], int] = {}
        self._lock = threading.Lock()

    def page(self, _: Declaration) -> Caller:
        """A frame that Jira loads: `?jwt=` with the hash of this very request."""
        token = flask.request.args.get("jwt", "")
        if not token:
            raise Refusal("no_token", "This page opens inside Jira, under Settings → Apps → Liaise.", status=401)
        return self._verified(token)

    def server(self, _: Declaration) -> Caller:
        """A call of Jira's server: header token with the hash of this very request."""
        return self._verified(_header("JWT "))

    def context(self, declaration: Declaration) -> Caller:
        """A call of our own page inside Jira; the entity comes from the signed context claim alone."""
        site = _Site(self._services)
        found = auth.verify_context(_header("JWT "), secrets=site, now=self._services.now())
        caller = site.caller(found)
        admin_at = self._admin_at(caller) if declaration.admin else None
        issue = found.context.get("jira", {}).get("issue", {}) if isinstance(found.context.get("jira"), dict) else {}
        name = self._services.trackers.display_name(caller.node_id, caller.user_id) if admin_at else ""
        entity_id = str(issue.get("id")) if isinstance(issue, dict) and issue.get("id") else None
        return Caller(caller.node_id, "jira", caller.user_id, name, admin_at, entity_id)

    def _verified(self, token: str) -> Caller:
        request, site = asked(), _Site(self._services)
        found = auth.verify_page(
            token,
            method=request.method,
            path=auth.sent_path(request.path),
            raw_query=request.query_string.decode("ascii", "replace"),
            secrets=site,
            now=self._services.now(),
        )
        return site.caller(found)

    def _admin_at(self, caller: Caller) -> int | None:
        """When Jira last said that this person administers it; asked again after five minutes."""
        key, now = (str(caller.node_id), caller.user_id), self._services.now()
        with self._lock:
            known = self._admins.get(key, 0)
        if now - known < ADMIN_FRESH_S * 1000:
            return known
        if not caller.user_id:
            return None
        if not self._services.trackers.people(caller.node_id).is_administrator(caller.user_id):
            return None
        with self._lock:
            if len(self._admins) > 10_000:
                self._admins.clear()
            self._admins[key] = now
        return now


class _Site:
    """The site that one token names, read once: its secrets for the check, its tenant for what follows."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._found: Signer | None = None

    def __call__(self, client_key: str) -> Sequence[str]:
        self._found = installation.signer(self._services, client_key)
        return self._found.secrets if self._found else ()

    def caller(self, found: auth.Caller) -> Caller:
        """Who called, once the token was checked."""
        assert self._found is not None
        return Caller(self._found.node_id, "jira", found.account_id or "")


class Bearer:
    """Our own token of an Azure DevOps page."""

    def __init__(self, services: Services, session_keys: tuple[bytes, ...]) -> None:
        self._services = services
        self._keys = session_keys

    def __call__(self, _: Declaration) -> Caller:
        token = _header("Bearer ")
        refusal: Refusal | None = None
        for key in self._keys:
            try:
                return self._active(sessions.read(token, key=key, now_ms=self._services.now()))
            except Refusal as no:
                refusal = no
                if no.reason != "bad_session":
                    break
        assert refusal is not None
        raise refusal

    def _active(self, caller: Caller) -> Caller:
        node = self._services.ledger.read(lambda tx: nodes.get(tx, caller.node_id))
        if node.status == "uninstalled":
            raise Refusal("uninstalled", "Liaise was uninstalled from this organization.", status=401)
        return caller


class EitherHost:
    """The console: the same routes for both products, each with its own kind of token."""

    def __init__(self, jira: JiraTokens, bearer: Bearer) -> None:
        self._jira = jira
        self._bearer = bearer

    def __call__(self, declaration: Declaration) -> Caller:
        if flask.request.headers.get("Authorization", "").startswith("Bearer "):
            return self._bearer(declaration)
        return self._jira.context(declaration)


class Operator:
    """Whoever runs the deployment; without a token set, only this machine itself."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, _: Declaration) -> None:
        if self._token:
            given = flask.request.headers.get("Authorization", "").removeprefix("Bearer ")
            if hmac.compare_digest(given.encode(), self._token.encode()):
                return
        elif flask.request.remote_addr in ("127.0.0.1", "::1") and not any(map(flask.request.headers.get, FORWARDED)):
            return
        raise Refusal("not_operator", "Only the operator of this deployment may read this.", status=401)


def _header(prefix: str) -> str:
    header = asked().headers.get("Authorization", "")
    if not header.startswith(prefix):
        raise Refusal("no_token", "The request carries no token of the kind that is needed here.", status=401)
    return header[len(prefix) :]
