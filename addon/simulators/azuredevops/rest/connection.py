"""Who am I, where am I: locations, areas, connectionData, profile."""

from typing import Any

from ..errors import VendorError
from ..identifiers import written
from ..locations import resource_area, resource_areas, resource_locations
from ..organization import Organization
from ..people import ANONYMOUS_ID, Person
from .routing import IDENTITIES, MAIN, ApiCall, routes


@routes.add("GET", "resourceareas", anonymous=True, preview=True)
def areas(call: ApiCall) -> Any:
    found = resource_areas(call.organization)
    return {"count": len(found), "value": found}


@routes.add("GET", "resourceareas/{id}", anonymous=True, preview=True)
def area(call: ApiCall) -> Any:
    found = resource_area(call.organization, call.values["id"])
    if found is None:
        raise VendorError(404, "ResourceAreaNotFoundException", "The resource area is not registered.")
    return found


@routes.add("GET", "resourceareas", host=IDENTITIES, preview=True)
def identity_areas(call: ApiCall) -> Any:
    return areas(call)


@routes.add("GET", "connectiondata", anonymous=True, preview=True)
def connection_data(call: ApiCall) -> Any:
    organization = call.organization
    user = _anonymous() if call.person is None else _user(organization, call.person)
    return {
        "authenticatedUser": user,
        "authorizedUser": user,
        "instanceId": organization.instance_id,
        "deploymentId": "4d2f4d3f-58f4-4d1e-9a2e-3d3f6a9a1f55",
        "deploymentType": "hosted",
        "locationServiceData": {
            "serviceOwner": "00025394-6065-48ca-87d9-7f5672854ef7",
            "defaultAccessMappingMoniker": "PublicAccessMapping",
            "lastChangeId": 33,
            "lastChangeId64": 33,
        },
    }


@routes.add("GET", "connectiondata", host=IDENTITIES, preview=True)
def identity_connection_data(call: ApiCall) -> Any:
    return connection_data(call)


@routes.add("GET", "profile/profiles/{id}", "vso.profile", host=IDENTITIES)
def profile(call: ApiCall) -> Any:
    wanted = call.values["id"]
    person = call.caller if wanted.lower() == "me" else call.organization.people.get(wanted)
    if person is None:
        raise VendorError(404, "ProfileDoesNotExistException", f"The profile {wanted} does not exist.")
    return {
        "displayName": person.display_name,
        "publicAlias": person.id,
        "emailAddress": person.unique_name,
        "coreRevision": 1,
        "timeStamp": written(call.organization.clock.now()),
        "id": person.id,
        "revision": 1,
    }


def locations(organization: Organization, host: str = MAIN) -> dict[str, Any]:
    """The answer to `OPTIONS _apis`, which needs no credential."""
    found = resource_locations(host)
    return {"count": len(found), "value": found}


def _user(organization: Organization, person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "descriptor": person.legacy_descriptor(organization.tenant_id),
        "subjectDescriptor": person.descriptor,
        "providerDisplayName": person.display_name,
        "isActive": person.active,
        "properties": {"Account": {"$type": "System.String", "$value": person.unique_name}},
        "resourceVersion": 2,
        "metaTypeId": 1 if person.kind == "service-principal" else 0,
    }


def _anonymous() -> dict[str, Any]:
    return {
        "id": ANONYMOUS_ID,
        "descriptor": f"System:PublicAccess;{ANONYMOUS_ID}",
        "subjectDescriptor": "sys.UHVibGljQWNjZXNz",
        "providerDisplayName": "Anonymous",
        "isActive": True,
        "properties": {},
        "resourceVersion": 2,
        "metaTypeId": 255,
    }
