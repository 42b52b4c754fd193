"""A platform beside the simulator it talks to, and a person who works there too."""

import base64
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import requests

from addon.platforms.access import AzureDevOpsAccess, JiraAccess, PersonalAccessToken, Surroundings
from addon.platforms.base import Platform
from addon.platforms.registry import open_platform
from addon.replica.values import RichText
from addon.simulators.azuredevops import AzureDevOpsSimulator
from addon.simulators.azuredevops.seed import ADMIN_MAIL, ADMIN_PAT, SYNC_PAT
from addon.simulators.jira import JiraSite
from addon.simulators.jira import serve as serve_jira
from addon.simulators.jira.connect.addons import AddOn
from addon.simulators.jira.records import User
from addon.simulators.jira.seed import add_project, basics
from addon.transport.exchange import Limits
from addon.transport.ratelimits import RateNote
from addon.transport.tracker import CallNote

SECRET = "a-shared-secret-of-more-than-32-bytes"
SCOPES = ["READ", "WRITE", "DELETE"]
ORIGIN_INDEX = {
    "key": "liaise-origin-index",
    "name": {"value": "Liaise origin"},
    "entityType": "issue",
    "keyConfigurations": [
        {
            "propertyKey": "liaise-origin",
            "extractions": [{"objectName": "key", "type": "string", "alias": "liaiseOrigin"}],
        }
    ],
}


@dataclass
class Listener:
    """Keeps what the platform reports."""

    calls: list[CallNote] = field(default_factory=list)
    rates: list[RateNote] = field(default_factory=list)

    def on_call(self, note: CallNote) -> None:
        self.calls.append(note)

    def on_rate(self, note: RateNote) -> None:
        self.rates.append(note)


