"""workflowHelper, syncHelper, httpClient, debug, log, serviceDeskHelper, link, store."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.host.bags import Bag
from addon.scripting.host.offers import Helper, Offer
from addon.scripting.semantics.texts import text
from addon.scripting.values.callables import Closure
from addon.scripting.values.hosts import missing_method

BY_TRANSITION = "$transition"
"""Set on a status whose name may be that of the transition which leads to it."""

workflow_offer = Offer("WorkflowHelper", "workflowHelper")
sync_offer = Offer("SyncHelper", "syncHelper")
http_offer = Offer("HttpClient", "httpClient")
debug_offer = Offer("DebugHelper", "debug")
log_offer = Offer("LogHelper", "log")
desk_offer = Offer("ServiceDeskHelper", "serviceDeskHelper")
link_offer = Offer("LinkHelper", "link")


@workflow_offer.method("transition(issue, String name)")
def transition(run: Any, self: Helper, issue: Any, name: str | None) -> None:
    """Bring the issue into the status of this name, or through the transition of this name (Jira)."""
    run.meter.helper()
    run.calls.append(("workflowHelper.transition", [name]))
    if not isinstance(issue, Bag):
        throw("IllegalArgumentException", "workflowHelper.transition(issue, name) wants the issue itself, not its key")
    status = {"name": name} if self.services.drops_on_null else {"name": name, BY_TRANSITION: True}
    issue.set_property(run, "status", Bag(status))


_SYNC = {
    "syncBackAfterProcessing()": "Send this entity back to the other side when this run is done.",
    "unExalateAfterProcessing()": "End the pair when this run is done.",
    "unlinkAfterProcessing()": "End the pair when this run is done.",
    "exalate(key)": "Start the sync of another local entity.",
    "sync(key)": "Start the sync of another local entity.",
    "getLocalIssueKeyFromRemoteId(id, type?)": "Id and key (.id, .urn) of the local entity paired with a remote id.",
    "isUnderSync(id, type, connection?)": "Whether a local entity is paired.",
    "getRemoteIssueUrl()": "The address of the remote entity.",
    "getTrackerUrl()": "The address of this tracker.",
    "getRemoteTrackerUrl()": "The address of the other tracker.",
    "getNodeUrl()": "This node's URL.",
    "getRemoteNodeUrl()": "The other node's URL.",
}
for _signature, _doc in _SYNC.items():
    sync_offer.lookup(_signature, _doc)

for _signature, _doc in {
    "isIssueUnderSync(id, type?, connection?)": "The old name of isUnderSync.",
    "getLocalIssueFromRemoteId(id, type?)": "As nodeHelper has it.",
    "getLocalIssueFromRemoteUrn(urn, type?)": "As nodeHelper has it.",
    "getRemoteIssueUrl(issue)": "The address of the remote entity.",
    "getExalateUrl()": "The old name of getNodeUrl.",
    "getRemoteExalateUrl()": "The old name of getRemoteNodeUrl.",
}.items():
    sync_offer.lookup(_signature, _doc, old=not _signature.startswith("getRemoteIssueUrl"))

_HTTP = {
    "get(path, query?)": "GET on this instance's tracker, `query` being a map; the answer's JSON as maps and lists.",
    "post(path, body)": "POST on this instance's tracker; the body is JSON text, a map or a list.",
    "put(path, body)": "PUT on this instance's tracker.",
    "patch(path, body)": "PATCH on this instance's tracker.",
    "delete(path)": "DELETE on this instance's tracker.",
}
for _signature, _doc in _HTTP.items():
    http_offer.lookup(_signature, _doc)


@http_offer.method("http(String method, path, body?, query?, headers?, Closure closure?)")
def http(run: Any, self: Helper, method: Any, path: Any, body: Any, query: Any, headers: Any, closure: Any) -> Any:
    """Any call; the closure gets the request and the answer: res.code, res.body, res.headers."""
    run.meter.helper()
    given = [body, query, headers]
    for index, one in enumerate(given):
        if isinstance(one, Closure):  # the parts before the closure may be left out
            closure, given[index:] = one, [None] * (len(given) - index)
    answer = self.services.ask(run, "httpClient.http", [method, path, *given])
    if closure is None:
        return answer
    return closure.call(Bag({"method": method, "path": path, "body": body}), answer)


http_offer.asked.add("httpClient.http")


@http_offer.method("http(String method, path, body, query, headers, unused, Closure closure)")
def http_of_seven(run: Any, self: Helper, *given: Any) -> Any:
    """The same with one argument more before the closure, which has no effect."""
    return http(run, self, *given[:5], given[6])


@debug_offer.method("error(message)")
def debug_error(run: Any, self: Helper, message: Any) -> None:
    """Stop the run with this error."""
    throw("IssueTrackerException", None if message is None else text(message))


def _level(level: str) -> None:
    def write(run: Any, self: Helper, message: Any, *more: Any) -> None:
        if message is None:
            run.meter.log(4)
            run.logs.append((level, None))
        else:
            run.log(level, filled(text(message), more))

    write.__doc__ = f"Write a line of level {level} to the timeline; `{{}}` in it stands for what follows."
    log_offer.method(f"{level}(message)")(write)
    log_offer.method(f"{level}(message, value)")(write)
    log_offer.method(f"{level}(message, value, other)")(write)


def filled(line: str, values: tuple[Any, ...]) -> str:
    """The line with each value in place of a `{}`; those without one, such as an exception, stand behind it."""
    for value in values:
        before, mark, after = line.partition("{}")
        line = f"{before}{text(value)}{after}" if mark else f"{line} {text(value)}"
    return line


for _name in ("info", "warn", "error", "debug"):
    _level(_name)

link_offer.lookup("parent(replica)", "Make the entity paired with the replica's parent the parent, now or later.")
link_offer.lookup("related(replica)", "Relate the entities paired with the replica's links, now or later.")


class Refused(Helper):
    """A helper whose every method is refused with a reason."""

    __slots__ = ()

    def call_method(self, run: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        said = f"serviceDeskHelper.{name}() is not supported here. Use httpClient with /rest/servicedeskapi."
        throw("UnsupportedOperationException", said)


for _offer in (workflow_offer, sync_offer, http_offer, debug_offer, log_offer, desk_offer, link_offer):
    _offer.ready()


def store(run: Any, *given: Any) -> Any:
    """store(entity): write it now and go on; gives the entity back."""
    if len(given) > 1:
        missing_method(run.script, "store", given)
    run.meter.helper()
    return run.services.ask(run, "store", [given[0] if given else None])
