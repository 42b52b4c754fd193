"""The vendors' documents as judges of what our simulators answer to the product's own calls.

Good answers in JSON are judged; a product may refuse with more statuses than its document names.
"""

import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from jsonschema import Draft4Validator
from urllib3 import HTTPResponse

from addon.transport.exchange import Limits
from addon.transport.tracker import TrackerSession
from tests.contract.vendor import sent
from tests.contract.vendor.azuredevops.conftest import definitions, without_nulls
from tests.contract.vendor.jira.vendor_document import VendorDocument

AREAS = {"wit/7.1/workItemTracking": "wit", "core/7.1/core": "core", "hooks/7.1/serviceHooks": "hooks"}
STATUSES = {"/_apis/wit/attachments": (201, 202)}
"""What Azure DevOps answers to an upload, though its document names 200 only."""


@contextmanager
def judged() -> Iterator[dict[str, list[str]]]:
    """Holds every good answer to a platform against the documents: by call, what they have against it."""
    found: dict[str, list[str]] = {}
    real: Callable[..., requests.Response] = TrackerSession.exchange

    def exchange(
        session: TrackerSession, prepared: requests.PreparedRequest, limits: Limits | None = None
    ) -> requests.Response:
        answer = real(session, prepared, limits)
        if answer.status_code < 300 and "json" in answer.headers.get("Content-Type", ""):
            path, method = unquote(str(urlsplit(str(prepared.url)).path)), str(prepared.method)
            judge = {"jira": _of_jira, "azuredevops": _of_azure}[session.api]
            words = f"{method} {re.sub(r'[0-9]+', 'n', path)}"
            found.setdefault(words, []).extend(judge(method, path, answer.status_code, json.loads(answer.content)))
            answer.raw = HTTPResponse(io.BytesIO(answer.content), dict(answer.headers), preload_content=False)
        return answer

    TrackerSession.exchange = exchange  # type: ignore[method-assign]
    try:
        yield found
    finally:
        TrackerSession.exchange = real  # type: ignore[method-assign]


@cache
def _document() -> VendorDocument:
    return VendorDocument(Path(sent._folder()) / "jira-platform-v3.json")


def _of_jira(method: str, path: str, status: int, body: Any) -> list[str]:
    return [] if sent.JIRA_ELSEWHERE.match(path) else _document().problems_of_answer(method, path, status, body)


def _of_azure(method: str, path: str, status: int, body: Any) -> list[str]:
    if method == "OPTIONS" or sent.AZURE_ELSEWHERE.search(path):
        return []
    operations = sent._found(sent._azure(), method, path)
    if not operations:
        return ["it is not in the documents"]
    operation = operations[0]
    more = next((known for part, known in STATUSES.items() if part in path), ())
    described = operation["responses"].get(str(status)) or (operation["responses"]["200"] if status in more else None)
    if described is None:
        return [f"it does not answer {status}"]
    schema = described.get("schema")
    area = AREAS.get(operation["area"])
    if schema is None or area is None:
        return []
    inner = body["value"] if schema.get("type") == "array" and isinstance(body, dict) and "value" in body else body
    validator = Draft4Validator({**schema, "definitions": definitions(area)})
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(without_nulls(inner))]
