"""What people type as their partner's address, brought to one spelling.

Accepts any page of a Jira site, a custom domain, `dev.azure.com/{org}`, `{org}.visualstudio.com`, with or without a
scheme, and node URLs of any deployment.
"""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from addon.connections.naming import is_node_address, unmarked
from addon.nodes.refusals import Refusal

_HOST = re.compile(r"^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$")
_SLUG = re.compile(r"^[A-Za-z0-9_-]{16,64}$")
_ORGANIZATION = re.compile(r"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?$")


@dataclass(frozen=True, slots=True)
class Address:
    """A partner's address. `tracker` is its normal form without a scheme; `node_url` is set for node addresses."""

    form: Literal["jira", "azuredevops", "node", "other"]
    tracker: str = ""
    node_url: str = ""
    host: str = ""


def normalize(text: str, *, ado_hosts: frozenset[str] = frozenset({"dev.azure.com"})) -> Address:
    """One spelling for what was typed; raises `Refusal` when it is no address at all."""
    typed = unmarked(text).strip().strip("<>\"'“”‘’«»").strip()
    if not typed:
        raise _refuse("missing", "Enter the address of your partner's site or organization.")
    if len(typed) > 2000 or any(c.isspace() or ord(c) < 32 for c in typed):
        raise _refuse("not_an_address", "This is not a web address. Enter something like dev.azure.com/your-partner.")
    if "://" not in typed:
        typed = "https://" + typed
    try:
        parts = urlsplit(typed)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as problem:
        raise _refuse("not_an_address", "This is not a web address. Check it for typing errors.") from problem
    if parts.scheme not in ("http", "https") or parts.username or parts.password:
        raise _refuse("not_an_address", "Enter a plain https address, without a user name or password.")
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError as problem:
        raise _refuse("not_an_address", "This is not a web address. Check it for typing errors.") from problem
    is_number = host.replace(".", "").isdigit() or ":" in host
    if not is_number and not _HOST.match(host.lower()):
        raise _refuse("not_an_address", "This is not a web address. Check it for typing errors.")
    host = host.lower()
    shown = f"[{host}]" if ":" in host else host
    where = shown if port in (None, 80, 443) else f"{shown}:{port}"
    segments = [unquote(part) for part in parts.path.split("/") if part]
    return _classify(parts.scheme, where, segments, ado_hosts)


def _classify(scheme: str, where: str, segments: list[str], ado_hosts: frozenset[str]) -> Address:
    if "n" in segments[:-1]:
        at = segments.index("n")
        if _SLUG.match(segments[at + 1]):
            prefix = "".join(f"/{part}" for part in segments[:at])
            url = f"{scheme}://{where}{prefix}/n/{segments[at + 1]}"
            if not is_node_address(url):  # no partner could read a code that names it
                raise _refuse("not_an_address", "This is not a web address. Check it for typing errors.")
            return Address("node", node_url=url, host=where)
    if where in ado_hosts or where == "dev.azure.com":
        if not segments or not _ORGANIZATION.match(segments[0]):
            raise _refuse("no_organization", f"Add the organization's name: {where}/your-partner.")
        return Address("azuredevops", tracker=f"{where}/{segments[0].lower()}", host=where)
    if where.endswith(".visualstudio.com"):
        organization = where.removesuffix(".visualstudio.com").split(".")[0]
        return Address("azuredevops", tracker=f"dev.azure.com/{organization}", host=where)
    if where.endswith((".atlassian.net", ".jira.com")):
        return Address("jira", tracker=where, host=where)
    return Address("other", tracker=where, host=where)


def _refuse(reason: str, message: str) -> Refusal:
    return Refusal(reason, message, field="url")
