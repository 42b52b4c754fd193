"""What Azure DevOps says against a write, in plain words and with the way out that it leaves unsaid."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from addon.platforms.answers import understood
from addon.platforms.azuredevops.client import PRODUCT, AzureDevOpsClient, expect_dict, part
from addon.platforms.azuredevops.fields import HUB_NAMES, REFERENCE_NAMES, STATE, TYPE
from addon.platforms.azuredevops.metadata import AzureDevOpsMetadata, gone
from addon.platforms.base import Call
from addon.platforms.errors import PlatformError, Reason

PROJECT = "System.TeamProject"
_PLACES = ("areaPath", "iterationPath")
_MOST = 30
_LONGEST = 100
_NO_FIELD = re.compile(r"(?:TF51535: Cannot find field|TF26027: A field definition) ([A-Za-z][\w.]*\w)")
_NO_TYPE = "VS402323"
_NO_PROJECT = ("VS800075", "TF200016")
_PARENT = ("TF201035", "TF201036")

# Sources: the client's enumeration `FieldStatusFlags`, whose names stand in the messages of TF401320 and TF401326.
_STATUSES: tuple[tuple[str, str], ...] = (
    ("InvalidEmptyOrOldValue", "can only stay as it is or be emptied: a rule of the process says so"),
    ("InvalidNotEmptyOrOldValue", "is taken by a rule of the process only while it is empty or stays as it is"),
    (
        "InvalidNotOldValue",
        "cannot be changed here: a rule of the process forbids it (Organization settings, Process, the type's rules)",
    ),
    ("InvalidOldValue", "has to become another value: a rule of the process asks for a new one"),
    ("InvalidNotEmpty", "has to be empty: a rule of the process says so"),
    ("InvalidEmpty", "is required here, and is empty. Give it a value in the incoming rule"),
    ("InvalidTooLong", "is longer than Azure DevOps takes. Shorten it on the other side or in the rule"),
    ("InvalidType", "is of another kind than the field takes"),
    ("InvalidDate", "is no date that the field takes"),
    ("InvalidListValue", "is not one of the values that the field takes"),
    ("ReadOnly", "cannot be changed here: it is read-only"),
)
_OFF_THE_LIST = "not in the list of supported values"
_PERMISSIONS = (
    ("TF237111", "It needs “Edit work items in this node”: Project settings, Project configuration, Areas, Security."),
    (
        "TF401289",
        "It needs “Create tag definition”: Project settings, Permissions. Or create the tags there, or let the rule "
        "leave them out.",
    ),
)
_LIMITS = (
    ("limit of attachments", "A work item takes 100 files: take some off there."),
    ("VS403313", "A work item takes 100 files: take some off there."),
    ("too many links", "A work item takes 1,000 links: take some off there."),
    (
        " revisions",
        "Through the API it takes no more, for good; only people can still edit it in the browser. Unlink the pair, "
        "copy the work item, and connect the copy.",
    ),
    (" tags ", "Take some off, or let the rule write fewer."),
)
ON_THE_TYPE = (
    "is not a field of the type {kind}, or not any more; the organization has it. Add it to the type (Organization "
    "settings, Process), or let the rule leave it out"
)


def explain(
    problem: PlatformError, call: Call, entity_id: str | None, client: AzureDevOpsClient, data: AzureDevOpsMetadata
) -> None:
    """Complete the words of a write that was refused; at most three questions more, and never a failure.

    What is remembered of types and choices was old, or it would not have been sent: it is asked for anew.
    """
    if any(one in problem.message for one in _NO_PROJECT) and call.context.get("project"):
        problem.reason, problem.message = Reason.PROJECT_GONE, gone(str(call.context["project"])).message
    elif problem.reason is Reason.FORBIDDEN:
        _add(problem, _PERMISSIONS)
    elif problem.reason in (Reason.REFUSED, Reason.REFUSED_FIELDS, Reason.NOT_FOUND):
        _Refusal(problem, call, entity_id, client, data).complete()


class _Refusal:
    """One refusal, and what is asked to explain it."""

    def __init__(
        self,
        problem: PlatformError,
        call: Call,
        entity_id: str | None,
        client: AzureDevOpsClient,
        data: AzureDevOpsMetadata,
    ) -> None:
        self._problem, self._call, self._entity_id = problem, call, entity_id
        self._client, self._data = client, data
        self._where: tuple[str, str] | None = None

    def complete(self) -> None:
        problem = self._problem
        said = problem.message
        if _NO_TYPE in said:
            self._no_type()
        elif missing := _NO_FIELD.search(said):
            self._not_on_the_type(missing[1])
        elif "parent" in self._call.sets and self._parent(said):
            return
        elif problem.reason is Reason.REFUSED_FIELDS:
            self._fields()
        elif problem.reason is Reason.REFUSED:
            _add(problem, _LIMITS)
            if self._call.kind == "link_add" and not self._call.sets and problem.message != said:
                problem.reason = Reason.TOO_LARGE  # nothing is wrong with this link

    def _parent(self, said: str) -> bool:
        """Whether the refusal is about the parent alone, and then told so."""
        target = str(self._call.body.get("target") or "") if isinstance(self._call.body, dict) else ""
        if any(number in said for number in _PARENT):
            whose = f"#{self._entity_id} cannot go below #{target}" if target else "The parent cannot be set"
            words = f"{whose}: {_sentence(said)} Take off the parent or child that is in the way, there or on the other"
            self._say({"parent": f"{words} side, or let the rule leave the parent as it is."})
            return True
        if self._problem.reason is Reason.NOT_FOUND and target and f"item {target} " in said:
            words = f"#{target} cannot be the parent: it does not exist, or the sync identity cannot see it."
            self._say({"parent": f"{words} Name another in the rule, restore it, or grant access."})
            return True
        return False

    def _say(self, told: Mapping[str, str]) -> None:
        self._problem.reason, self._problem.fields = Reason.REFUSED_FIELDS, dict(told)
        self._problem.message = " ".join(told.values())

    def _no_type(self) -> None:
        self._data.renew()
        project, kind = self._place()
        there = [one.name for one in self._quietly(lambda: self._data.creatable_types(project), ())] if project else []
        more = f" It has: {', '.join(there)}." if there else ""
        words = (
            f"The project has no type “{kind}” that new work items can have: it was renamed, disabled or removed.{more}"
        )
        self._say({"type": words + " Name another in the incoming rule, or enable it there."})

    def _not_on_the_type(self, name: str) -> None:
        """One that is not in the organization either is somebody else's to tell: its name is still remembered."""
        known = self._quietly(self._data.fields, {}).get(name)
        there = self._quietly(lambda: self._client.get(f"/_apis/wit/fields/{part(name)}"), None)
        if isinstance(there, dict):
            called = str(there.get("name") or (known.name if known else name))
            words = f"{called} {ON_THE_TYPE.format(kind=self._place()[1] or 'of this work item')}."
            self._say({HUB_NAMES.get(name, name): words})

    def _fields(self) -> None:
        known = self._quietly(self._data.fields, {})
        references = {name: _reference(name, said, known) for name, said in self._problem.fields.items()}
        if any("." in one and one not in known for one in references.values()):
            self._data.forget()  # made since: it is no field that is gone
            known = self._quietly(self._data.fields, {})
        told = {}
        for name, said in self._problem.fields.items():
            info = known.get(references[name])
            if info is not None and info.identity:
                return
            told[name] = self._told(name, info.name if info else name, references[name], said)
        self._say(told)

    def _told(self, name: str, called: str, reference: str, said: str) -> str:
        if name in _PLACES:
            return self._told_of_place(reference, said)
        status = next((words for flag, words in _STATUSES if flag in said), None)
        limited = "LimitedToValues" in said and "InvalidNotOldValue" not in said
        more = self._may_be(reference) if limited or "InvalidListValue" in said or _OFF_THE_LIST in said else ""
        if status is None:
            return (said if called.lower() in said.lower() else f"{called}: {said}").rstrip(".") + "." + more
        value = self._written(reference)
        tried = f" It was to become “{value}”." if isinstance(value, str) and len(value) <= _LONGEST else ""
        return f"{called} {status}.{tried}{more} Azure DevOps says: {_sentence(said)}"

    def _may_be(self, reference: str) -> str:
        choices = self._choices(reference)
        if not choices:
            return ""
        return f" It may be: {', '.join(choices[:_MOST])}{', …' if len(choices) > _MOST else ''}."

    def _written(self, reference: str) -> Any:
        return next((one.get("value") for one in self._operations() if one["path"] == f"/fields/{reference}"), None)

    def _told_of_place(self, reference: str, said: str) -> str:
        """Azure DevOps names the field and not the value (TF401347)."""
        value = self._written(reference)
        if not value:
            return said
        project = self._project_name()
        named = f", “{project}”" if project else ""
        return f"{_sentence(said)} There is no “{value}” in this project; it begins with the project's name{named}."

    def _choices(self, reference: str) -> Sequence[str]:
        project, kind = self._place()
        if not project or not kind:
            return ()
        self._data.renew()
        if reference == STATE:
            found = self._quietly(lambda: self._data.type(project, kind), None)
            return [one.name for one in found.states] if found else ()
        listed: Mapping[str, Sequence[str]] = self._quietly(lambda: self._data.choices(project, kind), {})
        return listed.get(reference, ())

    def _operations(self) -> list[dict[str, Any]]:
        return self._call.body if isinstance(self._call.body, list) else []

    def _project_name(self) -> str:
        found = self._quietly(lambda: self._data.project(self._place()[0]), None) if self._place()[0] else None
        return found.name if found else ""

    def _place(self) -> tuple[str, str]:
        """The project and type that the work item has, or is to have; empty where Azure DevOps does not say."""
        if self._where is None:
            wanted = {one["path"]: one.get("value") for one in self._operations()}
            if self._call.kind == "create":
                kind = unquote(self._call.target.rpartition("$")[2])
                self._where = str(self._call.context.get("project") or ""), kind
            else:
                project, kind = self._quietly(self._asked_place, ("", ""))
                self._where = project, str(wanted.get(f"/fields/{TYPE}") or kind)
        return self._where

    @understood(PRODUCT)
    def _asked_place(self) -> tuple[str, str]:
        asked = {"fields": f"{PROJECT},{TYPE}"}
        item = expect_dict(self._client.get(f"/_apis/wit/workitems/{self._entity_id}", asked), "the work item")
        fields = expect_dict(item.get("fields"), "the work item")
        return str(fields.get(PROJECT) or ""), str(fields.get(TYPE) or "")

    @staticmethod
    def _quietly(ask: Any, otherwise: Any) -> Any:
        try:
            return ask()
        except PlatformError:
            return otherwise


def call_by_name(problem: PlatformError, data: AzureDevOpsMetadata) -> PlatformError:
    """A refusal of our own whose words call a field as people do."""
    for name in problem.fields:
        info = data.fields().get(name)
        if info is not None:
            problem.message = problem.message.replace(f"“{name}”", f"“{info.name}”")
    return problem


def _reference(name: str, said: str, known: Mapping[str, Any]) -> str:
    """A field's reference name; of the description, which is another field for bugs, the one that is spoken of."""
    if name == "description":
        return next((one for one in known if f"'{one}'" in said), name)
    return REFERENCE_NAMES.get(name, name)


def _add(problem: PlatformError, known: Sequence[tuple[str, str]]) -> None:
    """The way out for what is refused in these words."""
    more = next((words for sign, words in known if sign in problem.message), "")
    if more and more not in problem.message:
        problem.message = f"{_sentence(problem.message)} {more}"


def _sentence(words: str) -> str:
    return words.rstrip().rstrip(".") + "."
