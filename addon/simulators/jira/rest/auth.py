"""Who calls the REST API: an app by JWT, a person by API token, a browser session, nobody."""

import base64
import re
from urllib.parse import urlsplit

from flask import current_app, request

from ..caller import ANONYMOUS, Caller
from ..connect import tokens
from ..connect.addons import AddOn
from ..errors import JiraError
from ..site import JiraSite

VIEWER = "jira.viewer"
"""Key in `app.config`: a function that gives the account id of the browser session."""


def authenticate(site: JiraSite) -> tuple[Caller, AddOn | None]:
    """The caller, and the app if it is one; 401 for credentials that are wrong."""
    header = request.headers.get("Authorization", "")
    kind, _, value = header.partition(" ")
    if kind.upper() == "JWT":
        return _app(site, value.strip())
    if kind.lower() == "basic":
        return _person(site, value.strip()), None
    if header:
        raise JiraError(401, "Client must be authenticated to access this resource.")
    if "jwt" in request.args:
        return _app(site, request.args["jwt"])
    return _session(), None


def _app(site: JiraSite, token: str) -> tuple[Caller, AddOn]:
    path = urlsplit(request.environ.get("RAW_URI") or request.full_path).path
    addon = tokens.check_app_token(site, token, request.method, path, request.query_string.decode("latin-1"))
    return Caller(addon.account_id, addon.key, _trace()), addon


def _trace() -> str | None:
    """The app's trace header, if it is one that the product takes (up to 1,024 printable ASCII characters)."""
    trace = request.headers.get("X-Atlassian-Webhook-Trace", "")
    return trace if re.fullmatch(r"[\x20-\x7e]{1,1024}", trace) else None


def _person(site: JiraSite, value: str) -> Caller:
    try:
        email, _, token = base64.b64decode(value, validate=True).decode().partition(":")
    except ValueError:
        raise JiraError(401, "Basic authentication could not be read.") from None
    account_id = site.tokens.get(token)
    user = site.users.get(account_id or "")
    if user is None or not user.active or user.email.lower() != email.lower():
        raise JiraError(401, "Client must be authenticated to access this resource.")
    return Caller(user.account_id)


def _session() -> Caller:
    """A page of the site itself; writing needs a sign that it is no foreign page."""
    viewer = current_app.config.get(VIEWER)
    if viewer is None:
        return ANONYMOUS
    if request.method != "GET":
        token = request.headers.get("X-Atlassian-Token", "")
        site_fetch = request.headers.get("Sec-Fetch-Site", "")
        if site_fetch != "same-origin" and token not in ("no-check", "nocheck"):
            raise JiraError(403, "XSRF check failed")
    elif request.headers.get("Sec-Fetch-Site") != "same-origin":
        return ANONYMOUS
    return Caller(viewer() or None, in_browser=True)
