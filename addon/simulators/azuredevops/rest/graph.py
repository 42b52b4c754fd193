"""Users, groups, memberships and identities, on the identity host only."""

from html import escape
from typing import Any

from ..errors import VendorError, bad_argument
from ..organization import Organization
from ..people import Group, Person
from .routing import IDENTITIES, Answer, ApiCall, routes


@routes.add("GET", "graph/users", "vso.graph", host=IDENTITIES, preview=True)
def users(call: ApiCall) -> Any:
    found = [_user(call.organization, item) for item in call.organization.people.all() if item.role != "guest"]
    return {"count": len(found), "value": found}


@routes.add("GET", "graph/users/{subject}", "vso.graph", host=IDENTITIES, preview=True)
def user(call: ApiCall) -> Any:
    return _user(call.organization, _person(call.organization, call.values["subject"]))


@routes.add("GET", "graph/groups", "vso.graph", host=IDENTITIES, preview=True)
def groups(call: ApiCall) -> Any:
    found = [_group(call.organization, item) for item in call.organization.people.groups()]
    return {"count": len(found), "value": found}


@routes.add("GET", "graph/groups/{subject}", "vso.graph", host=IDENTITIES, preview=True)
def group(call: ApiCall) -> Any:
    found = call.organization.people.group_by_descriptor(call.values["subject"])
    if found is None:
        raise _no_subject(call.values["subject"])
    return _group(call.organization, found)


@routes.add("GET", "graph/memberships/{subject}", "vso.graph", host=IDENTITIES, preview=True)
def memberships(call: ApiCall) -> Any:
    """Groups of a subject (`direction=up`, the default) or members of a group (`down`)."""
    people, subject = call.organization.people, call.values["subject"]
    if (call.argument("direction") or "up").lower() == "down":
        found = people.group_by_descriptor(subject)
        if found is None:
            raise _no_subject(subject)
        pairs = [(found.descriptor, member.descriptor) for member in people.members_of(found)]
    else:
        person = _person(call.organization, subject)
        pairs = [(container.descriptor, person.descriptor) for container in people.groups_of(person)]
    value = [_membership(call.organization, container, member) for container, member in pairs]
    return {"count": len(value), "value": value}


@routes.add("GET", "graph/memberships/{subject}/{container}", "vso.graph", host=IDENTITIES, preview=True)
def membership(call: ApiCall) -> Any:
    """200 when the subject is a member, 404 otherwise (`HEAD` asks without a body)."""
    person = _person(call.organization, call.values["subject"])
    container = call.values["container"]
    if all(found.descriptor != container for found in call.organization.people.groups_of(person)):
        raise VendorError(
            404,
            "GraphMembershipNotFoundException",
            f"VS860016: Could not find a membership of '{person.descriptor}' in '{container}'.",
        )
    return _membership(call.organization, container, person.descriptor)


@routes.add("GET", "graph/descriptors/{id}", "vso.graph", host=IDENTITIES, preview=True)
def descriptor_of(call: ApiCall) -> Any:
    wanted = call.values["id"].lower()
    person = call.organization.people.get(wanted)
    if person is not None:
        return {"value": person.descriptor, "_links": {}}
    for found in call.organization.people.groups():
        if found.id == wanted:
            return {"value": found.descriptor, "_links": {}}
    raise VendorError(
        404, "StorageKeyNotFoundException", f"VS860013: Could not find a subject for storage key '{wanted}'."
    )


@routes.add("GET", "graph/storagekeys/{subject}", "vso.graph", host=IDENTITIES, preview=True)
def storage_key(call: ApiCall) -> Any:
    subject = call.values["subject"]
    found = call.organization.people.group_by_descriptor(subject)
    return {"value": found.id if found else _person(call.organization, subject).id, "_links": {}}


@routes.add("GET", "identities", "vso.identity", "vso.graph", host=IDENTITIES)
def identities(call: ApiCall) -> Any:
    """By ids, descriptors, or a search (`General`: mail or name; `MailAddress`; `DisplayName`)."""
    people = call.organization.people
    ids, descriptors = call.words("identityIds"), call.words("subjectDescriptors") or call.words("descriptors")
    if ids is not None or descriptors is not None:
        wanted = ids if ids is not None else descriptors or []
        found = [people.find(name) for name in wanted]
        value = [_identity(call.organization, item) if item else None for item in found]
        return {"count": len(value), "value": value}
    kind, text = (call.argument("searchFilter") or "").lower(), (call.argument("filterValue") or "").lower()
    if kind not in ("general", "mailaddress", "displayname", "accountname") or not text:
        raise bad_argument("The search filter is not supported or its value is missing.", "ArgumentException")
    matches = [_identity(call.organization, item) for item in people.all() if _matches(item, kind, text)]
    return {"count": len(matches), "value": matches}


