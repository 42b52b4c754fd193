"""Makes the planned calls to Jira."""

from collections.abc import Callable, Mapping
from typing import Any

from addon.platforms.answers import bad_answer, once_written, understood
from addon.platforms.base import Call, Source, WriteReceipt
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.jira.client import FILE_LIMITS, PRODUCT, JiraClient, expect_dict
from addon.platforms.jira.fields import HUB_NAMES
from addon.platforms.jira.metadata import JiraMetadata
from addon.platforms.jira.overwritten import SEEN, keep_others_edits
from addon.platforms.jira.reader import JiraReader, attachment, comment
from addon.platforms.jira.refusals import explain, name_fields, why_no_file
from addon.platforms.jira.transitions import Transitions
from addon.platforms.planning import ENTITY
from addon.transport.uploads import multipart_file


class JiraWriter:
    """Carries out a plan call by call."""

    def __init__(
        self,
        client: JiraClient,
        reader: JiraReader,
        metadata: JiraMetadata,
        transitions: Transitions,
    ) -> None:
        self._client = client
        self._reader = reader
        self._metadata = metadata
        self._transitions = transitions

    @understood(PRODUCT)
    def foresee(self, call: Call, entity_id: str | None) -> tuple[str, ...]:
        """The statuses that a transition goes through; of an issue that is yet to be made, only the last is known."""
        if entity_id is None:
            return (str(call.body["status"]["name"]),)
        return self._transitions.foresee(call, entity_id)

    @understood(PRODUCT, writes=True)
    def apply(self, call: Call, entity_id: str | None, source: Source | None) -> WriteReceipt:
        """Make one planned call; raises PlatformError."""
        if call.kind == "create":
            return self._create(call)
        if entity_id is None:
            raise PlatformError(Reason.REFUSED, "The issue of this call is not known", permanent=True)
        if call.kind == "transition":
            return self._move(call, entity_id)
        target = call.target.replace(ENTITY, entity_id)
        if call.kind == "attachment_add":
            return self._upload(call, entity_id, target, source)
        if call.kind == "update":
            return self._update(call, entity_id, target)
        if call.kind in ("comment_remove", "attachment_remove", "worklog_remove", "delete", "link_remove"):
            return self._remove(call, entity_id, target)
        if call.kind == "link_add":
            body = {**call.body, call.context["own"]: {"id": entity_id}}
            self._client.call("POST", target, body=body, trace=_trace(call))
            return WriteReceipt(entity_id, "", sub_id=call.context.get("end"))
        if call.kind in ("worklog_add", "worklog_edit"):
            params = {"notifyUsers": False}
            made_work = self._client.call(call.method, target, params=params, body=call.body, trace=_trace(call))
            return WriteReceipt(entity_id, "", sub_id=str(expect_dict(made_work, "the work log", writes=True)["id"]))
        found = self._client.call(call.method, target, body=call.body, trace=_trace(call))
        if call.kind in ("comment_add", "comment_edit"):
            made = comment(expect_dict(found, "the comment", writes=True))
            return WriteReceipt(entity_id, "", sub_id=made.id, sub_version=made.version)
        return WriteReceipt(entity_id, "")

    def _move(self, call: Call, entity_id: str) -> WriteReceipt:
        try:
            return self._transitions.carry_out(call, entity_id)
        except PlatformError as problem:
            if problem.reason is not Reason.REFUSED_FIELDS or "status" in problem.fields:
                raise
            raise name_fields(problem, self._metadata) from None

    def _create(self, call: Call) -> WriteReceipt:
        answer, left_out = self._sent_without_refused_people(
            call, None, lambda body: self._client.call("POST", call.target, body=body, trace=_trace(call))
        )
        found = expect_dict(answer, "the new issue", writes=True)
        if not found.get("id") or not found.get("key"):
            raise bad_answer(PRODUCT, "the new issue's id is missing", writes=True)
        return WriteReceipt(str(found["id"]), str(found["key"]), left_out=left_out)

    def _update(self, call: Call, entity_id: str, target: str) -> WriteReceipt:
        found, left_out = self._sent_without_refused_people(
            call, entity_id, lambda body: self._edit(target, body, call)
        )
        if not isinstance(found, dict) or "fields" not in found:
            return WriteReceipt(entity_id, "", left_out=left_out)
        if SEEN in call.context:
            self._keep_others_edits(found, target, call)
        with once_written():
            entity = self._reader.entity(found, whole=False)
        stored = {name: entity.fields[name] for name in call.sets if name in entity.fields}
        return WriteReceipt(entity.id, entity.key, entity.revision, stored=stored, whole=entity, left_out=left_out)

    def _keep_others_edits(self, found: Mapping[str, Any], target: str, call: Call) -> None:
        """See `keep_others_edits`. Our write stands: what fails before all is set back leaves the call uncertain, so
        that it is made again with the same history in view, and not decided anew.
        """
        try:
            keep_others_edits(
                found,
                call.context[SEEN],
                {one.id: one for one in map(self._metadata.schema, call.sets)},
                self._metadata.own_id,
                lambda back: expect_dict(self._edit(target, {"fields": back}, call), "the issue", writes=True),
            )
        except PlatformError as problem:
            waits = not problem.permanent or problem.whole_credential
            problem.uncertain = waits and problem.reason is not Reason.CONFLICT
            raise

    def _sent_without_refused_people(
        self, call: Call, entity_id: str | None, send: Callable[[dict[str, Any]], Any]
    ) -> tuple[Any, dict[str, str]]:
        """The answer, and people who were left out because Jira takes everything but them: who left, who may not."""
        body = call.body
        try:
            return send(body), {}
        except PlatformError as problem:
            if problem.reason is not Reason.REFUSED_FIELDS:
                raise  # asks nothing first: a question that fails would hide that the write may have been made
            schemas = self._metadata.schemas()
            people = {name for name in body["fields"] if (one := schemas.get(name)) and "user" in (one.type, one.items)}
            if not problem.fields or set(problem.fields) - people:
                explain(problem, call, entity_id, self._client, self._metadata)
                raise
            left = {HUB_NAMES.get(name, name): words for name, words in problem.fields.items()}
            rest = {name: value for name, value in body["fields"].items() if name not in problem.fields}
            if not rest and not body.get("update"):
                return None, left
            return send({**body, "fields": rest}), left

    def _edit(self, target: str, body: Any, call: Call) -> Any:
        asked = {"returnIssue": "true", "expand": "changelog"}
        return self._client.call("PUT", target, params=asked, body=body, trace=_trace(call))

    def _upload(self, call: Call, entity_id: str, target: str, source: Source | None) -> WriteReceipt:
        if source is None:
            raise PlatformError(Reason.REFUSED, "There is nothing to read the file from", permanent=True)
        body = call.body
        encoder, headers = multipart_file(
            "file", body["filename"], source.open(call.remote_id), body["filesize"], body["mimetype"]
        )
        try:
            found = self._client.call(
                "POST",
                target,
                data=encoder,
                headers={**headers, "X-Atlassian-Token": "no-check"},
                trace=_trace(call),
                limits=FILE_LIMITS,
            )
        except PlatformError as problem:
            raise why_no_file(problem, self._client) from None
        if not isinstance(found, list) or len(found) != 1 or not isinstance(found[0], dict):
            raise bad_answer(PRODUCT, "the new attachment's id is missing", writes=True)
        return WriteReceipt(entity_id, "", sub_id=attachment(found[0]).id)

    def _remove(self, call: Call, entity_id: str, target: str) -> WriteReceipt:
        try:
            self._client.call("DELETE", target, trace=_trace(call))
        except PlatformError as error:
            if error.reason != Reason.NOT_FOUND:
                raise
        return WriteReceipt(entity_id, "", sub_id=call.context.get("local_id"))


def _trace(call: Call) -> str:
    return f"liaise:{call.key}"
