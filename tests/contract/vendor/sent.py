"""The vendors' documents as judges of what we send: operation, version, parameters with their values, body and its kind.

What the documents leave out is named below, each with its reason; everything else that goes out has to be in them.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import requests
from jsonschema import Draft4Validator, Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4, DRAFT202012

from addon.transport.exchange import Limits
from addon.transport.tracker import TrackerSession

AZURE_DEVOPS = (
    "wit/7.1/workItemTracking",
    "core/7.1/core",
    "hooks/7.1/serviceHooks",
    "security/7.1/security",
)
JIRA_ELSEWHERE = re.compile(r"/rest/(agile|atlassian-connect)/1(\.0)?/")
"""Jira Software and Connect have documents of their own."""
AZURE_ELSEWHERE = re.compile(
    r"_apis(/connectionData|/ResourceAreas|/identities|/graph/.*|/extensionmanagement/.*)?$", re.IGNORECASE
)
"""Who am I, what the client package asks first, and the services for identities, groups and extensions."""
UPLOAD = "/attachments"
"""Jira's document describes this body as a list of files in JSON, which it is not."""


@dataclass(frozen=True)
class Sent:
    """One call as it went out; `below` is the path that everything of the tracker lies under."""

    product: str
    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    kind: str
    accept: str
    body: bytes | None

    @classmethod
    def of(cls, product: str, prepared: requests.PreparedRequest, below: str) -> "Sent":
        parts = urlsplit(str(prepared.url))
        kind = str(prepared.headers.get("Content-Type", "")).partition(";")[0]
        given = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body
        body = given if isinstance(given, bytes) else None  # a file that is read while it is sent
        query = tuple(parse_qsl(str(parts.query), keep_blank_values=True))
        path, accept = str(parts.path).removeprefix(below), str(prepared.headers.get("Accept", ""))
        return cls(product, str(prepared.method), path, query, kind, accept, body)

    @property
    def words(self) -> str:
        return f"{self.product}: {self.method} {re.sub(r'[0-9]+', 'n', unquote(self.path))}"


@contextmanager
def watched() -> Iterator[list[Sent]]:
    """Keeps every call to a tracker that any platform makes in this process."""
    kept: list[Sent] = []
    real = TrackerSession.exchange

    def exchange(
        session: TrackerSession, prepared: requests.PreparedRequest, limits: Limits | None = None
    ) -> requests.Response:
        if session.api in JUDGES:
            kept.append(Sent.of(session.api, prepared, session.origin.path if session.api == "jira" else ""))
        return real(session, prepared, limits)

    TrackerSession.exchange = exchange  # type: ignore[method-assign]
    try:
        yield kept
    finally:
        TrackerSession.exchange = real  # type: ignore[method-assign]


def problems(sent: list[Sent]) -> list[str]:
    """What the documents have against these calls, each once."""
    return sorted({f"{one.words}: {said}" for one in sent for said in JUDGES[one.product](one)})


@cache
def _folder() -> Path:
    return Path(os.environ["LIAISE_VENDOR_SPECS"])


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]+\}", template.partition("?")[0].rstrip("/"))
    return re.compile("[^/]+".join(re.escape(p) for p in parts) + "/?", re.IGNORECASE)


def _found(paths: Mapping[str, Any], method: str, path: str) -> list[dict[str, Any]]:
    """The operations that answer this path, the plainest first, each with what its path says for all."""
    fits = [t for t, o in paths.items() if method.lower() in o and _pattern(t).fullmatch(path)]
    fits.sort(key=lambda t: (t.count("{"), "?" in t))
    least = fits[0].count("{") if fits else 0
    return [
        {
            **paths[t][method.lower()],
            "parameters": [*paths[t].get("parameters", []), *paths[t][method.lower()].get("parameters", [])],
        }
        for t in fits
        if t.partition("?")[0].count("{") == least
    ]


def _of_query(known: Mapping[str, Mapping[str, Any]], query: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """`known` holds, by name, a parameter's `required` and its `schema`."""
    for name, value in query:
        schema = known[name]["schema"] if name in known else None
        if schema is None:
            yield f"there is no parameter {name}"
            continue
        kind, enum = schema.get("type"), schema.get("enum")
        if kind == "array":  # the document's enumerations of lists are those of their members
            continue
        if kind == "boolean" and value not in ("true", "false"):
            yield f"{name}={value} is neither true nor false"
        if kind == "integer" and not re.fullmatch(r"-?[0-9]+", value):
            yield f"{name}={value} is no number"
        if enum and value not in enum:
            yield f"{name}={value} is none of {enum}"
        if schema.get("format") == "date-time" and not re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", value):
            yield f"{name}={value} is no time"
    given = {name for name, _ in query}
    yield from (f"parameter {name} is missing" for name, one in known.items() if one["required"] and name not in given)


@cache
def _jira() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_folder() / "jira-platform-v3.json").read_text())
    return found


@cache
def _jira_registry() -> Registry:
    return Registry().with_resource("urn:jira", Resource(_jira(), DRAFT202012))


@cache
def _jira_validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(
        json.loads(schema.replace('"#/components', '"urn:jira#/components')), registry=_jira_registry()
    )


