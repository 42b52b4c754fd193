"""A fixture run: variables and look-ups from a JSON document, every helper call recorded."""

from collections.abc import Callable, Mapping
from typing import Any

from addon.scripting.errors import throw
from addon.scripting.host.bags import Bag, to_host
from addon.scripting.host.fixture_answers import known
from addon.scripting.host.variables import HELPERS, helper_variables
from addon.scripting.host.wire import to_maps
from addon.scripting.semantics.equality import equals, java_equals
from addon.scripting.semantics.texts import text

HIDDEN = HELPERS | {"out", "store", "debugHelper"}
"""Variables that a run's answer does not show."""

TABLES = {
    "nodeHelper.getIssueType": ("issueTypes", "name", 2),
    "nodeHelper.getProject": ("projects", "key", 1),
    "nodeHelper.getPriority": ("priorities", "name", 1),
    "nodeHelper.getStatus": ("statuses", "name", 1),
    "nodeHelper.getUser": ("users", "key", 1),
    "nodeHelper.getUserByEmail": ("users", "email", 1),
    "nodeHelper.getUserByUsername": ("users", "username", 1),
    "nodeHelper.getUserByFullName": ("users", "displayName", 1),
    "nodeHelper.getVersion": ("versions", "name", 1),
    "nodeHelper.getComponent": ("components", "name", 1),
    "nodeHelper.getResolution": ("resolutions", "name", 1),
    "nodeHelper.getCustomField": ("customFields", "name", 1),
    "nodeHelper.getLocalIssueFromRemoteId": ("localIssues", "remoteId", 1),
    "nodeHelper.getLocalIssueKeyFromRemoteId": ("localIssues", "remoteId", 1),
    "nodeHelper.getLocalIssueFromRemoteUrn": ("localIssues", "remoteKey", 1),
    "syncHelper.getLocalIssueFromRemoteId": ("localIssues", "remoteId", 1),
    "syncHelper.getLocalIssueFromRemoteUrn": ("localIssues", "remoteKey", 1),
    "syncHelper.getLocalIssueKeyFromRemoteId": ("localIssues", "remoteId", 2),
}
"""Look-up: the list of `lookups` it searches, by which field, and how many arguments are recorded."""

REMOTE_URL = "https://remote.example/browse/R-1"


class FixtureServices:
    """Answers helpers from the `lookups` of a fixture."""

    drops_on_null = True

    def __init__(self, lookups: Mapping[str, Any]) -> None:
        self.lookups = lookups

    def ask(self, run: Any, name: str, arguments: list[Any]) -> Any:
        table = TABLES.get(name)
        if table is not None:
            return self._find(run, name, arguments, *table)
        answer = ANSWERS.get(name)
        if answer is not None:
            return answer(self, run, *arguments)
        other = known(name)
        if other is None:
            throw("UnsupportedOperationException", f"{name} has no answer in a fixture run")
        return other(self, run, arguments)

    def _find(self, run: Any, name: str, arguments: list[Any], kind: str, field: str, recorded: int) -> Any:
        shown = arguments[:recorded] + [None] * (recorded - len(arguments))
        if name == "syncHelper.getLocalIssueKeyFromRemoteId" and shown[1] is None:
            shown[1] = "issue"
        run.calls.append((name, shown))
        if arguments[0] is None:
            return None
        wanted = text(arguments[0])
        for entry in self.lookups.get(kind) or []:
            if isinstance(entry, dict) and equals(entry.get(field), wanted):
                return to_host(entry)
        return None

    def create_version(self, run: Any, issue: Any, name: Any, description: Any = None) -> Bag:
        run.calls.append(("nodeHelper.createVersion", [name, description]))
        return Bag({"name": name, "description": description})

    def create_component(
        self, run: Any, issue: Any, name: Any, description: Any = None, lead: Any = None, kind: Any = None
    ) -> Bag:
        run.calls.append(("nodeHelper.createComponent", [name, description, lead, kind]))
        return Bag({"name": name, "description": description})

    def get_option(self, run: Any, issue: Any, field: Any, value: Any) -> Bag | None:
        run.calls.append(("nodeHelper.getOption", [field, value]))
        options = (self.lookups.get("options") or {}).get(None if field is None else text(field)) or []
        return Bag({"value": value}) if any(java_equals(one, value) for one in options) else None

    def get_html_field(self, run: Any, issue: Any, field: Any) -> Any:
        run.calls.append(("nodeHelper.getHtmlField", [field]))
        return (self.lookups.get("html") or {}).get(None if field is None else text(field))

    def sync_back(self, run: Any) -> None:
        run.calls.append(("syncHelper.syncBackAfterProcessing", []))

    def unlink(self, run: Any) -> None:
        run.calls.append(("syncHelper.unExalateAfterProcessing", []))

    def start(self, run: Any, key: Any) -> None:
        run.calls.append(("syncHelper.exalate", [None if key is None else text(key)]))

    def remote_url(self, run: Any, issue: Any = None) -> str:
        run.calls.append(("syncHelper.getRemoteIssueUrl", []))
        return REMOTE_URL

    def http_get(self, run: Any, path: Any, query: Any = None) -> Any:
        run.calls.append(("httpClient.get", [path]))
        return self.http("GET", path)

    def http_post(self, run: Any, path: Any, body: Any) -> Any:
        run.calls.append(("httpClient.post", [path, body]))
        return self.http("POST", path)

    def http_put(self, run: Any, path: Any, body: Any) -> Any:
        run.calls.append(("httpClient.put", [path, body]))
        return self.http("PUT", path)

    def http(self, verb: str, path: Any) -> Any:
        return to_maps((self.lookups.get("http") or {}).get(f"{verb} {text(path)}"))

    def store(self, run: Any, entity: Any) -> Any:
        run.calls.append(("store", []))
        return entity


ANSWERS: dict[str, Callable[..., Any]] = {
    "nodeHelper.createVersion": FixtureServices.create_version,
    "nodeHelper.createComponent": FixtureServices.create_component,
    "nodeHelper.getOption": FixtureServices.get_option,
    "nodeHelper.getHtmlField": FixtureServices.get_html_field,
    "syncHelper.syncBackAfterProcessing": FixtureServices.sync_back,
    "syncHelper.unExalateAfterProcessing": FixtureServices.unlink,
    "syncHelper.exalate": FixtureServices.start,
    "syncHelper.getRemoteIssueUrl": FixtureServices.remote_url,
    "httpClient.get": FixtureServices.http_get,
    "httpClient.post": FixtureServices.http_post,
    "httpClient.put": FixtureServices.http_put,
    "store": FixtureServices.store,
}


def fixture_variables(fixture: Mapping[str, Any]) -> tuple[dict[str, Any], FixtureServices]:
    """The variables of a run and its services, from a parsed fixture (see `wire.parse`)."""
    services = FixtureServices(fixture.get("lookups") or {})
    variables = {name: to_host(value, name) for name, value in (fixture.get("bindings") or {}).items()}
    if variables.get("workItem") is not None and variables.get("issue") is None:
        variables["issue"] = variables["workItem"]
    variables.update(helper_variables(services))
    return variables, services


def shown_variables(variables: Mapping[str, Any]) -> dict[str, Any]:
    """The variables after a run that its answer shows; `issue` left out where it is `workItem` itself."""
    return {
        name: value
        for name, value in variables.items()
        if name not in HIDDEN and not (name == "issue" and value is not None and value is variables.get("workItem"))
    }
