"""Who looks at the pages, and the tokens that pages hand to extensions."""

from datetime import timedelta

from .credentials import Token
from .extensions import Extension
from .organization import Organization
from .people import Person

VIEWER_COOKIE = "simulated_user"
ACCESS_TOKEN_LIFETIME = timedelta(minutes=60)


def issue_access_token(organization: Organization, extension: Extension, person: Person) -> Token:
    """A token for the person, limited to the extension's scopes; opaque to the extension."""
    return organization.credentials.issue(
        "extension",
        person.id,
        scopes=frozenset(extension.scopes),
        lifetime=ACCESS_TOKEN_LIFETIME,
        name=extension.full_id,
        extension=extension.full_id,
    )


def viewer(organization: Organization, cookie: str | None) -> Person:
    """Whom the pages are shown to: the person of the cookie, else the first administrator."""
    found = organization.people.find(cookie) if cookie else None
    if found is not None:
        return found
    people = organization.people.all()
    return next((person for person in people if person.is_admin), people[0])
