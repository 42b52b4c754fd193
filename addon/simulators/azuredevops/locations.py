"""The two tables with which the official clients find their way: resource locations and areas."""

from typing import Any

from .organization import Organization

# Rows: id, area, resource, route (`~` is the project's area, `^` the organization's), resource version.

_LOCATIONS = """
e81700f7-3be2-46de-8624-2eb35882fcaa Location ResourceAreas _apis/{resource}/{areaId} 1
00d9565f-ed9c-4a06-9a50-00e7896ccab4 Location ConnectionData _apis/{resource} 1
603fe2ac-9723-48b9-88ad-09305aa6c6e1 core projects _apis/{resource}/{*projectId} 4
4976a71a-4487-49aa-8aab-a1eda469037a core properties _apis/projects/{projectId}/{resource} 1
d30a3dd1-f8ba-442a-b86a-bd0c0c383e59 core teams _apis/projects/{projectId}/{resource}/{*teamId} 3
93878975-88c5-4e6a-8abb-7ddd77a8a7d8 core processes _apis/process/{resource}/{processId} 1
72c7ddf8-2cdc-4f60-90cd-ab71c14a399b wit workItems ~/{resource}/{id} 3
62d3d110-0047-428c-ad3c-4fe872c91c74 wit workItems ~/{resource}/${type} 3
908509b6-4248-4475-a1cd-829139ba419f wit workItemsBatch ~/{resource} 1
8bc57545-27e5-420d-b709-f6e3ebcc1fc1 wit workItemsDelete ~/{resource} 1
608aac0a-32e1-4493-a863-b9cf4566d257 wit comments ~/workItems/{workItemId}/{resource}/{commentId} 4
49e03b34-3be0-42e3-8a5d-e8dfb88ac954 wit versions ~/workItems/{workItemId}/comments/{commentId}/{resource}/{version} 1
e07b5fa4-1499-494d-a496-64b860fd64ff wit attachments ~/{resource}/{id} 3
a70579d1-f53a-48ee-a5be-7be8659023b9 wit classificationNodes ~/{resource} 2
5a172953-1b41-49d3-840a-33f79c3ce89f wit classificationNodes ~/{resource}/{structureGroup}/{*path} 2
b51fd764-e5c2-4b9b-aaf7-3395cf4bdd94 wit fields ~/{resource}/{fieldNameOrRefName} 3
b70d8d39-926c-465e-b927-b1bf0e5ca0e0 wit recyclebin ~/{resource}/{id} 2
a00c85a5-80fa-4565-99c3-bcd2181434bb wit revisions ~/workItems/{id}/{resource}/{revisionNumber} 3
6570bf97-d02c-4a91-8d93-3abe9895b1a9 wit updates ~/workItems/{id}/{resource}/{updateNumber} 3
bc15bc60-e7a8-43cb-ab01-2106be3983a1 wit tags ~/{resource}/{tagIdOrName} 1
1a9c53f7-f243-4447-b110-35ef023636e4 wit wiql {project}/{team}/_apis/{area}/{resource} 2
b5b5b6d0-0308-40a1-b3f4-b9bb3c66878f wit workItemLinks ~/reporting/{resource} 3
f828fe59-dd87-495d-a17c-7a8d6211ca6c wit workItemRevisions ~/reporting/{resource} 2
4a644469-90c5-4fcc-9a9f-be0827d369ec wit discussions ~/reporting/workItemRevisions/{resource} 1
f5d33bc9-5b49-4a3c-a9bd-f3cd46dd2165 wit workItemRelationTypes ^/{resource}/{relation} 2
9b9f5734-36c8-415e-ba67-f83b45c31408 wit workItemTypeCategories ~/{resource}/{category} 2
7c8d7a76-4a09-43e8-b5df-bd792f4ac6aa wit workItemTypes ~/{resource}/{type} 2
bd293ce5-3d25-4192-8e67-e8092e879efb wit fields ~/workItemTypes/{type}/{resource}/{field} 3
7c9d7a76-4a09-43e8-b5df-bd792f4ac6aa wit states ~/workItemTypes/{type}/{resource} 1
c3428e90-7a69-4194-8ed8-0f153185ee0d hooks actions ^/consumers/{consumerId}/{resource}/{consumerActionId} 1
4301c514-5f34-4f5d-a145-f0ea7b5b7d19 hooks consumers ^/{resource}/{consumerId} 1
3b36bcb5-02ad-43c6-bbfa-6dfc6f8e9d68 hooks diagnostics ^/subscriptions/{subscriptionId}/{resource} 1
db4777cd-8e08-4a84-8ba3-c974ea033718 hooks eventtypes ^/publishers/{publisherId}/{resource}/{eventTypeId} 1
0c62d343-21b0-4732-997b-017fde84dc28 hooks notifications ^/subscriptions/{subscriptionId}/{resource}/{notificationId} 1
1a57562f-160a-4b5c-9185-905e95b39d36 hooks notificationsQuery ^/{resource} 1
1e83a210-5b53-43bc-90f0-d476a4e5d731 hooks publishers ^/{resource}/{publisherId} 1
fc50d02a-849f-41fb-8af1-0a5216103269 hooks subscriptions ^/{resource}/{subscriptionId} 1
c7c3c1cf-9e05-4c0d-a425-a0f922c2c6ed hooks subscriptionsQuery ^/{resource} 1
1139462c-7e27-4524-a997-31b9b73551fe hooks testNotifications ^/{resource}/{notificationId} 1
dd3b8bd6-c7fc-4cbd-929a-933d9c011c9d Security Permissions _apis/{resource}/{securityNamespaceId}/{permissions} 2
cf1faa59-1b63-4448-bf04-13d981a46f5d Security PermissionEvaluationBatch ^/{resource} 1
ce7b9f95-fde9-4be8-a86d-83b366f0b87a Security SecurityNamespaces _apis/{resource}/{securityNamespaceId} 1
"""
_IDENTITY_LOCATIONS = """
28010c54-d0c0-4c89-a5b0-1c9e188b9fb7 IMS Identities _apis/{resource}/{identityId} 1
4bb02b5b-c120-4be2-b68e-21f7c50a4b82 IMS me _apis/identities/{resource} 1
e34b6394-6b30-4435-94a9-409a5eef3e31 Graph Memberships ^/{resource}/{subjectDescriptor} 1
3fd2e6ca-fb30-443a-b579-95b19ed0934c Graph Memberships ^/{resource}/{subjectDescriptor}/{containerDescriptor} 1
ebbe6af8-0b91-4c13-8cf1-777c14858188 Graph Groups ^/{resource}/{groupDescriptor} 1
005e26ec-6b77-4e4f-a986-b3827bf241f5 Graph Users ^/{resource}/{userDescriptor} 1
048aee0a-7072-4cde-ab73-7af77b1e0b4e Graph Descriptors ^/{resource}/{storageKey} 1
eb85f8cc-f0f6-4264-a5b1-ffe2e4d4801f Graph StorageKeys ^/{resource}/{subjectDescriptor} 1
f83735dc-483f-4238-a291-d45f6080a9af Profile Profiles ^/{resource}/{id} 3
"""
_EXTENSION_LOCATIONS = """
275424d0-c844-4fe2-bda6-04933a1357d8 ExtensionManagement InstalledExtensions _apis/{area}/{resource} 1
fb0da285-f23e-4b56-8b53-3ef5f9f6de66 ExtensionManagement InstalledExtensionsByName \
_apis/{area}/{resource}/{publisherName}/{extensionName} 1
"""
_AREAS = {
    "79134c72-4a58-4b42-976c-04e7115f32bf": ("core", "main"),
    "5264459e-e5e0-4bd8-b118-0985e68a4ec5": ("wit", "main"),
    "8a3d49b8-91f0-46ef-b33d-dda338c25db3": ("IMS", "vssps"),
    "bb1e7ec9-e901-4b68-999a-de7012b920f8": ("Graph", "vssps"),
    "8ccfef3d-2b87-4e99-8ccb-66e343d2daa8": ("Profile", "vssps"),
    "6c2b0933-3600-42ae-bf8b-93d4f7e83594": ("ExtensionManagement", "extmgmt"),
}


