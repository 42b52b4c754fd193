"""The vendor's documents, and the simulator whose answers are held against them."""

import base64
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from addon.simulators.azuredevops import AzureDevOpsSimulator
from addon.simulators.azuredevops.seed import ADMIN_PAT

DOCUMENTS = {
    "core": "core/7.1/core.json",
    "wit": "wit/7.2/workItemTracking.json",
    "hooks": "hooks/7.1/serviceHooks.json",
    "security": "security/7.1/security.json",
}


def folder() -> Path:
    return Path(os.environ["LIAISE_VENDOR_SPECS"]) / "azure-devops"


@cache
def definitions(area: str) -> dict[str, Any]:
    document = json.loads((folder() / DOCUMENTS[area]).read_text("utf-8-sig"))
    found: dict[str, Any] = loosened(document["definitions"])
    if "StreamedBatch" in found:  # the document lost the type of its values
        found["StreamedBatch"]["properties"]["values"] = {"type": "array"}
    return found


def loosened(schema: Any) -> Any:
    """The documents write `object` where any value may stand, and `byte` for small numbers."""
    if isinstance(schema, list):
        return [loosened(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    bare = schema.get("type") == "object" and not {"properties", "additionalProperties", "allOf"} & set(schema)
    if bare or schema.get("format") == "byte":
        return {}
    return {key: loosened(item) for key, item in schema.items()}


def without_nulls(value: Any) -> Any:
    """The documents do not say what may be null, so null counts as absent."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value if item is not None]
    return value


def check(area: str, name: str, answer: Any) -> None:
    """An answer is what the document calls `name`."""
    known = definitions(area)
    schema = {"$ref": f"#/definitions/{name}", "definitions": known}
    errors = [
        f"{'/'.join(str(part) for part in error.absolute_path)}: {error.message[:200]}"
        for error in Draft4Validator(schema).iter_errors(without_nulls(answer))
    ]
    assert errors == []


@dataclass
class Vendor:
    """Calls the simulator as an administrator and checks the answers."""

    simulator: AzureDevOpsSimulator
    headers: dict[str, str] = field(default_factory=dict)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        version: str = "7.1",
        expect: tuple[str, str] | None = None,
        many: bool = False,
        data: bytes | None = None,
    ) -> Any:
        secret = base64.b64encode(f":{ADMIN_PAT}".encode()).decode()
        kind = "application/json-patch+json" if "workitems/" in path.lower() and method != "GET" else "application/json"
        if "comments" in path or "subscription" in path:
            kind = "application/json"
        mark = "&" if "?" in path else "?"
        answer = self.simulator.app.test_client().open(
            f"/fabrikam{path}{mark}api-version={version}",
            method=method,
            data=json.dumps(body).encode() if body is not None else data,
            headers={"Authorization": f"Basic {secret}", "Content-Type": kind},
        )
        assert answer.status_code < 300, answer.get_data(as_text=True)
        found = answer.get_json(silent=True)
        if expect is not None:
            items = found["value"] if many else [found]
            assert items, f"{path} answered nothing to check"
            for item in items:
                check(*expect, item)
        return found


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    simulator = AzureDevOpsSimulator()
    yield Vendor(simulator)
    simulator.stop()


@pytest.fixture
def example() -> Any:
    """Reads an official example by area and name."""

    def read(area: str, name: str) -> dict[str, Any]:
        version = DOCUMENTS[area].split("/")[1]
        path = folder() / area / version / "httpExamples" / name
        found: dict[str, Any] = json.loads(path.read_text("utf-8-sig"))
        return found

    return read
