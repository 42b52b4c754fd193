"""Atlassian's OpenAPI document as a judge of answers and of requests.

What is lenient, and why: null members count as absent (the product answers them everywhere, the document says
nowhere that it may); formats are not judged (`+0000` is no RFC 3339 offset, yet it is what the product sends).
"""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

ROOT = "urn:jira"


@dataclass
class VendorDocument:
    """The document, read once per test process."""

    path: Path

    @cached_property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.path.read_text())
        for schema in content["components"]["schemas"].values():
            if "anyOf" in schema and schema.get("additionalProperties") is False:
                # With both, no value could ever be valid: the alternatives hold the members.
                del schema["additionalProperties"]
        return content

    @cached_property
    def _registry(self) -> Registry:
        return Registry().with_resource(ROOT, Resource(contents=self.content, specification=DRAFT202012))

    @cached_property
    def _paths(self) -> list[tuple[re.Pattern[str], str]]:
        """Templates as patterns, those with fewer variables first."""
        found = sorted(self.content["paths"], key=lambda path: path.count("{"))
        return [(re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + "$"), path) for path in found]

    def operation(self, method: str, path: str) -> dict[str, Any] | None:
        for pattern, template in self._paths:
            if pattern.match(path) and method.lower() in self.content["paths"][template]:
                return self.content["paths"][template][method.lower()]
        return None

    def template(self, method: str, path: str) -> str | None:
        for pattern, template in self._paths:
            if pattern.match(path) and method.lower() in self.content["paths"][template]:
                return template
        return None

    def problems_of_answer(self, method: str, path: str, status: int, body: Any) -> list[str]:
        """What the document has against an answer; a status that it does not name is one of them."""
        operation = self.operation(method, path)
        if operation is None:
            return [f"{method} {path} is not in the document"]
        response = operation["responses"].get(str(status))
        if response is None:
            return [f"{method} {path} does not answer {status}"]
        schema = (response.get("content") or {}).get("application/json", {}).get("schema")
        if not schema:
            return []
        return self.problems(schema, without_nulls(body))

    def problems(self, schema: dict[str, Any], value: Any) -> list[str]:
        """What a schema of the document has against a value."""
        rooted = json.loads(json.dumps(schema).replace('"#/components', f'"{ROOT}#/components'))
        validator = Draft202012Validator(rooted, registry=self._registry)
        return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value
