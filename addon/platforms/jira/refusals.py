"""What Jira says against single fields, with the way out that it leaves unsaid: what may be chosen instead."""

from collections.abc import Mapping, Sequence
from typing import Any

from addon.platforms.answers import understood
from addon.platforms.base import Call
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import PRODUCT, JiraClient, expect_dict, expect_list
from addon.platforms.jira.fields import SPRINT, FieldSchema
from addon.platforms.jira.metadata import JiraMetadata

CANNOT_BE_SET = "cannot be set. It is not on the appropriate screen"
ALLOW_IT = (
    "On this site it exists: put it on the screens of this type, with a context that takes in the project and type, or "
    "let the rule leave it out."
)
OPEN_SPRINT = "Name a sprint that runs or is to come, or let the rule leave the sprint as it is."
SWITCHED_OFF = (
    "Attachments are switched off on this Jira site. Its administrator can switch them on, under System, Attachments."
)
_MOST = 30


def explain(problem: PlatformError, call: Call, entity_id: str | None, client: JiraClient, data: JiraMetadata) -> None:
    """Complete the words of a write that was refused for its fields; at most two questions more, and never a failure.

    What is remembered of choices was old, or it would not have been sent: it is forgotten. Where a field is gone, it is
    not: whoever tells of that finds its name there.
    """
    schemas = data.schemas()
    hidden = {name for name, said in problem.fields.items() if name in schemas and CANNOT_BE_SET in said}
    allowed = hidden & _there(client) if hidden else hidden
    if hidden == allowed:
        data.renew()
    choices: Mapping[str, Sequence[str]] | None = None
    for name, said in problem.fields.items():
        more = ""
        if name in hidden:
            more = ALLOW_IT if name in allowed else ""
        elif name in schemas and schemas[name].custom == SPRINT:
            more = OPEN_SPRINT
        elif name in schemas and name in call.body.get("fields", ()):
            choices = _choices(call, entity_id, client, data) if choices is None else choices
            more = f"It may be: {', '.join(choices[name])}." if choices.get(name) else ""
        words = f"{said.rstrip().rstrip('.')}. {more}" if more else said
        problem.message = problem.message.replace(f"{name}: {said}", _told(name, words, schemas))
        problem.fields[name] = words


def name_fields(problem: PlatformError, data: JiraMetadata) -> PlatformError:
    """A refusal whose words call fields as people do."""
    schemas = data.schemas() if problem.fields else {}
    for name, said in problem.fields.items():
        problem.message = problem.message.replace(f"{name}: {said}", _told(name, said, schemas))
    return problem


def _told(name: str, words: str, schemas: Mapping[str, FieldSchema]) -> str:
    called = schemas[name].name if name in schemas else name
    return words if words.startswith(called) else f"{called}: {words}"


def why_no_file(problem: PlatformError, client: JiraClient) -> PlatformError:
    """The refusal of a file, which is about all files where the site takes none."""
    if problem.reason not in (Reason.FORBIDDEN, Reason.NOT_FOUND, Reason.REFUSED):
        return problem
    try:
        found = client.get("/rest/api/3/attachment/meta")
    except PlatformError:
        return problem
    if not isinstance(found, dict) or found.get("enabled") is not False:
        return problem
    return PlatformError(Reason.REFUSED, SWITCHED_OFF, problem.status, permanent=True)


def _there(client: JiraClient) -> set[str]:
    """The ids of the fields that the site has now; none where it does not say."""
    try:
        return _fields(client)
    except PlatformError:
        return set()


@understood(PRODUCT)
def _fields(client: JiraClient) -> set[str]:
    return {str(one["id"]) for one in expect_list(client.get("/rest/api/3/field"), "fields")}


def _choices(call: Call, entity_id: str | None, client: JiraClient, data: JiraMetadata) -> Mapping[str, Sequence[str]]:
    """What each field with choices may be now: of this issue, or of this type where it is yet to be made."""
    try:
        known = _edited(entity_id, client) if entity_id is not None else _created(call, data)
    except PlatformError:
        return {}
    return {name: found for name, one in known.items() if (found := _named((one or {}).get("allowedValues")))}


@understood(PRODUCT)
def _edited(entity_id: str, client: JiraClient) -> Mapping[str, Any]:
    found = expect_dict(client.get(f"/rest/api/3/issue/{entity_id}/editmeta"), "what may be edited")
    return expect_dict(found.get("fields"), "what may be edited")


@understood(PRODUCT)
def _created(call: Call, data: JiraMetadata) -> Mapping[str, Any]:
    given = call.body["fields"]
    return data.create_fields(str(given["project"]["id"]), str(given["issuetype"]["id"]))


def _named(allowed: Any) -> list[str]:
    listed = [one for one in allowed if isinstance(one, dict)] if isinstance(allowed, list) else []
    names = [str(one.get("name") or one.get("value") or "") for one in listed]
    return [*names[:_MOST], "…"] if len(names) > _MOST else names
