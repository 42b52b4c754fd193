"""What publishers and consumers of service hooks there are."""

from typing import Any

from .organization import Organization

EVENT_TYPES = {
    "workitem.created": ("Work item created", "A work item is created"),
    "workitem.updated": ("Work item updated", "A work item is changed"),
    "workitem.commented": ("Work item commented on", "A work item is commented on"),
    "workitem.deleted": ("Work item deleted", "A work item is deleted"),
    "workitem.restored": ("Work item restored", "A work item is restored"),
}
RESOURCE_VERSIONS = ("1.0", "1.0-preview.1", "1.0-preview.2")


def event_type(organization: Organization, identifier: str) -> dict[str, Any]:
    """Description of an event type with its filters."""
    name, description = EVENT_TYPES[identifier]
    inputs = [
        _input("areaPath", "Area path", "Filter events to include only work items under the area path"),
        _input("workItemType", "Work item type", "Filter events to include only work items of the type"),
        _input("tag", "Tag", "Filter events to include only work items with the tag"),
    ]
    if identifier == "workitem.updated":
        inputs.append(_input("changedFields", "Field", "Filter events to include only changes of the field"))
        inputs.append(_input("linksChanged", "Links are added or removed", "Filter events to link changes"))
    if identifier == "workitem.commented":
        inputs.append(_input("commentPattern", "Contains string", "Filter events to comments with the text"))
    return {
        "publisherId": "tfs",
        "id": identifier,
        "url": f"{organization.url}/_apis/hooks/publishers/tfs/eventTypes/{identifier}",
        "name": name,
        "description": description,
        "supportedResourceVersions": list(RESOURCE_VERSIONS),
        "inputDescriptors": inputs,
    }


def publisher(organization: Organization) -> dict[str, Any]:
    return {
        "id": "tfs",
        "url": f"{organization.url}/_apis/hooks/publishers/tfs",
        "name": "Azure DevOps",
        "description": "Publishes Azure DevOps events",
        "supportedEvents": [event_type(organization, identifier) for identifier in EVENT_TYPES],
        "inputDescriptors": [_input("projectId", "Project", "Team project to restrict events to", mode="combo")],
        "serviceInstanceType": "00025394-6065-48ca-87d9-7f5672854ef7",
    }


def consumer(organization: Organization) -> dict[str, Any]:
    return {
        "id": "webHooks",
        "url": f"{organization.url}/_apis/hooks/consumers/webHooks",
        "name": "Web Hooks",
        "description": "Provides event communication via HTTP",
        "imageUrl": "",
        "informationUrl": "https://go.microsoft.com/fwlink/?LinkId=402541",
        "authenticationType": "none",
        "inputDescriptors": [],
        "actions": [action(organization)],
    }


def action(organization: Organization) -> dict[str, Any]:
    words = "Which parts of the event are sent"
    return {
        "id": "httpRequest",
        "consumerId": "webHooks",
        "url": f"{organization.url}/_apis/hooks/consumers/webHooks/actions/httpRequest",
        "name": "Post via HTTP",
        "description": "Sends the event as JSON to an address",
        "supportedEventTypes": list(EVENT_TYPES),
        "supportedResourceVersions": {name: ["1.0"] for name in EVENT_TYPES},
        "allowResourceVersionOverride": True,
        "inputDescriptors": [
            _input("url", "URL", "The address to which the event is posted", required=True),
            _input("acceptUntrustedCerts", "Accept untrusted SSL certificates", words, mode="checkBox"),
            _input("basicAuthUsername", "Basic authentication username", "A user name for the address"),
            _input(
                "basicAuthPassword",
                "Basic authentication password",
                "A password for the address",
                mode="passwordBox",
                confidential=True,
            ),
            _input("httpHeaders", "HTTP headers", "Lines of name:value", mode="textArea"),
            _input("resourceDetailsToSend", "Resource details to send", words, mode="combo"),
            _input("messagesToSend", "Messages to send", words, mode="combo"),
            _input("detailedMessagesToSend", "Detailed messages to send", words, mode="combo"),
        ],
    }


def _input(
    identifier: str,
    name: str,
    description: str,
    *,
    mode: str = "textBox",
    confidential: bool = False,
    required: bool = False,
) -> dict[str, Any]:
    return {
        "id": identifier,
        "name": name,
        "description": description,
        "inputMode": mode,
        "isConfidential": confidential,
        "useInDefaultDescription": False,
        "validation": {"dataType": "string", "isRequired": required},
        "hasDynamicValueInformation": False,
    }
