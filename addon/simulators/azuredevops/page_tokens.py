"""The tokens that pages hand to extensions."""

from datetime import timedelta

from .credentials import Token
from .extensions import Extension
from .organization import Organization
from .people import Person

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