class Files:
    """Bytes of a file by its remote id."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def open(self, remote_id: str) -> Iterator[bytes]:
        for start in range(0, len(self._content), 65_000):
            yield self._content[start : start + 65_000]


class Bench:
    """What both kinds of bench can do."""

    platform: Platform
    root: str
    project_id: str
    type_name = "Task"
    status_field = "status"

    def __init__(self) -> None:
        self.listener = Listener()

    def close(self) -> None:
        raise NotImplementedError

    def fault(self, **fault: Any) -> None:
        """Make calls fail, see the control contract."""
        requests.post(f"{self.root}/__control__/faults", json=fault, timeout=30).raise_for_status()

    def no_faults(self) -> None:
        requests.delete(f"{self.root}/__control__/faults", timeout=30).raise_for_status()

    def calls(self) -> list[tuple[str, str]]:
        """Method and path of the calls that the product saw since `forget_calls`."""
        found = requests.get(f"{self.root}/__control__/calls", timeout=30).json()
        return [(c["method"], c["path"]) for c in found]

    def forget_calls(self) -> None:
        requests.delete(f"{self.root}/__control__/calls", timeout=30).raise_for_status()

    def advance(self, seconds: float) -> None:
        requests.post(f"{self.root}/__control__/clock", json={"advance_s": seconds}, timeout=30).raise_for_status()

    def now(self) -> int:
        raise NotImplementedError

    def grow_old(self, entity_id: str) -> None:
        """Let an hour pass since the last change of this entity."""
        raise NotImplementedError

    def text(self, words: str) -> RichText:
        raise NotImplementedError

    def words(self, text: RichText | None) -> str:
        raise NotImplementedError

    def person_creates(self, summary: str) -> str:
        raise NotImplementedError

    def person_sets(self, entity_id: str, summary: str) -> None:
        raise NotImplementedError

    def person_deletes(self, entity_id: str) -> None:
        raise NotImplementedError

    def count(self, summary: str) -> int:
        """How many entities with this summary the product really has."""
        raise NotImplementedError

    def query(self, word: str) -> str:
        raise NotImplementedError

    def surroundings(self) -> Surroundings:
        return Surroundings(
            now=self.now,
            observer=self.listener,
            dev_loopback=True,
            limits=Limits(connect=5, read=3.0, total=60),
            grace=60,
        )


class JiraBench(Bench):
    """The Jira simulator with our app installed."""

    bad_query = "project = "

    def __init__(self) -> None:
        super().__init__()
        self.site = basics(JiraSite())
        self.project_id = add_project(self.site, "ABC", "Alphabet").id
        self.server = serve_jira(self.site)
        self.root = self.server.url
        account = "557058:liaise"
        self.site.users[account] = User(account, "Liaise", kind="app")
        descriptor = {
            "key": "liaise",
            "name": "Liaise",
            "baseUrl": "http://127.0.0.1:9",
            "scopes": SCOPES,
            "authentication": {"type": "jwt"},
            "modules": {"jiraEntityProperties": [ORIGIN_INDEX]},
        }
        self.site.addons["liaise"] = AddOn("liaise", descriptor, "http://127.0.0.1:9/x", SECRET, account)
        access = JiraAccess(self.root, self.site.client_key, "liaise", SECRET)
        self.access = access
        self.platform = open_platform(access, self.surroundings())

    def close(self) -> None:
        self.server.stop()
        self.site.bench.close()

    def now(self) -> int:
        return round(time.time() * 1000)  # tokens are checked against the real clock, whatever the site's says

    def grow_old(self, entity_id: str) -> None:
        self.site.issues[entity_id].updated -= 3_600_000

    def text(self, words: str) -> RichText:
        paragraph = {"type": "paragraph", "content": [{"type": "text", "text": words}]}
        document = {"type": "doc", "version": 1, "content": [paragraph]}
        return RichText("adf", json.dumps(document, sort_keys=True, separators=(",", ":")))

    def words(self, text: RichText | None) -> str:
        if text is None:
            return ""
        return " ".join(n["text"] for p in json.loads(text.source)["content"] for n in p.get("content", []))

    def _rest(self, method: str, path: str, body: Any = None) -> Any:
        auth = ("ada@example.com", "ada-token")
        answer = requests.request(method, f"{self.root}/rest/api/3{path}", json=body, auth=auth, timeout=30)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def person_creates(self, summary: str) -> str:
        kind = next(k.id for k in self.site.types.values() if k.name == self.type_name)
        fields = {"project": {"id": self.project_id}, "issuetype": {"id": kind}, "summary": summary}
        return str(self._rest("POST", "/issue", {"fields": fields})["id"])

    def person_sets(self, entity_id: str, summary: str) -> None:
        self._rest("PUT", f"/issue/{entity_id}", {"fields": {"summary": summary}})

    def person_deletes(self, entity_id: str) -> None:
        self._rest("DELETE", f"/issue/{entity_id}")

    def count(self, summary: str) -> int:
        return sum(1 for issue in self.site.issues.values() if issue.fields.get("summary") == summary)

    def query(self, word: str) -> str:
        return f'project = ABC AND summary ~ "{word}"'


class AzureDevOpsBench(Bench):
    """The Azure DevOps simulator with its demo organization."""

    bad_query = "[System.Title] CONTAINS"

    def __init__(self) -> None:
        super().__init__()
        self.simulator = AzureDevOpsSimulator()
        server = self.simulator.start()
        self.root = server.url
        organization = self.simulator.organization
        project = organization.projects.find("Fabrikam Fiber")
        assert project is not None
        self.project_id = project.id
        access = AzureDevOpsAccess(organization.name, PersonalAccessToken(SYNC_PAT), base_url=organization.url)
        self.access = access
        self.platform = open_platform(access, self.surroundings())

    def close(self) -> None:
        self.simulator.stop()

    def now(self) -> int:
        return round(self.simulator.bench.clock.now().timestamp() * 1000)

    def grow_old(self, entity_id: str) -> None:
        self.advance(3600)

    def text(self, words: str) -> RichText:
        return RichText("html", f"<div>{words}</div>")

    def words(self, text: RichText | None) -> str:
        return re.sub(r"<[^>]*>", "", text.source).strip() if text else ""

    def _rest(self, method: str, path: str, body: Any = None) -> Any:
        token = base64.b64encode(f"{ADMIN_MAIL}:{ADMIN_PAT}".encode()).decode()
        headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json-patch+json"}
        url = f"{self.simulator.organization.url}{path}"
        params = {"api-version": "7.1"}
        answer = requests.request(method, url, json=body, headers=headers, params=params, timeout=30)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def person_creates(self, summary: str) -> str:
        body = [{"op": "add", "path": "/fields/System.Title", "value": summary}]
        return str(self._rest("POST", f"/{self.project_id}/_apis/wit/workitems/${self.type_name}", body)["id"])

    def person_sets(self, entity_id: str, summary: str) -> None:
        body = [{"op": "add", "path": "/fields/System.Title", "value": summary}]
        self._rest("PATCH", f"/_apis/wit/workitems/{entity_id}", body)

    def person_deletes(self, entity_id: str) -> None:
        self._rest("DELETE", f"/_apis/wit/workitems/{entity_id}")

    def count(self, summary: str) -> int:
        items = self.simulator.organization.items.values()
        return sum(1 for item in items if item.revisions[-1].fields.get("System.Title") == summary)

    def query(self, word: str) -> str:
        return f"[System.Title] CONTAINS '{word}'"
