"""Finds out who calls, from the Authorization header."""

from dataclasses import dataclass

from flask import Request

from ..credentials import Token, basic_secret
from ..errors import NotSignedIn, VendorError, not_authorized
from ..organization import Organization
from ..people import Person


@dataclass(frozen=True)
class Caller:
    """Who calls; both None for the anonymous."""

    person: Person | None = None
    token: Token | None = None


ANONYMOUS = Caller()


def identify(organization: Organization, request: Request) -> Caller:
    """The caller, or NotSignedIn as the service shows it.

    Nothing shown: empty 401, or 302 to the sign-in page unless the caller asks not to be redirected.
    A Basic credential that is no token: 203 with the sign-in page. Expired, revoked or foreign: 401.
    """
    header = request.headers.get("Authorization", "")
    kind, _, value = header.partition(" ")
    quiet = request.headers.get("X-TFS-FedAuthRedirect", "").lower() == "suppress"
    if not header:
        raise NotSignedIn(page=None if quiet or "_apis" in request.path.lower() else 302)
    secret = basic_secret(header) if kind.lower() == "basic" else value.strip()
    token = organization.credentials.find(secret) if secret else None
    if token is None or (kind.lower() == "basic") is not (token.kind == "pat"):
        if kind.lower() == "basic":
            raise NotSignedIn(page=203)
        raise NotSignedIn(page=None if quiet else 302)
    if not organization.credentials.is_good(token):
        raise NotSignedIn()
    person = organization.people.get(token.person_id)
    if person is None or not person.active or person.role == "guest":
        raise NotSignedIn()
    return Caller(person, token)


def require_scope(caller: Caller, needed: frozenset[str]) -> None:
    """403 TF400813 when the caller's token lacks the scope."""
    if caller.token is not None and caller.person is not None and not caller.token.covers(needed):
        raise not_authorized(caller.person.unique_name)


def too_many(identity: str, headers: dict[str, str]) -> VendorError:
    return VendorError(
        429,
        "RequestBlockedException",
        "TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource "
        f"'Concurrency' in namespace '{identity}'. For more information on why your request was blocked, see "
        'the topic "Rate limits" on the Microsoft Web site.',
        headers=headers,
    )
