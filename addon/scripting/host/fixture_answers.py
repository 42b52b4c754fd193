"""What a fixture run answers where its contract says nothing: plainly, from the same look-ups, so that rules go on."""

from collections.abc import Callable
from typing import Any

from addon.scripting.host.bags import Bag, elements, to_host
from addon.scripting.host.node_helper import without_tags
from addon.scripting.host.wire import to_maps
from addon.scripting.semantics.equality import java_equals
from addon.scripting.semantics.texts import text
from addon.scripting.values.characters import GString
from addon.scripting.values.maps import GroovyMap

ADDRESSES = {
    "syncHelper.getTrackerUrl": "https://local.example",
    "syncHelper.getRemoteTrackerUrl": "https://remote.example",
    "syncHelper.getNodeUrl": "https://node.example",
    "syncHelper.getRemoteNodeUrl": "https://remote-node.example",
    "syncHelper.getExalateUrl": "https://node.example",
    "syncHelper.getRemoteExalateUrl": "https://remote-node.example",
}
OFFERED = {"nodeHelper.getAreaPath": "areaPaths", "nodeHelper.getIteration": "iterations"}
"""Look-ups whose list in `lookups` holds the texts themselves."""
WISHES = frozenset(
    (
        *("syncHelper.sync", "syncHelper.unlinkAfterProcessing", "link.parent", "link.related"),
        "nodeHelper.addHTTPHeader",
    )
)
"""Calls that are recorded and give nothing."""


def known(name: str) -> Callable[..., Any] | None:
    """The answer to a call by name: a function of (services, run, arguments)."""
    if name in ADDRESSES:
        return lambda services, run, given: _recorded(run, name, [], ADDRESSES[name])
    if name in OFFERED:
        return lambda services, run, given: _recorded(run, name, given[:1], _offered(services, name, given[0]))
    if name in WISHES:
        return lambda services, run, given: _recorded(run, name, _shown(given), None)
    return _ANSWERS.get(name)


def _recorded(run: Any, name: str, given: list[Any], answer: Any) -> Any:
    run.calls.append((name, given))
    return answer


def _shown(given: list[Any]) -> list[Any]:
    """Arguments as a call is recorded: an entity by its key."""
    return [one.data.get("key") if isinstance(one, Bag) else one for one in given]


def _offered(services: Any, name: str, wanted: Any) -> Any:
    if wanted is None:
        return None
    asked = text(wanted)
    return next((one for one in services.lookups.get(OFFERED[name]) or [] if one == asked), None)


def _option(services: Any, field: Any, value: Any) -> Bag | None:
    options = (services.lookups.get("options") or {}).get(None if field is None else text(field)) or []
    return Bag({"value": value}) if any(java_equals(one, value) for one in options) else None


def _options(services: Any, run: Any, given: list[Any]) -> Any:
    found = [_option(services, given[1], one) for one in elements(given[2])]
    return _recorded(run, "nodeHelper.getOptions", given[1:3], [one for one in found if one is not None])


def _create_option(services: Any, run: Any, given: list[Any]) -> Any:
    return _recorded(run, "nodeHelper.createOption", given[1:3], Bag({"value": given[2]}))


def _cascade(services: Any, run: Any, given: list[Any]) -> Any:
    parent, child = (Bag({"value": one}) if type(one) in (str, GString) else one for one in given[:2])
    value = parent.data.get("value") if isinstance(parent, Bag) else None
    return _recorded(run, "nodeHelper.getCascadingSelect", [], Bag({"value": value, "parent": parent, "child": child}))


def _is_somebody(name: str) -> Callable[..., Any]:
    def answer(services: Any, run: Any, given: list[Any]) -> bool:
        return bool(_recorded(run, name, _shown(given), given[1] is not None))

    return answer


def _is_paired(name: str) -> Callable[..., Any]:
    def answer(services: Any, run: Any, given: list[Any]) -> bool:
        asked = None if given[0] is None else text(given[0])
        rows = [one for one in services.lookups.get("localIssues") or [] if isinstance(one, dict)]
        paired = any(asked in (text(one.get("id")), one.get("key"), one.get("urn")) for one in rows)
        return bool(_recorded(run, name, [asked], paired))

    return answer


def _comments(name: str) -> Callable[..., Any]:
    """The comments, or those of an entity, each as a copy: a fixture keeps no rich text that could be written anew."""

    def answer(services: Any, run: Any, given: list[Any]) -> Any:
        listed = given[0].data.get("comments") if isinstance(given[0], Bag) else given[0]
        copies = [one.copy() if isinstance(one, Bag) else one for one in elements(listed)]
        return _recorded(run, name, [], copies)

    return answer


def _markdown(services: Any, run: Any, given: list[Any]) -> Any:
    answer = None if given[0] is None else without_tags(run, text(given[0]))
    return _recorded(run, "nodeHelper.toMarkDownFromHtml", [given[0]], answer)


def _web_links(services: Any, run: Any, given: list[Any]) -> Any:
    return _recorded(
        run, "nodeHelper.getRemoteIssueLinks", _shown(given), to_host(services.lookups.get("webLinks") or [])
    )


def _call(verb: str) -> Callable[..., Any]:
    def answer(services: Any, run: Any, given: list[Any]) -> Any:
        return _recorded(run, f"httpClient.{verb}", given, services.http(verb.upper(), given[0]))

    return answer


def _any_call(services: Any, run: Any, given: list[Any]) -> Any:
    method, path, body = given[:3]
    _recorded(run, "httpClient.http", [method, path, body], None)
    found = services.http(text(method).upper(), path)
    code = 200 if found is not None else 404
    return Bag({"code": code, "body": to_maps(found), "headers": GroovyMap()})


_ANSWERS: dict[str, Callable[..., Any]] = {
    "nodeHelper.getOptions": _options,
    "nodeHelper.createOption": _create_option,
    "nodeHelper.getCascadingSelect": _cascade,
    "nodeHelper.isUserAssignable": _is_somebody("nodeHelper.isUserAssignable"),
    "nodeHelper.canUserEditComments": _is_somebody("nodeHelper.canUserEditComments"),
    "syncHelper.isUnderSync": _is_paired("syncHelper.isUnderSync"),
    "syncHelper.isIssueUnderSync": _is_paired("syncHelper.isIssueUnderSync"),
    "nodeHelper.getHtmlComments": _comments("nodeHelper.getHtmlComments"),
    "nodeHelper.toMarkDownComments": _comments("nodeHelper.toMarkDownComments"),
    "nodeHelper.toMarkDownFromHtml": _markdown,
    "nodeHelper.getRemoteIssueLinks": _web_links,
    "httpClient.patch": _call("patch"),
    "httpClient.delete": _call("delete"),
    "httpClient.http": _any_call,
}
