"""Response headers of our pages: what may run, who may frame, nothing kept, no address told to others."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import flask

# Connect's script adds its token sheets, and with the new typography a font sheet and font from the second host.
_THEME_SHEETS = "https://connect-cdn.atl-paas.net"
_TYPOGRAPHY = "https://ds-cdn.prod-east.frontend.public.atl-paas.net"


def origin_of(url: str) -> str:
    """Scheme and host of an address; 'self' of one that has none."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "'self'"


def jira_policy(connect_script_url: str, ancestors: Iterable[str]) -> str:
    """The content policy of a page framed by one Jira site."""
    scripts = dict.fromkeys(["'self'", _THEME_SHEETS, origin_of(connect_script_url)])
    styles = dict.fromkeys(["'self'", "'unsafe-inline'", _THEME_SHEETS, _TYPOGRAPHY, origin_of(connect_script_url)])
    return _policy(scripts, styles, ["'self'", _TYPOGRAPHY], ancestors)


def azuredevops_policy(ancestors: Iterable[str]) -> str:
    """The content policy of a page framed by Azure DevOps; its SDK writes the theme into a style element."""
    return _policy(["'self'"], ["'self'", "'unsafe-inline'"], ["'self'"], ancestors)


def plain_policy() -> str:
    """The content policy of a page that stands in a tab of its own and asks for nothing."""
    return _policy(["'self'"], ["'self'"], ["'self'"], ())


def _policy(scripts: Iterable[str], styles: Iterable[str], fonts: Iterable[str], ancestors: Iterable[str]) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(scripts)}",
            f"style-src {' '.join(styles)}",
            f"font-src {' '.join(fonts)}",
            "img-src 'self' data:",
            "connect-src 'self'",
            f"frame-ancestors {' '.join(ancestors) or chr(39) + 'none' + chr(39)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def secure(response: flask.Response) -> flask.Response:
    """The headers of every answer of the console; what a page set itself is kept. `web.answers` adds the rest."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    headers.setdefault("Cache-Control", "no-store")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    return response
