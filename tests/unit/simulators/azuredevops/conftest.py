"""A fresh organization for each test, called in process or over HTTP."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from addon.simulators.azuredevops import AzureDevOpsSimulator
from addon.simulators.azuredevops.seed import ADMIN_PAT, SYNC_PAT

PATCH_TYPE = "application/json-patch+json"


@dataclass
class Api:
    """Calls the simulator in process as one token's owner."""

    simulator: AzureDevOpsSimulator
    pat: str | None = SYNC_PAT
    bearer: str | None = None

    def call(self, method: str, path: str, version: str | None = "7.1", **options: Any) -> TestResponse:
        headers = dict(options.pop("headers", {}))
        if self.bearer is not None:
            headers["Authorization"] = f"Bearer {self.bearer}"
        elif self.pat is not None:
            headers["Authorization"] = "Basic " + base64.b64encode(f":{self.pat}".encode()).decode()
        if version is not None:
            path += ("&" if "?" in path else "?") + f"api-version={version}"
        root = "" if path.startswith(("/vssps", "/extmgmt", "/_apis/resourceAreas")) else "/fabrikam"
        return self.simulator.app.test_client().open(root + path, method=method, headers=headers, **options)

    def get(self, path: str, version: str | None = "7.1", status: int = 200, **options: Any) -> Any:
        return self._checked(self.call("GET", path, version, **options), status)

    def post(self, path: str, body: Any, version: str | None = "7.1", status: int = 200) -> Any:
        return self._checked(self.call("POST", path, version, json=body), status)

    def put(self, path: str, body: Any, version: str | None = "7.1", status: int = 200) -> Any:
        return self._checked(self.call("PUT", path, version, json=body), status)

    def patch(
        self, path: str, body: Any, version: str | None = "7.1", status: int = 200, content_type: str = PATCH_TYPE
    ) -> Any:
        return self._checked(self.call("PATCH", path, version, json=body, content_type=content_type), status)

    def delete(self, path: str, version: str | None = "7.1", status: int = 200) -> Any:
        return self._checked(self.call("DELETE", path, version), status)

    def create(self, kind: str = "Task", project: str = "Fabrikam Fiber", **fields: Any) -> dict[str, Any]:
        """A work item; `System__Title` stands for `System.Title`."""
        fields.setdefault("System__Title", "A work item")
        answer = self.call(
            "POST", f"/{project}/_apis/wit/workitems/${kind}", json=operations(**fields), content_type=PATCH_TYPE
        )
        return self._checked(answer, 200)

    def change(self, number: int, *document: dict[str, Any], status: int = 200, query: str = "", **fields: Any) -> Any:
        return self.patch(f"/_apis/wit/workitems/{number}{query}", [*document, *operations(**fields)], status=status)

    def item(self, number: int, query: str = "") -> dict[str, Any]:
        return self.get(f"/_apis/wit/workitems/{number}{query}")

    def _checked(self, answer: TestResponse, status: int) -> Any:
        assert answer.status_code == status, (answer.status_code, answer.get_data(as_text=True)[:600])
        return answer.get_json(silent=True)


def operations(op: str = "add", **fields: Any) -> list[dict[str, Any]]:
    return [{"op": op, "path": f"/fields/{name.replace('__', '.')}", "value": value} for name, value in fields.items()]


@pytest.fixture
def simulator() -> Iterator[AzureDevOpsSimulator]:
    made = AzureDevOpsSimulator()
    yield made
    made.stop()


@pytest.fixture
def api(simulator: AzureDevOpsSimulator) -> Api:
    return Api(simulator)


@pytest.fixture
def admin(simulator: AzureDevOpsSimulator) -> Api:
    return Api(simulator, ADMIN_PAT)
