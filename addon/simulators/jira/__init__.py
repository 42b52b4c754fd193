"""A Jira Cloud site.

Reading order: `records` (what is stored), `site` (the store and its look-ups), `operations/` (what can be
done to issues, and what that causes), `jql/` (search), `connect/` (apps: install, tokens, web hooks),
`rest/` (the public API), `pages/` (host pages), `seed` (demo data), `app` (all of it behind one address).
"""

from .app import create_app, serve
from .site import JiraSite

__all__ = ["JiraSite", "create_app", "serve"]