@routes.add("GET", "identities/{id}", "vso.identity", "vso.graph", host=IDENTITIES)
def identity(call: ApiCall) -> Any:
    wanted = call.values["id"]
    person = call.caller if wanted.lower() == "me" else call.organization.people.get(wanted)
    if person is None:
        return Answer(None, 404)
    return _identity(call.organization, person)


@routes.add("GET", "graphprofile/memberavatars/{subject}", anonymous=True)
def avatar(call: ApiCall) -> Any:
    """A picture: the person's initial in a circle."""
    person = _person(call.organization, call.values["subject"])
    letter = escape(person.display_name[:1].upper())
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="44" height="44"><circle cx="22" cy="22" r="22" '
        f'fill="#4b6a9b"/><text x="22" y="29" font-size="20" text-anchor="middle" fill="#fff">{letter}</text></svg>'
    )
    return Answer(raw=text.encode(), content_type="image/svg+xml")


def _matches(person: Person, kind: str, text: str) -> bool:
    by_mail, by_name = person.unique_name.lower() == text, person.display_name.lower() == text
    return {"general": by_mail or by_name, "displayname": by_name}.get(kind, by_mail)


def _identity(organization: Organization, person: Person) -> dict[str, Any]:
    def text(value: str) -> dict[str, str]:
        return {"$type": "System.String", "$value": value}

    return {
        "id": person.id,
        "descriptor": person.legacy_descriptor(organization.tenant_id),
        "subjectDescriptor": person.descriptor,
        "providerDisplayName": person.display_name,
        "isActive": person.active,
        "isContainer": False,
        "members": [],
        "memberOf": [],
        "memberIds": [],
        "properties": {
            "SchemaClassName": text("User"),
            "Domain": text(organization.tenant_id),
            "Account": text(person.unique_name),
            "Mail": text("" if person.kind == "service-principal" else person.unique_name),
        },
        "resourceVersion": 2,
        "metaTypeId": 1 if person.kind == "service-principal" else 0,
    }


def _user(organization: Organization, person: Person) -> dict[str, Any]:
    return {
        "subjectKind": "servicePrincipal" if person.kind == "service-principal" else "user",
        "metaType": "application" if person.kind == "service-principal" else "member",
        "domain": organization.tenant_id,
        "principalName": person.unique_name,
        "mailAddress": "" if person.kind == "service-principal" else person.unique_name,
        "origin": "aad",
        "originId": person.id,
        "displayName": person.display_name,
        "_links": _links(organization, "users", person.descriptor),
        "url": f"{organization.graph_url}/_apis/Graph/Users/{person.descriptor}",
        "descriptor": person.descriptor,
    }


def _group(organization: Organization, group: Group) -> dict[str, Any]:
    return {
        "subjectKind": "group",
        "description": group.description,
        "domain": f"vstfs:///Framework/IdentityDomain/{organization.instance_id}",
        "principalName": group.principal_name,
        "mailAddress": None,
        "origin": "vsts",
        "originId": group.id,
        "displayName": group.name,
        "_links": _links(organization, "groups", group.descriptor),
        "url": f"{organization.graph_url}/_apis/Graph/Groups/{group.descriptor}",
        "descriptor": group.descriptor,
    }


def _links(organization: Organization, kind: str, subject: str) -> dict[str, Any]:
    base = f"{organization.graph_url}/_apis/Graph"
    return {
        "self": {"href": f"{base}/{kind.capitalize()}/{subject}"},
        "memberships": {"href": f"{base}/Memberships/{subject}"},
        "storageKey": {"href": f"{base}/StorageKeys/{subject}"},
    }


def _membership(organization: Organization, container: str, member: str) -> dict[str, Any]:
    base = f"{organization.graph_url}/_apis/Graph"
    return {
        "containerDescriptor": container,
        "memberDescriptor": member,
        "_links": {
            "self": {"href": f"{base}/Memberships/{member}/{container}"},
            "member": {"href": f"{base}/Users/{member}"},
            "container": {"href": f"{base}/Groups/{container}"},
        },
    }


def _person(organization: Organization, subject: str) -> Person:
    person = next((item for item in organization.people.all() if item.descriptor == subject), None)
    if person is None:
        raise _no_subject(subject)
    return person


def _no_subject(subject: str) -> VendorError:
    return VendorError(404, "GraphSubjectNotFoundException", f"VS860016: Could not find a subject for '{subject}'.")
