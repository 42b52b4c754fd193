"""Reads a JSON Patch document into what it wants."""

from dataclasses import dataclass, field
from typing import Any

from .errors import VendorError, bad_argument
from .fields import FieldCatalog

OPERATIONS = ("add", "replace", "remove", "test", "copy", "move")


@dataclass(frozen=True)
class FieldChange:
    operation: str
    reference_name: str
    value: Any


@dataclass(frozen=True)
class RelationChange:
    operation: str
    index: int | None
    """None: append."""
    value: Any
    attribute: str | None = None
    """Set when only one attribute is written (`/relations/0/attributes/comment`)."""


@dataclass
class Patch:
    """The parts of a document: tests come first, whatever their place."""

    tests: list[tuple[str, Any]] = field(default_factory=list)
    fields: list[FieldChange] = field(default_factory=list)
    relations: list[RelationChange] = field(default_factory=list)
    formats: dict[str, str] = field(default_factory=dict)
    comment: tuple[str, str] | None = None
    """Text and format of a comment that rides along as System.History."""

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.relations or self.formats or self.comment)


def read_patch(document: Any, catalog: FieldCatalog) -> Patch:
    """Read a document; the service's 400 when it is none, names an unknown field, or one field twice."""
    if not isinstance(document, list):
        raise bad_argument(
            "You must pass a valid patch document in the body of the request.", "VssPropertyValidationException"
        )
    patch = Patch()
    seen: set[str] = set()
    for entry in document:
        operation, path, value = _entry(entry)
        head, _, rest = path.strip("/").partition("/")
        head = head.lower()
        if operation == "test":
            patch.tests.append((path, value))
        elif head == "fields" and rest:
            _field(patch, operation, rest, value, catalog, seen)
        elif head == "relations" and rest:
            patch.relations.append(_relation(operation, rest, value))
        elif head == "multilinefieldsformat" and rest:
            patch.formats[_known(rest, catalog)] = _format(value)
        elif head in ("id", "rev") and operation in ("add", "replace"):
            continue
        else:
            raise bad_argument(f"The path {path} is not supported.", "VssPropertyValidationException")
    return patch


def _entry(entry: Any) -> tuple[str, str, Any]:
    if not isinstance(entry, dict) or not isinstance(entry.get("path"), str):
        raise bad_argument("You must pass a valid patch document in the body of the request.")
    operation = str(entry.get("op", "")).lower()
    if operation not in OPERATIONS:
        raise bad_argument(f"The operation '{entry.get('op')}' is not supported.")
    if operation in ("copy", "move"):
        raise bad_argument(f"The operation '{operation}' is not supported for work items.")
    return operation, entry["path"], entry.get("value")


def _known(name: str, catalog: FieldCatalog) -> str:
    found = catalog.find(name)
    if found is None:
        raise bad_argument(f"TF51535: Cannot find field {name}.", "WorkItemTrackingFieldDefinitionNotFoundException")
    return found.reference_name


def _field(patch: Patch, operation: str, name: str, value: Any, catalog: FieldCatalog, seen: set[str]) -> None:
    reference_name = _known(name, catalog)
    if reference_name in seen:
        raise VendorError(
            400,
            "WorkItemPatchDuplicateFieldException",
            f"VS403691: The work item patch document updates the field {reference_name} more than once.",
        )
    seen.add(reference_name)
    if reference_name == "System.History":
        if operation != "remove":
            patch.comment = _comment(value)
        return
    patch.fields.append(FieldChange(operation, reference_name, None if operation == "remove" else value))


def _comment(value: Any) -> tuple[str, str] | None:
    text, kind = value, "html"
    if isinstance(value, dict):
        text, kind = value.get("text"), _format(value.get("format", "html")).lower()
    return (str(text), kind) if text else None


def _format(value: Any) -> str:
    word = str(value).lower()
    if word not in ("markdown", "html"):
        raise bad_argument(f"'{value}' is not a format of multiline fields.")
    return word


def _relation(operation: str, rest: str, value: Any) -> RelationChange:
    position, _, below = rest.partition("/")
    attribute = None
    if below:
        first, _, attribute = below.partition("/")
        if first.lower() != "attributes" or not attribute:
            raise bad_argument(f"The path /relations/{rest} is not supported.")
    if position == "-" and operation == "add" and attribute is None:
        return RelationChange("add", None, value)
    if not position.isdecimal():
        raise bad_argument(f"'{position}' is not an index of a relation.")
    return RelationChange(operation, int(position), value, attribute)
