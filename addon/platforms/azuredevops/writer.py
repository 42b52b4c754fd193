"""Makes the planned calls to Azure DevOps."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from addon.platforms.answers import bad_answer, once_written, understood
from addon.platforms.azuredevops.client import PRODUCT, AzureDevOpsClient, expect_dict
from addon.platforms.azuredevops.fields import REFERENCE_NAMES
from addon.platforms.azuredevops.files import Files
from addon.platforms.azuredevops.metadata import AzureDevOpsMetadata
from addon.platforms.azuredevops.reader import ATTACHED, COMMENTS_VERSION, AzureDevOpsReader, attachment_id, relation_id
from addon.platforms.azuredevops.refusals import explain
from addon.platforms.azuredevops.relations import Relations
from addon.platforms.base import Call, Source, WriteReceipt
from addon.platforms.errors import PlatformError, Reason
from addon.platforms.planning import ENTITY


class AzureDevOpsWriter:
    """Carries out a plan call by call."""

    def __init__(self, client: AzureDevOpsClient, reader: AzureDevOpsReader, metadata: AzureDevOpsMetadata) -> None:
        self._client = client
        self._reader = reader
        self._metadata = metadata
        self._relations = Relations(client)
        self._files = Files(client)

    def apply(self, call: Call, entity_id: str | None, source: Source | None) -> WriteReceipt:
        """Make one planned call; raises PlatformError."""
        try:
            return self._apply(call, entity_id, source)
        except PlatformError as problem:
            if not problem.uncertain:
                explain(problem, call, entity_id, self._client, self._metadata)
            raise

    @understood(PRODUCT, writes=True)
    def _apply(self, call: Call, entity_id: str | None, source: Source | None) -> WriteReceipt:
        if call.kind == "create":
            return self._patched("POST", call.target, call, "")
        if entity_id is None:
            raise PlatformError(Reason.REFUSED, "The work item of this call is not known", permanent=True)
        target = call.target.replace(ENTITY, entity_id)
        if call.kind in ("update", "transition"):
            return self._patched("PATCH", target, call, entity_id)
        if call.kind == "link_add" and call.body.get("beside"):
            self._relations.add(entity_id, call.body["rel"], call.body["target"])
            return WriteReceipt(entity_id, entity_id, sub_id=call.body["target"])
        if call.kind == "link_remove":
            link_id = str(call.body["link"])
            self._relations.remove(entity_id, lambda r: relation_id(r) == link_id)
            return WriteReceipt(entity_id, entity_id)
        if call.kind == "link_add":
            item = self._relations.set_single(entity_id, call.body["rel"], call.body["target"])
            return self._receipt(item, call)
        if call.kind == "attachment_add":
            return self._files.attach(call, entity_id, target, source)
        if call.kind == "attachment_remove":
            wanted = str(call.body["attachment"])
            self._relations.remove(entity_id, lambda r: r.get("rel") == ATTACHED and attachment_id(r["url"]) == wanted)
            return WriteReceipt(entity_id, entity_id, sub_id=wanted)
        if call.kind in ("comment_remove", "delete"):
            return self._remove(call, entity_id, target)
        found = expect_dict(
            self._client.call(
                call.method,
                target,
                params={"format": call.body["format"]},
                body={"text": call.body["text"]},
                version=COMMENTS_VERSION,
            ),
            "the comment",
            writes=True,
        )
        number = found.get("id") or found.get("commentId")
        if number is None:
            raise bad_answer(PRODUCT, "the comment's id is missing", writes=True)
        return WriteReceipt(entity_id, entity_id, sub_id=str(number), sub_version=str(found.get("version") or "1"))

    def _patched(self, method: str, target: str, call: Call, entity_id: str) -> WriteReceipt:
        """Make the call; once more without people when they are all that is refused: who left, who is unknown."""
        try:
            return self._receipt(self._client.patch(method, target, call.body), call)
        except PlatformError as problem:
            if problem.reason is not Reason.REFUSED_FIELDS:
                raise  # asks nothing first: a question that fails would hide that the write may have been made
            known = self._metadata.fields()
            paths = {}
            for name in problem.fields:
                info = known.get(REFERENCE_NAMES.get(name, name))
                if info is None or not info.identity:
                    raise
                paths[f"/fields/{info.reference_name}"] = name
            rest = [one for one in call.body if one["path"] not in paths]
            if not paths or len(rest) == len(call.body):
                raise
            left = {paths[path]: problem.fields[paths[path]] for path in paths}
            if all(one["op"] == "test" for one in rest):
                return WriteReceipt(entity_id, entity_id, left_out=left)
            return replace(self._receipt(self._client.patch(method, target, rest), call), left_out=left)

    def check(self, call: Call, entity_id: str | None) -> None:
        """Let Azure DevOps check a create or update without storing it; raises what storing would, people excepted.

        Source: parameter `validateOnly` of Work Items - Create and Update.
        """
        target = call.target.replace(ENTITY, entity_id or "")
        try:
            self._client.patch(call.method, target, call.body, validate_only=True)
        except PlatformError as problem:
            known = self._metadata.fields() if problem.reason is Reason.REFUSED_FIELDS else {}
            met = [known.get(REFERENCE_NAMES.get(name, name)) for name in problem.fields]
            if problem.reason is Reason.CONFLICT or (met and all(one is not None and one.identity for one in met)):
                return
            explain(problem, call, entity_id, self._client, self._metadata)
            raise

    def receipt_of(self, item: Mapping[str, Any], call: Call, *, found: bool = False) -> WriteReceipt:
        """What an item that was found says about a call."""
        return self._receipt(item, call, found=found)

    def _receipt(self, item: Mapping[str, Any], call: Call, *, found: bool = False) -> WriteReceipt:
        if not isinstance(item.get("id"), int) or not isinstance(item.get("fields"), dict):
            raise bad_answer(PRODUCT, "the work item's id or fields are missing", writes=True)
        with once_written():  # names and kinds of fields may have to be asked for, after a restart
            entity = self._reader.entity(item)
        stored = {name: entity.fields.get(name) for name in call.sets}
        return WriteReceipt(
            entity.id,
            entity.key,
            entity.revision,
            stored=stored,
            whole=entity,
            guarded=call.guard is not None and not found,
            found=found,
        )

    def _remove(self, call: Call, entity_id: str, target: str) -> WriteReceipt:
        version = COMMENTS_VERSION if call.kind == "comment_remove" else "7.1"
        try:
            self._client.call("DELETE", target, version=version)
        except PlatformError as error:
            if error.reason != Reason.NOT_FOUND:
                raise
        return WriteReceipt(entity_id, entity_id, sub_id=call.context.get("local_id"))
