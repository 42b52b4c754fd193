"""The person who looks at a host page, and what every page shows to them."""

from datetime import UTC, datetime
from typing import Any

from flask import get_flashed_messages
from markupsafe import Markup

from ...chrome import Chrome
from .. import adf_text
from ..caller import Caller
from ..connect.frames import admin_menu
from ..permissions import allows, is_admin
from ..records import Adf, Project, User
from ..site import JiraSite

OFFERED = 100
"""Projects in the create dialog's list; more than that are reached by typing a key."""


class Viewer:
    """The viewer of the present request; templates know it as `host`."""

    def __init__(self, site: JiraSite, chrome: Chrome) -> None:
        self.site = site
        self._chrome = chrome

    def account_id(self) -> str:
        return self._chrome.view().user

    def caller(self) -> Caller:
        return Caller(self.account_id() or None, in_browser=True)

    @property
    def user(self) -> User:
        return self.site.users[self.account_id()]

    @property
    def admin(self) -> bool:
        return is_admin(self.site, self.account_id())

    @property
    def scheme(self) -> str:
        return self._chrome.view().scheme

    @property
    def clipboard(self) -> bool:
        return self._chrome.view().clipboard

    @property
    def title(self) -> str:
        return self.site.title

    def menu(self) -> list[dict[str, Any]]:
        """The sections of apps under Settings → Apps."""
        return admin_menu(self.site, self.account_id())

    def creatable(self) -> list[Project]:
        """The first projects in which the viewer may create issues."""
        found = []
        for project in self.site.projects.values():
            if allows(self.site, self.account_id(), "CREATE_ISSUES", project):
                found.append(project)
                if len(found) == OFFERED:
                    break
        return found

    def types(self) -> list[Any]:
        """The issue types of the create dialog, in the order of the site's scheme."""
        scheme = self.site.schemes["default"]
        return [kind for item in scheme.type_ids if not (kind := self.site.types[item]).subtask]

    def name(self, account_id: str | None) -> str:
        user = self.site.users.get(account_id or "")
        return user.name if user else "Unassigned"

    def html(self, document: Adf | None) -> Markup:
        """A document as safe HTML."""
        return Markup(adf_text.html(document))  # noqa: S704 - every text in it was escaped

    def plain(self, document: Adf | None) -> str:
        return adf_text.plain(document)

    def moment(self, milliseconds: int) -> str:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%b %d, %Y at %H:%M")

    def messages(self) -> list[tuple[str, str]]:
        """What the last action has to say: kind and text."""
        found: list[Any] = list(get_flashed_messages(with_categories=True))
        return [(str(pair[0]), str(pair[1])) for pair in found]
