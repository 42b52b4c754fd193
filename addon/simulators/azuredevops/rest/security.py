"""May the caller do this? The permission calls on the three namespaces that matter."""

from typing import Any

from ..access import BYPASS_RULES, COMMENT, DELETE, EDIT, EDIT_HOOKS, SUPPRESS_NOTIFICATIONS, VIEW, VIEW_HOOKS
from ..errors import bad_argument, not_authorized
from ..organization import Organization
from ..people import Person
from .routing import ApiCall, routes

COLLECTION = "3e65f728-f8bc-4ecd-8764-7e378b19bfa7"
ACCOUNT_ADMIN = "11238e09-49f2-40c7-94d0-8f0307204ce4"
SERVICE_HOOKS = "cb594ebe-87dd-4fc9-ac2c-6a10a4c92046"
PROJECT = "52d39943-cb85-4d7f-8fa8-c6baac873819"
AREAS = "83e28ad4-2d72-4ceb-97b0-c7726d5502c3"

HOOK_BITS = {1: VIEW_HOOKS, 2: EDIT_HOOKS, 4: EDIT_HOOKS, 8: EDIT_HOOKS}
PROJECT_BITS = {1: VIEW, 8192: DELETE, 1048576: BYPASS_RULES, 2097152: SUPPRESS_NOTIFICATIONS}
AREA_BITS = {1: VIEW, 16: VIEW, 32: EDIT, 512: COMMENT}


@routes.add("GET", "permissions/{namespace}/{bits}")
def permissions(call: ApiCall) -> Any:
    """One answer per token; without `tokens` one for the whole namespace."""
    _require_allowed(call)
    delimiter = call.argument("delimiter") or ","
    tokens = (call.argument("tokens") or "").split(delimiter)
    value = [
        evaluate(
            call.organization,
            call.caller,
            call.values["namespace"],
            _bits(call.values["bits"]),
            token,
            always=call.flag("alwaysAllowAdministrators"),
        )
        for token in tokens
    ]
    return {"count": len(value), "value": value}


@routes.add("POST", "security/permissionevaluationbatch")
def batch(call: ApiCall) -> Any:
    _require_allowed(call)
    body = call.object()
    always = bool(body.get("alwaysAllowAdministrators"))
    evaluations = []
    for item in body.get("evaluations", []):
        answer = evaluate(
            call.organization,
            call.caller,
            str(item.get("securityNamespaceId", "")),
            _bits(str(item.get("permissions", ""))),
            str(item.get("token", "")),
            always=always,
        )
        evaluations.append({**item, "value": answer})
    return {"alwaysAllowAdministrators": always, "evaluations": evaluations}


def evaluate(
    organization: Organization, person: Person, namespace: str, bits: int, token: str, *, always: bool
) -> bool:
    """Whether somebody has all of the bits on a token of a namespace."""
    if always and person.is_admin:
        return True
    namespace = namespace.lower()
    if namespace in (COLLECTION, ACCOUNT_ADMIN):
        return person.is_admin or (bits == 1 and person.role == "member")
    if namespace == SERVICE_HOOKS:
        return _on_project(organization, person, token.partition("/")[2], bits, HOOK_BITS)
    if namespace == PROJECT:
        return _on_project(organization, person, token.rsplit("/", 1)[-1], bits, PROJECT_BITS)
    if namespace == AREAS:
        wanted = token.rsplit("/", 1)[-1]
        for project in organization.projects.all():
            if any(node.identifier == wanted for _, node in project.areas.walk()):
                return _on_project(organization, person, project.id, bits, AREA_BITS)
        return False
    raise bad_argument(f"The security namespace {namespace} does not exist.", "InvalidSecurityNamespaceException")


def _on_project(organization: Organization, person: Person, project_id: str, bits: int, names: dict[int, str]) -> bool:
    if not project_id:
        return person.is_admin
    project = organization.projects.find(project_id)
    if project is None:
        return False
    held = organization.permissions(person, project)
    wanted = [name for bit, name in names.items() if bits & bit]
    return bool(wanted) and all(name in held for name in wanted)


def _bits(text: str) -> int:
    if not text.isdecimal():
        raise bad_argument(f"'{text}' is not a set of permissions.")
    return int(text)


def _require_allowed(call: ApiCall) -> None:
    """Whether extension tokens may ask is not documented; the organization's options decide."""
    extension = call.token is not None and call.token.kind == "extension"
    if extension and not call.organization.options.extensions_may_ask_permissions:
        raise not_authorized(call.caller.unique_name)