def _judge_jira(sent: Sent) -> Iterator[str]:
    if JIRA_ELSEWHERE.match(sent.path):
        return
    operations = _found(_jira()["paths"], sent.method, unquote(sent.path))
    if not operations:
        yield "it is not in the document"
        return
    operation = operations[0]
    if operation.get("deprecated"):
        yield "it is deprecated"
    if "INACCESSIBLE" in str(operation.get("x-atlassian-connect-scope")):
        yield "it is not for Connect apps"
    known = {
        p["name"]: {"required": p.get("required", False), "schema": p.get("schema", {})}
        for p in operation["parameters"]
        if p.get("in") == "query"
    }
    yield from _of_query(known, sent.query)
    described = operation.get("requestBody")
    if sent.method == "GET" and sent.body:
        yield "Jira answers 403 to a GET with a body"
    if sent.path.endswith(UPLOAD):
        if sent.kind != "multipart/form-data":
            yield f"a file goes as multipart/form-data, not {sent.kind}"
        return
    if sent.body and described is None:
        yield "it takes no body"
    elif sent.body:
        if sent.kind not in described["content"]:
            yield f"its body is {sent.kind}, not {sorted(described['content'])}"
            return
        schema = described["content"][sent.kind].get("schema")
        if schema:
            validator = _jira_validator(json.dumps(schema))
            yield from (f"{e.json_path}: {e.message[:200]}" for e in validator.iter_errors(json.loads(sent.body)))
    elif described is not None and described.get("required"):
        yield "it needs a body"


@cache
def _azure() -> dict[str, dict[str, Any]]:
    """All paths of the documents; each operation knows its document by `area`."""
    paths: dict[str, dict[str, Any]] = {}
    for area in AZURE_DEVOPS:
        for part in ("paths", "x-ms-paths"):
            for template, operations in _azure_document(area).get(part, {}).items():
                noted = {k: {**v, "area": area} if isinstance(v, dict) else v for k, v in operations.items()}
                # The team of a query, the project of a work item and the path below a root are optional, which a
                # template cannot say.
                for form in {template, template.replace("/{team}/", "/"), template.removesuffix("/{path}")}:
                    for short in {form, form.replace("/{project}/", "/")}:
                        paths.setdefault(short, {}).update(noted)
    return paths


@cache
def _azure_document(area: str) -> dict[str, Any]:
    """The document; what it writes as `object` where any value may stand is any value here."""
    found: dict[str, Any] = json.loads((_folder() / "azure-devops" / f"{area}.json").read_text("utf-8-sig"))
    known = found["definitions"]
    if "JsonPatchDocument" in known:  # called an object, which its own `allOf` denies
        known["JsonPatchDocument"] = {"type": "array", "items": {"$ref": "#/definitions/JsonPatchOperation"}}
    for definition in known.values():
        for name, member in definition.get("properties", {}).items():
            if member.get("type") == "object" and set(member) <= {"type", "description"}:
                definition["properties"][name] = {}
        if definition.get("properties"):
            definition.setdefault("additionalProperties", False)  # a name that is none would be passed over there
    return found


@cache
def _azure_validator(area: str, schema: str) -> Draft4Validator:
    registry: Registry = Registry().with_resource("urn:azure", Resource(_azure_document(area), DRAFT4))
    return Draft4Validator(json.loads(schema.replace('"#/definitions', '"urn:azure#/definitions')), registry=registry)


def _judge_azure(sent: Sent) -> Iterator[str]:
    path = unquote(sent.path)
    if sent.method == "OPTIONS" or AZURE_ELSEWHERE.search(path):
        return
    operations = _found(_azure(), sent.method, path)
    if not operations:
        yield "it is not in the documents"
        return
    area = operations[0]["area"]
    shared = _azure_document(area)["parameters"]
    given = [p for o in operations for p in o["parameters"]]
    version = next((shared[p["$ref"].rpartition("/")[2]]["description"] for p in given if "$ref" in p), "")
    wanted = re.search(r"'([^']+)'", version)
    asked = dict(sent.query).get("api-version", "")
    packaged = re.search(r";api-version=7\.1", sent.accept)  # the client package negotiates previews of its own
    if wanted and asked != wanted[1] and not packaged:
        yield f"its version is {wanted[1]}, not {asked or 'none'}"
    # Forms of one path with other parameters stand apart in the document: what one of them wants another may not.
    known = {
        p["name"]: {"required": p.get("required", False) and len(operations) == 1, "schema": p}
        for p in given
        if p.get("in") == "query"
    }
    known["api-version"] = {"required": False, "schema": {}}
    yield from _of_query(known, sent.query)
    described = next((p for p in given if p.get("in") == "body"), None)
    if sent.body and sent.kind != "application/octet-stream":
        if described is None:
            yield "it takes no body"
            return
        if sent.kind not in operations[0].get("consumes", []):
            yield f"its body is {sent.kind}, not {operations[0].get('consumes')}"
            return
        validator = _azure_validator(area, json.dumps(described["schema"]))
        yield from (f"{e.json_path}: {e.message[:200]}" for e in validator.iter_errors(json.loads(sent.body)))
    elif sent.kind == "application/octet-stream" and sent.kind not in operations[0].get("consumes", []):
        yield f"its body is {sent.kind}, not {operations[0].get('consumes')}"
    elif described is not None and described.get("required") and sent.kind != "application/octet-stream":
        yield "it needs a body"


JUDGES: Mapping[str, Callable[[Sent], Iterator[str]]] = {"jira": _judge_jira, "azuredevops": _judge_azure}