def resource_locations(host: str) -> list[dict[str, Any]]:
    """What `OPTIONS _apis` answers on a host."""
    shared = _LOCATIONS.split("603fe2ac", 1)[0]
    text = {"vssps": _IDENTITY_LOCATIONS + shared, "extmgmt": _EXTENSION_LOCATIONS + shared}.get(host, _LOCATIONS)
    return [_location(row) for row in text.splitlines() if row]


def resource_areas(organization: Organization) -> list[dict[str, str]]:
    return [
        {"id": identifier, "name": name, "locationUrl": _host_url(organization, host)}
        for identifier, (name, host) in _AREAS.items()
    ]


def resource_area(organization: Organization, identifier: str) -> dict[str, str] | None:
    return next((area for area in resource_areas(organization) if area["id"] == identifier.lower()), None)


def _host_url(organization: Organization, host: str) -> str:
    if host == "main":
        return f"{organization.url}/"
    return f"{organization.address}/{host}/{organization.name}/"


def _location(row: str) -> dict[str, Any]:
    identifier, area, resource, template, version = row.split(" ")
    template = template.replace("~/", "{project}/_apis/{area}/").replace("^/", "_apis/{area}/")
    return {
        "id": identifier,
        "area": area,
        "resourceName": resource,
        "routeTemplate": template,
        "resourceVersion": int(version),
        "minVersion": "1.0",
        "maxVersion": "7.2",
        "releasedVersion": "7.1",
    }
