"""Errors as the service words them: status, `typeKey`, TF or VS number in the message.

Numbers stand only where documents or recorded traffic show them; messages without one are worded by analogy,
and so are the type keys that go with them. Nothing should be built on those.
"""

from collections.abc import Mapping, Sequence
from typing import Any


class VendorError(Exception):
    """An answer other than success, with everything the error JSON needs."""

    def __init__(
        self,
        status: int,
        type_key: str,
        message: str,
        *,
        custom_properties: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.type_key = type_key
        self.message = message
        self.custom_properties = custom_properties
        self.headers = dict(headers or {})

    def as_json(self) -> dict[str, Any]:
        """The body: `{$id, innerException, message, typeName, typeKey, errorCode, eventId[, customProperties]}`."""
        body: dict[str, Any] = {"$id": "1"}
        if self.custom_properties is not None:
            body["customProperties"] = dict(self.custom_properties)
        body |= {
            "innerException": None,
            "message": self.message,
            "typeName": f"Microsoft.TeamFoundation.WorkItemTracking.Server.{self.type_key}, "
            "Microsoft.TeamFoundation.WorkItemTracking.Server",
            "typeKey": self.type_key,
            "errorCode": 0,
            "eventId": 3200,
        }
        return body


class NotSignedIn(Exception):
    """No credential, or one that is refused. `page` asks for the HTML sign-in page instead of a bare 401."""

    def __init__(self, *, page: int | None = None) -> None:
        super().__init__("not signed in")
        self.page = page
        """203 or 302, or None for an empty 401."""


def not_authorized(name: str) -> VendorError:
    return VendorError(
        403,
        "UnauthorizedRequestException",
        f"TF400813: The user '{name}' is not authorized to access this resource.",
    )


def access_denied(message: str) -> VendorError:
    return VendorError(403, "AccessDeniedException", message)


def bad_argument(message: str, type_key: str = "VssPropertyValidationException") -> VendorError:
    return VendorError(400, type_key, message)


def project_not_found(name_or_id: str, *, by_id: bool) -> VendorError:
    """404 for a project that is gone, renamed, or not to be seen by the caller."""
    if by_id:
        return VendorError(
            404,
            "ProjectDoesNotExistException",
            f"VS800075: The project with id 'vstfs:///Classification/TeamProject/{name_or_id}' does not exist, "
            "or you do not have permission to access it.",
        )
    return VendorError(
        404,
        "ProjectDoesNotExistWithNameException",
        f"TF200016: The following project does not exist: {name_or_id}. Verify that the name of the project "
        "is correct and that the project exists on the specified Azure DevOps Server.",
    )


def work_item_not_found(number: int) -> VendorError:
    return VendorError(
        404,
        "WorkItemUnauthorizedAccessException",
        f"TF401232: Work item {number} does not exist, or you do not have permissions to read it.",
    )


def type_not_found(name: str, project: str) -> VendorError:
    return VendorError(
        404,
        "WorkItemTypeNotFoundException",
        f"VS402323: Work item type {name} does not exist in project {project} "
        "or you do not have permission to access it.",
    )


def field_not_found(name: str) -> VendorError:
    return VendorError(400, "WorkItemTrackingFieldDefinitionNotFoundException", f"TF51535: Cannot find field {name}.")


class RuleError:
    """What one field's rule found wrong."""

    def __init__(self, reference_name: str, flags: str, message: str) -> None:
        self.reference_name = reference_name
        self.flags = flags
        self.message = message

    @property
    def status_code(self) -> int:
        """The flags as the service's number: 524289 required and empty, 4194316 not on the list."""
        return 4194316 if "invalidListValue" in self.flags else 524289

    def as_json(self) -> dict[str, Any]:
        return {
            "fieldReferenceName": self.reference_name,
            "fieldStatusFlags": self.flags,
            "errorMessage": self.message,
            "fieldStatusCode": self.status_code,
            "ruleValidationErrors": None,
        }


def rule_validation(errors: Sequence[RuleError]) -> VendorError:
    """400 with the first error in front and all of them in `customProperties.RuleValidationErrors`."""
    first = errors[0]
    return VendorError(
        400,
        "RuleValidationException",
        first.message,
        custom_properties={
            "FieldReferenceName": first.reference_name,
            "FieldStatusFlags": first.flags,
            "ErrorMessage": first.message,
            "FieldStatusCode": first.status_code,
            "RuleValidationErrors": [error.as_json() for error in errors],
        },
    )


def invalid_tree_name(number: int, reference_name: str) -> VendorError:
    return VendorError(
        400,
        "WorkItemFieldInvalidTreeNameException",
        f"TF401347: Invalid tree name given for work item {number or -1}, field '{reference_name}'.",
    )
